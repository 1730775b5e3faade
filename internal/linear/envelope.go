package linear

import (
	"errors"
	"maps"
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// maxEnvelopeLine bounds, in bytes, what is typed into a field of an envelope: room for
// more addresses than anything has.
const maxEnvelopeLine = 2 << 10

// mostMeant is how many completions are said at once.
const mostMeant = 12

// address asks for each field of what is composed, one after the other. With errGone it
// has kept what was typed; with errCancelled or errEnded the rest is as it was.
func (c *composer) address() error {
	first := "Say to whom it goes, and how."
	switch {
	case c.said != "":
		first = "Say what belongs to it."
	case c.drafts:
		first = "Say where it belongs; all of it can be decided later."
	}
	c.s.fact("%s A ? behind the beginning of a word tells what it may become; ^C leaves the rest as it is.", first)
	for _, f := range c.fields {
		if err := c.field(f); err != nil {
			return err
		}
	}
	return nil
}

// field asks for one field until what is given is right.
func (c *composer) field(f secretariat.Field) error {
	for {
		answer, err := c.s.ask(question{words: fieldWords(f, c.draft.Envelope[f.Name]), limit: maxEnvelopeLine})
		text := plain.Line(answer)
		switch begun, asks := strings.CutSuffix(text, "?"); {
		case errors.Is(err, errGone):
			c.fill(f, text)
			return err
		case err != nil:
			return err
		case asks && f.Complete != nil:
			c.meant(begun, f.Complete(begun))
			continue
		}
		given := text
		switch given {
		case "":
			given = c.draft.Envelope[f.Name]
		case "-":
			given = ""
		}
		if refusal := checked(f, given); refusal != nil {
			c.s.refuse(refusal)
			continue
		}
		if text != "" {
			c.setField(f, given)
		}
		return nil
	}
}

// fieldWords ask for a field, with what Enter alone leaves there.
func fieldWords(f secretariat.Field, present string) string {
	words := f.Label + ". Give " + f.About
	switch {
	case present != "" && f.Need:
		return words + ". Enter to leave " + present + ":"
	case present != "":
		return words + ". Enter to leave " + present + ", - to take it away:"
	case f.Need:
		return words + ":"
	case f.Usual != "":
		return words + ". Enter for " + f.Usual + ":"
	}
	return words + ". Enter for none:"
}

func checked(f secretariat.Field, text string) error {
	switch {
	case text == "" && f.Need:
		return fault.New(fault.Usage, "%s is needed.", f.Label).Then("Give %s.", f.About)
	case text == "" || f.Check == nil:
		return nil
	}
	return f.Check(text)
}

// fill keeps what is typed of a field when the line drops.
func (c *composer) fill(f secretariat.Field, text string) {
	if text != "" {
		c.setField(f, text)
	}
}

func (c *composer) setField(f secretariat.Field, text string) {
	fields := maps.Clone(c.draft.Envelope) // the former may be in a draft that was saved
	if fields == nil {
		fields = map[string]string{}
	}
	fields[f.Name] = text
	if text == "" {
		delete(fields, f.Name)
	}
	c.draft.Envelope, c.dirty = fields, true
	c.keepWith("")
}

// meant says what the beginning of a word may become.
func (c *composer) meant(begun string, words []string) { c.s.meant(begun, words) }

func (s *session) meant(begun string, words []string) {
	switch {
	case len(words) == 0:
		s.fact("Nothing begins with %q.", plain.Cut(begun, 60))
	case len(words) > mostMeant:
		s.fact("%s, and %d more. Type more of the word.", strings.Join(words[:mostMeant], ", "), len(words)-mostMeant)
	default:
		s.fact("%s.", strings.Join(words, ", "))
	}
}

// sayEnvelope says what stands in the fields.
func (c *composer) sayEnvelope() {
	for _, f := range c.fields {
		if v := c.draft.Envelope[f.Name]; v != "" {
			c.s.fact("%s: %s", f.Label, v)
		}
	}
}

// readdress asks for the envelope again, amid the text.
func (c *composer) readdress([]int) error {
	if len(c.fields) == 0 {
		return fault.New(fault.Usage, "Where this goes is settled: it has no address of its own.")
	}
	if err := c.address(); err != nil && !errors.Is(err, errCancelled) && !errors.Is(err, errEnded) {
		return err
	}
	c.s.fact("Go on with the text.")
	return nil
}

package linear

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// linesUnkept is how many lines may be typed before the draft is kept again.
const linesUnkept = 5

// A composer takes a text line by line. Whatever ends it, what was typed is in
// the draft by then.
type composer struct {
	s *session
	target
	draft  secretariat.Draft
	lines  []string
	at     int   // where the next line goes, from 0
	unkept int   // lines typed since the draft was kept
	dirty  bool  // something was typed here
	failed error // why the draft could not be kept, until that is said
	parted error // what became of an earlier state, sent from another session, until that is said
}

// compose writes on at a draft until it is sent, dropped or left for later.
// Permission to write was asked before.
func (s *session) compose(d secretariat.Draft) error {
	to, err := s.aim(d.Place)
	if err != nil {
		return err
	}
	c := &composer{s: s, target: to, draft: d, lines: textLines(d.Text)}
	c.at = len(c.lines)
	if c.above && d.Saved.IsZero() {
		c.at = 0
	}
	where, err := s.desk.PlaceTitle(d.Place)
	if err != nil {
		return err
	}
	s.fact("%s.", where)
	if on, err := c.begin(); err != nil || !on {
		return err
	}
	s.fact("Write line by line. A dot alone ends the text; .? tells what else a dot can do.")
	switch {
	case len(c.lines) > 0 && c.at == 0:
		s.fact("%s there already, and what you type goes above; .s says what.", count(len(c.lines), "line is", "lines are"))
	case len(c.lines) > 0:
		s.fact("%s there already; .s says what.", count(len(c.lines), "line is", "lines are"))
	}
	return c.talk()
}

// begin asks for what comes before the text. Whoever gives it up amid that has a draft
// of what was given.
func (c *composer) begin() (on bool, err error) {
	if c.unaddressed() || c.drafts && c.draft.Title == "" {
		err = c.address()
	} else {
		c.sayEnvelope()
	}
	if err == nil && c.of != "" && c.draft.Title == "" {
		err = c.title(capital(c.titleWord()) + ". Enter to go back:")
	}
	if given := len(c.draft.Envelope) > 0; given && (errors.Is(err, errCancelled) || errors.Is(err, errEnded)) {
		_, _, err = c.leave()
		return false, err
	}
	return err == nil, err
}

// unaddressed says whether something is missing without which it cannot be sent.
func (c *composer) unaddressed() bool {
	return slices.ContainsFunc(c.fields, func(f secretariat.Field) bool { return f.Need && c.draft.Envelope[f.Name] == "" })
}

// talk takes text and asks what to do with it, until something was done.
func (c *composer) talk() error {
	for {
		over, err := c.write()
		if err != nil {
			return err
		}
		for again := true; again; {
			var done bool
			done, again, err = c.dispose(over)
			if err != nil || done {
				return err
			}
			over = leaving
		}
	}
}

// What may end the writing of lines.
type over int

const (
	finished over = iota // a dot, or ^D
	leaving              // ^C
	kept                 // .q
)

// write takes lines until they are over.
func (c *composer) write() (over, error) {
	for {
		c.complain()
		line, err := c.s.ask(question{limit: maxTextLine, split: true, beat: c.keepWith})
		switch {
		case errors.Is(err, errEnded):
			return finished, nil
		case errors.Is(err, errCancelled):
			return leaving, nil
		case err != nil:
			c.dirty = c.dirty || line != ""
			c.keepWith(line)
			return leaving, err
		}
		o, numbers, ok := orderIn(line)
		if !ok {
			c.put(unescaped(line))
			continue
		}
		switch o.key {
		case ".":
			return finished, nil
		case ".q":
			return kept, nil
		}
		if err := o.do(c, numbers); errors.Is(err, errGone) {
			c.keepWith("")
			return leaving, err
		} else if err := c.s.survive(err); err != nil {
			return leaving, err
		}
	}
}

// put takes a line of text.
func (c *composer) put(line string) {
	if n := len(c.text("")) + 1 + len(line); n > rule.MaxText {
		c.s.refuse(fault.New(fault.Usage, "The text would have %d bytes; %d at most. This line was not taken.", n, rule.MaxText).
			Then("End the text, and say the rest in a reply to it."))
		return
	}
	c.lines = slices.Insert(c.lines, c.at, line)
	c.at++
	c.dirty = true
	if c.unkept++; c.unkept >= linesUnkept {
		c.keepWith("")
	}
}

// text is what is written so far, with a line that is not complete yet.
func (c *composer) text(begun string) string {
	if begun == "" {
		return strings.Join(c.lines, "\n")
	}
	return strings.Join(slices.Insert(slices.Clone(c.lines), c.at, begun), "\n")
}

// keepWith keeps the draft with a line that is not complete yet. It says nothing:
// it may be called in the middle of that line.
func (c *composer) keepWith(begun string) {
	begun = strings.ToValidUTF8(begun, "")
	if _, _, order := orderIn(begun); order {
		begun = ""
	}
	if !c.dirty && begun == "" {
		return
	}
	kept := c.draft
	kept.Text = c.text(begun)
	c.failed = c.s.desk.SaveDraft(kept)
	if fault.KindOf(c.failed) == fault.Conflict {
		// Another session has sent an earlier state: this one is another text now.
		c.parted = c.failed
		c.draft.Token = c.s.desk.NewToken()
		kept.Token = c.draft.Token
		c.failed = c.s.desk.SaveDraft(kept)
	}
	c.unkept = 0
}

// complain says that the draft could not be kept, or is another one now.
func (c *composer) complain() {
	var told *fault.Error
	if errors.As(c.parted, &told) {
		c.s.fact("%s What you write here is a draft of its own.", told.What)
		c.parted = nil
	}
	if c.failed != nil {
		c.s.fact("The draft could not be kept. %s", fault.Sentence(c.failed))
		c.failed = nil
	}
}

// titleOf is what the title is one of.
func (c *composer) titleOf() string { return cmp.Or(c.of, "topic") }

// titleWord is what the title is called.
func (c *composer) titleWord() string { return cmp.Or(c.titled, "title") }

// title asks for the title. An empty answer leaves what there was.
func (c *composer) title(words string) error {
	for {
		answer, err := c.s.ask(question{words: words, limit: maxAnswer})
		if err != nil {
			return err
		}
		if strings.TrimSpace(answer) == "" && c.draft.Title == "" {
			return errCancelled
		}
		if strings.TrimSpace(answer) == "" {
			return nil
		}
		title, err := rule.Headline(c.titleOf(), c.titleWord(), answer)
		if err != nil {
			c.s.refuse(err)
			continue
		}
		c.draft.Title, c.dirty = title, true
		c.keepWith("")
		return nil
	}
}

// dispose asks what to do with the text and does it. done ends the writing; again
// asks once more, since it could not be done.
func (c *composer) dispose(o over) (done, again bool, err error) {
	key, err := c.disposal(o)
	if err != nil {
		c.keepWith("")
		return true, false, err
	}
	switch key {
	case "y":
		done, err := c.post()
		return done, !done, err
	case "d":
		if err := c.s.desk.DropDraft(c.draft.Place); err != nil {
			c.s.refuse(err)
			return false, true, nil
		}
		c.s.fact("Dropped.")
		return true, false, nil
	case "k":
		return c.leave()
	}
	return false, false, nil
}

func (c *composer) disposal(o over) (string, error) {
	post := option{"y", "to post it"}
	if c.sends {
		post.says = "to send it"
	}
	if c.replaces {
		post.says = "to make this the new version"
	}
	if c.drafts {
		post.says = "to draw it up"
	}
	keep := option{"k", "to keep it as a draft"}
	options := []option{post, keep, {"w", "to write on"}, {"d", "to drop it"}}
	switch o {
	case kept:
		return keep.key, nil
	case leaving:
		options[0], options[1] = keep, post
	}
	key, err := c.s.oneOf(c.summary()+".", options...)
	if errors.Is(err, errCancelled) || errors.Is(err, errEnded) {
		return keep.key, nil
	}
	return key, err
}

// summary says how much was written, and whom it reaches.
func (c *composer) summary() string {
	lines := capital(count(len(c.lines), "line", "lines"))
	if c.reaches == nil {
		return lines
	}
	words, err := c.reaches(c.draft)
	if err != nil {
		c.s.fact("%s .e asks for that again.", fault.Sentence(err))
		return lines
	}
	return words + ". " + lines
}

// leave keeps the draft for later.
func (c *composer) leave() (done, again bool, err error) {
	c.dirty = true
	c.keepWith("")
	if c.failed != nil {
		c.complain()
		return false, true, nil
	}
	written := c.draft
	written.Text = c.text("")
	if written.Empty() {
		c.s.fact("Nothing was written, so there is nothing to keep.")
		return true, false, nil
	}
	c.s.fact("Kept as a draft; :drafts lists it.")
	return true, false, nil
}

// post sends the text. One that is refused stays a draft.
func (c *composer) post() (done bool, err error) {
	c.draft.Text = c.text("")
	posted, err := c.send(c.draft)
	if err != nil {
		c.s.refuse(err)
		c.dirty = true
		c.keepWith("")
		c.complain()
		return false, nil
	}
	switch {
	case posted.Already && c.replaces:
		c.s.fact("%s is as it was.", posted.Number)
	case c.drafts:
		c.s.fact("Drawn up as %s. You issue it among your drafts of documents, where d leads.", posted.Number)
	case posted.Already:
		c.s.fact("It was posted before, as %s.", posted.Number)
	case c.said != "":
		c.s.fact(c.said, posted.Number)
	case c.sends:
		c.s.fact("Sent as %s.", posted.Number)
	case c.replaces:
		c.s.fact("%s has its new version.", posted.Number)
	default:
		c.s.fact("Posted as %s.", posted.Number)
	}
	return true, nil
}

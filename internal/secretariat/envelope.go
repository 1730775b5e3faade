package secretariat

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/plain"
)

// A Field is something that there is to say of what is composed, besides title and
// text. Every face asks for the same fields, by the same names.
type Field struct {
	Name  string // in an envelope, and as an option of commands: ack-by
	Label string // before what is typed: "Acknowledge by"
	About string // what may be typed, in a few words
	Usual string // what it is where nothing was typed; empty for nothing
	Need  bool   // it cannot be left empty
	// Check is nil or says what is wrong with what was typed.
	Check func(text string) error
	// Complete gives what the text may become; nil for no completion.
	Complete func(text string) []string
}

// Fields are those of what is composed at a place, in the order in which they are
// asked for; none where there is nothing to say but title and text.
func (d *Desk) Fields(p Place) []Field {
	switch kind, _, _, _ := p.Parse(); kind {
	case "notice":
		return d.noticeFields()
	case "document":
		return d.documentFields()
	case "initiative":
		return d.initiativeFields()
	case "meeting":
		return d.meetingFields()
	case "programme", "programme-of":
		return d.programmeFields()
	case "contingency":
		return d.contingencyFields()
	case "letter", "answer", "answer-all", "forward":
		return d.letterFields()
	}
	return nil
}

// CheckFields finds the first field with which something is wrong, by what was typed into
// each, and names it.
func CheckFields(fields []Field, envelope map[string]string) error {
	for _, f := range fields {
		text := strings.TrimSpace(envelope[f.Name])
		if text == "" && f.Need {
			return fault.New(fault.Usage, "%s is missing.", f.Label).Then("Give %s.", f.About)
		}
		if text == "" || f.Check == nil {
			continue
		}
		if err := f.Check(text); err != nil {
			return inField(f, err)
		}
	}
	return nil
}

// inField says of which field an error speaks.
func inField(f Field, err error) error {
	var told *fault.Error
	if errors.As(err, &told) {
		return fault.New(told.Kind, "%s: %s", f.Label, told.What).Then("%s", told.Next).Because(told.Cause)
	}
	return fmt.Errorf("%s: %w", f.Name, err)
}

func (d *Desk) noticeFields() []Field {
	moment := func(text string) error {
		_, err := deadline.Parse(text, d.Now())
		return err
	}
	levels := make([]string, 0, len(notice.Levels()))
	for _, l := range notice.Levels() {
		levels = append(levels, string(l))
	}
	return []Field{
		{Name: "to", Label: "To", About: "@all, a group, partners, missions or board:NAME, with commas between", Need: true,
			Check: d.checkNotified, Complete: d.completeNotified},
		{Name: "level", Label: "Level", About: strings.Join(levels, ", "), Usual: string(notice.Routine),
			Check: oneOf(levels), Complete: beginning(levels)},
		{Name: "ack-by", Label: "Acknowledge by", About: "a time like 2026-12-01 18:00 or 3d; empty for no date", Check: moment},
		{Name: "ack", Label: "Ask to acknowledge", About: "yes or no; a flash and one with a date always ask", Usual: "no", Check: yesOrNo, Complete: beginning(answers)},
		{Name: "expires", Label: "Expires", About: "a time like 2026-12-01 18:00 or 2w; empty for never", Check: moment},
		{Name: "pin", Label: "Pin on top", About: "yes or no", Usual: "no", Check: yesOrNo, Complete: beginning(answers)},
	}
}

// NoticeOf reads the envelope of a notice, without its title and text. The fault names
// the field that is wrong.
func (d *Desk) NoticeOf(envelope map[string]string) (notice.Post, error) {
	fields := d.noticeFields()
	if err := CheckFields(fields, envelope); err != nil {
		return notice.Post{}, err
	}
	read := func(name string) string {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Name == name })
		if text := strings.TrimSpace(envelope[name]); text != "" {
			return text
		}
		return fields[i].Usual
	}
	a := notice.Post{Level: notice.Level(read("level")), Ack: isYes(read("ack")), Pin: isYes(read("pin"))}
	var errs [3]error
	a.To, errs[0] = d.Resolve(envelope["to"])
	a.AckBy, errs[1] = deadline.Parse(read("ack-by"), d.Now())
	a.Expires, errs[2] = deadline.Parse(read("expires"), d.Now())
	return a, errors.Join(errs[:]...)
}

// checkNotified refuses what no notice is addressed to, while it is being typed.
func (d *Desk) checkNotified(text string) error {
	list, err := d.Resolve(text)
	for _, a := range list {
		if err == nil {
			err = notice.Addressable(a)
		}
	}
	return err
}

func (d *Desk) completeNotified(text string) []string {
	return d.completeAmong(text, notice.Addressable)
}

var answers = []string{"yes", "no"}

func isYes(text string) bool { return strings.EqualFold(text, "yes") || strings.EqualFold(text, "y") }

func yesOrNo(text string) error {
	if isYes(text) || strings.EqualFold(text, "no") || strings.EqualFold(text, "n") {
		return nil
	}
	return fault.New(fault.Usage, "%q is neither yes nor no.", plain.Cut(plain.Line(text), 40)).Then("Write yes or no.")
}

// oneOf refuses what is not one of these words.
func oneOf(words []string) func(string) error {
	return func(text string) error {
		if slices.Contains(words, text) {
			return nil
		}
		return fault.New(fault.Usage, "%q is not one of %s.", plain.Cut(plain.Line(text), 40), strings.Join(words, ", ")).Then("Write one of them.")
	}
}

// beginning completes a word to those that begin with it.
func beginning(words []string) func(string) []string {
	return func(text string) []string {
		return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return !strings.HasPrefix(w, strings.ToLower(text)) })
	}
}

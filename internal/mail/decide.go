package mail

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide sends the letter.
func (a Send) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	subject, err := Subject(a.Subject)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := addressed(s, a.To, a.Cc); err != nil {
		return rule.Ruling{}, err
	}
	if err := enclosed(s, a.Files); err != nil {
		return rule.Ruling{}, err
	}
	f := Sent{
		Number: s.NextNumber(), From: roster.AuthorOf(s, o.By), To: a.To, Cc: a.Cc, Subject: subject,
		Digest: rule.DigestOf(text), Bytes: len(text), Files: rule.CleanFiles(a.Files), ReplyTo: a.ReplyTo, Forward: a.Forward,
	}
	if f.Thread, err = a.thread(s, o.By, f.Number); err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: f.Number, Version: 1, Body: text}}}, nil
}

// Subject cleans the subject of a letter and checks its bounds.
func Subject(s string) (string, error) { return rule.Headline("letter", "subject", s) }

// addressed refuses what a letter cannot be addressed to.
func addressed(s State, to, cc []roster.Address) error {
	all := slices.Concat(to, cc)
	switch {
	case len(to) == 0:
		return fault.New(fault.Usage, "A letter needs an address.").Then("Address it to delegates, partners, missions, groups or offices.")
	case len(all) > roster.MaxAddresses:
		return fault.New(fault.Usage, "A letter has %d addresses at most, not %d.", roster.MaxAddresses, len(all)).Then("Address it to a group.")
	}
	for i, a := range all {
		switch kept, err := roster.ParseAddress(s, string(a)); {
		case err != nil:
			return err
		case kept != a:
			return fault.New(fault.Usage, "The address %q is written %s.", string(a), kept)
		case slices.Contains(all[:i], a):
			return fault.New(fault.Usage, "%s is named twice.", a)
		case Addressable(a) != nil:
			return Addressable(a)
		case a.Board() != "" && !s.Founded(a.Board()):
			return fault.New(fault.NotFound, "There is no board %q.", string(a.Board())).Then("`boards` lists them.")
		}
	}
	return nil
}

// Addressable is nil, or why no letter goes to an address that reaches somebody.
func Addressable(a roster.Address) error {
	if a.Form() != roster.ToBoard {
		return nil
	}
	return fault.New(fault.Usage, "A letter is not addressed to %s: what stands on a board everybody reads.", a).
		Then("Write to %s, or post a topic.", roster.ToModerators(a.Board()))
}

// enclosed refuses files that cannot go with a letter.
func enclosed(s State, files []rule.File) error {
	if len(files) > MaxFiles {
		return fault.New(fault.Usage, "A letter has %d files at most, not %d.", MaxFiles, len(files)).Then("Send the others with another letter.")
	}
	for i, f := range files {
		if !s.Kept(f.Digest) {
			return fault.New(fault.NotFound, "File %d of the letter is not kept here any more.", i+1).Then("Send the letter without it.")
		}
	}
	return nil
}

// thread is the exchange to which the letter belongs. What it answers or passes on
// must reach its sender.
func (a Send) thread(s State, by asem.Login, number asem.Number) (asem.Number, error) {
	thread := number
	if a.ReplyTo != 0 {
		answered, err := Readable(s, a.ReplyTo, by)
		if err != nil {
			return 0, err
		}
		thread = answered.Thread
	}
	if a.Forward != 0 {
		if _, err := Readable(s, a.Forward, by); err != nil {
			return 0, err
		}
	}
	return thread, nil
}

// Readable is a letter that the delegate reads. One that does not reach them is not
// told from one that never was.
func Readable(s State, n asem.Number, by asem.Login) (Letter, error) {
	l, ok := s.Letter(n)
	d, accredited := s.Delegate(by)
	if !ok || !accredited || !MayRead(s, l, d) {
		return Letter{}, fault.New(fault.NotFound, "There is no letter %s.", n).Then("`letters` lists yours.")
	}
	return l, nil
}

package secretariat

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
)

// LetterView is a letter as one delegate sees it. What it answers, passes on or
// belongs to is named only where the delegate reads that too: else it is 0.
type LetterView struct {
	mail.Letter
	Text     string // empty in lists
	Withheld string // why there is no text to see; a sentence
	New      bool
	Mine     bool   // the delegate wrote it
	Folder   Folder // in which of the delegate's folders it lies
}

// LetterPage is a page of letters, the newest first; of an exchange the first one first.
type LetterPage struct {
	Rows            []LetterView // without their texts
	Earlier, Follow bool
}

// Letters lists what lies in one of the delegate's folders and reaches them now.
func (d *Desk) Letters(f Folder, p Page) (LetterPage, error) {
	if !slices.Contains(Folders(), f) {
		return LetterPage{}, fault.New(fault.Usage, "There is no folder %q.", string(f)).Then("It is in, sent, kept or removed.")
	}
	return d.letterPage(p, func(s State, me roster.Delegate, tray tray, span Range) ([]asem.Number, bool, error) {
		filed := func(n asem.Number) bool { return s.Filed(me.Login, n) != "" }
		var numbers []asem.Number
		var more bool
		switch f {
		case FolderIn:
			numbers, more = tray.page(span, filed)
		case FolderSent:
			numbers, more = sifted(span, directed(func(r Range) ([]asem.Number, bool) { return s.SentBy(me.Login, r) }), filed)
		default:
			numbers, more = sifted(span, directed(func(r Range) ([]asem.Number, bool) { return s.InFolder(me.Login, f, r) }), unreadable(s, me))
		}
		return numbers, more, nil
	})
}

// Exchange lists the letters that belong together with one, as far as they reach the
// delegate.
func (d *Desk) Exchange(n asem.Number, p Page) (LetterPage, error) {
	return d.letterPage(p, func(s State, me roster.Delegate, _ tray, span Range) ([]asem.Number, bool, error) {
		l, err := mail.Readable(s, n, me.Login)
		if err != nil {
			return nil, false, err
		}
		numbers, more := sifted(span, directed(func(r Range) ([]asem.Number, bool) { return s.Exchange(l.Thread, r) }), unreadable(s, me))
		return numbers, more, nil
	})
}

// unreadable says of which letters the delegate is not to see anything.
func unreadable(s State, me roster.Delegate) func(asem.Number) bool {
	return func(n asem.Number) bool { _, err := mail.Readable(s, n, me.Login); return err != nil }
}

func (d *Desk) letterPage(p Page, list func(State, roster.Delegate, tray, Range) ([]asem.Number, bool, error)) (LetterPage, error) {
	var page LetterPage
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindLetter)
		numbers, more, err := list(s, me, tray, span)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			l, _ := s.Letter(n)
			page.Rows = append(page.Rows, letterView(s, me, tray, l))
		}
		return err
	})
	return page, err
}

// Letter is one letter with its text. Reading it marks nothing.
func (d *Desk) Letter(n asem.Number) (LetterView, error) {
	var view LetterView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		l, err := mail.Readable(s, n, d.login)
		if err != nil {
			return err
		}
		view = letterView(s, me, d.office.tray(s, me, KindLetter), l)
		view.Text, view.Withheld = letterText(s, n)
		return nil
	})
	return view, err
}

// letterView is the letter as the delegate sees it, without its text.
func letterView(s State, me roster.Delegate, tray tray, l mail.Letter) LetterView {
	view := LetterView{Letter: l, New: tray.isNew(l.Number), Mine: l.WrittenBy(me.Login), Folder: s.Filed(me.Login, l.Number)}
	if view.Folder == "" {
		view.Folder = FolderIn
		if view.Mine {
			view.Folder = FolderSent
		}
	}
	hidden := unreadable(s, me)
	for _, n := range []*asem.Number{&view.Thread, &view.ReplyTo, &view.Forward} {
		if *n != 0 && *n != l.Number && hidden(*n) {
			*n = 0
		}
	}
	return view
}

func letterText(s State, n asem.Number) (text, why string) {
	text, err := s.Text(n, 1)
	if err != nil {
		return "", damagedText
	}
	return text, ""
}

// PutLetter puts a letter into a folder: kept or removed, for the delegate alone. In
// and sent both bring it back to where it came to lie. What is removed is no longer
// new, and stays where it can be brought back from.
func (d *Desk) PutLetter(n asem.Number, f Folder) error {
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		_, err := mail.Readable(s, n, d.login)
		return err
	})
	if err != nil {
		return err
	}
	switch f {
	case FolderKept, FolderRemoved:
	case FolderIn, FolderSent:
		f = ""
	default:
		return fault.New(fault.Usage, "There is no folder %q.", string(f)).Then("It is in, sent, kept or removed.")
	}
	return d.office.clerk.beside(func(l Ledger) {
		l.File(d.login, n, f)
		if me, ok := l.Delegate(d.login); ok && f == FolderRemoved {
			d.office.shelve(l, me, KindLetter, true, n)
		}
	})
}

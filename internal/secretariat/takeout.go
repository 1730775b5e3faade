package secretariat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Takeout gives what the record has as far as it may be taken out, entry by entry: of a
// delegate what they may read, their own letters too; of the operator all but letters,
// drafts and keys. It asks for the right to it every few entries, and is used by one
// goroutine.
type Takeout struct {
	desk  *Desk
	whole bool   // the operator's
	UpTo  uint64 // the entry with which it ends
}

// A Taken is an entry with those facts alone that may be taken out.
type Taken struct {
	journal.Entry
	Texts   []rule.Text // of the facts, but for what was redacted, or hidden from whoever takes it out
	Parcels []Parcel    // what the facts brought, as it is now
}

// Takeout is what the delegate may read.
func (d *Desk) Takeout() (*Takeout, error) { return begun(&Takeout{desk: d}) }

// Takeout is the operator's.
func (o *Office) Takeout() (*Takeout, error) {
	return begun(&Takeout{desk: &Desk{office: o}, whole: true})
}

func begun(t *Takeout) (*Takeout, error) {
	return t, t.view(func(s State, _ roster.Delegate) error {
		t.UpTo, _ = s.Last()
		return nil
	})
}

// Whole says whether it is the operator's, of which an installation can be made.
func (t *Takeout) Whole() bool { return t.whole }

// archivist reads for the operator what all delegates together may: coordinators read all
// notices and documents.
var archivist = roster.Delegate{Roles: []roster.Role{{Name: roster.Coordinator}}}

func (t *Takeout) view(do func(State, roster.Delegate) error) error {
	if t.whole {
		return t.desk.office.store.View(func(s State) error { return do(s, archivist) })
	}
	_, err := t.desk.ask(roster.Read, "", do)
	return err
}

// takenAtOnce is how many bytes of texts one view reads.
const takenAtOnce = 4 << 20

// Entries gives the entries that have something to take, in their order. An error of do
// ends it.
func (t *Takeout) Entries(ctx context.Context, do func(Taken) error) error {
	for at := uint64(1); at <= t.UpTo; {
		var batch []Taken
		err := t.view(func(s State, me roster.Delegate) error {
			for bytes := 0; at <= t.UpTo && bytes < takenAtOnce && len(batch) < entriesAtOnce; at++ {
				e, err := s.Entry(at)
				if err != nil {
					return err
				}
				taken := t.entry(s, me, e)
				for _, text := range taken.Texts {
					bytes += 2 * len(text.Body) // once more in the parcel
				}
				batch = append(batch, taken)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, e := range batch {
			if err := ctx.Err(); err != nil {
				return fault.New(fault.Failed, "The export was given up.").Because(err)
			}
			if len(e.Facts) == 0 {
				continue
			}
			if err := do(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// Numbers is the number that would be given next: what came to be has a lower one.
func (t *Takeout) Numbers() (next asem.Number, err error) {
	err = t.view(func(s State, _ roster.Delegate) error {
		next = s.NextNumber()
		return nil
	})
	return next, err
}

// Body opens the body of a file that a fact named.
func (t *Takeout) Body(d rule.Digest) (Body, error) { return t.desk.office.store.BlobAt(d) }

// BoardTitle is what a board is called.
func (t *Takeout) BoardTitle(id asem.BoardID) (title string) {
	err := t.view(func(s State, _ roster.Delegate) error {
		b, _ := s.Board(id)
		title = b.Title
		return nil
	})
	if err != nil || title == "" {
		return string(id)
	}
	return title
}

func (t *Takeout) entry(s State, me roster.Delegate, e journal.Entry) Taken {
	taken := Taken{Entry: e}
	taken.Facts = nil
	for _, f := range e.Facts {
		if f = t.fact(s, me, &taken, f); f != nil {
			taken.Facts = append(taken.Facts, f)
		}
	}
	return taken
}

// fact is the fact as it may be taken out, or nil. Its texts and what it brought go into
// the entry.
func (t *Takeout) fact(s State, me roster.Delegate, to *Taken, f rule.Fact) rule.Fact {
	if t.tooLate(s, me, to.At, f) {
		return nil
	}
	switch f := f.(type) {
	case roster.Enrolled, roster.Revoked, forum.Skipped:
		return nil // keys are the key ring's, and nobody else's; gaps show by themselves
	case forum.Posted:
		p, _ := s.Post(f.Number)
		if t.hidden(me, p) {
			f.Title = ""
		}
		t.text(s, me, to, p, 1)
		view := t.desk.post(s, me, p, false)
		to.Parcels = append(to.Parcels, Parcel{Post: &view})
		return f
	case forum.Edited:
		return t.edited(s, me, to, f)
	case notice.Posted:
		if n, _, err := t.desk.reached(s, me, f.Number); err == nil {
			t.noticeText(s, to, f.Number, 1)
			view := t.desk.notice(s, me, n, false)
			view.Text, view.Withheld = noticeText(s, n.Number, len(n.Versions))
			view.Asks = false // whoever reads this later is asked nothing
			to.Parcels = append(to.Parcels, Parcel{Notice: &view})
			return f
		}
		return nil
	case notice.Corrected:
		n, _, err := t.desk.reached(s, me, f.Number)
		if err != nil {
			return nil
		}
		for i, v := range n.Versions {
			if v.At.Equal(to.At) && v.Digest == f.Digest {
				t.noticeText(s, to, f.Number, i+1)
			}
		}
		return f
	case notice.Pinned:
		_, _, err := t.desk.reached(s, me, f.Number)
		return unless(err != nil, f)
	case notice.Acknowledged, notice.Reminded, document.Received:
		return unless(!t.whole, f) // between each partner and whoever asked it
	case mail.Sent:
		return t.letter(s, me, to, f)
	case reminder.Sent:
		return unless(!t.whole, f) // between the server and whoever it reminds
	case reminder.Snoozed:
		return nil
	}
	if n, _, ok := recordOf(f); ok {
		return t.record(s, me, to, n, f)
	}
	return t.paper(s, me, to, f)
}

// tooLate says whether a fact came when what it is of was not read any more by whoever takes
// it out: they have handed over the office by which it reached them.
func (t *Takeout) tooLate(s State, me roster.Delegate, at time.Time, f rule.Fact) bool {
	if len(me.Former) == 0 {
		return false
	}
	n, k, ok := recordOf(f)
	switch f := f.(type) {
	case notice.Corrected:
		n, k, ok = f.Number, KindNotice, true
	case notice.Pinned:
		n, k, ok = f.Number, KindNotice, true
	case document.Translated:
		n, k, ok = f.Document, KindDocument, true
	case document.Circulated:
		n, k, ok = f.Document, KindDocument, true
	}
	if !ok {
		return false
	}
	until := t.desk.office.tray(s, me, k).until(n)
	return !until.IsZero() && !at.Before(until)
}

func unless(not bool, f rule.Fact) rule.Fact {
	if not {
		return nil
	}
	return f
}

// hidden says whether a post's words are kept from whoever takes it out.
func (t *Takeout) hidden(me roster.Delegate, p forum.Post) bool {
	return p.Hidden != nil && !t.whole && !me.Moderates(p.Board)
}

func (t *Takeout) text(s State, me roster.Delegate, to *Taken, p forum.Post, version int) {
	if t.hidden(me, p) {
		return
	}
	if text, err := s.Text(p.Number, version); err == nil { // else it was redacted, or is damaged: verify says so
		to.Texts = append(to.Texts, rule.Text{Number: p.Number, Version: version, Body: text})
	}
}

func (t *Takeout) noticeText(s State, to *Taken, n asem.Number, version int) {
	if text, err := s.Text(n, version); err == nil {
		to.Texts = append(to.Texts, rule.Text{Number: n, Version: version, Body: text})
	}
}

func (t *Takeout) edited(s State, me roster.Delegate, to *Taken, f forum.Edited) rule.Fact {
	p, _ := s.Post(f.Number)
	if t.hidden(me, p) {
		f.Title = ""
	}
	for i, v := range p.Versions {
		if i > 0 && v.At.Equal(to.At) && v.Digest == f.Digest {
			t.text(s, me, to, p, i+1)
		}
	}
	return f
}

// record is a fact of a record that reaches whoever takes it out, with its text.
func (t *Takeout) record(s State, me roster.Delegate, to *Taken, n asem.Number, f rule.Fact) rule.Fact {
	if _, ok := t.desk.recorded(s, me, n); !ok {
		return nil
	}
	digest, written := writingOf(f)
	for version := 1; written; version++ {
		text, err := s.Text(n, version)
		if errors.Is(err, ErrNoText) && version > textsOf(s, n) {
			break
		}
		if err == nil && rule.DigestOf(text) == digest {
			to.Texts = append(to.Texts, rule.Text{Number: n, Version: version, Body: text})
		}
	}
	return f
}

// letter is a letter of one's own. It names others only where those reach one too.
func (t *Takeout) letter(s State, me roster.Delegate, to *Taken, f mail.Sent) rule.Fact {
	if t.whole {
		return nil
	}
	l, err := mail.Readable(s, f.Number, me.Login)
	if err != nil {
		return nil
	}
	view := letterView(s, me, t.desk.office.tray(s, me, KindLetter), l)
	if view.Folder == FolderRemoved {
		return nil
	}
	f.Thread, f.ReplyTo, f.Forward = view.Thread, view.ReplyTo, view.Forward
	view.Text, view.Withheld = letterText(s, f.Number)
	to.Parcels = append(to.Parcels, Parcel{Letter: &view})
	if view.Withheld == "" {
		to.Texts = append(to.Texts, rule.Text{Number: f.Number, Version: 1, Body: view.Text})
	}
	return f
}

// paper is a fact of documents. Drafts stay at home; of one that was issued stands that
// it was begun, since it took its number then.
func (t *Takeout) paper(s State, me roster.Delegate, to *Taken, f rule.Fact) rule.Fact {
	reaches := func(n asem.Number) (document.Document, bool) {
		found, ok := t.desk.numberedDocument(s, me, n)
		if !ok || found.Kind != KindDocument {
			return document.Document{}, false
		}
		of, _ := s.DocumentOf(n)
		return readDocument(s, me, of)
	}
	switch f := f.(type) {
	case document.Drafted:
		doc, ok := reaches(f.Number)
		if !ok {
			return nil
		}
		return document.Drafted{Number: f.Number, Author: f.Author, Paper: document.Paper{Series: doc.Series, Title: fmt.Sprint(doc.Symbol)}}
	case document.Redrafted, document.Discarded:
		return nil
	case document.Issued:
		doc, ok := reaches(f.Number)
		if !ok {
			return nil
		}
		view := t.desk.document(s, me, doc, false)
		if version, ok := view.Version(f.Version); ok {
			to.Parcels = append(to.Parcels, Parcel{Document: &view, Version: version})
		}
		return f
	case document.Translated:
		_, ok := reaches(f.Document)
		return unless(!ok, f)
	case document.Circulated:
		_, ok := reaches(f.Document)
		return unless(!ok, f)
	}
	return f
}

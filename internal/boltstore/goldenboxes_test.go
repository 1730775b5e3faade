package boltstore

import (
	"slices"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// fillBoxes writes what delegates do with what lies in their boxes, beside the journal.
func fillBoxes(t *testing.T, s *Store) {
	t.Helper()
	err := s.Update(func(l secretariat.Ledger) error {
		for _, k := range boxed {
			var read newsrc.Set
			read.Add(1, 3)
			l.PutMarks("delegate.two", secretariat.Box(k, "FI"), read)
		}
		for n := range l.NextNumber() {
			if _, ok := l.Letter(n); ok {
				l.File("delegate.two", n, secretariat.Folders()[2+n%2])
			}
		}
		l.PutDraft("delegate.two", secretariat.Draft{Place: secretariat.NewLetter, Token: "letter", Title: "Unfinished",
			Envelope: map[string]string{"to": "FI", "cc": "@eu"}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// boxed are the kinds of what lies in boxes.
var boxed = []secretariat.Kind{secretariat.KindNotice, secretariat.KindLetter, secretariat.KindDocument}

// sayBoxes writes down what was sent to addresses, and where it lies. It says nothing of
// a store that is older than all this.
func sayBoxes(say func(string, ...any), s secretariat.State) {
	for n := range s.NextNumber() {
		sayNotice(say, s, n)
		sayLetter(say, s, n)
		sayDocument(say, s, n)
	}
	for _, n := range s.Pins() {
		say("on top %s", n.Number)
	}
	for _, p := range s.Partners() {
		for _, n := range s.Unacknowledged(p.Code, 1000) {
			say("%s is to acknowledge %s", p.Code, n.Number)
		}
	}
	for _, name := range s.Series() {
		numbers, _ := s.DocumentsIn(name, 0, secretariat.Range{Limit: 1000})
		say("series %s %v", name, numbers)
	}
	for _, k := range boxed {
		for _, a := range roster.AllAddresses(s, s.BoardIDs()) {
			sayBox(say, s, secretariat.Box(k, a))
		}
	}
	for _, d := range s.Delegates() {
		sayDesk(say, s, d.Login)
	}
}

func sayNotice(say func(string, ...any), s secretariat.State, n asem.Number) {
	found, ok := s.Notice(n)
	if !ok {
		return
	}
	say("notice %s %s to %v by %s at %s asks %v by %s until %s reminded %v pinned %d", n, found.Level, found.To, found.Author.Login, found.At,
		found.Asked, found.AckBy, found.Expires, found.Reminded, found.Pinned)
	for i, v := range found.Versions {
		text, err := s.Text(n, i+1)
		say("version %d at %s by %s %q %s %d %q %v", i+1, v.At, v.By, v.Title, v.Digest, v.Bytes, text, err == nil)
	}
	for _, a := range found.Acks {
		say("acknowledged for %s by %s at %s", a.Partner, a.By, a.At)
	}
}

func sayLetter(say func(string, ...any), s secretariat.State, n asem.Number) {
	l, ok := s.Letter(n)
	if !ok {
		return
	}
	text, err := s.Text(n, 1)
	say("letter %s from %s to %v copy %v %q at %s %s %d %q %v in %s answers %s passes on %s", n, l.From.Login, l.To, l.Cc, l.Subject, l.At,
		l.Digest, l.Bytes, text, err == nil, l.Thread, l.ReplyTo, l.Forward)
	for _, f := range l.Files {
		say("file %s %s %d %s kept %v", f.Name, f.Type, f.Bytes, f.Digest, s.Kept(f.Digest))
	}
	exchange, _ := s.Exchange(n, secretariat.Range{Limit: 1000})
	say("exchange %v", exchange)
}

func sayDocument(say func(string, ...any), s secretariat.State, n asem.Number) {
	if d, ok := s.DocumentDraft(n); ok {
		say("draft %s of %s at %s changed %s %s %q in %s, %q %v %q by %v", n, d.Author.Login, d.At, d.Changed, d.Paper.Series, d.Paper.Title, d.Paper.Language,
			d.Paper.Pillar, d.Paper.Clusters, d.Paper.Item, d.Paper.By)
		sayFiles(say, s, d.Paper.Files)
	}
	if of, ok := s.DocumentOf(n); ok {
		say("%s belongs to %s", n, of)
	}
	doc, ok := s.Document(n)
	if !ok {
		return
	}
	say("document %s %s in %s by %v archived %v", n, doc.Symbol, doc.Series, doc.By, doc.Archived)
	for _, v := range doc.Versions {
		say("version %s is %s at %s by %s %q in %s, %q %v %q, read %v with %d brackets", v.Label, v.Number, v.At, v.Issued.Login, v.Title, v.Language,
			v.Pillar, v.Clusters, v.Item, v.Read, v.Brackets)
		sayFiles(say, s, v.Files)
		for _, t := range v.Translations {
			say("translation %s %q %s at %s by %s", t.Language, t.Title, t.Number, t.At, t.Issued.Login)
		}
	}
	for _, c := range doc.Circulated {
		say("to %s at %s by %s", c.To, c.At, c.By)
	}
	for _, r := range doc.Receipts {
		say("received by %s, %d versions, by %s at %s", r.Partner, r.Versions, r.By, r.At)
	}
}

func sayFiles(say func(string, ...any), s secretariat.State, files []document.File) {
	for _, f := range files {
		say("file %s %s %d %s in %s kept %v", f.Name, f.Type, f.Bytes, f.Digest, f.Language, s.Kept(f.Digest))
	}
}

func sayBox(say func(string, ...any), s secretariat.State, box asem.Shelf) {
	ordinals := s.Ordinals(box)
	if ordinals == 0 {
		return
	}
	numbers, _ := s.In(box, secretariat.Range{Limit: 1000})
	settled := s.Settled(box)
	say("box %s %d ordinals, %d settled", box, ordinals, settled.Count())
	for _, n := range numbers {
		ordinal, _ := s.OrdinalIn(box, n)
		_, since, _ := s.At(box, ordinal)
		say("%s as %d since %s", n, ordinal, since)
	}
}

func sayDesk(say func(string, ...any), s secretariat.State, login asem.Login) {
	if sent, _ := s.SentBy(login, secretariat.Range{Limit: 1000}); len(sent) > 0 {
		say("%s sent %v", login, sent)
	}
	for _, f := range secretariat.Folders() {
		if filed, _ := s.InFolder(login, f, secretariat.Range{Limit: 1000}); len(filed) > 0 {
			say("%s put into %s %v", login, f, filed)
		}
	}
	for _, k := range boxed {
		if read, ok := s.Marks(login, secretariat.Box(k, "FI")); ok {
			say("%s read %d of the %ss to FI, the third %v", login, read.Count(), k, read.Has(3))
		}
	}
	for _, d := range s.Drafts(login) {
		if len(d.Envelope) > 0 {
			names := []string{}
			for name, text := range d.Envelope {
				names = append(names, name+"="+text)
			}
			slices.Sort(names)
			say("%s writes at %s %q with %v", login, d.Place, d.Title, names)
		}
	}
}

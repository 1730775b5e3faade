package storetest

import (
	"slices"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// sends writes a letter of a.b; answered is 0, or the letter that it answers.
func (w scribe) sends(answered asem.Number, files []rule.File, to ...roster.Address) asem.Number {
	w.t.Helper()
	var n asem.Number
	update(w.t, w.s, func(l secretariat.Ledger) error {
		n = l.NextNumber()
		text := textOf(n)
		f := mail.Sent{Number: n, From: roster.Author{Login: "a.b"}, To: to, Subject: "Subject", Digest: rule.DigestOf(text), Bytes: len(text),
			Files: files, Thread: n, ReplyTo: answered}
		if first, ok := l.Letter(answered); ok {
			f.Thread = first.Thread
		}
		return l.Append(next(l, "a.b", f), []rule.Text{{Number: n, Version: 1, Body: text}})
	})
	return n
}

func letters(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	digest := putBlob(t, s, "a file")
	first := w.sends(0, []rule.File{{Name: "f", Bytes: 6, Digest: digest}}, "c.d", "FI/Brussels")
	w.posts("finance", 0)
	other := w.sends(0, nil, "c.d")
	answer := w.sends(first, nil, "FI")
	view(t, s, func(s secretariat.State) {
		l, ok := s.Letter(first)
		if !ok || l.Thread != first || !slices.Equal(l.To, []roster.Address{"c.d", "FI/Brussels"}) || l.From.Login != "a.b" || len(l.Files) != 1 || l.At.IsZero() {
			t.Errorf("%+v, %v", l, ok)
		}
		if text, err := s.Text(first, 1); text != textOf(first) || err != nil {
			t.Errorf("its text is %q, %v", text, err)
		}
		if _, ok := s.Letter(first + 1); ok {
			t.Error("a post is a letter")
		}
		if !s.Founded("finance") || s.Founded("fin") || !s.Kept(digest) || s.Kept(rule.DigestOf("none")) {
			t.Error("what is there is not, or the other way round")
		}
		for box, want := range map[roster.Address][]asem.Number{"c.d": {other, first}, "FI/Brussels": {first}, "FI": {answer}, "a.b": nil} {
			if got, _ := s.In(secretariat.Box(secretariat.KindLetter, box), secretariat.Range{Limit: 9}); !slices.Equal(got, want) {
				t.Errorf("in the box of %s lie %v", box, got)
			}
		}
		wantNumbers(t, "sent", []asem.Number{answer, other, first}, func(r secretariat.Range) ([]asem.Number, bool) { return s.SentBy("a.b", r) })
		wantNumbers(t, "the exchange", []asem.Number{first, answer}, func(r secretariat.Range) ([]asem.Number, bool) { return s.Exchange(first, r) })
		if of, _ := s.SentBy("a.bc", secretariat.Range{Limit: 9}); len(of) > 0 {
			t.Errorf("somebody else sent %v", of)
		}
	})
	wantBlob(t, s, digest, "a file")
}

// wantNumbers holds a list of numbers to every page that it has.
func wantNumbers(t *testing.T, name string, want []asem.Number, list func(secretariat.Range) ([]asem.Number, bool)) {
	t.Helper()
	for i := range want {
		for _, c := range []struct {
			r    secretariat.Range
			page []asem.Number
			more bool
		}{
			{secretariat.Range{Limit: len(want)}, want, false},
			{secretariat.Range{Limit: i + 1}, want[:i+1], i+1 < len(want)},
			{secretariat.Range{Limit: 1, From: want[i], Inclusive: true}, want[i : i+1], i+1 < len(want)},
			{secretariat.Range{Limit: len(want), From: want[i]}, want[i+1:], false},
			{secretariat.Range{Limit: len(want), From: want[i], Backward: true}, want[:i], false},
			{secretariat.Range{Limit: i + 1, Backward: true}, want[len(want)-i-1:], i+1 < len(want)},
		} {
			if page, more := list(c.r); !slices.Equal(page, c.page) || more != c.more {
				t.Errorf("%s, %+v: %v, %v", name, c.r, page, more)
			}
		}
	}
}

func folders(t *testing.T, s secretariat.Store) {
	update(t, s, func(l secretariat.Ledger) error {
		for _, n := range []asem.Number{3, 5, 4, 300} {
			l.File("a.b", n, secretariat.FolderKept)
		}
		l.File("a.b", 4, secretariat.FolderRemoved)
		l.File("a.bc", 3, secretariat.FolderRemoved)
		l.File("a.b", 7, secretariat.FolderKept)
		l.File("a.b", 7, "")
		l.File("a.b", 8, "")
		return nil
	})
	view(t, s, func(s secretariat.State) {
		for n, want := range map[asem.Number]secretariat.Folder{3: secretariat.FolderKept, 4: secretariat.FolderRemoved, 300: secretariat.FolderKept, 7: "", 8: ""} {
			if got := s.Filed("a.b", n); got != want {
				t.Errorf("%s lies in %q, not in %q", n, got, want)
			}
		}
		wantNumbers(t, "kept", []asem.Number{300, 5, 3}, func(r secretariat.Range) ([]asem.Number, bool) { return s.InFolder("a.b", secretariat.FolderKept, r) })
		wantNumbers(t, "removed", []asem.Number{4}, func(r secretariat.Range) ([]asem.Number, bool) {
			return s.InFolder("a.b", secretariat.FolderRemoved, r)
		})
		if s.Filed("a.bc", 3) != secretariat.FolderRemoved || s.Filed("a.bc", 5) != "" || s.Filed("a.bcd", 3) != "" {
			t.Error("folders of others are mixed up")
		}
	})
}

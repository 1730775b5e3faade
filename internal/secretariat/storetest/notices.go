package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// notifies posts a notice of a.b that asks the given partners.
func (w scribe) notifies(asked []asem.Code, to ...roster.Address) asem.Number {
	w.t.Helper()
	var n asem.Number
	update(w.t, w.s, func(l secretariat.Ledger) error {
		n = l.NextNumber()
		text := textOf(n)
		f := notice.Posted{Number: n, Level: notice.Priority, To: to, Title: "A title", Author: roster.Author{Login: "a.b", Partner: "LA"},
			Digest: rule.DigestOf(text), Bytes: len(text), Asked: asked, AckBy: epoch.AddDate(0, 0, 3), Expires: epoch.AddDate(0, 0, 9)}
		return l.Append(next(l, "a.b", f), []rule.Text{{Number: n, Version: 1, Body: text}})
	})
	return n
}

// noticeBox is the box of an address.
func noticeBox(to roster.Address) asem.Shelf { return secretariat.Box(secretariat.KindNotice, to) }

func notices(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	w.posts("finance", 0)
	n := w.notifies([]asem.Code{"FI", "VN"}, "@all", "FI")
	view(t, s, func(s secretariat.State) {
		got, ok := s.Notice(n)
		if !ok || got.Number != n || got.Level != notice.Priority || !slices.Equal(got.To, []roster.Address{"@all", "FI"}) || got.Author.Login != "a.b" ||
			len(got.Versions) != 1 || got.Current().Title != "A title" || got.Current().By != "a.b" || got.At.IsZero() ||
			!got.AckBy.Equal(epoch.AddDate(0, 0, 3)) || !got.Expires.Equal(epoch.AddDate(0, 0, 9)) || got.Pinned != 0 {
			t.Errorf("%+v, %v", got, ok)
		}
		for _, other := range []asem.Number{n - 1, n + 1, 0} {
			if v, ok := s.Notice(other); ok {
				t.Errorf("%s is a notice: %+v", other, v)
			}
		}
		if _, ok := s.Post(n); ok {
			t.Error("a notice is a post")
		}
		if text, err := s.Text(n, 1); text != textOf(n) || err != nil {
			t.Errorf("its text is %q, %v", text, err)
		}
		for _, to := range []roster.Address{"@all", "FI", "a.b", "@coordinators"} {
			if o, ok := s.OrdinalIn(noticeBox(to), n); o != 1 || !ok || s.Ordinals(noticeBox(to)) != 1 {
				t.Errorf("at %s: ordinal %d of %d, %v", to, o, s.Ordinals(noticeBox(to)), ok)
			}
			if at, since, ok := s.At(noticeBox(to), 1); at != n || !ok || !since.Equal(got.At) {
				t.Errorf("at %s, the first is %s since %v, %v", to, at, since, ok)
			}
		}
		for _, to := range []roster.Address{"VN", "F", "FI/Brussels", "@al", "a.bc"} {
			if o, ok := s.OrdinalIn(noticeBox(to), n); ok || s.Ordinals(noticeBox(to)) != 0 {
				t.Errorf("at %s, which it was not sent to: %d of %d", to, o, s.Ordinals(noticeBox(to)))
			}
		}
		if o := s.Ordinals(asem.BoardID("finance").Shelf()); o != 1 {
			t.Errorf("the ordinals of a board are %d", o)
		}
	})
	if next := w.posts("finance", 0); next != n+1 {
		t.Errorf("after notice %s comes %s: they share one sequence", n, next)
	}
}

// A correction and a reminder make a notice new again: it takes the next ordinal of its
// boxes, and the former one is nobody's news.
func renewed(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	n := w.notifies([]asem.Code{"FI", "VN"}, "@all", "FI")
	other := w.notifies(nil, "FI")
	w.states("second.contact", notice.Acknowledged{Number: n, Version: 1, Partner: "FI", By: "second.contact"})
	wantUnacknowledged(t, s, map[asem.Code][]asem.Number{"FI": nil, "VN": {n}})
	update(t, s, func(l secretariat.Ledger) error {
		e := next(l, "a.b", notice.Corrected{Number: n, Title: "Another title", Digest: rule.DigestOf("second"), Bytes: 6, Asked: []asem.Code{"FI", "VN", "XA"}})
		return l.Append(e, []rule.Text{{Number: n, Version: 2, Body: "second"}})
	})
	view(t, s, func(s secretariat.State) {
		got, _ := s.Notice(n)
		if len(got.Versions) != 2 || got.Current().Title != "Another title" || len(got.Acks) != 0 || len(got.Asked) != 3 {
			t.Errorf("%+v", got)
		}
		for version, want := range map[int]string{1: textOf(n), 2: "second"} {
			if text, err := s.Text(n, version); text != want || err != nil {
				t.Errorf("version %d is %q, %v", version, text, err)
			}
		}
		if text, err := s.Text(n, 3); !errors.Is(err, secretariat.ErrNoText) {
			t.Errorf("version 3 is %q, %v", text, err)
		}
		wantOrdinal(t, s, "@all", n, 2, 1)
		wantOrdinal(t, s, "FI", n, 3, 1)
		wantOrdinal(t, s, "FI", other, 2)
	})
	wantUnacknowledged(t, s, map[asem.Code][]asem.Number{"FI": {n}, "VN": {n}, "XA": {n}, "SG": nil})

	w.states("a.b", notice.Reminded{Number: n, Partners: []asem.Code{"FI", "VN"}})
	w.states("second.contact", notice.Acknowledged{Number: n, Version: 1, Partner: "VN", By: "second.contact"}) // of what was replaced
	view(t, s, func(s secretariat.State) {
		got, _ := s.Notice(n)
		if len(got.Reminded) != 1 || len(got.Acks) != 0 {
			t.Errorf("%+v", got)
		}
		wantOrdinal(t, s, "@all", n, 2, 1) // a reminder disturbs only those that are reminded
		wantOrdinal(t, s, "FI", n, 4, 1, 3)
		wantOrdinal(t, s, "VN", n, 1)
		if at, _, ok := s.At(noticeBox("FI"), 3); at != n || !ok {
			t.Errorf("its former ordinal is that of %s, %v", at, ok)
		}
	})
	w.states("second.contact", notice.Acknowledged{Number: n, Version: 2, Partner: "VN", By: "second.contact"})
	wantUnacknowledged(t, s, map[asem.Code][]asem.Number{"FI": {n}, "VN": nil, "XA": {n}})
	view(t, s, func(s secretariat.State) {
		if got, _ := s.Notice(n); len(got.Acks) != 1 || got.Acks[0].Partner != "VN" || got.Acks[0].At.IsZero() {
			t.Errorf("%+v", got.Acks)
		}
	})
}

// wantOrdinal wants something to lie in a box under an ordinal, the former ones settled.
func wantOrdinal(t *testing.T, s secretariat.State, to roster.Address, n asem.Number, want uint32, settled ...uint32) {
	t.Helper()
	o, ok := s.OrdinalIn(noticeBox(to), n)
	if o != want || !ok {
		t.Errorf("%s lies at %s under %d, %v; want %d", n, to, o, ok, want)
	}
	is := s.Settled(noticeBox(to))
	for _, former := range settled {
		if !is.Has(former) {
			t.Errorf("the former ordinal %d of %s is still news at %s", former, n, to)
		}
	}
	if is.Has(o) {
		t.Errorf("%s is nobody's news at %s", n, to)
	}
}

func wantUnacknowledged(t *testing.T, s secretariat.Store, want map[asem.Code][]asem.Number) {
	t.Helper()
	view(t, s, func(s secretariat.State) {
		for partner, numbers := range want {
			if got := numbersOf(s.Unacknowledged(partner, 9)); !slices.Equal(got, numbers) {
				t.Errorf("%s has to acknowledge %v, want %v", partner, got, numbers)
			}
		}
	})
}

func numbersOf(list []notice.Notice) (numbers []asem.Number) {
	for _, n := range list {
		numbers = append(numbers, n.Number)
	}
	return numbers
}

func pins(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	var n []asem.Number
	for range 3 {
		n = append(n, w.notifies([]asem.Code{"FI"}, "@all"))
	}
	pin := func(i int, on bool, want ...asem.Number) {
		t.Helper()
		w.states("mo.derator", notice.Pinned{Number: n[i], On: on})
		view(t, s, func(s secretariat.State) {
			if got := numbersOf(s.Pins()); !slices.Equal(got, want) || s.PinnedNotices() != len(want) {
				t.Errorf("pinned: %v (%d), want %v", got, s.PinnedNotices(), want)
			}
		})
	}
	pin(2, true, n[2])
	pin(0, true, n[0], n[2])
	pin(1, true, n[1], n[0], n[2])
	pin(2, true, n[2], n[1], n[0]) // again: to the top
	pin(1, false, n[2], n[0])
	pin(1, false, n[2], n[0])
	pin(2, false, n[0])
	pin(0, false)
	view(t, s, func(s secretariat.State) {
		for most, want := range map[int][]asem.Number{1: {n[2]}, 2: {n[2], n[1]}, 9: {n[2], n[1], n[0]}} {
			if got := numbersOf(s.Unacknowledged("FI", most)); !slices.Equal(got, want) {
				t.Errorf("of at most %d, FI has to acknowledge %v, want %v", most, got, want)
			}
		}
	})
}

// Boxes whose addresses begin alike are apart, and every page of one is what it should be.
func boxes(t *testing.T, s secretariat.Store) {
	w := scribe{t, s}
	w.founds()
	want := map[roster.Address][]asem.Number{}
	for _, line := range strings.Split("FI|FI FI/Brussels|FI/Brussels|@all|FI VN|@all FI|board:finance|board:fin FI|VN", "|") {
		var to []roster.Address
		for _, word := range strings.Fields(line) {
			to = append(to, roster.Address(word))
		}
		n := w.notifies(nil, to...)
		w.posts("finance", 0) // numbers in between
		for _, a := range to {
			want[a] = append([]asem.Number{n}, want[a]...)
		}
	}
	view(t, s, func(s secretariat.State) {
		for to, numbers := range want {
			wantPages(t, s, to, numbers)
		}
	})
}

// wantPages holds a box to every page that it has, from what lies there and from what
// does not.
func wantPages(t *testing.T, s secretariat.State, to roster.Address, all []asem.Number) {
	t.Helper()
	for from := range all[0] + 2 {
		for limit := 1; limit <= len(all)+1; limit++ {
			for _, r := range []secretariat.Range{{}, {Inclusive: true}, {Backward: true}, {Backward: true, Inclusive: true}} {
				r.From, r.Limit = from, limit
				page, more := pageOf(all, r)
				if got, follow := s.In(noticeBox(to), r); !slices.Equal(got, page) || follow != more {
					t.Errorf("in the box of %s, %+v: %v, %v; want %v, %v", to, r, got, follow, page, more)
				}
			}
		}
	}
}

// pageOf is what a page of a list of falling numbers holds.
func pageOf(all []asem.Number, r secretariat.Range) (page []asem.Number, more bool) {
	for _, n := range all {
		after := n < r.From
		if r.Backward {
			after = n > r.From
		}
		if r.From == 0 || after || r.Inclusive && n == r.From {
			page = append(page, n)
		}
	}
	more = len(page) > r.Limit
	switch {
	case more && r.Backward:
		page = page[len(page)-r.Limit:]
	case more:
		page = page[:r.Limit]
	}
	return page, more
}

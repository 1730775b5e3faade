package forum

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

func TestFoundBoards(t *testing.T) {
	m := newModel()
	found := Found{
		Clusters: []ClusterNamed{{ID: "water", Title: "Water"}},
		Boards:   []BoardFounded{{ID: "finance", Title: "Another title"}, {ID: "energy", Title: " Energy\n", About: "\tAll of it "}},
	}
	r, err := m.do("", found)
	if err != nil {
		t.Fatal(err)
	}
	want := []rule.Fact{ClusterNamed{ID: "water", Title: "Water"}, BoardFounded{ID: "energy", Title: "Energy", About: "All of it"}}
	if !reflect.DeepEqual(r.Facts, want) {
		t.Errorf("%+v", r.Facts)
	}
	m.nothing(t, "", found)
	m.nothing(t, "", Found{})
	found.Boards = append(found.Boards, BoardFounded{ID: "one-more", Title: "One more"})
	if r, err := m.do("", found); err != nil || len(r.Facts) != 1 {
		t.Errorf("with one board more: %+v, %v", r.Facts, err)
	}
	for _, id := range []asem.BoardID{"", "Finance", "a b", "a/b", "-a", asem.BoardID(strings.Repeat("x", 41)), "a\x00b"} {
		m.wantRefused(t, []refusal{{string(id), "", Found{Boards: []BoardFounded{{ID: id, Title: "x"}}}, fault.Usage, "not a board's name"}})
	}
}

func message(origin, parent string) Import {
	return Import{Board: "papers", Origin: origin, Parent: parent, Title: "Re: cable " + origin, Author: roster.Author{Name: "An Archivist", Address: "a@example.org"},
		At: time.Date(1969, 5, 1, 12, 0, 0, 0, time.FixedZone("", 3600)), Text: "From the files."}
}

func TestImport(t *testing.T) {
	m := newModel()
	first := m.must(t, "", message("1", "0")).(Posted) // its parent never came
	if first.Topic != first.Number || first.Title != "Re: cable 1" || first.Author != (roster.Author{Name: "An Archivist", Address: "a@example.org"}) ||
		!first.At.Equal(time.Date(1969, 5, 1, 11, 0, 0, 0, time.UTC)) || first.Origin != "1" {
		t.Errorf("%+v", first)
	}
	second := m.must(t, "", message("2", "1")).(Posted)
	if second.Topic != first.Number || second.ReplyTo != first.Number || second.Title != "" || len(second.Path) != 2 {
		t.Errorf("%+v", second)
	}
	m.nothing(t, "", message("1", "0"))
	m.nothing(t, "", message("2", ""))
	elsewhere := message("1", "")
	elsewhere.Board = "cables"
	m.must(t, "", elsewhere) // an origin is one on each board
	own := message("3", "3")
	if f := m.must(t, "", own).(Posted); f.Topic != f.Number {
		t.Errorf("one that answers itself: %+v", f)
	}
}

// TestImportKeepsItsBounds brings in what the mail world sends.
func TestImportKeepsItsBounds(t *testing.T) {
	m := newModel()
	cases := map[string]struct {
		change func(*Import)
		want   func(Posted) bool
	}{
		"no title":     {func(i *Import) { i.Title = " \n" }, func(p Posted) bool { return p.Title == "(no subject)" }},
		"a long title": {func(i *Import) { i.Title = strings.Repeat("題", 500) }, func(p Posted) bool { return p.Title == strings.Repeat("題", rule.MaxTitle) }},
		"no UTF-8":     {func(i *Import) { i.Title, i.Text, i.Author.Name = "a\xff", "b\xff", "c\xff" }, func(p Posted) bool { return p.Title == "a\uFFFD" && p.Author.Name == "c\uFFFD" }},
		"a login": {func(i *Import) { i.Author.Login, i.Author.Partner, i.Author.Mission = anna, "FI", "Brussels" }, func(p Posted) bool {
			return p.Author == (roster.Author{Name: "An Archivist", Address: "a@example.org"})
		}},
		"a long name":     {func(i *Import) { i.Author.Name = strings.Repeat("x", 1000) }, func(p Posted) bool { return len(p.Author.Name) == 120 }},
		"a long address":  {func(i *Import) { i.Author.Address = strings.Repeat("x", 1000) }, func(p Posted) bool { return len(p.Author.Address) == 200 }},
		"from the future": {func(i *Import) { i.At = m.now.AddDate(1, 0, 0) }, func(p Posted) bool { return p.At.Equal(m.now) }},
		"no date":         {func(i *Import) { i.At = time.Time{} }, func(p Posted) bool { return p.At.IsZero() || p.At.Equal(m.now) }},
		"before our era":  {func(i *Import) { i.At = time.Date(-44, 3, 15, 0, 0, 0, 0, time.UTC) }, func(p Posted) bool { return p.At.Equal(m.now) }},
		"no text":         {func(i *Import) { i.Text = "" }, func(p Posted) bool { return p.Bytes == 0 }},
		"the longest":     {func(i *Import) { i.Text = strings.Repeat("x", MaxImported) }, func(p Posted) bool { return p.Bytes == MaxImported }},
		"a long origin":   {func(i *Import) { i.Origin = strings.Repeat("x", maxOrigin) }, func(p Posted) bool { return len(p.Origin) == maxOrigin }},
		"a file's path": {func(i *Import) {
			i.Files = []rule.File{{Name: "../../etc/passwd\n", Type: "text/plain\x1b[2J"}, {Name: strings.Repeat("x", 500)}}
		}, func(p Posted) bool {
			return p.Files[0].Name == ".._.._etc_passwd" && !strings.Contains(p.Files[0].Type, "\x1b") && len(p.Files[1].Name) == 120
		}},
	}
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		in, c := message(name, ""), cases[name]
		c.change(&in)
		if f := m.must(t, "", in).(Posted); !c.want(f) {
			f.Origin = ""
			t.Errorf("%s: %+v", name, f)
		}
	}
	big, nameless, raw, long := message("big", ""), message("", ""), message("a\xff", ""), message(strings.Repeat("x", maxOrigin+1), "")
	big.Text = strings.Repeat("x", MaxImported+1)
	among := message("among", "")
	among.Board = "finance"
	m.wantRefused(t, []refusal{
		{"among what delegates say", "", among, fault.Refused, "archive boards"},
		{"too long", "", big, fault.Usage, "8388608 at most"},
		{"without an origin", "", nameless, fault.Usage, "without an origin"},
		{"an origin not in UTF-8", "", raw, fault.Usage, "origin is not UTF-8"},
		{"an origin too long", "", long, fault.Usage, "origin has"},
	})
}

// TestImportUnderItsParent: where the parent's topic is full, or has gone to another
// board, the message opens a topic.
func TestImportUnderItsParent(t *testing.T) {
	m := newModel()
	full := m.must(t, "", message("full", "")).(Posted).Number
	m.topic(full, func(t *Topic) { t.Posts = MaxPosts })
	if f := m.must(t, "", message("over", "full")).(Posted); f.Topic != f.Number || f.Title != "Re: cable over" || f.ReplyTo != 0 {
		t.Errorf("in a full topic: %+v", f)
	}
	gone := m.must(t, "", message("gone", "")).(Posted).Number
	m.fold(mo, Moved{Topic: gone, From: "papers", To: "cables"})
	if f := m.must(t, "", message("late", "gone")).(Posted); f.Topic != f.Number || f.Board != "papers" {
		t.Errorf("to a topic that has gone: %+v", f)
	}
	m.nothing(t, "", message("gone", ""))
}

// TestRulesAreWithoutEffect decides every action twice: neither the action nor the
// state is another afterwards, and the answers are equal.
func TestRulesAreWithoutEffect(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	m.replied(t, topic)
	for _, make := range []func() Action{
		func() Action { return Open{Board: "finance", Title: " x ", Text: "x"} },
		func() Action { return Reply{To: topic, Text: "x"} },
		func() Action { return Edit{Number: topic, Text: "y"} },
		func() Action { return Move{Topic: topic, To: "health"} },
		func() Action { return Hide{Number: topic, On: true, Reason: " x "} },
		func() Action { return Found{Boards: []BoardFounded{{ID: "new", Title: " x "}}} },
		func() Action {
			i := message("9", "")
			i.Files = []rule.File{{Name: "a/b\n", Type: " x "}}
			return i
		},
	} {
		a, before := make(), newModel()
		before.posts, before.next = m.posts, m.next
		o := rule.Occasion{By: mo, At: m.now}
		if _, isEdit := a.(Edit); isEdit {
			o.By = anna
		}
		one, err1 := a.Decide(m, o)
		two, err2 := a.Decide(m, o)
		if !reflect.DeepEqual(one, two) || err1 != nil || err2 != nil || len(one.Facts) == 0 {
			t.Errorf("%s: %+v, then %+v (%v, %v)", a.Kind(), one, two, err1, err2)
		}
		if !reflect.DeepEqual(a, make()) {
			t.Errorf("%s: the action is another: %+v", a.Kind(), a)
		}
	}
}

func FuzzTitle(f *testing.F) {
	f.Add("A title")
	f.Add("\u202e \xff")
	f.Fuzz(func(t *testing.T, s string) {
		title, err := Title(s)
		if err != nil {
			return
		}
		if again, err := Title(title); err != nil || again != title || len([]rune(title)) > rule.MaxTitle {
			t.Errorf("%q becomes %q, and then %q, %v", s, title, again, err)
		}
	})
}

package release

import (
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// model is a state of just what the rules of this room read.
type model struct {
	State
	posts     map[asem.Number]forum.Post
	notices   map[asem.Number]notice.Notice
	documents map[asem.Number]document.Document
	of        map[asem.Number]asem.Number
	released  map[asem.Number]Release
}

func (m model) Post(n asem.Number) (forum.Post, bool)        { return got(m.posts, n) }
func (m model) Notice(n asem.Number) (notice.Notice, bool)   { return got(m.notices, n) }
func (m model) DocumentOf(n asem.Number) (asem.Number, bool) { return got(m.of, n) }
func (m model) Release(n asem.Number) (Release, bool)        { return got(m.released, n) }

func (m model) Document(n asem.Number) (document.Document, bool) { return got(m.documents, n) }

func got[T any](of map[asem.Number]T, n asem.Number) (T, bool) {
	v, ok := of[n]
	return v, ok
}

func newModel() model {
	versions := func(n int) []forum.Version { return make([]forum.Version, n) }
	all := []roster.Address{everybody}
	return model{
		posts: map[asem.Number]forum.Post{
			1: {Number: 1, Versions: versions(1)}, 2: {Number: 2, Versions: versions(3)},
			3: {Number: 3, Versions: versions(1), Hidden: &forum.Judgement{}}, 4: {Number: 4, Versions: versions(1), Redacted: &forum.Judgement{}},
		},
		notices: map[asem.Number]notice.Notice{5: {Number: 5, To: all, Versions: make([]notice.Version, 2)}, 6: {Number: 6, To: []roster.Address{"VN"}, Versions: make([]notice.Version, 1)}},
		documents: map[asem.Number]document.Document{
			7: {Number: 7, Symbol: "ASEM/SOM/2026/1", Circulated: []document.Circulation{{To: everybody}}, Versions: []document.Version{{Label: document.First, Number: 7}, {Label: "REV 1", Number: 8}}},
			9: {Number: 9, Circulated: []document.Circulation{{To: "VN"}}, Versions: []document.Version{{Label: document.First, Number: 9}}},
		},
		of:       map[asem.Number]asem.Number{7: 7, 8: 7, 10: 7, 9: 9},
		released: map[asem.Number]Release{1: {Number: 1, Version: 1}, 5: {Number: 5, Version: 1}, 8: {Number: 8, Version: 1, Withdrawn: &Withdrawal{}}},
	}
}

var now = rule.Occasion{By: "co.ordinator", At: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)}

func TestPublish(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []asem.Number
		want    []rule.Fact
		kind    fault.Kind
		says    string
	}{
		"a post in its newest version":    {numbers: []asem.Number{2}, want: []rule.Fact{Released{2, 3}}},
		"what is public already":          {numbers: []asem.Number{1}},
		"a notice that was corrected":     {numbers: []asem.Number{5}, want: []rule.Fact{Released{5, 2}}},
		"a version that was withdrawn":    {numbers: []asem.Number{8}, want: []rule.Fact{Released{8, 1}}},
		"a topic with hidden posts":       {numbers: []asem.Number{1, 2, 3, 4}, want: []rule.Fact{Released{2, 3}}},
		"a hidden post":                   {numbers: []asem.Number{3}, kind: fault.Refused, says: "hidden by a moderator"},
		"a redacted post":                 {numbers: []asem.Number{4}, kind: fault.Refused, says: "no text to release"},
		"a notice to some":                {numbers: []asem.Number{6}, kind: fault.Refused, says: "Send the notice to @all first."},
		"a document to some":              {numbers: []asem.Number{9}, kind: fault.Refused, says: "Send the document to @all first."},
		"a translation":                   {numbers: []asem.Number{10}, kind: fault.Refused, says: "ASEM/SOM/2026/1"},
		"a letter, a draft, what is not":  {numbers: []asem.Number{99}, kind: fault.NotFound, says: "nothing numbered #99"},
		"nothing":                         {kind: fault.Usage, says: "0 numbers"},
		"more than there is in any topic": {numbers: make([]asem.Number, Most+1), kind: fault.Usage, says: "at once"},
	} {
		r, err := Publish{Numbers: c.numbers}.Decide(newModel(), now)
		compare(t, name, r, err, c.want, c.kind, c.says)
	}
}

func compare(t *testing.T, name string, r rule.Ruling, err error, want []rule.Fact, kind fault.Kind, says string) {
	t.Helper()
	if fault.KindOf(err) != kind || err != nil && !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v", name, err)
	}
	if len(r.Facts) != len(want) {
		t.Errorf("%s: %+v, want %+v", name, r.Facts, want)
		return
	}
	for i := range want {
		if r.Facts[i] != want[i] {
			t.Errorf("%s: %+v, want %+v", name, r.Facts[i], want[i])
		}
	}
}

func TestWithdraw(t *testing.T) {
	for name, c := range map[string]struct {
		a    Withdraw
		want []rule.Fact
		kind fault.Kind
		says string
	}{
		"what is public":      {a: Withdraw{[]asem.Number{1}, " Not \n agreed. "}, want: []rule.Fact{Withdrawn{1, "Not agreed."}}},
		"a topic":             {a: Withdraw{Numbers: []asem.Number{1, 2, 3}}, want: []rule.Fact{Withdrawn{Number: 1}}},
		"withdrawn already":   {a: Withdraw{Numbers: []asem.Number{8}}},
		"never public":        {a: Withdraw{Numbers: []asem.Number{2}}, kind: fault.NotFound, says: "ever released"},
		"for a long reason":   {a: Withdraw{[]asem.Number{1}, strings.Repeat("é", maxReason+1)}, kind: fault.Usage, says: "characters"},
		"for a broken reason": {a: Withdraw{[]asem.Number{1}, "\xff"}, kind: fault.Usage},
	} {
		r, err := c.a.Decide(newModel(), now)
		compare(t, name, r, err, c.want, c.kind, c.says)
	}
}

// TestAsks: only who may release is let to either.
func TestAsks(t *testing.T) {
	for _, a := range []Action{Publish{}, Withdraw{}} {
		if act, board, err := a.Asks(newModel()); act != roster.Release || board != "" || err != nil {
			t.Errorf("%s asks %s, %s, %v", a.Kind(), act, board, err)
		}
	}
	for role, may := range map[roster.RoleName]bool{roster.Coordinator: true, roster.Ordinary: false, roster.ContactPoint: false, roster.Moderator: false, roster.Secretariat: false, roster.Observer: false} {
		d := roster.Delegate{Roles: []roster.Role{{Name: role}}}
		if err := roster.Can(d, roster.Release, ""); (err == nil) != may {
			t.Errorf("%s: %v", role, err)
		}
	}
}

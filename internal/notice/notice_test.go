package notice

import (
	"fmt"
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

var everybody = []asem.Code{"DE", "FI", "LA", "SG", "VN"}

func TestPosting(t *testing.T) {
	m := newModel()
	by := m.now.AddDate(0, 0, 3)
	r, err := m.do(cora, Post{Level: Priority, To: []roster.Address{"@eu", "VN/Brussels"}, Title: " A \ttitle\n", Text: "A text.\r\nMore.\n", AckBy: by, Expires: by})
	if err != nil {
		t.Fatal(err)
	}
	body := "A text.\nMore."
	want := []rule.Fact{Posted{Number: 7, Level: Priority, To: []roster.Address{"@eu", "VN/Brussels"}, Title: "A title",
		Author: roster.Author{Login: cora, Name: "Name of cora.coordinator", Partner: "LA", Mission: "Brussels"}, Digest: rule.DigestOf(body), Bytes: len(body),
		Asked: []asem.Code{"DE", "FI", "VN"}, AckBy: by, Expires: by}}
	if !reflect.DeepEqual(r.Facts, want) || !reflect.DeepEqual(r.Texts, []rule.Text{{Number: 7, Version: 1, Body: body}}) {
		t.Errorf("%+v\n%+v", r.Facts, r.Texts)
	}
}

// A flash, a date, or the word alone makes a notice ask; nothing else does.
func TestWhatAsks(t *testing.T) {
	m := newModel()
	tomorrow := m.now.AddDate(0, 0, 1)
	for _, c := range []struct {
		name string
		Post
		asked []asem.Code
	}{
		{"nothing", Post{}, nil},
		{"priority", Post{Level: Priority}, nil},
		{"an expiry", Post{Expires: tomorrow}, nil},
		{"the word", Post{Ack: true}, everybody},
		{"a date", Post{AckBy: tomorrow}, everybody},
		{"a flash", Post{Level: Flash}, everybody},
		{"a board", Post{Ack: true, To: []roster.Address{"board:finance"}}, everybody},
		{"a region", Post{Ack: true, To: []roster.Address{"@asia"}}, []asem.Code{"LA", "SG", "VN"}},
		{"a group and one of it", Post{Ack: true, To: []roster.Address{"@eu", "FI"}}, []asem.Code{"DE", "FI"}},
		{"nobody there", Post{Ack: true, To: []roster.Address{"@nesa"}}, nil},
	} {
		if n := m.posted(t, c.Post); !slices.Equal(n.Asked, c.asked) || n.Asks() != (c.asked != nil) {
			t.Errorf("%s: asks %v, want %v", c.name, n.Asked, c.asked)
		}
	}
}

func TestRefusedPosts(t *testing.T) {
	m := newModel()
	now := m.now
	to := func(list ...roster.Address) Post { return Post{To: list} }
	var many []roster.Address
	for i := range roster.MaxAddresses + 1 {
		many = append(many, roster.Address(fmt.Sprintf("FI/City %d", i)))
	}
	m.posted(t, to(many[1:]...)) // as many as there may be
	for _, c := range []struct {
		name string
		by   asem.Login
		Post
		kind fault.Kind
		says string
	}{
		{"no title", cora, Post{Title: " \t"}, fault.Usage, "A notice needs a title"},
		{"a long title", cora, Post{Title: strings.Repeat("x", rule.MaxTitle+1)}, fault.Usage, "160 at most"},
		{"no text", cora, Post{Text: "\n \n"}, fault.Usage, "The text is empty"},
		{"a long text", cora, Post{Text: strings.Repeat("x", rule.MaxText+1)}, fault.Usage, "65536"},
		{"another level", cora, Post{Level: "urgent"}, fault.Usage, `"urgent" is not a level. It is routine, priority or flash.`},
		{"to nobody", cora, to([]roster.Address{}...), fault.Usage, "needs an address"},
		{"to too many", cora, to(many...), fault.Usage, "64 addresses at most, not 65. Address it to a group."},
		{"twice to one", cora, to("FI", "@all", "FI"), fault.Usage, "FI is named twice"},
		{"to a person", cora, to("FI", toAnna), fault.Usage, "not addressed to anna.author. It goes to"},
		{"to an office", cora, to("@contact-points"), fault.Usage, "write a letter"},
		{"to a board's moderators", cora, to("@moderators:finance"), fault.Usage, "write a letter"},
		{"to what is no address", cora, to("everybody"), fault.Usage, `"everybody" is no address`},
		{"late to acknowledge", cora, Post{AckBy: now}, fault.Usage, "has passed. Give one that is to come."},
		{"expired", cora, Post{Expires: now.Add(-time.Hour)}, fault.Usage, "to expire on, 10 September 2026 08:00 UTC, has passed"},
		{"far ahead to acknowledge", cora, Post{AckBy: now.Add(MaxAhead + time.Hour)}, fault.Usage, "more than a year ahead"},
		{"far ahead to expire", cora, Post{Expires: now.Add(MaxAhead + time.Hour)}, fault.Usage, "Give a nearer one, or none."},
		{"expires too soon", cora, Post{AckBy: now.Add(2 * time.Hour), Expires: now.Add(time.Hour)}, fault.Usage, "expire before it is to be acknowledged"},

		{"a delegate", anna, Post{}, fault.Refused, "coordinators do"},
		{"a contact point", kai, Post{}, fault.Refused, "coordinators do"},
		{"one who has left", gone, Post{}, fault.Refused, "accreditation by LA has ended"},
		{"a moderator of one board, to all", fin, Post{}, fault.Refused, "do not post notices there"},
		{"a moderator of one board, to another", fin, to("board:health"), fault.Refused, "do not post notices there"},
		{"a moderator of one board, to two", fin, to("board:finance", "board:health"), fault.Refused, "do not post notices there"},
		{"a moderator of one board, further", fin, to("board:finance", "FI"), fault.Refused, "do not post notices there"},
		{"a flash of a moderator", mo, Post{Level: Flash}, fault.Refused, "do not post flash notices"},
		{"a flash on one's board", fin, Post{Level: Flash, To: []roster.Address{"board:finance"}}, fault.Refused, "do not post flash notices"},
	} {
		if c.Title == "" {
			c.Title = "A title"
		}
		if c.Text == "" {
			c.Text = "A text."
		}
		if c.Level == "" {
			c.Level = Routine
		}
		if c.To == nil && c.name != "to nobody" {
			c.To = []roster.Address{roster.Everybody}
		}
		m.refuse(t, c.name, c.by, c.Post, c.kind, c.says)
	}
}

const toAnna = roster.Address(anna)

// Those who may post post: each as far as they reach.
func TestWhoPosts(t *testing.T) {
	m := newModel()
	m.must(t, mo, filled(Post{}))
	m.must(t, mo, filled(Post{To: []roster.Address{"board:finance", "FI"}}))
	m.must(t, fin, filled(Post{To: []roster.Address{"board:finance"}, Level: Priority, Ack: true}))
	if r, err := m.do(fin, filled(Post{To: []roster.Address{"board:finance"}, Pin: true})); err != nil || len(r.Facts) != 2 {
		t.Errorf("%+v, %v", r.Facts, err)
	}
}

func TestCorrecting(t *testing.T) {
	m := newModel()
	n := m.posted(t, Post{Ack: true, To: []roster.Address{"@eu"}}).Number
	m.must(t, kai, Acknowledge{Number: n})
	m.nothing(t, cora, Correct{Number: n, Text: "A text."})
	m.nothing(t, cora, Correct{Number: n, Text: "A text.", Title: "A title", Base: 1})

	f := m.must(t, cora, Correct{Number: n, Text: "Another text."}).(Corrected)
	if f.Title != "A title" || !slices.Equal(f.Asked, []asem.Code{"DE", "FI"}) {
		t.Errorf("%+v", f)
	}
	if got := m.notices[n]; len(got.Acks) != 0 || !got.Corrected() || len(got.Missing()) != 2 {
		t.Errorf("a corrected notice does not ask again: %+v", got)
	}
	m.must(t, cora, Correct{Number: n, Text: "Another text.", Title: "Another title"})
	if got := m.notices[n].Current().Title; got != "Another title" {
		t.Errorf("its title is %q", got)
	}
	silent := m.posted(t, Post{}).Number
	if f := m.must(t, cora, Correct{Number: silent, Text: "Another."}).(Corrected); f.Asked != nil {
		t.Errorf("a notice that asked nobody asks %v", f.Asked)
	}

	m.refuse(t, "what is not there", cora, Correct{Number: 999, Text: "x"}, fault.NotFound, "There is no notice #999")
	m.refuse(t, "another's", mo, Correct{Number: n, Text: "x"}, fault.Refused, "is not yours: its author and the coordinators correct it and remind of it. Write to cora.coordinator.")
	m.refuse(t, "overtaken", cora, Correct{Number: n, Text: "x", Base: 1}, fault.Conflict, "was corrected meanwhile")
	m.refuse(t, "empty", cora, Correct{Number: n, Text: " "}, fault.Usage, "The text is empty")
	m.refuse(t, "a long title", cora, Correct{Number: n, Text: "x", Title: strings.Repeat("x", 161)}, fault.Usage, "160 at most")
	m.refuse(t, "one who has left", gone, Correct{Number: n, Text: "x"}, fault.Refused, "has ended")

	// An author corrects, as long as they could post it.
	own := m.must(t, mo, filled(Post{})).(Posted).Number
	m.must(t, mo, Correct{Number: own, Text: "By its author."})
	m.must(t, cora, Correct{Number: own, Text: "By a coordinator."})
	if err := MayChase(m, own, anna); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate may chase: %v", err)
	}
	flash := m.must(t, cora, filled(Post{Level: Flash})).(Posted).Number
	for _, login := range []asem.Login{mo, cora} {
		d := m.delegates[login]
		d.Roles = []roster.Role{{Name: roster.Ordinary}}
		m.delegates[login] = d
	}
	m.refuse(t, "of its author, who moderates no more", mo, Correct{Number: own, Text: "x"}, fault.Refused, "do not post notices there")
	m.refuse(t, "of its author, who coordinates no more", cora, Correct{Number: flash, Text: "x"}, fault.Refused, "do not post flash notices")
	m.refuse(t, "a reminder of its author, who coordinates no more", cora, Remind{Number: flash}, fault.Refused, "do not post flash notices")
	if err := MayChase(m, 999, cora); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what is not there is chased: %v", err)
	}
}

func TestMostVersions(t *testing.T) {
	m := newModel()
	n := m.posted(t, Post{}).Number
	for i := range MaxVersions - 1 {
		m.must(t, cora, Correct{Number: n, Text: fmt.Sprintf("Version %d", i+2)})
	}
	m.refuse(t, "one more", cora, Correct{Number: n, Text: "x"}, fault.Refused, "was corrected 99 times, as often as a notice can be. Post a new one.")
	m.nothing(t, cora, Correct{Number: n, Text: "Version 100"})
}

func TestPinning(t *testing.T) {
	m := newModel()
	var numbers []asem.Number
	for range MaxPinned {
		numbers = append(numbers, m.posted(t, Post{}).Number)
	}
	extra := m.posted(t, Post{}).Number
	board := m.posted(t, Post{To: []roster.Address{"board:finance"}}).Number
	m.nothing(t, mo, Pin{Number: extra})
	m.refuse(t, "what is not there", mo, Pin{Number: 999, On: true}, fault.NotFound, "There is no notice")
	m.refuse(t, "a delegate", anna, Pin{Number: extra, On: true}, fault.Refused, "do not pin notices there")
	m.refuse(t, "a moderator of a board", fin, Pin{Number: extra, On: true}, fault.Refused, "do not pin notices there")
	m.must(t, fin, Pin{Number: board, On: true})
	for _, n := range numbers[1:] {
		m.must(t, mo, Pin{Number: n, On: true})
	}
	m.refuse(t, "one too many", mo, Pin{Number: extra, On: true}, fault.Refused, "20 notices are pinned, as many as can be. Take one down first")
	m.refuse(t, "one too many at once", cora, filled(Post{Pin: true}), fault.Refused, "as many as can be")
	if first := m.notices[board].Pinned; m.must(t, cora, Pin{Number: board, On: true}) != (Pinned{board, true}) || m.notices[board].Pinned <= first {
		t.Error("pinning again does not bring it to the top")
	}
	m.must(t, cora, Pin{Number: board})
	m.must(t, mo, Pin{Number: extra, On: true})
}

func TestAcknowledging(t *testing.T) {
	m := newModel()
	n := m.posted(t, Post{Ack: true, To: []roster.Address{"FI", "DE"}}).Number
	m.refuse(t, "what is not there", kai, Acknowledge{Number: 999}, fault.NotFound, "There is no notice")
	m.refuse(t, "a delegate", anna, Acknowledge{Number: n}, fault.Refused, "do not speak for your partner")
	m.refuse(t, "a coordinator", cora, Acknowledge{Number: n}, fault.Refused, "do not speak for your partner")
	m.refuse(t, "a partner that is not asked", vo, Acknowledge{Number: n}, fault.Refused, "does not ask VN")
	m.refuse(t, "another version", kai, Acknowledge{Number: n, Version: 2}, fault.Conflict, "was corrected meanwhile")
	if f := m.must(t, kai, Acknowledge{Number: n, Version: 1}); f != (Acknowledged{Number: n, Version: 1, Partner: "FI", By: kai}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, kai, Acknowledge{Number: n})
	got := m.notices[n]
	if ack, ok := got.AckOf("FI"); !ok || ack.By != kai || !slices.Equal(got.Missing(), []asem.Code{"DE"}) || !got.AsksOf("FI") || got.AsksOf("VN") {
		t.Errorf("%+v", got)
	}
	m.must(t, cora, Correct{Number: n, Text: "Another."})
	m.refuse(t, "the former version", kai, Acknowledge{Number: n, Version: 1}, fault.Conflict, "Read it again")
	m.must(t, kai, Acknowledge{Number: n, Version: 2})
	silent := m.posted(t, Post{}).Number
	m.refuse(t, "one that asks nobody", kai, Acknowledge{Number: silent}, fault.Refused, "does not ask to be acknowledged")
}

func TestReminding(t *testing.T) {
	m := newModel()
	n := m.posted(t, Post{Ack: true, To: []roster.Address{"FI", "VN"}, Expires: m.now.AddDate(0, 0, 40)}).Number
	silent := m.posted(t, Post{}).Number
	m.refuse(t, "what is not there", cora, Remind{Number: 999}, fault.NotFound, "There is no notice")
	m.refuse(t, "one that asks nobody", cora, Remind{Number: silent}, fault.Refused, "there is nobody to remind")
	m.refuse(t, "another's", mo, Remind{Number: n}, fault.Refused, "is not yours")
	m.must(t, kai, Acknowledge{Number: n})
	if f := m.must(t, cora, Remind{Number: n}).(Reminded); !slices.Equal(f.Partners, []asem.Code{"VN"}) {
		t.Errorf("%+v", f)
	}
	m.refuse(t, "at once again", cora, Remind{Number: n}, fault.Refused, "less than an hour ago. Wait, or write a letter to VN.")
	for range MaxReminders - 1 {
		m.now = m.now.Add(restBetween)
		m.must(t, cora, Remind{Number: n})
	}
	m.now = m.now.Add(restBetween)
	m.refuse(t, "too often", cora, Remind{Number: n}, fault.Refused, "was reminded of 30 times, as often as can be. Write a letter to VN.")
	m.must(t, cora, Correct{Number: n, Text: "Another."})
	m.must(t, cora, Remind{Number: n}) // of what it says now nobody was reminded
	m.must(t, kai, Acknowledge{Number: n})
	m.must(t, vo, Acknowledge{Number: n})
	m.refuse(t, "when all have", cora, Remind{Number: n}, fault.Refused, "Every partner that #7 asks has acknowledged it.")
	late := m.posted(t, Post{Ack: true, Expires: m.now.Add(time.Hour)})
	if at := late.Expires; late.Expired(at.Add(-time.Second)) || !late.Expired(at) {
		t.Error("it does not expire at its time")
	}
	m.now = late.Expires
	m.refuse(t, "expired", cora, Remind{Number: late.Number}, fault.Refused, "has expired. Post a new one.")
	all := m.posted(t, Post{Ack: true})
	m.must(t, cora, Remind{Number: all.Number})
}

func TestReaders(t *testing.T) {
	for _, c := range []struct {
		to   []roster.Address
		want string
	}{
		{[]roster.Address{"@all"}, "@all cora.coordinator @coordinators"},
		{[]roster.Address{"FI", "@coordinators"}, "FI @coordinators cora.coordinator"},
	} {
		n := Notice{To: c.to, Author: roster.Author{Login: cora}}
		var words []string
		for _, a := range n.Readers() {
			words = append(words, string(a))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%v is read at %q, want %q", c.to, got, c.want)
		}
		if len(n.To) != len(c.to) {
			t.Error("asking who reads it changed to whom it is")
		}
	}
}

func TestCodes(t *testing.T) {
	if got := codes(everybody); got != "DE, FI, LA, SG, VN" {
		t.Error(got)
	}
	if got := codes(append(slices.Clone(everybody), "XA", "NO", "NZ")); got != "DE, FI, LA, SG, VN, XA, and 2 more" {
		t.Error(got)
	}
}

package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
)

// searched is what a desk finds, once everything is indexed.
func (r registry) searched(t testing.TB, d *secretariat.Desk, query string) secretariat.FoundPage {
	t.Helper()
	must(t, r.Indexed(t.Context(), nil))
	page, err := d.Search(t.Context(), secretariat.Search{Query: query, Width: 72})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return page
}

// numbersFound are the numbers of a page, in order of number.
func numbersFound(p secretariat.FoundPage) (numbers []asem.Number) {
	for _, h := range p.Hits {
		numbers = append(numbers, h.Number)
	}
	slices.Sort(numbers)
	return numbers
}

// TestSearchFindsWhatReachesOneself: everything that has a word, of every kind, and of
// all that only where it may be read; counts tell no more.
func TestSearchFindsWhatReachesOneself(t *testing.T) {
	r := newRegistry(t)
	post, err := r.author.Open("", forum.Open{Board: "finance", Title: "A zebra", Text: "On stripes."})
	must(t, err)
	letter := mailed(t, r.author, secretariat.Outgoing{To: to("VN").To, Subject: "x", Text: "The zebra is secret."})
	told, err := r.coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: to("VN").To, Title: "Zebra notice", Text: "x"})
	must(t, err)
	paper := issues(t, r.author, "A zebra in a paper.", "VN")
	revised := further(t, r.author, document.Revision, paper.Symbol, "A zebra revised.")
	drawUp(t, r.author, document.Paper{Series: "SOM"}, "A zebra in a draft.")
	for _, c := range []struct {
		who  string
		desk *secretariat.Desk
		want []asem.Number
	}{
		{"author", r.author, []asem.Number{post.Number, letter, paper.Number, revised.Number}},
		{"the author's partner", r.fellow, []asem.Number{post.Number, paper.Number, revised.Number}},
		{"receiver", r.other, []asem.Number{post.Number, letter, told.Number, paper.Number, revised.Number}},
		{"coordinator", r.coordinator, []asem.Number{post.Number, told.Number, paper.Number, revised.Number}},
		{"bystander", r.bystander, []asem.Number{post.Number}},
		{"operator", r.operator, []asem.Number{post.Number}},
	} {
		page := r.searched(t, c.desk, "zebra")
		if got := numbersFound(page); !slices.Equal(got, c.want) || page.Total != len(c.want) {
			t.Errorf("%s finds %v of %d, want %v", c.who, got, page.Total, c.want)
		}
		for _, h := range page.Hits {
			if !strings.Contains(strings.ToLower(h.Title+h.Passage.Marked()), "zebra") {
				t.Errorf("%s: #%d shows nothing of what was looked for: %+v", c.who, h.Number, h)
			}
		}
	}
	if h := r.searched(t, r.other, "kind:document revised").Hits[0]; h.Symbol != paper.Symbol || h.Version != "REV 1" || h.Passage.Marked() != "A zebra *revised*." {
		t.Errorf("%+v", h)
	}
}

// TestSearchFollowsTheOffice: what comes by an office or a partner is found with it, and
// not without it any more.
func TestSearchFollowsTheOffice(t *testing.T) {
	r := newRegistry(t)
	n := mailed(t, r.author, secretariat.Outgoing{To: to("@coordinators").To, Subject: "Okapi", Text: "x"})
	if got := numbersFound(r.searched(t, r.coordinator, "okapi")); !slices.Equal(got, []asem.Number{n}) {
		t.Errorf("a coordinator finds %v", got)
	}
	successor := r.Accredit("sixth.successor", "SG", "coordinator")
	if got := numbersFound(r.searched(t, successor, "okapi")); !slices.Equal(got, []asem.Number{n}) {
		t.Errorf("who took the office over finds %v", got)
	}
	must(t, r.other.CirculateDocument(issues(t, r.other, "Giraffe.", "VN").Symbol, to("DE").To))
	if got := r.searched(t, r.bystander, "giraffe"); got.Total != 1 {
		t.Errorf("to whom it was circulated later finds %d", got.Total)
	}
}

// TestSearchForgets: what was edited, moved, hidden, redacted or removed is found as it
// is now.
func TestSearchForgets(t *testing.T) {
	r := newRegistry(t)
	open := func(title, text string) asem.Number {
		p, err := r.author.Open("", forum.Open{Board: "finance", Title: title, Text: text})
		must(t, err)
		return p.Number
	}
	edited, hidden, redacted, moved := open("One", "heron"), open("Two", "heron"), open("Three", "heron"), open("Four", "heron")
	reply, err := r.other.Reply("", forum.Reply{To: moved, Text: "heron too"})
	must(t, err)
	if got := r.searched(t, r.other, "heron board:finance"); got.Total != 5 {
		t.Fatalf("%d", got.Total)
	}
	_, err = r.author.Edit("", forum.Edit{Number: edited, Title: "One", Text: "egret"})
	must(t, err)
	must(t, r.bystander.Hide(hidden, true, "off the subject"))
	must(t, r.bystander.Redact(redacted, "names a person"))
	must(t, r.bystander.Move(moved, "health"))
	for query, want := range map[string][]asem.Number{
		"heron":               {moved, reply.Number},
		"heron board:finance": nil,
		"heron board:health":  {moved, reply.Number},
		"egret":               {edited},
	} {
		if got := numbersFound(r.searched(t, r.other, query)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	must(t, r.bystander.Hide(hidden, false, ""))
	if got := r.searched(t, r.other, "heron"); got.Total != 3 {
		t.Errorf("shown again: %d", got.Total)
	}
	n := mailed(t, r.author, secretariat.Outgoing{To: to("second.reader").To, Subject: "Heron", Text: "x"})
	must(t, r.Indexed(t.Context(), nil))
	must(t, r.other.PutLetter(n, secretariat.FolderRemoved))
	if got := r.searched(t, r.other, "heron kind:letter"); got.Total != 0 {
		t.Errorf("a removed letter is found")
	}
}

func TestSearchByFields(t *testing.T) {
	r := newRegistry(t)
	p, err := r.author.Open("", forum.Open{Board: "finance", Title: "Answering #1", Text: "See ASEM/SUMMIT/2006/1."})
	must(t, err)
	for query, want := range map[string]int{
		"from:first.author":                      1,
		"partner:FI board:finance":               1,
		"pillar:economic -kind:person":           1,
		"cites:1":                                0, // the title is no text
		"cites:ASEM/SUMMIT/2006/1":               1,
		"symbol:ASEM/SUMMIT":                     1,
		"kind:person author":                     1,
		"kind:person partner:VN":                 3,
		"after:2026 kind:post":                   1,
		"year:2006 helsinki kind:document":       1,
		`"exchange of opinions" or nothingatall`: 0,
		"is:unread from:first.author":            1,
	} {
		if got := r.searched(t, r.other, query); got.Total != want {
			t.Errorf("%s: %d, want %d", query, got.Total, want)
		}
	}
	must(t, r.other.MarkRead(secretariat.Seen{Number: p.Number, Version: 1}))
	if got := r.searched(t, r.other, "is:unread from:first.author"); got.Total != 0 {
		t.Errorf("read, and still unread: %d", got.Total)
	}
	cited, err := r.other.Search(t.Context(), secretariat.Search{Query: secretariat.Citing("ASEM/SUMMIT/2006/1")})
	if err != nil || len(cited.Hits) != 1 || cited.Hits[0].Number != p.Number {
		t.Errorf("%+v, %v", cited, err)
	}
}

func TestSearchPages(t *testing.T) {
	r := newRegistry(t)
	for i := range 25 {
		opened(t, r.author, "finance", fmt.Sprintf("Ibis %d", i))
		r.Clock.Advance(time.Minute)
	}
	for _, byDate := range []bool{true, false} {
		must(t, r.Indexed(t.Context(), nil))
		seen := map[asem.Number]bool{}
		sought := secretariat.Search{Query: "ibis", Limit: 10, ByDate: byDate, Months: true}
		for pages := 1; ; pages++ {
			page, err := r.other.Search(t.Context(), sought)
			must(t, err)
			if page.Total != 25 || page.Months[202609] != 25 {
				t.Errorf("%d in all, %v", page.Total, page.Months)
			}
			for _, h := range page.Hits {
				if seen[h.Number] {
					t.Errorf("%s twice", h.Number)
				}
				seen[h.Number] = true
			}
			if sought.After = page.Next; page.Next == "" {
				if pages != 3 || len(seen) != 25 {
					t.Errorf("%d hits on %d pages", len(seen), pages)
				}
				break
			}
		}
	}
	for _, bad := range []secretariat.Search{{Query: "x", After: "?"}, {Query: `"`}, {Query: "x", Limit: -1}} {
		if _, err := r.other.Search(t.Context(), bad); fault.KindOf(err) != fault.Usage {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// TestReindex: made anew, and after a restart, the same is found.
func TestReindex(t *testing.T) {
	r := newRegistry(t)
	n := opened(t, r.author, "finance", "Quokka")
	issues(t, r.author, "Quokka.", "VN")
	before := numbersFound(r.searched(t, r.other, "quokka"))
	must(t, r.Reindex())
	told := false
	must(t, r.Indexed(t.Context(), func(done, total uint64) { told = told || done == total }))
	if got := numbersFound(r.searched(t, r.other, "quokka")); !slices.Equal(got, before) || !slices.Contains(got, n) || !told {
		t.Errorf("%v, was %v; told: %v", got, before, told)
	}
	r.Reopen() // its index is lost
	again := r.Seat("second.reader", r.other.Fingerprint())
	if got := numbersFound(r.searched(t, again, "quokka")); !slices.Equal(got, before) {
		t.Errorf("after a restart %v, was %v", got, before)
	}
}

func TestSearchNeedsAnIndex(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	if _, err := d.Search(t.Context(), secretariat.Search{Query: "x"}); fault.KindOf(err) != fault.Refused {
		t.Error(err)
	}
	if err := h.Reindex(); fault.KindOf(err) != fault.Refused {
		t.Error(err)
	}
}

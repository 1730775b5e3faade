package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// cutOut is the page of a list that is asked for, found by counting, and whether
// rows stand before it and after it.
func cutOut(list []asem.Number, p secretariat.Page) (page []asem.Number, before, after bool) {
	limit := p.Limit
	if limit == 0 {
		limit = secretariat.DefaultLimit
	}
	from, to := 0, len(list)
	switch {
	case p.At != 0:
		from = slices.Index(list, p.At)
	case p.Before != 0:
		from = slices.Index(list, p.Before) + 1
	case p.After != 0:
		to = slices.Index(list, p.After)
		from = max(0, to-limit)
	case p.Last:
		from = max(0, to-limit)
	}
	to = min(to, from+limit)
	return list[from:to], from > 0, to < len(list)
}

func pages(list []asem.Number) []secretariat.Page {
	all := []secretariat.Page{{}, {Last: true}}
	for _, limit := range []int{1, 2, 5, len(list), secretariat.MaxLimit} {
		all = append(all, secretariat.Page{Limit: limit}, secretariat.Page{Limit: limit, Last: true})
		for _, n := range list {
			all = append(all, secretariat.Page{Limit: limit, Before: n}, secretariat.Page{Limit: limit, After: n}, secretariat.Page{Limit: limit, At: n})
		}
	}
	return all
}

func TestPages(t *testing.T) {
	h := newHouse(t, nil)
	d, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("a.moderator", "VN", "moderator")
	var topics []asem.Number
	for i := range 6 {
		topics = append(topics, opened(t, d, "finance", fmt.Sprint(i)))
		h.clock.Advance(time.Minute)
	}
	opened(t, d, "health", "elsewhere")
	must(t, mod.Pin(topics[2], true))
	thread := []asem.Number{topics[0]}
	for i := range 7 {
		n := replied(t, d, thread[i/2])
		thread = append(thread, n)
	}
	inBoard := []asem.Number{topics[2], topics[0], topics[5], topics[4], topics[3], topics[1]}
	for _, p := range pages(inBoard) {
		page, err := d.Topics("finance", p)
		must(t, err)
		var got []asem.Number
		for _, row := range page.Rows {
			got = append(got, row.Number)
		}
		want, before, after := cutOut(inBoard, p)
		// Topics says that rows may stand before a page that begins with the first one.
		if !slices.Equal(got, want) || page.Follow != after && len(got) > 0 || before && !page.Earlier {
			t.Errorf("%+v: %v, before %v, after %v; want %v, %v, %v", p, got, page.Earlier, page.Follow, want, before, after)
		}
	}
	whole, err := d.Thread(topics[0], secretariat.Page{Limit: 100})
	must(t, err)
	inTopic := postNumbers(whole)
	if len(inTopic) != 8 {
		t.Fatalf("%v", inTopic)
	}
	for _, p := range pages(inTopic) {
		page, err := d.Thread(thread[5], p)
		must(t, err)
		want, before, after := cutOut(inTopic, p)
		got := postNumbers(page)
		if !slices.Equal(got, want) || len(got) > 0 && (page.Follow != after || page.Earlier != before || inTopic[page.First] != got[0]) {
			t.Errorf("%+v: %v, first %d, before %v, after %v; want %v, %v, %v", p, got, page.First, page.Earlier, page.Follow, want, before, after)
		}
	}
}

func postNumbers(page secretariat.ThreadPage) []asem.Number {
	var numbers []asem.Number
	for _, p := range page.Posts {
		numbers = append(numbers, p.Number)
	}
	return numbers
}

func TestPagesAreRefused(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic, elsewhere := opened(t, d, "finance", "x"), opened(t, d, "health", "y")
	reply := replied(t, d, topic)
	for _, p := range []secretariat.Page{{Limit: -1}, {Limit: secretariat.MaxLimit + 1}} {
		_, err := d.Topics("finance", p)
		wantKind(t, fmt.Sprintf("topics %+v", p), err, fault.Usage)
		_, err = d.Thread(topic, p)
		wantKind(t, fmt.Sprintf("thread %+v", p), err, fault.Usage)
		_, err = d.News(p)
		wantKind(t, fmt.Sprintf("news %+v", p), err, fault.Usage)
	}
	for _, p := range []secretariat.Page{{Before: 99}, {After: elsewhere}, {At: reply}} {
		_, err := d.Topics("finance", p)
		wantKind(t, fmt.Sprintf("topics %+v", p), err, fault.NotFound)
	}
	for _, p := range []secretariat.Page{{Before: 99}, {After: elsewhere}, {At: elsewhere}} {
		_, err := d.Thread(topic, p)
		wantKind(t, fmt.Sprintf("thread %+v", p), err, fault.NotFound)
	}
	_, err := d.News(secretariat.Page{Before: 99})
	wantKind(t, "news before nothing", err, fault.NotFound)
	_, err = d.Topics("nowhere", secretariat.Page{})
	wantKind(t, "topics of nowhere", err, fault.NotFound)
	_, err = d.Thread(99, secretariat.Page{})
	wantKind(t, "no thread", err, fault.NotFound)
}

// TestPagesOfLongTexts: a page of a thread ends with the text that reaches the
// bound, one post comes at least, and no post is left out between pages.
func TestPagesOfLongTexts(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	for i := range 12 {
		_, err := d.Reply("", forum.Reply{To: topic, Text: strings.Repeat("x", 1000*(i%4)+1)})
		must(t, err)
	}
	whole, err := d.Thread(topic, secretariat.Page{})
	must(t, err)
	for _, bytes := range []int{1, 1000, 2500, 1 << 20} {
		var forward, backward []asem.Number
		for p := (secretariat.Page{Bytes: bytes}); ; {
			page, err := d.Thread(topic, p)
			must(t, err)
			forward = append(forward, wantBytes(t, page, bytes)...)
			if !page.Follow {
				break
			}
			p.Before = forward[len(forward)-1]
		}
		for p := (secretariat.Page{Bytes: bytes, Last: true}); ; {
			page, err := d.Thread(topic, p)
			must(t, err)
			backward = append(wantBytes(t, page, bytes), backward...)
			if !page.Earlier {
				break
			}
			p.After, p.Last = backward[0], false
		}
		if want := postNumbers(whole); !slices.Equal(forward, want) || !slices.Equal(backward, want) {
			t.Errorf("%d bytes a page: %v, and backwards %v", bytes, forward, backward)
		}
	}
}

func wantBytes(t *testing.T, page secretariat.ThreadPage, bytes int) []asem.Number {
	t.Helper()
	total := 0
	for _, p := range page.Posts[:max(0, len(page.Posts)-1)] {
		total += len(p.Text)
	}
	if len(page.Posts) == 0 || total >= bytes+3001 {
		t.Errorf("%d posts with %d bytes before the last one, %d asked for", len(page.Posts), total, bytes)
	}
	return postNumbers(page)
}

// TestMayBeforeComposing asks before what the act itself would be told.
func TestMayBeforeComposing(t *testing.T) {
	h := newHouse(t, nil)
	writer, observer, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("an.observer", "SG", "observer"), h.accredit("a.moderator", "VN", "moderator", "delegate")
	topic, locked := opened(t, writer, "finance", "x"), opened(t, writer, "finance", "y")
	must(t, mod.Lock(locked, true))
	for _, who := range []struct {
		name string
		*secretariat.Desk
	}{{"writer", writer}, {"observer", observer}, {"moderator", mod}} {
		name, d := who.name, who.Desk
		for _, board := range []asem.BoardID{"finance", asem.FoundingTexts, "nowhere"} {
			before := d.MayOpen(board)
			_, err := d.Open("", forum.Open{Board: board, Title: "z", Text: "z"})
			wantSameKind(t, fmt.Sprint(name, " opens on ", board), before, err)
		}
		for _, n := range []asem.Number{topic, locked, 1, 99} {
			before := d.MayReply(n)
			_, err := d.Reply("", forum.Reply{To: n, Text: "z"})
			wantSameKind(t, fmt.Sprint(name, " replies to ", n), before, err)
			before = d.MayEdit(n)
			_, err = d.Edit("", forum.Edit{Number: n, Text: "by " + name})
			wantSameKind(t, fmt.Sprint(name, " edits ", n), before, err)
		}
	}
}

// wantSameKind: where there are two reasons, either may be told.
func wantSameKind(t *testing.T, what string, before, then error) {
	t.Helper()
	if (before == nil) != (then == nil) {
		t.Errorf("%s: before it is told %v, then %v", what, before, then)
	}
}

func TestFirstDelegate(t *testing.T) {
	h := newHouse(t, nil)
	line := roster.Line{Login: "first.delegate", Name: "First Delegate", Partner: "FI", Roles: []roster.Role{{Name: roster.Secretariat}},
		Fingerprint: "SHA256:first", Key: []byte("first")}
	must(t, h.FoundDelegate(line))
	wantKind(t, "a second one", h.FoundDelegate(line), fault.Conflict)
	d := h.seat("first.delegate", "SHA256:first")
	if me, err := d.Identity(); err != nil || me.Partner != "FI" || me.Ring {
		t.Errorf("%+v, %v", me, err)
	}
	h.accredit("a.writer", "VN", "delegate")
	if ended(d) {
		t.Error("who never stood in the ring was ended by it")
	}
}

// TestFoundingAgain founds what is founded: no entry, and nothing twice.
func TestFoundingAgain(t *testing.T) {
	h := newHouse(t, nil)
	before := h.lastEntry()
	must(t, h.Founding())
	if h.lastEntry() != before {
		t.Error("founded again")
	}
}

// TestCheckpointIsKept: a checkpoint that a partner kept is proved years later.
func TestCheckpointIsKept(t *testing.T) {
	var store *boltstore.Store
	h := newHouse(t, func(o *secretariat.Options) { store = o.Store.(*boltstore.Store) })
	d := h.accredit("a.writer", "FI", "delegate")
	var kept [][]byte
	for i := range 10 {
		signed, err := d.Checkpoint()
		must(t, err)
		kept = append(kept, signed)
		opened(t, d, "finance", fmt.Sprint(i))
	}
	for _, signed := range kept {
		if err := store.VerifyCheckpoint(signed); err != nil {
			t.Errorf("%v", err)
		}
	}
}

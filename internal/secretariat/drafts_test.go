package secretariat_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func TestDrafts(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	other := h.accredit("b.writer", "VN", "delegate", "moderator", "secretariat")
	topic := opened(t, d, "finance", "x")
	places := []secretariat.Place{secretariat.OnBoard("finance"), secretariat.ReplyTo(topic), secretariat.EditOf(topic)}
	for i, place := range places {
		h.clock.Advance(time.Minute)
		must(t, d.SaveDraft(secretariat.Draft{Place: place, Token: d.NewToken(), Title: fmt.Sprint("title ", i), Text: "half a sent"}))
	}
	must(t, d.SaveDraft(secretariat.Draft{Place: places[2], Text: "half a sentence"}))
	drafts, err := d.Drafts()
	if err != nil || len(drafts) != 3 || drafts[0].Place != places[2] || drafts[0].Text != "half a sentence" || drafts[2].Place != places[0] {
		t.Errorf("%+v, %v", drafts, err)
	}
	if drafts, err := other.Drafts(); len(drafts) > 0 || err != nil {
		t.Errorf("another reads them: %+v, %v", drafts, err)
	}
	if _, ok, err := other.Draft(places[0]); ok || err != nil {
		t.Errorf("another reads one: %v", err)
	}
	must(t, d.SaveDraft(secretariat.Draft{Place: places[0], Text: " \n", Title: "\t"}))
	if _, ok, _ := d.Draft(places[0]); ok {
		t.Error("an empty one is kept")
	}
	must(t, d.DropDraft(places[1]))
	must(t, d.DropDraft(places[1]))
	if draft, ok, err := d.Draft(places[2]); !ok || !draft.Saved.Equal(h.clock.Now()) || err != nil {
		t.Errorf("%+v, %v, %v", draft, ok, err)
	}
	for place, want := range map[secretariat.Place]string{places[0]: "New topic on Finance", places[1]: "Reply to #2 in x", places[2]: "Edit of #2 in x"} {
		if title, err := d.PlaceTitle(place); title != want || err != nil {
			t.Errorf("%s is called %q, %v", place, title, err)
		}
	}
}

func TestDraftsAreRefused(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.Drafts = 2 })
	d := h.accredit("a.writer", "FI", "delegate")
	place := secretariat.OnBoard("finance")
	for name, draft := range map[string]secretariat.Draft{
		"nowhere":           {Place: "nowhere", Text: "x"},
		"no number":         {Place: "reply/x", Text: "x"},
		"no board":          {Place: "board/Not A Board", Text: "x"},
		"too long":          {Place: place, Text: strings.Repeat("x", rule.MaxText+1)},
		"a long title":      {Place: place, Title: strings.Repeat("x", 1<<16)},
		"a long token":      {Place: place, Text: "x", Token: strings.Repeat("x", 201)},
		"a token not UTF-8": {Place: place, Text: "x", Token: "\xff"},
		"a text not UTF-8":  {Place: place, Title: "a\xc3", Text: "\xa9b"},
	} {
		wantKind(t, name, d.SaveDraft(draft), fault.Usage)
	}
	for i := range 2 {
		must(t, d.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(1 + asNumber(i)), Text: "x"}))
	}
	wantKind(t, "one more", d.SaveDraft(secretariat.Draft{Place: place, Text: "x"}), fault.Usage)
	must(t, d.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(1), Text: "more of the first"}))
	must(t, d.DropDraft(secretariat.ReplyTo(1)))
	must(t, d.SaveDraft(secretariat.Draft{Place: place, Text: "x"}))
}

// TestLateDraft saves a draft after its post was answered, as an autosave does that
// was under way: it must not be offered again.
func TestLateDraft(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	place := secretariat.OnBoard("finance")
	draft := secretariat.Draft{Place: place, Token: d.NewToken(), Title: "x", Text: "x"}
	must(t, d.SaveDraft(draft))
	posted, err := d.Open(draft.Token, forum.Open{Board: "finance", Title: "x", Text: "x"})
	must(t, err)
	if _, ok, _ := d.Draft(place); ok {
		t.Error("posted, and the draft is there still")
	}
	must(t, d.SaveDraft(draft))
	if _, ok, _ := d.Draft(place); ok {
		t.Error("a late draft came back")
	}
	changed := draft
	changed.Text = "typed on in another session"
	wantKind(t, "another text under a token that was used", d.SaveDraft(changed), fault.Conflict)
	if _, ok, _ := d.Draft(place); ok {
		t.Error("kept under a token that cannot be sent")
	}
	next := secretariat.Draft{Place: place, Token: d.NewToken(), Text: "the next one"}
	must(t, d.SaveDraft(next))
	if _, err := d.Open(draft.Token, forum.Open{Board: "finance", Title: "x", Text: "x"}); err != nil {
		t.Fatal(err)
	}
	if kept, ok, _ := d.Draft(place); !ok || kept.Token != next.Token {
		t.Errorf("sending the first one again dropped the draft of the next: %+v", kept)
	}
	edit := secretariat.Draft{Place: secretariat.EditOf(posted.Number), Token: d.NewToken(), Text: "x"}
	must(t, d.SaveDraft(edit))
	if p, err := d.Edit(edit.Token, forum.Edit{Number: posted.Number, Text: "x"}); err != nil || !p.Already || p.Number != posted.Number {
		t.Errorf("an edit that changes nothing: %+v, %v", p, err)
	}
	if _, ok, _ := d.Draft(edit.Place); ok {
		t.Error("the draft of an edit that changed nothing is there still")
	}
}

// TestRefusedKeepsItsDraft: what could not be posted is not lost.
func TestRefusedKeepsItsDraft(t *testing.T) {
	h := newHouse(t, nil)
	d, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("a.moderator", "VN", "moderator")
	topic := opened(t, d, "finance", "x")
	draft := secretariat.Draft{Place: secretariat.ReplyTo(topic), Token: "t", Text: "x"}
	must(t, d.SaveDraft(draft))
	must(t, mod.Lock(topic, true))
	_, err := d.Reply("t", forum.Reply{To: topic, Text: "x"})
	wantKind(t, "in a locked topic", err, fault.Refused)
	if _, ok, _ := d.Draft(draft.Place); !ok {
		t.Error("refused, and the draft is gone")
	}
}

// TestDraftAfterTheEnd: whoever is shown out keeps what they were typing.
func TestDraftAfterTheEnd(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	h.accredit("b.writer", "VN", "delegate")
	h.strike("a.writer")
	draft := secretariat.Draft{Place: secretariat.OnBoard("finance"), Text: "x"}
	must(t, d.SaveDraft(draft))
	again := h.accredit("a.writer", "FI", "delegate")
	if kept, ok, err := again.Draft(draft.Place); !ok || kept.Text != "x" || err != nil {
		t.Errorf("%+v, %v, %v", kept, ok, err)
	}
}

func TestPlaces(t *testing.T) {
	for _, place := range []secretariat.Place{secretariat.OnBoard("finance"), secretariat.ReplyTo(7), secretariat.EditOf(7)} {
		kind, board, n, ok := place.Parse()
		if !ok || kind == "board" != (board == "finance") || kind != "board" != (n == 7) {
			t.Errorf("%s: %s, %s, %s, %v", place, kind, board, n, ok)
		}
	}
	for _, place := range []secretariat.Place{"", "board", "board/", "board/A", "reply/", "reply/0", "reply/-1", "edit/x", "post/7", "board/a/b"} {
		if kind, _, _, ok := place.Parse(); ok {
			t.Errorf("%q is a place: %s", place, kind)
		}
	}
}

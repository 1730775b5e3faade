package secretariat_test

import (
	"io"
	"strings"
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestFileClosesWithTheRightToIt: a download that is under way ends when what is read
// reaches its reader no more, and when a draft is discarded. Other changes do not end it.
func TestFileClosesWithTheRightToIt(t *testing.T) {
	r := newRegistry(t)
	issued := issues(t, r.author, strings.Repeat("Secret. ", 50_000), "VN/Brussels")
	if _, err := r.author.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"VN/Brussels"}, Subject: "A paper", Text: "It is attached.", Attach: issued.Number.String()}); err != nil {
		t.Fatal(err)
	}
	_, body, err := r.other.OpenVersion(issued.Symbol, "-", secretariat.FilePick{})
	if err != nil {
		t.Fatal(err)
	}
	_, stream, err := r.other.File(issued.Number+1, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	draft := drawUp(t, r.author, document.Paper{}, strings.Repeat("Not yet. ", 50_000))
	_, own, err := r.author.OpenDraft(draft, secretariat.FilePick{})
	if err != nil {
		t.Fatal(err)
	}
	piece := make([]byte, 100)
	read := func() [3]fault.Kind {
		_, first := body.ReadAt(piece, 0)
		_, second := io.ReadFull(stream, piece)
		_, third := own.ReadAt(piece, 200)
		return [3]fault.Kind{fault.KindOf(first), fault.KindOf(second), fault.KindOf(third)}
	}
	none := fault.KindOf(nil)
	if got := read(); got != [3]fault.Kind{none, none, none} {
		t.Errorf("at first: %v", got)
	}
	r.Amend("second.observer", func(l *roster.Line) { l.Mission = "Jakarta" })
	if got := read(); got != [3]fault.Kind{none, none, none} {
		t.Errorf("after another was posted elsewhere: %v", got)
	}
	r.Amend("second.reader", func(l *roster.Line) { l.Mission = "Jakarta" })
	if err := r.author.DiscardDocument(draft); err != nil {
		t.Fatal(err)
	}
	if got := read(); got != [3]fault.Kind{fault.NotFound, fault.NotFound, fault.NotFound} {
		t.Errorf("when nobody may read it any more: %v", got)
	}
	r.Dismiss("first.author")
	if _, err := own.ReadAt(piece, 0); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate who left: %v", err)
	}
}

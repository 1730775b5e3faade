package secretariat_test

import (
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// seenNotice is the notice as the delegate sees it now.
func seenNotice(t testing.TB, d *secretariat.Desk, n asem.Number) secretariat.Seen {
	t.Helper()
	view, err := d.Notice(n)
	if err != nil {
		t.Fatal(err)
	}
	return view.Seen()
}

// seenNow is the document as the delegate sees it now.
func seenNow(t testing.TB, d *secretariat.Desk, symbol asem.Symbol) secretariat.Seen {
	t.Helper()
	view, err := d.Document(symbol)
	if err != nil {
		t.Fatal(err)
	}
	return view.Seen()
}

// TestCorrectionBetweenReadingAndMarking: what came meanwhile was not seen, and stays new.
func TestCorrectionBetweenReadingAndMarking(t *testing.T) {
	h := newHouse(t, nil)
	coordinator := h.accredit("first.coordinator", "EU", "coordinator")
	reader := h.accredit("second.reader", "FI", "delegate")
	posted, err := coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"FI"}, Title: "Registration", Text: "Be it known."})
	must(t, err)
	seen := seenNotice(t, reader, posted.Number)
	_, err = coordinator.CorrectNotice("", notice.Correct{Number: posted.Number, Text: "Rather so."})
	must(t, err)
	must(t, reader.MarkReadIn(secretariat.KindNotice, seen))
	if view, err := reader.Notice(posted.Number); err != nil || !view.New {
		t.Errorf("a correction that nobody saw counts as read: %+v, %v", view.Seen(), err)
	}
	must(t, reader.MarkReadIn(secretariat.KindNotice, seenNotice(t, reader, posted.Number)))
	if view, err := reader.Notice(posted.Number); err != nil || view.New {
		t.Errorf("what was seen is still new, %v", err)
	}
}

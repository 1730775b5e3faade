package secretariat_test

import (
	"testing"

	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
)

// TestCatchingUpOnTrays marks a kind at a time, in every box in which it lies, and takes
// it back; boards and other kinds are left alone, and so is what is to be acknowledged.
func TestCatchingUpOnTrays(t *testing.T) {
	r := newRegistry(t)
	opened(t, r.author, "finance", "x")
	for range 2 {
		mailed(t, r.author, secretariat.Outgoing{To: to("VN", "second.contact").To})
	}
	_, err := r.coordinator.PostNotice("", notice.Post{Level: notice.Flash, To: to("VN").To, Title: "x", Text: "x", Ack: true})
	must(t, err)
	issues(t, r.author, "x", "VN")
	counts := func(posts, notices, letters, documents int) {
		t.Helper()
		got, err := r.contact.WaitingByKind()
		want := map[secretariat.Kind]int{secretariat.KindPost: posts, secretariat.KindNotice: notices, secretariat.KindLetter: letters, secretariat.KindDocument: documents}
		for k, n := range want {
			if got[k] != n || err != nil {
				t.Errorf("%d %ss are new, want %d, %v", got[k], k, n, err)
			}
		}
	}
	counts(1, 1, 2, 1)
	caught, err := r.contact.CatchUpOn(secretariat.KindLetter)
	if err != nil || caught != (secretariat.CaughtUp{Letters: 2}) || caught.Words() != "2 letters" {
		t.Errorf("%+v, %v", caught, err)
	}
	counts(1, 1, 0, 1)
	back, err := r.contact.UndoCatchUp()
	if err != nil || back != (secretariat.CaughtUp{Letters: 2}) {
		t.Errorf("%+v, %v", back, err)
	}
	counts(1, 1, 2, 1)
	for _, k := range []secretariat.Kind{secretariat.KindNotice, secretariat.KindDocument} {
		if caught, err := r.contact.CatchUpOn(k); err != nil || !caught.One() {
			t.Errorf("%s: %+v, %v", k, caught, err)
		}
	}
	counts(1, 0, 2, 0)
	if open, err := r.contact.Unacknowledged(); err != nil || len(open) != 1 {
		t.Errorf("%d to acknowledge, %v", len(open), err)
	}
	if caught, err := r.contact.CatchUpOn(secretariat.KindNotice); err != nil || caught.Any() {
		t.Errorf("%+v, %v", caught, err)
	}
	if waiting, err := r.other.WaitingByKind(); err != nil || waiting[secretariat.KindLetter] != 2 {
		t.Errorf("another delegate's: %v, %v", waiting, err)
	}
}

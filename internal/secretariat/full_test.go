package secretariat_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestFullDiskOverTheTime: while nothing can be written nobody can object. So what comes due
// then is put off as after an outage, once it can, and the log is not filled meanwhile.
//
// Source: as for TestOutageOverTheTime.
func TestFullDiskOverTheTime(t *testing.T) {
	var log bytes.Buffer
	f := &faulty{}
	h := newHouse(t, func(o *secretariat.Options) {
		f.Store, o.Store = o.Store, f
		o.Log = slog.New(slog.NewTextHandler(&log, nil))
	})
	coordinator := h.accredit("demo.coordinator", "KR", "delegate", "coordinator")
	contact := h.accredit("demo.contact", "FI", "contact-point")
	h.KeepTime()
	var numbers []secretariat.Posted
	for _, title := range []string{"One", "Two"} {
		draft := drawUp(t, coordinator, document.Paper{Series: "ASEM/SOM", Title: title}, "The partners meet in autumn.")
		issued, err := coordinator.IssueDocument(t.Context(), "", document.Issue{Number: draft, To: []roster.Address{"@all"}})
		if err != nil {
			t.Fatal(err)
		}
		posted, _, err := coordinator.OpenProcedure("", issued.Number, h.clock.Now().Add(96*time.Hour), "")
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, posted)
	}
	expires := h.clock.Now().Add(96 * time.Hour)
	h.clock.Advance(95 * time.Hour)
	h.KeepTime() // which notes that it runs
	f.set(func() { f.before = fmt.Errorf("%w: no space left on device", secretariat.ErrFull) })
	if _, err := contact.Enter("", procedure.Enter{Number: numbers[0].Number, Is: procedure.Objection, Text: "No."}); err == nil {
		t.Fatal("an objection was taken on a full disk")
	}
	for range 2 * 3600 { // seconds; the time comes in the middle of them
		h.clock.Advance(time.Second)
		h.KeepTime()
	}
	if lines := strings.Count(log.String(), "\n"); lines < 100 || lines > 1000 {
		t.Errorf("within two hours the log was told %d times", lines)
	}
	f.set(func() { f.before = nil })
	for range 61 {
		h.clock.Advance(time.Second)
		h.KeepTime()
	}
	for _, p := range numbers {
		v, err := contact.Procedure(p.Number)
		if err != nil || v.Status != procedure.Open || len(v.Extensions) != 1 || v.Expires.Before(expires.Add(26*time.Hour)) || !strings.Contains(v.Extensions[0].Reason, "could not write") {
			t.Errorf("%+v, %v", v.Procedure, err)
		}
	}
	if _, err := contact.Enter("", procedure.Enter{Number: numbers[0].Number, Is: procedure.Objection, Text: "No."}); err != nil {
		t.Errorf("after that: %v", err)
	}
	v, err := contact.Procedure(numbers[1].Number)
	if err != nil {
		t.Fatal(err)
	}
	h.clock.Advance(v.Expires.Sub(h.clock.Now()) - time.Second)
	h.KeepTime()
	h.clock.Advance(time.Second)
	h.KeepTime()
	if v, err := contact.Procedure(numbers[1].Number); err != nil || v.Status != procedure.Adopted {
		t.Errorf("the other one: %+v, %v", v.Procedure, err)
	}
}

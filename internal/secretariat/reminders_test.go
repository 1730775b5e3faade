package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// reminded are the subjects of the letters that the server sent a delegate, the oldest first;
// without the one at the beginning, of the offices that nobody has held yet.
func reminded(t testing.TB, d *secretariat.Desk) (list []string) {
	t.Helper()
	page, err := d.Letters(secretariat.FolderIn, secretariat.Page{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range slices.Backward(page.Rows) {
		if l.From.Login == "" && !strings.Contains(l.Subject, "nobody has held yet") {
			list = append(list, l.Subject)
		}
	}
	return list
}

// passes lets days pass, a day at a time, while the server keeps time.
func (w *workshop) passes(days int) {
	for range days {
		w.Clock.Advance(24 * time.Hour)
		w.KeepTime()
	}
}

// milestone has Finland's initiative have a milestone of Viet Nam's in so many days.
func (w *workshop) milestone(days int) asem.Number {
	w.t.Helper()
	n := w.propose()
	w.act(w.vietnamese, initiative.Join{Number: n, On: true})
	w.act(w.finn, initiative.Plan{Number: n, Title: "Seminar", Day: w.day(days), Answers: "VN"})
	return n
}

// TestMilestoneIsRecalled ahead to who answers, when it is due to the lead too, when it is
// late to the coordinators; each once, though the server starts again.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (collections and reminders of initiatives).
func TestMilestoneIsRecalled(t *testing.T) {
	w := newWorkshop(t)
	n := w.milestone(30)
	w.KeepTime()
	w.passes(15)
	if got := reminded(t, w.vietnamese); len(got) != 0 {
		t.Errorf("too early: %q", got)
	}
	w.passes(1)
	if got := reminded(t, w.vietnamese); len(got) != 1 || !strings.Contains(got[0], "milestone 1, Seminar") {
		t.Errorf("ahead, to who answers: %q", got)
	}
	if got := reminded(t, w.finnish); len(got) != 0 {
		t.Errorf("ahead, to the lead: %q", got)
	}
	w.KeepTime()
	w.passes(3)
	if got := reminded(t, w.vietnamese); len(got) != 1 {
		t.Errorf("again: %q", got)
	}
	w.passes(12)
	if vn, fi := reminded(t, w.vietnamese), reminded(t, w.finnish); len(vn) != 2 || len(fi) != 1 {
		t.Errorf("when it is due: %q, %q", vn, fi)
	}
	w.passes(14)
	if got := reminded(t, w.coordinator); len(got) != 1 {
		t.Errorf("when it is late, to the coordinators: %q", got)
	}
	due, err := w.vietnamese.Due(false)
	if err != nil || len(due) != 1 || due[0].Number != n || !due[0].Late {
		t.Errorf("%+v, %v", due, err)
	}
	w.act(w.viet, initiative.Reach{Number: n, No: 1})
	if due, _ := w.vietnamese.Due(false); len(due) != 0 {
		t.Errorf("once it is reached: %+v", due)
	}
	w.passes(30)
	if got := reminded(t, w.coordinator); len(got) != 1 {
		t.Errorf("once it is reached: %q", got)
	}
}

// TestWhoDidItSeesIt: what falls due is remembered, and never in the place of what was done.
func TestWhoDidItSeesIt(t *testing.T) {
	w := newWorkshop(t)
	n := w.milestone(5)
	for no := 1; no <= 100; no++ {
		if due, err := w.vietnamese.Due(false); err != nil || len(due) != 1 {
			t.Fatalf("milestone %d was set: %+v, %v", no, due, err)
		}
		w.act(w.viet, initiative.Reach{Number: n, No: no})
		if due, err := w.vietnamese.Due(false); err != nil || len(due) != 0 {
			t.Fatalf("milestone %d was reached: %+v, %v", no, due, err)
		}
		w.act(w.finn, initiative.Plan{Number: n, Title: "Seminar", Day: w.day(5), Answers: "VN"})
	}
}

// TestMovedMilestoneIsRecalledAnew, and not for its former day.
func TestMovedMilestoneIsRecalledAnew(t *testing.T) {
	w := newWorkshop(t)
	n := w.milestone(10)
	w.KeepTime()
	w.act(w.finn, initiative.Plan{Number: n, No: 1, Day: w.day(60)})
	w.passes(40)
	if vn, co := reminded(t, w.vietnamese), reminded(t, w.coordinator); len(vn) != 1 || len(co) != 0 {
		t.Errorf("for the former day: %q, %q", vn, co)
	}
	w.passes(7)
	if vn := reminded(t, w.vietnamese); len(vn) != 2 {
		t.Errorf("for the new day: %q", vn)
	}
}

// TestOutageBringsOneLetter to each, however much came due meanwhile.
func TestOutageBringsOneLetter(t *testing.T) {
	w := newWorkshop(t)
	for range 12 {
		w.milestone(20)
	}
	w.KeepTime()
	fingerprint := w.vietnamese.Fingerprint()
	w.Clock.Advance(60 * 24 * time.Hour)
	w.Reopen()
	w.KeepTime()
	viet := w.Seat("demo.vietnamese", fingerprint)
	got := reminded(t, viet)
	if len(got) != 1 || got[0] != "Reminder: 12 things fall due" {
		t.Errorf("%q", got)
	}
	page, err := viet.Letters(secretariat.FolderIn, secretariat.Page{})
	if err != nil {
		t.Fatal(err)
	}
	letter, err := viet.Letter(page.Rows[0].Number)
	if err != nil || strings.Count(letter.Text, "\n- ") != 12 || !strings.Contains(letter.Text, "was due on 30 Sep 2026. Put it off: `snooze milestone-1/2/2026-09-30 3d`") {
		t.Errorf("%v\n%s", err, letter.Text)
	}
	w.passes(2)
	if got := reminded(t, viet); len(got) != 1 {
		t.Errorf("the next day: %q", got)
	}
}

// TestOneLetterTellsWhatItCan of what fell due, counts the rest, and tells none of it again.
func TestOneLetterTellsWhatItCan(t *testing.T) {
	w := newWorkshop(t)
	for range 10 {
		w.Clock.Advance(time.Minute)
		n := w.milestone(20)
		for range 44 {
			w.act(w.finn, initiative.Plan{Number: n, Title: strings.Repeat("A seminar ", 10), Day: w.day(20), Answers: "VN"})
		}
	}
	w.passes(25)
	page, err := w.vietnamese.Letters(secretariat.FolderIn, secretariat.Page{})
	if err != nil || len(page.Rows) != 2 || page.Rows[0].Subject != "Reminder: 450 things fall due" {
		t.Fatalf("%+v, %v", page.Rows, err)
	}
	letter, err := w.vietnamese.Letter(page.Rows[0].Number)
	told := strings.Count(letter.Text, "\n- ")
	if err != nil || told < 50 || !strings.HasSuffix(strings.TrimSpace(letter.Text), fmt.Sprintf("and %d more: `reminders` lists them.", 450-told)) || strings.Count(letter.Text, " more: ") != 1 {
		t.Errorf("%d are told, %v\n%s", told, err, letter.Text)
	}
}

// TestPutOffByWhoHeldAnOffice comes back to nobody once the office was handed over.
func TestPutOffByWhoHeldAnOffice(t *testing.T) {
	w := newWorkshop(t)
	if _, err := w.coordinator.GiveOffice("coordinator:asean", "VN", w.day(0), w.day(39)); err != nil {
		t.Fatal(err)
	}
	n := w.propose()
	w.act(w.finn, initiative.Plan{Number: n, Title: "Seminar", Day: w.day(10)})
	w.passes(30)
	if _, err := w.vietnamese.Snooze("milestone-1/"+fmt.Sprint(uint64(n))+"/"+w.day(-20).Format(time.DateOnly), w.day(20)); err != nil {
		t.Fatal(err)
	}
	before := reminded(t, w.vietnamese)
	w.passes(9)
	if now := reminded(t, w.vietnamese); len(now) != len(before) {
		t.Fatalf("before the term ends: %q", now[len(before):])
	}
	w.passes(20)
	for _, subject := range reminded(t, w.vietnamese)[len(before):] {
		if strings.Contains(subject, "Seminar") {
			t.Errorf("to who held the office: %q", subject)
		}
	}
}

// TestSnoozed: who puts a reminder off is reminded then, and nobody else is.
func TestSnoozed(t *testing.T) {
	w := newWorkshop(t)
	n := w.milestone(10)
	w.KeepTime()
	v, err := w.vietnamese.Snooze(n.String(), w.Clock.Now().Add(72*time.Hour))
	if err != nil || v.Number != n {
		t.Fatal(v, err)
	}
	if due, err := w.vietnamese.Due(false); err != nil || len(due) != 0 {
		t.Errorf("what is put off: %+v, %v", due, err)
	}
	if due, err := w.vietnamese.Due(true); err != nil || len(due) != 1 || due[0].Snooze.IsZero() {
		t.Errorf("all of it: %+v, %v", due, err)
	}
	w.passes(2)
	if got := reminded(t, w.vietnamese); len(got) != 1 {
		t.Errorf("before that time: %q", got)
	}
	w.passes(1)
	w.passes(1)
	if got := reminded(t, w.vietnamese); len(got) != 2 {
		t.Errorf("at that time, once: %q", got)
	}
	w.milestone(5)
	third := w.milestone(5)
	w.act(w.finn, initiative.Plan{Number: third, Title: "Another", Day: w.day(6), Answers: "VN"})
	for key, kind := range map[string]fault.Kind{"#4000": fault.NotFound, "nonsense": fault.NotFound, third.String(): fault.Usage, "milestone-1/" + fmt.Sprint(uint64(third)) + "/1999-01-01": fault.NotFound} {
		if _, err := w.vietnamese.Snooze(key, w.Clock.Now().Add(time.Hour)); fault.KindOf(err) != kind {
			t.Errorf("%s: %v", key, err)
		}
	}
	if _, err := w.vietnamese.Snooze(n.String(), w.Clock.Now().Add(-time.Hour)); fault.KindOf(err) != fault.Usage {
		t.Errorf("until the past: %v", err)
	}
	if _, err := w.finn.Snooze(n.String(), w.Clock.Now().Add(time.Hour)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what concerns others: %v", err)
	}
}

// TestWhatElseFallsDue: reports, acknowledgements, delegations, agendas.
//
// Source: Helsinki Declaration 2006, Annex, II.3.
func TestWhatElseFallsDue(t *testing.T) {
	w := newWorkshop(t)
	n := w.propose()
	w.act(w.coordinator, initiative.Advance{Number: n, Stage: initiative.Endorsed})
	w.act(w.finn, initiative.Advance{Number: n, Stage: initiative.UnderWay})
	m := w.call("SOM", 20)
	if _, err := w.coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"VN"}, Title: "Please acknowledge", Text: "x", AckBy: w.Clock.Now().Add(5 * 24 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	says := func(d *secretariat.Desk) string {
		due, err := d.Due(false)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, v := range due {
			list = append(list, v.What)
		}
		return strings.Join(list, "\n")
	}
	w.KeepTime()
	w.passes(5)
	for _, part := range []string{"the acknowledgement of VN", "SOM, 30 Sep - 1 Oct 2026: the delegation of VN"} {
		w.passes(1)
		if !strings.Contains(says(w.vietnamese), part) {
			t.Errorf("%q does not fall due for VN:\n%s", part, says(w.vietnamese))
		}
	}
	if got := says(w.finnish); !strings.Contains(got, m.String()+" SOM, 30 Sep - 1 Oct 2026: its agenda") || strings.Contains(got, "of VN") {
		t.Errorf("for the host:\n%s", got)
	}
	if got := says(w.observer); got != "" {
		t.Errorf("for an observer:\n%s", got)
	}
	w.passes(165)
	if got := says(w.finnish); !strings.Contains(got, "a report") {
		t.Errorf("after half a year:\n%s", got)
	}
}

// TestServersLetterIsAnswered to the secretariat, since nobody wrote it.
func TestServersLetterIsAnswered(t *testing.T) {
	w := newWorkshop(t)
	w.milestone(5)
	w.KeepTime()
	page, err := w.vietnamese.Letters(secretariat.FolderIn, secretariat.Page{})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].From.Name != "ASEM Virtual Secretariat" || page.Rows[0].Mine {
		t.Fatalf("%+v, %v", page, err)
	}
	answer, err := w.vietnamese.Answer(page.Rows[0].Number, false)
	if err != nil || !slices.Equal(answer.To, []roster.Address{"@secretariat"}) {
		t.Errorf("%+v, %v", answer, err)
	}
}

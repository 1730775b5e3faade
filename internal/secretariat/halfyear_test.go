package secretariat_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A half-year of coordination under a clock of the test's own. The Presidency hands over
// and the Asian coordinators alternate; twelve initiatives have forty milestones; there are
// three meetings and ten silence procedures, of which some are adopted, one is broken in
// its last second, one extended, one over whose time the server is down, and the clock
// jumps before the end of the last. What the journal tells of it is compared line by line
// with testdata/halfyear.txt; UPDATE_GOLDEN=1 writes that anew.
//
// Source: Helsinki Declaration 2006, Annex, I.2, II.1 to II.3; OSCE MC.DOC/1/06, Annex 1(A).
type halfyear struct {
	*workshop
	porto       *secretariat.Desk // the contact point of the next Presidency
	initiatives []asem.Number
	texts       []asem.Number // versions of documents
	silences    []asem.Number
}

func TestHalfYear(t *testing.T) {
	h := &halfyear{workshop: newWorkshop(t)}
	h.porto = h.Accredit("demo.porto", "PT", "contact-point")
	h.Accredit("demo.korean", "KR", "contact-point")
	h.Accredit("demo.lao", "LA", "contact-point")
	operator := h.Accredit("demo.operator", "EU", "secretariat")
	h.Clock.Advance(14 * time.Hour) // to 23:00
	for _, term := range []struct {
		office, holder string
		from, last     int
	}{
		{"coordinator:commission", "demo.operator", 0, 400}, {"coordinator:presidency", "FI", 0, 112}, {"coordinator:presidency", "PT", 113, 293},
		{"coordinator:asean", "VN", 0, 60}, {"coordinator:asean", "LA", 61, 400}, {"coordinator:non-asean", "KR", 0, 400}, {"host:fmm", "FI", 0, 90},
	} {
		if _, err := operator.GiveOffice(term.office, term.holder, h.day(term.from), h.day(term.last)); err != nil {
			t.Fatal(err)
		}
	}
	h.begin()
	for day := 1; day <= 180; day++ {
		h.Pass(24 * time.Hour)
		h.happens(day)
	}
	want, err := os.ReadFile(filepath.Join("testdata", "halfyear.txt"))
	got := h.story()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(filepath.Join("testdata", "halfyear.txt"), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	expected, told := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range max(len(expected), len(told)) {
		if i >= len(expected) || i >= len(told) || expected[i] != told[i] {
			t.Fatalf("line %d of the story differs:\n got %q\nwant %q", i+1, lineAt(told, i), lineAt(expected, i))
		}
	}
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

// begin proposes the initiatives, with their milestones, calls the meetings, and issues what
// will be under silence.
func (h *halfyear) begin() {
	planned := 0
	for i := range 12 {
		p, err := h.finn.ProposeInitiative("", initiative.Propose{Title: fmt.Sprintf("Initiative %d", i+1), Pillars: []asem.Pillar{asem.Pillars()[i%3]}, Aims: "Aims."})
		if err != nil {
			h.t.Fatal(err)
		}
		h.initiatives = append(h.initiatives, p.Number)
		h.act(h.vietnamese, initiative.Join{Number: p.Number, On: true})
		h.act(h.coordinator, initiative.Advance{Number: p.Number, Stage: initiative.Endorsed})
		h.act(h.finn, initiative.Advance{Number: p.Number, Stage: initiative.UnderWay})
		for m := range 3 + (i+2)/3%2 {
			if planned == 40 {
				break
			}
			planned++
			h.act(h.finn, initiative.Plan{Number: p.Number, Title: fmt.Sprintf("Milestone of month %d", m+1), Day: h.day(30*(m+1) + i), Answers: []asem.Code{"FI", "VN"}[m%2]})
		}
	}
	for i := 0; planned < 40; i++ {
		planned++
		h.act(h.finn, initiative.Plan{Number: h.initiatives[i], Title: "One more", Day: h.day(150 + i)})
	}
	for i, title := range []string{"First SOM", "Second SOM", "Foreign Ministers' Meeting"} {
		h.call(title, 45+50*i)
	}
	for i := range 10 {
		n := drawUp(h.t.(*testing.T), h.coordinator, document.Paper{Series: "ASEM/SOM", Title: fmt.Sprintf("Text %d", i+1)}, fmt.Sprintf("Text %d.", i+1))
		if _, err := h.coordinator.IssueDocument(h.t.Context(), "", document.Issue{Number: n, To: []roster.Address{"FI", "VN"}}); err != nil {
			h.t.Fatal(err)
		}
		h.texts = append(h.texts, n)
	}
}

// happens is what people do on a day.
func (h *halfyear) happens(day int) {
	switch {
	case day%17 == 5: // a procedure is opened every seventeen days, for five days, until there were ten
		if n := len(h.silences); n < len(h.texts) {
			p, _, err := h.coordinator.OpenProcedure("", h.texts[n], h.Clock.Now().Add(5*24*time.Hour), "")
			if err != nil {
				h.t.Fatal(err)
			}
			h.silences = append(h.silences, p.Number)
		}
	case day%17 == 7 && len(h.silences) == 10:
		h.Clock.Jump(3 * time.Hour)
		h.KeepTime()
	case day%17 == 7:
		h.interferes(len(h.silences))
	case day%17 == 9 && len(h.silences) == 7: // the server is down over the time
		h.restart()
	case day%30 == 20: // some milestones are reached, others become late
		for _, n := range h.initiatives[:8] {
			for _, m := range h.of(n).Milestones {
				if m.Due() && !m.Day.After(h.day(20)) {
					h.act(h.finn, initiative.Reach{Number: n, No: m.No})
				}
			}
		}
	case day == 31:
		h.agenda()
	case day == 100:
		for _, n := range h.initiatives[:3] {
			if _, err := h.viet.WriteInitiative("", initiative.Write{Number: n, Form: initiative.Report, Text: "It goes on."}); err != nil {
				h.t.Fatal(err)
			}
		}
	case day == 149:
		n := h.initiatives[0]
		if _, err := h.finn.WriteInitiative("", initiative.Write{Number: n, Form: initiative.Result, Title: "Joint statement", Text: "It was agreed."}); err != nil {
			h.t.Fatal(err)
		}
		h.act(h.finn, initiative.Advance{Number: n, Stage: initiative.Concluded})
	case day == 150:
		h.act(h.finn, initiative.Advance{Number: h.initiatives[11], Stage: initiative.Lapsed, Note: "Taken up elsewhere"})
	}
}

// interferes is what partners do with the procedure that was opened last.
func (h *halfyear) interferes(which int) {
	n := h.silences[len(h.silences)-1]
	enter := func(d *secretariat.Desk, is procedure.Kind) {
		if _, err := d.Enter("", procedure.Enter{Number: n, Is: is, Text: "A text."}); err != nil {
			h.t.Fatal(err)
		}
	}
	switch which {
	case 2:
		enter(h.vietnamese, procedure.Statement)
		enter(h.finnish, procedure.Association)
	case 3: // broken in the last second
		h.Clock.Advance(3*24*time.Hour - time.Second)
		enter(h.vietnamese, procedure.Objection)
		h.Clock.Advance(-3*24*time.Hour + time.Second)
	case 4:
		enter(h.finnish, procedure.Amendment)
	case 5:
		if err := h.coordinator.ExtendProcedure(n, h.Clock.Now().Add(6*24*time.Hour), "VN asks"); err != nil {
			h.t.Fatal(err)
		}
	case 6:
		if err := h.coordinator.WithdrawProcedure(n, "A better text comes"); err != nil {
			h.t.Fatal(err)
		}
	}
}

// agenda is kept, circulated, revised and circulated again; delegations are registered.
func (h *halfyear) agenda() {
	page, err := h.observer.Meetings(secretariat.MeetingScope{}, secretariat.Page{})
	if err != nil {
		h.t.Fatal(err)
	}
	n := page.Rows[0].Number
	for _, title := range []string{"Opening", "Initiatives"} {
		h.item(n, agenda.Itemise{}, title)
		if _, err := h.finn.CirculateAgenda(n, nil); err != nil {
			h.t.Fatal(err)
		}
	}
	if err := h.vietnamese.ActOnMeeting(agenda.Register{Number: n, Head: "H. Ead"}); err != nil {
		h.t.Fatal(err)
	}
}

// restart is an outage of two days. The desks from before are dead.
func (h *halfyear) restart() {
	desks := []**secretariat.Desk{&h.coordinator, &h.finn, &h.viet, &h.finnish, &h.vietnamese, &h.observer, &h.bystander, &h.porto}
	type seat struct{ login, fingerprint string }
	var seats []seat
	for _, d := range desks {
		seats = append(seats, seat{string((*d).Login()), (*d).Fingerprint()})
	}
	h.Clock.Advance(48 * time.Hour)
	h.Reopen()
	for i, d := range desks {
		*d = h.Seat(seats[i].login, seats[i].fingerprint)
	}
	h.KeepTime()
}

// story is what the journal tells of the half-year, a line a fact.
func (h *halfyear) story() string {
	var b strings.Builder
	err := h.Store.View(func(s secretariat.State) error {
		last, _ := s.Last()
		for n := uint64(1); n <= last; n++ {
			e, err := s.Entry(n)
			if err != nil {
				return err
			}
			for _, f := range e.Facts {
				if line := told(f); line != "" {
					fmt.Fprintf(&b, "%s %s: %s\n", e.At.UTC().Format("2006-01-02 15:04:05"), actor(e), line)
				}
			}
		}
		return nil
	})
	if err != nil {
		h.t.Fatal(fault.Sentence(err))
	}
	return b.String()
}

func actor(e journal.Entry) string {
	if e.Actor == "" {
		return "the server"
	}
	return string(e.Actor)
}

// told is a fact in words; empty for those of which the story does not tell.
func told(f rule.Fact) string {
	switch f := f.(type) {
	case roster.TermGiven:
		return fmt.Sprintf("%s is given to %s from %s", f.Office, f.Holder, f.From.Format(time.DateOnly))
	case roster.TermBegun:
		return fmt.Sprintf("%s is held by %s", f.Office, f.Holder)
	case roster.TermEnded:
		return fmt.Sprintf("%s is no more held by %s", f.Office, f.Holder)
	case initiative.Begun:
		return fmt.Sprintf("%s %s is proposed, led by %s", f.Number, f.Title, asem.Listed(f.Leads))
	case initiative.Joined:
		return fmt.Sprintf("%s joins %s", f.Partner, f.Number)
	case initiative.Staged:
		return fmt.Sprintf("%s is %s %s", f.Number, f.Stage, f.Note)
	case initiative.Planned:
		return fmt.Sprintf("milestone %d of %s is due on %s by %s", f.No, f.Number, f.Day.Format(time.DateOnly), f.Answers)
	case initiative.Reached:
		return fmt.Sprintf("milestone %d of %s is reached", f.No, f.Number)
	case initiative.Written:
		return fmt.Sprintf("%s of %s by %s", f.Form, f.Number, f.Partner)
	case agenda.Called:
		return fmt.Sprintf("%s %s is called for %s", f.Number, f.Title, agenda.DayWords(f.First, f.Last))
	case agenda.Itemised:
		return fmt.Sprintf("item %d of %s: %s", f.Item.No, f.Number, f.Item.Title)
	case agenda.Circulated:
		return fmt.Sprintf("the agenda of %s is circulated as %s", f.Number, f.Symbol)
	case agenda.Registered:
		return fmt.Sprintf("%s registers for %s", f.Partner, f.Number)
	case procedure.Opened:
		return fmt.Sprintf("%s is under silence as %s until %s", f.Symbol, f.Number, f.Expires.UTC().Format("2006-01-02 15:04:05"))
	case procedure.Entered:
		return fmt.Sprintf("%s of %s in %s", f.Is, f.Partner, f.Number)
	case procedure.Extended:
		return fmt.Sprintf("%s is extended to %s: %s", f.Number, f.Expires.UTC().Format("2006-01-02 15:04:05"), f.Reason)
	case procedure.WithdrawnBy:
		return fmt.Sprintf("%s is withdrawn: %s", f.Number, f.Reason)
	case procedure.AdoptedAs:
		return fmt.Sprintf("%s is adopted as %s", f.Number, f.Decision)
	case procedure.Reminded:
		return fmt.Sprintf("%s is recalled, %d hours before", f.Number, f.Hours)
	case document.Issued:
		return fmt.Sprintf("%s %s is issued", f.Symbol, f.Version)
	case reminder.Sent:
		return fmt.Sprintf("%s is reminded of %s, %s", f.To, f.Key, f.Step)
	case mail.Sent:
		return fmt.Sprintf("letter %s to %s: %s", f.Number, asem.Listed(f.To), f.Subject)
	}
	return ""
}

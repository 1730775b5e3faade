package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// coordination is a scene in which something is coordinated.
type coordination struct {
	*scene
	coordinator, contact *secretariat.Desk
	initiative, meeting  asem.Number
	programme, event     asem.Number
}

func newCoordination(t testing.TB) *coordination {
	c := &coordination{scene: newScene(t)}
	c.coordinator = c.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	c.contact = c.Accredit("demo.contact", "FI", "contact-point")
	must := func(p secretariat.Posted, err error) asem.Number {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return p.Number
	}
	c.initiative = must(c.reader.ProposeInitiative("", initiative.Propose{Title: "亚欧 Ports of the future, 항구", Pillars: []asem.Pillar{asem.Economic}, Clusters: []asem.ClusterID{"multilateralism"},
		Board: "finance", Aims: "Ports of both regions.\n\nموانئ المستقبل"}))
	for _, a := range []initiative.Action{
		initiative.Advance{Number: c.initiative, Stage: initiative.Endorsed}, initiative.Advance{Number: c.initiative, Stage: initiative.UnderWay},
		initiative.Plan{Number: c.initiative, Title: "Seminar in Jakarta", Day: c.Clock.Now().AddDate(0, 0, 10)}, initiative.Plan{Number: c.initiative, Title: "Joint study", Day: c.Clock.Now().AddDate(0, 3, 0)},
	} {
		if err := c.coordinator.ActOnInitiative(a); err != nil {
			t.Fatal(err)
		}
	}
	c.meeting = must(c.contact.CallMeeting("", agenda.Call{Is: agenda.SOM, Title: "Senior Officials in 헬싱키", Place: "Helsinki", First: c.Clock.Now().AddDate(0, 0, 12), Last: c.Clock.Now().AddDate(0, 0, 13),
		Zone: "Europe/Helsinki", Clusters: []asem.ClusterID{"multilateralism"}, Text: "You are invited."}))
	title, start := "Opening", time.Date(2026, 9, 22, 7, 30, 0, 0, time.UTC)
	if _, err := c.contact.Itemise(agenda.Itemise{Number: c.meeting, Title: &title, Start: &start, About: &[]asem.Number{c.initiative}}); err != nil {
		t.Fatal(err)
	}
	c.programme = must(c.coordinator.SetProgramme("", agenda.Set{Title: "Work programme", From: 2026, Clusters: []asem.ClusterID{"multilateralism"}, Text: "Orientations of the Summit."}))
	c.event = must(c.coordinator.DeclareContingency("", contingency.Declare{Title: "An event", Text: "It happened.", Circle: []roster.Address{"@eu"}}))
	if _, err := c.coordinator.GiveOffice("coordinator:presidency", "FI", c.Clock.Now(), c.Clock.Now().AddDate(0, 0, 20)); err != nil {
		t.Fatal(err)
	}
	if v, err := c.contact.Contingency(c.event); err != nil || c.contact.Acknowledge(v.Notice, 0) != nil {
		t.Fatal(err)
	}
	for _, d := range []*secretariat.Desk{c.contact, c.reader} {
		if _, err := d.CatchUpOn(secretariat.KindNotice); err != nil {
			t.Fatal(err)
		}
	}
	c.KeepTime()
	return c
}

// TestRecordsAsDrawn: on Today, the list of each kind, and one of each.
func TestRecordsAsDrawn(t *testing.T) {
	c := newCoordination(t)
	for _, size := range sizes {
		suffix := fmt.Sprintf("-%dx%d", size.width, size.height)
		t.Run(suffix[1:], func(t *testing.T) {
			st := tuitest.Open(t, c.contact, size.width, size.height)
			st.Golden("coordination-today" + suffix)
			for _, of := range [][2]string{{"i", "initiative"}, {"m", "meeting"}, {"p", "programme"}, {"x", "contingency"}, {"o", "office"}} {
				key, name := of[0], of[1]
				fresh := tuitest.Open(t, c.contact, size.width, size.height)
				fresh.Press(key)
				fresh.Golden("coordination-list-" + name + suffix)
				if name == "office" {
					fresh.Press("down")
				}
				fresh.Press("enter")
				fresh.Golden("coordination-" + name + suffix)
				for _, k := range []secretariat.Kind{secretariat.KindInitiative, secretariat.KindMeeting, secretariat.KindProgramme, secretariat.KindContingency} {
					page, err := c.contact.FreshRecords(9)
					if err != nil {
						t.Fatal(err)
					}
					for _, r := range page {
						if r.Kind == k && name == string(k) {
							t.Errorf("%s is new still after it was read", r.Name())
						}
					}
					if err := c.contact.MarkNewIn(k, c.initiative, c.meeting, c.programme, c.event); err != nil {
						t.Fatal(err)
					}
				}
			}
			taken := tuitest.Open(t, c.contact, size.width, size.height)
			taken.Press("i", "T", "enter")
			taken.Golden("coordination-stocktaking" + suffix)
			taken.Press("enter", "enter")
			taken.Shows("Initiative #2, proposed by")
			if err := c.contact.MarkNewIn(secretariat.KindInitiative, c.initiative); err != nil {
				t.Fatal(err)
			}
			st.Press("d")
			st.Golden("coordination-reminders" + suffix)
			st.Press("q", "m", "v")
			st.Golden("coordination-calendar" + suffix)
		})
	}
}

// TestInitiativeIsKeptOnScreen by those who lead it.
func TestInitiativeIsKeptOnScreen(t *testing.T) {
	c := newCoordination(t)
	st := tuitest.Open(t, c.reader, 80, 24)
	st.Press("i", "enter")
	st.Shows("Ports of the future", "under way", "Milestone 1, 20 Sep 2026 (FI): Seminar in Jakarta")
	st.Press("a", "enter")
	st.Shows("Milestone 1 is reached.", "reached on 10 Sep 2026")
	st.Press("m")
	st.Type("A third one")
	st.Press("enter")
	st.Type("yesterday")
	st.Press("enter")
	st.Shows("is not a day")
	st.Press("ctrl+u")
	st.Type("8w")
	st.Press("enter", "enter")
	st.Shows("Milestone 3 is set.", "Milestone 3, 5 Nov 2026 (FI): A third one")
	st.Press("J")
	st.Shows("do not speak for your partner")
	st.Press("w")
	st.Shows("Report on initiative")
	st.Type("It goes on.")
	st.Press("ctrl+x", "y")
	st.Shows("Report entered in #2.", "It goes on.")
	st.Press("S")
	st.Type("concluded")
	st.Press("enter", "enter")
	st.Shows("has no result yet")
	st.Press("R")
	st.Type("A statement")
	st.Press("enter")
	st.Type("We agreed.")
	st.Press("ctrl+x", "y")
	st.Shows("Result entered in #2.")
	st.Press("enter", "enter")
	st.Shows("Finance", "Ports of the future")
}

// TestListIsNarrowedAndSearched.
func TestListIsNarrowedAndSearched(t *testing.T) {
	c := newCoordination(t)
	for i := range 60 {
		if _, err := c.writer.ProposeInitiative("", initiative.Propose{Title: fmt.Sprintf("Other %d", i), Pillars: []asem.Pillar{asem.Political}, Aims: "Aims."}); err != nil {
			t.Fatal(err)
		}
		c.Clock.Advance(time.Minute)
	}
	st := tuitest.Open(t, c.reader, 80, 24)
	st.Press("i", "/")
	st.Type("ports")
	st.Press("enter")
	if !strings.Contains(st.Row(), "Ports of the future") {
		t.Errorf("found %q", st.Row())
	}
	st.Press("f")
	st.Type("economical")
	st.Press("enter")
	st.Shows("is no pillar, cluster, partner, stage or year")
	st.Press("ctrl+u")
	st.Type("economic under-way")
	st.Press("enter")
	st.Shows("> economic under-way", "Ports of the future")
	st.Lacks("Other 5")
	st.Press("f", "ctrl+u", "enter")
	st.Shows("Other 59")
}

// TestOfficeIsGivenOnScreen, and whoever held it is shown at once that they do not.
func TestOfficeIsGivenOnScreen(t *testing.T) {
	c := newCoordination(t)
	c.Accredit("demo.porto", "PT", "contact-point")
	holder := tuitest.Open(t, c.contact, 80, 24)
	holder.Open(screen.Record{Ref: dossier.Ref{Kind: secretariat.KindContingency, Number: c.event}})
	holder.Shows("An event", "It happened.")
	st := tuitest.Open(t, c.coordinator, 80, 24)
	st.Press("o", "down", "enter")
	st.Shows("Coordinator: EU Presidency", "FI (Finland), from 2026-09-10 to 2026-09-30")
	st.Press("+")
	for _, answer := range []string{"PT", "2026-09-15", "2027-03-01"} {
		st.Type(answer)
		st.Press("enter")
	}
	st.Shows("is held by FI from 2026-09-10 to 2026-09-30.")
	st.Press("-", "enter", "enter", "y")
	st.Shows("ends now", "Before")
	st.Press("+")
	for _, answer := range []string{"PT", "", "2027-03-01"} {
		st.Type(answer)
		st.Press("enter")
	}
	st.Shows("PT (Portugal)")
}

// TestReminderIsPutOffOnScreen.
func TestReminderIsPutOffOnScreen(t *testing.T) {
	c := newCoordination(t)
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Shows("Falls due", "milestone 1, Seminar")
	st.Press("d", "z")
	st.Type("3d")
	st.Press("enter")
	st.Shows("You are reminded again on 13 Sep 2026 09:00 UTC.")
	if !strings.Contains(st.Screen(), "off") {
		t.Errorf("what is put off does not say so:\n%s", st.Screen())
	}
}

// TestCalendarOnScreen: the months and the years, one after the other.
func TestCalendarOnScreen(t *testing.T) {
	c := newCoordination(t)
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Press("m", "v", "y")
	st.Shows("2026", "September", "Senior Officials")
	st.Press("n")
	st.Shows("2027")
	st.Press("p", "y", "n")
	st.Shows("October 2026", "No meeting in this month.")
	st.Press("p", "enter")
	st.Shows("hosted by FI")
}

// TestPredecessorLosesTheScreen that they may read no more, at once and where it stands.
func TestPredecessorLosesTheScreen(t *testing.T) {
	c := newCoordination(t)
	c.Clock.Advance(time.Hour)
	event, err := c.coordinator.DeclareContingency("", contingency.Declare{Title: "For ASEAN alone", Text: "Between coordinators.", Circle: []roster.Address{"@asean"}})
	if err != nil {
		t.Fatal(err)
	}
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Open(screen.Record{Ref: dossier.Ref{Kind: secretariat.KindContingency, Number: event.Number}})
	st.Shows("For ASEAN alone", "Between coordinators.")
	c.Clock.Advance(time.Hour)
	if _, err := c.coordinator.EndOffice("coordinator:presidency", "", time.Time{}); err != nil {
		t.Fatal(err)
	}
	st.Changed()
	st.Shows("For ASEAN alone") // of their time
	c.Clock.Advance(time.Hour)
	if _, err := c.coordinator.SayInContingency("", contingency.Say{Number: event.Number, Text: "After their time."}); err != nil {
		t.Fatal(err)
	}
	later, err := c.coordinator.DeclareContingency("", contingency.Declare{Title: "Later", Text: "Secret.", Circle: []roster.Address{"@asean"}})
	if err != nil {
		t.Fatal(err)
	}
	st.Changed()
	st.Lacks("After their time.")
	st.Press("q", "x")
	st.Lacks("Later")
	if _, err := c.contact.Contingency(later.Number); err == nil {
		t.Error("a predecessor reads what came later")
	}
}

// TestCoordinationIsThrifty: what falls due costs no line more than it may.
func TestCoordinationIsThrifty(t *testing.T) {
	c := newCoordination(t)
	for _, desk := range []*secretariat.Desk{c.contact, c.coordinator, c.reader} {
		st := tuitest.Open(t, desk, 80, 24)
		if st.Bytes() > budgetFirst {
			t.Errorf("%s: the first screen costs %d bytes, %d at most", desk.Login(), st.Bytes(), budgetFirst)
		}
		st.Changed()
		if st.Bytes() != 0 {
			t.Errorf("%s: nothing has changed, and costs %d bytes", desk.Login(), st.Bytes())
		}
		for range 4 { // until it scrolls
			st.Press("down")
			if st.Bytes() > budgetCursor {
				t.Errorf("%s: a row down costs %d bytes, %d at most", desk.Login(), st.Bytes(), budgetCursor)
			}
		}
	}
}

// TestDraftIsKeptAsOnesOwn: who holds an office is asked with which a draft passes on.
func TestDraftIsKeptAsOnesOwn(t *testing.T) {
	c := newCoordination(t)
	in, err := c.contact.TakeIn(t.Context(), "", "", strings.NewReader("A text.\n"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	posted, err := c.contact.DraftDocument("", document.Paper{Series: "SOM", Title: "A paper", Files: []document.File{in.File}})
	if err != nil {
		t.Fatal(err)
	}
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Open(screen.Papers{})
	st.Press("e", "enter", "enter")
	st.Shows("whose successor goes on with it: coordinator:presidency", "Office:")
	st.Type("host:fmm")
	st.Press("enter")
	st.Shows("host:fmm")
	st.Press("ctrl+u")
	st.Type("own")
	st.Press("enter")
	st.Shows("is changed.")
	if d, err := c.contact.DocumentDraft(posted.Number); err != nil || d.Paper.Office != document.Own {
		t.Errorf("%+v, %v", d.Paper, err)
	}
	other := tuitest.Open(t, c.reader, 80, 24)
	other.Open(screen.Papers{})
	other.Shows("You have no draft of a document.")
}

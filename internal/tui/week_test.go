package tui_test

import (
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestAWeekOfEachOffice: what falls due for an office stands on Today, and two keys from
// there it is being done: a dot opens the next of it, or Enter what the cursor is on, and the
// key of what is to be done asks for what is needed, with what is known already in its place.
func TestAWeekOfEachOffice(t *testing.T) {
	c := newCoordination(t)
	issued := c.issued("Draft decision", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	if _, _, err := c.reader.ProposeProcedure("", c.initiative, issued.Number, c.Clock.Now().Add(30*24*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
	another := c.issued("Another decision", "They meet in spring.", document.FirstIssue, "", "@all")
	if _, _, err := c.coordinator.OpenProcedure("", another.Number, c.Clock.Now().Add(30*24*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"@all"}, Title: "Registration", Text: "Who comes?", AckBy: c.Clock.Now().AddDate(0, 0, 30)}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.reader.ProposeInitiative("", initiative.Propose{Title: "To be endorsed", Pillars: []asem.Pillar{asem.Economic}, Aims: "Aims."}); err != nil {
		t.Fatal(err)
	}
	week(t, "contact point", c.contact, []dueThing{
		{"Registration", "a", "Acknowledged"},
		{"its agenda", "C", "To:"},
		{"milestone 1, Seminar", "a", "Milestone"},
		{"the delegation of", "a", "Head"},
		{"Another decision", "B", "Objection in procedure"},
	})
	week(t, "coordinator", c.coordinator, []dueThing{
		{"EU Presidency", "+", "Holder"},
		{"Draft decision", "C", "Until"},
		{"To be endorsed", "S", "Stage"},
	})
	c.Clock.Advance(25 * 24 * time.Hour)
	c.KeepTime()
	week(t, "coordinator, later", c.coordinator, []dueThing{
		{"milestone 1, Seminar", "a", "Milestone"},
		{"EU Presidency", "+", "Holder"},
	})
}

// A dueThing is a row of Today, the key that does it, and what stands there then.
type dueThing struct{ row, key, then string }

func week(t *testing.T, office string, of *secretariat.Desk, due []dueThing) {
	t.Run(office, func(t *testing.T) {
		for _, d := range due {
			st := tuitest.Open(t, of, 80, 24)
			for n := 0; !strings.Contains(st.Row(), d.row); n++ {
				if n == 40 {
					t.Fatalf("%q is not on Today:\n%s", d.row, st.Screen())
				}
				st.Press("down")
			}
			st.Press("enter", d.key)
			st.Shows(d.then)
		}
	})
}

// TestDotGoesFromDueToDue: each thing that falls due is one key away from the one before, in the
// order of Today, and behind the last comes the first again; done in its place, the next is.
func TestDotGoesFromDueToDue(t *testing.T) {
	c := newCoordination(t)
	due, err := c.contact.Due(false)
	if err != nil || len(due) < 4 {
		t.Fatal(due, err)
	}
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Shows("Falls due; . goes to the next")
	for _, d := range append(due, due[0]) {
		st.Press(".")
		switch {
		case d.Office != "":
			st.Shows("Offices > " + string(d.Office))
		case d.Number != 0:
			st.Shows(d.Number.String())
		default:
			st.Shows("AVS > Offices")
		}
	}
	none := tuitest.Open(t, c.reader, 80, 24)
	none.Press(".")
	none.Shows("Nothing falls due for you.")
}

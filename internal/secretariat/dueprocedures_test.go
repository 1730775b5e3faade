package secretariat_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
)

// recalls are the reminders of silence among the letters to a delegate.
func (c *chamber) recalls(d *secretariat.Desk) (n int) {
	for _, subject := range reminded(c.t, d) {
		if strings.Contains(subject, "End of the silence on") {
			n++
		}
	}
	return n
}

// TestReminders come once for each hour, as letters to the contact points of partners that are
// silent, and stand in what falls due for them; after a pause only the last comes.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (reminders); when they come is a rule of this
// house.
func TestReminders(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	for i, step := range []struct {
		on               time.Duration
		finland, vietnam int
	}{{47 * time.Hour, 0, 0}, {time.Hour, 1, 1}, {time.Hour, 1, 1}, {23 * time.Hour, 1, 2}, {21 * time.Hour, 1, 2}, {time.Hour, 1, 3}, {90 * time.Minute, 1, 3}} {
		c.Clock.Advance(step.on)
		c.KeepTime()
		c.KeepTime()
		if fi, vn := c.recalls(c.finland), c.recalls(c.vietnam); fi != step.finland || vn != step.vietnam {
			t.Errorf("step %d: %d letters to Finland, %d to Viet Nam", i, fi, vn)
		}
		if i == 2 { // it is silent no more
			if err := enters(c.finland, n, procedure.Association, ""); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := c.recalls(c.germany) + c.recalls(c.coordinator) + c.recalls(c.delegate); got != 0 {
		t.Errorf("%d letters to those who are not asked", got)
	}
	due, err := c.vietnam.Due(false)
	if err != nil || len(due) != 1 || due[0].Number != n || due[0].Kind != secretariat.KindProcedure || !due[0].Moment || !due[0].At.Equal(c.stands(n).Expires) {
		t.Errorf("%+v, %v", due, err)
	}
	if due, err := c.finland.Due(false); err != nil || len(due) != 0 {
		t.Errorf("who has spoken: %+v, %v", due, err)
	}
}

// TestRemindersAfterAPause: of several that were missed the last comes, and none of an hour
// for which the procedure was opened too late.
//
// Source: a rule of this house.
func TestRemindersAfterAPause(t *testing.T) {
	c := newChamber(t)
	c.open()
	c.Clock.Advance(80 * time.Hour)
	c.KeepTime()
	if got := c.recalls(c.vietnam); got != 1 {
		t.Errorf("%d letters", got)
	}
	late := newChamber(t)
	if _, _, err := late.coordinator.OpenProcedure("", late.text, late.Clock.Now().Add(time.Hour), "Quickly."); err != nil {
		t.Fatal(err)
	}
	late.Clock.Advance(2 * time.Minute)
	late.KeepTime()
	if got := late.recalls(late.vietnam); got != 0 {
		t.Errorf("one that was opened an hour before is recalled: %d letters", got)
	}
}

// TestRemindersByTheReadersZone: the letter says the end in UTC and in the zones of those whom
// it reaches.
//
// Source: a rule of this house.
func TestRemindersByTheReadersZone(t *testing.T) {
	c := newChamber(t)
	if err := c.vietnam.SetPreferences(secretariat.Preferences{Zone: "Asia/Ho_Chi_Minh"}); err != nil {
		t.Fatal(err)
	}
	n := c.open()
	c.Clock.Advance(48 * time.Hour)
	c.KeepTime()
	page, err := c.vietnam.Letters(secretariat.FolderIn, secretariat.Page{})
	if err != nil || len(page.Rows) != 1 {
		t.Fatalf("%+v, %v", page.Rows, err)
	}
	l, err := c.vietnam.Letter(page.Rows[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	zone, _ := time.LoadLocation("Asia/Ho_Chi_Minh")
	if want := deadline.Show(c.stands(n).Expires, zone); !strings.Contains(want, "+07") || !strings.Contains(l.Text, "due on "+want+".") || !strings.Contains(l.Text, " 12h`") {
		t.Errorf("%q has no %q", l.Text, want)
	}
}

// TestProposalsWait: coordinators are reminded of what waits for their consent, it is listed
// with what is open, and nobody puts the same document under silence meanwhile.
//
// Source: Helsinki Declaration 2006, Annex, I.2 and II.3.
func TestProposalsWait(t *testing.T) {
	c := newChamber(t)
	p, err := c.delegate.ProposeInitiative("", initiative.Propose{Title: "Ports", Pillars: []asem.Pillar{asem.Economic}, Aims: "Aims."})
	if err != nil {
		t.Fatal(err)
	}
	posted, _, err := c.delegate.ProposeProcedure("", p.Number, c.text, c.Clock.Now().Add(96*time.Hour), "The lead's.")
	if err != nil {
		t.Fatal(err)
	}
	n := posted.Number
	c.KeepTime()
	due, err := c.another.Due(false)
	i := slices.IndexFunc(due, func(v secretariat.DueView) bool { return v.Number == n })
	if err != nil || i < 0 || !strings.HasPrefix(due[i].What, "Consent to "+n.String()) || !strings.HasSuffix(due[i].What, ", proposed by FI") || due[i].Late {
		t.Errorf("%+v, %v", due, err)
	}
	if got := reminded(t, c.another); len(got) != 1 {
		t.Errorf("%q", got)
	}
	if page, err := c.another.Procedures(true, secretariat.Page{}); err != nil || len(page.Rows) != 1 || page.Rows[0].Number != n {
		t.Errorf("%+v, %v", page.Rows, err)
	}
	if list, err := c.another.PendingProcedures(); err != nil || len(list) != 1 {
		t.Errorf("to who consents: %+v, %v", list, err)
	}
	if list, err := c.delegate.PendingProcedures(); err != nil || len(list) != 0 {
		t.Errorf("to who proposed: %+v, %v", list, err)
	}
	_, _, err = c.another.OpenProcedure("", c.text, c.Clock.Now().Add(96*time.Hour), "")
	c.refused("the same document", err, fault.Conflict, "is proposed already, as "+n.String()+" by FI. Consent to that")
	_, _, err = c.delegate.ProposeProcedure("", p.Number, c.text, c.Clock.Now().Add(99*time.Hour), "")
	c.refused("proposed twice", err, fault.Conflict, "is proposed already")
	c.Clock.Advance(50 * time.Hour)
	if _, err := c.coordinator.ConsentProcedure(n, time.Time{}, "The Summit is on Monday."); err != nil {
		t.Fatal(err)
	}
	if v := c.stands(n); v.Status != procedure.Open || v.Reason != "The Summit is on Monday." {
		t.Errorf("%+v", v.Procedure)
	}
	if due, _ := c.another.Due(false); slices.ContainsFunc(due, func(v secretariat.DueView) bool { return v.Number == n }) {
		t.Errorf("once it is open: %+v", due)
	}
}

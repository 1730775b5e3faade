package secretariat_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// chamber is an office with partners that can break a silence.
type chamber struct {
	*testkit.Office
	t                               *testing.T
	coordinator, another            *secretariat.Desk
	finland, vietnam, germany       *secretariat.Desk // contact points
	delegate, observer, secretariat *secretariat.Desk
	text                            asem.Number // the version under silence
}

const textOfDecision = "The partners meet in autumn.\n\nThey agree on the venue."

func newChamber(t *testing.T) *chamber {
	o := testkit.NewOffice(t)
	c := &chamber{Office: o, t: t,
		coordinator: o.Accredit("the.coordinator", "KR", "delegate", "coordinator"), another: o.Accredit("another.coordinator", "LA", "coordinator"),
		finland: o.Accredit("of.finland", "FI", "contact-point"), vietnam: o.Accredit("of.vietnam", "VN", "contact-point"), germany: o.Accredit("of.germany", "DE", "contact-point"),
		delegate: o.Accredit("a.delegate", "FI", "delegate"), observer: o.Accredit("an.observer", "VN", "observer"), secretariat: o.Accredit("a.secretary", "XA", "secretariat"),
	}
	c.text = c.issue(textOfDecision)
	return c
}

// issue issues a document to Finland and Viet Nam, as the next version of the former.
func (c *chamber) issue(text string) asem.Number {
	c.t.Helper()
	n := drawUp(c.t, c.coordinator, document.Paper{Series: "ASEM/SOM", Title: "Draft decision"}, text)
	a := document.Issue{Number: n, To: []roster.Address{"FI", "VN"}}
	if c.text != 0 {
		a = document.Issue{Number: n, As: document.Revision, Of: "ASEM/SOM/2026/1"}
	}
	if _, err := c.coordinator.IssueDocument(c.t.Context(), "", a); err != nil {
		c.t.Fatal(err)
	}
	return n
}

// open opens a procedure for four days, in an office that keeps time.
func (c *chamber) open() asem.Number {
	c.t.Helper()
	c.KeepTime()
	posted, _, err := c.coordinator.OpenProcedure("", c.text, c.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		c.t.Fatal(err)
	}
	return posted.Number
}

func (c *chamber) stands(n asem.Number) secretariat.ProcedureView {
	c.t.Helper()
	v, err := c.delegate.Procedure(n)
	if err != nil {
		c.t.Fatal(err)
	}
	return v
}

func (c *chamber) refused(what string, err error, kind fault.Kind, says string) {
	c.t.Helper()
	if fault.KindOf(err) != kind || !strings.Contains(err.Error(), says) {
		c.t.Errorf("%s: %v", what, err)
	}
}

func enters(d *secretariat.Desk, n asem.Number, kind procedure.Kind, text string) error {
	_, err := d.Enter("", procedure.Enter{Number: n, Is: kind, Text: text})
	return err
}

// TestSilenceIsConsent: nobody breaks it, and at the time it is adopted, with what
// partners attached, told to all, and not a second before.
//
// Source: OSCE MC.DOC/1/06, Annex 1(A), paragraph 6.
func TestSilenceIsConsent(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	if v := c.stands(n); !v.New || !v.Asks || v.MaySpeak || asem.Listed(v.Asked) != "FI, VN" || v.Decision != "" {
		t.Errorf("%+v", v)
	}
	for _, err := range []error{
		enters(c.vietnam, n, procedure.Reservation, "We reserve our position on the venue."),
		enters(c.finland, n, procedure.Statement, "Autumn means September."),
		enters(c.finland, n, procedure.Association, ""),
		enters(c.vietnam, n, procedure.Acknowledgment, ""),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	c.refused("twice", enters(c.finland, n, procedure.Statement, "Or October."), fault.Conflict, "Each partner has one voice.")
	c.Clock.Advance(96*time.Hour - time.Second)
	c.KeepTime()
	if v := c.stands(n); v.Status != procedure.Open {
		t.Errorf("a second before: %s", v.Status)
	}
	c.Clock.Advance(time.Second)
	c.KeepTime()
	v := c.stands(n)
	if v.Status != procedure.Adopted || v.Decision != "ASEM/DEC/2026/1" || !v.New {
		t.Fatalf("%+v", v)
	}
	doc, err := c.delegate.Document(v.Decision)
	if err != nil || doc.Title != "Draft decision" || !doc.New || asem.Listed(doc.To()) != "FI, VN" || len(doc.Versions[0].Files) != 2 {
		t.Fatalf("%+v, %v", doc, err)
	}
	for i, want := range []string{textOfDecision, "Reservation of Viet Nam"} {
		found, body, err := c.delegate.OpenVersion(v.Decision, "", secretariat.FilePick{Name: fmt.Sprint(i + 1)})
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(io.NewSectionReader(body, 0, body.Size()))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: %s, %v", found.Name, text, err)
		}
		if i == 1 && (!strings.Contains(string(text), "Interpretative statement of Finland") || !strings.Contains(string(text), "Autumn means September.") || !strings.Contains(string(text), "Finland associated itself")) {
			t.Errorf("%s", text)
		}
	}
	_, _, err = c.coordinator.OpenProcedure("", doc.Number, c.Clock.Now().Add(96*time.Hour), "")
	c.refused("a decision is adopted once more", err, fault.Conflict, "it was adopted already")
	_, _, err = c.coordinator.OpenProcedure("", c.text, c.Clock.Now().Add(96*time.Hour), "")
	c.refused("the text is adopted once more", err, fault.Conflict, "was adopted already, as ASEM/DEC/2026/1")
	c.KeepTime() // again is nothing
	c.refused("too late", enters(c.finland, n, procedure.Objection, "No."), fault.Conflict, "was adopted on")
	if _, err := c.germany.Procedure(n); fault.KindOf(err) != fault.NotFound {
		t.Errorf("whom it does not reach: %v", err)
	}
	if _, err := c.germany.Document(v.Decision); fault.KindOf(err) != fault.NotFound {
		t.Errorf("whom it does not reach reads the decision: %v", err)
	}
}

// TestOnePartnerBreaksIt, up to the last second, and everybody is told with the text.
//
// Source: OSCE MC.DOC/1/06, Annex 1(A); Rules of Procedure of the Council of the EU, article 12(2).
func TestOnePartnerBreaksIt(t *testing.T) {
	for kind, text := range map[procedure.Kind]string{procedure.Objection: "Not in autumn.", procedure.Amendment: "Replace autumn by spring."} {
		c := newChamber(t)
		n := c.open()
		c.Clock.Advance(96*time.Hour - time.Second)
		if err := enters(c.vietnam, n, kind, text); err != nil {
			t.Fatal(err)
		}
		c.Clock.Advance(time.Hour)
		c.KeepTime()
		v := c.stands(n)
		if v.Status != procedure.Broken || !v.New || len(v.Texts) != 1 || v.Texts[0] != text || v.Decision != "" {
			t.Errorf("%s: %+v", kind, v)
		}
		c.refused("another", enters(c.finland, n, procedure.Objection, "Nor we."), fault.Conflict, "was broken on")
	}
}

// TestWhatComesAtTheTimeIsTooLate, whether or not the server has closed it by then.
//
// Source: OSCE MC.DOC/1/06, Annex 1(A); UN General Assembly decision 74/544. That the very second is too late is a
// rule of this house: no procedure says which of the two it belongs to.
func TestWhatComesAtTheTimeIsTooLate(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	c.Clock.Advance(96*time.Hour - time.Second)
	c.KeepTime()
	c.Clock.Advance(time.Second)
	c.refused("at the very time", enters(c.vietnam, n, procedure.Objection, "No."), fault.Conflict, "It is too late")
	c.refused("extended", c.coordinator.ExtendProcedure(n, c.Clock.Now().Add(time.Hour), ""), fault.Conflict, "It is too late")
	c.refused("withdrawn", c.coordinator.WithdrawProcedure(n, ""), fault.Conflict, "It is too late")
	if draft, ok, err := c.vietnam.Draft(secretariat.EntryIn(n, procedure.Objection)); ok || err != nil {
		t.Errorf("%+v, %v", draft, err)
	}
	c.KeepTime()
	if v := c.stands(n); v.Status != procedure.Adopted {
		t.Errorf("%+v", v)
	}
}

// TestWhoMay: coordinators open, contact points of those that are asked speak, and nobody
// else does anything.
//
// Source: Helsinki Declaration 2006, Annex, II.2 (coordinators and contact points); OSCE MC.DOC/1/06, Annex 1(A).
func TestWhoMay(t *testing.T) {
	c := newChamber(t)
	later := c.Clock.Now().Add(96 * time.Hour)
	for name, d := range map[string]*secretariat.Desk{"a contact point": c.finland, "a delegate": c.delegate, "an observer": c.observer, "the secretariat": c.secretariat} {
		if _, _, err := d.OpenProcedure("", c.text, later, ""); fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s opens: %v", name, err)
		}
	}
	n := c.open()
	for name, d := range map[string]*secretariat.Desk{"a delegate": c.delegate, "an observer": c.observer, "the secretariat": c.secretariat, "a coordinator": c.coordinator, "whom it does not ask": c.germany} {
		for _, kind := range []procedure.Kind{procedure.Objection, procedure.Statement, procedure.Association} {
			if err := enters(d, n, kind, "x"); fault.KindOf(err) != fault.Refused && fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s enters: %v", name, err)
			}
		}
	}
	c.refused("another coordinator withdraws", c.another.WithdrawProcedure(n, ""), fault.Refused, "the.coordinator opened")
	for name, d := range map[string]*secretariat.Desk{"a contact point": c.finland, "a delegate": c.delegate} {
		if err := d.WithdrawProcedure(n, ""); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s withdraws: %v", name, err)
		}
		if err := d.ExtendProcedure(n, later.Add(time.Hour), ""); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s extends: %v", name, err)
		}
	}
	if v := c.stands(n); len(v.Entries) > 0 || len(v.Extensions) > 0 {
		t.Errorf("%+v", v)
	}
	if err := c.coordinator.WithdrawProcedure(n, "A better text comes."); err != nil {
		t.Fatal(err)
	}
	if v := c.stands(n); v.Status != procedure.Withdrawn || v.EndReason != "A better text comes." {
		t.Errorf("%+v", v)
	}
	if m := c.open(); m == n {
		t.Error("the same again")
	}
}

// TestOpening refuses what is too short, not agreed, replaced, or under silence already.
//
// Source: UN General Assembly decision 74/544 (at least 72 hours); OSCE MC.DOC/1/06, Annex 1(A).
func TestOpening(t *testing.T) {
	c := newChamber(t)
	now := c.Clock.Now()
	for name, x := range map[string]struct {
		in     time.Duration
		kind   fault.Kind
		says   string
		reason string
	}{
		"too short":  {in: 71 * time.Hour, kind: fault.Refused, says: "shorter than 72 hours"},
		"past":       {in: -time.Hour, kind: fault.Usage, says: "has passed"},
		"too far":    {in: 9000 * time.Hour, kind: fault.Usage, says: "more than a year ahead"},
		"long words": {in: 96 * time.Hour, kind: fault.Usage, says: "characters", reason: strings.Repeat("x", procedure.MaxReason+1)},
	} {
		_, _, err := c.coordinator.OpenProcedure("", c.text, now.Add(x.in), x.reason)
		c.refused(name, err, x.kind, x.says)
	}
	short, at, err := c.coordinator.OpenProcedure("", c.text, now.Add(2*time.Hour+300*time.Millisecond), "The summit begins tomorrow.")
	if err != nil || !at.Equal(now.Add(2*time.Hour)) || c.stands(short.Number).Reason != "The summit begins tomorrow." {
		t.Errorf("%v, %v", at, err)
	}
	_, _, err = c.coordinator.OpenProcedure("", c.text, now.Add(96*time.Hour), "")
	c.refused("twice", err, fault.Conflict, "under silence already")
	if err := c.coordinator.WithdrawProcedure(short.Number, ""); err != nil {
		t.Fatal(err)
	}
	old := c.text
	brackets := c.issue("The partners meet in [autumn].")
	_, _, err = c.coordinator.OpenProcedure("", old, now.Add(96*time.Hour), "")
	c.refused("replaced", err, fault.Refused, "was replaced by ASEM/SOM/2026/1 REV 1")
	_, _, err = c.coordinator.OpenProcedure("", brackets, now.Add(96*time.Hour), "")
	c.refused("brackets", err, fault.Refused, "1 passage in square brackets")
	if _, _, err = c.coordinator.OpenProcedure("", brackets, now.Add(96*time.Hour), "The brackets are for the host to fill."); err != nil {
		t.Error(err)
	}
	_, _, err = c.coordinator.OpenProcedure("", 99_999, now.Add(96*time.Hour), "")
	c.refused("nothing", err, fault.NotFound, "")
}

// TestExtending puts the time off and never brings it forward; reminders go by the new time.
//
// Source: a rule of this house, after UN General Assembly decision 74/544: what partners were
// given is never taken from them.
func TestExtending(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	was := c.stands(n).Expires
	c.refused("sooner", c.another.ExtendProcedure(n, was.Add(-time.Hour), ""), fault.Refused, "it is never shortened")
	c.refused("the same", c.another.ExtendProcedure(n, was, ""), fault.Refused, "it is never shortened")
	c.refused("too far", c.another.ExtendProcedure(n, was.Add(9000*time.Hour), ""), fault.Usage, "year ahead")
	if err := c.another.ExtendProcedure(n, was.Add(48*time.Hour), "Two partners asked."); err != nil {
		t.Fatal(err)
	}
	c.Pass(96 * time.Hour)
	v := c.stands(n)
	if v.Status != procedure.Open || len(v.Extensions) != 1 || v.Extensions[0].Reason != "Two partners asked." || c.recalls(c.vietnam) != 1 {
		t.Errorf("%+v, %d recalls", v, c.recalls(c.vietnam))
	}
	c.Pass(48 * time.Hour)
	if v := c.stands(n); v.Status != procedure.Adopted {
		t.Errorf("%s", v.Status)
	}
}

// TestStandstillOverTheTime: a server that stood still over the time, stopped or waiting for its
// disk, was not there for an objection, like one that was down.
//
// Source: a rule of this house, after OSCE MC.DOC/1/06, Annex 1(A): silence is consent
// only of whoever could have broken it.
func TestStandstillOverTheTime(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	c.Clock.Advance(96*time.Hour - 5*time.Second)
	c.KeepTime()
	c.Clock.Advance(9 * time.Second) // a busy machine
	c.KeepTime()
	if v := c.stands(n); v.Status != procedure.Adopted {
		t.Errorf("after nine seconds: %+v", v.Procedure)
	}
	c.text = c.issue("Another text.")
	n = c.open()
	was := c.stands(n).Expires
	c.Clock.Advance(96*time.Hour - 12*time.Second)
	c.KeepTime()
	c.Clock.Advance(90 * time.Second)
	c.KeepTime()
	v := c.stands(n)
	if v.Status != procedure.Open || !v.Expires.Equal(was.Add(90*time.Second+24*time.Hour)) || !strings.Contains(v.Extensions[0].Reason, "stood still") {
		t.Fatalf("%+v", v.Procedure)
	}
	if err := enters(c.vietnam, n, procedure.Objection, "No."); err != nil {
		t.Error(err)
	}
}

// TestOutageOverTheTime gives the partners back the time in which they could not object.
//
// Source: a rule of this house, after OSCE MC.DOC/1/06, Annex 1(A): silence is consent
// only of whoever could have broken it.
func TestOutageOverTheTime(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	was := c.stands(n).Expires
	c.Clock.Advance(95 * time.Hour)
	c.KeepTime()
	c.Reopen()
	c.Clock.Advance(5 * time.Hour)
	c.KeepTime()
	delegate := c.Accredit("late.comer", "FI", "delegate")
	v, err := delegate.Procedure(n)
	if err != nil || v.Status != procedure.Open || !v.Expires.Equal(was.Add(5*time.Hour+24*time.Hour)) || !strings.HasPrefix(v.Extensions[0].Reason, "The server was down or stood still, could not write, or could not trust its clock, from 2026-09-14 08:00:00 UTC to ") || v.Extensions[0].By != "" {
		t.Fatalf("%+v, %v", v, err)
	}
	c.Pass(29 * time.Hour)
	if v, err = delegate.Procedure(n); err != nil || v.Status != procedure.Adopted {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestRestartBeforeTheTime changes nothing: partners had until then.
//
// Source: as for TestOutageOverTheTime.
func TestRestartBeforeTheTime(t *testing.T) {
	c := newChamber(t)
	n := c.open()
	was := c.stands(n).Expires
	c.Clock.Advance(10 * time.Hour)
	c.KeepTime()
	c.Reopen()
	c.Clock.Advance(20 * time.Hour)
	c.KeepTime()
	if v, err := c.Accredit("late.comer", "FI", "delegate").Procedure(n); err != nil || !v.Expires.Equal(was) || len(v.Extensions) > 0 {
		t.Errorf("%+v, %v", v, err)
	}
}

// TestClockThatJumps stops closings, and says so.
//
// Source: as for TestOutageOverTheTime.
func TestClockThatJumps(t *testing.T) {
	for name, by := range map[string]time.Duration{"forward": 97 * time.Hour, "back": -time.Hour} {
		c := newChamber(t)
		n := c.open()
		c.KeepTime()
		c.Clock.Jump(by)
		c.KeepTime()
		if jumped := c.delegate.Jumped(); !strings.Contains(jumped, "The clock of the server jumped by") {
			t.Errorf("%s: %q", name, jumped)
		}
		c.Clock.Advance(200 * time.Hour)
		c.KeepTime()
		if v := c.stands(n); v.Status != procedure.Open {
			t.Errorf("%s: it was %s all the same", name, v.Status)
		}
	}
}

// TestLeadProposesAndACoordinatorConsents: until then it asks nobody, and nothing closes it.
//
// Source: Helsinki Declaration 2006, Annex, I.2 (issue-based leadership) and II.2.
func TestLeadProposesAndACoordinatorConsents(t *testing.T) {
	c := newChamber(t)
	p, err := c.delegate.ProposeInitiative("", initiative.Propose{Title: "Ports", Pillars: []asem.Pillar{asem.Economic}, Aims: "Aims."})
	if err != nil {
		t.Fatal(err)
	}
	in := c.Clock.Now().Add(96 * time.Hour)
	if _, _, err := c.germany.ProposeProcedure("", p.Number, c.text, in, ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("on a document that does not reach them: %v", err)
	}
	if _, _, err := c.vietnam.ProposeProcedure("", p.Number, c.text, in, ""); fault.KindOf(err) != fault.Refused {
		t.Errorf("who does not lead it proposes: %v", err)
	}
	posted, _, err := c.delegate.ProposeProcedure("", p.Number, c.text, in, "")
	if err != nil {
		t.Fatal(err)
	}
	n := posted.Number
	if _, err := c.vietnam.Enter("", procedure.Enter{Number: n, Is: procedure.Objection, Text: "No."}); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "waits for a coordinator's consent") {
		t.Errorf("objected before the consent: %v", err)
	}
	if _, err := c.delegate.ConsentProcedure(n, time.Time{}, ""); fault.KindOf(err) != fault.Refused {
		t.Errorf("the lead consents: %v", err)
	}
	c.Pass(48 * time.Hour)
	if _, err := c.coordinator.ConsentProcedure(n, time.Time{}, ""); fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "shorter than 72 hours") {
		t.Errorf("what is left is too short: %v", err)
	}
	if _, err := c.coordinator.ConsentProcedure(n, c.Clock.Now().Add(96*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
	if _, err := c.coordinator.ConsentProcedure(n, c.Clock.Now().Add(99*time.Hour), ""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("consented twice: %v", err)
	}
	if v := c.stands(n); v.Status != procedure.Open || v.Consent != "the.coordinator" || v.Author.Login != "a.delegate" {
		t.Errorf("%+v", v.Procedure)
	}
	c.Pass(96 * time.Hour)
	if v := c.stands(n); v.Status != procedure.Adopted {
		t.Errorf("%+v", v.Procedure)
	}
	third, _, err := c.delegate.ProposeProcedure("", p.Number, c.issue("A third text."), c.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.coordinator.ConsentProcedure(third.Number, time.Time{}, ""); err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*secretariat.Desk{"a contact point": c.vietnam, "another coordinator": c.another} {
		if err := d.WithdrawProcedure(third.Number, "No"); fault.KindOf(err) != fault.Refused {
			t.Errorf("%s who did not open it takes it back: %v", name, err)
		}
	}
	if err := c.coordinator.MayWithdrawProcedure(third.Number); err != nil {
		t.Errorf("who consented: %v", err)
	}
	if err := c.delegate.WithdrawProcedure(third.Number, "Later"); err != nil || c.stands(third.Number).Status != procedure.Withdrawn {
		t.Errorf("who opened it takes it back once it is open: %v", err)
	}
	again, _, err := c.delegate.ProposeProcedure("", p.Number, c.issue("Another text."), c.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := c.germany.WithdrawProcedure(again.Number, ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("who it does not reach takes it back: %v", err)
	}
	if err := c.delegate.WithdrawProcedure(again.Number, "Later"); err != nil {
		t.Errorf("who proposed takes it back: %v", err)
	}
}

// TestDaysOnWhichNobodyReads warn: weekends, holidays of the partner that opens, and those of
// the hosts of the next Summit and Foreign Ministers' Meeting.
//
// Source: a rule of this house.
func TestDaysOnWhichNobodyReads(t *testing.T) {
	c := newChamber(t)
	unity := time.Date(2025, 10, 3, 12, 0, 0, 0, time.UTC) // a Friday
	if got := c.coordinator.DayWarning(unity); got != "" {
		t.Errorf("no host: %q", got)
	}
	want := "That is Tag der Deutschen Einheit in DE: think of who must read it before."
	if got := c.germany.DayWarning(unity); got != want {
		t.Errorf("to Germany: %q", got)
	}
	if _, err := c.coordinator.GiveOffice("host:summit", "DE", c.Clock.Now(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	c.KeepTime()
	if got := c.coordinator.DayWarning(unity); got != want {
		t.Errorf("of the host: %q", got)
	}
	if got := c.coordinator.DayWarning(unity.AddDate(0, 0, 2)); got != "That is a Sunday: think of who must read it before." {
		t.Errorf("of a weekend: %q", got)
	}
}

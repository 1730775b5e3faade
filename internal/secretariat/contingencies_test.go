package secretariat_test

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestContingency: a circle is told at once, talks among itself, and ends with a report.
// Source: Helsinki Declaration 2006, Annex, I.2.
func TestContingency(t *testing.T) {
	w := newWorkshop(t)
	declare := contingency.Declare{Title: "An event", Text: "It happened.", Circle: []roster.Address{"@asean"}}
	if _, err := w.viet.DeclareContingency("", declare); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate declares: %v", err)
	}
	p, err := w.vietnamese.DeclareContingency("", declare)
	if err != nil {
		t.Fatal(err)
	}
	n := p.Number
	if flash, ok := w.viet.Flash(); !ok || flash.Title != "An event" {
		t.Errorf("the circle is not told by a flash: %+v", flash)
	}
	if _, ok := w.finn.Flash(); ok {
		t.Error("others are told")
	}
	for _, d := range []*secretariat.Desk{w.finn, w.finnish, w.bystander, w.observer} {
		_, err := d.Contingency(n)
		_, never := d.Contingency(4000)
		if err == nil || strings.ReplaceAll(err.Error(), n.String(), "#4000") != never.Error() {
			t.Errorf("%s: %v; of what never was %v", d.Login(), err, never)
		}
		if _, err := d.SayInContingency("", contingency.Say{Number: n, Text: "x"}); err == nil || d != w.observer && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s says: %v", d.Login(), err)
		}
		if page, err := d.Contingencies(secretariat.Page{}); err != nil || len(page.Rows) != 0 {
			t.Errorf("%s lists %+v, %v", d.Login(), page, err)
		}
		if to, err := d.Find(n.String()); err == nil {
			t.Errorf("%s finds %+v", d.Login(), to)
		}
	}
	for _, d := range []*secretariat.Desk{w.viet, w.coordinator} {
		if _, err := d.SayInContingency("", contingency.Say{Number: n, Text: "Said by " + string(d.Login())}); err != nil {
			t.Fatal(err)
		}
	}
	v, err := w.viet.Contingency(n)
	if err != nil || !slices.Equal(v.Texts, []string{"It happened.", "Said by demo.viet", "Said by demo.coordinator"}) {
		t.Fatalf("%+v, %v", v, err)
	}
	if err := w.vietnamese.Acknowledge(v.Notice, 0); err != nil {
		t.Fatal(err)
	}
	if v, _ = w.viet.Contingency(n); !slices.Equal(v.Acks, []asem.Code{"VN"}) || len(v.Asked) != 11 {
		t.Errorf("%v of %v", v.Acks, v.Asked)
	}
	if _, _, err := w.viet.CloseContingency("", n, "Done."); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate ends it: %v", err)
	}
	_, symbol, err := w.vietnamese.CloseContingency("", n, "What was done.")
	if err != nil || symbol != "ASEM/CON/2026/1" {
		t.Fatal(symbol, err)
	}
	if _, err := w.viet.Document(symbol); err != nil {
		t.Errorf("the circle does not have the report: %v", err)
	}
	if _, err := w.finn.Document(symbol); fault.KindOf(err) != fault.NotFound {
		t.Errorf("others have the report: %v", err)
	}
	if _, err := w.viet.SayInContingency("", contingency.Say{Number: n, Text: "Late."}); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "ASEM/CON/2026/1") {
		t.Errorf("after its end: %v", err)
	}
	for name, circle := range map[string][]roster.Address{"nobody": nil, "a board": {"board:finance"}, "a person": {"demo.viet"}, "twice": {"VN", "VN"}, "none": {"ZZ"}} {
		if _, err := w.coordinator.DeclareContingency("", contingency.Declare{Title: "x", Text: "x", Circle: circle}); err == nil {
			t.Errorf("declared to %s", name)
		}
	}
}

// TestPredecessorsContingency: who handed an office over reads what was said until then, and
// says nothing more.
func TestPredecessorsContingency(t *testing.T) {
	c := newChancery(t)
	lao := c.Accredit("demo.lao", "LA", "coordinator", "delegate")
	viet := c.Accredit("demo.viet", "VN", "contact-point")
	number := func(p secretariat.Posted, err error) asem.Number {
		t.Helper()
		must(t, err)
		return p.Number
	}
	old := number(lao.DeclareContingency("", contingency.Declare{Title: "Before anybody", Text: "Old.", Circle: []roster.Address{"@asean"}}))
	c.give("coordinator:presidency", "FI", 1, 29)
	c.to(c.day(1))
	n := number(c.finn.DeclareContingency("", contingency.Declare{Title: "An event", Text: "It happened.", Circle: []roster.Address{"@asean"}}))
	c.to(c.day(29))
	number(c.writer.SayInContingency("", contingency.Say{Number: n, Text: "After their time."}))
	shown, err := c.writer.Contingency(n)
	must(t, err)
	must(t, viet.Acknowledge(shown.Notice, 0))
	_, _, err = lao.CloseContingency("", n, "It is over.")
	must(t, err)
	v, err := c.finn.Contingency(n)
	if acks, _ := c.writer.Contingency(n); len(acks.Acks) != 1 || len(v.Acks) != 0 {
		t.Errorf("of whoever acknowledged later the predecessor reads %v, the circle %v", v.Acks, acks.Acks)
	}
	if err != nil || !slices.Equal(v.Texts, []string{"It happened."}) || !v.Open() || v.Report != "" || v.MaySay || v.MayLead {
		t.Errorf("the predecessor reads %+v, %v", v, err)
	}
	if page, err := c.finn.Contingencies(secretariat.Page{}); err != nil || len(page.Rows) != 1 || page.Rows[0].Number != n || len(page.Rows[0].Log) != 1 || !page.Rows[0].Open() || page.Rows[0].New {
		t.Errorf("the predecessor's list: %+v, %v", page, err)
	}
	if _, err := c.finn.SayInContingency("", contingency.Say{Number: n, Text: "x"}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the predecessor says: %v", err)
	}
	if _, err := c.finn.Contingency(old); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the predecessor reads what was not of their time: %v", err)
	}
}

// TestWhoDeclaresIsOfTheCircle, though they named others alone: they read it, and end it.
func TestWhoDeclaresIsOfTheCircle(t *testing.T) {
	w := newWorkshop(t)
	p, err := w.vietnamese.DeclareContingency("", contingency.Declare{Title: "An event", Text: "It happened.", Circle: []roster.Address{"KR"}})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := w.vietnamese.Contingency(p.Number); err != nil || !slices.Equal(v.Circle, []roster.Address{"KR", "VN"}) || !v.MayLead {
		t.Errorf("%+v, %v", v, err)
	}
	if _, _, err := w.vietnamese.CloseContingency("", p.Number, "It is over."); err != nil {
		t.Error(err)
	}
}

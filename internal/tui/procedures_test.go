package tui_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestProceduresAsDrawn: on Today, in the list, and one with what partners did.
func TestProceduresAsDrawn(t *testing.T) {
	s := newScene(t)
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	contact := s.Accredit("demo.contact", "FI", "contact-point")
	issued := s.issued("亚欧 Draft decision on the venue", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	p, _, err := coordinator.OpenProcedure("", issued.Number, s.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := contact.Enter("", procedure.Enter{Number: p.Number, Is: procedure.Statement, Text: "Autumn means September.\n\nسبتمبر"}); err != nil {
		t.Fatal(err)
	}
	for _, size := range sizes {
		suffix := fmt.Sprintf("-%dx%d", size.width, size.height)
		t.Run(suffix[1:], func(t *testing.T) {
			st := tuitest.Open(t, contact, size.width, size.height)
			st.Golden("procedures-today" + suffix)
			st.Press("0")
			st.Golden("procedures" + suffix)
			st.Press("enter")
			st.Golden("procedure" + suffix)
		})
	}
}

// TestSilenceIsBrokenOnScreen by a contact point, in writing, and others see it at once.
func TestSilenceIsBrokenOnScreen(t *testing.T) {
	s := newScene(t)
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	contact := s.Accredit("demo.contact", "FI", "contact-point")
	issued := s.issued("Draft decision", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	p, _, err := coordinator.OpenProcedure("", issued.Number, s.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	reader := tuitest.Open(t, s.reader, 80, 24)
	reader.Shows("Under silence", "Draft decision", "4 days")
	reader.Open(screen.Procedure{Number: p.Number})
	reader.Shows("Under silence until")
	reader.Press("B")
	reader.Shows("do not speak for your partner")
	reader.Press("enter")
	reader.Shows("The partners meet in autumn.")
	reader.Press("q")
	lead := tuitest.Open(t, coordinator, 80, 24)
	lead.Open(screen.Procedure{Number: p.Number})
	lead.Press("E")
	lead.Type("5d")
	lead.Press("enter")
	lead.Type("One asked.")
	lead.Press("enter")
	lead.Shows("Extended from", "by demo.coordinator: One asked.")
	st := tuitest.Open(t, contact, 80, 24)
	st.Open(screen.Procedure{Number: p.Number})
	st.Shows("Your partner has a voice: B breaks the silence")
	st.Press("s", "y")
	st.Shows("Association is entered in", "Association of FI")
	st.Press("B")
	st.Shows("Objection in procedure")
	st.Type("Not in autumn.")
	st.Press("ctrl+x")
	st.Shows("Break the silence on ASEM/SOM/2026/1 by this objection?", "cannot be taken back. (Y/n)")
	st.Press("y")
	st.Shows("Objection is entered in", "Broken by the objection of FI", "Not in autumn.")
	reader.Changed()
	reader.Shows("Broken by the objection of FI", "Not in autumn.")
	lead.Changed()
	lead.Press("D")
	lead.Shows("was broken on")
}

// TestSilenceIsOpenedOnScreen by a coordinator, from the document, with its refusals.
func TestSilenceIsOpenedOnScreen(t *testing.T) {
	s := newScene(t)
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	issued := s.issued("Draft decision", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	reader := tuitest.Open(t, s.reader, 80, 24)
	reader.Open(screen.Document{Symbol: issued.Symbol})
	reader.Press("Z")
	reader.Shows("coordinators do")
	st := tuitest.Open(t, coordinator, 80, 24)
	st.Open(screen.Document{Symbol: issued.Symbol})
	st.Press("Z")
	st.Type("1h")
	st.Press("enter", "enter")
	st.Shows("shorter than 72 hours")
	st.Press("Z")
	st.Type("soon")
	st.Press("enter")
	st.Shows("soon") // and what was typed is still there
	st.Press("ctrl+u")
	st.Type("2026-09-19T18:00Z")
	st.Press("enter")
	st.Shows("That is a Saturday:")
	st.Press("enter")
	st.Shows("the silence lasts until 19 Sep 2026 18:00 UTC", "Under silence until")
}

// TestConsentOnScreen: what a lead proposed stands on Today of who can consent, under silence,
// and in the reminders; a time that has become short needs a reason.
func TestConsentOnScreen(t *testing.T) {
	c := newCoordination(t)
	issued := c.issued("Draft decision", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	if _, _, err := c.reader.ProposeProcedure("", c.initiative, issued.Number, c.Clock.Now().Add(96*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
	c.Clock.Advance(30 * time.Hour)
	c.KeepTime()
	st := tuitest.Open(t, c.coordinator, 80, 24)
	st.Shows("Under silence", "asks for your consent")
	st.Press("d")
	st.Shows("Consent to #")
	for n := 0; !strings.Contains(st.Row(), "Consent to"); n++ {
		if n == 20 {
			t.Fatal(st.Screen())
		}
		st.Press("down")
	}
	st.Press("enter", "C", "enter", "enter")
	st.Shows("shorter than 72 hours")
	st.Press("C", "enter")
	st.Type("The Summit is on Monday.")
	st.Press("enter")
	st.Shows("is under silence.", "The Summit is on Monday.", "with the consent of demo.coordinator, by")
	c.Clock.Advance(18 * time.Hour)
	c.KeepTime()
	other := tuitest.Open(t, c.contact, 80, 24)
	other.Shows("silent, until 14 Sep 09:00")
}

// TestProposedProceduresAsListed: with the time that was proposed, among those that are open.
func TestProposedProceduresAsListed(t *testing.T) {
	c := newCoordination(t)
	issued := c.issued("Draft decision", "The partners meet in autumn.", document.FirstIssue, "", "@all")
	if _, _, err := c.reader.ProposeProcedure("", c.initiative, issued.Number, c.Clock.Now().Add(96*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
	st := tuitest.Open(t, c.reader, 80, 24)
	st.Press("0", "t")
	st.Shows("proposed", "2026-09-14 09:00")
}

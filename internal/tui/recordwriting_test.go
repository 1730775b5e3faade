package tui_test

import (
	"testing"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/tui/tuitest"
)

// answers gives what a screen asks for, one after the other.
func answers(st *tuitest.Stage, list ...string) {
	for _, text := range list {
		st.Press("ctrl+u")
		st.Type(text)
		st.Press("enter")
	}
}

// written fills a composer and sends it.
func written(st *tuitest.Stage, title, text string) {
	if title != "" {
		st.Type(title)
		st.Press("enter")
	}
	st.Type(text)
	st.Press("ctrl+x")
}

// TestInitiativeIsProposedAndChangedOnScreen, with its documents, up to a silence procedure
// that its lead proposes.
func TestInitiativeIsProposedAndChangedOnScreen(t *testing.T) {
	c := newCoordination(t)
	issued := c.issued("Draft outline", "The outline.", document.FirstIssue, "", "@all")
	st := tuitest.Open(t, c.reader, 80, 24)
	st.Press("i", "w")
	answers(st, "nonsense")
	st.Shows(`"nonsense" is no pillar.`)
	answers(st, "social", "", "", "", "", "")
	written(st, "亚欧 Water", "Water for all.")
	st.Shows("Propose this initiative? (Y/n)")
	st.Press("y")
	st.Shows("亚欧 Water", "proposed by demo.reader", "social", "Water for all.")
	st.Press("E")
	answers(st, "Clean 水", "eco, pol", "multilateralism", "FI, VN")
	st.Shows("is changed.", "Clean 水", "economic, political", "multilateralism", "FI, VN")
	st.Press("D")
	answers(st, string(issued.Symbol), "outline")
	st.Shows("goes with it.", "Outline      "+string(issued.Symbol))
	st.Press("D")
	answers(st, string(issued.Symbol), "poem")
	st.Shows("is not one of outline, programme, summary, statement.")
	answers(st, "")
	st.Shows("goes with it no more.")
	st.Lacks("Outline      ")
	st.Press("e")
	st.Shows("Water for all.")
	st.Press("ctrl+x", "y")
	st.Shows("Aims entered in")
	st.Press("m")
	answers(st, "Seminar", "30d", "VN")
	st.Shows("(VN): Seminar")
	st.Press("M")
	answers(st, "1", "", "40d", "")
	st.Shows("Milestone 1 is changed.", "20 Oct 2026 (VN): Seminar")
	st.Press("x")
	answers(st, "1", "Nobody can come.")
	st.Shows("dropped")
	st.Press("Z")
	answers(st, string(issued.Symbol), "5d", "")
	st.Shows("silence until 15 Sep 2026 09:00 UTC is proposed.")
	st.Press("S")
	answers(st, "lapsed", "")
	st.Shows("What lapses needs a reason")
}

// TestMeetingIsCalledAndKeptOnScreen: its agenda, its days, its delegations and the summary.
func TestMeetingIsCalledAndKeptOnScreen(t *testing.T) {
	c := newCoordination(t)
	st := tuitest.Open(t, c.contact, 80, 24)
	st.Press("m", "w")
	answers(st, "som", "Turku", "FI", "2026-10-01", "", "Europe/Nowhere")
	st.Shows("is no time zone.")
	answers(st, "Europe/Helsinki", "")
	written(st, "SOM 투르쿠", "You are invited.")
	st.Shows("Call this meeting in Turku? All are told. The holidays of FI are not known")
	st.Press("y")
	st.Shows("SOM 투르쿠", "1 Oct 2026", "hosted by FI", "You are invited.")
	st.Press("i")
	answers(st, "Opening", "25:00")
	st.Shows("is not a date or a time")
	answers(st, "09:30", "soon")
	st.Shows(`"soon" is no number.`)
	answers(st, "30", "", "#2", "By the Chair", "")
	st.Shows("Item 1 is added.", "1. Opening [item 1]", "09:30-10:00", "initiative #2", "By the")
	st.Press("i")
	answers(st, "Any other business", "", "", "", "", "", "1")
	st.Shows("Item 2 is added.", "1. Any other business [item 2]")
	st.Press("I")
	answers(st, "2", "", "", "", "", "", "", "end")
	st.Shows("Item 2 is changed.", "2. Any other business [item 2]")
	st.Press("E")
	answers(st, "SOM in Turku", "Naantali", "FI", "2026-10-02", "2026-10-03", "Europe/Helsinki", "")
	st.Shows("is changed.", "SOM in Turku", "2-3 Oct 2026", "Naantali")
	st.Press("a")
	answers(st, "H. Ead", "A. Member; B. Member")
	st.Shows("FI: H. Ead, with A. Member; B. Member")
	st.Press("x")
	answers(st, "2")
	st.Lacks("Any other business")
	st.Press("C")
	answers(st, "")
	st.Shows("circulated as ASEM/SOM/2026/")
	st.Press("S")
	st.Shows("begins on 2026-10-02 only.")
	c.Clock.Advance(30 * 24 * time.Hour)
	st.Press("S")
	written(st, "", "We met, and agreed.")
	st.Press("y")
	st.Shows("We met, and agreed.")
	st.Press("X")
	answers(st, "A storm.")
	st.Press("y")
	st.Shows("Called off")
}

// TestProgrammesAndEventsOnScreen are set, declared, talked over and ended by coordinators.
func TestProgrammesAndEventsOnScreen(t *testing.T) {
	c := newCoordination(t)
	st := tuitest.Open(t, c.coordinator, 80, 24)
	st.Press("p", "w")
	answers(st, "2028", "multilateralism")
	written(st, "Next programme", "Orientations.")
	st.Press("y")
	st.Shows("Next programme", "2028-2029", "Orientations.", "Ports of the future")
	st.Press("e")
	st.Shows("Orientations.")
	st.Type("More of them. ")
	st.Press("ctrl+x", "y")
	st.Shows("More of them.")
	st.Press("q", "q", "x", "w")
	answers(st, "@eu")
	written(st, "地震", "The earth shook.")
	st.Shows("A flash notice reaches them at once.")
	st.Press("y")
	st.Shows("地震", "The earth shook.", "acknowledged by 0 of 28")
	st.Press("w")
	written(st, "", "It is over.")
	st.Press("y")
	st.Shows("It is over.")
	st.Press("Z")
	written(st, "", "What was learnt.")
	st.Shows("End the dialogue with this report?")
	st.Press("y")
	st.Shows("ASEM/CON/2026/1")
	st.Press("q") // what was written stood in one and the same screen
	st.Shows("Contingencies", "An event")
}

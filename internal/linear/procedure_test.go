package linear

import (
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// council is a house in which a text is under silence.
type council struct {
	*house
	coordinator, contact *secretariat.Desk
}

func newCouncil(t testing.TB) *council {
	c := &council{house: newHouse(t)}
	c.coordinator = c.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	c.contact = c.Accredit("demo.contact", "FI", "contact-point")
	in, err := c.writer.TakeIn(t.Context(), "", "", strings.NewReader("The partners meet in autumn.\n"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	draft, err := c.writer.DraftDocument("", document.Paper{Series: "SOM", Title: "Draft \x1b[31mdecision", Files: []document.File{in.File}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.writer.IssueDocument(t.Context(), "", document.Issue{Number: draft.Number, To: []roster.Address{"FI", "@nesa"}}); err != nil {
		t.Fatal(err)
	}
	p, _, err := c.coordinator.OpenProcedure("", draft.Number, c.Clock.Now().Add(96*time.Hour), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.contact.Enter("", procedure.Enter{Number: p.Number, Is: procedure.Statement, Text: "Autumn means \u202eSeptember."}); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestProcedureTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*council) *secretariat.Desk
		lines []string
	}{
		{"procedures-breaking", func(c *council) *secretariat.Desk { return c.contact },
			[]string{":procedures", "1", "o", "q", "J", "y", "J", "a", "y", "S", "R", "We reserve.", ".", "y", "B", "Not in autumn.", ".", "k", "B", "y", ".", "y", "s", "?", "q", "t", "bye"}},
		{"procedures-leading", func(c *council) *secretariat.Desk { return c.coordinator },
			[]string{":8", "E", "", "E 1d", "", "E 9d", "One asked.", "B", "D", "", "D", "y", "A better text.", "s", "bye"}},
		{"procedures-watching", func(c *council) *secretariat.Desk { return c.reader }, []string{":8", "B", "J", "E", "D", "?", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newCouncil(t)
			check(t, c.name, talk(t, c.as(h), keyed(c.lines...)))
		})
	}
}

// underSilence puts the Declaration under silence.
func underSilence(t testing.TB, h *house) {
	t.Helper()
	coordinator := h.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	if _, _, err := coordinator.OpenProcedure("", 1, h.Clock.Now().Add(96*time.Hour), ""); err != nil {
		t.Fatal(err)
	}
}

package linear

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// mailroom is a bureau in which letters are written.
type mailroom struct {
	*bureau
	private asem.Number // from the writer to the reader
	mission asem.Number // from the writer to Finland, with a file
}

func newMailroom(t testing.TB) *mailroom {
	m := &mailroom{bureau: newBureau(t)}
	m.private = m.letter(t, m.writer, secretariat.Outgoing{To: []roster.Address{"demo.reader"}, Cc: []roster.Address{"demo.moderator"},
		Subject: "漁業 in private", Text: "Between us.\nSee #2 \x1b[31mnow."})
	m.mission = m.letter(t, m.writer, secretariat.Outgoing{To: []roster.Address{"FI"}, Subject: "Papers", Text: "As agreed.", Attach: "#1/text"})
	return m
}

func (m *mailroom) letter(t testing.TB, by *secretariat.Desk, l secretariat.Outgoing) asem.Number {
	t.Helper()
	posted, err := by.SendLetter("", secretariat.NewLetter, l)
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

func TestLetterTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*mailroom) *secretariat.Desk
		lines []string
	}{
		{"letters", func(m *mailroom) *secretariat.Desk { return m.reader },
			[]string{"5", "2", "u", "*", "*", "D", "?", "q", "F", "F", "F removed", "D 1", "F in", "*1", "* x", "F spam", "F kept", "q", "bye"}},
		{"letters-answering", func(m *mailroom) *secretariat.Desk { return m.reader },
			[]string{":9", "r", "Yes.", ".", "y", "R", ".s", "And this.", ".", "k", "A", ".s", ".e", "", "-", "", "Rather to all.", ".", "y", "s", "", "u", "b", "o", "2", "R", "y", ".", "y", "bye"}},
		{"letters-forwarding", func(m *mailroom) *secretariat.Desk { return m.reader },
			[]string{":10", "f", "demo.writr", "demo.writer", "", "", "Look at this.", ".s", ".", "y", ":letters", "F", "1", "bye"}},
		{"letters-writing", func(m *mailroom) *secretariat.Desk { return m.writer },
			[]string{":letters", "w", "vi?", "demo.reader; fi/brussels", "board:finance", "@moderators:finance", "paper", "1/text", "A word", "In private.", ".t", "A few words", ".", "y", "F sent", "1", "bye"}},
		{"letters-observing", func(m *mailroom) *secretariat.Desk { return m.observer }, []string{":letters", "w", ":9", ":10", "F sent", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := newMailroom(t)
			check(t, c.name, talk(t, c.as(m), keyed(c.lines...)))
		})
	}
}

// Whom a letter does not reach is told of nothing, whatever they type.
func TestLettersOfOthersAreNotHeard(t *testing.T) {
	m := newMailroom(t)
	for _, desk := range []*secretariat.Desk{m.coordinator, m.contact, m.observer} {
		said := talk(t, desk, keyed(":9", ":#9", "n", "n", ":letters", "F", "F", "F", "bye"))
		if strings.Contains(said, "漁業") || strings.Contains(said, "Between") || !strings.Contains(said, "There is nothing numbered #9 that you can read.") {
			t.Errorf("told:\n%s", said)
		}
	}
}

// An office that goes to somebody else closes its letters.
func TestLetterReachesNoMore(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		coordinator := h.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
		posted, err := h.writer.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"@coordinators"}, Subject: "To the office", Text: "Urgent."})
		if err != nil {
			t.Fatal(err)
		}
		l := call(t, t.Context(), coordinator)
		expect(t, l.types(keyed(":letters", "1")), "Urgent.")
		h.Amend("demo.coordinator", func(l *roster.Line) { l.Roles = []roster.Role{{Name: roster.Ordinary}} })
		said := l.types(keyed("s"))
		expect(t, said, "There is no letter "+posted.Number.String())
		if strings.Contains(said, "Urgent") {
			t.Errorf("told:\n%s", said)
		}
		l.in.Close()
		l.over()
	})
}

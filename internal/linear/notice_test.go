package linear

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// bureau is a house in which notices are posted.
type bureau struct {
	*house
	coordinator, contact, observer *secretariat.Desk // LA, FI and NO
	registration                   asem.Number       // priority, asks everybody
	rooms                          asem.Number       // routine, to Finland
}

func newBureau(t testing.TB) *bureau {
	b := &bureau{house: newHouse(t)}
	b.coordinator = b.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	b.contact = b.Accredit("demo.contact", "FI", "delegate", "contact-point")
	b.observer = b.Accredit("demo.observer", "NO", "observer")
	b.registration = b.notice(t, notice.Post{Level: notice.Priority, To: []roster.Address{"@all"}, Title: "登録 Registration",
		Text: "Register by Friday.", AckBy: b.Clock.Now().AddDate(0, 0, 3)})
	b.rooms = b.notice(t, notice.Post{Level: notice.Routine, To: []roster.Address{"FI", "XA"}, Title: "Rooms", Text: "Room \x1b[31m4."})
	return b
}

func (b *bureau) notice(t testing.TB, a notice.Post) asem.Number {
	t.Helper()
	posted, err := b.coordinator.PostNotice("", a)
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

func TestNoticeTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*bureau) *secretariat.Desk
		lines []string
	}{
		{"notices", func(b *bureau) *secretariat.Desk { return b.contact },
			[]string{"4", "1", "a", "!", "e", "a", "u", "q", "2", "a", "?", "v", "1", ":notices", "t", "t", "w", "bye"}},
		{"notices-reading", func(b *bureau) *secretariat.Desk { return b.reader }, []string{"c", "", "", "a", "_", ":7", "a", "bye"}},
		{"notices-coordinating", func(b *bureau) *secretariat.Desk { return b.coordinator },
			[]string{":notices", "2", "e", ".s", ".t", "Registration corrected", "And bring a photograph.", ".", "", "s", "v", "2", "q", "_", "!", "", "!", "", ":notices", "bye"}},
		{"notices-writing", func(b *bureau) *secretariat.Desk { return b.coordinator },
			[]string{":notices", "w", "fnland", "fin?", "q?", "fi, @nesa", "quick", "?", "priority", "yesterday", "2026-09-12", "", "3d", "", "Room change", "The room changed.",
				".e", "\x15", "-", "", "", "-", "perhaps", "yes", ".s", ".", "y", "1", "bye"}},
		{"notices-leaving", func(b *bureau) *secretariat.Desk { return b.coordinator },
			[]string{":notices", "w", "\x03w", "FI", "flash", "\x03w", "", "", "w", "", "A title", "Text.", ".e", "ZZ", "@all", "\x03.", "", ":11", "bye"}},
		{"notices-observing", func(b *bureau) *secretariat.Desk { return b.observer }, []string{":notices", "w", "1", "a", "u", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBureau(t)
			check(t, c.name, talk(t, c.as(b), keyed(c.lines...)))
		})
	}
}

// A flash notice is told at once where nothing is typed, before the next prompt where
// something is, once for each version, and with the one bell that there is.
func TestFlashIsTold(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		b := &bureau{house: h, coordinator: h.Accredit("demo.coordinator", "LA", "delegate", "coordinator")}
		l := call(t, t.Context(), h.reader)
		l.types(keyed(":finance", "w", "A title", "The first line."))
		l.types("Half a li")
		flash := b.notice(t, notice.Post{Level: notice.Flash, To: []roster.Address{"@all"}, Title: "Markets closed", Text: "Call in."})
		if said := l.said(); said != "" {
			t.Errorf("amid a line of text %q was said", said)
		}
		said := l.types("ne.\r")
		expect(t, said, "ne.\n\aFlash notice #7 Markets closed, not acknowledged yet, from Demo Coordinator, LA. Type :7 to read it, when you are done here.\n")
		expect(t, l.types(".s\r"), "2: Half a line.")

		if _, err := b.coordinator.CorrectNotice("", notice.Correct{Number: flash, Text: "Call in at nine."}); err != nil {
			t.Fatal(err)
		}
		expect(t, l.said(), "\n\aFlash notice #7")
		h.reply(t, b.coordinator, h.budget, "Another post.")
		expect(t, l.types(".\rk\r"), "Kept as a draft")
		said = l.types("n\r")
		if strings.Contains(said, bell) {
			t.Error("the bell rang twice for one version")
		}
		expect(t, said, "Call in at nine.")
		if _, ok := h.reader.Flash(); ok {
			t.Error("a flash notice that was heard is new all the same")
		}
		l.in.Close()
		l.over()
	})
}

// At each login a flash notice stands first until it is acknowledged; a pipe is not rung.
func TestFlashStandsFirst(t *testing.T) {
	b := newBureau(t)
	b.notice(t, notice.Post{Level: notice.Flash, To: []roster.Address{"@all"}, Title: "Markets closed", Text: "Call in."})
	var out strings.Builder
	if err := Run(t.Context(), b.reader, Terminal{In: strings.NewReader("bye\n"), Out: &out}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), bell) || !strings.Contains(out.String(), "Flash notice #9") {
		t.Errorf("a pipe was told %q", out.String())
	}
	check(t, "notices-flash", talk(t, b.contact, keyed("q", "bye"))+talk(t, b.contact, keyed("a", "q", "bye"))+talk(t, b.contact, keyed("bye")))
}

// What is typed into an envelope survives the line.
func TestEnvelopeOutlivesTheLine(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		coordinator := h.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
		l := call(t, t.Context(), coordinator)
		l.types(keyed(":notices", "w", "FI"))
		l.types("prio")
		l.in.Close()
		l.over()
		draft, ok, err := coordinator.Draft(secretariat.NewNotice)
		if err != nil || !ok || draft.Envelope["to"] != "FI" || draft.Envelope["level"] != "prio" {
			t.Errorf("%v %v: kept %v", ok, err, draft.Envelope)
		}
	})
}

// TestTodayIsSaidAfterAFlash: a session that began with a flash notice hears Today, and
// can choose there, when it comes back from it.
func TestTodayIsSaidAfterAFlash(t *testing.T) {
	b := newBureau(t)
	b.notice(t, notice.Post{Level: notice.Flash, To: []roster.Address{"@all"}, Title: "Markets closed", Text: "Call in."})
	said := talk(t, b.reader, keyed("q", "2", "q", "q", "y"))
	expect(t, said, "\n2. Boards, by pillar.")
	if n := strings.Count(said, "2. Boards, by pillar."); n != 1 {
		t.Errorf("Today was said %d times:\n%s", n, said)
	}
}

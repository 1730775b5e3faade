package tui_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestAnyKeysInAnyOrder presses keys as a cat would, in windows of changing size,
// while others write. Nothing may panic, and every frame must fit its window.
func TestAnyKeysInAnyOrder(t *testing.T) {
	keys := []string{"j", "k", "enter", "q", "esc", "space", "b", "g", "G", "tab", "/", "n", "N", "?", ":", "w", "r", "R", "e", "~", "v",
		"u", "c", "C", "y", "_", "L", "M", "H", "1", "2", "3", "4", "5", "6", "t", "J", "K", "p", "ctrl+r", "h", "l",
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "backspace", "delete", "f1", "a", "多"}
	keystrokes := 1500
	if testing.Short() {
		keystrokes = 400
	}
	for seed := range uint64(2) {
		s := staged(t)
		n := s.thread(30)
		r := rand.New(rand.NewPCG(seed, 9))
		desk := s.moderator
		st := tuitest.Open(t, desk, 80, 24)
		for i := range keystrokes {
			key := keys[r.IntN(len(keys))]
			if key == "y" && strings.HasPrefix(st.Foot(), "Leave") || key == "q" && strings.HasPrefix(st.Screen(), "Th") {
				continue
			}
			st.Press(key)
			switch r.IntN(60) {
			case 0:
				st.Resize(3+r.IntN(160), 1+r.IntN(60))
			case 1:
				if i%5 == 0 {
					// Refused where a key has locked the topic.
					_, _ = s.writer.Reply("", forum.Reply{To: n, Text: "Another one."})
					s.Clock.Advance(time.Minute)
				}
				st.Changed()
			case 2:
				st.Wait()
			}
			st.Lines()
			if st.Quit {
				t.Fatalf("key %d, %s, left without a question", i, key)
			}
		}
	}
}

// TestAnyKeysInCoordination presses them among initiatives, meetings, programmes, events and
// offices, while milestones are set and terms begin and end.
func TestAnyKeysInCoordination(t *testing.T) {
	keys := []string{"i", "m", "p", "x", "o", "d", "0", "enter", "enter", "enter", "q", "esc", "j", "k", "tab", "f", "T", "w", "R", "e", "J", "S", "M", "a", "X", "D", "Z", "E", "I",
		"C", "+", "-", "z", "B", "s", "v", "y", "n", "2", "3d", "FI", "eco", "up", "down", "ctrl+x", "ctrl+e", "ctrl+r", "backspace", ":", "space", "?", "多"}
	keystrokes := 1200
	if testing.Short() {
		keystrokes = 300
	}
	for seed := range uint64(3) {
		c := newCoordination(t)
		r := rand.New(rand.NewPCG(seed, 10))
		st := tuitest.Open(t, []*secretariat.Desk{c.coordinator, c.contact, c.reader}[seed], 80, 24)
		for range keystrokes {
			key := keys[r.IntN(len(keys))]
			if (key == "y" || key == "enter") && strings.HasPrefix(st.Foot(), "Leave") || key == "q" && strings.HasPrefix(st.Screen(), "Th") {
				continue
			}
			if len([]rune(key)) > 1 && strings.ContainsAny(key, "0123456789F") || key == "eco" {
				st.Type(key)
			} else {
				st.Press(key)
			}
			switch r.IntN(40) {
			case 0:
				st.Resize(3+r.IntN(160), 1+r.IntN(60))
			case 1: // refused where the keys have ended it
				_ = c.coordinator.ActOnInitiative(initiative.Plan{Number: c.initiative, Title: "One more", Day: c.Clock.Now().AddDate(0, 0, 1+r.IntN(40))})
				st.Changed()
			case 2:
				c.Clock.Advance(time.Duration(r.IntN(40)) * time.Hour)
				c.KeepTime()
				st.Changed()
			case 3:
				st.Wait()
			}
			st.Lines()
			if st.Quit {
				t.Fatalf("%s left without a question", key)
			}
		}
	}
}

package compose_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/screen/compose"
)

// TestBudgets counts what letters cost on the line, the ends of rows included.
func TestBudgets(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		for name, at := range map[string]func(*scene) screen.Place{
			"topic":       func(*scene) screen.Place { return onFinance() },
			"reply below": func(s *scene) screen.Place { return s.reply() },
			"reply beside": func(s *scene) screen.Place {
				_, err := s.other.Edit("", forum.Edit{Number: s.topic, Text: "An opinion in one script alone. " + strings.Repeat("More of it. ", 90)})
				must(t, err)
				return s.reply()
			},
		} {
			t.Run(fmt.Sprintf("%s-%dx%d", name, size[0], size[1]), func(t *testing.T) {
				s := newScene(t)
				st := s.at(size[0], size[1], at(s))
				if name == "topic" {
					st.Press("enter")
				}
				most, sum, n := 0, 0, 0
				text := "It is for the partners to say, multilaterally, what internationalisation asks of them; and they do. "
				for _, r := range strings.Repeat(text, 4) {
					st.Type(string(r))
					most, sum, n = max(most, st.Bytes()), sum+st.Bytes(), n+1
				}
				t.Logf("a letter: %d bytes at most, %.1f on average", most, float64(sum)/float64(n))
				if most > 16 {
					t.Errorf("a letter costs %d bytes", most)
				}
				st.Press("backspace")
				if st.Bytes() > 16 {
					t.Errorf("taking a letter away costs %d bytes", st.Bytes())
				}
				st.Wait() // the draft is kept
				if st.Bytes() != 0 {
					t.Errorf("keeping the draft costs %d bytes", st.Bytes())
				}
				st.Changed()
				if st.Bytes() != 0 {
					t.Errorf("sitting idle costs %d bytes", st.Bytes())
				}
			})
		}
	}
}

// TestLettersElsewhere says what letters cost that move others: within a paragraph of
// several rows, and in scripts that the renderer draws anew by rows.
func TestLettersElsewhere(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type(strings.Repeat("It is for the partners to say what is asked of them here. ", 6))
	st.Press("up", "up", "up", "home", "right", "right", "right")
	most, sum := 0, 0
	words := "so that all of them may see, and answer, what was said. "
	for _, r := range words {
		st.Type(string(r))
		most, sum = max(most, st.Bytes()), sum+st.Bytes()
	}
	t.Logf("within a paragraph: %d bytes at most, %d on average", most, sum/len(words))
	st.Press("pgdown", "end", "enter")
	sum = 0
	for range 60 {
		st.Type("会")
		sum += st.Bytes()
	}
	t.Logf("Chinese: %d bytes on average", sum/60)
}

// TestMemory bounds what an open composer holds.
func TestMemory(t *testing.T) {
	s := newScene(t)
	seat := &screen.Seat{Desk: s.writer, Zone: time.UTC, Nav: tui.New(s.writer, tui.Options{})}
	const n = 50
	kept := make([]screen.Screen, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range kept {
		c, err := compose.New(seat, screen.Write{At: s.reply().At, Quote: true})
		must(t, err)
		c.Update(screen.Shown{Area: screen.Area{Width: 120, Height: 38}})
		c.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
		c.View()
		kept[i] = c
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := int(after.HeapAlloc-before.HeapAlloc) / n
	t.Logf("%d bytes", each)
	if each > 16<<10 {
		t.Errorf("a composer holds %d bytes", each)
	}
	runtime.KeepAlive(kept)
}

// TestOneTimer counts the timers that typing starts: one, and none once all is kept.
func TestOneTimer(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	timers := func(msg tea.Msg) (found []screen.Later) {
		_, cmd := st.Update(msg)
		if cmd == nil {
			return nil
		}
		switch msg := cmd().(type) {
		case screen.Later:
			found = append(found, msg)
		case screen.Done:
			if msg.Then() != nil {
				t.Error("keeping the draft leads to more work")
			}
		}
		return found
	}
	var running []screen.Later
	for _, r := range "many letters" {
		running = append(running, timers(tea.KeyPressMsg{Code: r, Text: string(r)})...)
	}
	if len(running) != 1 {
		t.Fatalf("%d timers run", len(running))
	}
	if more := timers(screen.Done{Then: running[0].Then}); len(more) != 0 {
		t.Errorf("%d timers run after the draft was kept", len(more))
	}
	if got := s.draft(s.reply()); got != "/many letters" {
		t.Errorf("kept: %q", got)
	}
	if more := timers(tea.KeyPressMsg{Code: tea.KeyLeft}); len(more) != 0 {
		t.Error("moving the cursor starts a timer")
	}
}

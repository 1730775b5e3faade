// Package tuitest plays a session of screens without a line: keys go in, and what a
// person would see comes out as text, with the bytes it would have cost.
package tuitest

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
)

// A Stage is one session. What its commands bring back is delivered at once, so
// that a test sees a session at rest after every key; timers wait for Wait.
type Stage struct {
	*tui.Root
	t       testing.TB
	painter *paint.Painter
	width   int
	height  int
	bytes   int // of the last frame
	timers  []screen.Later

	Quit   bool   // the session has ended
	Copied string // what went to the clipboard
	Bells  int    // how often the bell rang
}

// Open begins a session in a window of this size, without colours.
func Open(t testing.TB, desk *secretariat.Desk, width, height int) *Stage {
	t.Helper()
	return OpenWith(t, desk, tui.Options{}, width, height)
}

// OpenWith is Open for a session that differs from the usual.
func OpenWith(t testing.TB, desk *secretariat.Desk, opts tui.Options, width, height int) *Stage {
	t.Helper()
	s := &Stage{Root: tui.New(desk, opts), t: t, width: width, height: height}
	s.painter = paint.NewPainter(paint.NewCache(1<<20), paint.Xterm, paint.Size{Width: width, Height: height}, true)
	t.Cleanup(s.painter.Close)
	s.begin()
	return s
}

// Quiet begins a session that is not drawn: it tells no Bytes, and holds no
// renderer.
func Quiet(t testing.TB, desk *secretariat.Desk, width, height int) *Stage {
	t.Helper()
	s := &Stage{Root: tui.New(desk, tui.Options{}), t: t, width: width, height: height}
	s.begin()
	return s
}

func (s *Stage) begin() {
	s.t.Helper()
	s.run(s.Init())
	s.Send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	s.Send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
}

// Send gives the session a message and all that follows from it.
func (s *Stage) Send(msg tea.Msg) {
	s.t.Helper()
	_, cmd := s.Update(msg)
	s.run(cmd)
	if s.painter != nil {
		s.bytes = len(s.painter.Frame(s.View()))
	}
}

// Press presses keys by their names: j, enter, ctrl+r, space.
func (s *Stage) Press(keys ...string) {
	s.t.Helper()
	for _, k := range keys {
		s.Send(keyNamed(s.t, k))
	}
}

// Type types a text, a character at a time.
func (s *Stage) Type(text string) {
	s.t.Helper()
	for _, r := range text {
		s.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Changed tells the session that something may have changed at the office.
func (s *Stage) Changed() { s.Send(screen.Changed{What: secretariat.Everything}) }

// Wait lets all timers that run now come to their end.
func (s *Stage) Wait() {
	s.t.Helper()
	timers := s.timers
	s.timers = nil
	for _, timer := range timers {
		s.Send(screen.Done{Then: timer.Then})
	}
}

// Waits are how long the timers run that run now.
func (s *Stage) Waits() []time.Duration {
	var waits []time.Duration
	for _, timer := range s.timers {
		waits = append(waits, timer.Wait)
	}
	return waits
}

// Resize changes the window.
func (s *Stage) Resize(width, height int) {
	s.width, s.height = width, height
	s.painter.Resize(paint.Size{Width: width, Height: height})
	s.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Bytes are what the last message cost on the channel.
func (s *Stage) Bytes() int { return s.bytes }

// Lines are what stands on the screen, without styles. A line that would not fit
// into the window fails the test.
func (s *Stage) Lines() []string {
	s.t.Helper()
	lines := strings.Split(ansi.Strip(s.View().Content), "\n")
	if len(lines) > s.height {
		s.t.Errorf("%d lines in a window of %d", len(lines), s.height)
	}
	for i, line := range lines {
		if w := plain.Width(line); w >= s.width && s.width > 1 {
			s.t.Errorf("line %d reaches the last column, with a width of %d: %q", i, w, line)
		}
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// Screen is all of the lines.
func (s *Stage) Screen() string { return strings.Join(s.Lines(), "\n") + "\n" }

// Foot is the last line.
func (s *Stage) Foot() string {
	lines := s.Lines()
	return lines[len(lines)-1]
}

// Row is the line with the cursor.
func (s *Stage) Row() string {
	s.t.Helper()
	lines, at := s.Lines(), s.View().Cursor.Y
	if at >= len(lines) {
		s.t.Fatalf("the cursor is on line %d of %d", at, len(lines))
	}
	return lines[at]
}

// Shows fails the test unless the words stand on the screen.
func (s *Stage) Shows(words ...string) {
	s.t.Helper()
	text := s.Screen()
	for _, w := range words {
		if !strings.Contains(text, w) {
			s.t.Errorf("%q does not stand on the screen:\n%s", w, text)
		}
	}
}

// Lacks fails the test if the words stand on the screen.
func (s *Stage) Lacks(words ...string) {
	s.t.Helper()
	text := s.Screen()
	for _, w := range words {
		if strings.Contains(text, w) {
			s.t.Errorf("%q stands on the screen:\n%s", w, text)
		}
	}
}

// Golden compares the screen with testdata/<name>.golden, which it writes where
// UPDATE_GOLDEN is set. A last line tells where the cursor rests.
func (s *Stage) Golden(name string) {
	s.t.Helper()
	cursor := s.View().Cursor
	got := s.Screen() + fmt.Sprintf("[cursor at column %d, line %d]\n", cursor.X, cursor.Y)
	file := filepath.Join("testdata", name+".golden")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		s.t.Fatal(err)
	}
	if string(want) != got {
		s.t.Errorf("%s differs (UPDATE_GOLDEN=1 writes it anew):\n%s", file, got)
	}
}

// run does what a command does, and delivers what it brings back.
func (s *Stage) run(cmd tea.Cmd) {
	s.t.Helper()
	if cmd == nil {
		return
	}
	msg := cmd()
	if msg == nil {
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.Slice && v.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
		for _, c := range v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd) {
			s.run(c)
		}
		return
	}
	if _, ok := msg.(tea.QuitMsg); ok {
		s.Quit = true
		return
	}
	if timer, ok := msg.(screen.Later); ok {
		s.timers = append(s.timers, timer)
		return
	}
	if msg == paint.Bell() {
		s.Bells++
		return
	}
	if v := reflect.ValueOf(msg); v.Kind() == reflect.String {
		s.Copied = v.String() // paint.Copy, of a type of its own
		return
	}
	_, next := s.Update(msg)
	s.run(next)
}

var special = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
	"space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
	"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
	"f1": {Code: tea.KeyF1},
}

// keyNamed is the key press of a name.
func keyNamed(t testing.TB, name string) tea.KeyPressMsg {
	t.Helper()
	if k, ok := special[name]; ok {
		return k
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && len(letter) == 1 {
		return tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl}
	}
	runes := []rune(name)
	if len(runes) != 1 {
		t.Fatalf("no key is called %q", name)
	}
	return tea.KeyPressMsg{Code: runes[0], Text: name}
}

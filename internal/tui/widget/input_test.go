package widget

import (
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
)

func strike(in *Input, keys ...rune) {
	for _, k := range keys {
		in.Key(tea.Key{Code: k})
	}
}

func TestTypingALine(t *testing.T) {
	in := NewInput("one two", 20)
	strike(&in, tea.KeyHome, tea.KeyRight, tea.KeyDelete, tea.KeyEnd, tea.KeyBackspace)
	if in.Text() != "oe tw" {
		t.Errorf("%q", in.Text())
	}
	in.Key(tea.Key{Code: 'w', Mod: tea.ModCtrl})
	if in.Text() != "oe " {
		t.Errorf("%q after a word was taken back", in.Text())
	}
	in.Insert("a\tb\nc\x1b\x00d")
	if in.Text() != "oe a b cd" {
		t.Errorf("%q after control characters", in.Text())
	}
	if in.Key(tea.Key{Code: tea.KeyF1}) {
		t.Error("F1 does something to a line")
	}
}

func TestBackspaceTakesWhatOneSeesAsOne(t *testing.T) {
	for _, s := range []string{"e\u0301", "각", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "กำ"} {
		in := NewInput("x"+s, 50)
		strike(&in, tea.KeyBackspace)
		if in.Text() != "x" {
			t.Errorf("%q became %q", "x"+s, in.Text())
		}
	}
}

func TestTheLimitIsInCharacters(t *testing.T) {
	in := NewInput("多边主义", 3)
	if in.Text() != "多边主" {
		t.Errorf("%q", in.Text())
	}
}

func FuzzInputDraw(f *testing.F) {
	f.Add("多边 multilateral", 5, 7)
	f.Add("e\u0301\u0302\u0303", 1, 0)
	f.Fuzz(func(t *testing.T, text string, cols, left int) {
		cols = 1 + abs(cols)%200
		in := NewInput(text, 300)
		for range abs(left) % 300 {
			strike(&in, tea.KeyLeft)
		}
		line, cursor := in.Draw(cols)
		if w := plain.Width(line); w > cols || cursor > w || cursor >= cols && cols > 1 && w > 0 && cursor > cols {
			t.Errorf("%q in %d columns takes %d, the cursor stands at %d", line, cols, w, cursor)
		}
		if !utf8.ValidString(in.Text()) {
			t.Errorf("%q is not UTF-8", in.Text())
		}
	})
}

func abs(n int) int {
	if n < 0 {
		return -(n + 1)
	}
	return n
}

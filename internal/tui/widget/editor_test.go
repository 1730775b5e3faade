package widget

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// press does what the key of this name does.
func press(t *testing.T, e *Editor, name string) bool {
	t.Helper()
	for _, k := range EditorKeys() {
		if slices.Contains(k.Key.Keys(), name) {
			return k.Do(e)
		}
	}
	t.Fatalf("no key is called %q", name)
	return false
}

// script plays keys in angle brackets and types the rest.
func script(t *testing.T, e *Editor, keys string) {
	t.Helper()
	for keys != "" {
		if name, rest, ok := strings.Cut(keys[1:], "]"); ok && keys[0] == '[' {
			press(t, e, name)
			keys = rest
			continue
		}
		_, n := utf8.DecodeRuneInString(keys)
		e.Insert(keys[:n])
		keys = keys[n:]
	}
}

// marked is the text with | at the cursor.
func marked(e *Editor) string {
	var lines []string
	for i, p := range e.pars {
		if i == e.cursor.par {
			p.text = p.text[:e.cursor.at] + "|" + p.text[e.cursor.at:]
		}
		lines = append(lines, p.text)
	}
	return strings.Join(lines, "/")
}

func TestEditorKeys(t *testing.T) {
	for _, test := range []struct{ name, keys, want string }{
		{"typing", "a b[enter]c", "a b/c|"},
		{"left over a line end", "ab[enter]c[left][left]", "ab|/c"},
		{"right over a line end", "ab[enter]c[up][end][right]", "ab/|c"},
		{"words", "one, two[ctrl+left][ctrl+left]", "|one, two"},
		{"word on", "one, two[home][alt+f]", "one|, two"},
		{"backspace joins", "a[enter]b[home][backspace]", "a|b"},
		{"delete joins", "a[enter]b[up][end][delete]", "a|b"},
		{"word away", "one two [ctrl+w]", "one |"},
		{"rest of the line", "one two[home][alt+f][ctrl+k]", "one|"},
		{"next line joined", "a[enter]b[up][ctrl+k]", "a|b"},
		{"begin of the line", "one two[alt+b][ctrl+u]", "|two"},
		{"ends of the text", "a[enter]b[ctrl+home]x[ctrl+end]y", "xa/by|"},
		{"column kept", "abcd[enter]x[enter]abcd[left][up][up]", "abc|d/x/abcd"},
		{"a mark joins the letter", "e\u0301[backspace]", "|"},
		{"Thai by clusters", "ที่นี่[left]", "ที่|นี่"},
		{"emoji at once", "👩‍👩‍👧x[left][backspace]", "|x"},
		{"flags", "🇫🇮🇻🇳[left]", "🇫🇮|🇻🇳"},
		{"flags that regroup", "x🇫🇮y🇻🇳[left][backspace]", "x🇫🇮|🇻🇳"},
		{"a mark alone gets something to sit on", "\u0301", "◌\u0301|"},
		{"controls are dropped", "a\x1bb\u009bc\u202e", "abc<U+202E>|"},
		{"undo a word", "one two[ctrl+z]", "one |"},
		{"undo erasing", "one[backspace][backspace][ctrl+z]", "one|"},
		{"undo a cut", "one two[home][ctrl+k][ctrl+z]", "one two|"},
		{"undo all", "a b[enter]c[ctrl+w][ctrl+z][ctrl+z][ctrl+z][ctrl+z][ctrl+z][ctrl+z]", "|"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := NewEditor(1000)
			e.Resize(40, 10)
			script(t, e, test.keys)
			if got := marked(e); got != test.want {
				t.Errorf("%s\n got %q\nwant %q", test.keys, got, test.want)
			}
		})
	}
}

// TestRows tells where rows end: words past the bell are finished, longer ones and
// those of scripts without blanks are divided at the margin.
func TestRows(t *testing.T) {
	for _, test := range []struct {
		name, text string
		width      int
		want       []string
	}{
		{"nothing", "", 20, []string{""}},
		{"past the bell", "aaaa bbbb ccc dddd eeee", 20, []string{"aaaa bbbb ccc dddd", "eeee"}},
		{"begun before it", "aaaa bbbb ccc ddddddddd", 20, []string{"aaaa bbbb ccc dddddd", "ddd"}},
		{"a long word", strings.Repeat("x", 25), 10, []string{"xxxxxxxxxx", "xxxxxxxxxx", "xxxxx"}},
		{"Chinese", "亚欧会议虚拟秘书处", 7, []string{"亚欧会", "议虚拟", "秘书处"}},
		{"Thai", "ที่นี่ที่นี่", 3, []string{"ที่นี่ที่", "นี่"}},
		{"blanks hang", "aaaaaaaa    bb", 8, []string{"aaaaaaaa", "bb"}},
		{"tabs", "a\tb", 20, []string{"a       b"}},
		{"one column", "亚a", 1, []string{"亚", "a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := NewEditor(1000)
			e.Resize(test.width, 20)
			e.Set(test.text)
			if got, _, _ := e.Draw(); !slices.Equal(got, test.want) {
				t.Errorf("got %q", got)
			}
		})
	}
}

// TestLettersDoNotMoveWords types at the end of a text: what is drawn already stays.
func TestLettersDoNotMoveWords(t *testing.T) {
	e := NewEditor(10000)
	e.Resize(60, 100)
	var before []string
	for i, r := range strings.Repeat("It is for the partners to say, multilaterally, what internationalisation asks. ", 9) {
		e.Insert(string(r))
		lines, _, _ := e.Draw()
		for y, line := range before {
			if y < len(before)-1 && lines[y] != line || !strings.HasPrefix(lines[y], line) {
				t.Fatalf("letter %d changes row %d from %q to %q", i, y, line, lines[y])
			}
		}
		before = lines
	}
}

func TestEditorLimit(t *testing.T) {
	e := NewEditor(10)
	if e.Insert("12345678会议") || e.Text() != "12345678" || e.Room() != 2 {
		t.Errorf("bytes: %q, room %d", e.Text(), e.Room())
	}
	if !e.Insert("\n1") || e.Insert("2") || e.Text() != "12345678\n1" {
		t.Errorf("bytes: %q", e.Text())
	}
	title := NewTitleEditor(4)
	if title.Insert("会议\n会\u0301x") || title.Text() != "会议 " {
		t.Errorf("characters: %q: a character is taken whole or not at all", title.Text())
	}
}

// TestWindow keeps the cursor in the window, whatever is done.
func TestWindow(t *testing.T) {
	e := NewEditor(10000)
	e.Resize(20, 5)
	script(t, e, "1[enter]2[enter]3[enter]4[enter]5[enter]6")
	if lines, x, y := e.Draw(); lines[0] != "2" || x != 1 || y != 4 {
		t.Errorf("%q, cursor %d, %d", lines, x, y)
	}
	script(t, e, "[pgup][pgup]")
	if lines, _, y := e.Draw(); lines[0] != "1" || y != 0 {
		t.Errorf("%q, line %d", lines, y)
	}
	e.Leaps = true
	script(t, e, "[ctrl+end]")
	if lines, _, y := e.Draw(); lines[0] != "4" || y != 2 {
		t.Errorf("%q, line %d", lines, y)
	}
}

var scraps = []string{"word ", "a", " ", "\n", "\t", "会议", "。", "การประชุม", "e\u0301", "\u0301", "👩‍👩‍👧", "🇪", "🇺", "\u200d",
	"السلام ", "\x1b[31m", strings.Repeat("long", 12), "한국어 ", "\xff", "\r\n", strings.Repeat("\u0301", 12), strings.Repeat("👩\u200d", 40)}

// TestEditorAtRandom does anything anywhere and looks whether all still holds.
func TestEditorAtRandom(t *testing.T) {
	keys := EditorKeys()
	seeds := uint64(20)
	if testing.Short() {
		seeds = 5
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 3))
		e := NewEditor(3000)
		if seed%5 == 0 {
			e = NewTitleEditor(160)
		}
		e.Leaps = seed%2 == 0
		for range 200 {
			switch r.IntN(12) {
			case 0:
				e.Resize(r.IntN(90), r.IntN(12))
			case 1, 2, 3, 4, 5, 6:
				e.Insert(scraps[r.IntN(len(scraps))])
			default:
				keys[r.IntN(len(keys))].Do(e)
			}
			holds(t, e)
		}
		for e.Undo() {
			holds(t, e)
		}
	}
}

// holds fails the test unless the editor agrees with itself.
func holds(t *testing.T, e *Editor) {
	t.Helper()
	text := e.Text()
	if got := strings.TrimSuffix(plain.Text(text+"."), "."); got != text {
		t.Fatalf("not clean: %q is %q", text, got)
	}
	if e.used != e.measure(text) || e.used > e.limit {
		t.Fatalf("%d of %d used by %q", e.used, e.limit, text)
	}
	if e.settled(e.cursor) != e.cursor {
		t.Fatalf("the cursor %v is within a character of %q", e.cursor, text)
	}
	for par := range e.pars {
		rows, text := e.rows(par), e.pars[par].text
		at := 0
		for _, begin := range rows[1:] {
			for at < begin {
				n, _ := character(text[at:])
				at += n
			}
			if _, _, blank := measured(text[begin:], 0); at != begin || blank {
				t.Fatalf("a row of %q begins at byte %d, %q", text, begin, text[begin:])
			}
		}
	}
	lines, x, y := e.Draw()
	if len(lines) > e.height || y >= len(lines) || x > e.width {
		t.Fatalf("cursor %d, %d in %q, window %d x %d", x, y, lines, e.width, e.height)
	}
	if e.rowOf(e.cursor) != first(e.step(e.top, y)) {
		t.Fatalf("the cursor is not on its row")
	}
	for _, line := range lines {
		if w := plain.Width(line); w > max(e.width, maxCharacter) || w > e.width && len(line) > maxCharacterBytes {
			t.Fatalf("%d columns of %d: %q", w, e.width, line)
		}
	}
}

func first(r rowAt, _ int) rowAt { return r }

// TestUndoReturns takes back all that fits into the memory of it.
func TestUndoReturns(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 4))
		keys := EditorKeys()
		e := NewEditor(5000)
		e.Set("The first text,\nof two lines.")
		for range 60 {
			if r.IntN(2) == 0 {
				e.Insert(scraps[r.IntN(len(scraps))])
			} else {
				keys[r.IntN(len(keys)-1)].Do(e) // but not undo
			}
		}
		for e.Undo() {
		}
		if got := e.Text(); got != "The first text,\nof two lines." {
			t.Fatalf("seed %d: %q", seed, got)
		}
	}
}

// TestEditorMemory bounds what an editor costs beside its text.
func TestEditorMemory(t *testing.T) {
	text := strings.Repeat("A sentence of a text that somebody writes to partners. ", 100)
	const n = 100
	kept := make([]*Editor, n)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range kept {
		kept[i] = NewEditor(64 << 10)
		kept[i].Resize(78, 18)
		kept[i].Insert(strings.Clone(text))
		kept[i].Draw()
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := int(after.HeapAlloc-before.HeapAlloc) / n
	t.Logf("%d bytes for a text of %d", each, len(text))
	if each > 2*len(text)+4096 {
		t.Errorf("%d bytes for a text of %d", each, len(text))
	}
	runtime.KeepAlive(kept)
}

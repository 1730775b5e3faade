package paint

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// spell writes messages down: keys by name, pastes in brackets.
func spell(msgs []tea.Msg) string {
	var all []string
	for _, msg := range msgs {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			all = append(all, msg.Keystroke())
			if msg.Text != "" && msg.Text != msg.Keystroke() {
				all[len(all)-1] += "=" + msg.Text
			}
		case tea.PasteMsg:
			all = append(all, "["+msg.Content+"]")
		default:
			all = append(all, fmt.Sprintf("%T", msg))
		}
	}
	return strings.Join(all, " ")
}

var keyTests = []struct{ name, typed, want string }{
	{"letters", "aZ1", "a shift+z=Z 1"},
	{"space", " ", "space= "},
	{"controls", "\x01\x0c\x1a", "ctrl+a ctrl+l ctrl+z"},
	{"enter, line feed, tab", "\r\n\t", "enter enter tab"},
	{"both backspaces", "\x7f\x08", "backspace backspace"},
	{"characters", "é€会การ", "é € 会 ก า ร"},
	{"combining", "ộ", "ộ"},
	{"emoji", "👩‍👩‍👧", "👩‍👩‍👧"},
	{"alt", "\x1bf\x1bF\x1b\x7f\x1bé", "alt+f alt+shift+f alt+backspace alt+é"},

	{"xterm arrows", "\x1b[A\x1b[B\x1b[C\x1b[D", "up down right left"},
	{"vt100 application arrows", "\x1bOA\x1bOB\x1bOC\x1bOD", "up down right left"},
	{"xterm modified", "\x1b[1;5C\x1b[1;2A\x1b[1;3D\x1b[3;5~", "ctrl+right shift+up alt+left ctrl+delete"},
	{"xterm home end", "\x1b[H\x1b[F\x1bOH\x1bOF", "home end home end"},
	{"vt220 editing keys", "\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~", "home insert delete end pgup pgdown"},
	{"xterm function keys", "\x1bOP\x1bOQ\x1bOR\x1bOS\x1b[15~\x1b[17~\x1b[24~", "f1 f2 f3 f4 f5 f6 f12"},
	{"modified f3", "\x1b[1;2R", "shift+f3"},
	{"shift tab", "\x1b[Z\x1b\t", "shift+tab shift+tab"},
	{"vt100 keypad", "\x1bOp\x1bOy\x1bOm\x1bOn\x1bOM", "0 9 - . enter"},

	{"rxvt home end", "\x1b[7~\x1b[8~", "home end"},
	{"rxvt shift", "\x1b[7$\x1b[8$\x1b[5$\x1b[3$\x1b[a\x1b[b", "shift+home shift+end shift+pgup shift+delete shift+up shift+down"},
	{"rxvt ctrl", "\x1b[7^\x1b[6^\x1bOa\x1bOd", "ctrl+home ctrl+pgdown ctrl+up ctrl+left"},
	{"rxvt ctrl shift", "\x1b[7@", "ctrl+shift+home"},
	{"rxvt alt", "\x1b\x1b[A\x1b\x1bOa\x1b\x1b[3~", "alt+up ctrl+alt+up alt+delete"},
	{"rxvt function keys", "\x1b[11~\x1b[14~\x1b[20~", "f1 f4 f9"},

	{"linux function keys", "\x1b[[A\x1b[[E", "f1 f5"},
	{"linux home end", "\x1b[1~\x1b[4~", "home end"},

	{"kitty and modifyOtherKeys", "\x1b[106;5u\x1b[27;5;106~", "ctrl+j ctrl+j"},
	{"paste", "\x1b[200~two\r\nlines\x1b[A\x07\ttoo\rend\x1b[201~x", "[two\nlines[A\ttoo\nend] x"},
	{"empty paste", "\x1b[200~\x1b[201~", "[]"},

	{"reports are dropped", "a\x1b[I\x1b[O\x1b[?1;2c\x1b[5;7R\x1b[?2026;2$y\x1b[<0;3;4Mb", "a b"},
	{"windows console", "a\x1b[65;30;97;1;0;65535_b", "a b"},
	{"strings are dropped", "a\x1b]11;rgb:0/0/0\x07b\x1bP>|xterm\x1b\\c\x1b_Gi=1\x1b\\d", "a b c d"},
	{"an open string ends with a key", "\x1b]junk\x1b[Ax", "up x"},
	{"an open string ends with enter", "\x1b]junk\rx", "x"},
	{"broken sequence", "\x1b[12\x1b[A", "up"},
	{"endless sequence", "\x1b[" + strings.Repeat("1;", 400) + "mx", ""},
	{"bytes that are no characters", "a\x80\xff\xc3(\u0085\u202eb", "a ( b"},
}

func TestKeys(t *testing.T) {
	for _, test := range keyTests {
		t.Run(test.name, func(t *testing.T) {
			var d decoder
			got := spell(d.feed([]byte(test.typed)))
			if test.name == "endless sequence" { // what matters is that it ends
				if !strings.HasSuffix(got, "x") {
					t.Errorf("%q", got)
				}
				return
			}
			if got != test.want {
				t.Errorf("%q\n got %s\nwant %s", test.typed, got, test.want)
			}
			if len(d.rest) > 0 || d.pasting || d.skipping {
				t.Errorf("left %q, pasting %v, skipping %v", d.rest, d.pasting, d.skipping)
			}
		})
	}
}

// TestKeysInPieces cuts each sequence at every place.
func TestKeysInPieces(t *testing.T) {
	for _, test := range keyTests {
		switch test.name {
		case "characters", "combining", "emoji", "endless sequence": // marks may come as keys of their own
			continue
		}
		for cut := 1; cut < len(test.typed); cut++ {
			var d decoder
			msgs := d.feed([]byte(test.typed[:cut]))
			msgs = append(msgs, d.feed([]byte(test.typed[cut:]))...)
			if got := spell(msgs); got != test.want {
				t.Errorf("%s cut at %d:\n got %s\nwant %s", test.name, cut, got, test.want)
			}
		}
	}
}

// TestCharacterInPieces sends each byte alone.
func TestCharacterInPieces(t *testing.T) {
	var d decoder
	var text string
	for _, b := range []byte("会議 ộ e\u0301 👩‍👩‍👧 กำหนด") {
		for _, msg := range d.feed([]byte{b}) {
			text += msg.(tea.KeyPressMsg).Text
		}
	}
	if want := "会議 ộ e\u0301 👩‍👩‍👧 กำหนด"; text != want {
		t.Errorf("got %q, want %q", text, want)
	}
}

func TestSettle(t *testing.T) {
	for typed, want := range map[string]string{
		"\x1b":      "esc",
		"j\x1b":     "j esc",
		"\x1b\x1b":  "esc esc",
		"\x1b[":     "alt+[",
		"\x1bO":     "alt+shift+o",
		"\x1b]":     "alt+]",
		"\x1b\x1b[": "esc alt+[",
	} {
		var d decoder
		msgs := d.feed([]byte(typed))
		if !d.unsettled() {
			t.Errorf("%q is settled", typed)
		}
		if got := spell(append(msgs, d.settle()...)); got != want {
			t.Errorf("%q: got %s, want %s", typed, got, want)
		}
		if d.unsettled() {
			t.Errorf("%q is not settled yet", typed)
		}
	}
	for _, typed := range []string{"j", "\x1b[1;", "\xe4", "\x1b[200~\x1b", "\x1b]1\x1b"} {
		var d decoder
		if d.feed([]byte(typed)); d.unsettled() {
			t.Errorf("%q is unsettled", typed)
		}
	}
}

func TestPasteIsBounded(t *testing.T) {
	var d decoder
	var msgs []tea.Msg
	msgs = append(msgs, d.feed([]byte(pasteStart))...)
	for range 3 * MaxPaste / 500 {
		msgs = append(msgs, d.feed([]byte(strings.Repeat("会", 166)+"xy"))...)
		if len(d.paste) > MaxPaste {
			t.Fatalf("%d bytes kept", len(d.paste))
		}
	}
	msgs = append(msgs, d.feed([]byte(pasteEnd))...)
	if len(msgs) != 2 {
		t.Fatalf("%d messages", len(msgs))
	}
	text := msgs[0].(tea.PasteMsg).Content
	if len(text) < MaxPaste-utf8.UTFMax || !utf8.ValidString(text) {
		t.Errorf("%d bytes, valid %v", len(text), utf8.ValidString(text))
	}
	if _, ok := msgs[1].(PasteCutMsg); !ok {
		t.Errorf("%T", msgs[1])
	}
	if got := spell(d.feed([]byte("\x1b[200~x\x1b[201~"))); got != "[x]" {
		t.Errorf("the next paste: %s", got)
	}
}

// FuzzDecoder feeds anything in two pieces: it must not panic, keep more than
// it may, or make up control characters.
func FuzzDecoder(f *testing.F) {
	for _, test := range keyTests {
		f.Add([]byte(test.typed), len(test.typed)/2)
	}
	f.Fuzz(func(t *testing.T, typed []byte, cut int) {
		var d decoder
		cut = min(max(cut, 0), len(typed))
		msgs := d.feed(typed[:cut])
		msgs = append(msgs, d.feed(typed[cut:])...)
		if d.unsettled() {
			msgs = append(msgs, d.settle()...)
		}
		if len(d.rest) > maxRest {
			t.Errorf("%d bytes kept", len(d.rest))
		}
		for _, msg := range msgs {
			switch msg := msg.(type) {
			case tea.KeyPressMsg:
				if strings.ContainsAny(msg.Text, "\x1b\x00\r\x07") || !utf8.ValidString(msg.Text) {
					t.Errorf("text %q", msg.Text)
				}
			case tea.PasteMsg:
				if strings.ContainsAny(msg.Content, "\x1b\x00\r\x07") || !utf8.ValidString(msg.Content) {
					t.Errorf("paste %q", msg.Content)
				}
			case PasteCutMsg:
			default:
				t.Errorf("%T", msg)
			}
		}
	})
}

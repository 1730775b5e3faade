package linear

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

var update = flag.Bool("update", false, "write the transcripts in testdata anew")

// house is an office with something to read.
type house struct {
	*testkit.Office
	writer, reader *secretariat.Desk // VN and FI
	moderator      *secretariat.Desk
	budget         asem.Number // a topic on finance with answers
	fisheries      asem.Number // a topic on finance with one post
}

func newHouse(t testing.TB) *house {
	h := &house{Office: testkit.NewOffice(t)}
	h.writer = h.Accredit("demo.writer", "VN", "delegate")
	h.reader = h.Accredit("demo.reader", "FI", "delegate")
	h.moderator = h.Accredit("demo.moderator", "SG", "delegate", "moderator")
	h.budget = h.post(t, h.writer, "finance", "Budget of the facility", "The budget grew.\nBy how much?")
	first := h.reply(t, h.writer, h.budget, "By a tenth.")
	h.reply(t, h.writer, first, "A tenth of what?")
	h.reply(t, h.writer, h.budget, "See "+first.String()+".")
	h.fisheries = h.post(t, h.writer, "finance", "漁業 and a very \x1b[31mloud\x1b[m title", "Short.\x1b]0;owned\x07 \u202eevil")
	if err := h.Indexed(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) post(t testing.TB, by *secretariat.Desk, board asem.BoardID, title, text string) asem.Number {
	t.Helper()
	posted, err := by.Open("", forum.Open{Board: board, Title: title, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

func (h *house) reply(t testing.TB, by *secretariat.Desk, to asem.Number, text string) asem.Number {
	t.Helper()
	posted, err := by.Reply("", forum.Reply{To: to, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

// keyed types lines as a terminal sends them.
func keyed(lines ...string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\r") + "\r"
}

// talk runs a session on what is typed, and gives what it wrote.
func talk(t *testing.T, desk *secretariat.Desk, typed string) string {
	t.Helper()
	return talkOn(t, desk, typed, nil)
}

func talkOn(t *testing.T, desk *secretariat.Desk, typed string, window func() (int, int)) string {
	t.Helper()
	var out bytes.Buffer
	err := Run(context.Background(), desk, Terminal{In: strings.NewReader(typed), Out: &out, Echo: true, Window: window})
	if err != nil {
		t.Fatal(err)
	}
	checkPlain(t, out.String())
	return out.String()
}

// checkPlain refuses whatever could do more to a terminal than write, and step
// back over what it wrote.
func checkPlain(t testing.TB, out string) {
	t.Helper()
	// The bell rings for a flash notice, and for nothing else.
	for i, r := range strings.ReplaceAll(out, "\aFlash notice ", "Flash notice ") {
		if r < ' ' && r != '\n' && r != '\b' && r != '\t' || r >= 0x7F && r <= 0x9F || r >= 0x202A && r <= 0x202E {
			t.Fatalf("%U was written, behind %q", r, out[max(0, i-60):i])
		}
	}
}

var fingerprint = regexp.MustCompile(`SHA256:[A-Za-z0-9+/]{43}`)

// check compares a transcript with the one on file.
func check(t *testing.T, name, got string) {
	t.Helper()
	got = fingerprint.ReplaceAllString(got, "SHA256:(fingerprint)")
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the transcript is not %s:\n%s", file, got)
	}
}

func TestTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*house) *secretariat.Desk
		lines []string
	}{
		{"reading", asReader, []string{"", "", "", "", "", "", ""}},
		{"boards", asReader, []string{"2", "5", "2", "q", "q", "q", "3", "1", "3", "q", "q", "q", "q", "n", "bye"}},
		{"topic", asReader, []string{":#2", "b", "g", "G", "o", "3", "/tenth", "/", "/zebra", "u", "4", "~", "1", "q", "2", "s", "c", "", ":today", "bye"}},
		{"writing", asReader, []string{":finance", "w", "", "w", "Title one", "Line one", "..", "...", ".gitignore", "", "Line two", ".s", ".d 2", ".d 9", ".i 1",
			"Line zero", ".i", "last", ".s", ".t", "Title two", ".", "", "1", "R", "Mine too.", ".s", ".", "y", "bye"}},
		{"editing", asWriter, []string{":2", "e", ".s", ".d 1", "The budget shrank.", ".", "", "s", "~", "1", "2", "q", "e", ".", "", "r", ".q", ":4", "e", "x", ".t", ".", "d", "bye"}},
		{"drafts", asReader, []string{":2", "r", "Begun.", ".q", "q", "7", "1", "", "1", "y", "More.", ".", "k", "1", "d", "bye"}},
		{"catching-up", asReader, []string{"c", "n", "c", "", "1", "q", "U", "U", ":finance", "c", "y", "bye"}},
		{"moderating", asModerator, []string{":4", "_", "_", "L", "r", "L", "H", "", "H", "Off the subject.", "s", "H", "X", "Names a person.", "", "X", "Names a person.", "y", "s",
			"M", "nowhere", "M labour", "?", "bye"}},
		{"closing-boards", asCoordinator, []string{":finance", "L", "", "L", "y", "It has reported.", "w", "q", ":boards", ":finance", "L", "w", "", "?", "bye"}},
		{"not-moderating", asReader, []string{":4", "_", "X", "e", "?", "bye"}},
		{"directory", asReader, []string{"8", "1", "", "3", "q", "q", "2", "1", "1", "1", ":who", ":fi", ":demo.writer", "bye"}},
		{"desk", asReader, []string{"9", "1", "1", "y", "+", "", "+", "nonsense", "q", "2", "1", "q", "3", "Moon/Base", "3", "Asia/Tokyo", "3", "", "4", "5", "s", "bye"}},
		{"resuming", asReader, []string{":finance", "2", "q", "2", "c", "n", "c", "", "c", "r", "Mine.", ".q", "r", "y", ".?", ".s", ".i 1", ".s", ".d 1", ".i 1", ".d", ".q", "r", "n",
			"Anew.", ".", "w", "And more.", ".", "", "", "q", "2", "n", "bye"}},
		{"archive", asReader, []string{"10", "1", "1", "1", "q", "q", "q", "/budget", "y", "1", "x", "q", "q", "/ (", "/nothingofthatkind", "/", "bye"}},
		{"going", asReader, []string{":", ":9999", ":nowhere", ":boards", ":c", ":Today", "#3", "3", "0", "99", "zebra", "+", ":founding", "w", "2", ":economic", "bye"}},
		{"help", asReader, []string{"?", "?reply", "?w", "help", ":boards", "?", ":2", "?", "bye"}},
		{"cancelling", asReader, []string{"x\x03:finance", "w", "Half a title\x03w", "T", "one", "two\x03w", "three", "\x04k", "\x04"}},
		{"leaving", asReader, []string{"q", "n", "q", "what", ""}},
		{"typing", asReader, []string{"abc\x7f\x7f\x7f:fim\x08nance", "日本\x7f\x7f\x7f2", "one two\x17\x17q", "x\x15\x12\x1b[A\x1b[200~n\x1b[201~", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHouse(t)
			check(t, c.name, talk(t, c.as(h), keyed(c.lines...)))
		})
	}
}

func asReader(h *house) *secretariat.Desk { return h.reader }
func asWriter(h *house) *secretariat.Desk { return h.writer }
func asCoordinator(h *house) *secretariat.Desk {
	return h.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
}

func asModerator(h *house) *secretariat.Desk { return h.moderator }

// A pipe gets no echo, and its last line needs no end.
func TestPipe(t *testing.T) {
	h := newHouse(t)
	var out bytes.Buffer
	err := Run(context.Background(), h.reader, Terminal{In: strings.NewReader("2\n5\n1\nbye\n"), Out: &out})
	if err != nil {
		t.Fatal(err)
	}
	checkPlain(t, out.String())
	check(t, "pipe", out.String())
}

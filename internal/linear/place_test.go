package linear

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// everywhere goes to every place there is, by what leads there.
var everywhere = map[string]string{
	"Today": "", "New posts": "1", "Boards": "2", "Clusters": "3", "Notices": "4", "Letters": "5", "Documents": "6", "Drafts": "7", "Directory": "8", "Desk": "9", "Archive": "10", "Archive of 2026": "10\r1", "Manual": "11", "Found for opinion": "/opinion",
	"Partners": ":partners", "Delegates": ":delegates", "On line": ":who", "Keys": ":keys", "Sessions": ":sessions",
	"Finance": ":finance", "Multilateralism": "3\r2", "Topic #2": ":2", "Outline of topic #2": ":2\ro", "History of #2": ":2\r~",
	"FI": ":FI", "demo.reader": ":demo.reader", "Notice #7": ":7", "History of #7": ":7\rv", "Letter #9": ":9", "Exchange of letter #9": ":9\ro",
	"ASEM/SUMMIT/2006/1": ":summit/2006/1", "Versions of ASEM/SUMMIT/2006/1": ":summit/2006/1\rv", "Your drafts of documents": ":papers", "Draft #11": ":11", "Silence procedures": "12", "Procedure #12": ":12", "Initiatives": "14", "Meetings": "15", "Work programmes": "16", "Contingencies": "17", "Offices": "18", "Reminders": "13", "Calendar": ":calendar",
	"Office coordinator:presidency": ":offices\r2",
}

// seated is a session at a place, as talk would have it there.
func seated(t *testing.T, h *house, path string) (*session, place) {
	t.Helper()
	var out bytes.Buffer
	s := &session{ctx: t.Context(), desk: h.moderator, voice: newVoice(Terminal{Out: &out}),
		input: listen(iotest.ErrReader(io.EOF)), zone: h.moderator.Zone()}
	t.Cleanup(s.input.stop)
	s.open(newToday(s))
	for line := range strings.SplitSeq(path, "\r") {
		if err := s.top().arrive(); err != nil {
			t.Fatal(err)
		}
		s.arriving = false
		if line != "" {
			if err := s.obey(s.top(), line); err != nil {
				t.Fatalf("%q: %v", path, err)
			}
		}
	}
	if err := s.top().arrive(); err != nil {
		t.Fatal(err)
	}
	return s, s.top()
}

// drafted draws up a draft of a document, #11.
func drafted(t *testing.T, desk *secretariat.Desk) {
	t.Helper()
	draft := secretariat.Draft{Place: secretariat.NewDocument, Token: "t", Title: "A paper", Text: "Text."}
	if posted, err := desk.WritePaper(t.Context(), draft); err != nil || posted.Number != 11 {
		t.Fatalf("%+v, %v", posted, err)
	}
}

// Every verb is offered where its table says and every offer is a verb, so that
// "?" and the refusals tell the truth.
func TestEveryVerbIsOffered(t *testing.T) {
	h := newMailroom(t).house
	drafted(t, h.moderator)
	underSilence(t, h)
	offered := map[string][]string{}
	for name, path := range everywhere {
		s, here := seated(t, h, path)
		if here.name() != name {
			t.Errorf("%q led to %s, not to %s", path, here.name(), name)
		}
		for _, v := range verbs {
			_, ok := s.offer(here, v.key)
			if ok {
				offered[v.key] = append(offered[v.key], name)
			}
			if !ok && v.where == "" {
				t.Errorf("%s is offered everywhere but at %s", v.key, name)
			}
		}
		for _, o := range s.offered(here) {
			if v, _, ok := spoken(o.key); !ok || v.key != o.key {
				t.Errorf("%s offers %q, which is no verb", name, o.key)
			}
		}
	}
	for _, v := range verbs {
		if len(offered[v.key]) == 0 {
			t.Errorf("%s, %s is offered nowhere", v.key, v.word)
		}
	}
}

func TestVerbsAreDistinct(t *testing.T) {
	for _, v := range verbs {
		for _, by := range []string{v.key, v.word, strings.ToUpper(v.word)} {
			if got, _, ok := spoken(by); !ok || got.key != v.key {
				t.Errorf("%q means %q, want %q", by, got.key, v.key)
			}
		}
	}
	for line, want := range map[string]string{"/word": "word", "/ two words": "two words", ":123": "123", "-2": "2", "#4": "#4", "M labour": "labour"} {
		if _, of, ok := spoken(line); !ok || of != want {
			t.Errorf("%q is to be done to %q, want %q", line, of, want)
		}
	}
	if _, _, ok := spoken("writer"); ok {
		t.Error("a longer word was taken for a verb")
	}
}

// Lists and long texts come in pages, and each can be stopped.
func TestPages(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.post(t, h.writer, "labour", fmt.Sprintf("Topic number %d", i), "Text.")
		h.Clock.Advance(1e10)
	}
	long := h.post(t, h.writer, "health", "Long", strings.TrimSpace(strings.Repeat("A line of some length, to be wrapped.\n", 20)))
	narrow := func() (int, int) { return 30, 14 }
	check(t, "pages", talkOn(t, h.reader, keyed(":labour", "", "b", "b", "G", "", "", ":labour", "", "1", "q", "g", ":news", "", "", "b", "b", "g",
		":partners", "G", "b", ":"+long.String(), "", "n", "s", "n", "?", "n", "bye"), narrow))
}

// Texts are wrapped to the width the window has at that moment; a fact is one line.
func TestWrap(t *testing.T) {
	h := newHouse(t)
	text := "A text of one paragraph, whose words are wrapped between each other."
	n := h.post(t, h.writer, "health", "A title that is longer than a row of the window", text)
	out := talkOn(t, h.reader, keyed(":"+n.String(), "bye"), func() (int, int) { return 20, 0 })
	if want := strings.Join(plain.Wrap(text, 19), "\n") + "\n"; !strings.Contains(out, want) {
		t.Errorf("the text is not wrapped:\n%s", out)
	}
	if fact := "A title that is longer than a row of the window.\n"; !strings.Contains(out, fact) {
		t.Errorf("a fact is wrapped:\n%s", out)
	}
}

// The same comes out whether keys arrive one by one or all at once.
func TestTypingByteByByte(t *testing.T) {
	typed := "abc\x7f\x7f\x7f:fim\x08nance\r日本\x7f\x7f\x7f2\rone two\x17\x17q\rbye\r"
	h := newHouse(t)
	var out bytes.Buffer
	err := Run(context.Background(), h.reader, Terminal{In: iotest.OneByteReader(strings.NewReader(typed)), Out: &out, Echo: true})
	if err != nil {
		t.Fatal(err)
	}
	checkPlain(t, out.String())
	check(t, "byte-by-byte", out.String())
}

// An observer reads, and is told before composing that this is all.
func TestObserver(t *testing.T) {
	h := newHouse(t)
	observer := h.Accredit("demo.observer", "NO", "observer")
	last := h.LastEntry()
	out := talk(t, observer, keyed(":finance", "w", "", ":2", "r", "R", "e", "_", "bye"))
	if n := strings.Count(out, "read and do not write"); n != 4 {
		t.Errorf("%d refusals to write, not 4:\n%s", n, out)
	}
	if h.LastEntry() != last {
		t.Error("something was written all the same")
	}
}

// A path of places longer than the stack leads back to Today all the same.
func TestLongPath(t *testing.T) {
	h := newHouse(t)
	var lines []string
	for range 3 * maxStack {
		lines = append(lines, ":boards", ":finance")
	}
	for range maxStack - 1 {
		lines = append(lines, "q")
	}
	out := talk(t, h.reader, keyed(append(lines, "q", "")...))
	if !strings.HasSuffix(out, "Leave the secretariat? Enter for yes, n for no: \nGoodbye.\n") {
		t.Errorf("it ended with %q", out[max(0, len(out)-200):])
	}
}

// A long post is quoted in part, so that there is room for what is said to it.
func TestLongQuotation(t *testing.T) {
	short, whole := quotation("one\ntwo")
	if short != "> one\n> two" || !whole {
		t.Errorf("%q, %v", short, whole)
	}
	long, whole := quotation(strings.Repeat("a line of text\n", maxQuoted/8))
	if whole || len(long) > maxQuoted || !strings.HasSuffix(long, "> a line of text") {
		t.Errorf("%d bytes, %v", len(long), whole)
	}
}

func TestOrders(t *testing.T) {
	for _, c := range []struct{ line, key, text string }{
		{".", ".", ""}, {". ", ".", ""}, {".d 3 7", ".d", ""}, {".i", ".i", ""}, {".?", ".?", ""},
		{"..", "", "."}, {"...", "", "..."}, {".gitignore", "", ".gitignore"}, {"..d 3", "", ".d 3"},
		{".d 1 2 3", "", ".d 1 2 3"}, {".d x", "", ".d x"}, {" .", "", " ."}, {"", "", ""}, {".s now", "", ".s now"},
	} {
		o, _, ok := orderIn(c.line)
		if ok != (c.key != "") || o.key != c.key {
			t.Errorf("%q is the order %q, want %q", c.line, o.key, c.key)
		}
		if !ok && unescaped(c.line) != c.text {
			t.Errorf("%q is the text %q, want %q", c.line, unescaped(c.line), c.text)
		}
	}
}

// FuzzSession types anything at a whole session: it ends well, and what it wrote
// can do no more than be read.
func FuzzSession(f *testing.F) {
	for _, path := range everywhere {
		f.Add(path + "\r?\rq\rs\r")
	}
	f.Add(":finance\rw\rT\rtext\x1b[31m\r.s\r.d 1\r.\ry\rn\rr\rx\x03k\r")
	f.Add(":2\r_\rL\rL\rM labour\rH\rwhy\rH\rX\rwhy\ry\r~\r1\ru\rc\r\r")
	f.Add("9\r3\rAsia/Tokyo\r4\r5\r1\r+ssh-ed25519 AAAA\r-1\r\x7f\x15\x17\x12\x04")
	f.Add(":notices\rw\rFI,\r?\rflash\r1d\r\r\r\rTitle\rText\r.e\r-\r\x03.\ry\r:9\r!\ry\re\rx\r.\r\r_\r")
	f.Add(":letters\rw\rFI\r\r1/text\rSubject\rText\r.e\r\r\r\r.\ry\r:9\rR\rx\r.\ry\rf\rVN\r\r\r.\ry\r*\rD\rF removed\rD 1\ro\r1\rb\r")
	f.Add(":documents\rw\rsom\r\r\r3\rfr\rTitle\rText [x]\r.\r\rd\r1\r\ri\r\r@all\ry\ry\r:som/2026/1\rv\r1\r[\r=\rL\ru\ri\rFI\r\rF som\rt\r")
	h := newMailroom(f)
	f.Fuzz(func(t *testing.T, typed string) {
		for _, desk := range []*secretariat.Desk{h.reader, h.moderator, h.coordinator} {
			talk(t, desk, typed)
		}
	})
}

// BenchmarkPost goes to a post and reads it.
func BenchmarkPost(b *testing.B) {
	h := newHouse(b)
	var lines []string
	for i := range b.N {
		lines = append(lines, fmt.Sprintf(":%d", 2+i%4))
	}
	b.ResetTimer()
	err := Run(context.Background(), h.reader, Terminal{In: strings.NewReader(keyed(append(lines, "bye")...)), Out: io.Discard, Echo: true})
	if err != nil {
		b.Fatal(err)
	}
}

// A place that cannot be entered is left for where one came from.
func TestAstray(t *testing.T) {
	h := newHouse(t)
	s, today := seated(t, h, "")
	s.open(newReader(s, 9999))
	if err := s.turn(); err != nil {
		t.Fatal(err)
	}
	if s.top() != today {
		t.Errorf("one is left at %s", s.top().name())
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		size(0): "no bytes", size(1): "1 byte", size(10239): "10239 bytes", size(20 << 10): "20 KB", size(30 << 20): "30 MB",
		capital("über"): "Über", capital(""): "", join("", "a", "", "b"): "a, b", tally(0): "none", some(0, "x", "x"): "",
		together(): "", together("one"): "one", together("one", "two", "three"): "one, two and three",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestDates(t *testing.T) {
	h := newHouse(t)
	s := &session{desk: h.reader, zone: time.FixedZone("east", 9*3600)}
	now := h.Clock.Now() // 18:00 in the east
	for at, want := range map[time.Time]string{
		{}: "never", now.Add(-2 * time.Hour): "16:00", now.Add(5 * time.Hour): "23:00", now.Add(-19 * time.Hour): "9 September",
		now.AddDate(-1, 0, 0): "10 September 2025",
	} {
		if got := s.date(at); got != want {
			t.Errorf("%v is %q, want %q", at, got, want)
		}
	}
}

package importer

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"asem.internal/avs/internal/fault"
)

var testNow = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// collect reads a whole collection, and checks what holds for every one.
func collect(t *testing.T, c *Collection) []Message {
	t.Helper()
	var all []Message
	seen := make(map[string]bool)
	for m, err := range c.Messages(context.Background()) {
		if err != nil {
			t.Fatalf("reading stopped after %d messages: %v", len(all), err)
		}
		if m.Parent != "" && !seen[m.Parent] {
			t.Errorf("%q answers %q, which was not yielded before", m.Origin, m.Parent)
		}
		if seen[m.Origin] || m.Origin == "" {
			t.Errorf("the origin %q is empty or comes twice", m.Origin)
		}
		if m.Title == "" || strings.ContainsAny(m.Title, "\r\n") {
			t.Errorf("%q has the title %q", m.Origin, m.Title)
		}
		seen[m.Origin] = true
		all = append(all, m)
	}
	if len(all) != c.Count() {
		t.Errorf("%d messages came, Count says %d", len(all), c.Count())
	}
	return all
}

// readMbox reads a mbox held in memory.
func readMbox(t *testing.T, content string, opts Options) ([]Message, *Collection) {
	t.Helper()
	if opts.Now.IsZero() {
		opts.Now = testNow
	}
	c, err := Mbox(t.Context(), strings.NewReader(content), int64(len(content)), opts)
	if err != nil {
		t.Fatal(err)
	}
	return collect(t, c), c
}

// readMail reads one message, given without its postmark.
func readMail(t *testing.T, mail string) Message {
	t.Helper()
	all, _ := readMbox(t, "From demo.delegate@example.org Mon Jan  5 10:00:00 2004\n"+mail+"\n", Options{})
	if len(all) != 1 {
		t.Fatalf("%d messages instead of one", len(all))
	}
	return all[0]
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestMboxForms(t *testing.T) {
	const one = `From now on a line may begin with the word.

From now on even after a blank one.
Note: and even when a field seems to follow.
From the quoted time
>From the quote of a quote
> From a quotation`
	for _, ends := range []string{"\n", "\r\n"} {
		content := strings.ReplaceAll(testdata(t, "forms.mbox"), "\n", ends)
		all, c := readMbox(t, content, Options{})
		var got [][3]string
		for _, m := range all {
			got = append(got, [3]string{m.Title, m.Author + "|" + m.Address, m.Text})
		}
		want := [][3]string{
			{"A body that tries to be many messages", "Demo Delegate|demo.delegate@example.org", one},
			{"No blank line before the next", "First Last|first.last@example.org", "The end comes at once."},
			{"Dirt in the header", "Demo Delegate|demo.delegate@example.org", "Still read."},
			{"Neither name nor identifier", "first.last@example.org|first.last@example.org",
				"This line is the first of the body.\n\nIt is cut in the mid"},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("line ends %q (-want +got):\n%s", ends, d)
		}
		var reasons []string
		for _, s := range c.Skipped() {
			reasons = append(reasons, s.Reason)
		}
		wantReasons := []string{
			"It has the same Message-ID as message 1.",
			"It is empty.",
			"It is a mail program's note to itself, no message.",
		}
		if d := cmp.Diff(wantReasons, reasons); d != "" {
			t.Errorf("skipped (-want +got):\n%s", d)
		}
	}
}

func TestOriginIsTheSameAgain(t *testing.T) {
	first, _ := readMbox(t, testdata(t, "forms.mbox"), Options{})
	again, _ := readMbox(t, testdata(t, "forms.mbox"), Options{Now: testNow.AddDate(5, 0, 0)})
	if d := cmp.Diff(first, again); d != "" {
		t.Errorf("read again, it differs (-first +again):\n%s", d)
	}
	if last := first[len(first)-1]; !strings.HasPrefix(last.Origin, "sha256:") {
		t.Errorf("the message without Message-ID has the origin %q", last.Origin)
	}
}

func TestThreads(t *testing.T) {
	all, _ := readMbox(t, testdata(t, "threads.mbox"), Options{})
	var got []string
	for _, m := range all {
		local := func(id string) string { return strings.TrimSuffix(id, "@example.org") }
		got = append(got, local(m.Origin)+"<"+local(m.Parent))
	}
	want := []string{
		"root<", "answer<root", "early<answer", "gap<root", "hearsay<root",
		"first<", "second<first", "ring1<", "ring2<ring1", "self<",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A chain of references as long as the file must not take the square of its
// length, nor the depth of the stack, whichever end comes first.
func TestLongChains(t *testing.T) {
	const n = 50_000
	for _, backwards := range []bool{false, true} {
		f := newForest()
		at := make([]time.Time, n)
		ids := make([]string, n+1)
		for i := range ids {
			ids[i] = strings.Repeat("x", 1+i%3) + string(rune('a'+i%26)) + time.Duration(i).String() + "@example.org"
		}
		if backwards {
			slices.Reverse(ids)
		}
		for i := range n {
			f.add(ids[i], ids[i+1:i+2])
			at[i] = testNow
		}
		parents := f.parents(at)
		if got := len(arrange(at, parents)); got != n {
			t.Fatalf("%d of %d messages arranged", got, n)
		}
	}
}

func TestSkipped(t *testing.T) {
	big := "From a@example.org Mon Jan  5 10:00:00 2004\nMessage-ID: <big@example.org>\n\n" + strings.Repeat("x\n", 600) + "\n"
	small := "From a@example.org Mon Jan  5 10:00:00 2004\nMessage-ID: <small@example.org>\nReferences: <big@example.org>\n\nx\n\n"
	all, c := readMbox(t, "stray\n\n"+big+small, Options{MaxMessage: 1000})
	if len(all) != 1 || all[0].Origin != "small@example.org" || all[0].Parent != "" {
		t.Errorf("got %+v", all)
	}
	want := []Skipped{
		{"byte 0", "5 bytes before the first message belong to none."},
		{"message 1, byte 51", "It has 1232 bytes; at most 1000 are taken."},
	}
	if d := cmp.Diff(want, c.Skipped()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestNoMbox(t *testing.T) {
	for _, content := range []string{"", "Dear all,\n\nFrom here on.\n", "\x28\xb5\x2f\xfd compressed"} {
		_, err := Mbox(t.Context(), strings.NewReader(content), int64(len(content)), Options{})
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// brokenFile cannot be read from one offset on.
type brokenFile struct {
	*bytes.Reader
	from int64
}

var errBroken = errors.New("broken disk")

func (b *brokenFile) ReadAt(p []byte, off int64) (int, error) {
	if off+int64(len(p)) > b.from {
		return 0, errBroken
	}
	return b.Reader.ReadAt(p, off)
}

func TestReadErrors(t *testing.T) {
	content := []byte(testdata(t, "threads.mbox"))
	file := &brokenFile{Reader: bytes.NewReader(content), from: 100}
	if _, err := Mbox(t.Context(), file, int64(len(content)), Options{}); !errors.Is(err, errBroken) {
		t.Errorf("first pass: %v", err)
	}
	file.from = 1 << 30
	c, err := Mbox(t.Context(), file, int64(len(content)), Options{})
	if err != nil {
		t.Fatal(err)
	}
	file.from = 0
	n := 0
	for m, err := range c.Messages(t.Context()) {
		if n++; !errors.Is(err, errBroken) || m.Origin != "" {
			t.Errorf("second pass: %+v, %v", m, err)
		}
	}
	if n != 1 {
		t.Errorf("%d yields after an error", n)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	for _, err := range c.Messages(ended) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after cancelling: %v", err)
		}
	}
}

func TestProgress(t *testing.T) {
	content := strings.Repeat("From a@example.org Mon Jan  5 10:00:00 2004\n\n"+strings.Repeat("x", 300_000)+"\n\n", 10)
	var seen []int64
	readMbox(t, content, Options{Progress: func(done, total int64) {
		if total != int64(len(content)) {
			t.Fatalf("total is %d of %d", total, len(content))
		}
		seen = append(seen, done)
	}})
	if !slices.IsSorted(seen) || len(seen) < 2 || seen[len(seen)-1] != int64(len(content)) {
		t.Errorf("progress %v", seen)
	}
}

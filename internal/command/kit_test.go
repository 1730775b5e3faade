package command

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strings"
	"testing"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// An outcome is what a client sees of a command.
type outcome struct {
	code     int
	out, err string
}

// do runs one command with that input.
func do(t testing.TB, desk *secretariat.Desk, input string, words ...string) outcome {
	t.Helper()
	return doIn(t, desk, House{Host: "avs.example", Port: "2222", Version: "test"}, Streams{In: strings.NewReader(input)}, words...)
}

func doIn(t testing.TB, desk *secretariat.Desk, house House, s Streams, words ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	s.Out, s.Err = &out, &errs
	code := Run(context.Background(), desk, house, s, words)
	return outcome{code, out.String(), errs.String()}
}

// must runs a command that is to succeed and gives its output.
func must(t testing.TB, desk *secretariat.Desk, input string, words ...string) string {
	t.Helper()
	got := do(t, desk, input, words...)
	if got.code != 0 || got.err != "" {
		t.Fatalf("%q: exit code %d, %s", words, got.code, got.err)
	}
	return got.out
}

func logTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

// A scene is an office with people and posts: #1 is the Declaration; #2 opens a
// topic on finance, #3 answers it, #4 answers #3, #5 opens another topic.
type scene struct {
	*testkit.Office
	author, reader, observer, moderator, secretary *secretariat.Desk
}

const (
	firstTitle = "A first subject"
	chinese    = "\u4E9A\u6B27\u4F1A\u8BAE\u7684\u4E00\u4E2A\u8BAE\u9898\u548C\u53E6\u4E00\u4E2A\u8BAE\u9898\u4EE5\u53CA\u66F4\u591A\u7684\u5185\u5BB9\u548C\u7ED3\u5C3E"
)

func newScene(t testing.TB) scene {
	t.Helper()
	s := scene{Office: testkit.NewOffice(t)}
	s.author = s.Accredit("first.author", "FI", "delegate")
	s.reader = s.Accredit("second.reader", "VN", "delegate")
	s.observer = s.Accredit("third.observer", "JP", "observer")
	s.moderator = s.Accredit("fourth.moderator", "DE", "delegate", "moderator")
	s.secretary = s.Accredit("fifth.secretary", "XA", "secretariat")
	must(t, s.author, "An opinion.\nIn two lines.", "post", "finance", "--title", firstTitle)
	must(t, s.reader, "Another opinion.", "reply", "2")
	must(t, s.author, "A third opinion.", "reply", "#3")
	must(t, s.author, "In Chinese.", "post", "finance", "--title", chinese)
	return s
}

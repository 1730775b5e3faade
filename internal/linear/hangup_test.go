package linear

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A line is a session at whose other end a test sits. It lives in a bubble of
// package synctest, where waiting is exact and time is not lost.
type line struct {
	t   *testing.T
	in  *io.PipeWriter
	err chan error

	mu  sync.Mutex // guards out
	out bytes.Buffer
}

func (l *line) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.Write(p)
}

// said is what was written since it was last asked.
func (l *line) said() string {
	synctest.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	said := l.out.String()
	l.out.Reset()
	return said
}

func (l *line) types(s string) string {
	l.t.Helper()
	if _, err := io.WriteString(l.in, s); err != nil {
		l.t.Fatal(err)
	}
	return l.said()
}

// over waits for the end of the session.
func (l *line) over() string {
	l.t.Helper()
	if err := <-l.err; err != nil {
		l.t.Error(err)
	}
	l.in.Close()
	return l.said()
}

func call(t *testing.T, ctx context.Context, desk *secretariat.Desk) *line {
	in, typing := io.Pipe()
	l := &line{t: t, in: typing, err: make(chan error, 1)}
	go func() {
		l.err <- Run(ctx, desk, Terminal{In: in, Out: l, Echo: true})
	}()
	return l
}

func expect(t *testing.T, said, want string) {
	t.Helper()
	if !strings.Contains(said, want) {
		t.Errorf("%q is not in:\n%.2000s", want, said)
	}
}

// bubble runs a test with a house of its own in a bubble.
func bubble(t *testing.T, test func(t *testing.T, h *house)) {
	synctest.Test(t, func(t *testing.T) { test(t, newHouse(t)) })
}

func draftText(t *testing.T, desk *secretariat.Desk, at secretariat.Place) string {
	t.Helper()
	draft, ok, err := desk.Draft(at)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return "(no draft)"
	}
	return draft.Text
}

// However a session ends in the middle of a text, the text is kept, the line
// that was not finished with it.
func TestHangUpKeepsTheDraft(t *testing.T) {
	for name, end := range map[string]func(h *house, l *line, cancel context.CancelCauseFunc){
		"the input ends":      func(_ *house, l *line, _ context.CancelCauseFunc) { l.in.Close() },
		"the context is done": func(_ *house, _ *line, cancel context.CancelCauseFunc) { cancel(nil) },
		"the server is closed": func(_ *house, _ *line, cancel context.CancelCauseFunc) {
			cancel(fault.New(fault.Failed, "The server is closed for today."))
		},
		"the key is revoked": func(h *house, _ *line, _ context.CancelCauseFunc) {
			if _, _, err := h.Reconcile(nil); err != nil {
				panic(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, h *house) {
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				l := call(t, ctx, h.reader)
				l.types(keyed(h.budget.String(), "r", "One line.", "Another line.") + "Half a l\xc3")
				end(h, l, cancel)
				said := l.over()
				if name == "the server is closed" {
					expect(t, said, "closed for today")
				}
				if name == "the key is revoked" {
					expect(t, said, h.reader.Why())
					return // nothing can be kept for somebody who has left
				}
				want := "One line.\nAnother line.\nHalf a l"
				if got := draftText(t, h.reader, secretariat.ReplyTo(h.budget)); got != want {
					t.Errorf("kept %q, want %q", got, want)
				}
			})
		})
	}
}

// What is typed is kept while the delegate is still at it, a few seconds after
// the first key and after some lines, and nothing is written meanwhile.
func TestTheDraftIsKeptWhileTyping(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.reader)
		place := secretariat.OnBoard("finance")
		l.types(keyed(":finance", "w", "Kept"))
		if got := draftText(t, h.reader, place); got != "" {
			t.Errorf("after the title the text is %q", got)
		}
		l.types("Half a li")
		if got := draftText(t, h.reader, place); got != "" {
			t.Errorf("at once %q", got)
		}
		time.Sleep(keepAfter)
		if said := l.said(); said != "" {
			t.Errorf("keeping said %q", said)
		}
		if got, want := draftText(t, h.reader, place), "Half a li"; got != want {
			t.Errorf("after a while %q, want %q", got, want)
		}
		l.types("ne\r" + keyed("2", "3", "4", "5"))
		if got, want := draftText(t, h.reader, place), "Half a line\n2\n3\n4\n5"; got != want {
			t.Errorf("after five lines %q, want %q", got, want)
		}
		l.in.Close()
		l.over()
	})
}

// A draft is offered at the next login, and sent under the token that it has.
func TestDraftsAreOfferedAtEntry(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		token := h.reader.NewToken()
		err := h.reader.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(h.budget), Token: token, Text: "Kept."})
		if err != nil {
			t.Fatal(err)
		}
		l := call(t, t.Context(), h.reader)
		expect(t, l.said(), "The newest: Reply to #2 in Budget of the facility")
		expect(t, l.types("y\r.\ry\r"), "Posted as ")
		l.in.Close()
		l.over()
		posted, err := h.reader.Reply(token, forum.Reply{To: h.budget, Text: "Kept."})
		if err != nil || !posted.Already {
			t.Errorf("sending under the same token gave %+v, %v", posted, err)
		}
		if got := draftText(t, h.reader, secretariat.ReplyTo(h.budget)); got != "(no draft)" {
			t.Errorf("the draft is still there: %q", got)
		}
	})
}

// What others post is told at once where nothing is typed, else before the next
// prompt, and each post once.
func TestNewsAreTold(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.reader)
		l.said()
		h.post(t, h.writer, "labour", "First", "Text.")
		if got, want := l.said(), "\n1 new.\nToday. Enter to read the next new post: "; got != want {
			t.Errorf("told %q, want %q", got, want)
		}
		h.post(t, h.writer, "labour", "Second", "Text.")
		if said := l.said(); said != "" {
			t.Errorf("told twice at one prompt: %q", said)
		}
		l.types(":bo")
		h.post(t, h.writer, "labour", "Third", "Text.")
		if said := l.said(); said != "" {
			t.Errorf("told in the middle of a line: %q", said)
		}
		if said := l.types("ards\r"); strings.Count(said, "2 new.\nBoards. Enter") != 1 {
			t.Errorf("not told before the next prompt:\n%s", said)
		}
		l.types(":finance\rw\rTitle\r")
		h.post(t, h.writer, "labour", "Fourth", "Text.")
		if said := l.types("text\r"); said != "text\n" {
			t.Errorf("told in the middle of a text: %q", said)
		}
		expect(t, l.types(".\rk\r"), "Kept as a draft; :drafts lists it.\n1 new.\nFinance.")
		expect(t, l.types("n\r"), "Topic #2")
		if said := l.types("\r"); strings.Contains(said, "1 new.\n") {
			t.Errorf("one's own reading was told as news:\n%s", said)
		}
		l.in.Close()
		l.over()
	})
}

// A refusal to post leaves the draft, and says why.
func TestRefusedPostsAreKept(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.reader)
		l.types(keyed(":2", "r", "Too late."))
		if err := h.moderator.Lock(h.budget, true); err != nil {
			t.Fatal(err)
		}
		said := l.types(".\ry\r")
		expect(t, said, "Topic #2 is locked by a moderator.")
		expect(t, said, "Enter to keep it as a draft")
		l.types("\r")
		if got := draftText(t, h.reader, secretariat.ReplyTo(h.budget)); got != "Too late." {
			t.Errorf("the draft is %q", got)
		}
		l.in.Close()
		l.over()
	})
}

// What is typed on after another session has sent an earlier state of it is kept, and
// said to be another text.
func TestTwoSessionsAtOnePlace(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		place := secretariat.ReplyTo(h.budget)
		first := call(t, t.Context(), h.reader)
		first.types(keyed(":2", "r", "Common base.", ".q", "q"))
		second := call(t, t.Context(), h.reader)
		second.types(keyed("y"))
		draft, _, err := h.reader.Draft(place)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.reader.Reply(draft.Token, forum.Reply{To: h.budget, Text: draft.Text}); err != nil {
			t.Fatal(err)
		}
		second.types("And mo")
		time.Sleep(keepAfter)
		if said := second.said(); said != "" {
			t.Errorf("keeping said %q", said)
		}
		if got, want := draftText(t, h.reader, place), "Common base.\nAnd mo"; got != want {
			t.Errorf("kept %q, want %q", got, want)
		}
		expect(t, second.types("re.\r"), "An earlier state of this text was posted already, as #")
		expect(t, second.types(".\ry\r"), "Posted as #")
		if got := draftText(t, h.reader, place); got != "(no draft)" {
			t.Errorf("after it was posted %q", got)
		}
		for _, l := range []*line{first, second} {
			l.in.Close()
			l.over()
		}
	})
}

// A line that is too long or not UTF-8 is refused with a sentence, and asked again.
func TestBadLinesAreRefused(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.reader)
		expect(t, l.types(strings.Repeat("x", maxAnswer+1)+"\r"), "The line is longer than the 1024 bytes that are taken here.")
		expect(t, l.types(":fin\xe9\r"), "The line is not UTF-8: byte 0xE9 at offset 4.")
		l.types(keyed(":finance", "w", strings.Repeat("t", rule.MaxTitle+1)))
		expect(t, l.types("Short\r"), "Write line by line.")
		l.types(strings.Repeat("y", maxTextLine+10) + "\r")
		for range linesUnkept {
			l.types("z\r")
		}
		draft := draftText(t, h.reader, secretariat.OnBoard("finance"))
		if want := strings.Repeat("y", maxTextLine) + "\n" + strings.Repeat("y", 10) + "\nz"; !strings.HasPrefix(draft, want) {
			t.Errorf("a long line was not broken in two: %d bytes", len(draft))
		}
		said := ""
		for range rule.MaxText / maxTextLine {
			said += l.types(strings.Repeat("y", maxTextLine-1) + "\r")
		}
		if got := strings.Count(said, "65536 at most. This line was not taken."); got != 2 {
			t.Errorf("%d lines were refused for want of room, not 2", got)
		}
		l.in.Close()
		l.over()
	})
}

// A line that cannot be written ends the session with its error, and the draft is kept.
func TestALostLineEndsTheSession(t *testing.T) {
	h := newHouse(t)
	in, typing := io.Pipe()
	defer typing.Close()
	broken := errors.New("broken pipe")
	err := Run(t.Context(), h.reader, Terminal{In: in, Out: failing{broken}, Echo: true})
	if !errors.Is(err, broken) {
		t.Errorf("Run returned %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// What is edited while the delegate has the text before him is new to him still.
func TestEditedWhileRead(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		long := strings.Repeat("A line of the text.\n", 30)
		posted, err := h.writer.Open("", forum.Open{Board: "health", Title: "Long", Text: long})
		if err != nil {
			t.Fatal(err)
		}
		in, typing := io.Pipe()
		l := &line{t: t, in: typing, err: make(chan error, 1)}
		go func() {
			l.err <- Run(t.Context(), h.reader, Terminal{In: in, Out: l, Window: func() (int, int) { return 80, 10 }})
		}()
		expect(t, l.types(posted.Number.String()+"\n"), "More?")
		if _, err := h.writer.Edit("", forum.Edit{Number: posted.Number, Text: "Shorter."}); err != nil {
			t.Fatal(err)
		}
		for strings.Contains(l.types("\n"), "More?") {
		}
		p, err := h.reader.Post(posted.Number)
		if err != nil || !p.New {
			t.Errorf("the new version counts as read, %v", err)
		}
		l.in.Close()
		l.over()
	})
}

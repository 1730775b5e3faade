package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
)

// patience is how long nothing may come before the person is told what is
// waited for. The end of the input is waited for in any case, as ssh does.
const patience = 2 * time.Second

// text reads a post's text from standard input. It is checked here, so that
// what the rules refuse costs nothing of the allowance for posting; how is the
// command line to be shown where nothing came.
func (e *errand) text(ctx context.Context, how string) (string, error) {
	raw, err := e.input("text", how, rule.MaxText)
	if err == nil {
		err = context.Cause(ctx) // typing takes its time: the delegate may be dismissed by now
	}
	if err != nil {
		return "", err
	}
	if _, err := rule.Words(raw); err != nil {
		return "", err
	}
	return raw, nil
}

// input reads at most bound bytes, of what the word what names.
func (e *errand) input(what, how string, bound int) (string, error) {
	if e.terminal {
		return "", fault.New(fault.Usage, "The %s is read from standard input, which has no end on a terminal.", what).
			Then("Leave -t away and give it so: %s", how)
	}
	raw, err := e.received(what, bound, "Waiting for the %s on standard input. From the keyboard: end it with Ctrl-D.")
	if err == nil && plain.Blank(strings.ToValidUTF8(raw, "?")) {
		err = fault.New(fault.Usage, "No %s came on standard input.", what).Then("Give it so: %s", how)
	}
	return raw, err
}

// perhapsInput reads at most bound bytes of what need not come at all. On a terminal,
// which has no end, nothing is waited for.
func (e *errand) perhapsInput(what string, bound int) (string, error) {
	if e.terminal {
		return "", nil
	}
	return e.received(what, bound, "Waiting for %s on standard input. From the keyboard: end with Ctrl-D, at once for none.")
}

// received is standard input, of bound bytes at most; hint is what a person is told who
// lets it wait.
func (e *errand) received(what string, bound int, hint string) (string, error) {
	tell := func() { e.note(hint, what) }
	if e.asJSON {
		tell = func() {}
	}
	raw, err := io.ReadAll(io.LimitReader(&awaited{from: e.in, patience: patience, hint: tell}, int64(bound)+1))
	switch {
	case err != nil:
		return "", incomplete(what, err)
	case len(raw) > bound:
		return "", fault.New(fault.Usage, "The %s has more than %d bytes (%d KiB), the most that is taken.", what, bound, bound>>10).
			Then("Shorten it, or send it in parts.")
	}
	return string(raw), nil
}

// incomplete is an input that ended early. The door may have said why.
func incomplete(what string, err error) error {
	var told *fault.Error
	if errors.As(err, &told) {
		return told
	}
	return fault.New(fault.Failed, "The %s could not be taken in whole, so nothing was done.", what).
		Then("Send it again.").Because(err)
}

// awaited is an input of which the first bytes may be long in coming. The hint
// is given once, from a goroutine that has ended when the first Read returns.
type awaited struct {
	from     io.Reader
	patience time.Duration
	hint     func()
	came     bool
}

func (a *awaited) Read(p []byte) (int, error) {
	if a.came {
		return a.from.Read(p)
	}
	a.came = true
	given := make(chan struct{})
	timer := time.AfterFunc(a.patience, func() { defer close(given); a.hint() })
	n, err := a.from.Read(p)
	if !timer.Stop() {
		<-given
	}
	return n, err
}

// giving is the command line that gives a text: ssh HOST reply 12 < TEXT.
func (e *errand) giving(format string, args ...any) string {
	return e.ssh("%s < TEXT", fmt.Sprintf(format, args...))
}

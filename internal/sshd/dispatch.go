package sshd

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/ssh"
	"github.com/anmitsu/go-shlex"

	"asem.internal/avs/internal/fault"
)

// A face as the dispatch sees it: the exit code is what it returns.
type face = func(*Visit) int

// shell is what a session without a command meets; streams says whether the
// face may take in much.
func (v *Visit) shell() (work face, streams bool) {
	faces := v.line.server.config.Faces
	switch {
	case v.Term == "":
		return faces.Help, true
	case faces.Screen == nil:
		return nil, false
	}
	return func(v *Visit) int {
		code := faces.Screen(v)
		if v.wasDismissed() {
			return fault.Failed.ExitCode()
		}
		return code
	}, false
}

// command is what a command line leads to. A line that cannot be split must not
// be taken for none: a slip of a quotation mark would open a screen.
func (v *Visit) command(line string) (work face, streams bool) {
	if len(line) > maxCommandLine {
		return refusal(tooLong(len(line))), true
	}
	if at := invalidUTF8(line); at >= 0 {
		return refusal(fault.New(fault.Usage, "The command line is not UTF-8 (at byte %d).", at)), true
	}
	words, err := shlex.Split(line, true)
	if err != nil {
		return refusal(fault.New(fault.Usage, "The command line cannot be split into words: a quotation mark is not closed.").
			Then("Put quotation marks around the whole command once more, for your own shell.").Because(err)), true
	}
	if len(words) == 0 {
		return v.shell()
	}
	v.Line = line
	run := v.line.server.config.Faces.Command
	if run == nil {
		return nil, true
	}
	return func(v *Visit) int { return run(v, words) }, true
}

// invalidUTF8 is where text stops being UTF-8, or -1.
func invalidUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	valid := strings.ToValidUTF8(text, "\xff")
	return strings.IndexByte(valid, 0xff)
}

// refusal is the face of somebody who gets a sentence and nothing more.
func refusal(reason *fault.Error) face {
	return func(v *Visit) int {
		_, _ = fmt.Fprintln(v.Stderr(), reason.Error()) // fails with the connection only
		return reason.Kind.ExitCode()
	}
}

// start begins the session with that face.
func (v *Visit) start(work face, streams bool) {
	if work == nil {
		work = refusal(fault.New(fault.Usage, "This is not offered here."))
	}
	if turnedAway := v.line.identity.turnedAway; turnedAway != nil {
		work = refusal(turnedAway)
	}
	limit := v.line.limits.ScreenIdle
	if streams {
		limit = v.line.limits.CommandIdle
	}
	v.mu.Lock()
	v.work, v.streams, v.idleLimit = work, streams, limit
	v.mu.Unlock()
	v.touch()
	v.line.begin(streams)
}

// handle is the library's handler: it runs the face, and sends the exit status
// even if the face panics, which wish's recover then contains and logs.
func (v *Visit) handle(session ssh.Session) {
	v.mu.Lock()
	v.session = session
	v.mu.Unlock()
	v.stdout.attach(session)
	v.stderr.attach(session.Stderr())
	code := fault.Failed.ExitCode()
	defer func() { v.finish(code) }()
	code = v.work(v)
}

// finish ends a session whose face has returned.
func (v *Visit) finish(code int) {
	v.idle.Stop()
	v.exit(code)
	v.cancel()
	v.line.end(v.streams)
	close(v.done)
}

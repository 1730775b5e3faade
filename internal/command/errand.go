package command

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// An errand is one command line being done. It is used by one goroutine.
type errand struct {
	desk     *secretariat.Desk
	house    House
	in       io.Reader
	out      *bufio.Writer
	err      io.Writer
	terminal bool

	duties  []duty // set by tree
	asJSON  bool
	columns int            // of the terminal; 0 where the answer goes to none
	zone    *time.Location // asked once, see clock
}

// usualColumns is the width of a terminal that does not tell its own.
const usualColumns = 80

func newErrand(desk *secretariat.Desk, house House, s Streams) *errand {
	if house.Host == "" {
		house.Host = "HOST"
	}
	if house.MaxImport == 0 {
		house.MaxImport = DefaultMaxImport
	}
	if house.Log == nil {
		house.Log = slog.New(slog.DiscardHandler)
	}
	e := &errand{desk: desk, house: house, in: s.In, out: bufio.NewWriter(s.Out), err: s.Err, terminal: s.Terminal}
	if s.Terminal {
		e.columns = cmp.Or(max(0, s.Columns), usualColumns)
	}
	return e
}

// do finds the command and runs it.
func (e *errand) do(ctx context.Context, words []string) error {
	root := e.tree()
	cmd, rest, _ := root.Find(words)
	if cmd == root {
		// Said here, before options are parsed: it is the word that is wrong. This
		// also keeps cobra's hidden completion command from being reached.
		for _, word := range rest {
			if !strings.HasPrefix(word, "-") {
				return unknown(root, word)
			}
		}
	} else {
		if takesQuery(cmd) {
			rest = optionsFirst(cmd, rest)
		} else {
			rest = regrouped(cmd, rest)
		}
		words = append(strings.Fields(nameOf(cmd)), rest...)
	}
	root.SetArgs(append([]string{}, words...)) // nil would mean the server's own arguments
	root.SetOut(e.out)
	root.SetErr(e.err)
	return root.ExecuteContext(ctx)
}

// end writes what is left, then the error if there is one, and gives the exit code.
func (e *errand) end(err error, words []string) int {
	gone := e.out.Flush()
	if err == nil {
		err = gone
	}
	if err == nil {
		return 0
	}
	if e.desk != nil && e.desk.Why() != "" { // dismissed meanwhile: whatever failed failed of that
		err = fault.New(fault.Refused, "%s", e.desk.Why()).Because(err)
	}
	e.complain(err, slices.Contains(words, "--json"))
	if fault.KindOf(err) == fault.Failed && gone == nil {
		// Not the whole line: it may hold a title, or a token.
		e.house.Log.Error("a command failed", "command", clip(strings.Join(words[:min(1, len(words))], "")), "err", causeOf(err))
	}
	return fault.ExitCode(err)
}

// say writes one line of the answer for people.
func (e *errand) say(format string, args ...any) {
	_, _ = fmt.Fprintf(e.out, format+"\n", args...) // the writer remembers its error; flush tells it
}

// flush brings out what was written so far, and says if nobody takes it.
func (e *errand) flush() error { return e.out.Flush() }

// note writes a line beside the answer.
func (e *errand) note(format string, args ...any) {
	_, _ = fmt.Fprintf(e.err, format+"\n", args...) // fails with the connection only
}

// ssh is how a client calls a command of this house.
func (e *errand) ssh(format string, args ...any) string {
	line := "ssh " + e.house.Host
	if e.house.Port != "" && e.house.Port != "22" {
		line = "ssh -p " + e.house.Port + " " + e.house.Host
	}
	if format == "" {
		return line
	}
	return line + " " + fmt.Sprintf(format, args...)
}

// local puts this house where a text says "ssh HOST".
func (e *errand) local(text string) string { return strings.ReplaceAll(text, "ssh HOST", e.ssh("")) }

// nameOf is the command's name behind that of its parent: "keys add".
func nameOf(cmd *cobra.Command) string {
	if cmd.HasParent() && cmd.Parent().HasParent() {
		return nameOf(cmd.Parent()) + " " + cmd.Name()
	}
	return cmd.Name()
}

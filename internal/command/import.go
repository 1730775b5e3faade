package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

func (e *errand) imports() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "import mbox ...",
		Short:   "Secretariat: bring a collection onto a board",
		Long:    `Brings what was kept elsewhere onto a board. Only the secretariat may.`,
		Example: `'import mbox --board letters --title "Old letters"' < letters.mbox`,
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(e.importMbox())
	return cmd
}

func (e *errand) importMbox() *cobra.Command {
	var board, title string
	cmd := &cobra.Command{
		Use:   "mbox --board BOARD [--title TITLE] < FILE",
		Short: "Bring the mail of a mbox file onto a board",
		Long: `Brings the mail of a mbox file, from standard input and unpacked, onto a board:
threads by their references, authors and dates as they were, attachments kept.
With --title an archive board is founded where there is none. Doing it again is
harmless: what is there already is passed over. What cannot be read is counted
and listed.`,
		Example: `'import mbox --board letters --title "Old letters"' < letters.mbox`,
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if board == "" {
				return misused(cmd, "The board is missing.")
			}
			id, err := asem.ParseBoardID(strings.ToLower(board))
			if err != nil {
				return misused(cmd, "%q is not a board's name.", clip(board))
			}
			return e.bringMbox(cmd.Context(), id, title)
		},
	}
	cmd.Flags().StringVar(&board, "board", "", "the `BOARD` that takes the collection")
	textOption(cmd, &title, "title", "found the archive board with this `TITLE` if it is not there")
	return cmd
}

func (e *errand) bringMbox(ctx context.Context, board asem.BoardID, title string) error {
	// Asked before a byte is taken in.
	if _, err := e.desk.Import(board); err != nil && (fault.KindOf(err) != fault.NotFound || title == "") {
		return err
	}
	if e.house.ImportMbox == nil {
		return fault.New(fault.Refused, "This server takes no collections.").Then("Ask your operator to do it with `avs import mbox`.")
	}
	if e.terminal {
		return fault.New(fault.Usage, "A mbox is read from standard input, which has no end on a terminal.").
			Then("Leave -t away and give it so: %s", e.ssh("import mbox --board %s < FILE", board))
	}
	spool, err := e.spool(ctx)
	if err != nil {
		return err
	}
	defer spool.remove()
	progress := e.err
	if e.asJSON {
		progress = io.Discard
	}
	imported, err := e.house.ImportMbox(ctx, e.desk, board, title, spool.file, spool.size, progress)
	if err == nil {
		return e.tellImported(board, imported)
	}
	if imported.Posted+imported.Already+len(imported.Skipped) > 0 {
		for _, line := range summary(board, imported) {
			e.beside("%s", line)
		}
	}
	return err
}

// A spool is a file without a name, so that nothing of it stays, however the server
// ends. The parsing room reads bodies at their offsets, which an input cannot give.
type spool struct {
	file *os.File
	size int64
}

// remove gives the file back to the disk.
func (s spool) remove() { _ = s.file.Close() } // only read by now

// spoolStep is after how many bytes progress is told.
const spoolStep = 16 << 20

// spool takes the input onto disk, MaxImport bytes at most.
func (e *errand) spool(ctx context.Context) (spool, error) {
	file, err := os.CreateTemp(e.house.Spool, "import-*.mbox")
	if err == nil {
		if err = os.Remove(file.Name()); err != nil {
			_ = file.Close() // the fault is told, and the file has its name for the operator to see
		}
	}
	if err != nil {
		return spool{}, fault.New(fault.Failed, "The server has no place to keep the mbox while it is read.").
			Then("Tell your operator.").Because(err)
	}
	s := spool{file: file}
	in := whileWanted{ctx, io.LimitReader(e.in, e.house.MaxImport+1)}
	for {
		n, err := io.CopyN(file, in, spoolStep)
		s.size += n
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			s.remove()
			return spool{}, incomplete("mbox", err)
		}
		e.beside("%d MiB received", s.size>>20)
	}
	switch {
	case s.size > e.house.MaxImport:
		err = fault.New(fault.Usage, "The mbox has more than %d MiB, the most that is taken.", e.house.MaxImport>>20).
			Then("Send it in parts, or ask your operator to do it with `avs import mbox`.")
	case s.size == 0:
		err = fault.New(fault.Usage, "No mbox came on standard input.").Then("Give it so: ssh HOST import mbox --board BOARD < FILE")
	default:
		return s, nil
	}
	s.remove()
	return spool{}, err
}

type importedRow struct {
	Board   asem.BoardID `json:"board"`
	Posted  int          `json:"posted"`
	Already int          `json:"already"`
	Skipped []Skipped    `json:"skipped"`
}

func (e *errand) tellImported(board asem.BoardID, i Imported) error {
	if e.asJSON {
		skipped := make([]Skipped, len(i.Skipped))
		for at, s := range i.Skipped {
			skipped[at] = Skipped{plain.Line(s.Where), plain.Line(s.Reason)}
		}
		return e.answer(importedRow{board, i.Posted, i.Already, skipped})
	}
	for _, line := range summary(board, i) {
		e.say("%s", line)
	}
	return nil
}

// summary tells people what became of a collection, a line each.
func summary(board asem.BoardID, i Imported) []string {
	lines := []string{fmt.Sprintf("%s brought onto %s, %d there already, %d not readable.", count(i.Posted, "message"), board, i.Already, len(i.Skipped))}
	for _, s := range i.Skipped {
		lines = append(lines, fmt.Sprintf("Not readable: %s: %s", plain.Line(s.Where), plain.Line(s.Reason)))
	}
	return lines
}

package command

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

func (e *errand) save() *cobra.Command {
	return &cobra.Command{
		Use:   "save NUMBER INDEX > FILE",
		Short: "Fetch a file that came with a post or a letter",
		Long: `Sends the file to standard output, byte for byte, and compares it with its digest
in the record meanwhile: one that differs is not sent whole, and the exit code is 1.
The files of a post or a letter and their indexes are shown by read. With --json the
file is described and not sent.`,
		Example: "save 4211 1 > report.pdf\nsave 4211 1 --json",
		Args:    exactly(2),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			index, err := strconv.Atoi(words[1])
			if err != nil || index < 1 {
				return misused(cmd, "%q is not the index of a file: 1 for the first.", clip(words[1]))
			}
			return e.saveFile(cmd.Context(), n, index)
		},
	}
}

type fileFacts struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (e *errand) saveFile(ctx context.Context, n asem.Number, index int) error {
	if e.terminal && !e.asJSON {
		return fault.New(fault.Usage, "A file is not sent to a terminal, whose state it could upset.").
			Then("Leave -t away: %s", e.ssh("save %d %d > FILE", n, index))
	}
	file, body, err := e.desk.File(n, index-1)
	if err != nil {
		return err
	}
	defer body.Close() // only read: nothing can be lost by closing
	if e.asJSON {
		return e.answer(fileFacts{plain.Line(file.Name), plain.Line(file.Type), file.Bytes, file.Digest.String()})
	}
	if _, err := io.Copy(e.out, whileWanted{ctx, body}); err != nil {
		return notWhole(err, "its number, "+n.String())
	}
	if err := e.flush(); err != nil {
		return err
	}
	e.note("%s, %s, %d bytes, SHA-256 %s", plain.Line(file.Name), plain.Line(file.Type), file.Bytes, file.Digest)
	return nil
}

// whileWanted reads until the errand is over.
type whileWanted struct {
	ctx  context.Context
	from io.Reader
}

func (w whileWanted) Read(p []byte) (int, error) {
	if err := context.Cause(w.ctx); err != nil {
		return 0, err
	}
	return w.from.Read(p)
}

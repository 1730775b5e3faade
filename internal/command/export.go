package command

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
)

// Export is what a delegate takes home, on its way to a file.
type Export struct {
	io.ReadCloser
	Bytes int64
	Files int
}

func (e *errand) export() *cobra.Command {
	return &cobra.Command{
		Use:   "export > FILE",
		Short: "All that you may read, to take home",
		Long: `Sends all that you may read as one file: boards as mail by month, notices, your
letters, documents as files by symbol and version, and all of it as lines of JSON, with
the SHA-256 of every file. Unpack it so: zstd -dc FILE | tar -x. What others may not
read is not in it, nor is what they wrote to one another.`,
		Example: "export > avs-export.tar.zst",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case e.terminal:
				return fault.New(fault.Usage, "An export is not sent to a terminal.").Then("Leave -t away: %s", e.ssh("export > avs-export.tar.zst"))
			case e.house.Export == nil:
				return fault.New(fault.Refused, "This server gives no exports over ssh.").Then("Ask your operator for one.")
			}
			return e.giveExport(cmd.Context())
		},
	}
}

func (e *errand) giveExport(ctx context.Context) error {
	told := -1
	x, err := e.house.Export(ctx, e.desk, func(done, total uint64) {
		if percent := int(done * 100 / max(total, 1)); percent/10 != told {
			told = percent / 10
			e.note("%d %%, entry %d of %d", percent, done, total)
		}
	})
	if err != nil {
		return err
	}
	defer x.Close() // only read: nothing can be lost by closing
	if _, err := io.Copy(e.out, whileWanted{ctx, x}); err != nil {
		return fault.New(fault.Failed, "The export was not sent whole.").Then("Fetch it again.").Because(err)
	}
	if err := e.flush(); err != nil {
		return err
	}
	e.note("%s, %d bytes.", count(x.Files, "file"), x.Bytes)
	return nil
}

package command

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
)

// Backup is an installation on its way to a file.
type Backup struct {
	io.ReadCloser
	Bytes   int64
	Entries uint64
}

func (e *errand) backup() *cobra.Command {
	return &cobra.Command{
		Use:   "backup > FILE",
		Short: "Secretariat: the whole installation as one file",
		Long: `Sends all there is, as it is at this moment, while everything else goes on: what
was written, all files, letters too, the host key, the seal and the key ring. So the
file is as secret as the server itself. Only the secretariat may. ` + "`avs restore`" + `
makes an installation of it, and refuses a file that was cut off.`,
		Example: "backup > avs-2026-09-10.backup",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := e.desk.MayOperate(); err != nil {
				return err
			}
			if e.terminal {
				return fault.New(fault.Usage, "A backup is not sent to a terminal.").Then("Leave -t away: %s", e.ssh("backup > FILE"))
			}
			if e.house.Backup == nil {
				return fault.New(fault.Refused, "This server gives no backups over ssh.").Then("Ask your operator for one.")
			}
			return e.giveBackup(cmd.Context())
		},
	}
}

func (e *errand) giveBackup(ctx context.Context) error {
	b, err := e.house.Backup(ctx, e.desk)
	if err != nil {
		return err
	}
	defer b.Close() // only read: nothing can be lost by closing
	if _, err := io.Copy(e.out, whileWanted{ctx, b}); err != nil {
		return fault.New(fault.Failed, "The backup was not sent whole.").Then("Fetch it again: what came is refused by `avs restore`.").Because(err)
	}
	if err := e.flush(); err != nil {
		return err
	}
	e.note("Backup of %d entries, %d bytes.", b.Entries, b.Bytes)
	return nil
}

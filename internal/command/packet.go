package command

import (
	"compress/gzip"
	"context"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) packet() *cobra.Command {
	var since, board string
	var gz, zst bool
	cmd := &cobra.Command{
		Use:   "packet [--since NUMBER|DAY] [--board BOARD] [--gzip | --zstd] > FILE",
		Short: "What is new since the last packet, as a mbox",
		Long: `Writes what came to you since your last packet as a mbox: posts, notices, letters, and
documents with where their files are. Mail programs show it in threads. The next
packet goes on from there, once this one was taken whole; --since and --board leave
that as it is. Nothing is marked as read. Answers come back by submit.`,
		Example: "packet --gzip > new.mbox.gz\npacket --since 2026-09-01 --board finance > finance.mbox",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			what, err := e.packetSince(since, board)
			switch {
			case err != nil:
				return err
			case gz && zst:
				return misused(cmd, "A packet is packed in one way.")
			case e.terminal:
				return fault.New(fault.Usage, "A packet is not sent to a terminal.").Then("Leave -t away: %s", e.ssh("packet > new.mbox"))
			}
			return e.givePacket(cmd.Context(), what, gz, zst)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "what came after the `NUMBER`, or since the day")
	cmd.Flags().StringVar(&board, "board", "", "posts of the `BOARD` alone, collections brought there too")
	cmd.Flags().BoolVar(&gz, "gzip", false, "packed with gzip")
	cmd.Flags().BoolVar(&zst, "zstd", false, "packed with zstd, which is smaller")
	return cmd
}

// packetSince reads from where the packet is to go.
func (e *errand) packetSince(since, board string) (what secretariat.PacketSince, err error) {
	if board != "" {
		what.Board = asem.BoardNamed(board)
	}
	if since == "" {
		return what, nil
	}
	if n, err := asem.ParseNumber(since); err == nil && !strings.Contains(since, "-") {
		what.Number = n
		return what, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02"} {
		if at, err := time.ParseInLocation(layout, since, e.clock()); err == nil {
			what.At = at
			return what, nil
		}
	}
	return what, fault.New(fault.Usage, "%q is neither a number nor a day.", clip(since)).Then("Write 4211, 2026-09-11 or \"2026-09-11 18:00\".")
}

// packed is what closes the packing, in which a packet may be.
func (e *errand) packed(gz, zst bool) (io.WriteCloser, error) {
	switch {
	case gz:
		return gzip.NewWriter(e.out), nil
	case zst:
		return zstd.NewWriter(e.out, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	}
	return unpacked{e.out}, nil
}

type unpacked struct{ io.Writer }

// Close does nothing: what lies below is flushed by whoever has it.
func (unpacked) Close() error { return nil }

// givePacket writes the packet, and says afterwards that it was taken.
func (e *errand) givePacket(ctx context.Context, what secretariat.PacketSince, gz, zst bool) error {
	out, err := e.packed(gz, zst)
	if err != nil {
		return err
	}
	m := e.mailer(out)
	upTo, err := e.desk.Packet(ctx, what, func(p secretariat.Parcel) error {
		if err := m.Write(p); err != nil {
			return err
		}
		return e.flush()
	})
	if err == nil {
		err = out.Close()
	}
	if err == nil {
		err = e.flush()
	}
	if err != nil {
		return err
	}
	if m.Count == 0 {
		e.note("Nothing came to you since; the packet is empty.")
	} else {
		e.note("%s.", count(m.Count, "message"))
	}
	if what != (secretariat.PacketSince{}) {
		return nil
	}
	return e.desk.PacketTaken(upTo)
}

// mailer writes messages with the titles and files that the desk gives.
func (e *errand) mailer(out io.Writer) *packet.Mailer {
	titles := map[asem.BoardID]string{}
	return &packet.Mailer{Out: out, Domain: e.house.Domain, Room: packet.MostAttached, SSH: e.ssh,
		BoardTitle: func(id asem.BoardID) string {
			if _, ok := titles[id]; !ok {
				b, err := e.desk.Board(id)
				if titles[id] = b.Title; err != nil {
					titles[id] = string(id)
				}
			}
			return titles[id]
		},
		Content: func(n asem.Number, index int, _ rule.File) ([]byte, error) {
			_, body, err := e.desk.File(n, index)
			if err != nil {
				return nil, err
			}
			defer body.Close() // only read: nothing can be lost by closing
			return io.ReadAll(body)
		},
		Where: func(n asem.Number, index int, _ rule.File) string { return e.ssh("save %d %d > FILE", n, index+1) },
	}
}

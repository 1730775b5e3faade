package command

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// maxSubmitted is how many bytes of answers are taken, unpacked.
const maxSubmitted = 64 << 20

func (e *errand) submit() *cobra.Command {
	return &cobra.Command{
		Use:   "submit < letters.mbox",
		Short: "Send what you answered off line",
		Long: `Takes a mbox, or one message, of what you wrote off line, also packed with gzip or
zstd. An answer goes under what it answers; a message to a board's address opens a
topic; one to delegates, partners, missions or groups is a letter. Each message gets a
line: posted as #N, already posted, or refused and why. Sending the same again posts
nothing twice.`,
		Example: "submit < letters.mbox",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if e.terminal {
				return fault.New(fault.Usage, "A packet is read from standard input, which has no end on a terminal.").
					Then("Leave -t away and give it so: %s", e.ssh("submit < letters.mbox"))
			}
			answers, unread, err := e.submitted(cmd.Context())
			if err != nil {
				return err
			}
			return e.take(cmd.Context(), answers, unread)
		},
	}
}

// submitted receives a packet whole and reads it, before anything of it is posted.
func (e *errand) submitted(ctx context.Context) (answers []packet.Answer, unread []Skipped, err error) {
	file, err := os.CreateTemp(e.house.Spool, "submit-*")
	if err == nil {
		err = os.Remove(file.Name())
	}
	if err != nil {
		return nil, nil, fault.New(fault.Failed, "The server has no place to keep the packet while it is read.").Then("Tell your operator.").Because(err)
	}
	defer file.Close() // it has no name any more
	in, err := unpack(whileWanted{ctx, e.in})
	if err != nil {
		return nil, nil, brokenPacket(err)
	}
	size, err := io.Copy(file, io.LimitReader(in, maxSubmitted+1))
	switch {
	case err != nil:
		return nil, nil, brokenPacket(err)
	case size > maxSubmitted:
		return nil, nil, fault.New(fault.Usage, "The packet has more than %d MiB, the most that is taken.", maxSubmitted>>20).Then("Send it in parts.")
	case size == 0:
		return nil, nil, fault.New(fault.Usage, "No packet came on standard input.").Then("Give it so: %s", e.ssh("submit < letters.mbox"))
	}
	whole, size, err := packet.Whole(file, size)
	if err != nil {
		return nil, nil, err
	}
	answers, skipped, err := packet.Read(ctx, whole, size)
	for _, s := range skipped {
		unread = append(unread, Skipped{s.Where, s.Reason})
	}
	return answers, unread, err
}

func brokenPacket(err error) error {
	return fault.New(fault.Usage, "The packet came broken or cut off, so nothing of it was posted.").Then("Send it again.").Because(err)
}

// unpack finds out by its first bytes whether a packet is packed.
func unpack(in io.Reader) (io.Reader, error) {
	r := bufio.NewReader(in)
	head, err := r.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return gzip.NewReader(r)
	case bytes.HasPrefix(head, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxSubmitted), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return r, nil
}

// submittedRow is what became of one message, for programs.
type submittedRow struct {
	MessageID string       `json:"messageId"`
	Result    string       `json:"result"` // posted, already, refused
	Number    *asem.Number `json:"number"`
	Reason    string       `json:"reason"`
}

// take posts each message by itself, and tells what became of it.
func (e *errand) take(ctx context.Context, answers []packet.Answer, unread []Skipped) error {
	list := array{e: e}
	refused := 0
	tell := func(row submittedRow, subject string) error {
		if row.Result == "refused" {
			refused++
		}
		if e.asJSON {
			return list.add(row)
		}
		switch row.Result {
		case "posted":
			e.say("Posted as %s: %s", *row.Number, subject)
		case "already":
			e.say("Already posted as %s: %s", *row.Number, subject)
		default:
			e.say("Refused: %s: %s", subject, row.Reason)
		}
		return e.flush()
	}
	postman := postman{e: e, posted: map[string]asem.Number{}}
	for _, a := range answers {
		posted, err := postman.deliver(ctx, a)
		row := submittedRow{MessageID: plain.Line(a.ID), Result: "posted"}
		switch {
		case context.Cause(ctx) != nil:
			return context.Cause(ctx)
		case fault.KindOf(err) == fault.Failed && err != nil:
			return err // the disk, or the server: what follows would fail like this
		case err != nil:
			row.Result, row.Reason = "refused", fault.Sentence(err)
		default:
			if posted.Already {
				row.Result = "already"
			}
			row.Number = &posted.Number
			postman.posted[a.ID] = posted.Number
		}
		if err := tell(row, plain.Line(a.Subject)); err != nil {
			return err
		}
	}
	for _, s := range unread {
		if err := tell(submittedRow{Result: "refused", Reason: plain.Line(s.Where + ": " + s.Reason)}, plain.Line(s.Where)); err != nil {
			return err
		}
	}
	if e.asJSON {
		if err := list.close(); err != nil {
			return err
		}
	}
	if refused > 0 {
		return fault.New(fault.Refused, "%s of %d refused; the others are posted.", count(refused, "message"), len(answers)+len(unread)).
			Then("Mend what is refused and send it again: nothing is posted twice.")
	}
	return nil
}

// tokenOf makes sending the same message twice send it once.
func tokenOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "packet-" + hex.EncodeToString(sum[:16])
}

// How long a packet waits for the pace at which a delegate may post, each time and in all.
const (
	paceStep = 2 * time.Second
	paceMost = 20 * time.Minute
)

// atPace does something again until it is not refused for being too soon.
func (e *errand) atPace(ctx context.Context, do func() (secretariat.Posted, error)) (secretariat.Posted, error) {
	for waited := time.Duration(0); ; waited += paceStep {
		posted, err := do()
		if !errors.Is(err, secretariat.ErrTooSoon) || waited >= paceMost {
			return posted, err
		}
		if waited == 0 {
			e.note("Waiting: posts are taken at a pace.")
		}
		select {
		case <-time.After(paceStep):
		case <-ctx.Done():
			return posted, context.Cause(ctx)
		}
	}
}

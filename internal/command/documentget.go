package command

import (
	"context"
	"errors"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (e *errand) getDocument() *cobra.Command {
	var pick filePick
	var keepNew bool
	cmd := &cobra.Command{
		Use:   "get SYMBOL [--version VERSION] [--file FILE] [OPTION ...] > FILE",
		Short: "Fetch a file of a document",
		Long: `Sends a file to standard output, byte for byte, and compares it with its digest in the
record meanwhile: one that differs is not sent whole, and the exit code is 1. Without
--file it is the text itself, in --language or the document's own. With --json the
file is described and not sent. The same files can be fetched with sftp.`,
		Example: "doc get ASEM/SOM/2026/12 > agenda.pdf\ndoc get ASEM/SOM/2026/12 REV 1 --file 2 > annex.pdf\n" +
			`'doc get som/2026/12 --version "REV 1" --json'`,
		Args: cited,
		RunE: func(cmd *cobra.Command, words []string) error {
			return e.sendDocument(cmd.Context(), words, pick, keepNew)
		},
	}
	pick.options(cmd)
	cmd.Flags().BoolVar(&keepNew, "keep-new", false, "do not mark it as read")
	return cmd
}

func (e *errand) sendDocument(ctx context.Context, words []string, p filePick, keepNew bool) error {
	if e.terminal && !e.asJSON {
		return fault.New(fault.Usage, "A file is not sent to a terminal, whose state it could upset.").
			Then("Leave -t away: %s", e.ssh("doc get SYMBOL > FILE"))
	}
	c, err := e.cite(words, p.version)
	if err != nil {
		return err
	}
	pick, err := p.pick()
	if err != nil {
		return err
	}
	if c.draft != 0 {
		file, body, err := e.desk.OpenDraft(c.draft, pick)
		if err != nil {
			return err
		}
		return e.sendBody(ctx, file, body)
	}
	found, body, err := e.desk.OpenVersion(c.symbol, c.version, pick)
	if err != nil {
		return err
	}
	if err := e.sendBody(ctx, found.File, body); err != nil {
		return err
	}
	if by := found.Document.SupersededBy(found.Version.Label); by != "" {
		e.beside("This version is superseded by %s.", document.Cited(c.symbol, by))
	}
	if found.Document.New && !keepNew && !e.asJSON {
		e.shelveRead(secretariat.KindDocument, found.Document.Seen())
	}
	return nil
}

// sendBody sends a file, or describes it to a program.
func (e *errand) sendBody(ctx context.Context, f document.File, body secretariat.Body) error {
	if e.asJSON {
		return e.answer(fileShown{plain.Line(f.Name), plain.Line(f.Type), f.Bytes, f.Digest.String(), f.Language})
	}
	if _, err := io.Copy(e.out, whileWanted{ctx, io.NewSectionReader(body, 0, body.Size())}); err != nil {
		return notWhole(err, "its digest, "+f.Digest.String())
	}
	if err := e.flush(); err != nil {
		return err
	}
	e.note("%s, %s, %d bytes, SHA-256 %s", plain.Line(f.Name), plain.Line(f.Type), f.Bytes, f.Digest)
	return nil
}

// notWhole is the end of a file that broke off. What it breaks off with, where the
// delegate may have it no more, says so itself.
func notWhole(err error, which string) error {
	if told, ok := errors.AsType[*fault.Error](err); ok {
		return told
	}
	return fault.New(fault.Failed, "The file could not be sent whole: what has come of it is of no use.").
		Then("Fetch it again; if it fails twice, tell your operator %s.", which).Because(err)
}

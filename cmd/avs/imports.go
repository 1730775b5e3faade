package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/server"
)

// bring brings a collection onto a board; two methods of the server are one.
type bring func(s *server.Server, ctx context.Context, path string, board asem.BoardID, title string, progress io.Writer) (command.Imported, error)

func (o *operator) imports() *cobra.Command {
	c := &cobra.Command{
		Use:   "import",
		Short: "Bring a collection onto an archive board, or make an installation of an export",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(
		o.importOf("mbox FILE", "Bring in a mbox file: threads, charsets, attachments", (*server.Server).ImportMbox),
		o.importExport(),
		o.importOf("markdown FOLDER", "Bring in a folder of Markdown files with front matter (title, date)", (*server.Server).ImportMarkdown),
	)
	return c
}

func (o *operator) importOf(use, short string, how bring) *cobra.Command {
	var s settings
	var board, title string
	c := &cobra.Command{
		Use: use + " --board BOARD", Short: short, Args: cobra.ExactArgs(1),
		Long: short + ".\nDoing it again is harmless: what is there already is passed over. A board that is not there is\n" +
			"founded as an archive board. The server must be stopped; while it runs, `ssh HOST import mbox`\n" +
			"brings in a mbox.",
		RunE: func(c *cobra.Command, args []string) error {
			return o.importCollection(c.Context(), s, args[0], board, title, how)
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&board, "board", "", "board to bring it onto")
	c.Flags().StringVar(&title, "title", "", "title of the board, where it is founded")
	_ = c.MarkFlagRequired("board") // fails only for a flag that is not there
	return c
}

func (o *operator) importCollection(ctx context.Context, s settings, path, board, title string, how bring) error {
	c, err := o.read(s)
	if err != nil {
		return err
	}
	id, err := asem.ParseBoardID(board)
	if err != nil {
		return fault.New(fault.Usage, "%v.", err)
	}
	if title == "" {
		title = board
	}
	srv, err := server.OpenQuietly(o.options(c))
	if err != nil {
		return err
	}
	done, err := how(srv, ctx, path, id, title, o.errs)
	if closing := srv.Close(); err == nil {
		err = closing
	}
	for _, skipped := range done.Skipped {
		fmt.Fprintf(o.out, "not read: %s: %s\n", plain.Line(skipped.Where), plain.Line(skipped.Reason))
	}
	if err != nil && done.Posted+done.Already == 0 {
		return err
	}
	fmt.Fprintf(o.out, "%d posted, %d were there already, %d could not be read\n", done.Posted, done.Already, len(done.Skipped))
	return err
}

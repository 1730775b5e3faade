package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/server"
)

func (o *operator) export() *cobra.Command {
	var s settings
	var to string
	c := &cobra.Command{
		Use:   "export --to FOLDER --data DIR",
		Short: "Take all that delegates may read out of the installation, also while it is being served",
		Long: "Take all that delegates may read out of the installation, in forms that outlive this program:\n" +
			"boards as mbox by month, notices, documents as files by symbol and version, and all of it as\n" +
			"JSON Lines by entry, with the SHA-256 of every file. Letters, drafts and keys are not in it.\n" +
			"`avs import export` makes an installation of it. The folder is there when all of it is; the\n" +
			"same record gives the same bytes.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			m, err := server.Export(c.Context(), o.options(settled), to, o.progress())
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "%d files of %d entries\nboards %s\n", len(m.Files), m.Entries, m.Digests["boards"])
			return nil
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&to, "to", "", "folder to make")
	_ = c.MarkFlagRequired("to") // fails only for a flag that is not there
	return c
}

func (o *operator) importExport() *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:   "export FOLDER",
		Short: "Make an installation of what avs export wrote, in an empty folder",
		Long: "Make an installation of what avs export wrote, in an empty or missing data folder: the same\n" +
			"boards, notices and documents with their numbers and symbols, which is compared by digest.\n" +
			"It has a host key and a seal of its own; letters, drafts, keys and what was read are not in\n" +
			"an export. To bring back all there was, restore a backup instead.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			m, err := server.ImportExport(c.Context(), o.options(settled), args[0], o.progress())
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "made an installation in %s of the export of %s\nboards %s, the same as there\nserve it: avs serve --data %s --keys KEYS\n",
				settled.Data, m.At.Format("2006-01-02 15:04 MST"), m.Digests["boards"], settled.Data)
			return nil
		},
	}
	s.dataFlag(c)
	return c
}

// progress tells how far something is, at each tenth.
func (o *operator) progress() func(done, total uint64) {
	told := -1
	return func(done, total uint64) {
		if percent := int(done * 100 / max(total, 1)); percent/10 != told {
			told = percent / 10
			fmt.Fprintf(o.errs, "%d %%, entry %d of %d\n", percent, done, total)
		}
	}
}

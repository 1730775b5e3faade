package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/server"
)

func (o *operator) reindex() *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:   "reindex --data DIR",
		Short: "Make the search index anew, also while the installation is being served",
		Long: "Make the search index anew from the record, while everything else goes on. It is never needed\n" +
			"after a crash: then the index catches up by itself.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			var entries uint64
			tell := o.progress()
			err = server.Reindex(c.Context(), o.options(settled), func(done, total uint64) {
				entries = total
				tell(done, total)
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "the index was made anew: %d entries were read\n", entries)
			return nil
		},
	}
	s.dataFlag(c)
	return c
}

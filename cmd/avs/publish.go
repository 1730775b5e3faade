package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/server"
)

func (o *operator) publish() *cobra.Command {
	var s settings
	var to string
	c := &cobra.Command{
		Use:   "publish --to FOLDER --data DIR",
		Short: "Write what the coordinators released as a static archive, also while serving",
		Long: "Write what the coordinators released as a static archive of pages and Atom feeds, which can be\n" +
			"read from the folder or be given out by any web server. Doing it again brings it up to date.\n" +
			"With [public] folder in avs.toml the server does it by itself.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			if err := server.Publish(c.Context(), o.options(settled), to); err != nil {
				return err
			}
			fmt.Fprintf(o.out, "written: %s/index.html\n", to)
			return nil
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&to, "to", "", "folder of the archive")
	_ = c.MarkFlagRequired("to") // fails only for a flag that is not there
	return c
}

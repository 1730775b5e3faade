package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/server"
)

func (o *operator) restore() *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:   "restore FILE --data DIR",
		Short: "Make an installation of a backup, in an empty folder",
		Long: "Make an installation of a backup, in an empty or missing folder. It is checked as avs verify\n" +
			"does before the folder gets anything; a file that was cut off or changed is refused, and\n" +
			"changes nothing. The installation has the same host key and carries on where it was.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			m, err := server.Restore(c.Context(), args[0], settled.Data, checkPages)
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "restored %s as it was on %s: %d entries, the record holds\nserve it: avs serve --data %s --keys %s/keys\n",
				settled.Data, m.At.Format("2006-01-02 15:04 MST"), m.Entries, settled.Data, settled.Data)
			return nil
		},
	}
	s.dataFlag(c)
	return c
}

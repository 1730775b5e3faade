package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/server"
)

func (o *operator) backup() *cobra.Command {
	var s settings
	var force bool
	c := &cobra.Command{
		Use:   "backup FILE --data DIR [--force]",
		Short: "Back the installation up into a file, also while it is being served",
		Long: "Back the installation up into one file, as it is at this moment, while it may be served: what\n" +
			"was written, all files, the host key, the seal, avs.toml and the key ring. The file is as\n" +
			"secret as the folder. It is whole or not there, and is read again before it gets its name.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			done, err := server.BackUp(c.Context(), o.options(settled), args[0], force)
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "%d entries, %d bytes in %d\n", done.Entries, done.Bytes(), done.Size)
			return nil
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&s.keys, "keys", "", "folder of the key ring (AVS_KEYS)")
	c.Flags().BoolVar(&force, "force", false, "write over a file that is there")
	return c
}

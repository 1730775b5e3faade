package main

import (
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/demo"
	"asem.internal/avs/internal/server"
)

func (o *operator) demo() *cobra.Command {
	s := settings{}
	c := &cobra.Command{
		Use:   "demo --data DIR [--listen ADDR]",
		Short: "Serve a demonstration with one delegate of each kind",
		Long: "Make a demonstration in a folder of its own, with one delegate of each kind and a key for\n" +
			"each, serve it, and say with which ssh line each comes in.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			set, err := demo.Make(settled.Data, boltstore.Exists(settled.Data))
			if err != nil {
				return err
			}
			settled.Keys = set.Ring()
			return o.serveUntil(c.Context(), settled, func(srv *server.Server) error { return o.introduce(set, srv) })
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&s.listen, "listen", "", "address to listen on (AVS_LISTEN)")
	return c
}

// introduce says how to come in.
func (o *operator) introduce(set demo.Set, s *server.Server) error {
	host, port, err := net.SplitHostPort(s.Addr().String())
	if err != nil {
		return err
	}
	lines, err := set.Introduce(host, port, s.HostKey())
	if err != nil {
		return err
	}
	fmt.Fprintln(o.out, "\nDemonstration data. Come in from another terminal as one of these:")
	for _, p := range demo.People() {
		fmt.Fprintf(o.out, "  %-45s # %s, %s\n", lines[p.Login], p.Partner, p.May)
	}
	fmt.Fprintln(o.out, "\nAdd a command to the line for an answer in one line: boards, new, help. Ctrl+C stops the server.")
	return nil
}

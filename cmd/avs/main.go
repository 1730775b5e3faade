package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/fault"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// run does one command line and answers its exit code.
func run(ctx context.Context, args, environ []string, out, errs io.Writer) int {
	root := &cobra.Command{
		Use:           "avs",
		Short:         "ASEM Virtual Secretariat: a bulletin board for partners, served over ssh",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errs)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fault.New(fault.Usage, "%v.", err).Then("`%s --help` says what it takes.", c.CommandPath())
	})
	op := &operator{environ: environ, out: out, errs: errs}
	root.AddCommand(op.init(), op.serve(), op.demo(), op.verify(), op.pages(), op.imports(), op.backup(), op.restore(), op.export(), op.publish(), op.reindex(), op.version())
	understood := false
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		if err := c.ValidateRequiredFlags(); err != nil {
			return err
		}
		understood = true
		return nil
	}
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(errs, "avs: %v\n", err)
	var f *fault.Error
	switch {
	case !understood && !errors.As(err, &f):
		fmt.Fprintln(errs, "avs: `avs help` lists the commands, `avs help COMMAND` explains one.")
		return fault.Usage.ExitCode()
	case errors.As(err, &f) && f.Cause != nil && !strings.Contains(f.Error(), f.Cause.Error()):
		fmt.Fprintf(errs, "avs: the cause: %v\n", f.Cause) // an operator is to see the system's own word
	}
	return fault.ExitCode(err)
}

// operator is what every subcommand needs.
type operator struct {
	environ   []string
	out, errs io.Writer
}

// settings are the flags of those subcommands that use a data folder.
type settings struct{ data, listen, keys, config string }

func (s *settings) dataFlag(c *cobra.Command) {
	c.Flags().StringVar(&s.data, "data", "", "data folder (AVS_DATA)")
}

// read puts configuration file, environment and flags together, later ones over
// earlier ones. Without --config the file avs.toml of the data folder counts, if
// it is there.
func (o *operator) read(s settings) (config.Config, error) {
	path := s.config
	if path == "" {
		path = lookup(o.environ, "AVS_CONFIG")
	}
	if path == "" {
		path = implied(cmp.Or(s.data, lookup(o.environ, "AVS_DATA"), config.Default().Data))
	}
	c, err := config.Load(path, o.environ)
	if err != nil {
		return c, err
	}
	for _, flag := range []struct{ value, to *string }{{&s.data, &c.Data}, {&s.listen, &c.Listen}, {&s.keys, &c.Keys}} {
		if *flag.value != "" {
			*flag.to = *flag.value
		}
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return c, fault.New(fault.Usage, "%q is no address to listen on.", c.Listen).Then("Write an address and a port, as in 127.0.0.1:2222 or :2222.")
	}
	return c, nil
}

// log is the operator's log: lines on standard error, which a service manager keeps.
func (o *operator) log(c config.Config) *slog.Logger {
	return slog.New(slog.NewTextHandler(o.errs, &slog.HandlerOptions{Level: c.Log.Level}))
}

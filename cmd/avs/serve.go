package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/server"
)

func (o *operator) serve() *cobra.Command {
	var s settings
	c := &cobra.Command{
		Use:   "serve --data DIR --listen ADDR --keys DIR [--config FILE]",
		Short: "Serve an installation",
		Long: "Serve an installation until SIGTERM or SIGINT; an empty data folder is founded first. On\n" +
			"SIGHUP the key ring is read again. Each flag can stand in the environment as AVS_DATA,\n" +
			"AVS_LISTEN, AVS_KEYS, AVS_CONFIG, or in the configuration file, which is avs.toml in the\n" +
			"data folder unless another is named; flags win over the environment, and that over the file.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			settled, err := o.read(s)
			if err != nil {
				return err
			}
			return o.serveUntil(c.Context(), settled, nil)
		},
	}
	s.dataFlag(c)
	c.Flags().StringVar(&s.listen, "listen", "", "address to listen on (AVS_LISTEN)")
	c.Flags().StringVar(&s.keys, "keys", "", "folder of the key ring (AVS_KEYS)")
	c.Flags().StringVar(&s.config, "config", "", "configuration file (AVS_CONFIG)")
	return c
}

// serveUntil serves until ctx ends. introduce, if any, is called once the server
// accepts.
func (o *operator) serveUntil(ctx context.Context, c config.Config, introduce func(*server.Server) error) error {
	hangups := make(chan os.Signal, 1) // from here on: a reload while the server starts must not end it
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)
	s, err := server.Open(o.options(c))
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "listening on %s\nhost key %s\n", s.Addr(), gossh.FingerprintSHA256(s.HostKey()))
	if introduce != nil {
		if err := introduce(s); err != nil {
			return errors.Join(err, s.Close())
		}
	}
	go func() { // ends with serving
		for {
			select {
			case <-hangups:
				s.Reload()
			case <-ctx.Done():
				return
			}
		}
	}()
	return s.Serve(ctx)
}

// options are those with which an installation is opened.
func (o *operator) options(c config.Config) server.Options {
	return server.Options{Config: c, Log: o.log(c), Version: version(), CheckPages: checkPages}
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "(devel)" {
			v = s.Value
		}
	}
	return v
}

package served

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/server"
)

// here is a server in the test's own process.
type here struct {
	*server.Server
	cancel context.CancelFunc
	ended  chan error // of Serve
}

var _ serving = (*here)(nil)

func serveHere(h *House) (serving, error) {
	path := ""
	if h.options.TOML != "" {
		path = filepath.Join(h.Folder, "avs.toml")
	}
	c, err := config.Load(path, nil)
	if err != nil {
		return nil, err
	}
	c.Data, c.Keys, c.Listen = h.Folder, h.Keys, "127.0.0.1:0"
	s, err := server.Open(server.Options{Config: c, Version: "test",
		Log: slog.New(slog.NewTextHandler(h.Log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := &here{Server: s, cancel: cancel, ended: make(chan error, 1)}
	go func() { served.ended <- s.Serve(ctx) }() // ended by stop
	return served, nil
}

func (h *here) address() string          { return h.Addr().String() }
func (h *here) hostKey() gossh.PublicKey { return h.HostKey() }
func (h *here) reload()                  { h.Reload() }

func (h *here) stop() error {
	h.cancel()
	return h.wait()
}

func (h *here) wait() error {
	select {
	case err := <-h.ended:
		return err
	case <-inVain():
		return errors.New("the server does not end")
	}
}

// kill cannot be done to a part of the own process.
func (h *here) kill() { panic("a server in the test's own process cannot be killed: set Options.Avs") }

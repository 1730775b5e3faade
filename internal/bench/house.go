package main

import (
	"context"
	"log/slog"
	"time"

	"asem.internal/avs/internal/config"
	"asem.internal/avs/internal/server"
)

// The words of a child's arguments for its key exchange.
const (
	postQuantum = "post-quantum"
	classic     = "classic"
)

// configuration is an installation's, with the limits raised that a whole crowd
// from one address would meet.
func configuration(data, ring string) config.Config {
	c := config.Default()
	c.Data, c.Keys, c.Listen = data, ring, "127.0.0.1:0"
	c.SSH.Connections, c.SSH.ConnectionsPerAccount = 1<<16, 1<<16
	c.SSH.Strangers, c.SSH.StrangersPerAddress = 1<<16, 1<<16
	c.Posts.PerMinute, c.Posts.PerDay = 1<<20, 1<<30
	c.SSH.ScreenIdle = time.Hour
	return c
}

func options(data, ring string) server.Options {
	return server.Options{Config: configuration(data, ring), Log: slog.New(slog.DiscardHandler), Version: "bench"}
}

// unindexed is the word of a child's arguments for a server that keeps no search index.
const unindexed = "unindexed"

// serveHouse serves a data folder as avs serve does. Its arguments are the folder, the key
// ring and the key exchange, and unindexed where that is asked for.
func serveHouse(ctx context.Context, args []string, ready func(string)) error {
	o := options(args[0], args[1])
	o.Config.SSH.PostQuantum = args[2] == postQuantum
	o.Unindexed = len(args) > 3 && args[3] == unindexed
	s, err := server.Open(o)
	if err != nil {
		return err
	}
	ready(s.Addr().String())
	return s.Serve(ctx)
}

// house starts a server of a data folder.
func (b *bench) house(ctx context.Context, purpose, data, exchange string) (*process, error) {
	return b.start(ctx, "house", purpose, data, b.people.ring, exchange)
}

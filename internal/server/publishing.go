package server

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/public"
)

// publishEvery is how often the server looks whether something was released. Looking
// costs a number.
const publishEvery = time.Second

// publish keeps the public archive up to date until ctx ends. What fails, on a full disk
// say, is logged once and tried again with what is released next, and every minute.
func (s *Server) publish(ctx context.Context) {
	folder := s.options.Config.Public.Folder
	if folder == "" {
		return
	}
	tick := time.NewTicker(publishEvery)
	defer tick.Stop()
	seen, due := uint64(0), true // the archive may be of before the last start
	var failed time.Time
	for {
		last, changed, err := s.office.Numbered(seen)
		if err == nil {
			seen = last
		}
		due = due || changed
		if due && time.Since(failed) > time.Minute {
			if err := s.writePublic(ctx, folder); err != nil && ctx.Err() == nil {
				s.log.Error("the public archive could not be brought up to date", "folder", folder, "err", err)
				failed = time.Now()
			} else {
				due, failed = false, time.Time{}
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (s *Server) writePublic(ctx context.Context, folder string) error {
	o := public.Options{Domain: packet.DomainOf(s.id.seal.KeyHash()), URL: s.options.Config.Public.URL}
	if o.URL != "" && !strings.HasSuffix(o.URL, "/") {
		o.URL += "/"
	}
	return public.Write(ctx, s.office, folder, o)
}

// Publish writes what was released into a folder, also of an installation that is being
// served.
func Publish(ctx context.Context, o Options, to string) (err error) {
	aside, err := os.MkdirTemp(filepath.Dir(filepath.Clean(to)), boltstore.TemporaryPrefix+"publish-*")
	if err != nil {
		return unwritable(to, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(aside)) }()
	s, err := openOrCopy(ctx, o, aside)
	if err != nil {
		return err
	}
	return errors.Join(s.writePublic(ctx, to), s.Close())
}

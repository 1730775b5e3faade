package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"asem.internal/avs/internal/control"
	"asem.internal/avs/internal/fault"
)

// What the operator's commands ask of a server that is running.
const (
	backupPath  = "/backup"
	reindexPath = "/reindex"
)

// obey answers the operator's commands until ctx ends. Without a way for them the server
// serves all the same: they say then that it has to be stopped.
func (s *Server) obey(ctx context.Context) {
	l, err := control.Listen(s.options.Config.Data)
	if err != nil {
		s.log.Warn("the operator's commands do not reach this server: it has to be stopped for them", "err", err)
		return
	}
	orders := http.NewServeMux()
	orders.HandleFunc("POST "+backupPath, s.orderBackup)
	orders.HandleFunc("POST "+reindexPath, s.orderReindex)
	h := &http.Server{Handler: orders, ReadHeaderTimeout: parting, MaxHeaderBytes: 1 << 12}
	go func() { // ends with the listener
		if err := h.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Warn("the operator's commands do not reach this server any more", "err", err)
		}
	}()
	<-ctx.Done()
	_ = h.Close() // cuts off what is under way, which its reader sees
	control.Remove(s.options.Config.Data)
}

func (s *Server) orderBackup(w http.ResponseWriter, r *http.Request) {
	file, m, err := s.spoolBackup(r.Context())
	if err != nil {
		control.Refuse(w, err)
		return
	}
	defer file.Close() // only read by now
	if _, err := io.Copy(w, file); err != nil {
		control.Cut()
	}
	s.log.Info("the installation is backed up", "entries", m.Entries)
}

// orderReindex makes the index anew and tells how far it is, a line each.
func (s *Server) orderReindex(w http.ResponseWriter, r *http.Request) {
	if err := s.office.Reindex(); err != nil {
		control.Refuse(w, err)
		return
	}
	flush := http.NewResponseController(w)
	err := s.office.Indexed(r.Context(), func(done, total uint64) {
		fmt.Fprintf(w, "%d %d\n", done, total)
		_ = flush.Flush() // who has gone is told nothing
	})
	if err != nil {
		control.Cut()
	}
}

// errNotServed says that no server serves the folder, or none that can be asked.
var errNotServed = control.ErrNobody

// askServer has the server of a folder do something.
func askServer(ctx context.Context, folder, path string) (io.ReadCloser, error) {
	return control.Call(ctx, folder, path)
}

// Reindex makes the search index of a folder anew: by the server that serves the folder,
// or by itself where none does. It tells how far that is.
func Reindex(ctx context.Context, o Options, tell func(done, total uint64)) error {
	answer, err := askServer(ctx, o.Config.Data, reindexPath)
	if errors.Is(err, errNotServed) {
		return reindexByItself(ctx, o, tell)
	}
	if err != nil {
		return err
	}
	defer answer.Close()
	var done, total uint64
	for {
		if _, err := fmt.Fscan(answer, &done, &total); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fault.New(fault.Failed, "The server stopped before the index was made.").Then("It goes on with it when it is started again.").Because(err)
		}
		tell(done, total)
	}
}

func reindexByItself(ctx context.Context, o Options, tell func(done, total uint64)) error {
	s, err := OpenQuietly(o)
	if err != nil {
		return err
	}
	err = s.office.Reindex()
	if err == nil {
		err = s.office.Indexed(ctx, tell)
	}
	return errors.Join(err, s.Close())
}

package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync/atomic"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/command"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/linear"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/sshd"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/paint"
)

// seat seats whoever the door proved. Where there is no seat it says why.
func (s *Server) seat(v *sshd.Visit) (*secretariat.Desk, error) {
	desk, err := s.office.Desk(secretariat.Visitor{
		Login: asem.Login(v.Login), Fingerprint: v.Fingerprint, From: v.Remote.String(), Client: v.Client, HidesTiming: v.HidesKeyTiming(),
	})
	if err != nil {
		fmt.Fprintln(v.Stderr(), fault.Sentence(err))
	}
	return desk, err
}

// screen serves a session with a terminal: the screens, or the linear mode for
// who prefers it, whose client asks for it, or whose terminal cannot be drawn on.
func (s *Server) screen(v *sshd.Visit) int {
	desk, err := s.seat(v)
	if err != nil {
		return fault.ExitCode(err)
	}
	defer desk.Close()
	preferences, err := desk.Preferences()
	if err != nil {
		fmt.Fprintln(v.Stderr(), fault.Sentence(err))
		return fault.ExitCode(err)
	}
	if accessible, asked := v.Getenv("ACCESSIBLE"); preferences.Linear || asked && accessible != "" && accessible != "0" || paint.KindOf(v.Term) == paint.Dumb {
		s.lines(v, desk)
	} else {
		s.drawn(v, desk, preferences.NoColour)
	}
	return 0
}

// drawn serves the screens.
func (s *Server) drawn(v *sshd.Visit, desk *secretariat.Desk, noColour bool) {
	asked, _ := v.Getenv("NO_COLOR")
	window := v.Window()
	root := tui.New(desk, tui.Options{KeepAfter: s.options.Config.Drafts.Every})
	program := paint.New(root, paint.Terminal{
		In: v, Out: v.Raw(), Kind: paint.KindOf(v.Term), Size: paint.Size{Width: window.Columns, Height: window.Rows},
		NoColor: noColour || asked != "", Stall: s.options.Config.Terminal.Stall,
		Reached: v.Reached, Hangup: func() error { v.Hangup(); return nil },
	}, s.cache)
	var parting atomic.Value // the sentence, should the session end before the screen takes it
	v.OnFarewell(func(sentence string) {
		parting.Store(sentence)
		program.Nudge(tui.Farewell{Sentence: sentence})
	})
	go func() { // ends with the session's channel
		for w := range v.Windows() {
			program.Resize(paint.Size{Width: w.Columns, Height: w.Rows})
		}
	}()
	ctx, cancel := context.WithCancel(v.Context())
	defer cancel()
	go tui.Watch(ctx, desk, func(m tea.Msg) { program.Nudge(m) })
	err := program.Run(ctx)
	var panicked *paint.PanicError
	switch {
	case errors.As(err, &panicked):
		s.log.Error("a screen panicked", "login", v.Login, "panic", panicked.Value, "stack", string(panicked.Stack))
		fmt.Fprintln(v, "The screen broke. What you typed is kept as a draft, but for the last seconds; come in again.")
	case err != nil:
		s.log.Debug("a screen ended", "login", v.Login, "err", err)
	}
	farewell := root.Farewell()
	if sentence, told := parting.Load().(string); told && farewell == "" {
		farewell = sentence + "\n"
	}
	fmt.Fprint(v, farewell)
}

// lines serves the linear mode.
func (s *Server) lines(v *sshd.Visit, desk *secretariat.Desk) {
	ctx, cancel := context.WithCancelCause(v.Context())
	defer cancel(nil)
	size := func() (columns, rows int) { return v.Window().Columns, v.Window().Rows }
	v.OnFarewell(func(sentence string) { cancel(fault.New(fault.Conflict, "%s", sentence)) })
	if err := linear.Run(ctx, desk, linear.Terminal{In: v, Out: v, Echo: true, Window: size, KeepAfter: s.options.Config.Drafts.Every}); err != nil {
		s.log.Debug("a linear session ended", "login", v.Login, "err", err)
	}
}

// command serves one ssh command and answers its exit code.
func (s *Server) command(v *sshd.Visit, words []string) int {
	desk, err := s.seat(v)
	if err != nil {
		return fault.ExitCode(err)
	}
	defer desk.Close()
	ctx, cancel := context.WithCancel(v.Context())
	defer cancel()
	go func() { // ends with the command
		select {
		case <-desk.Ended():
			cancel()
		case <-ctx.Done():
		}
	}()
	return command.Run(ctx, desk, s.house(v), command.Streams{In: v, Out: v, Err: v.Stderr(), Terminal: v.HasTerminal(), Columns: v.Window().Columns}, words)
}

// help serves a session that asks for nothing.
func (s *Server) help(v *sshd.Visit) int { return s.command(v, []string{"help"}) }

// house is what the commands say of the server they run on.
func (s *Server) house(v *sshd.Visit) command.House {
	host, port, err := net.SplitHostPort(v.Local.String()) // what the client reached is what it can reach again
	if named := s.options.Config.Host; named != "" || err != nil {
		host = named
	}
	house := command.House{
		Host: host, Port: port, HostKey: string(gossh.MarshalAuthorizedKey(s.HostKey())), Version: s.options.Version,
		Domain: packet.DomainOf(s.id.seal.KeyHash()),
		Log:    s.log, Spool: s.options.Config.Data, MaxImport: command.DefaultMaxImport,
		ImportMbox: func(ctx context.Context, desk *secretariat.Desk, board asem.BoardID, title string, mbox io.ReaderAt, size int64, progress io.Writer) (command.Imported, error) {
			return s.importMbox(ctx, desk, board, title, mbox, size, progress)
		},
	}
	house.Export = s.exportFor
	if s.options.Config.Backup.OverSSH {
		house.Backup = s.backupFor
	}
	return house
}

package linear

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// A Terminal is the two ends of a line.
type Terminal struct {
	// In is what the delegate types. It is read until the session ends; a Read that
	// is under way then must be ended by closing In.
	In io.Reader
	// Out takes UTF-8 with "\n" at the end of a line. On a terminal in raw mode it
	// must send that as CR LF, as sshd.Visit.Write does.
	Out io.Writer
	// Echo says that nobody but us shows what is typed, and edits it: so it is on
	// a terminal over ssh. Without it In is a pipe, whose lines are complete.
	Echo bool
	// Window is asked for the size whenever it matters, so that it may change. Where
	// columns are 0 texts are not wrapped, and where rows are 0 nobody is asked
	// "More?" amid a text. nil is both.
	Window func() (columns, rows int)
	// KeepAfter is how long after the first key that was not kept what is typed of a
	// text is kept as a draft; 0 for 5 s.
	KeepAfter time.Duration
}

// Run serves one session until the delegate leaves, the input ends, ctx is done or
// the desk ends. A cause of ctx that is a fault, and the desk's Why, are said as the
// last line. What was being written is kept as a draft in every case, within the
// time that the desk takes for it.
//
// It returns nil, or the error of Out. The desk stays the caller's to close.
func Run(ctx context.Context, desk *secretariat.Desk, t Terminal) error {
	s := &session{
		ctx: ctx, desk: desk, voice: newVoice(t), input: listen(t.In), echo: t.Echo,
		editor: editor{keys: t.Echo}, zone: desk.Zone(), keepAfter: cmp.Or(t.KeepAfter, keepAfter),
	}
	defer s.input.stop()
	err := s.run()
	if s.failed != nil {
		return s.failed
	}
	if !errors.Is(err, errGone) {
		return err
	}
	s.write("\n") // after the prompt
	if s.farewell != "" {
		s.fact("%s", s.farewell)
	}
	return s.flush()
}

// A session is one delegate's talk with the house. Everything of it runs on the
// goroutine of Run.
type session struct {
	ctx  context.Context
	desk *secretariat.Desk
	*voice
	input    *input
	echo     bool
	editor   editor
	teletype teletype
	rest     []byte // typed ahead

	stack     []place
	arriving  bool // the top place has not said itself yet
	zone      *time.Location
	keepAfter time.Duration
	sought    string // what was last looked for in a topic

	stirred  bool                // something may have changed since news were counted
	known    int                 // new things that the delegate was told of
	alarmed  bool                // a flash notice may have come
	rung     map[asem.Number]int // the version of each flash notice that was told
	farewell string
	failed   error // of Out
}

// maxStack bounds how far back one can go; then the oldest but the first is forgotten.
const maxStack = 32

func (s *session) run() error {
	first, err := s.welcome()
	if err != nil {
		return s.ended(err)
	}
	s.open(newToday(s))
	if first != 0 {
		s.goToNotice(first)
	}
	for len(s.stack) > 0 {
		if err := s.turn(); err != nil {
			return s.ended(err)
		}
	}
	s.fact("Goodbye.")
	return s.flush()
}

// ended turns an error that ends the session into what Run returns: a fault is
// said, since nobody else will say it.
func (s *session) ended(err error) error {
	if errors.Is(err, errGone) {
		return err
	}
	s.refuse(err)
	return s.flush()
}

// turn is one prompt at the top place, and what comes of it.
func (s *session) turn() error {
	here := s.stack[len(s.stack)-1]
	if s.arriving {
		s.arriving = false
		if err := here.arrive(); err != nil {
			return s.astray(err)
		}
	}
	words, _ := here.enter()
	line, err := s.ask(question{words: here.name() + ". Enter " + words + ":", limit: maxAnswer, menu: true})
	switch {
	case errors.Is(err, errCancelled):
		return nil
	case errors.Is(err, errEnded):
		s.stack = nil
		return nil
	case err != nil:
		return err
	}
	return s.survive(s.obey(here, line))
}

// astray leaves a place that cannot be entered. Without the first place there is
// nothing left to do here.
func (s *session) astray(err error) error {
	if errors.Is(err, errGone) || len(s.stack) == 1 {
		return err
	}
	s.stack = s.stack[:len(s.stack)-1]
	return s.survive(err)
}

// survive says what went wrong, and lets only the end of the session through.
func (s *session) survive(err error) error {
	switch {
	case err == nil || errors.Is(err, errGone):
		return err
	case errors.Is(err, errCancelled), errors.Is(err, errEnded):
		s.fact("Nothing was changed.")
	default:
		s.refuse(err)
	}
	return nil
}

// refuse says an error in its sentences.
func (s *session) refuse(err error) { s.fact("%s", fault.Sentence(err)) }

// open goes to a place, from which back leads here.
func (s *session) open(p place) {
	if len(s.stack) >= maxStack {
		s.stack = append(s.stack[:1], s.stack[2:]...)
	}
	s.stack = append(s.stack, p)
	s.arriving = true
}

// replace goes to a place instead of the top one.
func (s *session) replace(p place) {
	s.stack[len(s.stack)-1] = p
	s.arriving = true
}

// back goes to where the delegate came from; from the first place it asks to leave.
func (s *session) back() error {
	if len(s.stack) == 1 {
		leave, err := s.confirm("Leave the secretariat?", true)
		if err != nil || !leave {
			return err
		}
	}
	s.stack = s.stack[:len(s.stack)-1]
	if len(s.stack) == 0 {
		return nil
	}
	// A session that began with a flash notice comes to Today for the first time here.
	if t, ok := s.stack[len(s.stack)-1].(*today); ok && !t.said {
		s.arriving = true
	}
	return nil
}

// arrived counts what has become new since the delegate was told.
func (s *session) arrived() int {
	waiting, err := s.desk.Waiting()
	if err != nil {
		return 0 // the next act says why
	}
	return waiting - s.known
}

// tellNews says how much has come in, if something has.
func (s *session) tellNews() {
	if !s.stirred {
		select {
		case <-s.desk.Changes():
		default:
			return
		}
	}
	s.stirred = false
	n := s.arrived()
	if n > 0 {
		s.fact("%d new.", n)
	}
	s.known += n
}

// settle marks new posts as read, as they were said.
func (s *session) settle(fresh ...secretariat.Seen) error {
	if err := s.desk.MarkRead(fresh...); err != nil {
		return err
	}
	s.known -= len(fresh)
	return nil
}

// date writes a moment as short as it can be understood: the time today, the day
// this year.
func (s *session) date(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	t, now := t.In(s.zone), s.desk.Now().In(s.zone)
	switch {
	case t.Year() == now.Year() && t.YearDay() == now.YearDay():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 January")
	}
	return t.Format("2 January 2006")
}

// moment writes a moment in full.
func (s *session) moment(t time.Time) string { return t.In(s.zone).Format("2 January 2006 15:04") }

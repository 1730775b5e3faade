package secretariat

import (
	"sync"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Visitor is what the door proved of whoever came in.
type Visitor struct {
	Login       asem.Login
	Fingerprint string // of the proved credential
	From        string // address
	Client      string // the client's name for itself; text from outside
	HidesTiming bool   // the client sends packets after each key stroke, to hide when one types
}

// A Desk is one delegate's seat for one session. It is safe for concurrent use.
// Every method asks afresh who the delegate is and may do; an error is a fault.
type Desk struct {
	office  *Office
	login   asem.Login
	visitor Visitor
	since   time.Time
	changes chan struct{} // one token: something may have changed
	alerts  chan struct{} // one token: a flash notice came
	ended   chan struct{}

	mu      sync.Mutex // guards why and touched
	why     string
	touched Touched // since the face last asked
}

// Desk seats a visitor. The caller closes the desk when the session ends.
func (o *Office) Desk(v Visitor) (*Desk, error) {
	d := &Desk{office: o, login: v.Login, visitor: v, since: o.now().UTC(),
		changes: make(chan struct{}, 1), alerts: make(chan struct{}, 1), ended: make(chan struct{})}
	// The seat is taken first: a key revoked from now on ends it, and one revoked
	// before is seen here.
	o.floor.enter(d)
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		c, known := s.Credential(v.Fingerprint)
		if v.Fingerprint != "" && (!known || !c.Active() || c.Login != v.Login) {
			return fault.New(fault.Refused, "This key was revoked.").Then("Ask your partner's contact point.")
		}
		return nil
	})
	if err != nil {
		o.floor.leave(d)
		return nil, err
	}
	return d, nil
}

// Close gives the seat back and remembers, to the minute, when the delegate was
// last here. It waits for no disk, since a client waits for it. Closing twice is
// harmless.
func (d *Desk) Close() {
	if !d.office.floor.leave(d) {
		return
	}
	at := d.office.now().UTC().Truncate(time.Minute)
	var seen time.Time
	err := d.office.store.View(func(s State) error {
		seen = s.Seen(d.login)
		return nil
	})
	if err == nil && at.After(seen) {
		d.office.clerk.besideLater(func(l Ledger) { l.PutSeen(d.login, at) })
	}
}

// Login is whose desk it is.
func (d *Desk) Login() asem.Login { return d.login }

// Changes receives when the record may have changed since it last received: the
// face asks again what it shows. One receipt may stand for many changes. Who comes
// and goes is no change: a morning's logins would wake every screen.
func (d *Desk) Changes() <-chan struct{} { return d.changes }

// Touched says what may have changed since it was last asked. Whoever asks after
// Changes has received misses nothing.
func (d *Desk) Touched() Touched {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := d.touched
	d.touched = 0
	return t
}

func (d *Desk) touch(t Touched) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.touched |= t
}

// Alerts receives when a flash notice came, or came again: the face shows it at once,
// where it may take its time with other changes.
func (d *Desk) Alerts() <-chan struct{} { return d.alerts }

// Ended is closed when the delegate may be here no longer; Why says why. The
// face then tells the delegate and ends the session.
func (d *Desk) Ended() <-chan struct{} { return d.ended }

// Why is the sentence that goes with Ended; empty before.
func (d *Desk) Why() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.why
}

func (d *Desk) dismiss(why string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.why == "" {
		d.why = why
		close(d.ended)
	}
}

// Now is the time by the office's clock, in the delegate's zone.
func (d *Desk) Now() time.Time { return d.office.now().In(d.Zone()) }

// Identity is who sits here, as the roster says now.
func (d *Desk) Identity() (roster.Delegate, error) { return d.ask(roster.Read, "", nil) }

// Fingerprint is that of the credential by which the delegate came in.
func (d *Desk) Fingerprint() string { return d.visitor.Fingerprint }

// Client is the client's name for itself. It is text from outside: clean it
// before it is shown.
func (d *Desk) Client() string { return d.visitor.Client }

// HidesTiming says whether the client sends a packet every 20 ms for a while after
// each key stroke. On a slow line that outweighs everything else; a face says so.
func (d *Desk) HidesTiming() bool { return d.visitor.HidesTiming }

// ask makes sure that the delegate may do the act, then reads. Every question
// of the desk goes through it.
func (d *Desk) ask(act roster.Act, board asem.BoardID, read func(State, roster.Delegate) error) (roster.Delegate, error) {
	var me roster.Delegate
	if err := d.open(); err != nil {
		return me, err
	}
	err := d.office.store.View(func(s State) error {
		var err error
		if me, err = d.may(s, act, board); err != nil || read == nil {
			return err
		}
		return read(s, me)
	})
	return me, err
}

// open is nil, or why this desk is none any more.
func (d *Desk) open() error {
	if why := d.Why(); why != "" {
		return fault.New(fault.Refused, "%s", why).Then("Ask your partner's contact point.")
	}
	return nil
}

// may is the delegate's record, or the refusal.
func (d *Desk) may(s State, act roster.Act, board asem.BoardID) (roster.Delegate, error) {
	me, ok := s.Delegate(d.login)
	if !ok {
		return me, fault.New(fault.Refused, "You are not accredited.").Then("Ask your partner's contact point.")
	}
	return me, roster.Can(me, act, board)
}

// act has an action done in the delegate's name, under the given id.
func (d *Desk) act(id string, a rule.Action, also func(Ledger, Receipt)) (Receipt, error) {
	if err := d.open(); err != nil {
		return Receipt{}, err
	}
	if id == "" {
		id = newID()
	}
	return d.office.clerk.submit(journal.Command{ID: id, By: d.login, Action: a}, also)
}

// atPace is act for what is no post, within what one delegate may do in a minute.
func (d *Desk) atPace(id string, a rule.Action, also func(Ledger, Receipt)) (Receipt, error) {
	if err := d.office.rates.allowAct(d.login, d.office.now()); err != nil {
		return Receipt{}, err
	}
	return d.act(id, a, also)
}

// MayOpen is nil, or why the delegate cannot open a topic on the board now.
func (d *Desk) MayOpen(board asem.BoardID) error {
	_, err := d.ask(roster.Write, board, func(s State, _ roster.Delegate) error { return forum.MayOpen(s, board) })
	return err
}

// MayReply is nil, or why the delegate cannot answer the post now.
func (d *Desk) MayReply(n asem.Number) error {
	_, err := d.ask(roster.Write, "", func(s State, _ roster.Delegate) error { return forum.MayReply(s, n) })
	return err
}

// MayEdit is nil, or why the delegate cannot edit the post now.
func (d *Desk) MayEdit(n asem.Number) error {
	_, err := d.ask(roster.Write, "", func(s State, _ roster.Delegate) error { return forum.MayEdit(s, n, d.login) })
	return err
}

// MayClose is nil, or why the delegate cannot close the board, or open it again.
func (d *Desk) MayClose(board asem.BoardID) error {
	_, err := d.ask(roster.CloseBoards, board, func(s State, _ roster.Delegate) error { return forum.MayClose(s, board) })
	return err
}

// MayOperate is nil, or why the delegate does not operate the system.
func (d *Desk) MayOperate() error {
	_, err := d.ask(roster.Operate, "", nil)
	return err
}

// MayModerate is nil, or why the delegate cannot moderate the board.
func (d *Desk) MayModerate(board asem.BoardID) error {
	_, err := d.ask(roster.Moderate, board, nil)
	return err
}

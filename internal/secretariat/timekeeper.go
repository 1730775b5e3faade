package secretariat

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A timekeeper does what falls due: it closes procedures, reminds, and puts off what came
// due while the server was down.
type timekeeper struct {
	office  *Office
	elapsed func() time.Duration // of a clock that nobody sets
	stop    chan struct{}
	done    chan struct{}

	mu       sync.Mutex // guards what follows
	wall     time.Time  // when it last looked; zero before the first time
	passed   time.Duration
	reminded time.Time // when it last looked for what falls due
	running  bool
	jumped   string // why nothing is closed any more: a sentence; empty if all is well
}

// How often the timekeeper looks. By how much two clocks may come apart in between is a limit
// of the office: more means that somebody set one of them, or that the machine slept.
const (
	keepEvery = time.Second
	awakeMark = 10 * time.Second // how old the mark may be that says when the server ran
	// From how long on between two looks the server stood still: it was stopped, or its disk
	// did not answer. A busy machine takes less.
	standsStill = 10 * time.Second
	triesAgain  = time.Minute      // after the disk was full
	lastChance  = 10 * time.Minute // in which partners object at the latest, and must be able to write
)

func newTimekeeper(o *Office, elapsed func() time.Duration) *timekeeper {
	if elapsed == nil {
		began := time.Now()
		elapsed = func() time.Duration { return time.Since(began) }
	}
	return &timekeeper{office: o, elapsed: elapsed, stop: make(chan struct{}), done: make(chan struct{})}
}

// start keeps time until it is closed.
func (k *timekeeper) start() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.running {
		return
	}
	k.running = true
	go k.run()
}

// close waits for what is under way.
func (k *timekeeper) close() {
	close(k.stop)
	k.mu.Lock()
	running := k.running
	k.mu.Unlock()
	if running {
		<-k.done
	}
}

func (k *timekeeper) run() {
	defer close(k.done)
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		k.keep()
		select {
		case <-tick.C:
		case <-k.stop:
			return
		}
	}
}

// keep does what is due now.
func (k *timekeeper) keep() {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, passed := k.office.now(), k.elapsed()
	first := k.wall.IsZero()
	var stood time.Time // since when the server stood still; zero where it did not
	if !first {
		k.watch(now.Sub(k.wall) - (passed - k.passed))
		if passed-k.passed >= standsStill {
			stood = k.wall
			k.office.log.Warn("the server stood still", "since", k.wall, "for", passed-k.passed)
		}
	}
	k.wall, k.passed = now, passed
	if k.jumped != "" || now.Sub(k.office.clerk.lastFull()).Abs() < triesAgain {
		return
	}
	k.turn(now)
	k.procedures(now, first, stood)
	if first || now.Sub(k.reminded).Abs() >= remindsEvery {
		k.reminded = now
		k.remind(now)
	}
}

// turn has terms of offices begin and end.
func (k *timekeeper) turn(now time.Time) {
	due := false
	err := k.office.store.View(func(s State) error {
		due = len(s.DueTerms(now)) > 0
		return nil
	})
	if err == nil && due {
		k.do(roster.Turn{})
	}
}

// procedures closes those whose time has come, and notes now and then that the server runs.
// The first time, and where it stood still, it was not there for a while.
func (k *timekeeper) procedures(now time.Time, first bool, stood time.Time) {
	var open []procedure.Procedure
	var awake time.Time
	err := k.office.store.View(func(s State) error {
		open, awake = s.OpenProcedures(), s.Awake()
		return nil
	})
	if err != nil || len(open) == 0 {
		return
	}
	if !stood.IsZero() {
		awake = stood
	}
	for _, p := range open {
		since := awake
		if since.Before(p.At) {
			since = p.At // it ran then: somebody opened this
		}
		k.due(p, now, since, first || !stood.IsZero())
	}
	if now.Sub(awake) >= awakeMark || first {
		if err := k.office.clerk.beside(func(l Ledger) { l.PutAwake(now) }); err != nil {
			k.office.log.Warn("that the server runs could not be noted", "err", err)
		}
	}
}

// watch stops closing where the clock jumped: nobody can say then whether a time has come.
func (k *timekeeper) watch(apart time.Duration) {
	if apart.Abs() <= k.office.limits.Jump || k.jumped != "" {
		return
	}
	k.jumped = fmt.Sprintf("The clock of the server jumped by %s: silence procedures are not closed, and offices not handed over, until it is started again.", apart.Round(time.Second))
	k.office.log.Error("the clock jumped: silence procedures are not closed, and offices not handed over, until the server is started again", "by", apart)
}

// due does what is due of a procedure. What came due while the server was down or stood still,
// or while its disk was full or shortly after that, is put off: nobody could object then.
func (k *timekeeper) due(p procedure.Procedure, now, awake time.Time, absent bool) {
	late, full := !now.Before(p.Expires), k.office.clerk.lastFull()
	switch {
	case late && (absent || full.After(p.Expires.Add(-lastChance))):
		k.prolong(p, now, awake)
	case late:
		k.adopt(p)
	}
}

// prolong gives back the time in which nobody could object, and a grace.
func (k *timekeeper) prolong(p procedure.Procedure, now, awake time.Time) {
	outage := now.Sub(awake)
	k.do(procedure.Prolong{Number: p.Number, Expires: p.Expires.Add(outage + k.office.limits.Grace),
		Reason: fmt.Sprintf("The server was down or stood still, could not write, or could not trust its clock, from %s to %s.", toTheSecond(awake), toTheSecond(now))})
}

func toTheSecond(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05 UTC") }

func shortly(at time.Time) string { return at.UTC().Format("2006-01-02 15:04 UTC") }

// adopt closes a procedure. What partners attached goes along as a file, which is held
// until the entry names it.
func (k *timekeeper) adopt(p procedure.Procedure) {
	a := procedure.Adopt{Number: p.Number}
	text := ""
	err := k.office.store.View(func(s State) error {
		text = annexOf(s, p)
		return nil
	})
	if err == nil && text != "" {
		var release func()
		if a.Annex, release, err = k.hold(text); err == nil {
			defer release()
		}
	}
	if err != nil {
		k.office.log.Error("a silence procedure could not be closed", "procedure", p.Number, "err", err)
		return
	}
	k.do(a)
}

// annexName is the file in which statements and reservations stand.
const annexName = "statements-and-reservations.txt"

func (k *timekeeper) hold(text string) (*document.File, func(), error) {
	digest, size, release, err := k.office.store.HoldBlob(strings.NewReader(text), rule.MaxText*procedure.MaxEntries)
	if err != nil {
		return nil, nil, err
	}
	return &document.File{Name: annexName, Type: "text/plain", Bytes: size, Digest: digest, Language: "en"}, release, nil
}

// annexOf is what partners attached, in writing; empty for nothing.
func annexOf(s State, p procedure.Procedure) string {
	var b strings.Builder
	for i, e := range p.Entries {
		switch e.Kind {
		case procedure.Statement, procedure.Reservation:
			text, err := s.Text(p.Number, i+1)
			if err != nil {
				text = damagedText
			}
			kind := "Interpretative statement"
			if e.Kind == procedure.Reservation {
				kind = "Reservation"
			}
			partner, _ := s.Partner(e.Partner)
			fmt.Fprintf(&b, "%s of %s, entered on %s\n\n%s\n\n", kind, partner.Name, shortly(e.At), strings.TrimSpace(text))
		case procedure.Association:
			partner, _ := s.Partner(e.Partner)
			fmt.Fprintf(&b, "%s associated itself on %s.\n\n", partner.Name, shortly(e.At))
		}
	}
	return strings.TrimSpace(b.String())
}

// do has the server itself do something.
func (k *timekeeper) do(a rule.Action) {
	if _, err := k.office.clerk.submit(journal.Command{ID: newID(), Action: a}, nil); err != nil {
		k.office.log.Error("what was due could not be done", "what", a.Kind(), "err", err)
	}
}

// KeepTime does what is due now. Who serves calls KeepTimes, which does it every second;
// a test, whose clock stands still, does it itself.
func (o *Office) KeepTime() { o.timekeeper.keep() }

// KeepTimes has the office do what falls due, from now on until it is closed.
func (o *Office) KeepTimes() { o.timekeeper.start() }

// Jumped says why silence procedures are not closed: a sentence; empty if they are.
func (o *Office) Jumped() string {
	o.timekeeper.mu.Lock()
	defer o.timekeeper.mu.Unlock()
	return o.timekeeper.jumped
}

// Jumped is the office's.
func (d *Desk) Jumped() string { return d.office.Jumped() }

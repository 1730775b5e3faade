package secretariat

import (
	"slices"
	"strings"
	"sync"
	"time"

	"asem.internal/avs/internal/asem"
)

// attendance is who is here: every open desk, and the way to reach it.
type attendance struct {
	mu    sync.Mutex // guards desks
	desks map[*Desk]struct{}
}

func (a *attendance) init() { a.desks = map[*Desk]struct{}{} }

func (a *attendance) enter(d *Desk) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.desks[d] = struct{}{}
}

// leave takes the desk away; it says whether it was there.
func (a *attendance) leave(d *Desk) bool {
	a.mu.Lock()
	_, was := a.desks[d]
	delete(a.desks, d)
	a.mu.Unlock()
	return was
}

// nudge tells every desk what may have changed, and whether a flash notice came with
// it. It never blocks: a desk that has not looked since the last nudge needs no
// second one.
func (a *attendance) nudge(t Touched, flash bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for d := range a.desks {
		if flash {
			offer(d.alerts)
		}
		d.touch(t)
		offer(d.changes)
	}
}

// offer puts a token into a channel that holds one, unless one is there.
func offer(to chan struct{}) {
	select {
	case to <- struct{}{}:
	default:
	}
}

// end ends a delegate's desks: those of one credential, or all where fingerprint
// is empty.
func (a *attendance) end(login asem.Login, fingerprint, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for d := range a.desks {
		if d.login == login && (fingerprint == "" || d.visitor.Fingerprint == fingerprint) {
			d.dismiss(why)
		}
	}
}

// present lists who is here, by partner and login.
func (a *attendance) present() []Presence {
	a.mu.Lock()
	defer a.mu.Unlock()
	by := map[asem.Login]*Presence{}
	for d := range a.desks {
		p := by[d.login]
		if p == nil {
			p = &Presence{Login: d.login, Since: d.since}
			by[d.login] = p
		}
		p.Sessions++
		if d.since.Before(p.Since) {
			p.Since = d.since
		}
	}
	list := make([]Presence, 0, len(by))
	for _, p := range by {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(x, y Presence) int { return strings.Compare(string(x.Login), string(y.Login)) })
	return list
}

// sessions lists the open desks of one delegate, the oldest first.
func (a *attendance) sessions(of *Desk) []SessionView {
	a.mu.Lock()
	defer a.mu.Unlock()
	var list []SessionView
	for d := range a.desks {
		if d.login == of.login {
			list = append(list, SessionView{Since: d.since, From: d.visitor.From, Client: d.visitor.Client,
				Fingerprint: d.visitor.Fingerprint, Here: d == of})
		}
	}
	slices.SortFunc(list, func(x, y SessionView) int { return x.Since.Compare(y.Since) })
	return list
}

// online says which delegates are here.
func (a *attendance) online() map[asem.Login]time.Time {
	here := map[asem.Login]time.Time{}
	for _, p := range a.present() {
		here[p.Login] = p.Since
	}
	return here
}

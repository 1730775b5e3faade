package sshd

import (
	"net"
	"net/netip"
	"sync"
)

// admission counts who is at the door and who is inside, and finds lines by
// credential and by account.
type admission struct {
	limits Limits

	mu        sync.Mutex // guards what follows
	closed    bool       // nobody more
	lines     map[*line]*place
	strangers map[netip.Prefix]int // lines without a proof, by where they come from
	unproved  int                  // the sum of strangers
	accounts  map[string]int       // lines by login
}

// A place is what admission knows of one line.
type place struct {
	origin      netip.Prefix
	proved      bool
	fingerprint string // of the key that proves, or has just been proved
	login       string // once proved
}

func newAdmission(limits Limits) *admission {
	return &admission{
		limits:    limits,
		lines:     make(map[*line]*place),
		strangers: make(map[netip.Prefix]int),
		accounts:  make(map[string]int),
	}
}

// arrive gives a new line its place, or says that there is none. It calls
// counted before anybody can wait for the line to end.
func (a *admission) arrive(l *line, counted func()) bool {
	origin := originOf(l.RemoteAddr())
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed || len(a.lines) >= a.limits.Lines ||
		a.unproved >= a.limits.Strangers || a.strangers[origin] >= a.limits.FromOne {
		return false
	}
	a.lines[l] = &place{origin: origin}
	a.unproved++
	a.strangers[origin]++
	counted()
	return true
}

// claim notes the key that the line has proved, before the register is asked
// about it: whoever revokes the key meanwhile then finds the line.
func (a *admission) claim(l *line, fingerprint string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lines[l].fingerprint = fingerprint
}

// admit makes the line one of the account's. others is how many the account has
// besides; with twice as many as allowed the line is not admitted.
func (a *admission) admit(l *line, login string) (others int, ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	others = a.accounts[login]
	if a.closed || others >= 2*a.limits.PerAccount {
		return others, false
	}
	p := a.lines[l]
	p.proved, p.login = true, login
	a.accounts[login]++
	a.forgetStranger(p.origin)
	return others, true
}

// leave gives the line's place up.
func (a *admission) leave(l *line) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.lines[l]
	delete(a.lines, l)
	if !p.proved {
		a.forgetStranger(p.origin)
		return
	}
	if a.accounts[p.login]--; a.accounts[p.login] == 0 {
		delete(a.accounts, p.login)
	}
}

// forgetStranger counts one stranger less. The caller holds mu.
func (a *admission) forgetStranger(origin netip.Prefix) {
	a.unproved--
	if a.strangers[origin]--; a.strangers[origin] == 0 {
		delete(a.strangers, origin)
	}
}

// close lets nobody more in and gives the lines that there are.
func (a *admission) close() []*line {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.closed = true
	return a.those(func(*place) bool { return true })
}

// withCredential gives the lines that proved this key, or just claim to.
func (a *admission) withCredential(fingerprint string) []*line {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.those(func(p *place) bool { return p.fingerprint == fingerprint })
}

// withLogin gives the account's lines.
func (a *admission) withLogin(login string) []*line {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.those(func(p *place) bool { return p.proved && p.login == login })
}

// those lists the lines whose place is wanted. The caller holds mu.
func (a *admission) those(wanted func(*place) bool) []*line {
	var found []*line
	for l, p := range a.lines {
		if wanted(p) {
			found = append(found, l)
		}
	}
	return found
}

func (a *admission) count() (lines, unproved int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.lines), a.unproved
}

// originOf is the address for which connections are counted: all of one IPv4
// address, or of one IPv6 /64, which is what one household is commonly given.
// What is no IP address counts as one origin.
func originOf(addr net.Addr) netip.Prefix {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok {
		return netip.Prefix{}
	}
	ip := tcp.AddrPort().Addr().Unmap().WithZone("")
	bits := 64
	if ip.Is4() {
		bits = 32
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}

package paint

import (
	"reflect"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// maxMail bounds the nudges that wait for one session.
const maxMail = 64

// Keyed is a nudge that replaces only those of its own type with the same key,
// for instance one per topic. The key must be comparable.
type Keyed interface{ NudgeKey() any }

// MissedMsg tells a model that nudges were dropped because too many different
// ones waited. It is to read again whatever it shows.
type MissedMsg struct{}

// mailbox holds what others have to tell a session until it has time. Nobody
// who puts something in waits for the session.
type mailbox struct {
	wake chan struct{} // holds one token when there is mail, or a command has ended

	mu     sync.Mutex // guards all below
	mail   []letter   // oldest key first, at most maxMail
	missed bool
	size   *Size // the window's newest size, if it changed
	shut   bool
}

type letter struct {
	key [2]any // type, and its own key if it has one
	msg tea.Msg
}

func newMailbox() *mailbox { return &mailbox{wake: make(chan struct{}, 1)} }

// put leaves msg, in the place of the one with its key that waits already.
func (b *mailbox) put(msg tea.Msg) {
	if msg == nil {
		return
	}
	key := [2]any{reflect.TypeOf(msg)}
	if k, ok := msg.(Keyed); ok {
		key[1] = k.NudgeKey()
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shut {
		return
	}
	defer b.ring()
	for i := range b.mail {
		if b.mail[i].key == key {
			b.mail[i].msg = msg
			return
		}
	}
	if len(b.mail) == maxMail {
		b.missed = true
		return
	}
	b.mail = append(b.mail, letter{key, msg})
}

// resize leaves the window's new size.
func (b *mailbox) resize(s Size) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.shut {
		b.size = &s
		b.ring()
	}
}

func (b *mailbox) ring() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// take empties the box.
func (b *mailbox) take() (size *Size, msgs []tea.Msg) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.mail {
		msgs = append(msgs, l.msg)
	}
	if b.missed {
		msgs = append(msgs, MissedMsg{})
	}
	size = b.size
	b.mail, b.missed, b.size = nil, false, nil
	return size, msgs
}

// close empties the box for good.
func (b *mailbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shut = true
	b.mail = nil
}

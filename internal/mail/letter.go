package mail

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// MaxFiles bounds the files of one letter.
const MaxFiles = 20

// Letter is a letter, without its text.
type Letter struct {
	Number  asem.Number      `json:"number"`
	From    roster.Author    `json:"from"`
	To      []roster.Address `json:"to"`
	Cc      []roster.Address `json:"cc,omitempty"`
	Subject string           `json:"subject"`
	At      time.Time        `json:"at"`
	Digest  rule.Digest      `json:"digest"`
	Bytes   int              `json:"bytes"`
	Files   []rule.File      `json:"files,omitempty"`
	Thread  asem.Number      `json:"thread"`            // the first letter of the exchange; its own number for that
	ReplyTo asem.Number      `json:"replyTo,omitempty"` // 0 where it answers none
	Forward asem.Number      `json:"forward,omitempty"` // 0 where it passes none on
}

// Receivers are all addresses that it was sent to, each once: To before Cc.
func (l Letter) Receivers() []roster.Address { return slices.Concat(l.To, l.Cc) }

// MayRead says whether the delegate reads the letter now: who sent it, and whoever is
// reached at one of its addresses.
func MayRead(s roster.State, l Letter, d roster.Delegate) bool {
	if d.Left {
		return false
	}
	return l.WrittenBy(d.Login) || slices.ContainsFunc(l.Receivers(), func(a roster.Address) bool { return roster.Reaches(s, a, d) || roster.ReachedThen(a, d, l.At) })
}

// WrittenBy says whether a delegate wrote the letter. The server's own letters nobody did.
func (l Letter) WrittenBy(login asem.Login) bool { return login != "" && l.From.Login == login }

// Sender is the address to which an answer goes: of the server's own letters the
// secretariat's.
func (l Letter) Sender() roster.Address {
	if l.From.Login == "" {
		return "@secretariat"
	}
	return roster.Address(l.From.Login)
}

// Answered are the addresses of an answer to the letter by a delegate: its sender, and
// for an answer to all everybody else to whom it was sent, without the delegate's own
// address. Whoever answers a letter of their own writes to its receivers once more.
func (l Letter) Answered(by asem.Login, all bool) (to, cc []roster.Address) {
	me := []roster.Address{roster.Address(by)}
	if l.WrittenBy(by) {
		if to = without(l.To, me); len(to) == 0 {
			to = me
		}
	} else {
		to = []roster.Address{l.Sender()}
	}
	if all {
		to = slices.Concat(to, without(l.To, to, me))
		cc = without(l.Cc, to, me)
	}
	return to, cc
}

func without(list []roster.Address, those ...[]roster.Address) []roster.Address {
	not := slices.Concat(those...)
	return slices.DeleteFunc(slices.Clone(list), func(a roster.Address) bool { return slices.Contains(not, a) })
}

package screen

import (
	"time"

	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/secretariat"
)

// A Seat is what every screen is given. The root alone writes its fields, and
// writes Zone and Theme anew when the delegate's preferences change.
type Seat struct {
	Desk  *secretariat.Desk
	Nav   Navigator
	Zone  *time.Location // the delegate's
	Theme Theme
	// Due is the key of what fell due and was gone to last; OpenNextDue goes on from there.
	Due reminder.Key
	// KeepAfter is how long after the first change that is not kept a draft is kept.
	KeepAfter time.Duration
}

// Now is the time by the office's clock, in the delegate's zone.
func (s *Seat) Now() time.Time { return s.Desk.Now() }

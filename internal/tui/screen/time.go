package screen

import (
	"fmt"
	"time"
)

// Age says in a few columns how long ago something was: now, 5 min, 3 h, 12 d, and
// the month of what is older than a quarter of a year.
func Age(now, at time.Time) string {
	switch ago := now.Sub(at); {
	case at.IsZero():
		return ""
	case ago < time.Minute:
		return "now"
	case ago < time.Hour:
		return fmt.Sprintf("%d min", ago/time.Minute)
	case ago < 24*time.Hour:
		return fmt.Sprintf("%d h", ago/time.Hour)
	case ago < 92*24*time.Hour:
		return fmt.Sprintf("%d d", ago/(24*time.Hour))
	}
	return at.In(now.Location()).Format("2006-01")
}

// AgeWidth is the columns of the longest Age.
const AgeWidth = 7

// Date writes a moment with the reader's zone: 12 Nov 2006 14:05 EET.
func (s *Seat) Date(at time.Time) string { return at.In(s.Zone).Format("2 Jan 2006 15:04 MST") }

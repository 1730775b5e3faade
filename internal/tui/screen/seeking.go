package screen

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// Bounds of one search in a list: there may be a million rows. n goes on from where it
// ended.
const (
	searchPage  = 500
	searchPages = 40
)

// A Sought says how a list is searched, beyond the rows that are loaded.
type Sought[T any] struct {
	// Page reads a page of the list.
	Page func(secretariat.Page) (rows []T, earlier, follow bool, err error)
	// Number is that of a row.
	Number func(T) asem.Number
	// Matches says whether a row is one that is looked for. It is asked away from the screen.
	Matches func(T) bool
	// Of is what is compared with what is looked for: "title".
	Of string
	// Found puts the cursor on a row.
	Found func(T) tea.Cmd
}

// Seek goes to the next row after one that matches, or the one before, away from the
// screen; what was typed meanwhile elsewhere stays there.
func (s Sought[T]) Seek(seat *Seat, on Screen, words string, from asem.Number, back bool) tea.Cmd {
	var found *T
	var end bool
	return Work(func() (err error) {
		found, end, err = s.next(from, back)
		return err
	}, func(err error) tea.Cmd {
		switch {
		case !seat.Nav.Top(on):
		case err != nil:
			seat.Nav.Fail(err)
		case found == nil && end:
			seat.Nav.Say(fmt.Sprintf("No other %s from here on has %q.", s.Of, words))
		case found == nil:
			seat.Nav.Say(fmt.Sprintf("No %s among the next %d has %q.", s.Of, searchPage*searchPages, words))
		default:
			return s.Found(*found)
		}
		return nil
	})
}

// next is the next row that matches; nil for none. end says that the list ended, and not
// the patience.
func (s Sought[T]) next(from asem.Number, back bool) (found *T, end bool, err error) {
	for range searchPages {
		p := secretariat.Page{Limit: searchPage, Before: from}
		if back {
			p = secretariat.Page{Limit: searchPage, After: from}
		}
		rows, earlier, more, err := s.Page(p)
		if err != nil || len(rows) == 0 {
			return nil, true, err
		}
		if back {
			slices.Reverse(rows)
			more = earlier
		}
		for i := range rows {
			if s.Matches(rows[i]) {
				return &rows[i], false, nil
			}
		}
		if !more {
			return nil, true, nil
		}
		from = s.Number(rows[len(rows)-1])
	}
	return nil, false, nil
}

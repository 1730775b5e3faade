package topics

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// Bounds of one search: a board may hold a million topics. n goes on from where it ended.
const (
	searchPage  = 500
	searchPages = 40
)

// find looks for a topic by words of its title, away from the screen.
func (t *Topics) find(back bool) tea.Cmd {
	from, board, words := t.current().Number, t.board.ID, t.search
	var found asem.Number
	var end bool
	return screen.Work(func() (err error) {
		found, end, err = seek(t.seat.Desk, board, from, back, words.Matches)
		return err
	}, func(err error) tea.Cmd {
		switch {
		case !t.seat.Nav.Top(t):
		case err != nil:
			t.seat.Nav.Fail(err)
		case found == 0 && end:
			t.seat.Nav.Say(fmt.Sprintf("No other title from here on has %q.", words.Words))
		case found == 0:
			t.seat.Nav.Say(fmt.Sprintf("No title among the next %d has %q.", searchPage*searchPages, words.Words))
		default:
			if !t.list.Seek(row{TopicView: topicNumbered(found)}) {
				t.seat.Nav.Fail(t.list.Begin(row{TopicView: topicNumbered(found)}))
			}
			return t.moved()
		}
		return nil
	})
}

// seek is the next topic whose title matches; 0 for none. end says that the list
// ended, and not the patience.
func seek(desk *secretariat.Desk, board asem.BoardID, from asem.Number, back bool, matches func(string) bool) (found asem.Number, end bool, err error) {
	for range searchPages {
		p := secretariat.Page{Limit: searchPage, Before: from}
		if back {
			p = secretariat.Page{Limit: searchPage, After: from}
		}
		page, err := desk.Topics(board, p)
		if err != nil || len(page.Rows) == 0 {
			return 0, true, err
		}
		more := page.Follow
		if back {
			slices.Reverse(page.Rows)
			more = page.Earlier
		}
		for _, view := range page.Rows {
			if matches(view.Title) {
				return view.Number, false, nil
			}
		}
		if !more {
			return 0, true, nil
		}
		from = page.Rows[len(page.Rows)-1].Number
	}
	return 0, false, nil
}

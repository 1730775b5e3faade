package topics

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// find looks for a topic by words of its title.
func (t *Topics) find(back bool) tea.Cmd {
	board, words := t.board.ID, t.search
	return screen.Sought[secretariat.TopicView]{
		Page: func(p secretariat.Page) ([]secretariat.TopicView, bool, bool, error) {
			page, err := t.seat.Desk.Topics(board, p)
			return page.Rows, page.Earlier, page.Follow, err
		},
		Number:  func(v secretariat.TopicView) asem.Number { return v.Number },
		Matches: func(v secretariat.TopicView) bool { return words.Matches(v.Title) },
		Of:      "title",
		Found: func(v secretariat.TopicView) tea.Cmd {
			if !t.list.Seek(row{TopicView: v}) {
				t.seat.Nav.Fail(t.list.Begin(row{TopicView: v}))
			}
			return t.moved()
		},
	}.Seek(t.seat, t, words.Words, t.current().Number, back)
}

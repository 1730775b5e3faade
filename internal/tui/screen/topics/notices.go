package topics

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// mostNotices bounds the rows that the notices of a board take from its topics.
const mostNotices = 2

// readNotices reads which notices are pinned on the board. They are read with the list,
// so that nothing moves under the eyes.
func (t *Topics) readNotices() {
	notices, err := t.seat.Desk.NoticesOn(t.board.ID)
	t.seat.Nav.Fail(err)
	t.notices = notices[:min(len(notices), mostNotices)]
	t.list.Resize(max(1, t.area.Height-1-len(t.above(t.area.Width))))
}

// noticeBindings open the notices of the board.
func (t *Topics) noticeBindings() []screen.Binding {
	open := func(i int) func() tea.Cmd {
		return func() tea.Cmd { return t.seat.Nav.Open(screen.Notice{Number: t.notices[i].Number}) }
	}
	dead := func(i int) func() string {
		return func() string {
			if i < len(t.notices) {
				return ""
			}
			if i == 0 {
				return "No notice is pinned on this board."
			}
			return "No second notice is pinned on this board; p opens the one there is."
		}
	}
	return []screen.Binding{
		{Key: screen.Keys("read the notice on top of the board", "p"), Foot: screen.Unless(len(t.notices) == 0, "notice"), Dead: dead(0), Do: open(0)},
		{Key: screen.Keys("read the second notice on top of the board", "P"), Dead: dead(1), Do: open(1)},
	}
}

// above is what stands above the list: that the board is closed, and the notices, a row
// each, with the key that opens each.
func (t *Topics) above(width int) (lines []string) {
	if closing := t.board.Closing(); closing != "" {
		lines = append(lines, plain.Cut(closing, width))
	}
	for i, n := range t.notices {
		lines = append(lines, t.noticeLine(n, []string{"p", "P"}[i], width))
	}
	return lines
}

func (t *Topics) noticeLine(n secretariat.NoticeView, key string, width int) string {
	line := plain.Cut(fmt.Sprintf("%s Notice %s %s", key, n.Number, plain.Line(n.Title)), width)
	if n.New || n.Calls() {
		return t.seat.Theme.Strong(line)
	}
	return line
}

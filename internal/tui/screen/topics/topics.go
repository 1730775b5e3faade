package topics

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Topics is the screen.
type Topics struct {
	seat    *screen.Seat
	area    screen.Area
	board   secretariat.BoardView
	list    widget.List[row]
	waiting int                      // posts of the board that are new, when the list was read
	notices []secretariat.NoticeView // pinned on the board, as they are shown
	note    string
	closed  bool // nobody, or not this delegate, writes here
	numbers int  // columns of the widest number seen
	changes int  // how often something has changed
	beside  screen.Beside
	search  screen.Search
}

// leastNumber is the columns of a number that a list has room for in any case.
const leastNumber = 5

// row is a topic with what is shown of its times.
type row struct {
	secretariat.TopicView
	age  string
	asOf int // the change after which it was read
}

func (r row) number() asem.Number { return r.Number }

func sameRow(a, b row) bool { return a.Number == b.Number }

// New makes the screen of a board, or says why there is none. The cursor is on the
// topic at, if there is one; zero is the first.
func New(seat *screen.Seat, p screen.Topics) (screen.Screen, error) {
	t := &Topics{seat: seat, numbers: leastNumber}
	t.list = widget.NewList(t.page, sameRow)
	var err error
	if t.board, err = seat.Desk.Board(p.Board); err != nil {
		return nil, err
	}
	if p.At == 0 {
		return t, nil
	}
	return t, t.list.Begin(row{TopicView: topicNumbered(p.At)})
}

func topicNumbered(n asem.Number) (view secretariat.TopicView) {
	view.Number = n
	return view
}

// page reads a page for the list.
func (t *Topics) page(w widget.Want[row]) ([]row, bool, error) {
	page, err := t.seat.Desk.Topics(t.board.ID, screen.PageOf(w, row.number))
	if err != nil {
		return nil, false, err
	}
	t.board = page.Board
	now := t.seat.Now()
	rows := make([]row, len(page.Rows))
	for i, view := range page.Rows {
		t.numbers = max(t.numbers, len(view.Number.String()))
		rows[i] = row{TopicView: view, age: screen.Age(now, view.Last), asOf: t.changes}
	}
	return rows, w.More(page.Earlier, page.Follow), nil
}

// Crumbs name the board under its pillar.
func (t *Topics) Crumbs() []string { return []string{t.board.Pillar.Title(), t.board.Title} }

// Explain says what stands here.
func (t *Topics) Explain() string {
	return "The topics of a board, pinned ones first, then the newest activity; above them the notices that are pinned on it, opened with p and P. New: posts that are new to you. P: pinned. L: locked, takes no replies. By: the partner whose delegate wrote it, ext for an external author. Repl: replies. Last: how long ago the newest post was made."
}

// Bindings open topics, write, and moderate.
func (t *Topics) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the topic, at the first post that is new", "enter", "l", "right"), Foot: "open", Dead: t.noTopic, Do: t.open},
		{Key: screen.Keys("the next unread post, on this board first", "tab"), Foot: "next unread", Do: t.nextNew},
		{Key: screen.Keys("write a new topic here", "w"), Foot: screen.Unless(t.closed, "write"), Dead: t.mayWrite, Do: t.write},
	}
	bindings = append(bindings, screen.Listing(t.seat, &t.list, t.moved, t.nextNew)...)
	bindings = append(bindings, t.noticeBindings()...)
	bindings = append(bindings, t.search.Bindings(t.seat, "Find a title with:", t.find)...)
	bindings = append(bindings, screen.CatchingUp(t.seat, func() (asem.BoardID, string) { return t.board.ID, "everything on " + t.board.Title })...)
	return append(bindings, screen.Moderating(t.seat, t.current, t.noTopic)...)
}

// current is the topic with the cursor; one without number where there is none.
func (t *Topics) current() secretariat.TopicView {
	r, _ := t.list.Row()
	return r.TopicView
}

func (t *Topics) noTopic() string {
	switch {
	case t.current().Number != 0:
		return ""
	case t.closed:
		return fmt.Sprintf("There is no topic on %s yet.", t.board.Title)
	}
	return fmt.Sprintf("There is no topic on %s yet; w writes one.", t.board.Title)
}

func (t *Topics) mayWrite() string { return fault.Sentence(t.seat.Desk.MayOpen(t.board.ID)) }

func (t *Topics) write() tea.Cmd {
	return t.seat.Nav.Open(screen.Write{At: secretariat.OnBoard(t.board.ID)})
}

// open goes to the topic's first new post, or to its beginning.
func (t *Topics) open() tea.Cmd {
	topic := t.current()
	n, err := firstNew(t.seat.Desk, topic)
	t.seat.Nav.Fail(err)
	return t.seat.Nav.Open(screen.Read{Number: n})
}

// firstNew is the post of the topic to be read next: one that is new, or the opening.
func firstNew(desk *secretariat.Desk, topic secretariat.TopicView) (asem.Number, error) {
	if topic.New == 0 {
		return topic.Number, nil
	}
	opening, err := desk.Post(topic.Number)
	if err != nil || opening.New {
		return topic.Number, err
	}
	next, ok, err := desk.NextNew(topic.Number)
	if err != nil || !ok || next.Topic != topic.Number {
		return topic.Number, err
	}
	return next.Number, nil
}

func (t *Topics) nextNew() tea.Cmd { return screen.OpenNextNew(t.seat, t.current().Number) }

// Update reads when the screen is shown, and counts when something has changed.
func (t *Topics) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		t.area = msg.Area
		t.list.Leaps = msg.Area.Wide()
		t.readNotices()
		t.read()
		t.beside.Forget()
		t.beside.Look(t.shelf())
	case screen.Changed:
		t.count()
	case screen.Covered:
		t.beside.Forget()
	}
	return nil
}

// read reads the list in its place.
func (t *Topics) read() {
	t.seat.Nav.Fail(t.list.Again())
	t.waiting, t.note = t.board.New, ""
	t.closed = t.seat.Desk.MayOpen(t.board.ID) != nil
}

// count says how many posts came since the list was read. The list stays.
func (t *Topics) count() {
	t.changes++
	board, err := t.seat.Desk.Board(t.board.ID)
	if err != nil {
		t.seat.Nav.Fail(err)
		return
	}
	t.board, t.note = board, ""
	if more := board.New - t.waiting; more > 0 {
		t.note = fmt.Sprintf("%d new here; ^R shows", more)
	}
	t.remark()
}

// remark shows in place what has become of the topics on the screen: what is new in
// them, how many replies there are, what moderators did. Topics stay where they are in
// the list, though their place on the board may be another now; nothing moves under who
// reads it. How
// long ago the newest post was made is told anew where there is a newer one: a clock that
// runs is not worth a row's bytes.
func (t *Topics) remark() {
	shown := t.list.Shown()
	var old []asem.Number
	for _, r := range shown {
		if r.asOf < t.changes {
			old = append(old, r.Number)
		}
	}
	if len(old) == 0 {
		return
	}
	views, err := t.seat.Desk.TopicsNow(old...)
	if err != nil {
		t.seat.Nav.Fail(err)
		return
	}
	for _, now := range views {
		for i := range shown {
			if shown[i].Number == now.Number {
				shown[i] = t.renewed(shown[i], now)
			}
		}
	}
}

// renewed is a row of the list with what its topic says now.
func (t *Topics) renewed(r row, now secretariat.TopicView) row {
	if !now.Last.Equal(r.Last) {
		r.age = screen.Age(t.seat.Now(), now.Last)
	}
	return row{TopicView: now, age: r.age, asOf: t.changes}
}

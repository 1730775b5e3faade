package boards

import (
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// row is a heading or a board. A board stands under each of its clusters, so that
// the heading tells its rows apart.
type row struct {
	heading string
	board   secretariat.BoardView // of a heading: none
}

func (r row) isHeading() bool { return r.board.ID == "" }

func sameRow(a, b row) bool { return a.heading == b.heading && a.board.ID == b.board.ID }

// Boards is the screen.
type Boards struct {
	seat      *screen.Seat
	area      screen.Area
	byCluster bool
	at        asem.ClusterID // to begin with; empty once the cursor is there
	list      widget.List[row]
	search    screen.Search
}

// New makes the screen. It reads when it is shown.
func New(seat *screen.Seat, p screen.Boards) (screen.Screen, error) {
	return &Boards{seat: seat, byCluster: p.ByCluster || p.At != "", at: p.At, list: widget.NewFixed(sameRow, row.isHeading)}, nil
}

// Crumbs name the place.
func (b *Boards) Crumbs() []string { return []string{"Boards"} }

// Explain says what stands here.
func (b *Boards) Explain() string {
	return "The boards, with how many topics and posts each has and how many of them are new to you. A board stands in one pillar, and in as many clusters as its subject concerns."
}

// Bindings open boards and write on them.
func (b *Boards) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open the board", "enter", "l", "right"), Foot: "open", Dead: b.noBoard, Do: b.open},
		{Key: screen.Keys("list by cluster instead of pillar, and back", "t"), Foot: "by cluster/pillar", Do: b.toggle},
		{Key: screen.Keys("write a new topic on the board", "w"), Foot: "write", Dead: b.mayWrite, Do: b.write},
		{Key: screen.Keys("coordinators: close the board into the archive, or open it again", "L"), Dead: b.mayClose, Do: b.shut},
	}
	bindings = append(bindings, screen.Listing(b.seat, &b.list, nil, func() tea.Cmd { return screen.OpenNextNew(b.seat, 0) })...)
	bindings = append(bindings, b.search.Bindings(b.seat, "Find a board with:", b.find)...)
	return append(bindings, screen.CatchingUp(b.seat, func() (asem.BoardID, string) {
		board := b.current()
		return board.ID, "everything on " + board.Title
	})...)
}

// find goes to the next board with the words in its title or in what it is about.
func (b *Boards) find(back bool) tea.Cmd {
	if !b.list.Find(func(r row) bool { return b.search.Matches(r.board.Title + " " + r.board.About) }, back) {
		b.seat.Nav.Say(fmt.Sprintf("No board has %q in its title or in what it is about.", b.search.Words))
	}
	return nil
}

// current is the board with the cursor; one without name where there is none.
func (b *Boards) current() secretariat.BoardView {
	r, _ := b.list.Row()
	return r.board
}

func (b *Boards) noBoard() string {
	if b.current().ID == "" {
		return "There is no board yet: the secretariat founds them."
	}
	return ""
}

func (b *Boards) mayWrite() string {
	if why := b.noBoard(); why != "" {
		return why
	}
	return fault.Sentence(b.seat.Desk.MayOpen(b.current().ID))
}

func (b *Boards) open() tea.Cmd { return b.seat.Nav.Open(screen.Topics{Board: b.current().ID}) }

func (b *Boards) write() tea.Cmd {
	return b.seat.Nav.Open(screen.Write{At: secretariat.OnBoard(b.current().ID)})
}

// toggle changes the headings and keeps the cursor on its board.
func (b *Boards) toggle() tea.Cmd {
	was := b.current().ID
	b.byCluster = !b.byCluster
	b.read()
	for _, r := range b.list.Rows() {
		if r.board.ID == was {
			b.list.Seek(r)
			break
		}
	}
	return nil
}

// Update reads when the screen is shown and when something has changed: boards
// come and go seldom, and counts change in place.
func (b *Boards) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		b.area = msg.Area
		b.list.Resize(msg.Area.Height - 1)
		b.read()
	case screen.Changed:
		b.read()
	}
	return nil
}

func (b *Boards) read() {
	boards, err := b.seat.Desk.Boards()
	b.seat.Nav.Fail(err)
	if !b.byCluster {
		b.list.Set(byPillar(boards))
		return
	}
	clusters, err := b.seat.Desk.Clusters()
	b.seat.Nav.Fail(err)
	var rows []row
	for _, c := range clusters {
		rows = append(rows, under(c.Title, boards, func(v secretariat.BoardView) bool { return slices.Contains(v.Clusters, c.ID) })...)
	}
	b.list.Set(append(rows, under("In no cluster", boards, func(v secretariat.BoardView) bool { return len(v.Clusters) == 0 })...))
	b.begin(clusters)
}

// begin puts the cursor on the first board of the cluster to begin with.
func (b *Boards) begin(clusters []forum.Cluster) {
	for _, c := range clusters {
		if c.ID != b.at {
			continue
		}
		b.at = ""
		for _, r := range b.list.Rows() {
			if r.heading == c.Title && !r.isHeading() {
				b.list.Seek(r)
				return
			}
		}
		b.seat.Nav.Say(fmt.Sprintf("No board belongs to %s yet.", plain.Line(c.Title)))
	}
}

func byPillar(boards []secretariat.BoardView) []row {
	var rows []row
	for _, pillar := range append(asem.Pillars(), asem.Across) {
		rows = append(rows, under(pillar.Title(), boards, func(v secretariat.BoardView) bool { return v.Pillar == pillar })...)
	}
	return rows
}

// under is a heading with its boards; nothing where it has none.
func under(heading string, boards []secretariat.BoardView, belongs func(secretariat.BoardView) bool) []row {
	rows := []row{{heading: heading}}
	for _, v := range boards {
		if belongs(v) {
			rows = append(rows, row{heading: heading, board: v})
		}
	}
	if len(rows) == 1 {
		return nil
	}
	return rows
}

// View draws a table; where there is room it says what each board is about.
func (b *Boards) View() screen.Drawn {
	width := b.area.Width - 1
	columns := b.columns().Fit(width - 2)
	titles := "  " + columns.Titles()
	rows, cursor := b.list.Draw(width, func(r row, cols int) string { return b.draw(columns, r, cols) })
	if len(rows) == 0 {
		rows = []string{"  The boards will stand here once the secretariat has founded them."}
	}
	return screen.Drawn{Lines: append([]string{titles}, rows...), Cursor: screen.Point{Y: cursor + 1}}
}

func (b *Boards) columns() widget.Columns {
	columns := widget.Columns{{Title: "Board"}, {Title: "Topics", Width: 8, Right: true}, {Title: "Posts", Width: 8, Right: true}, {Title: "New", Width: 6, Right: true}}
	if b.area.Wide() {
		columns[0].Width = 28
		columns = append(columns, widget.Column{Title: "About"})
	}
	return columns
}

func (b *Boards) draw(columns widget.Columns, r row, cols int) string {
	if r.isHeading() {
		return b.seat.Theme.Strong(plain.Cut(r.heading, cols))
	}
	title, fresh := r.board.Name(), ""
	if r.board.New > 0 {
		fresh = strconv.Itoa(r.board.New)
	}
	cells := []string{title, strconv.Itoa(r.board.Topics), strconv.Itoa(r.board.Posts), fresh}
	if b.area.Wide() {
		cells = append(cells, r.board.About)
	}
	return columns.Row(cells...)
}

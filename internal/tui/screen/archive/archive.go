package archive

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Bounds of what is held: n pages of hits are asked for as the cursor comes near.
const (
	hitsAtOnce = 25
	mostHits   = 1000
)

// Archive is the screen of one query; of the years and months without one.
type Archive struct {
	seat   *screen.Seat
	area   screen.Area
	at     screen.Archive
	byDate bool
	found  secretariat.FoundPage // the last page of what is held
	hits   []secretariat.HitView
	list   widget.List[row]
	asking bool // the next page is on its way
}

// New makes the screen; it reads when it is shown.
func New(seat *screen.Seat, at screen.Archive) (screen.Screen, error) {
	a := &Archive{seat: seat, at: at}
	a.list = widget.NewFixed(sameRow, func(r row) bool { return r.passage || r.heading != "" })
	a.list.Tails = true
	return a, seat.Desk.MaySearch(at.Query)
}

// Crumbs name the query or the year.
func (a *Archive) Crumbs() []string {
	switch {
	case a.at.Query != "":
		return []string{"Archive", a.at.Query}
	case a.at.Year != 0:
		return []string{"Archive", fmt.Sprint(a.at.Year)}
	}
	return []string{"Archive"}
}

// Explain says what stands here.
func (a *Archive) Explain() string {
	return "Everything that you may read: posts, notices, all versions of documents, your letters, people. / finds it by its words, in every script; without a query it stands by year and month, by pillar, by series and by board.\n\nOf what was found each hit has two rows: its number or symbol, title, author's partner, place and date; and the passage with the words between asterisks. What a query may say: type ? instead of one, or see the page searching."
}

// Bindings open, ask anew and order.
func (a *Archive) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("open what the cursor is on", "enter", "l", "right"), Foot: "open", Dead: a.none, Do: a.open},
		screen.Asking(a.seat, a.at.Query, func(query string) tea.Cmd { return a.seat.Nav.Replace(screen.Archive{Query: query}) }),
		{Key: screen.Keys("order by date, or by what fits best", "o"), Foot: "order", Dead: a.unordered, Do: a.turn},
	}
	return append(bindings, screen.Listing(a.seat, &a.list, a.moved, nil)...)
}

func (a *Archive) none() string {
	if _, ok := a.list.Row(); !ok {
		return "There is nothing here to open: / finds something else."
	}
	return ""
}

func (a *Archive) unordered() string {
	switch {
	case a.at.Query == "":
		return "Years and months have one order: / finds."
	case a.found.Query.Bare():
		return "This query has no words that could fit better or worse: its hits are ordered by date."
	}
	return ""
}

func (a *Archive) turn() tea.Cmd {
	a.byDate = !a.byDate
	a.seat.Nav.Fail(a.search(hitsAtOnce))
	a.seat.Nav.Fail(a.list.Home())
	return nil
}

func (a *Archive) open() tea.Cmd {
	r, _ := a.list.Row()
	return a.seat.Nav.Open(r.place)
}

// moved asks for the next page when the cursor comes near the end of what is held.
func (a *Archive) moved() tea.Cmd {
	if a.at.Query == "" || a.found.Next == "" || a.asking || len(a.hits) >= mostHits || !a.list.Near(hitsAtOnce) {
		return nil
	}
	a.asking = true
	sought := a.sought(hitsAtOnce)
	sought.After = a.found.Next
	var page secretariat.FoundPage
	return screen.Work(func() (err error) {
		page, err = a.seat.Desk.Search(context.Background(), sought)
		return err
	}, func(err error) tea.Cmd {
		a.asking = false
		if err != nil || a.found.Next != sought.After { // it was asked anew meanwhile
			a.seat.Nav.Fail(err)
			return nil
		}
		a.take(page, true)
		return nil
	})
}

func (a *Archive) sought(limit int) secretariat.Search {
	return secretariat.Search{Query: a.at.Query, ByDate: a.byDate, Limit: limit, Width: max(a.area.Width-8, 20)}
}

// Update reads when the screen is shown: as much as was held, so that whoever comes back
// from a hit finds the cursor on it, and nothing that reaches them no more.
func (a *Archive) Update(msg tea.Msg) tea.Cmd {
	shown, ok := msg.(screen.Shown)
	if !ok {
		return nil
	}
	a.area = shown.Area
	a.list.Resize(shown.Area.Height - 1)
	if a.at.Query == "" {
		a.seat.Nav.Fail(a.periods())
		return nil
	}
	a.seat.Nav.Fail(a.search(max(len(a.hits), hitsAtOnce)))
	return nil
}

// search asks for the first hits, and holds them.
func (a *Archive) search(limit int) error {
	page, err := a.seat.Desk.Search(context.Background(), a.sought(limit))
	if err == nil {
		a.take(page, false)
	}
	return err
}

// take holds a page, after those before or instead of them.
func (a *Archive) take(page secretariat.FoundPage, more bool) {
	if !more {
		a.hits = nil
	}
	a.found, a.hits = page, append(a.hits, page.Hits...)
	a.list.Set(a.rows())
}

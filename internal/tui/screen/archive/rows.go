package archive

import (
	"context"
	"fmt"
	"strconv"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// A row is a hit, its passage, a period of time, a part of the archive, or the heading of
// several of those.
type row struct {
	heading string
	cells   []string
	fresh   bool
	passage bool
	text    string // of a passage
	place   screen.Place
	number  asem.Number // of the hit: translations of a document open one place
}

// sameRow knows a row again by what it opens.
func sameRow(a, b row) bool {
	return a.heading == b.heading && a.passage == b.passage && a.place == b.place && a.number == b.number
}

// rows are those of the hits, each with its passage behind it.
func (a *Archive) rows() []row {
	var rows []row
	for _, h := range a.hits {
		place := placeOf(h)
		text := h.Passage.Marked()
		if h.Withheld != "" {
			text = h.Withheld
		}
		rows = append(rows,
			row{cells: []string{flag(h.New), name(h), h.Title, string(h.Author.Partner), h.Where(), h.At.In(a.seat.Zone).Format("2006-01-02")}, fresh: h.New, place: place, number: h.Number},
			row{passage: true, text: plain.Line(text), place: place, number: h.Number})
	}
	return rows
}

func flag(is bool) string {
	if is {
		return "new"
	}
	return ""
}

// name is what a hit is called by: its number, its symbol, its login.
func name(h secretariat.HitView) string {
	switch h.Kind {
	case secretariat.KindDocument:
		return document.Cited(h.Symbol, h.Version)
	case secretariat.KindPerson:
		return string(h.Login)
	}
	return h.Number.String()
}

func placeOf(h secretariat.HitView) screen.Place {
	if h.Kind == secretariat.KindPerson {
		return screen.Directory{Delegate: h.Login}
	}
	return screen.At(secretariat.Destination{Number: h.Number, Kind: h.Kind, Topic: h.Topic, Board: h.Board, Symbol: h.Symbol, Version: h.Version})
}

// periods reads how much there is of each year, or of each month of one.
func (a *Archive) periods() error {
	sought := secretariat.Search{Query: "-kind:person", Limit: 1, Months: true}
	if a.at.Year != 0 {
		sought.Query = fmt.Sprintf("year:%d %s", a.at.Year, sought.Query)
	}
	page, err := a.seat.Desk.Search(context.Background(), sought)
	if err != nil {
		return err
	}
	a.found = page
	var rows []row
	for _, p := range page.Periods(a.at.Year != 0) {
		r := row{cells: []string{p.Name, strconv.Itoa(p.Count)}, place: screen.Archive{Query: "year:" + p.Name + " -kind:person"}}
		if a.at.Year == 0 {
			year, _ := strconv.Atoi(p.Name)
			r.place = screen.Archive{Year: year}
		}
		rows = append(rows, r)
	}
	if a.at.Year == 0 && len(rows) > 0 {
		parts, err := a.parts()
		if err != nil {
			return err
		}
		rows = append(append([]row{{heading: "By year"}}, rows...), parts...)
	}
	a.list.Set(rows)
	return nil
}

// parts are the pillars, series and boards, under their headings.
func (a *Archive) parts() (rows []row, err error) {
	parts, err := a.seat.Desk.Parts(context.Background())
	for i, p := range parts {
		if i == 0 || p.Group != parts[i-1].Group {
			rows = append(rows, row{heading: p.Group})
		}
		rows = append(rows, row{cells: []string{p.Name, strconv.Itoa(p.Count)}, place: screen.Archive{Query: p.Query + " -kind:person"}})
	}
	return rows, err
}

// columns of the list. A narrow one does without the author's partner and the place.
func (a *Archive) columns(width int) widget.Columns {
	if a.at.Query == "" {
		return widget.Columns{{Title: "Part"}, {Title: "There are", Width: 10, Right: true, Near: true}}.Fit(width)
	}
	called := 8
	for _, r := range a.list.Shown() {
		if !r.passage && r.heading == "" {
			called = max(called, min(plain.Width(r.cells[1]), 28))
		}
	}
	partner, where := widget.Column{Title: "By", Width: 3, Near: true}, widget.Column{Title: "Where", Width: 14, Near: true}
	if width < 70 {
		partner, where = widget.Column{Width: -1}, widget.Column{Width: -1}
	}
	last := widget.Column{Title: "Date", Width: 10, Right: true, Near: true}
	return widget.Columns{{Title: "New", Width: 3, Right: true}, {Title: "Name", Width: called, Near: true}, {Title: "Title"}, partner, where, last}.Fit(width)
}

// View draws what was found, and above it how much that is.
func (a *Archive) View() screen.Drawn {
	width := a.area.Width - 1
	fitted := a.columns(width - 2)
	rows, cursor := a.list.Draw(width, func(r row, cols int) string { return a.draw(fitted, r, cols) })
	if len(rows) == 0 {
		rows = plain.Wrap("  "+a.empty(), width)
	}
	return screen.Drawn{Lines: append([]string{"  " + fitted.Titles()}, rows...), Cursor: screen.Point{Y: cursor + 1}, Note: a.told()}
}

// told is how much was found, in which order, and how much may be missing.
func (a *Archive) told() string {
	switch {
	case a.found.Behind > 0:
		return fmt.Sprintf("%d found; the index has still %d %% to read", a.found.Total, a.found.Behind)
	case a.at.Query == "":
		return ""
	case a.found.ByDate:
		return fmt.Sprintf("%d found, by date", a.found.Total)
	}
	return fmt.Sprintf("%d found, the best first", a.found.Total)
}

func (a *Archive) empty() string {
	if a.at.Query == "" {
		return "There is nothing here yet that you may read. What is posted, issued and sent will stand here by year; / finds."
	}
	return "Nothing that you may read is like that. / asks again, with what was typed; fewer words find more, and ? there explains what a query may say."
}

func (a *Archive) draw(fitted widget.Columns, r row, cols int) string {
	if r.heading != "" {
		return a.seat.Theme.Strong(plain.Cut(r.heading, cols))
	}
	if r.passage {
		return plain.Cut("        "+r.text, cols)
	}
	line := fitted.Row(r.cells...)
	if r.fresh {
		return a.seat.Theme.Strong(line)
	}
	return line
}

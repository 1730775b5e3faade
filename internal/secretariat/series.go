package secretariat

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
)

// SeriesView is a series of documents as one delegate sees it.
type SeriesView struct {
	Series asem.Series
	Title  string // empty for one that was begun later
	Years  []int  // in which a document was issued that reaches the delegate, the newest first
}

// Series lists the series that every installation has, and those others in which a
// document reaches the delegate, by name.
func (d *Desk) Series() ([]SeriesView, error) {
	var views []SeriesView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, f := range asem.AllFoundingSeries() {
			views = append(views, SeriesView{Series: f.Series, Title: f.Title})
		}
		for _, name := range s.Series() {
			years := d.yearsOf(s, me, name)
			i := slices.IndexFunc(views, func(v SeriesView) bool { return v.Series == name })
			switch {
			case i >= 0:
				views[i].Years = years
			case len(years) > 0:
				views = append(views, SeriesView{Series: name, Years: years})
			}
		}
		return nil
	})
	return views, err
}

// yearsOf looks in each year for one document that reaches the delegate.
func (d *Desk) yearsOf(s State, me roster.Delegate, series asem.Series) (years []int) {
	tray := d.office.tray(s, me, KindDocument)
	skip := func(n asem.Number) bool { return !tray.holds(n) }
	for at := (Range{Limit: 1}); ; {
		newest, _ := s.DocumentsIn(series, 0, at)
		if len(newest) == 0 {
			return years
		}
		doc, _ := s.Document(newest[0])
		_, year, _, _ := doc.Symbol.Parts()
		if found, _ := inSeries(s, DocumentScope{Series: series, Year: year}, Range{Limit: 1}, skip); len(found) > 0 {
			years = append(years, year)
		}
		oldest, _ := s.DocumentsIn(series, year, Range{Limit: 1, Backward: true})
		at.From = oldest[0]
	}
}

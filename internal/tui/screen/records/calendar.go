package records

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Calendar is the screen of a month, or of a year.
type Calendar struct {
	seat  *screen.Seat
	area  screen.Area
	month time.Time // its first day
	whole bool      // the year of it
	text  widget.Text
	shown []secretariat.MeetingView
}

// NewCalendar makes the screen, of this month.
func NewCalendar(seat *screen.Seat) (screen.Screen, error) {
	now := seat.Now()
	return &Calendar{seat: seat, month: time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)}, nil
}

// Crumbs name the month or the year.
func (c *Calendar) Crumbs() []string {
	if c.whole {
		return []string{"Meetings", c.month.Format("2006")}
	}
	return []string{"Meetings", c.month.Format("January 2006")}
}

// Explain says what stands here.
func (c *Calendar) Explain() string {
	return "The calendar of meetings: each day with the numbers of its meetings, and the meetings below; ! marks those that clash. `agenda --ics` gives it to other calendars."
}

// Bindings turn the pages of the calendar.
func (c *Calendar) Bindings() []screen.Binding {
	by := func(step int) func() tea.Cmd {
		return func() tea.Cmd {
			if c.whole {
				c.month = c.month.AddDate(step, 0, 0)
			} else {
				c.month = c.month.AddDate(0, step, 0)
			}
			c.read()
			c.text.Home()
			return nil
		}
	}
	bindings := []screen.Binding{
		{Key: screen.Keys("open a meeting", "enter", "l", "right"), Foot: "open", Dead: c.none, Do: c.open},
		{Key: screen.Keys("the next month, or year", "n"), Foot: "next", Do: by(1)},
		{Key: screen.Keys("the month before, or year", "p"), Foot: "before", Do: by(-1)},
		{Key: screen.Keys("the whole year, or the month", "y"), Foot: "year/month", Do: func() tea.Cmd {
			c.whole = !c.whole
			c.read()
			c.text.Home()
			return nil
		}},
	}
	return append(bindings, screen.Scrolling(&c.text)...)
}

func (c *Calendar) none() string {
	if len(c.shown) == 0 {
		return "There is no meeting here to open."
	}
	return ""
}

// open goes to the one meeting that is shown; of several it asks which.
func (c *Calendar) open() tea.Cmd {
	goTo := func(n asem.Number) tea.Cmd {
		return c.seat.Nav.Open(screen.Record{Ref: dossier.Ref{Kind: secretariat.KindMeeting, Number: n}})
	}
	if len(c.shown) == 1 {
		return goTo(c.shown[0].Number)
	}
	find := func(text string) (asem.Number, error) {
		n, err := asem.ParseNumber(text)
		for _, m := range c.shown {
			if err == nil && m.Number == n {
				return n, nil
			}
		}
		return 0, fault.New(fault.Usage, "No meeting here has the number %q.", plain.Cut(text, 20))
	}
	c.seat.Nav.Prompt(screen.Prompt{Label: "Meeting:", Hint: "Its number.", Start: fmt.Sprint(uint64(c.shown[0].Number)),
		Check: func(text string) error { _, err := find(text); return err },
		Done: func(text string) tea.Cmd {
			n, err := find(text)
			if err != nil {
				c.seat.Nav.Fail(err)
				return nil
			}
			return goTo(n)
		}})
	return nil
}

// Update reads when the screen is shown, and when a meeting has changed.
func (c *Calendar) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		c.area = msg.Area
		c.read()
	case screen.Changed:
		if msg.What.Has(secretariat.KindMeeting) {
			c.read()
		}
	}
	return nil
}

func (c *Calendar) read() {
	first, last := secretariat.MonthOf(c.month.Year(), c.month.Month())
	if c.whole {
		first, last = time.Date(c.month.Year(), 1, 1, 0, 0, 0, 0, time.UTC), time.Date(c.month.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
	}
	var err error
	c.shown, err = c.seat.Desk.MeetingsDuring(first, last)
	c.seat.Nav.Fail(err)
	lines := secretariat.MonthLines(c.month.Year(), c.month.Month(), c.shown)
	if c.whole {
		lines = secretariat.YearLines(c.month.Year(), c.shown)
	}
	for i := range lines {
		lines[i] = plain.Cut(lines[i], c.area.Width-1)
	}
	lines[0] = c.seat.Theme.Strong(lines[0])
	c.text.Set(lines, c.area.Height)
}

// View draws the lines on the screen.
func (c *Calendar) View() screen.Drawn { return screen.Drawn{Lines: c.text.Window()} }

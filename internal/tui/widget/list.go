package widget

// Want is what a List asks its source for.
type Want[R any] struct {
	From  *R   // the row beside the page; nil for the beginning, or with Back for the end
	With  bool // From itself belongs to the page, as its first row
	Back  bool // the page ends before From instead of beginning after it
	Limit int  // rows at most, at least 1
}

// More is, of what is known at both ends of the page, what the list asked for: whether
// rows stand before it or follow.
func (w Want[R]) More(before, follow bool) bool {
	if w.Back {
		return before
	}
	return follow
}

// A Source gives a page of rows in the order of the list; more says whether rows
// follow in the direction asked for.
type Source[R any] func(Want[R]) (page []R, more bool, err error)

// screensKept is how many screens of rows a List keeps of a long list.
const screensKept = 5

// List is rows of which one has the cursor. It keeps a window of them and asks its
// source for what lies beyond, so that a list costs a page however long it is.
type List[R any] struct {
	source Source[R] // nil where all rows are here
	same   func(a, b R) bool
	still  func(R) bool // rows that take no cursor: headings; nil for none
	// Leaps makes the window move by half a screen at its edges, for screens on
	// which a list shares its rows with a text and cannot be scrolled by the terminal.
	Leaps bool
	// Tails says that rows without cursor belong to the row above them, and are brought
	// into what is shown with it.
	Tails bool

	rows         []R
	above, below bool // rows lie before and after the window
	top, cursor  int  // in rows
	height       int
}

// NewList makes an empty list; Home reads its first page. same says whether two
// rows stand for the same thing.
func NewList[R any](source Source[R], same func(a, b R) bool) List[R] {
	return List[R]{source: source, same: same, height: 1}
}

// NewFixed makes a list whose rows are given by Set. still names the headings.
func NewFixed[R any](same func(a, b R) bool, still func(R) bool) List[R] {
	return List[R]{same: same, still: still, height: 1}
}

// Resize sets how many rows are shown.
func (l *List[R]) Resize(height int) {
	l.height = max(height, 1)
	l.scroll()
}

// Set replaces the rows of a fixed list. The cursor stays on its row, and the row
// where it is on the screen, as far as the list still has it; but a list that stands at
// its beginning stays there, so that what comes above the cursor is seen.
func (l *List[R]) Set(rows []R) {
	old, had := l.Row()
	offset := l.cursor - l.top
	l.rows = rows
	if !had || !l.seek(old) {
		l.cursor = min(l.cursor, max(len(rows)-1, 0))
	}
	if l.top > 0 || l.cursor >= l.height {
		l.top = l.cursor - offset
	}
	l.settle(1)
	l.scroll()
}

// Row is the row with the cursor; ok is false in a list without one.
func (l *List[R]) Row() (row R, ok bool) {
	if l.cursor >= len(l.rows) || l.isStill(l.cursor) {
		return row, false
	}
	return l.rows[l.cursor], true
}

// Seek puts the cursor on a row if it is among those kept.
func (l *List[R]) Seek(row R) bool {
	if !l.seek(row) {
		return false
	}
	l.scroll()
	return true
}

func (l *List[R]) seek(row R) bool {
	for i := range l.rows {
		if l.same(l.rows[i], row) {
			l.cursor = i
			return true
		}
	}
	return false
}

// AtEnd says whether the cursor is on the last row that takes it.
func (l *List[R]) AtEnd() bool {
	last := len(l.rows) - 1
	for l.Tails && last > 0 && l.isStill(last) {
		last--
	}
	return !l.below && l.cursor >= last
}

// Near says whether the cursor is within so many rows of the end.
func (l *List[R]) Near(rows int) bool { return l.cursor+rows >= len(l.rows) }

// Empty says whether there is no row.
func (l *List[R]) Empty() bool { return len(l.rows) == 0 }

// Home goes to the first row, and reads it afresh.
func (l *List[R]) Home() error {
	if l.source != nil {
		page, more, err := l.source(Want[R]{Limit: 2 * l.height})
		if err != nil {
			return err
		}
		l.rows, l.above, l.below = page, false, more
	}
	l.top, l.cursor = 0, 0
	l.settle(1)
	l.scroll()
	return nil
}

// End goes to the last row.
func (l *List[R]) End() error {
	if l.source != nil && l.below {
		page, more, err := l.source(Want[R]{Back: true, Limit: 2 * l.height})
		if err != nil {
			return err
		}
		l.rows, l.above, l.below = page, more, false
		l.top = 0
	}
	l.cursor = max(len(l.rows)-1, 0)
	l.settle(-1)
	l.scroll()
	return nil
}

// Begin reads the list afresh from a row on, which has the cursor.
func (l *List[R]) Begin(at R) error {
	page, more, err := l.source(Want[R]{From: &at, With: true, Limit: 2 * l.height})
	if err != nil {
		return err
	}
	l.rows, l.above, l.below = page, true, more
	l.top, l.cursor = 0, 0
	return l.Move(0)
}

// Again reads afresh what is shown. The first row shown stays the first, and the
// cursor on its row, as far as the list still has them; else it begins anew.
func (l *List[R]) Again() error {
	if l.source == nil || l.top >= len(l.rows) {
		return l.Home()
	}
	if l.top == 0 && !l.above {
		return l.again(Want[R]{Limit: 2 * l.height})
	}
	first := l.rows[l.top]
	if err := l.again(Want[R]{From: &first, With: true, Limit: 2 * l.height}); err != nil {
		return l.Home()
	}
	return nil
}

func (l *List[R]) again(w Want[R]) error {
	old, had := l.Row()
	line := l.cursor - l.top
	page, more, err := l.source(w)
	if err != nil {
		return err
	}
	if len(page) == 0 && w.From != nil {
		return l.Home() // all that stood there has gone; there is something above
	}
	l.rows, l.above, l.below = page, w.From != nil, more
	l.top, l.cursor = 0, min(line, max(len(page)-1, 0))
	if had {
		l.seek(old)
	}
	return l.Move(0)
}

// Move moves the cursor by so many rows, down if positive, and reads what lies
// there. It stops at either end.
func (l *List[R]) Move(by int) error {
	if err := l.reach(by); err != nil {
		return err
	}
	l.cursor = max(0, min(l.cursor+by, len(l.rows)-1))
	l.settle(by)
	l.scroll()
	l.trim()
	return nil
}

// Turn moves by so many pages: what is shown and the cursor with it.
func (l *List[R]) Turn(pages int) error {
	by := pages * max(l.height-1, 1)
	if err := l.reach(by + pages*l.height); err != nil {
		return err
	}
	l.cursor = max(0, min(l.cursor+by, len(l.rows)-1))
	l.top += by
	l.settle(by)
	l.scroll()
	l.trim()
	return nil
}

// reach reads on until the row so far from the cursor is there, with what is shown
// around it, or the list ends.
func (l *List[R]) reach(by int) error {
	if l.source == nil {
		return nil
	}
	for l.below && l.cursor+by >= len(l.rows)-l.height && len(l.rows) > 0 {
		last := l.rows[len(l.rows)-1]
		page, more, err := l.source(Want[R]{From: &last, Limit: 2 * l.height})
		if err != nil {
			return err
		}
		l.rows, l.below = append(l.rows, page...), more && len(page) > 0
	}
	for l.above && min(l.cursor+by, l.top) < l.height && len(l.rows) > 0 {
		first := l.rows[0]
		page, more, err := l.source(Want[R]{From: &first, Back: true, Limit: 2 * l.height})
		if err != nil {
			return err
		}
		l.rows, l.above = append(page, l.rows...), more && len(page) > 0
		l.top, l.cursor = l.top+len(page), l.cursor+len(page)
	}
	return nil
}

// trim forgets rows far from what is shown.
func (l *List[R]) trim() {
	if l.source == nil || len(l.rows) <= screensKept*l.height {
		return
	}
	if last := l.top + 3*l.height; last < len(l.rows) {
		l.rows, l.below = append([]R(nil), l.rows[:last]...), true
	}
	if first := l.top - 2*l.height; first > 0 {
		l.rows, l.above = append([]R(nil), l.rows[first:]...), true
		l.top, l.cursor = l.top-first, l.cursor-first
	}
}

func (l *List[R]) isStill(i int) bool { return l.still != nil && l.still(l.rows[i]) }

// settle moves the cursor off a heading: on in the direction in which it went, or
// back where nothing follows.
func (l *List[R]) settle(direction int) {
	step := 1
	if direction < 0 {
		step = -1
	}
	for range 2 {
		for i := l.cursor; i >= 0 && i < len(l.rows); i += step {
			if !l.isStill(i) {
				l.cursor = i
				return
			}
		}
		step = -step
	}
}

// scroll brings the cursor, and the headings right above it, into what is shown.
func (l *List[R]) scroll() {
	first := l.cursor
	for first > 0 && l.isStill(first-1) {
		first--
	}
	if l.cursor-first >= l.height {
		first = l.cursor
	}
	leap := 0
	if l.Leaps {
		leap = l.height / 2
	}
	if first < l.top {
		l.top = first - leap
	}
	last := l.cursor
	for l.Tails && last+1 < len(l.rows) && l.isStill(last+1) && last+1-l.cursor < l.height {
		last++
	}
	if last >= l.top+l.height {
		l.top = last - l.height + 1 + leap
	}
	l.top = max(0, min(l.top, len(l.rows)-l.height))
}

// Draw gives the rows that are shown and the line on which the cursor rests. row
// writes one row in cols columns; all but headings stand behind a mark of two.
func (l *List[R]) Draw(cols int, row func(r R, cols int) string) (lines []string, cursor int) {
	for i := l.top; i < min(l.top+l.height, len(l.rows)); i++ {
		switch {
		case l.isStill(i):
			lines = append(lines, row(l.rows[i], cols))
		case i == l.cursor:
			lines = append(lines, "> "+row(l.rows[i], cols-2))
		default:
			lines = append(lines, "  "+row(l.rows[i], cols-2))
		}
	}
	return lines, max(l.cursor-l.top, 0)
}

// Rows are those kept, for an owner that changes what one says in place.
func (l *List[R]) Rows() []R { return l.rows }

// Shown are the rows on the screen, for the same purpose.
func (l *List[R]) Shown() []R {
	return l.rows[min(l.top, len(l.rows)):min(l.top+l.height, len(l.rows))]
}

// Find moves the cursor to the next row that matches, or with back to the one
// before, going round among the rows kept. It says whether there is one.
func (l *List[R]) Find(match func(R) bool, back bool) bool {
	step := 1
	if back {
		step = len(l.rows) - 1
	}
	for i := range l.rows {
		at := (l.cursor + (i+1)*step) % len(l.rows)
		if !l.isStill(at) && match(l.rows[at]) {
			l.cursor = at
			l.scroll()
			return true
		}
	}
	return false
}

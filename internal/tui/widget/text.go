package widget

// Text is lines, already wrapped, of which a window is shown.
type Text struct {
	lines  []string
	top    int
	height int
}

// Set replaces the lines and keeps the place as far as there is one.
func (t *Text) Set(lines []string, height int) {
	t.lines, t.height = lines, max(height, 1)
	t.Scroll(0)
}

// Scroll moves the window by so many lines, down if positive. It says whether it
// moved at all.
func (t *Text) Scroll(by int) bool {
	was := t.top
	t.top = max(0, min(t.top+by, len(t.lines)-t.height))
	return t.top != was
}

// Page is how far a page turns: one line of the former page stays.
func (t *Text) Page() int { return max(t.height-1, 1) }

// Home goes to the first line.
func (t *Text) Home() { t.top = 0 }

// End shows the last line.
func (t *Text) End() { t.Scroll(len(t.lines)) }

// AtEnd says whether the last line is shown.
func (t *Text) AtEnd() bool { return t.top+t.height >= len(t.lines) }

// Window is the lines that are shown.
func (t *Text) Window() []string {
	return t.lines[t.top:min(t.top+t.height, len(t.lines))]
}

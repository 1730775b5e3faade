package screen

import "asem.internal/avs/internal/plain"

// A Theme dresses text that is already cut to its columns. Its zero value uses bold
// alone; Colour adds red, which is read on light and on dark. Nothing is told by a
// style that is not told in words or marks too.
type Theme struct{ Colour bool }

const (
	bold  = "\x1b[1m"
	red   = "\x1b[31m"
	reset = "\x1b[m"
)

// Strong is for headings and for what is new.
func (t Theme) Strong(s string) string { return dress(bold, s) }

// Warn is for refusals, and for what cannot be taken back.
func (t Theme) Warn(s string) string {
	if t.Colour {
		return dress(bold+red, s)
	}
	return dress(bold, s)
}

func dress(style, s string) string {
	if plain.Width(s) == 0 {
		return s
	}
	return style + s + reset
}

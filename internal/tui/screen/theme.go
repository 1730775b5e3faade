package screen

import "asem.internal/avs/internal/plain"

// A Theme dresses text that is already cut to its columns. Its zero value uses bold
// alone; Colour adds two of the 16 colours, chosen so that they are read on light
// and on dark. Nothing is told by a colour that is not told in words or marks too.
type Theme struct{ Colour bool }

const (
	bold   = "\x1b[1m"
	cyan   = "\x1b[36m"
	yellow = "\x1b[33m"
	reset  = "\x1b[m"
)

// Strong is for headings and for what is new.
func (t Theme) Strong(s string) string { return dress(bold, s) }

// Faint is for what stands beside the text: numbers, dates, quotations.
func (t Theme) Faint(s string) string { return t.coloured(cyan, s) }

// Warn is for refusals and for what cannot be taken back.
func (t Theme) Warn(s string) string {
	if !t.Colour {
		return dress(bold, s)
	}
	return dress(yellow, s)
}

func (t Theme) coloured(colour, s string) string {
	if !t.Colour {
		return s
	}
	return dress(colour, s)
}

func dress(style, s string) string {
	if plain.Width(s) == 0 {
		return s
	}
	return style + s + reset
}

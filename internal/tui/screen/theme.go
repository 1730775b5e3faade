package screen

import "charm.land/lipgloss/v2"

// A Theme dresses text that is already cut to its columns. Its zero value uses bold
// alone; Colour adds red of the 16 colours that a terminal's owner chooses, which is
// read on light and on dark. Nothing is told by a style that is not told in words or
// marks too. The styles are the same for all sessions, so that a theme weighs nothing.
type Theme struct{ Colour bool }

var (
	strong = lipgloss.NewStyle().Bold(true).Inline(true)
	warn   = strong.Foreground(lipgloss.Red)
)

// Strong is for headings and for what is new.
func (t Theme) Strong(s string) string { return dress(strong, s) }

// Warn is for refusals, and for what cannot be taken back.
func (t Theme) Warn(s string) string {
	if t.Colour {
		return dress(warn, s)
	}
	return dress(strong, s)
}

// dress leaves an empty text empty: a style around nothing would cost bytes.
func dress(style lipgloss.Style, s string) string {
	if s == "" {
		return s
	}
	return style.Render(s)
}

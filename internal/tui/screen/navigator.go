package screen

import tea "charm.land/bubbletea/v2"

// A Navigator is the root as a screen sees it. It is called on the program's
// goroutine only, never from within the first half of Work. A command that it
// returns must be returned to the root in turn.
type Navigator interface {
	// Open puts a place on top of this one. A place that cannot be opened is said
	// so, and nothing else changes.
	Open(Place) tea.Cmd
	// Replace puts a place where the top one is: Back goes to what lay below. Where
	// what lies below Follows to the place it is shown instead.
	Replace(Place) tea.Cmd
	// Back takes the top screen away; at the bottom it asks whether to leave.
	Back() tea.Cmd
	// Top says whether this screen is the one that is shown. What Work brings back
	// may come after the delegate has gone elsewhere.
	Top(Screen) bool

	// Say shows a sentence until the next key.
	Say(sentence string)
	// Fail shows the sentence of an error until the next key; nil is no error.
	Fail(err error)
	// Ask puts a question to be answered by yes or no, and calls yes if so. Enter is a
	// yes; where yes cannot be undone AskFirmly wants a y.
	Ask(question string, yes func() tea.Cmd)
	AskFirmly(question string, yes func() tea.Cmd)
	// Prompt asks for a line of text.
	Prompt(Prompt)
	// Refresh reads afresh what the root shows and knows: how much waits, and the
	// preferences. It goes after what changes them.
	Refresh()
	// Again has the screen that is shown read itself afresh, where it stands.
	Again() tea.Cmd
}

// A Prompt asks for a line of text on the foot line. Esc gives it up.
type Prompt struct {
	Label string // what stands before it: "Find:"
	Hint  string // what may be typed, above it until something else is said; empty for none
	Start string // what stands there already
	Limit int    // characters at most; 0 for 200
	// Complete says what the text so far may become; nil for no completion by Tab.
	Complete func(text string) []string
	// Check says what is wrong with the line: that is shown, and the prompt stays with
	// what was typed. nil takes every line.
	Check func(text string) error
	// Done takes the line, without blanks at its ends. It may be empty unless Check
	// says otherwise.
	Done func(text string) tea.Cmd
	// Beside takes the line as Done does, and goes to the prompt before, at -1 by Up, or
	// to the next, at 1 by Down. nil for a prompt that stands alone.
	Beside func(text string, by int) tea.Cmd
}

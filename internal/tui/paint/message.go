package paint

import tea "charm.land/bubbletea/v2"

// HangupMsg is the last message that a model gets when the client has hung up,
// has stalled, or the program's context has ended; never after tea.Quit. It is
// the time to keep a draft. Run waits a few seconds for the command that Update
// answers with; what that command results in is dropped.
type HangupMsg struct{}

type bellMsg struct{}

// Bell is a command that rings the terminal's bell, once.
func Bell() tea.Msg { return bellMsg{} }

type copyMsg string

// Copy is a command that puts text on the person's clipboard, where the
// terminal knows how (Kind.Copies) and text is at most MaxCopy long.
func Copy(text string) tea.Cmd { return func() tea.Msg { return copyMsg(text) } }

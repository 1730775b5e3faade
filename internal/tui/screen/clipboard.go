package screen

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/tui/paint"
)

// CopyText hands a text to the clipboard of the delegate's terminal and says so, or why
// it does not. name is what has the text; withheld, if not empty, why there is none to
// see; command is the one that gives a text too long for a clipboard.
func CopyText(seat *Seat, name, text, withheld, command string) tea.Cmd {
	switch {
	case withheld != "":
		seat.Nav.Say(withheld)
	case len(text) > paint.MaxCopy:
		seat.Nav.Say(fmt.Sprintf("%s is too long for a clipboard: `%s` gives its text.", name, command))
	default:
		seat.Nav.Say(name + " is on your clipboard, if your terminal takes it.")
		return paint.Copy(text)
	}
	return nil
}

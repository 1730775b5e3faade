package letters

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// filing are the bindings that keep and remove a letter, and bring it back.
func filing(seat *screen.Seat, current func() secretariat.LetterView, none func() string) []screen.Binding {
	put := func(folder secretariat.Folder, word string) func() tea.Cmd {
		return func() tea.Cmd {
			v := current()
			to, sentence := folder, fmt.Sprintf("%s is %s.", v.Number, word)
			if v.Folder == folder {
				to, sentence = secretariat.FolderIn, fmt.Sprintf("%s lies where it came to lie.", v.Number)
			}
			return screen.Act(seat, func() error { return seat.Desk.PutLetter(v.Number, to) }, sentence)
		}
	}
	return []screen.Binding{
		{Key: screen.Keys("keep the letter, or put it back", "*"), Dead: none, Do: put(secretariat.FolderKept, "kept")},
		{Key: screen.Keys("remove the letter, or bring it back; f shows what was removed", "D"), Dead: none, Do: put(secretariat.FolderRemoved, "removed")},
	}
}

// unread marks a letter as new again.
func unread(seat *screen.Seat, v secretariat.LetterView) tea.Cmd {
	return screen.Act(seat, func() error { return seat.Desk.MarkNewIn(secretariat.KindLetter, v.Number) },
		fmt.Sprintf("%s is new to you again.", v.Number))
}

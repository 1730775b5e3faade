package screen

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/secretariat"
)

// OpenNextNew opens the next thing that is new to the delegate: a post, looking on from
// the given one, where zero begins with the first board; then what lies in the trays.
func OpenNextNew(seat *Seat, from asem.Number) tea.Cmd {
	if flash, ok := seat.Desk.Flash(); ok {
		return seat.Nav.Open(Notice{Number: flash.Number})
	}
	next, ok, err := seat.Desk.NextNew(from)
	switch {
	case err != nil:
		seat.Nav.Fail(err)
		return nil
	case ok:
		return seat.Nav.Open(Read{Number: next.Number})
	}
	to, ok, err := seat.Desk.NextInTrays()
	switch {
	case err != nil:
		seat.Nav.Fail(err)
	case !ok:
		seat.Nav.Say("Nothing is new to you anywhere.")
	default:
		return seat.Nav.Open(At(to))
	}
	return nil
}

// OpenNextDue opens what falls due next for the delegate, behind what it opened last; behind
// the last of all the first again.
func OpenNextDue(seat *Seat) tea.Cmd {
	list, err := seat.Desk.Due(false)
	if err != nil {
		seat.Nav.Fail(err)
		return nil
	}
	if len(list) == 0 {
		seat.Nav.Say("Nothing falls due for you.")
		return nil
	}
	next := list[0]
	if i := slices.IndexFunc(list, func(d secretariat.DueView) bool { return d.Key == seat.Due }); i >= 0 {
		next = list[(i+1)%len(list)]
	}
	seat.Due = next.Key
	return seat.Nav.Open(AtRef(dossier.Ref{Kind: next.Kind, Number: next.Number, Office: string(next.Office)}))
}

// MarkRead marks as read what was seen of a kind, away from the screen.
func MarkRead(seat *Seat, k secretariat.Kind, seen secretariat.Seen) tea.Cmd {
	return Work(func() error { return seat.Desk.MarkReadIn(k, seen) }, func(err error) tea.Cmd {
		seat.Nav.Refresh()
		seat.Nav.Fail(err)
		return nil
	})
}

// At is the place of something that has a number.
func At(to secretariat.Destination) Place {
	switch to.Kind {
	case secretariat.KindNotice:
		return Notice{Number: to.Number}
	case secretariat.KindLetter:
		return Letter{Number: to.Number}
	case secretariat.KindDocument:
		return Document{Symbol: to.Symbol, Version: to.Version}
	case secretariat.KindProcedure:
		return Procedure{Number: to.Number}
	case secretariat.KindInitiative, secretariat.KindMeeting, secretariat.KindProgramme, secretariat.KindContingency:
		return Record{Ref: dossier.Ref{Kind: to.Kind, Number: to.Number}}
	case secretariat.KindDraft:
		return Papers{}
	}
	switch {
	case to.Number != 0:
		return Read{Number: to.Number}
	case to.Board != "":
		return Topics{Board: to.Board}
	case to.Cluster != "":
		return Boards{At: to.Cluster}
	}
	return Directory{Partner: to.Partner, Delegate: to.Delegate}
}

// AtRef is the place of a record, or of what has a screen of its own.
func AtRef(ref dossier.Ref) Place {
	switch {
	case ref.Kind == secretariat.KindOffice && ref.Office == "": // several of them
		return Records{Of: secretariat.KindOffice}
	case dossier.Is(ref.Kind):
		return Record{Ref: ref}
	}
	return At(secretariat.Destination{Kind: ref.Kind, Number: ref.Number})
}

// CatchingUp are the bindings that mark everything of a board as read, and take
// that back. which names the board, in words too; the empty board is everything.
func CatchingUp(seat *Seat, which func() (board asem.BoardID, words string)) []Binding {
	return catchingUp(seat, func() (string, func() (secretariat.CaughtUp, error)) {
		board, words := which()
		return words, func() (secretariat.CaughtUp, error) { return seat.Desk.CatchUp(board) }
	})
}

// CatchingUpOn are those that mark all of a kind as read: notices, letters, documents,
// records.
func CatchingUpOn(seat *Seat, k secretariat.Kind) []Binding {
	return catchingUp(seat, func() (string, func() (secretariat.CaughtUp, error)) {
		return "all " + k.Plural(), func() (secretariat.CaughtUp, error) { return seat.Desk.CatchUpOn(k) }
	})
}

func catchingUp(seat *Seat, which func() (words string, do func() (secretariat.CaughtUp, error))) []Binding {
	return []Binding{
		{Key: Keys("catch up: mark all of it as read; asks first", "c"), Do: func() tea.Cmd {
			words, do := which()
			seat.Nav.Ask(fmt.Sprintf("Mark %s as read?", words), func() tea.Cmd {
				return caughtUp(seat, do, "%s marked as read; C takes that back.", "Nothing was new.")
			})
			return nil
		}},
		{Key: Keys("take the last catching up back", "C"), Do: func() tea.Cmd {
			return caughtUp(seat, seat.Desk.UndoCatchUp, "%s new again.", "Taken back; nothing of it is new any more.")
		}},
	}
}

// caughtUp does a catching up or takes one back, and says how much it was.
func caughtUp(seat *Seat, do func() (secretariat.CaughtUp, error), sentence, nothing string) tea.Cmd {
	var caught secretariat.CaughtUp
	return Work(func() (err error) {
		caught, err = do()
		return err
	}, func(err error) tea.Cmd {
		seat.Nav.Refresh()
		cmd := seat.Nav.Again()
		switch {
		case err != nil:
			seat.Nav.Fail(err)
		case caught.Any():
			seat.Nav.Say(fmt.Sprintf(sentence, caught.Words()))
		default:
			seat.Nav.Say(nothing)
		}
		return cmd
	})
}

// Count writes a number with its noun: 1 post, 2 posts.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

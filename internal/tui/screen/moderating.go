package screen

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// Moderating are the bindings with which a moderator pins, locks and moves the
// topic that current gives. none says why there is no topic; empty if there is.
func Moderating(seat *Seat, current func() secretariat.TopicView, none func() string) []Binding {
	dead := func() string {
		if why := none(); why != "" {
			return why
		}
		return fault.Sentence(seat.Desk.MayModerate(current().Board))
	}
	return []Binding{
		{Key: Keys("moderators: pin the topic on top of its board, or take it down", "_"), Dead: dead, Do: func() tea.Cmd {
			t := current()
			return moderated(seat, func() error { return seat.Desk.Pin(t.Number, !t.Pinned) }, t, !t.Pinned, "pinned")
		}},
		{Key: Keys("moderators: lock the topic against replies, or open it", "L"), Dead: dead, Do: func() tea.Cmd {
			t := current()
			return moderated(seat, func() error { return seat.Desk.Lock(t.Number, !t.Locked) }, t, !t.Locked, "locked")
		}},
		{Key: Keys("moderators: move the topic to another board", "M"), Dead: dead, Do: func() tea.Cmd {
			promptMove(seat, current())
			return nil
		}},
	}
}

// moderated does a moderator's act and says what it made of the topic.
func moderated(seat *Seat, do func() error, t secretariat.TopicView, on bool, state string) tea.Cmd {
	if !on {
		state = "no longer " + state
	}
	return Act(seat, do, fmt.Sprintf("%s is %s.", t.Number, state))
}

// Act does something that writes, then has the screen read itself afresh and says
// the sentence, or why it was not done.
func Act(seat *Seat, do func() error, sentence string) tea.Cmd {
	return Work(do, func(err error) tea.Cmd {
		seat.Nav.Refresh()
		cmd := seat.Nav.Again()
		seat.Nav.Say(sentence)
		seat.Nav.Fail(err)
		return cmd
	})
}

func promptMove(seat *Seat, t secretariat.TopicView) {
	seat.Nav.Prompt(Prompt{
		Label:    fmt.Sprintf("Move %s to board:", t.Number),
		Complete: func(text string) []string { return boardsLike(seat, text) },
		Check: func(name string) error {
			if name == "" {
				return nil
			}
			_, err := seat.Desk.Board(asem.BoardNamed(name))
			if fault.KindOf(err) == fault.NotFound {
				return fault.New(fault.NotFound, "There is no board %q.", plain.Cut(name, 40)).Then("Tab offers their names.")
			}
			return err
		},
		Done: func(name string) tea.Cmd {
			if name == "" {
				return nil
			}
			board, err := seat.Desk.Board(asem.BoardNamed(name))
			if err != nil {
				seat.Nav.Fail(err)
				return nil
			}
			return Act(seat, func() error { return seat.Desk.Move(t.Number, board.ID) },
				fmt.Sprintf("%s stands on %s now.", t.Number, board.Title))
		},
	})
}

// boardsLike lists the boards whose names begin so.
func boardsLike(seat *Seat, begin string) []string {
	boards, err := seat.Desk.Boards()
	seat.Nav.Fail(err)
	var names []string
	for _, b := range boards {
		if strings.HasPrefix(string(b.ID), strings.ToLower(begin)) {
			names = append(names, string(b.ID))
		}
	}
	return names
}

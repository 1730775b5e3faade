package reader

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// Bindings read, answer, find and moderate.
func (r *Reader) Bindings() []screen.Binding {
	bindings := append(r.moving(), r.answering()...)
	bindings = append(bindings, r.finding()...)
	bindings = append(bindings, screen.CatchingUp(r.seat, func() (asem.BoardID, string) { return r.board.ID, "everything on " + r.board.Title })...)
	bindings = append(bindings, screen.Moderating(r.seat, func() secretariat.TopicView { return r.topic }, func() string { return "" })...)
	return append(bindings, screen.Binding{Key: screen.Keys("moderators: hide the post, or show it again", "H"),
		Dead: func() string { return fault.Sentence(r.seat.Desk.MayModerate(r.board.ID)) }, Do: r.hide})
}

// moving are the keys that scroll.
func (r *Reader) moving() []screen.Binding {
	page := func() int { return max(r.area.Height-1, 1) }
	return []screen.Binding{
		{Key: screen.Keys("one page on; at the end, the next unread post anywhere", "space"), Foot: "more", Do: func() tea.Cmd {
			if r.atEnd() {
				return r.onward()
			}
			return r.move(page())
		}},
		{Key: screen.Keys("the next unread post, anywhere", "tab"), Foot: "next unread", Do: r.onward},
		{Key: screen.Keys("one line on", "j", "down"), Do: func() tea.Cmd { return r.move(1) }},
		{Key: screen.Keys("one line back", "k", "up"), Do: func() tea.Cmd { return r.move(-1) }},
		{Key: screen.Keys("one page on", "pgdown"), Do: func() tea.Cmd { return r.move(page()) }},
		{Key: screen.Keys("one page back", "b", "pgup"), Do: func() tea.Cmd { return r.move(-page()) }},
		{Key: screen.Keys("the next post", "J"), Do: func() tea.Cmd { return r.step(1) }},
		{Key: screen.Keys("the post before", "K"), Do: func() tea.Cmd { return r.step(-1) }},
		{Key: screen.Keys("to the beginning of the topic", "g", "home"), Do: func() tea.Cmd { return r.moved(r.home()) }},
		{Key: screen.Keys("to the end of the topic", "G", "end"), Do: func() tea.Cmd { return r.moved(r.end()) }},
	}
}

// answering are the keys that do something with the current post.
func (r *Reader) answering() []screen.Binding {
	desk := r.seat.Desk
	write := func(at func(asem.Number) secretariat.Place, quote bool) func() tea.Cmd {
		return func() tea.Cmd { return r.seat.Nav.Open(screen.Write{At: at(r.here().Number), Quote: quote}) }
	}
	mayReply := func() string { return fault.Sentence(desk.MayReply(r.here().Number)) }
	mayEdit := func() string { return fault.Sentence(desk.MayEdit(r.here().Number)) }
	return []screen.Binding{
		{Key: screen.Keys("reply to the post", "r"), Foot: screen.Unless(r.closed, "reply"), Dead: mayReply, Do: write(secretariat.ReplyTo, false)},
		{Key: screen.Keys("reply quoting the post", "R"), Foot: screen.Unless(r.closed, "quote"), Dead: mayReply, Do: write(secretariat.ReplyTo, true)},
		{Key: screen.Keys("edit the post, if it is yours", "e"), Dead: mayEdit, Do: write(secretariat.EditOf, false)},
		{Key: screen.Keys("show the versions of the post; ssh keeps a ~ right after Enter to itself", "v", "~"), Dead: r.neverEdited, Do: func() tea.Cmd {
			return r.seat.Nav.Open(screen.History{Number: r.here().Number})
		}},
		{Key: screen.Keys("write a new topic on this board", "w"), Dead: func() string { return fault.Sentence(desk.MayOpen(r.board.ID)) }, Do: func() tea.Cmd {
			return r.seat.Nav.Open(screen.Write{At: secretariat.OnBoard(r.board.ID)})
		}},
		{Key: screen.Keys("follow a reference like #123 in the post", "enter", "l", "right"), Do: r.followReference},
		{Key: screen.Keys("mark the post as unread", "u"), Do: r.markNew},
		screen.Citing(r.seat, "the post", func() string { return r.here().Number.String() }),
		screen.Releasing(r.seat, "the post", func() (asem.Number, bool) { return r.here().Number, r.here().Public }),
		{Key: screen.Keys("copy the text of the post to your clipboard", "y"), Do: r.copy},
	}
}

// move scrolls, and marks what came to be shown.
func (r *Reader) move(by int) tea.Cmd {
	r.match.leave()
	_, err := r.scroll(by)
	return r.moved(err)
}

// moved says why something failed, and marks what came to be shown.
func (r *Reader) moved(err error) tea.Cmd {
	r.seat.Nav.Fail(err)
	return r.looked()
}

// step makes the next post the current one, or the one before, and shows it.
func (r *Reader) step(by int) tea.Cmd {
	r.match.leave()
	to, err := r.neighbour(by)
	switch {
	case err != nil:
		return r.moved(err)
	case to == 0 && by > 0:
		r.seat.Nav.Say("This is the last post of the topic.")
		return nil
	case to == 0:
		r.seat.Nav.Say("This is the first post of the topic.")
		return nil
	}
	return r.moved(r.goTo(to))
}

// neighbour is the post beside the current one, 0 for none.
func (r *Reader) neighbour(by int) (asem.Number, error) {
	if to := r.current + by; to >= 0 && to < len(r.posts) {
		return r.posts[to].Number, nil
	}
	p := secretariat.Page{Before: r.here().Number, Limit: 1}
	if by < 0 {
		p = secretariat.Page{After: r.here().Number, Limit: 1}
	}
	page, err := r.seat.Desk.Thread(r.topic.Number, p)
	if err != nil || len(page.Posts) == 0 {
		return 0, err
	}
	return page.Posts[0].Number, nil
}

func (r *Reader) neverEdited() string {
	if p := r.here(); !p.Edited() {
		return fmt.Sprintf("%s was never edited: this is its only version.", p.Number)
	}
	return ""
}

// copy hands the text to the terminal.
func (r *Reader) copy() tea.Cmd {
	post, err := r.fresh()
	if err != nil {
		r.seat.Nav.Fail(err)
		return nil
	}
	return screen.CopyText(r.seat, post.Number.String(), post.Text, post.Withheld, fmt.Sprintf("read %d", post.Number))
}

// hide asks for the reason, which stands in place of the text; or shows again.
func (r *Reader) hide() tea.Cmd {
	post := r.here()
	if post.Hidden != nil {
		r.seat.Nav.Ask(fmt.Sprintf("Show %s again?", post.Number), func() tea.Cmd {
			return screen.Act(r.seat, func() error { return r.seat.Desk.Hide(post.Number, false, "") }, post.Number.String()+" is shown again.")
		})
		return nil
	}
	r.seat.Nav.Prompt(screen.Prompt{
		Label: fmt.Sprintf("Why hide %s?", post.Number), Limit: forum.MaxReason,
		Check: func(reason string) error {
			if plain.Blank(reason) {
				return fault.New(fault.Usage, "Write the reason: readers see it in place of the text.").Then("Esc leaves the post as it is.")
			}
			return nil
		},
		Done: func(reason string) tea.Cmd {
			return screen.Act(r.seat, func() error { return r.seat.Desk.Hide(post.Number, true, reason) }, post.Number.String()+" is hidden.")
		},
	})
	return nil
}

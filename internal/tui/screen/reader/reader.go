package reader

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// Reader is the screen.
type Reader struct {
	seat *screen.Seat
	window
	begin  asem.Number // the post to begin with
	was    place       // where one read when something covered the reader
	marks  marks
	match  search
	note   string
	closed bool // nobody, or not this delegate, replies here
}

// New makes the screen of the topic of a post, or says why there is none.
func New(seat *screen.Seat, p screen.Read) (screen.Screen, error) {
	page, err := seat.Desk.Thread(p.Number, secretariat.Page{At: p.Number, Limit: 1})
	if err != nil {
		return nil, err
	}
	r := &Reader{seat: seat, begin: p.Number}
	r.window = window{seat: seat, topic: page.Topic, board: page.Board, progress: map[secretariat.Seen]int{}}
	return r, nil
}

// Crumbs name the topic on its board.
func (r *Reader) Crumbs() []string {
	return []string{r.board.Pillar.Title(), r.board.Title, r.topic.Number.String() + " " + plain.Line(r.topic.Title)}
}

// Explain says what stands here.
func (r *Reader) Explain() string {
	return "A topic, each reply under what it answers and farther to the right. Each begins at a - or, if the keys are about it, at a >. A post counts as read once it was shown from its first line to its last."
}

// Update reads when the screen is shown, and counts when something has changed.
func (r *Reader) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		return r.show(msg.Area)
	case screen.Changed:
		r.count()
	case screen.Covered:
		r.was = r.place()
		r.drop()
	case screen.Leaving:
		return r.marks.flush(r)
	}
	return nil
}

// Follow takes the reader to another post of its topic.
func (r *Reader) Follow(p screen.Place) bool {
	to, ok := p.(screen.Read)
	if !ok {
		return false
	}
	page, err := r.seat.Desk.Thread(to.Number, secretariat.Page{At: to.Number, Limit: 1})
	if err != nil || page.Topic.Number != r.topic.Number {
		return false
	}
	r.was = place{post: to.Number, current: to.Number}
	return true
}

// show reads what is shown: the post to begin with, or the place where one was.
func (r *Reader) show(area screen.Area) tea.Cmd {
	if len(r.posts) > 0 {
		r.was = r.place()
	}
	r.note = ""
	r.closed = r.seat.Desk.MayReply(r.topic.Number) != nil
	if r.was.post == 0 {
		r.area = area
		r.seat.Nav.Fail(r.goTo(r.begin))
	} else if err := r.restore(r.was, area); err != nil {
		r.seat.Nav.Fail(r.home()) // the post is not there any more
	}
	return r.looked()
}

// looked follows whatever may have brought other lines to the screen.
func (r *Reader) looked() tea.Cmd {
	r.shown(func(i, from, to int) {
		a := r.posts[i]
		if from <= a.seen {
			a.seen = max(a.seen, to)
		}
		switch {
		case !a.New || a.marked:
		case a.seen >= a.total-1:
			a.marked = true
			delete(r.progress, a.Seen())
			r.marks.add(a.PostView)
		default:
			r.progress[a.Seen()] = a.seen
		}
	})
	return r.marks.write(r)
}

// count says how many posts came to this topic since it was read, which are met where
// they stand when one scrolls there, and how many of those held were edited.
func (r *Reader) count() {
	page, err := r.seat.Desk.Thread(r.topic.Number, secretariat.Page{Limit: 1})
	if err != nil {
		r.seat.Nav.Fail(err)
		return
	}
	r.topic, r.note = page.Topic, ""
	edited, err := r.withhold(&r.match)
	r.seat.Nav.Fail(err)
	r.closed = r.seat.Desk.MayReply(r.topic.Number) != nil
	more := page.Topic.Posts - r.known
	if more > 0 {
		r.before, r.after = len(r.posts) > 0, len(r.posts) > 0
	}
	switch {
	case more > 0 && edited > 0:
		r.note = fmt.Sprintf("%d new in this topic, %d edited; ^R shows", more, edited)
	case more > 0:
		r.note = fmt.Sprintf("%d new in this topic", more)
	case edited > 0:
		r.note = fmt.Sprintf("%d edited since; ^R shows", edited)
	}
}

// here is the current post; one without number while none is held.
func (r *Reader) here() secretariat.PostView {
	if r.current >= len(r.posts) {
		return secretariat.PostView{}
	}
	return r.posts[r.current].PostView
}

// View draws the lines on the screen. The cursor rests on the heading of the
// current post, or on what was found.
func (r *Reader) View() screen.Drawn {
	drawn := screen.Drawn{Note: r.notes()}
	r.shown(func(i, from, to int) {
		a := r.posts[i]
		margin := indent(a.PostView)
		for n := from; n < to; n++ {
			if i == r.current && n == a.number {
				drawn.Cursor = screen.Point{X: margin, Y: len(drawn.Lines)}
			}
			if r.match.at(a.Number, n) {
				drawn.Cursor = screen.Point{X: margin + 1, Y: len(drawn.Lines)}
			}
			drawn.Lines = append(drawn.Lines, r.draw(a, n, margin, i == r.current))
		}
	})
	return drawn
}

// notes are what the foot line says at its right: why nobody replies here, and what
// came.
func (r *Reader) notes() string {
	switch {
	case !r.topic.Locked:
		return r.note
	case r.note == "":
		return "locked"
	}
	return "locked; " + r.note
}

// draw writes one line of a post behind its margin. What stands at the margin itself
// is never a person's: the mark of a heading, "> " on the current one.
func (r *Reader) draw(a *article, n, margin int, current bool) string {
	line := a.line(n)
	if n == a.number-1 && a.Number == a.Topic {
		line = states(r.topic)
	}
	mark := " "
	switch {
	case line == "":
		return ""
	case n == a.number && current:
		mark = "> "
	case n == a.number:
		mark = "- "
	}
	if n < len(a.head) {
		line = r.seat.Theme.Strong(line)
	}
	return blanks[:margin] + mark + line
}

// states tell in words, in the line between a topic's title and its opening post,
// what moderators made of it.
func states(t secretariat.TopicView) string {
	var words []string
	if t.Pinned {
		words = append(words, "pinned")
	}
	if t.Locked {
		words = append(words, "locked")
	}
	return strings.Join(words, ", ")
}

const blanks = "            " // deepest of them

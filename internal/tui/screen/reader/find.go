package reader

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// search is what is looked for in the topic, and where it was last found.
type search struct {
	words string // as typed; empty before the first search
	post  asem.Number
	line  int // of the article
	shown bool
	run   int // counts searches, so that an old one that ends late is known
}

// at says whether the cursor rests on this line.
func (s *search) at(post asem.Number, line int) bool {
	return s.shown && s.post == post && s.line == line
}

// leave takes the cursor back to the current post.
func (s *search) leave() { s.shown = false }

// finding are the keys that find words. Before the first search n and N, and p with
// them, go from post to post.
func (r *Reader) finding() []screen.Binding {
	return []screen.Binding{
		{Key: screen.Keys("find words in this topic", "/"), Foot: "find", Do: r.promptFind},
		{Key: screen.Keys("the next match; before a search, the next post", "n"), Do: func() tea.Cmd { return r.again(1) }},
		{Key: screen.Keys("the match before", "N"), Dead: r.nothingSought, Do: func() tea.Cmd { return r.again(-1) }},
		{Key: screen.Keys("the post before", "p"), Do: func() tea.Cmd { return r.step(-1) }},
	}
}

func (r *Reader) nothingSought() string {
	if r.match.words == "" {
		return "Nothing was looked for yet: / finds words in this topic."
	}
	return ""
}

func (r *Reader) promptFind() tea.Cmd {
	r.seat.Nav.Prompt(screen.Prompt{Label: "Find in this topic:", Done: func(words string) tea.Cmd {
		r.match.words, r.match.shown = words, false
		if words == "" {
			return nil // n goes from post to post again
		}
		return r.find(1)
	}})
	return nil
}

func (r *Reader) again(by int) tea.Cmd {
	if r.match.words == "" {
		return r.step(by)
	}
	return r.find(by)
}

// find looks for the words away from the screen: a topic may hold megabytes.
func (r *Reader) find(by int) tea.Cmd {
	r.match.run++
	q := quest{
		desk: r.seat.Desk, seat: *r.seat, area: r.area, topic: r.topic.Number,
		words: fold(r.match.words), from: r.here().Number, line: -1, back: by < 0,
	}
	if r.match.shown {
		q.from, q.line = r.match.post, r.match.line
	}
	run := r.match.run
	var hit finding
	return screen.Work(func() (err error) {
		hit, err = q.search()
		return err
	}, func(err error) tea.Cmd {
		if run != r.match.run || !r.seat.Nav.Top(r) {
			return nil
		}
		if err != nil || hit.post.Number == 0 {
			r.seat.Nav.Say(fmt.Sprintf("%q does not stand in this topic.", r.match.words))
			r.seat.Nav.Fail(err)
			return nil
		}
		return r.showMatch(hit)
	})
}

// showMatch brings a match to the screen: a third below its top, unless the post
// begins nearer than that.
func (r *Reader) showMatch(hit finding) tea.Cmd {
	if err := r.jump(hit.post); err != nil {
		return r.moved(err)
	}
	r.match.post, r.match.line, r.match.shown = hit.post.Number, hit.line, true
	if hit.round {
		r.seat.Nav.Say("Searched to the end of the topic and went on from its other end.")
	}
	if down := hit.line - r.area.Height/3; down > 0 {
		_, err := r.scroll(down)
		return r.moved(err)
	}
	return r.looked()
}

// quest is a search under way. It shares nothing with the screen.
type quest struct {
	desk  *secretariat.Desk
	seat  screen.Seat
	area  screen.Area
	topic asem.Number
	words string // folded
	from  asem.Number
	line  int // of from; the search begins beside it
	back  bool
}

// finding is a line with a match; the post has no number where there is none.
type finding struct {
	post  secretariat.Seen
	line  int
	round bool // met after going on from the other end
}

// sought is how many posts are read at a time while searching.
const sought = 50

// search goes from the post onward, then from the other end up to it again.
func (q *quest) search() (finding, error) {
	start, err := q.desk.Thread(q.topic, secretariat.Page{At: q.from, Limit: 1})
	if err != nil {
		return finding{}, err
	}
	for _, p := range start.Posts {
		if line, ok := q.pick(p, func(l int) bool { return q.beyond(l) }); ok {
			return finding{post: p.Seen(), line: line}, nil
		}
	}
	p := secretariat.Page{Before: q.from}
	if q.back {
		p = secretariat.Page{After: q.from}
	}
	hit, err := q.walk(p)
	if err != nil || hit.post.Number != 0 {
		return hit, err
	}
	hit, err = q.walk(secretariat.Page{Last: q.back})
	hit.round = true
	return hit, err
}

// beyond says whether a line of the first post lies in the direction of the search.
func (q *quest) beyond(line int) bool {
	if q.back {
		return q.line >= 0 && line < q.line
	}
	return line > q.line
}

// walk looks through pages from p on until something is found, the post where the
// search began was looked through, or the topic ends.
func (q *quest) walk(p secretariat.Page) (finding, error) {
	for {
		p.Limit, p.Bytes = sought, batchText
		page, err := q.desk.Thread(q.topic, p)
		if err != nil || len(page.Posts) == 0 {
			return finding{}, err
		}
		if q.back {
			slices.Reverse(page.Posts)
		}
		for _, post := range page.Posts {
			if line, ok := q.pick(post, func(int) bool { return true }); ok {
				return finding{post: post.Seen(), line: line}, nil
			}
			if post.Number == q.from {
				return finding{}, nil
			}
		}
		last := page.Posts[len(page.Posts)-1].Number
		switch {
		case q.back && page.Earlier:
			p = secretariat.Page{After: last}
		case !q.back && page.Follow:
			p = secretariat.Page{Before: last}
		default:
			return finding{}, nil
		}
	}
}

// pick is the first line of a post, in the direction of the search, that holds the
// words and may be it.
func (q *quest) pick(p secretariat.PostView, may func(line int) bool) (int, bool) {
	if !strings.Contains(fold(p.Text), q.words) {
		return 0, false
	}
	cols := columns(p, q.area)
	head, _ := heading(&q.seat, p, cols)
	lines := body(p, cols)
	var found []int
	for i := range lines {
		if begins(lines, i, q.words) && may(len(head)+i) {
			found = append(found, len(head)+i)
		}
	}
	if len(found) == 0 {
		return 0, false
	}
	if q.back {
		return found[len(found)-1], true
	}
	return found[0], true
}

// begins says whether a match begins in a line. It may end in the next one: what was
// a blank, or nothing between two characters of Chinese, is a line's end now.
func begins(lines []string, i int, words string) bool {
	line := fold(lines[i])
	next := ""
	if i+1 < len(lines) {
		next = fold(strings.TrimLeft(lines[i+1], "> "))
	}
	for _, text := range []string{line + " " + next, line + next} {
		if at := strings.Index(text, words); at >= 0 && at < len(line) {
			return true
		}
	}
	return false
}

// fold makes upper and lower case, and all blanks, the same.
func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

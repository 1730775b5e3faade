package linear

import (
	"fmt"
	"strconv"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// A reader reads a topic, a post at a time, each answer after what it answers.
// It holds numbers only: what is said is asked for when it is said.
type reader struct {
	s      *session
	topic  asem.Number
	at     asem.Number // the post that was said last
	begin  asem.Number // the post to begin with; 0 for the first that is new
	follow bool        // posts stand after it
	before bool        // posts stand before it
	depth  int         // of the post that was said last; -1 before the first
}

// newReader reads a topic from where the delegate left off.
func newReader(s *session, topic asem.Number) place { return &reader{s: s, topic: topic, depth: -1} }

// goToPost reads a post in its topic. From one topic to another, back leads to
// where the reading began.
func (s *session) goToPost(n asem.Number) {
	to := &reader{s: s, begin: n, depth: -1}
	if here, reading := s.top().(*reader); reading {
		to.topic = here.topic
		s.replace(to)
		return
	}
	s.open(to)
}

// top is the place that one is at; nil before the first.
func (s *session) top() place {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

func (r *reader) name() string { return "Topic " + r.topic.String() }

func (r *reader) numbers() string { return "goes to the post of that number" }

func (r *reader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the topic, unless it is the one that was being read, and a post.
func (r *reader) arrive() error {
	if r.at != 0 { // once more
		return r.read(r.at)
	}
	was, start := r.topic, r.begin
	if start == 0 {
		start = r.topic
	}
	thread, err := r.s.desk.Thread(start, secretariat.Page{Limit: 1})
	if err != nil {
		return err
	}
	t := thread.Topic
	r.topic = t.Number
	if r.begin == 0 || was != t.Number {
		r.s.fact("%s.", join("Topic "+t.Number.String(), t.Title))
		r.s.fact("%s.", join("On "+thread.Board.Title, count(t.Posts, "post", "posts"), some(t.New, "new", "new"),
			when(t.Pinned, "pinned"), when(t.Locked, "locked"), when(t.Hidden, "hidden")))
	}
	if r.begin == 0 {
		return r.read(r.firstNew(thread))
	}
	return r.read(r.begin)
}

// firstNew is where to begin in a topic: at what is new, else at the top.
func (r *reader) firstNew(thread secretariat.ThreadPage) asem.Number {
	if thread.Topic.New == 0 || len(thread.Posts) > 0 && thread.Posts[0].New {
		return r.topic
	}
	next, found, err := r.s.desk.NextNew(r.topic)
	if err != nil || !found || next.Topic != r.topic {
		return r.topic
	}
	return next.Number
}

// read says a post of the topic and marks it as read.
func (r *reader) read(n asem.Number) error {
	thread, err := r.s.desk.Thread(r.topic, secretariat.Page{At: n, Limit: 1})
	if err != nil {
		return err
	}
	return r.present(thread)
}

// step goes to the post after or before this one.
func (r *reader) step(asked secretariat.Page, end string) error {
	asked.Limit = 1
	thread, err := r.s.desk.Thread(r.topic, asked)
	if err == nil && len(thread.Posts) == 0 {
		err = fault.New(fault.NotFound, "%s", end)
	}
	if err != nil {
		return err
	}
	return r.present(thread)
}

func (r *reader) present(thread secretariat.ThreadPage) error {
	if len(thread.Posts) == 0 {
		return fault.New(fault.NotFound, "There is no such post in this topic.")
	}
	post := thread.Posts[0]
	former := r.at
	r.at, r.follow, r.before = post.Number, thread.Follow, thread.Earlier
	r.s.fact("%s.", join(fmt.Sprintf("%s, %d of %d", post.Number, thread.First+1, thread.Topic.Posts),
		"from "+byline(post.Author), r.s.moment(post.At), when(post.New, "new"), when(post.Mine, "yours"), when(post.Public, "public")))
	r.circumstances(post, former)
	if err := r.body(post); err != nil {
		return err
	}
	if !post.New {
		return nil
	}
	return r.s.settle(post.Seen())
}

// circumstances says what is not the same as with the post before.
func (r *reader) circumstances(post secretariat.PostView, former asem.Number) {
	level := ""
	if post.Depth() != r.depth && (r.depth >= 0 || post.Depth() > 0) {
		level = "Level " + strconv.Itoa(post.Depth())
	}
	r.depth = post.Depth()
	answers := ""
	if post.ReplyTo != 0 && post.ReplyTo != former {
		answers = "answers " + post.ReplyTo.String()
	}
	if said := join(level, answers); said != "" {
		r.s.fact("%s.", capital(said))
	}
	if post.Edited() {
		r.s.fact("Edited %s; v tells the history.", r.s.moment(post.Current().At))
	}
	if post.Hidden != nil && post.Withheld == "" {
		r.s.fact("Hidden from others by %s: %s", post.Hidden.By, post.Hidden.Reason)
	}
}

// body says the text, or why there is none, and what came with it.
func (r *reader) body(post secretariat.PostView) error {
	if post.Withheld != "" {
		r.s.fact("%s", post.Withheld)
		return nil
	}
	if err := r.s.text(post.Text); err != nil {
		return err
	}
	for i, f := range post.Files {
		r.s.fact("File %d: %s.", i+1, join(f.Name, f.Type, size(f.Bytes)))
	}
	return nil
}

// enter reads on: in the topic, then wherever something is new.
func (r *reader) enter() (string, func() error) {
	if r.follow {
		return "to read on", r.onward
	}
	return r.s.readingOn(r.at)
}

func (r *reader) onward() error {
	return r.step(secretariat.Page{Before: r.at}, "This is the last post of the topic.")
}

func (r *reader) offers() []offer {
	s := r.s
	history := func(string) error { s.open(newHistory(s, r.at)); return nil }
	reading := []offer{
		{key: "n", do: func(string) error { return s.readNext(r.at) }},
		{key: "b", dead: unless(r.before, "This is the first post of the topic."), do: func(string) error {
			return r.step(secretariat.Page{After: r.at}, "This is the first post of the topic.")
		}},
		{key: "g", do: func(string) error { return r.read(r.topic) }},
		{key: "G", do: func(string) error { return r.step(secretariat.Page{Last: true}, "There is nothing here.") }},
		{key: "o", do: func(string) error { s.open(newOutline(r)); return nil }},
		{key: "/", do: r.find},
		s.cited(r.at.String()),
		{key: "v", do: history},
		{key: "~", do: history},
		{key: "u", do: func(string) error { return r.markNew() }},
		{key: "c", do: func(string) error { return r.catchUp() }},
		s.releasing(func() (asem.Number, bool, error) {
			post, err := s.desk.Post(r.at)
			return r.at, post.Public, err
		}),
		{key: "w", dead: func() error { return r.onBoard(s.desk.MayOpen) }, do: func(string) error { return r.onBoard(s.writeTopic) }},
		{key: "r", dead: func() error { return s.desk.MayReply(r.at) }, do: func(string) error { return s.writeReply(r.at, false) }},
		{key: "R", dead: func() error { return s.desk.MayReply(r.at) }, do: func(string) error { return s.writeReply(r.at, true) }},
		{key: "e", dead: func() error { return s.desk.MayEdit(r.at) }, do: func(string) error { return s.writeEdit(r.at) }},
	}
	return append(reading, r.moderation()...)
}

// onBoard does something with the board on which the topic stands now.
func (r *reader) onBoard(do func(asem.BoardID) error) error {
	topic, err := r.now()
	if err != nil {
		return err
	}
	return do(topic.Board)
}

func (r *reader) markNew() error {
	post, err := r.s.desk.Post(r.at)
	if err == nil {
		err = r.s.desk.MarkNew(r.at)
	}
	if err != nil {
		return err
	}
	if !post.New {
		r.s.known++
	}
	r.s.fact("%s is new again.", r.at)
	return nil
}

// catchUp marks what is new in this topic as read.
func (r *reader) catchUp() error {
	fresh, err := r.fresh()
	if err != nil {
		return err
	}
	if len(fresh) == 0 {
		r.s.fact("Nothing is new in this topic.")
		return nil
	}
	yes, err := r.s.confirm("Mark "+count(len(fresh), "new post", "new posts")+" of this topic as read?", true)
	if err != nil || !yes {
		return err
	}
	if err := r.s.settle(fresh...); err != nil {
		return err
	}
	r.s.fact("%s marked as read. u makes one new again.", count(len(fresh), "post", "posts"))
	return nil
}

// fresh lists the new posts of the topic.
func (r *reader) fresh() ([]secretariat.Seen, error) {
	var fresh []secretariat.Seen
	err := r.posts(0, func(p secretariat.PostView) bool {
		if p.New {
			fresh = append(fresh, p.Seen())
		}
		return true
	})
	return fresh, err
}

// posts gives the posts of the topic after one of them, or all, as long as take
// says so.
func (r *reader) posts(after asem.Number, take func(secretariat.PostView) bool) error {
	for {
		thread, err := r.s.desk.Thread(r.topic, secretariat.Page{Before: after, Limit: postsAtOnce})
		if err != nil {
			return err
		}
		for _, p := range thread.Posts {
			if !take(p) {
				return nil
			}
			after = p.Number
		}
		if !thread.Follow || len(thread.Posts) == 0 {
			return nil
		}
	}
}

// postsAtOnce bounds how many texts are held while a topic is gone through.
const postsAtOnce = 20

// find goes to the next post after this one in which the words stand, round to
// this one again.
func (r *reader) find(words string) error {
	if words == "" {
		words = r.s.sought
	}
	if words == "" {
		return fault.New(fault.Usage, "Say what to find.").Then("Type it behind the stroke, as in /fisheries.")
	}
	r.s.sought = words
	found, err := r.seek(r.at, words)
	if err == nil && found == 0 {
		found, err = r.seek(0, words)
	}
	switch {
	case err != nil:
		return err
	case found == 0:
		return fault.New(fault.NotFound, "%q is not found in this topic.", plain.Cut(words, 60))
	case found == r.at:
		r.s.fact("%q is found in this post only.", plain.Cut(words, 60))
		return nil
	}
	return r.read(found)
}

// seek is the first post after the given one in which the words stand; 0 for none.
func (r *reader) seek(after asem.Number, words string) (found asem.Number, err error) {
	err = r.posts(after, func(p secretariat.PostView) bool {
		if contains(p.Text, words) {
			found = p.Number
		}
		return found == 0
	})
	return found, err
}

// newOutline lists the posts of the topic that is being read.
func newOutline(r *reader) place {
	s := r.s
	l := &list{s: s, title: "Outline of topic " + r.topic.String(), picks: "reads that post",
		empty: "There is nothing here. A moderator may have moved it meanwhile."}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		thread, err := s.desk.Thread(r.topic, asked)
		p := page{earlier: thread.Earlier, follow: thread.Follow}
		depth := -1
		for _, post := range thread.Posts {
			level := when(post.Depth() != depth, "level "+strconv.Itoa(post.Depth()))
			depth = post.Depth()
			n := post.Number // and not the post, with its text, for as long as the list stands
			p.rows = append(p.rows, row{number: n,
				words: join(post.Number.String(), level, "from "+byline(post.Author), s.date(post.At), when(post.New, "new"),
					when(post.Hidden != nil, "hidden"), when(post.Redacted != nil, "redacted")),
				open: func() error {
					if err := s.back(); err != nil {
						return err
					}
					return r.read(n)
				}})
		}
		return p, err
	})
	return l
}

package boltstore

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
)

func (t *tx) foldPosted(e journal.Entry, f forum.Posted) {
	board, ok := t.Board(f.Board)
	_, taken := t.Post(f.Number)
	if !ok || taken || f.Number != t.NextNumber() {
		t.misfit(e, f)
		return
	}
	put(t, bMeta, keyNext, f.Number+1)
	post := forum.Post{
		Number: f.Number, Topic: f.Topic, Board: f.Board, ReplyTo: f.ReplyTo, Path: f.Path, Author: f.Author,
		At: millis(f.At), Changed: e.At, Files: f.Files, Imported: f.Origin != "",
		Versions: []forum.Version{{At: e.At, By: f.Author.Login, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes}},
	}
	if f.Topic == f.Number {
		board.Topics++
		t.putTopic(nil, forum.Topic{Number: f.Number, Board: f.Board, Title: f.Title, Author: f.Author, At: post.At, Posts: 1, Last: post.At})
	} else {
		t.foldTopic(e, f, f.Topic, func(topic *forum.Topic) {
			topic.Posts++
			if post.At.After(topic.Last) {
				topic.Last = post.At
			}
		})
	}
	board.Posts++
	t.takeOrdinal(&board, &post)
	if post.Imported {
		t.settle(post)
		t.putBytes(bOrigins, originKey(f.Board, f.Origin), number(f.Number))
	}
	t.name(f.Files, f.Number)
	t.putBoard(board)
	put(t, bPosts, number(post.Number), post)
	t.putBytes(bTopicPosts, placeInThread(post), []byte{})
}

func (t *tx) foldClosed(e journal.Entry, f forum.Closed) {
	board, ok := t.Board(f.Board)
	if !ok {
		t.misfit(e, f)
		return
	}
	board.Closed = nil
	if f.On {
		board.Closed = &forum.Judgement{By: e.Actor, At: e.At, Reason: f.Reason}
	}
	t.putBoard(board)
}

// name remembers that something has these files.
func (t *tx) name(files []rule.File, n asem.Number) {
	for _, file := range files {
		t.putBytes(bFiles, fileKey(file.Digest, n), []byte{})
	}
}

func fileKey(d rule.Digest, n asem.Number) []byte { return append(slices.Clone(d[:]), number(n)...) }

// takeOrdinal makes the post new on its board, under the next ordinal.
func (t *tx) takeOrdinal(b *forum.Board, p *forum.Post) {
	b.Ordinals++
	p.Ordinal = b.Ordinals
	t.putBytes(bOrdinals, ordinalKey(b.ID.Shelf(), p.Ordinal), ordinalValue(p.Number, p.Changed))
	set := t.TopicOrdinals(p.Topic)
	set.Add(p.Ordinal)
	t.putSet(bTopicSets, number(p.Topic), set)
}

// settle makes the post's ordinal nobody's news.
func (t *tx) settle(p forum.Post) {
	set := t.Settled(p.Board.Shelf())
	set.Add(p.Ordinal)
	t.putSet(bSettled, []byte(p.Board), set)
}

// unsettle makes the post's ordinal news again.
func (t *tx) unsettle(p forum.Post) {
	set := t.Settled(p.Board.Shelf())
	set.Remove(p.Ordinal)
	t.putSet(bSettled, []byte(p.Board), set)
}

// leaveOrdinal takes the post's ordinal out of its topic and settles it for good.
func (t *tx) leaveOrdinal(p forum.Post) {
	t.settle(p)
	set := t.TopicOrdinals(p.Topic)
	set.Remove(p.Ordinal)
	t.putSet(bTopicSets, number(p.Topic), set)
}

// putTopic writes a topic and its place in the board's list; before is what it was.
func (t *tx) putTopic(before *forum.Topic, topic forum.Topic) {
	place := placeInBoard(topic)
	if before != nil {
		if old := placeInBoard(*before); !slices.Equal(old, place) {
			t.remove(bBoardTopics, old)
		}
	}
	t.putBytes(bBoardTopics, place, []byte{})
	put(t, bTopics, number(topic.Number), topic)
}

// foldTopic changes a topic that must be there.
func (t *tx) foldTopic(e journal.Entry, f rule.Fact, n asem.Number, change func(*forum.Topic)) {
	before, ok := t.Topic(n)
	if !ok {
		t.misfit(e, f)
		return
	}
	after := before
	change(&after)
	t.putTopic(&before, after)
}

// foldPost changes a post that must be there, and its board.
func (t *tx) foldPost(e journal.Entry, f rule.Fact, n asem.Number, change func(*forum.Board, *forum.Post)) {
	post, there := t.Post(n)
	board, founded := t.Board(post.Board)
	if !there || !founded {
		t.misfit(e, f)
		return
	}
	change(&board, &post)
	t.putBoard(board)
	put(t, bPosts, number(post.Number), post)
}

func (t *tx) foldEdited(e journal.Entry, f forum.Edited) {
	t.foldPost(e, f, f.Number, func(b *forum.Board, p *forum.Post) {
		if f.Title != "" && p.Number == p.Topic {
			t.foldTopic(e, f, p.Topic, func(topic *forum.Topic) { topic.Title = f.Title })
		}
		t.leaveOrdinal(*p)
		p.Versions = append(p.Versions, forum.Version{At: e.At, By: e.Actor, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes})
		p.Changed = e.At
		t.takeOrdinal(b, p)
	})
}

func (t *tx) foldHidden(e journal.Entry, f forum.Hidden) {
	t.foldPost(e, f, f.Number, func(_ *forum.Board, p *forum.Post) {
		if p.Number == p.Topic {
			t.foldTopic(e, f, p.Topic, func(topic *forum.Topic) { topic.Hidden = f.On })
		}
		switch {
		case f.On:
			p.Hidden = &forum.Judgement{By: e.Actor, At: e.At, Reason: f.Reason}
			t.settle(*p)
		default:
			p.Hidden = nil
			if !p.Imported {
				t.unsettle(*p)
			}
		}
	})
}

func (t *tx) foldRedacted(e journal.Entry, f forum.Redacted) {
	t.foldPost(e, f, f.Number, func(_ *forum.Board, p *forum.Post) {
		p.Redacted = &forum.Judgement{By: e.Actor, At: e.At, Reason: f.Reason}
		for version := range p.Versions {
			t.remove(bTexts, textKey(p.Number, version+1))
		}
		for _, file := range p.Files {
			t.remove(bFiles, fileKey(file.Digest, p.Number))
			if !t.named(file.Digest) {
				t.dropped = append(t.dropped, file.Digest)
			}
		}
	})
}

// named says whether anything names a file.
func (t *tx) named(d rule.Digest) bool {
	found := false
	t.each(bFiles, d[:], func([]byte) { found = true })
	return found
}

// foldMoved brings every post of the topic to the other board, under new ordinals;
// whose marks they belong to is the office's to say. What was hidden stays nobody's news.
func (t *tx) foldMoved(e journal.Entry, f forum.Moved) {
	from, ok1 := t.Board(f.From)
	to, ok2 := t.Board(f.To)
	before, ok3 := t.Topic(f.Topic)
	if !ok1 || !ok2 || !ok3 || before.Board != f.From {
		t.misfit(e, f)
		return
	}
	after := before
	after.Board = f.To
	t.putTopic(&before, after)
	var posts []asem.Number
	t.each(bTopicPosts, number(f.Topic), func(k []byte) { posts = append(posts, postInPlace(k)) })
	// All of them leave before the first arrives: the topic's set holds ordinals of one
	// board at a time, and an old one may equal a new one.
	moving := make([]forum.Post, 0, len(posts))
	for _, n := range posts {
		p, ok := t.Post(n)
		if !ok {
			t.misfit(e, f)
			return
		}
		t.leaveOrdinal(p)
		moving = append(moving, p)
	}
	for _, p := range moving {
		p.Board, p.Changed = f.To, e.At
		t.takeOrdinal(&to, &p)
		if p.Hidden != nil || p.Imported {
			t.settle(p)
		}
		put(t, bPosts, number(p.Number), p)
	}
	from.Topics, to.Topics = from.Topics-1, to.Topics+1
	from.Posts, to.Posts = from.Posts-len(posts), to.Posts+len(posts)
	t.putBoard(from)
	t.putBoard(to)
}

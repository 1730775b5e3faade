package secretariat

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/rule"
)

// Pin puts a topic on top of its board, or takes it down.
func (d *Desk) Pin(topic asem.Number, on bool) error {
	_, err := d.atPace("", forum.Pin{Topic: topic, On: on}, nil)
	return err
}

// Lock closes a topic against replies and edits, or opens it again.
func (d *Desk) Lock(topic asem.Number, on bool) error {
	_, err := d.atPace("", forum.Lock{Topic: topic, On: on}, nil)
	return err
}

// Move brings a topic to another board. What a delegate had read of it stays read.
func (d *Desk) Move(topic asem.Number, to asem.BoardID) error {
	_, err := d.atPace("", forum.Move{Topic: topic, To: to}, nil)
	return err
}

// carryMarks sees to it that what delegates have read stays read when a topic moves:
// its posts get other ordinals on the other board, and marks are sets of ordinals. It
// is asked before the facts are folded, and what it returns is done after that, in
// the same transaction. It costs the posts of the topic for each delegate who read it.
func (o *Office) carryMarks(l Ledger, facts []rule.Fact) (after func()) {
	read := map[asem.Login][]Seen{}
	for _, f := range facts {
		moved, ok := f.(forum.Moved)
		if !ok {
			continue
		}
		board, _ := l.Board(moved.From)
		posts, _ := l.PostsOf(moved.Topic, Range{Limit: forum.MaxPosts})
		ordinals := l.TopicOrdinals(moved.Topic)
		for _, d := range l.Delegates() {
			news := o.news(l, d, board)
			if ordinals.Without(news.Read, newsrc.Set{}) == len(posts) {
				continue // has read none of it
			}
			for _, p := range posts {
				if news.Read.Has(p.Ordinal) {
					read[d.Login] = append(read[d.Login], Seen{p.Number, len(p.Versions)})
				}
			}
		}
	}
	return func() {
		for login, seen := range read {
			o.markRead(l, login, seen)
		}
	}
}

// Hide takes a post out of sight, or shows it again. The reason is shown in place
// of the text.
func (d *Desk) Hide(n asem.Number, on bool, reason string) error {
	_, err := d.atPace("", forum.Hide{Number: n, On: on, Reason: reason}, nil)
	return err
}

// CloseBoard closes a board into the archive, where it stays readable, or opens it again.
// The reason may be empty; it is shown to everybody.
func (d *Desk) CloseBoard(id asem.BoardID, on bool, reason string) error {
	_, err := d.atPace("", forum.Close{Board: id, On: on, Reason: reason}, nil)
	return err
}

// Redact removes the texts and files of a post for good. The record keeps their
// digests, and shows that, when and by whom.
func (d *Desk) Redact(n asem.Number, reason string) error {
	_, err := d.atPace("", forum.Redact{Number: n, Reason: reason}, nil)
	return err
}

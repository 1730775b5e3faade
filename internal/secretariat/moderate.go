package secretariat

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
)

// Pin puts a topic on top of its board, or takes it down.
func (d *Desk) Pin(topic asem.Number, on bool) error {
	_, err := d.act("", forum.Pin{Topic: topic, On: on}, nil)
	return err
}

// Lock closes a topic against replies and edits, or opens it again.
func (d *Desk) Lock(topic asem.Number, on bool) error {
	_, err := d.act("", forum.Lock{Topic: topic, On: on}, nil)
	return err
}

// Move brings a topic to another board. Its posts are new there to everybody but
// the mover.
func (d *Desk) Move(topic asem.Number, to asem.BoardID) error {
	_, err := d.act("", forum.Move{Topic: topic, To: to}, func(l Ledger, r Receipt) {
		if len(r.Facts) == 0 {
			return
		}
		posts, _ := l.PostsOf(topic, Range{Limit: forum.MaxPosts})
		numbers := make([]asem.Number, len(posts))
		for i, p := range posts {
			numbers[i] = p.Number
		}
		d.office.markRead(l, d.login, numbers)
	})
	return err
}

// Hide takes a post out of sight, or shows it again. The reason is shown in place
// of the text.
func (d *Desk) Hide(n asem.Number, on bool, reason string) error {
	_, err := d.act("", forum.Hide{Number: n, On: on, Reason: reason}, nil)
	return err
}

// Redact removes the texts and files of a post for good. The record keeps their
// digests, and shows that, when and by whom.
func (d *Desk) Redact(n asem.Number, reason string) error {
	_, err := d.act("", forum.Redact{Number: n, Reason: reason}, nil)
	return err
}

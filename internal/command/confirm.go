package command

import (
	"asem.internal/avs/internal/asem"
)

// placed is where something stands, for programs: the answer to what writes.
type placed struct {
	Number asem.Number  `json:"number"`
	Topic  asem.Number  `json:"topic"`
	Board  asem.BoardID `json:"board"`
}

// confirm says that something was done to a post, or answers where it stands now.
func (e *errand) confirm(n asem.Number, done string, args ...any) error {
	if !e.asJSON {
		e.say(done, args...)
		return nil
	}
	p, err := e.desk.Post(n)
	if err != nil {
		return err
	}
	return e.answer(placed{p.Number, p.Topic, p.Board})
}

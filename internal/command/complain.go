package command

import (
	"encoding/json"
	"errors"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// complain writes an error for a person, or for a program. A program is told by
// what stands on the line, since the line may be what could not be parsed. The
// two sentences of a fault are two lines for a person.
func (e *errand) complain(err error, asked bool) {
	c := complaint{Kind: fault.KindOf(err).String(), What: fault.Sentence(err)}
	var f *fault.Error
	if errors.As(err, &f) {
		c.What, c.Next = e.local(f.What), e.local(f.Next)
	}
	if !e.asJSON && !asked {
		e.note("%s", plain.Text(c.What+"\n"+c.Next))
		return
	}
	told := struct {
		Error complaint `json:"error"`
	}{c}
	enc := json.NewEncoder(e.err)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(told) // fails with the connection only
}

type complaint struct {
	Kind string `json:"kind"`
	What string `json:"what"`
	Next string `json:"next"`
}

// causeOf is what the log is to be told: the cause behind a fault's sentences.
func causeOf(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Cause != nil {
		return f.Cause
	}
	return err
}

package command

import (
	"encoding/json"
	"time"
)

// answer writes one value for a program.
func (e *errand) answer(value any) error {
	enc := json.NewEncoder(e.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(value)
}

// An array is a list for a program, written row by row. Nothing is written
// before the first row or the end, so that a list refused leaves no output.
type array struct {
	e     *errand
	begun bool
}

func (a *array) add(row any) error {
	mark := byte('[')
	if a.begun {
		mark = ','
	}
	a.begun = true
	if err := a.e.out.WriteByte(mark); err != nil {
		return err
	}
	return a.e.answer(row)
}

func (a *array) close() error {
	end := "]\n"
	if !a.begun {
		end = "[]\n"
	}
	_, err := a.e.out.WriteString(end)
	return err
}

// answerAll writes a list that is in memory.
func answerAll[T any](e *errand, rows []T) error {
	list := array{e: e}
	for _, row := range rows {
		if err := list.add(row); err != nil {
			return err
		}
	}
	return list.close()
}

// when is a time for programs, null for never.
func when(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	utc := at.UTC()
	return &utc
}

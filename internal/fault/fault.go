// Package fault holds the few kinds of error that reach a person.
//
// Every face (screen, command, operator's shell) turns an error into the same
// sentence and the same exit code, so that a script and a delegate are told
// the same thing. A fault says what happened and why, and what to do next; the
// cause beneath it is for the operator's log and is never shown to a delegate,
// since it may name files or other people.
package fault

import (
	"errors"
	"fmt"
)

// Kind is the class of a fault. The zero Kind is not a valid one.
type Kind int

// The kinds, in the order of their exit codes.
const (
	Failed   Kind = iota + 1 // something on our side broke; trying again may help
	Usage                    // the request was not understood or breaks a bound
	Refused                  // understood, but this delegate may not
	NotFound                 // no such thing, or none that this delegate may see
	Conflict                 // true a moment ago, not any more; or done already
)

// ExitCode is the exit status of an ssh command or of avs that ends in a fault
// of this kind: 1 failed, 2 usage, 3 refused, 4 not found, 5 conflict.
func (k Kind) ExitCode() int { return int(k) }

// String is the kind's stable word, as it stands in JSON answers and logs.
func (k Kind) String() string {
	switch k {
	case Failed:
		return "failed"
	case Usage:
		return "usage"
	case Refused:
		return "refused"
	case NotFound:
		return "not found"
	case Conflict:
		return "conflict"
	}
	return "unknown"
}

// An Error is a fault with its sentences.
type Error struct {
	Kind  Kind
	What  string // what happened and why, a full sentence
	Next  string // what to do now, a full sentence; may be empty
	Cause error  // for the log only; may be nil
}

// Error gives both sentences, as a person is to read them.
func (e *Error) Error() string {
	if e.Next == "" {
		return e.What
	}
	return e.What + " " + e.Next
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// New makes a fault whose What is formatted as by fmt.Sprintf.
func New(kind Kind, what string, args ...any) *Error {
	return &Error{Kind: kind, What: fmt.Sprintf(what, args...)}
}

// Then sets what to do next, formatted as by fmt.Sprintf, and returns e.
func (e *Error) Then(next string, args ...any) *Error {
	e.Next = fmt.Sprintf(next, args...)
	return e
}

// Because sets the cause, for the log, and returns e.
func (e *Error) Because(cause error) *Error {
	e.Cause = cause
	return e
}

// KindOf is the kind of the first fault in err's chain, Failed for any other
// error, and 0 for nil.
func KindOf(err error) Kind {
	if err == nil {
		return 0
	}
	var f *Error
	if errors.As(err, &f) {
		return f.Kind
	}
	return Failed
}

// ExitCode is 0 for nil and else the exit code of KindOf(err).
func ExitCode(err error) int { return KindOf(err).ExitCode() }

// Sentence is what a delegate is told of err. An error that is no fault gives
// a sentence that names no inner detail: its text belongs in the log.
func Sentence(err error) string {
	if err == nil {
		return ""
	}
	var f *Error
	if errors.As(err, &f) {
		return f.Error()
	}
	return "Something failed on our side and nothing was changed. Please try again; if it happens twice, tell your operator the time it happened."
}

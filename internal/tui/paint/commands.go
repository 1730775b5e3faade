package paint

import (
	"fmt"
	"reflect"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// maxCommands is the number of running commands from which no input is taken
// until one of them is done: type-ahead waits at the client instead of here.
const maxCommands = 256

// commands runs what a model's Update answers with, each in a goroutine that
// ends with the command itself: a tea.Cmd cannot be told to stop. What comes of
// it after the program has ended is dropped.
type commands struct {
	results chan tea.Msg
	done    chan struct{} // closed when the program ends
	running atomic.Int32
	idle    func() // called when a goroutine has ended
}

// start runs cmd and delivers what comes of it.
func (c *commands) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	c.running.Add(1)
	go func() {
		defer c.idle()
		defer c.running.Add(-1)
		c.run(cmd, c.deliver)
	}()
}

func (c *commands) full() bool { return c.running.Load() >= maxCommands }

func (c *commands) deliver(msg tea.Msg) {
	select {
	case c.results <- msg:
	case <-c.done:
	}
}

// run runs cmd and all that it consists of, and hands each message to deliver.
func (c *commands) run(cmd tea.Cmd, deliver func(tea.Msg)) {
	defer func() {
		if r := recover(); r != nil {
			deliver(&PanicError{Value: r, Stack: debug.Stack()})
		}
	}()
	if cmd == nil {
		return
	}
	msg := cmd()
	if msg == nil {
		return
	}
	if batch, ok := msg.(tea.BatchMsg); ok {
		var all sync.WaitGroup
		for _, cmd := range batch {
			c.running.Add(1)
			all.Go(func() {
				defer c.running.Add(-1)
				c.run(cmd, deliver)
			})
		}
		all.Wait()
		return
	}
	if sequence, ok := asSequence(msg); ok {
		for _, cmd := range sequence {
			c.run(cmd, deliver)
		}
		return
	}
	deliver(msg)
}

// finish runs cmd to its end, for at most that long, and drops what comes of it
// but a panic.
func (c *commands) finish(cmd tea.Cmd, limit time.Duration) error {
	if cmd == nil {
		return nil
	}
	panicked := make(chan error, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.run(cmd, func(msg tea.Msg) {
			if failed, ok := msg.(*PanicError); ok {
				select {
				case panicked <- failed:
				default:
				}
			}
		})
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
	select {
	case err := <-panicked:
		return err
	default:
		return nil
	}
}

// asSequence recognises what tea.Sequence makes, a type that the library keeps
// to itself. TestSequence fails if that type is ever another.
func asSequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd), true
}

// PanicError is a panic of a model or of one of its commands, for the log. The
// terminal has been put back before Run returns it.
type PanicError struct {
	Value any
	Stack []byte
}

// Error gives the value alone; Stack may be long.
func (e *PanicError) Error() string { return fmt.Sprintf("screen panicked: %v", e.Value) }

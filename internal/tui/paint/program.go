package paint

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

// What Run may end with, besides nil, a *PanicError and the context's cause.
var (
	ErrDumb    = errors.New("this terminal cannot be drawn on")
	ErrHungUp  = errors.New("the client hung up")
	ErrStalled = errors.New("the client took nothing")
)

// lastWait is how long Run waits for what a model still does at a HangupMsg.
const lastWait = 5 * time.Second

// maxRounds bounds what is taken in before something is drawn, so that neither
// a flood of input nor one of nudges keeps the screen from its reader.
const maxRounds = 256

// Program runs one model on one terminal.
type Program struct {
	model   tea.Model
	term    Terminal
	painter *Painter
	keys    decoder
	mail    *mailbox
	cmds    *commands
	writer  *writer

	input chan []byte // from the reader, unbuffered; closed at the end of the line
	gone  error       // why it was closed; read after that

	// Of the goroutine in Run alone:
	escape  *time.Timer // runs while an ESC may be a key or a beginning
	dirty   bool        // the model was updated since the last View
	writing bool        // a frame is being written
	ahead   ahead       // how far the client is behind what was written
	aside   []byte      // to be sent before the next frame: to the clipboard
	ended   bool
	err     error
}

// New makes a program that Run runs once. Of t, Size is clamped here.
func New(model tea.Model, t Terminal, cache *Cache) *Program {
	t.Size = Clamp(t.Size)
	p := &Program{
		model:   model,
		term:    t,
		painter: NewPainter(cache, t.Kind, t.Size, t.NoColor),
		mail:    newMailbox(),
		writer:  newWriter(t),
		ahead:   newAhead(t.Reached),
		input:   make(chan []byte),
	}
	p.cmds = &commands{results: make(chan tea.Msg), done: make(chan struct{}), idle: p.mail.ring}
	return p
}

// Nudge leaves msg for the model. It never blocks and may be called by anyone
// at any time, before and after Run too. Of the nudges of one type (and key,
// see Keyed) only the newest is delivered. They come in the order in which
// their types first waited, and always before what is drawn next.
func (p *Program) Nudge(msg tea.Msg) { p.mail.put(msg) }

// Resize tells of the window's new size. It never blocks; the newest counts.
func (p *Program) Resize(s Size) { p.mail.resize(Clamp(s)) }

// Run draws the model until it quits (tea.Quit), and returns nil then. Else it
// returns an error that wraps ErrHungUp, ErrStalled or the context's cause; the
// model has been told with a HangupMsg. A panic of the model, or of one of its
// commands, is returned as *PanicError. Run refuses a Dumb terminal with
// ErrDumb. The terminal is put back in all cases in which the client still
// reads.
//
// The model is called from this goroutine only. One other goroutine writes, and
// ends with Run; one reads, and ends when the caller closes In, as it must.
func (p *Program) Run(ctx context.Context) error {
	defer p.painter.Close()
	defer p.mail.close()
	if p.term.Kind == Dumb {
		return ErrDumb
	}
	defer close(p.cmds.done)
	go p.read()
	go p.writer.run()
	defer close(p.writer.frames)

	p.aside = p.painter.Enter()
	p.guard(p.begin)
	for !p.ended {
		p.guard(func() { p.turn(ctx) })
	}
	if p.escape != nil {
		p.escape.Stop()
	}
	p.ahead.stop()
	p.farewell()
	return p.err
}

// guard calls f and turns a panic into the program's end.
func (p *Program) guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			p.end(&PanicError{Value: r, Stack: debug.Stack()})
		}
	}()
	f()
}

func (p *Program) end(err error) {
	p.ended = true
	p.err = err
}

// begin tells the model what it is drawn on before its first View.
func (p *Program) begin() {
	p.cmds.start(p.model.Init())
	profile := colorprofile.ASCII
	if p.painter.shape.colour {
		profile = colorprofile.ANSI
	}
	p.update(tea.ColorProfileMsg{Profile: profile})
	p.update(tea.WindowSizeMsg{Width: p.term.Size.Width, Height: p.term.Size.Height})
}

// turn takes in all that waits, draws if that changed something and the line is
// free and not too far behind, and waits for more.
func (p *Program) turn(ctx context.Context) {
	for i := 0; i < maxRounds && !p.ended && p.takeWaiting(); i++ {
	}
	if p.ended {
		return
	}
	if !p.writing && (p.dirty || len(p.aside) > 0) && p.ahead.may() {
		p.draw()
	}
	p.wait(ctx)
}

// takeWaiting takes in one thing if one waits.
func (p *Program) takeWaiting() bool {
	select {
	case chunk, ok := <-p.typed():
		p.taken(chunk, ok)
	case msg := <-p.cmds.results:
		p.update(msg)
	case <-p.mail.wake:
		p.deliver()
	default:
		return false
	}
	return true
}

// wait takes in the next thing that comes.
func (p *Program) wait(ctx context.Context) {
	var escaped <-chan time.Time
	if p.escape != nil {
		escaped = p.escape.C
	}
	select {
	case chunk, ok := <-p.typed():
		p.taken(chunk, ok)
	case msg := <-p.cmds.results:
		p.update(msg)
	case <-p.mail.wake:
		p.deliver()
	case <-escaped:
		p.escape = nil
		p.updateAll(p.keys.settle())
	case err := <-p.writer.written:
		p.writing = false
		if err != nil {
			p.hangUp(err)
		}
	case <-p.ahead.answers:
		p.ahead.answered()
	case <-p.ahead.tooLate():
		p.ahead.stop()
	case <-ctx.Done():
		p.hangUp(context.Cause(ctx))
	}
}

// typed is the input, or nothing while too many commands run.
func (p *Program) typed() <-chan []byte {
	if p.cmds.full() {
		return nil
	}
	return p.input
}

// taken decodes what was typed; not ok is the end of the line.
func (p *Program) taken(chunk []byte, ok bool) {
	if !ok {
		p.hangUp(fmt.Errorf("%w: reading: %w", ErrHungUp, p.gone))
		return
	}
	if p.escape != nil {
		p.escape.Stop()
		p.escape = nil
	}
	p.updateAll(p.keys.feed(chunk))
	if p.keys.unsettled() {
		p.escape = time.NewTimer(escapeWait)
	}
}

// read hands over what the client types until In ends. Of its two buffers one
// is read into while the other is decoded.
func (p *Program) read() {
	defer close(p.input)
	var buffers [2][512]byte
	for i := 0; ; i ^= 1 {
		n, err := p.term.In.Read(buffers[i][:])
		if n > 0 {
			select {
			case p.input <- buffers[i][:n]:
			case <-p.cmds.done:
				return
			}
		}
		if err != nil {
			p.gone = err
			return
		}
	}
}

// deliver empties the mailbox.
func (p *Program) deliver() {
	size, mail := p.mail.take()
	if size != nil && *size != p.term.Size {
		p.term.Size = *size
		p.painter.Resize(*size)
		p.update(tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
	}
	p.updateAll(mail)
}

func (p *Program) updateAll(msgs []tea.Msg) {
	for _, msg := range msgs {
		p.update(msg)
	}
}

// update does what msg asks of the program, or else hands it to the model.
func (p *Program) update(msg tea.Msg) {
	if p.ended {
		return
	}
	switch msg := msg.(type) {
	case tea.QuitMsg, tea.InterruptMsg:
		p.end(nil)
		return
	case *PanicError:
		p.end(msg)
		return
	case bellMsg:
		p.aside = append(p.aside, '\a')
	case copyMsg:
		p.aside = append(p.aside, p.painter.Copy(string(msg))...)
		return
	case tea.KeyPressMsg:
		if msg.Code == 'l' && msg.Mod == tea.ModCtrl {
			p.painter.Redraw()
			p.dirty = true
			return
		}
	}
	var cmd tea.Cmd
	p.model, cmd = p.model.Update(msg)
	p.dirty = true
	p.cmds.start(cmd)
}

// draw sends what has changed since the last frame. The writer is idle.
func (p *Program) draw() {
	out := p.aside
	p.aside = nil
	if p.dirty {
		p.dirty = false
		out = append(out, p.painter.Frame(p.model.View())...)
	}
	if len(out) > 0 {
		p.writing = true
		p.ahead.sent(len(out))
		p.writer.frames <- out
	}
}

// hangUp tells the model that nobody is there any more, and ends the program
// when what the model still has to do is done.
func (p *Program) hangUp(err error) {
	if p.writer.stuck.Load() {
		err = fmt.Errorf("%w for %s: %w", ErrStalled, p.writer.stall, err)
	}
	_, cmd := p.model.Update(HangupMsg{})
	if failed := p.cmds.finish(cmd, lastWait); failed != nil {
		err = errors.Join(failed, err)
	}
	p.end(err)
}

// farewell puts the terminal back, if it still listens.
func (p *Program) farewell() {
	if p.writing {
		if err := <-p.writer.written; err != nil {
			return
		}
	}
	if p.writer.stuck.Load() {
		return
	}
	p.writer.frames <- append(p.aside, p.painter.Leave()...)
	<-p.writer.written
}

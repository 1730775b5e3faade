package linear

import (
	"context"
	"errors"
	"time"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// How a prompt can end without an answer. No other error comes out of ask.
var (
	errGone      = errors.New("the session is over") // nothing more will come in
	errCancelled = errors.New("cancelled")           // ^C
	errEnded     = errors.New("ended")               // ^D
)

// keepAfter is how long after the first key that was not yet kept it is kept, usually.
const keepAfter = 5 * time.Second

// A question is a prompt.
type question struct {
	words string // with the default in them; what is typed stands behind
	limit int    // bytes of the answer
	split bool   // a longer one is broken, not refused
	menu  bool   // news may be told here while nothing is typed
	// beat is called a while after something was typed, with the line so far.
	// nil: never.
	beat func(line string)
}

// ask puts the question and gives the answer, which is UTF-8 and has no line end.
// With errGone it gives what was typed of the line before that. A line that is too
// long or not UTF-8 is refused, and the question put again.
func (s *session) ask(q question) (string, error) {
	for {
		if flash, ok := s.flash(); ok {
			s.sayFlash(flash, toRead(flash.Number, q.menu))
		}
		if q.menu {
			s.tellNews()
		}
		line, err := s.readLine(q)
		if err != nil {
			return line, err
		}
		refusal := plain.Check("line", line, len(line))
		if s.editor.lost > 0 {
			refusal = fault.New(fault.Usage, "The line is longer than the %d bytes that are taken here.", q.limit).Then("Shorten it.")
		}
		if refusal == nil {
			return line, nil
		}
		s.refuse(refusal)
	}
}

func (s *session) readLine(q question) (string, error) {
	w := waiting{question: q}
	defer w.stop()
	s.begin(q)
	for {
		if len(s.rest) == 0 {
			if err := s.wait(&w); err != nil {
				return s.editor.whole(), err
			}
			continue
		}
		n, what := s.editor.take(s.rest)
		s.rest = s.rest[n:]
		w.typed(s.keepAfter)
		if s.echo {
			s.write(s.teletype.show(s.editor.whole()))
		}
		switch what {
		case entered:
			s.echoes("\n")
			return string(s.editor.line), nil
		case cancelled:
			s.echoes("^C\n")
			return "", errCancelled
		case ended:
			s.echoes("^D\n")
			return "", errEnded
		case repeat:
			s.echoes(s.teletype.again())
		}
	}
}

// begin writes the prompt and makes ready for a new line.
func (s *session) begin(q question) {
	prompt := plain.Line(q.words)
	if prompt != "" {
		prompt += " "
	}
	columns, _ := s.window()
	s.write(prompt)
	s.lines = 0
	s.editor.begin(q.limit, q.split)
	s.teletype.begin(columns, prompt)
}

// echoes writes what answers a key, where answering is ours to do.
func (s *session) echoes(answer string) {
	if s.echo {
		s.write(answer)
	}
}

// waiting is what goes on beside a prompt.
type waiting struct {
	question
	told  bool        // news were told at this prompt
	timer *time.Timer // runs while something typed was not kept; nil: not running
}

func (w *waiting) typed(keepAfter time.Duration) {
	if w.beat != nil && w.timer == nil {
		w.timer = time.NewTimer(keepAfter)
	}
}

func (w *waiting) stop() {
	if w.timer != nil {
		w.timer.Stop()
		w.timer = nil
	}
}

// due receives when it is time to keep what was typed.
func (w *waiting) due() <-chan time.Time {
	if w.timer == nil {
		return nil
	}
	return w.timer.C
}

// wait waits for the next piece of input, and minds everything else meanwhile.
func (s *session) wait(w *waiting) error {
	if err := s.flush(); err != nil {
		s.failed = err
		return errGone
	}
	select {
	case piece, ok := <-s.input.pieces:
		if !ok {
			return errGone
		}
		s.rest = piece
	case <-s.desk.Alerts():
		s.alarmed = true
		s.interrupt(w)
	case <-s.desk.Changes():
		s.stirred = true
		s.interrupt(w)
	case <-w.due():
		w.stop()
		w.beat(s.editor.whole())
	case <-s.desk.Ended():
		s.farewell = s.desk.Why()
		return errGone
	case <-s.ctx.Done():
		var parting *fault.Error
		if errors.As(context.Cause(s.ctx), &parting) {
			s.farewell = fault.Sentence(parting)
		}
		return errGone
	}
	return nil
}

// interrupt tells news at a prompt at which nothing was typed, once, and a flash notice
// at any such prompt. Where the echo is not ours we do not see what is being typed, and
// wait.
func (s *session) interrupt(w *waiting) {
	if !s.echo || s.editor.whole() != "" {
		return
	}
	if flash, ok := s.flash(); ok {
		s.write("\n")
		s.sayFlash(flash, toRead(flash.Number, w.menu))
		s.begin(w.question)
	}
	if !w.menu || w.told {
		return
	}
	if n := s.arrived(); n > 0 {
		w.told = true
		s.write("\n")
		s.tellNews()
		s.begin(w.question)
	}
}

// An option is one answer to oneOf.
type option struct{ key, says string }

// oneOf asks for one of the options; Enter alone takes the first. The words of
// each follow its key: "Enter to post it, k to keep it as a draft".
func (s *session) oneOf(words string, options ...option) (key string, err error) {
	words += " Enter " + options[0].says
	for _, o := range options[1:] {
		words += ", " + o.key + " " + o.says
	}
	for {
		line, err := s.ask(question{words: words + ":", limit: maxAnswer})
		if err != nil {
			return "", err
		}
		line = plain.Line(line)
		if line == "" {
			return options[0].key, nil
		}
		for _, o := range options {
			if equalFold(line, o.key) || equalFold(line, wordOf[o.key]) {
				return o.key, nil
			}
		}
		if line != "?" {
			s.fact("%q is none of the answers.", line)
		}
		s.fact("%s", answers(options))
	}
}

// answers says in a sentence what can be answered; ^C is the way out of any question.
func answers(options []option) string {
	words := "Enter " + options[0].says
	for _, o := range options[1:] {
		words += ", " + o.key + " " + o.says
	}
	return words + ", ^C to give it up."
}

// wordOf are the long forms of common answers.
var wordOf = map[string]string{"y": "yes", "n": "no"}

// confirm asks for yes or no. ^C and ^D are no.
func (s *session) confirm(words string, usually bool) (bool, error) {
	yes, no := option{"y", "for yes"}, option{"n", "for no"}
	options := []option{no, yes}
	if usually {
		options = []option{yes, no}
	}
	key, err := s.oneOf(words, options...)
	if errors.Is(err, errCancelled) || errors.Is(err, errEnded) {
		return false, nil
	}
	return key == "y", err
}

// text says a text of many lines, and asks now and then whether to go on.
func (s *session) text(body string) error {
	for line := range splitLines(body) {
		if on, err := s.more(); err != nil || !on {
			return err
		}
		s.line(line)
	}
	return nil
}

// more asks whether to go on, where as much was said as there is room for.
func (s *session) more() (bool, error) {
	if !s.full() {
		return true, nil
	}
	return s.confirm("More?", true)
}

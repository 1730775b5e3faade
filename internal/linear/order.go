package linear

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/fault"
)

// An order is a line beginning with a dot that is no text.
type order struct {
	key  string
	most int // numbers that may follow it
	does string
	do   func(c *composer, numbers []int) error // nil: it ends the writing
}

// orders are all there are. ".gitignore" and "..." are text, being none of them.
func orders() []order {
	return []order{
		{".", 0, "ends the text", nil},
		{".q", 0, "stops writing and keeps the text as a draft", nil},
		{".s", 0, "says what is written, with the number of each line", (*composer).say},
		{".d", 2, "takes a line out, as in .d 3; .d 3 7 takes out lines 3 to 7", (*composer).takeOut},
		{".i", 1, "puts what you type next before a line, as in .i 3; .i alone goes to the end", (*composer).insert},
		{".t", 0, "asks for another title", (*composer).retitle},
		{".e", 0, "asks again to whom it goes, where that is to be said", (*composer).readdress},
		{".?", 0, "says this", (*composer).explain},
	}
}

// orderIn finds the order that a line is.
func orderIn(line string) (o order, numbers []int, ok bool) {
	words := strings.Fields(line)
	if len(words) == 0 || !strings.HasPrefix(line, ".") {
		return order{}, nil, false
	}
	for _, word := range words[1:] {
		n, err := strconv.Atoi(word)
		if err != nil {
			return order{}, nil, false
		}
		numbers = append(numbers, n)
	}
	for _, o := range orders() {
		if o.key == words[0] && len(numbers) <= o.most {
			return o, numbers, true
		}
	}
	return order{}, nil, false
}

// unescaped is a line of text as it was meant: an order behind another dot is a
// line of text, as ".." is a line of one dot.
func unescaped(line string) string {
	if meant, dotted := strings.CutPrefix(line, "."); dotted {
		if _, _, order := orderIn(meant); order {
			return meant
		}
	}
	return line
}

func (c *composer) explain([]int) error {
	for _, o := range orders() {
		c.s.fact("%s %s.", o.key, o.does)
	}
	c.s.fact("Any of these behind one more dot is text: .. is a line of one dot.")
	return nil
}

func (c *composer) say([]int) error {
	c.sayEnvelope()
	if c.draft.Title != "" {
		c.s.fact("%s: %s", capital(c.titleWord()), c.draft.Title)
	}
	if len(c.lines) == 0 {
		c.s.fact("Nothing is written yet. What you type will stand here.")
	}
	for i, line := range c.lines {
		if on, err := c.s.more(); err != nil || !on {
			return err
		}
		c.s.line(fmt.Sprintf("%d: %s", i+1, line))
	}
	if c.at < len(c.lines) {
		c.s.fact("What you type next goes before line %d.", c.at+1)
	}
	return nil
}

func (c *composer) takeOut(numbers []int) error {
	if len(numbers) == 0 {
		return fault.New(fault.Usage, "Say which line.").Then("Type .d 3 to take out line 3; .s says the lines with their numbers.")
	}
	from, to := numbers[0], numbers[len(numbers)-1]
	if from < 1 || to < from || to > len(c.lines) {
		return c.noLine()
	}
	c.lines = slices.Delete(c.lines, from-1, to)
	switch {
	case c.at >= to:
		c.at -= to - from + 1
	case c.at >= from:
		c.at = from - 1
	}
	c.dirty = true
	c.keepWith("")
	c.s.fact("%s taken out, %d left.", count(to-from+1, "line", "lines"), len(c.lines))
	return nil
}

func (c *composer) insert(numbers []int) error {
	if len(numbers) == 0 {
		c.at = len(c.lines)
		c.s.fact("What you type next goes to the end.")
		return nil
	}
	if numbers[0] < 1 || numbers[0] > len(c.lines) {
		return c.noLine()
	}
	c.at = numbers[0] - 1
	c.s.fact("What you type next goes before line %d.", numbers[0])
	return nil
}

func (c *composer) noLine() error {
	if len(c.lines) == 0 {
		return fault.New(fault.Usage, "There are no lines yet.").Then("Type one.")
	}
	return fault.New(fault.Usage, "The lines go from 1 to %d.", len(c.lines)).Then(".s says them with their numbers.")
}

func (c *composer) retitle([]int) error {
	if c.draft.Title == "" {
		return fault.New(fault.Usage, "A reply has no title of its own.").Then("Say it in the text.")
	}
	return c.title(capital(c.titleWord()) + ". Enter to leave " + strconv.Quote(c.draft.Title) + ":")
}

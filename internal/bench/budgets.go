package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// The budgets at 80x24, in bytes on the channel; of a login on the wire, both ways.
const (
	cursorBudget  = 20
	scrollBudget  = 140
	letterBudget  = 16
	pageBudget    = 1800
	firstBudget   = 1900
	loginBudget   = 8000
	classicBudget = 5500
)

// budgets measures every line of the budgets, at both sizes of window.
func budgets(ctx context.Context, b *bench) error {
	bare, err := b.start(ctx, "bare", "budgets")
	if err != nil {
		return err
	}
	defer bare.stop()
	house, err := b.house(ctx, "budgets", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	for _, w := range []window{narrow, wide} {
		if err := b.costs(house, bare, w); err != nil {
			return fmt.Errorf("%s: %w", w, err)
		}
	}
	if err := b.silence(house); err != nil {
		return err
	}
	if err := b.loginOnWire(house, bare, postQuantum, loginBudget); err != nil {
		return err
	}
	house.stop()
	old, err := b.house(ctx, "budgets-classic", b.small, classic)
	if err != nil {
		return err
	}
	defer old.stop()
	return b.loginOnWire(old, bare, classic, classicBudget)
}

// A cost is what one act took at the most: on the channel, and on the wire both ways.
type cost struct{ channel, wire int }

func (c *cost) most(channel, wire int) {
	c.channel, c.wire = max(c.channel, channel), max(c.wire, wire)
}

// A seat is a terminal at the end of a line that counts.
type seat struct {
	*terminal
	line   *line
	client *gossh.Client
}

// sit logs in over a line of its own.
func (b *bench) sit(address string, w window, exchange string, rate int) (*seat, error) {
	l, err := openLine(address, rate)
	if err != nil {
		return nil, err
	}
	client, err := dial(l.address(), b.people.number(0), exchange)
	if err != nil {
		l.close()
		return nil, err
	}
	t, err := openTerminal(client, w)
	s := &seat{terminal: t, line: l, client: client}
	if err != nil {
		s.leave()
		return nil, err
	}
	return s, nil
}

func (s *seat) leave() {
	_ = s.client.Close() // whatever the other side thinks of it
	s.line.close()
}

// press types keys and gives what the answer cost.
func (s *seat) press(keys string) (cost, error) {
	before := s.line.total()
	n, _, err := s.stroke(keys, settled)
	return cost{n, int(s.line.total() - before)}, err
}

// rested is after how long a cursor certainly rests: what stands beside a list then
// follows it.
const rested = 800 * time.Millisecond

// costs measures the acts, in the order in which a person comes to them.
func (b *bench) costs(house, bare *process, w window) error {
	floor, err := b.echoCost(bare, w)
	if err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	s, err := b.sit(house.address, w, postQuantum, 0)
	if err != nil {
		return err
	}
	defer s.leave()
	first, err := s.rest(settled)
	if err != nil {
		return err
	}
	b.table.add(row{what: "first screen, " + w.String(), value: octets(first), floor: octets(s.text()), goal: pageGoal(firstBudget, w)})
	for _, list := range []struct{ name, heading string }{{"boards", "AVS > Boards"}, {string(grown), "Draft statement"}} {
		if err := s.goTo(list.name, list.heading); err != nil {
			return err
		}
		if err := b.tellCost(s, "cursor moves one row, "+list.name, upAndDown(), floor, rowGoal(cursorBudget)); err != nil {
			return err
		}
	}
	if w == wide {
		n, _, err := s.stroke("j", rested)
		if err != nil {
			return err
		}
		b.table.add(row{what: "cursor rests on a row, its text follows, " + w.String(), value: octets(n)})
	}
	if _, _, err := s.stroke(strings.Repeat("j", w.rows-4), settled); err != nil {
		return err
	}
	scrolls := b.tellCost
	if w == wide {
		scrolls = b.tellMean // a list beside a text leaps by half a window: a terminal scrolls whole rows only
	}
	if err := scrolls(s, "list scrolls one row", []string{"j"}, s.scrollFloor(floor), widthGoal(scrollBudget, w)); err != nil {
		return err
	}
	if err := s.goTo(firstTopic, "paragraph"); err != nil {
		return err
	}
	if err := b.tellCost(s, "text scrolls one row", []string{"j"}, s.scrollFloor(floor), widthGoal(scrollBudget, w)); err != nil {
		return err
	}
	if err := b.pages(s); err != nil {
		return err
	}
	if err := s.compose(); err != nil {
		b.table.failed("typed letter", err)
		return nil
	}
	return b.tellCost(s, "typed letter", strings.Split("abcdefghij", ""), floor, rowGoal(letterBudget))
}

// upAndDown moves the cursor over ten rows and back, so that it rests on none.
func upAndDown() []string {
	return strings.Split(strings.Repeat("j", 10)+strings.Repeat("k", 10), "")
}

// tellCost presses the keys in turn and tells the largest cost.
func (b *bench) tellCost(s *seat, what string, keys []string, floor cost, g goal) error {
	c, mean, times, err := b.pressAll(s, keys)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	what += ", " + s.window.String()
	b.table.add(row{what: what, value: octets(c.channel), floor: octets(floor.channel), goal: g})
	if c.channel > 2*mean.channel {
		b.table.note("the largest of %d; %d bytes on average", times, mean.channel)
	}
	b.table.add(row{what: what + ", on the wire", value: octets(c.wire), floor: octets(floor.wire)})
	return nil
}

// tellMean presses the keys in turn and tells what one costs on average.
func (b *bench) tellMean(s *seat, what string, keys []string, floor cost, g goal) error {
	c, mean, times, err := b.pressAll(s, keys)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	what += ", " + s.window.String()
	b.table.add(row{what: what, value: octets(mean.channel), floor: octets(floor.channel), goal: g})
	b.table.note("the average of %d; %d bytes the largest", times, c.channel)
	b.table.add(row{what: what + ", on the wire", value: octets(mean.wire), floor: octets(floor.wire)})
	return nil
}

// pressAll presses the keys in turn, and gives the largest cost and the average one.
func (b *bench) pressAll(s *seat, keys []string) (largest, mean cost, times int, err error) {
	times = b.plan.repeats
	if len(keys) == 1 {
		times = max(times, s.window.rows) // a list may scroll by more than one row at a time
	}
	for i := range times {
		one, err := s.press(keys[i%len(keys)])
		if err != nil {
			return largest, mean, times, err
		}
		largest.most(one.channel, one.wire)
		mean.channel, mean.wire = mean.channel+one.channel, mean.wire+one.wire
	}
	mean.channel, mean.wire = mean.channel/times, mean.wire/times
	return largest, mean, times, nil
}

// pages turns pages of text; the largest counts, beside the text that it shows.
func (b *bench) pages(s *seat) error {
	var largest, text int
	for range b.plan.repeats / 2 {
		c, err := s.press(" ")
		if err != nil {
			return fmt.Errorf("turning a page: %w", err)
		}
		if c.channel > largest {
			largest, text = c.channel, s.text()
		}
	}
	b.table.add(row{what: "full page of text, " + s.window.String(), value: octets(largest), floor: octets(text), goal: pageGoal(pageBudget, s.window)})
	return nil
}

// scrollFloor is what the longest row on the screen costs that is only sent back.
func (t *terminal) scrollFloor(letter cost) cost {
	longest := 0
	for _, line := range t.shows() {
		longest = max(longest, len(line))
	}
	return cost{longest, letter.wire - letter.channel + longest}
}

// text is how many bytes stand on the screen.
func (t *terminal) text() int { return len(strings.Join(t.shows(), "\r\n")) }

// echoCost is what one letter costs that is only sent back.
func (b *bench) echoCost(bare *process, w window) (c cost, err error) {
	s, err := b.sit(bare.address, w, postQuantum, 0)
	if err != nil {
		return c, err
	}
	defer s.leave()
	for range b.plan.repeats {
		one, err := s.press("x")
		if err != nil {
			return c, err
		}
		c.most(one.channel, one.wire)
	}
	return c, nil
}

// The budgets stand for 80x24. What costs by the row may cost more in a wider
// window, and what costs by the page in a larger one; a mark or a letter may not.
func rowGoal(budget int) goal { return atMost(octets(budget)) }

func widthGoal(budget int, w window) goal { return atMost(octets(budget * w.columns / narrow.columns)) }

func pageGoal(budget int, w window) goal {
	return atMost(octets(budget * w.columns * w.rows / (narrow.columns * narrow.rows)))
}

// loginOnWire counts a login up to the first screen.
func (b *bench) loginOnWire(house, bare *process, exchange string, budget int) error {
	own, err := b.loginBytes(house.address, exchange, "")
	if err != nil {
		return err
	}
	floor, err := b.loginBytes(bare.address, exchange, "x")
	if err != nil {
		return fmt.Errorf("at the bare server: %w", err)
	}
	b.table.add(row{what: "login on the wire to the first screen, " + exchange, value: octets(own), floor: octets(floor), goal: atMost(octets(budget))})
	return nil
}

func (b *bench) loginBytes(address, exchange, poke string) (int64, error) {
	s, err := b.sit(address, narrow, exchange, 0)
	if err != nil {
		return 0, err
	}
	defer s.leave()
	if poke != "" {
		s.send(poke)
	}
	_, err = s.rest(settled)
	return s.line.total(), err
}

package main

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// compose opens the composer with an answer to a post, and makes sure that it takes
// what is typed.
func (t *terminal) compose() error {
	if err := t.goTo(firstTopic, "paragraph"); err != nil {
		return err
	}
	if _, _, err := t.stroke("r", settled); err != nil {
		return fmt.Errorf("opening the composer: %w", err)
	}
	if _, _, err := t.stroke("zyzzyva ", settled); err != nil {
		return fmt.Errorf("the composer: %w", err)
	}
	return t.expect("zyzzyva")
}

// typing measures letters typed into the composer.
func (t *terminal) typing(n int) (spread, error) {
	if err := t.compose(); err != nil {
		return nil, err
	}
	draw := newDraw(5)
	var s spread
	for i := range n {
		key := string(rune('a' + draw.IntN(26)))
		if i%7 == 6 {
			key = " "
		}
		_, took, err := t.stroke(key, quiet)
		if err != nil {
			return nil, fmt.Errorf("letter %d: %w", i, err)
		}
		s = append(s, took)
	}
	return s, nil
}

// composers weighs sessions in which somebody writes.
func composers(ctx context.Context, b *bench) error {
	house, err := b.house(ctx, "composer", b.small, postQuantum)
	if err != nil {
		return err
	}
	defer house.stop()
	w, err := b.weighComposers(house)
	if err != nil {
		return err
	}
	n := float64(b.plan.composers)
	what := func(of string) string { return fmt.Sprintf("%s, each of %d sessions that write", of, b.plan.composers) }
	b.table.add(row{what: what("resident memory"), value: kibibytes(float64(w.writing.Resident-w.empty.Resident) / n)})
	b.table.add(row{what: what("heap and stacks in use"), value: kibibytes(float64(w.writing.held()-w.empty.held()) / n),
		floor: kibibytes(float64(w.reading.held()-w.empty.held()) / n)})
	b.table.note("its floor are the same sessions before their composers were opened")
	return nil
}

// composerWeights are of a server nobody uses, with the sessions open, and with
// the composer open in each.
type composerWeights struct{ empty, reading, writing weight }

func (b *bench) weighComposers(house *process) (w composerWeights, err error) {
	warm, _, err := gather(house.address, b.people, sharedWindows, "")
	if err != nil {
		return w, err
	}
	warm.close()
	time.Sleep(closing)
	if w.empty, err = house.weigh(true); err != nil {
		return w, err
	}
	crowd, terminals, err := gather(house.address, b.people, b.plan.composers, "")
	if err != nil {
		return w, err
	}
	defer crowd.close()
	if w.reading, err = house.weigh(true); err != nil {
		return w, err
	}
	err = inParallel(len(terminals), func(i int) error {
		if err := terminals[i].compose(); err != nil {
			return err
		}
		_, _, err := terminals[i].stroke(strings.Repeat("what one writes ", 20), quiet)
		return err
	})
	if err != nil {
		return w, err
	}
	time.Sleep(closing)
	w.writing, err = house.weigh(true)
	return w, err
}

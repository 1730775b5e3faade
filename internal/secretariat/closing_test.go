package secretariat_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

// TestClosingAnswersEverybody closes the office while a hundred write: everybody
// is answered, and what was answered with a number is there.
func TestClosingAnswersEverybody(t *testing.T) {
	for range 5 {
		h := newHouse(t, nil)
		d := h.accredit("a.writer", "FI", "delegate")
		topic := opened(t, d, "finance", "x")
		var group sync.WaitGroup
		var done, refused, tired atomic.Int64
		begun := make(chan struct{}, 100)
		for i := range 100 {
			group.Go(func() {
				defer func() { tired.Add(1) }() // of writing, without having been refused
				for n := range 40 {
					if n == 3 {
						begun <- struct{}{}
					}
					var err error
					if i%3 == 0 {
						err = d.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(topic), Text: "x"})
					} else if _, err = d.Reply("", forum.Reply{To: topic, Text: "x"}); err == nil {
						done.Add(1)
					}
					if err != nil {
						refused.Add(1)
						tired.Add(-1)
						wantKind(t, "while closing", err, fault.Failed)
						return
					}
				}
			})
		}
		for range 10 {
			within(t, "ten have begun", begun)
		}
		closed := make(chan struct{})
		go func() { h.Office.Close(); h.Office.Close(); close(closed) }()
		within(t, "the office is closed", closed)
		all := make(chan struct{})
		go func() { group.Wait(); close(all) }()
		within(t, "everybody is answered", all)
		b, err := d.Board("finance")
		if err != nil || int64(b.Posts) != done.Load()+1 || refused.Load()+tired.Load() != 100 {
			t.Errorf("%d posts, %d answered, %d refused, %d not, %v", b.Posts, done.Load(), refused.Load(), tired.Load(), err)
		}
		wantNotFailed(t, h)
	}
}

// TestManyWriters posts as many at once: numbers are given once and without gaps.
func TestManyWriters(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	var group sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 16 {
		desk := h.seat("a.writer", "")
		group.Go(func() {
			for range 20 {
				p, err := desk.Reply("", forum.Reply{To: topic, Text: "x"})
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				seen[p.Number.String()] = true
				mu.Unlock()
				if _, err := desk.Waiting(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if b, err := d.Board("finance"); len(seen) != 320 || b.Posts != 321 || err != nil {
		t.Errorf("%d numbers for %d posts, %v", len(seen), b.Posts, err)
	}
	wantWaiting(t, d, 0)
}

// TestClosedOfficeAnswers asks and writes at a desk after the office was closed.
func TestClosedOfficeAnswers(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	h.Office.Close()
	for _, write := range writes(d, topic) {
		wantKind(t, write.what, write.do(), fault.Failed)
	}
	if _, err := d.Thread(topic, secretariat.Page{}); err != nil {
		t.Errorf("reading: %v", err)
	}
	d.Close()
}

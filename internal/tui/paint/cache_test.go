package paint

import (
	"fmt"
	"sync"
	"testing"
)

func (c *Cache) held() (cells, idle int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.idle {
		idle += s.cells()
	}
	return c.cells, idle
}

func TestCacheIsBounded(t *testing.T) {
	const limit = 3 * 80 * 24
	c := NewCache(limit)
	for i := range 20 {
		size := []Size{normal, {40, 10}, {100, 30}}[i%3]
		NewPainter(c, Xterm, size, i%2 == 0).Frame(view(fmt.Sprint(i), 0, 0))
		if cells, idle := c.held(); cells > limit || cells != idle {
			t.Fatalf("%d cells, %d of them idle, at most %d", cells, idle, limit)
		}
	}
	big := NewPainter(c, Xterm, Size{MaxWidth, MaxHeight}, false) // one is always granted
	big.Frame(view("x", 0, 0))
	if cells, _ := c.held(); cells != MaxWidth*MaxHeight {
		t.Errorf("%d cells", cells)
	}
}

func TestCacheKeepsAndForgets(t *testing.T) {
	c := NewCache(2 * 80 * 24)
	sh := shape{Size: normal, kind: Xterm}
	a, b, other := c.enrol(), c.enrol(), c.enrol()
	sa, _ := c.borrow(a, sh)
	sb, _ := c.borrow(b, sh)
	c.giveBack(sa, a)
	c.giveBack(sb, b)
	if s, kept := c.borrow(a, sh); s != sa || !kept {
		t.Error("a's own was not kept")
	}
	c.giveBack(sa, a)
	c.forget(a) // used last, but nobody's now
	if s, kept := c.borrow(other, sh); s != sa || kept {
		t.Error("the forgotten one is not the first to go")
	}
	if s, kept := c.borrow(b, sh); s != sb || !kept {
		t.Error("b's own was not kept")
	}
	c.discard(sa)
	c.discard(sb)
	if cells, _ := c.held(); cells != 0 {
		t.Errorf("%d cells", cells)
	}
}

// TestManySessions has more sessions drawing at once than fit the cache. Each
// gets the bytes that it would get alone.
func TestManySessions(t *testing.T) {
	size := Size{40, 10}
	shared := NewCache(3 * size.Width * size.Height)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			alone := NewPainter(NewCache(0), Xterm, size, false)
			p := NewPainter(shared, Xterm, size, false)
			defer p.Close()
			f := newFrames(uint64(i), size)
			for range 40 {
				v := f.next()
				if a, b := alone.Frame(v), p.Frame(v); string(a) != string(b) {
					t.Errorf("alone %q\nshared %q", a, b)
					return
				}
			}
		})
	}
	all.Wait()
	if cells, idle := shared.held(); cells != idle || cells > shared.limit {
		t.Errorf("%d cells, %d idle", cells, idle)
	}
}

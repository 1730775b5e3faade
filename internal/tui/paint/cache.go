package paint

import (
	"slices"
	"sync"
)

// DefaultCells is a good size for a cache: renderers for some forty windows of
// 80x24, in about 20 MB.
const DefaultCells = 80_000

// Cache holds the renderers that all sessions share. A session whose last
// renderer is still there draws with it; one that has lost it borrows another,
// which costs some time and no byte on the line.
//
// All its methods are safe for concurrent use.
type Cache struct {
	limit int

	mu    sync.Mutex // guards all below
	back  *sync.Cond // a surface was given back, or its cells
	cells int        // of all surfaces, idle and lent
	idle  []*surface // least recently used first
	last  uint64     // owner that was handed out last
}

// NewCache makes a cache whose renderers cover at most that many cells
// together, idle ones and those at work, at some 230 bytes a cell. One renderer
// of any size is always granted. With as many sessions drawing at once as fill
// the cache, the others wait for their turn; a turn lasts well under a
// millisecond, since nothing is read or written during it.
func NewCache(cells int) *Cache {
	c := &Cache{limit: cells}
	c.back = sync.NewCond(&c.mu)
	return c
}

// enrol hands out the number under which a painter borrows.
func (c *Cache) enrol() uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	return c.last
}

// borrow lends a surface of the shape to the caller alone, until giveBack or
// discard. Kept tells that it still holds the owner's last frame.
func (c *Cache) borrow(owner uint64, sh shape) (s *surface, kept bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		if s := c.take(func(s *surface) bool { return s.owner == owner && s.shape == sh }); s != nil {
			return s, true
		}
		if c.fits(sh) {
			c.cells += sh.cells()
			return newSurface(sh), false
		}
		if s := c.take(func(s *surface) bool { return s.shape == sh }); s != nil {
			return s, false
		}
		if len(c.idle) == 0 {
			c.back.Wait()
			continue
		}
		c.cells -= c.idle[0].cells()
		c.idle = slices.Delete(c.idle, 0, 1)
	}
}

func (c *Cache) fits(sh shape) bool { return c.cells == 0 || c.cells+sh.cells() <= c.limit }

func (c *Cache) take(want func(*surface) bool) *surface {
	i := slices.IndexFunc(c.idle, want)
	if i < 0 {
		return nil
	}
	s := c.idle[i]
	c.idle = slices.Delete(c.idle, i, i+1)
	return s
}

// giveBack returns a surface that holds the owner's last frame.
func (c *Cache) giveBack(s *surface, owner uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s.owner = owner
	c.idle = append(c.idle, s)
	c.back.Broadcast()
}

// discard returns a surface in an unknown state: only its cells are counted as
// free again.
func (c *Cache) discard(s *surface) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cells -= s.cells()
	c.back.Broadcast()
}

// forget lets the owner's surfaces be the first to serve others.
func (c *Cache) forget(owner uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, s := range c.idle {
		if s.owner == owner {
			s.owner = 0
			c.idle = slices.Insert(slices.Delete(c.idle, i, i+1), 0, s)
			return
		}
	}
}

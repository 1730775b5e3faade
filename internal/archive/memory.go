package archive

import (
	"bytes"
	"slices"
	"sync"
)

// Memory is a Keep that lasts as long as the program: for tests, which want no file. It
// has no transactions to go back on; a change that fails leaves it half made.
type Memory struct {
	mu     sync.RWMutex // guards what follows
	keys   [][]byte     // in order, but for jumble
	vals   map[string][]byte
	jumble bool // keys were added at the end
}

var _ Keep = (*Memory)(nil)

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{vals: map[string][]byte{}} }

// View reads; a change waits for it, unlike in a file.
func (m *Memory) View(do func(Reader) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return do(m)
}

// Update writes.
func (m *Memory) Update(do func(Writer) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	defer m.sort()
	return do(m)
}

// Clear takes everything away.
func (m *Memory) Clear() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys, m.vals, m.jumble = nil, map[string][]byte{}, false
	return nil
}

// sort puts the keys in order. Whoever only reads finds them so.
func (m *Memory) sort() {
	if m.jumble {
		slices.SortFunc(m.keys, bytes.Compare)
		m.jumble = false
	}
}

// Get is part of Reader.
func (m *Memory) Get(key []byte) []byte { return m.vals[string(key)] }

// Each is part of Reader.
func (m *Memory) Each(prefix []byte, do func(key, value []byte) bool) {
	m.sort()
	i, _ := slices.BinarySearchFunc(m.keys, prefix, bytes.Compare)
	for ; i < len(m.keys) && bytes.HasPrefix(m.keys[i], prefix); i++ {
		if !do(m.keys[i], m.vals[string(m.keys[i])]) {
			return
		}
	}
}

// Put is part of Writer.
func (m *Memory) Put(key, value []byte) error {
	if _, there := m.vals[string(key)]; !there {
		m.keys, m.jumble = append(m.keys, bytes.Clone(key)), true
	}
	m.vals[string(key)] = value
	return nil
}

// Delete is part of Writer.
func (m *Memory) Delete(key []byte) error {
	m.sort()
	if i, there := slices.BinarySearchFunc(m.keys, key, bytes.Compare); there {
		m.keys = slices.Delete(m.keys, i, i+1)
		delete(m.vals, string(key))
	}
	return nil
}

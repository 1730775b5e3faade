package archive

import (
	"bytes"
	"slices"
	"sync"
)

// Memory is a Keep that lasts as long as the program: for tests, which want no file. It
// has no transactions to go back on; a change that fails leaves it half made.
type Memory struct {
	mu   sync.RWMutex // guards what follows
	keys [][]byte     // in order
	vals map[string][]byte
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
	return do(m)
}

// Clear takes everything away.
func (m *Memory) Clear() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys, m.vals = nil, map[string][]byte{}
	return nil
}

// Get is part of Reader.
func (m *Memory) Get(key []byte) []byte { return m.vals[string(key)] }

// Each is part of Reader.
func (m *Memory) Each(prefix []byte, do func(key, value []byte) bool) {
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
		i, _ := slices.BinarySearchFunc(m.keys, key, bytes.Compare)
		m.keys = slices.Insert(m.keys, i, bytes.Clone(key))
	}
	m.vals[string(key)] = value
	return nil
}

// Delete is part of Writer.
func (m *Memory) Delete(key []byte) error {
	if i, there := slices.BinarySearchFunc(m.keys, key, bytes.Compare); there {
		m.keys = slices.Delete(m.keys, i, i+1)
		delete(m.vals, string(key))
	}
	return nil
}

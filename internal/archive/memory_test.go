package archive

import (
	"bytes"
	"slices"
	"sync"
)

// memory is a Keep for tests: a sorted list of keys.
type memory struct {
	mu   sync.RWMutex
	keys [][]byte
	vals map[string][]byte
}

func newMemory() *memory { return &memory{vals: map[string][]byte{}} }

func (m *memory) View(do func(Reader) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return do(m)
}

func (m *memory) Update(do func(Writer) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return do(m)
}

func (m *memory) Clear() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keys, m.vals = nil, map[string][]byte{}
	return nil
}

func (m *memory) Get(key []byte) []byte { return m.vals[string(key)] }

func (m *memory) Each(prefix []byte, do func(key, value []byte) bool) {
	i, _ := slices.BinarySearchFunc(m.keys, prefix, bytes.Compare)
	for ; i < len(m.keys) && bytes.HasPrefix(m.keys[i], prefix); i++ {
		if !do(m.keys[i], m.vals[string(m.keys[i])]) {
			return
		}
	}
}

func (m *memory) Put(key, value []byte) error {
	if _, there := m.vals[string(key)]; !there {
		i, _ := slices.BinarySearchFunc(m.keys, key, bytes.Compare)
		m.keys = slices.Insert(m.keys, i, bytes.Clone(key))
	}
	m.vals[string(key)] = value
	return nil
}

func (m *memory) Delete(key []byte) error {
	if i, there := slices.BinarySearchFunc(m.keys, key, bytes.Compare); there {
		m.keys = slices.Delete(m.keys, i, i+1)
		delete(m.vals, string(key))
	}
	return nil
}

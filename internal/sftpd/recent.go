package sftpd

import (
	"sync"
	"time"
)

// What was listed is remembered for a moment: a client that copies a folder asks for
// each file in it from the top, several times.
const (
	remembered = 5 * time.Second
	maxRows    = 20_000
)

// recent remembers folders. It is safe for concurrent use.
type recent struct {
	now func() time.Time

	mu    sync.Mutex // guards what follows; not held while the library is asked
	kept  map[string]listed
	rows  int
	drops int // rises when something was forgotten: what was asked for before is not kept
}

type listed struct {
	nodes []node
	at    time.Time
}

// nodes gives a folder, with distinct names, as ask gave it now or a moment ago. Nobody
// may change what it gives.
func (r *recent) nodes(key string, ask func() ([]node, error)) ([]node, error) {
	r.mu.Lock()
	l, ok := r.kept[key]
	drops := r.drops
	r.mu.Unlock()
	if ok && r.now().Sub(l.at) < remembered {
		return l.nodes, nil
	}
	at := r.now()
	nodes, err := ask()
	if err != nil {
		return nil, err
	}
	distinct(nodes)
	r.mu.Lock()
	defer r.mu.Unlock()
	if drops == r.drops {
		r.keep(key, listed{nodes, at})
	}
	return nodes, nil
}

// keep makes room by forgetting everything. The caller holds mu.
func (r *recent) keep(key string, l listed) {
	r.rows += len(l.nodes) - len(r.kept[key].nodes)
	if r.kept == nil || r.rows > maxRows {
		r.kept, r.rows = map[string]listed{}, len(l.nodes)
	}
	r.kept[key] = l
}

// forget has the folder asked for again.
func (r *recent) forget(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rows -= len(r.kept[key].nodes)
	delete(r.kept, key)
	r.drops++
}

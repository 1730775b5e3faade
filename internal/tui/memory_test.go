package tui_test

import (
	"runtime"
	"testing"

	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// TestMemoryOfAnIdleSession is of the screens alone, without renderer and line.
func TestMemoryOfAnIdleSession(t *testing.T) {
	s := newScene(t)
	long := s.thread(100)
	s.indexed() // else the index grows meanwhile
	for _, place := range []screen.Place{screen.Today{}, screen.Boards{}, screen.Topics{Board: "finance"}, screen.Read{Number: long}} {
		const sessions = 50
		var kept []*tuitest.Stage
		before := heap()
		for range sessions {
			st := tuitest.Quiet(t, s.writer, 80, 24)
			st.Open(place)
			kept = append(kept, st)
		}
		each := (heap() - before) / sessions
		if each > 64<<10 {
			t.Errorf("%T: a session holds %d bytes", place, each)
		}
		t.Logf("%T: %d bytes", place, each)
		runtime.KeepAlive(kept)
	}
}

func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

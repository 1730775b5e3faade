package tui_test

import (
	"testing"

	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

func BenchmarkKeys(b *testing.B) {
	s := newScene(b)
	for range 200 {
		s.open("finance", "A title of some length, as titles of topics are", "Text.")
		s.Clock.Advance(60e9)
	}
	long := s.thread(100)
	for _, c := range []struct {
		name  string
		place screen.Place
		keys  []string
	}{
		{"today", screen.Today{}, []string{"j", "k"}},
		{"topics-row", screen.Topics{Board: "finance"}, []string{"j", "k"}},
		{"topics-page", screen.Topics{Board: "finance"}, []string{"space", "b"}},
		{"reader-line", screen.Read{Number: long}, []string{"j", "k"}},
		{"reader-page", screen.Read{Number: long}, []string{"space", "space", "space", "b", "b", "b"}},
		{"reader-ends", screen.Read{Number: long}, []string{"G", "g"}},
		{"open-topic", screen.Topics{Board: "finance"}, []string{"enter", "q"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			st := tuitest.Open(b, s.writer, 80, 24)
			st.Open(c.place)
			i := 0
			for b.Loop() {
				st.Press(c.keys[i%len(c.keys)])
				i++
			}
		})
	}
}

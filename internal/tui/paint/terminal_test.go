package paint

import (
	"math"
	"testing"
)

func TestClamp(t *testing.T) {
	for got, want := range map[Size]Size{
		{0, 0}:                         {80, 24},
		{-1, 40}:                       {80, 40},
		{1, 1}:                         {1, 1},
		{132, 43}:                      {132, 43},
		{math.MaxInt32, math.MaxInt32}: {MaxWidth, MaxHeight},
	} {
		if Clamp(got) != want {
			t.Errorf("%v: %v, want %v", got, Clamp(got), want)
		}
	}
}

func TestKindOf(t *testing.T) {
	for term, want := range map[string]Kind{
		"": Dumb, "dumb": Dumb, "unknown": Dumb, "emacs": Dumb,
		"vt100": VT100, "vt220": VT100, "wyse60": VT100, "../../etc/passwd": VT100, "stop": VT100,
		"linux": Linux, "rxvt": Rxvt, "rxvt-unicode-256color": Rxvt, "cygwin": Rxvt,
		"screen": Screen, "screen-256color": Screen, "screen.xterm-256color": Screen, "tmux-256color": Tmux,
		"xterm": Xterm, "XTERM": Xterm, "xterm-256color": Xterm, "xterm-kitty": Xterm, "alacritty": Xterm,
		"st-256color": Xterm, "something-256color": Xterm, "something-direct": Xterm,
	} {
		if got := KindOf(term); got != want {
			t.Errorf("%q: %v, want %v", term, got, want)
		}
	}
	for k := Dumb; k <= Xterm; k++ {
		if KindOf(k.String()) != k {
			t.Errorf("%v is not found under its own name", k)
		}
	}
}

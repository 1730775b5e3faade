package paint

import (
	"io"
	"strings"
	"time"
)

// The largest window that is drawn. A client may claim any size, up to 2^32
// columns, and each cell costs some 230 bytes while it is drawn.
const (
	MaxWidth  = 250
	MaxHeight = 100
)

// DefaultStall is how long a client may take nothing of what is written to it
// before it is hung up. A full frame is written in pieces of 4 KiB, so that a
// line of 1,200 bit/s is never mistaken for a stuck one.
const DefaultStall = time.Minute

// Size is a terminal's window in columns and rows.
type Size struct{ Width, Height int }

// Clamp gives the size that is drawn for a client's claim: 80 columns or 24
// rows where it claims none, and never more than MaxWidth by MaxHeight.
func Clamp(s Size) Size {
	return Size{Width: clampSide(s.Width, 80, MaxWidth), Height: clampSide(s.Height, 24, MaxHeight)}
}

func clampSide(n, unknown, most int) int {
	if n <= 0 {
		return unknown
	}
	return min(n, most)
}

// Kind is what a terminal understands. The client's TERM is free text and is
// never used for anything but choosing one of these.
type Kind uint8

// The kinds of terminal that are told apart. All but Dumb understand cursor
// movement, inserting and deleting of lines and characters (a VT102 and later).
const (
	Dumb   Kind = iota // lines only: not drawn, see ErrDumb
	VT100              // vt102 to vt420 and every name that is not known: no colours
	Rxvt               // rxvt, and consoles that know less than an xterm
	Linux              // the Linux console
	Screen             // GNU screen
	Tmux               // tmux
	Xterm              // xterm, and those that call themselves like it or are known to be
)

// kinds are the beginnings of the TERM names that are known, the longer before
// the shorter. Many terminals with names of their own draw as xterm does.
var kinds = []struct {
	prefix string
	kind   Kind
}{
	{"dumb", Dumb}, {"unknown", Dumb}, {"emacs", Dumb},
	{"linux", Linux}, {"rxvt", Rxvt}, {"cygwin", Rxvt}, {"ansi", Rxvt},
	{"screen", Screen}, {"tmux", Tmux},
	{"xterm", Xterm}, {"alacritty", Xterm}, {"contour", Xterm}, {"foot", Xterm}, {"ghostty", Xterm},
	{"gnome", Xterm}, {"iterm", Xterm}, {"kitty", Xterm}, {"konsole", Xterm}, {"mintty", Xterm},
	{"ms-terminal", Xterm}, {"nsterm", Xterm}, {"putty", Xterm}, {"rio", Xterm}, {"st-", Xterm},
	{"vte", Xterm}, {"wezterm", Xterm},
}

// KindOf maps a client's TERM to a kind. An empty one is Dumb; a name that is
// not known is a VT100, unless it claims 256 or all colours, which no old
// terminal does.
func KindOf(term string) Kind {
	term = strings.ToLower(term)
	if term == "" {
		return Dumb
	}
	for _, k := range kinds {
		if strings.HasPrefix(term, k.prefix) {
			return k.kind
		}
	}
	if strings.HasSuffix(term, "-256color") || strings.HasSuffix(term, "-direct") {
		return Xterm
	}
	return VT100
}

// String is the kind's own name, fit for a log or for an environment: never
// the client's text.
func (k Kind) String() string {
	switch k {
	case Dumb:
		return "dumb"
	case Rxvt:
		return "rxvt"
	case Linux:
		return "linux"
	case Screen:
		return "screen"
	case Tmux:
		return "tmux"
	case Xterm:
		return "xterm"
	}
	return "vt100"
}

// Colours reports whether the kind shows the 16 ANSI colours.
func (k Kind) Colours() bool { return k > VT100 }

// Copies reports whether the kind takes text for the person's clipboard (OSC
// 52). Whether the person allowed it there cannot be known.
func (k Kind) Copies() bool { return k == Xterm || k == Tmux }

// library is the TERM by which the renderer knows what it may use.
func (k Kind) library() string {
	if k == Rxvt {
		return Linux.String() // the same set, which is less than an xterm's
	}
	return k.String()
}

// alternate reports whether the kind has a second screen, so that what stood
// on the first comes back afterwards.
func (k Kind) alternate() bool { return k != VT100 && k != Linux }

// Terminal is a client's end of the line.
type Terminal struct {
	// In is what the client types. Whoever made the Terminal closes it once Run
	// has returned, which ends the goroutine that reads it.
	In io.Reader

	// Out takes what is drawn. Line feeds come with their carriage return, so
	// that it does not matter whether Out adds one.
	Out io.Writer

	Kind    Kind
	Size    Size // clamped by New
	NoColor bool // the client asked for no colours (NO_COLOR)

	// Reached asks the client for a sign, after all that was written, and returns when
	// it came or never can. It is called by one goroutine at a time, and only while
	// more is drawn than a slow line carries. A nil Reached asks nobody.
	Reached func() error

	// Stall is the longest that a write may take; 0 is DefaultStall.
	Stall time.Duration

	// Hangup closes the connection, not only the session: a write that waits
	// for a client to read ends in no other way. It is called at most once, at
	// the stall limit, from a goroutine of its own. A nil Hangup means that
	// there is no limit.
	Hangup func() error
}

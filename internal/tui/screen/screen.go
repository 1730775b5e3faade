package screen

import (
	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/secretariat"
)

// A Screen is what stands between the heading and the foot line.
type Screen interface {
	// Crumbs say where this is, the widest first: Political, Multilateralism.
	Crumbs() []string
	// Bindings are the keys that this screen has, in the order in which the help
	// lists them. They stay the same while the screen is shown; what changes is
	// whether one is dead.
	Bindings() []Binding
	// Update takes Shown, Changed, Covered and Leaving. Where the screen is Typing
	// it takes the keys that no binding has, and what is pasted, as well.
	Update(msg tea.Msg) tea.Cmd
	// View draws the area of the last Shown.
	View() Drawn
}

// A Typist is a screen into which text is typed. While Typing is true a letter is
// a letter: of the keys only the screen's own bindings are heeded, and the rest of
// them comes to Update.
type Typist interface {
	Screen
	Typing() bool
}

// An Explainer says in a sentence or two what stands here and what its marks mean.
// The help begins with it.
type Explainer interface {
	Screen
	Explain() string
}

// A Follower is a screen that shows what was written over it, at its place or another.
type Follower interface {
	Screen
	// Follow makes the place the one that the next Shown shows, if it belongs to this
	// screen, and says whether it does.
	Follow(Place) bool
}

// Area is the room that a screen has, in columns and rows, each at least 1.
type Area struct{ Width, Height int }

// Wide says whether a list and a text have room side by side.
func (a Area) Wide() bool { return a.Width >= 120 }

// Measure is the longest line of a text on a screen, in columns: a longer one is hard to
// follow.
const Measure = 100

// Point is a place in an Area, from 0 at the top left.
type Point struct{ X, Y int }

// Drawn is what a screen looks like.
type Drawn struct {
	// Lines stand from the top. The root cuts what is too many or too wide, and
	// fills what is missing; a line may be styled by a Theme and by nothing else.
	Lines []string
	// Cursor is where the terminal's own cursor rests.
	Cursor Point
	// Note is shown at the right of the foot line: "1 new in this topic". Empty for none.
	Note string
}

// What Update is told, besides keys and pastes.
type (
	// Shown comes before the first View, when a screen above has gone, and when the
	// window's size has changed, and when other things reach the delegate than before.
	// Again is set in the latter three cases: the screen keeps its place and reads afresh
	// what it shows. What it may not read any more it shows no longer.
	Shown struct {
		Area  Area
		Again bool
	}
	// Changed comes when something may have changed at the office. The screen counts
	// what is new; it does not move what is being read.
	Changed struct {
		What secretariat.Touched // what else need not be read again
	}
	// Covered comes when another screen was put on top.
	Covered struct{}
	// Leaving comes last, when the screen is taken from the stack or the session ends,
	// by whatever cause. Its command has a few seconds to keep what was typed.
	Leaving struct{}
)

package compose

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Compose is the screen.
type Compose struct {
	seat   *screen.Seat
	to     target
	area   screen.Area
	plan   plan
	beside beside // what is answered or edited, to look at

	title, text *widget.Editor
	onTitle     bool // the cursor is in the title
	envelope    envelope

	base    int       // of an edit: the versions seen
	stale   bool      // of an edit: the post was edited since this was begun
	resumed time.Time // when the draft was kept that is gone on with; zero for none

	keeper  keeper
	kept    int    // the state that is kept, or that nobody typed
	waiting bool   // a timer runs
	trouble string // why the draft could not be kept
	parted  string // what became of an earlier state of this, sent from another session
	gone    bool   // the screen is left

	sending bool
	posted  asem.Number // once it is confirmed
	result  string      // what there is to say of it
}

var _ screen.Typist = (*Compose)(nil)

// New opens the composer at a place, with the draft that is kept for it if there is
// one. It refuses whoever may not write there.
func New(seat *screen.Seat, at screen.Write) (screen.Screen, error) {
	to, err := aim(seat.Desk, at)
	if err != nil {
		return nil, err
	}
	draft, there, err := seat.Desk.Draft(at.At)
	if err != nil {
		return nil, err
	}
	c := &Compose{
		seat: seat, to: to, keeper: keeper{desk: seat.Desk},
		title: widget.NewTitleEditor(rule.MaxTitle), text: widget.NewEditor(rule.MaxText),
	}
	if there {
		c.resumed = draft.Saved
	} else {
		draft = to.begun
	}
	c.fill(draft)
	if versions := to.begun.Base; c.base != versions {
		c.base, c.stale = versions, true
	}
	if there || to.answers {
		c.text.End()
	}
	c.onTitle = to.titled && c.title.Text() == ""
	return c, nil
}

// fill puts a draft in, as it is kept.
func (c *Compose) fill(draft secretariat.Draft) {
	c.title.Set(draft.Title)
	c.text.Set(draft.Text)
	c.envelope.set(draft.Envelope)
	c.base, c.kept, c.parted = draft.Base, c.state(), ""
	c.keeper.begin(draft.Token, c.kept)
}

// Crumbs name what is written under its board.
func (c *Compose) Crumbs() []string {
	return c.to.crumbs
}

// Typing is always so: what is looked at beside the text takes its keys here too.
func (c *Compose) Typing() bool { return true }

// editor is the one with the cursor.
func (c *Compose) editor() *widget.Editor {
	if c.onTitle {
		return c.title
	}
	return c.text
}

// Update takes what is typed, and keeps it.
func (c *Compose) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		c.area = msg.Area
		if c.posted != 0 {
			return c.arrive()
		}
		if msg.Again {
			c.reread()
		}
		c.layOut()
		return c.begin(msg.Again)
	case screen.Covered:
		c.beside.forget()
		return c.keep(nothing)
	case screen.Leaving:
		c.gone = true
		if c.posted != 0 {
			return nil
		}
		return c.keep(nothing)
	case tea.KeyPressMsg:
		return c.typed(tea.Key(msg))
	case tea.PasteMsg:
		return c.insert(msg.Content)
	}
	return nil
}

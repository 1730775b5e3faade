package tui

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
)

// Options are what a session may differ in. The zero value is the usual.
type Options struct {
	// Begin is opened on top of Today; nil for Today itself.
	Begin screen.Place
	// KeepAfter is how long after the first change that is not kept what is typed is
	// kept as a draft; 0 for 5 s.
	KeepAfter time.Duration
}

// keepAfter is the usual.
const keepAfter = 5 * time.Second

// Root is the model of one session. It belongs to the program that runs it.
type Root struct {
	seat   screen.Seat
	begin  screen.Place
	colour bool // what the terminal shows

	width, height int
	stack         []screen.Screen // the last one is shown; empty before the first size
	me            roster.Delegate
	waiting       map[secretariat.Kind]int // what is new to the delegate
	open          int                      // notices that the delegate is to acknowledge
	flash         secretariat.NoticeView   // that stands over all screens until it is read; none without number
	rung          map[asem.Number]int      // the version of each flash for which the bell was rung

	barred   string // why the delegate may see nothing at all; empty for one who may
	notice   string // a sentence until the next key
	question *question
	prompt   *prompt
	farewell string
	left     bool // the screens were told Leaving
}

var (
	_ tea.Model        = (*Root)(nil)
	_ screen.Navigator = (*Root)(nil)
)

// New makes the root for a desk. It reads nothing until the program runs.
func New(desk *secretariat.Desk, opts Options) *Root {
	r := &Root{begin: opts.Begin, waiting: map[secretariat.Kind]int{}}
	r.seat = screen.Seat{Desk: desk, Nav: r, KeepAfter: cmp.Or(opts.KeepAfter, keepAfter)}
	return r
}

// Farewell is what is left to be said when the program has ended: a sentence with
// its newline, or nothing.
func (r *Root) Farewell() string {
	if r.farewell == "" {
		return ""
	}
	return r.farewell + "\n"
}

// Init does nothing: the first size begins the session.
func (r *Root) Init() tea.Cmd { return nil }

// Update takes one message. It returns the root itself.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return r, r.update(msg)
}

func (r *Root) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		r.colour = msg.Profile >= colorprofile.ANSI
		r.Refresh()
	case tea.WindowSizeMsg:
		return r.resize(msg)
	case tea.KeyPressMsg:
		return r.key(msg)
	case tea.PasteMsg:
		return r.paste(msg)
	case screen.Done:
		return msg.Then()
	case screen.Later:
		return tea.Tick(msg.Wait, func(time.Time) tea.Msg { return screen.Done{Then: msg.Then} })
	case Alarm:
		r.Fail(r.lookForFlash())
		return r.ring()
	case screen.Changed:
		return r.changed(msg)
	case paint.MissedMsg:
		return r.changed(screen.Changed{What: secretariat.Everything})
	case paint.PasteCutMsg:
		r.Say("What was pasted is longer than can be taken; its end is missing.")
		return r.tell(msg)
	case paint.HangupMsg:
		return r.leave()
	case Farewell:
		r.farewell = msg.Sentence
		return tea.Sequence(r.leave(), tea.Quit)
	default:
		return r.tell(msg)
	}
	return nil
}

// resize begins the session at the first size, and tells the screen of later ones.
func (r *Root) resize(size tea.WindowSizeMsg) tea.Cmd {
	r.width, r.height = size.Width, size.Height
	if len(r.stack) > 0 {
		if r.small() {
			return nil // what nobody sees must not count as shown
		}
		return r.Again()
	}
	r.Refresh()
	cmd := r.Open(screen.Today{})
	if r.begin != nil {
		cmd = tea.Batch(cmd, r.Open(r.begin))
	}
	return tea.Batch(cmd, r.alert())
}

// area is the room between heading and foot line. A window too small to be drawn
// still gives a screen one row and column, so that no screen meets less.
func (r *Root) area() screen.Area {
	return screen.Area{Width: max(r.width, 1), Height: max(r.height-2, 1)}
}

// top is the screen that is shown; nil before the first.
func (r *Root) top() screen.Screen {
	if len(r.stack) == 0 {
		return nil
	}
	return r.stack[len(r.stack)-1]
}

// tell hands a message to the screen that is shown.
func (r *Root) tell(msg tea.Msg) tea.Cmd {
	if top := r.top(); top != nil {
		return top.Update(msg)
	}
	return nil
}

// leave tells every screen once that the session ends.
func (r *Root) leave() tea.Cmd {
	if r.left {
		return nil
	}
	r.left = true
	cmds := make([]tea.Cmd, 0, len(r.stack))
	for _, s := range r.stack {
		cmds = append(cmds, s.Update(screen.Leaving{}))
	}
	return tea.Batch(cmds...)
}

// Refresh reads afresh who sits here, how much waits, and the preferences.
func (r *Root) Refresh() { r.refresh(secretariat.Everything) }

// refresh is Refresh after a change that touched so much.
func (r *Root) refresh(t secretariat.Touched) {
	desk := r.seat.Desk
	var err error
	r.me, err = desk.Identity()
	r.barred = fault.Sentence(err)
	if err != nil {
		r.Fail(err)
		return
	}
	r.Fail(desk.Recount(t, r.waiting))
	if t.Has(secretariat.KindNotice) {
		r.Fail(r.lookForFlash())
	}
	prefs, err := desk.Preferences()
	if err != nil {
		r.Fail(err)
	}
	r.seat.Zone = desk.Zone()
	r.seat.Theme = screen.Theme{Colour: r.colour && !prefs.NoColour}
}

// Say shows a sentence until the next key.
func (r *Root) Say(sentence string) { r.notice = sentence }

// Fail shows an error's sentence until the next key.
func (r *Root) Fail(err error) {
	if err != nil {
		r.notice = fault.Sentence(err)
	}
}

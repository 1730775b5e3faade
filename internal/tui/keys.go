package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/tui/screen"
)

// key finds out for whom a key is: the question or prompt that is open, the
// screen's bindings, the text being typed, the root's own bindings.
func (r *Root) key(k tea.KeyPressMsg) tea.Cmd {
	r.notice = ""
	switch {
	case r.small():
		return r.unseen(k)
	case r.question != nil:
		return r.answer(k)
	case r.prompt != nil:
		return r.typed(k)
	case r.top() == nil:
		return nil
	}
	stroke := screen.Stroke(k.String())
	top := r.top()
	if b, ok := find(top.Bindings(), stroke); ok {
		return r.press(b)
	}
	if t, typing := r.typist(); typing {
		return t.Update(k)
	}
	if b, ok := find(r.bindings(), stroke); ok {
		return r.press(b)
	}
	r.Say(nothing(string(stroke)))
	return nil
}

// unseen takes a key in a window in which nothing can be seen. It leaves, without a
// question, by ^C; by q as well where nothing is being typed. Where text is being
// typed it goes on: a window may shrink under the fingers. Nothing else is done, for
// nobody would see what it asks.
func (r *Root) unseen(k tea.KeyPressMsg) tea.Cmd {
	stroke := screen.Stroke(k.String())
	typist, typing := r.typist()
	switch {
	case stroke == "ctrl+c", stroke == "q" && !typing && r.prompt == nil:
		return tea.Sequence(r.leave(), tea.Quit)
	case r.question != nil:
		return nil
	case r.prompt != nil:
		r.prompt.input.Key(tea.Key(k))
		return nil
	case typing && k.Text != "":
		return typist.Update(k)
	case typing && (stroke == "enter" || stroke == "backspace"):
		if b, ok := find(typist.Bindings(), stroke); ok {
			return r.press(b)
		}
	}
	return nil
}

// typist is the screen that is shown where text is being typed into it.
func (r *Root) typist() (screen.Typist, bool) {
	t, ok := r.top().(screen.Typist)
	return t, ok && t.Typing()
}

func find(bindings []screen.Binding, stroke screen.Stroke) (screen.Binding, bool) {
	for _, b := range bindings {
		if b.Has(stroke) {
			return b, true
		}
	}
	return screen.Binding{}, false
}

// press does what a binding does, or says why it does not.
func (r *Root) press(b screen.Binding) tea.Cmd {
	if why := b.Why(); why != "" {
		r.Say(why)
		return nil
	}
	return b.Do()
}

// bindings are the keys that every screen has unless it has them itself.
func (r *Root) bindings() []screen.Binding {
	return []screen.Binding{
		{Key: screen.Keys("go back; at the top, ask whether to leave", "q", "esc", "h", "left"), Foot: "back", Do: r.Back},
		{Key: screen.Keys("go to what is unread next, anywhere", "tab"), Foot: "next unread", Do: func() tea.Cmd { return screen.OpenNextNew(&r.seat, 0) }},
		{Key: screen.Keys("go to what falls due next", "."), Do: func() tea.Cmd { return screen.OpenNextDue(&r.seat) }},
		{Key: screen.Keys("go to anything by name or number", ":"), Foot: "go to", Do: r.promptGoto},
		{Key: screen.Keys("explain the keys of this place", "?"), Foot: "help", Do: func() tea.Cmd { return r.Open(screen.Help{}) }},
		{Key: screen.Keys("read this place afresh", "ctrl+r"), Do: r.afresh},
		{Key: screen.Keys("ask whether to leave", "ctrl+c"), Do: r.quit},
		{Key: screen.Keys("draw the screen anew", "ctrl+l"), Do: func() tea.Cmd { return nil }}, // paint has done it already
	}
}

func (r *Root) afresh() tea.Cmd {
	r.Refresh()
	return r.Again()
}

func (r *Root) quit() tea.Cmd {
	r.Ask("Leave the secretariat?", func() tea.Cmd { return tea.Sequence(r.leave(), tea.Quit) })
	return nil
}

// nothing says why a key does nothing: what it needs, if it does something elsewhere.
func nothing(key string) string {
	if why, ok := elsewhere[key]; ok {
		return why
	}
	return fmt.Sprintf("%s does nothing here; ? shows the keys.", screen.KeyName(key))
}

// elsewhere are the keys that mean the same wherever they mean anything.
var elsewhere = map[string]string{
	"w": "w writes in a list: open a board, the notices, letters or documents first.",
	"r": "r replies to a post: open one first.",
	"R": "R replies quoting a post: open one first.",
	"e": "e edits a post of your own: open it first.",
	"v": "v shows the versions of a post: open one first.",
	"~": "~ shows the versions of a post: open one first.",
	"u": "u marks something as unread: open it first.",
	"y": "y copies a post: open one first.",
	"c": "c marks all of a board as read: go to the boards first.",
	"C": "C takes a catching up back: go to the boards first.",
	"a": "Nothing here asks to be acknowledged.",
	"_": "_ pins a topic: choose one first.",
	"L": "L locks a topic: choose one first.",
	"M": "M moves a topic to another board: choose one first.",
	"H": "H hides a post: open it first.",
	"/": "/ finds words in a text: open one first.",
	"n": "n goes to the next match: find something first, with /.",
	"N": "N goes to the match before: find something first, with /.",
}

package compose

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Bindings send, leave, and edit.
func (c *Compose) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("send it; asks first", "ctrl+x"), Foot: c.to.sends, Dead: c.busy, Do: c.ask},
		{Key: screen.Keys("keep it as a draft and go back", "esc", "ctrl+c"), Foot: "keep, back", Dead: c.busy, Do: c.leave},
	}
	if c.to.titled {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("from title to text, and back", "ctrl+t", "shift+tab"), Foot: "title/text", Dead: c.busy, Do: c.cross})
	}
	if len(c.to.fields) > 0 {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("go through the envelope: whom it goes to, and what else there is to say of it; there Up and Down go from field to field, and Esc leaves it", "ctrl+e"), Foot: "envelope", Dead: c.mayNotType, Do: c.address})
	}
	if c.to.about != nil {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("look at what this is about, and back to the text", "ctrl+o"), Foot: c.to.beside, Dead: c.busy, Do: c.look})
	}
	if c.to.answers {
		bindings = append(bindings, screen.Binding{Key: screen.Keys("quote what is answered", "ctrl+p"), Foot: "quote", Dead: c.mayNotType, Do: c.quote})
	}
	bindings = append(bindings, screen.Binding{Key: screen.Keys("explain the keys", "ctrl+g", "f1"), Foot: "keys", Do: func() tea.Cmd { return c.seat.Nav.Open(screen.Help{}) }})
	for _, k := range widget.EditorKeys() {
		b := screen.Binding{Key: k.Key, Dead: c.busy, Do: func() tea.Cmd { return c.press(k) }}
		switch {
		case b.Has("ctrl+z"):
			b.Foot = "undo"
		case b.Has("ctrl+e") && len(c.to.fields) > 0: // the envelope has it
			b.Key = screen.Keys(b.Does(), "end")
		}
		bindings = append(bindings, b)
	}
	return bindings
}

// busy says why nothing can be done now.
func (c *Compose) busy() string {
	if c.sending {
		return "It is being sent; one moment."
	}
	return ""
}

// mayNotType says why nothing can be typed now.
func (c *Compose) mayNotType() string {
	if c.beside.reading {
		return "^O goes back to what you write."
	}
	return c.busy()
}

// leave goes back once the draft is kept. Where it cannot be kept the delegate
// decides.
func (c *Compose) leave() tea.Cmd {
	if c.beside.reading {
		return c.look()
	}
	changed := c.unkept()
	return c.keep(func(err error) tea.Cmd {
		switch {
		case !c.seat.Nav.Top(c):
			return nil
		case err != nil:
			c.seat.Nav.AskFirmly("The draft cannot be kept. Leave all the same, and lose it?", c.seat.Nav.Back)
			return nil
		}
		cmd := c.seat.Nav.Back()
		if changed && !c.draft().Empty() {
			c.seat.Nav.Say("Kept as a draft; Today lists it.")
		}
		return cmd
	})
}

// cross goes from the title to the text or back.
func (c *Compose) cross() tea.Cmd {
	if why := c.mayNotType(); why != "" {
		c.seat.Nav.Say(why)
		return nil
	}
	c.onTitle = !c.onTitle
	return nil
}

// press does what an editor's key does. At the edge of the title the text begins.
func (c *Compose) press(k widget.EditorKey) tea.Cmd {
	if c.beside.reading {
		return c.scroll(k.Key.Keys()[0])
	}
	if k.Do(c.editor()) {
		return c.touched()
	}
	switch key := k.Key.Keys()[0]; {
	case c.onTitle && slices.Contains([]string{"enter", "tab", "down", "pgdown"}, key),
		!c.onTitle && c.to.titled && slices.Contains([]string{"up", "pgup"}, key):
		return c.cross()
	case key == "enter" || key == "tab":
		c.seat.Nav.Say(full(c.onTitle))
	}
	return nil
}

// typed takes a key that no binding has.
func (c *Compose) typed(k tea.Key) tea.Cmd {
	if k.Text == "" {
		c.seat.Nav.Say(fmt.Sprintf("%s does nothing here; ^G explains the keys.", screen.KeyName(k.String())))
		return nil
	}
	return c.insert(k.Text)
}

// insert puts text at the cursor, as far as there is room for it.
func (c *Compose) insert(text string) tea.Cmd {
	if why := c.mayNotType(); why != "" {
		c.seat.Nav.Say(why)
		return nil
	}
	if !c.editor().Insert(text) {
		c.seat.Nav.Say(full(c.onTitle))
	}
	return c.touched()
}

// full says that a bound is reached.
func full(title bool) string {
	if title {
		return fmt.Sprintf("A title has %d characters at most: say the rest in the text.", rule.MaxTitle)
	}
	return fmt.Sprintf("A text has %d KiB at most: send this one, and say the rest in a reply to it.", rule.MaxText>>10)
}

package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// A Binding is a key as data: foot line, help and manual are made from it.
type Binding struct {
	Keys []string       // as Bubble Tea names them: "j", "down", "space", "ctrl+s"
	Does string         // in words, for the help: "open the topic"
	Foot string         // in a word, for the foot line; empty keeps it out of there
	Dead func() string  // why it does nothing now, a sentence; empty if it does. nil: never dead
	Do   func() tea.Cmd // what it does; called only where Dead is empty
}

// Has says whether the binding is on this key.
func (b Binding) Has(key string) bool {
	for _, k := range b.Keys {
		if k == key {
			return true
		}
	}
	return false
}

// Unless gives a word for the foot line unless its key is dead for the whole of a
// place, wherever the cursor stands.
func Unless(dead bool, word string) string {
	if dead {
		return ""
	}
	return word
}

// Why says why the binding is dead now; empty if it is not.
func (b Binding) Why() string {
	if b.Dead == nil {
		return ""
	}
	return b.Dead()
}

// Label writes the keys as people know them: "j or Down".
func (b Binding) Label() string {
	words := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		words[i] = KeyName(k)
	}
	if len(words) > 2 {
		return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
	}
	return strings.Join(words, " or ")
}

// KeyName writes one key as it stands on a keyboard.
func KeyName(key string) string {
	if name, ok := names[key]; ok {
		return name
	}
	if rest, ok := strings.CutPrefix(key, "ctrl+"); ok {
		if len(rest) == 1 {
			return "^" + strings.ToUpper(rest)
		}
		return "Ctrl-" + KeyName(rest)
	}
	if rest, ok := strings.CutPrefix(key, "alt+"); ok {
		return "Alt-" + KeyName(rest)
	}
	if number, ok := strings.CutPrefix(key, "f"); ok && number != "" {
		return "F" + number
	}
	return key
}

var names = map[string]string{
	"up": "Up", "down": "Down", "left": "Left", "right": "Right",
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "shift+tab": "Shift-Tab", "space": "Space",
	"home": "Home", "end": "End", "pgup": "PgUp", "pgdown": "PgDn",
	"backspace": "Backspace", "delete": "Del",
}

package screen

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// A Binding is a key as data: foot line, help and manual are made from it.
type Binding struct {
	Key  key.Binding    // the keys, and what they do in words for the help; see Keys
	Foot string         // in a word, for the foot line; empty keeps it out of there
	Dead func() string  // why it does nothing now, a sentence; empty if it does. nil: never dead
	Do   func() tea.Cmd // what it does; called only where Dead is empty
}

// Keys binds keys, as Bubble Tea names them ("j", "down", "space", "ctrl+s"), to what
// they do, in words: "open the topic". The label for the help is made when it is
// asked for: bindings are made anew with every key that is pressed.
func Keys(does string, keys ...string) key.Binding {
	var b key.Binding
	b.SetKeys(keys...)
	b.SetHelp("", does)
	return b
}

// A Stroke is the name of a key that was pressed.
type Stroke string

// String is the name.
func (s Stroke) String() string { return string(s) }

// Has says whether the binding is on this key.
func (b Binding) Has(s Stroke) bool { return key.Matches(s, b.Key) }

// First is the key that stands for the binding in the foot line.
func (b Binding) First() Stroke { return Stroke(b.Key.Keys()[0]) }

// Does says in words what the keys do.
func (b Binding) Does() string { return b.Key.Help().Desc }

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

// Label writes the keys as people know them: "j or Down". A label that the binding
// brings along is taken as it is.
func (b Binding) Label() string {
	if label := b.Key.Help().Key; label != "" {
		return label
	}
	keys := b.Key.Keys()
	words := make([]string, len(keys))
	for i, k := range keys {
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

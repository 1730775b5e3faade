package sshd

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	gossh "golang.org/x/crypto/ssh"
)

// The payloads of session requests. Source: RFC 4254, sections 6.2 to 6.7.
type (
	ptyPayload struct {
		Term          string
		Columns, Rows uint32
		Width, Height uint32
		Modes         string
	}
	windowPayload struct {
		Columns, Rows uint32
		Width, Height uint32
	}
	envPayload   struct{ Name, Value string }
	startPayload struct{ Value string } // exec's command line, subsystem's name
)

// A Window is the size of a person's terminal, in character cells: at least
// 1 x 1 and at most 250 x 100, whatever the client claims.
type Window struct {
	Columns, Rows int
}

// clampedWindow is the size we are willing to draw. Every cell costs memory in
// the renderers, so a client must not choose it freely.
func clampedWindow(columns, rows uint32) Window {
	return Window{
		Columns: clamped(columns, usualColumns, maxColumns),
		Rows:    clamped(rows, usualRows, maxRows),
	}
}

func clamped(value uint32, usual, most int) int {
	if value == 0 {
		return usual
	}
	return int(min(value, uint32(most)))
}

// parsePty reads a pty request. The terminal modes are dropped: there is no
// terminal driver on this side for them to set.
func parsePty(payload []byte) (term string, window Window, ok bool) {
	var p ptyPayload
	if gossh.Unmarshal(payload, &p) != nil {
		return "", Window{}, false
	}
	return plainTerm(p.Term), clampedWindow(p.Columns, p.Rows), true
}

// marshalPty is the pty request that the library is given instead.
func marshalPty(term string, window Window) []byte {
	return gossh.Marshal(&ptyPayload{Term: term, Columns: uint32(window.Columns), Rows: uint32(window.Rows)})
}

// plainTerm is a terminal name, or "dumb" for what cannot be one.
func plainTerm(term string) string {
	if term == "" || len(term) > maxTerm || strings.ContainsFunc(term, notInTerm) {
		return "dumb"
	}
	return term
}

func notInTerm(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-+._", r)
}

func parseWindow(payload []byte) (Window, bool) {
	var p windowPayload
	if gossh.Unmarshal(payload, &p) != nil {
		return Window{}, false
	}
	return clampedWindow(p.Columns, p.Rows), true
}

// parseEnv reads an environment request; ok means that the variable is one of
// the few that mean something here, and short and printable.
func parseEnv(payload []byte) (name, value string, ok bool) {
	var p envPayload
	if gossh.Unmarshal(payload, &p) != nil || !welcomeVariable(p.Name) || !printable(p.Value) {
		return "", "", false
	}
	return p.Name, p.Value, true
}

func welcomeVariable(name string) bool {
	if category, ok := strings.CutPrefix(name, "LC_"); ok {
		return len(name) <= maxTerm && category != "" && !strings.ContainsFunc(category, notInCategory)
	}
	return slices.Contains([]string{"LANG", "TZ", "NO_COLOR", "ACCESSIBLE", "COLORTERM"}, name)
}

func notInCategory(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' }

func printable(value string) bool {
	return len(value) <= maxVariable && utf8.ValidString(value) &&
		!strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsPrint(r) })
}

func parseStart(payload []byte) (value string, ok bool) {
	var p startPayload
	if gossh.Unmarshal(payload, &p) != nil {
		return "", false
	}
	return p.Value, true
}

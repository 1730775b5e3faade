package keyring

import (
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// MaxLine bounds a line in bytes: an RSA key of 16,384 bits takes 2,800.
const MaxLine = 8 << 10

// A name and a mission share the rows of lists with much else.
const (
	maxName    = 80 // columns
	maxMission = 40
)

const byteOrderMark = "\uFEFF"

func lineTooLong(n int) *fault.Error {
	return fault.New(fault.Usage, "The line has %d bytes; %d is the most that is taken.", n, MaxLine).
		Then("Shorten its name and comment, or use a smaller key.")
}

// parseLine reads one line of a partner's file. An empty line or a comment gives
// neither a line nor a fault.
func parseLine(partner asem.Code, text string) (*roster.Line, *fault.Error) {
	if len(text) > MaxLine {
		return nil, lineTooLong(len(text))
	}
	if err := plain.Check("line", text, MaxLine); err != nil {
		return nil, asFault(err)
	}
	text = strings.Trim(text, " \t\r")
	if text == "" || text[0] == '#' {
		return nil, nil
	}
	key, options, f := parseKey(text)
	if f != nil {
		return nil, f
	}
	line := &roster.Line{Partner: partner, Fingerprint: key.fingerprint, Key: key.wire, Comment: key.comment}
	if f := name(line, options); f != nil {
		return nil, f
	}
	return line, nil
}

// name fills in who the key's delegate is.
func name(line *roster.Line, options []string) *fault.Error {
	values, f := split(options)
	if f != nil {
		return f
	}
	login, given := values["delegate"]
	if !given {
		return fault.New(fault.Usage, "The line names no delegate.").
			Then(`Begin it with delegate="first.last" and a blank.`)
	}
	var err error
	if line.Login, err = asem.ParseLogin(login); err != nil {
		return fault.New(fault.Usage, "The delegate %v.", err)
	}
	if line.Name, f = words("name", values["name"], maxName); f != nil {
		return f
	}
	if line.Name == "" {
		line.Name = nameOf(line.Login)
	}
	if line.Mission, f = words("mission", values["mission"], maxMission); f != nil {
		return f
	}
	line.Roles, f = roles(values["roles"])
	return f
}

// split reads options: each of those known, at most once, with a value.
func split(options []string) (map[string]string, *fault.Error) {
	values := map[string]string{}
	for _, option := range options {
		key, value, _ := strings.Cut(option, "=")
		key = strings.ToLower(key)
		if !slices.Contains([]string{"delegate", "name", "mission", "roles"}, key) {
			return nil, fault.New(fault.Usage, "The option %q is not supported.", plain.Cut(key, 40)).
				Then("Known are delegate, name, mission and roles; options of sshd such as command= or from= mean nothing here. Remove it.")
		}
		if _, twice := values[key]; twice {
			return nil, fault.New(fault.Usage, "The option %s stands twice.", key).Then("Keep one.")
		}
		if len(value) < 2 || value[0] != '"' || value[len(value)-1] != '"' {
			return nil, fault.New(fault.Usage, "The option %s has no value in quotation marks.", key).
				Then(`Write %s="..." and a comma or a blank.`, key)
		}
		values[key] = strings.ReplaceAll(value[1:len(value)-1], `\"`, `"`)
	}
	return values, nil
}

// words cleans a name or a mission. One that has nothing to be seen is empty.
func words(option, value string, most int) (string, *fault.Error) {
	value = plain.Line(value)
	if plain.Blank(value) {
		return "", nil
	}
	if w := plain.Width(value); w > most {
		return "", fault.New(fault.Usage, "The %s is %d columns wide; %d is the most that is taken.", option, w, most).Then("Shorten it.")
	}
	return value, nil
}

// nameOf makes a name for somebody whose line gives none: first.last is First Last.
func nameOf(login asem.Login) string {
	name := []byte(strings.ReplaceAll(string(login), ".", " "))
	for i, b := range name {
		if b >= 'a' && b <= 'z' && (i == 0 || name[i-1] == ' ' || name[i-1] == '-') {
			name[i] = b - 'a' + 'A'
		}
	}
	return string(name)
}

// roles reads words separated by blanks or commas, in any order; none at all is
// the role of delegate.
func roles(value string) ([]roster.Role, *fault.Error) {
	var held []roster.Role
	for _, word := range strings.FieldsFunc(plain.Line(value), func(r rune) bool { return r == ' ' || r == ',' }) {
		role, err := roster.ParseRole(word)
		if err != nil {
			return nil, fault.New(fault.Usage, "The role %v.", err)
		}
		if !slices.Contains(held, role) {
			held = append(held, role)
		}
	}
	if len(held) == 0 {
		held = append(held, roster.Role{Name: roster.Ordinary})
	}
	slices.SortFunc(held, func(a, b roster.Role) int { return strings.Compare(a.String(), b.String()) })
	return held, nil
}

package keyring

import (
	"fmt"
	"path/filepath"
	"slices"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// A place is where a line stands.
type place struct {
	file string
	line int
}

func (p place) String() string { return fmt.Sprintf("%s:%d", filepath.Base(p.file), p.line) }

// A person is a delegate as the first good line names them.
type person struct {
	said roster.Line
	at   place
	keys int
}

// contradicts compares a line with those before it.
func (r *reader) contradicts(line roster.Line) *fault.Error {
	if at, known := r.keys[line.Fingerprint]; known {
		return fault.New(fault.Conflict, "This key stands already at %s.", at).
			Then("A key belongs to one delegate, on one line: remove this one.")
	}
	p, known := r.people[line.Login]
	if !known {
		return nil
	}
	switch said := p.said; {
	case said.Partner != line.Partner:
		return fault.New(fault.Conflict, "The delegate %s is accredited by %s at %s.", line.Login, said.Partner, p.at).
			Then("A delegate has one partner: choose another login, or remove one of the two.")
	case said.Name != line.Name:
		return differs(line, "name", said.Name, p.at)
	case said.Mission != line.Mission:
		return differs(line, "mission", said.Mission, p.at)
	case !slices.Equal(said.Roles, line.Roles):
		return differs(line, "list of roles", roster.Delegate{Roles: said.Roles}.RoleList(), p.at)
	case p.keys >= roster.MaxCredentials:
		return fault.New(fault.Usage, "The delegate %s has %d keys already; no more are taken.", line.Login, p.keys).
			Then("Remove one that is not used.")
	}
	return nil
}

func differs(line roster.Line, option, said string, at place) *fault.Error {
	return fault.New(fault.Conflict, "Of delegate %s this line says another %s than %s, which says %q.", line.Login, option, at, said).
		Then("Give all lines of a delegate the same name, mission and roles.")
}

func (r *reader) remember(at place, line roster.Line) {
	r.keys[line.Fingerprint] = at
	p, known := r.people[line.Login]
	if !known {
		p = person{said: line, at: at}
	}
	p.keys++
	r.people[line.Login] = p
}

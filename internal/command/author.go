package command

import (
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// authorName is the author for programs: a login, or of something imported the
// name with the address behind it.
func authorName(a roster.Author) string {
	switch {
	case a.Login != "":
		return string(a.Login)
	case a.Address == "":
		return plain.Line(a.Name)
	case a.Name == "" || a.Name == a.Address:
		return plain.Line(a.Address)
	}
	return plain.Line(a.Name + " <" + a.Address + ">")
}

// authorCell is the author for a column: FI first.last, or the external name.
func authorCell(a roster.Author) string {
	switch {
	case a.Login != "":
		return string(a.Partner) + " " + string(a.Login)
	case a.Name != "":
		return a.Name
	}
	return a.Address
}

// authorInFull is the author for a line: FI first.last, First Last, Brussels.
func authorInFull(a roster.Author) string {
	if a.Login == "" {
		return authorName(a)
	}
	facts := []string{authorCell(a)}
	for _, more := range []string{a.Name, a.Mission} {
		if more != "" {
			facts = append(facts, plain.Line(more))
		}
	}
	return strings.Join(facts, ", ")
}

// titled is a number with the title behind it.
func titled(n asem.Number, title string) string { return n.String() + " " + plain.Line(title) }

// count writes "1 post" and "2 posts".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

package secretariat

import (
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// Narrowed reads which documents are to be listed, as it is typed on a screen: a series,
// a pillar or across, a year, new, and a meeting in quotation marks, in any order. ToMe
// stays as it is. Nothing typed is all of them.
func (c DocumentScope) Narrowed(text string) (DocumentScope, error) {
	to := DocumentScope{ToMe: c.ToMe}
	if before, rest, quoted := strings.Cut(text, `"`); quoted {
		meeting, after, closed := strings.Cut(rest, `"`)
		if !closed {
			return c, fault.New(fault.Usage, "The name of the meeting has no end.").Then(`Write " behind it.`)
		}
		to.Meeting, text = strings.TrimSpace(meeting), before+" "+after
	}
	for _, word := range strings.Fields(text) {
		if err := to.take(word); err != nil {
			return c, err
		}
	}
	return to, nil
}

func (c *DocumentScope) take(word string) error {
	lower := strings.ToLower(word)
	year, err := strconv.Atoi(word)
	switch p := asem.Pillar(lower); {
	case err == nil && len(word) == 4:
		c.Year = year
	case lower == "new":
		c.New = true
	case lower == "across":
		c.NoPillar = true
	case p == asem.Political, p == asem.Economic, p == asem.SocialCultural:
		c.Pillar = p
	default:
		series, err := asem.ParseSeries(word)
		if err != nil {
			return fault.New(fault.Usage, "%q is neither a series nor a pillar nor a year.", plain.Cut(plain.Line(word), 40)).
				Then(`Write SOM, political, 2026, new, or a meeting in quotation marks.`)
		}
		c.Series = series
	}
	return nil
}

// String is the scope as Narrowed reads it, without ToMe.
func (c DocumentScope) String() string {
	var words []string
	add := func(word string, is bool) {
		if is {
			words = append(words, word)
		}
	}
	add(string(c.Series), c.Series != "")
	add(string(c.Pillar), c.Pillar != "")
	add("across", c.NoPillar)
	add(strconv.Itoa(c.Year), c.Year != 0)
	add("new", c.New)
	add(`"`+c.Meeting+`"`, c.Meeting != "")
	return strings.Join(words, " ")
}

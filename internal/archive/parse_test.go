package archive

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"asem.internal/avs/internal/fault"
)

// TestWhatCannotBeRead: the refusal says what was understood and where it stops.
func TestWhatCannotBeRead(t *testing.T) {
	for query, want := range map[string][]string{
		`climate "open`:           {"after: climate", `at: "open`, "not closed"},
		`(a b`:                    {"at its beginning", "(a b", "not closed"},
		`a) b`:                    {"after: a", "at: ) b", "no opening"},
		`a or`:                    {`"or" stands between`},
		`or a`:                    {`"or" stands between`},
		`form:ann`:                {"form: is no prefix", "from:", "quotation marks"},
		`a year:12`:               {"after: a", "year:12", "12 is no day", "2006-09"},
		`is:read`:                 {"is:unread"},
		`has:money`:               {"has:attachment"},
		`kind:song`:               {"post, notice, document, letter, person"},
		`from: ann`:               {"nothing after from:"},
		strings.Repeat("(", 20):   {"too many parentheses"},
		strings.Repeat("a ", 70):  {"more parts"},
		strings.Repeat("a", 1001): {"1001 bytes"},
		"a\xff":                   {"UTF-8"},
	} {
		_, err := Parse(query, time.UTC)
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%.20s: %v", query, err)
			continue
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%.20s: %q is not in: %v", query, w, err)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b c" -d (e or f)`, "from:x is:unread", "東京 or 日本", "+(", "a:b:c", `title:"x`, "-", "or or", "http://x.y/z"} {
		f.Add(s)
	}
	x := library(f, Text{Number: 1, Title: "a b", Body: "c d 東京"}, Text{Number: 2, Title: "e", Body: "f"})
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, time.UTC)
		if err != nil {
			if fault.KindOf(err) != fault.Usage || !utf8.ValidString(err.Error()) {
				t.Fatal(err)
			}
			return
		}
		if _, err := x.Search(q, Options{Shelves: []Shelf{"posts"}, Limit: 3}); err != nil && fault.KindOf(err) != fault.Usage {
			t.Fatal(err)
		}
		p := q.Passage("c d 東京 and others "+text, 40)
		for _, m := range p.Marks {
			if m[0] < 0 || m[1] > len(p.Text) || m[0] >= m[1] {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func TestPassage(t *testing.T) {
	text := strings.Repeat("Nothing of interest stands here. ", 20) + "\n\nThe ministers agreed on climate\nchange, and 東京都で会議 was held. " + strings.Repeat("More of nothing. ", 20)
	for query, want := range map[string]string{
		`"climate change"`: "ministers agreed on *climate change*, and",
		"ministers":        "The *ministers* agreed on climate",
		"minister climate": "The *ministers* agreed on *climate* change",
		"東京都":              "and *東京都*で会議 was held.",
		"clim*":            "agreed on *climate* change",
		"absent":           "Nothing of interest stands here.",
	} {
		q, err := Parse(query, time.UTC)
		must(t, err)
		p := q.Passage(text, 72)
		if got := p.Marked(); !strings.Contains(got, want) {
			t.Errorf("%s: %q does not have %q", query, got, want)
		}
	}
}

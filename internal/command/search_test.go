package command

import (
	"encoding/json"
	"strings"
	"testing"

	"asem.internal/avs/internal/secretariat"
)

// indexed waits until everything can be found.
func (s scene) indexed(t testing.TB) {
	t.Helper()
	if err := s.Indexed(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
}

func TestSearch(t *testing.T) {
	s := newScene(t)
	s.indexed(t)
	for line, wants := range map[string][]string{
		"search opinion":                          {"#2, 2026-09-10, FI first.author, finance, new\n  " + firstTitle + "\n  An *opinion*. In two lines.\n", "hits in all, the best first.", "read NUMBER"},
		"search third opinion -another":           {"#4", "A *third* *opinion*.", "1 hit in all"},
		"search opinion --sort date --limit 1":    {"#4", "the newest first", "More follow: ssh -p 2222 avs.example 'search opinion --sort date --before "},
		"search nothingofthatkind":                {"Nothing that you can read is like that. Looked for: nothingofthatkind", "help searching"},
		"search kind:person first":                {"first.author, FI, Brussels, person\n  First Author\n"},
		"search symbol:ASEM/SUMMIT/2006 helsinki": {"ASEM/SUMMIT/2006/1", "1 hit in all"},
		"archive":                         {"PERIOD     COUNT", "2026", "2006"},
		"archive 2026 --board finance":    {"2026-09        4"},
		"archive 2026-09 --board finance": {"#2", "the newest first"},
		"archive 1066":                    {"There is nothing of that in the archive"},
		"cited 2":                         {"Nothing that you can read is like that."},
	} {
		got := do(t, s.reader, "", strings.Fields(line)...)
		if got.code != 0 || got.err != "" {
			t.Errorf("%s: exit code %d, %s", line, got.code, got.err)
		}
		for _, want := range wants {
			if !strings.Contains(got.out, want) {
				t.Errorf("%s: no %q in\n%s", line, want, got.out)
			}
		}
		shown, _, _ := strings.Cut(doIn(t, s.reader, House{}, Streams{Terminal: true}, strings.Fields(line)...).out, "More follow: ")
		checkLayout(t, line, shown) // what goes on is as long as the query
	}
}

func TestSearchForPrograms(t *testing.T) {
	s := newScene(t)
	s.indexed(t)
	var found foundAll
	if err := json.Unmarshal([]byte(must(t, s.reader, "", "search", "opinion", "--json", "--limit", "2")), &found); err != nil {
		t.Fatal(err)
	}
	if found.Total < 3 || len(found.Hits) != 2 || found.Next == "" || found.Order != "relevance" || found.Hits[0].Number == nil {
		t.Errorf("%+v", found)
	}
	var rest foundAll
	if err := json.Unmarshal([]byte(must(t, s.reader, "", "search", "opinion", "--json", "--limit", "0", "--before", found.Next)), &rest); err != nil {
		t.Fatal(err)
	}
	if len(rest.Hits) != found.Total-2 || rest.Next != "" || rest.Total != found.Total {
		t.Errorf("%d and %d hits of %d", len(found.Hits), len(rest.Hits), found.Total)
	}
	for line, want := range map[string]string{
		"search zzzz --json":     `{"total":0,"hits":[],"next":"","order":"relevance","behind":0}`,
		"archive 1066 --json":    `[]`,
		"archive 2006 --json":    `[{"period":"2006-09","count":1}`,
		"search board:no --json": `{"total":0,"hits":[],"next":"","order":"date","behind":0}`,
	} {
		if got := strings.TrimSpace(must(t, s.reader, "", strings.Fields(line)...)); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", line, got)
		}
	}
}

// TestQueriesThatCannotBeRead: the refusal tells where the query stops, and nothing else
// is said.
func TestQueriesThatCannotBeRead(t *testing.T) {
	s := newScene(t)
	for line, want := range map[string]string{
		`search climate (energy`:   "stops after: climate, at: (energy",
		"search form:first.author": "form: is no prefix that is known.",
		"search x --sort age":      "there are relevance and date",
		"search":                   "Something is missing after `search`.",
		"search x --before ?":      "The place to go on from cannot be read.",
		"search x --limit -3":      "A list has no -3 rows.",
		"archive soon":             `"soon" is neither a year nor a month.`,
		"cited soon":               `"soon" is neither a number nor a symbol.`,
	} {
		if got := do(t, s.reader, "", strings.Fields(line)...); got.code != 2 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("%s: exit code %d, %s%s", line, got.code, got.out, got.err)
		}
	}
}

func TestQueryOf(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{
		{[]string{"a", "b"}, "a b"},
		{[]string{"human rights", "a"}, `"human rights" a`},
		{[]string{"from:Ann Author"}, `from:"Ann Author"`},
		{[]string{"-human rights"}, `-"human rights"`},
		{[]string{`a ("b c" or d)`}, `a ("b c" or d)`},
	} {
		if got := queryOf(c.words); got != c.want {
			t.Errorf("%q: %s", c.words, got)
		}
	}
}

func TestReindex(t *testing.T) {
	s := newScene(t)
	got := do(t, s.secretary, "", "reindex")
	if got.code != 0 || !strings.Contains(got.out, "The index was made anew: ") || !strings.Contains(got.err, "100 %, entry ") {
		t.Errorf("%+v", got)
	}
	if got := do(t, s.reader, "", "reindex"); got.code != 3 {
		t.Errorf("%+v", got)
	}
	if found, err := s.reader.Search(t.Context(), secretariat.Search{Query: "opinion"}); err != nil || found.Total == 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

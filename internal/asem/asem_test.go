package asem

import (
	"slices"
	"strings"
	"testing"
)

func TestPartners(t *testing.T) {
	partners := Partners()
	if len(partners) != 53 {
		t.Fatalf("%d partners, the table of 2014 has 53", len(partners))
	}
	inHelsinki := 0
	for i, p := range partners {
		if i > 0 && partners[i-1].Code >= p.Code {
			t.Errorf("%s follows %s: not in order, or twice", p.Code, partners[i-1].Code)
		}
		if p.Region != Asia && p.Region != Europe {
			t.Errorf("%s: region %q", p.Code, p.Region)
		}
		if p.Joined.Year() <= 2004 {
			inHelsinki++
		}
	}
	if inHelsinki != 39 {
		t.Errorf("%d partners had joined before the Helsinki summit, 39 sat there", inHelsinki)
	}
}

func TestFounding(t *testing.T) {
	clusters := map[ClusterID]int{}
	for _, c := range FoundingClusters() {
		clusters[c.ID] = 0
	}
	for _, b := range FoundingBoards() {
		if _, err := ParseBoardID(string(b.ID)); err != nil {
			t.Error(err)
		}
		for _, c := range b.Clusters {
			if _, ok := clusters[c]; !ok {
				t.Errorf("board %s names the unknown cluster %s", b.ID, c)
			}
			clusters[c]++
		}
	}
	for c, n := range clusters {
		if n < 2 {
			t.Errorf("cluster %s links %d boards", c, n)
		}
	}
	if title, text, _ := Declaration(); !strings.Contains(text, title) || !strings.Contains(text, "ASEM Virtual Secretariat") {
		t.Error("the Declaration is not the Declaration")
	}
}

// TestDeclarationKeepsItsWords compares the text as people read it with the one
// embedded, word by word.
func TestDeclarationKeepsItsWords(t *testing.T) {
	_, text, _ := Declaration()
	if got, want := strings.Fields(text), strings.Fields(declaration); !slices.Equal(got, want) {
		t.Errorf("%d words, the Declaration has %d", len(got), len(want))
	}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "We, Heads of State") && !strings.HasSuffix(line, "Meeting,\n") {
			t.Errorf("the preamble is not one paragraph: %q", line)
		}
	}
}

func TestIdentifiers(t *testing.T) {
	for _, s := range []string{"first.last", "a.b.c", "anne-marie.o1"} {
		if _, err := ParseLogin(s); err != nil {
			t.Error(err)
		}
	}
	for _, s := range []string{"", "first", ".last", "first.", "First.Last", "a..b", "ä.b", "a b.c", "a.-b", strings.Repeat("a", 50) + ".b"} {
		if _, err := ParseLogin(s); err == nil {
			t.Errorf("login %q was taken", s)
		}
	}
	for s, want := range map[string]Number{"1": 1, "#4211": 4211} {
		if n, err := ParseNumber(s); err != nil || n != want {
			t.Errorf("number %q: %d, %v", s, n, err)
		}
	}
	for _, s := range []string{"", "0", "#", "-1", "+1", " 1", "##1", "1e3", "99999999999999999999"} {
		if n, err := ParseNumber(s); err == nil {
			t.Errorf("number %q was read as %d", s, n)
		}
	}
	if c, err := ParseCode("fi"); err != nil || c != "FI" {
		t.Error(c, err)
	}
	if _, err := ParseCode("US"); err == nil {
		t.Error("US is no partner")
	}
}

package plain

import (
	"slices"
	"strings"
	"testing"
)

func TestSymbols(t *testing.T) {
	for s, want := range map[string][]string{
		"":                                     nil,
		"see ASEM/SOM/2006/12.":                {"ASEM/SOM/2006/12"},
		"(ASEM/SOM/2006/12 REV 1)":             {"ASEM/SOM/2006/12 REV 1"},
		"ASEM/SOM/2006/12, ASEM/FMM/2007/1":    {"ASEM/SOM/2006/12", "ASEM/FMM/2007/1"},
		"ASEM/SOM/EXP/G8/2006/1 ADD 2 and":     {"ASEM/SOM/EXP/G8/2006/1 ADD 2"},
		"ASEM/SOM/2006/12 REVERSED":            {"ASEM/SOM/2006/12"},
		"ASEM/SOM/2006/12 REV":                 {"ASEM/SOM/2006/12"},
		"参见ASEM/SOM/2006/12。":                  {"ASEM/SOM/2006/12"},
		"asem/som/2006/12":                     nil,
		"XASEM/SOM/2006/12":                    nil,
		"https://example.org/ASEM/SOM/2006/12": nil,
		"ASEM/SOM/2006/12/3":                   nil,
		"ASEM/SOM/2006/12.pdf":                 nil,
		"ASEM/SOM/2006/1234567":                nil,
		"ASEM/SOM/2006/0":                      nil,
		"ASEM/2006/12":                         nil,
	} {
		var got []string
		for _, r := range Symbols(s) {
			got = append(got, r.Symbol)
			if s[r.Start:r.End] != r.Symbol {
				t.Errorf("%q: %+v", s, r)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func FuzzSymbols(f *testing.F) {
	f.Add("see ASEM/SOM/2006/12 REV 1.")
	f.Add(strings.Repeat("ASEM/", 100))
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, r := range Symbols(s) {
			if r.Start < last || r.End > len(s) || s[r.Start:r.End] != r.Symbol || !strings.HasPrefix(r.Symbol, "ASEM/") {
				t.Fatalf("%q: %+v", s, r)
			}
			last = r.End
		}
	})
}

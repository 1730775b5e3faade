package document

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

func TestParseSymbol(t *testing.T) {
	for text, want := range map[string]string{
		"ASEM/SOM/2006/12":               "ASEM/SOM/2006/12",
		" asem/som/2006/12 ":             "ASEM/SOM/2006/12",
		"som/2006/12":                    "ASEM/SOM/2006/12",
		"ASEM/SOM/2006/12 REV 1":         "ASEM/SOM/2006/12 REV 1",
		"asem/som/2006/12 rev1":          "ASEM/SOM/2006/12 REV 1",
		"ASEM/SOM/2006/12/Rev.1":         "ASEM/SOM/2006/12 REV 1",
		"ASEM/SOM/2006/12/ADD.10":        "ASEM/SOM/2006/12 ADD 10",
		"ASEM/SOM/2006/12  -":            "ASEM/SOM/2006/12 -",
		"ASEM/SOM/EXP/G8/2006/1 cor-2":   "ASEM/SOM/EXP/G8/2006/1 COR 2",
		"":                               "",
		"ASEM":                           "",
		"ASEM/2006/12":                   "",
		"ASEM/SOM/2006":                  "",
		"ASEM/SOM/2006/0":                "",
		"ASEM/SOM/2006/012":              "",
		"ASEM/SOM/206/12":                "",
		"ASEM/SOM/2006/1234567":          "",
		"ASEM/SOM/A/B/C/2006/1":          "",
		"ASEM/1SOM/2006/1":               "",
		"ASEM/ABCDEFGHIJKLM/2006/1":      "",
		"ASEM//2006/1":                   "",
		"ASEM/SOM/2006/12 REV":           "",
		"ASEM/SOM/2006/12 REV 0":         "",
		"ASEM/SOM/2006/12 REV 101":       "",
		"ASEM/SOM/2006/12 REV 01":        "",
		"ASEM/SOM/2006/12 NEW 1":         "",
		"ASEM/SOM/2006/12 REV 1 REV 2":   "",
		"../../etc/2006/1":               "",
		"ASEM/SOM\x00/2006/1":            "",
		strings.Repeat("A", 1<<16) + "/": "",
	} {
		symbol, version, err := ParseSymbol(text)
		got := string(symbol)
		if version != "" {
			got += " " + string(version)
		}
		if got != want || (err == nil) != (want != "") || err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

// FuzzParseSymbol: what is read is written and read again as the same, whatever came.
func FuzzParseSymbol(f *testing.F) {
	for _, s := range []string{"ASEM/SOM/2006/12", "som/2006/12 rev.1", "ASEM/SOM/2006/12/COR 1", "x/y/z", "ASEM/SOM/2006/12 -", "a/0000/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		symbol, version, err := ParseSymbol(s)
		if err != nil {
			return
		}
		series, year, serial, ok := symbol.Parts()
		if !ok || asem.SymbolOf(series, year, serial) != symbol {
			t.Fatalf("%q is read as %q, which is %q, %d, %d", s, symbol, series, year, serial)
		}
		if parsed, err := asem.ParseSeries(string(series)); err != nil || parsed != series {
			t.Fatalf("%q: the series %q is %q, %v", s, series, parsed, err)
		}
		again, label, err := ParseSymbol(Cited(symbol, version))
		if err != nil || again != symbol || label != version && !(version == First && label == "") {
			t.Fatalf("%q is read as %q %q, and that as %q %q, %v", s, symbol, version, again, label, err)
		}
	})
}

func TestParseLanguage(t *testing.T) {
	for text, want := range map[string]Language{
		"": "en", "EN": "en", "zh-hant": "zh-Hant", "pt_br": "pt-BR", "sr-LATN-rs": "sr-Latn-RS", "es-419": "es-419", "fil": "fil",
		"e": "", "english": "", "en-": "", "-en": "", "e1": "", "en-x": "", "en us": "", "zh-hant-abcdefghi": "", "en\x1b": "",
	} {
		got, err := ParseLanguage(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
}

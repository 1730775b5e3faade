package asem

import (
	"fmt"
	"strconv"
	"strings"
)

// Series is a series of documents, in the form in which it is kept: ASEM/SOM.
type Series string

// Bounds of a series and of a symbol: one stands on a line beside a title, and is
// said on the telephone.
const (
	maxSeriesWords  = 3 // behind ASEM
	maxSeriesWord   = 12
	maxSerialDigits = 6
)

// seriesHead begins every series.
const seriesHead = "ASEM/"

// ParseSeries reads the name of a series in any case, with or without ASEM/ before
// it: som and ASEM/SOM are one. It says nothing of whether anything was issued in it.
func ParseSeries(s string) (Series, error) {
	name := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(s)), seriesHead)
	words := strings.Split(name, "/")
	if len(words) > maxSeriesWords || name == "ASEM" {
		return "", notSeries(s)
	}
	for _, w := range words {
		if !isSeriesWord(w) {
			return "", notSeries(s)
		}
	}
	return Series(seriesHead + name), nil
}

func notSeries(s string) error {
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + ".."
	}
	return fmt.Errorf("%q is not a series: write it like ASEM/SOM, one to %d words of letters and digits, each of %d at most and beginning with a letter",
		s, maxSeriesWords, maxSeriesWord)
}

func isSeriesWord(w string) bool {
	if w == "" || len(w) > maxSeriesWord || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	for _, c := range []byte(w) {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// Symbol names a document for ever: its series, the year of its issue, and its serial
// number in that year, as in ASEM/SOM/2006/12.
type Symbol string

// SymbolOf makes a symbol of its parts.
func SymbolOf(series Series, year, serial int) Symbol {
	return Symbol(fmt.Sprintf("%s/%04d/%d", series, year, serial))
}

// Parts takes a symbol apart; ok is false for what is none.
func (s Symbol) Parts() (series Series, year, serial int, ok bool) {
	rest, number, _ := cutLast(string(s))
	name, in, found := cutLast(rest)
	if !found || len(in) != 4 || len(number) > maxSerialDigits || number == "" || number[0] == '0' || !digits(in) || !digits(number) {
		return "", 0, 0, false
	}
	year, _ = strconv.Atoi(in)       // four digits
	serial, _ = strconv.Atoi(number) // maxSerialDigits at most
	parsed, err := ParseSeries(name)
	return parsed, year, serial, err == nil && string(parsed) == name
}

// ParseSymbol reads a symbol in any case, with or without ASEM/ before it.
func ParseSymbol(s string) (Symbol, error) {
	text := strings.ToUpper(strings.TrimSpace(s))
	if !strings.HasPrefix(text, seriesHead) {
		text = seriesHead + text
	}
	if _, _, _, ok := Symbol(text).Parts(); !ok {
		if len(s) > 60 {
			s = strings.ToValidUTF8(s[:60], "") + ".."
		}
		return "", fmt.Errorf("%q is not a symbol like ASEM/SOM/2006/12", s)
	}
	return Symbol(text), nil
}

// cutLast cuts at the last slash.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func digits(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }) < 0
}

// A FoundingSeries is a series in which documents may be issued from the first day.
type FoundingSeries struct {
	Series Series
	Title  string
}

// AllFoundingSeries are the series that every installation starts with: of the meetings
// and offices that steer the process, and one for what is of none of them.
// Source: Helsinki Declaration (2006), Annex II.1 and II.2.
func AllFoundingSeries() []FoundingSeries {
	return []FoundingSeries{
		{SummitSeries, "Summits"},
		{"ASEM/FMM", "Foreign Ministers' Meetings"},
		{"ASEM/SOM", "Senior Officials' Meetings"},
		{"ASEM/SOMTI", "Senior Officials' Meetings on Trade and Investment"},
		{"ASEM/EMM", "Economic Ministers' Meetings"},
		{"ASEM/FINMM", "Finance Ministers' Meetings"},
		{"ASEM/FINDEP", "Finance Deputies"},
		{"ASEM/COORD", "Coordinators"},
		{"ASEM/DEC", "Decisions adopted under silence procedure"},
		{"ASEM/INF", "For information"},
	}
}

// SummitSeries is the series of the Declaration.
const SummitSeries Series = "ASEM/SUMMIT"

package word

import (
	"strings"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// A Stretch is a part of a text in one language, from a byte on.
type Stretch struct {
	From     int
	Language Language
}

// Bounds of looking for languages, which costs a fifth of a millisecond each time.
const (
	sample     = 240 // bytes that are looked at
	least      = 60  // bytes below which nothing is evident
	mostLooked = 24  // paragraphs of one text
)

// among are the languages that are told apart: those that are stemmed, and their
// neighbours, which would otherwise be taken for them.
var among = func() whatlanggo.Options {
	o := whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{}}
	for _, s := range stemmers {
		o.Whitelist[s.known] = true
	}
	for _, l := range []whatlanggo.Lang{
		whatlanggo.Bul, whatlanggo.Ukr, whatlanggo.Srp, whatlanggo.Bel, whatlanggo.Pol, whatlanggo.Ces, whatlanggo.Hrv,
		whatlanggo.Est, whatlanggo.Vie, whatlanggo.Ind, whatlanggo.Pes, whatlanggo.Urd,
	} {
		o.Whitelist[l] = true
	}
	return o
}()

// known names the stemmed languages as the detector does.
var known = func() map[whatlanggo.Lang]Language {
	m := map[whatlanggo.Lang]Language{}
	for _, s := range stemmers {
		m[s.known] = s.language
	}
	return m
}()

// Languages says in which language which part of a text is. Its beginning is looked at
// and a paragraph further down; where both are evident and differ, each paragraph is
// looked at by itself, up to a bound.
func Languages(text string) []Stretch {
	if len(text) < least {
		return []Stretch{{}}
	}
	first, second := Evident(text), Evident(text[further(text):])
	switch {
	case first == "" && second != "":
		return []Stretch{{Language: second}}
	case first == second, second == "":
		return []Stretch{{Language: first}}
	}
	return byParagraph(text, paragraphs(text))
}

// further is where the last third of a text begins, or the paragraph in which that is;
// a short text has none.
func further(text string) int {
	at := len(text) * 2 / 3
	if i := strings.LastIndex(text[:at], "\n\n"); i >= 0 {
		at = i + 2
	}
	if len(text)-at < least {
		return len(text)
	}
	return at
}

// Evident is the language of the beginning of a text; empty where it is not evident or
// has no stems.
func Evident(text string) Language {
	if len(text) < least {
		return ""
	}
	found := whatlanggo.DetectWithOptions(from(text[:min(len(text), sample)], 0), among)
	if !found.IsReliable() {
		return ""
	}
	return known[found.Lang]
}

// from is the text from about a byte on, at the beginning of a character and without a
// broken one at its end.
func from(text string, at int) string {
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return strings.ToValidUTF8(text[at:], "")
}

// paragraphs are where paragraphs begin that are long enough to be of a language.
func paragraphs(text string) (breaks []int) {
	breaks = []int{0}
	for at := 0; ; {
		i := strings.Index(text[at:], "\n\n")
		if i < 0 {
			return breaks
		}
		at += i + 2
		if last := breaks[len(breaks)-1]; at-last >= 2*least && len(text)-at >= least {
			breaks = append(breaks, at)
		}
	}
}

func byParagraph(text string, breaks []int) []Stretch {
	list := []Stretch{}
	for i, at := range breaks {
		end := len(text)
		if i+1 < len(breaks) {
			end = breaks[i+1]
		}
		if i == mostLooked {
			break
		}
		l := Evident(text[at:end])
		if n := len(list); n == 0 || list[n-1].Language != l {
			list = append(list, Stretch{at, l})
		}
	}
	return list
}

package plain

import "regexp"

// A SymbolReference is the symbol of a document in a text, ASEM/SOM/2006/12, with the
// version behind it if one stands there. Start and End are byte offsets around it.
type SymbolReference struct {
	Symbol     string // with its version: ASEM/SOM/2006/12 REV 1
	Start, End int
}

// symbol is the form of a symbol in a text: in capitals, as it is issued.
var symbol = regexp.MustCompile(`ASEM(?:/[A-Z][A-Z0-9]{0,11}){1,3}/[0-9]{4}/[1-9][0-9]{0,5}(?: (?:REV|ADD|COR) [1-9][0-9]{0,2})?`)

// Symbols finds the symbols that s refers to, in their order. One inside a word, an
// address or a longer path is none. Whether there are such documents it does not know.
func Symbols(s string) []SymbolReference {
	var found []SymbolReference
	for _, at := range symbol.FindAllStringIndex(s, -1) {
		start, end := at[0], at[1]
		if start > 0 && (joinsBefore(s[start-1]) || s[start-1] == '.' || s[start-1] == '-') || end < len(s) && joinsAfter(s[end:]) {
			continue
		}
		found = append(found, SymbolReference{Symbol: s[start:end], Start: start, End: end})
	}
	return found
}

// joinsAfter reports whether what follows a symbol makes it part of something else.
func joinsAfter(rest string) bool {
	if isWord(rest[0]) || isDigit(rest[0]) || rest[0] == '/' {
		return true
	}
	return (rest[0] == '.' || rest[0] == '-') && len(rest) > 1 && (isWord(rest[1]) || isDigit(rest[1]))
}

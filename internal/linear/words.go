package linear

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"asem.internal/avs/internal/plain"
)

// join makes one sentence of what there is to say, leaving out what is empty.
func join(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, ", ")
}

// together names several things: one, two and three.
func together(words ...string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// count writes a number with its word: no posts, 1 post, 2 posts.
func count(n int, one, many string) string {
	switch n {
	case 0:
		return "no " + many
	case 1:
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// tally writes a number behind its word: none, 1, 2.
func tally(n int) string {
	if n == 0 {
		return "none"
	}
	return strconv.Itoa(n)
}

// some is count, but nothing at all where there is none.
func some(n int, one, many string) string {
	if n == 0 {
		return ""
	}
	return count(n, one, many)
}

// when gives the words if it is so.
func when(so bool, words string) string {
	if so {
		return words
	}
	return ""
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// size writes a number of bytes as people say it.
func size(bytes int64) string {
	switch {
	case bytes >= 10<<20:
		return fmt.Sprintf("%d MB", bytes>>20)
	case bytes >= 10<<10:
		return fmt.Sprintf("%d KB", bytes>>10)
	}
	return count(int(bytes), "byte", "bytes")
}

// contains says whether the words stand in the text, large or small.
func contains(text, words string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(words))
}

// equalFold compares what was typed with a word of ours; an empty word is none.
func equalFold(typed, word string) bool { return word != "" && strings.EqualFold(typed, word) }

// splitLines gives the lines of a text, cleaned; an empty text has none.
func splitLines(body string) iter.Seq[string] {
	body = plain.Text(body)
	if body == "" {
		return func(func(string) bool) {}
	}
	return strings.SplitSeq(body, "\n")
}

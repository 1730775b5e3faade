package plain

import (
	"strings"

	"github.com/rivo/uniseg"
)

// tabStop is the distance of tab stops, in columns.
const tabStop = 8

// Wrap lays s out in lines of at most cols columns and loses nothing but the
// blanks at which it breaks. A line that continues another repeats its
// indentation and its quotation marks ("> > "), so far as they leave half the
// width to the words. Lines that fit, of code, tables and patches, stay as they
// are but for blanks at their end; tabs become spaces up to the next stop of 8.
//
// Words of ASCII, addresses among them, are broken only when longer than a
// line; other words where their script allows it: between Chinese and Japanese
// characters but not before their closing punctuation, between Korean syllables,
// and between the syllables of Thai, Lao, Khmer and Burmese.
//
// A cols below 2, the width of one East Asian character, counts as 2. An empty
// s has no line; a newline at the end of s begins none.
func Wrap(s string, cols int) []string {
	s = strings.TrimSuffix(clean(s, manyLines), "\n")
	if s == "" {
		return nil
	}
	cols = max(cols, 2)
	lines := make([]string, 0, 1+strings.Count(s, "\n")+len(s)/cols)
	for line := range strings.SplitSeq(s, "\n") {
		lines = wrapLine(lines, strings.TrimRight(line, " \t"), cols)
	}
	return lines
}

// wrapLine appends the lines that one line of the text becomes.
func wrapLine(lines []string, line string, cols int) []string {
	line = expandTabs(line)
	if len(line) <= cols || Width(line) <= cols {
		return append(lines, line)
	}
	prefix, words := splitPrefix(line, cols)
	w := wrapper{lines: lines, cols: cols, prefix: prefix, margin: Width(prefix)}
	w.begin()
	for words != "" {
		word := strings.TrimLeft(words, " ")
		w.gap = len(words) - len(word)
		end := strings.IndexByte(word, ' ')
		if end < 0 {
			end = len(word)
		}
		w.word(word[:end])
		words = word[end:]
	}
	return w.end()
}

// splitPrefix divides a line into what its continuations repeat, indentation
// and quotation marks, and the rest. A prefix wider than half the line is not
// repeated: quotation marks are words then, and indentation is cut to that half.
func splitPrefix(line string, cols int) (prefix, words string) {
	end := 0
	for end < len(line) && (line[end] == ' ' || line[end] == '>') {
		end++
	}
	most := min(cols/2, cols-2) // an East Asian character must fit behind it
	if end <= most {
		return line[:end], line[end:]
	}
	words = strings.TrimLeft(line, " ")
	return line[:min(len(line)-len(words), most)], words
}

// expandTabs replaces each tab by spaces up to its stop, at least one.
func expandTabs(line string) string {
	if strings.IndexByte(line, '\t') < 0 {
		return line
	}
	var out strings.Builder
	column := 0
	for part := range strings.SplitAfterSeq(line, "\t") {
		text, tabbed := strings.CutSuffix(part, "\t")
		out.WriteString(text)
		column += Width(text)
		if tabbed {
			n := tabStop - column%tabStop
			out.WriteString("        "[:n])
			column += n
		}
	}
	return out.String()
}

// wrapper fills one line after another.
type wrapper struct {
	lines  []string
	cols   int
	prefix string // what every line begins with
	margin int    // columns of prefix

	line strings.Builder
	used int  // columns of line
	bare bool // the line has its prefix only
	gap  int  // spaces owed before the next piece; dropped at a break
}

func (w *wrapper) begin() {
	w.line.Reset()
	w.line.WriteString(w.prefix)
	w.used, w.bare, w.gap = w.margin, true, 0
}

func (w *wrapper) next() {
	w.lines = append(w.lines, strings.TrimRight(w.line.String(), " "))
	w.begin()
}

func (w *wrapper) end() []string {
	if !w.bare {
		w.next()
	}
	return w.lines
}

// word puts a run without spaces onto the line, breaking where its scripts allow.
func (w *wrapper) word(word string) {
	done := 0
	for at := 0; at < len(word); {
		n, kind := stretch(word[at:])
		if kind == ordinary {
			at += n
			continue
		}
		before, own := giveOpeners(word[done:at], word[done:at+n])
		w.segments(before)
		if kind == address {
			w.piece(own)
		} else {
			w.syllables(own)
		}
		at += n
		done = at
	}
	w.segments(word[done:])
}

// segments puts down a stretch that breaks by the rules of UAX #14 or, all in
// ASCII, not at all: file names and options must stay recognisable.
func (w *wrapper) segments(s string) {
	if isASCII(s) {
		if s != "" {
			w.piece(s)
		}
		return
	}
	for state := -1; s != ""; {
		var segment string
		segment, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		w.piece(segment)
	}
}

// syllables puts down a stretch of a script of South-East Asia, which is written
// without spaces and would need a dictionary to be broken between words.
func (w *wrapper) syllables(s string) {
	for s != "" {
		n := syllable(s)
		w.piece(s[:n])
		s = s[n:]
	}
}

// piece puts down what is divided only when longer than a line.
func (w *wrapper) piece(s string) {
	width := Width(s)
	switch {
	case w.used+w.gap+width <= w.cols:
		w.put(s, width)
	case w.margin+width <= w.cols:
		w.next()
		w.put(s, width)
	default:
		w.divide(s)
	}
}

// divide breaks a piece longer than a line between its clusters, and uses up the
// line that is begun if a third of it is free.
func (w *wrapper) divide(s string) {
	if !w.bare && w.cols-w.used-w.gap < w.cols/3 {
		w.next()
	}
	for s != "" {
		n, width := cluster(s)
		if w.margin+width > w.cols {
			n, width = codePoint(s)
		}
		if w.used+w.gap+width > w.cols {
			w.next()
		}
		w.put(s[:n], width)
		s = s[n:]
	}
}

func (w *wrapper) put(s string, width int) {
	w.line.WriteString(strings.Repeat(" ", w.gap))
	w.line.WriteString(s)
	w.used += w.gap + width
	w.gap, w.bare = 0, false
}

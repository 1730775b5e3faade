package redline

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/plain"
)

func TestLines(t *testing.T) {
	old := "The heads of state met.\n\nThey spoke of many things.\n\nThe ministers [shall] meet every second year in the capital of the partner that presides.\n\nThis goes."
	new := "The heads of state met.\n\nThey spoke of many things.\n\nThe ministers should meet every year in the capital of the partner that presides.\n\nUnlike anything before."
	want := strings.Split(strings.TrimPrefix(`
2 paragraphs unchanged: The heads of st..

Paragraph 3 changed:
The ministers [-[shall]-] {+should+} meet
every [-second-] year in the capital of
the partner that presides.

Former paragraph 4 removed:
[-This goes.-]

Paragraph 4 added:
{+Unlike anything before.+}`, "\n"), "\n")
	if got := Compare(old, new).Lines(41); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLinesCloseWhatTheyOpen(t *testing.T) {
	d := Compare("", "one two three four five six seven \u4E9A\u6B27\u4F1A\u8BAE\u4E9A\u6B27\u4F1A\u8BAE\u4E9A\u6B27\u4F1A\u8BAE end")
	got := strings.Join(d.Lines(20)[1:], "\n")
	want := "{+one two three+}\n{+four five six+}\n{+seven \u4E9A\u6B27\u4F1A\u8BAE\u4E9A+}\n{+\u6B27\u4F1A\u8BAE\u4E9A\u6B27\u4F1A\u8BAE+}\n{+end+}"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLinesTellLiteralMarkers(t *testing.T) {
	d := Compare(`see [-this-] and C:\temp`, `see [-this-] or C:\temp`)
	if got, want := d.Lines(80)[1], `see \[-this\-] [-and-] {+or+} C:\\temp`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLongUnchangedStretchesAreCounted(t *testing.T) {
	words := strings.Repeat("word ", 100)
	d := Compare("Now "+words+"end", "Then "+words+"end")
	if got := strings.Join(d.Lines(80), " "); !strings.Contains(got, "(.. 61 words ..)") {
		t.Error(got)
	}
}

// laidOut fails the test unless the lines of d are no wider than cols, close what
// they open and say what the runs say.
func laidOut(t *testing.T, d Difference, cols int) {
	t.Helper()
	cols = max(cols, minCols)
	for _, line := range d.Lines(cols) {
		if plain.Width(line) > cols {
			t.Fatalf("%q is wider than %d", line, cols)
		}
	}
	for _, p := range d.Paragraphs {
		if p.Kind == Same || tooLong(p) {
			continue
		}
		var got []Run
		for _, line := range p.lines(cols) {
			runs, closed := parse(line)
			if !closed {
				t.Fatalf("%q does not close what it opens", line)
			}
			got = append(got, runs...)
		}
		for _, k := range []Kind{Added, Removed} {
			if g, w := letters(got, k), letters(p.Runs, k); g != w {
				t.Fatalf("without what was %s at %d columns:\n%q\nwant\n%q", k, cols, g, w)
			}
		}
	}
}

func tooLong(p Paragraph) bool {
	return slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Kind == Same && len(wordsOf(r.Text, aLot)) > aLot })
}

// letters are runs but for one kind, without spaces: lines break at them. A mark at
// the beginning of a line has been given a circle to sit on.
func letters(runs []Run, but Kind) string {
	var out strings.Builder
	for _, r := range runs {
		if r.Kind != but {
			out.WriteString(strings.NewReplacer(" ", "", "\u25CC", "").Replace(r.Text))
		}
	}
	return out.String()
}

// parse reads a line as the package says that it is to be read.
func parse(line string) (runs []Run, closed bool) {
	kind := Same
	var text strings.Builder
	end := func(k Kind) {
		if text.Len() > 0 {
			runs = append(runs, Run{kind, text.String()})
			text.Reset()
		}
		kind = k
	}
	for at := 0; at < len(line); at++ {
		two := line[at:min(at+2, len(line))]
		switch {
		case line[at] == '\\' && at+1 < len(line):
			at++
			text.WriteByte(line[at])
			continue
		case kind == Same && two == "[-":
			end(Removed)
		case kind == Same && two == "{+":
			end(Added)
		case kind == Removed && two == "-]", kind == Added && two == "+}":
			end(Same)
		default:
			text.WriteByte(line[at])
			continue
		}
		at++
	}
	closed = kind == Same
	end(Same)
	return runs, closed
}

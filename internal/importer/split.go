package importer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"
)

const (
	lineBuffer    = 64 << 10  // longer lines are read in pieces
	maxHeader     = 256 << 10 // bytes of a message's header that are looked at
	progressEvery = 1 << 20
)

// A letter is one message as it lies in a mbox.
type letter struct {
	number     int    // counted from 1
	postmark   string // the line that begins with "From ", without its end
	start, end int64  // offsets of what follows the postmark
	header     []byte // up to the first blank line, at most maxHeader bytes; only valid during the visit
}

// A splitter cuts a mbox into letters as it streams by.
type splitter struct {
	in       *bufio.Reader
	offset   int64 // of the next byte to be read
	visit    func(letter) error
	letter   letter
	open     bool // a letter has begun
	inHeader bool
	stray    int64 // bytes, but blank ones, before the first postmark
}

// split streams through a mbox of size bytes and calls visit for each letter.
// It returns the number of stray bytes before the first postmark, and the
// first error of reading, of visit or of ctx.
func split(ctx context.Context, file io.ReaderAt, size int64, progress func(done, total int64), visit func(letter) error) (stray int64, err error) {
	s := &splitter{
		in:    bufio.NewReaderSize(io.NewSectionReader(file, 0, size), lineBuffer),
		visit: visit,
	}
	reported := int64(0)
	lineStart, blankBefore := true, true
	for {
		line, err := s.in.ReadSlice('\n')
		if err != nil && err != io.EOF && !errors.Is(err, bufio.ErrBufferFull) {
			return s.stray, err
		}
		at, whole := s.offset, err == nil
		s.offset += int64(len(line))
		if lineStart && bytes.HasPrefix(line, []byte("From ")) && s.postmarked(string(line), blankBefore) {
			if err := s.begin(string(line), at); err != nil {
				return s.stray, err
			}
		} else {
			s.take(line, lineStart)
		}
		if err == io.EOF {
			progress(size, size)
			return s.stray, s.finish(s.offset)
		}
		blankBefore = lineStart && isBlank(line) || !s.open
		lineStart = whole
		if s.offset-reported >= progressEvery {
			reported = s.offset
			progress(s.offset, size)
			if err := ctx.Err(); err != nil {
				return s.stray, err
			}
		}
	}
}

// take gives the open letter a line, or a piece of a long one.
func (s *splitter) take(line []byte, lineStart bool) {
	switch {
	case !s.open:
		s.stray += int64(len(bytes.TrimSpace(line)))
	case s.inHeader && lineStart && isBlank(line):
		s.inHeader = false
	case s.inHeader && len(s.letter.header)+len(line) <= maxHeader:
		s.letter.header = append(s.letter.header, line...)
	}
}

// begin closes the open letter where the postmark lies, and opens the next.
func (s *splitter) begin(postmark string, at int64) error {
	if err := s.finish(at); err != nil {
		return err
	}
	s.letter = letter{
		number:   s.letter.number + 1,
		postmark: strings.TrimRight(postmark, "\r\n"),
		start:    s.offset,
		header:   s.letter.header[:0],
	}
	s.open, s.inHeader = true, true
	return nil
}

// finish has the open letter, if any, visited.
func (s *splitter) finish(end int64) error {
	if !s.open {
		return nil
	}
	s.letter.end = end
	return s.visit(s.letter)
}

// The forms of a postmark. Writers agree on nothing but the word From, yet all
// write the hour, and a month or a year.
var (
	postmarkTime = regexp.MustCompile(`\s\d{1,2}:\d\d(:\d\d)?(\s|$)`)
	postmarkDay  = regexp.MustCompile(`(?i)\s(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}`)
	postmarkBare = regexp.MustCompile(`^From \S+\s*$`)
	fieldStart   = regexp.MustCompile(`^(>?From |[!-9;-~]+[ \t]*:)`)
)

// postmarked decides whether a line that begins with "From " parts two
// messages. Not every writer quotes such lines in bodies, and not every one
// leaves a blank line before a true postmark: two signs of three are asked for,
// a blank line before, the look of a postmark, and a header field after.
func (s *splitter) postmarked(line string, blankBefore bool) bool {
	if len(line) >= lineBuffer {
		return false
	}
	if !s.open && s.stray == 0 {
		return true
	}
	dated := postmarkTime.MatchString(line) && postmarkDay.MatchString(line)
	if dated && blankBefore {
		return true
	}
	if !dated && !(blankBefore && postmarkBare.MatchString(line)) {
		return false
	}
	// An error of Peek means that little is left; it comes again when reading.
	after, _ := s.in.Peek(128)
	return fieldStart.Match(after)
}

// unquote undoes in place what a mbox writer did to the lines of a letter: one
// ">" of every line like ">>From " (mboxrd, and mboxo, which wrote the first
// only), and the blank line that ends the letter.
func unquote(raw []byte) []byte {
	out := raw[:0]
	for line := range bytes.Lines(raw) {
		if line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
			line = line[1:]
		}
		out = append(out, line...)
	}
	if trimmed, found := bytes.CutSuffix(out, []byte("\n\n")); found {
		return append(trimmed, '\n')
	}
	if trimmed, found := bytes.CutSuffix(out, []byte("\r\n\r\n")); found {
		return append(trimmed, '\r', '\n')
	}
	return out
}

package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-message"

	"asem.internal/avs/internal/fault"
)

// Mbox makes the first pass over a mbox of size bytes: mboxo or mboxrd, with
// any line ends. It takes as long as the file takes to be read.
//
// The file must stay open and unchanged while the Collection is used. A fault
// of kind Usage tells that the file is no mbox; other errors are those of
// reading, and of ctx.
func Mbox(ctx context.Context, file io.ReaderAt, size int64, opts Options) (*Collection, error) {
	opts = opts.withDefaults()
	ix := &index{file: file, opts: opts, forest: newForest()}
	stray, err := split(ctx, file, size, opts.Progress, ix.take)
	if err != nil {
		return nil, err
	}
	if ix.met == 0 {
		return nil, fault.New(fault.Usage, "This is not a mbox: no line in it begins a message with “From ”.").
			Then("Give a mbox file, unpacked if it was compressed.")
	}
	if stray > 0 {
		lost := Skipped{Where: "byte 0", Reason: fmt.Sprintf("%d bytes before the first message belong to none.", stray)}
		ix.skipped = append([]Skipped{lost}, ix.skipped...)
	}
	at := make([]time.Time, len(ix.entries))
	for i, e := range ix.entries {
		at[i] = e.at
	}
	parents := ix.forest.parents(at)
	box := &box{file: file, opts: opts, entries: ix.entries, parents: parents, forest: ix.forest}
	return &Collection{source: box, order: arrange(at, parents), skipped: ix.skipped}, nil
}

// An entry is what is kept of a letter between the passes.
type entry struct {
	start, end int64
	at         time.Time
	dateNote   string // mostly ""
	postmark   string // "" unless it is needed to tell the author
	number     int
}

// An index is what the first pass gathers.
type index struct {
	file    io.ReaderAt
	opts    Options
	met     int
	entries []entry // one for each message of forest
	forest  *forest
	skipped []Skipped
	latest  time.Time // the date of the last message met
}

// take is the splitter's visit.
func (ix *index) take(l letter) error {
	ix.met++
	size := l.end - l.start
	if size > ix.opts.MaxMessage {
		ix.skip(l, fmt.Sprintf("It has %d bytes; at most %d are taken.", size, ix.opts.MaxMessage))
		return nil
	}
	h, _ := readHeader(l.header)
	if reason := refusal(h, l); reason != "" {
		ix.skip(l, reason)
		return nil
	}
	origin := identifier(h)
	if origin == "" {
		digest, err := ix.digest(l)
		if err != nil {
			return err
		}
		origin = digest
	}
	first, added := ix.forest.add(origin, ancestors(h))
	if !added {
		ix.skip(l, fmt.Sprintf("It has the same Message-ID as message %d.", ix.entries[first].number))
		return nil
	}
	e := entry{start: l.start, end: l.end, number: l.number}
	e.at, e.dateNote = dateOf(h, l.postmark, ix.latest, ix.opts)
	ix.latest = e.at
	if _, address := author(h, ""); address == "" {
		e.postmark = l.postmark
	}
	ix.entries = append(ix.entries, e)
	return nil
}

// refusal is why a letter is no message at all, or "".
func refusal(h message.Header, l letter) string {
	switch {
	case h.Len() == 0 && l.end-l.start <= int64(len("\r\n\r\n")):
		return "It is empty."
	case h.Has("X-Imap") && strings.HasPrefix(h.Get("Subject"), "DON'T DELETE THIS MESSAGE"):
		return "It is a mail program's note to itself, no message."
	}
	return ""
}

// skip lists a letter as skipped.
func (ix *index) skip(l letter, reason string) {
	where := fmt.Sprintf("message %d, byte %d", l.number, l.start)
	ix.skipped = append(ix.skipped, Skipped{Where: where, Reason: reason})
}

// digest names a letter that has no Message-ID by what it says.
func (ix *index) digest(l letter) (string, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(ix.file, l.start, l.end-l.start)); err != nil {
		return "", fmt.Errorf("read message %d: %w", l.number, err)
	}
	return "sha256:" + hex.EncodeToString(sum.Sum(nil)), nil
}

// A box is a mbox between the passes.
type box struct {
	file    io.ReaderAt
	opts    Options
	entries []entry
	parents []int32
	forest  *forest
}

var _ source = (*box)(nil)

// read reads a letter at its place and opens it.
func (b *box) read(n int32) (Message, error) {
	e := b.entries[n]
	raw := make([]byte, e.end-e.start)
	if _, err := b.file.ReadAt(raw, e.start); err != nil && err != io.EOF {
		return Message{}, fmt.Errorf("read message %d at byte %d: %w", e.number, e.start, err)
	}
	m := letterMessage(unquote(raw), e.postmark, b.opts)
	m.Origin, m.At = b.forest.name(n), e.at
	if p := b.parents[n]; p != none {
		m.Parent = b.forest.name(p)
	}
	if e.dateNote != "" {
		m.Notes = append(m.Notes, e.dateNote)
	}
	return m, nil
}

// letterMessage makes a message of raw mail, but for its origin, parent and
// date. It always succeeds.
func letterMessage(raw []byte, postmark string, opts Options) Message {
	h, body := readHeader(raw)
	var o opener
	c := o.open(h, body, 0)
	m := Message{Title: title(h), Files: c.files}
	m.Author, m.Address = author(h, postmark)
	m.Answers, m.To, m.Cc, m.List = ancestors(h), addresses(h, "To"), addresses(h, "Cc"), listName(h)
	m.Text = strings.Join(trimmed(c.texts), "\n\n")
	if o.parts > maxParts {
		m.Files = append(m.Files, File{Name: "message.eml", Type: "message/rfc822", Content: raw})
	}
	m.Notes = o.notes
	m.bound(opts.MaxText)
	return m
}

// trimmed takes the blank lines around texts away, and texts that are nothing
// else.
func trimmed(texts []string) []string {
	kept := texts[:0]
	for _, t := range texts {
		if t = trimBlankLines(t); t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}

// trimBlankLines cuts blank lines before and after a text, and blanks at its
// very end.
func trimBlankLines(t string) string {
	t = strings.TrimRight(t, " \t\n")
	for {
		line, rest, found := strings.Cut(t, "\n")
		if !found || strings.TrimSpace(line) != "" {
			return t
		}
		t = rest
	}
}

// bound cuts a text that is too long and keeps it whole as a file.
func (m *Message) bound(most int) {
	if len(m.Text) <= most {
		return
	}
	m.Notes = append(m.Notes, fmt.Sprintf("Its text has %d bytes; it was cut, and is kept whole as a file.", len(m.Text)))
	m.Files = append(m.Files, File{Name: "text.txt", Type: "text/plain", Content: []byte(m.Text)})
	m.Text = cutText(m.Text, most)
}

package packet

import (
	"context"
	"errors"
	"fmt"
	"io"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/importer"
)

// MaxAnswers is how many messages are taken of one packet of answers.
const MaxAnswers = 500

// An Answer is a message that somebody wrote off line.
type Answer struct {
	ID      string   // its Message-ID, or a digest of it where it has none
	Answers []string // Message-IDs that it answers, the nearest last
	To, Cc  []string // addresses, as they were written
	List    string   // the name of the list that it is for
	Subject string
	Text    string
	Files   []string // names of what came attached
}

// Read reads the answers of a mbox, each after what it answers, and says of what could
// not be read where it stood and why. A file that is no mbox is a fault.Usage; then
// nothing of it is to be taken.
func Read(ctx context.Context, file io.ReaderAt, size int64) (answers []Answer, unread []importer.Skipped, err error) {
	c, err := importer.Mbox(ctx, file, size, importer.Options{MaxMessage: 8 << 20, MaxText: 1 << 20})
	if err != nil {
		return nil, nil, err
	}
	if c.Count() > MaxAnswers {
		return nil, nil, fault.New(fault.Usage, "The packet has %d messages; %d are taken at once.", c.Count(), MaxAnswers).Then("Send it in parts.")
	}
	for m, err := range c.Messages(ctx) {
		if err != nil {
			return nil, nil, err
		}
		a := Answer{ID: m.Origin, Answers: m.Answers, To: m.To, Cc: m.Cc, List: m.List, Subject: m.Title, Text: m.Text}
		for _, f := range m.Files {
			a.Files = append(a.Files, f.Name)
		}
		answers = append(answers, a)
	}
	return answers, c.Skipped(), nil
}

// beginning is what a mbox begins with that holds one message of a mail program.
const beginning = "From submit Thu Jan  1 00:00:00 1970\n"

// Whole makes a mbox of what may be a single message, as mail programs keep them.
func Whole(file io.ReaderAt, size int64) (io.ReaderAt, int64, error) {
	head := make([]byte, len("From "))
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, 0, fmt.Errorf("reading a packet: %w", err)
	}
	if string(head[:n]) == "From " {
		return file, size, nil
	}
	return prefixed{file}, size + int64(len(beginning)), nil
}

// prefixed is a file behind the beginning of a mbox.
type prefixed struct{ file io.ReaderAt }

func (p prefixed) ReadAt(b []byte, off int64) (n int, err error) {
	if off < int64(len(beginning)) {
		n = copy(b, beginning[off:])
		if n == len(b) {
			return n, nil
		}
	}
	more, err := p.file.ReadAt(b[n:], off+int64(n)-int64(len(beginning)))
	return n + more, err
}

package importer

import (
	"context"
	"iter"
	"time"
)

// A Message is one post of a collection.
type Message struct {
	// Origin tells this message from all others, and is the same whenever the
	// collection is read: the Message-ID without its brackets, "sha256:" and
	// the digest of the raw message where there is none, or the path of a
	// Markdown file inside its folder.
	Origin string

	// Parent is the Origin of the message that this one answers, always one
	// yielded earlier in the stream; "" for a message that opens a topic.
	Parent string

	Title   string    // one line, at most 500 bytes; never empty
	Author  string    // display name, else the address; "" for Markdown
	Address string    // e-mail address, as written; may be ""
	At      time.Time // the message's own date, UTC
	Text    string    // see the package's promises
	Files   []File    // attachments, in the order of the message

	// Of mail, as it stands in its header: whom it answers by Message-ID, the nearest
	// last, whether those are in the collection or not; to whom it went; the name of the
	// list that it is for.
	Answers []string
	To, Cc  []string
	List    string

	// Notes says, a sentence each, what was guessed or repaired in reading.
	Notes []string
}

// A File is an attachment. Its content is held: it is a part of a message of at
// most Options.MaxMessage bytes.
type File struct {
	Name    string // a bare file name of at most 200 bytes; never empty
	Type    string // media type as declared, in lower case
	Content []byte
}

// Skipped is something in the collection that is not yielded.
type Skipped struct {
	Where  string // the message's number and offset, or the file's path
	Reason string // a sentence
}

// Options say how to read. The zero Options are usable: bounds have their
// defaults, and no date is held to be in the future.
type Options struct {
	// Now is the present time. Dates of mail later than a day from now are
	// not believed.
	Now time.Time

	// MaxMessage is the size in bytes from which a message or a Markdown file
	// is skipped; 64 MiB if 0.
	MaxMessage int64

	// MaxText is the length in bytes from which a text is cut, and kept whole
	// as a file; 1 MiB if 0.
	MaxText int

	// Progress, if not nil, is called during the first pass, from its
	// goroutine: bytes of a mbox about every MiB, or Markdown files. For the
	// second pass Collection.Count is the total.
	Progress func(done, total int64)
}

// The bounds that Options leave out.
const (
	DefaultMaxMessage = 64 << 20
	DefaultMaxText    = 1 << 20
)

// withDefaults fills the bounds that are not set.
func (o Options) withDefaults() Options {
	if o.MaxMessage <= 0 {
		o.MaxMessage = DefaultMaxMessage
	}
	if o.MaxText <= 0 {
		o.MaxText = DefaultMaxText
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64) {}
	}
	return o
}

// tooLate says whether t is later than a day from now.
func (o Options) tooLate(t time.Time) bool {
	return !o.Now.IsZero() && t.After(o.Now.Add(24*time.Hour))
}

// A Collection is a file or folder after the first pass. It does not change
// and may be read by several goroutines, and several times, as long as the file
// or folder it was made from stays open and unchanged.
type Collection struct {
	source  source
	order   []int32 // entries of source in the order of the stream
	skipped []Skipped
}

// A source reads one entry of a collection in full.
type source interface {
	read(entry int32) (Message, error)
}

// Count is the number of messages that Messages yields.
func (c *Collection) Count() int { return len(c.order) }

// Skipped lists what is not yielded, in the order of the file or of the paths.
// The slice is shared: do not change it.
func (c *Collection) Skipped() []Skipped { return c.skipped }

// Messages yields every message: by date, parents before their answers, equal
// dates in the order of the file. An error comes with a zero Message and is the
// last thing yielded: the context's, or that of reading the file or folder.
func (c *Collection) Messages(ctx context.Context) iter.Seq2[Message, error] {
	return func(yield func(Message, error) bool) {
		for _, entry := range c.order {
			m, err := Message{}, ctx.Err()
			if err == nil {
				m, err = c.source.read(entry)
			}
			if err != nil {
				yield(Message{}, err)
				return
			}
			if !yield(m, nil) {
				return
			}
		}
	}
}

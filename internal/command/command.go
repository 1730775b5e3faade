package command

import (
	"context"
	"io"
	"log/slog"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/secretariat"
)

// Streams are those of the session. Terminal says that the client asked for a
// terminal: then there is no end of input, no place for the bytes of a file, and
// lists are cut to its Columns, or to 80 if it does not tell them (0). Without a
// terminal nothing is cut.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
	Terminal bool
	Columns  int
}

// A House is what a command says of the installation and needs besides the desk.
type House struct {
	Host    string        // as clients name it; "HOST" where nobody said
	Port    string        // empty for 22
	HostKey string        // the host's public key, as in an authorized_keys file
	Domain  packet.Domain // of the installation's names in mail
	Version string

	// Log is told the causes of what failed on our side; nil for nobody.
	Log *slog.Logger

	// Spool is the folder in which a mbox is kept while it is imported; empty
	// for that of the operating system.
	Spool string
	// MaxImport is how many bytes of a mbox are taken; 0 for DefaultMaxImport.
	MaxImport int64
	// ImportMbox brings a mbox onto a board at the delegate's desk. It founds an
	// archive board where there is none and title is not empty. It tells how far
	// it is on progress, in lines.
	ImportMbox func(ctx context.Context, desk *secretariat.Desk, board asem.BoardID, title string,
		mbox io.ReaderAt, size int64, progress io.Writer) (Imported, error)
	// Backup backs the installation up for the secretariat; nil where that is not done
	// over ssh.
	Backup func(ctx context.Context, desk *secretariat.Desk) (Backup, error)
	// Export takes out what the delegate may read; nil where that is not done.
	Export func(ctx context.Context, desk *secretariat.Desk, tell func(done, total uint64)) (Export, error)
}

// DefaultMaxImport is two years of a busy mailing list, with attachments.
const DefaultMaxImport = 2 << 30

// Imported is what became of a collection.
type Imported struct {
	Posted  int // messages brought in
	Already int // messages that an earlier import had brought in
	Skipped []Skipped
}

// Skipped is something in a collection that could not be read.
type Skipped struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
}

// Run does one command line at the desk and gives its exit code: 0 done, 1
// failed, 2 usage, 3 refused, 4 not found, 5 conflict. No words mean help. Run
// returns early when ctx ends or nobody takes the output any more; it leaves no
// goroutine behind and closes nothing that it was given.
func Run(ctx context.Context, desk *secretariat.Desk, house House, s Streams, words []string) int {
	e := newErrand(desk, house, s)
	err := e.do(ctx, words)
	return e.end(err, words)
}

// Names lists every command with its subcommands behind it, as in "keys add",
// in the order of help.
func Names() []string {
	e := newErrand(nil, House{}, Streams{})
	e.tree()
	var names []string
	for _, cmd := range e.commands() {
		names = append(names, nameOf(cmd))
	}
	return names
}

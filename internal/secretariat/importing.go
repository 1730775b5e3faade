package secretariat

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// inFlight is how many imported messages wait for the clerk at a time: enough to
// fill its transactions, few enough that delegates who post meanwhile do not wait.
const inFlight = 256

// An Importing brings one collection onto one board, a message at a time. It is
// used by one goroutine. Add need not wait for the disk; Finish does.
type Importing struct {
	office  *Office
	by      asem.Login // empty for the operator's own command
	board   asem.BoardID
	waiting []*waiter

	small    [][]byte       // files that wait to be stored together
	held     int            // their bytes
	messages []forum.Import // that wait for them
	texts    int            // bytes of their texts

	Posted  int // messages brought in
	Already int // messages that an earlier import had brought in
}

// Import begins bringing a collection onto a board.
func (d *Desk) Import(board asem.BoardID) (*Importing, error) {
	_, err := d.ask(roster.Operate, board, func(s State, _ roster.Delegate) error { return forum.MayImport(s, board) })
	return &Importing{office: d.office, by: d.login, board: board}, err
}

// Import begins bringing a collection onto a board for the operator, who has the
// data folder in hand. Where there is no such board an archive board is founded.
func (o *Office) Import(board asem.BoardID, title string) (*Importing, error) {
	if _, err := o.clerk.submit(journal.Command{ID: newID(), Action: archiveBoard(board, title)}, nil); err != nil {
		return nil, err
	}
	err := o.store.View(func(s State) error { return forum.MayImport(s, board) })
	return &Importing{office: o, board: board}, err
}

// FoundBoard founds an archive board for a collection, for the secretariat.
func (d *Desk) FoundBoard(board asem.BoardID, title string) error {
	_, err := d.act("", archiveBoard(board, title), nil)
	return err
}

func archiveBoard(board asem.BoardID, title string) forum.Found {
	return forum.Found{Boards: []forum.BoardFounded{{ID: board, Title: title, Archive: true,
		About: "Imported collection, kept for reading."}}}
}

// File stores a file that comes attached to the message that is added next. Small
// ones wait, and are stored together before the messages that name them.
func (i *Importing) File(name, mediaType string, body io.Reader) (rule.File, error) {
	head, err := io.ReadAll(io.LimitReader(body, MaxSmallBlob+1))
	if err != nil {
		return rule.File{}, fmt.Errorf("reading the file %q: %w", name, err)
	}
	if int64(len(head)) > i.office.limits.ImportedFile {
		return rule.File{}, fault.New(fault.Usage, "The file %q has more than %d bytes, the most that is taken.", name, i.office.limits.ImportedFile)
	}
	file := rule.File{Name: name, Type: mediaType, Bytes: int64(len(head))}
	if len(head) <= MaxSmallBlob {
		file.Digest = sha256.Sum256(head)
		i.small = append(i.small, head)
		i.held += len(head)
		return file, nil
	}
	file.Digest, file.Bytes, err = i.office.store.PutBlob(io.MultiReader(bytes.NewReader(head), body), i.office.limits.ImportedFile)
	return file, diskFull(err)
}

// Bounds of what an importing holds back before it writes: the files of a
// transaction, and the texts that wait for them.
const (
	heldFiles    = 512 << 10 // bytes
	heldTexts    = 4 << 20   // bytes
	heldMessages = inFlight
)

// Add brings in one message, after those it answers. An error ends the importing:
// what was added before it and not written yet is written by Finish, which is due in
// any case, and doing all of it again is harmless.
func (i *Importing) Add(ctx context.Context, m forum.Import) error {
	if err := context.Cause(ctx); err != nil {
		return fault.New(fault.Failed, "The import was interrupted after %d messages.", i.Posted+i.Already).
			Then("Do it again: what is there already is passed over.").Because(err)
	}
	m.Board = i.board
	i.messages = append(i.messages, m)
	i.texts += len(m.Text)
	if i.held < heldFiles && i.texts < heldTexts && len(i.messages) < heldMessages {
		return nil
	}
	return i.flush()
}

// flush stores the files that wait, then proposes the messages that name them.
func (i *Importing) flush() error {
	if len(i.small) > 0 {
		if err := i.office.store.PutSmallBlobs(i.small); err != nil {
			return diskFull(err)
		}
	}
	for _, m := range i.messages {
		w, err := i.office.clerk.propose(journal.Command{ID: newID(), By: i.by, Action: m}, nil)
		if err != nil {
			return err
		}
		if i.waiting = append(i.waiting, w); len(i.waiting) >= inFlight {
			if err := i.settle(inFlight / 2); err != nil {
				return err
			}
		}
	}
	clear(i.messages)
	clear(i.small)
	i.messages, i.small, i.held, i.texts = i.messages[:0], i.small[:0], 0, 0
	return nil
}

// diskFull says in a sentence that there is no room, and leaves other errors alone.
func diskFull(err error) error {
	if errors.Is(err, ErrFull) {
		return full(err)
	}
	return err
}

// Finish waits until everything that was added is on disk.
func (i *Importing) Finish() error {
	if err := i.flush(); err != nil {
		return err
	}
	return i.settle(0)
}

// settle waits for answers until at most that many are outstanding.
func (i *Importing) settle(outstanding int) error {
	for len(i.waiting) > outstanding {
		w := i.waiting[0]
		i.waiting = i.waiting[1:]
		receipt, err := i.office.clerk.await(w)
		if err != nil {
			return fmt.Errorf("message %d of the import: %w", i.Posted+i.Already+1, err)
		}
		if len(receipt.Facts) == 0 {
			i.Already++
		} else {
			i.Posted++
		}
	}
	return nil
}

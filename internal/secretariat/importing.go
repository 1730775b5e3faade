package secretariat

import (
	"context"
	"errors"
	"fmt"
	"io"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
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

	Posted  int // messages brought in
	Already int // messages that an earlier import had brought in
}

// Import begins bringing a collection onto a board.
func (d *Desk) Import(board asem.BoardID) (*Importing, error) {
	_, err := d.ask(roster.Operate, board, func(s State, _ roster.Delegate) error {
		if _, ok := s.Board(board); !ok {
			return noBoard(board)
		}
		return nil
	})
	return &Importing{office: d.office, by: d.login, board: board}, err
}

// Import begins bringing a collection onto a board for the operator, who has the
// data folder in hand. Where there is no such board an archive board is founded.
func (o *Office) Import(board asem.BoardID, title string) (*Importing, error) {
	found := forum.Found{Boards: []forum.BoardFounded{{ID: board, Title: title, Archive: true,
		About: "Imported collection, kept for reading."}}}
	_, err := o.clerk.submit(journal.Command{ID: newID(), Action: found}, nil)
	return &Importing{office: o, board: board}, err
}

// FoundBoard founds an archive board for a collection, for the secretariat.
func (d *Desk) FoundBoard(board asem.BoardID, title string) error {
	_, err := d.act("", forum.Found{Boards: []forum.BoardFounded{{ID: board, Title: title, Archive: true,
		About: "Imported collection, kept for reading."}}}, nil)
	return err
}

// File stores a file that comes attached to a message still to be added.
func (i *Importing) File(name, mediaType string, body io.Reader) (forum.File, error) {
	digest, size, err := i.office.store.PutBlob(body, i.office.limits.ImportedFile)
	if errors.Is(err, ErrFull) {
		err = full(err)
	}
	return forum.File{Name: name, Type: mediaType, Bytes: size, Digest: digest}, err
}

// Add brings in one message, after those it answers. An error ends the importing;
// what was added before it is kept, and doing all of it again is harmless.
func (i *Importing) Add(ctx context.Context, m forum.Import) error {
	if err := context.Cause(ctx); err != nil {
		return fault.New(fault.Failed, "The import was interrupted after %d messages.", i.Posted).
			Then("Do it again: what is there already is passed over.").Because(err)
	}
	m.Board = i.board
	w, err := i.office.clerk.propose(journal.Command{ID: newID(), By: i.by, Action: m}, nil)
	if err != nil {
		return err
	}
	i.waiting = append(i.waiting, w)
	if len(i.waiting) >= inFlight {
		return i.settle(inFlight / 2)
	}
	return nil
}

// Finish waits until everything that was added is on disk.
func (i *Importing) Finish() error { return i.settle(0) }

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

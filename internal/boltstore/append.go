package boltstore

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// Append writes the entry, its leaf in the tree and its texts, and folds it.
func (t *tx) Append(e journal.Entry, texts []rule.Text) error {
	if t.err != nil {
		return t.err
	}
	last, lastAt := t.Last()
	if e.Number != last+1 || e.At.Before(lastAt) {
		return fmt.Errorf("entry %d at %s cannot follow entry %d at %s", e.Number, e.At, last, lastAt)
	}
	record, err := t.store.codec.EncodeEntry(e)
	if err != nil {
		return fmt.Errorf("%w: %w", secretariat.ErrUnfit, err)
	}
	t.putBytes(bJournal, number(e.Number), record)
	if err := t.growTree(e.Number, record); err != nil {
		return err
	}
	for _, text := range texts {
		t.putBytes(bTexts, textKey(text.Number, text.Version), []byte(text.Body))
	}
	t.grown = true
	return t.fold(e)
}

// fold brings the state up to the entry and moves the end of the journal.
func (t *tx) fold(e journal.Entry) error {
	for _, f := range e.Facts {
		t.foldFact(e, f)
	}
	put(t, bMeta, keyLast, end{Number: e.Number, At: e.At})
	return t.err
}

// growTree adds the entry's leaf and the inner hashes it completes.
func (t *tx) growTree(entry uint64, record []byte) error {
	leaf := int64(entry) - 1
	hashes, err := tlog.StoredHashes(leaf, record, t.hashes())
	if err != nil {
		return fmt.Errorf("the tree at entry %d: %w", entry, err)
	}
	first := tlog.StoredHashIndex(0, leaf)
	for i, h := range hashes {
		t.putBytes(bTree, number(uint64(first)+uint64(i)), append([]byte(nil), h[:]...))
	}
	return nil
}

// hashes reads the stored hashes of the tree.
func (t *tx) hashes() tlog.HashReader {
	return tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			v := t.bucket(bTree).Get(number(uint64(x)))
			if len(v) != len(out[i]) {
				return nil, fmt.Errorf("hash %d of the tree is not there", x)
			}
			copy(out[i][:], v)
		}
		return out, nil
	})
}

// checkpointsKept is how far apart the checkpoints are that are kept for ever,
// in entries. The newest is always kept.
const checkpointsKept = 1000

// seal signs the tree as it is now.
func (t *tx) seal() {
	size, _ := t.Last()
	root, err := tlog.TreeHash(int64(size), t.hashes())
	if err != nil {
		t.fail(fmt.Errorf("%w: the root of the tree: %v", errRecord, err))
		return
	}
	signed, err := t.store.seal.Sign(journal.Checkpoint{Size: int64(size), Root: root})
	if err != nil {
		t.fail(fmt.Errorf("signing a checkpoint: %w", err))
		return
	}
	t.putBytes(bMeta, keyCheckpoint, signed)
	if before, _, _ := t.lastKept(); size/checkpointsKept > before/checkpointsKept {
		t.putBytes(bCheckpoints, number(size), signed)
	}
}

// lastKept is the size of the newest checkpoint that is kept for ever.
func (t *tx) lastKept() (uint64, []byte, bool) {
	k, v := t.bucket(bCheckpoints).Cursor().Last()
	if k == nil {
		return 0, nil, false
	}
	return uint64(readNumber(k)), v, true
}

var errOrder = errors.New("a fact does not fit the state before it")

func (t *tx) misfit(e journal.Entry, f rule.Fact) {
	t.fail(fmt.Errorf("%w: entry %d, %s", errOrder, e.Number, f.Kind()))
}

// millis is a time as every record has it; none stays none.
func millis(at time.Time) time.Time { return at.UTC().Truncate(time.Millisecond) }

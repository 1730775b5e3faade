package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
	"golang.org/x/mod/sumdb/tlog"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A Report is what Verify found.
type Report struct {
	Entries  uint64
	Texts    int
	Files    int
	Redacted int       // posts whose texts were redacted, as the journal says
	Orphans  int       // bodies that no entry names: left of an interrupted import, harmless
	Problems []Problem // the first one first; none when all holds
}

// mostProblems bounds a report: where so much is wrong more says nothing more.
const mostProblems = 100

// walkPages reads every page of a file that is in use, on this goroutine. Opening and
// checking read them on one of bbolt's own, which a damaged page ends together with the
// process, and not always before this one has gone on as if nothing were wrong.
func walkPages(path string) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: a page is damaged: %v", filepath.Base(path), r)
		}
	}()
	db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: lockWait, InitialMmapSize: addressRange(path)})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return inUse(path, err) // at once: whoever opened it next would wait as long again
	case err != nil:
		return nil // what opens it next says so in its own words
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(btx *bolt.Tx) error {
		return btx.ForEach(func(_ []byte, b *bolt.Bucket) error {
			return b.ForEach(func(_, _ []byte) error { return nil })
		})
	})
}

// CheckPages checks the pages of both files: all of them, or only those that
// opening a file reads, which takes no time. A damaged page can end the process, so
// it is called in one of its own. It has the addresses that the server would have: in a
// smaller range a page that points far away would lead to memory of something else, and pass.
func CheckPages(folder string, whole bool) error {
	for _, name := range []string{StateFile, BlobsFile} {
		path := filepath.Join(folder, name)
		if err := checkLength(path); err != nil {
			return err
		}
		if err := walkPages(path); err != nil {
			return err
		}
		db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: lockWait, InitialMmapSize: addressRange(path)})
		switch {
		case errors.Is(err, bolterrors.ErrTimeout):
			return inUse(path, err)
		case err != nil:
			return fmt.Errorf("%s: %w", name, err)
		}
		err = db.View(func(btx *bolt.Tx) error {
			if !whole {
				return nil
			}
			for err := range btx.Check() {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
		if err := db.Close(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Verify checks everything that can be checked of an opened store: every entry,
// the whole tree, every checkpoint kept, every digest of a text or file, and that
// folding the journal afresh gives the state on file. The error is for what kept
// it from checking; what does not hold is in the report.
func (s *Store) Verify(ctx context.Context, progress func(done, total uint64)) (report Report, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer s.recoverDamage(&err)
	v := &verifier{store: s, ctx: ctx, report: &report, progress: progress, texts: map[string]bool{}, files: map[rule.Digest]bool{}}
	for _, step := range []func(*tx) error{v.journal, v.checkpoints, v.bodies, v.private} {
		err := s.state.View(func(btx *bolt.Tx) error {
			t := &tx{store: s, bolt: btx}
			if err := step(t); err != nil {
				return err
			}
			if t.err != nil {
				v.problem(0, "%v", t.err)
			}
			return nil
		})
		if err != nil {
			return report, err
		}
	}
	if s.tornHead {
		v.problem(0, "one of the two heads of %s was not whole when it was opened: the last commit may be lost", StateFile)
	}
	if len(report.Problems) > 0 {
		return report, nil // folding what does not hold would only say it again
	}
	return report, v.refold()
}

type verifier struct {
	store    *Store
	ctx      context.Context
	report   *Report
	progress func(done, total uint64)
	texts    map[string]bool      // keys of texts that the journal names
	files    map[rule.Digest]bool // files that the journal names
}

func (v *verifier) problem(entry uint64, what string, args ...any) {
	if len(v.report.Problems) < mostProblems {
		v.report.Problems = append(v.report.Problems, Problem{entry, fmt.Sprintf(what, args...)})
	}
}

// journal walks the entries, grows the tree afresh beside the stored one, and
// checks every body that an entry names.
func (v *verifier) journal(t *tx) error {
	fresh := &memoryTree{}
	total, _ := t.Last()
	last, err := t.walkJournal(func(e journal.Entry) error {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		record := t.bucket(bJournal).Get(number(e.Number))
		if err := fresh.grow(int64(e.Number)-1, record); err != nil {
			return err
		}
		if v.progress != nil {
			v.progress(e.Number, total)
		}
		return v.bodiesOf(t, e)
	})
	v.report.Entries = last
	if problem, ok := err.(Problem); ok {
		v.report.Problems = append(v.report.Problems, problem)
		return nil
	}
	if err != nil {
		return err
	}
	for i, h := range fresh.hashes {
		if !bytes.Equal(t.bucket(bTree).Get(number(uint64(i))), h[:]) {
			_, leaf := tlog.SplitStoredHashIndex(int64(i))
			v.problem(uint64(leaf)+1, "hash %d of the tree was changed", i)
			break
		}
	}
	if problem, ok := t.checkSealed(last).(Problem); ok {
		v.report.Problems = append(v.report.Problems, problem)
	}
	return nil
}

// memoryTree is a tree grown from the entries alone.
type memoryTree struct{ hashes []tlog.Hash }

func (m *memoryTree) grow(leaf int64, record []byte) error {
	hashes, err := tlog.StoredHashes(leaf, record, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(indexes))
		for i, x := range indexes {
			out[i] = m.hashes[x]
		}
		return out, nil
	}))
	m.hashes = append(m.hashes, hashes...)
	return err
}

// bodiesOf checks the texts and files that an entry names.
func (v *verifier) bodiesOf(t *tx, e journal.Entry) error {
	for _, f := range e.Facts {
		n, files := filesOf(f)
		for _, file := range files {
			if err := v.file(t, e, n, file.Name, file.Digest); err != nil {
				return err
			}
		}
		switch f := f.(type) {
		case forum.Posted:
			v.text(t, e, f.Number, 1, f.Digest)
		case forum.Edited:
			p, _ := t.Post(f.Number)
			for i, version := range p.Versions {
				if version.At.Equal(e.At) && version.Digest == f.Digest && i > 0 {
					v.text(t, e, f.Number, i+1, f.Digest)
				}
			}
		case mail.Sent:
			v.text(t, e, f.Number, 1, f.Digest)
		case procedure.Entered:
			p, _ := t.Procedure(f.Number)
			for i, entered := range p.Entries {
				if entered.Partner == f.Partner && entered.Kind == f.Is && f.Is.Written() {
					v.text(t, e, f.Number, i+1, f.Digest)
				}
			}
		case forum.Redacted:
			v.report.Redacted++
		case initiative.Written, agenda.Called, agenda.Summarised, agenda.Programmed, contingency.Declared, contingency.Said:
			v.writing(t, e, f)
		case notice.Posted:
			v.text(t, e, f.Number, 1, f.Digest)
		case notice.Corrected:
			n, _ := t.Notice(f.Number)
			for i, version := range n.Versions {
				if version.At.Equal(e.At) && version.Digest == f.Digest && i > 0 {
					v.text(t, e, f.Number, i+1, f.Digest)
				}
			}
		}
	}
	return nil
}

// writing checks a text of a record by its digest, which is found among those of the
// record's texts.
func (v *verifier) writing(t *tx, e journal.Entry, f rule.Fact) {
	var n asem.Number
	var digest rule.Digest
	switch f := f.(type) {
	case initiative.Written:
		n, digest = f.Number, f.Digest
	case agenda.Called:
		n, digest = f.Number, f.Digest
	case agenda.Summarised:
		n, digest = f.Number, f.Digest
	case agenda.Programmed:
		n, digest = f.Number, f.Digest
	case contingency.Declared:
		n, digest = f.Number, f.Digest
	case contingency.Said:
		n, digest = f.Number, f.Digest
	}
	found := false
	for i, d := range t.digests(n) {
		if d == digest {
			v.text(t, e, n, i+1, digest)
			found = true
		}
	}
	if !found {
		v.problem(e.Number, "the text of %s is not named by its record", n)
	}
}

func (v *verifier) text(t *tx, e journal.Entry, n asem.Number, version int, want rule.Digest) {
	key := textKey(n, version)
	v.texts[string(key)] = true
	body := t.bucket(bTexts).Get(key)
	p, _ := t.Post(n)
	switch {
	case body == nil && p.Redacted != nil:
	case body == nil:
		v.problem(e.Number, "the text of %s, version %d, is missing", n, version)
	case rule.DigestOf(string(body)) != want:
		v.problem(e.Number, "the text of %s, version %d, was changed: it does not match its digest", n, version)
	default:
		v.report.Texts++
	}
}

// checkpoints checks those that are kept for ever.
func (v *verifier) checkpoints(t *tx) error {
	last, _ := t.Last()
	c := t.bucket(bCheckpoints).Cursor()
	for k, signed := c.First(); k != nil; k, signed = c.Next() {
		if err := t.checkCheckpoint(signed, last); err != nil {
			v.problem(0, "checkpoint %d: %v", readNumber(k), err)
		}
	}
	return nil
}

// private reads every record beside the journal, and the index of commands done.
func (v *verifier) private(t *tx) error {
	t.each(bMarks, nil, func(k []byte) { t.set(bMarks, k) })
	all[map[asem.BoardID][]byte](t, bUndo, nil)
	t.each(bFolders, nil, func(k []byte) {
		if bytes.Count(k, []byte{0}) < 2 || len(k) < len("x\x00x\x00")+8 {
			v.problem(0, "a folder of letters has %q in it, which is no letter", k)
		}
	})
	all[secretariat.Draft](t, bDrafts, nil)
	all[secretariat.Preferences](t, bPreferences, nil)
	c := t.bucket(bCommands).Cursor()
	last, _ := t.Last()
	for k, value := c.First(); k != nil; k, value = c.Next() {
		if len(value) != 8+len(rule.Digest{}) || uint64(readNumber(value)) > last {
			v.problem(0, "the command %q leads to no entry", k)
		}
	}
	return nil
}

// VerifyCheckpoint says whether the journal still begins with what a checkpoint
// sealed, which someone kept from before.
func (s *Store) VerifyCheckpoint(signed []byte) error {
	return s.state.View(func(btx *bolt.Tx) error {
		t := &tx{store: s, bolt: btx}
		last, _ := t.Last()
		return t.checkCheckpoint(signed, last)
	})
}

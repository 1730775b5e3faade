package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"os"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/export"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/keyring"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// ImportExport makes an installation of an operator's export in an empty or missing
// folder: the same boards, notices and documents, which is held to the digests in the
// export. It has a host key and a seal of its own; letters, drafts, keys and what
// delegates have read are not in an export, and the key ring says who comes in.
func ImportExport(ctx context.Context, o Options, from string, tell func(done, total uint64)) (m export.Manifest, err error) {
	e, err := export.Open(from)
	if err != nil {
		return m, err
	}
	defer e.Close() // only read
	if e.For != "" {
		return e.Manifest, fault.New(fault.Refused, "This is an export of what %s may read, which is not all there is.", e.For).Then("Only the operator's, of `avs export`, makes an installation.")
	}
	made, err := emptyFolder(o.Config.Data)
	if err != nil {
		return e.Manifest, err
	}
	folder := o.Config.Data
	aside, err := os.MkdirTemp(folder, boltstore.TemporaryPrefix+"importing-*")
	if err != nil {
		return e.Manifest, unwritable(folder, err)
	}
	if err = makeIdentity(aside); err == nil {
		o.Config.Data = aside
		err = makeOf(ctx, e, o, tell)
	}
	if err == nil {
		err = bringOver(aside, folder)
	}
	err = errors.Join(err, os.RemoveAll(aside))
	if err != nil && made {
		_ = os.Remove(folder) // stays where something is in it
	}
	return e.Manifest, err
}

// makeOf fills a new store from an export and compares what came of it.
func makeOf(ctx context.Context, e *export.Export, o Options, tell func(done, total uint64)) error {
	seal, err := ReadSeal(o.Config.Data)
	if err != nil {
		return err
	}
	store, err := boltstore.Open(boltstore.Options{Folder: o.Config.Data, Codec: journal.NewCodec(), Seal: seal})
	if err != nil {
		return err
	}
	r := &refilling{store: store, export: e, ctx: ctx, tell: tell}
	err = e.Entries(r.take)
	if err == nil {
		err = r.flush()
	}
	if err == nil {
		err = r.skipTo(asem.Number(e.Next))
	}
	if err == nil {
		err = compare(ctx, store, o, e.Digests)
	}
	return misfitting(errors.Join(err, store.Close()))
}

// misfitting says of lines that contradict one another that they do.
func misfitting(err error) error {
	if errors.Is(err, secretariat.ErrDamaged) || errors.Is(err, secretariat.ErrUnfit) {
		return fault.New(fault.Failed, "The export contradicts itself: %v. Nothing was made of it.", err).Then("Take another one.").Because(err)
	}
	return err
}

// compare holds what is in a store to the digests of an export, and verifies it. The
// office for it founds nothing.
func compare(ctx context.Context, store *boltstore.Store, o Options, want map[string]string) error {
	office := secretariat.Open(secretariat.Options{Store: store, Sequencer: journal.NewQueue(1, time.Now), Codec: journal.NewCodec(),
		Now: time.Now, Log: o.Log, Limits: limits(o.Config), ReadKey: keyring.ReadKey})
	defer office.Close()
	t, err := office.Takeout()
	if err != nil {
		return err
	}
	got, err := t.Digests(ctx)
	if err != nil {
		return err
	}
	if !maps.Equal(got, want) {
		return fault.New(fault.Failed, "What came of the export is not the same: its digests differ. Nothing was made of it.").Then("Use the version of avs that wrote it, or take another one.")
	}
	report, err := store.Verify(ctx, nil)
	if err == nil && len(report.Problems) > 0 {
		err = fault.New(fault.Failed, "What came of the export does not hold: %v. Nothing was made of it.", report.Problems[0]).Then("Take another one.")
	}
	return err
}

// A refilling appends entries to a new store, many in one transaction.
type refilling struct {
	store  *boltstore.Store
	export *export.Export
	ctx    context.Context
	tell   func(done, total uint64)
	lines  []line
	bytes  int
}

type line struct {
	entry journal.Entry
	texts []rule.Text
}

// How much is appended in one transaction.
const (
	linesAtOnce = 1000
	bytesAtOnce = 16 << 20
)

func (r *refilling) take(e journal.Entry, texts []rule.Text) error {
	if err := r.ctx.Err(); err != nil {
		return fault.New(fault.Failed, "The import was given up. Nothing was made of the export.").Because(err)
	}
	for _, f := range e.Facts {
		if err := r.bodies(f); err != nil {
			return err
		}
	}
	for _, t := range texts {
		r.bytes += len(t.Body)
	}
	if r.lines = append(r.lines, line{e, texts}); len(r.lines) < linesAtOnce && r.bytes < bytesAtOnce {
		return nil
	}
	r.tell(e.Number, r.export.Manifest.Entries)
	return r.flush()
}

func (r *refilling) flush() error {
	err := r.store.Update(func(l secretariat.Ledger) error {
		for _, line := range r.lines {
			if err := appendNext(l, line); err != nil {
				return err
			}
		}
		return nil
	})
	r.lines, r.bytes = r.lines[:0], 0
	return err
}

// appendNext appends an entry behind the last one. Numbers that were given to what did
// not come along are skipped.
func appendNext(l secretariat.Ledger, next line) error {
	last, _ := l.Last()
	if first := firstNumber(next.entry.Facts); first != math.MaxUint64 && first > l.NextNumber() {
		skipped := journal.Entry{Number: last + 1, At: next.entry.At, Rule: journal.RuleVersion, Facts: []rule.Fact{forum.Skipped{To: first}}}
		if err := l.Append(skipped, nil); err != nil {
			return err
		}
		last++
	}
	next.entry.Number = last + 1
	return l.Append(next.entry, next.texts)
}

// firstNumber is the lowest number that one of the facts takes.
func firstNumber(facts []rule.Fact) asem.Number {
	first := asem.Number(math.MaxUint64)
	for _, f := range facts {
		switch f := f.(type) {
		case forum.Posted:
			first = min(first, f.Number)
		case notice.Posted:
			first = min(first, f.Number)
		case document.Drafted:
			first = min(first, f.Number)
		case document.Issued:
			if f.Archived {
				first = min(first, f.Number)
			}
		}
		if n, ok := secretariat.FirstNumberOf(f); ok {
			first = min(first, n)
		}
	}
	return first
}

func (r *refilling) skipTo(next asem.Number) error {
	return r.store.Update(func(l secretariat.Ledger) error {
		if next <= l.NextNumber() {
			return nil
		}
		last, at := l.Last()
		return l.Append(journal.Entry{Number: last + 1, At: at, Rule: journal.RuleVersion, Facts: []rule.Fact{forum.Skipped{To: next}}}, nil)
	})
}

// bodies puts the files that a fact names. One that the export does not have was
// redacted: verifying says so where it was not.
func (r *refilling) bodies(f rule.Fact) error {
	put := func(d rule.Digest) error {
		body, err := r.export.Body(d)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		defer body.Close() // only read
		got, _, err := r.store.PutBlob(body, math.MaxInt64-1)
		if err == nil && got != d {
			err = fmt.Errorf("a file changed while it was read: %w", io.ErrUnexpectedEOF)
		}
		return err
	}
	switch f := f.(type) {
	case forum.Posted:
		for _, file := range f.Files {
			if err := put(file.Digest); err != nil {
				return err
			}
		}
	case document.Issued:
		return eachFile(f.Paper.Files, put)
	case document.Translated:
		return eachFile(f.Files, put)
	}
	return nil
}

func eachFile(files []document.File, put func(rule.Digest) error) error {
	for _, f := range files {
		if err := put(f.Digest); err != nil {
			return err
		}
	}
	return nil
}

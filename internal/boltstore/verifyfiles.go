package boltstore

import (
	"errors"
	"fmt"
	"io"
	"slices"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/rule"
)

// filesOf are the files that a fact names, and the number of what they belong to.
func filesOf(f rule.Fact) (asem.Number, []rule.File) {
	switch f := f.(type) {
	case forum.Posted:
		return f.Number, f.Files
	case mail.Sent:
		return f.Number, nameless("letter", f.Files)
	case document.Drafted:
		return f.Number, nameless("draft", plainFiles(f.Paper.Files))
	case document.Redrafted:
		return f.Number, nameless("draft", plainFiles(f.Paper.Files))
	case document.Issued:
		return f.Number, plainFiles(f.Paper.Files)
	case document.Translated:
		return f.Number, plainFiles(f.Files)
	}
	return 0, nil
}

func plainFiles(files []document.File) []rule.File {
	list := make([]rule.File, len(files))
	for i, f := range files {
		list[i] = rule.File{Name: f.Name, Bytes: f.Bytes, Digest: f.Digest}
	}
	return list
}

// nameless are the files of a letter or a draft: what they are called is not the
// operator's business.
func nameless(of string, files []rule.File) []rule.File {
	files = slices.Clone(files)
	for i := range files {
		files[i].Name = fmt.Sprintf("%d of a %s", i+1, of)
	}
	return files
}

func (v *verifier) file(t *tx, e journal.Entry, n asem.Number, name string, digest rule.Digest) error {
	if v.files[digest] {
		return nil
	}
	if !t.named(digest) {
		return nil // whatever named it was redacted, or a draft and discarded
	}
	v.files[digest] = true
	body, err := v.store.Blob(digest)
	if err == nil {
		_, err = io.Copy(io.Discard, body)
	}
	if err != nil {
		of := n.String()
		if issued, symbol, ok := t.issuedAs(digest); ok {
			name, of = issued, symbol
		}
		v.problem(e.Number, "the file %q of %s: %v", name, of, causeOf(err))
		return nil
	}
	v.report.Files++
	return nil
}

// issuedAs is what a file is called in the first version of a document that has it, and
// by which symbol: that says more to a person than the number of a draft.
func (t *tx) issuedAs(d rule.Digest) (name, symbol string, ok bool) {
	t.each(bFiles, d[:], func(key []byte) {
		of, issued := t.DocumentOf(readNumber(key[len(d):]))
		doc, _ := t.Document(of)
		for _, version := range doc.Versions {
			for _, f := range version.Files {
				if issued && !ok && f.Digest == d {
					name, symbol, ok = f.Name, document.Cited(doc.Symbol, version.Label), true
				}
			}
		}
	})
	return name, symbol, ok
}

// causeOf is what is wrong beneath a sentence for people.
func causeOf(err error) error {
	var f *fault.Error
	if errors.As(err, &f) && f.Cause != nil {
		return f.Cause
	}
	return err
}

// bodies looks for texts and files that no entry names.
func (v *verifier) bodies(t *tx) error {
	t.each(bTexts, nil, func(k []byte) {
		if !v.texts[string(k)] && len(v.report.Problems) == 0 {
			v.problem(0, "there is a text under %x that no entry names", k)
		}
	})
	return v.store.blobs.View(func(btx *bolt.Tx) error {
		return btx.Bucket(bBlobs).ForEach(func(k, _ []byte) error {
			if len(k) != len(rule.Digest{}) || !v.files[rule.Digest(k)] {
				v.report.Orphans++
			}
			return nil
		})
	})
}

package secretariat

import (
	"cmp"
	"io"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// filesOf are the files of whatever has this number, as far as the delegate may have
// them; ok is false where nothing has it that the delegate may read.
func (d *Desk) filesOf(s State, me roster.Delegate, n asem.Number) (files []rule.File, ok bool) {
	if p, ok := s.Post(n); ok {
		if p.Redacted != nil || p.Hidden != nil && !me.Moderates(p.Board) {
			return nil, true
		}
		return p.Files, true
	}
	if l, err := mail.Readable(s, n, d.login); err == nil {
		return l.Files, true
	}
	switch to, ok := d.numberedDocument(s, me, n); {
	case !ok:
		return nil, false
	case to.Kind == KindDraft:
		draft, _ := s.DocumentDraft(n)
		return plainFiles(draft.Paper.Files), true
	default:
		files, err := d.filesUnder(s, me, to.Symbol, to.Version)
		return files, err == nil
	}
}

// filesUnder are the files of a version of a document; the empty label is the one that
// stands.
func (d *Desk) filesUnder(s State, me roster.Delegate, symbol asem.Symbol, label document.Label) ([]rule.File, error) {
	doc, err := d.documented(s, me, symbol)
	if err != nil {
		return nil, err
	}
	v, ok := doc.Version(cmp.Or(label, doc.Current().Label))
	if !ok {
		return nil, document.NoVersion(doc, label)
	}
	return plainFiles(v.Files), nil
}

// plainFiles are the files of a document without their languages.
func plainFiles(files []document.File) []rule.File {
	list := make([]rule.File, len(files))
	for i, f := range files {
		list[i] = rule.File{Name: f.Name, Type: f.Type, Bytes: f.Bytes, Digest: f.Digest}
	}
	return list
}

// File opens a file that goes with whatever has this number; index counts from 0. The caller
// closes it. It is read for as long as the delegate may have it.
func (d *Desk) File(n asem.Number, index int) (rule.File, io.ReadCloser, error) {
	file, err := d.fileAt(n, index)
	if err != nil {
		return rule.File{}, nil, err
	}
	body, err := d.office.store.Blob(file.Digest)
	if err != nil {
		return file, nil, err
	}
	lent := &openStream{ReadCloser: body}
	lent.desk, lent.may = d, func() error { _, err := d.fileAt(n, index); return err }
	return file, lent, nil
}

func (d *Desk) fileAt(n asem.Number, index int) (file rule.File, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		files, ok := d.filesOf(s, me, n)
		switch {
		case !ok:
			return noPost(n)
		case index < 0 || index >= len(files):
			return fault.New(fault.NotFound, "%s has no file of that index; it has %d in all.", n, len(files))
		}
		file = files[index]
		return nil
	})
	return file, err
}

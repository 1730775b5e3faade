package export

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// Options of an export.
type Options struct {
	Version string
	For     string // whose it is: a login, or empty for the operator's
	Domain  packet.Domain
	// SSH is the line by which something is done at the server, as a person types it.
	SSH func(format string, args ...any) string
	// Progress is told how far it is, in entries; nil for nobody.
	Progress func(done, total uint64)
}

const entriesName = "entries.jsonl"

// Write writes what a takeout gives into a folder, which is empty. Memory is bounded
// whatever there is, but for a text or a small file.
func Write(ctx context.Context, t *secretariat.Takeout, root string, o Options) (Manifest, error) {
	w := &writer{takeout: t, folder: newFolder(root), options: o, codec: journal.NewCodec()}
	if err := w.folder.append("README.txt", strings.NewReader(readme)); err != nil {
		return Manifest{}, err
	}
	if err := w.folder.append(entriesName, strings.NewReader("")); err != nil {
		return Manifest{}, err
	}
	if err := t.Entries(ctx, w.entry); err != nil {
		return Manifest{}, err
	}
	next, err := t.Numbers()
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{Version: o.Version, For: o.For, At: w.at, Entries: t.UpTo, Next: uint64(next)}
	if t.Whole() {
		if m.Digests, err = t.Digests(ctx); err != nil {
			return m, err
		}
	}
	return w.folder.finish(m)
}

const readme = `Export of an ASEM Virtual Secretariat

boards/     the posts of each board by month, as mail: open a file in a mail program
            (mutt -f boards/finance/2026-09.mbox), and it shows them in threads
documents/  the files of documents by series, year, number and version; FIRST is the
            first issue, REV-1 a revision, ADD-1 an addendum, COR-1 a corrigendum
notices.mbox, letters.mbox   as mail
files/      large files of posts and letters, which the mail names by their SHA-256
entries.jsonl   the record, a line of JSON for each entry: who, when, what; with texts
MANIFEST.json   the SHA-256 of every file
`

type writer struct {
	takeout *secretariat.Takeout
	folder  *folder
	options Options
	codec   *journal.Codec
	at      time.Time // of the newest entry
}

func (w *writer) entry(e secretariat.Taken) error {
	w.at = e.At
	line, err := w.codec.EncodeLine(e.Entry, e.Texts)
	if err != nil {
		return err
	}
	if err := w.folder.append(entriesName, bytes.NewReader(line)); err != nil {
		return err
	}
	for _, f := range e.Facts {
		if f, ok := f.(document.Translated); ok {
			if err := w.documentFiles(f.Document, f.Version, f.Files); err != nil {
				return err
			}
		}
	}
	for _, p := range e.Parcels {
		if err := w.parcel(p); err != nil {
			return err
		}
	}
	if w.options.Progress != nil {
		w.options.Progress(e.Number, w.takeout.UpTo)
	}
	return nil
}

func (w *writer) parcel(p secretariat.Parcel) error {
	switch {
	case p.Post != nil:
		name := fmt.Sprintf("boards/%s/%s.mbox", p.Post.Board, p.Post.At.UTC().Format("2006-01"))
		return w.mail(name, p, p.Post.Files)
	case p.Notice != nil:
		return w.mail("notices.mbox", p, nil)
	case p.Letter != nil:
		return w.mail("letters.mbox", p, p.Letter.Files)
	}
	return w.versionFiles(*p.Document, p.Version)
}

// mail adds a message, and its files beside it.
func (w *writer) mail(name string, p secretariat.Parcel, files []rule.File) error {
	for _, f := range files {
		if err := w.body(filed(f.Digest), f.Digest); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	m := &packet.Mailer{Out: &b, Domain: w.options.Domain, Room: packet.MostAttached, SSH: w.options.SSH, BoardTitle: w.takeout.BoardTitle,
		Content: func(_ asem.Number, _ int, f rule.File) ([]byte, error) {
			body, err := w.takeout.Body(f.Digest)
			if err != nil {
				return nil, err
			}
			return io.ReadAll(io.NewSectionReader(body, 0, body.Size()))
		},
		Where: func(_ asem.Number, _ int, f rule.File) string { return filed(f.Digest) }}
	if err := m.Write(p); err != nil {
		return err
	}
	return w.folder.append(name, &b)
}

// filed is where a file stands that has no place of its own.
func filed(d rule.Digest) string { return path.Join("files", d.String()[:2], d.String()) }

// body writes a file once.
func (w *writer) body(name string, d rule.Digest) error {
	if _, there := w.folder.parts[name]; there {
		return nil
	}
	body, err := w.takeout.Body(d)
	if err != nil {
		return err
	}
	return w.folder.append(name, io.NewSectionReader(body, 0, body.Size()))
}

// versionFiles writes the files of a version as it was issued; those of its translations
// come with their own entries.
func (w *writer) versionFiles(v secretariat.DocumentView, version document.Version) error {
	own := version.Files
	for _, t := range version.Translations {
		own = without(own, t.Language)
	}
	return w.documentFilesAt(v.Symbol, version.Label, own)
}

func without(files []document.File, language document.Language) (rest []document.File) {
	for _, f := range files {
		if f.Language != language {
			rest = append(rest, f)
		}
	}
	return rest
}

func (w *writer) documentFiles(of asem.Number, version document.Label, files []document.File) error {
	symbol, err := w.takeout.Symbol(of)
	if err != nil {
		return err
	}
	return w.documentFilesAt(symbol, version, files)
}

func (w *writer) documentFilesAt(symbol asem.Symbol, version document.Label, files []document.File) error {
	series, year, serial, _ := symbol.Parts()
	under := path.Join("documents", strings.ReplaceAll(string(series), "/", "-"), fmt.Sprint(year), fmt.Sprint(serial), version.Folder())
	for _, f := range files {
		if err := w.body(w.folder.name(path.Join(under, plain.FileName(f.Name))), f.Digest); err != nil {
			return err
		}
	}
	return nil
}

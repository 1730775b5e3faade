package secretariat

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/redline"
)

// A FilePick says which file of a version is meant: the first one in a language, or the
// one of a name or index. The zero pick is the version's own text.
type FilePick struct {
	Name     string            // a file's name, or its index as people count, from 1
	Language document.Language // empty for any, but the version's own before others
}

// from finds the file among those of a version, or of a draft, in whose language it is
// looked for first.
func (p FilePick) from(files []document.File, own document.Language) (document.File, error) {
	language := p.Language
	if language == "" {
		language = own
	}
	if i, err := strconv.Atoi(p.Name); err == nil && i >= 1 && i <= len(files) && !slices.ContainsFunc(files, func(f document.File) bool { return f.Name == p.Name }) {
		if f := files[i-1]; p.Language == "" || f.Language == p.Language {
			return f, nil
		}
	}
	var other *document.File
	for _, f := range files {
		switch {
		case p.Name != "" && f.Name != p.Name:
		case f.Language == language:
			return f, nil
		case other == nil:
			other = &f
		}
	}
	if other != nil && p.Language == "" {
		return *other, nil
	}
	return document.File{}, fault.New(fault.NotFound, "There is no such file.").Then("There are %s.", fileList(files))
}

// mostNamed bounds the files that a refusal names.
const mostNamed = 8

func fileList(files []document.File) string {
	var names []string
	for i, f := range files[:min(len(files), mostNamed)] {
		names = append(names, strconv.Itoa(i+1)+" "+f.Name+" ("+string(f.Language)+")")
	}
	if len(files) > mostNamed {
		names = append(names, "and others")
	}
	return strings.Join(names, ", ")
}

// VersionFile is a file of a version, with where it belongs.
type VersionFile struct {
	Document DocumentView
	Version  document.Version
	document.File
}

// VersionFile finds a file of a version; the empty label is the one that stands.
func (d *Desk) VersionFile(symbol asem.Symbol, label document.Label, pick FilePick) (VersionFile, error) {
	var found VersionFile
	doc, err := d.Document(symbol)
	if err != nil {
		return found, err
	}
	if label == "" {
		label = doc.Current().Label
	}
	v, ok := doc.Version(label)
	if !ok {
		return found, document.NoVersion(doc.Document, label)
	}
	f, err := pick.from(v.Files, v.Language)
	return VersionFile{doc, v, f}, err
}

// OpenVersion opens a file of a version; the empty label is the one that stands. It is
// read for as long as the document reaches the delegate.
func (d *Desk) OpenVersion(symbol asem.Symbol, label document.Label, pick FilePick) (VersionFile, Body, error) {
	found, err := d.VersionFile(symbol, label, pick)
	if err != nil {
		return found, nil, err
	}
	body, err := d.lend(found.File, func() (document.File, error) {
		again, err := d.VersionFile(symbol, found.Version.Label, FilePick{Name: found.Name, Language: found.File.Language})
		return again.File, err
	})
	return found, body, err
}

// OpenDraft opens a file of a draft of the delegate's own.
func (d *Desk) OpenDraft(n asem.Number, pick FilePick) (document.File, Body, error) {
	f, err := d.draftFile(n, pick)
	if err != nil {
		return f, nil, err
	}
	body, err := d.lend(f, func() (document.File, error) {
		return d.draftFile(n, FilePick{Name: f.Name, Language: f.Language})
	})
	return f, body, err
}

func (d *Desk) draftFile(n asem.Number, pick FilePick) (document.File, error) {
	draft, err := d.DocumentDraft(n)
	if err != nil {
		return document.File{}, err
	}
	if len(draft.Paper.Files) == 0 {
		return document.File{}, fault.New(fault.NotFound, "Draft %s holds no file.", n).Then("Attach one: `doc attach %d --name NAME < FILE`.", n)
	}
	return pick.from(draft.Paper.Files, draft.Paper.Language)
}

// text reads the text of a file. Nothing of it is kept here: whoever shows it holds it.
func (d *Desk) text(ctx context.Context, f document.File) (extract.Reading, error) {
	body, err := d.office.store.BlobAt(f.Digest)
	if err != nil {
		return extract.Reading{}, err
	}
	return d.office.reader.Text(ctx, f.Name, body, body.Size())
}

// VersionText is the text of a file of a version, for reading.
type VersionText struct {
	VersionFile
	extract.Reading
}

// ReadVersion reads a file of a version; the empty label is the one that stands.
// Reading it marks nothing. A file that cannot be read is no error: its Note says why.
func (d *Desk) ReadVersion(ctx context.Context, symbol asem.Symbol, label document.Label, pick FilePick) (VersionText, error) {
	found, err := d.VersionFile(symbol, label, pick)
	if err != nil {
		return VersionText{}, err
	}
	reading, err := d.text(ctx, found.File)
	return VersionText{found, reading}, err
}

// ReadDraft reads a file of a draft of the delegate's own.
func (d *Desk) ReadDraft(ctx context.Context, n asem.Number, pick FilePick) (document.File, extract.Reading, error) {
	f, _, err := d.OpenDraft(n, pick)
	if err != nil {
		return f, extract.Reading{}, err
	}
	reading, err := d.text(ctx, f)
	return f, reading, err
}

// count counts what stands in square brackets in a draft's own text, before it is issued.
func (d *Desk) count(ctx context.Context, n asem.Number) (c document.Count, err error) {
	err = d.inTurn(ctx, func() error {
		c, err = d.counted(ctx, n)
		return err
	})
	return c, err
}

func (d *Desk) counted(ctx context.Context, n asem.Number) (document.Count, error) {
	draft, err := d.DocumentDraft(n)
	if err != nil {
		return document.Count{}, err
	}
	main, ok := document.Version{Files: draft.Paper.Files}.Main(draft.Paper.Language)
	if !ok {
		return document.Count{}, nil // the rule says why it is not issued so
	}
	reading, err := d.text(ctx, main)
	return countOf(main, reading), err
}

func countOf(f document.File, r extract.Reading) document.Count {
	c := document.Count{Of: f.Digest, Read: r.Text != ""}
	if c.Read {
		tally := redline.Brackets(r.Text)
		c.Brackets = tally.Pairs + tally.Nested
	}
	return c
}

// atWork is how many texts are compared, or looked through for brackets, at one time:
// two long ones take more than a hundred megabytes for the seconds that it lasts, and any
// delegate may ask for them on as many lines as they like. Who comes meanwhile waits.
const atWork = 2

// inTurn does such work when its turn has come.
func (d *Desk) inTurn(ctx context.Context, work func() error) error {
	select {
	case d.office.desks <- struct{}{}:
		defer func() { <-d.office.desks }()
		return work()
	case <-ctx.Done():
		return fault.New(fault.Failed, "Reading the file was interrupted.").Then("Try again.").Because(context.Cause(ctx))
	}
}

// VersionBrackets is what stands in square brackets in a version.
type VersionBrackets struct {
	VersionText
	redline.Tally
	paragraphs []string // of the text, as the brackets count them
}

// mostParagraph is the columns of a paragraph that are shown with its brackets.
const mostParagraph = 2000

// Under is the paragraph of the bracket at i of the list, where that is the last one
// listed of it; else, and of one that is its whole paragraph, empty.
func (v VersionBrackets) Under(i int) string {
	b := v.List[i]
	if i+1 < len(v.List) && v.List[i+1].Paragraph == b.Paragraph || b.Paragraph < 1 || b.Paragraph > len(v.paragraphs) {
		return ""
	}
	p := v.paragraphs[b.Paragraph-1]
	if p == "["+b.Text+"]" {
		return ""
	}
	return plain.Cut(p, mostParagraph)
}

// Brackets lists the square brackets of a version with their paragraphs; the empty
// label is the version that stands.
func (d *Desk) Brackets(ctx context.Context, symbol asem.Symbol, label document.Label, pick FilePick) (found VersionBrackets, err error) {
	err = d.inTurn(ctx, func() error {
		text, err := d.ReadVersion(ctx, symbol, label, pick)
		if err != nil {
			return err
		}
		if text.Text == "" {
			return illegible(text)
		}
		found = VersionBrackets{text, redline.Brackets(text.Text), redline.Paragraphs(text.Text)}
		return nil
	})
	return found, err
}

// illegible refuses what asks for the text of a file that has none to read.
func illegible(text VersionText) error {
	return fault.New(fault.Refused, "The file %q of %s has no text to read: %s", text.Name, document.Cited(text.Document.Symbol, text.Version.Label), text.Note).
		Then("Fetch it: `doc get %s --version \"%s\"`.", text.Document.Symbol, text.Version.Label)
}

// A Comparison is the difference between two versions of a document.
type Comparison struct {
	Old, New VersionText
	redline.Difference
}

// mostCompared is how many bytes two texts may have together to be compared: a thousand
// printed pages. Comparing takes some fifty times as much memory.
const mostCompared = 4 << 20

// CompareVersions compares the texts of two versions in one language, which is that of
// the newer one where none is named.
func (d *Desk) CompareVersions(ctx context.Context, symbol asem.Symbol, old, new document.Label, language document.Language) (c Comparison, err error) {
	err = d.inTurn(ctx, func() error {
		c, err = d.compare(ctx, symbol, old, new, language)
		return err
	})
	return c, err
}

func (d *Desk) compare(ctx context.Context, symbol asem.Symbol, old, new document.Label, language document.Language) (c Comparison, err error) {
	if c.New, err = d.ReadVersion(ctx, symbol, new, FilePick{Language: language}); err != nil {
		return c, err
	}
	if c.Old, err = d.ReadVersion(ctx, symbol, old, FilePick{Language: c.New.Language}); err != nil {
		return c, err
	}
	for _, t := range []VersionText{c.Old, c.New} {
		if t.Text == "" {
			return c, illegible(t)
		}
	}
	if both := len(c.Old.Text) + len(c.New.Text); both > mostCompared {
		return c, fault.New(fault.Refused, "The two texts have %d KiB together; %d KiB are compared here.", both>>10, mostCompared>>10).
			Then("Fetch both with `doc get` and compare them at home.")
	}
	c.Difference = redline.Compare(c.Old.Text, c.New.Text)
	return c, context.Cause(ctx)
}

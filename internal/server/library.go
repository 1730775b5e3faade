package server

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/sftpd"
)

// A library is the documents that reach one delegate, as sftpd asks for them. Each
// question goes to the desk afresh, so that nothing outlives the right to see it.
type library struct{ desk *secretariat.Desk }

var _ sftpd.Library = library{}

// The places at the top.
const (
	bySeries  = "series"
	byPillar  = "pillar"
	byMeeting = "meeting"
)

// acrossName is the folder of what stands across the pillars.
const acrossName = "across"

// List names what stands at a place: series, years, documents.
func (l library) List(place ...string) (sftpd.Shelf, error) {
	if len(place) == 0 {
		return sftpd.Shelf{Places: []string{bySeries, byPillar, byMeeting}}, nil
	}
	switch {
	case place[0] == bySeries && len(place) <= 2:
		return l.series(place[1:])
	case place[0] == byPillar && len(place) <= 2:
		return l.pillars(place[1:])
	case place[0] == byMeeting && len(place) <= 2:
		return l.meetings(place[1:])
	case len(place) == 3 && (place[0] == bySeries || place[0] == byPillar):
		return l.year(place)
	}
	return sftpd.Shelf{}, noPlace(place)
}

func noPlace(place []string) error {
	return fault.New(fault.NotFound, "There is no %s here.", strings.Join(place, "/"))
}

// series lists the series in which something reaches the delegate, or the years of one.
func (l library) series(names []string) (sftpd.Shelf, error) {
	all, err := l.desk.Series()
	var shelf sftpd.Shelf
	for _, s := range all {
		switch {
		case len(s.Years) == 0:
		case len(names) == 0:
			shelf.Places = append(shelf.Places, string(s.Series))
		case names[0] == string(s.Series):
			for _, year := range slices.Backward(s.Years) {
				shelf.Places = append(shelf.Places, strconv.Itoa(year))
			}
		}
	}
	if err == nil && len(names) > 0 && len(shelf.Places) == 0 {
		err = noPlace(names)
	}
	return shelf, err
}

// pillars lists the pillars, or the years of one.
func (l library) pillars(names []string) (sftpd.Shelf, error) {
	if len(names) == 0 {
		var shelf sftpd.Shelf
		for _, p := range asem.Pillars() {
			shelf.Places = append(shelf.Places, string(p))
		}
		shelf.Places = append(shelf.Places, acrossName)
		return shelf, nil
	}
	scope, err := pillarScope(names[0])
	if err != nil {
		return sftpd.Shelf{}, err
	}
	years := map[int]bool{}
	err = l.each(scope, func(doc secretariat.DocumentView) {
		_, year, _, _ := doc.Symbol.Parts()
		years[year] = true
	})
	var shelf sftpd.Shelf
	for year := range years {
		shelf.Places = append(shelf.Places, strconv.Itoa(year))
	}
	slices.Sort(shelf.Places)
	return shelf, err
}

func pillarScope(name string) (secretariat.DocumentScope, error) {
	switch {
	case name == acrossName:
		return secretariat.DocumentScope{NoPillar: true}, nil
	case slices.Contains(asem.Pillars(), asem.Pillar(name)):
		return secretariat.DocumentScope{Pillar: asem.Pillar(name)}, nil
	}
	return secretariat.DocumentScope{}, noPlace([]string{name})
}

// meetings lists the meetings for which something reaches the delegate, or the documents
// of one, the oldest first.
func (l library) meetings(names []string) (sftpd.Shelf, error) {
	all, err := l.desk.MeetingNames()
	switch {
	case err != nil || len(names) == 0:
		return sftpd.Shelf{Places: all}, err
	case !slices.Contains(all, names[0]):
		return sftpd.Shelf{}, noPlace(names)
	}
	var shelf sftpd.Shelf
	err = l.each(secretariat.DocumentScope{Meeting: names[0]}, func(doc secretariat.DocumentView) { shelf.Documents = append(shelf.Documents, folderOf(doc)) })
	slices.Reverse(shelf.Documents)
	return shelf, err
}

// year lists the documents of a series or pillar in one year, the oldest first.
func (l library) year(place []string) (sftpd.Shelf, error) {
	scope := secretariat.DocumentScope{Series: asem.Series(place[1])}
	if place[0] == byPillar {
		var err error
		if scope, err = pillarScope(place[1]); err != nil {
			return sftpd.Shelf{}, err
		}
	}
	var err error
	if scope.Year, err = strconv.Atoi(place[2]); err != nil || scope.Year <= 0 {
		return sftpd.Shelf{}, noPlace(place)
	}
	var shelf sftpd.Shelf
	err = l.each(scope, func(doc secretariat.DocumentView) {
		folder := folderOf(doc)
		if place[0] == bySeries {
			_, _, serial, _ := doc.Symbol.Parts()
			folder.Name = strconv.Itoa(serial)
		}
		shelf.Documents = append(shelf.Documents, folder)
	})
	slices.Reverse(shelf.Documents)
	return shelf, err
}

// each gives every document of a scope, the newest first, a page at a time.
func (l library) each(scope secretariat.DocumentScope, do func(secretariat.DocumentView)) error {
	for page := (secretariat.Page{Limit: secretariat.MaxLimit}); ; {
		found, err := l.desk.Documents(scope, page)
		if err != nil {
			return err
		}
		for _, doc := range found.Rows {
			do(doc)
		}
		if !found.Follow || len(found.Rows) == 0 {
			return nil
		}
		page.Before = found.Rows[len(found.Rows)-1].Number
	}
}

func folderOf(doc secretariat.DocumentView) sftpd.Document {
	folder := sftpd.Document{Name: string(doc.Symbol), Symbol: string(doc.Symbol), Title: doc.Title}
	for _, v := range doc.Versions {
		version := sftpd.Version{Label: string(v.Label), At: v.At, Superseded: string(doc.SupersededBy(v.Label))}
		for _, f := range v.Files {
			version.Files = append(version.Files, fileOf(f, v.Language, string(doc.Symbol), string(v.Label)))
		}
		folder.Versions = append(folder.Versions, version)
	}
	return folder
}

// fileOf names a file by where it belongs. Its language is told where it is not the
// version's own.
func fileOf(f document.File, own document.Language, of ...string) sftpd.File {
	file := sftpd.File{Name: f.Name, Bytes: f.Bytes, Digest: f.Digest.String(),
		Key: strings.Join(append(of, string(f.Language), f.Name), "\x00")}
	if f.Language != own {
		file.Language = string(f.Language)
	}
	return file
}

// Open opens a file of a version, or of a draft, whose key has a number instead of a
// symbol and no version.
func (l library) Open(f sftpd.File) (sftpd.Content, error) {
	parts := strings.Split(f.Key, "\x00")
	switch len(parts) {
	case 3:
		n, err := asem.ParseNumber(parts[0])
		if err != nil {
			return nil, noPlace([]string{f.Name})
		}
		_, body, err := l.desk.OpenDraft(n, pickOf(parts[1:]))
		return body, err
	case 4:
		_, body, err := l.desk.OpenVersion(asem.Symbol(parts[0]), document.Label(parts[1]), pickOf(parts[2:]))
		return body, err
	}
	return nil, noPlace([]string{f.Name})
}

func pickOf(parts []string) secretariat.FilePick {
	return secretariat.FilePick{Language: document.Language(parts[0]), Name: parts[1]}
}

// Drafts lists the files of the delegate's drafts.
func (l library) Drafts() ([]sftpd.Draft, error) {
	drafts, err := l.desk.DocumentDrafts()
	var files []sftpd.Draft
	for _, d := range slices.Backward(drafts) {
		for _, f := range d.Paper.Files {
			files = append(files, sftpd.Draft{Number: d.Number, At: d.Changed, File: fileOf(f, d.Paper.Language, d.Number.String())})
		}
	}
	return files, err
}

// MayDrop is nil for whoever draws up documents.
func (l library) MayDrop() error { return l.desk.MayDraftDocument() }

// Drop draws up a draft with one file, whose name is its title until it gets another.
func (l library) Drop(ctx context.Context, name string, size int64, r io.Reader) (sftpd.Draft, error) {
	in, err := l.desk.TakeIn(ctx, name, "", r)
	if err != nil {
		return sftpd.Draft{}, err
	}
	defer in.Release()
	if in.Bytes != size {
		return sftpd.Draft{}, fmt.Errorf("%d bytes came of a file of %d", in.Bytes, size)
	}
	if err := context.Cause(ctx); err != nil {
		return sftpd.Draft{}, err
	}
	posted, err := l.desk.DraftDocument("", document.Paper{Title: titleOf(name), Files: []document.File{in.File}})
	if err != nil {
		return sftpd.Draft{}, err
	}
	draft, err := l.desk.DocumentDraft(posted.Number)
	if err != nil {
		return sftpd.Draft{}, err
	}
	f := draft.Paper.Files[0]
	return sftpd.Draft{Number: draft.Number, At: draft.Changed, File: fileOf(f, draft.Paper.Language, draft.Number.String())}, nil
}

// titleOf makes a title of a file's name.
func titleOf(name string) string {
	title := strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
	if title == "" {
		title = name
	}
	if runes := []rune(title); len(runes) > rule.MaxTitle {
		title = string(runes[:rule.MaxTitle])
	}
	return title
}

package public

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A Source has what is public.
type Source interface {
	// EachPublic gives what was ever released, the newest number first.
	EachPublic(ctx context.Context, do func(secretariat.Public) error) error
	// PublicOf gives some of it by their numbers, in that order.
	PublicOf(numbers []asem.Number) ([]secretariat.Public, error)
	PublicBoards() (map[asem.BoardID]forum.Board, error)
	PublicText(ctx context.Context, f document.File) string
	PublicBody(d rule.Digest) (secretariat.Body, error)
}

// Options of an archive.
type Options struct {
	Domain packet.Domain // in the names of what is in feeds
	URL    string        // under which the archive is served, with a slash at its end; empty for unknown
}

// publisher is who releases.
const publisher = "ASEM Virtual Secretariat"

// Write brings the archive in a folder up to date with what is public now. A folder that
// has something else in it is refused. What stops it leaves every page as it was or as it
// is to be.
func Write(ctx context.Context, source Source, root string, o Options) error {
	f, err := openFolder(root)
	if err != nil {
		return err
	}
	w := &writer{ctx: ctx, source: source, folder: f, options: o, places: map[asem.Number]string{}, symbols: map[string]string{}, papers: map[asem.Symbol][]thing{}, topics: map[asem.Number][]thing{}}
	if w.boards, err = source.PublicBoards(); err != nil {
		return err
	}
	err = w.gather()
	for _, step := range []func() error{w.writeTopics, w.writeNotices, w.writeDocuments, w.writeLists} {
		if err == nil {
			err = step()
		}
	}
	if err != nil {
		return errors.Join(err, f.list())
	}
	return f.finish()
}

// A thing is something released, as lists have it.
type thing struct {
	Title, Author, Href, Where string
	Kind                       secretariat.Kind
	Day                        string
	number                     asem.Number
	at, released               time.Time
	board                      asem.BoardID
	topic                      asem.Number
	pillar                     asem.Pillar
	symbol                     asem.Symbol
	gone                       bool
}

func numbers(t thing) []asem.Number { return []asem.Number{t.number} }

type writer struct {
	ctx     context.Context
	source  Source
	folder  *folder
	options Options
	boards  map[asem.BoardID]forum.Board
	all     []thing // the newest release first
	topics  map[asem.Number][]thing
	papers  map[asem.Symbol][]thing
	places  map[asem.Number]string // pages by number
	symbols map[string]string      // pages by symbol, with and without a version
	begun   time.Time              // the first release
}

// gather reads what there is, without its texts.
func (w *writer) gather() error {
	err := w.source.EachPublic(w.ctx, func(p secretariat.Public) error {
		w.all = append(w.all, w.thing(p))
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(w.all, func(a, b thing) int {
		return cmp.Or(b.released.Compare(a.released), cmp.Compare(b.number, a.number))
	})
	for i := range w.all {
		t := &w.all[i]
		if w.begun.IsZero() || t.released.Before(w.begun) {
			w.begun = t.released
		}
		switch t.Kind {
		case secretariat.KindPost:
			w.topics[t.topic] = append(w.topics[t.topic], *t)
		case secretariat.KindDocument:
			w.papers[t.symbol] = append(w.papers[t.symbol], *t)
		}
	}
	for _, posts := range w.topics {
		slices.SortFunc(posts, func(a, b thing) int { return cmp.Compare(a.number, b.number) })
		for i, t := range posts {
			w.places[t.number] = fmt.Sprintf("%s#n%d", paged(fmt.Sprintf("topic-%d", uint64(t.topic)), i/postsAtOnce), uint64(t.number))
		}
	}
	for i := range w.all {
		t := &w.all[i]
		if t.Kind == secretariat.KindPost {
			t.Href = w.places[t.number]
			continue
		}
		w.places[t.number] = t.Href
		if t.symbol != "" {
			w.symbols[string(t.symbol)] = t.Href
		}
	}
	return nil
}

func (w *writer) thing(p secretariat.Public) thing {
	t := thing{Title: plain.Line(p.Title), Kind: p.Kind, number: p.Number, released: p.At, at: p.At, board: p.Board, symbol: p.Symbol, gone: p.Gone()}
	switch {
	case p.Kind == secretariat.KindPost:
		t.Where, t.pillar = plain.Line(w.boards[p.Board].Title), w.boards[p.Board].Pillar
		t.topic = p.Topic
		if p.Post != nil {
			t.Author, t.at = byline(p.Post.Author), p.Post.At
		}
	case p.Kind == secretariat.KindNotice:
		t.Href, t.Where = fmt.Sprintf("notice-%d.html", uint64(p.Number)), "Notice"
		if p.Notice != nil {
			t.Author, t.at = byline(p.Notice.Author), p.Notice.Current().At
		}
	default:
		t.Href, t.Where = documentPage(p.Symbol), document.Cited(p.Symbol, p.Label)
		if p.Document != nil {
			t.Author, t.at, t.pillar = asem.Listed(p.Document.By), p.Version.At, p.Version.Pillar
			if t.Author == "" {
				t.Author = publisher
			}
		}
	}
	if t.gone {
		t.Title = "Withdrawn"
	}
	t.Title, t.Author = valid(cmp.Or(t.Title, "(no title)")), valid(cmp.Or(t.Author, publisher))
	t.Day = t.at.UTC().Format("2006-01-02")
	return t
}

func documentPage(s asem.Symbol) string {
	return "document-" + strings.ReplaceAll(string(s), "/", "-") + ".html"
}

// byline is an author without their address, which is nobody's business here.
func byline(a roster.Author) string {
	if a.Login == "" {
		return plain.Line(a.Name)
	}
	return fmt.Sprintf("%s, %s", plain.Line(a.Name), a.Partner)
}

// paged is the name of a page of a list, from 0.
func paged(name string, page int) string {
	if page == 0 {
		return name + ".html"
	}
	return fmt.Sprintf("%s-%d.html", name, page+1)
}

// place copies the files of a version into the archive, and says where they are.
func (w *writer) place(symbol asem.Symbol, v document.Version) (list []file, err error) {
	taken := map[string]bool{}
	for _, f := range v.Files {
		name := plain.FileName(f.Name)
		for n := 2; taken[plain.FileKey(name)]; n++ {
			name = plain.Behind(plain.FileName(f.Name), fmt.Sprintf("~%d", n))
		}
		taken[plain.FileKey(name)] = true
		at := path.Join("files", strings.ReplaceAll(string(symbol), "/", "-"), v.Label.Folder(), name)
		body, err := w.source.PublicBody(f.Digest)
		if err != nil {
			return nil, err
		}
		err = w.folder.place(at, func(to io.Writer) error {
			_, err := io.Copy(to, io.NewSectionReader(body, 0, body.Size()))
			return err
		}, hex.EncodeToString(f.Digest[:]))
		if err != nil {
			return nil, err
		}
		list = append(list, file{Name: plain.Line(f.Name), Href: escaped(at), Bytes: f.Bytes, SHA256: f.Digest.String(), Language: string(f.Language),
			Blocks: w.blocks(w.source.PublicText(w.ctx, f))})
	}
	return list, nil
}

func (w *writer) blocks(text string) []block {
	return blocks(text, func(n asem.Number) string { return w.places[n] }, func(symbol string) string {
		if page := w.symbols[symbol]; page != "" {
			return page
		}
		name, _, _ := strings.Cut(symbol, " ")
		return w.symbols[name]
	})
}

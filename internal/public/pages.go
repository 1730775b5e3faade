package public

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// How much stands on one page.
const (
	postsAtOnce = 100
	rowsAtOnce  = 200
)

//go:embed pages.html
var pagesSource string

//go:embed style.css
var style string

// styleHash allows the style of a page, and no other: pages are read from folders too,
// where no file may be taken for one of the same origin.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}()

var pages = template.Must(template.New("pages").Funcs(template.FuncMap{"style": func() template.CSS { return template.CSS(style) }}).Parse(pagesSource))

// A page is what every page has.
type page struct {
	Title, Lead string
	Feed        string // of what stands here; empty for none
	Crumbs      []link
	Policy      string
	Home        bool
	Before      string // the page before, where a list has several
	After       string
	Groups      []group   // of things, under headings
	Posts       []article // of a topic
	Versions    []version // of a document
	Article     *article  // a notice
	Gone        string    // why there is nothing to read
}

type group struct {
	Title  string
	Links  bool // to lists, and no things themselves
	Things []thing
}

type article struct {
	ID, Author, Day, Answers, AnswersHref string
	Title                                 string
	Blocks                                []block
	Gone                                  bool
}

type version struct {
	Label, Title, Day, Author, Superseded string
	ID                                    string
	Files                                 []file
	Gone                                  bool
}

type file struct {
	Name, Href, SHA256, Language string
	Bytes                        int64
	Blocks                       []block
}

// escaped is a path as an address has it.
func escaped(at string) string {
	parts := strings.Split(at, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

func (w *writer) page(name string, p page) error {
	p.Policy = "default-src 'none'; style-src " + styleHash + "; base-uri 'none'; form-action 'none'"
	p.Title = valid(p.Title)
	if !p.Home {
		p.Crumbs = append([]link{{Href: "index.html", Rel: "Public archive"}}, p.Crumbs...)
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "page", p); err != nil {
		return fmt.Errorf("writing the page %s: %w", name, err)
	}
	return w.folder.put(name, b.Bytes())
}

const goneSentence = "This was withdrawn."

// summary is the beginning of a text, for a feed.
func summary(list []secretariat.Public) string {
	text := ""
	for _, p := range list {
		switch {
		case p.Post != nil:
			text = p.Post.Text
		case p.Notice != nil:
			text = p.Notice.Text
		case p.Document != nil:
			text = document.Cited(p.Symbol, p.Label) + ": " + p.Version.Title
		}
	}
	text = plain.Text(text)
	if cut := plain.Begin(text, 2000); cut != text {
		text = cut + "…"
	}
	return valid(text)
}

func (w *writer) writeTopics() error {
	for _, topic := range slices.Sorted(maps.Keys(w.topics)) {
		list := w.topics[topic]
		name := fmt.Sprintf("topic-%d", uint64(topic))
		for i, part := range slices.Collect(slices.Chunk(list, postsAtOnce)) {
			if err := w.topic(name, i, len(list), part); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) topic(name string, at, of int, part []thing) error {
	var ids []asem.Number
	for _, t := range part {
		ids = append(ids, t.number)
	}
	posts, err := w.source.PublicOf(ids)
	if err != nil {
		return err
	}
	board := w.boards[part[0].board]
	p := page{Title: part[0].Title, Crumbs: []link{{Href: fmt.Sprintf("board-%s.html", board.ID), Rel: board.Title}}}
	p.Before, p.After = around(name, at, of, postsAtOnce)
	for _, post := range posts {
		if !post.Gone() {
			p.Title = valid(plain.Line(post.Title)) // of the first that is there
			break
		}
	}
	for _, post := range posts {
		a := article{ID: fmt.Sprintf("n%d", uint64(post.Number)), Title: fmt.Sprintf("#%d", uint64(post.Number)), Gone: post.Gone()}
		if post.Post != nil {
			a.Author, a.Day, a.Blocks = valid(byline(post.Post.Author)), post.Post.At.UTC().Format("2006-01-02"), w.blocks(post.Post.Text)
			if to := post.Post.ReplyTo; to != 0 {
				a.Answers, a.AnswersHref = to.String(), w.places[to]
			}
		}
		p.Posts = append(p.Posts, a)
	}
	return w.page(paged(name, at), p)
}

// around are the pages before and after one of a list.
func around(name string, at, of, atOnce int) (before, after string) {
	if at > 0 {
		before = paged(name, at-1)
	}
	if (at+1)*atOnce < of {
		after = paged(name, at+1)
	}
	return before, after
}

func (w *writer) writeNotices() error {
	for _, t := range w.all {
		if t.Kind != secretariat.KindNotice {
			continue
		}
		list, err := w.source.PublicOf(numbers(t))
		if err != nil {
			return err
		}
		p := page{Title: t.Title, Gone: goneSentence}
		if len(list) == 1 && list[0].Notice != nil {
			p.Gone = ""
			p.Article = &article{ID: fmt.Sprintf("n%d", uint64(t.number)), Author: t.Author, Day: t.Day, Blocks: w.blocks(list[0].Notice.Text)}
		}
		if err := w.page(t.Href, p); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) writeDocuments() error {
	for _, symbol := range slices.Sorted(maps.Keys(w.papers)) {
		var ids []asem.Number
		for _, t := range w.papers[symbol] {
			ids = append(ids, t.number)
		}
		slices.Sort(ids)
		list, err := w.source.PublicOf(ids)
		if err != nil {
			return err
		}
		p := page{Title: string(symbol)}
		for _, one := range list {
			v := version{Label: document.Cited(one.Symbol, one.Label), ID: "v" + one.Label.Folder(), Gone: one.Gone()}
			if one.Document != nil {
				p.Title = document.Cited(one.Symbol, document.First) + " " + plain.Line(one.Version.Title)
				v.Title, v.Day, v.Author = valid(plain.Line(one.Version.Title)), one.Version.At.UTC().Format("2006-01-02"), asem.Listed(one.Document.By)
				if by := one.Document.SupersededBy(one.Label); by != "" && has(list, by) { // else it is nobody's business that there is one
					v.Superseded = document.Cited(one.Symbol, by)
				}
				if v.Files, err = w.place(one.Symbol, one.Version); err != nil {
					return err
				}
			}
			p.Versions = append(p.Versions, v)
		}
		if err := w.page(documentPage(symbol), p); err != nil {
			return err
		}
	}
	return nil
}

func has(list []secretariat.Public, label document.Label) bool {
	return slices.ContainsFunc(list, func(p secretariat.Public) bool { return p.Label == label && !p.Gone() })
}

// writeLists writes the index and what stands by pillar, board and year, with feeds.
func (w *writer) writeLists() error {
	byPillar, byBoard, byYear := map[asem.Pillar][]thing{}, map[asem.BoardID][]thing{}, map[string][]thing{}
	for _, t := range w.all {
		byYear[t.Day[:4]] = append(byYear[t.Day[:4]], t)
		if t.gone {
			continue
		}
		byPillar[t.pillar] = append(byPillar[t.pillar], t)
		if t.board != "" {
			byBoard[t.board] = append(byBoard[t.board], t)
		}
	}
	index := page{Title: "Public archive", Lead: "What the coordinators of ASEM have released from its Virtual Secretariat.", Home: true, Feed: "feed.xml"}
	index.Groups = append(index.Groups, group{Title: "Newest", Things: w.all[:min(len(w.all), 30)]})
	var pillars, boards, years []thing
	for _, pillar := range append(asem.Pillars(), asem.Across) {
		if list := byPillar[pillar]; len(list) > 0 {
			name := "pillar-" + cmp.Or(string(pillar), "across")
			pillars = append(pillars, thing{Title: pillar.Title(), Href: name + ".html", Where: counted(len(list))})
			if err := w.list(name, pillar.Title(), list, true); err != nil {
				return err
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(byBoard)) {
		name, title := "board-"+string(id), plain.Line(w.boards[id].Title)
		boards = append(boards, thing{Title: title, Href: name + ".html", Where: counted(len(byBoard[id]))})
		if err := w.list(name, title, byBoard[id], true); err != nil {
			return err
		}
	}
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(byYear))) {
		years = append(years, thing{Title: year, Href: "year-" + year + ".html", Where: counted(len(byYear[year]))})
		if err := w.list("year-"+year, year, byYear[year], false); err != nil {
			return err
		}
	}
	index.Groups = append(index.Groups, group{"By pillar", true, pillars}, group{"By board", true, boards}, group{"By year", true, years})
	if err := w.feed("feed.xml", "index.html", "ASEM: public archive", w.all); err != nil {
		return err
	}
	return w.page("index.html", index)
}

func counted(n int) string {
	if n == 1 {
		return "1 thing"
	}
	return fmt.Sprintf("%d things", n)
}

func (w *writer) list(name, title string, things []thing, feed bool) error {
	for i, part := range slices.Collect(slices.Chunk(things, rowsAtOnce)) {
		p := page{Title: title, Groups: []group{{Title: "Released", Things: part}}}
		if feed {
			p.Feed = "feed-" + name + ".xml"
		}
		p.Before, p.After = around(name, i, len(things), rowsAtOnce)
		if err := w.page(paged(name, i), p); err != nil {
			return err
		}
	}
	if !feed {
		return nil
	}
	return w.feed("feed-"+name+".xml", name+".html", "ASEM: "+title, things)
}

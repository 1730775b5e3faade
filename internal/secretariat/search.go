package secretariat

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
)

// A Search is what a delegate looks for.
type Search struct {
	Query  string
	Limit  int    // hits of a page; 0 for DefaultLimit, MaxLimit at most
	After  string // FoundPage.Next of the page before; empty for the first
	ByDate bool   // the newest first; else what fits best
	Months bool   // count the hits of each month
	Width  int    // columns of a passage; 0 for none
}

// FoundPage is a page of what was found.
type FoundPage struct {
	Query  archive.Query
	Hits   []HitView
	Total  int    // on all pages
	Next   string // for the page that follows; empty where none does
	ByDate bool   // in which order it came; a query without words is always by date
	Months map[archive.Month]int
	// Behind says how much of the record the index has not read yet, in percent: what
	// was posted there may be missing.
	Behind int
}

// HitView is something found, as one delegate sees it.
type HitView struct {
	Number   asem.Number // 0 for a person
	Kind     Kind
	Title    string
	At       time.Time
	Author   roster.Author
	Board    asem.BoardID   // of a post
	Topic    asem.Number    // of a post
	Symbol   asem.Symbol    // of a document
	Version  document.Label // of a document
	Login    asem.Login     // of a person
	New      bool
	Withheld string // why there is no passage; a sentence
	Passage  archive.Passage
	file     document.File // whose text has the passage
}

func noIndex() error {
	return fault.New(fault.Refused, "This server keeps no search index.").Then("Ask your operator.")
}

// Search finds what a delegate may read. A query that cannot be read is a fault.Usage
// that says where it stops.
func (d *Desk) Search(ctx context.Context, sought Search) (FoundPage, error) {
	var page FoundPage
	x := d.office.indexer
	if x == nil {
		return page, noIndex()
	}
	limit, err := Page{Limit: sought.Limit}.limit()
	if err != nil {
		return page, err
	}
	if page.Query, err = archive.Parse(sought.Query, d.Zone()); err != nil {
		return page, err
	}
	after, err := placeOf(sought.After)
	if err != nil {
		return page, err
	}
	page.ByDate = sought.ByDate || page.Query.Bare()
	options := archive.Options{Limit: limit, After: after, Order: archive.ByRelevance}
	if sought.Months {
		options.Months = d.Zone()
	}
	if page.ByDate {
		options.Order = archive.ByDate
	}
	d.office.settle(ctx)
	err = d.inSearch(ctx, func() error {
		_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error { return d.search(s, me, options, sought.Width, &page) })
		return err
	})
	if err != nil {
		return page, err
	}
	if page.Behind, err = d.behind(); err != nil {
		return page, err
	}
	return page, d.filePassages(ctx, &page, sought.Width)
}

// MaySearch is nil for a query that can be read, and for none; else where it stops.
func (d *Desk) MaySearch(query string) error {
	if _, err := d.ask(roster.Read, "", nil); err != nil {
		return err
	}
	_, err := archive.Parse(query, d.Zone())
	return err
}

// inSearch does a search when its turn has come: a phrase of common words takes a tenth
// of a second of a processor, and anybody may ask for it on as many lines as they like.
func (d *Desk) inSearch(ctx context.Context, search func() error) error {
	select {
	case d.office.searches <- struct{}{}:
	case <-ctx.Done():
		return fault.New(fault.Failed, "The search was given up.").Because(ctx.Err())
	}
	defer func() { <-d.office.searches }()
	return search()
}

// atSearch is how many searches go on at one time.
const atSearch = 2

// search asks the index about the delegate's own shelves, and reads what it found.
func (d *Desk) search(s State, me roster.Delegate, o archive.Options, width int, page *FoundPage) error {
	tray := d.trays(s, me)
	now, past := d.shelves(tray)
	o.Shelves = append(now, past...)
	o.New = d.newHits(s, me, tray)
	o.Skip = func(shelf archive.Shelf, n uint64) bool {
		if slices.Contains(past, shelf) {
			return !tray(kindOf(shelf)).asIndexed(asem.Number(n))
		}
		private := strings.HasPrefix(string(shelf), string(KindLetter)+"/") || shelf == shelfSent(d.login)
		return private && s.Filed(d.login, asem.Number(n)) == FolderRemoved
	}
	found, err := d.office.indexer.index.Search(page.Query, o)
	if err != nil {
		return err
	}
	page.Total, page.Months = found.Total, found.Months
	for _, h := range found.Hits {
		if view, ok := d.hit(s, me, h, page.Query, width); ok {
			view.New = o.New(h.Shelf, h.Number)
			page.Hits = append(page.Hits, view)
		}
	}
	if found.More {
		page.Next = nextOf(found.Hits[len(found.Hits)-1].Place)
	}
	return nil
}

// trays are the delegate's, each read once.
func (d *Desk) trays(s State, me roster.Delegate) func(Kind) tray {
	read := map[Kind]tray{}
	return func(k Kind) tray {
		t, ok := read[k]
		if !ok {
			t = d.office.tray(s, me, k)
			read[k] = t
		}
		return t
	}
}

// shelves are those of the index that are the delegate's now, and those of offices that they
// have handed over.
func (d *Desk) shelves(tray func(Kind) tray) (now, past []archive.Shelf) {
	now = []archive.Shelf{shelfPosts, shelfPeople, shelfSent(d.login)}
	for _, k := range append([]Kind{KindNotice, KindDocument, KindLetter}, recordKinds...) {
		for _, b := range tray(k).boxes { // those that are past stand behind
			switch shelf := archive.Shelf(b.shelf); {
			case b.past == nil:
				now = append(now, shelf)
			case !slices.Contains(now, shelf) && !slices.Contains(past, shelf):
				past = append(past, shelf)
			}
		}
	}
	return now, past
}

// kindOf is of what a shelf of a box is.
func kindOf(s archive.Shelf) Kind {
	kind, _, _ := strings.Cut(string(s), "/")
	return Kind(kind)
}

// newHits says of a hit whether it is new to the delegate. What it reads of a board it reads
// once.
func (d *Desk) newHits(s State, me roster.Delegate, tray func(Kind) tray) func(archive.Shelf, uint64) bool {
	boards := map[asem.BoardID]newsrc.Board{}
	return func(shelf archive.Shelf, number uint64) bool {
		n := asem.Number(number)
		kind := kindOf(shelf)
		switch {
		case shelf == shelfPosts:
			p, _ := s.Post(n)
			news, ok := boards[p.Board]
			if !ok {
				b, _ := s.Board(p.Board)
				news = d.office.news(s, me, b)
				boards[p.Board] = news
			}
			return news.IsNew(p.Ordinal)
		case kind == KindDocument:
			of, _ := s.DocumentOf(n)
			return tray(KindDocument).isNew(of)
		case kind == KindNotice, kind == KindLetter, slices.Contains(recordKinds, kind):
			return tray(kind).isNew(n)
		}
		return false
	}
}

// hit reads something found; ok is false where it does not reach the delegate: the
// index may be a moment behind the record.
func (d *Desk) hit(s State, me roster.Delegate, h archive.Hit, q archive.Query, width int) (v HitView, ok bool) {
	if h.Shelf == shelfPeople {
		return d.personHit(s, h)
	}
	n := asem.Number(h.Number)
	to, err := d.numbered(s, me, n)
	if h.Shelf != shelfPosts && to.Kind == KindPost { // the Declaration is both
		to, ok = d.numberedDocument(s, me, n)
	} else {
		ok = err == nil
	}
	v = HitView{Number: n, Kind: to.Kind, Board: to.Board, Topic: to.Topic, Symbol: to.Symbol, Version: to.Version}
	if !ok {
		return v, false
	}
	versions := 1
	switch to.Kind {
	case KindPost:
		p, _ := s.Post(n)
		post := d.post(s, me, p, false)
		v.Title, v.At, v.Author, v.Withheld = post.Title, p.At, p.Author, post.Withheld
		if v.Withheld == "" && width > 0 {
			v.Passage = q.Passage(post.Text, width)
		}
		return v, true
	case KindNotice:
		found, _ := s.Notice(n)
		v.Title, v.At, v.Author, versions = found.Current().Title, found.Current().At, found.Author, len(found.Versions)
	case KindLetter:
		l, _ := s.Letter(n)
		v.Title, v.At, v.Author = l.Subject, l.At, l.From
	case KindDocument:
		return versionHit(s, v), true
	case KindProcedure, KindInitiative, KindMeeting, KindProgramme, KindContingency:
		r, _, _ := recordAbout(s, n)
		v.Title, v.At, v.Author = titleOf(s, n), r.At, r.Author
		if width > 0 {
			v.Passage = q.Passage(bodyOf(s, n), width)
		}
		return v, true
	}
	if width > 0 {
		text, _ := s.Text(n, versions)
		v.Passage = q.Passage(text, width)
	}
	return v, true
}

// versionHit is a version of a document, or a translation of one. The passage comes
// later, from its file.
func versionHit(s State, v HitView) HitView {
	of, _ := s.DocumentOf(v.Number)
	doc, _ := s.Document(of)
	version, _ := doc.Version(v.Version)
	v.Title, v.At, v.Author = version.Title, version.At, version.Issued
	language := version.Language
	for _, t := range version.Translations {
		if t.Number == v.Number {
			v.Title, v.At, v.Author, language = t.Title, t.At, t.Issued, t.Language
		}
	}
	v.file, _ = version.Main(language)
	return v
}

func (d *Desk) personHit(s State, h archive.Hit) (v HitView, ok bool) {
	for _, other := range s.Delegates() {
		if personNumber(other.Login) == h.Number && !other.Left {
			return HitView{Kind: KindPerson, Login: other.Login, Title: other.Name, At: other.Since, Author: roster.AuthorOf(s, other.Login)}, true
		}
	}
	return v, false
}

// filePassages finds the passages of documents in their files, when no transaction is
// open any more.
func (d *Desk) filePassages(ctx context.Context, page *FoundPage, width int) error {
	for i := range page.Hits {
		h := &page.Hits[i]
		if h.Kind != KindDocument || width == 0 || h.file.Name == "" {
			continue
		}
		text, err := d.office.fileText(ctx, h.file)
		if err != nil && ctx.Err() != nil {
			return fault.New(fault.Failed, "The search was given up.").Because(err)
		}
		h.Passage = page.Query.Passage(text, width)
	}
	return nil
}

// behind is how much of the record the index has not read yet, in percent.
func (d *Desk) behind() (percent int, err error) {
	last, err := d.office.indexer.last()
	read, _, _ := d.office.indexer.state()
	if err != nil || read >= last {
		return 0, err
	}
	return max(int((last-read)*100/last), 1), nil
}

// nextOf writes the place of a page's last hit, to be given back as it is.
func nextOf(p archive.Place) string {
	b := []byte{0}
	if p.Exact {
		b[0] = 1
	}
	b = binary.BigEndian.AppendUint32(b, math.Float32bits(p.Score))
	b = binary.AppendUvarint(binary.AppendVarint(b, p.At), p.Number)
	return base64.RawURLEncoding.EncodeToString(b)
}

func placeOf(next string) (*archive.Place, error) {
	if next == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(next)
	if err != nil || len(b) < 7 || b[0] > 1 {
		return nil, unknownPlace()
	}
	p := archive.Place{Exact: b[0] == 1, Score: math.Float32frombits(binary.BigEndian.Uint32(b[1:]))}
	at, size := binary.Varint(b[5:])
	if size <= 0 {
		return nil, unknownPlace()
	}
	number, rest := binary.Uvarint(b[5+size:])
	if rest <= 0 || 5+size+rest != len(b) {
		return nil, unknownPlace()
	}
	p.At, p.Number = at, number
	return &p, nil
}

func unknownPlace() error {
	return fault.New(fault.Usage, "The place to go on from cannot be read.").Then("Give it back as it stood under \"next\", or begin the search anew.")
}

// Citing is the query for what cites a number or a symbol.
func Citing(name string) string { return `cites:"` + strings.ReplaceAll(name, `"`, "") + `"` }

// Where says in a word where something found belongs: its board, or what it is.
func (h HitView) Where() string {
	if h.Kind == KindPost {
		return string(h.Board)
	}
	return string(h.Kind)
}

// A Period is a year, 2006, or a month, 2006-09, with how many hits it has.
type Period struct {
	Name  string
	Count int
}

// Periods are the years of what was found, or its months, the newest first. The search
// must have asked for months.
func (p FoundPage) Periods(months bool) (list []Period) {
	counts := map[string]int{}
	for month, n := range p.Months {
		name := fmt.Sprintf("%04d-%02d", month/100, month%100)
		if !months {
			name = name[:4]
		}
		counts[name] += n
	}
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(counts))) {
		list = append(list, Period{name, counts[name]})
	}
	return list
}

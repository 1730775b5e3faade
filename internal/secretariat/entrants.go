package secretariat

import (
	"hash/fnv"
	"slices"
	"strings"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
)

// The shelves of the index that are no boxes.
const (
	shelfPosts  archive.Shelf = "posts"
	shelfPeople archive.Shelf = "people"
)

// shelfSent is what a delegate sent.
func shelfSent(login asem.Login) archive.Shelf { return archive.Shelf("sent/" + string(login)) }

// mostCited bounds how many numbers and symbols of one text lead back to it.
const mostCited = 200

// entrants are what the index is to hold of something, as it is now.
func entrants(s State, j job) []entrant {
	switch j.kind {
	case KindPost:
		if j.topic {
			return postsOfTopic(s, j.number)
		}
		return post(s, j.number, j.purge)
	case KindNotice:
		return noticeTexts(s, j.number)
	case KindDocument:
		return documentTexts(s, j.number)
	case KindLetter:
		return letterTexts(s, j.number)
	case KindPerson:
		return person(s, j.login)
	}
	return recordTexts(s, j.number)
}

// put puts a text on shelves.
func put(t archive.Text, files []document.File, shelves ...archive.Shelf) (list []entrant) {
	for _, shelf := range shelves {
		on := t
		on.Shelf = shelf
		list = append(list, entrant{archive.Change{Put: &on}, files})
	}
	return list
}

func postsOfTopic(s State, topic asem.Number) (list []entrant) {
	r := Range{Limit: MaxLimit}
	for {
		page, more := s.PostsOf(topic, r)
		for _, p := range page {
			list = append(list, post(s, p.Number, false)...)
		}
		if !more || len(page) == 0 {
			return list
		}
		r.From = page[len(page)-1].Number
	}
}

// post is found by everybody, unless it is hidden or was redacted.
func post(s State, n asem.Number, purge bool) []entrant {
	p, ok := s.Post(n)
	if !ok || p.Hidden != nil || p.Redacted != nil {
		return []entrant{{Change: archive.Change{Drop: uint64(n), Shelf: shelfPosts, Purge: purge || p.Redacted != nil}}}
	}
	text, _ := s.Text(n, len(p.Versions)) // damaged or missing: found by what is said of it
	t := archive.Text{Number: uint64(n), At: p.At, Body: text, Fields: about("post", p.Author, text)}
	if p.Topic == n {
		topic, _ := s.Topic(n)
		t.Title = topic.Title
	}
	board, _ := s.Board(p.Board)
	t.Fields = append(t.Fields, ofBoard(board)...)
	for _, f := range p.Files {
		t.Body += "\n" + f.Name
	}
	return put(withFiles(t, len(p.Files) > 0), nil, shelfPosts)
}

func withFiles(t archive.Text, has bool) archive.Text {
	if has {
		t.Fields = append(t.Fields, archive.Field("has", "attachment"))
	}
	return t
}

// about are the fields that everything has.
func about(kind string, author roster.Author, texts ...string) []string {
	fields := []string{archive.Field("kind", kind)}
	if author.Login != "" {
		fields = append(fields, archive.Field("from", string(author.Login)))
	}
	if author.Address != "" {
		fields = append(fields, archive.Field("from", author.Address))
	}
	if author.Partner != "" {
		fields = append(fields, archive.Field("partner", string(author.Partner)))
	}
	fields = append(fields, archive.FieldWords("from", author.Name)...)
	for _, text := range texts {
		fields = append(fields, cited(text)...)
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

// cited are the numbers and symbols that a text refers to.
func cited(text string) (fields []string) {
	for _, r := range plain.References(text) {
		fields = append(fields, archive.Field("cites", asem.Number(r.Number).String()))
	}
	for _, r := range plain.Symbols(text) {
		fields = append(fields, archive.Field("cites", r.Symbol))
		if symbol, label, err := document.ParseSymbol(r.Symbol); err == nil && label != "" {
			fields = append(fields, archive.Field("cites", string(symbol)))
		}
	}
	return fields[:min(len(fields), mostCited)]
}

func ofBoard(b forum.Board) []string {
	return append(ofPillar(b.Pillar, b.Clusters), archive.Field("board", string(b.ID)))
}

func ofPillar(p asem.Pillar, clusters []asem.ClusterID) []string {
	name := string(p)
	if name == "" {
		name = "across"
	}
	fields := []string{archive.Field("pillar", name)}
	for _, c := range clusters {
		fields = append(fields, archive.Field("cluster", string(c)))
	}
	return fields
}

func boxesOf(k Kind, to []roster.Address) (shelves []archive.Shelf) {
	for _, a := range to {
		shelves = append(shelves, archive.Shelf(Box(k, a)))
	}
	return shelves
}

func sentTo(to []roster.Address) (fields []string) {
	for _, a := range to {
		fields = append(fields, archive.Field("to", string(a)))
		if board, ok := strings.CutPrefix(string(a), "board:"); ok {
			fields = append(fields, archive.Field("board", board))
		}
	}
	return fields
}

func noticeTexts(s State, n asem.Number) []entrant {
	found, ok := s.Notice(n)
	if !ok {
		return nil
	}
	v := found.Current()
	text, _ := s.Text(n, len(found.Versions))
	t := archive.Text{Number: uint64(n), At: v.At, Title: v.Title, Body: text, Fields: about("notice", found.Author, text)}
	t.Fields = append(t.Fields, sentTo(found.To)...)
	return put(t, nil, boxesOf(KindNotice, found.Readers())...)
}

func letterTexts(s State, n asem.Number) []entrant {
	l, ok := s.Letter(n)
	if !ok {
		return nil
	}
	text, _ := s.Text(n, 1)
	t := archive.Text{Number: uint64(n), At: l.At, Title: l.Subject, Body: text, Fields: about("letter", l.From, text)}
	t.Fields = append(t.Fields, sentTo(l.Receivers())...)
	for _, f := range l.Files {
		t.Body += "\n" + f.Name
	}
	return put(withFiles(t, len(l.Files) > 0), nil, append(boxesOf(KindLetter, l.Receivers()), shelfSent(l.From.Login))...)
}

// recordTexts are all texts of a record as one, under its title and its number.
func recordTexts(s State, n asem.Number) []entrant {
	r, fields, ok := recordAbout(s, n)
	if !ok {
		return nil
	}
	body := bodyOf(s, n)
	t := archive.Text{Number: uint64(n), At: r.At, Title: r.Title, Body: body, Fields: about(string(r.Kind), r.Author, body)}
	t.Fields = append(t.Fields, fields...)
	return put(t, nil, boxesOf(r.Kind, r.To)...)
}

// documentTexts are all versions of a document and all their translations, each under
// its own number.
func documentTexts(s State, n asem.Number) (list []entrant) {
	d, ok := s.Document(n)
	if !ok {
		return nil
	}
	shelves := boxesOf(KindDocument, d.Readers())
	for _, v := range d.Versions {
		t := archive.Text{Number: uint64(v.Number), At: v.At, Title: v.Title, Fields: ofVersion(d, v)}
		list = append(list, put(t, in(v.Files, v.Language), shelves...)...)
		for _, other := range v.Translations {
			t.Number, t.Title, t.At = uint64(other.Number), other.Title, other.At
			list = append(list, put(t, in(v.Files, other.Language), shelves...)...)
		}
	}
	return list
}

func in(files []document.File, l document.Language) (list []document.File) {
	for _, f := range files {
		if f.Language == l {
			list = append(list, f)
		}
	}
	return list
}

func ofVersion(d document.Document, v document.Version) []string {
	fields := append(about("document", v.Issued), ofPillar(v.Pillar, v.Clusters)...)
	fields = append(fields, archive.Field("series", string(d.Series)), archive.Field("has", "attachment"),
		archive.Field("symbol", document.Cited(d.Symbol, v.Label)))
	for path := string(d.Symbol); path != ""; path = path[:max(strings.LastIndexByte(path, '/'), 0)] {
		fields = append(fields, archive.Field("symbol", path))
	}
	for _, p := range d.By {
		fields = append(fields, archive.Field("partner", string(p)))
	}
	fields = append(fields, sentTo(d.To())...)
	fields = append(fields, archive.FieldWords("meeting", v.Meeting)...)
	slices.Sort(fields)
	return slices.Compact(fields)
}

// personNumber stands for a login among the numbers of the index, beyond all that things
// have.
func personNumber(login asem.Login) uint64 {
	h := fnv.New64a()
	h.Write([]byte(login))
	return h.Sum64() | 1<<63
}

// person is found by name, login, partner and mission while accredited.
func person(s State, login asem.Login) []entrant {
	d, ok := s.Delegate(login)
	if !ok || d.Left {
		return []entrant{{Change: archive.Change{Drop: personNumber(login), Shelf: shelfPeople}}}
	}
	p, _ := s.Partner(d.Partner)
	return put(archive.Text{
		Number: personNumber(login), At: d.Since, Title: d.Name + " " + strings.ReplaceAll(string(login), ".", " "), Body: strings.Join([]string{string(login), string(d.Partner), p.Name, d.Mission}, "\n"),
		Fields: []string{archive.Field("kind", "person"), archive.Field("partner", string(d.Partner))},
	}, nil, shelfPeople)
}

package forum

import (
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A model is the forum in plain maps, folded from facts. Of the roster it knows
// delegates only.
type model struct {
	roster.State // nothing else of the roster is asked; asking ends the test
	delegates    map[asem.Login]roster.Delegate
	boards       map[asem.BoardID]Board
	clusters     []Cluster
	topics       map[asem.Number]Topic
	posts        map[asem.Number]Post
	origins      map[string]asem.Number
	texts        map[asem.Number]string // of the newest version
	next         asem.Number
	now          time.Time
}

const (
	anna asem.Login = "anna.author"
	bao  asem.Login = "bao.other"
	mo   asem.Login = "mo.derator"
	co   asem.Login = "co.ordinator"
	fin  asem.Login = "fin.derator" // moderates the board finance alone
)

func newModel() *model {
	m := &model{
		delegates: map[asem.Login]roster.Delegate{
			anna: {Login: anna, Name: "Anna Author", Partner: "FI", Mission: "Brussels", Roles: []roster.Role{{Name: roster.Ordinary}}},
			bao:  {Login: bao, Partner: "VN", Roles: []roster.Role{{Name: roster.Ordinary}}},
			mo:   {Login: mo, Roles: []roster.Role{{Name: roster.Moderator}}},
			co:   {Login: co, Roles: []roster.Role{{Name: roster.Coordinator}}},
			fin:  {Login: fin, Roles: []roster.Role{{Name: roster.Moderator, Board: "finance"}}},
		},
		boards: map[asem.BoardID]Board{}, topics: map[asem.Number]Topic{}, posts: map[asem.Number]Post{},
		origins: map[string]asem.Number{}, texts: map[asem.Number]string{}, next: 1,
		now: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC),
	}
	for _, b := range []BoardFounded{{ID: "finance", Title: "Finance"}, {ID: "health", Title: "Health"}, {ID: "papers", Title: "Old papers", Archive: true}, {ID: "cables", Title: "Cables", Archive: true}} {
		m.fold("", b)
	}
	return m
}

func (m *model) Delegate(l asem.Login) (roster.Delegate, bool) { d, ok := m.delegates[l]; return d, ok }

func (m *model) Board(id asem.BoardID) (Board, bool) { b, ok := m.boards[id]; return b, ok }

func (m *model) Clusters() []Cluster { return m.clusters }

func (m *model) Topic(n asem.Number) (Topic, bool) { t, ok := m.topics[n]; return t, ok }

func (m *model) Post(n asem.Number) (Post, bool) { p, ok := m.posts[n]; return p, ok }

func (m *model) NextNumber() asem.Number { return m.next }

func (m *model) Imported(b asem.BoardID, origin string) (asem.Number, bool) {
	n, ok := m.origins[string(b)+" "+origin]
	return n, ok
}

// do decides an action and folds what came of it.
func (m *model) do(by asem.Login, a Action) (rule.Ruling, error) {
	m.now = m.now.Add(time.Second)
	r, err := a.Decide(m, rule.Occasion{By: by, At: m.now})
	if err != nil {
		return r, err
	}
	for _, f := range r.Facts {
		m.fold(by, f)
	}
	for _, text := range r.Texts {
		m.texts[text.Number] = text.Body
	}
	return r, nil
}

// must does it and wants one fact.
func (m *model) must(t testing.TB, by asem.Login, a Action) rule.Fact {
	t.Helper()
	r, err := m.do(by, a)
	if err != nil {
		t.Fatalf("%s: %v", a.Kind(), err)
	}
	if len(r.Facts) != 1 {
		t.Fatalf("%s: %d facts", a.Kind(), len(r.Facts))
	}
	return r.Facts[0]
}

// nothing does it and wants no fact.
func (m *model) nothing(t testing.TB, by asem.Login, a Action) {
	t.Helper()
	if r, err := m.do(by, a); err != nil || len(r.Facts) > 0 || len(r.Texts) > 0 {
		t.Errorf("%s %+v: %+v, %v; want nothing", a.Kind(), a, r, err)
	}
}

func (m *model) fold(by asem.Login, f rule.Fact) {
	switch f := f.(type) {
	case ClusterNamed:
		m.clusters = append(m.clusters, Cluster(f))
	case BoardFounded:
		m.boards[f.ID] = Board{ID: f.ID, Title: f.Title, Archive: f.Archive}
	case Posted:
		m.next = f.Number + 1
		m.posts[f.Number] = Post{Number: f.Number, Topic: f.Topic, Board: f.Board, ReplyTo: f.ReplyTo, Path: f.Path, Author: f.Author,
			Imported: f.Origin != "", Versions: []Version{{Title: f.Title, Digest: f.Digest}}}
		if f.Topic == f.Number {
			m.topics[f.Number] = Topic{Number: f.Number, Board: f.Board, Title: f.Title}
		}
		m.topic(f.Topic, func(t *Topic) { t.Posts++ })
		if f.Origin != "" {
			m.origins[string(f.Board)+" "+f.Origin] = f.Number
		}
	case Edited:
		m.post(f.Number, func(p *Post) { p.Versions = append(p.Versions, Version{Title: f.Title, Digest: f.Digest}) })
	case Pinned:
		m.topic(f.Topic, func(t *Topic) { t.Pinned = f.On })
	case Closed:
		b := m.boards[f.Board]
		if b.Closed = nil; f.On {
			b.Closed = &Judgement{By: by, Reason: f.Reason}
		}
		m.boards[f.Board] = b
	case Locked:
		m.topic(f.Topic, func(t *Topic) { t.Locked = f.On })
	case Moved:
		m.topic(f.Topic, func(t *Topic) { t.Board = f.To })
		for n, p := range m.posts {
			if p.Topic == f.Topic {
				p.Board = f.To
				m.posts[n] = p
			}
		}
	case Hidden:
		m.post(f.Number, func(p *Post) {
			if p.Hidden = nil; f.On {
				p.Hidden = &Judgement{By: by, Reason: f.Reason}
			}
		})
	case Redacted:
		m.post(f.Number, func(p *Post) { p.Redacted = &Judgement{By: by, Reason: f.Reason} })
	}
}

func (m *model) topic(n asem.Number, change func(*Topic)) {
	t := m.topics[n]
	change(&t)
	m.topics[n] = t
}

func (m *model) post(n asem.Number, change func(*Post)) {
	p := m.posts[n]
	change(&p)
	m.posts[n] = p
}

// opened opens a topic and gives its number.
func (m *model) opened(t testing.TB, board asem.BoardID) asem.Number {
	t.Helper()
	return m.must(t, anna, Open{Board: board, Title: "A subject", Text: "Opinion."}).(Posted).Number
}

func (m *model) replied(t testing.TB, to asem.Number) asem.Number {
	t.Helper()
	return m.must(t, bao, Reply{To: to, Text: "Another opinion."}).(Posted).Number
}

// A refusal is an action, and the kind and words with which it is refused.
type refusal struct {
	name   string
	by     asem.Login
	action Action
	kind   fault.Kind
	says   string
}

func (m *model) wantRefused(t *testing.T, refusals []refusal) {
	t.Helper()
	for _, r := range refusals {
		ruling, err := m.do(r.by, r.action)
		wantFault(t, r.name, err, r.kind, r.says)
		if len(ruling.Facts) > 0 || len(ruling.Texts) > 0 {
			t.Errorf("%s: refused, and yet %+v", r.name, ruling)
		}
	}
}

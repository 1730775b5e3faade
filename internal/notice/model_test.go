package notice

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A model is a notice board in plain maps, folded from facts.
type model struct {
	roster.State // nothing else of the roster is asked; asking ends the test
	delegates    map[asem.Login]roster.Delegate
	notices      map[asem.Number]Notice
	texts        map[asem.Number][]string
	entry        uint64
	next         asem.Number
	now          time.Time
}

const (
	cora asem.Login = "cora.coordinator" // LA
	mo   asem.Login = "mo.derator"       // SG, moderates everything
	fin  asem.Login = "fin.derator"      // DE, moderates finance
	kai  asem.Login = "kai.contact"      // FI, its contact point
	anna asem.Login = "anna.author"      // FI
	vo   asem.Login = "vo.contact"       // VN, its contact point
	gone asem.Login = "gone.coordinator" // has left
)

func newModel() *model {
	m := &model{delegates: map[asem.Login]roster.Delegate{}, notices: map[asem.Number]Notice{}, texts: map[asem.Number][]string{},
		next: 7, now: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)}
	add := func(login asem.Login, partner asem.Code, roles ...roster.Role) {
		m.delegates[login] = roster.Delegate{Login: login, Name: "Name of " + string(login), Partner: partner, Mission: "Brussels", Roles: roles}
	}
	add(cora, "LA", roster.Role{Name: roster.Coordinator})
	add(mo, "SG", roster.Role{Name: roster.Moderator})
	add(fin, "DE", roster.Role{Name: roster.Moderator, Board: "finance"})
	add(kai, "FI", roster.Role{Name: roster.ContactPoint})
	add(anna, "FI", roster.Role{Name: roster.Ordinary})
	add(vo, "VN", roster.Role{Name: roster.ContactPoint})
	add(gone, "LA", roster.Role{Name: roster.Coordinator})
	left := m.delegates[gone]
	left.Left = true
	m.delegates[gone] = left
	return m
}

var partners = map[asem.Code]roster.PartnerAdmitted{
	"DE": {Code: "DE", Region: asem.Europe, Group: "EU"}, "FI": {Code: "FI", Region: asem.Europe, Group: "EU"},
	"LA": {Code: "LA", Region: asem.Asia, Group: "ASEAN"}, "SG": {Code: "SG", Region: asem.Asia, Group: "ASEAN"}, "VN": {Code: "VN", Region: asem.Asia, Group: "ASEAN"},
}

func (m *model) Partner(c asem.Code) (roster.PartnerAdmitted, bool) {
	p, ok := partners[c]
	return p, ok
}

func (m *model) Partners() []roster.PartnerAdmitted {
	return slices.SortedFunc(maps.Values(partners), func(a, b roster.PartnerAdmitted) int { return cmp.Compare(a.Code, b.Code) })
}

func (m *model) Delegate(l asem.Login) (roster.Delegate, bool) { d, ok := m.delegates[l]; return d, ok }

func (m *model) Delegates() []roster.Delegate {
	return slices.SortedFunc(maps.Values(m.delegates), func(a, b roster.Delegate) int { return cmp.Compare(a.Login, b.Login) })
}

func (m *model) Notice(n asem.Number) (Notice, bool) { v, ok := m.notices[n]; return v, ok }

func (m *model) PinnedNotices() (count int) {
	for _, n := range m.notices {
		if n.Pinned != 0 {
			count++
		}
	}
	return count
}

func (m *model) NextNumber() asem.Number { return m.next }

// do decides an action, as the clerk would after asking for the right to it, and folds
// what came of it.
func (m *model) do(by asem.Login, a Action) (rule.Ruling, error) {
	m.now = m.now.Add(time.Second)
	act, board, err := a.Asks(m)
	if err == nil {
		err = roster.Can(m.delegates[by], act, board)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	r, err := a.Decide(m, rule.Occasion{By: by, At: m.now})
	if err != nil {
		return r, err
	}
	for _, f := range r.Facts {
		m.fold(by, f)
	}
	for _, text := range r.Texts {
		m.texts[text.Number] = append(m.texts[text.Number], text.Body)
		if n := m.notices[text.Number]; rule.DigestOf(text.Body) != n.Current().Digest || text.Version != len(n.Versions) {
			return r, errors.New("the text is not that of the fact")
		}
	}
	return r, nil
}

func (m *model) fold(by asem.Login, f rule.Fact) {
	m.entry++
	switch f := f.(type) {
	case Posted:
		m.next = f.Number + 1
		m.notices[f.Number] = Notice{Number: f.Number, Level: f.Level, To: f.To, Author: f.Author, At: m.now, Asked: f.Asked, AckBy: f.AckBy, Expires: f.Expires,
			Versions: []Version{{At: m.now, By: by, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes}}}
	case Corrected:
		m.change(f.Number, func(n *Notice) {
			n.Versions = append(n.Versions, Version{At: m.now, By: by, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes})
			n.Asked, n.Acks, n.Reminded = f.Asked, nil, nil
		})
	case Pinned:
		m.change(f.Number, func(n *Notice) {
			if n.Pinned = 0; f.On {
				n.Pinned = m.entry
			}
		})
	case Acknowledged:
		m.change(f.Number, func(n *Notice) { n.Acks = append(n.Acks, Ack{Partner: f.Partner, By: f.By, At: m.now}) })
	case Reminded:
		m.change(f.Number, func(n *Notice) { n.Reminded = append(n.Reminded, m.now) })
	}
}

func (m *model) change(number asem.Number, change func(*Notice)) {
	n := m.notices[number]
	change(&n)
	m.notices[number] = n
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

// posted posts a notice and gives it as it stands.
func (m *model) posted(t testing.TB, a Post) Notice {
	t.Helper()
	return m.notices[m.must(t, cora, filled(a)).(Posted).Number]
}

// filled is a notice with whatever it lacks to be right.
func filled(a Post) Post {
	a.Level, a.Title, a.Text = cmp.Or(a.Level, Routine), cmp.Or(a.Title, "A title"), cmp.Or(a.Text, "A text.")
	if a.To == nil {
		a.To = []roster.Address{roster.Everybody}
	}
	return a
}

// refuse wants a fault of that kind, with those words and a next step, and no fact.
func (m *model) refuse(t *testing.T, name string, by asem.Login, a Action, kind fault.Kind, says string) {
	t.Helper()
	before := m.entry
	_, err := m.do(by, a)
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		t.Errorf("%s: %v; want a fault", name, err)
	case f.Kind != kind || !strings.Contains(fault.Sentence(err), says):
		t.Errorf("%s: %v: %s; want %v: %q", name, f.Kind, fault.Sentence(err), kind, says)
	case m.entry != before:
		t.Errorf("%s: refused, and yet a fact", name)
	}
}

package mail

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A model is a post office in plain maps, folded from facts.
type model struct {
	roster.State // nothing else of the roster is asked; asking ends the test
	delegates    map[asem.Login]roster.Delegate
	letters      map[asem.Number]Letter
	kept         map[rule.Digest]bool
	next         asem.Number
}

const (
	anna asem.Login = "anna.author"     // FI/Brussels
	bao  asem.Login = "bao.other"       // VN/Brussels
	cho  asem.Login = "cho.coordinator" // VN/Jakarta
	dov  asem.Login = "dov.derator"     // moderates finance
	eve  asem.Login = "eve.operator"    // the secretariat
	obs  asem.Login = "obs.erver"       // FI, reads
)

func newModel() *model {
	m := &model{delegates: map[asem.Login]roster.Delegate{}, letters: map[asem.Number]Letter{}, kept: map[rule.Digest]bool{}, next: 7}
	for _, d := range []roster.Delegate{
		{Login: anna, Name: "Anna Author", Partner: "FI", Mission: "Brussels", Roles: []roster.Role{{Name: roster.Ordinary}}},
		{Login: bao, Partner: "VN", Mission: "Brussels", Roles: []roster.Role{{Name: roster.Ordinary}}},
		{Login: cho, Partner: "VN", Mission: "Jakarta", Roles: []roster.Role{{Name: roster.Coordinator}}},
		{Login: dov, Partner: "DE", Roles: []roster.Role{{Name: roster.Ordinary}, {Name: roster.Moderator, Board: "finance"}}},
		{Login: eve, Partner: "XA", Roles: []roster.Role{{Name: roster.Secretariat}}},
		{Login: obs, Partner: "FI", Roles: []roster.Role{{Name: roster.Observer}}},
	} {
		m.delegates[d.Login] = d
	}
	return m
}

func (m *model) Partner(c asem.Code) (roster.PartnerAdmitted, bool) {
	groups := map[asem.Code]roster.PartnerAdmitted{
		"FI": {Code: "FI", Name: "Finland", Region: asem.Europe, Group: "EU"}, "DE": {Code: "DE", Name: "Germany", Region: asem.Europe, Group: "EU"},
		"VN": {Code: "VN", Name: "Viet Nam", Region: asem.Asia, Group: "ASEAN"}, "XA": {Code: "XA", Name: "ASEAN Secretariat", Region: asem.Asia, Group: "institution"},
	}
	p, ok := groups[c]
	return p, ok
}

func (m *model) Delegate(l asem.Login) (roster.Delegate, bool) { d, ok := m.delegates[l]; return d, ok }

func (m *model) Delegates() []roster.Delegate {
	var list []roster.Delegate
	for _, d := range m.delegates {
		list = append(list, d)
	}
	slices.SortFunc(list, func(a, b roster.Delegate) int { return cmp.Compare(a.Login, b.Login) })
	return list
}

func (m *model) Letter(n asem.Number) (Letter, bool) { l, ok := m.letters[n]; return l, ok }

func (m *model) Founded(b asem.BoardID) bool { return b == "finance" }

func (m *model) Kept(d rule.Digest) bool { return m.kept[d] }

func (m *model) NextNumber() asem.Number { return m.next }

// do decides an action and folds what came of it.
func (m *model) do(by asem.Login, a Send) (rule.Ruling, error) {
	at := time.Date(2026, 9, 10, 9, 0, int(m.next), 0, time.UTC)
	r, err := a.Decide(m, rule.Occasion{By: by, At: at})
	if err != nil {
		return r, err
	}
	for _, f := range r.Facts {
		f := f.(Sent)
		m.next = f.Number + 1
		m.letters[f.Number] = Letter{Number: f.Number, From: f.From, To: f.To, Cc: f.Cc, Subject: f.Subject, At: at, Files: f.Files, Thread: f.Thread, ReplyTo: f.ReplyTo, Forward: f.Forward}
	}
	return r, nil
}

// sent does it and gives the letter.
func (m *model) sent(t testing.TB, by asem.Login, a Send) Letter {
	t.Helper()
	a.Subject, a.Text = cmp.Or(a.Subject, "Subject"), cmp.Or(a.Text, "Text")
	r, err := m.do(by, a)
	if err != nil || len(r.Facts) != 1 || len(r.Texts) != 1 {
		t.Fatalf("%+v: %+v, %v", a, r, err)
	}
	return m.letters[r.Facts[0].(Sent).Number]
}

func (m *model) readers(l Letter) (who []asem.Login) {
	for _, d := range m.Delegates() {
		if MayRead(m, l, d) {
			who = append(who, d.Login)
		}
	}
	return who
}

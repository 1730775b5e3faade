package roster

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/rule"
)

// A model is the roster in plain maps, folded from facts.
type model struct {
	partners    map[asem.Code]PartnerAdmitted
	delegates   map[asem.Login]Delegate
	credentials map[string]Credential
	terms       []Term
	tenures     map[Address][]Tenure
	now         time.Time
}

func newModel() *model {
	m := &model{map[asem.Code]PartnerAdmitted{}, map[asem.Login]Delegate{}, map[string]Credential{}, nil, map[Address][]Tenure{}, time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)}
	for _, code := range []asem.Code{"FI", "VN", "EU"} {
		m.partners[code] = PartnerAdmitted{Code: code}
	}
	return m
}

func (m *model) Partner(c asem.Code) (PartnerAdmitted, bool) { p, ok := m.partners[c]; return p, ok }

func (m *model) Partners() []PartnerAdmitted {
	var list []PartnerAdmitted
	for _, p := range m.partners {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b PartnerAdmitted) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

func (m *model) Delegate(l asem.Login) (Delegate, bool) {
	d, ok := m.delegates[l]
	return m.seated(d), ok
}

func (m *model) seated(d Delegate) Delegate {
	return d.With(m.tenures[Address(d.Login)], m.tenures[Address(d.Partner)])
}

func (m *model) Terms() []Term {
	list := slices.Clone(m.terms)
	slices.SortStableFunc(list, func(a, b Term) int { return cmp.Or(cmp.Compare(a.Office, b.Office), a.From.Compare(b.From)) })
	return list
}

func (m *model) Tenures(holder Address) []Tenure { return m.tenures[holder] }

func (m *model) DueTerms(now time.Time) (list []Term) {
	for _, t := range m.Terms() {
		if t.Ended.IsZero() && (t.Began.IsZero() && !t.From.After(now) || !t.Until.IsZero() && !t.Until.After(now)) {
			list = append(list, t)
		}
	}
	return list
}

func (m *model) Credential(f string) (Credential, bool) { c, ok := m.credentials[f]; return c, ok }

func (m *model) Delegates() []Delegate {
	var list []Delegate
	for _, d := range m.delegates {
		list = append(list, m.seated(d))
	}
	slices.SortFunc(list, func(a, b Delegate) int { return cmp.Compare(a.Login, b.Login) })
	return list
}

func (m *model) CredentialsOf(l asem.Login) []Credential {
	var list []Credential
	for _, c := range m.credentials {
		if c.Login == l {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b Credential) int { return cmp.Compare(a.Fingerprint, b.Fingerprint) })
	return list
}

// do decides an action and folds what came of it.
func (m *model) do(by asem.Login, a Action) ([]rule.Fact, error) {
	m.now = m.now.Add(time.Second)
	r, err := a.Decide(m, rule.Occasion{By: by, At: m.now})
	if err != nil {
		return nil, err
	}
	for _, f := range r.Facts {
		m.fold(f)
	}
	return r.Facts, nil
}

func (m *model) must(t *testing.T, by asem.Login, a Action) []rule.Fact {
	t.Helper()
	facts, err := m.do(by, a)
	if err != nil {
		t.Fatalf("%s: %v", a.Kind(), err)
	}
	return facts
}

func (m *model) fold(f rule.Fact) {
	switch f := f.(type) {
	case PartnerAdmitted:
		m.partners[f.Code] = f
	case Accredited:
		m.delegates[f.Login] = Delegate{Login: f.Login, Name: f.Name, Partner: f.Partner, Mission: f.Mission, Roles: f.Roles, Since: m.now, Ring: f.Ring}
	case Left:
		d := m.delegates[f.Login]
		d.Left = true
		m.delegates[f.Login] = d
	case Enrolled:
		m.credentials[f.Fingerprint] = Credential{Fingerprint: f.Fingerprint, Key: f.Key, Login: f.Login, Comment: f.Comment, Enrolled: m.now, Source: f.Source}
	case Revoked:
		c := m.credentials[f.Fingerprint]
		at := m.now
		c.Revoked, c.RevokedBy = &at, f.By
		m.credentials[f.Fingerprint] = c
	case TermGiven:
		m.terms = append(m.terms, Term{Office: f.Office, Holder: f.Holder, From: f.From, Until: f.Until, At: m.now})
	case TermCut:
		m.term(f.Office, f.Holder, f.From).Until = f.Until
	case TermBegun:
		m.term(f.Office, f.Holder, f.From).Began = m.now
		m.tenures[f.Holder] = append(m.tenures[f.Holder], Tenure{Office: f.Office, From: m.now})
	case TermEnded:
		m.term(f.Office, f.Holder, f.From).Ended = m.now
		for i, t := range m.tenures[f.Holder] {
			if t.Office == f.Office && t.Until.IsZero() {
				m.tenures[f.Holder][i].Until = m.now
			}
		}
	}
}

func (m *model) term(o Office, holder Address, from time.Time) *Term {
	i := slices.IndexFunc(m.terms, func(t Term) bool {
		return t.Office == o && t.Holder == holder && t.From.Equal(from) && t.Ended.IsZero()
	})
	return &m.terms[i]
}

// active are the fingerprints by which a delegate can come in.
func (m *model) active(l asem.Login) []string {
	var list []string
	for _, c := range m.CredentialsOf(l) {
		if c.Active() {
			list = append(list, c.Fingerprint)
		}
	}
	return list
}

// ringLine is a line of a key ring for an ordinary delegate.
func ringLine(login asem.Login, partner asem.Code, fingerprint string) Line {
	return Line{Login: login, Name: "Somebody", Partner: partner, Mission: "Brussels", Roles: []Role{{Name: Ordinary}},
		Fingerprint: fingerprint, Key: []byte(fingerprint), Comment: "laptop"}
}

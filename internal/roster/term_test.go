package roster

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
)

const (
	sec  asem.Login = "sec.retariat"
	cora asem.Login = "cora.coordinator"
	kai  asem.Login = "kai.contact"  // of FI
	pia  asem.Login = "pia.contact"  // of PT
	kim  asem.Login = "kim.delegate" // of KR
)

// seatedModel is a roster with people who give and hold offices.
func seatedModel() *model {
	m := newModel()
	for _, p := range []PartnerAdmitted{
		{Code: "FI", Region: asem.Europe, Group: "EU"}, {Code: "PT", Region: asem.Europe, Group: "EU"}, {Code: "VN", Region: asem.Asia, Group: "ASEAN"},
		{Code: "KR", Region: asem.Asia, Group: "NESA"}, {Code: "EU", Region: asem.Europe, Group: "institution"},
	} {
		m.partners[p.Code] = p
	}
	for _, d := range []Delegate{
		{Login: sec, Partner: "EU", Roles: []Role{{Name: Secretariat}}},
		{Login: cora, Partner: "VN", Roles: []Role{{Name: Coordinator}}},
		{Login: kai, Partner: "FI", Mission: "Brussels", Roles: []Role{{Name: ContactPoint}}},
		{Login: anna, Partner: "FI", Mission: "Brussels", Roles: []Role{{Name: Ordinary}}},
		{Login: pia, Partner: "PT", Roles: []Role{{Name: ContactPoint}}},
		{Login: kim, Partner: "KR", Roles: []Role{{Name: Ordinary}}},
	} {
		m.delegates[d.Login] = d
	}
	return m
}

func (m *model) day(offset int) time.Time { return midnight(m.now).AddDate(0, 0, offset) }

// TestPresidencyIsHandedOver: terms entered ahead take effect by themselves, in one entry,
// so that the seat never has two holders and is never empty.
// Source: Helsinki Declaration 2006, Annex, II.2.
func TestPresidencyIsHandedOver(t *testing.T) {
	m := seatedModel()
	m.must(t, sec, Give{Office: Presidency, Holder: "FI", From: m.day(0), Until: m.day(30)})
	m.must(t, sec, Give{Office: "Coordinator:Presidency", Holder: "pt", From: m.day(30), Until: m.day(60)})
	holds := func(who asem.Login) bool {
		d, _ := m.Delegate(who)
		return slices.Contains(d.Offices, Presidency) && d.Holds(Coordinator) && Can(d, Alert, "") == nil
	}
	if !holds(kai) || holds(anna) || holds(pia) {
		t.Error("a partner's office is exercised by its contact points, from the day on which it begins")
	}
	m.now = m.day(30).Add(-2 * time.Second)
	if facts := m.must(t, "", Turn{}); len(facts) != 0 {
		t.Errorf("before its time: %+v", facts)
	}
	facts := m.must(t, "", Turn{})
	if want := "[roster.term-ended roster.term-begun]"; kinds(facts) != want {
		t.Errorf("handed over by %s, not %s", kinds(facts), want)
	}
	if holds(kai) || !holds(pia) {
		t.Error("the office is the successor's, and no more the predecessor's")
	}
	d, _ := m.Delegate(kai)
	first, last := m.day(-30).Add(10*time.Hour), m.day(0).Add(time.Minute)
	if !ReachedThen("@coordinators", d, first) || !ReachedThen(Presidency.Address(), d, first) || ReachedThen("@coordinators", d, last) || ReachedThen("@moderators", d, first) {
		t.Error("the predecessor reads what came in their time, and nothing else")
	}
	if !Succeeds(m, pia, kai, "", first) || Succeeds(m, anna, kai, "", first) || Succeeds(m, pia, kai, "", last) ||
		!Succeeds(m, pia, kai, Presidency, first) || Succeeds(m, pia, kai, Commission, first) || Succeeds(m, pia, kai, "own", first) {
		t.Error("what the predecessor began in the office is the successor's")
	}
	if got := Predecessors(m, m.seated(m.delegates[pia])); !slices.Equal(got, []asem.Login{kai}) {
		t.Errorf("predecessors: %v", got)
	}
}

func kinds(facts []rule.Fact) string {
	var list []string
	for _, f := range facts {
		list = append(list, f.Kind())
	}
	return fmt.Sprint(list)
}

// TestTermsOfAnOutage: a term that passed wholly while the server was down is in the record
// all the same, and only the one of today holds.
func TestTermsOfAnOutage(t *testing.T) {
	m := seatedModel()
	m.must(t, sec, Give{Office: SummitHost, Holder: "FI", From: m.day(1), Until: m.day(2)})
	m.must(t, sec, Give{Office: SummitHost, Holder: "VN", From: m.day(2), Until: m.day(9)})
	m.now = m.day(3)
	if got := kinds(m.must(t, "", Turn{})); got != "[roster.term-begun roster.term-ended roster.term-begun]" {
		t.Error(got)
	}
	if terms := m.Terms(); terms[0].Ended.IsZero() || !terms[1].Runs() {
		t.Errorf("%+v", terms)
	}
}

func TestGiveIsRefused(t *testing.T) {
	m := seatedModel()
	m.must(t, sec, Give{Office: ASEANSeat, Holder: "VN", From: m.day(0), Until: m.day(10)})
	for name, c := range map[string]struct {
		by   asem.Login
		a    Give
		kind fault.Kind
		says string
	}{
		"no office":                     {sec, Give{Office: "king", Holder: "FI"}, fault.Usage, "is no office"},
		"of no partner":                 {sec, Give{Office: "contact-point:ZZ", Holder: "FI"}, fault.Usage, "is no office"},
		"of no mission":                 {sec, Give{Office: "head-of-mission:FI/Paris", Holder: "anna.first"}, fault.Usage, "is no office"},
		"to nobody":                     {sec, Give{Office: Presidency, Holder: "no.body"}, fault.NotFound, "Nobody is reached"},
		"to a group":                    {sec, Give{Office: Presidency, Holder: "@eu"}, fault.Usage, "held by a delegate or a partner"},
		"a person's, to a partner":      {sec, Give{Office: "moderator", Holder: "FI"}, fault.Usage, "a person's office"},
		"another partner's":             {sec, Give{Office: "contact-point:FI", Holder: "kim.delegate"}, fault.Refused, "held by a delegate of FI"},
		"the Presidency, to Asia":       {sec, Give{Office: Presidency, Holder: "VN"}, fault.Refused, "the EU member state that has the Presidency"},
		"the Presidency, to the EU":     {sec, Give{Office: Presidency, Holder: "EU"}, fault.Refused, "the EU member state"},
		"the Commission's":              {sec, Give{Office: Commission, Holder: "FI"}, fault.Refused, "European Commission's"},
		"ASEAN's, to another":           {sec, Give{Office: ASEANSeat, Holder: "kim.delegate"}, fault.Refused, "held by an ASEAN partner"},
		"not ASEAN's, to ASEAN":         {sec, Give{Office: OtherAsian, Holder: "VN"}, fault.Refused, "not of ASEAN"},
		"in the past":                   {sec, Give{Office: OtherAsian, Holder: "KR", From: m.day(-1)}, fault.Usage, "has passed"},
		"far ahead":                     {sec, Give{Office: OtherAsian, Holder: "KR", From: m.day(5000)}, fault.Usage, "ten years"},
		"backwards":                     {sec, Give{Office: OtherAsian, Holder: "KR", From: m.day(5), Until: m.day(5)}, fault.Usage, "before it begins"},
		"a seat that is taken":          {sec, Give{Office: ASEANSeat, Holder: "VN", From: m.day(9), Until: m.day(12)}, fault.Conflict, "is held by VN from"},
		"by who gives none":             {anna, Give{Office: Presidency, Holder: "FI"}, fault.Refused, "given by coordinators"},
		"by a contact point, of all":    {kai, Give{Office: Presidency, Holder: "FI"}, fault.Refused, "given by coordinators"},
		"by another partner's":          {pia, Give{Office: "contact-point:FI", Holder: "anna.first"}, fault.Refused, "contact points of FI"},
		"by a coordinator, a partner's": {cora, Give{Office: "contact-point:FI", Holder: "anna.first"}, fault.Refused, "contact points of FI"},
	} {
		if c.a.From.IsZero() {
			c.a.From = m.day(0)
		}
		if _, err := m.do(c.by, c.a); fault.KindOf(err) != c.kind || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%s: %v", name, fault.Sentence(err))
		}
	}
}

// TestWhoGives: contact points their partner's offices, coordinators those of all.
func TestWhoGives(t *testing.T) {
	m := seatedModel()
	m.must(t, kai, Give{Office: "contact-point:fi", Holder: "anna.first", From: m.day(0)})
	m.must(t, kai, Give{Office: "head-of-mission:fi/brussels", Holder: "anna.first", From: m.day(0)})
	m.must(t, cora, Give{Office: "moderator:finance", Holder: "kim.delegate", From: m.day(0)})
	a, _ := m.Delegate(anna)
	k, _ := m.Delegate(kim)
	if !a.Holds(ContactPoint) || !k.Moderates("finance") || k.Moderates("health") {
		t.Errorf("%v, %v", a.RoleList(), k.RoleList())
	}
	for _, at := range []Address{"@contact-points", "@contact-point:FI", "@head-of-mission:FI/Brussels"} {
		if kept, err := ParseAddress(m, strings.ToLower(string(at))); err != nil || kept != at || !Reaches(m, at, a) || Reaches(m, at, k) || !slices.Contains(Addresses(m, a, nil), at) {
			t.Errorf("%s: %s, %v", at, kept, err)
		}
	}
	if got := PartnersAt(m, []Address{"@head-of-mission:FI/Brussels", "@moderator:finance"}); !slices.Equal(got, []asem.Code{"FI", "KR"}) {
		t.Errorf("the offices are of %v", got)
	}
}

func TestEnd(t *testing.T) {
	m := seatedModel()
	m.must(t, sec, Give{Office: SummitHost, Holder: "FI", From: m.day(0), Until: m.day(20)})
	m.must(t, sec, Give{Office: "moderator:finance", Holder: "anna.first", From: m.day(0)})
	m.must(t, sec, Give{Office: "moderator:finance", Holder: "kim.delegate", From: m.day(3)})
	for name, c := range map[string]struct {
		by   asem.Login
		a    End
		kind fault.Kind
		says string
	}{
		"held by nobody":   {sec, End{Office: FMMHost}, fault.NotFound, "Nobody holds the office"},
		"held by another":  {sec, End{Office: SummitHost, Holder: "VN"}, fault.NotFound, "is not held by VN"},
		"of several":       {sec, End{Office: "moderator:finance"}, fault.Usage, "Name the holder too"},
		"in the past":      {sec, End{Office: SummitHost, Until: m.day(0)}, fault.Usage, "has passed"},
		"later than it is": {sec, End{Office: SummitHost, Until: m.day(30)}, fault.Refused, "ends on"},
		"by who may not":   {anna, End{Office: SummitHost}, fault.Refused, "given by coordinators"},
	} {
		if _, err := m.do(c.by, c.a); fault.KindOf(err) != c.kind || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%s: %v", name, fault.Sentence(err))
		}
	}
	m.must(t, cora, End{Office: SummitHost, Until: m.day(2)})
	if facts := m.must(t, cora, End{Office: SummitHost, Until: m.day(2)}); len(facts) != 0 {
		t.Errorf("again: %+v", facts)
	}
	m.must(t, cora, End{Office: "moderator:finance", Holder: "Anna.First"})
	m.must(t, cora, End{Office: "moderator:finance"})
	m.now = m.day(2)
	m.must(t, "", Turn{})
	for _, term := range m.Terms() {
		if term.Runs() || term.Ahead() {
			t.Errorf("%+v", term)
		}
	}
}

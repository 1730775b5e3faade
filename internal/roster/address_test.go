package roster

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// addressed is a roster with one partner of each group, and people in places and offices.
func addressed() *model {
	m := newModel()
	for _, p := range []PartnerAdmitted{
		{Code: "FI", Name: "Finland", Region: asem.Europe, Group: "EU"},
		{Code: "GB", Name: "United Kingdom", Region: asem.Europe, Group: "non-EU (EU until 2020-01-31)"},
		{Code: "VN", Name: "Viet Nam", Region: asem.Asia, Group: "ASEAN"},
		{Code: "IN", Name: "India", Region: asem.Asia, Group: "NESA"},
		{Code: "EU", Name: "European Union", Region: asem.Europe, Group: "institution"},
		{Code: "XA", Name: "ASEAN Secretariat", Region: asem.Asia, Group: "institution"},
	} {
		m.partners[p.Code] = p
	}
	for _, d := range []Delegate{
		{Login: "first.author", Name: "First Author", Partner: "FI", Mission: "Brussels", Roles: []Role{{Name: Ordinary}}},
		{Login: "second.contact", Name: "Second Contact", Partner: "FI", Mission: "New Delhi", Roles: []Role{{Name: ContactPoint}}},
		{Login: "third.derator", Name: "Third Moderator", Partner: "VN", Mission: "Jakarta", Roles: []Role{{Name: Moderator, Board: "finance"}}},
		{Login: "fourth.coordinator", Name: "Fourth Coordinator", Partner: "GB", Roles: []Role{{Name: Coordinator}, {Name: Moderator}}},
		{Login: "fifth.left", Name: "Fifth Left", Partner: "IN", Mission: "Beijing", Roles: []Role{{Name: Coordinator}}, Left: true},
		{Login: "sixth.operator", Name: "Sixth Operator", Partner: "XA", Roles: []Role{{Name: Secretariat}}},
		{Login: "seventh.reader", Name: "Seventh Reader", Partner: "EU", Mission: "Brussels", Roles: []Role{{Name: Observer}}},
	} {
		m.delegates[d.Login] = d
	}
	return m
}

var boards = []asem.BoardID{"finance", "health"}

// Every form is read in any case, and kept in one.
func TestParseAddress(t *testing.T) {
	m := addressed()
	for _, c := range []struct {
		typed string
		want  Address
		form  Form
	}{
		{"first.author", "first.author", ToDelegate}, {" First.AUTHOR\t", "first.author", ToDelegate},
		{"FI", "FI", ToPartner}, {"fi", "FI", ToPartner}, {"xA", "XA", ToPartner},
		{"FI/Brussels", "FI/Brussels", ToMission}, {"fi/NEW delhi", "FI/New Delhi", ToMission},
		{"@all", "@all", ToGroup}, {"@Asia", "@asia", ToGroup}, {"@EUROPE", "@europe", ToGroup}, {"@eu", "@eu", ToGroup}, {"@Non-EU", "@non-eu", ToGroup},
		{"@asean", "@asean", ToGroup}, {"@nesa", "@nesa", ToGroup}, {"@institutions", "@institutions", ToGroup},
		{"@Contact-Points", "@contact-points", ToOffice}, {"@coordinators", "@coordinators", ToOffice}, {"@moderators", "@moderators", ToOffice},
		{"@secretariat", "@secretariat", ToOffice}, {"@Moderators:Finance", "@moderators:finance", ToOffice}, {"BOARD:Health", "board:health", ToBoard},
	} {
		got, err := ParseAddress(m, c.typed)
		if err != nil || got != c.want || got.Form() != c.form {
			t.Errorf("%q is %q (form %d), %v; want %q (form %d)", c.typed, got, got.Form(), err, c.want, c.form)
		}
		if again, err := ParseAddress(m, string(got)); err != nil || again != got {
			t.Errorf("%q, read again, is %q, %v", got, again, err)
		}
	}
	for _, c := range []struct {
		typed string
		kind  fault.Kind
		says  string
	}{
		{"", fault.NotFound, `Nobody is reached at ""`}, {"ZZ", fault.NotFound, "Nobody"}, {"finland", fault.NotFound, "Nobody"}, {"@everybody", fault.NotFound, "Nobody"},
		{"no.body", fault.NotFound, "Nobody"}, {"FI/Jakarta", fault.NotFound, "Nobody"}, {"IN/Beijing", fault.NotFound, "Nobody"}, {"/", fault.NotFound, "Nobody"},
		{"fifth.left", fault.NotFound, "fifth.left is accredited no more. Write to IN, who answers for the partner."},
		{"board:", fault.Usage, "board"}, {"board:a b", fault.Usage, "board"}, {"@moderators:", fault.Usage, "board"}, {"@moderators:a/b", fault.Usage, "board"},
	} {
		got, err := ParseAddress(m, c.typed)
		if fault.KindOf(err) != c.kind || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%q is %q, %v; want %v: %q", c.typed, got, err, c.kind, c.says)
		}
	}
}

// What reaches a delegate, and what reaches them no more when they go elsewhere.
func TestAddresses(t *testing.T) {
	m := addressed()
	at := func(login asem.Login) string {
		d, _ := m.Delegate(login)
		var words []string
		for _, a := range Addresses(m, d, boards) {
			words = append(words, string(a))
		}
		return strings.Join(words, " ")
	}
	for login, want := range map[asem.Login]string{
		"first.author":       "first.author FI @all FI/Brussels @europe @eu board:finance board:health",
		"second.contact":     "second.contact FI @all FI/New Delhi @europe @eu @contact-points @contact-point:FI board:finance board:health",
		"third.derator":      "third.derator VN @all VN/Jakarta @asia @asean @moderators board:finance @moderators:finance board:health",
		"fourth.coordinator": "fourth.coordinator GB @all @europe @non-eu @coordinators @moderators board:finance @moderators:finance board:health @moderators:health",
		"fifth.left":         "",
		"sixth.operator":     "sixth.operator XA @all @asia @asean @institutions @secretariat board:finance board:health",
		"seventh.reader":     "seventh.reader EU @all EU/Brussels @europe @eu @institutions board:finance board:health",
	} {
		if got := at(login); got != want {
			t.Errorf("%s is reached at\n%q, want\n%q", login, got, want)
		}
	}

	// An office and a mission are handed over: whoever holds them is reached.
	first, second := m.delegates["first.author"], m.delegates["second.contact"]
	first.Roles, second.Roles = second.Roles, first.Roles
	first.Mission, second.Mission = "Jakarta", "Brussels"
	m.delegates[first.Login], m.delegates[second.Login] = first, second
	if got := at("first.author"); got != "first.author FI @all FI/Jakarta @europe @eu @contact-points @contact-point:FI board:finance board:health" {
		t.Errorf("who took over is reached at %q", got)
	}
	if got := at("second.contact"); strings.Contains(got, "@contact-points") || !strings.Contains(got, "FI/Brussels") {
		t.Errorf("who handed over is reached at %q", got)
	}
}

// The three ways of asking whom an address reaches agree with one another.
func TestReachedAgrees(t *testing.T) {
	m := addressed()
	for _, a := range AllAddresses(m, boards) {
		count := 0
		var partners []asem.Code
		for _, d := range m.Delegates() {
			if slices.Contains(Addresses(m, d, boards), a) {
				count++
				if !slices.Contains(partners, d.Partner) {
					partners = append(partners, d.Partner)
				}
			}
		}
		if got := Reached(m, []Address{a}); got != count {
			t.Errorf("%s reaches %d delegates, want %d", a, got, count)
		}
		if count == 0 && a != "@nesa" { // all of its delegates have left
			if form := a.Form(); form == ToDelegate || form == ToMission {
				t.Errorf("%s is offered and reaches nobody", a)
			}
		}
		for _, code := range partners {
			if !slices.Contains(PartnersAt(m, []Address{a}), code) {
				t.Errorf("%s reaches a delegate of %s and not the partner", a, code)
			}
		}
	}
}

func TestPartnersAt(t *testing.T) {
	m := addressed()
	for _, c := range []struct{ to, want string }{
		{"@all", "EU FI GB IN VN XA"}, {"board:finance", "EU FI GB IN VN XA"}, {"@asia", "IN VN XA"}, {"@europe", "EU FI GB"},
		{"@eu", "EU FI"}, {"@non-eu", "GB"}, {"@asean", "VN XA"}, {"@nesa", "IN"}, {"@institutions", "EU XA"},
		{"FI", "FI"}, {"FI/Brussels", "FI"}, {"first.author", "FI"}, {"fifth.left", ""}, {"@contact-points", "FI"}, {"@coordinators", "GB"},
		{"@moderators", "GB VN"}, {"@moderators:health", "GB"}, {"VN FI @eu", "EU FI VN"}, {"", ""},
	} {
		var to []Address
		for _, word := range strings.Fields(c.to) {
			to = append(to, Address(word))
		}
		var words []string
		for _, code := range PartnersAt(m, to) {
			words = append(words, string(code))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%q reaches %q, want %q", c.to, got, c.want)
		}
	}
	if got := Reached(m, []Address{"@all", "FI", "first.author"}); got != 6 {
		t.Errorf("%d delegates are reached, each counted once; want 6", got)
	}
}

func TestNearest(t *testing.T) {
	m := addressed()
	for _, c := range []struct{ typed, want string }{
		{"finland", "FI"}, {"Viet Nam", "VN"}, {"vietnam", "VN"}, {"frist.author", "first.author"}, {"first author", "first.author"},
		{"@al", "@all"}, {"@contactpoints", "@contact-points"}, {"board:finanse", "board:finance"}, {"finance", "board:finance"}, {"brussels", "FI/Brussels"},
		{"first", "first.author"}, {"FI/Nowhere", "FI"}, {"FI/Brusels", "FI/Brussels"},
	} {
		near := Nearest(m, boards, c.typed, 3)
		if len(near) == 0 || near[0] != Address(c.want) {
			t.Errorf("nearest to %q is %v, want %s", c.typed, near, c.want)
		}
		if len(near) > 3 || slices.Contains(near, "fifth.left") {
			t.Errorf("nearest to %q: %v", c.typed, near)
		}
	}
	for _, far := range []string{"completely different", strings.Repeat("x", 100)} {
		if near := Nearest(m, boards, far, 3); len(near) > 0 {
			t.Errorf("nearest to %q is %v", far, near)
		}
	}
	if near := Nearest(m, boards, "fi", 2); len(near) != 2 || near[0] != "FI" {
		t.Errorf("%v", near)
	}
}

func TestAddressWords(t *testing.T) {
	m := addressed()
	for a, want := range map[Address]string{
		"first.author": "first.author (First Author, FI)", "FI": "FI (Finland, 2 delegates)", "FI/Brussels": "FI/Brussels (1 delegate)",
		"@all": "@all (6 delegates)", "@nesa": "@nesa (0 delegates)", "board:finance": "board:finance (6 delegates)", "@moderators:health": "@moderators:health (1 delegate)",
	} {
		if got := a.Words(m); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// Whatever is typed, an address that is read is one of those that there are.
func FuzzParseAddress(f *testing.F) {
	m := addressed()
	for _, a := range AllAddresses(m, boards) {
		f.Add(string(a))
	}
	f.Add("@moderators:\x00")
	f.Fuzz(func(t *testing.T, typed string) {
		a, err := ParseAddress(m, typed)
		if err != nil {
			return
		}
		if a.Form() == 0 {
			t.Errorf("%q is read as %q, which has no form", typed, a)
		}
		if a.Board() == "" && !slices.Contains(AllAddresses(m, boards), a) {
			t.Errorf("%q is read as %q, which is none", typed, a)
		}
		Nearest(m, boards, typed, 3)
	})
}

package initiative

import (
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
)

// A model is a state with some people and boards in it. What it does not have nobody asks.
type model struct {
	State
	delegates map[asem.Login]roster.Delegate
	boards    []forum.Board
}

func (m model) Delegate(login asem.Login) (roster.Delegate, bool) {
	d, ok := m.delegates[login]
	return d, ok
}

func (m model) Boards() []forum.Board { return m.boards }

func people() model {
	m := model{delegates: map[asem.Login]roster.Delegate{}}
	for login, of := range map[asem.Login]struct {
		partner asem.Code
		roles   []roster.RoleName
	}{
		"a.lead": {"FI", []roster.RoleName{"delegate"}}, "a.sponsor": {"VN", []roster.RoleName{"delegate"}}, "a.coordinator": {"KR", []roster.RoleName{"delegate", "coordinator"}},
		"an.observer": {"FI", []roster.RoleName{"observer"}},
	} {
		d := roster.Delegate{Login: login, Partner: of.partner}
		for _, name := range of.roles {
			d.Roles = append(d.Roles, roster.Role{Name: name})
		}
		m.delegates[login] = d
	}
	return m
}

// TestWhoBringsItFurther goes through every step, by everybody.
// Source: Helsinki Declaration 2006, Annex, I.2 (issue-based leadership) and II.2 (coordinators).
func TestWhoBringsItFurther(t *testing.T) {
	m := people()
	allowed := map[string][]asem.Login{
		"proposed>endorsed": {"a.coordinator"}, "proposed>lapsed": {"a.coordinator", "a.lead"},
		"endorsed>under-way": {"a.coordinator", "a.lead"}, "endorsed>lapsed": {"a.coordinator", "a.lead"},
		"under-way>concluded": {"a.coordinator", "a.lead"}, "under-way>lapsed": {"a.coordinator", "a.lead"},
		"concluded>under-way": {"a.coordinator"}, "lapsed>proposed": {"a.coordinator"}, "lapsed>under-way": {"a.coordinator"},
	}
	for _, from := range Stages() {
		for _, to := range Stages() {
			i := Initiative{Leads: []asem.Code{"FI"}, Sponsors: []asem.Code{"VN"}, Steps: []Step{{Stage: from}}, Writings: []Writing{{Form: Result}}}
			for login := range m.delegates {
				err := MayAdvance(m, i, to, login)
				if want := slices.Contains(allowed[string(from+">"+to)], login); (err == nil) != want {
					t.Errorf("from %s to %s by %s: %v", from, to, login, err)
				}
			}
		}
	}
	if err := MayAdvance(m, Initiative{Leads: []asem.Code{"FI"}, Steps: []Step{{Stage: UnderWay}}}, Concluded, "a.lead"); fault.KindOf(err) != fault.Refused {
		t.Errorf("concluded without a result: %v", err)
	}
}

// TestWants: what needs attention, on which day it begins to, and not once it is over.
func TestWants(t *testing.T) {
	began := time.Date(2026, 9, 10, 9, 30, 0, 0, time.UTC)
	day := func(n int) time.Time { return began.Truncate(24*time.Hour).AddDate(0, 0, n) }
	const silence = 182 * 24 * time.Hour
	reached := day(3)
	i := Initiative{Leads: []asem.Code{"FI"}, Steps: []Step{{Stage: UnderWay, At: began}},
		Milestones: []Milestone{{No: 1, Day: day(5)}, {No: 2, Day: day(5), Reached: &reached}, {No: 3, Day: day(5), Dropped: true}}}
	for _, c := range []struct {
		what   string
		change func(*Initiative)
		on     int
		want   []string
	}{
		{"on the day of a milestone", nil, 5, nil},
		{"the day after", nil, 6, []string{"milestone 1 is late"}},
		{"half a year without a report", nil, 182, []string{"milestone 1 is late", "its report was due on 2027-03-11"}},
		{"a report since", func(i *Initiative) { i.Writings = []Writing{{Form: Report, At: day(100)}} }, 182, []string{"milestone 1 is late"}},
		{"a facility that reports each month", func(i *Initiative) { i.Facility, i.Every = Sectoral, 1 }, 30, []string{"milestone 1 is late", "its report was due on 2026-10-10"}},
		{"without a lead", func(i *Initiative) { i.Leads = nil }, 5, []string{"no partner leads it"}},
		{"proposed, which nobody reports on", func(i *Initiative) { i.Steps[0].Stage = Proposed }, 400, []string{"milestone 1 is late"}},
		{"over", func(i *Initiative) { i.Steps[0].Stage = Lapsed }, 400, nil},
	} {
		is := i
		is.Steps = slices.Clone(i.Steps)
		if c.change != nil {
			c.change(&is)
		}
		if got := is.Wants(day(c.on), silence); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

// TestBoardThatIsConcerned: of its clusters, and of its own pillars before others.
func TestBoardThatIsConcerned(t *testing.T) {
	m := model{boards: []forum.Board{
		{ID: "old", Pillar: asem.Economic, Clusters: []asem.ClusterID{"water"}, Archive: true},
		{ID: "closed", Pillar: asem.Economic, Clusters: []asem.ClusterID{"water"}, Closed: &forum.Judgement{}},
		{ID: "culture", Pillar: asem.SocialCultural, Clusters: []asem.ClusterID{"water"}},
		{ID: "trade", Pillar: asem.Economic, Clusters: []asem.ClusterID{"money", "water"}},
	}}
	for want, i := range map[asem.BoardID]Initiative{
		"trade":    {Pillars: []asem.Pillar{asem.Economic}, Clusters: []asem.ClusterID{"water"}},
		"culture":  {Pillars: []asem.Pillar{asem.Political}, Clusters: []asem.ClusterID{"water"}},
		"":         {Pillars: []asem.Pillar{asem.Economic}},
		"standing": {Pillars: []asem.Pillar{asem.Economic}, Clusters: []asem.ClusterID{"water"}, Standing: "standing"},
	} {
		if got := i.concerned(m); got != want {
			t.Errorf("%v, %v: %q, want %q", i.Pillars, i.Clusters, got, want)
		}
	}
}

package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/manual"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// named are the places that have a name of their own.
var named = []struct {
	name  string
	place screen.Place
}{
	{"today", screen.Today{}},
	{"boards", screen.Boards{}},
	{"notices", screen.Notices{}},
	{"letters", screen.Letters{}},
	{"documents", screen.Documents{}},
	{"procedures", screen.Procedures{}},
	{"initiatives", screen.Records{Of: secretariat.KindInitiative}},
	{"meetings", screen.Records{Of: secretariat.KindMeeting}},
	{"calendar", screen.Calendar{}},
	{"programmes", screen.Records{Of: secretariat.KindProgramme}},
	{"reminders", screen.Records{Of: secretariat.KindReminder}},
	{"contingencies", screen.Records{Of: secretariat.KindContingency}},
	{"offices", screen.Records{Of: secretariat.KindOffice}},
	{"clusters", screen.Boards{ByCluster: true}},
	{"archive", screen.Archive{}},
	{"directory", screen.Directory{}},
	{"desk", screen.Desk{}},
	{"drafts", screen.Drafts{}},
	{"help", screen.Help{}},
}

// promptGoto asks where to go.
func (r *Root) promptGoto() tea.Cmd {
	r.Prompt(screen.Prompt{
		Label: "Go to:", Complete: r.completeName,
		Check: func(name string) error {
			if name == "" {
				return nil
			}
			_, err := r.placeOf(name)
			return err
		},
		Done: func(name string) tea.Cmd {
			if name == "" {
				return nil
			}
			place, err := r.placeOf(name)
			if err != nil { // it went in this moment
				r.Fail(err)
				return nil
			}
			return r.Open(place)
		},
	})
	return nil
}

// placeOf is what a name or number leads to: a place, else what the desk finds.
func (r *Root) placeOf(name string) (screen.Place, error) {
	for _, n := range named {
		if strings.EqualFold(n.name, name) {
			return n.place, nil
		}
	}
	if page, ok := manual.Find(name); ok {
		return screen.Help{Page: page.Name}, nil
	}
	to, err := r.seat.Desk.Find(name)
	if err != nil {
		return nil, err
	}
	return screen.At(to), nil
}

// completeName lists the places, pages of the manual, boards, clusters, partners and
// delegates that begin so.
func (r *Root) completeName(begin string) []string {
	begin = strings.ToLower(strings.TrimSpace(begin))
	var found []string
	offer := func(name string) {
		if strings.HasPrefix(strings.ToLower(name), begin) {
			found = append(found, name)
		}
	}
	for _, n := range named {
		offer(n.name)
	}
	for _, page := range manual.Topics() {
		offer(page.Name)
	}
	boards, err := r.seat.Desk.Boards()
	r.Fail(err)
	for _, b := range boards {
		offer(string(b.ID))
	}
	clusters, err := r.seat.Desk.Clusters()
	r.Fail(err)
	for _, c := range clusters {
		if !slices.Contains(found, string(c.ID)) { // a board of that name is gone to first
			offer(string(c.ID))
		}
	}
	if begin == "" {
		return found // all partners and delegates would be no help
	}
	partners, err := r.seat.Desk.Partners()
	r.Fail(err)
	for _, p := range partners {
		offer(string(p.Code))
	}
	delegates, err := r.seat.Desk.Delegates(secretariat.Selection{})
	r.Fail(err)
	for _, d := range delegates {
		offer(string(d.Login))
	}
	return found
}

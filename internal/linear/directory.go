package linear

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// newDirectory leads to the lists of who belongs to the house.
func newDirectory(s *session) place {
	l := &list{s: s, title: "Directory", picks: "goes to that list"}
	l.fetch = paged(func() ([]row, error) {
		online, err := s.desk.Online()
		return []row{
			s.leads("Partners, with region, group and day of joining", newPartners),
			s.leads("Delegates", newDelegates),
			s.leads(join("Who is on line", tally(len(online))), newOnline),
		}, err
	})
	return l
}

// newPartners lists the partners by code.
func newPartners(s *session) place {
	l := &list{s: s, title: "Partners", picks: "tells more of that partner",
		empty: "There are no partners yet. Founding the installation admits them."}
	l.fetch = paged(func() ([]row, error) {
		partners, err := s.desk.Partners()
		rows := make([]row, len(partners))
		for i, p := range partners {
			rows[i] = row{
				words: join(string(p.Code), p.Name, string(p.Region), p.Group, "since "+day(p),
					some(p.Delegates, "delegate", "delegates"), some(p.Online, "on line", "on line")),
				open: func() error { s.open(newPartner(s, p.Code)); return nil },
			}
		}
		return rows, err
	})
	return l
}

// day is when a partner joined. It is a day of the calendar and has no zone.
func day(p secretariat.PartnerView) string { return p.Joined.UTC().Format("2 January 2006") }

// newPartner tells of one partner and lists its delegates.
func newPartner(s *session, code asem.Code) place {
	l := &list{s: s, title: string(code), picks: "tells more of that delegate",
		empty: "It has accredited no delegate yet. Its contact point asks the operator to."}
	l.head = func() error {
		partners, err := s.desk.Partners()
		for _, p := range partners {
			if p.Code != code {
				continue
			}
			s.fact("%s.", p.Name)
			s.fact("Region: %s.", p.Region)
			s.fact("Group: %s.", p.Group)
			s.fact("Joined: %s.", join(day(p), p.Summit))
			s.fact("%s.", capital(join(count(p.Delegates, "delegate", "delegates"), some(p.Online, "on line", "on line"))))
		}
		return err
	}
	l.fetch = s.delegates(secretariat.Selection{Partner: code})
	return l
}

// newDelegates lists all delegates by login.
func newDelegates(s *session) place {
	return &list{s: s, title: "Delegates", picks: "tells more of that delegate",
		empty: "There are no delegates yet. The key ring accredits them.",
		fetch: s.delegates(secretariat.Selection{})}
}

func (s *session) delegates(which secretariat.Selection) func(move, int) (page, error) {
	return paged(func() ([]row, error) {
		delegates, err := s.desk.Delegates(which)
		rows := make([]row, len(delegates))
		for i, d := range delegates {
			rows[i] = row{
				words: join(d.Name, string(d.Partner), d.Mission, string(d.Login), when(d.Online, "on line")),
				open:  func() error { s.open(newDelegate(s, d.Login)); return nil },
			}
		}
		return rows, err
	})
}

// newDelegate tells of one delegate.
func newDelegate(s *session, login asem.Login) place {
	l := &list{s: s, title: string(login)}
	l.fetch = paged(func() ([]row, error) {
		d, err := s.desk.Delegate(login)
		if err != nil {
			return nil, err
		}
		return []row{{words: join("Partner", string(d.Partner)), open: func() error { s.open(newPartner(s, d.Partner)); return nil }}}, nil
	})
	l.picks = "goes to the partner"
	l.head = func() error {
		d, err := s.desk.Delegate(login)
		if err != nil {
			return err
		}
		s.fact("%s.", d.Name)
		if d.Mission != "" {
			s.fact("Mission: %s.", d.Mission)
		}
		s.fact("Roles: %s.", together(strings.Fields(d.RoleList())...))
		s.fact("Accredited: %s.", s.moment(d.Since))
		s.fact("%s.", capital(presence(d)))
		return nil
	}
	return l
}

func presence(d secretariat.DelegateView) string {
	switch {
	case d.Left:
		return "accredited no longer"
	case d.Online:
		return "on line now"
	}
	return "not on line"
}

// newOnline lists who is here.
func newOnline(s *session) place {
	l := &list{s: s, title: "On line", picks: "tells more of that delegate",
		empty: "Nobody is on line. Whoever comes in will stand here."}
	l.fetch = paged(func() ([]row, error) {
		online, err := s.desk.Online()
		rows := make([]row, len(online))
		for i, p := range online {
			rows[i] = row{
				words: join(p.Name, string(p.Partner), p.Mission, "since "+s.date(p.Since)),
				open:  func() error { s.open(newDelegate(s, p.Login)); return nil },
			}
		}
		return rows, err
	})
	return l
}

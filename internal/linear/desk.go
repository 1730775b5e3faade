package linear

import (
	"asem.internal/avs/internal/plain"
)

// newDesk is the delegate's own: keys, preferences, sessions.
func newDesk(s *session) place {
	l := &list{s: s, title: "Desk", picks: "opens or changes that"}
	l.head = func() error {
		me, err := s.desk.Identity()
		if err != nil {
			return err
		}
		s.fact("%s.", join(me.Name, string(me.Partner), me.Mission, string(me.Login)))
		s.fact("Roles: %s.", me.RoleList())
		return nil
	}
	l.fetch = paged(func() ([]row, error) {
		p, err := s.desk.Preferences()
		return []row{
			s.leads("Keys", newKeys),
			s.leads("Sessions", newSessions),
			{words: "Time zone: " + s.zone.String(), open: s.setZone},
			{words: "Colours on the screens: " + choice(p.NoColour, "none", "as the terminal has them"), open: s.switchColours},
			{words: "At the next login: " + choice(p.Linear, "this linear mode", "screens, where the terminal can"), open: s.switchLinear},
		}, err
	})
	return l
}

func choice(so bool, yes, no string) string {
	if so {
		return yes
	}
	return no
}

func (s *session) setZone() error {
	answer, err := s.ask(question{words: "Time zone, as in Europe/Helsinki or Asia/Jakarta. Enter to leave " + s.zone.String() + ":", limit: maxAnswer})
	if err != nil {
		return err
	}
	zone := plain.Line(answer)
	if zone == "" {
		return errCancelled
	}
	p, err := s.desk.Preferences()
	if err != nil {
		return err
	}
	p.Zone = zone
	if err := s.desk.SetPreferences(p); err != nil {
		return err
	}
	s.zone = s.desk.Zone()
	s.fact("Times are those of %s; it is %s.", s.zone, s.desk.Now().In(s.zone).Format("15:04"))
	return nil
}

func (s *session) switchColours() error {
	p, err := s.desk.Preferences()
	if err != nil {
		return err
	}
	p.NoColour = !p.NoColour
	if err := s.desk.SetPreferences(p); err != nil {
		return err
	}
	s.fact("Colours on the screens: %s.", choice(p.NoColour, "none", "as the terminal has them"))
	return nil
}

func (s *session) switchLinear() error {
	p, err := s.desk.Preferences()
	if err != nil {
		return err
	}
	p.Linear = !p.Linear
	if err := s.desk.SetPreferences(p); err != nil {
		return err
	}
	s.fact("At the next login: %s.", choice(p.Linear, "this linear mode", "screens, where the terminal can"))
	return nil
}

// newSessions lists the delegate's own open sessions.
func newSessions(s *session) place {
	l := &list{s: s, title: "Sessions", empty: "You have no session. This one is just ending."}
	l.fetch = paged(func() ([]row, error) {
		sessions, err := s.desk.Sessions()
		rows := make([]row, len(sessions))
		for i, v := range sessions {
			rows[i].words = join("Since "+s.moment(v.Since), "from "+v.From, plain.Cut(v.Client, 60), "key "+v.Fingerprint, when(v.Here, "this one"))
		}
		return rows, err
	})
	return l
}

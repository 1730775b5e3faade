package linear

import (
	"strings"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
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
		s.fact("Roles: %s.", together(strings.Fields(me.RoleList())...))
		return nil
	}
	l.fetch = paged(func() ([]row, error) {
		p, err := s.desk.Preferences()
		return []row{
			s.leads("Keys", newKeys),
			s.leads("Sessions", newSessions),
			{words: "Time zone: " + s.zone.String(), open: s.setZone},
			{words: coloursOf(p), open: s.switchColours},
			{words: faceOf(p), open: s.switchLinear},
		}, err
	})
	return l
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
	_, err = s.prefer(func(p *secretariat.Preferences) { p.Zone = zone })
	if err != nil {
		return err
	}
	s.zone = s.desk.Zone()
	s.fact("Times are those of %s; it is %s.", s.zone, s.desk.Now().In(s.zone).Format("15:04"))
	return nil
}

func (s *session) switchColours() error {
	p, err := s.prefer(func(p *secretariat.Preferences) { p.NoColour = !p.NoColour })
	if err == nil {
		s.fact("%s.", coloursOf(p))
	}
	return err
}

func (s *session) switchLinear() error {
	p, err := s.prefer(func(p *secretariat.Preferences) { p.Linear = !p.Linear })
	if err == nil {
		s.fact("%s.", faceOf(p))
	}
	return err
}

// prefer changes the delegate's preferences, and gives them as they are then.
func (s *session) prefer(change func(*secretariat.Preferences)) (secretariat.Preferences, error) {
	p, err := s.desk.Preferences()
	if err != nil {
		return p, err
	}
	change(&p)
	return p, s.desk.SetPreferences(p)
}

func coloursOf(p secretariat.Preferences) string {
	if p.NoColour {
		return "Colours on the screens: none"
	}
	return "Colours on the screens: as the terminal has them"
}

func faceOf(p secretariat.Preferences) string {
	if p.Linear {
		return "At the next login: this linear mode"
	}
	return "At the next login: screens, where the terminal can"
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

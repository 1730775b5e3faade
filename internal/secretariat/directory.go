package secretariat

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// Partners lists the partners by code, with how many delegates each has and how
// many of them are here.
func (d *Desk) Partners() ([]PartnerView, error) {
	var views []PartnerView
	online := d.office.floor.online()
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		accredited, here := map[asem.Code]int{}, map[asem.Code]int{}
		for _, delegate := range s.Delegates() {
			if delegate.Left {
				continue
			}
			accredited[delegate.Partner]++
			if _, ok := online[delegate.Login]; ok {
				here[delegate.Partner]++
			}
		}
		for _, p := range s.Partners() {
			views = append(views, PartnerView{PartnerAdmitted: p, Delegates: accredited[p.Code], Online: here[p.Code]})
		}
		return nil
	})
	return views, err
}

// A Selection narrows the directory of delegates; the zero Selection takes all.
type Selection struct {
	Partner asem.Code
	Role    roster.RoleName
	Mission string
}

func (s Selection) takes(d roster.Delegate) bool {
	return !d.Left && (s.Partner == "" || s.Partner == d.Partner) &&
		(s.Role == "" || d.Holds(s.Role)) && (s.Mission == "" || s.Mission == d.Mission)
}

// Delegates lists the accredited delegates by login.
func (d *Desk) Delegates(which Selection) ([]DelegateView, error) {
	var views []DelegateView
	online := d.office.floor.online()
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		for _, delegate := range s.Delegates() {
			if which.takes(delegate) {
				_, here := online[delegate.Login]
				views = append(views, DelegateView{Delegate: delegate, Online: here})
			}
		}
		return nil
	})
	return views, err
}

// Delegate is one delegate by login, also one who has left.
func (d *Desk) Delegate(login asem.Login) (DelegateView, error) {
	var view DelegateView
	online := d.office.floor.online()
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		delegate, ok := s.Delegate(login)
		if !ok {
			return fault.New(fault.NotFound, "There is no delegate %q.", string(login)).Then("`delegates` lists them.")
		}
		_, here := online[login]
		view = DelegateView{Delegate: delegate, Online: here}
		return nil
	})
	return view, err
}

// Online lists who is here, by login.
func (d *Desk) Online() ([]Presence, error) {
	present := d.office.floor.present()
	_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		for i, p := range present {
			delegate, _ := s.Delegate(p.Login)
			present[i].Name, present[i].Partner, present[i].Mission = delegate.Name, delegate.Partner, delegate.Mission
		}
		return nil
	})
	return present, err
}

// Sessions lists the delegate's own open sessions, the oldest first.
func (d *Desk) Sessions() ([]SessionView, error) {
	if _, err := d.ask(roster.KeepDesk, "", nil); err != nil {
		return nil, err
	}
	return d.office.floor.sessions(d), nil
}

package secretariat

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// OfficeView is an office with those who hold it, will and did.
type OfficeView struct {
	Office  roster.Office
	Now     []roster.Term
	Ahead   []roster.Term // in the order in which they begin
	Before  []roster.Term // the latest first
	Vacancy string        // why it is empty or will be: a sentence; empty if all is well
	MayGive bool          // the delegate can give it, and end terms of it
}

// Offices lists those of all of ASEM, and the others that were ever given by a term, of
// partners, missions and boards, by name; behind them the contact points that are missing.
func (d *Desk) Offices() (views []OfficeView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		views = d.offices(s, me)
		return nil
	})
	return views, err
}

// Office is one of them, by its name.
func (d *Desk) Office(name string) (view OfficeView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		office, err := roster.ParseOffice(s, name)
		if err != nil {
			return err
		}
		views := d.offices(s, me)
		i := slices.IndexFunc(views, func(v OfficeView) bool { return v.Office == office })
		if i < 0 {
			view = OfficeView{Office: office, MayGive: roster.MayGive(me, office) == nil}
			return nil
		}
		view = views[i]
		return nil
	})
	return view, err
}

func (d *Desk) offices(s State, me roster.Delegate) (views []OfficeView) {
	for _, o := range roster.CommonOffices() {
		views = append(views, OfficeView{Office: o})
	}
	at := func(o roster.Office) *OfficeView {
		i := slices.IndexFunc(views, func(v OfficeView) bool { return v.Office == o })
		if i < 0 {
			i, views = len(views), append(views, OfficeView{Office: o})
		}
		return &views[i]
	}
	for _, t := range s.Terms() {
		at(t.Office).take(t)
	}
	for _, v := range roster.Vacancies(s, d.office.now(), d.office.limits.Terms) {
		at(v.Office).Vacancy = v.Why
	}
	for i := range views {
		views[i].MayGive = roster.MayGive(me, views[i].Office) == nil
	}
	return views
}

func (v *OfficeView) take(t roster.Term) {
	switch {
	case t.Runs():
		v.Now = append(v.Now, t)
	case t.Ahead():
		v.Ahead = append(v.Ahead, t)
	case !t.Began.IsZero():
		v.Before = slices.Insert(v.Before, 0, t)
	}
}

// MayGiveOffices is nil, or why the delegate gives no office at all.
func (d *Desk) MayGiveOffices() error {
	_, err := d.ask(roster.Read, "", func(_ State, me roster.Delegate) error {
		for _, of := range []roster.Office{roster.Presidency, roster.Office("contact-point:" + string(me.Partner))} {
			if roster.MayGive(me, of) == nil {
				return nil
			}
		}
		return roster.MayGive(me, roster.Presidency)
	})
	return err
}

// MayGiveOffice is nil, or why the delegate gives nobody that office.
func (d *Desk) MayGiveOffice(o roster.Office) error {
	_, err := d.ask(roster.Read, "", func(_ State, me roster.Delegate) error { return roster.MayGive(me, o) })
	return err
}

// GiveOffice gives an office to a delegate or a partner, from the beginning of one day to
// the end of another, UTC; the last day is zero for no end. It answers the term.
func (d *Desk) GiveOffice(office, holder string, first, last time.Time) (term roster.Term, err error) {
	a := roster.Give{Office: roster.Office(office), Holder: roster.Address(holder), From: first}
	if !last.IsZero() {
		a.Until = last.AddDate(0, 0, 1)
	}
	_, err = d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
		if _, err := roster.ParseAddress(s, holder); err != nil {
			return unreached(s, s.BoardIDs(), holder)
		}
		o, err := roster.ParseOffice(s, office)
		if role, ok := o.Role(); err == nil && ok && role.Board != "" {
			if _, there := s.Board(role.Board); !there {
				return noBoard(role.Board)
			}
		}
		return nil
	})
	if err != nil {
		return term, err
	}
	receipt, err := d.atPace("", a, nil)
	for _, f := range receipt.Facts {
		switch f := f.(type) {
		case roster.TermGiven:
			term = roster.Term{Office: f.Office, Holder: f.Holder, From: f.From, Until: f.Until, By: d.login, At: receipt.At}
		case roster.TermBegun:
			term.Began = receipt.At
		}
	}
	return term, err
}

// EndOffice ends the term of an office at the end of a day, UTC, or at once where the day is
// zero. The holder may be empty where there is one. It answers when the term ends.
func (d *Desk) EndOffice(office, holder string, last time.Time) (term roster.Term, err error) {
	a := roster.End{Office: roster.Office(office), Holder: roster.Address(holder)}
	if !last.IsZero() {
		a.Until = last.AddDate(0, 0, 1)
	}
	receipt, err := d.atPace("", a, nil)
	for _, f := range receipt.Facts {
		switch f := f.(type) {
		case roster.TermCut:
			term = roster.Term{Office: f.Office, Holder: f.Holder, From: f.From, Until: f.Until}
		case roster.TermEnded:
			term = roster.Term{Office: f.Office, Holder: f.Holder, From: f.From, Ended: receipt.At}
		}
	}
	if err == nil && term.Office == "" {
		err = fault.New(fault.Conflict, "That term ends on that day already.").Then("`offices` says who holds what.")
	}
	return term, err
}

// HolderWords names a holder: a delegate by login, name and partner, a partner by name.
func (d *Desk) HolderWords(holder roster.Address) (words string) {
	words = string(holder)
	_ = d.office.store.View(func(s State) error { // a name that cannot be read leaves the address
		switch holder.Form() {
		case roster.ToDelegate:
			if p, ok := s.Delegate(asem.Login(holder)); ok {
				words = string(p.Login) + " (" + p.Name + ", " + string(p.Partner) + ")"
			}
		case roster.ToPartner:
			if p, ok := s.Partner(asem.Code(holder)); ok {
				words = string(p.Code) + " (" + p.Name + ")"
			}
		}
		return nil
	})
	return words
}

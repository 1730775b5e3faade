package roster

import (
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// An Office is a seat that is held for a term, in one of these forms:
//
//	coordinator:commission   coordinator:presidency     the European Coordinators
//	coordinator:asean        coordinator:non-asean      the Asian ones, who alternate
//	host:summit              host:fmm                   hosts of the next meetings
//	contact-point:FI                                    who speaks for a partner
//	head-of-mission:FI/Brussels
//	moderator                moderator:finance          of all boards, of one
//
// Source: Helsinki Declaration 2006, Annex, II.2, for coordinators and hosts.
type Office string

// The offices of which there is one for all of ASEM, in the order in which they are listed.
const (
	Commission Office = "coordinator:commission"
	Presidency Office = "coordinator:presidency"
	ASEANSeat  Office = "coordinator:asean"
	OtherAsian Office = "coordinator:non-asean"
	SummitHost Office = "host:summit"
	FMMHost    Office = "host:fmm"
)

// CommonOffices lists them.
func CommonOffices() []Office {
	return []Office{Commission, Presidency, ASEANSeat, OtherAsian, SummitHost, FMMHost}
}

// Parts of the names of the other offices.
const (
	contactOffice   = "contact-point"
	headOffice      = "head-of-mission"
	moderatorOffice = "moderator"
)

var officeTitles = map[Office]string{
	Commission: "Coordinator: European Commission", Presidency: "Coordinator: EU Presidency",
	ASEANSeat: "Coordinator: ASEAN", OtherAsian: "Coordinator: Asia, non-ASEAN",
	SummitHost: "Host of the next Summit", FMMHost: "Host of the next Foreign Ministers' Meeting",
}

// cut is the kind of the office and what it is of.
func (o Office) cut() (kind, of string) {
	kind, of, _ = strings.Cut(string(o), ":")
	return kind, of
}

// Title names the office for a person.
func (o Office) Title() string {
	if title, ok := officeTitles[o]; ok {
		return title
	}
	switch kind, of := o.cut(); {
	case kind == contactOffice:
		return "Contact point of " + of
	case kind == headOffice:
		return "Head of mission, " + of
	case of != "":
		return "Moderator of " + of
	}
	return "Moderator of all boards"
}

// Role is what the office lets its holder do; ok is false for an honour.
func (o Office) Role() (r Role, ok bool) {
	switch kind, of := o.cut(); kind {
	case "coordinator":
		return Role{Name: Coordinator}, true
	case contactOffice:
		return Role{Name: ContactPoint}, true
	case moderatorOffice:
		return Role{Name: Moderator, Board: asem.BoardID(of)}, true
	}
	return Role{}, false
}

// Partner is the partner whose office it is; empty for one of all.
func (o Office) Partner() asem.Code {
	kind, of := o.cut()
	if kind != contactOffice && kind != headOffice {
		return ""
	}
	code, _, _ := strings.Cut(of, "/")
	return asem.Code(code)
}

// contactOf is the office of a partner's contact points.
func contactOf(p asem.Code) Office { return Office(contactOffice + ":" + string(p)) }

// ToContactPoint is the address of a partner's contact points.
func ToContactPoint(p asem.Code) Address { return contactOf(p).Address() }

// inOffice says whether what goes to an office goes to the delegate: who holds it by a term,
// and of contact points those of the key ring too.
func (d Delegate) inOffice(o Office) bool {
	return slices.Contains(d.Offices, o) || o == contactOf(d.Partner) && d.Holds(ContactPoint)
}

// Single says whether one holds the office at a time. A partner may have several contact
// points and a board several moderators.
func (o Office) Single() bool {
	kind, _ := o.cut()
	return kind != contactOffice && kind != moderatorOffice
}

// Address is the one at which whoever holds the office is reached.
func (o Office) Address() Address { return Address("@" + string(o)) }

// ParseOffice reads the name of an office in any case, and gives it as it is kept.
func ParseOffice(s State, text string) (Office, error) {
	o := Office(strings.ToLower(strings.TrimPrefix(strings.TrimSpace(text), "@")))
	if slices.Contains(CommonOffices(), o) {
		return o, nil
	}
	switch kind, of := o.cut(); kind {
	case contactOffice:
		if p, ok := s.Partner(asem.Code(strings.ToUpper(of))); ok {
			return Office(kind + ":" + string(p.Code)), nil
		}
	case headOffice:
		if mission, ok := missionNamed(s, of); ok {
			return Office(kind + ":" + string(mission)), nil
		}
	case moderatorOffice:
		if id, err := asem.ParseBoardID(of); err == nil || of == "" {
			return Office(strings.TrimSuffix(kind+":"+string(id), ":")), nil
		}
	}
	return "", fault.New(fault.Usage, "%q is no office.", text).
		Then("The offices are %s, contact-point:CODE, head-of-mission:CODE/CITY, moderator and moderator:BOARD.", commonNames())
}

func commonNames() string {
	var names []string
	for _, o := range CommonOffices() {
		names = append(names, string(o))
	}
	return strings.Join(names, ", ")
}

// fits is nil, or why a holder cannot hold the office.
func (o Office) fits(s State, holder Address) error {
	code := asem.Code(holder)
	if holder.Form() == ToDelegate {
		d, _ := s.Delegate(asem.Login(holder))
		code = d.Partner
	}
	p, _ := s.Partner(code)
	group, _, _ := strings.Cut(p.Group, " ")
	kind, _ := o.cut()
	switch {
	case (kind == contactOffice || kind == headOffice || kind == moderatorOffice) && holder.Form() != ToDelegate:
		return fault.New(fault.Usage, "%s is a person's office.", o.Title()).Then("Name a delegate by login.")
	case o.Partner() != "" && o.Partner() != code:
		return fault.New(fault.Refused, "%s is held by a delegate of %s; %s is of %s.", o.Title(), o.Partner(), holder, code)
	case o == Commission && code != "EU", o == Presidency && group != "EU", o == ASEANSeat && group != "ASEAN", o == OtherAsian && group != "NESA":
		return fault.New(fault.Refused, "%s cannot be held by %s, which coordinates as %s.", o.Title(), code, p.Group).Then("%s", seats[o])
	}
	return nil
}

// seats say who may hold a Coordinator's seat. Source: Helsinki Declaration 2006, Annex, II.2.
var seats = map[Office]string{
	Commission: "It is the European Commission's: EU.",
	Presidency: "It is held by the EU member state that has the Presidency.",
	ASEANSeat:  "It is held by an ASEAN partner.",
	OtherAsian: "It is held by an Asian partner that is not of ASEAN.",
}

// A Tenure is a time in which somebody held an office. Until is zero while they do.
type Tenure struct {
	Office Office    `json:"office"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until,omitzero"`
}

// During says whether a time falls into the tenure.
func (t Tenure) During(at time.Time) bool {
	return !at.Before(t.From) && (t.Until.IsZero() || at.Before(t.Until))
}

// addresses are those at which who holds the office is reached: as such, and by its role.
func (o Office) addresses() []Address {
	list := []Address{o.Address()}
	if r, ok := o.Role(); ok {
		if r.Board != "" {
			return append(list, ToModerators(r.Board))
		}
		for a, name := range offices {
			if name == r.Name {
				list = append(list, a)
			}
		}
	}
	return list
}

// With is the delegate with what they hold, and held, by terms: of their own, and of their
// partner's where they speak for it. A delegate who has left holds nothing.
func (d Delegate) With(own, partners []Tenure) Delegate {
	d.Offices, d.Former = nil, nil
	take := func(tenures []Tenure) {
		for _, t := range tenures {
			switch {
			case !t.Until.IsZero():
				d.Former = append(d.Former, t)
			case !d.Left && !slices.Contains(d.Offices, t.Office):
				d.Offices = append(d.Offices, t.Office)
			}
		}
	}
	take(own)
	if d.Holds(ContactPoint) {
		take(partners)
	}
	return d
}

// ReachedThen says whether what was sent to an address at that time reached the delegate
// by an office that they have handed over since: that they go on reading.
func ReachedThen(a Address, d Delegate, at time.Time) bool {
	return !d.Left && slices.ContainsFunc(d.Former, func(t Tenure) bool {
		return t.During(at) && slices.Contains(t.Office.addresses(), a)
	})
}

// ReadUntil is until when a delegate read something, in offices that they have handed over
// since: the latest end of a term in which there was something new of it at an address of the
// office. It is zero where there was nothing.
func ReadUntil(d Delegate, told func(Address, Tenure) bool) (until time.Time) {
	for _, past := range PastAddresses(d) {
		if told(past.Address, past.Tenure) && until.Before(past.Until) {
			until = past.Until
		}
	}
	return until
}

// A Past is an address at which a delegate was reached for a time.
type Past struct {
	Address
	Tenure
}

// PastAddresses are those at which things reached the delegate in the offices that they
// have handed over, each with the time.
func PastAddresses(d Delegate) (list []Past) {
	if d.Left {
		return nil
	}
	for _, t := range d.Former {
		for _, a := range t.Office.addresses() {
			list = append(list, Past{a, t})
		}
	}
	return list
}

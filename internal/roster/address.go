package roster

import (
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// An Address is where a notice, a letter or a document goes, in one of these forms:
//
//	first.last           a delegate, and nobody else
//	FI                   a partner: all its delegates
//	FI/Brussels          a partner's mission: whoever is posted there
//	@all                 everybody
//	@asia @europe        a region
//	@eu @non-eu @asean @nesa @institutions   a group, as partners coordinate; the EU
//	                     itself belongs to @eu, and the ASEAN Secretariat to @asean
//	@contact-points @coordinators @moderators @secretariat   an office: whoever holds the role
//	@moderators:finance  the moderators of a board
//	@coordinator:presidency @host:summit ...   an office that is held for a term (see Office)
//	board:finance        a board: everybody, and what is sent stands on it
//
// An address names offices and places, not people: what was sent to one is read by
// whoever holds it at the time of reading. Only the first form names a person.
type Address string

// MaxAddresses bounds the addresses of one thing: more of them are a group.
const MaxAddresses = 64

// Everybody is the address that reaches all.
const Everybody Address = "@all"

// A Form is one of the forms of an address.
type Form int

// The forms.
const (
	ToDelegate Form = iota + 1
	ToPartner
	ToMission
	ToGroup // everybody, a region or a group
	ToOffice
	ToBoard
)

// regions and groups by the address that reaches them.
var (
	regions = map[Address]asem.Region{"@asia": asem.Asia, "@europe": asem.Europe}
	groups  = map[Address]string{"@eu": "EU", "@non-eu": "non-EU", "@asean": "ASEAN", "@nesa": "NESA", "@institutions": "institution"}
	offices = map[Address]RoleName{"@contact-points": ContactPoint, "@coordinators": Coordinator, "@moderators": Moderator, "@secretariat": Secretariat}
)

// CommonAddresses are those that reach more than one partner, in the order in which
// they are offered.
func CommonAddresses() []Address {
	return []Address{Everybody, "@asia", "@europe", "@eu", "@non-eu", "@asean", "@nesa", "@institutions",
		"@contact-points", "@coordinators", "@moderators", "@secretariat"}
}

const (
	boardPrefix      = "board:"
	moderatorsPrefix = "@moderators:"
)

// ToModerators is the address of a board's moderators.
func ToModerators(b asem.BoardID) Address { return Address(moderatorsPrefix + string(b)) }

// OnBoard is the address of a board.
func OnBoard(b asem.BoardID) Address { return Address(boardPrefix + string(b)) }

// Form is the form of the address; 0 where it has none of them.
func (a Address) Form() Form {
	name := string(a)
	switch {
	case strings.HasPrefix(name, boardPrefix):
		return ToBoard
	case strings.HasPrefix(name, moderatorsPrefix) || offices[a] != "" || a.office() != "":
		return ToOffice
	case a == Everybody || regions[a] != "" || groups[a] != "":
		return ToGroup
	case strings.Contains(name, "/"):
		return ToMission
	case strings.Contains(name, "."):
		return ToDelegate
	case len(name) == 2:
		return ToPartner
	}
	return 0
}

// office is the office held for a term that the address names; empty for none.
func (a Address) office() Office {
	o, named := strings.CutPrefix(string(a), "@")
	kind, _ := Office(o).cut()
	if named && (kind == "coordinator" || kind == "host" || kind == contactOffice || kind == headOffice || kind == moderatorOffice) {
		return Office(o)
	}
	return ""
}

// Board is the board that the address names, of itself or of its moderators; empty
// for none.
func (a Address) Board() asem.BoardID {
	for _, prefix := range []string{boardPrefix, moderatorsPrefix} {
		if id, ok := strings.CutPrefix(string(a), prefix); ok {
			return asem.BoardID(id)
		}
	}
	return ""
}

// ParseAddress reads an address in any case, and gives it in the form in which it is
// kept. It refuses one that reaches nobody: no such partner, mission or delegate, or
// one who has left. Whether a board is there it does not know.
func ParseAddress(s State, text string) (Address, error) {
	a := Address(strings.ToLower(strings.TrimSpace(text)))
	switch a.Form() {
	case ToGroup:
		return a, nil
	case ToBoard, ToOffice:
		if a.office() != "" {
			if o, err := ParseOffice(s, text); err == nil {
				return o.Address(), nil
			}
			break
		}
		if offices[a] == "" {
			if _, err := asem.ParseBoardID(string(a.Board())); err != nil {
				return "", fault.New(fault.Usage, "%v.", err)
			}
		}
		return a, nil
	case ToPartner:
		if p, ok := s.Partner(asem.Code(strings.ToUpper(string(a)))); ok {
			return Address(p.Code), nil
		}
	case ToMission:
		if mission, ok := missionNamed(s, string(a)); ok {
			return mission, nil
		}
	case ToDelegate:
		if d, ok := s.Delegate(asem.Login(a)); ok {
			if d.Left {
				return "", fault.New(fault.NotFound, "%s is accredited no more.", d.Login).Then("Write to %s, who answers for the partner.", d.Partner)
			}
			return a, nil
		}
	}
	return "", fault.New(fault.NotFound, "Nobody is reached at %q.", text)
}

// missionNamed finds a mission where a delegate is posted now, in any case.
func missionNamed(s State, name string) (Address, bool) {
	for _, d := range s.Delegates() {
		if a, ok := d.mission(); ok && !d.Left && strings.EqualFold(string(a), name) {
			return a, true
		}
	}
	return "", false
}

// mission is the address of the delegate's mission.
func (d Delegate) mission() (Address, bool) {
	return Address(string(d.Partner) + "/" + d.Mission), d.Mission != ""
}

// Addresses are all those under which things reach a delegate now, boards and the
// moderators of these boards included. A delegate who has left is reached by none.
func Addresses(s State, d Delegate, boards []asem.BoardID) []Address {
	if d.Left {
		return nil
	}
	list := []Address{Address(d.Login), Address(d.Partner), Everybody}
	if mission, ok := d.mission(); ok {
		list = append(list, mission)
	}
	p, _ := s.Partner(d.Partner)
	for _, a := range CommonAddresses() {
		if a != Everybody && (inGroup(a, p) || offices[a] != "" && d.Holds(offices[a])) {
			list = append(list, a)
		}
	}
	for _, o := range d.Offices {
		list = append(list, o.Address())
	}
	if own := contactOf(d.Partner); d.Holds(ContactPoint) && !slices.Contains(d.Offices, own) {
		list = append(list, own.Address())
	}
	for _, b := range boards {
		list = append(list, OnBoard(b))
		if d.Moderates(b) {
			list = append(list, ToModerators(b))
		}
	}
	return list
}

// coordinatesWith are the institutions that coordinate with the partners of a group.
var coordinatesWith = map[asem.Code]Address{"EU": "@eu", "XA": "@asean"}

// inGroup says whether the address reaches the partner as one of a region or group.
func inGroup(a Address, p PartnerAdmitted) bool {
	if coordinatesWith[p.Code] == a {
		return true
	}
	group, _, _ := strings.Cut(p.Group, " ") // "non-EU (EU until 2020-01-31)"
	return a == Everybody || regions[a] != "" && regions[a] == p.Region || groups[a] != "" && groups[a] == group
}

// PartnersAt are the partners that the addresses reach, by code: those of the
// delegates who are reached for a delegate, a mission or an office.
func PartnersAt(s State, to []Address) []asem.Code {
	var codes []asem.Code
	for _, p := range s.Partners() {
		if slices.ContainsFunc(to, func(a Address) bool { return reachesPartner(s, a, p) }) {
			codes = append(codes, p.Code)
		}
	}
	return codes
}

func reachesPartner(s State, a Address, p PartnerAdmitted) bool {
	switch a.Form() {
	case ToBoard:
		return true
	case ToGroup:
		return inGroup(a, p)
	case ToPartner:
		return a == Address(p.Code)
	case ToMission:
		return strings.HasPrefix(string(a), string(p.Code)+"/")
	}
	for _, d := range s.Delegates() {
		if d.Partner == p.Code && reaches(a, d) {
			return true
		}
	}
	return false
}

// Reached counts the delegates whom the addresses reach now.
func Reached(s State, to []Address) int {
	n := 0
	for _, d := range s.Delegates() {
		if ReachesAny(s, to, d) {
			n++
		}
	}
	return n
}

// Reaches says whether what is sent to an address reaches the delegate now: whether it
// is among their Addresses.
func Reaches(s State, a Address, d Delegate) bool {
	if reaches(a, d) || d.Left {
		return !d.Left
	}
	p, _ := s.Partner(d.Partner)
	return inGroup(a, p)
}

// reaches says whether an address reaches the delegate otherwise than by a group.
func reaches(a Address, d Delegate) bool {
	if d.Left {
		return false
	}
	mission, posted := d.mission()
	switch a.Form() {
	case ToDelegate:
		return a == Address(d.Login)
	case ToPartner:
		return a == Address(d.Partner)
	case ToMission:
		return posted && a == mission
	case ToBoard:
		return true
	case ToOffice:
		if o := a.office(); o != "" {
			return d.inOffice(o)
		}
		if b := a.Board(); b != "" {
			return d.Moderates(b)
		}
		return d.Holds(offices[a])
	}
	return false
}

// Words say whom an address reaches, for a person who is about to send something.
func (a Address) Words(s State) string {
	n := Reached(s, []Address{a})
	count := fmt.Sprintf("%d delegates", n)
	if n == 1 {
		count = "1 delegate"
	}
	switch a.Form() {
	case ToDelegate:
		d, _ := s.Delegate(asem.Login(a))
		return fmt.Sprintf("%s (%s, %s)", a, d.Name, d.Partner)
	case ToPartner:
		p, _ := s.Partner(asem.Code(a))
		return fmt.Sprintf("%s (%s, %s)", a, p.Name, count)
	}
	return fmt.Sprintf("%s (%s)", a, count)
}

// ReachesAny says whether any of the addresses reaches the delegate now.
func ReachesAny(s State, to []Address, d Delegate) bool {
	return slices.ContainsFunc(to, func(a Address) bool { return Reaches(s, a, d) })
}

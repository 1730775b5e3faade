package secretariat_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// A delivery made something new at an address. Only the newest one of an address counts.
type delivery struct {
	n  asem.Number
	to roster.Address
	at time.Time
	no int
}

// A paper trail is a notice as the model knows it.
type trail struct {
	number  asem.Number
	newest  map[roster.Address]delivery
	to      []roster.Address
	author  *addressee
	asked   bool
	expires time.Time
	pinned  int // the newest pin is the greatest; 0: not pinned
}

// An addressee is what the model knows of a delegate.
type addressee struct {
	desk    *secretariat.Desk
	login   asem.Login
	partner asem.Code
	asia    bool
	mission string
	offices []string // coordinator, contact-point
	since   time.Time
	marks   map[delivery]bool // read or not; nothing: as the floor has it
}

// A post room is the plain model of trays: every delegate with every address that is
// theirs, every notice with what was last delivered where, and nothing that is counted.
type postRoom struct {
	h          *house
	random     *rand.Rand
	notices    []*trail
	people     []*addressee
	deliveries int
}

// reachedAt says where the model's delegate is reached.
func (a *addressee) reachedAt(to roster.Address) bool {
	region, group := roster.Address("@europe"), roster.Address("@eu")
	if a.asia {
		region, group = "@asia", "@asean"
	}
	at := []roster.Address{"@all", "board:finance", region, group, roster.Address(a.login), roster.Address(a.partner), roster.Address(string(a.partner) + "/" + a.mission)}
	for _, office := range a.offices {
		at = append(at, roster.Address("@"+office+"s"))
	}
	return slices.Contains(at, to)
}

func (a *addressee) reads(d delivery) bool {
	if read, marked := a.marks[d]; marked {
		return read
	}
	return d.at.Before(a.since.Add(-floorOf))
}

// unread are the deliveries of a notice that are new to the delegate; reached says
// whether any reaches them.
func (a *addressee) unread(n *trail) (fresh []delivery, reached bool) {
	for to, d := range n.newest {
		if !a.reachedAt(to) {
			continue
		}
		reached = true
		if !a.reads(d) {
			fresh = append(fresh, d)
		}
	}
	return fresh, reached
}

func (a *addressee) mark(n *trail, read bool) {
	for to, d := range n.newest {
		if a.reachedAt(to) {
			a.marks[d] = read
		}
	}
}

func (r *postRoom) deliver(n *trail, list ...roster.Address) {
	for _, to := range list {
		r.deliveries++
		n.newest[to] = delivery{n.number, to, r.h.clock.Now(), r.deliveries}
	}
}

// send delivers a notice to those who read it; to its author it is read.
func (r *postRoom) send(n *trail) {
	r.deliver(n, n.to...)
	for _, to := range []roster.Address{roster.Address(n.author.login), "@coordinators"} {
		if !slices.Contains(n.to, to) {
			r.deliver(n, to)
		}
	}
}

func (r *postRoom) joins(login asem.Login, partner asem.Code, mission string, offices ...string) {
	a := &addressee{login: login, partner: partner, asia: partner == "VN", mission: mission, offices: offices, since: r.h.clock.Now(), marks: map[delivery]bool{}}
	a.desk = r.h.accredit(login, partner, append([]string{"delegate"}, offices...)...)
	r.people = append(r.people, a)
	r.amend(a)
}

// amend has the key ring say what the model does.
func (r *postRoom) amend(a *addressee) {
	for i := range r.h.lines {
		if r.h.lines[i].Login != a.login {
			continue
		}
		r.h.lines[i].Mission, r.h.lines[i].Roles = a.mission, nil
		for _, word := range append([]string{"delegate"}, a.offices...) {
			role, err := roster.ParseRole(word)
			must(r.h.t, err)
			r.h.lines[i].Roles = append(r.h.lines[i].Roles, role)
		}
	}
	r.h.reconcile()
}

func newPostRoom(t *testing.T, seed uint64) *postRoom {
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.Floor = floorOf })
	r := &postRoom{h: h, random: rand.New(rand.NewPCG(seed, 3))}
	r.joins("first.author", "FI", "Brussels", "coordinator")
	r.joins("second.author", "VN", "Brussels", "coordinator", "contact-point")
	r.joins("third.reader", "FI", "Jakarta", "contact-point")
	r.joins("fourth.reader", "VN", "Jakarta")
	return r
}

var destinations = []roster.Address{"@all", "@europe", "@asia", "@eu", "@asean", "FI", "VN", "FI/Brussels", "FI/Jakarta", "VN/Brussels", "board:finance"}

// someAddresses are one to three of those at which somebody is reached.
func (r *postRoom) someAddresses() []roster.Address {
	var list []roster.Address
	for range 1 + r.random.IntN(3) {
		if to := destinations[r.random.IntN(len(destinations))]; !slices.Contains(list, to) {
			list = append(list, to)
		}
	}
	return list
}

func (r *postRoom) coordinator() *addressee {
	var list []*addressee
	for _, a := range r.people {
		if slices.Contains(a.offices, "coordinator") {
			list = append(list, a)
		}
	}
	return list[r.random.IntN(len(list))]
}

// step does one random thing and tells the model.
func (r *postRoom) step(t *testing.T) {
	t.Helper()
	r.h.clock.Advance(time.Duration(r.random.IntN(5)) * time.Hour)
	kind := r.random.IntN(12)
	if len(r.notices) == 0 {
		kind = 0
	}
	by := r.coordinator()
	a := r.people[r.random.IntN(len(r.people))]
	var n *trail
	if len(r.notices) > 0 {
		n = r.notices[r.random.IntN(len(r.notices))]
	}
	switch kind {
	case 0, 1, 2:
		r.posts(t, by)
	case 3, 4:
		_, err := by.desk.CorrectNotice("", notice.Correct{Number: n.number, Text: fmt.Sprint("Version ", r.deliveries)})
		must(t, err)
		r.send(n)
		by.mark(n, true)
	case 5:
		r.pins(t, by, n)
	case 6:
		r.reminds(t, by, n)
	case 7, 8:
		view, _ := by.desk.Notice(n.number) // its author sees it in any case
		must(t, a.desk.MarkReadIn(secretariat.KindNotice, view.Seen(), secretariat.Seen{Number: 9999, Version: 1}))
		a.mark(n, true)
	case 9:
		must(t, a.desk.MarkNewIn(secretariat.KindNotice, n.number))
		a.mark(n, false)
	case 10:
		r.handsOver(t)
	case 11:
		a.mission = []string{"Brussels", "Jakarta"}[r.random.IntN(2)]
		r.amend(a)
	}
}

func (r *postRoom) posts(t *testing.T, by *addressee) {
	t.Helper()
	n := &trail{newest: map[roster.Address]delivery{}, to: r.someAddresses(), author: by, asked: r.random.IntN(2) == 0}
	if r.random.IntN(4) == 0 {
		n.expires = r.h.clock.Now().Add(10 * time.Hour)
	}
	posted, err := by.desk.PostNotice("", notice.Post{Level: notice.Routine, To: n.to, Title: "A title", Text: "A text.", Ack: n.asked, Expires: n.expires})
	must(t, err)
	n.number = posted.Number
	r.notices = append(r.notices, n)
	r.send(n)
	by.mark(n, true)
	if r.random.IntN(3) == 0 {
		opened(t, by.desk, "finance", "something between the numbers")
	}
}

func (r *postRoom) pins(t *testing.T, by *addressee, n *trail) {
	t.Helper()
	on := r.random.IntN(3) > 0
	must(t, by.desk.PinNotice(n.number, on))
	if n.pinned = 0; on {
		r.deliveries++
		n.pinned = r.deliveries
	}
}

func (r *postRoom) reminds(t *testing.T, by *addressee, n *trail) {
	t.Helper()
	acks, err := by.desk.NoticeAcks(n.number)
	must(t, err)
	if by.desk.RemindNotice(n.number) != nil {
		return // it asks nobody, has expired, or was reminded of just now
	}
	for _, a := range acks {
		r.deliver(n, roster.Address(a.Partner))
	}
	by.mark(n, true)
}

// handsOver: one holds the office of contact point, and hands it to another.
func (r *postRoom) handsOver(t *testing.T) {
	t.Helper()
	from, to := r.people[r.random.IntN(len(r.people))], r.people[r.random.IntN(len(r.people))]
	i := slices.Index(from.offices, "coordinator")
	if i < 0 || slices.Contains(to.offices, "coordinator") {
		return
	}
	from.offices = slices.Delete(slices.Clone(from.offices), i, i+1)
	to.offices = append(slices.Clone(to.offices), "coordinator")
	r.amend(from)
	r.amend(to)
}

// listed are the notices that a delegate finds: pinned ones on top, then by number.
func (r *postRoom) listed(a *addressee, expired bool) []asem.Number {
	var found []*trail
	for _, n := range r.notices {
		if _, reached := a.unread(n); reached && (expired || n.expires.IsZero() || r.h.clock.Now().Before(n.expires)) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(x, y *trail) int { return cmp.Or(cmp.Compare(y.pinned, x.pinned), cmp.Compare(y.number, x.number)) })
	numbers := make([]asem.Number, len(found))
	for i, n := range found {
		numbers[i] = n.number
	}
	return numbers
}

// fresh are the notices that are new to a delegate, the newest news first.
func (r *postRoom) fresh(a *addressee) []asem.Number {
	since := map[asem.Number]time.Time{}
	for _, n := range r.notices {
		unread, _ := a.unread(n)
		for _, d := range unread {
			if (n.expires.IsZero() || r.h.clock.Now().Before(n.expires)) && d.at.After(since[n.number]) {
				since[n.number] = d.at
			}
		}
	}
	return slices.SortedFunc(maps.Keys(since), func(x, y asem.Number) int {
		return cmp.Or(since[y].Compare(since[x]), cmp.Compare(y, x))
	})
}

func (r *postRoom) compare(t *testing.T) {
	t.Helper()
	for _, a := range r.people {
		fresh := r.fresh(a)
		waiting, err := a.desk.WaitingByKind()
		must(t, err)
		if count := waiting[secretariat.KindNotice]; count != len(fresh) {
			t.Errorf("%d notices are new to %s, want %d: %v", count, a.login, len(fresh), fresh)
		}
		next, ok, err := a.desk.NextInTrays()
		must(t, err)
		if ok != (len(fresh) > 0) || ok && next.Number != fresh[0] {
			t.Errorf("next for %s is %s, %v; want the first of %v", a.login, next.Number, ok, fresh)
		}
		for _, all := range []bool{false, true} {
			r.comparePages(t, a, fresh, all)
		}
	}
}

func (r *postRoom) comparePages(t *testing.T, a *addressee, fresh []asem.Number, all bool) {
	t.Helper()
	scope := secretariat.CurrentNotices
	if all {
		scope = secretariat.AllNotices
	}
	list := r.listed(a, all)
	for _, p := range somePages(list) {
		want, before, after := cutOut(list, p)
		// A page that begins or ends at a row says that something lies beyond it, though
		// that may be the row itself.
		before, after = before || p.At != 0 || p.Before != 0, after || p.After != 0
		page, err := a.desk.Notices(scope, p)
		must(t, err)
		var got []asem.Number
		for _, row := range page.Rows {
			got = append(got, row.Number)
			if isNew := slices.Contains(fresh, row.Number); row.New != isNew && !row.Expired {
				t.Errorf("%s is new to %s: %v, want %v", row.Number, a.login, row.New, isNew)
			}
		}
		if !slices.Equal(got, want) || page.Earlier != before || page.Follow != after {
			t.Fatalf("%s, all %v, %+v: %v, %v, %v\nwant %v, %v, %v\nof %v", a.login, all, p, got, page.Earlier, page.Follow, want, before, after, list)
		}
	}
	for _, n := range r.notices {
		_, err := a.desk.Notice(n.number)
		if _, reached := a.unread(n); (err == nil) != reached {
			t.Errorf("%s reaches %s: %v, %v", n.number, a.login, reached, err)
		}
	}
}

// somePages are pages of every kind, not all of them.
func somePages(list []asem.Number) []secretariat.Page {
	kept := []secretariat.Page{{}, {Last: true}, {Limit: 2}, {Limit: 3, Last: true}}
	for i, n := range list {
		limit := 1 + i%4
		kept = append(kept, secretariat.Page{Limit: limit, Before: n}, secretariat.Page{Limit: limit, After: n}, secretariat.Page{Limit: limit, At: n})
	}
	return kept
}

// Trays are what a plain model of them says, whatever is sent to whom and whoever holds
// which office: lists in both directions, what is new, and what reaches whom.
func TestTraysAgainstAPlainModel(t *testing.T) {
	seeds := uint64(3)
	if testing.Short() {
		seeds = 1
	}
	const steps = 90
	for seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			r := newPostRoom(t, seed)
			for i := range steps {
				r.step(t)
				if i%10 == 0 {
					r.compare(t)
				}
				if i == steps/2 {
					r.joins("fifth.newcomer", "FI", "Brussels")
				}
				if t.Failed() {
					t.Fatalf("after step %d", i)
				}
			}
			r.compare(t)
		})
	}
}

// What lies below the floor of a new delegate is there to be read, and not new.
func TestFloorOfTrays(t *testing.T) {
	r := newPostRoom(t, 1)
	for range 3 {
		_, err := r.people[0].desk.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"FI"}, Title: "A title", Text: "A text."})
		must(t, err)
		r.h.clock.Advance(floorOf / 2)
	}
	r.h.clock.Advance(time.Minute)
	late := r.h.accredit("late.comer", "FI", "delegate")
	page, err := late.Notices(secretariat.CurrentNotices, secretariat.Page{})
	must(t, err)
	if len(page.Rows) != 3 || !page.Rows[0].New || page.Rows[1].New || page.Rows[2].New {
		t.Errorf("%+v", page.Rows)
	}
	must(t, late.MarkNewIn(secretariat.KindNotice, page.Rows[2].Number))
	if waiting, err := late.WaitingByKind(); waiting[secretariat.KindNotice] != 2 || err != nil {
		t.Errorf("new: %v, %v; want the one above the floor and the one that was marked so", waiting, err)
	}
}

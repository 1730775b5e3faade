package secretariat

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

func noReminder(key string) error {
	return fault.New(fault.NotFound, "Nothing is due for you under %q.", key).Then("`reminders` lists what is, with the key of each.")
}

func severalReminders(of string, keys []string) error {
	return fault.New(fault.Usage, "Several things are due in %s.", of).Then("Name one by its key: %s.", strings.Join(keys, ", "))
}

// remind tells each address of what fell due for it since the last time, in one letter: of
// an outage, too, comes one letter and no burst.
func (k *timekeeper) remind(now time.Time) {
	var letters []reminder.Send
	err := k.office.store.View(func(s State) error {
		letters = k.office.reminders(s, now)
		return nil
	})
	if err != nil {
		k.office.log.Error("what is due could not be read", "err", err)
		return
	}
	for _, letter := range letters {
		k.do(letter)
	}
}

// reminders are the letters that are due now, by address.
func (o *Office) reminders(s State, now time.Time) (letters []reminder.Send) {
	told := map[roster.Address][]told{}
	dues := o.duesNow(s)
	for _, d := range dues {
		record := s.Reminders(d.key)
		for _, to := range d.addresses() {
			for _, step := range d.passed(to, now) {
				if !record.Had(step.name, to) {
					told[to] = append(told[to], toldOf(d, step.name))
				}
			}
		}
	}
	for _, z := range s.DueSnoozes(now) {
		again := "again " + s.Reminders(z.Key).PutOff(z.By).UTC().Format(time.RFC3339)
		i := slices.IndexFunc(dues, func(d due) bool { return d.key == z.Key })
		if i >= 0 && o.concerns(s, dues[i], z.By, now) {
			told[roster.Address(z.By)] = append(told[roster.Address(z.By)], toldOf(dues[i], again))
		}
	}
	for to, list := range told {
		if roster.Reached(s, []roster.Address{to}) > 0 { // else it is told once somebody is there
			letters = append(letters, letterOf(to, list, now, o.zonesOf(s, to)))
		}
	}
	slices.SortFunc(letters, func(a, b reminder.Send) int { return strings.Compare(string(a.To), string(b.To)) })
	return letters
}

// concerns says whether what is due concerns a delegate still: it may have passed to whoever
// holds their office now.
func (o *Office) concerns(s State, d due, who asem.Login, now time.Time) bool {
	person, ok := s.Delegate(who)
	return ok && !person.Left && d.concerns(roster.Addresses(s, person, nil), now)
}

// A told is something that a letter tells of.
type told struct {
	reminder.Item
	due due
}

func toldOf(d due, step string) told { return told{reminder.Item{Key: d.key, Step: step}, d} }

// letterOf is the letter that tells an address of all that is due for it, whose readers are in
// those zones.
func letterOf(to roster.Address, list []told, now time.Time, zones []*time.Location) reminder.Send {
	a := reminder.Send{To: to}
	var b strings.Builder
	b.WriteString("This falls due, or has:\n")
	things := slices.CompactFunc(slices.Clone(list), func(a, b told) bool { return a.Key == b.Key })
	for i, t := range things {
		if i == reminder.MaxItems || b.Len() > rule.MaxText/2 {
			fmt.Fprintf(&b, "\nand %d more: `reminders` lists them.\n", len(things)-i)
			break
		}
		fmt.Fprintf(&b, "\n- %s\n  %s. Put it off: `snooze %s %s`\n", t.due.what, t.due.words(now, zones), t.due.key, t.due.putOff(now))
	}
	for _, t := range list {
		a.Items = append(a.Items, t.Item)
	}
	a.Text = b.String()
	a.Subject = fmt.Sprintf("Reminder: %d things fall due", len(things))
	if len(things) == 1 {
		a.Subject = firstRunes("Reminder: "+list[0].due.what, rule.MaxTitle)
	}
	return a
}

// words say when it is due, a moment by the zones of those who read that.
func (d due) words(now time.Time, zones []*time.Location) string {
	on := d.at.UTC().Format("2 Jan 2006")
	if d.moment {
		on = deadline.Show(d.at, zones...)
	}
	if !now.Before(d.end()) {
		return "was due on " + on
	}
	return "due on " + on
}

// putOff is how long it is sensibly put off for: not beyond a moment that is near.
func (d due) putOff(now time.Time) string {
	switch left := d.at.Sub(now); {
	case !d.moment || left <= 0 || left > 4*24*time.Hour:
		return "3d"
	case left > 24*time.Hour:
		return "12h"
	case left > 3*time.Hour:
		return "2h"
	}
	return "30m"
}

// mostZones bounds the zones in which one letter says a time.
const mostZones = 4

// zonesOf are the zones of those whom an address reaches.
func (o *Office) zonesOf(s State, to roster.Address) (zones []*time.Location) {
	for _, d := range s.Delegates() {
		if zone := o.zone(s.Preferences(d.Login).Zone); len(zones) < mostZones && roster.Reaches(s, to, d) && !slices.Contains(zones, zone) {
			zones = append(zones, zone)
		}
	}
	return zones
}

// firstRunes is at most so many characters of a line.
func firstRunes(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return s
}

// remindsEvery is how often the timekeeper looks for what falls due.
const remindsEvery = time.Minute

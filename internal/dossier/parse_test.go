package dossier_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// FuzzNarrowing reads what people type to narrow the lists of initiatives and meetings:
// what cannot be read is their mistake, and what was read is something there is.
func FuzzNarrowing(f *testing.F) {
	desk := testkit.NewOffice(f).Accredit("demo.reader", "FI", "delegate")
	for _, seed := range []string{"economic FI under-way", "som, fi", "attention mine facility 2026", "multilateralism", "social-cultural", "1995 2200", "\x1b[31m", "亚欧", "--", ",,,", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scope, err := dossier.ScopeOf(desk, text)
		if err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("initiatives by %q: %v", text, err)
		}
		if scope.Pillar != "" && !slices.Contains(asem.Pillars(), scope.Pillar) || scope.Stage != "" && !slices.Contains(initiative.Stages(), scope.Stage) {
			t.Errorf("initiatives by %q: %+v", text, scope)
		}
		meetings, err := dossier.MeetingScopeOf(desk, text)
		if err != nil && fault.KindOf(err) != fault.Usage {
			t.Errorf("meetings by %q: %v", text, err)
		}
		if meetings.Kind != "" && !slices.Contains(agenda.Kinds(), meetings.Kind) {
			t.Errorf("meetings by %q: %+v", text, meetings)
		}
	})
}

// FuzzItem reads what people type of an item of an agenda: an hour lies within the days of
// the meeting, in the zone of the place.
func FuzzItem(f *testing.F) {
	for _, seed := range []string{"09:30", "2027-03-27 23:59", "2027-03-28T02:30Z", "1d", "-", "24:00", "#12, 13", "ASEM/SOM/2026/1", "9999999999w", "\x00"} {
		f.Add(seed)
	}
	first := time.Date(2027, 3, 27, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		for days, zone := range []string{"Europe/Helsinki", "Asia/Kathmandu", "Pacific/Auckland"} { // the first changes its clocks on the second day
			v := secretariat.MeetingView{Meeting: agenda.Meeting{Number: 1, First: first, Last: first.AddDate(0, 0, days), Zone: zone}}
			switch at, err := dossier.HourIn(v, text); {
			case err != nil && fault.KindOf(err) != fault.Usage:
				t.Errorf("%q: %v", text, err)
			case err == nil && !at.IsZero():
				if day := at.In(v.Where()).Format(time.DateOnly); day < v.First.Format(time.DateOnly) || day > v.Last.Format(time.DateOnly) {
					t.Errorf("%q in %s is on %s", text, zone, day)
				}
			}
		}
		values := map[string]string{"no": text, "title": text, "note": text, "start": text, "minutes": text, "documents": text, "about": text, "before": text}
		for name := range values { // each alone: what is refused first hides the others
			v := secretariat.MeetingView{Meeting: agenda.Meeting{Number: 1, First: first, Last: first, Zone: "UTC"}}
			if _, err := dossier.ItemOf(v, map[string]string{name: text}); err != nil && fault.KindOf(err) != fault.Usage {
				t.Errorf("%s %q: %v", name, text, err)
			}
		}
	})
}

// TestHourIn: an hour alone is enough where there is one day, and asks for it where there
// are more; summer time of the place counts.
func TestHourIn(t *testing.T) {
	first := time.Date(2027, 3, 27, 0, 0, 0, 0, time.UTC) // the day before Europe changes its clocks
	v := secretariat.MeetingView{Meeting: agenda.Meeting{First: first, Last: first, Zone: "Europe/Helsinki"}}
	for text, want := range map[string]string{"09:30": "2027-03-27 07:30", "2027-03-27 09:30": "2027-03-27 07:30", "-": "0001-01-01 00:00"} {
		if at, err := dossier.HourIn(v, text); err != nil || at.UTC().Format("2006-01-02 15:04") != want {
			t.Errorf("%q: %v, %v", text, at, err)
		}
	}
	v.Last = first.AddDate(0, 0, 1)
	if at, err := dossier.HourIn(v, "2027-03-28 09:30"); err != nil || at.UTC().Format("15:04") != "06:30" {
		t.Errorf("in summer time: %v, %v", at, err)
	}
	for text, want := range map[string]string{"09:30": "on which of them", "2027-03-28": "at which hour", "2027-03-29 09:30": "there is no meeting", "noon": "is not a date or a time"} {
		if _, err := dossier.HourIn(v, text); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestLeftOver: who ends an initiative is told which milestones were not reached.
func TestLeftOver(t *testing.T) {
	at := time.Now()
	v := secretariat.InitiativeView{Initiative: initiative.Initiative{Milestones: []initiative.Milestone{{No: 1, Reached: &at}, {No: 2}, {No: 3, Dropped: true}, {No: 4}}}}
	if got := dossier.LeftOver(v, initiative.Concluded); got != "Not reached: milestone 2, 4." {
		t.Errorf("%q", got)
	}
	if got := dossier.LeftOver(v, initiative.UnderWay); got != "" {
		t.Errorf("%q of one that goes on", got)
	}
}

// TestOfficeCells: who follows stands with the day, since there may be a time between; holders
// whose terms end on several days have none together.
func TestOfficeCells(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2027, 1, d, 0, 0, 0, 0, time.UTC) }
	v := secretariat.OfficeView{Office: roster.Presidency, Now: []roster.Term{{Holder: "FI", Until: day(6)}}, Ahead: []roster.Term{{Holder: "PT", From: day(20)}}}
	if got := dossier.OfficeCells(v); !slices.Equal(got[1:], []string{"FI", "2027-01-05", "PT 2027-01-20"}) {
		t.Errorf("%q", got)
	}
	v.Ahead = append(v.Ahead, roster.Term{Holder: "SI", From: day(25)})
	v.Now = append(v.Now, roster.Term{Holder: "DE"})
	if got := dossier.OfficeCells(v); !slices.Equal(got[1:], []string{"FI DE", "differs", "PT 2027-01-20 .."}) {
		t.Errorf("%q", got)
	}
	v.Now = []roster.Term{{Holder: "FI"}, {Holder: "DE"}}
	if got := dossier.OfficeCells(v); got[2] != "" {
		t.Errorf("%q", got)
	}
}

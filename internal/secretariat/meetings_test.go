package secretariat_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/holiday"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (w *workshop) day(offset int) time.Time {
	return w.Clock.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, offset)
}

// call has Finland call a meeting of two days.
func (w *workshop) call(title string, first int) asem.Number {
	w.t.Helper()
	p, err := w.finnish.CallMeeting("", agenda.Call{Is: agenda.SOM, Title: title, Place: "Helsinki", First: w.day(first), Last: w.day(first + 1), Zone: "Europe/Helsinki", Text: "You are invited."})
	if err != nil || p.Kind != secretariat.KindMeeting {
		w.t.Fatal(p, err)
	}
	return p.Number
}

func (w *workshop) meeting(n asem.Number) secretariat.MeetingView {
	w.t.Helper()
	v, err := w.observer.Meeting(n)
	if err != nil {
		w.t.Fatal(err)
	}
	return v
}

func (w *workshop) item(n asem.Number, a agenda.Itemise, title string) int {
	w.t.Helper()
	a.Number = n
	if title != "" {
		a.Title = &title
	}
	no, err := w.finn.Itemise(a)
	if err != nil {
		w.t.Fatal(fault.Sentence(err))
	}
	return no
}

func titles(v secretariat.MeetingView) (list []string) {
	for _, i := range v.Items {
		list = append(list, i.Title)
	}
	return list
}

// TestAgendaIsKept: items stand in order and keep their numbers when they move; the agenda
// is circulated as a document, version after version.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (the circulation of updated versions).
func TestAgendaIsKept(t *testing.T) {
	w := newWorkshop(t)
	n := w.call("SOM in Helsinki", 90)
	start := w.day(90).Add(7 * time.Hour)
	opening := w.item(n, agenda.Itemise{Start: &start}, "Opening")
	ports := w.item(n, agenda.Itemise{About: &[]asem.Number{w.propose()}}, "亚欧 Ports")
	other := w.item(n, agenda.Itemise{}, "Any other business")
	w.item(n, agenda.Itemise{No: other, Before: opening}, "")
	if got := titles(w.meeting(n)); !slices.Equal(got, []string{"Any other business", "Opening", "亚欧 Ports"}) {
		t.Errorf("%q", got)
	}
	w.item(n, agenda.Itemise{No: other, Before: -1}, "")
	w.item(n, agenda.Itemise{No: opening, Before: other}, "")
	v := w.meeting(n)
	if got := titles(v); !slices.Equal(got, []string{"亚欧 Ports", "Opening", "Any other business"}) || v.Items[0].No != ports {
		t.Errorf("%q, %+v", got, v.Items)
	}
	c, err := w.finn.CirculateAgenda(n, nil)
	symbol, label := c.Symbol, c.Label
	if err != nil || symbol != "ASEM/SOM/2026/1" || label != document.First {
		t.Fatal(symbol, label, err)
	}
	if _, err := w.finn.CirculateAgenda(n, nil); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same once more: %v", err)
	}
	if err := w.finn.ActOnMeeting(agenda.Strike{Number: n, No: ports}); err != nil {
		t.Fatal(err)
	}
	if no := w.item(n, agenda.Itemise{}, "Closing"); no != other+1 {
		t.Errorf("a number was given twice: %d", no)
	}
	if c, err = w.finn.CirculateAgenda(n, nil); err != nil || c.Symbol != "ASEM/SOM/2026/1" || c.Label != "REV 1" {
		t.Fatal(symbol, label, err)
	}
	doc, err := w.viet.Document(symbol)
	if err != nil || len(doc.Versions) != 2 || doc.By[0] != "FI" {
		t.Fatalf("%+v, %v", doc, err)
	}
	if doc.Versions[0].Files[0].Digest == doc.Versions[1].Files[0].Digest {
		t.Error("the revision says what the first one said")
	}
	text := secretariat.AgendaText(w.meeting(n))
	for _, part := range []string{"SOM in Helsinki\nSenior Officials' Meeting\nHelsinki, 9-10 Dec 2026", "1. Opening\n   Wed 9 Dec 09:00-10:00\n", "Times are those of Europe/Helsinki.", "3. Closing"} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

// TestCirculatedAgendaNamesWhatAllRead: a document that went to fewer than the agenda is not
// named in it, and the meeting says whether the agenda stands as it was circulated.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (the circulation of updated versions); that
// nothing tells of what does not reach somebody is a rule of this house.
func TestCirculatedAgendaNamesWhatAllRead(t *testing.T) {
	w := newWorkshop(t)
	issue := func(title string, to roster.Address) asem.Symbol {
		n := drawUp(t, w.finn, document.Paper{Series: "ASEM/SOM", Title: title}, title)
		d, err := w.finn.IssueDocument(t.Context(), "", document.Issue{Number: n, To: []roster.Address{to}})
		if err != nil {
			t.Fatal(err)
		}
		return d.Symbol
	}
	all, few := issue("To all", "@all"), issue("To few", "FI")
	n := w.call("SOM in Helsinki", 90)
	w.item(n, agenda.Itemise{Documents: &[]asem.Symbol{all, few}}, "Opening")
	c, err := w.finn.CirculateAgenda(n, nil)
	if err != nil || !slices.Equal(c.Left, []asem.Symbol{few}) {
		t.Fatalf("%+v, %v", c, err)
	}
	text, err := w.viet.ReadVersion(t.Context(), c.Symbol, c.Label, secretariat.FilePick{})
	if err != nil || !strings.Contains(text.Text, string(all)) || strings.Contains(text.Text, string(few)) {
		t.Errorf("%s, %v", text.Text, err)
	}
	for _, d := range []*secretariat.Desk{w.finn, w.viet} {
		if v, err := d.Meeting(n); err != nil || v.Issued != document.First || v.Stale {
			t.Errorf("circulated: %q, changed %v, %v", v.Issued, v.Stale, err)
		}
	}
	w.item(n, agenda.Itemise{}, "Closing")
	if v := w.meeting(n); !v.Stale {
		t.Error("it was changed since")
	}
	if _, err := w.finn.CirculateAgenda(n, []roster.Address{"VN"}); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "goes to whom") {
		t.Errorf("a revision to others: %v", err)
	}
	if _, err := w.finn.CirculateAgenda(n, nil); err != nil {
		t.Fatal(err)
	}
	if v := w.meeting(n); v.Issued != "REV 1" || v.Stale {
		t.Errorf("circulated anew: %q, changed %v", v.Issued, v.Stale)
	}
}

// TestItemsThatAreGone are kept for calendars, which hold them still; one that has an hour
// again is none of them.
//
// Source: RFC 5545, 3.8.1.11.
func TestItemsThatAreGone(t *testing.T) {
	w := newWorkshop(t)
	n := w.call("SOM in Helsinki", 90)
	start, none := w.day(90).Add(7*time.Hour), time.Time{}
	taken, untimed := w.item(n, agenda.Itemise{Start: &start}, "Opening"), w.item(n, agenda.Itemise{Start: &start}, "Ports")
	never := w.item(n, agenda.Itemise{}, "Any other business")
	for _, no := range []int{taken, never} {
		if err := w.finn.ActOnMeeting(agenda.Strike{Number: n, No: no}); err != nil {
			t.Fatal(err)
		}
	}
	w.item(n, agenda.Itemise{No: untimed, Start: &none}, "")
	if gone := w.meeting(n).Gone; len(gone) != 2 || gone[0].No != taken || gone[1].No != untimed || gone[0].Title != "Opening" || !gone[0].Start.Equal(start) {
		t.Errorf("%+v", gone)
	}
	w.item(n, agenda.Itemise{No: untimed, Start: &start}, "")
	if gone := w.meeting(n).Gone; len(gone) != 1 || gone[0].No != taken {
		t.Errorf("once it has an hour again: %+v", gone)
	}
}

// TestDelegationsAreRegistered by contact points, one for each partner.
func TestDelegationsAreRegistered(t *testing.T) {
	w := newWorkshop(t)
	n := w.call("SOM", 30)
	register := func(d *secretariat.Desk, head string, members ...string) error {
		return d.ActOnMeeting(agenda.Register{Number: n, Head: head, Members: members})
	}
	if err := register(w.viet, "A delegate"); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate registers: %v", err)
	}
	for _, err := range []error{register(w.vietnamese, "Head of VN", "A", " ", "B"), register(w.finnish, "Head of FI"), register(w.vietnamese, "New head", "A")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if v := w.meeting(n); len(v.Delegations) != 2 || v.Delegations[1].Head != "New head" || !v.MySeat {
		t.Errorf("%+v", v.Delegations)
	}
	if err := register(w.finnish, ""); err != nil {
		t.Fatal(err)
	}
	if err := register(w.finnish, ""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("withdrawn twice: %v", err)
	}
	if err := register(w.vietnamese, "", "A member"); fault.KindOf(err) != fault.Usage {
		t.Errorf("without a head: %v", err)
	}
	w.Clock.Advance(40 * 24 * time.Hour)
	if err := register(w.vietnamese, "Too late"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("after it: %v", err)
	}
}

// TestWarningsOfAMeeting: who calls one is warned of those on the same days that stand, and
// of holidays of the host; the meeting goes on saying so.
func TestWarningsOfAMeeting(t *testing.T) {
	w := newWorkshop(t)
	japan := w.Accredit("demo.japan", "JP", "contact-point")
	day := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	off := w.call("Called off", int(day.Sub(w.day(0))/(24*time.Hour)))
	if err := w.coordinator.ActOnMeeting(agenda.CallOff{Number: off, Reason: "Held by video"}); err != nil {
		t.Fatal(err)
	}
	same := w.call("The same days", int(day.Sub(w.day(0))/(24*time.Hour)))
	call := agenda.Call{Is: agenda.SOM, Title: "SOM", Place: "Tokyo", First: day, Last: day.AddDate(0, 0, 1), Zone: "Asia/Tokyo", Text: "You are invited."}
	clash, holiday := "It clashes with "+same.String()+", The same days.", "3 Nov 2026 is Culture Day in JP."
	if got, err := japan.MeetingWarnings(call); err != nil || !slices.Equal(got, []string{clash, holiday}) {
		t.Errorf("before it is called: %q, %v", got, err)
	}
	oneDay := call
	oneDay.Last, oneDay.Host = time.Time{}, "JP"
	if got, err := w.coordinator.MeetingWarnings(oneDay); err != nil || !slices.Equal(got, []string{clash}) {
		t.Errorf("of one day: %q, %v", got, err)
	}
	p, err := japan.CallMeeting("", call)
	if err != nil {
		t.Fatal(err)
	}
	if got := w.meeting(p.Number).Warnings(); !slices.Equal(got, []string{clash, holiday}) {
		t.Errorf("as it stands: %q", got)
	}
	if r, err := w.observer.Record(secretariat.KindMeeting, p.Number); err != nil || !slices.ContainsFunc(r.Lines, func(l secretariat.RecordLine) bool {
		return l.Name == "Holiday" && l.Words == "3 Nov 2026: Culture Day in JP"
	}) {
		t.Errorf("in its record: %+v, %v", r.Lines, err)
	}
}

// TestMeetingsOfACalendar stand in the order of their days, clashes are said, and what was
// called off clashes with nothing.
//
// Source: Helsinki Declaration 2006, Annex, II.3 (the management of the agenda).
func TestMeetingsOfACalendar(t *testing.T) {
	w := newWorkshop(t)
	late, early, clashing := w.call("Late", 60), w.call("Early", 3), w.call("Clashing", 61)
	list := func(p secretariat.Page) (numbers []asem.Number) {
		page, err := w.observer.Meetings(secretariat.MeetingScope{}, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range page.Rows {
			numbers = append(numbers, v.Number)
		}
		return numbers
	}
	if got := list(secretariat.Page{}); !slices.Equal(got, []asem.Number{early, late, clashing}) {
		t.Errorf("%v", got)
	}
	if v := w.meeting(late); len(v.Clashes) != 1 || v.Clashes[0].Number != clashing {
		t.Errorf("%+v", v.Clashes)
	}
	if err := w.coordinator.ActOnMeeting(agenda.CallOff{Number: clashing, Reason: "Held by video"}); err != nil {
		t.Fatal(err)
	}
	if v := w.meeting(late); len(v.Clashes) != 0 {
		t.Errorf("%+v", v.Clashes)
	}
	if err := w.finn.ActOnMeeting(agenda.Strike{Number: clashing, No: 1}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the agenda of what was called off: %v", err)
	}
	first := w.day(10)
	if err := w.finn.Rearrange(agenda.Rearrange{Number: late, First: &first}); err != nil {
		t.Fatal(err)
	}
	if v := w.meeting(late); v.Days() != 2 || !v.Last.Equal(w.day(11)) || v.Sequence != 1 {
		t.Errorf("it moves as a whole: %+v", v)
	}
	w.Clock.Advance(20 * 24 * time.Hour)
	if got := list(secretariat.Page{}); !slices.Equal(got, []asem.Number{clashing}) {
		t.Errorf("from today on: %v", got)
	}
	if got := list(secretariat.Page{After: clashing}); !slices.Equal(got, []asem.Number{early, late}) {
		t.Errorf("before: %v", got)
	}
	during, err := w.observer.MeetingsDuring(w.day(-30), w.day(60))
	if err != nil || len(during) != 3 {
		t.Errorf("%d, %v", len(during), err)
	}
	unity := secretariat.MeetingView{Meeting: agenda.Meeting{Number: 9, Title: "On a holiday", Place: "Berlin", Host: "DE"}, Holidays: (*holiday.Book)(nil).During("DE", time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 3, 0, 0, 0, 0, time.UTC))}
	if lines := secretariat.MeetingLines([]secretariat.MeetingView{unity}, ""); len(lines) != 2 || lines[1] != "          ! 3 Oct: Tag der Deutschen Einheit in DE" {
		t.Errorf("%q", lines)
	}
	month := strings.Join(secretariat.MonthLines(2026, time.September, during), "\n")
	for _, part := range []string{"September 2026", "\n 7          8 ", "                                                                  #3\n14 ", "Early, Helsinki (FI)", "called off"} {
		if !strings.Contains(month, part) {
			t.Errorf("%q is missing in\n%s", part, month)
		}
	}
}

func TestMeetingIsRefused(t *testing.T) {
	w := newWorkshop(t)
	n := w.call("SOM", 30)
	good := agenda.Call{Is: agenda.SOM, Title: "A title", Place: "Hanoi", First: w.day(3), Zone: "Asia/Ho_Chi_Minh", Text: "Come."}
	for name, c := range map[string]struct {
		by     *secretariat.Desk
		change func(*agenda.Call)
		kind   fault.Kind
		says   string
	}{
		"a delegate calls":       {w.viet, func(*agenda.Call) {}, fault.Refused, "called by coordinators"},
		"for another host":       {w.vietnamese, func(a *agenda.Call) { a.Host = "FI" }, fault.Refused, "called by coordinators"},
		"a host that is none":    {w.coordinator, func(a *agenda.Call) { a.Host = "ZZ" }, fault.NotFound, "no partner"},
		"a kind that is none":    {w.coordinator, func(a *agenda.Call) { a.Is = "party" }, fault.Usage, "no kind of meeting"},
		"no place":               {w.coordinator, func(a *agenda.Call) { a.Place = " " }, fault.Usage, "needs a place"},
		"no day":                 {w.coordinator, func(a *agenda.Call) { a.First = time.Time{} }, fault.Usage, "needs a day"},
		"in the past":            {w.coordinator, func(a *agenda.Call) { a.First = w.day(-5) }, fault.Usage, "have passed"},
		"backwards":              {w.coordinator, func(a *agenda.Call) { a.Last = w.day(1) }, fault.Usage, "before the first"},
		"for months":             {w.coordinator, func(a *agenda.Call) { a.Last = w.day(90) }, fault.Usage, "31 days at most"},
		"a zone that is none":    {w.coordinator, func(a *agenda.Call) { a.Zone = "Asia/Atlantis" }, fault.Usage, "no time zone"},
		"the machine's zone":     {w.coordinator, func(a *agenda.Call) { a.Zone = "Local" }, fault.Usage, "no time zone"},
		"a path for a zone":      {w.coordinator, func(a *agenda.Call) { a.Zone = "../../etc/passwd" }, fault.Usage, "no time zone"},
		"without an invitation":  {w.coordinator, func(a *agenda.Call) { a.Text = "" }, fault.Usage, "The text is empty"},
		"a cluster that is none": {w.coordinator, func(a *agenda.Call) { a.Clusters = []asem.ClusterID{"x"} }, fault.NotFound, "no cluster"},
	} {
		a := good
		c.change(&a)
		if _, err := c.by.CallMeeting("", a); fault.KindOf(err) != c.kind || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%s: %v", name, fault.Sentence(err))
		}
	}
	title, early, long := "x", w.day(1), -3
	for name, c := range map[string]struct {
		by   *secretariat.Desk
		a    agenda.Itemise
		kind fault.Kind
	}{
		"by others":                   {w.viet, agenda.Itemise{Number: n, Title: &title}, fault.Refused},
		"without a title":             {w.finn, agenda.Itemise{Number: n}, fault.Usage},
		"before the meeting":          {w.finn, agenda.Itemise{Number: n, Title: &title, Start: &early}, fault.Usage},
		"for a time without an hour":  {w.finn, agenda.Itemise{Number: n, Title: &title, Minutes: ptr(30)}, fault.Usage},
		"for less than no time":       {w.finn, agenda.Itemise{Number: n, Title: &title, Start: ptr(w.day(30)), Minutes: &long}, fault.Usage},
		"about no initiative":         {w.finn, agenda.Itemise{Number: n, Title: &title, About: &[]asem.Number{77}}, fault.NotFound},
		"with a document of nobody's": {w.finn, agenda.Itemise{Number: n, Title: &title, Documents: &[]asem.Symbol{"ASEM/SOM/2026/9"}}, fault.NotFound},
		"an item that is none":        {w.finn, agenda.Itemise{Number: n, No: 4}, fault.NotFound},
		"before one that is none":     {w.finn, agenda.Itemise{Number: n, Title: &title, Before: 4}, fault.NotFound},
	} {
		if _, err := c.by.Itemise(c.a); fault.KindOf(err) != c.kind {
			t.Errorf("an item %s: %v", name, err)
		}
	}
	if _, err := w.finn.CirculateAgenda(n, nil); fault.KindOf(err) != fault.Refused {
		t.Errorf("an empty agenda is circulated: %v", err)
	}
	if _, err := w.finn.Summarise("", agenda.Summarise{Number: n, Text: "Early."}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a summary before it begins: %v", err)
	}
	w.Clock.Advance(31 * 24 * time.Hour)
	for _, text := range []string{"A summary.", "A better summary."} {
		if _, err := w.finn.Summarise("", agenda.Summarise{Number: n, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	if v := w.meeting(n); v.Summary != "A better summary." || v.Invitation != "You are invited." {
		t.Errorf("%q, %q", v.Summary, v.Invitation)
	}
}

func ptr[T any](v T) *T { return &v }

// TestProgrammeIsDrawnFromTheRecords, and not typed twice.
//
// Source: Helsinki Declaration 2006, Annex, I.1 (two-year work programmes).
func TestProgrammeIsDrawnFromTheRecords(t *testing.T) {
	w := newWorkshop(t)
	set := agenda.Set{Title: "Work programme", From: 2026, Clusters: []asem.ClusterID{"multilateralism"}, Text: "Orientations."}
	if _, err := w.finn.SetProgramme("", set); fault.KindOf(err) != fault.Refused {
		t.Errorf("a delegate sets it: %v", err)
	}
	p, err := w.coordinator.SetProgramme("", set)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.coordinator.SetProgramme("", set); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same years twice: %v", err)
	}
	carries, err := w.finn.ProposeInitiative("", initiative.Propose{Title: "Carries it", Pillars: []asem.Pillar{asem.Political}, Clusters: []asem.ClusterID{"multilateralism"}, Aims: "Aims."})
	if err != nil {
		t.Fatal(err)
	}
	w.propose() // of no cluster
	m := w.call("SOM", 30)
	set.Number, set.Text = p.Number, "Better orientations."
	if _, err := w.coordinator.SetProgramme("", set); err != nil {
		t.Fatal(err)
	}
	v, err := w.observer.Programme(p.Number)
	if err != nil || v.Text != "Better orientations." || len(v.Initiatives) != 1 || v.Initiatives[0].Number != carries.Number || len(v.Meetings) != 1 || v.Meetings[0].Number != m {
		t.Errorf("%+v, %v", v, err)
	}
	record, err := w.observer.Record(secretariat.KindProgramme, p.Number)
	if err != nil || !strings.Contains(record.Text(), "Carries it, led by FI: proposed") || !strings.Contains(record.Text(), "Meetings above all clusters") {
		t.Errorf("%v\n%s", err, record.Text())
	}
	for name, a := range map[string]agenda.Set{"of no cluster": {Title: "x", From: 2030, Text: "x"}, "of the past": {Title: "x", From: 1990, Clusters: set.Clusters, Text: "x"},
		"of a cluster that is none": {Title: "x", From: 2030, Clusters: []asem.ClusterID{"x"}, Text: "x"}, "that never was": {Number: 999, Title: "x", From: 2030, Clusters: set.Clusters, Text: "x"}} {
		if _, err := w.coordinator.SetProgramme("", a); err == nil {
			t.Errorf("a programme %s was set", name)
		}
	}
}

// TestItemsMoveWithTheMeeting and keep the hour of the place, over the end of summer time
// and into another zone; none is left behind on a day without a meeting.
func TestItemsMoveWithTheMeeting(t *testing.T) {
	w := newWorkshop(t)
	first := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	p, err := w.coordinator.CallMeeting("", agenda.Call{Is: agenda.SOM, Title: "Senior Officials", Host: "FI", Place: "Helsinki", First: first, Last: first.AddDate(0, 0, 1), Zone: "Europe/Helsinki", Text: "Come."})
	if err != nil {
		t.Fatal(err)
	}
	add := func(title string, start time.Time) {
		t.Helper()
		if _, err := w.coordinator.Itemise(agenda.Itemise{Number: p.Number, Title: &title, Start: &start}); err != nil {
			t.Fatal(err)
		}
	}
	add("Opening", first.Add(6*time.Hour))                   // 09:00 in summer
	add("Without an hour", time.Time{})                      // stays without
	add("Closing", first.AddDate(0, 0, 1).Add(13*time.Hour)) // 16:00
	rearrange := func(a agenda.Rearrange) error {
		a.Number = p.Number
		return w.coordinator.Rearrange(a)
	}
	starts := func() (list []string) {
		v, err := w.observer.Meeting(p.Number)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range v.Items {
			if i.Start.IsZero() {
				list = append(list, "-")
				continue
			}
			list = append(list, i.Start.In(v.Where()).Format("2 Jan 15:04 MST"))
		}
		return list
	}
	week, day, zone := first.AddDate(0, 0, 14), 24*time.Hour, "Asia/Tokyo"
	if err := rearrange(agenda.Rearrange{First: &week}); err != nil || !slices.Equal(starts(), []string{"3 Nov 09:00 EET", "-", "4 Nov 16:00 EET"}) {
		t.Errorf("moved by two weeks: %q, %v", starts(), err)
	}
	longer := week.Add(-day)
	last := week.Add(day)
	if err := rearrange(agenda.Rearrange{First: &longer, Last: &last}); err != nil || !slices.Equal(starts(), []string{"3 Nov 09:00 EET", "-", "4 Nov 16:00 EET"}) {
		t.Errorf("a day longer: %q, %v", starts(), err)
	}
	if err := rearrange(agenda.Rearrange{Last: &week}); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "Item 3 would begin on 4 Nov 2026") {
		t.Errorf("shortened: %v", err)
	}
	if err := w.coordinator.ActOnMeeting(agenda.Rearrange{Number: p.Number, First: &first, Last: &first}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("past the desk: %v", err)
	}
	if err := rearrange(agenda.Rearrange{Zone: &zone}); err != nil || !slices.Equal(starts(), []string{"3 Nov 09:00 JST", "-", "4 Nov 16:00 JST"}) {
		t.Errorf("to Tokyo: %q, %v", starts(), err)
	}
	never := asem.Number(4000)
	if err := w.coordinator.Rearrange(agenda.Rearrange{Number: never, First: &first}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("that never was: %v", err)
	}
}

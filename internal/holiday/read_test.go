package holiday

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

func calendar(events ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + strings.Join(events, "") + "END:VCALENDAR\r\n"
}

func event(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:1@test\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\n"
}

func folderWith(t testing.TB, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestRead: days, spans of days, and those that recur; beside what is known already.
func TestRead(t *testing.T) {
	book, err := Read(folderWith(t, map[string]string{
		".hidden": "nothing",
		"VN.ics":  calendar(event("SUMMARY:Tết", "DTSTART;VALUE=DATE:20270205", "DTEND;VALUE=DATE:20270210")),
		"FI.ics": calendar(event("SUMMARY:Independence Day", "DTSTART;VALUE=DATE:20201206", "RRULE:FREQ=YEARLY"),
			event("SUMMARY:Over the new year", "DTSTART;VALUE=DATE:20251230", "DTEND;VALUE=DATE:20260103", "RRULE:FREQ=YEARLY;INTERVAL=1")),
		"DE.ics": calendar(event("SUMMARY:Sommerfest", "DTSTART:20270701T120000Z")),
	}))
	if err != nil {
		t.Fatal(err)
	}
	day := func(text string) time.Time {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	for _, c := range []struct{ partner, day, want string }{
		{"VN", "2027-02-04", ""}, {"VN", "2027-02-05", "Tết"}, {"VN", "2027-02-09", "Tết"}, {"VN", "2027-02-10", ""}, {"VN", "2028-02-05", ""},
		{"FI", "2027-12-06", "Independence Day"}, {"FI", "2019-12-06", ""}, {"FI", "2027-12-31", "Over the new year"}, {"FI", "2028-01-02", "Over the new year"}, {"FI", "2028-01-03", ""},
		{"DE", "2027-07-01", "Sommerfest"}, {"DE", "2026-10-03", "Tag der Deutschen Einheit"}, {"KR", "2027-12-06", ""},
	} {
		if got := book.on(asem.Code(c.partner), day(c.day)); got != c.want {
			t.Errorf("%s on %s: %q, want %q", c.partner, c.day, got, c.want)
		}
	}
	var none *Book
	if !book.Knows("VN") || none.Knows("VN") || !none.Knows("DE") || book.Knows("KR") {
		t.Error("of whom holidays are known")
	}
	if book, err = Read(""); err != nil || book.Knows("VN") {
		t.Errorf("no folder: %v", err)
	}
}

// TestReadRefuses what is no file of holidays, and names it.
func TestReadRefuses(t *testing.T) {
	good := calendar(event("SUMMARY:A day", "DTSTART;VALUE=DATE:20270101"))
	for name, c := range map[string]struct{ file, content, says string }{
		"no partner":  {"ZZ9.ics", good, "not named by the code"},
		"no calendar": {"FI.txt", good, "not named by the code"},
		"nothing":     {"FI.ics", "", "FI.ics"},
		"no events":   {"FI.ics", calendar(), "there is no event in it"},
		"another":     {"FI.ics", "\x00\xff", "FI.ics"},
		"no day":      {"FI.ics", calendar(event("SUMMARY:A day", "DTSTART:soon")), "no day or no summary: A day"},
		"no name":     {"FI.ics", calendar(event("DTSTART;VALUE=DATE:20270101")), "no day or no summary"},
		"weekly":      {"FI.ics", calendar(event("SUMMARY:A day", "DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=WEEKLY")), "A day recurs otherwise"},
		"half a year": {"FI.ics", calendar(event("SUMMARY:A rest", "DTSTART;VALUE=DATE:20270101", "DTEND;VALUE=DATE:20270601")), "more than 60 days"},
		"too large":   {"FI.ics", strings.Repeat("x", maxFile+1), "larger than 4 MiB"},
	} {
		if _, err := Read(folderWith(t, map[string]string{c.file: c.content})); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), "coordination.holidays") {
		t.Errorf("no such folder: %v", err)
	}
}

// FuzzHolidays: whatever stands in a file, it is read or refused, and every holiday has a name
// and falls on its first day.
func FuzzHolidays(f *testing.F) {
	f.Add([]byte(calendar(event("SUMMARY:A day", "DTSTART;VALUE=DATE:20270101", "RRULE:FREQ=YEARLY"))))
	f.Add([]byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;X=\"a:20270101\nEND:VEVENT\nEND:VCALENDAR\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, why := holidaysIn(data)
		if (why == "") == (len(list) == 0) {
			t.Fatalf("%d holidays, and refused for %q", len(list), why)
		}
		for _, g := range list {
			if g.name == "" || !g.falls(g.first) {
				t.Errorf("%+v", g)
			}
		}
	})
}

package ical_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/ical"
	"asem.internal/avs/internal/secretariat"
)

// meetings are one with hours, in a zone whose clock changes between them, and one that was
// called off.
func meetings() []secretariat.MeetingView {
	day := func(month time.Month, day int) time.Time { return time.Date(2027, month, day, 0, 0, 0, 0, time.UTC) }
	return []secretariat.MeetingView{
		{Meeting: agenda.Meeting{Number: 12, Kind: agenda.SOM, Title: "亚欧 Senior Officials; in spring, with a title that is so long that its line is folded, 헬싱키", Host: "FI", Place: "Helsinki",
			First: day(3, 27), Last: day(3, 29), Zone: "Europe/Helsinki", At: day(1, 2), Changed: day(1, 3), Sequence: 4, Items: []agenda.Item{
				{No: 1, Title: "Opening", Start: time.Date(2027, 3, 27, 7, 30, 0, 0, time.UTC), Minutes: 30, Note: "By the host."},
				{No: 4, Title: "After the clock has changed", Start: time.Date(2027, 3, 29, 7, 30, 0, 0, time.UTC), Minutes: 90},
				{No: 5, Title: "Any other business"},
			}, Gone: []agenda.Item{{No: 2, Title: "Taken out", Start: time.Date(2027, 3, 27, 9, 0, 0, 0, time.UTC), Minutes: 60}}}},
		{Meeting: agenda.Meeting{Number: 13, Kind: agenda.FMM, Title: "Ministers", Host: "VN", Place: "Hanoi", First: day(5, 3), Last: day(5, 3), Zone: "Asia/Ho_Chi_Minh", At: day(1, 2), Changed: day(1, 2),
			Cancelled: "Postponed", Items: []agenda.Item{{No: 1, Title: "Opening", Start: time.Date(2027, 5, 3, 2, 0, 0, 0, time.UTC), Minutes: 60}}}},
	}
}

func written(t testing.TB) string {
	t.Helper()
	var b bytes.Buffer
	c := ical.Calendar{Domain: "avs.example", Now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC), SSH: func(format string, args ...any) string { return "ssh HOST " + fmt.Sprintf(format, args...) }}
	if err := c.Write(&b, meetings()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestWrite holds the file to the standard, as far as it can be seen in its lines.
// Source: RFC 5545, 3.1 and 3.6.
func TestWrite(t *testing.T) {
	file := written(t)
	for line := range strings.SplitSeq(strings.TrimSuffix(file, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	whole := strings.ReplaceAll(file, "\r\n ", "")
	for _, line := range []string{
		"UID:meeting-12@avs.example", "UID:meeting-12-item-4@avs.example", "SEQUENCE:4", "STATUS:CANCELLED", "DTSTAMP:20270104T090000Z",
		`SUMMARY:亚欧 Senior Officials\; in spring\, with a title that is so long that its line is folded\, 헬싱키`,
		"DTSTART;VALUE=DATE:20270327", "DTEND;VALUE=DATE:20270330", "DTSTART;TZID=Europe/Helsinki:20270327T093000", "DTSTART;TZID=Europe/Helsinki:20270329T103000",
		"DTEND;TZID=Europe/Helsinki:20270329T120000", "TZID:Europe/Helsinki", "TZID:Asia/Ho_Chi_Minh", "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nTZNAME:EEST", "DTSTART:20270328T030000", "TZNAME:+07",
	} {
		if !strings.Contains(whole, "\r\n"+line+"\r\n") {
			t.Errorf("%q is missing in\n%s", line, whole)
		}
	}
	if strings.Contains(whole, "Any other business") {
		t.Error("an item without an hour is an event")
	}
	if again := written(t); again != file {
		t.Error("written twice it is another file")
	}
}

// TestOthersRead asks python-icalendar what it reads in the file.
func TestOthersRead(t *testing.T) {
	python := "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import icalendar").Run(); err != nil {
		t.Skip("python3-icalendar is not installed")
	}
	const script = `
import sys, icalendar
cal = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
for e in cal.walk('VEVENT'):
    print(e['UID'], e['DTSTART'].dt.isoformat(), e['DTEND'].dt.isoformat(), e['SEQUENCE'], e['STATUS'])
for z in cal.walk('VTIMEZONE'):
    tz = z.to_tz()
    print(z['TZID'], [t.isoformat() for t in tz._utc_transition_times[1:4]])
`
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = strings.NewReader(written(t))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, line := range []string{
		"meeting-12@avs.example 2027-03-27 2027-03-30 4 CONFIRMED",
		"meeting-12-item-1@avs.example 2027-03-27T09:30:00+02:00 2027-03-27T10:00:00+02:00 4 CONFIRMED",
		"meeting-12-item-4@avs.example 2027-03-29T10:30:00+03:00 2027-03-29T12:00:00+03:00 4 CONFIRMED",
		"meeting-12-item-2@avs.example 2027-03-27T11:00:00+02:00 2027-03-27T12:00:00+02:00 4 CANCELLED",
		"meeting-13-item-1@avs.example 2027-05-03T09:00:00+07:00 2027-05-03T10:00:00+07:00 0 CANCELLED",
	} {
		if !strings.Contains(string(out), line+"\n") {
			t.Errorf("%q is missing in\n%s", line, out)
		}
	}
}

// TestKhalImports what is written.
func TestKhalImports(t *testing.T) {
	khal, err := exec.LookPath("khal")
	if err != nil {
		t.Skip("khal is not installed")
	}
	folder := t.TempDir()
	config, file := filepath.Join(folder, "config"), filepath.Join(folder, "asem.ics")
	for name, content := range map[string]string{
		config: "[calendars]\n[[asem]]\npath = " + filepath.Join(folder, "calendar") + "\n[locale]\nlocal_timezone = Europe/Helsinki\ndefault_timezone = Europe/Helsinki\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = " + filepath.Join(folder, "khal.db") + "\n",
		file:   written(t),
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "calendar"), 0o700); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		cmd := exec.Command(khal, append([]string{"-c", config}, args...)...)
		cmd.Env = append(os.Environ(), "HOME="+folder, "LC_ALL=C.UTF-8")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("khal %s: %v\n%s", args[0], err, out)
		}
		return string(out)
	}
	run("import", "--batch", file)
	run("import", "--batch", file) // once more replaces
	listed := run("list", "--format", "{start-time}{tab}{title}", "2027-03-27", "2027-03-30")
	if strings.Count(listed, "09:30\t亚欧 Senior Officials") != 1 || strings.Count(listed, "10:30\t亚欧 Senior Officials") != 1 {
		t.Errorf("khal lists\n%s", listed)
	}
}

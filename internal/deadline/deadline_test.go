package deadline

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"asem.internal/avs/internal/fault"
)

func at(t testing.TB, zone, text string) time.Time {
	t.Helper()
	z, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04:05", text, z)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestParse(t *testing.T) {
	now := at(t, "Europe/Helsinki", "2026-11-25 10:30:15")
	for _, c := range []struct{ text, want string }{
		{"2026-12-01", "2026-12-01T21:59:00Z"},
		{" 2026-12-01 18:00 ", "2026-12-01T16:00:00Z"},
		{"2026-12-01T18:00", "2026-12-01T16:00:00Z"},
		{"2026-12-01T18:00Z", "2026-12-01T18:00:00Z"},
		{"2026-12-01T18:00+07:00", "2026-12-01T11:00:00Z"},
		{"2026-12-01T18:00:05Z", "2026-12-01T18:00:05Z"},
		{"2026-12-01T18:00:05+07:00", "2026-12-01T11:00:05Z"},
		{"72h", "2026-11-28T08:31:00Z"},
		{"+30m", "2026-11-25T09:01:00Z"},
		{"3d", "2026-11-28T08:31:00Z"},
		{"2w", "2026-12-09T08:31:00Z"},
	} {
		got, err := Parse(c.text, now)
		if err != nil || got.Format(time.RFC3339Nano) != c.want {
			t.Errorf("%q is %s, %v; want %s", c.text, got.Format(time.RFC3339Nano), err, c.want)
		}
	}
	if none, err := Parse("  ", now); err != nil || !none.IsZero() {
		t.Errorf("nothing is %v, %v", none, err)
	}
	for _, text := range []string{"tomorrow", "2026-13-01", "1.12.2026", "h", "0h", "-3d", "99999999999d", "4294967295w", "3y", "2026-12-01 25:00", "3dd"} {
		if got, err := Parse(text, now); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "72h") {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
}

func TestShow(t *testing.T) {
	moment := at(t, "UTC", "2026-12-01 20:00:00")
	for zone, want := range map[string]string{
		"UTC":             "1 Dec 2026 20:00 UTC",
		"Europe/Helsinki": "1 Dec 2026 20:00 UTC (22:00 EET)",
		"Asia/Jakarta":    "1 Dec 2026 20:00 UTC (2 Dec 03:00 WIB)",
	} {
		if got := Show(moment, at(t, zone, "2026-01-01 00:00:00").Location()); got != want {
			t.Errorf("in %s: %s, want %s", zone, got, want)
		}
	}
	if got := Show(time.Time{}, time.UTC); got != "none" {
		t.Errorf("no deadline: %s", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"", "2026-12-01", "2026-12-01 18:00", "72h", "+3d", "2w", "9999-12-31"} {
		f.Add(text)
	}
	now := at(f, "Asia/Kolkata", "2026-11-25 10:30:15")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Parse(text, now)
		if err != nil && !got.IsZero() {
			t.Errorf("%q is refused and %v", text, got)
		}
		if err == nil && strings.HasPrefix(text, "+") && !got.After(now.Add(-time.Minute)) {
			t.Errorf("%q is in the past: %v", text, got)
		}
	})
}

func TestDay(t *testing.T) {
	now := at(t, "Asia/Jakarta", "2026-11-25 03:30:15") // the 24th in UTC
	for text, want := range map[string]string{"2026-12-01": "2026-12-01", " Today ": "2026-11-25", "3d": "2026-11-28", "+2w": "2026-12-09"} {
		if got, err := Day(text, now); err != nil || got.Format(time.RFC3339) != want+"T00:00:00Z" {
			t.Errorf("%q is %s, %v; want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	if none, err := Day(" ", now); err != nil || !none.IsZero() {
		t.Errorf("nothing is %v, %v", none, err)
	}
	for _, text := range []string{"tomorrow", "2026-02-30", "5h", "-1d", "1.12.2026", "2026-12-01 18:00"} {
		if got, err := Day(text, now); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "2026-12-01") {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
}

func FuzzDay(f *testing.F) {
	for _, text := range []string{"", "today", "2026-12-01", "+3d", "2w", "999999999w", "5h"} {
		f.Add(text)
	}
	now := at(f, "Asia/Kolkata", "2026-11-25 10:30:15")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Day(text, now)
		if err != nil && !got.IsZero() {
			t.Errorf("%q is refused and %v", text, got)
		}
		if !got.Equal(got.Truncate(24 * time.Hour)) {
			t.Errorf("%q is no day: %v", text, got)
		}
	})
}

// TestSkippedHours: an hour over which clocks are put forward is refused, and not moved.
func TestSkippedHours(t *testing.T) {
	now := at(t, "Europe/Helsinki", "2027-03-01 10:00:00")
	for _, text := range []string{"2027-03-28 03:30", "2027-03-28T03:00"} {
		if got, err := Parse(text, now); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "clocks are put forward") {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"2027-03-28 02:59", "2027-03-28 04:00", "2027-03-28T03:30Z", "2027-03-28T03:30+02:00", "2027-10-31 03:30", "2027-03-28"} {
		if _, err := Parse(text, now); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got, err := Parse("2027-03-28T03:30Z", at(t, "UTC", "2027-03-01 10:00:00")); err != nil || got.Minute() != 30 {
		t.Error(got, err)
	}
}

// TestShowSeconds: a time that is exact to the second is shown so, in the zones of its readers.
func TestShowSeconds(t *testing.T) {
	exact := time.Date(2026, 12, 1, 16, 0, 31, 0, time.UTC)
	helsinki, _ := time.LoadLocation("Europe/Helsinki")
	tokyo, _ := time.LoadLocation("Asia/Tokyo")
	if got, want := Show(exact, helsinki, tokyo, time.UTC, helsinki), "1 Dec 2026 16:00:31 UTC (18:00:31 EET, 2 Dec 01:00:31 JST)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Show(exact.Truncate(time.Minute)), "1 Dec 2026 16:00 UTC"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

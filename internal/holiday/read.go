package holiday

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// Bounds of a file of holidays.
const (
	maxFile = 4 << 20 // bytes
	maxDays = 60      // of one holiday
	maxName = 80      // characters
)

// given is a holiday out of a file.
type given struct {
	name        string
	first, last time.Time // midnight UTC
	yearly      bool
}

func (g given) falls(day time.Time) bool {
	at := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	if g.yearly {
		for _, year := range []int{at.Year(), at.Year() - 1} { // it may go on over the new year
			first := time.Date(year, g.first.Month(), g.first.Day(), 0, 0, 0, 0, time.UTC)
			if year >= g.first.Year() && !at.Before(first) && !at.After(first.Add(g.last.Sub(g.first))) {
				return true
			}
		}
		return false
	}
	return !at.Before(g.first) && !at.After(g.last)
}

// Read reads the holidays of a folder: iCalendar files, each named by the code of a partner,
// as FI.ics. Events that recur do so each year on the same day, or stand there for each year.
// An empty name is no folder. What cannot be read is refused with the name of the file.
//
// Source: RFC 5545.
func Read(folder string) (*Book, error) {
	book := &Book{given: map[asem.Code][]given{}}
	if folder == "" {
		return book, nil
	}
	names, err := os.ReadDir(folder)
	if err != nil {
		return nil, fault.New(fault.Failed, "The holidays in %s cannot be read: %v.", folder, cause(err)).Then("Make the folder, or leave `coordination.holidays` empty.").Because(err)
	}
	for _, name := range names {
		if name.IsDir() || strings.HasPrefix(name.Name(), ".") {
			continue
		}
		path := filepath.Join(folder, name.Name())
		base, ext, _ := strings.Cut(name.Name(), ".")
		code, err := asem.ParseCode(base)
		if err != nil || ext != "ics" {
			return nil, refused(path, "it is not named by the code of a partner, as FI.ics")
		}
		if book.given[code], err = readFile(path); err != nil {
			return nil, err
		}
	}
	return book, nil
}

func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

func refused(path, why string) error {
	return fault.New(fault.Failed, "The holidays in %s cannot be read: %s.", path, why).Then("Correct the file, or take it out of the folder.")
}

func readFile(path string) (list []given, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, refused(path, cause(err).Error())
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(data) > maxFile {
		return nil, refused(path, "it is larger than 4 MiB, or broken")
	}
	list, why := holidaysIn(data)
	if why != "" {
		return nil, refused(path, why)
	}
	return list, nil
}

// holidaysIn are the events of a file, or why it is not one of holidays.
func holidaysIn(data []byte) (list []given, why string) {
	calendar, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return nil, "it is no iCalendar file"
	}
	for _, e := range calendar.Events() {
		g, why := holidayOf(e)
		if why != "" {
			return nil, why
		}
		list = append(list, g)
	}
	if len(list) == 0 {
		return nil, "there is no event in it"
	}
	return list, ""
}

// holidayOf is an event as a holiday, or why it is none.
func holidayOf(e *ics.VEvent) (g given, why string) {
	g.name = plain.Cut(plain.Line(value(e, ics.ComponentPropertySummary)), maxName)
	first, ok := dayIn(value(e, ics.ComponentPropertyDtStart))
	if !ok || g.name == "" {
		return g, "an event has no day or no summary: " + g.name
	}
	g.first, g.last = first, first
	if end, ok := dayIn(value(e, ics.ComponentPropertyDtEnd)); ok && end.After(first) {
		g.last = end.AddDate(0, 0, -1)
	}
	if g.last.Sub(g.first) > maxDays*24*time.Hour {
		return g, g.name + " takes more than 60 days"
	}
	switch rule := strings.ToUpper(value(e, ics.ComponentPropertyRrule)); rule {
	case "":
	case "FREQ=YEARLY", "FREQ=YEARLY;INTERVAL=1":
		g.yearly = true
	default:
		return g, g.name + " recurs otherwise than each year on the same day: give an event for each year"
	}
	return g, ""
}

func value(e *ics.VEvent, name ics.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

// dayIn is the day of a date, or of a date with a time.
func dayIn(text string) (time.Time, bool) {
	if len(text) < 8 {
		return time.Time{}, false
	}
	at, err := time.Parse("20060102", text[:8])
	return at, err == nil
}

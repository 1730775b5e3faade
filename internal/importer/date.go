package importer

import (
	"fmt"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-message"
)

// dateOf finds when a message was written, and says in note where the date is
// not its own: the Date field, else the Received field that was added last,
// else those before, else the postmark, else the date of the message before
// it in the file. Dates from the time before mail and from the future are not
// believed.
func dateOf(h message.Header, postmark string, previous time.Time, opts Options) (at time.Time, note string) {
	believed := func(s string) bool {
		t, ok := parseDate(s)
		// A clock that was never set says the first of January 1970.
		if !ok || t.Before(time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)) || opts.tooLate(t) {
			return false
		}
		at = t
		return true
	}
	if believed(h.Get("Date")) {
		return at, ""
	}
	wrong := "It has no date"
	if d := h.Get("Date"); d != "" {
		text, _ := decode("", []byte(d))
		wrong = fmt.Sprintf("Its date %q is not credible", oneLine(text, 60))
	}
	for fields := h.FieldsByKey("Received"); fields.Next(); {
		if v := fields.Value(); believed(v[strings.LastIndexByte(v, ';')+1:]) {
			return at, wrong + "; the time it was received is shown."
		}
	}
	words := strings.Fields(postmark)
	if len(words) > 2 && believed(strings.Join(words[2:], " ")) {
		return at, wrong + "; the time of its postmark is shown."
	}
	if previous.IsZero() {
		at = time.Unix(0, 0)
		if !opts.Now.IsZero() {
			at = opts.Now
		}
		return at.UTC(), wrong + ", nor has anything near it; the time of the import is shown."
	}
	return previous, wrong + "; the date of the message before it is shown."
}

// parseDate reads a date as mail carries it, in UTC: RFC 5322 in its strict
// and obsolete forms by net/mail, and, word by word, what that refuses: years of
// two or three digits, names of zones or none, comments, asctime's order,
// ISO 8601.
func parseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(dateComment.ReplaceAllString(s, " "))
	if len(s) > 100 || len(s) < 6 {
		return time.Time{}, false
	}
	if c := s[len(s)-1]; '0' <= c && c <= '9' {
		// net/mail reads a zone's name, yet not its offset: only numbers go there.
		if t, err := mail.ParseDate(s); err == nil {
			return t.UTC(), true
		}
	}
	var p dateParts
	for _, word := range strings.FieldsFunc(dateJoins.ReplaceAllString(s, "$1 $2"), isDateGap) {
		p.take(word)
	}
	return p.time()
}

var (
	dateComment = regexp.MustCompile(`\([^()]*\)`)
	dateJoins   = regexp.MustCompile(`(\d)[Tt](\d)`) // 2001-02-03T04:05
)

func isDateGap(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == ';' }

// dateParts is what has been found of a date, in whatever order.
type dateParts struct {
	year, month, day     int
	hour, min, sec       int
	timed, zoned, yeared bool
	offset               time.Duration
}

var (
	dateDashed = regexp.MustCompile(`^(\d{1,4})[-/.]([A-Za-z]+|\d{1,2})[-/.](\d{1,4})$`)
	dateClock  = regexp.MustCompile(`^(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:[.,]\d+)?(Z|[+-].+)?$`)
	dateZone   = regexp.MustCompile(`^(?:GMT|UTC)?([+-])(\d\d?):?(\d\d)?$`)
)

// take finds out what one word of a date is; a word it does not know, such as
// a day of the week, says nothing.
func (p *dateParts) take(word string) {
	if m := dateClock.FindStringSubmatch(word); m != nil && !p.timed {
		p.hour, p.min, p.sec = digits(m[1]), digits(m[2]), digits(m[3])
		p.timed = true
		if m[4] != "" {
			p.take(m[4])
		}
		return
	}
	if m := dateZone.FindStringSubmatch(word); m != nil && p.timed {
		p.offset = time.Duration(digits(m[2]))*time.Hour + time.Duration(digits(m[3]))*time.Minute
		if m[1] == "-" {
			p.offset = -p.offset
		}
		p.zoned = true
		return
	}
	if m := dateDashed.FindStringSubmatch(word); m != nil {
		p.take(m[1])
		p.takeMonth(m[2])
		p.take(m[3])
		return
	}
	if n, err := strconv.Atoi(word); err == nil && n >= 0 {
		p.takeNumber(n, len(word))
		return
	}
	p.takeName(word)
}

// takeNumber takes a number without punctuation: the day comes before the
// year, unless the year shows itself by its digits.
func (p *dateParts) takeNumber(n, width int) {
	switch {
	case width <= 2 && p.day == 0:
		p.day = n
	case p.yeared:
	case width == 2 && n < 50:
		p.year, p.yeared = 2000+n, true
	case width <= 3:
		p.year, p.yeared = 1900+n, true
	default:
		p.year, p.yeared = n, true
	}
}

// takeMonth takes a month by number or by name.
func (p *dateParts) takeMonth(s string) {
	if n, err := strconv.Atoi(s); err == nil {
		p.month = n
		return
	}
	p.takeName(s)
}

// takeName takes the name of a month or of a zone, or a half of the day.
func (p *dateParts) takeName(s string) {
	s = strings.ToLower(strings.Trim(s, "."))
	if len(s) >= 3 && p.month == 0 {
		for m := time.January; m <= time.December; m++ {
			if strings.HasPrefix(strings.ToLower(m.String()), s) {
				p.month = int(m)
				return
			}
		}
	}
	if hours, found := zoneHours[s]; found && p.timed && !p.zoned {
		p.offset, p.zoned = time.Duration(hours*float64(time.Hour)), true
		return
	}
	switch {
	case s == "pm" && p.hour < 12:
		p.hour += 12
	case s == "am" && p.hour == 12:
		p.hour = 0
	}
}

// zoneHours are the zones that mailers wrote by name, the North American ones
// by RFC 5322 and the others as they were commonest in mail: hours east of UTC.
var zoneHours = map[string]float64{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
	"akst": -9, "akdt": -8, "hst": -10,
	"bst": 1, "west": 1, "cet": 1, "met": 1, "mez": 1, "cest": 2, "mest": 2, "mesz": 2,
	"eet": 2, "eest": 3, "msk": 3, "msd": 4, "pkt": 5, "ist": 5.5,
	"ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "pht": 8, "myt": 8, "awst": 8,
	"jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}

// time puts the parts together; false if day, month or year are missing or one
// of them does not exist. Without a zone it is UTC.
func (p *dateParts) time() (time.Time, bool) {
	if p.day < 1 || p.month < 1 || p.month > 12 || !p.yeared || p.hour > 24 || p.min > 59 || p.sec > 60 {
		return time.Time{}, false
	}
	if midnight := time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC); midnight.Day() != p.day {
		return time.Time{}, false
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.min, p.sec, 0, time.UTC)
	return t.Add(-p.offset), true
}

// digits is the value of a run of at most four digits, 0 for none.
func digits(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

package importer

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/adrg/frontmatter"
	"gopkg.in/yaml.v2"
)

const (
	maxMatter      = 64 << 10 // bytes of front matter that are parsed
	maxMatterLines = 24       // lines of it that are shown
	maxMatterLine  = 300      // bytes of each
)

var errMatterSize = errors.New("front matter is too long")

// readMatter parts a Markdown text into its front matter, in its own order, and
// the rest. Front matter that cannot be read is left in the text, and note
// says so.
func readMatter(text string) (matter yaml.MapSlice, body, note string) {
	yamlOnly := frontmatter.NewFormat("---", "---", func(data []byte, into any) (err error) {
		if len(data) > maxMatter {
			return errMatterSize
		}
		return yaml.Unmarshal(data, into)
	})
	rest, err := frontmatter.Parse(strings.NewReader(text), &matter, yamlOnly)
	if err != nil {
		reason := oneLine(strings.ToValidUTF8(err.Error(), "\uFFFD"), maxMatterLine)
		return nil, text, "Its front matter could not be read and stands in the text: " + reason + "."
	}
	return matter, string(bytes.TrimLeft(rest, "\n")), ""
}

// matterDate reads the date of a document: keys date and doc_date, of a day, a
// month, a year or an instant. Without a time of day it is the first instant of
// that time in UTC, as which it stays the same day from Lisbon to Auckland.
func matterDate(matter yaml.MapSlice) (at time.Time, key string, exact bool) {
	for _, want := range []string{"date", "doc_date"} {
		for _, item := range matter {
			if key, _ := item.Key.(string); !strings.EqualFold(key, want) {
				continue
			}
			value := scalar(item.Value)
			for i, layout := range matterDates {
				if t, err := time.Parse(layout, value); err == nil && t.Year() > 0 {
					return t.UTC(), want, i > 1
				}
			}
			if t, ok := parseDate(value); ok {
				return t, want, true
			}
		}
	}
	return time.Time{}, "", false
}

// matterDates are the forms of a date; the first two tell no day.
var matterDates = []string{
	"2006", "2006-01",
	time.DateOnly, time.RFC3339, time.DateTime,
	"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006/01/02",
}

// matterTitle is the title that the front matter gives, or "".
func matterTitle(matter yaml.MapSlice) string {
	for _, item := range matter {
		if key, _ := item.Key.(string); strings.EqualFold(key, "title") {
			return oneLine(scalar(item.Value), maxTitle)
		}
	}
	return ""
}

// preamble shows what else the front matter says, a line for each key in its
// own order: where a document stands in its volume and in which file of which
// archive is what its reader cites. The title, and the date if it is exact, are
// shown elsewhere; keys that only serve the site that the files were made for
// are of no use here.
func preamble(matter yaml.MapSlice, dateKey string, exact bool) string {
	var lines []string
	for _, item := range matter {
		key := scalar(item.Key)
		if strings.EqualFold(key, "title") || exact && strings.EqualFold(key, dateKey) || siteKey.MatchString(key) {
			continue
		}
		value := oneLine(flat(item.Value, 0), maxMatterLine)
		if value == "" {
			continue
		}
		if len(lines) == maxMatterLines {
			return strings.Join(append(lines, "…"), "\n")
		}
		lines = append(lines, oneLine(plainKey(key), maxMatterLine)+": "+value)
	}
	return strings.Join(lines, "\n")
}

// siteKey is a key that orders, addresses or lays out pages.
var siteKey = regexp.MustCompile(`(?i)^(.*[_-])?(id|order|weight|slug|layout|template|permalink|draft|published|aliases)$`)

// plainKey makes words of a key.
func plainKey(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '-' {
			return ' '
		}
		return r
	}, key)
}

// A line holds no more than these show, however the front matter is nested.
const (
	maxFlatDepth  = 4
	maxFlatPieces = 64
)

// flat writes a value of any shape on one line, without what is empty.
func flat(value any, depth int) string {
	var pieces []string
	add := func(label string, element any) {
		if depth >= maxFlatDepth || len(pieces) >= maxFlatPieces {
			return
		}
		if text := flat(element, depth+1); text != "" {
			pieces = append(pieces, label+text)
		}
	}
	separator := "; "
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			add("", e)
		}
	case yaml.MapSlice:
		separator = ", "
		for _, item := range v {
			add(plainKey(scalar(item.Key))+" ", item.Value)
		}
	default:
		return scalar(value)
	}
	return strings.Join(pieces, separator)
}

// scalar is a plain value as text, "" for none and for a list or a map.
func scalar(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case int64, uint64, float64:
		return fmt.Sprint(v)
	case time.Time:
		return v.Format(time.RFC3339)
	}
	return ""
}

// heading is the first heading of a Markdown text, or "": a line of "#", or one
// underlined with "=" or "-", outside of fenced code.
func heading(text string) string {
	fenced, before := false, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
			fenced = !fenced
		}
		if fenced {
			before = ""
			continue
		}
		if marked := strings.TrimLeft(line, "#"); marked != line && len(line)-len(marked) <= 6 && strings.HasPrefix(marked, " ") {
			if h := strings.TrimSpace(strings.TrimRight(marked, "# ")); h != "" {
				return oneLine(h, maxTitle)
			}
		}
		if before != "" && len(line) > 1 && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "") {
			return oneLine(before, maxTitle)
		}
		before = line
	}
	return ""
}

// nameTitle makes a title of a file's path.
func nameTitle(name string) string {
	name = strings.TrimSuffix(path.Base(name), path.Ext(name))
	return oneLine(plainKey(name), maxTitle)
}

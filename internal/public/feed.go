package public

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// The forms of a feed. Source: RFC 4287.
type (
	feed struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Links   []link   `xml:"link"`
		Author  person   `xml:"author"`
		Entries []entry  `xml:"entry"`
	}
	entry struct {
		ID      string  `xml:"id"`
		Title   string  `xml:"title"`
		Updated string  `xml:"updated"`
		Written string  `xml:"published"`
		Link    link    `xml:"link"`
		Author  person  `xml:"author"`
		Content content `xml:"content"`
	}
	link struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	person struct {
		Name string `xml:"name"`
	}
	content struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// feedEntries is how many a feed has, the newest.
const feedEntries = 50

// feed writes the newest of a list as a feed. Its name and that of the page it belongs to
// are those of files.
func (w *writer) feed(name, page, title string, things []thing) error {
	f := feed{ID: w.tag(name), Title: title, Author: person{publisher},
		Links: []link{{Rel: "self", Type: "application/atom+xml", Href: w.href(name)}, {Rel: "alternate", Type: "text/html", Href: w.href(page)}}}
	updated := time.Time{}
	for _, t := range things {
		if t.gone || len(f.Entries) == feedEntries {
			continue
		}
		if t.released.After(updated) {
			updated = t.released
		}
		full, err := w.source.PublicOf(numbers(t))
		if err != nil {
			return err
		}
		f.Entries = append(f.Entries, entry{ID: w.tag(fmt.Sprint("n", uint64(t.number))), Title: t.Title, Updated: stamp(t.released), Written: stamp(t.at),
			Link: link{Rel: "alternate", Type: "text/html", Href: w.href(t.Href)}, Author: person{t.Author}, Content: content{"text", summary(full)}})
	}
	if updated.IsZero() {
		updated = w.begun
	}
	f.Updated = stamp(updated)
	data, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return w.folder.put(name, append(append([]byte(xml.Header), data...), '\n'))
}

func stamp(at time.Time) string { return at.UTC().Format(time.RFC3339) }

// tag names something for ever. Source: RFC 4151.
func (w *writer) tag(what string) string {
	return fmt.Sprintf("tag:%s,%s:%s", w.options.Domain, w.begun.UTC().Format("2006-01-02"), what)
}

// href is where a file of the archive is: below the address under which it is served, or
// beside whatever leads there.
func (w *writer) href(name string) string { return w.options.URL + name }

// valid is a text with what XML cannot have left out.
func valid(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r >= ' ' && r != 0xfffe && r != 0xffff {
			return r
		}
		return -1
	}, s)
}

package linear

import (
	"fmt"
	"strconv"
	"strings"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// aloud is how many columns of a passage are said.
const aloud = 160

// newArchive says how much there is of each year.
func newArchive(s *session) place { return s.newPeriods("Archive", "", false) }

// newPeriods says how much there is of each year, or of each month of one.
func (s *session) newPeriods(title, within string, months bool) place {
	l := &list{s: s, title: title, picks: "goes to that part",
		empty: "There is nothing here yet that you may read. What is posted, issued and sent will stand here by year."}
	l.fetch = paged(func() ([]row, error) {
		found, err := s.desk.Search(s.ctx, secretariat.Search{Query: within + " -kind:person", Limit: 1, Months: true})
		var rows []row
		for _, p := range found.Periods(months) {
			query := "year:" + p.Name
			rows = append(rows, row{words: join(p.Name, strconv.Itoa(p.Count)), open: func() error {
				if months {
					s.open(s.newFound(query + " -kind:person"))
				} else {
					s.open(s.newPeriods("Archive of "+p.Name, query, true))
				}
				return nil
			}})
		}
		if err != nil || within != "" || len(rows) == 0 {
			return rows, err
		}
		parts, err := s.desk.Parts(s.ctx)
		for i, p := range parts {
			r := row{words: join(plain.Line(p.Name), strconv.Itoa(p.Count)), open: func() error { s.open(s.newFound(p.Query + " -kind:person")); return nil }}
			if i == 0 || p.Group != parts[i-1].Group {
				r.above = p.Group
			}
			rows = append(rows, r)
		}
		return rows, err
	})
	l.own = []offer{{key: "/", do: s.findAnywhere}}
	return l
}

// findAnywhere goes to what a query finds.
func (s *session) findAnywhere(query string) error {
	if query == "" {
		return fault.New(fault.Usage, "Say what to find.").Then("Type it behind the stroke, as in /fisheries; ?searching says what else it may say.")
	}
	if err := s.desk.MaySearch(query); err != nil {
		return err
	}
	s.open(s.newFound(query))
	return nil
}

// cited is the offer of what cites something.
func (s *session) cited(name string) offer {
	return offer{key: "x", do: func(string) error {
		s.open(s.newFound(secretariat.Citing(name)))
		return nil
	}}
}

// A search is a query under way: the places at which its pages begin, the last of which
// is that of the page given.
type search struct {
	s      *session
	sought secretariat.Search
	begins []string
	next   string
}

// newFound lists what a query finds.
func (s *session) newFound(query string) place {
	f := &search{s: s, sought: secretariat.Search{Query: query, Width: aloud}, begins: []string{""}}
	l := &list{s: s, title: "Found for " + plain.Line(query), picks: "reads that", endless: true, fetch: f.page,
		empty: "Nothing that you may read is like that. Fewer words find more."}
	l.own = []offer{
		{key: "/", do: s.findAnywhere},
		{key: "y", do: func(string) error {
			f.sought.ByDate = !f.sought.ByDate
			return l.turn(toFirst)
		}},
	}
	return l
}

// page gives a page, and says before the first how much was found.
func (f *search) page(m move, size int) (page, error) {
	begins := f.begins
	switch {
	case m == toFirst:
		begins = begins[:1]
	case m == onward && f.next == "":
		return page{}, nil
	case m == onward:
		begins = append(begins[:len(begins):len(begins)], f.next)
	case m == backward && len(begins) == 1:
		return page{}, nil
	case m == backward:
		begins = begins[:len(begins)-1]
	}
	f.sought.Limit, f.sought.After = size, begins[len(begins)-1]
	found, err := f.s.desk.Search(f.s.ctx, f.sought)
	if err != nil {
		return page{}, err
	}
	if len(begins) == 1 {
		f.s.foundWords(found)
	}
	f.begins, f.next = begins, found.Next
	p := page{earlier: len(begins) > 1, follow: found.Next != ""}
	for _, h := range found.Hits {
		p.rows = append(p.rows, row{words: f.s.hitWords(h), open: func() error { return f.s.openHit(h) }})
	}
	return p, nil
}

// foundWords say how much was found, in which order, and how much may be missing.
func (s *session) foundWords(found secretariat.FoundPage) {
	if found.Behind > 0 {
		s.fact("The search index has still %d percent of the record to read.", found.Behind)
	}
	if found.Total == 0 {
		return
	}
	order := "the best first"
	if found.ByDate {
		order = "the newest first"
	}
	s.fact("%s, %s.", count(found.Total, "hit", "hits"), order)
}

// hitWords say something found, and the passage that shows why.
func (s *session) hitWords(h secretariat.HitView) string {
	name := h.Number.String()
	switch h.Kind {
	case secretariat.KindDocument:
		name = document.Cited(h.Symbol, h.Version)
	case secretariat.KindPerson:
		name = string(h.Login)
	}
	words := join(fmt.Sprintf("%s %s", name, h.Title), when(h.Kind != secretariat.KindPerson, "from "+byline(h.Author)), h.Where(), when(h.New, "new"), s.date(h.At))
	if text := h.Passage.Text; text != "" {
		words += ": " + strings.TrimRight(text, ".")
	}
	return words
}

func (s *session) openHit(h secretariat.HitView) error {
	if h.Kind == secretariat.KindPerson {
		s.open(newDelegate(s, h.Login))
		return nil
	}
	return s.arriveAt(secretariat.Destination{Number: h.Number, Kind: h.Kind, Topic: h.Topic, Board: h.Board, Symbol: h.Symbol, Version: h.Version})
}

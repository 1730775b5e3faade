package secretariat

import (
	"context"
	"fmt"

	"asem.internal/avs/internal/asem"
)

// A Part is a part of the archive into which one can look.
type Part struct {
	Group string // what the part is one of: "By pillar"
	Name  string
	Query string // that finds what is in it
	Count int    // how much of that the delegate may read
}

// Parts are the pillars, the series of documents and the boards of the archive, those in
// which there is something for the delegate. Each costs the counting of one search.
func (d *Desk) Parts(ctx context.Context) (parts []Part, err error) {
	for _, pillar := range append(asem.Pillars(), asem.Across) {
		name := string(pillar)
		if pillar == asem.Across {
			name = "across"
		}
		parts = append(parts, Part{Group: "By pillar", Name: pillar.Title(), Query: "pillar:" + name})
	}
	series, err := d.Series()
	if err != nil {
		return nil, err
	}
	for _, v := range series {
		if len(v.Years) > 0 {
			parts = append(parts, Part{Group: "By series of documents", Name: string(v.Series), Query: fmt.Sprintf("series:%q", v.Series)})
		}
	}
	boards, err := d.Boards()
	if err != nil {
		return nil, err
	}
	for _, b := range boards {
		if b.InArchive() {
			parts = append(parts, Part{Group: "Boards of the archive", Name: b.Title, Query: "board:" + string(b.ID)})
		}
	}
	some := parts[:0]
	for _, p := range parts {
		found, err := d.Search(ctx, Search{Query: p.Query + " -kind:person", Limit: 1})
		if err != nil {
			return nil, err
		}
		if p.Count = found.Total; p.Count > 0 {
			some = append(some, p)
		}
	}
	return some, nil
}

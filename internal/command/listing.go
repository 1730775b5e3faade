package command

import (
	"context"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/secretariat"
)

// A listing is how the rows of a list are given out: as values to programs, in columns
// to people.
type listing[V any] struct {
	columns []column
	number  func(V) asem.Number
	value   func(V) any
	cells   func(V) []string
}

// give gives out page after page of what read asks of the desk. It answers behind which
// row one would go on, 0 where nothing follows, and whether people saw any row.
func (l listing[V]) give(ctx context.Context, e *errand, pages paging, read func(secretariat.Page) (rows []V, follow bool, err error)) (next asem.Number, begun bool, err error) {
	array := array{e: e}
	list := table{e: e, columns: l.columns}
	next, err = pages.each(ctx, e, func(p secretariat.Page) (int, asem.Number, bool, error) {
		rows, follow, err := read(p)
		if err != nil || len(rows) == 0 {
			return 0, 0, false, err
		}
		for _, v := range rows {
			if !e.asJSON {
				list.row(l.cells(v)...)
			} else if err := array.add(l.value(v)); err != nil {
				return 0, 0, false, err
			}
		}
		list.flush()
		return len(rows), l.number(rows[len(rows)-1]), follow, nil
	})
	if err == nil && e.asJSON {
		err = array.close()
	}
	return next, list.begun(), err
}

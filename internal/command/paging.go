package command

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// Rows that are asked of the desk at a time. A post may carry megabytes.
const (
	rowsAtOnce  = 200
	postsAtOnce = 16
)

// paging is --limit and --before of a list whose rows have numbers.
type paging struct {
	limit  int
	before number
	atOnce int
}

// options adds the options to a command; usual is the limit where none is given.
func (p *paging) options(cmd *cobra.Command, usual int) {
	limitOption(cmd, &p.limit, usual)
	cmd.Flags().Var(&p.before, "before", "only what follows the row `NUMBER`")
}

func limitOption(cmd *cobra.Command, limit *int, usual int) {
	cmd.Flags().IntVar(limit, "limit", usual, "at most `N` rows; 0 for all")
}

// A fetch asks the desk for one page and writes it. It answers how many rows
// there were, the number of the last one, and whether more follow.
type fetch func(secretariat.Page) (rows int, last asem.Number, follow bool, err error)

// each fetches page after page until there is no more or the limit is reached.
// It answers behind which row one would go on, 0 where nothing follows.
func (p *paging) each(ctx context.Context, e *errand, get fetch) (next asem.Number, err error) {
	if err := checkLimit(p.limit); err != nil {
		return 0, err
	}
	before := asem.Number(p.before)
	for left := p.limit; ; {
		size := p.atOnce
		if p.limit > 0 {
			size = min(size, left)
		}
		rows, last, follow, err := get(secretariat.Page{Limit: size, Before: before})
		if err == nil {
			err = e.flush()
		}
		if err == nil {
			err = context.Cause(ctx)
		}
		if err != nil || !follow || rows == 0 {
			return 0, err
		}
		before = last
		if left -= rows; p.limit > 0 && left <= 0 {
			return last, nil
		}
	}
}

func checkLimit(limit int) error {
	if limit < 0 {
		return fault.New(fault.Usage, "A list has no %d rows.", limit).Then("Give --limit a number, 0 for all.")
	}
	return nil
}

// An excerpt is --limit and --before of a list whose rows have names. Such lists
// are short: the desk gives them whole.
type excerpt struct {
	limit  int
	before string
}

func (x *excerpt) options(cmd *cobra.Command) {
	limitOption(cmd, &x.limit, 0)
	cmd.Flags().StringVar(&x.before, "before", "", "only what follows the row `NAME`")
}

// excerptOf takes the excerpt of rows.
func excerptOf[T any](x excerpt, rows []T, name func(T) string) ([]T, error) {
	if err := checkLimit(x.limit); err != nil {
		return nil, err
	}
	if x.before != "" {
		at := 0
		for at < len(rows) && !strings.EqualFold(name(rows[at]), x.before) {
			at++
		}
		if at == len(rows) {
			return nil, fault.New(fault.NotFound, "There is no row %q in this list.", x.before)
		}
		rows = rows[at+1:]
	}
	if x.limit > 0 && len(rows) > x.limit {
		rows = rows[:x.limit]
	}
	return rows, nil
}

// number is an option whose value is a post's number, with or without #.
type number asem.Number

// Set reads the number.
func (n *number) Set(s string) error {
	v, err := asem.ParseNumber(s)
	*n = number(v)
	return err
}

// String is empty for none.
func (n *number) String() string {
	if *n == 0 {
		return ""
	}
	return asem.Number(*n).String()
}

// Type names the value in help.
func (n *number) Type() string { return "NUMBER" }

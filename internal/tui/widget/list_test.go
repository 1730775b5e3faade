package widget

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
)

// numbers is a source of the rows 0 to n-1.
func numbers(n int) Source[int] {
	return func(w Want[int]) ([]int, bool, error) {
		from, to := 0, 0
		switch {
		case w.From == nil && w.Back:
			from, to = max(0, n-w.Limit), n
		case w.From == nil:
			to = min(n, w.Limit)
		case w.Back:
			from, to = max(0, *w.From-w.Limit), *w.From
		case w.With:
			from, to = *w.From, min(n, *w.From+w.Limit)
		default:
			from, to = *w.From+1, min(n, *w.From+1+w.Limit)
		}
		var page []int
		for i := from; i < to; i++ {
			page = append(page, i)
		}
		if w.Back {
			return page, from > 0, nil
		}
		return page, to < n, nil
	}
}

func equal(a, b int) bool { return a == b }

func drawn(l *List[int]) []string {
	lines, _ := l.Draw(20, func(n, _ int) string { return fmt.Sprint(n) })
	return lines
}

// TestAListInPagesIsTheWholeList compares a list that reads pages with one that
// holds all its rows, whatever is done to both.
func TestAListInPagesIsTheWholeList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, n := range []int{0, 1, 3, 9, 10, 11, 57, 400} {
		paged := NewList(numbers(n), equal)
		whole := NewFixed(equal, nil)
		var rows []int
		for i := range n {
			rows = append(rows, i)
		}
		paged.Resize(10)
		whole.Resize(10)
		whole.Set(rows)
		if err := paged.Home(); err != nil {
			t.Fatal(err)
		}
		for step := range 2000 {
			act := r.IntN(100)
			both := func(do func(l *List[int]) error) {
				if err := errors.Join(do(&paged), do(&whole)); err != nil {
					t.Fatal(err)
				}
			}
			switch by := 1 + r.IntN(3); {
			case act < 40:
				both(func(l *List[int]) error { return l.Move(by) })
			case act < 70:
				both(func(l *List[int]) error { return l.Move(-by) })
			case act < 82:
				both(func(l *List[int]) error { return l.Turn(1) })
			case act < 93:
				both(func(l *List[int]) error { return l.Turn(-1) })
			case act < 95:
				both((*List[int]).Home)
			case act < 97:
				both((*List[int]).End)
			default:
				if err := paged.Again(); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := fmt.Sprint(drawn(&paged)), fmt.Sprint(drawn(&whole)); got != want {
				t.Fatalf("%d rows, step %d, act %d:\n%s\nnot\n%s", n, step, act, got, want)
			}
			if paged.AtEnd() != whole.AtEnd() {
				t.Fatalf("%d rows, step %d: at the end %v, not %v", n, step, paged.AtEnd(), whole.AtEnd())
			}
			if most := (screensKept + 2) * 10; len(paged.rows) > most {
				t.Fatalf("%d rows are kept, %d at most", len(paged.rows), most)
			}
		}
	}
}

func TestTheCursorPassesOverHeadings(t *testing.T) {
	l := NewFixed(equal, func(n int) bool { return n%10 == 0 }) // 0 and 10 are headings
	l.Resize(4)
	l.Set([]int{0, 1, 2, 10, 11, 12})
	for _, step := range []struct{ by, row int }{{0, 1}, {1, 2}, {1, 11}, {-1, 2}, {-1, 1}, {-1, 1}, {9, 12}, {-9, 1}} {
		if err := l.Move(step.by); err != nil {
			t.Fatal(err)
		}
		if row, ok := l.Row(); !ok || row != step.row {
			t.Errorf("moved by %d to %d, not %d", step.by, row, step.row)
		}
	}
	if first := drawn(&l)[0]; first != "0" {
		t.Errorf("the first heading is not shown with its first row, but %q", first)
	}
	l.Set([]int{0, 10})
	if _, ok := l.Row(); ok {
		t.Error("a heading has the cursor")
	}
}

func TestSetKeepsTheCursorOnItsRow(t *testing.T) {
	l := NewFixed(equal, nil)
	l.Resize(3)
	l.Set([]int{1, 2, 3, 4, 5})
	if err := l.Move(3); err != nil {
		t.Fatal(err)
	}
	l.Set([]int{9, 8, 1, 2, 3, 4, 5})
	if row, _ := l.Row(); row != 4 {
		t.Errorf("the cursor went to %d", row)
	}
	if got := fmt.Sprint(drawn(&l)); got != "[  2   3 > 4]" {
		t.Errorf("the rows moved: %s", got)
	}
	l.Set([]int{1})
	if row, ok := l.Row(); !ok || row != 1 {
		t.Errorf("after the cursor's row went it is on %d (%v)", row, ok)
	}
	l.Set(nil)
	if _, ok := l.Row(); ok || !l.Empty() {
		t.Error("an empty list has a row")
	}
}

// TestSetAtTheBeginning shows what came above the cursor, as long as that stays in sight.
func TestSetAtTheBeginning(t *testing.T) {
	l := NewFixed(equal, nil)
	l.Resize(3)
	l.Set([]int{1, 2, 3, 4, 5})
	l.Set([]int{9, 1, 2, 3, 4, 5})
	if got := fmt.Sprint(drawn(&l)); got != "[  9 > 1   2]" {
		t.Errorf("one came: %s", got)
	}
	l.Set([]int{6, 7, 8, 9, 1, 2, 3, 4, 5})
	if got := fmt.Sprint(drawn(&l)); got != "[  9 > 1   2]" {
		t.Errorf("more came than there is room for: %s", got)
	}
}

func TestAListThatFailsStaysAsItWas(t *testing.T) {
	broken := errors.New("broken")
	fail := false
	source := numbers(100)
	l := NewList(func(w Want[int]) ([]int, bool, error) {
		if fail {
			return nil, false, broken
		}
		return source(w)
	}, equal)
	l.Resize(5)
	if err := l.Home(); err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprint(drawn(&l))
	fail = true
	for _, do := range []func() error{l.Home, l.End, l.Again, func() error { return l.Move(50) }} {
		if err := do(); !errors.Is(err, broken) {
			t.Errorf("the failure came as %v", err)
		}
	}
	if after := fmt.Sprint(drawn(&l)); after != before {
		t.Errorf("%s became %s", before, after)
	}
}

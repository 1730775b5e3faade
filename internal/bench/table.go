package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"
)

// A table prints what was measured, a row as soon as it is known.
type table struct {
	out    io.Writer
	missed int
}

func newTable(out io.Writer) *table { return &table{out: out} }

const layout = "%-60s %13s %13s %7s %12s  %s\n"

func (t *table) head(p plan) {
	fmt.Fprintf(t.out, "%s, %d cores, %s/%s. Boards of %d, %d and %d posts.\n\n", runtime.Version(), runtime.NumCPU(),
		runtime.GOOS, runtime.GOARCH, p.small, p.middle, p.large)
	fmt.Fprintf(t.out, layout, "measurement", "value", "floor", "ratio", "goal", "")
	fmt.Fprintln(t.out, strings.Repeat("-", 118))
}

func (t *table) section(name string) { fmt.Fprintf(t.out, "\n%s\n", name) }

// A row is one measurement beside its floor; the zero floor is none.
type row struct {
	what  string
	value quantity
	floor quantity
	goal  goal
}

func (t *table) add(r row) {
	floor, ratio, verdict := "", "", ""
	if r.floor.unit != "" {
		floor, ratio = r.floor.String(), fmt.Sprintf("%.2f", r.value.amount/r.floor.amount)
	}
	if r.goal.text != "" {
		if verdict = "met"; !r.goal.met(r) {
			verdict = "MISSED"
			t.missed++
		}
	}
	fmt.Fprintf(t.out, layout, "  "+r.what, r.value, floor, ratio, r.goal.text, verdict)
}

// note adds a line about what stands above it.
func (t *table) note(format string, args ...any) {
	fmt.Fprintf(t.out, "    "+format+"\n", args...)
}

// failed says that something could not be measured.
func (t *table) failed(name string, err error) {
	fmt.Fprintf(t.out, "  NOT MEASURED: %s: %v\n", name, err)
}

func (t *table) foot(took time.Duration) {
	fmt.Fprintf(t.out, "\n%d goals missed. Took %s.\n", t.missed, took.Round(time.Second))
}

// A quantity is a number and what it counts.
type quantity struct {
	amount float64
	unit   string
}

func (q quantity) String() string {
	if q.unit == duration {
		return q.scaled().String()
	}
	switch {
	case q.amount >= 1000, q.amount == float64(int(q.amount)):
		return grouped(int64(q.amount+0.5)) + " " + q.unit
	case q.amount >= 100:
		return fmt.Sprintf("%.0f %s", q.amount, q.unit)
	case q.amount >= 10:
		return fmt.Sprintf("%.1f %s", q.amount, q.unit)
	}
	return fmt.Sprintf("%.2f %s", q.amount, q.unit)
}

// duration is the unit of seconds that are printed with the prefix that suits them.
const duration = "time"

func (q quantity) scaled() quantity {
	switch {
	case q.amount >= 1 || q.amount == 0:
		return quantity{q.amount, "s"}
	case q.amount >= 1e-4:
		return quantity{q.amount * 1e3, "ms"}
	}
	return quantity{q.amount * 1e6, "us"}
}

// grouped writes 1234567 as 1,234,567.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

func octets[N int | int64 | float64](n N) quantity { return quantity{float64(n), "B"} }

func kibibytes(octets float64) quantity { return quantity{octets / 1024, "KiB"} }

func mebibytes(octets float64) quantity { return quantity{octets / (1 << 20), "MiB"} }

func elapsed(d time.Duration) quantity { return quantity{d.Seconds(), duration} }

func perSecond(n int, d time.Duration) quantity { return quantity{float64(n) / d.Seconds(), "/s"} }

// ofACore is CPU time as a share of one core's.
func ofACore(cpu, over time.Duration) quantity {
	return quantity{100 * cpu.Seconds() / over.Seconds(), "% core"}
}

// A goal is what a row should keep; the zero goal is none.
type goal struct {
	text string
	met  func(row) bool
}

// atMost is kept by a value that is no more than q.
func atMost(q quantity) goal {
	return goal{"<= " + q.String(), func(r row) bool { return r.value.amount <= q.amount }}
}

// timesFloor is kept by a value that is at most so many times its floor.
func timesFloor(most float64) goal {
	return goal{fmt.Sprintf("<= %.1f x", most), func(r row) bool { return r.value.amount <= most*r.floor.amount }}
}

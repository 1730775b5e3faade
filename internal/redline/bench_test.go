package redline

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// prose are n bytes of paragraphs of numbered words.
func prose(n, words, paragraph int, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, seed))
	var out strings.Builder
	for i := 1; out.Len() < n; i++ {
		fmt.Fprintf(&out, "word%d ", r.IntN(words))
		if i%paragraph == 0 {
			out.WriteString("\n\n")
		}
	}
	return out.String()
}

func benchmarkCompare(b *testing.B, old, new string) {
	b.SetBytes(int64(len(old) + len(new)))
	b.ReportAllocs()
	for b.Loop() {
		Compare(old, new)
	}
}

func BenchmarkCompareFewChanges(b *testing.B) {
	old := prose(1<<20, 5_000, 80, 1)
	benchmarkCompare(b, old, strings.ReplaceAll(old, "word77 ", "other "))
}

func BenchmarkCompareNothingInCommon(b *testing.B) {
	benchmarkCompare(b, prose(1<<20, 5_000, 80, 1), strings.ReplaceAll(prose(1<<20, 5_000, 80, 2), "word", "other"))
}

// The same few words in another order everywhere: every paragraph resembles every other.
func BenchmarkCompareShuffled(b *testing.B) {
	benchmarkCompare(b, prose(1<<20, 50, 80, 1), prose(1<<20, 50, 80, 2))
}

func BenchmarkCompareShuffledLongParagraphs(b *testing.B) {
	benchmarkCompare(b, prose(1<<20, 50, 9_000, 1), prose(1<<20, 50, 9_000, 2))
}

func BenchmarkCompareOneParagraph(b *testing.B) {
	benchmarkCompare(b, prose(320<<10, 5_000, 1<<30, 1), prose(320<<10, 5_000, 1<<30, 2))
}

func BenchmarkLines(b *testing.B) {
	old := prose(1<<20, 5_000, 80, 1)
	d := Compare(old, strings.ReplaceAll(old, "word77 ", "other "))
	b.SetBytes(1 << 20)
	for b.Loop() {
		d.Lines(80)
	}
}

// TestLargest compares large texts, some of the largest, in shapes that tempt an algorithm: none
// may take memory out of proportion. Their time is for the benchmarks to tell.
func TestLargest(t *testing.T) {
	if raced || testing.Short() {
		t.Skip("tens of megabytes are compared, by one goroutine")
	}
	const size = 2 << 20
	for name, c := range map[string][2]string{
		"nothing in common":  {prose(8<<20, 5_000, 80, 1), strings.ReplaceAll(prose(8<<20, 5_000, 80, 2), "word", "x")},
		"letters":            {strings.Repeat("a\n\n", 8<<20/3), strings.Repeat("b\n\n", 8<<20/3)},
		"one line":           {strings.Repeat("a", size), strings.Repeat("b", size)},
		"one character each": {strings.Repeat("\u4E00", size/3), strings.Repeat("\u4E8C", size/3)},
		"shuffled":           {prose(size, 50, 9_000, 1), prose(size, 50, 9_000, 2)},
		"brackets":           {strings.Repeat("[-]", size/3), strings.Repeat("[+] ", size/4)},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			d := Compare(c[0], c[1])
			runtime.ReadMemStats(&after)
			if len(d.Paragraphs) == 0 {
				t.Fatal("no paragraphs")
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > 2<<30 {
				t.Errorf("%d MiB were allocated", took>>20)
			} else {
				t.Logf("%d MiB were allocated", took>>20)
			}
		})
	}
}

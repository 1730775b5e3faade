package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		panic(err)
	}
	return t
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// library is a small index for tests.
func library(t testing.TB, texts ...Text) *Index {
	x := New(NewMemory())
	must(t, x.Clear())
	var changes []Change
	for i := range texts {
		if texts[i].Shelf == "" {
			texts[i].Shelf = "posts"
		}
		if texts[i].At.IsZero() {
			texts[i].At = day("2006-01-01").AddDate(0, 0, i)
		}
		changes = append(changes, Change{Put: &texts[i]})
	}
	must(t, x.Apply(changes, uint64(len(changes))))
	return x
}

// find answers the numbers that a query finds, in their order.
func find(t testing.TB, x *Index, query string, o Options) []uint64 {
	t.Helper()
	q, err := Parse(query, time.UTC)
	must(t, err)
	if o.Shelves == nil {
		o.Shelves = []Shelf{"posts"}
	}
	o.Limit = max(o.Limit, 100)
	found, err := x.Search(q, o)
	must(t, err)
	var numbers []uint64
	for _, h := range found.Hits {
		numbers = append(numbers, h.Number)
	}
	if len(numbers) != found.Total && !found.More {
		t.Errorf("%q: %d hits, %d in all", query, len(numbers), found.Total)
	}
	return numbers
}

func TestQueries(t *testing.T) {
	english := "The ministers agreed that the dialogue between both regions should be continued on all levels, and that policies on climate change would be discussed. "
	french := "Les ministres sont convenus de poursuivre le dialogue entre les deux régions à tous les niveaux, et de discuter les politiques du climat."
	x := library(t,
		Text{Number: 1, Title: "Climate policy", Body: english, Fields: []string{Field("from", "ann.author"), "from:ann", "from:author", Field("board", "global-threats"), "has:attachment"}},
		Text{Number: 2, Title: "Dialogue", Body: french, Fields: []string{Field("board", "finance"), Field("partner", "FR")}},
		Text{Number: 3, Title: "日本語の題", Body: "東京都で会議が開かれた。", Fields: []string{Field("board", "culture")}},
		Text{Number: 4, Title: "ไทย", Body: "ประเทศไทยเป็นสมาชิก"},
		Text{Number: 5, Title: "Change of plans", Body: "The climate of the talks did not change. Change climate."},
		Text{Number: 6, Title: "Symbols", Body: "See ASEM/SOM/2006/12 and #4211.", Fields: []string{Field("symbol", "ASEM/SOM/2006/12"), "cites:4211"}},
		Text{Number: 7, Title: "Союз", Body: "Министры согласились, что диалог между регионами должен продолжаться на всех уровнях, и что политика будет обсуждаться министрами в следующем году."},
	)
	// A French form of "climate" is found by its stem, which is a word there.
	for query, want := range map[string][]uint64{
		"climate":                                {1, 2, 5},
		`"climate change"`:                       {1},
		"climate -change":                        {2},
		"policy":                                 {1},
		"policies":                               {1},
		"+policy":                                {1},
		"+politique":                             nil,
		"politique":                              {2},
		"ministre":                               {2},
		"regions":                                {1, 2},
		"régions -both":                          {2},
		"dialogue or 東京":                         {1, 2, 3},
		"(dialogue or change) board:finance":     {2},
		"東京都":                                    {3},
		"京都":                                     {3},
		"都":                                      {3},
		"東":                                      {3},
		"京東":                                     nil,
		"題":                                      {3},
		"ประเทศไทย":                              {4},
		"ไทย":                                    {4},
		"title:change":                           {5},
		"title:climate":                          {1},
		"title:\"climate policy\"":               {1},
		"title:\"policy climate\"":               nil,
		"cli*":                                   {1, 2, 5},
		"from:ann":                               {1},
		"from:ANN.AUTHOR":                        {1},
		`from:"Ann Author"`:                      {1},
		"partner:fr":                             {2},
		"has:attachment":                         {1},
		"ASEM/SOM/2006/12":                       {6},
		"symbol:asem/som/2006/12":                {6},
		"cites:#4211":                            {6},
		"before:2006-01-03":                      {1, 2},
		"after:2006-01-06":                       {6, 7},
		"year:2006 climate":                      {1, 2, 5},
		"year:2007":                              nil,
		"министр":                                {7},
		"политики":                               {7},
		"-board:finance -board:culture dialogue": {1},
		"board:nowhere":                          nil,
		"nothing":                                nil,
	} {
		got := find(t, x, query, Options{})
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestExactMatchesStandFirst(t *testing.T) {
	body := "The ministers agreed that the dialogue between both regions should be continued on all levels and in all fora. "
	x := library(t,
		Text{Number: 1, Title: "Negotiations negotiated negotiating", Body: strings.Repeat(body+"negotiations negotiated ", 5)},
		Text{Number: 2, Title: "x", Body: strings.Repeat(body, 30) + " negotiation"},
	)
	if got := find(t, x, "negotiation", Options{}); !slices.Equal(got, []uint64{2, 1}) {
		t.Errorf("%v", got)
	}
}

func TestTitlesWeighMore(t *testing.T) {
	x := library(t,
		Text{Number: 1, Title: "Something", Body: "finance and others"},
		Text{Number: 2, Title: "Finance", Body: "and quite others"},
	)
	if got := find(t, x, "finance", Options{}); !slices.Equal(got, []uint64{2, 1}) {
		t.Errorf("%v", got)
	}
	if got := find(t, x, "finance", Options{Order: ByDate}); !slices.Equal(got, []uint64{2, 1}) {
		t.Errorf("by date: %v", got)
	}
}

func TestShelvesOfOthersAreNotRead(t *testing.T) {
	x := library(t,
		Text{Number: 1, Shelf: "letter/ann", Title: "secret", Body: "treaty"},
		Text{Number: 2, Shelf: "letter/FI", Title: "open", Body: "treaty"},
		Text{Number: 2, Shelf: "letter/@all", Title: "open", Body: "treaty"},
	)
	if got := find(t, x, "treaty", Options{Shelves: []Shelf{"letter/FI", "letter/@all", "letter/nobody"}}); !slices.Equal(got, []uint64{2}) {
		t.Errorf("%v", got)
	}
	keep := x.keep.(*Memory)
	before := len(keep.keys)
	find(t, x, "treaty secret", Options{Shelves: []Shelf{"letter/nobody"}})
	if len(keep.keys) != before {
		t.Error("a search writes")
	}
}

func TestAnotherVersionTakesThePlace(t *testing.T) {
	x := library(t, Text{Number: 1, Title: "first", Body: "alpha"}, Text{Number: 2, Title: "other", Body: "alpha"})
	must(t, x.Apply([]Change{{Put: &Text{Shelf: "posts", Number: 1, Title: "second", Body: "beta"}}, {Drop: 2, Shelf: "posts"}, {Drop: 9, Shelf: "nowhere"}}, 3))
	for query, want := range map[string][]uint64{"alpha": nil, "first": nil, "beta": {1}, "second": {1}} {
		if got := find(t, x, query, Options{}); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	if entry, ok, err := x.Position(); entry != 3 || !ok || err != nil {
		t.Errorf("at %d, %v, %v", entry, ok, err)
	}
}

// TestPurge: after a redaction no byte of the index tells what the text said.
func TestPurge(t *testing.T) {
	x := library(t, Text{Number: 1, Title: "name of a person", Body: "unspeakable words"}, Text{Number: 2, Title: "name", Body: "words that stay"})
	must(t, x.Apply([]Change{{Drop: 1, Shelf: "posts", Purge: true}}, 3))
	for _, key := range x.keep.(*Memory).keys {
		for _, w := range []string{"unspeakable", "person"} {
			if strings.Contains(string(key), w) {
				t.Errorf("%q is still there", key)
			}
		}
	}
	if got := find(t, x, `"words that stay" name`, Options{}); !slices.Equal(got, []uint64{2}) {
		t.Errorf("%v", got)
	}
}

// TestAgainstPlainScanning compares the index with reading all texts, over many random
// texts, queries and batches.
func TestAgainstPlainScanning(t *testing.T) {
	vocabulary := strings.Fields("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu")
	random := rand.New(rand.NewPCG(1, 2))
	sentence := func(n int) string {
		var words []string
		for range n {
			words = append(words, vocabulary[random.IntN(len(vocabulary))])
		}
		return strings.Join(words, " ")
	}
	x := New(NewMemory())
	must(t, x.Clear())
	bodies := map[uint64]string{}
	for entry := uint64(1); entry <= 40; entry++ {
		var changes []Change
		for range random.IntN(120) {
			n := uint64(random.IntN(2500)) + 1
			if random.IntN(6) == 0 {
				changes = append(changes, Change{Drop: n, Shelf: "posts", Purge: random.IntN(20) == 0})
				delete(bodies, n)
				continue
			}
			body := sentence(random.IntN(12))
			changes = append(changes, Change{Put: &Text{Shelf: "posts", Number: n, At: day("2006-01-01").Add(time.Duration(n) * time.Hour), Body: body}})
			bodies[n] = body
		}
		must(t, x.Apply(changes, entry))
	}
	for range 300 {
		a, b, c := vocabulary[random.IntN(12)], vocabulary[random.IntN(12)], vocabulary[random.IntN(12)]
		phrase := sentence(2 + random.IntN(2))
		query := fmt.Sprintf(`%s (%s or -%s) -"%s"`, a, b, c, phrase)
		var want []uint64
		for n, body := range bodies {
			words := strings.Fields(body)
			has := func(w string) bool { return slices.Contains(words, w) }
			if has(a) && (has(b) || !has(c)) && !strings.Contains(" "+body+" ", " "+phrase+" ") {
				want = append(want, n)
			}
		}
		slices.SortFunc(want, func(a, b uint64) int { return int(b) - int(a) })
		q, err := Parse(query, time.UTC)
		must(t, err)
		var got []uint64
		o := Options{Shelves: []Shelf{"posts"}, Order: ByDate, Limit: 7}
		for {
			page, err := x.Search(q, o)
			must(t, err)
			if page.Total != len(want) {
				t.Fatalf("%s: %d, want %d", query, page.Total, len(want))
			}
			for _, h := range page.Hits {
				got = append(got, h.Number)
			}
			if !page.More {
				break
			}
			o.After = &page.Hits[len(page.Hits)-1].Place
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: %v, want %v", query, got, want)
		}
	}
}

// TestBatchesDoNotMatter: the same texts give the same keys however they were batched.
func TestBatchesDoNotMatter(t *testing.T) {
	make := func(batch int) *Memory {
		keep := NewMemory()
		x := New(keep)
		must(t, x.Clear())
		var changes []Change
		for n := range 3000 {
			changes = append(changes, Change{Put: &Text{Shelf: "posts", Number: uint64(n + 1), At: day("2006-01-01"), Body: fmt.Sprintf("word%d all the same", n%7)}})
			if len(changes) == batch {
				must(t, x.Apply(changes, 3000))
				changes = nil
			}
		}
		must(t, x.Apply(changes, 3000))
		return keep
	}
	a, b := make(1000), make(77)
	if len(a.keys) != len(b.keys) {
		t.Fatalf("%d keys and %d", len(a.keys), len(b.keys))
	}
	for key, v := range a.vals {
		if string(b.vals[key]) != string(v) {
			t.Errorf("%q differs", key)
		}
	}
}

func TestMonthsAndNew(t *testing.T) {
	x := library(t, Text{Number: 1, Body: "a b", At: day("1999-12-31")}, Text{Number: 2, Body: "a", At: day("2000-01-01")}, Text{Number: 3, Body: "a", At: day("2000-01-20")})
	q, _ := Parse("a", nil)
	found, err := x.Search(q, Options{Shelves: []Shelf{"posts"}, Limit: 1, Months: time.UTC})
	if err != nil || found.Months[199912] != 1 || found.Months[200001] != 2 || !found.More || found.Total != 3 {
		t.Errorf("%+v, %v", found, err)
	}
	fresh := func(_ Shelf, n uint64) bool { return n == 3 }
	if got := find(t, x, "is:unread a", Options{New: fresh}); !slices.Equal(got, []uint64{3}) {
		t.Errorf("%v", got)
	}
	if got := find(t, x, "-is:unread", Options{New: fresh, Skip: fresh}); !slices.Equal(got, []uint64{2, 1}) {
		t.Errorf("%v", got)
	}
}

package command

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// fill imports topics onto a new archive board, the first of them with answers.
// The first post gets the number 6.
func fill(t *testing.T, s scene, topics, answers int) {
	t.Helper()
	if err := s.secretary.FoundBoard("letters", "Old letters"); err != nil {
		t.Fatal(err)
	}
	in, err := s.secretary.Import("letters")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2001, 1, 1, 12, 0, 0, 0, time.UTC)
	add := func(i int, parent string) {
		m := forum.Import{Origin: fmt.Sprintf("%d@test", i), Parent: parent, Title: fmt.Sprintf("Letter %d", i), Text: fmt.Sprintf("Text %d.", i),
			Author: roster.Author{Name: "An Author", Address: "author@test.example"}, At: day.Add(time.Duration(i) * time.Minute)}
		if err := in.Add(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
	for i := range topics {
		add(i, "")
	}
	for i := range answers {
		add(topics+i, "0@test")
	}
	if err := in.Finish(); err != nil {
		t.Fatal(err)
	}
}

// numbers are the numbers of a list's rows.
func numbers(t *testing.T, line, out string) []int {
	t.Helper()
	var all []int
	for _, row := range rowsOf(t, line, out) {
		n, _ := row["number"].(float64)
		all = append(all, int(n))
	}
	return all
}

// TestPages: a list taken whole, over several pages of the desk, is the same as
// one taken in parts by --limit and --before.
func TestPages(t *testing.T) {
	s := newScene(t)
	fill(t, s, rowsAtOnce+30, 2*postsAtOnce+5)
	for _, c := range []struct {
		line string
		part int
		rows int
	}{
		{"topics letters --limit 0", 37, rowsAtOnce + 30},
		{"read 6 --thread --keep-new", 7, 2*postsAtOnce + 6},
		{"new --limit 0", 2, 3},
	} {
		words := append(strings.Fields(c.line), "--json")
		whole := numbers(t, c.line, must(t, s.reader, "", words...))
		if len(whole) != c.rows {
			t.Errorf("%s: %d rows, want %d", c.line, len(whole), c.rows)
		}
		words = append(words, "--limit", strconv.Itoa(c.part))
		parts := numbers(t, c.line, must(t, s.reader, "", words...))
		for len(parts) < c.rows {
			more := append(slices.Clone(words), "--before", strconv.Itoa(parts[len(parts)-1]))
			parts = append(parts, numbers(t, c.line, must(t, s.reader, "", more...))...)
		}
		if !slices.Equal(whole, parts) {
			t.Errorf("%s: whole %v, in parts %v", c.line, whole, parts)
		}
	}
}

func TestGoingOn(t *testing.T) {
	s := newScene(t)
	fill(t, s, 60, 20)
	out := must(t, s.reader, "", "topics", "letters")
	if n := strings.Count(out, "Letter "); n != 50 {
		t.Errorf("%d topics without --limit", n)
	}
	at := strings.Index(out, "More follow: ssh -p 2222 avs.example ")
	if at < 0 {
		t.Fatalf("nothing says how to go on:\n%s", out)
	}
	line := strings.TrimPrefix(strings.TrimSpace(out[at:]), "More follow: ssh -p 2222 avs.example ")
	if rest := must(t, s.reader, "", strings.Fields(line)...); strings.Count(rest, "Letter ") != 10 || strings.Contains(rest, "More follow") {
		t.Errorf("%s:\n%s", line, rest)
	}
	out = must(t, s.reader, "", "read", "6", "--thread", "--limit", "20")
	if !strings.HasSuffix(out, "read 6 --thread --before "+strconv.Itoa(6+60+18)+"\n") {
		t.Errorf("nothing says how to go on:\n%s", out)
	}
}

// TestReadingMarks: what was given out is read, and only that.
func TestReadingMarks(t *testing.T) {
	s := newScene(t)
	waiting := func(want int, after string) {
		t.Helper()
		if n, err := s.observer.Waiting(); err != nil || n != want {
			t.Errorf("after %s: %d new, %v; want %d", after, n, err, want)
		}
	}
	waiting(4, "nothing")
	must(t, s.observer, "", "read", "2", "--keep-new")
	must(t, s.observer, "", "new")
	waiting(4, "read --keep-new")
	must(t, s.observer, "", "read", "2")
	waiting(3, "read")
	must(t, s.observer, "", "unread", "2")
	waiting(4, "unread")
	must(t, s.observer, "", "read", "2", "--thread", "--limit", "2")
	waiting(2, "read --thread --limit 2")
	must(t, s.observer, "", "next")
	waiting(1, "next")
	must(t, s.observer, "", "catchup")
	waiting(0, "catchup")
	must(t, s.observer, "", "catchup", "--undo")
	waiting(1, "catchup --undo")
}

// TestColumns: wide characters keep the columns straight, and names are whole.
func TestColumns(t *testing.T) {
	s := newScene(t)
	for _, title := range []string{"\uC544\uC148 \uC815\uC0C1\uD68C\uC758", "\u0E01\u0E32\u0E23\u0E1B\u0E23\u0E30\u0E0A\u0E38\u0E21", "e\u0301e\u0301e\u0301", "\u202Egnp.exe", "\U0001F1EB\U0001F1EE flag"} {
		must(t, s.author, "Text.", "post", "health", "--title", title)
	}
	must(t, s.moderator, "", "moderate", "pin", "7")
	for _, board := range []string{"finance", "health"} {
		out := must(t, s.reader, "", "topics", board)
		for line := range strings.Lines(out) {
			if day := strings.Index(line, "2026-09-10"); day >= 0 && plain.Width(line[:day]) != 44 {
				t.Errorf("the day stands at column %d: %s", plain.Width(line[:day]), line)
			}
		}
	}
	out := must(t, s.reader, "", "topics", "health")
	for _, want := range []string{"[pinned] ", "<U+202E>"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestManyAtOnce runs commands side by side: a tree belongs to one errand.
func TestManyAtOnce(t *testing.T) {
	s := newScene(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for _, line := range []string{"boards", "topics finance --limit 1", "read 2 --json", "help read", "bords", "whoami --json"} {
				if got := do(t, s.reader, "", strings.Fields(line)...); got.code != 0 && line != "bords" {
					t.Errorf("%d: %s: exit code %d, %s", i, line, got.code, got.err)
				}
			}
		})
	}
	all.Wait()
}

// TestCancelled: a list ends with its errand.
func TestCancelled(t *testing.T) {
	s := newScene(t)
	fill(t, s, 3, 3*postsAtOnce)
	ctx, cancel := context.WithCancel(context.Background())
	out := &cancelling{cancel: cancel}
	if code := Run(ctx, s.reader, House{}, Streams{In: strings.NewReader(""), Out: out, Err: io.Discard}, []string{"read", "6", "--thread", "--json"}); code != 1 {
		t.Errorf("exit code %d", code)
	}
	if n := strings.Count(out.String(), `"kind"`); n != postsAtOnce {
		t.Errorf("%d posts were given to one who had left", n)
	}
}

// cancelling ends the errand with the first page.
type cancelling struct {
	strings.Builder
	cancel context.CancelFunc
}

func (c *cancelling) Write(p []byte) (int, error) {
	c.cancel()
	return c.Builder.Write(p)
}

func TestAuthors(t *testing.T) {
	for _, c := range []struct {
		author             roster.Author
		program, cell, row string
	}{
		{roster.Author{Login: "first.last", Name: "First Last", Partner: "FI", Mission: "Brussels"}, "first.last", "FI first.last", "FI first.last, First Last, Brussels"},
		{roster.Author{Login: "first.last", Partner: "FI"}, "first.last", "FI first.last", "FI first.last"},
		{roster.Author{Name: "A Name", Address: "a@test.example"}, "A Name <a@test.example>", "A Name", "A Name <a@test.example>"},
		{roster.Author{Name: "A\x1b[31m Name"}, "A[31m Name", "A\x1b[31m Name", "A[31m Name"},
		{roster.Author{Address: "a@test.example"}, "a@test.example", "a@test.example", "a@test.example"},
		{roster.Author{Name: "a@test.example", Address: "a@test.example"}, "a@test.example", "a@test.example", "a@test.example"},
		{roster.Author{}, "", "", ""},
	} {
		if p, cell, row := authorName(c.author), authorCell(c.author), authorInFull(c.author); p != c.program || cell != c.cell || row != c.row {
			t.Errorf("%+v: %q, %q, %q", c.author, p, cell, row)
		}
	}
}

// TestWholeOrFitting: without a terminal nothing is cut, on one the lists fit it.
func TestWholeOrFitting(t *testing.T) {
	s := newScene(t)
	must(t, s.moderator, "", "moderate", "pin", "5")
	must(t, s.moderator, "", "moderate", "lock", "5")
	long := s.Accredit("a.delegate-of-a-rather-long-name", "XA", "observer")
	for line, wants := range map[string][]string{
		"partners":       {"European Union (to 2009: European Commission)", "non-EU (EU until 2020-01-31)"},
		"topics finance": {"[pinned, locked] " + chinese},
		"new":            {chinese},
		"delegates":      {"a.delegate-of-a-rather-long-name"},
		"who":            {string("a.delegate-of-a-rather-long-name")},
		"boards":         {"Multilateralism"},
	} {
		whole := must(t, long, "", strings.Fields(line)...)
		for _, want := range wants {
			if !strings.Contains(whole, want) {
				t.Errorf("%s: no %q in\n%s", line, want, whole)
			}
		}
		for _, columns := range []int{0, 80, 132} {
			fitted := doIn(t, long, House{}, Streams{Terminal: true, Columns: columns}, strings.Fields(line)...).out
			if strings.Count(fitted, "\n") != strings.Count(whole, "\n") {
				t.Errorf("%s has other lines at %d columns:\n%s", line, columns, fitted)
			}
			for row := range strings.Lines(fitted) {
				if most := cmp.Or(columns, 80); plain.Width(strings.TrimSuffix(row, "\n")) > most {
					t.Errorf("%s at %d columns: %s", line, columns, row)
				}
			}
		}
	}
	if out := doIn(t, long, House{}, Streams{Terminal: true, Columns: 160}, "partners").out; !strings.Contains(out, "(to 2009: European Commission)") {
		t.Errorf("cut although there is room:\n%s", out)
	}
}

// TestStanding: who reads a post is told in words what was done to its topic.
func TestStanding(t *testing.T) {
	s := newScene(t)
	if out := must(t, s.reader, "", "read", "3"); strings.Contains(out, "State:") {
		t.Errorf("nothing was done to the topic:\n%s", out)
	}
	must(t, s.moderator, "", "moderate", "lock", "2")
	must(t, s.moderator, "", "moderate", "pin", "2")
	for _, c := range []struct{ line, want string }{ // in this order: reading marks as read
		{"topics finance", "[pinned, locked] " + firstTitle + "\n"},
		{"read 3 --thread --keep-new", "3 posts, 1 new, pinned, locked\n"},
		{"read 3", "Topic:    #2 " + firstTitle + "\nState:    pinned, locked\n"},
		{"read 3 --thread", "3 posts, 0 new, pinned, locked\n"},
	} {
		if out := must(t, s.author, "", strings.Fields(c.line)...); !strings.Contains(out, c.want) {
			t.Errorf("%s: no %q in\n%s", c.line, c.want, out)
		}
	}
}

// editing is an output during which a post is edited, once.
type editing struct {
	strings.Builder
	edit func()
}

func (e *editing) Write(p []byte) (int, error) {
	if e.edit != nil {
		e.edit()
		e.edit = nil
	}
	return e.Builder.Write(p)
}

// TestEditedWhileRead: who was given one version has not read the next.
func TestEditedWhileRead(t *testing.T) {
	for _, line := range []string{"read 2", "read 2 --json", "read 2 --text", "read 2 --thread", "next"} {
		s := newScene(t)
		out := &editing{edit: func() { must(t, s.author, "A better opinion.", "edit", "2") }}
		if code := Run(context.Background(), s.reader, House{}, Streams{In: strings.NewReader(""), Out: out, Err: io.Discard}, strings.Fields(line)); code != 0 {
			t.Errorf("%s: exit code %d", line, code)
		}
		if got := must(t, s.reader, "", "new", "--json"); !strings.Contains(out.String(), "An opinion.") || !strings.Contains(got, `"number":2,`) {
			t.Errorf("%s gave\n%s\nand new is %s", line, out.String(), got)
		}
	}
}

// TestBoardsInAnyCase: a board is meant however its name is typed.
func TestBoardsInAnyCase(t *testing.T) {
	s := newScene(t)
	for _, c := range []struct{ line, want string }{
		{"topics FINANCE --limit 1", "topics finance --before 5"},
		{"post Health --title Upper", "health"},
		{"catchup Finance", ""},
		{"boards --pillar Economic --before Globalisation", "finance"},
		{"boards --cluster Human-Resources", "labour"},
		{"drafts drop Board/Finance", ""},
	} {
		if err := s.reader.SaveDraft(secretariat.Draft{Place: "board/finance", Token: "t", Title: "T", Text: "Unsent."}); err != nil {
			t.Fatal(err)
		}
		if out := must(t, s.reader, "Text.", strings.Fields(c.line)...); !strings.Contains(out, c.want) {
			t.Errorf("%s: no %q in\n%s", c.line, c.want, out)
		}
	}
	must(t, s.moderator, "", "moderate", "move", "2", "Health")
	if out := must(t, s.reader, "", "read", "2"); !strings.Contains(out, "health") {
		t.Errorf("moved to another board:\n%s", out)
	}
}

// TestNamesKeepColumnsStraight where nothing is cut, unless one is far longer than the
// others.
func TestNamesKeepColumnsStraight(t *testing.T) {
	s := newScene(t)
	s.Accredit("sixth.delegate-of-name", "SG", "delegate")
	for _, c := range []struct {
		line, head string
		astray     int
	}{{"delegates", "ROLES", 0}, {"partners", "JOINED", 2}} { // two partners tell of their past
		rows := strings.Split(strings.TrimSuffix(must(t, s.reader, "", c.line), "\n"), "\n")
		at, astray := strings.Index(rows[0], c.head), 0
		for _, row := range rows[1:] {
			if plain.Width(row) > at && (row[at-1] != ' ' || row[at] == ' ') {
				astray++
			}
		}
		if at < 0 || at > 72 || astray != c.astray {
			t.Errorf("%s: %s at %d, %d rows astray\n%s", c.line, c.head, at, astray, strings.Join(rows, "\n"))
		}
	}
}

package command

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/secretariat"
)

// bureau is a scene with a coordinator and a contact point of VN.
type bureau struct {
	scene
	coordinator, contact *secretariat.Desk
}

func newBureau(t testing.TB) bureau {
	s := newScene(t)
	return bureau{s, s.Accredit("sixth.coordinator", "KR", "coordinator"), s.Accredit("second.contact", "VN", "contact-point")}
}

// answer reads the JSON that a command gives.
func answerOf[T any](t testing.TB, desk *secretariat.Desk, input, line string) (v T) {
	t.Helper()
	out := must(t, desk, input, strings.Fields(line+" --json")...)
	if err := json.Unmarshal([]byte(out), &v); err != nil {
		t.Fatalf("%s: %v in %s", line, err, out)
	}
	return v
}

type object map[string]any

// fieldsOf are the names in a JSON object, in their order.
func fieldsOf(t testing.TB, out string) string {
	t.Helper()
	var names []string
	d := json.NewDecoder(strings.NewReader(out))
	depth := 0
	for {
		token, err := d.Token()
		if err != nil {
			return strings.Join(names, " ")
		}
		switch token := token.(type) {
		case json.Delim:
			if token == '{' || token == '[' {
				depth++
			} else {
				depth--
			}
		case string:
			if depth == 1 {
				names = append(names, token)
				var skip json.RawMessage
				if err := d.Decode(&skip); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// issued draws up and issues a document, and gives its symbol.
func (b bureau) issued(t testing.TB, text, options string) string {
	t.Helper()
	n := answerOf[object](t, b.author, text, "doc draft --series ASEM/SOM --title Agenda "+options)["number"]
	return answerOf[object](t, b.author, "", fmt.Sprintf("doc issue %v --to VN", n))["symbol"].(string)
}

func TestDocuments(t *testing.T) {
	b := newBureau(t)
	drafted := must(t, b.author, "The [first] text.\n", "doc", "draft", "--series", "som", "--title", "Draft agenda", "--pillar", "economic",
		"--cluster", "multilateralism", "--item", "3 (b)", "--json")
	if got := fieldsOf(t, drafted); got != "number" {
		t.Errorf("doc draft: %s", got)
	}
	if got := answerOf[[]object](t, b.author, "", "doc drafts"); len(got) != 1 || got[0]["series"] != "ASEM/SOM" || got[0]["title"] != "Draft agenda" {
		t.Errorf("%v", got)
	}
	must(t, b.author, "An annex.", "doc", "attach", "6", "--name", "annex.txt")
	issued := must(t, b.author, "", "doc", "issue", "6", "--to", "vn", "--json")
	if issued != `{"number":6,"symbol":"ASEM/SOM/2026/1","version":"-"}`+"\n" {
		t.Errorf("doc issue: %s", issued)
	}
	second := answerOf[object](t, b.author, "The second text.\n", "doc draft --title Agenda --id once")["number"]
	if again := answerOf[object](t, b.author, "The second text.\n", "doc draft --title Agenda --id once")["number"]; again != second {
		t.Errorf("sent twice: %v and %v", second, again)
	}
	line := fmt.Sprintf("doc issue %v --rev som/2026/1 --id once-more", second)
	for range 2 {
		if got := answerOf[object](t, b.author, "", line); got["version"] != "REV 1" || got["symbol"] != "ASEM/SOM/2026/1" {
			t.Errorf("%v", got)
		}
	}
	if got := fieldsOf(t, must(t, b.reader, "", "docs", "--json", "--series", "SOM")); got != "" { // a list
		t.Errorf("docs: %s", got)
	}
	rows := answerOf[[]json.RawMessage](t, b.reader, "", "docs --series SOM")
	if got := fieldsOf(t, string(rows[0])); len(rows) != 1 || got != "symbol title version pillar at new" {
		t.Errorf("docs: %s", got)
	}
	want := object{"symbol": "ASEM/SOM/2026/1", "title": "Agenda", "version": "REV 1", "pillar": "economic", "new": true, "at": "2026-09-10T09:00:00Z"}
	if got := answerOf[[]object](t, b.reader, "", "docs --to-me --year 2026 --pillar economic --new"); len(got) != 1 || fmt.Sprint(got[0]) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	for _, line := range []string{"docs --year 2025", "docs --pillar political", "docs --series FMM", "docs --pillar across --to-me --year 2026"} {
		if got := answerOf[[]object](t, b.reader, "", line); len(got) != 0 {
			t.Errorf("%s: %v", line, got)
		}
	}
	if got := must(t, b.author, "", "docs"); !strings.Contains(got, "  ASEM/SOM/2026/1") || strings.Contains(got, "*") {
		t.Errorf("to its author: %s", got)
	}
	if got := must(t, b.reader, "", "docs", "--limit", "1"); !strings.Contains(got, "* ASEM/SOM/2026/1") || !strings.Contains(got, "docs --before ASEM/SOM/2026/1") {
		t.Errorf("to its reader: %s", got)
	}
	if got := answerOf[[]object](t, b.reader, "", "docs --before ASEM/SOM/2026/1"); len(got) != 1 || got[0]["symbol"] != "ASEM/SUMMIT/2006/1" {
		t.Errorf("%v", got)
	}
}

func TestShowingADocument(t *testing.T) {
	b := newBureau(t)
	symbol := b.issued(t, "The [first] text.\n", "--pillar political")
	must(t, b.author, "Le texte.", "doc", "draft", "--title", "Le programme", "--language", "fr")
	must(t, b.author, "", "doc", "issue", "7", "--translation", symbol)
	must(t, b.author, "The second text.", "doc", "draft", "--title", "New agenda")
	must(t, b.author, "", "doc", "issue", "8", "--rev", symbol)
	out := must(t, b.reader, "", "doc", "show", symbol, "--json")
	if got := fieldsOf(t, out); !strings.HasPrefix(got, "symbol title ") || !strings.Contains(got, " versions") {
		t.Errorf("%s", got)
	}
	var doc struct {
		Title    string
		Versions []struct {
			Version, By, At string
			Files           []object
			Brackets        *int
			Superseded      bool
			SupersededBy    string
		}
	}
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatal(err)
	}
	first, second := doc.Versions[0], doc.Versions[1]
	if doc.Title != "New agenda" || first.Version != "-" || !first.Superseded || first.SupersededBy != "REV 1" || *first.Brackets != 1 || first.By != "first.author" ||
		len(first.Files) != 2 || second.Version != "REV 1" || second.Superseded || *second.Brackets != 0 {
		t.Errorf("%s", out)
	}
	f := first.Files[0]
	if f["name"] != "document.txt" || f["bytes"] != 18.0 || len(f["sha256"].(string)) != 64 || f["language"] != "en" || first.Files[1]["language"] != "fr" {
		t.Errorf("%v", first.Files)
	}
	for _, want := range []string{"Superseded by ASEM/SOM/2026/1 REV 1.", "fr: Le programme", "To:       VN", "1 pair of square brackets", "SHA-256"} {
		if got := must(t, b.reader, "", "doc", "show", symbol); !strings.Contains(got, want) {
			t.Errorf("%q is not in %s", want, got)
		}
	}
	if got := must(t, b.reader, "", "doc", "read", symbol, "-", "--language", "fr", "--text"); got != "Le texte.\n" {
		t.Errorf("%q", got)
	}
	if got := must(t, b.reader, "", "read", symbol); !strings.Contains(got, "The second text.") {
		t.Errorf("%s", got)
	}
	if got := answerOf[[]object](t, b.reader, "", "docs --series SOM"); got[0]["new"] != false {
		t.Errorf("it was read: %v", got)
	}
	must(t, b.reader, "", "unread", symbol)
	if got := answerOf[[]object](t, b.reader, "", "docs --series SOM"); got[0]["new"] != true {
		t.Errorf("it is to be new: %v", got)
	}
	for _, words := range []string{"6", "#8", "som/2026/1 REV 1", "ASEM/SOM/2026/1/rev.1"} {
		if got := must(t, b.reader, "", append([]string{"doc", "read", "--keep-new"}, strings.Fields(words)...)...); !strings.Contains(got, "Symbol:   ASEM/SOM/2026/1") {
			t.Errorf("%s: %s", words, got)
		}
	}
	brackets := answerOf[[]object](t, b.reader, "", "doc brackets "+symbol+" -")
	if len(brackets) != 1 || brackets[0]["text"] != "first" || brackets[0]["paragraph"] != 1.0 {
		t.Errorf("%v", brackets)
	}
	if got := must(t, b.reader, "", "doc", "brackets", symbol, "-"); !strings.Contains(got, "[first]\n  ") {
		t.Errorf("no paragraph under its brackets: %s", got)
	}
	diff := must(t, b.reader, "", "doc", "diff", symbol, "-", "REV", "1")
	if !strings.Contains(diff, "[-[first]-]{+second+}") && !strings.Contains(diff, "{+second+}") {
		t.Errorf("%s", diff)
	}
	checkLayout(t, "the difference", diff)
	shown := answerOf[object](t, b.reader, "", "doc diff "+symbol+" - REV1")
	if shown["old"] != "-" || shown["new"] != "REV 1" || len(shown["paragraphs"].([]any)) != 1 {
		t.Errorf("%v", shown)
	}
	var what []string
	for _, e := range answerOf[[]object](t, b.reader, "", "doc history "+symbol) {
		what = append(what, e["what"].(string))
	}
	if !slices.Equal(what, []string{"issued", "translated", "issued", "circulated"}) {
		t.Errorf("%v", what)
	}
}

func TestGettingFiles(t *testing.T) {
	b := newBureau(t)
	body := strings.Repeat("\x00\x01\xffbinary", 20_000)
	symbol := b.issued(t, body, "--name picture.bin")
	got := do(t, b.reader, "", "doc", "get", symbol)
	if got.code != 0 || got.out != body || !strings.Contains(got.err, "picture.bin") || !strings.Contains(got.err, "SHA-256") {
		t.Errorf("exit code %d, %d bytes, %s", got.code, len(got.out), got.err)
	}
	described := answerOf[object](t, b.reader, "", "doc get "+symbol)
	if described["bytes"] != float64(len(body)) || described["type"] != "application/octet-stream" {
		t.Errorf("%v", described)
	}
	if got := do(t, b.reader, "", "doc", "get", symbol, "--file", "2"); got.code != 4 || !strings.Contains(got.err, "1 picture.bin (en)") {
		t.Errorf("%+v", got)
	}
	if got := doIn(t, b.reader, House{}, Streams{Terminal: true}, "doc", "get", symbol); got.code != 2 || got.out != "" {
		t.Errorf("onto a terminal: %+v", got)
	}
	if got := must(t, b.reader, "", "doc", "read", symbol); !strings.Contains(got, "not readable here") {
		t.Errorf("%s", got)
	}
	if got := do(t, b.reader, "", "doc", "read", symbol, "--text"); got.code != 3 {
		t.Errorf("%+v", got)
	}
	draft := answerOf[object](t, b.author, "My draft.", "doc draft --title T")["number"]
	if got := do(t, b.author, "", "doc", "get", fmt.Sprint(draft)); got.out != "My draft." {
		t.Errorf("%+v", got)
	}
	if got := must(t, b.author, "", "doc", "read", fmt.Sprint(draft)); !strings.Contains(got, "My draft.") {
		t.Errorf("%s", got)
	}
}

func TestReceiptsByCommand(t *testing.T) {
	b := newBureau(t)
	symbol := b.issued(t, "Text.", "")
	if got := do(t, b.reader, "", "ack", symbol); got.code != 3 || !strings.Contains(got.err, "do not speak for your partner") {
		t.Errorf("%+v", got)
	}
	must(t, b.contact, "", "ack", symbol)
	rows := answerOf[[]object](t, b.author, "", "doc receipts "+symbol)
	if len(rows) != 1 || rows[0]["partner"] != "VN" || rows[0]["received"] != true || rows[0]["by"] != "second.contact" || rows[0]["version"] != "-" {
		t.Errorf("%v", rows)
	}
	must(t, b.coordinator, "", "doc", "circulate", symbol, "--to", "JP,", "@eu")
	if rows := answerOf[[]object](t, b.coordinator, "", "doc receipts "+symbol); len(rows) < 10 {
		t.Errorf("%v", rows)
	}
	if rows := answerOf[[]object](t, b.observer, "", "doc receipts "+symbol); len(rows) != 1 || rows[0]["at"] != nil {
		t.Errorf("%v", rows)
	}
}

// TestDocumentsRefused: what is refused reads nothing, answers nothing and changes nothing.
func TestDocumentsRefused(t *testing.T) {
	b := newBureau(t)
	symbol := b.issued(t, "Text.", "")
	bare := fmt.Sprint(answerOf[object](t, b.author, "Text.", "doc draft --title T")["number"])
	mine := fmt.Sprint(answerOf[object](t, b.author, "Text.", "doc draft --title T --series SOM")["number"])
	for _, c := range []struct {
		desk *secretariat.Desk
		line string
		code int
		want string
	}{
		{b.observer, "doc draft --series SOM --title T", 3, "read and do not write"},
		{b.secretary, "doc draft --series SOM --title T", 3, "read and do not write"},
		{b.author, "doc draft --series SOM", 2, "needs a title"},
		{b.author, "doc draft --series ASEM/NOVEL --title T", 3, "a coordinator begins a series"},
		{b.author, "doc draft --series 1 --title T", 2, "is not a series"},
		{b.author, "doc draft --title T --pillar nowhere", 2, "is not a pillar"},
		{b.author, "doc draft --title T --cluster nowhere", 4, "There is no cluster"},
		{b.author, "doc draft --title T --by FI,VN", 3, "in the name of FI"},
		{b.author, "doc draft --title T --language e", 2, "not the tag of a language"},
		{b.reader, "doc show " + mine, 4, ""},
		{b.reader, "doc attach " + mine + " --name x", 4, "You have no draft"},
		{b.reader, "doc discard " + mine, 4, "You have no draft"},
		{b.reader, "doc issue " + mine + " --to @all", 4, "You have no draft"},
		{b.author, "doc issue " + mine, 2, "needs an address"},
		{b.author, "doc issue " + mine + " --to nowhere", 4, "Nobody is reached"},
		{b.author, "doc issue " + mine + " --to second.reader", 2, "not circulated to second.reader alone"},
		{b.author, "doc issue " + bare + " --to @all", 2, "needs a series"},
		{b.author, "doc issue " + mine + " --rev som/2026/9", 4, "There is no document"},
		{b.author, "doc issue " + mine + " --rev som/2026/1 --add som/2026/1", 2, "becomes one thing"},
		{b.author, "doc issue " + mine + " --translation som/2026/1 --to @all", 2, "goes where its version went"},
		{b.author, "doc issue " + mine + " --translation som/2026/1", 5, "in en already"},
		{b.reader, "doc circulate " + symbol + " --to @all", 3, "is submitted by FI"},
		{b.moderator, "doc circulate " + symbol + " --to @all", 4, "There is no document"},
		{b.moderator, "doc show " + symbol, 4, "There is no document"},
		{b.moderator, "doc get " + symbol, 4, "There is no document"},
		{b.moderator, "read " + symbol, 4, "There is no document"},
		{b.moderator, "ack " + symbol, 4, "There is no document"},
		{b.moderator, "unread " + symbol, 4, "There is no document"},
		{b.secretary, "doc read " + symbol, 4, "There is no document"},
		{b.reader, "doc show " + symbol + " REV 7 now", 2, "is neither a symbol"},
		{b.reader, "doc get " + symbol + " REV 7", 4, "has no version REV 7"},
		{b.reader, "doc diff " + symbol + " - NEW", 2, "two versions"},
		{b.reader, "docs --series nowhere/a/b/c/d", 2, "is not a series"},
		{b.reader, "docs --pillar nowhere", 2, "is not a pillar"},
	} {
		before := b.LastEntry()
		got := doIn(t, c.desk, House{}, Streams{In: untouched{t}}, strings.Fields(c.line)...)
		if got.code != c.code || got.out != "" || !strings.Contains(got.err, c.want) {
			t.Errorf("%s: exit code %d, output %q, error %q; want %d and %q", c.line, got.code, got.out, got.err, c.code, c.want)
		}
		if after := b.LastEntry(); after != before {
			t.Errorf("%s: it was refused and wrote entry %d", c.line, after)
		}
	}
	for input, want := range map[string]string{"": "The file is empty."} {
		if got := do(t, b.author, input, "doc", "draft", "--title", "T"); got.code != 2 || !strings.Contains(got.err, want) {
			t.Errorf("%q: %+v", input, got)
		}
	}
}

// TestEditingADraft changes what a draft says, and its files.
// TestMeetings: documents are for a meeting, as people name it, and found by it.
func TestMeetings(t *testing.T) {
	b := newBureau(t)
	for i, meeting := range []string{"Officials, Helsinki", "Officials, Hanoi", "Officials, Helsinki"} {
		must(t, b.author, "Text.", "doc", "draft", "--title", "Agenda", "--series", "SOM", "--meeting", meeting)
		must(t, b.author, "", "doc", "issue", fmt.Sprint(6+i), "--to", []string{"VN", "@all", "FI"}[i])
	}
	for desk, want := range map[*secretariat.Desk][2]int{b.author: {2, 1}, b.reader: {1, 1}, b.observer: {0, 1}} {
		for i, meeting := range []string{"officials, helsinki", "Officials, Hanoi"} {
			if got := answerOf[[]object](t, desk, "", "docs --meeting "+meeting); len(got) != want[i] {
				t.Errorf("%d documents for %s, want %d: %v", len(got), meeting, want[i], got)
			}
		}
	}
	if got := answerOf[object](t, b.author, "", "doc show ASEM/SOM/2026/1"); got["meeting"] != "Officials, Helsinki" {
		t.Errorf("%v", got)
	}
	must(t, b.author, "Text two.", "doc", "draft", "--title", "Agenda")
	must(t, b.author, "", "doc", "issue", "9", "--rev", "ASEM/SOM/2026/1")
	if got := answerOf[object](t, b.author, "", "doc show ASEM/SOM/2026/1"); got["meeting"] != "Officials, Helsinki" {
		t.Errorf("a revision forgets its meeting: %v", got)
	}
	if got := do(t, b.author, "Text.", "doc", "draft", "--title", "Agenda", "--meeting", strings.Repeat("x", 81)); got.code != 2 || !strings.Contains(got.err, "The meeting has 81 characters; 80 at most.") {
		t.Errorf("%+v", got)
	}
}

func TestEditingADraft(t *testing.T) {
	b := newBureau(t)
	must(t, b.coordinator, "Text.", "doc", "draft", "--title", "First", "title", "--by", "FI,VN")
	got := answerOf[object](t, b.coordinator, "", "doc edit 6 --series ASEM/NOVEL --language fr --item 4")
	if got["series"] != "ASEM/NOVEL" || got["title"] != "First title" || got["language"] != "fr" || fmt.Sprint(got["by"]) != "[FI VN]" || got["item"] != "4" {
		t.Errorf("%v", got)
	}
	must(t, b.coordinator, "Annex.", "doc", "attach", "6", "--name", "annex", "one.txt", "--language", "en")
	if got := answerOf[object](t, b.coordinator, "", "doc show 6"); len(got["files"].([]any)) != 2 {
		t.Errorf("%v", got)
	}
	must(t, b.coordinator, "", "doc", "detach", "6", "--name", "annex", "one.txt")
	if got := must(t, b.coordinator, "", "doc", "show", "6"); strings.Contains(got, "annex") || !strings.Contains(got, "not issued yet") {
		t.Errorf("%s", got)
	}
	if got := answerOf[object](t, b.coordinator, "", "doc issue 6 --to @coordinators"); got["symbol"] != "ASEM/NOVEL/2026/1" {
		t.Errorf("%v", got)
	}
	if got := do(t, b.coordinator, "", "doc", "edit", "6", "--title", "Late"); got.code != 4 {
		t.Errorf("what is issued was changed: %+v", got)
	}
	must(t, b.coordinator, "Text.", "doc", "put", "--title", "Another")
	must(t, b.coordinator, "", "doc", "discard", "7")
	if got := answerOf[[]object](t, b.coordinator, "", "doc drafts"); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got := must(t, b.author, "", "doc", "series"); !strings.Contains(got, "ASEM/NOVEL") || !strings.Contains(got, "Senior Officials") {
		t.Errorf("FI submits it, and so sees its series: %s", got)
	}
}

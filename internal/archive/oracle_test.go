package archive_test

import (
	"archive/zip"
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"asem.internal/avs/internal/archive"
)

// realTexts are the Universal Declaration in all its languages and the beginning of a
// mailing list, from AVS_SHARED.
func realTexts(t *testing.T) (texts []string) {
	t.Helper()
	shared := os.Getenv("AVS_SHARED")
	if shared == "" {
		t.Skip("AVS_SHARED is not set: no real texts here")
	}
	z, err := zip.OpenReader(filepath.Join(shared, "data", "udhr-utf8.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".txt") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.ToValidUTF8(string(data), ""))
	}
	return append(texts, mails(t, shared)...)
}

func mails(t *testing.T, shared string) []string {
	if _, err := exec.LookPath("zstd"); err != nil {
		t.Log("zstd is not installed: the mailing list is left out")
		return nil
	}
	most := 24 << 20
	if testing.Short() {
		most = 2 << 20
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cmd := exec.CommandContext(ctx, "zstd", "-dcq", filepath.Join(shared, "data", "linux-man.mbox.zst"))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(io.LimitReader(out, int64(most)))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	_ = cmd.Wait() // it was stopped in the middle
	return strings.Split(strings.ToValidUTF8(string(data), ""), "\nFrom ")[1:]
}

// folds is the oracle's own way to leave case and accents out; it shares nothing with
// the index.
var folds = transform.Chain(norm.NFKC, cases.Fold(), norm.NFD, runes.Remove(runes.Predicate(func(r rune) bool {
	return unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Inherited, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew)
})), norm.NFC)

var alike = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "æ", "ae", "œ", "oe", "ı", "i", "ى", "ي", "ة", "ه", "ک", "ك", "ی", "ي", "ـ", "", "ٱ", "ا",
	"\u200d", "", "\u200c", "", "\u00ad", "")

func scanned(s string) string {
	folded, _, err := transform.String(folds, s)
	if err != nil {
		return ""
	}
	return alike.Replace(folded)
}

// unspaced are the scripts in which a query is any part of a word.
var unspaced = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

// oracle finds a query by plain scanning: between two characters that are no letters,
// or in scripts without spaces anywhere.
func oracle(query string) *regexp.Regexp {
	q := scanned(query)
	between := `[^\pL\pM\pN]+`
	words := strings.FieldsFunc(q, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r) })
	for i := range words {
		words[i] = regexp.QuoteMeta(words[i])
	}
	pattern := strings.Join(words, between)
	if first := []rune(q)[0]; unicode.In(first, unspaced...) {
		return regexp.MustCompile(pattern)
	}
	return regexp.MustCompile(`(?:^|[^\pL\pM\pN_])` + pattern + `(?:$|[^\pL\pM\pN_])`)
}

// TestAgainstAnOracle asks each of the published queries, as a phrase, and compares what
// is found with plain scanning. The whole is logged as recall and precision.
func TestAgainstAnOracle(t *testing.T) {
	texts := realTexts(t)
	x := archive.New(archive.NewMemory())
	if err := x.Clear(); err != nil {
		t.Fatal(err)
	}
	plain := make([]string, len(texts))
	var changes []archive.Change
	for i, text := range texts {
		plain[i] = scanned(text)
		changes = append(changes, archive.Change{Put: &archive.Text{Shelf: "posts", Number: uint64(i + 1), At: time.Unix(int64(i), 0), Body: text}})
	}
	if err := x.Apply(changes, 1); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	languages := map[string]bool{}
	asked, expected, recalled, right, shown := 0, 0, 0, 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		language, query, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			continue
		}
		asked++
		languages[language] = true
		want := map[uint64]bool{}
		pattern, first := oracle(query), strings.Fields(strings.ReplaceAll(scanned(query), "'", " "))[0]
		for i := range plain {
			if strings.Contains(plain[i], first) && pattern.MatchString(plain[i]) {
				want[uint64(i+1)] = true
			}
		}
		got := all(t, x, `"`+query+`"`)
		for _, n := range got {
			if !want[n] {
				t.Errorf("%s %q: finds text %d, which scanning does not", language, query, n)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s %q: %d found, %d by scanning", language, query, len(got), len(want))
		}
		expected += len(want)
		// Without quotation marks: nothing is missing, and what has the very words stands first.
		loose := all(t, x, query)
		in := map[uint64]bool{}
		for i, n := range loose {
			in[n] = true
			if i < 10 && i < len(want) {
				shown++
				if want[n] || strings.Contains(query, " ") {
					right++
				}
			}
		}
		for n := range want {
			if in[n] {
				recalled++
			}
		}
	}
	if asked < 50 || len(languages) < 20 || expected < 100 {
		t.Errorf("%d queries in %d languages, %d texts expected", asked, len(languages), expected)
	}
	if recalled != expected || right != shown {
		t.Errorf("recall %d of %d, right among the first ten %d of %d", recalled, expected, right, shown)
	}
	t.Logf("%d queries in %d languages over %d texts: recall %d of %d, precision of the first ten %d of %d", asked, len(languages), len(texts), recalled, expected, right, shown)
}

func all(t *testing.T, x *archive.Index, query string) (numbers []uint64) {
	t.Helper()
	q, err := archive.Parse(query, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	found, err := x.Search(q, archive.Options{Shelves: []archive.Shelf{"posts"}, Limit: everything})
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range found.Hits {
		numbers = append(numbers, h.Number)
	}
	return numbers
}

const everything = 1 << 20

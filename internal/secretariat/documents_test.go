package secretariat_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// A registry is an office with people around documents.
type registry struct {
	*testkit.Office
	author, fellow, other, contact, coordinator, observer, bystander, operator *secretariat.Desk
}

func newRegistry(t testing.TB) registry {
	o := testkit.NewOffice(t)
	return registry{o,
		o.Accredit("first.author", "FI", "delegate"), o.Accredit("first.fellow", "FI", "observer"),
		o.Accredit("second.reader", "VN", "delegate"), o.Accredit("second.contact", "VN", "delegate", "contact-point"),
		o.Accredit("third.coordinator", "KR", "coordinator"), o.Accredit("second.observer", "VN", "observer"),
		o.Accredit("fourth.bystander", "DE", "delegate", "moderator", "contact-point"), o.Accredit("fifth.operator", "XA", "secretariat"),
	}
}

// drawUp draws up a draft with one file of that text.
func drawUp(t testing.TB, d *secretariat.Desk, p document.Paper, text string) asem.Number {
	t.Helper()
	in, err := d.TakeIn(t.Context(), "", "", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	if p.Title == "" {
		p.Title = "A paper"
	}
	p.Files = append(p.Files, in.File)
	posted, err := d.DraftDocument("", p)
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

// issues draws up and issues a new document in ASEM/SOM.
func issues(t testing.TB, d *secretariat.Desk, text string, to ...roster.Address) secretariat.Issued {
	t.Helper()
	n := drawUp(t, d, document.Paper{Series: "SOM"}, text)
	issued, err := d.IssueDocument(t.Context(), "", document.Issue{Number: n, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

// further issues the next version of a kind.
func further(t testing.TB, d *secretariat.Desk, as document.Kind, of asem.Symbol, text string) secretariat.Issued {
	t.Helper()
	n := drawUp(t, d, document.Paper{Title: "A paper, again"}, text)
	issued, err := d.IssueDocument(t.Context(), "", document.Issue{Number: n, As: as, Of: of})
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

func symbols(t testing.TB, d *secretariat.Desk, scope secretariat.DocumentScope) (list []string) {
	t.Helper()
	page, err := d.Documents(scope, secretariat.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		list = append(list, string(row.Symbol))
	}
	return list
}

const declaration asem.Symbol = "ASEM/SUMMIT/2006/1"

// TestTheDeclarationIsADocument: once, in every installation, and nobody's news.
func TestTheDeclarationIsADocument(t *testing.T) {
	r := newRegistry(t)
	before := r.LastEntry()
	if err := r.Founding(); err != nil || r.LastEntry() != before {
		t.Errorf("founding again: %v, entry %d after %d", err, r.LastEntry(), before)
	}
	text, err := r.observer.ReadVersion(t.Context(), declaration, "", secretariat.FilePick{})
	if err != nil || !strings.Contains(text.Text, "ASEM Virtual Secretariat") || text.Document.New || text.Document.Number != 1 {
		t.Errorf("%+v, %v", text.VersionFile, err)
	}
	for _, d := range []*secretariat.Desk{r.author, r.operator} {
		if waiting, err := d.Waiting(); waiting != 0 || err != nil {
			t.Errorf("%d waiting, %v", waiting, err)
		}
	}
}

// TestUncirculatedIsAsIfItNeverWas asks in every way for a document that does not reach
// a delegate: the answers are those to what never was.
func TestUncirculatedIsAsIfItNeverWas(t *testing.T) {
	r := newRegistry(t)
	issued := issues(t, r.author, "Secret.", "VN")
	const never asem.Symbol = "ASEM/SOM/2026/99"
	for _, d := range []*secretariat.Desk{r.bystander, r.operator} {
		for name, ask := range map[string]func(asem.Symbol, asem.Number) error{
			"show": func(s asem.Symbol, _ asem.Number) error { _, err := d.Document(s); return err },
			"read": func(s asem.Symbol, _ asem.Number) error {
				_, err := d.ReadVersion(t.Context(), s, "", secretariat.FilePick{})
				return err
			},
			"get": func(s asem.Symbol, _ asem.Number) error {
				_, _, err := d.OpenVersion(s, "-", secretariat.FilePick{})
				return err
			},
			"diff": func(s asem.Symbol, _ asem.Number) error {
				_, err := d.CompareVersions(t.Context(), s, "-", "-", "")
				return err
			},
			"brackets": func(s asem.Symbol, _ asem.Number) error {
				_, err := d.Brackets(t.Context(), s, "", secretariat.FilePick{})
				return err
			},
			"history":   func(s asem.Symbol, _ asem.Number) error { _, err := d.DocumentHistory(s); return err },
			"receipts":  func(s asem.Symbol, _ asem.Number) error { _, err := d.Receipts(s); return err },
			"receive":   func(s asem.Symbol, _ asem.Number) error { return d.ReceiveDocument(s) },
			"circulate": func(s asem.Symbol, _ asem.Number) error { return d.CirculateDocument(s, []roster.Address{"DE"}) },
			"may":       func(s asem.Symbol, _ asem.Number) error { return d.MayGoOn(s) },
			"go to it":  func(s asem.Symbol, _ asem.Number) error { _, err := d.Find(string(s)); return err },
			"a version": func(s asem.Symbol, _ asem.Number) error { _, err := d.Find(string(s) + " REV 7"); return err },
			"number":    func(_ asem.Symbol, n asem.Number) error { _, err := d.Find(n.String()); return err },
			"by number": func(_ asem.Symbol, n asem.Number) error { _, _, err := d.ParseSymbol(n.String()); return err },
			"post":      func(_ asem.Symbol, n asem.Number) error { _, err := d.Post(n); return err },
			"draft":     func(_ asem.Symbol, n asem.Number) error { _, err := d.DocumentDraft(n); return err },
			"draft file": func(_ asem.Symbol, n asem.Number) error {
				_, _, err := d.OpenDraft(n, secretariat.FilePick{})
				return err
			},
			"revise": func(s asem.Symbol, _ asem.Number) error {
				if d == r.operator {
					return d.MayGoOn(s)
				}
				n := drawUp(t, d, document.Paper{}, "x")
				_, err := d.IssueDocument(t.Context(), "", document.Issue{Number: n, As: document.Revision, Of: s})
				return errors.Join(err, d.DiscardDocument(n))
			},
			"translate": func(s asem.Symbol, _ asem.Number) error {
				if d == r.operator {
					return d.MayGoOn(s)
				}
				n := drawUp(t, d, document.Paper{Language: "fr"}, "x")
				_, err := d.TranslateDocument("", document.Translate{Number: n, Of: s})
				return errors.Join(err, d.DiscardDocument(n))
			},
		} {
			got, want := ask(issued.Symbol, issued.Number), ask(never, 9999)
			said := strings.NewReplacer(string(never), string(issued.Symbol), "#9999", issued.Number.String(), "9999", fmt.Sprint(uint64(issued.Number)))
			if got == nil || want == nil || got.Error() != said.Replace(want.Error()) || fault.KindOf(got) != fault.KindOf(want) {
				t.Errorf("%s:\n%v\n%v", name, got, want)
			}
		}
		if list := symbols(t, d, secretariat.DocumentScope{}); !slices.Equal(list, []string{string(declaration)}) {
			t.Errorf("listed: %v", list)
		}
		if list := symbols(t, d, secretariat.DocumentScope{Series: "ASEM/SOM"}); len(list) > 0 {
			t.Errorf("listed in its series: %v", list)
		}
		if waiting, _ := d.Waiting(); waiting != 0 {
			t.Errorf("%d waiting", waiting)
		}
		all, err := d.Series()
		if i := slices.IndexFunc(all, func(v secretariat.SeriesView) bool { return v.Series == "ASEM/SOM" }); err != nil || len(all[i].Years) > 0 {
			t.Errorf("the years of its series: %+v, %v", all[i], err)
		}
	}
}

// TestDraftsAreTheirAuthorsAlone: not even coordinators, fellows or the operator see one.
func TestDraftsAreTheirAuthorsAlone(t *testing.T) {
	r := newRegistry(t)
	n := drawUp(t, r.author, document.Paper{}, "Mine.")
	for _, d := range []*secretariat.Desk{r.fellow, r.coordinator, r.operator, r.bystander} {
		_, err := d.DocumentDraft(n)
		_, _, read := d.ReadDraft(t.Context(), n, secretariat.FilePick{})
		_, find := d.Find(n.String())
		list, listing := d.DocumentDrafts()
		for _, err := range []error{err, read, find, d.DiscardDocument(n)} {
			if fault.KindOf(err) != fault.NotFound {
				t.Errorf("%v", err)
			}
		}
		if len(list) > 0 || listing != nil {
			t.Errorf("%+v, %v", list, listing)
		}
	}
	if to, err := r.author.Find(n.String()); err != nil || to.Kind != secretariat.KindDraft {
		t.Errorf("%+v, %v", to, err)
	}
	f, text, err := r.author.ReadDraft(t.Context(), n, secretariat.FilePick{})
	if err != nil || text.Text != "Mine." || f.Name != "document.txt" {
		t.Errorf("%+v %+v, %v", f, text, err)
	}
}

// TestNewVersionsAreUnreadAgain, for those to whom the former was circulated.
func TestNewVersionsAreUnreadAgain(t *testing.T) {
	r := newRegistry(t)
	wantWaiting := func(want map[*secretariat.Desk]int) {
		t.Helper()
		for d, n := range want {
			if got, err := d.Waiting(); got != n || err != nil {
				me, _ := d.Identity()
				t.Errorf("%s: %d waiting, want %d, %v", me.Login, got, n, err)
			}
		}
	}
	issued := issues(t, r.author, "One [two] [three].", "VN")
	wantWaiting(map[*secretariat.Desk]int{r.author: 0, r.fellow: 1, r.other: 1, r.contact: 1, r.coordinator: 1, r.bystander: 0})
	next, ok, err := r.other.NextInTrays()
	if !ok || err != nil || next.Symbol != issued.Symbol || next.Kind != secretariat.KindDocument || next.Version != document.First {
		t.Errorf("%+v, %v", next, err)
	}
	if err := r.other.MarkReadIn(secretariat.KindDocument, seenNow(t, r.other, issued.Symbol)); err != nil {
		t.Fatal(err)
	}
	wantWaiting(map[*secretariat.Desk]int{r.other: 0, r.contact: 1})
	further(t, r.author, document.Revision, issued.Symbol, "One two [three].")
	wantWaiting(map[*secretariat.Desk]int{r.author: 0, r.other: 1, r.contact: 1, r.bystander: 0})
	if err := r.coordinator.CirculateDocument(issued.Symbol, []roster.Address{"DE", "VN"}); err != nil {
		t.Fatal(err)
	}
	if err := r.other.MarkReadIn(secretariat.KindDocument, seenNow(t, r.other, issued.Symbol)); err != nil {
		t.Fatal(err)
	}
	wantWaiting(map[*secretariat.Desk]int{r.bystander: 1, r.other: 0})
	view, err := r.bystander.Document(issued.Symbol)
	if err != nil || len(view.Versions) != 2 || view.Versions[0].Brackets != 2 || view.Versions[1].Brackets != 1 || !view.Versions[1].Read || !view.ToMe || !view.MayReceive {
		t.Errorf("%+v, %v", view, err)
	}
	translated := drawUp(t, r.author, document.Paper{Language: "fr", Title: "Un papier"}, "Un deux [trois].")
	if _, err := r.author.TranslateDocument("", document.Translate{Number: translated, Of: issued.Symbol}); err != nil {
		t.Fatal(err)
	}
	wantWaiting(map[*secretariat.Desk]int{r.other: 0})
	text, err := r.other.ReadVersion(t.Context(), issued.Symbol, "", secretariat.FilePick{Language: "fr"})
	if err != nil || text.Text != "Un deux [trois]." {
		t.Errorf("%+v, %v", text, err)
	}
	if to, err := r.other.Find(translated.String()); err != nil || to.Symbol != issued.Symbol || to.Version != "REV 1" {
		t.Errorf("%+v, %v", to, err)
	}
}

func TestReceiptsAndHistory(t *testing.T) {
	r := newRegistry(t)
	issued := issues(t, r.author, "Text.", "VN", "DE")
	if err := r.other.ReceiveDocument(issued.Symbol); fault.KindOf(err) != fault.Refused {
		t.Errorf("who is no contact point: %v", err)
	}
	for range 2 {
		if err := r.contact.ReceiveDocument(issued.Symbol); err != nil {
			t.Fatal(err)
		}
	}
	for d, want := range map[*secretariat.Desk][]asem.Code{r.author: {"DE", "VN"}, r.fellow: {"DE", "VN"}, r.coordinator: {"DE", "VN"}, r.other: {"VN"}, r.bystander: {"DE"}} {
		views, err := d.Receipts(issued.Symbol)
		var codes []asem.Code
		for _, v := range views {
			codes = append(codes, v.Partner)
			if v.Received != (v.Partner == "VN") {
				t.Errorf("%+v", v)
			}
		}
		if !slices.Equal(codes, want) || err != nil {
			t.Errorf("%v, want %v, %v", codes, want, err)
		}
		events, err := d.DocumentHistory(issued.Symbol)
		seen := slices.ContainsFunc(events, func(e secretariat.DocumentEvent) bool { return e.Receipt != nil })
		if err != nil || seen == (d == r.bystander) || events[0].Version == nil {
			t.Errorf("%+v, %v", events, err)
		}
	}
}

// TestIssuingOnce: sent again with its token, at once or later, a draft is issued once.
func TestIssuingOnce(t *testing.T) {
	r := newRegistry(t)
	n := drawUp(t, r.author, document.Paper{Series: "SOM"}, "Text.")
	answers := make([]secretariat.Issued, 16)
	var senders sync.WaitGroup
	for i := range answers {
		senders.Go(func() {
			var err error
			if answers[i], err = r.author.IssueDocument(context.Background(), "token", document.Issue{Number: n, To: []roster.Address{"@all"}}); err != nil {
				t.Error(err)
			}
		})
	}
	senders.Wait()
	first := 0
	for _, a := range answers {
		if a.Symbol != "ASEM/SOM/2026/1" || a.Version != document.First || a.Number != n {
			t.Errorf("%+v", a)
		}
		if !a.Already {
			first++
		}
	}
	if first < 1 {
		t.Error("nobody was the first")
	}
	if list := symbols(t, r.author, secretariat.DocumentScope{Series: "ASEM/SOM"}); len(list) != 1 {
		t.Errorf("%v", list)
	}
	if _, err := r.author.IssueDocument(t.Context(), "token", document.Issue{Number: n, As: document.Revision, Of: declaration}); err == nil {
		t.Error("the token is taken for another act")
	}
	if _, err := r.author.IssueDocument(t.Context(), "other", document.Issue{Number: n, To: []roster.Address{"@all"}}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("again, under another token: %v", err)
	}
}

// TestSerialsUnderContention: many issue at once in one series, and no serial is left out.
func TestSerialsUnderContention(t *testing.T) {
	r := newRegistry(t)
	const each = 8
	people := []*secretariat.Desk{r.author, r.other, r.contact, r.coordinator}
	var writers sync.WaitGroup
	for _, d := range people {
		writers.Go(func() {
			for i := range each {
				issues(t, d, fmt.Sprint("Text ", i), "@all")
			}
		})
	}
	writers.Wait()
	list := symbols(t, r.bystander, secretariat.DocumentScope{Series: "ASEM/SOM", Year: 2026})
	for i, s := range list {
		if want := fmt.Sprintf("ASEM/SOM/2026/%d", len(people)*each-i); s != want {
			t.Errorf("row %d is %s, want %s", i, s, want)
		}
	}
	if len(list) != len(people)*each {
		t.Errorf("%d documents", len(list))
	}
}

// untold is a reader that must not be read.
type untold struct{ t *testing.T }

func (u untold) Read([]byte) (int, error) {
	u.t.Error("a file was read before its sender was refused")
	return 0, io.EOF
}

// zeros are bytes without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestTakingIn: what is refused leaves no file behind.
func TestTakingIn(t *testing.T) {
	r := newRegistry(t)
	broken := errors.New("the line broke")
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		desk *secretariat.Desk
		ctx  context.Context
		body io.Reader
		kind fault.Kind
		says string
	}{
		"an observer":      {r.observer, t.Context(), untold{t}, fault.Refused, "do not write"},
		"the secretariat":  {r.operator, t.Context(), untold{t}, fault.Refused, "do not write"},
		"empty":            {r.author, t.Context(), strings.NewReader(""), fault.Usage, "The file is empty."},
		"too large":        {r.author, t.Context(), zeros{}, fault.Usage, "more than 67108864 bytes"},
		"broken":           {r.author, t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), fault.Failed, "could not be taken in whole"},
		"broken far on":    {r.author, t.Context(), io.MultiReader(strings.NewReader(strings.Repeat("x", 1<<20)), iotest.ErrReader(broken)), fault.Failed, "could not be taken in whole"},
		"nobody waits":     {r.author, cancelled, untold{t}, fault.Failed, "could not be taken in whole"},
		"a name too long":  {r.author, t.Context(), untold{t}, fault.Usage, "name of a file"},
		"a name not UTF-8": {r.author, t.Context(), untold{t}, fault.Usage, "not UTF-8"},
	} {
		file := map[string]string{"a name too long": strings.Repeat("x", 2000), "a name not UTF-8": "\xff"}[name]
		in, err := c.desk.TakeIn(c.ctx, file, "", c.body)
		if in != nil || fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	in, err := r.author.TakeIn(t.Context(), "../../etc/pass\x1bwd", "", strings.NewReader("%PDF-1.4 or so"))
	if err != nil || in.Type != "application/pdf" {
		t.Fatalf("%+v, %v", in, err)
	}
	posted, err := r.author.DraftDocument("", document.Paper{Title: "T", Files: []document.File{in.File}})
	in.Release()
	if err != nil {
		t.Fatal(err)
	}
	if d, _ := r.author.DocumentDraft(posted.Number); d.Paper.Files[0].Name != ".._.._etc_passwd" {
		t.Errorf("%+v", d.Paper.Files)
	}
	in, err = r.author.TakeIn(t.Context(), "", "", strings.NewReader("for nothing"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.author.DraftDocument("", document.Paper{Files: []document.File{in.File}}); err == nil {
		t.Fatal("without a title")
	}
	in.Release()
	if _, err := r.Store.Blob(rule.DigestOf("for nothing")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the file of a refused draft: %v", err)
	}
}

func TestComparing(t *testing.T) {
	r := newRegistry(t)
	issued := issues(t, r.author, "The partners meet in [spring].\n\nThey agree.\n", "@all")
	further(t, r.author, document.Revision, issued.Symbol, "The partners meet in autumn.\n\nThey agree.\n")
	c, err := r.other.CompareVersions(t.Context(), issued.Symbol, "-", "REV 1", "")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Join(c.Lines(80), "\n")
	if !strings.Contains(lines, "[-") || !strings.Contains(lines, "{+autumn.+}") || strings.Contains(lines, "agree.+}") {
		t.Errorf("%s", lines)
	}
	picture := drawUp(t, r.author, document.Paper{}, "\x89PNG\r\n\x1a\n\x00\x00")
	if _, err := r.author.IssueDocument(t.Context(), "", document.Issue{Number: picture, As: document.Addendum, Of: issued.Symbol}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.other.CompareVersions(t.Context(), issued.Symbol, "-", "ADD 1", ""); fault.KindOf(err) != fault.Refused {
		t.Errorf("a picture: %v", err)
	}
	further(t, r.author, document.Revision, issued.Symbol, strings.Repeat("Words without end.\n\n", 220_000))
	if _, err := r.other.CompareVersions(t.Context(), issued.Symbol, "-", "REV 2", ""); fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "compare them at home") {
		t.Errorf("a text without end: %v", err)
	}
	if _, err := r.other.CompareVersions(t.Context(), issued.Symbol, "-", "REV 3", ""); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such version: %v", err)
	}
	if _, err := r.other.CompareVersions(t.Context(), issued.Symbol, "-", "REV 1", "fr"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such language: %v", err)
	}
}

package linear

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// library is a bureau in which documents are issued.
type library struct {
	*bureau
	agenda asem.Symbol // of the writer's partner, to Finland and @nesa, with a revision and a translation
}

func newLibrary(t testing.TB) *library {
	l := &library{bureau: newBureau(t)}
	l.agenda = l.issue(t, document.Paper{Series: "SOM", Title: "Draft agenda", Pillar: asem.Political, Item: "3"}, "1. Opening\n\nThe partners meet in [spring].\n",
		document.Issue{To: []roster.Address{"FI", "@nesa"}})
	l.issue(t, document.Paper{Title: "Agenda"}, "1. Opening\n\nThe partners meet in autumn, \x1b[31mperhaps.\n", document.Issue{As: document.Revision, Of: l.agenda})
	n := l.draft(t, document.Paper{Title: "Ordre du jour", Language: "fr"}, "1. Ouverture\n")
	if _, err := l.writer.TranslateDocument("", document.Translate{Number: n, Of: l.agenda}); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *library) draft(t testing.TB, p document.Paper, text string) asem.Number {
	t.Helper()
	in, err := l.writer.TakeIn(t.Context(), "", p.Language, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Release()
	p.Files = []document.File{in.File}
	posted, err := l.writer.DraftDocument("", p)
	if err != nil {
		t.Fatal(err)
	}
	return posted.Number
}

func (l *library) issue(t testing.TB, p document.Paper, text string, a document.Issue) asem.Symbol {
	t.Helper()
	a.Number = l.draft(t, p, text)
	issued, err := l.writer.IssueDocument(t.Context(), "", a)
	if err != nil {
		t.Fatal(err)
	}
	return issued.Symbol
}

func TestDocumentTranscripts(t *testing.T) {
	for _, c := range []struct {
		name  string
		as    func(*library) *secretariat.Desk
		lines []string
	}{
		{"documents", func(l *library) *secretariat.Desk { return l.contact },
			[]string{"6", "1", "?", "v", "1", "[", "v", "2", "=", "= -", "= REV 7", "L", "L en", "L de", "a", "a", "u", "i", "q", "t", "F som", "F x/y/z/a", "F", "w", "d", "bye"}},
		{"documents-writing", func(l *library) *secretariat.Desk { return l.writer },
			[]string{":documents", "w", "fm?", "fmm", "politics", "political", "nothing", "", "Officials", "4 (a)", "", "A statement", "We [agree].", ".", "", "d", "1", "", "e", "", "som",
				"i", "", "@asean", "y", "n", "i", "", "nowhere", "@asean", "y", "y", ":som/2026/2", "i", "fi", "", "bye"}},
		{"documents-revising", func(l *library) *secretariat.Desk { return l.writer },
			[]string{":papers", "w", "", "", "", "", "", "", "Agenda again", "Once more.", ".", "", ":papers", "1", "i", "r", "som/2026/9", "i", "r", "som/2026/1", "", "y", ":som/2026/1", "bye"}},
		{"documents-dropping", func(l *library) *secretariat.Desk { return l.writer },
			[]string{":papers", "w", "", "", "", "", "", "", "To be dropped", "Text.", ".", "", "s", "1", "D", "n", "D", "y", "bye"}},
		{"documents-observing", func(l *library) *secretariat.Desk { return l.observer }, []string{":documents", "1", "a", "i", "q", "w", ":SOM/2026/1", ":papers", "bye"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := newLibrary(t)
			check(t, c.name, talk(t, c.as(l), keyed(c.lines...)))
		})
	}
}

// Whom a document does not reach is told of nothing, whatever they type.
func TestDocumentsOfOthersAreNotHeard(t *testing.T) {
	l := newLibrary(t)
	said := talk(t, l.observer, keyed(":"+string(l.agenda), ":"+string(l.agenda)+" REV 1", ":#9", ":#10", ":#11", "n", ":documents", "F som", "bye"))
	if strings.Contains(said, "genda") && !strings.Contains(said, ":ASEM") || strings.Contains(said, "partners meet") || strings.Count(said, "There is no document ASEM/SOM/2026/1.") != 2 {
		t.Errorf("told:\n%s", said)
	}
}

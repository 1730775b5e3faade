package boltstore

import (
	"fmt"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// shelve puts into the store the files that the drafts of the history name. They are
// held for good: what a discarded draft named another one will name again.
func (c *chronicler) shelve(t testing.TB, s *Store) {
	t.Helper()
	if c.papers != nil {
		return
	}
	for i := range 4 {
		digest, n, _, err := s.HoldBlob(strings.NewReader(fmt.Sprintf("Paper %d of [some] length. ", i)), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		c.papers = append(c.papers, document.File{Name: fmt.Sprintf("paper-%d.txt", i), Type: "text/plain", Bytes: n, Digest: digest})
	}
}

// documents draws something up, or goes on with a draft or a document that is there.
func (c *chronicler) documents(s secretariat.State) (asem.Login, rule.Action) {
	by := logins[c.random.IntN(len(logins))]
	drafts := s.DocumentDrafts(by)
	if len(drafts) == 0 || c.random.IntN(6) == 0 {
		paper := document.Paper{Series: c.series(), Title: c.words("Paper"), Language: c.language(), Files: c.attached(1 + c.random.IntN(2))}
		if c.random.IntN(2) == 0 {
			paper.Pillar, paper.Clusters, paper.Item = asem.Economic, []asem.ClusterID{"health-and-money"}, "3 (b)"
		}
		return by, document.Write{Paper: paper}
	}
	n := drafts[c.random.IntN(len(drafts))].Number
	switch c.random.IntN(9) {
	case 0:
		title := c.words("Better title")
		return by, document.Rewrite{Number: n, Change: document.Change{Title: &title}, Attach: c.attached(1)}
	case 1:
		return by, document.Discard{Number: n}
	case 2, 3:
		return by, document.Issue{Number: n, To: c.addresses()}
	case 4, 5:
		return by, document.Issue{Number: n, As: document.Kinds()[c.random.IntN(3)], Of: c.symbol(s), To: c.addresses()[:1],
			Count: document.Count{Of: c.papers[0].Digest, Read: true, Brackets: 1}}
	case 6:
		return by, document.Translate{Number: n, Of: c.symbol(s)}
	case 7:
		return "moderator.one", document.Circulate{Of: c.symbol(s), To: c.addresses()}
	}
	return logins[c.random.IntN(2)], document.Receive{Of: c.symbol(s)}
}

func (c *chronicler) series() asem.Series {
	return []asem.Series{"ASEM/SOM", "ASEM/SOMTI", "ASEM/SOM/EXP", ""}[c.random.IntN(4)]
}

func (c *chronicler) language() document.Language {
	return []document.Language{"en", "fr", "zh-Hant"}[c.random.IntN(3)]
}

func (c *chronicler) attached(n int) []document.File {
	from := c.random.IntN(len(c.papers) - n + 1)
	return c.papers[from : from+n]
}

// symbol is one of a document that may be there.
func (c *chronicler) symbol(s secretariat.State) asem.Symbol {
	all := s.Series()
	if len(all) == 0 {
		return "ASEM/SOM/2026/1"
	}
	numbers, _ := s.DocumentsIn(all[c.random.IntN(len(all))], 0, secretariat.Range{Limit: 10})
	doc, _ := s.Document(numbers[c.random.IntN(len(numbers))])
	return doc.Symbol
}

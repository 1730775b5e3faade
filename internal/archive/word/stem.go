package word

import (
	"unicode"

	"github.com/abadojack/whatlanggo"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
)

// A Language is one whose words are stemmed, by its code; empty for none.
type Language string

// A language's stemmer, its script, and what it is called by the detector.
type stemmer struct {
	language Language
	script   *unicode.RangeTable
	known    whatlanggo.Lang
	stem     func(*snowballstem.Env) bool
}

// Turkish is left out: the lower case of its I is not that of the others.
var stemmers = []stemmer{
	{"ar", unicode.Arabic, whatlanggo.Arb, arabic.Stem},
	{"da", unicode.Latin, whatlanggo.Dan, danish.Stem},
	{"de", unicode.Latin, whatlanggo.Deu, german.Stem},
	{"en", unicode.Latin, whatlanggo.Eng, english.Stem},
	{"es", unicode.Latin, whatlanggo.Spa, spanish.Stem},
	{"fi", unicode.Latin, whatlanggo.Fin, finnish.Stem},
	{"fr", unicode.Latin, whatlanggo.Fra, french.Stem},
	{"hu", unicode.Latin, whatlanggo.Hun, hungarian.Stem},
	{"it", unicode.Latin, whatlanggo.Ita, italian.Stem},
	{"nb", unicode.Latin, whatlanggo.Nob, norwegian.Stem},
	{"nl", unicode.Latin, whatlanggo.Nld, dutch.Stem},
	{"pt", unicode.Latin, whatlanggo.Por, portuguese.Stem},
	{"ro", unicode.Latin, whatlanggo.Ron, romanian.Stem},
	{"ru", unicode.Cyrillic, whatlanggo.Rus, russian.Stem},
	{"sv", unicode.Latin, whatlanggo.Swe, swedish.Stem},
	{"ta", unicode.Tamil, whatlanggo.Tam, tamil.Stem},
}

var byLanguage = map[Language]stemmer{}

func init() {
	for _, s := range stemmers {
		byLanguage[s.language] = s
	}
}

// Stem is the folded stem of a word in a language. It is empty where the word is in
// another script, is its own stem, or has none.
func (w Word) Stem(l Language) string {
	s, ok := byLanguage[l]
	if !ok || w.plain == "" || len(w.plain) > MaxWord || !inScript(w.plain, s.script) {
		return ""
	}
	env := snowballstem.NewEnv(w.plain)
	s.stem(env)
	if stem := fold(env.Current()); stem != w.Text {
		return stem
	}
	return ""
}

// Bare is the stem of a word that may be its own stem.
func (w Word) Bare(l Language) string {
	if stem := w.Stem(l); stem != "" {
		return stem
	}
	if s, ok := byLanguage[l]; ok && w.plain != "" && inScript(w.plain, s.script) {
		return w.Text
	}
	return ""
}

// Languages are those in whose script the word is written.
func (w Word) Languages() (list []Language) {
	for _, s := range stemmers {
		if w.plain != "" && inScript(w.plain, s.script) {
			list = append(list, s.language)
		}
	}
	return list
}

// inScript says whether a word begins with a letter of the script.
func inScript(plain string, script *unicode.RangeTable) bool {
	for _, r := range plain {
		if unicode.IsLetter(r) {
			return unicode.Is(script, r)
		}
	}
	return false
}

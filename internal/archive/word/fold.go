package word

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// without are the scripts that put no space between words, or hang endings on them.
var without = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// paired says whether a character belongs to a script that is indexed by pairs.
func paired(r rune) bool {
	switch {
	case r < 0x0e00: // the first of them is Thai
		return false
	case r == 'ー' || r == 'ｰ' || r == '々' || r == '〆': // common to several scripts, used by one
		return true
	}
	return unicode.In(r, without...)
}

// accented are the scripts whose marks are accents, which a reader may leave out.
var accented = []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Arabic, unicode.Hebrew}

// letters are those that no decomposition brings to the letter that people type for
// them, and those of Arabic script that look alike and are typed for one another.
var letters = strings.NewReplacer(
	"ł", "l", "ø", "o", "đ", "d", "ð", "d", "þ", "th", "æ", "ae", "œ", "oe", "ı", "i", "ħ", "h", "ŧ", "t", "ŋ", "n", "ƒ", "f", "ɓ", "b", "ɗ", "d",
	"ى", "ي", "ة", "ه", "ـ", "", "ک", "ك", "ی", "ي", "ە", "ه", "ٱ", "ا",
)

// lower brings a word to NFKC and folds its case. ASCII, which most of it is, goes fast.
func lower(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fold takes marks off the letters of a word in lower case where they are accents.
func fold(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	strip := false // whether the last letter's marks are accents
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			if !strip {
				b.WriteRune(r)
			}
		case unicode.IsDigit(r):
			b.WriteRune(digit(r))
		case r == '\u00ad' || r == '\u200d' || r == '\u200c': // soft hyphen, joiners
		default:
			strip = unicode.In(r, accented...)
			b.WriteRune(r)
		}
	}
	return letters.Replace(norm.NFC.String(b.String()))
}

// digit is the ASCII digit of the same worth. Unicode has the digits of a script in a
// row, from zero to nine.
func digit(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	zero := r
	for range 9 {
		if !unicode.IsDigit(zero - 1) {
			break
		}
		zero--
	}
	return '0' + (r-zero)%10
}

package document

import (
	"strings"

	"asem.internal/avs/internal/fault"
)

// Language is a tag of a language: en, zh-Hant, pt-BR.
// Source: RFC 5646 (BCP 47), 2.1 and 2.1.1.
type Language string

const maxLanguage = 35 // the longest tag that RFC 5646, 4.4.1, asks to have room for

// ParseLanguage reads a tag in any case and gives it in the case in which tags are
// written. It checks the form and not the registry: which languages there are changes,
// and a rule may not change with it. Empty is the usual language.
func ParseLanguage(s string) (Language, error) {
	tag := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "_", "-")
	if tag == "" {
		return Usual, nil
	}
	parts := strings.Split(tag, "-")
	if len(tag) > maxLanguage || !isSubtag(parts[0], 2, 3) || strings.ContainsAny(parts[0], "0123456789") {
		return "", notLanguage(s)
	}
	for i, p := range parts[1:] {
		if !isSubtag(p, 2, 8) {
			return "", notLanguage(s)
		}
		switch letters := !strings.ContainsAny(p, "0123456789"); {
		case len(p) == 2 && letters:
			parts[i+1] = strings.ToUpper(p) // a region
		case len(p) == 4 && letters:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:] // a script
		}
	}
	return Language(strings.Join(parts, "-")), nil
}

func notLanguage(s string) error {
	return fault.New(fault.Usage, "%q is not the tag of a language.", cut(s)).Then("Write it like en, fr, zh-Hant or pt-BR.")
}

func isSubtag(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

package importer

import (
	"fmt"
	"strings"
	"unicode"
)

// looseParams reads "name=value; name=value" as mailers write it: without
// quotes where they are due, with stray semicolons, with names twice (the first
// counts), and in the pieces and charsets of RFC 2231.
func looseParams(s string) map[string]string {
	raw := make(map[string]string)
	for s != "" {
		var name, value string
		name, s, _ = strings.Cut(s, "=")
		name = strings.ToLower(strings.TrimSpace(name[strings.LastIndexByte(name, ';')+1:]))
		value, s = looseValue(strings.TrimLeft(s, " \t"))
		if _, twice := raw[name]; !twice && name != "" {
			raw[name] = value
		}
	}
	params := make(map[string]string, len(raw))
	pieced := make(map[string]bool)
	for name, value := range raw {
		if base, _, found := strings.Cut(name, "*"); found {
			pieced[base] = true
		} else {
			params[name] = decodeWords(value)
		}
	}
	for base := range pieced { // they say more than the plain form beside them
		params[base] = extendedValue(raw, base)
	}
	return params
}

// looseValue takes one value, quoted or up to the next semicolon.
func looseValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		value, rest, _ = strings.Cut(s, ";")
		return strings.TrimSpace(value), rest
	}
	var out strings.Builder
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s):
			i++
			out.WriteByte(s[i])
		case c == '"':
			_, rest, _ = strings.Cut(s[i+1:], ";")
			return out.String(), rest
		default:
			out.WriteByte(c)
		}
	}
	return out.String(), ""
}

// extendedValue joins and decodes the pieces of a parameter.
// Source: RFC 2231, sections 3 and 4.
func extendedValue(raw map[string]string, base string) string {
	charset := ""
	var joined []byte
	take := func(value string, encoded, first bool) {
		if encoded && first {
			if pieces := strings.SplitN(value, "'", 3); len(pieces) == 3 {
				charset, value = pieces[0], pieces[2]
			}
		}
		if encoded {
			value = strings.ReplaceAll(value, "=", "=3D")
			joined = appendUnquoted(joined, []byte(strings.ReplaceAll(value, "%", "=")))
			return
		}
		joined = append(joined, value...)
	}
	if v, found := raw[base+"*"]; found {
		take(v, true, true)
	}
	for i := 0; len(joined) < maxHeader; i++ {
		if v, found := raw[fmt.Sprintf("%s*%d", base, i)]; found {
			take(v, false, i == 0)
		} else if v, found := raw[fmt.Sprintf("%s*%d*", base, i)]; found {
			take(v, true, i == 0)
		} else {
			break
		}
	}
	text, _ := decode(charset, joined)
	return text
}

const maxFileName = 200

// fileName makes a bare name of what a message calls a file, and one after its
// media type where that is nothing.
func fileName(name, kind string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, name)
	name = strings.Trim(oneLine(name, maxFileName), ". ")
	if name != "" {
		return name
	}
	if name, found := usualNames[kind]; found {
		return name
	}
	_, sub, _ := strings.Cut(kind, "/")
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		return "parts.txt"
	case strings.HasPrefix(kind, "text/"):
		return "attachment.txt"
	case strings.HasPrefix(kind, "image/") && len(sub) < 6 && !strings.ContainsAny(sub, "./+-"):
		return "image." + sub
	}
	return "attachment.bin"
}

var usualNames = map[string]string{
	"message/rfc822":              "message.eml",
	"message/delivery-status":     "delivery-status.txt",
	"text/rfc822-headers":         "headers.txt",
	"text/calendar":               "invitation.ics",
	"text/vcard":                  "card.vcf",
	"text/html":                   "page.html",
	"application/pdf":             "document.pdf",
	"application/pgp-signature":   "signature.asc",
	"application/pgp-encrypted":   "version.txt",
	"application/pgp-keys":        "key.asc",
	"application/pkcs7-signature": "smime.p7s",
	"application/pkcs7-mime":      "smime.p7m",
}

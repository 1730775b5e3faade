package boltstore

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// Text is checked against the digest that the record of what it belongs to has from
// the journal.
func (t *tx) Text(n asem.Number, version int) (string, error) {
	data := t.bucket(bTexts).Get(textKey(n, version))
	digests := t.digests(n)
	if data == nil || version < 1 || version > len(digests) {
		return "", secretariat.ErrNoText
	}
	text := string(data)
	if rule.DigestOf(text) != digests[version-1] {
		return "", secretariat.ErrTextChanged
	}
	return text, nil
}

// digests are those of the texts of whatever has this number, by version.
func (t *tx) digests(n asem.Number) (list []rule.Digest) {
	if p, ok := t.Post(n); ok {
		for _, v := range p.Versions {
			list = append(list, v.Digest)
		}
		return list
	}
	if notice, ok := t.Notice(n); ok {
		for _, v := range notice.Versions {
			list = append(list, v.Digest)
		}
	}
	if p, ok := t.Procedure(n); ok {
		for _, e := range p.Entries {
			list = append(list, e.Digest)
		}
	}
	if i, ok := t.Initiative(n); ok {
		for _, w := range i.Writings {
			list = append(list, w.Digest)
		}
	}
	if m, ok := t.Meeting(n); ok {
		list = m.Texts
	}
	if p, ok := t.Programme(n); ok {
		list = p.Digests
	}
	if c, ok := t.Contingency(n); ok {
		for _, s := range c.Log {
			list = append(list, s.Digest)
		}
	}
	if letter, ok := t.Letter(n); ok {
		list = append(list, letter.Digest)
	}
	return list
}

// takeNumber says that this number was given away; it fails where it was not the next.
func (t *tx) takeNumber(n asem.Number) bool {
	if n != t.NextNumber() {
		return false
	}
	put(t, bMeta, keyNext, n+1)
	return true
}

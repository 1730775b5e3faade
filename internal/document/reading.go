package document

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
)

// Reads is what a delegate reads of a document; ok is false if it does not reach them. Who was
// reached in an office that they have handed over since reads it as it was at the end of
// their term, and nothing later.
func Reads(s State, doc Document, d roster.Delegate) (read Document, ok bool) {
	if roster.ReachesAny(s, doc.Readers(), d) {
		return doc, true
	}
	until := roster.ReadUntil(d, doc.ToldAt)
	return doc.AsOf(until), !until.IsZero()
}

// Known is the document of a symbol as a delegate reads it. It fails with fault.NotFound for
// one that does not reach them, which is not told from one that never was.
func Known(s State, symbol asem.Symbol, d roster.Delegate) (Document, error) {
	doc, ok := s.DocumentUnder(symbol)
	if ok {
		doc, ok = Reads(s, doc, d)
	}
	if !ok {
		return Document{}, NoDocument(symbol)
	}
	return doc, nil
}

// GoesToAll says whether the document was circulated to each of the addresses, or to everybody.
func (d Document) GoesToAll(to []roster.Address) bool {
	mine := d.To()
	return slices.Contains(mine, roster.Everybody) || !slices.ContainsFunc(to, func(a roster.Address) bool { return !slices.Contains(mine, a) })
}

// ToldAt says whether there was something new of the document at an address in a term: it
// came there then, or a version of it was issued while it lay there.
func (d Document) ToldAt(a roster.Address, t roster.Tenure) bool {
	since := d.Versions[0].At
	if i := slices.IndexFunc(d.Circulated, func(c Circulation) bool { return c.To == a }); i >= 0 {
		since = d.Circulated[i].At
	} else if !slices.Contains(d.Readers(), a) {
		return false
	}
	return t.During(since) || slices.ContainsFunc(d.Versions, func(v Version) bool { return !v.At.Before(since) && t.During(v.At) })
}

// AsOf is what it was at a time: versions and translations issued until then, and to whom
// it had gone.
func (d Document) AsOf(at time.Time) Document {
	versions := d.Versions
	d.Versions = nil
	for _, v := range versions {
		if v.At.Before(at) {
			d.Versions = append(d.Versions, v.asOf(at))
		}
	}
	d.Circulated = slices.DeleteFunc(slices.Clone(d.Circulated), func(c Circulation) bool { return !c.At.Before(at) })
	d.Receipts = slices.DeleteFunc(slices.Clone(d.Receipts), func(r Receipt) bool { return !r.At.Before(at) })
	return d
}

// asOf leaves out translations that came later, with their files.
func (v Version) asOf(at time.Time) Version {
	later := func(l Language) bool {
		return slices.ContainsFunc(v.Translations, func(t Translation) bool { return t.Language == l && !t.At.Before(at) })
	}
	files := slices.DeleteFunc(slices.Clone(v.Files), func(f File) bool { return later(f.Language) })
	v.Translations = slices.DeleteFunc(slices.Clone(v.Translations), func(t Translation) bool { return later(t.Language) })
	v.Files = files
	return v
}

package boltstore

import (
	"bytes"
	"encoding/binary"
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) DocumentDraft(n asem.Number) (document.Draft, bool) {
	return get[document.Draft](t, bPapers, number(n))
}

func (t *tx) DocumentDrafts(login asem.Login) []document.Draft {
	var list []document.Draft
	t.each(bPapersOf, prefix(login), func(k []byte) {
		if d, ok := t.DocumentDraft(readNumber(k[len(k)-8:])); ok {
			list = append(list, d)
		}
	})
	return list
}

func paperKey(login asem.Login, n asem.Number) []byte { return append(prefix(login), number(n)...) }

func (t *tx) Document(n asem.Number) (document.Document, bool) {
	return get[document.Document](t, bDocuments, number(n))
}

func (t *tx) DocumentUnder(s asem.Symbol) (document.Document, bool) {
	v := t.bucket(bSymbols).Get([]byte(s))
	if v == nil {
		return document.Document{}, false
	}
	return t.Document(readNumber(v))
}

func (t *tx) DocumentOf(n asem.Number) (asem.Number, bool) {
	v := t.bucket(bIssues).Get(number(n))
	if v == nil {
		return 0, false
	}
	return readNumber(v), true
}

// placeInSeries is where a document stands in its series: the newest symbol first.
func placeInSeries(s asem.Symbol, n asem.Number) []byte {
	series, year, serial, _ := s.Parts() // every symbol on file was checked when it was folded
	key := binary.BigEndian.AppendUint32(inYear(series, year), ^uint32(serial))
	return append(key, number(n)...)
}

func inYear(series asem.Series, year int) []byte {
	return binary.BigEndian.AppendUint16(prefix(series), ^uint16(year))
}

func (t *tx) DocumentsIn(series asem.Series, year int, r secretariat.Range) ([]asem.Number, bool) {
	under := prefix(series)
	if year != 0 {
		under = inYear(series, year)
	}
	var from []byte
	if doc, ok := t.Document(r.From); ok {
		from = placeInSeries(doc.Symbol, doc.Number)
	}
	keys, more := t.page(bSeries, under, from, r)
	numbers := make([]asem.Number, len(keys))
	for i, k := range keys {
		numbers[i] = readNumber(k[len(k)-8:])
	}
	return numbers, more
}

func (t *tx) LastSerial(series asem.Series, year int) int {
	under := inYear(series, year)
	k, _ := t.bucket(bSeries).Cursor().Seek(under)
	if !bytes.HasPrefix(k, under) {
		return 0
	}
	return int(^binary.BigEndian.Uint32(k[len(under):]))
}

func (t *tx) Begun(series asem.Series) bool {
	under := prefix(series)
	k, _ := t.bucket(bSeries).Cursor().Seek(under)
	return bytes.HasPrefix(k, under)
}

// Series jumps from one series to the next.
func (t *tx) Series() []asem.Series {
	var list []asem.Series
	c := t.bucket(bSeries).Cursor()
	for k, _ := c.First(); k != nil; {
		name, _, _ := bytes.Cut(k, []byte{0})
		list = append(list, asem.Series(name))
		k, _ = c.Seek(append(slices.Clone(name), 1))
	}
	return list
}

func (t *tx) HasCluster(id asem.ClusterID) bool {
	return slices.ContainsFunc(t.Clusters(), func(c forum.Cluster) bool { return c.ID == id })
}

package boltstore

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) foldDrafted(e journal.Entry, f document.Drafted) {
	if !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	t.nameFiles(f.Number, f.Paper.Files)
	t.putBytes(bPapersOf, paperKey(f.Author.Login, f.Number), []byte{})
	put(t, bPapers, number(f.Number), document.Draft{Number: f.Number, Author: f.Author, At: e.At, Changed: e.At, Paper: f.Paper})
}

// foldPaper is a draft that must be there.
func (t *tx) foldPaper(e journal.Entry, f rule.Fact, n asem.Number) (document.Draft, bool) {
	d, ok := t.DocumentDraft(n)
	if !ok {
		t.misfit(e, f)
	}
	return d, ok
}

func (t *tx) foldRedrafted(e journal.Entry, f document.Redrafted) {
	d, ok := t.foldPaper(e, f, f.Number)
	if !ok {
		return
	}
	before := d.Paper.Files
	d.Paper, d.Changed, d.Taken = f.Paper, e.At, d.Taken || e.Actor != d.Author.Login
	t.nameFiles(d.Number, d.Paper.Files)
	t.unnameFiles(d.Number, slices.DeleteFunc(slices.Clone(before), func(old document.File) bool {
		return slices.ContainsFunc(d.Paper.Files, func(f document.File) bool { return f.Digest == old.Digest })
	}))
	put(t, bPapers, number(d.Number), d)
}

func (t *tx) foldDiscarded(e journal.Entry, f document.Discarded) {
	d, ok := t.foldPaper(e, f, f.Number)
	if !ok {
		return
	}
	t.removePaper(d)
	t.unnameFiles(d.Number, d.Paper.Files)
}

func (t *tx) removePaper(d document.Draft) {
	t.remove(bPapers, number(d.Number))
	t.remove(bPapersOf, paperKey(d.Author.Login, d.Number))
}

// nameFiles remembers which files something of this number names.
func (t *tx) nameFiles(n asem.Number, files []document.File) {
	for _, f := range files {
		t.putBytes(bFiles, fileKey(f.Digest, n), []byte{})
	}
}

// unnameFiles forgets it again, and drops the bodies that nothing else names.
func (t *tx) unnameFiles(n asem.Number, files []document.File) {
	for _, f := range files {
		t.remove(bFiles, fileKey(f.Digest, n))
	}
	for _, f := range files {
		if !t.named(f.Digest) {
			t.dropped = append(t.dropped, f.Digest)
		}
	}
}

// issued takes a draft away that was issued under its number. What was issued before
// this system was no draft, and shares the number of a post or takes one of its own.
func (t *tx) issued(n, document asem.Number, archived bool) bool {
	d, ok := t.DocumentDraft(n)
	_, posted := t.Post(n)
	switch {
	case ok:
		t.removePaper(d)
	case !archived, !posted && !t.takeNumber(n):
		return false
	}
	t.putBytes(bIssues, number(n), number(document))
	return true
}

func (t *tx) foldIssued(e journal.Entry, f document.Issued) {
	series, year, serial, ok := f.Symbol.Parts()
	if !ok || !t.issued(f.Number, f.Document, f.Archived) {
		t.misfit(e, f)
		return
	}
	doc, there := t.Document(f.Document)
	if f.Document == f.Number {
		if there || serial != t.LastSerial(series, year)+1 {
			t.misfit(e, f)
			return
		}
		doc = document.Document{Symbol: f.Symbol, Number: f.Number, Series: series, By: f.Paper.By, Archived: f.Archived}
		t.putBytes(bSymbols, []byte(f.Symbol), number(f.Number))
		t.putBytes(bSeries, placeInSeries(f.Symbol, f.Number), []byte{})
	} else if !there || doc.Symbol != f.Symbol {
		t.misfit(e, f)
		return
	}
	t.nameFiles(f.Number, f.Paper.Files)
	doc.Versions = append(doc.Versions, document.Version{
		Label: f.Version, Number: f.Number, At: millis(f.At), Issued: f.Author, Title: f.Paper.Title, Language: f.Paper.Language,
		Pillar: f.Paper.Pillar, Clusters: f.Paper.Clusters, Meeting: f.Paper.Meeting, Item: f.Paper.Item, Files: f.Paper.Files, Read: f.Read, Brackets: f.Brackets,
	})
	doc.Circulated = append(doc.Circulated, circulations(e, f.To)...)
	put(t, bDocuments, number(doc.Number), doc)
	t.deliverDocument(e, doc, doc.Readers())
	if f.Archived {
		t.settleDocument(doc)
	}
}

func circulations(e journal.Entry, to []roster.Address) (list []document.Circulation) {
	for _, a := range to {
		list = append(list, document.Circulation{To: a, At: e.At, By: e.Actor})
	}
	return list
}

func documentBox(to roster.Address) asem.Shelf { return secretariat.Box(secretariat.KindDocument, to) }

// deliverDocument makes a document new at addresses.
func (t *tx) deliverDocument(e journal.Entry, doc document.Document, to []roster.Address) {
	for _, a := range to {
		t.deliver(documentBox(a), doc.Number, e.At)
	}
}

// settleDocument makes a document nobody's news.
func (t *tx) settleDocument(doc document.Document) {
	for _, a := range doc.Readers() {
		box := documentBox(a)
		if ordinal, ok := t.OrdinalIn(box, doc.Number); ok {
			settled := t.Settled(box)
			settled.Add(ordinal)
			t.putSet(bSettled, []byte(box), settled)
		}
	}
}

// foldDocument is a document that must be there.
func (t *tx) foldDocument(e journal.Entry, f rule.Fact, n asem.Number) (document.Document, bool) {
	doc, ok := t.Document(n)
	if !ok {
		t.misfit(e, f)
	}
	return doc, ok
}

// foldTranslated adds a language to a version. That is no new version, and nobody's news.
func (t *tx) foldTranslated(e journal.Entry, f document.Translated) {
	doc, ok := t.foldDocument(e, f, f.Document)
	if !ok {
		return
	}
	i := slices.IndexFunc(doc.Versions, func(v document.Version) bool { return v.Label == f.Version })
	if i < 0 || !t.issued(f.Number, f.Document, false) {
		t.misfit(e, f)
		return
	}
	t.nameFiles(f.Number, f.Files)
	v := &doc.Versions[i]
	v.Files = append(v.Files, f.Files...)
	v.Translations = append(v.Translations, document.Translation{Language: f.Language, Title: f.Title, Number: f.Number, At: e.At, Issued: f.Author})
	put(t, bDocuments, number(doc.Number), doc)
}

// foldCirculated makes the document new at the further addresses, and disturbs nobody else.
func (t *tx) foldCirculated(e journal.Entry, f document.Circulated) {
	doc, ok := t.foldDocument(e, f, f.Document)
	if !ok {
		return
	}
	doc.Circulated = append(doc.Circulated, circulations(e, f.To)...)
	put(t, bDocuments, number(doc.Number), doc)
	t.deliverDocument(e, doc, f.To)
}

func (t *tx) foldReceived(e journal.Entry, f document.Received) {
	doc, ok := t.foldDocument(e, f, f.Document)
	if !ok {
		return
	}
	doc.Receipts = slices.DeleteFunc(doc.Receipts, func(r document.Receipt) bool { return r.Partner == f.Partner })
	doc.Receipts = append(doc.Receipts, document.Receipt{Partner: f.Partner, Versions: f.Versions, By: f.By, At: e.At})
	put(t, bDocuments, number(doc.Number), doc)
}

// Package document is the posting of documents, and the rules of it.
//
// A draft belongs to whoever drew it up and is seen by nobody else. Issued, it becomes
// a version of a document. The first issue, written "-", gives the document its
// symbol: the series, the year of issue, and the next serial number of both, without
// gaps and never used again. REV n replaces what stood before it; ADD n and COR n add
// to it. A version never changes; a translation is a further language of the same version.
//
// A document is circulated to addresses, which only grow in number, and every version
// goes to all of them. A contact point acknowledges receipt for its partner, and that
// alone is shown. A document is submitted by one or more partners; their delegates and
// the coordinators read it wherever it is circulated, issue its next versions, and
// circulate it further. To everybody else it is as if it never was.
//
// Who may what:
//
//   - who writes draws up drafts, in the name of their own partner; a coordinator may
//     name other partners as those who submit it;
//   - a series begins with the first document that a coordinator issues in it; those of
//     asem.AllFoundingSeries are there from the first day. A symbol is for ever, and so
//     would be a series mistyped;
//   - the secretariat operates and has no voice: it draws up and issues nothing.
//
// The rules are pure (see package rule) and see no file, only its name, size and
// digest. What the office counted in a file, its square brackets, comes with the
// action, under the digest of the file in which it was counted.
//
// Source: Helsinki Declaration 2006, Annex II ("document and notification posting";
// "the circulation of updated versions"; "archival functions"). The kinds of versions
// are those of United Nations documents: Rev., Add., Corr.
package document

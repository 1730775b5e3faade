// Package contingency is the Contingency Dialogue Mechanism, and the rules of it.
//
// A coordinator or a contact point declares an event. The named circle is told at once by a
// flash notice, which each partner acknowledges, and talks in a log of its own that nobody
// else reads but the coordinators: who said what at which time. It ends with a report, which
// is issued as a document to the circle and so stays in the archive.
//
// The rules are pure (see package rule).
//
// Source: Helsinki Declaration 2006, Annex, I.2 (ASEM Contingency Dialogue Mechanism for
// Emergent Economic and Financial Events, part of the Tianjin Initiative).
package contingency

// Package secretariat is the office at which every delegate sits.
//
// A Desk is one delegate's seat: every question and every act goes through
// it, asks roster.Can once, then the rule of the room concerned. A Desk is only
// had for a login that the door has proved, so that no face can forget who is
// asking, and no two faces can differ in what they allow.
//
// The Office owns time, limits and live updates, and the clerk: the one goroutine
// that writes. Commands take their place in the sequencer's order; the clerk takes
// all that wait, decides and folds each in turn inside one transaction of the store,
// and answers after the commit. What is private and of the moment (drafts, read
// marks, preferences) is written by the same clerk in the same transactions, beside
// the journal and not in it.
//
// What the office needs of the keeping is declared in store.go.
package secretariat

// Package mail is private mail, and the rules of it.
//
// A letter goes from one delegate to addresses: persons, partners, missions, groups
// and offices. Sender, addresses, text and files are fixed when it is sent; a letter
// never changes, and nobody takes one back. Whom an address reaches is asked at each
// reading, so that a letter to an office or a mission is read by whoever holds it, by
// who takes it over too and no more by who left it. One to a person is read by that
// person alone. The sender reads what they sent. Nobody else does: no role opens a
// letter, neither coordinators nor moderators nor the secretariat.
//
// Whatever is asked about a letter by somebody whom it does not reach is answered as
// if its number had never been given away.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer is the fact of facts.go.
//
// Source: Helsinki Declaration 2006, Annex II: the AVS "combines mailing, document and
// notification posting".
package mail

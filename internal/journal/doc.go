// Package journal is the institutional memory: the ordered, sealed record of
// every change.
//
// The journal keeps facts, not commands. An Entry holds the facts that one
// command led to, with the number of the entry, its effective time, who acted
// and the id of the command. Entries are numbered from 1 without gaps; the time
// of an entry is never before that of the one before it.
//
// # Bytes
//
// An entry is one deterministic CBOR map (RFC 8949, section 4.2) with text keys:
//
//	number   unsigned, from 1
//	at       text, RFC 3339 in UTC, whole milliseconds
//	actor    text, login; absent for the server itself
//	command  text, the id under which the command was done once
//	rule     unsigned, the version of the rules that decided
//	facts    array of {kind: text, is: map}
//
// A fact's kind and fields are those of its Go type in the room that states it;
// times in it are as above, digests are byte strings of 32 bytes. Fields are
// added and never renamed. A golden file per version holds the journal to this.
//
// # Lines
//
// An export has entries as lines of JSON: entry, at, actor, facts with the same fields,
// and texts (number, version, text). Digests are in hexadecimal there.
//
// # Seal
//
// Entry n is leaf n-1 of a Merkle tree (RFC 6962 hashing, golang.org/x/mod/sumdb/tlog).
// A Checkpoint says the size and the root of the tree and is signed as a note
// (golang.org/x/mod/sumdb/note). Whoever kept an old checkpoint can have it
// proved that nothing before it was rewritten. Texts and files stand in the
// journal by their SHA-256 only, so that one can be redacted and the record
// still verifies.
//
// # Order
//
// The order of commands comes from a Sequencer. Queue is the one of a single
// server; sequencertest holds any other to the same conduct.
package journal

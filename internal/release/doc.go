// Package release is what the coordinators have released to the public, and the rules
// of it.
//
// Nothing is public unless a coordinator released it: a post in one version, a notice
// that is addressed to all, or a version of a document that was circulated to all. What
// is edited later is not released by that. What was released can be withdrawn: from then
// on the public archive says that it was there, and not what it said. Letters and drafts
// are never released, and what is hidden or redacted is not either.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer are the facts of facts.go.
//
// Source: Helsinki Declaration 2006, Annex II: the visibility of ASEM, and the
// dissemination of its results.
package release

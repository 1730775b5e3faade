// Package notice is the posting of notifications, and the rules of it.
//
// A notice is posted by a coordinator or a moderator. It has a level, is addressed to
// all, a region, a group, partners, missions or boards, may be pinned, may expire, and
// may ask each partner that it reaches to acknowledge it; a flash notice always does.
// A contact point acknowledges for its partner, and that alone is shown: who opened a
// notice is nobody's business. A correction makes a new version, which asks again; the
// former one stays readable.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer are the facts of facts.go.
//
// Source: Helsinki Declaration 2006, Annex II ("document and notification posting";
// "Contingency Dialogue Mechanism for Emergent Economic and Financial Events", for
// flash notices; "Contact Points").
package notice

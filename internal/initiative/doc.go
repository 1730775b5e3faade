// Package initiative is the collection of initiatives and dialogue facilities, and the
// rules of it.
//
// An initiative has one or more lead partners and co-sponsors, who write its aims, set its
// milestones and report on it: leadership is issue-based. It is proposed by whoever leads
// it, endorsed by the coordinators, under way, concluded with a result, or lapsed; each
// step stands in its history.
//
//   - Delegates of the lead partners edit it; those of co-sponsors report on it too, and
//     do the milestones for which their partner answers.
//   - A partner joins as co-sponsor, and leaves, by its contact point. The milestones to come
//     for which it answered pass to the first lead.
//   - The proposal opens a topic for its discussion where a board is named, and a result
//     goes onto that topic, or onto a board of its clusters where it has none: so it is read,
//     answered, found and released like all others.
//   - What was written before it was carried out and after are both kept: the texts, and the
//     documents that go with it, each as what it is to it.
//   - A dialogue facility, sectoral or thematic, is an initiative that stands: its reports
//     fall due every so many months. Once it is endorsed it has a board of its own, onto which
//     its discussion moves and its reports and results go.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer are the facts of facts.go.
//
// Source: Helsinki Declaration 2006, Annex, I.2: issue-based leadership, co-sponsoring
// countries, Sectoral and Thematic Dialogue Facilities, systematic monitoring.
package initiative

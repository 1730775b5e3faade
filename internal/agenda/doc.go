// Package agenda is the calendar of meetings, their agendas, and the work programmes of two
// years, with the rules of them.
//
// A meeting has a kind, a host, a place and days; partners register their delegations by
// their contact points; agenda items stand in order, each with its documents and, if it is
// timed, with its hour in the zone of the place. The agenda is circulated as a document,
// version after version, so that it is compared, received and released like all others. The
// chair's summary is the last that is written.
//
// A work programme names two years and its priority clusters. Which initiatives and which
// meetings carry it is drawn from their own records and never typed twice.
//
//   - Coordinators call meetings, and so do contact points of the partner that hosts one.
//   - Delegates of the host and the coordinators keep its agenda.
//   - Each change takes the next sequence number, by which calendars replace what they hold.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer are the facts of facts.go.
//
// Source: Helsinki Declaration 2006, Annex, II.1 (Summits, ministerials, SOM), II.2 (hosts)
// and II.3 (management of the agenda and working programme).
package agenda

// Package procedure is the silence procedure, and the rules of it.
//
// A text is put under silence until a time, exact to the second. What no partner breaks
// by then is adopted: as a decision with a symbol of its own, by an entry in the journal.
// One partner breaks the silence for all, in writing, by an objection or by an amendment.
// Short of that a partner says what it has to say: an interpretative statement, a
// reservation; both are attached to what is adopted. It may associate itself, or
// acknowledge; silence needs no act.
//
//   - Each partner has one voice: its contact points'. Observers and delegates watch.
//
//   - A time is never brought forward, and put off only before it has come.
//
//   - It is not shorter than the configured minimum, unless a reason is given that all see.
//
//   - Text that stands in square brackets is not agreed: to put it under silence needs a
//     reason too.
//
//   - What comes at the very time is too late: before it an objection stands, and from it
//     on the adoption. The journal orders the two, and whoever is answered knows.
//
//   - While the server was down nobody could object: such a procedure goes on for as long
//     again and a grace.
//
//   - Coordinators open one. Who leads an initiative proposes one, and it is open from a
//     coordinator's consent on.
//
// The rules are pure (see package rule). What they read of the state is the interface
// State; what they answer are the facts of facts.go.
//
// Source: OSCE MC.DOC/1/06, Annex 1(A), paragraph 6 on the silence procedure;
// Council of the European Union, Rules of Procedure, article 12(2); UN General Assembly
// decision 74/544, of the 72 hours.
package procedure

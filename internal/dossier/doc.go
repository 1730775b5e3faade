// Package dossier lists the records of coordination, lays one out, and says what can be done
// with it: offices, initiatives and dialogue facilities, meetings, work programmes,
// contingencies, and what falls due.
//
// Every face shows the same lists with the same columns, the same lines of a record and the
// same deeds with the same questions, so a record has no screen of its own and no place of
// its own in the linear mode. A deed asks nothing but the Desk, which decides; like every
// face this package allows and forbids nothing.
package dossier

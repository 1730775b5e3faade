// Package records are the screens of the records of coordination: the list of a kind, one
// record with what can be done with it, and the calendar. What stands there and which keys
// there are comes from package dossier, the same for every kind.
package records

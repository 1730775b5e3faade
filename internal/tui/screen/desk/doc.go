// Package desk is the screen of the delegate's own: keys, preferences, sessions, and
// when the delegate was last here.
//
// It is made of rows, each of which knows what Enter does with it. A key that is
// added opens the door at once; one that is revoked is never enrolled again, so
// that is asked first.
package desk

// Package notices has two screens: the list of the notices that reach a delegate,
// pinned ones on top, and one notice with what can be done about it.
//
// Opening a notice marks it as read to oneself and tells nobody; acknowledging is what
// others see. Whoever wrote a notice, and the coordinators, find below its text who has
// acknowledged and who has not.
package notices

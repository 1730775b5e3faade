// Package today is the screen on which a session begins: what is new, what waits
// to be finished, and where one can go.
//
// It is made of sections, each of which is data: a title, a function that reads its
// rows, and the sentence that stands there when there are none. A later duty adds
// its section to the list in sections.go and nothing else.
package today

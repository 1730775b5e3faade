// Package documents has the screens of the library: the list of the documents that
// reach a delegate, one document with the text of a version, what changed between two
// versions, and the delegate's own drafts.
//
// Reading a file may take its time (a PDF is read in a sandbox), and so is done away from
// the screen; until the text is there the screen says so. A screen below another one holds
// no text.
//
// # Bounds
//
// Of a text MaxShown bytes are laid out; the commands give all of it.
package documents

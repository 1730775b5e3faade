// Package compose is the screen on which a topic, a reply or another version of a
// post is written.
//
// # Promises
//
// Whoever may not write is told so before anything is typed: New refuses. Nothing
// that was typed is lost: the draft is kept some seconds after a change (the seat says
// how many), when another screen is put on top, when the delegate leaves and when the
// line hangs up; it stays until the post is confirmed. A draft has one token, so that
// sending it twice posts once; where another session has sent an earlier state of it
// this one goes on as a draft of its own, under a new token, and says so. What is
// refused when it is sent stays on the screen, with the reason.
//
// One timer runs at most, and none where all is kept: a composer that idles does
// nothing.
//
// # Bounds
//
// Title and text are those of package forum; what goes beyond them is not taken and
// is said to be so. Of a post that is answered the first 64 KiB stand beside, and
// 16 KiB at most are quoted.
//
// # Why not the text area of bubbles
//
// It was meant to be that one (2.2.1). But it holds 250 kB for a text of one word,
// whatever its MaxHeight, since it makes room for 10,000 lines; it turns tabs into
// blanks and drops what follows line 10,000, so that an edit would change what was
// never touched; it moves and erases by code points, so that half a character can be
// left; a word moves to the next row while it is typed, which costs more than a
// letter may; and it reads the clipboard of the server. widget.Editor is the part of
// it that is needed.
package compose

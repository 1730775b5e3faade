// Package reader is the screen on which a topic is read: all its posts as one
// text that scrolls, each answer under what it answers.
//
// The topic may hold thousands of posts and a post megabytes; the reader holds the
// posts around what is shown, and of each no more lines than a few screens. What
// lies beyond is read when it is reached, and dropped when something else covers
// the reader.
//
// A post counts as read once all its lines were on the screen, from the first to
// the last, and not before. Marks are written away from the screen, one commit at a
// time however fast one pages.
//
// What others post while one reads is counted on the foot line. It is shown when one
// comes to where it stands, and nothing that is being read moves. A text that a moderator
// takes away is gone from the window at the next change, and why stands in its place:
// its room is left empty, so that what is read beside it stays where it is.
package reader

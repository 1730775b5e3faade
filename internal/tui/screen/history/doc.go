// Package history is the screen that lists the versions of a post, the newest
// first, and shows the text of one of them below the list.
//
// It holds the text of the version that is shown and no other: a post may have a
// hundred of them.
package history

// Package topics is the screen that lists the topics of a board: pinned ones on
// top, then the newest activity first. Where there is room, the text that the
// delegate would read next in the topic stands beside the list; it follows when the
// cursor rests, so that moving the cursor stays cheap.
package topics

// Package forum is the bulletin board itself: boards, topics and posts, and
// the rules of writing and moderating them.
//
// A board belongs to a pillar or stands across them. A topic is one subject on
// a board; its number is that of its opening post. Posts answer one another as
// a thread of bounded depth. All numbers come from one sequence. Nothing is ever
// deleted: an edit keeps the former version, hiding keeps the post, redacting
// removes a text and leaves its digest, the day and the moderator's name.
//
// The rules are pure (see package rule). What they read of the state is the
// interface State; what they answer are the facts of facts.go.
package forum

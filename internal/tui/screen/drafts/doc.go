// Package drafts is the screen that lists what the delegate wrote and has not sent,
// the newest first, and shows the text of one below the list: a draft can be read,
// copied and dropped where nothing can be written any more.
package drafts

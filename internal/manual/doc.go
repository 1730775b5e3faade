// Package manual holds the pages of help that every face shows: the ssh
// commands, the screens and the linear mode.
//
// A page explains one matter in words. What a program can list by itself is
// left to it: the screens make their tables of keys from their bindings, and the
// commands their options from their parser. Pages are plain text in ASCII, at
// most Columns wide, with an indented line for what is to be typed. They write
// `ssh HOST` for the way here; a face that knows the host puts it in place.
//
// A page is a file of the folder pages: its first line is the title, the rest
// the text. The package imports nothing of ours.
package manual

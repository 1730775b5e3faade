// Package widget holds the few things that screens are drawn with: a list that
// keeps a window of its rows, a shelf, which is a list with the text of one row read
// below it, a text that scrolls, columns, a line of input, and an editor of many lines.
//
// They are plain structs with methods, not models: whoever owns one calls it, and
// it calls nobody but the function it was given for its next page. None of them
// starts a goroutine or a timer, and none is safe for concurrent use. A widget
// draws with plain text; its owner styles what comes out.
//
// Bounds: a List keeps at most five screens of rows, however long the list is; an
// Input at most the characters it was given as limit.
//
// Dependency: github.com/rivo/uniseg tells where one character that a person
// sees ends, so that Backspace takes away what one key stroke would put back.
package widget

// Package redline shows what people who negotiate a text ask of it: what changed
// since the last version, and what is not agreed yet.
//
// # Paragraphs
//
// Both count in the same paragraphs, numbered from 1 (Paragraphs). An empty line
// ends one; so does a line wider than 100 columns, which nobody broke by hand; a
// Markdown heading, an item of a list ("- ", "(a) ", "1. ") begins one. Other line
// breaks are layout: a text that was wrapped anew has not changed. The page marks of
// package extract are no text and are left out.
//
// # Differences
//
// Compare finds the fewest changes, or nearly, first between paragraphs and then,
// between those that became one another, between words. Words are what stands between
// spaces; in Chinese, Japanese, Thai, Lao, Khmer and Burmese, which are written without,
// each character with its marks is one. A paragraph that moved was removed in one
// place and added in another.
//
// In lines the convention is that of wdiff: [-removed-] and {+added+}. A marker that
// a line opens it closes, so each line can be read alone, quoted and cut. Where the
// texts themselves hold one of the four markers a backslash stands before it, and
// a backslash is doubled: whoever reads from left to right, taking what follows a
// backslash as it is, always knows (parse in the tests does).
//
// # Brackets
//
// Brackets counts the square brackets in which unagreed text stands, [ and ], and
// their full-width forms, U+FF3B and U+FF3D, which input methods for Chinese and
// Japanese give for the same keys; one may open what the other closes. The brackets
// of Chinese headings U+3010, U+3011 and document numbers U+3014, U+3015 do not
// count: no convention gives them this meaning, and they stand in agreed texts.
//
// What looks like a bracket and is none: links of Markdown with an address, their
// definitions, check boxes, page marks, and footnote marks. A footnote mark is a
// number of at most two digits in brackets that hangs on a word, as here[1], or that
// the text explains in a paragraph of its own that begins with the same mark. A number
// that stands free, as in "by [20] per cent", is a number that is not agreed: to
// hide one of these is worse than to show a mark.
//
// # Bounds
//
// All is linear in the texts but for the comparison proper. znkr.io/diff finds nearly the
// fewest changes in O(n^1.5 log n); when a fixed effort is used up, about a second's, it
// finds good ones in O(n log n). Texts are compared in at most MaxParagraphs
// paragraphs, what follows counting as one more; a paragraph of more than MaxWords
// words is shown whole, old and new, without its words being compared. Two texts
// of 8 MiB with nothing in common take a second or two, and usual ones milliseconds.
// The effort is counted, not timed: the same texts always give the same difference.
//
// Everything here is pure and safe for concurrent use.
package redline

// Package word turns texts into the words by which they are found. What is indexed
// and what is looked for go the same way, so that they meet.
//
// # Words
//
// Segments are those of Unicode Standard Annex 29. Each is brought to NFKC, its case
// folded; marks are taken off Latin, Greek, Cyrillic, Arabic and Hebrew letters, so
// that "Lodz" finds "Łódź", and left where they are vowels (Devanagari, Tamil). Digits
// of any script become ASCII. An apostrophe parts words: "l'union" is found by "union".
//
// Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese write words without spaces
// between them, or hang endings on them. Where a word ends no rule can say, so each
// pair of neighbouring characters is a word there, and the last character alone. A
// query of three characters is a phrase of two pairs, which is as exact as one can be.
//
// # Stems
//
// Where the language of a stretch of text is evident, other forms of a word are found
// too: its stem, by the algorithms of Snowball, stands beside it under the name of the
// language. A query is stemmed in each language of its script.
//
// Version changes with anything here that changes what a text is found by: an index
// that was made with another one is made anew.
package word

// Version is the number of these rules.
const Version = 1

// MaxWord is the most bytes of a word that count. Longer ones are pieces of files that
// were pasted as letters.
const MaxWord = 64

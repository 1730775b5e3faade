// Package letters has two screens: a folder of the delegate's letters, and one letter
// with the exchange that it belongs to.
//
// What is put into a folder, kept or removed is the delegate's own and changes nothing
// for anybody else. A letter that reaches the delegate no more, because an office or a
// mission went to somebody else, closes with a sentence.
package letters

// Package archive finds texts: an inverted index, its query language, and the passages
// that it shows of what it found. It knows no store, no board and nobody's rights; the
// secretariat gives it texts with the shelves on which they lie, and asks it about the
// shelves that are a delegate's.
//
// # Shelves
//
// The index is shelved as everything else is: one shelf holds the posts of all boards,
// and each box of an address (see secretariat.Box) holds what was sent there. Whoever
// searches reads the shelves that are theirs now, and no byte of another one: nothing
// that may not be read is found, counted, or told by the time that an answer takes.
// What lies on several shelves is indexed on each, and found once.
//
// # Keys
//
// Everything lies in one ordered space of keys (see Keep). Numbers are big-endian.
//
//	m NAME                     position, version, the next shelf
//	s SHELF                    number of the shelf, slips given, texts alive, words in them
//	n shelf(4) number(8)       the slip of a text on a shelf
//	c shelf(4) block(4)        columns of a block: number, time, words (20 bytes a slip)
//	l shelf(4) block(4)        which slips of a block are alive, a bit each
//	p shelf(4) WORD 00 block(4) postings of a word in a block
//
// A slip is the place of a text on its shelf, in the order in which texts came, and a
// block is 1,024 slips. So where a posting lies does not depend on how texts were
// batched. A text that is indexed again gets another slip, and the former one dies; its
// postings stay until Purge takes them out, which a redaction does.
//
// Postings are a count, two bytes for each slip (ten bits of slip, one for a word of
// the title, five for how often it occurs, 31 at most), and then for each slip the
// number of places in the text and their differences. Words of the title have the
// places from 0, those of the body from 256 on. What a text is, by whom and where, are
// words too, under a prefix that no text can have; they have no places.
//
// # Ranking
//
// BM25, with the counts of the delegate's shelves alone; a word in the title counts
// twice. Whatever has all words of a query as they were typed stands before what has
// another form of one. Order by date costs no more: both keep a heap of one page.
package archive

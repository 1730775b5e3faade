package archive

import "encoding/binary"

// The first byte of a key says what it is.
const (
	spaceMeta    = 'm'
	spaceShelf   = 's'
	spaceNumber  = 'n'
	spaceColumns = 'c'
	spaceAlive   = 'l'
	spacePosting = 'p'
)

// What begins a word that is none of a text.
const (
	markStem  = "\x01" // and the language
	markField = "\x02" // and the name, and a colon
)

func metaKey(name string) []byte { return append([]byte{spaceMeta}, name...) }

func shelfKey(s Shelf) []byte { return append([]byte{spaceShelf}, s...) }

func numberKey(shelf uint32, n uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32([]byte{spaceNumber}, shelf), n)
}

func blockKey(space byte, shelf, block uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte{space}, shelf), block)
}

// wordsPrefix begins the postings of all words on a shelf that begin so.
func wordsPrefix(shelf uint32, begin string) []byte {
	return append(binary.BigEndian.AppendUint32(append(make([]byte, 0, 16+len(begin)), spacePosting), shelf), begin...)
}

// wordPrefix begins the postings of one word on a shelf, by block.
func wordPrefix(shelf uint32, word string) []byte { return append(wordsPrefix(shelf, word), 0) }

// wordAndBlock takes a posting's key apart. The word is valid as long as the key.
func wordAndBlock(key []byte) (word []byte, block uint32) {
	end := len(key) - 4
	return key[5 : end-1], binary.BigEndian.Uint32(key[end:])
}

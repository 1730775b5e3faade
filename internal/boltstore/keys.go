package boltstore

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
)

// number is a key of eight bytes that sorts as the number does.
func number[N ~uint64](n N) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func readNumber(b []byte) asem.Number { return asem.Number(binary.BigEndian.Uint64(b)) }

// pair is a key of two names. Neither can hold a NUL: logins, boards and
// fingerprints are ASCII words, and ids of commands are checked at the desk.
func pair[A, B ~string](a A, b B) []byte {
	key := make([]byte, 0, len(a)+1+len(b))
	key = append(append(key, a...), 0)
	return append(key, b...)
}

func prefix[A ~string](a A) []byte { return append([]byte(a), 0) }

// placeInBoard is where a topic stands in its board's list: pinned ones first,
// then the newest activity first, then the highest number first.
func placeInBoard(t forum.Topic) []byte {
	key := prefix(t.Board)
	if t.Pinned {
		key = append(key, 0)
	} else {
		key = append(key, 1)
	}
	key = binary.BigEndian.AppendUint64(key, ^sortable(t.Last))
	return binary.BigEndian.AppendUint64(key, ^uint64(t.Number))
}

// downwards is a key under a prefix such that the highest number comes first.
func downwards(under []byte, n asem.Number) []byte {
	return binary.BigEndian.AppendUint64(slices.Clone(under), ^uint64(n))
}

func topicInPlace(key []byte) asem.Number {
	return asem.Number(^binary.BigEndian.Uint64(key[len(key)-8:]))
}

// sortable turns a time into a number that sorts as times do, those before 1970
// included: archives reach back further.
func sortable(t time.Time) uint64 { return uint64(t.UnixMilli()) ^ 1<<63 }

// placeInThread is where a post stands in its topic: its path from the opening
// post, so that key order is the order of reading.
func placeInThread(p forum.Post) []byte {
	key := make([]byte, 0, 8*len(p.Path))
	for _, n := range p.Path {
		key = binary.BigEndian.AppendUint64(key, uint64(n))
	}
	return key
}

func postInPlace(key []byte) asem.Number { return readNumber(key[len(key)-8:]) }

func ordinalKey(shelf asem.Shelf, ordinal uint32) []byte {
	return binary.BigEndian.AppendUint32(prefix(shelf), ordinal)
}

func ordinalValue(n asem.Number, since time.Time) []byte {
	return binary.BigEndian.AppendUint64(number(n), uint64(since.UnixMilli()))
}

func readOrdinal(v []byte) (asem.Number, time.Time) {
	return readNumber(v), time.UnixMilli(int64(binary.BigEndian.Uint64(v[8:]))).UTC()
}

// originKey names an origin by digest, since a Message-ID can be any length.
func originKey(board asem.BoardID, origin string) []byte {
	digest := sha256.Sum256([]byte(origin))
	return append(prefix(board), digest[:16]...)
}

func textKey(n asem.Number, version int) []byte {
	return binary.BigEndian.AppendUint16(number(n), uint16(version))
}

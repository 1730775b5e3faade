package boltstore

import (
	"errors"
	"fmt"
	"slices"
	"time"

	bolt "go.etcd.io/bbolt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// errRecord is a record that cannot be read: damage, or a later version's.
var errRecord = errors.New("a record cannot be read")

// tx is one transaction. Questions answer with values and not with errors, which
// keeps the rules plain; the first error sticks, ends the transaction, and is
// what View or Update returns.
type tx struct {
	store   *Store
	bolt    *bolt.Tx
	opened  map[string]*bolt.Bucket // those that were asked for: finding one costs as much as a record
	err     error
	grown   bool          // entries were appended: the tree needs a new checkpoint
	dropped []rule.Digest // files that nothing names any more
}

var _ secretariat.Ledger = (*tx)(nil)

func (t *tx) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

func (t *tx) bucket(name []byte) *bolt.Bucket {
	b, ok := t.opened[string(name)]
	if ok {
		return b
	}
	if b = t.bolt.Bucket(name); b != nil {
		if t.opened == nil {
			t.opened = make(map[string]*bolt.Bucket, 8)
		}
		t.opened[string(name)] = b
	}
	return b
}

// end is the newest entry.
type end struct {
	Number uint64    `cbor:"number"`
	At     time.Time `cbor:"at"`
}

var (
	keyFormat     = []byte("format")
	keyLast       = []byte("last")
	keyNext       = []byte("next")
	keyCheckpoint = []byte("checkpoint")
	keyAwake      = []byte("awake")
)

func (t *tx) Last() (uint64, time.Time) {
	e, _ := get[end](t, bMeta, keyLast)
	return e.Number, e.At.UTC()
}

func (t *tx) NextNumber() asem.Number {
	next, ok := get[asem.Number](t, bMeta, keyNext)
	if !ok {
		return 1
	}
	return next
}

func (t *tx) Entry(n uint64) (journal.Entry, error) {
	data := t.bucket(bJournal).Get(number(n))
	if data == nil {
		return journal.Entry{}, fmt.Errorf("%w: entry %d is not there", errRecord, n)
	}
	e, err := t.store.codec.DecodeEntry(data)
	if err != nil {
		return e, fmt.Errorf("%w: %w", errRecord, err)
	}
	return e, nil
}

func (t *tx) Checkpoint() ([]byte, error) {
	return slices.Clone(t.bucket(bMeta).Get(keyCheckpoint)), nil
}

func (t *tx) Done(by asem.Login, id string) (entry uint64, action rule.Digest, ok bool) {
	v := t.bucket(bCommands).Get(pair(by, id))
	if len(v) != 8+len(action) {
		return 0, action, false
	}
	copy(action[:], v[8:])
	return uint64(readNumber(v)), action, true
}

func (t *tx) Remember(by asem.Login, id string, entry uint64, action rule.Digest) {
	t.putBytes(bCommands, pair(by, id), append(number(entry), action[:]...))
}

func (t *tx) Partner(c asem.Code) (roster.PartnerAdmitted, bool) {
	return get[roster.PartnerAdmitted](t, bPartners, []byte(c))
}

func (t *tx) Partners() []roster.PartnerAdmitted {
	return all[roster.PartnerAdmitted](t, bPartners, nil)
}

func (t *tx) Credential(fingerprint string) (roster.Credential, bool) {
	return get[roster.Credential](t, bCredentials, []byte(fingerprint))
}

func (t *tx) CredentialsOf(l asem.Login) []roster.Credential {
	var list []roster.Credential
	t.each(bCredentialsOf, prefix(l), func(key []byte) {
		if c, ok := t.Credential(string(key[len(l)+1:])); ok {
			list = append(list, c)
		}
	})
	return list
}

func (t *tx) Board(id asem.BoardID) (forum.Board, bool) {
	return get[forum.Board](t, bBoards, []byte(id))
}

func (t *tx) Boards() []forum.Board {
	boards := all[forum.Board](t, bBoards, nil)
	slices.SortFunc(boards, func(a, b forum.Board) int { return a.Order - b.Order })
	return boards
}

func (t *tx) BoardIDs() (ids []asem.BoardID) {
	t.each(bBoards, nil, func(key []byte) { ids = append(ids, asem.BoardID(key)) })
	return ids
}

func (t *tx) Clusters() []forum.Cluster { return all[forum.Cluster](t, bClusters, nil) }

func (t *tx) Topic(n asem.Number) (forum.Topic, bool) { return get[forum.Topic](t, bTopics, number(n)) }

func (t *tx) Post(n asem.Number) (forum.Post, bool) { return get[forum.Post](t, bPosts, number(n)) }

func (t *tx) Imported(board asem.BoardID, origin string) (asem.Number, bool) {
	v := t.bucket(bOrigins).Get(originKey(board, origin))
	if v == nil {
		return 0, false
	}
	return readNumber(v), true
}

func (t *tx) At(shelf asem.Shelf, ordinal uint32) (asem.Number, time.Time, bool) {
	v := t.bucket(bOrdinals).Get(ordinalKey(shelf, ordinal))
	if v == nil {
		return 0, time.Time{}, false
	}
	n, since := readOrdinal(v)
	return n, since, true
}

func (t *tx) Settled(shelf asem.Shelf) newsrc.Set { return t.set(bSettled, []byte(shelf)) }

func (t *tx) TopicOrdinals(topic asem.Number) newsrc.Set { return t.set(bTopicSets, number(topic)) }

func (t *tx) set(bucket, key []byte) newsrc.Set {
	s, err := newsrc.Parse(t.bucket(bucket).Get(key))
	if err != nil {
		t.fail(fmt.Errorf("%w: %s %x: %v", errRecord, bucket, key, err))
	}
	return s
}

func (t *tx) putSet(bucket, key []byte, s newsrc.Set) {
	data, err := s.Bytes()
	if err != nil {
		t.fail(fmt.Errorf("encoding for %s %x: %w", bucket, key, err))
		return
	}
	if data == nil {
		data = []byte{} // an empty set is there; no value would be none
	}
	t.putBytes(bucket, key, data)
}

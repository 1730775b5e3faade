package secretariat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// Symbol is that of a document, by its number.
func (t *Takeout) Symbol(n asem.Number) (symbol asem.Symbol, err error) {
	err = t.view(func(s State, _ roster.Delegate) error {
		doc, _ := s.Document(n)
		symbol = doc.Symbol
		return nil
	})
	return symbol, err
}

// Digests are the SHA-256 of all boards with their topics and posts, of the notices and
// of the documents, as the state has them: two installations with the same boards have
// the same. Texts count by their digests.
func (t *Takeout) Digests(ctx context.Context) (map[string]string, error) {
	sums := map[string]hash.Hash{"boards": sha256.New(), "notices": sha256.New(), "documents": sha256.New()}
	add := func(of string, record any) error {
		data, err := t.desk.office.clerk.codec.Marshal(record)
		sums[of].Write(data)
		return err
	}
	err := t.view(func(s State, _ roster.Delegate) error {
		for _, b := range s.Boards() {
			if err := add("boards", b); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	next, err := t.Numbers()
	for n := asem.Number(1); n < next && err == nil; {
		if err := ctx.Err(); err != nil {
			return nil, fault.New(fault.Failed, "The digests were given up.").Because(err)
		}
		err = t.view(func(s State, _ roster.Delegate) error {
			for end := min(next, n+entriesAtOnce); n < end; n++ {
				if err := digested(s, n, add); err != nil {
					return err
				}
			}
			return nil
		})
	}
	digests := map[string]string{}
	for of, sum := range sums {
		digests[of] = hex.EncodeToString(sum.Sum(nil))
	}
	return digests, err
}

func digested(s State, n asem.Number, add func(of string, record any) error) error {
	if p, ok := s.Post(n); ok {
		if err := add("boards", p); err != nil {
			return err
		}
	}
	if topic, ok := s.Topic(n); ok {
		if err := add("boards", topic); err != nil {
			return err
		}
	}
	if v, ok := s.Notice(n); ok {
		return add("notices", v)
	}
	if record, ok := recordNumbered(s, n); ok {
		return add("documents", record)
	}
	if doc, ok := s.Document(n); ok {
		return add("documents", doc)
	}
	return nil
}

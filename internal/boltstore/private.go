package boltstore

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// What is private and of the moment: beside the journal, not in it.

func (t *tx) Marks(login asem.Login, board asem.BoardID) (newsrc.Set, bool) {
	key := pair(login, board)
	if t.bucket(bMarks).Get(key) == nil {
		return newsrc.Set{}, false
	}
	return t.set(bMarks, key), true
}

func (t *tx) PutMarks(login asem.Login, board asem.BoardID, read newsrc.Set) {
	t.putSet(bMarks, pair(login, board), read)
}

func (t *tx) Undo(login asem.Login) map[asem.BoardID][]byte {
	undo, _ := get[map[asem.BoardID][]byte](t, bUndo, []byte(login))
	return undo
}

func (t *tx) PutUndo(login asem.Login, replaced map[asem.BoardID][]byte) {
	put(t, bUndo, []byte(login), replaced)
}

func (t *tx) Draft(login asem.Login, place secretariat.Place) (secretariat.Draft, bool) {
	return get[secretariat.Draft](t, bDrafts, pair(login, place))
}

func (t *tx) Drafts(login asem.Login) []secretariat.Draft {
	return all[secretariat.Draft](t, bDrafts, prefix(login))
}

func (t *tx) PutDraft(login asem.Login, d secretariat.Draft) {
	put(t, bDrafts, pair(login, d.Place), d)
}

func (t *tx) DropDraft(login asem.Login, place secretariat.Place) {
	t.remove(bDrafts, pair(login, place))
}

func (t *tx) Preferences(login asem.Login) secretariat.Preferences {
	p, _ := get[secretariat.Preferences](t, bPreferences, []byte(login))
	return p
}

func (t *tx) PutPreferences(login asem.Login, p secretariat.Preferences) {
	put(t, bPreferences, []byte(login), p)
}

func (t *tx) Seen(login asem.Login) time.Time {
	at, _ := get[time.Time](t, bSeen, []byte(login))
	return at
}

func (t *tx) PutSeen(login asem.Login, at time.Time) { put(t, bSeen, []byte(login), at) }

// Text is checked against the digest that the post's record has from the journal.
func (t *tx) Text(n asem.Number, version int) (string, error) {
	data := t.bucket(bTexts).Get(textKey(n, version))
	p, ok := t.Post(n)
	if data == nil || !ok || version < 1 || version > len(p.Versions) {
		return "", secretariat.ErrNoText
	}
	text := string(data)
	if rule.DigestOf(text) != p.Versions[version-1].Digest {
		return "", secretariat.ErrTextChanged
	}
	return text, nil
}

package boltstore

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/secretariat"
)

// What is private and of the moment: beside the journal, not in it.

func (t *tx) Marks(login asem.Login, shelf asem.Shelf) (newsrc.Set, bool) {
	key := pair(login, shelf)
	if t.bucket(bMarks).Get(key) == nil {
		return newsrc.Set{}, false
	}
	return t.set(bMarks, key), true
}

func (t *tx) PutMarks(login asem.Login, shelf asem.Shelf, read newsrc.Set) {
	t.putSet(bMarks, pair(login, shelf), read)
}

func (t *tx) Undo(login asem.Login) map[asem.Shelf][]byte {
	undo, _ := get[map[asem.Shelf][]byte](t, bUndo, []byte(login))
	return undo
}

func (t *tx) PutUndo(login asem.Login, replaced map[asem.Shelf][]byte) {
	put(t, bUndo, []byte(login), replaced)
}

func folderPrefix(login asem.Login, f secretariat.Folder) []byte {
	return append(prefix(login), prefix(f)...)
}

func (t *tx) Filed(login asem.Login, n asem.Number) secretariat.Folder {
	for _, f := range []secretariat.Folder{secretariat.FolderKept, secretariat.FolderRemoved} { // into which alone things are put
		if t.bucket(bFolders).Get(downwards(folderPrefix(login, f), n)) != nil {
			return f
		}
	}
	return ""
}

func (t *tx) InFolder(login asem.Login, f secretariat.Folder, r secretariat.Range) ([]asem.Number, bool) {
	return t.numbered(bFolders, folderPrefix(login, f), r)
}

func (t *tx) File(login asem.Login, n asem.Number, f secretariat.Folder) {
	if former := t.Filed(login, n); former != "" {
		t.remove(bFolders, downwards(folderPrefix(login, former), n))
	}
	if f != "" {
		t.putBytes(bFolders, downwards(folderPrefix(login, f), n), []byte{})
	}
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

func (t *tx) Awake() time.Time {
	at, _ := get[time.Time](t, bMeta, keyAwake)
	return at
}

func (t *tx) PutAwake(at time.Time) { put(t, bMeta, keyAwake, at.UTC()) }

func (t *tx) Taken(login asem.Login) uint64 {
	v := t.bucket(bTaken).Get([]byte(login))
	if len(v) != 8 {
		return 0
	}
	return uint64(readNumber(v))
}

func (t *tx) PutTaken(login asem.Login, entry uint64) {
	t.putBytes(bTaken, []byte(login), number(entry))
}

package boltstore

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"
)

// The buckets of state.db; see the package comment.
var (
	bMeta          = []byte("meta")
	bJournal       = []byte("journal")
	bTree          = []byte("tree")
	bCheckpoints   = []byte("checkpoints")
	bCommands      = []byte("commands")
	bPartners      = []byte("partners")
	bDelegates     = []byte("delegates")
	bCredentials   = []byte("credentials")
	bCredentialsOf = []byte("credentialsOf")
	bClusters      = []byte("clusters")
	bBoards        = []byte("boards")
	bTopics        = []byte("topics")
	bPosts         = []byte("posts")
	bBoardTopics   = []byte("boardTopics")
	bTopicPosts    = []byte("topicPosts")
	bOrdinals      = []byte("ordinals")
	bSettled       = []byte("settled")
	bTopicSets     = []byte("topicSets")
	bBoxes         = []byte("boxes")
	bBoxed         = []byte("boxed")
	bNotices       = []byte("notices")
	bNoticePins    = []byte("noticePins")
	bNoticeAsks    = []byte("noticeAsks")
	bDocuments     = []byte("documents")
	bSymbols       = []byte("symbols")
	bSeries        = []byte("series")
	bIssues        = []byte("issues")
	bPapers        = []byte("papers")
	bPapersOf      = []byte("papersOf")
	bLetters       = []byte("letters")
	bSentBy        = []byte("sentBy")
	bExchanges     = []byte("exchanges")
	bOrigins       = []byte("origins")
	bFiles         = []byte("files")
	bTexts         = []byte("texts")
	bMarks         = []byte("marks")
	bUndo          = []byte("undo")
	bFolders       = []byte("folders")
	bDrafts        = []byte("drafts")
	bPreferences   = []byte("preferences")
	bSeen          = []byte("seen")
	bTaken         = []byte("taken")
	bReleases      = []byte("releases")
	bProcedures    = []byte("procedures")
	bSilences      = []byte("silences")
	bProposed      = []byte("proposed")
	bAdopted       = []byte("adopted")
	bTerms         = []byte("terms")
	bTenures       = []byte("tenures")
	bTurns         = []byte("turns")
	bInitiatives   = []byte("initiatives")
	bRunning       = []byte("running")
	bMeetings      = []byte("meetings")
	bCalendar      = []byte("calendar")
	bDiscussed     = []byte("discussed")
	bProgrammes    = []byte("programmes")
	bContingencies = []byte("contingencies")
	bReminders     = []byte("reminders")
	bSnoozes       = []byte("snoozes")
)

// folded are the buckets that the journal implies: folding it afresh must give
// the same bytes in them.
var folded = [][]byte{
	bPartners, bDelegates, bCredentials, bCredentialsOf, bClusters, bBoards, bTopics, bPosts,
	bBoardTopics, bTopicPosts, bOrdinals, bSettled, bTopicSets, bOrigins, bFiles,
	bBoxes, bBoxed, bNotices, bNoticePins, bNoticeAsks, bLetters, bSentBy, bExchanges, bReleases, bProcedures, bSilences, bProposed, bAdopted,
	bTerms, bTenures, bTurns, bInitiatives, bRunning, bMeetings, bCalendar, bDiscussed, bProgrammes, bContingencies, bReminders, bSnoozes,
	bDocuments, bSymbols, bSeries, bIssues, bPapers, bPapersOf,
}

// beside are the others.
var beside = [][]byte{
	bMeta, bJournal, bTree, bCheckpoints, bCommands, bTexts, bMarks, bUndo, bFolders, bDrafts, bPreferences, bSeen, bTaken,
}

// appended are the buckets whose keys only rise: their pages are filled nearly
// full, which anywhere else would make every insertion split one.
var appended = map[string]bool{
	string(bJournal): true, string(bTree): true, string(bTexts): true, string(bPosts): true, string(bTopics): true,
}

// fillAppended leaves a tenth of a page for records that are put again, longer.
const fillAppended = 0.9

// get reads a record. Its error sticks to the transaction; see tx.fail.
func get[T any](t *tx, bucket, key []byte) (v T, ok bool) {
	data := t.bucket(bucket).Get(key)
	if data == nil {
		return v, false
	}
	if err := t.store.codec.Unmarshal(data, &v); err != nil {
		t.fail(fmt.Errorf("%w: %s %x: %v", errRecord, bucket, key, err))
		return v, false
	}
	return v, true
}

// put writes a record. The bytes are fresh, since bbolt keeps a reference to
// them until the commit.
func put[T any](t *tx, bucket, key []byte, v T) {
	data, err := t.store.codec.Marshal(v)
	if err != nil {
		t.fail(fmt.Errorf("encoding for %s %x: %w", bucket, key, err))
		return
	}
	t.putBytes(bucket, key, data)
}

// putBytes writes bytes that nobody changes afterwards.
func (t *tx) putBytes(bucket, key, data []byte) {
	b := t.bucket(bucket)
	if appended[string(bucket)] {
		b.FillPercent = fillAppended
	}
	if err := b.Put(key, data); err != nil {
		t.fail(fmt.Errorf("writing %s %x: %w", bucket, key, err))
	}
}

func (t *tx) remove(bucket, key []byte) {
	if err := t.bucket(bucket).Delete(key); err != nil {
		t.fail(fmt.Errorf("removing %s %x: %w", bucket, key, err))
	}
}

// all reads every record of a small bucket under a prefix, in key order.
func all[T any](t *tx, bucket, under []byte) []T {
	var list []T
	c := t.bucket(bucket).Cursor()
	for k, data := c.Seek(under); k != nil && bytes.HasPrefix(k, under); k, data = c.Next() {
		var v T
		if err := t.store.codec.Unmarshal(data, &v); err != nil {
			t.fail(fmt.Errorf("%w: %s %x: %v", errRecord, bucket, k, err))
			return list
		}
		list = append(list, v)
	}
	return list
}

func createBuckets(btx *bolt.Tx, names ...[]byte) error {
	for _, name := range names {
		if _, err := btx.CreateBucketIfNotExists(name); err != nil {
			return fmt.Errorf("bucket %s: %w", name, err)
		}
	}
	return nil
}

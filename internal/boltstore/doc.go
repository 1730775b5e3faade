// Package boltstore keeps the journal and the state it implies, in bbolt. It is
// the only room that imports bbolt.
//
// A data folder holds three files. state.db has the journal, its Merkle tree, the
// state, texts, and what is private (read marks, drafts, preferences); blobs.db
// has the bodies of files, by digest, in chunks, so that a large file does not
// make small commits wait; search.db has the search index (package archive), which
// is derived and may be thrown away. An entry and the state it implies are written in one
// transaction; folding is dull and total, and gives the same state for the same
// journal however it was batched.
//
// # Format 1
//
// Numbers are big-endian, so that keys sort as numbers do; records are
// deterministic CBOR with text keys. Buckets of state.db and their keys:
//
//	meta          format, last, next, checkpoint, installation, awake
//	journal       entry                          the entry's bytes (package journal)
//	tree          stored hash index              32 bytes (golang.org/x/mod/sumdb/tlog)
//	checkpoints   size                           signed note, one for each thousand entries
//	commands      login NUL id                   entry, digest of the action
//	partners      code                           roster.PartnerAdmitted
//	delegates     login                          roster.Delegate
//	credentials   fingerprint                    roster.Credential
//	credentialsOf login NUL fingerprint          nothing
//	clusters      order                          forum.Cluster
//	boards        board                          forum.Board
//	topics        topic                          forum.Topic
//	posts         post                           forum.Post
//	boardTopics   board NUL pin ^activity ^topic nothing; the order of a board's list
//	topicPosts    path from the opening post     nothing; the order of a thread
//	ordinals      shelf NUL ordinal              number, milliseconds since 1970
//	settled       shelf                          newsrc.Set
//	boxes         box                            how many ordinals it has given, 4 bytes
//	boxed         box NUL ^number                the newest ordinal of what lies there, 4 bytes
//	topicSets     topic                          newsrc.Set
//	notices       notice                         notice.Notice
//	noticePins    ^entry                         notice; the order of those that are pinned
//	noticeAsks    partner NUL ^notice            nothing; what the partner has not acknowledged
//	documents     first version                  document.Document
//	symbols       symbol                         document
//	series        series NUL ^year ^serial document  nothing; the order of a series
//	issues        version or translation         document
//	papers        draft                          document.Draft, until it is issued or discarded
//	papersOf      login NUL draft                nothing
//	letters       letter                         mail.Letter
//	sentBy        login NUL ^letter              nothing; what a delegate sent
//	exchanges     first letter, letter           nothing; what belongs together
//	releases      ^number                        release.Release
//	procedures    procedure                      procedure.Procedure
//	silences      end, procedure                 nothing; those that are open
//	terms         office NUL from, holder        roster.Term
//	tenures       holder                         []roster.Tenure, those that began
//	turns         time, key of a term            nothing; what is to begin or to end
//	initiatives   initiative                     initiative.Initiative
//	running       initiative                     nothing; those that have not ended
//	meetings      meeting                        agenda.Meeting
//	calendar      first day, meeting             nothing; the order of the calendar
//	discussed     initiative, meeting            nothing; on whose agenda it stands
//	programmes    work programme                 agenda.Programme
//	contingencies contingency                    contingency.Contingency
//	reminders     key                            reminder.Record
//	snoozes       time, login NUL key            nothing; who is to be reminded again
//	origins       board NUL digest of origin     post
//	files         digest, number                 nothing; which posts, letters, drafts and versions name a file
//	texts         post, version (2 bytes)        UTF-8
//	marks         login NUL shelf                newsrc.Set
//	folders       login NUL folder NUL ^letter   nothing; where a delegate put letters
//	undo, drafts, preferences, seen, taken       private, by login
//
// Buckets of blobs.db: blobs (digest: size), chunks (digest, index: 65,472 bytes
// at most).
//
// # Faults
//
// A full disk rolls back cleanly and may be tried again (secretariat.ErrFull). Any
// other failed commit may or may not have been written, so the store takes nothing
// more until it is opened anew (ErrUncertain). A damaged or unknown entry makes
// the store read-only (ErrDamaged); nothing is ever truncated. Before bbolt maps a
// file its length is compared with what its meta pages promise, because a map of
// a truncated file ends the process.
package boltstore

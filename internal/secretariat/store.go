package secretariat

import (
	"errors"
	"io"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/rule"
)

// A Store keeps the journal, the state that it implies, texts, and what is
// private. Its methods are safe for concurrent use.
type Store interface {
	// View reads one consistent state. What do is given must not be used after
	// it returns, and do must be short: no network, no waiting, no key stroke.
	View(do func(State) error) error
	// Update changes the state in one transaction: all of it is on disk when
	// Update returns nil, none of it when do or an early step fails. An error that
	// wraps ErrFull or ErrDamaged changed nothing; the first may be tried again, after
	// the second the store is only read. One that wraps ErrUncertain may have been
	// written or not, and the store must be opened anew.
	Update(do func(Ledger) error) error
	Blobs
	// Damage is nil, or says why this store is only read.
	Damage() error
}

// Blobs keeps the bodies of files by their digest.
type Blobs interface {
	// PutBlob stores what r gives, once however often it is put, and answers with
	// its digest and size. It refuses more than limit bytes with a fault.
	PutBlob(r io.Reader, limit int64) (rule.Digest, int64, error)
	// HoldBlob is PutBlob for a body that an entry is about to name. Until release is
	// called nobody's dropping takes it away; then it goes if nothing names it. Calling
	// release twice is harmless.
	HoldBlob(r io.Reader, limit int64) (digest rule.Digest, size int64, release func(), err error)
	// PutSmallBlobs stores bodies of MaxSmallBlob bytes at most, all of them in one
	// transaction, each once however often it is put.
	PutSmallBlobs(bodies [][]byte) error
	// Blob opens a body for reading; reading fails where it does not match its digest.
	Blob(rule.Digest) (io.ReadCloser, error)
	// BlobAt opens a body for reading at any place.
	BlobAt(rule.Digest) (Body, error)
}

// A Body is the bytes of one file, as io.ReaderAt has them: its reads may be made at
// once, from many goroutines, and each costs what its own bytes cost. It needs no
// closing and keeps nothing back; where the file was removed meanwhile, reading fails
// with a fault.
//
// Read from the beginning to the end it is held to its digest: the reads that reach
// its end fail where it does not match. They may overtake one another by a mebibyte.
// Whoever begins elsewhere or jumps is only promised bytes of this file in their
// place, as they lie on the disk; a piece that is missing or cut short is noticed.
type Body interface {
	io.ReaderAt
	Size() int64
}

// MaxSmallBlob is the most bytes that a body may have to be stored with others.
const MaxSmallBlob = 60 << 10

// Errors of a State's Text. One text that is damaged takes nothing else with it.
var (
	ErrNoText      = errors.New("there is no such text")
	ErrTextChanged = errors.New("the text does not match its digest in the journal")
)

// Errors of a store's Update.
var (
	ErrFull      = errors.New("no space left for the store")
	ErrUncertain = errors.New("the commit may or may not have been written")
	// ErrUnfit is Append's: the entry cannot be given bytes, and nothing was changed.
	ErrUnfit = errors.New("the entry cannot be kept")
	// ErrBroken is a panic of our own code within the transaction, which changed nothing.
	ErrBroken  = errors.New("a mistake of the program broke off the transaction")
	ErrDamaged = errors.New("the store is damaged and only read")
)

// A Range is a page of a list by number, in the order of the list. The zero From
// is before the first row, or with Backward after the last one.
type Range struct {
	From      asem.Number
	Inclusive bool // From itself belongs to the page
	Backward  bool // the page ends at From instead of beginning there
	Limit     int  // rows, at least 1
}

// State is what can be read in one transaction. Lists cost what a page costs.
type State interface {
	forum.State
	notice.State
	document.State
	mail.State
	// Last is the newest entry's number and time; 0 in an empty journal.
	Last() (number uint64, at time.Time)
	// Entry reads one entry of the journal.
	Entry(number uint64) (journal.Entry, error)
	// Done is the entry in which a command was done, and the digest of its action.
	Done(by asem.Login, id string) (entry uint64, action rule.Digest, ok bool)
	// Checkpoint is the newest signed checkpoint.
	Checkpoint() ([]byte, error)

	Boards() []forum.Board // in founding order
	// BoardIDs lists the names of the boards, in the order of the alphabet. It costs less.
	BoardIDs() []asem.BoardID
	// TopicsOf lists a board: pinned topics first, then by newest activity.
	// more says whether rows follow in the direction of the range.
	TopicsOf(board asem.BoardID, r Range) (page []forum.Topic, more bool)
	// PostsOf lists a topic as a thread, each answer under what it answers.
	PostsOf(topic asem.Number, r Range) (page []forum.Post, more bool)
	// Rank is how many posts of its topic stand before this one in the thread.
	Rank(post forum.Post) int
	// Text is a version of the text of a post, a notice or a letter, which has one. It
	// fails with ErrNoText where it was redacted or never was, and with ErrTextChanged where it does not match its digest.
	Text(n asem.Number, version int) (string, error)

	// Ordinals is how many things have taken their turn on the shelf so far.
	Ordinals(shelf asem.Shelf) uint32
	// In lists what lies in a box, the highest number first. more says whether rows
	// follow in the direction of the range; a From that is not in the box is taken as
	// the place where it would lie.
	In(box asem.Shelf, r Range) (page []asem.Number, more bool)
	// OrdinalIn is the newest ordinal of something in a box; ok is false where it does
	// not lie there.
	OrdinalIn(box asem.Shelf, n asem.Number) (ordinal uint32, ok bool)
	// At is what has, or had, this ordinal on this shelf, and since when.
	At(shelf asem.Shelf, ordinal uint32) (n asem.Number, since time.Time, ok bool)
	// Settled is what is nobody's news on the shelf.
	Settled(shelf asem.Shelf) newsrc.Set
	// TopicOrdinals is the set of the ordinals of a topic's posts.
	TopicOrdinals(topic asem.Number) newsrc.Set

	// Pins lists the notices that are pinned, the newest pin first.
	Pins() []notice.Notice
	// Unacknowledged lists the notices that a partner was asked to acknowledge and has
	// not, the newest first, most at the most.
	Unacknowledged(partner asem.Code, most int) []notice.Notice

	// DocumentOf is the number of the document of which this one is a version's or a
	// translation's; ok is false where it is of none.
	DocumentOf(n asem.Number) (document asem.Number, ok bool)
	// DocumentsIn lists the documents of a series by number, the newest symbol first;
	// year is 0 for all. more says whether rows follow in the direction of the range.
	DocumentsIn(series asem.Series, year int, r Range) (page []asem.Number, more bool)
	// Series lists those in which a document was issued, by name.
	Series() []asem.Series
	// Procedure is the silence procedure with a number.
	Procedure(n asem.Number) (procedure.Procedure, bool)
	// OpenProcedures lists those that are open, the one that ends first at the beginning.
	OpenProcedures() []procedure.Procedure
	// ProposedProcedures lists those that wait for consent, by number.
	ProposedProcedures() []procedure.Procedure
	// AdoptedAs is the decision as which a version of a document was adopted.
	AdoptedAs(version asem.Number) (asem.Symbol, bool)
	// Initiative is the initiative or dialogue facility with a number.
	Initiative(n asem.Number) (initiative.Initiative, bool)
	// RunningInitiatives lists those that have not ended, by number.
	RunningInitiatives() []initiative.Initiative
	// Meeting is the meeting with a number.
	Meeting(n asem.Number) (agenda.Meeting, bool)
	// DiscussedIn lists the meetings on whose agenda an initiative stands, by number.
	DiscussedIn(initiative asem.Number) []asem.Number
	// Calendar lists the meetings by their first day, the earliest first; a From that is no
	// meeting is the beginning. more says whether rows follow in the direction of the range.
	Calendar(r Range) (page []agenda.Meeting, more bool)
	// CalendarFrom is Calendar from the first meeting that begins on a day or later on, or
	// Backward up to the last one before.
	CalendarFrom(day time.Time, r Range) (page []agenda.Meeting, more bool)
	// Programme is the work programme with a number.
	Programme(n asem.Number) (agenda.Programme, bool)
	// Programmes lists all of them, the latest first.
	Programmes() []agenda.Programme
	// ProgrammeFrom is the one that begins in a year.
	ProgrammeFrom(year int) (agenda.Programme, bool)
	// Contingency is the one with a number.
	Contingency(n asem.Number) (contingency.Contingency, bool)
	// Reminders is what was sent of a key, and who put it off.
	Reminders(key reminder.Key) reminder.Record
	// DueSnoozes lists who put what off until now at the latest, the earliest first.
	DueSnoozes(now time.Time) []Snoozed
	// Awake is when the server last said that it runs; zero for never.
	Awake() time.Time
	// Release is what was released under a number; ok is false where nothing ever was.
	Release(n asem.Number) (release.Release, bool)
	// Releases lists what was ever released by number, the highest number first. more
	// says whether rows follow in the direction of the range.
	Releases(r Range) (page []release.Release, more bool)
	// SentBy lists the letters that a delegate sent, the highest number first.
	SentBy(login asem.Login, r Range) (page []asem.Number, more bool)
	// Exchange lists the letters that belong to a first one, that one before all.
	Exchange(first asem.Number, r Range) (page []asem.Number, more bool)

	// Marks is what a delegate has read of a shelf; ok is false before the first mark.
	Marks(login asem.Login, shelf asem.Shelf) (read newsrc.Set, ok bool)
	// Undo is what the last catching up replaced, by shelf.
	Undo(login asem.Login) map[asem.Shelf][]byte
	// Filed is the folder into which a delegate put a letter; empty for none.
	Filed(login asem.Login, n asem.Number) Folder
	// InFolder lists what a delegate put into a folder, the highest number first.
	InFolder(login asem.Login, f Folder, r Range) (page []asem.Number, more bool)
	Draft(login asem.Login, place Place) (Draft, bool)
	Drafts(login asem.Login) []Draft
	Preferences(login asem.Login) Preferences
	// Seen is when a delegate was last here; the zero time for never.
	Seen(login asem.Login) time.Time
	// Taken is the entry up to which a delegate has taken packets; 0 for none.
	Taken(login asem.Login) uint64
}

// Snoozed is something that a delegate put off.
type Snoozed struct {
	By  asem.Login
	Key reminder.Key
}

// Ledger is a State that can be written.
type Ledger interface {
	State
	// Append writes the entry with the next number, its texts and its seal, and
	// folds its facts into the state. A redaction removes texts and files.
	Append(e journal.Entry, texts []rule.Text) error
	// Remember records that a command was done in an entry.
	Remember(by asem.Login, id string, entry uint64, action rule.Digest)

	PutMarks(login asem.Login, shelf asem.Shelf, read newsrc.Set)
	PutUndo(login asem.Login, replaced map[asem.Shelf][]byte)
	// File puts a letter into a folder and out of any other; the empty one is none.
	File(login asem.Login, n asem.Number, f Folder)
	PutDraft(login asem.Login, d Draft)
	DropDraft(login asem.Login, place Place)
	PutPreferences(login asem.Login, p Preferences)
	PutSeen(login asem.Login, at time.Time)
	PutTaken(login asem.Login, entry uint64)
	PutAwake(at time.Time)
}

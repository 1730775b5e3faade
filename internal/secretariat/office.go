package secretariat

import (
	"crypto/sha256"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/holiday"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Limits bound what one delegate may do. Source of the defaults: config.
type Limits struct {
	PostsPerMinute int
	PostsPerDay    int
	Floor          time.Duration // how far back a new delegate finds posts new
	Drafts         int           // kept for one delegate
	ImportedFile   int64         // bytes of one attachment
	File           int64         // bytes of one file of a document
	Silence        time.Duration // the least that partners are given to break one
	Grace          time.Duration // beyond an outage over the end of one
	Jump           time.Duration // of the clock, after which nothing is closed any more
	Recalls        []int         // hours before its end at which one is recalled, the most first
	Terms          time.Duration // how long before its end a term without a successor is told of
	Reports        time.Duration // how long an initiative may go without a report
	Ahead          time.Duration // how long before its time what falls due is recalled
	Late           time.Duration // how long after its time the coordinators are told
	Acks           time.Duration // how long before its time an acknowledgement is recalled
}

// DefaultLimits suit a chancery.
func DefaultLimits() Limits {
	return Limits{PostsPerMinute: 20, PostsPerDay: 500, Floor: 30 * 24 * time.Hour, Drafts: 100, ImportedFile: 64 << 20, File: 64 << 20, Silence: 72 * time.Hour, Grace: 24 * time.Hour, Recalls: []int{48, 24, 2}, Jump: time.Minute, Terms: 30 * 24 * time.Hour,
		Reports: 182 * 24 * time.Hour, Ahead: 14 * 24 * time.Hour, Late: 14 * 24 * time.Hour, Acks: 24 * time.Hour}
}

// Options of an office. Every field is needed but Limits, whose zero is the default,
// and those of which it is said.
type Options struct {
	Store     Store
	Sequencer journal.Sequencer
	Codec     *journal.Codec
	Now       func() time.Time
	Log       *slog.Logger
	Limits    Limits
	// Elapsed is the time of a clock that nobody sets, to find out whether Now jumped; nil
	// for the machine's.
	Elapsed func() time.Duration
	// Reader reads the text of files; nil for one that keeps nothing on disk, which is
	// closed with the office.
	Reader *extract.Reader
	// Holidays are those that the operator gave; nil for those alone that are known.
	Holidays *holiday.Book
	// Index is what is searched; nil for an office in which nothing can be searched.
	Index *archive.Index
	// ReadKey reads a public key as a person pastes it.
	ReadKey func(line string) (fingerprint string, key []byte, comment string, err error)
	// Revoked is told, after the commit, whose credential opens the door no more;
	// fingerprint is empty for all of a delegate's. It may be nil, and must not block.
	Revoked func(login asem.Login, fingerprint, why string)
}

// An Office serves one store. Close it before the store.
type Office struct {
	store    Store
	now      func() time.Time
	log      *slog.Logger
	limits   Limits
	holidays *holiday.Book
	readKey  func(string) (string, []byte, string, error)
	revoked  func(login asem.Login, fingerprint, why string)
	reader   *extract.Reader
	// closeReader closes a reader of the office's own; nil for none.
	closeReader func() error
	clerk       *clerk
	indexer     *indexer // nil where nothing can be searched
	timekeeper  *timekeeper
	intake      intake
	desks       chan struct{} // a token for each long text that is worked on; see inTurn
	searches    chan struct{} // a token for each search; see inSearch
	rates       rates
	floor       attendance
	changes     atomic.Uint64 // rises after each commit that wrote entries
	dueMutex    sync.Mutex    // guards dueList, dueAt and dueOf
	dueList     []due
	dueAt       time.Time
	dueOf       uint64   // the entry up to which dueList holds
	zones       sync.Map // of *time.Location by name; see zone

	closing sync.Once
}

// Open begins serving the store. The caller closes the office.
func Open(o Options) *Office {
	if reflect.ValueOf(o.Limits).IsZero() {
		o.Limits = DefaultLimits()
	}
	office := &Office{store: o.Store, now: o.Now, log: o.Log, limits: o.Limits, holidays: o.Holidays, readKey: o.ReadKey, revoked: o.Revoked,
		reader: o.Reader, desks: make(chan struct{}, atWork), searches: make(chan struct{}, atSearch)}
	if office.reader == nil {
		office.reader = extract.NewReader("")
		office.closeReader = office.reader.Close
	}
	if office.revoked == nil {
		office.revoked = func(asem.Login, string, string) {}
	}
	office.rates.init(o.Limits)
	office.intake.init()
	office.floor.init()
	office.clerk = newClerk(o, office.announce, office.carryMarks)
	if o.Index != nil {
		office.indexer = newIndexer(office, o.Index)
		go office.indexer.work()
	}
	office.timekeeper = newTimekeeper(office, o.Elapsed)
	go office.clerk.work()
	return office
}

// Close takes no more commands, finishes those that have their place, and
// returns when the last is on disk. Desks stay readable.
func (o *Office) Close() {
	o.closing.Do(func() {
		o.timekeeper.close()
		o.clerk.close()
		o.indexer.close()
		if o.closeReader != nil {
			if err := o.closeReader(); err != nil {
				o.log.Error("closing the reader of files", "err", err)
			}
		}
	})
}

// Failed receives the error after which nothing more can be written: the store
// must be opened anew. It never receives after a clean Close.
func (o *Office) Failed() <-chan error { return o.clerk.failed }

// Account says whose credential this is, for the door. A key that was never
// enrolled, a revoked one, and one of a delegate who left are all alike unknown.
func (o *Office) Account(fingerprint string) (login asem.Login, ok bool) {
	err := o.store.View(func(s State) error {
		c, known := s.Credential(fingerprint)
		d, accredited := s.Delegate(c.Login)
		login, ok = c.Login, known && accredited && c.Active() && !d.Left
		return nil
	})
	if err != nil {
		o.log.Error("looking up a credential", "err", err)
		return "", false
	}
	return login, ok
}

// Founding sees to it that what every installation starts with is there: partners,
// boards, clusters, the Declaration. It does nothing where all of it is.
func (o *Office) Founding() error {
	var partners []roster.PartnerAdmitted
	for _, p := range asem.Partners() {
		partners = append(partners, roster.PartnerAdmitted(p))
	}
	var found forum.Found
	for _, c := range asem.FoundingClusters() {
		found.Clusters = append(found.Clusters, forum.ClusterNamed(c))
	}
	for _, b := range asem.FoundingBoards() {
		found.Boards = append(found.Boards, forum.BoardFounded(b))
	}
	title, text, adopted := asem.Declaration()
	for _, a := range []rule.Action{
		roster.AdmitPartners{Partners: partners},
		found,
		forum.Import{Board: asem.FoundingTexts, Origin: declarationOrigin, Title: title,
			Author: helsinki, At: adopted, Text: receivedNote + "\n\n" + text},
	} {
		if _, err := o.clerk.submit(journal.Command{ID: newID(), Action: a}, nil); err != nil {
			return fmt.Errorf("founding: %w", err)
		}
	}
	if err := o.depositDeclaration(); err != nil {
		return fmt.Errorf("founding: %w", err)
	}
	return nil
}

// depositDeclaration issues the Declaration as a document, in an installation that has
// none yet, and circulates it to everybody.
func (o *Office) depositDeclaration() error {
	title, text, adopted := asem.Declaration()
	there, post := false, asem.Number(0)
	err := o.store.View(func(s State) error {
		post, _ = s.Imported(asem.FoundingTexts, declarationOrigin)
		there = s.LastSerial(asem.SummitSeries, adopted.Year()) > 0
		return nil
	})
	if err != nil || there {
		return err
	}
	text = receivedNote + "\n\n" + text + "\n"
	digest, size, release, err := o.store.HoldBlob(strings.NewReader(text), o.limits.File)
	if err != nil {
		return diskFull(err)
	}
	defer release()
	file := document.File{Name: "helsinki-declaration-2006.txt", Type: extract.Plain, Bytes: size, Digest: digest, Language: document.Usual}
	_, err = o.clerk.submit(journal.Command{ID: newID(), Action: document.Deposit{
		Number: post,
		Paper:  document.Paper{Series: asem.SummitSeries, Title: title, Language: document.Usual, Files: []document.File{file}},
		At:     adopted, From: helsinki, To: []roster.Address{roster.Everybody},
		Count: countOf(file, extract.Reading{Text: text}),
	}}, nil)
	return err
}

// declarationOrigin is what makes importing the Declaration again harmless.
const declarationOrigin = "helsinki-declaration-2006"

// helsinki is who adopted the Declaration.
var helsinki = roster.Author{Name: "Sixth Asia-Europe Meeting, Helsinki"}

// receivedNote stands above the Declaration, whose copy lost something on its way.
const receivedNote = "(As received: this copy has lost the hyphens and dashes of the original.)"

// FoundDelegate accredits the first delegate with the first credential.
func (o *Office) FoundDelegate(l roster.Line) error {
	_, err := o.clerk.submit(journal.Command{ID: newID(), Action: roster.Found{Line: l}}, nil)
	return err
}

// Reconcile brings the roster in line with the key ring. It answers how many
// facts that took and which lines have no effect, a sentence each. Sessions of a
// credential that is revoked are ended.
func (o *Office) Reconcile(lines []roster.Line) (facts int, passedOver []string, err error) {
	receipt, err := o.clerk.submit(journal.Command{ID: newID(), Action: roster.Reconcile{Lines: lines}}, nil)
	if err != nil {
		return 0, nil, err
	}
	err = o.store.View(func(s State) error {
		passedOver = roster.PassedOver(s, lines)
		return nil
	})
	return len(receipt.Facts), passedOver, err
}

// WouldRevoke lists the credentials that reconciling these lines would revoke, for
// the door, where that cannot be written now.
func (o *Office) WouldRevoke(lines []roster.Line) (fingerprints []string) {
	err := o.store.View(func(s State) error {
		ruling, err := roster.Reconcile{Lines: lines}.Decide(s, rule.Occasion{})
		for _, f := range ruling.Facts {
			if f, ok := f.(roster.Revoked); ok {
				fingerprints = append(fingerprints, f.Fingerprint)
			}
		}
		return err
	})
	if err != nil {
		o.log.Error("looking for credentials to bar", "err", err)
	}
	return fingerprints
}

// announce tells everybody who is here what a commit changed, and ends the desks
// whose right to be here it took away. The clerk calls it after the commit.
func (o *Office) announce(entries []journal.Entry) {
	o.changes.Add(1)
	for _, e := range entries {
		left := map[asem.Login]bool{} // who leaves is told that, and not of each key
		for _, f := range e.Facts {
			if f, ok := f.(roster.Left); ok {
				left[f.Login] = true
				o.end(f.Login, "", "Your accreditation has ended.")
			}
		}
		for _, f := range e.Facts {
			if f, ok := f.(roster.Revoked); ok && !left[f.Login] {
				o.end(f.Login, f.Fingerprint, "This key was revoked.")
			}
		}
	}
	o.indexer.nudge()
	o.floor.nudge(touchedBy(entries), o.isFlash(entries))
}

// isFlash says whether a flash notice was posted, or made new again.
func (o *Office) isFlash(entries []journal.Entry) bool {
	flash := false
	for _, e := range entries {
		for _, f := range e.Facts {
			var again asem.Number
			switch f := f.(type) {
			case notice.Posted:
				flash = flash || f.Level == notice.Flash
			case notice.Corrected:
				again = f.Number
			case notice.Reminded:
				again = f.Number
			}
			if again == 0 {
				continue
			}
			err := o.store.View(func(s State) error {
				n, _ := s.Notice(again)
				flash = flash || n.Level == notice.Flash
				return nil
			})
			if err != nil {
				o.log.Error("looking for a flash notice", "err", err)
			}
		}
	}
	return flash
}

// end ends the desks of one credential, or all of a delegate's, and has the door
// closed behind them.
func (o *Office) end(login asem.Login, fingerprint, why string) {
	o.floor.end(login, fingerprint, why)
	o.revoked(login, fingerprint, why)
}

// newID is an id that no client chose: random, and rising with time, so that the
// index of commands done grows at its end.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// digestOf tells two actions apart that came under the same id.
func digestOf(c *journal.Codec, a rule.Action) (rule.Digest, error) {
	data, err := c.Marshal(a)
	if err != nil {
		return rule.Digest{}, fmt.Errorf("encoding %s: %w", a.Kind(), err)
	}
	return sha256.Sum256(append([]byte(a.Kind()+"\n"), data...)), nil
}

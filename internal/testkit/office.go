// Package testkit gives tests a ready office with people in it, and a clock
// that only they move. What a test leaves behind is checked when it ends: the
// store must verify, and no view may have lived too long.
package testkit

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// A Clock stands still until it is moved. It is safe for concurrent use.
type Clock struct {
	mu      sync.Mutex // guards what follows
	now     time.Time
	elapsed time.Duration
}

// NewClock begins on 10 September 2026, twenty years after Helsinki, at 09:00 UTC.
func NewClock() *Clock { return &Clock{now: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)} }

// Now tells the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.elapsed = c.now.Add(d), c.elapsed+d
}

// Jump sets the clock otherwise, as an operator may: no time passes.
func (c *Clock) Jump(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Elapsed is how much time has passed.
func (c *Clock) Elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.elapsed
}

// An Office is an office over a store in a folder of the test's own.
type Office struct {
	*secretariat.Office
	Store  *boltstore.Store
	Clock  *Clock
	Folder string

	t    testing.TB
	seal *journal.Seal
}

// NewOffice opens an office with the founding boards, partners and Declaration.
// It is closed and verified when the test ends.
func NewOffice(t testing.TB) *Office {
	t.Helper()
	secret, public, err := journal.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	seal, err := journal.NewSeal(secret, public)
	if err != nil {
		t.Fatal(err)
	}
	o := &Office{Clock: NewClock(), Folder: t.TempDir(), t: t, seal: seal}
	o.open()
	t.Cleanup(o.finish)
	if err := o.Founding(); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *Office) open() {
	o.t.Helper()
	codec := journal.NewCodec()
	store, err := boltstore.Open(boltstore.Options{Folder: o.Folder, Codec: codec, Seal: o.seal, NoSync: true})
	if err != nil {
		o.t.Fatal(err)
	}
	o.Store = store
	o.Office = secretariat.Open(secretariat.Options{
		Store: store, Sequencer: journal.NewQueue(1024, o.Clock.Now), Codec: codec,
		Now: o.Clock.Now, Elapsed: o.Clock.Elapsed, Log: slog.New(slog.DiscardHandler), Index: archive.New(archive.NewMemory()), ReadKey: readKey,
	})
}

// Reopen closes the office and its store and opens them again, as a restart does.
// Desks from before are dead.
func (o *Office) Reopen() {
	o.t.Helper()
	o.Office.Close()
	if err := o.Store.Close(); err != nil {
		o.t.Fatal(err)
	}
	o.open()
}

// finish checks what the test leaves behind.
func (o *Office) finish() {
	o.Office.Close()
	report, err := o.Store.Verify(context.Background(), nil)
	if err != nil {
		o.t.Errorf("verifying the store: %v", err)
	}
	for _, p := range report.Problems {
		o.t.Errorf("the store does not verify: %v", p)
	}
	if n := o.Store.LongViews(); n > 0 {
		o.t.Errorf("%d views of the store lived too long", n)
	}
	if err := o.Store.Close(); err != nil {
		o.t.Error(err)
	}
}

// Accredit accredits a delegate with a new key and seats them. Roles are words
// of the key ring: delegate, contact-point, moderator:finance.
func (o *Office) Accredit(login string, partner asem.Code, roles ...string) *secretariat.Desk {
	o.t.Helper()
	_, public := o.NewKey()
	line := roster.Line{Login: asem.Login(login), Name: NameOf(login), Partner: partner, Mission: "Brussels",
		Fingerprint: ssh.FingerprintSHA256(public), Key: public.Marshal()}
	for _, word := range roles {
		role, err := roster.ParseRole(word)
		if err != nil {
			o.t.Fatal(err)
		}
		line.Roles = append(line.Roles, role)
	}
	lines := append(o.ring(), line)
	if _, _, err := o.Reconcile(lines); err != nil {
		o.t.Fatal(err)
	}
	return o.Seat(login, line.Fingerprint)
}

// Amend changes what the key ring says of a delegate, for one who is posted elsewhere
// or hands an office over.
func (o *Office) Amend(login string, change func(*roster.Line)) {
	o.t.Helper()
	lines := o.ring()
	for i := range lines {
		if lines[i].Login == asem.Login(login) {
			change(&lines[i])
		}
	}
	if _, _, err := o.Reconcile(lines); err != nil {
		o.t.Fatal(err)
	}
}

// Dismiss takes a delegate out of the key ring.
func (o *Office) Dismiss(login string) {
	o.t.Helper()
	lines := slices.DeleteFunc(o.ring(), func(l roster.Line) bool { return l.Login == asem.Login(login) })
	if _, _, err := o.Reconcile(lines); err != nil {
		o.t.Fatal(err)
	}
}

// Seat opens another desk for a delegate; it is closed when the test ends.
func (o *Office) Seat(login, fingerprint string) *secretariat.Desk {
	o.t.Helper()
	desk, err := o.Desk(secretariat.Visitor{Login: asem.Login(login), Fingerprint: fingerprint, From: "192.0.2.1", Client: "SSH-2.0-test"})
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(desk.Close)
	return desk
}

// ring is the key ring that would give the present roster.
func (o *Office) ring() []roster.Line {
	o.t.Helper()
	var lines []roster.Line
	err := o.Store.View(func(s secretariat.State) error {
		for _, d := range s.Delegates() {
			for _, c := range s.CredentialsOf(d.Login) {
				if d.Ring && c.Active() {
					lines = append(lines, roster.Line{Login: d.Login, Name: d.Name, Partner: d.Partner, Mission: d.Mission,
						Roles: d.Roles, Fingerprint: c.Fingerprint, Key: c.Key, Comment: c.Comment})
				}
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return lines
}

// NewKey makes an Ed25519 key.
func (o *Office) NewKey() (ed25519.PrivateKey, ssh.PublicKey) {
	o.t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		o.t.Fatal(err)
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		o.t.Fatal(err)
	}
	return private, key
}

// LastEntry is the number of the newest entry, to prove that something changed
// nothing.
func (o *Office) LastEntry() uint64 {
	o.t.Helper()
	var last uint64
	err := o.Store.View(func(s secretariat.State) error {
		last, _ = s.Last()
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return last
}

// NameOf makes a name of a login: demo.delegate becomes Demo Delegate.
func NameOf(login string) string {
	words := strings.Split(login, ".")
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

func readKey(line string) (string, []byte, string, error) {
	key, comment, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		return "", nil, "", fault.New(fault.Usage, "This is not a public key.").Because(err)
	}
	return ssh.FingerprintSHA256(key), key.Marshal(), comment, nil
}

// Pass lets time pass as a server sees it that looks all the time: a second before the time of
// each open procedure, at it, and at the end.
func (o *Office) Pass(d time.Duration) {
	o.t.Helper()
	end := o.Clock.Now().Add(d)
	to := func(at time.Time) {
		if ahead := at.Sub(o.Clock.Now()); ahead >= 0 {
			o.Clock.Advance(ahead)
			o.KeepTime()
		}
	}
	for next := o.nextEnd(end); !next.IsZero(); next = o.nextEnd(end) {
		to(next.Add(-time.Second))
		to(next)
	}
	to(end)
}

// nextEnd is the time of the open procedure that ends first, between now and then; zero for
// none.
func (o *Office) nextEnd(until time.Time) (next time.Time) {
	o.t.Helper()
	err := o.Store.View(func(s secretariat.State) error {
		for _, p := range s.OpenProcedures() {
			if p.Expires.After(o.Clock.Now()) && !p.Expires.After(until) {
				next = p.Expires
				return nil
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return next
}

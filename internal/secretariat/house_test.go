package secretariat_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// patience is how long anything here may take before it counts as hanging.
const patience = 20 * time.Second

// A house is an office whose store, limits and order of commands a test can get hold of.
type house struct {
	*secretariat.Office
	t     testing.TB
	clock *testkit.Clock
	store *boltstore.Store
	lines []roster.Line
}

// newHouse opens one. Its store is verified when the test ends, unless arranged
// gives the office another store than the one it is given.
func newHouse(t testing.TB, arrange func(*secretariat.Options)) *house {
	t.Helper()
	secret, public, err := journal.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	seal, err := journal.NewSeal(secret, public)
	if err != nil {
		t.Fatal(err)
	}
	codec := journal.NewCodec()
	store, err := boltstore.Open(boltstore.Options{Folder: t.TempDir(), Codec: codec, Seal: seal, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, clock: testkit.NewClock(), store: store}
	limits := secretariat.DefaultLimits()
	limits.PostsPerMinute, limits.PostsPerDay = 1e6, 1e6
	o := secretariat.Options{Store: store, Sequencer: journal.NewQueue(1024, h.clock.Now), Codec: codec, Now: h.clock.Now, Elapsed: h.clock.Elapsed,
		Log: slog.New(slog.DiscardHandler), Limits: limits,
		ReadKey: func(line string) (string, []byte, string, error) {
			if line == "" {
				return "", nil, "", fault.New(fault.Usage, "This is not a public key.")
			}
			return "SHA256:" + line, []byte(line), line, nil
		}}
	if arrange != nil {
		arrange(&o)
	}
	h.Office = secretariat.Open(o)
	t.Cleanup(h.finish)
	if err := h.Founding(); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *house) finish() {
	h.Office.Close()
	report, err := h.store.Verify(context.Background(), nil)
	if err != nil {
		h.t.Errorf("verifying: %v", err)
	}
	for _, p := range report.Problems {
		h.t.Errorf("the store does not verify: %v", p)
	}
	if n := h.store.LongViews(); n > 0 {
		h.t.Errorf("%d views lived too long", n)
	}
	if err := h.store.Close(); err != nil {
		h.t.Error(err)
	}
}

// accredit puts a delegate into the key ring and seats them.
func (h *house) accredit(login asem.Login, partner asem.Code, roles ...string) *secretariat.Desk {
	h.t.Helper()
	line := roster.Line{Login: login, Name: testkit.NameOf(string(login)), Partner: partner, Mission: "Brussels",
		Fingerprint: "SHA256:" + string(login), Key: []byte(login)}
	for _, word := range roles {
		role, err := roster.ParseRole(word)
		if err != nil {
			h.t.Fatal(err)
		}
		line.Roles = append(line.Roles, role)
	}
	h.lines = append(h.lines, line)
	h.reconcile()
	return h.seat(login, line.Fingerprint)
}

func (h *house) reconcile() {
	h.t.Helper()
	if _, _, err := h.Reconcile(h.lines); err != nil {
		h.t.Fatal(err)
	}
}

// strike takes a delegate out of the key ring.
func (h *house) strike(login asem.Login) {
	h.t.Helper()
	var rest []roster.Line
	for _, l := range h.lines {
		if l.Login != login {
			rest = append(rest, l)
		}
	}
	h.lines = rest
	h.reconcile()
}

func (h *house) seat(login asem.Login, fingerprint string) *secretariat.Desk {
	h.t.Helper()
	d, err := h.Desk(secretariat.Visitor{Login: login, Fingerprint: fingerprint, From: "192.0.2.7", Client: "SSH-2.0-test"})
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(d.Close)
	return d
}

// lastEntry is the number of the newest entry, to prove that something changed nothing.
func (h *house) lastEntry() uint64 {
	h.t.Helper()
	var last uint64
	err := h.store.View(func(s secretariat.State) error {
		last, _ = s.Last()
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return last
}

func opened(t testing.TB, d *secretariat.Desk, board asem.BoardID, title string) asem.Number {
	t.Helper()
	p, err := d.Open("", forum.Open{Board: board, Title: title, Text: "Opinion on " + title})
	if err != nil {
		t.Fatal(err)
	}
	return p.Number
}

func replied(t testing.TB, d *secretariat.Desk, to asem.Number) asem.Number {
	t.Helper()
	p, err := d.Reply("", forum.Reply{To: to, Text: fmt.Sprint("Answer to ", to)})
	if err != nil {
		t.Fatal(err)
	}
	return p.Number
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, what string, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want %s", what, err, kind)
	}
	var f *fault.Error
	if kind != 0 && !errors.As(err, &f) {
		t.Errorf("%s: no sentence in %v", what, err)
	}
}

func wantWaiting(t testing.TB, d *secretariat.Desk, want int) {
	t.Helper()
	if n, err := d.Waiting(); n != want || err != nil {
		t.Errorf("%d wait, %v; want %d", n, err, want)
	}
}

// within fails the test where done is not closed in time.
func within[T any](t testing.TB, what string, done <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-done:
	case <-time.After(patience):
		t.Fatalf("%s: nothing comes", what)
	}
	return v
}

// A gate holds the clerk in front of its store until it is opened.
type gate struct {
	secretariat.Store
	mu      sync.Mutex // guards closed
	closed  chan struct{}
	arrived chan struct{}
}

func newGate(s secretariat.Store) *gate { return &gate{Store: s, arrived: make(chan struct{}, 1)} }

// shut lets the next transaction wait; arrived receives when it does.
func (g *gate) shut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.closed = make(chan struct{})
}

func (g *gate) open() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed != nil {
		close(g.closed)
		g.closed = nil
	}
}

// Update waits behind the gate after the commands were decided, before the commit.
func (g *gate) Update(do func(secretariat.Ledger) error) error {
	return g.Store.Update(func(l secretariat.Ledger) error {
		err := do(l)
		g.mu.Lock()
		closed := g.closed
		g.mu.Unlock()
		if closed != nil {
			select {
			case g.arrived <- struct{}{}:
			default:
			}
			<-closed
		}
		return err
	})
}

// A counted sequencer tells how many commands have had their place.
type counted struct {
	journal.Sequencer
	placed atomic.Int64
}

func (c *counted) Propose(ctx context.Context, cmd journal.Command) error {
	err := c.Sequencer.Propose(ctx, cmd)
	if err == nil {
		c.placed.Add(1)
	}
	return err
}

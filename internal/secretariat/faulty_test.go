package secretariat_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A faulty store is a store over which a test has power.
type faulty struct {
	secretariat.Store
	mu      sync.Mutex // guards what follows
	before  error      // what Update answers, without having written
	after   error      // what Update answers, having written
	damage  error
	ledger  func(secretariat.Ledger) secretariat.Ledger
	updates int
}

func (f *faulty) set(change func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change()
}

func (f *faulty) Update(do func(secretariat.Ledger) error) error {
	f.mu.Lock()
	before, after, ledger := f.before, f.after, f.ledger
	f.updates++
	f.mu.Unlock()
	err := f.Store.Update(func(l secretariat.Ledger) error {
		if ledger != nil {
			l = ledger(l)
		}
		if err := do(l); err != nil {
			return err
		}
		return before
	})
	if err == nil {
		err = after
	}
	return err
}

func (f *faulty) Damage() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.damage != nil {
		return f.damage
	}
	return f.Store.Damage()
}

func newFaultyHouse(t *testing.T) (*house, *faulty) {
	t.Helper()
	f := &faulty{}
	return newHouse(t, func(o *secretariat.Options) { f.Store = o.Store; o.Store = f }), f
}

// A writing is one way of writing at a desk.
type writing struct {
	what string
	do   func() error
}

// writes are all ways of writing at a desk.
func writes(d *secretariat.Desk, topic asem.Number) []writing {
	return []writing{
		{"reply", func() error { _, err := d.Reply("", forum.Reply{To: topic, Text: "x"}); return err }},
		{"mark", func() error { return d.MarkRead(secretariat.Seen{Number: topic, Version: 1}) }},
		{"draft", func() error {
			return d.SaveDraft(secretariat.Draft{Place: secretariat.OnBoard("finance"), Text: "x"})
		}},
		{"catch up", func() error { _, err := d.CatchUp(""); return err }},
		{"settings", func() error { return d.SetPreferences(secretariat.Preferences{Zone: "UTC"}) }},
		{"key", func() error { _, err := d.AddKey("spare"); return err }},
	}
}

// TestFullDiskIsSaid: what finds no room is refused with a sentence and leaves
// nothing; reading goes on; and when there is room, so does writing.
func TestFullDiskIsSaid(t *testing.T) {
	h, f := newFaultyHouse(t)
	d, reader := h.accredit("a.writer", "FI", "delegate"), h.accredit("b.writer", "VN", "delegate")
	topic := opened(t, d, "finance", "x")
	announced(t, d)
	look(reader)
	before := h.lastEntry()
	f.set(func() { f.before = fmt.Errorf("%w: no space left on device", secretariat.ErrFull) })
	for _, write := range writes(d, topic) {
		err := write.do()
		wantKind(t, write.what, err, fault.Failed)
		if !errors.Is(err, secretariat.ErrFull) || fault.Sentence(err) == "" {
			t.Errorf("%s: %v", write.what, err)
		}
	}
	if p, err := d.Reply("token", forum.Reply{To: topic, Text: "x"}); err == nil || p != (secretariat.Posted{}) {
		t.Errorf("refused, and answered with %+v", p)
	}
	if h.lastEntry() != before || look(reader) {
		t.Error("something was written")
	}
	wantWaiting(t, reader, 1)
	f.set(func() { f.before = nil })
	for _, write := range writes(d, topic) {
		if err := write.do(); err != nil {
			t.Errorf("with room again, %s: %v", write.what, err)
		}
	}
	if p, err := d.Reply("token", forum.Reply{To: topic, Text: "x"}); err != nil || p.Already {
		t.Errorf("sent again: %+v, %v", p, err)
	}
	wantNotFailed(t, h)
}

func wantNotFailed(t *testing.T, h *house) {
	t.Helper()
	select {
	case err := <-h.Failed():
		t.Errorf("the office failed: %v", err)
	default:
	}
}

// TestUncertainStops: of a commit that may or may not have been written nobody says
// either; everybody is told, nobody hangs, and nothing more is written.
func TestUncertainStops(t *testing.T) {
	for name, written := range map[string]bool{"and it was written": true, "and it was not": false} {
		t.Run(name, func(t *testing.T) {
			h, f := newFaultyHouse(t)
			d := h.accredit("a.writer", "FI", "delegate")
			topic := opened(t, d, "finance", "x")
			uncertain := fmt.Errorf("%w: input/output error", secretariat.ErrUncertain)
			f.set(func() {
				if f.after = uncertain; !written {
					f.before, f.after = uncertain, nil
				}
			})
			told := make(chan error, 40)
			for i := range cap(told) {
				go func() {
					if i%2 == 0 {
						told <- d.MarkRead(secretariat.Seen{Number: topic, Version: 1})
						return
					}
					_, err := d.Reply("", forum.Reply{To: topic, Text: "x"})
					told <- err
				}()
			}
			for range cap(told) {
				wantKind(t, "while it failed", within(t, "an answer", told), fault.Failed)
			}
			if err := within(t, "the failure", h.Failed()); !errors.Is(err, secretariat.ErrUncertain) {
				t.Errorf("%v", err)
			}
			last := h.lastEntry()
			for _, write := range writes(d, topic) {
				wantKind(t, write.what+", afterwards", write.do(), fault.Failed)
			}
			if h.lastEntry() != last {
				t.Error("more was written")
			}
			if _, err := d.Boards(); err != nil {
				t.Errorf("reading: %v", err)
			}
			h.Office.Close()
		})
	}
}

// TestDamageIsReadOnly: a store that is damaged when it is opened, or found to be so
// while it is written, is read; the office says so and does not stop.
func TestDamageIsReadOnly(t *testing.T) {
	h, f := newFaultyHouse(t)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	damage := fmt.Errorf("%w: entry 7", secretariat.ErrDamaged)
	f.set(func() { f.before = damage })
	for _, write := range writes(d, topic) {
		err := write.do()
		wantKind(t, "found while writing, "+write.what, err, fault.Failed)
		if !errors.Is(err, secretariat.ErrDamaged) {
			t.Errorf("%s: %v", write.what, err)
		}
	}
	f.set(func() { f.damage, f.updates = damage, 0 })
	for _, write := range writes(d, topic) {
		wantKind(t, "found before, "+write.what, write.do(), fault.Failed)
	}
	if f.updates > 0 {
		t.Errorf("%d tries at writing", f.updates)
	}
	if p, err := d.Post(topic); err != nil || p.Text == "" {
		t.Errorf("reading: %+v, %v", p, err)
	}
	wantNotFailed(t, h)
}

// A panicking ledger breaks down where it is told to.
type panicking struct {
	secretariat.Ledger
	append, post, marks bool
}

func (p panicking) Append(e journal.Entry, texts []rule.Text) error {
	if p.append {
		panic(errors.New("a page of the file could not be read"))
	}
	return p.Ledger.Append(e, texts)
}

func (p panicking) Post(n asem.Number) (forum.Post, bool) {
	if p.post {
		panic("index out of range")
	}
	return p.Ledger.Post(n)
}

func (p panicking) PutMarks(asem.Login, asem.Shelf, newsrc.Set) {
	if p.marks {
		var none *secretariat.Draft
		_ = none.Text // as a mistake of ours would: a runtime error, not a panic of bbolt
	}
}

// TestPanicsAreAnswered: whatever breaks down while a command is done, who asked is
// told, and the next one is served.
func TestPanicsAreAnswered(t *testing.T) {
	for name, breaks := range map[string]panicking{
		"in a rule": {post: true}, "in the store": {append: true}, "beside the entry": {marks: true},
	} {
		t.Run(name, func(t *testing.T) {
			h, f := newFaultyHouse(t)
			d := h.accredit("a.writer", "FI", "delegate")
			topic := opened(t, d, "finance", "x")
			last := h.lastEntry()
			f.set(func() {
				f.ledger = func(l secretariat.Ledger) secretariat.Ledger { breaks.Ledger = l; return breaks }
			})
			told := make(chan error, 2)
			for range cap(told) {
				go func() { _, err := d.Reply("", forum.Reply{To: topic, Text: "x"}); told <- err }()
			}
			for range cap(told) {
				if err := within(t, "an answer", told); err == nil || fault.Sentence(err) == "" {
					t.Errorf("%v", err)
				}
			}
			if h.lastEntry() != last {
				t.Error("something was written")
			}
			wantNotFailed(t, h)
			f.set(func() { f.ledger = nil })
			_, err := d.Reply("", forum.Reply{To: topic, Text: "x"})
			if damaged := h.store.Damage() != nil; damaged != (name == "in the store") || damaged == (err == nil) {
				t.Errorf("damage %v; the next one: %v", damaged, err)
			}
		})
	}
}

// A store with one text that was changed on disk.
type changedText struct {
	secretariat.Store
	number asem.Number
}

func (c changedText) View(do func(secretariat.State) error) error {
	return c.Store.View(func(s secretariat.State) error { return do(changedState{s, c.number}) })
}

type changedState struct {
	secretariat.State
	number asem.Number
}

func (c changedState) Text(n asem.Number, version int) (string, error) {
	if n == c.number {
		return "", secretariat.ErrTextChanged
	}
	return c.State.Text(n, version)
}

// TestOneChangedText: the text is withheld, with the reason; what stands around it is
// read as before.
func TestOneChangedText(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Store = changedText{o.Store, 3} })
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	replied(t, d, topic)
	replied(t, d, topic)
	thread, err := d.Thread(topic, secretariat.Page{})
	must(t, err)
	for i, p := range thread.Posts {
		if changed := i == 1; changed != (p.Text == "") || changed != strings.Contains(p.Withheld, "damaged on the disk") {
			t.Errorf("%s: %q, withheld %q", p.Number, p.Text, p.Withheld)
		}
	}
	versions, err := d.History(3)
	if err != nil || len(versions) != 1 || versions[0].Withheld == "" {
		t.Errorf("%+v, %v", versions, err)
	}
	if p, err := d.Post(3); err != nil || p.Withheld == "" {
		t.Errorf("%+v, %v", p, err)
	}
}

// TestOneRefusalSparesTheOthers: what is refused in a transaction does not undo
// what is done in it before and after.
func TestOneRefusalSparesTheOthers(t *testing.T) {
	var g *gate
	var q *counted
	h := newHouse(t, func(o *secretariat.Options) {
		g, q = newGate(o.Store), &counted{Sequencer: o.Sequencer}
		o.Store, o.Sequencer = g, q
	})
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	g.shut()
	first := make(chan error, 1)
	go func() { _, err := d.Reply("", forum.Reply{To: topic, Text: "x"}); first <- err }()
	within(t, "the clerk", g.arrived)
	placed := q.placed.Load()
	told := map[bool]chan error{true: make(chan error, 10), false: make(chan error, 10)}
	for i := range 20 {
		good := i%2 == 0
		go func() {
			to := topic
			if !good {
				to = 999
			}
			_, err := d.Reply("", forum.Reply{To: to, Text: fmt.Sprint(i)})
			told[good] <- err
		}()
	}
	waitFor(t, "twenty wait", func() bool { return q.placed.Load() == placed+20 })
	g.open()
	must(t, within(t, "the first", first))
	for range 10 {
		must(t, within(t, "a good one", told[true]))
		wantKind(t, "a bad one", within(t, "a bad one", told[false]), fault.NotFound)
	}
	if b, err := d.Board("finance"); err != nil || b.Posts != 12 {
		t.Errorf("%d posts, %v", b.Posts, err)
	}
}

// TestFilesWithoutRoom imports a file for which there is no room.
func TestFilesWithoutRoom(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Store = fullOfFiles{o.Store} })
	in, err := h.Import("old-papers", "Old papers")
	must(t, err)
	_, err = in.File("large.bin", "", io.LimitReader(zeroes{}, 1<<20))
	wantKind(t, "a large file", err, fault.Failed)
	f, err := in.File("small.bin", "", io.LimitReader(zeroes{}, 10))
	must(t, err)
	err = in.Add(t.Context(), forum.Import{Origin: "1", Text: "x", Files: []rule.File{f}})
	if err == nil {
		err = in.Finish()
	}
	wantKind(t, "a small file", err, fault.Failed)
	if b, _ := h.accredit("a.writer", "FI", "delegate").Board("old-papers"); b.Posts > 0 {
		t.Error("a post names a file that is not there")
	}
}

type fullOfFiles struct{ secretariat.Store }

func (fullOfFiles) PutBlob(io.Reader, int64) (rule.Digest, int64, error) {
	return rule.Digest{}, 0, secretariat.ErrFull
}

func (fullOfFiles) PutSmallBlobs([][]byte) error { return secretariat.ErrFull }

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

package secretariat_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// cable is a message of a collection: every third opens a topic, the others answer.
func cable(i int) forum.Import {
	m := forum.Import{Origin: fmt.Sprintf("<%d@example.org>", i), Title: fmt.Sprint("Cable ", i), Text: fmt.Sprint("Text ", i),
		Author: roster.Author{Name: "An Archivist", Address: "a@example.org"}, At: time.Date(1975, 1, 1, i, 0, 0, 0, time.UTC)}
	if i%3 > 0 {
		m.Parent = fmt.Sprintf("<%d@example.org>", i-1)
	}
	return m
}

func TestImporting(t *testing.T) {
	h := newHouse(t, nil)
	reader := h.accredit("a.writer", "FI", "delegate")
	const messages = 700 // more than wait at a time
	for round := range 2 {
		in, err := h.Import("old-papers", "Old papers")
		must(t, err)
		before := h.lastEntry()
		for i := range messages {
			must(t, in.Add(t.Context(), cable(i)))
		}
		must(t, in.Finish())
		must(t, in.Finish())
		if posted, already := messages*(1-round), messages*round; in.Posted != posted || in.Already != already {
			t.Errorf("round %d: %d posted, %d already", round, in.Posted, in.Already)
		}
		if round == 1 && h.lastEntry() != before {
			t.Error("again it made entries")
		}
	}
	b, err := reader.Board("old-papers")
	if err != nil || b.Posts != messages || b.Topics != (messages+2)/3 || !b.Archive || b.New != 0 {
		t.Errorf("%+v, %v", b, err)
	}
	page, err := reader.Topics("old-papers", secretariat.Page{Limit: 1})
	must(t, err)
	thread, err := reader.Thread(page.Rows[0].Number, secretariat.Page{})
	must(t, err)
	if first := thread.Posts[0]; first.Title != "Cable 699" || first.Text != "Text 699" || first.Author.Address != "a@example.org" || first.Mine || first.New || !first.At.Equal(cable(699).At) {
		t.Errorf("%+v", first)
	}
	thread, err = reader.Thread(page.Rows[0].Number-3, secretariat.Page{})
	must(t, err)
	for depth, p := range thread.Posts {
		if p.Depth() != depth || p.Text != fmt.Sprint("Text ", 696+depth) {
			t.Errorf("at depth %d: %+v", depth, p)
		}
	}
	wantWaiting(t, reader, 0)
}

// TestImportingForTheSecretariat: onto a board that is there, by who may.
func TestImportingForTheSecretariat(t *testing.T) {
	h := newHouse(t, nil)
	sec, writer := h.accredit("a.secretary", "EU", "secretariat"), h.accredit("a.writer", "FI", "delegate")
	_, err := writer.Import("finance")
	wantKind(t, "a writer imports", err, fault.Refused)
	_, err = sec.Import("old-papers")
	wantKind(t, "onto no board", err, fault.NotFound)
	must(t, sec.FoundBoard("old-papers", "Old papers"))
	in, err := sec.Import("old-papers")
	must(t, err)
	must(t, in.Add(t.Context(), cable(0)))
	must(t, in.Finish())
	_, err = writer.Reply("", forum.Reply{To: 2, Text: "x"})
	wantKind(t, "answering in an archive", err, fault.Refused)
	wantWaiting(t, writer, 0)
	wantKind(t, "marking what was imported as new", writer.MarkNew(2), fault.Refused)
}

// TestImportingIsInterrupted: what was added before stays, once the importing is
// finished, and doing it again brings the rest.
func TestImportingIsInterrupted(t *testing.T) {
	h := newHouse(t, nil)
	in, err := h.Import("old-papers", "Old papers")
	must(t, err)
	ctx, cancel := context.WithCancelCause(t.Context())
	for i := range 10 {
		must(t, in.Add(ctx, cable(i)))
	}
	why := errors.New("the operator pressed a key")
	cancel(why)
	err = in.Add(ctx, cable(10))
	wantKind(t, "interrupted", err, fault.Failed)
	if !errors.Is(err, why) {
		t.Errorf("%v", err)
	}
	must(t, in.Finish())
	if in.Posted != 10 {
		t.Errorf("%d were kept", in.Posted)
	}
	again, err := h.Import("old-papers", "Another title")
	must(t, err)
	for i := range 15 {
		must(t, again.Add(t.Context(), cable(i)))
	}
	must(t, again.Finish())
	if again.Posted != 5 || again.Already != 10 {
		t.Errorf("%d posted, %d already", again.Posted, again.Already)
	}
}

// TestImportingIntoAFullTopic: the answer beyond the last that a topic holds opens
// another one.
func TestImportingIntoAFullTopic(t *testing.T) {
	if testing.Short() {
		t.Skip("five thousand messages")
	}
	h := newHouse(t, nil)
	reader := h.accredit("a.writer", "FI", "delegate")
	in, err := h.Import("old-papers", "Old papers")
	must(t, err)
	for i := range forum.MaxPosts + 2 {
		m := cable(0)
		m.Origin, m.Text = fmt.Sprint(i), fmt.Sprint(i)
		if i > 0 {
			m.Parent = "0"
		}
		must(t, in.Add(t.Context(), m))
	}
	must(t, in.Finish())
	b, err := reader.Board("old-papers")
	if err != nil || b.Topics != 3 || b.Posts != forum.MaxPosts+2 {
		t.Errorf("%d topics, %d posts, %v", b.Topics, b.Posts, err)
	}
}

// TestOneBadMessage: the import ends at what the rules refuse, and says which it was.
func TestOneBadMessage(t *testing.T) {
	h := newHouse(t, nil)
	in, err := h.Import("old-papers", "Old papers")
	must(t, err)
	bad := cable(1)
	bad.Origin = ""
	for _, m := range []forum.Import{cable(0), bad, cable(3)} {
		if err = in.Add(t.Context(), m); err != nil {
			break
		}
	}
	if err == nil {
		err = in.Finish()
	}
	wantKind(t, "without an origin", err, fault.Usage)
	if err != nil && !strings.Contains(err.Error(), "message 2") {
		t.Errorf("%v", err)
	}
}

func TestImportedFiles(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.ImportedFile = 1 << 20 })
	reader := h.accredit("a.writer", "FI", "delegate")
	in, err := h.Import("old-papers", "Old papers")
	must(t, err)
	sizes := []int{0, 1, secretariat.MaxSmallBlob, secretariat.MaxSmallBlob + 1, 1 << 20}
	for i, size := range sizes {
		f, err := in.File(fmt.Sprint(size), "application/pdf", bytes.NewReader(bytes.Repeat([]byte{byte(i)}, size)))
		must(t, err)
		m := cable(0)
		m.Origin, m.Files = fmt.Sprint(i), []rule.File{f}
		must(t, in.Add(t.Context(), m))
	}
	_, err = in.File("too large", "", bytes.NewReader(make([]byte, 1<<20+1)))
	wantKind(t, "over the limit", err, fault.Usage)
	broken := errors.New("the line broke")
	_, err = in.File("broken", "", io.MultiReader(strings.NewReader("half"), errReader{broken}))
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	must(t, in.Finish())
	for i, size := range sizes {
		f, body, err := reader.File(asem.Number(2+i), 0)
		must(t, err)
		if data, err := io.ReadAll(body); err != nil || len(data) != size || f.Bytes != int64(size) || size > 0 && data[size-1] != byte(i) {
			t.Errorf("%s: %d bytes come back, %v", f.Name, len(data), err)
		}
		must(t, body.Close())
	}
}

type errReader struct{ err error }

func (e errReader) Read([]byte) (int, error) { return 0, e.err }

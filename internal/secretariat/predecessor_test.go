package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestPredecessorFindsWhatTheyRead: a search of who handed an office over finds what they
// read, and counts and shows nothing that came or changed later.
func TestPredecessorFindsWhatTheyRead(t *testing.T) {
	c := newChancery(t)
	lao := c.Accredit("demo.lao", "LA", "coordinator", "delegate")
	c.give("coordinator:presidency", "FI", 1, 29)
	c.to(c.day(1))
	issue := func(a document.Issue, text string) secretariat.Issued {
		t.Helper()
		a.Number = drawUp(t, lao, document.Paper{Series: "ASEM/SOM", Title: "A paper"}, text)
		issued, err := lao.IssueDocument(t.Context(), "", a)
		must(t, err)
		return issued
	}
	first := issue(document.Issue{To: []roster.Address{"VN"}}, "A heron, first.")
	letter := c.letter("@coordinator:presidency", "The heron letter")
	stays, err := lao.PostNotice("", notice.Post{Level: notice.Priority, To: []roster.Address{"VN"}, Title: "Heron notice", Text: "x"})
	must(t, err)
	changes, err := lao.PostNotice("", notice.Post{Level: notice.Priority, To: []roster.Address{"VN"}, Title: "Heron to come", Text: "x"})
	must(t, err)
	c.to(c.day(29)) // the term has ended

	second := issue(document.Issue{As: document.Revision, Of: first.Symbol}, "A heron, second.")
	_, err = lao.CorrectNotice("", notice.Correct{Number: changes.Number, Title: "Heron that came", Text: "x"})
	must(t, err)
	_ = c.letter("@coordinator:presidency", "The heron letter of later")
	later := issue(document.Issue{To: []roster.Address{"VN"}}, "A heron of later.")
	must(t, c.Indexed(t.Context(), nil))
	find := func(d *secretariat.Desk) []asem.Number {
		page, err := d.Search(t.Context(), secretariat.Search{Query: "heron", Width: 72})
		must(t, err)
		if page.Total != len(page.Hits) {
			t.Errorf("%d are counted, %d shown", page.Total, len(page.Hits))
		}
		return numbersFound(page)
	}
	if got, want := find(c.finn), []asem.Number{first.Number, letter.Number, stays.Number}; !slices.Equal(got, want) {
		t.Errorf("the predecessor finds %v, want %v", got, want)
	}
	if got := find(lao); !slices.Contains(got, second.Number) || !slices.Contains(got, later.Number) || !slices.Contains(got, changes.Number) {
		t.Errorf("who coordinates still finds %v", got)
	}
	if got := find(c.porto); len(got) != 0 {
		t.Errorf("who held no office finds %v", got)
	}
}

// TestPredecessorReadsWhatStoodThen: who handed an office over goes on reading documents,
// notices and silence procedures as they stood at the end of their term, whatever became of
// them, and nothing of what came later.
func TestPredecessorReadsWhatStoodThen(t *testing.T) {
	c := newChancery(t)
	lao := c.Accredit("demo.lao", "LA", "coordinator", "delegate")
	contact := c.Accredit("demo.contact", "VN", "contact-point")
	c.give("coordinator:presidency", "FI", 1, 29)
	c.to(c.day(1))
	issue := func(title string, a document.Issue) secretariat.Issued {
		t.Helper()
		a.Number = drawUp(t, lao, document.Paper{Series: "ASEM/SOM", Title: title}, title+" text.")
		issued, err := lao.IssueDocument(t.Context(), "", a)
		must(t, err)
		return issued
	}
	text := issue("First", document.Issue{To: []roster.Address{"VN"}})
	told, err := lao.PostNotice("", notice.Post{Level: notice.Priority, To: []roster.Address{"VN"}, Title: "Who comes?", Text: "By Friday.", Ack: true})
	must(t, err)
	silence, expires, err := lao.OpenProcedure("", text.Number, c.Clock.Now().Add(40*24*time.Hour), "")
	must(t, err)
	_, err = contact.Enter("", procedure.Enter{Number: silence.Number, Is: procedure.Statement, Text: "In their time."})
	must(t, err)
	c.to(c.day(29)) // the term has ended

	revised := issue("Second", document.Issue{As: document.Revision, Of: text.Symbol})
	_, err = lao.CorrectNotice("", notice.Correct{Number: told.Number, Title: "Who comes when?", Text: "By Monday."})
	must(t, err)
	must(t, contact.Acknowledge(told.Number, 0))
	_, err = contact.Enter("", procedure.Enter{Number: silence.Number, Is: procedure.Objection, Text: "After their time."})
	must(t, err)
	later := issue("Third", document.Issue{To: []roster.Address{"VN"}})
	event, err := lao.DeclareContingency("", contingency.Declare{Title: "An event", Text: "Later.", Circle: []roster.Address{"VN"}})
	must(t, err)

	doc, err := c.finn.Document(text.Symbol)
	if err != nil || len(doc.Versions) != 1 || doc.Title != "First" {
		t.Errorf("the document: %+v, %v", doc.Document, err)
	}
	if page, err := c.finn.Documents(secretariat.DocumentScope{}, secretariat.Page{}); err != nil || len(page.Rows) != 2 || page.Rows[0].Title != "First" { // the Declaration is to all
		t.Errorf("the list of documents: %+v, %v", page.Rows, err)
	}
	if _, err := c.finn.ReadVersion(t.Context(), text.Symbol, revised.Version, secretariat.FilePick{}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a later version: %v", err)
	}
	for _, n := range []asem.Number{revised.Number, later.Number} {
		if to, err := c.finn.Find(n.String()); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s leads to %+v, %v", n, to, err)
		}
	}
	v, err := c.finn.Notice(told.Number)
	if err != nil || v.Title != "Who comes?" || v.Text != "By Friday." || len(v.Acks) > 0 {
		t.Errorf("the notice: %+v, %v", v, err)
	}
	if page, err := c.finn.Notices(secretariat.AllNotices, secretariat.Page{}); err != nil || len(page.Rows) != 1 || page.Rows[0].Title != "Who comes?" {
		t.Errorf("the list of notices: %+v, %v", page.Rows, err)
	}
	p, err := c.finn.Procedure(silence.Number)
	if err != nil || p.Status != procedure.Open || !slices.Equal(p.Texts, []string{"In their time."}) || !p.Expires.Equal(expires) || p.MayLead || p.MaySpeak {
		t.Errorf("the procedure: %+v, %v", p, err)
	}
	if page, err := c.finn.Procedures(false, secretariat.Page{}); err != nil || len(page.Rows) != 1 {
		t.Errorf("the list of procedures: %+v, %v", page.Rows, err)
	}
	if list, err := c.finn.PendingProcedures(); err != nil || len(list) > 0 {
		t.Errorf("what waits for nobody is told to be open: %+v, %v", list, err)
	}
	takeout, err := c.finn.Takeout()
	must(t, err)
	var taken strings.Builder
	must(t, takeout.Entries(t.Context(), func(e secretariat.Taken) error {
		_, err := fmt.Fprintf(&taken, "%+v %+v\n", e.Facts, e.Texts)
		return err
	}))
	_, err = c.finn.Packet(t.Context(), secretariat.PacketSince{At: c.day(-60)}, func(p secretariat.Parcel) error {
		switch {
		case p.Notice != nil:
			fmt.Fprintf(&taken, "%+v\n", *p.Notice)
		case p.Procedure != nil:
			fmt.Fprintf(&taken, "%+v\n", *p.Procedure)
		case p.Record != nil:
			fmt.Fprintf(&taken, "%+v\n", *p.Record)
		case p.Document != nil:
			fmt.Fprintf(&taken, "%+v %+v\n", *p.Document, p.Version)
		}
		return nil
	})
	must(t, err)
	for _, theirs := range []string{"First", "Who comes?", "By Friday.", "In their time."} {
		if !strings.Contains(taken.String(), theirs) {
			t.Errorf("%q is not in what they take home, or get by packet", theirs)
		}
	}
	for _, not := range []string{"Second", "Third", "Who comes when?", "By Monday.", "After their time.", "An event"} {
		if strings.Contains(taken.String(), not) {
			t.Errorf("%q is in what they take home, or get by packet", not)
		}
	}
	if _, err := c.finn.Contingency(event.Number); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a contingency of later: %v", err)
	}
	if p, err := c.porto.Procedure(silence.Number); fault.KindOf(err) != fault.NotFound {
		t.Errorf("who holds no office reads %+v, %v", p, err)
	}
}

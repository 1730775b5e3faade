package secretariat_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// A mailroom is an office with people who write to each other.
type mailroom struct {
	*testkit.Office
	author, reader, colleague, coordinator, moderator, secretary, observer *secretariat.Desk
}

func newMailroom(t *testing.T) mailroom {
	o := testkit.NewOffice(t)
	return mailroom{
		Office: o, author: o.Accredit("first.author", "FI", "delegate"), reader: o.Accredit("second.reader", "VN", "delegate", "contact-point"),
		colleague: o.Accredit("third.colleague", "VN", "delegate"), coordinator: o.Accredit("fourth.coordinator", "JP", "coordinator"),
		moderator: o.Accredit("fifth.moderator", "DE", "delegate", "moderator"), secretary: o.Accredit("sixth.secretary", "XA", "secretariat"),
		observer: o.Accredit("seventh.observer", "SG", "observer"),
	}
}

func mailed(t testing.TB, d *secretariat.Desk, l secretariat.Outgoing) asem.Number {
	t.Helper()
	if l.Subject == "" {
		l.Subject = "A subject"
	}
	if l.Text == "" {
		l.Text = "A text."
	}
	p, err := d.SendLetter("", secretariat.NewLetter, l)
	if err != nil || p.Kind != secretariat.KindLetter {
		t.Fatalf("%+v, %v", p, err)
	}
	return p.Number
}

func to(list ...roster.Address) secretariat.Outgoing { return secretariat.Outgoing{To: list} }

// lying are the numbers in a folder.
func lying(t testing.TB, d *secretariat.Desk, f secretariat.Folder) (numbers []asem.Number) {
	t.Helper()
	page, err := d.Letters(f, secretariat.Page{})
	must(t, err)
	for _, row := range page.Rows {
		if row.Text != "" {
			t.Error("a list carries texts")
		}
		if row.Folder != f && !(f == secretariat.FolderIn && row.Mine) {
			t.Errorf("%s in %s says that it lies in %s", row.Number, f, row.Folder)
		}
		numbers = append(numbers, row.Number)
	}
	return numbers
}

func wantLying(t testing.TB, what string, d *secretariat.Desk, f secretariat.Folder, want ...asem.Number) {
	t.Helper()
	if got := lying(t, d, f); !slices.Equal(got, want) {
		t.Errorf("%s: in %s lie %v, not %v", what, f, got, want)
	}
}

func TestALetterReachesItsReceivers(t *testing.T) {
	r := newMailroom(t)
	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"VN", "second.reader"}, Cc: []roster.Address{"VN", "@coordinators"}, Text: "See #1."})
	for name, d := range map[string]*secretariat.Desk{"reader": r.reader, "colleague": r.colleague, "coordinator": r.coordinator} {
		wantLying(t, name, d, secretariat.FolderIn, n)
		wantWaiting(t, d, 1)
		view, err := d.Letter(n)
		if err != nil || view.Text != "See #1." || !view.New || view.Mine || view.From.Login != "first.author" || fmt.Sprint(view.To, view.Cc) != "[VN second.reader] [@coordinators]" {
			t.Errorf("%s: %+v, %v", name, view, err)
		}
		if next, ok, err := d.NextInTrays(); !ok || next != (secretariat.Destination{Number: n, Kind: secretariat.KindLetter}) || err != nil {
			t.Errorf("%s reads on at %+v, %v", name, next, err)
		}
		must(t, d.MarkReadIn(secretariat.KindLetter, secretariat.Seen{Number: n, Version: 1}))
		wantWaiting(t, d, 0)
		must(t, d.MarkNewIn(secretariat.KindLetter, n))
		wantWaiting(t, d, 1)
	}
	wantLying(t, "author", r.author, secretariat.FolderSent, n)
	wantLying(t, "author", r.author, secretariat.FolderIn)
	wantWaiting(t, r.author, 0)
	for name, d := range map[string]*secretariat.Desk{"moderator": r.moderator, "secretary": r.secretary, "observer": r.observer} {
		for _, f := range secretariat.Folders() {
			wantLying(t, name, d, f)
		}
		wantWaiting(t, d, 0)
	}
}

func TestFolders(t *testing.T) {
	r := newMailroom(t)
	first := mailed(t, r.author, to("VN"))
	second := mailed(t, r.author, to("VN"))
	third := mailed(t, r.author, to("VN"))
	must(t, r.reader.PutLetter(first, secretariat.FolderKept))
	must(t, r.reader.PutLetter(second, secretariat.FolderRemoved))
	wantLying(t, "reader", r.reader, secretariat.FolderIn, third)
	wantLying(t, "reader", r.reader, secretariat.FolderKept, first)
	wantLying(t, "reader", r.reader, secretariat.FolderRemoved, second)
	wantWaiting(t, r.reader, 2) // what is kept is as new as it was
	wantLying(t, "colleague", r.colleague, secretariat.FolderIn, third, second, first)
	wantWaiting(t, r.colleague, 3)

	must(t, r.reader.PutLetter(second, secretariat.FolderKept))
	wantLying(t, "reader", r.reader, secretariat.FolderKept, second, first)
	must(t, r.reader.PutLetter(second, secretariat.FolderIn))
	must(t, r.reader.PutLetter(first, secretariat.FolderSent))
	wantLying(t, "reader", r.reader, secretariat.FolderIn, third, second, first)

	must(t, r.author.PutLetter(second, secretariat.FolderRemoved))
	wantLying(t, "author", r.author, secretariat.FolderSent, third, first)
	wantLying(t, "author", r.author, secretariat.FolderRemoved, second)
	wantLying(t, "reader", r.reader, secretariat.FolderIn, third, second, first)
	must(t, r.author.PutLetter(second, secretariat.FolderSent))
	wantLying(t, "author", r.author, secretariat.FolderSent, third, second, first)

	wantKind(t, "no such folder", r.reader.PutLetter(first, "spam"), fault.Usage)
	_, err := r.reader.Letters("spam", secretariat.Page{})
	wantKind(t, "listing no such folder", err, fault.Usage)
	before := r.LastEntry()
	must(t, r.reader.PutLetter(first, secretariat.FolderKept))
	if r.LastEntry() != before {
		t.Error("what is private made an entry")
	}
}

func TestPagesOfLetters(t *testing.T) {
	r := newMailroom(t)
	var all []asem.Number
	for i := range 12 {
		n := mailed(t, r.author, to([]roster.Address{"VN", "second.reader", "@contact-points", "@asia"}[i%4]))
		if i%3 == 0 {
			must(t, r.reader.PutLetter(n, secretariat.FolderRemoved))
			continue
		}
		all = append([]asem.Number{n}, all...)
	}
	for _, limit := range []int{1, 2, 3, 7, 8, 9} {
		var got []asem.Number
		for p := (secretariat.Page{Limit: limit}); ; {
			page, err := r.reader.Letters(secretariat.FolderIn, p)
			must(t, err)
			for _, row := range page.Rows {
				got = append(got, row.Number)
			}
			if !page.Follow {
				break
			}
			p.Before = got[len(got)-1]
		}
		if !slices.Equal(got, all) {
			t.Errorf("by %d: %v, not %v", limit, got, all)
		}
		back, err := r.reader.Letters(secretariat.FolderIn, secretariat.Page{Limit: limit, Last: true})
		must(t, err)
		if want := all[max(0, len(all)-limit):]; len(back.Rows) != len(want) || back.Rows[0].Number != want[0] || back.Earlier != (limit < len(all)) {
			t.Errorf("the last %d: %d from %s, earlier %v", limit, len(back.Rows), back.Rows[0].Number, back.Earlier)
		}
	}
}

// TestHandedOverLetters: who takes over an office or a mission reads its letters, and
// who left it reads them no more, wherever they had put them.
func TestHandedOverLetters(t *testing.T) {
	r := newMailroom(t)
	r.Amend("fourth.coordinator", func(l *roster.Line) { l.Mission = "Jakarta" })
	office := mailed(t, r.author, to("@coordinators"))
	mission := mailed(t, r.author, to("JP/Jakarta"))
	person := mailed(t, r.author, to("fourth.coordinator"))
	must(t, r.coordinator.PutLetter(office, secretariat.FolderKept))
	wantLying(t, "holder", r.coordinator, secretariat.FolderIn, person, mission)

	r.Amend("fourth.coordinator", func(l *roster.Line) { l.Mission, l.Roles = "Beijing", []roster.Role{{Name: roster.Ordinary}} })
	successor := r.Accredit("eighth.successor", "JP", "coordinator")
	r.Amend("eighth.successor", func(l *roster.Line) { l.Mission = "Jakarta" })
	wantLying(t, "successor", successor, secretariat.FolderIn, mission, office)
	wantWaiting(t, successor, 2)
	wantLying(t, "former holder", r.coordinator, secretariat.FolderIn, person)
	wantLying(t, "former holder", r.coordinator, secretariat.FolderKept)
	wantWaiting(t, r.coordinator, 1)
	for _, n := range []asem.Number{office, mission} {
		_, err := r.coordinator.Letter(n)
		wantKind(t, "the former holder reads", err, fault.NotFound)
		_, err = successor.Answer(n, false)
		must(t, err)
	}
	_, err := successor.Letter(person)
	wantKind(t, "the successor reads what was for a person", err, fault.NotFound)

	r.Amend("fourth.coordinator", func(l *roster.Line) { l.Roles = []roster.Role{{Name: roster.Coordinator}} })
	wantLying(t, "holder again", r.coordinator, secretariat.FolderKept, office)
	r.Amend("first.author", func(l *roster.Line) { l.Roles = []roster.Role{{Name: roster.Observer}} })
	wantLying(t, "a sender who writes no more", r.author, secretariat.FolderSent, person, mission, office)
}

// TestNobodyElseReadsLetters asks everything of a desk that takes a number, as
// everybody who is not reached, about a letter and about a number that never was: no
// answer tells one from the other.
func TestNobodyElseReadsLetters(t *testing.T) {
	r := newMailroom(t)
	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"second.reader"}, Subject: "Utterly secret", Text: "Between us two."})
	never := n + 4000
	for name, d := range map[string]*secretariat.Desk{"colleague": r.colleague, "coordinator": r.coordinator, "moderator": r.moderator, "secretary": r.secretary, "observer": r.observer} {
		for act, ask := range numberedQuestions(d) {
			before := r.LastEntry()
			about, ofNothing := ask(n), ask(never)
			if strings.ReplaceAll(about, n.String(), "#N") != strings.ReplaceAll(ofNothing, never.String(), "#N") || strings.Contains(about, "Utterly") || strings.Contains(about, "Between") {
				t.Errorf("%s, %s: of a letter %q, of nothing %q", name, act, about, ofNothing)
			}
			if r.LastEntry() != before {
				t.Errorf("%s, %s: made an entry", name, act)
			}
		}
		wantWaiting(t, d, 0)
	}
	for _, d := range []*secretariat.Desk{r.author, r.reader} {
		if to, err := d.Find(n.String()); to.Kind != secretariat.KindLetter || to.Number != n || err != nil {
			t.Errorf("%+v, %v", to, err)
		}
	}
}

// numberedQuestions are all that can be asked of a desk about a number.
func numberedQuestions(d *secretariat.Desk) map[string]func(asem.Number) string {
	told := func(v any, err error) string { return fmt.Sprintf("%+v, %v", v, err) }
	only := func(err error) string { return fmt.Sprint(err) }
	return map[string]func(asem.Number) string{
		"letter":      func(n asem.Number) string { return told(d.Letter(n)) },
		"exchange":    func(n asem.Number) string { return told(d.Exchange(n, secretariat.Page{})) },
		"answer":      func(n asem.Number) string { return told(d.Answer(n, false)) },
		"answer all":  func(n asem.Number) string { return told(d.Answer(n, true)) },
		"forward":     func(n asem.Number) string { return told(d.Forwarding(n)) },
		"keep":        func(n asem.Number) string { return only(d.PutLetter(n, secretariat.FolderKept)) },
		"remove":      func(n asem.Number) string { return only(d.PutLetter(n, secretariat.FolderRemoved)) },
		"put back":    func(n asem.Number) string { return only(d.PutLetter(n, secretariat.FolderIn)) },
		"shelve":      func(n asem.Number) string { return only(d.MarkNewIn(secretariat.KindLetter, n)) },
		"find":        func(n asem.Number) string { return told(d.Find(n.String())) },
		"file":        func(n asem.Number) string { _, _, err := d.File(n, 0); return only(err) },
		"attach all":  func(n asem.Number) string { return told(d.Attachments(n.String())) },
		"attach one":  func(n asem.Number) string { return told(d.Attachments(n.String() + "/1")) },
		"attach text": func(n asem.Number) string { return told(d.Attachments(n.String() + "/text")) },
		"post":        func(n asem.Number) string { return told(d.Post(n)) },
		"thread":      func(n asem.Number) string { return told(d.Thread(n, secretariat.Page{})) },
		"history":     func(n asem.Number) string { return told(d.History(n)) },
		"mark read":   func(n asem.Number) string { return only(d.MarkRead(secretariat.Seen{Number: n, Version: 1})) },
		"mark new":    func(n asem.Number) string { return only(d.MarkNew(n)) },
		"next new":    func(n asem.Number) string { _, ok, err := d.NextNew(n); return told(ok, err) },
		"news before": func(n asem.Number) string { return told(d.News(secretariat.Page{Before: n})) },
		"may reply":   func(n asem.Number) string { return only(d.MayReply(n)) },
		"may edit":    func(n asem.Number) string { return only(d.MayEdit(n)) },
		"reply":       func(n asem.Number) string { return told(d.Reply("", forum.Reply{To: n, Text: "x"})) },
		"edit":        func(n asem.Number) string { return told(d.Edit("", forum.Edit{Number: n, Text: "x"})) },
		"hide":        func(n asem.Number) string { return only(d.Hide(n, true, "x")) },
		"redact":      func(n asem.Number) string { return only(d.Redact(n, "x")) },
		"pin":         func(n asem.Number) string { return only(d.Pin(n, true)) },
		"lock":        func(n asem.Number) string { return only(d.Lock(n, true)) },
		"move":        func(n asem.Number) string { return only(d.Move(n, "health")) },
		"notice":      func(n asem.Number) string { return told(d.Notice(n)) },
		"versions":    func(n asem.Number) string { return told(d.NoticeHistory(n)) },
		"acks":        func(n asem.Number) string { return told(d.NoticeAcks(n)) },
		"ack":         func(n asem.Number) string { return only(d.Acknowledge(n, 0)) },
		"remind":      func(n asem.Number) string { return only(d.RemindNotice(n)) },
		"pin notice":  func(n asem.Number) string { return only(d.PinNotice(n, true)) },
		"send answer": func(n asem.Number) string {
			return told(d.SendLetter("", secretariat.AnswerTo(n, false), secretariat.Outgoing{To: []roster.Address{"VN"}, Subject: "x", Text: "x", ReplyTo: n}))
		},
		"send on": func(n asem.Number) string {
			return told(d.SendLetter("", secretariat.ForwardOf(n), secretariat.Outgoing{To: []roster.Address{"VN"}, Subject: "x", Text: "x", Forward: n}))
		},
		"title of answer":     func(n asem.Number) string { return told(d.PlaceTitle(secretariat.AnswerTo(n, false))) },
		"title of forwarding": func(n asem.Number) string { return told(d.PlaceTitle(secretariat.ForwardOf(n))) },
		"title of reply":      func(n asem.Number) string { return told(d.PlaceTitle(secretariat.ReplyTo(n))) },
		"draft":               func(n asem.Number) string { _, ok, err := d.Draft(secretariat.AnswerTo(n, true)); return told(ok, err) },
		"letters before":      func(n asem.Number) string { return told(d.Letters(secretariat.FolderIn, secretariat.Page{Before: n})) },
		"letters after":       func(n asem.Number) string { return told(d.Letters(secretariat.FolderSent, secretariat.Page{After: n})) },
		"kept at":             func(n asem.Number) string { return told(d.Letters(secretariat.FolderKept, secretariat.Page{At: n})) },
	}
}

// TestHiddenKin: who joins an exchange late is not told the numbers of what went
// before, and reads what follows.
func TestHiddenKin(t *testing.T) {
	r := newMailroom(t)
	first := mailed(t, r.author, to("second.reader"))
	answer := mailed(t, r.reader, secretariat.Outgoing{To: []roster.Address{"first.author", "third.colleague"}, ReplyTo: first})
	last := mailed(t, r.colleague, secretariat.Outgoing{To: []roster.Address{"second.reader", "first.author"}, ReplyTo: answer})
	view, err := r.colleague.Letter(answer)
	if err != nil || view.ReplyTo != 0 || view.Thread != 0 {
		t.Errorf("%+v, %v", view, err)
	}
	for d, want := range map[*secretariat.Desk][]asem.Number{r.author: {first, answer, last}, r.reader: {first, answer, last}, r.colleague: {answer, last}} {
		page, err := d.Exchange(last, secretariat.Page{})
		must(t, err)
		var got []asem.Number
		for _, row := range page.Rows {
			got = append(got, row.Number)
		}
		if !slices.Equal(got, want) {
			t.Errorf("the exchange is %v, want %v", got, want)
		}
	}
	if view, err := r.reader.Letter(last); err != nil || view.Thread != first || view.ReplyTo != answer {
		t.Errorf("%+v, %v", view, err)
	}
}

func TestAnswer(t *testing.T) {
	r := newMailroom(t)
	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"VN", "fourth.coordinator"}, Cc: []roster.Address{"fifth.moderator"}, Subject: "A subject"})
	answer, err := r.reader.Answer(n, false)
	if err != nil || answer.Subject != "Re: A subject" || fmt.Sprint(answer.To, answer.Cc) != "[first.author] []" || answer.ReplyTo != n {
		t.Errorf("%+v, %v", answer, err)
	}
	answer, err = r.coordinator.Answer(n, true)
	if err != nil || fmt.Sprint(answer.To, answer.Cc) != "[first.author VN] [fifth.moderator]" {
		t.Errorf("%+v, %v", answer, err)
	}
	answer.Text = "To all."
	m := mailed(t, r.coordinator, answer)
	again, err := r.author.Answer(m, false)
	if err != nil || again.Subject != "Re: A subject" {
		t.Errorf("%+v, %v", again, err)
	}
	r.Dismiss("fifth.moderator")
	if answer, err = r.coordinator.Answer(n, true); err != nil || len(answer.Cc) != 0 {
		t.Errorf("who has left is answered: %+v, %v", answer, err)
	}
	r.Dismiss("first.author")
	answer, err = r.reader.Answer(n, false)
	must(t, err)
	answer.Text = "Are you there?"
	_, err = r.reader.SendLetter("", secretariat.AnswerTo(n, false), answer)
	if fault.KindOf(err) != fault.NotFound || !strings.Contains(err.Error(), "Write to FI") {
		t.Errorf("answering who has left: %v", err)
	}
	_, err = r.observer.Answer(n, false)
	wantKind(t, "an observer answers", err, fault.Refused)
}

func TestForwarding(t *testing.T) {
	r := newMailroom(t)
	file := anAttachedFile(t, r)
	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"second.reader"}, Cc: []roster.Address{"@coordinators"}, Subject: "A subject", Text: "One.\n> Two.", Attach: file})
	f, err := r.reader.Forwarding(n)
	want := fmt.Sprintf("Letter %s of first.author (First Author, FI), 10 September 2026 09:00 UTC\nTo: second.reader\nCopy: @coordinators\nSubject: A subject\n\n> One.\n>> Two.", n)
	if err != nil || f.Subject != "Fwd: A subject" || f.Text != want || f.Forward != n || f.Attach != n.String() {
		t.Errorf("%+v, %v", f, err)
	}
	f.To = []roster.Address{"fifth.moderator"}
	m := mailed(t, r.reader, f)
	view, err := r.moderator.Letter(m)
	if err != nil || view.Forward != 0 || view.Thread != m || len(view.Files) != 1 || view.Files[0].Name != "paper.pdf" {
		t.Errorf("%+v, %v", view, err)
	}
	if _, body, err := r.moderator.File(m, 0); err != nil || read(t, body) != "A paper." {
		t.Errorf("its file: %v", err)
	}
	if _, err := r.moderator.Letter(n); err == nil {
		t.Error("who got a letter passed on reads the letter itself")
	}

	long := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"second.reader"}, Subject: strings.Repeat("\u00e4", rule.MaxTitle), Text: strings.Repeat("line\n", rule.MaxText/5)})
	f, err = r.reader.Forwarding(long)
	must(t, err)
	f.To = []roster.Address{"fifth.moderator"}
	m = mailed(t, r.reader, f)
	view, err = r.moderator.Letter(m)
	if err != nil || len(view.Files) != 1 || !strings.HasSuffix(view.Text, "(The text is attached.)") || !strings.HasPrefix(view.Subject, "Fwd: \u00e4") {
		t.Fatalf("%+v, %v", view, err)
	}
	_, body, err := r.moderator.File(m, 0)
	must(t, err)
	if got := read(t, body); got != strings.TrimSpace(strings.Repeat("line\n", rule.MaxText/5)) {
		t.Errorf("%d bytes of text are attached", len(got))
	}
}

// anAttachedFile is a file that an imported post has, as a person names it.
func anAttachedFile(t *testing.T, r mailroom) string {
	t.Helper()
	in, err := r.secretary.Import("founding-texts")
	must(t, err)
	file, err := in.File("paper.pdf", "application/pdf", strings.NewReader("A paper."))
	must(t, err)
	must(t, in.Add(t.Context(), forum.Import{Origin: "1@test", Title: "With a file", Text: "x", Files: []rule.File{file}, At: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)}))
	must(t, in.Finish())
	page, err := r.author.Topics("founding-texts", secretariat.Page{})
	must(t, err)
	for _, topic := range page.Rows {
		if topic.Title == "With a file" {
			return topic.Number.String() + "/1"
		}
	}
	t.Fatal("the import is not there")
	return ""
}

func read(t testing.TB, from io.ReadCloser) string {
	t.Helper()
	data, err := io.ReadAll(from)
	must(t, err)
	must(t, from.Close())
	return string(data)
}

func TestAttachments(t *testing.T) {
	r := newMailroom(t)
	file := anAttachedFile(t, r)
	post, _, _ := strings.Cut(file, "/")
	for words, want := range map[string]string{
		"": "", " , ": "", file: "paper.pdf", post: "paper.pdf", file + ", " + post: "paper.pdf", strings.TrimPrefix(file, "#"): "paper.pdf",
		"#1/text " + file: "1.txt paper.pdf",
	} {
		files, err := r.author.Attachments(words)
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != want || err != nil {
			t.Errorf("%q names %q, %v; want %q", words, got, err, want)
		}
	}
	for words, kind := range map[string]fault.Kind{
		"paper.pdf": fault.Usage, "/": fault.Usage, "#0": fault.Usage, post + "/0": fault.NotFound, post + "/2": fault.NotFound, post + "/x": fault.NotFound,
		"#1": fault.NotFound, "#4211/1": fault.NotFound, "#4211/text": fault.NotFound, "\xff": fault.Usage, strings.Repeat("#1 ", 4000): fault.Usage,
	} {
		files, err := r.author.Attachments(words)
		if len(files) > 0 {
			t.Errorf("%q names %v", words, files)
		}
		wantKind(t, fmt.Sprintf("%.20q", words), err, kind)
	}
	n, err := asem.ParseNumber(post)
	must(t, err)
	letter := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"VN"}, Attach: file})
	must(t, r.moderator.Redact(n, "by law"))
	_, err = r.author.Attachments(file)
	wantKind(t, "a redacted file", err, fault.NotFound)
	if _, body, err := r.reader.File(letter, 0); err != nil || read(t, body) != "A paper." {
		t.Errorf("a letter lost its file: %v", err)
	}
}

// TestSentOnce: however many sessions send the same letter at once, it is sent once.
func TestSentOnce(t *testing.T) {
	r := newMailroom(t)
	const sessions = 16
	token := r.author.NewToken()
	must(t, r.author.SaveDraft(secretariat.Draft{Place: secretariat.NewLetter, Token: token, Title: "Once", Text: "Once.", Envelope: map[string]string{"to": "VN"}}))
	l := secretariat.Outgoing{To: []roster.Address{"VN"}, Subject: "Once", Text: "Once."}
	posted := make([]secretariat.Posted, sessions)
	var all sync.WaitGroup
	for i := range sessions {
		all.Go(func() {
			var err error
			if posted[i], err = r.author.SendLetter(token, secretariat.NewLetter, l); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	first := 0
	for _, p := range posted {
		if p.Number != posted[0].Number || p.Kind != secretariat.KindLetter {
			t.Errorf("%+v beside %+v", p, posted[0])
		}
		if !p.Already {
			first++
		}
	}
	wantLying(t, "author", r.author, secretariat.FolderSent, posted[0].Number)
	wantWaiting(t, r.reader, 1)
	if first == 0 { // those that waited for it at once are answered alike
		t.Error("nobody sent it")
	}
	if drafts, err := r.author.Drafts(); len(drafts) > 0 || err != nil {
		t.Errorf("the draft is still there: %+v, %v", drafts, err)
	}
	l.To = []roster.Address{"FI"}
	_, err := r.author.SendLetter(token, secretariat.NewLetter, l)
	wantKind(t, "the same token for another letter", err, fault.Conflict)
}

func TestDraftsOfLetters(t *testing.T) {
	r := newMailroom(t)
	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"VN"}, Subject: "A subject"})
	for place, want := range map[secretariat.Place]string{
		secretariat.NewLetter: "New letter", secretariat.AnswerTo(n, false): "Answer to letter " + n.String() + " A subject",
		secretariat.AnswerTo(n, true): "Answer to all of letter " + n.String() + " A subject", secretariat.ForwardOf(n): "Forwarding of letter " + n.String() + " A subject",
	} {
		if got, err := r.reader.PlaceTitle(place); got != want || err != nil {
			t.Errorf("%s is %q, %v; want %q", place, got, err, want)
		}
		envelope := map[string]string{"to": "nobody yet", "cc": ""}
		must(t, r.reader.SaveDraft(secretariat.Draft{Place: place, Token: r.reader.NewToken(), Envelope: envelope}))
		if d, ok, err := r.reader.Draft(place); !ok || d.Envelope["to"] != "nobody yet" || err != nil {
			t.Errorf("%+v, %v", d, err)
		}
	}
	draft, _, err := r.reader.Draft(secretariat.AnswerTo(n, false))
	must(t, err)
	answer, err := r.reader.Answer(n, false)
	must(t, err)
	_, err = r.reader.SendLetter(draft.Token, secretariat.AnswerTo(n, false), answer)
	wantKind(t, "an empty answer", err, fault.Usage)
	if _, ok, _ := r.reader.Draft(secretariat.AnswerTo(n, false)); !ok {
		t.Error("a letter that was refused took its draft with it")
	}
	answer.Text = "An answer."
	_, err = r.reader.SendLetter(draft.Token, secretariat.AnswerTo(n, false), answer)
	must(t, err)
	if _, ok, _ := r.reader.Draft(secretariat.AnswerTo(n, false)); ok {
		t.Error("the draft of a letter that was sent is still there")
	}
	if drafts, err := r.reader.Drafts(); len(drafts) != 3 || err != nil {
		t.Errorf("%d drafts are left, %v", len(drafts), err)
	}
}

func TestLettersHaveTheirBounds(t *testing.T) {
	h := newHouse(t, func(o *secretariat.Options) { o.Limits.PostsPerMinute = 2 })
	d := h.accredit("first.author", "FI", "delegate")
	mailed(t, d, to("FI"))
	opened(t, d, "finance", "x")
	_, err := d.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"FI"}, Subject: "x", Text: "x"})
	wantKind(t, "a third thing within a minute", err, fault.Refused)
	_, err = h.accredit("second.observer", "SG", "observer").SendLetter("", secretariat.NewLetter, to("FI"))
	wantKind(t, "an observer writes", err, fault.Refused)
	_, err = d.SendLetter(strings.Repeat("x", 300), secretariat.NewLetter, to("FI"))
	wantKind(t, "a token too long", err, fault.Usage)
}

// TestAnswerToTooMany is refused before anything is written.
func TestAnswerToTooMany(t *testing.T) {
	o := testkit.NewOffice(t)
	sender := o.Accredit("the.sender", "FI", "delegate")
	var to []roster.Address
	var last *secretariat.Desk
	for i := range roster.MaxAddresses {
		login := fmt.Sprintf("receiver.%s", strings.Repeat(string(rune('a'+i%26)), 1+i/26))
		last = o.Accredit(login, "VN", "delegate")
		to = append(to, roster.Address(login))
	}
	to = append(to[:roster.MaxAddresses-2], to[roster.MaxAddresses-1], "DE")
	posted, err := sender.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: to, Subject: "x", Text: "x"})
	if err != nil {
		t.Fatal(err)
	}
	if answer, err := last.Answer(posted.Number, true); err != nil || len(answer.To)+len(answer.Cc) != roster.MaxAddresses {
		t.Errorf("of %d: %v", len(answer.To)+len(answer.Cc), err)
	}
	reader := o.Accredit("a.german", "DE", "delegate")
	if _, err := reader.Answer(posted.Number, true); fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "Answer the sender alone") {
		t.Errorf("one more than a letter has: %v", err)
	}
	if _, err := reader.Answer(posted.Number, false); err != nil {
		t.Error(err)
	}
}

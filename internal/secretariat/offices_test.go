package secretariat_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// chancery is an office in which an office is about to change hands.
type chancery struct {
	*testkit.Office
	t           testing.TB
	sec         *secretariat.Desk // operates
	finn, porto *secretariat.Desk // contact points of FI and PT
	writer      *secretariat.Desk // of VN
}

func newChancery(t testing.TB) *chancery {
	o := testkit.NewOffice(t)
	return &chancery{Office: o, t: t,
		sec:    o.Accredit("demo.operator", "EU", "secretariat"),
		finn:   o.Accredit("demo.finn", "FI", "contact-point"),
		porto:  o.Accredit("demo.porto", "PT", "contact-point"),
		writer: o.Accredit("demo.writer", "VN", "delegate"),
	}
}

func (c *chancery) day(offset int) time.Time {
	return c.Clock.Now().UTC().Truncate(24*time.Hour).AddDate(0, 0, offset)
}

func (c *chancery) give(office, holder string, from, last int) {
	c.t.Helper()
	if _, err := c.sec.GiveOffice(office, holder, c.day(from), c.day(last)); err != nil {
		c.t.Fatal(err)
	}
}

// to lets time pass until a day has begun, and what is due be done.
func (c *chancery) to(day time.Time) {
	c.Clock.Advance(day.Sub(c.Clock.Now()))
	c.KeepTime()
}

func (c *chancery) letter(to roster.Address, subject string) secretariat.Posted {
	c.t.Helper()
	p, err := c.writer.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{to}, Subject: subject, Text: "A text."})
	if err != nil {
		c.t.Fatal(err)
	}
	return p
}

func subjects(t testing.TB, d *secretariat.Desk) (list []string) {
	t.Helper()
	page, err := d.Letters(secretariat.FolderIn, secretariat.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range page.Rows {
		if l.From.Login != "" {
			list = append(list, l.Subject)
		}
	}
	return list
}

// TestOfficeIsHandedOver: with the office go its letters; who held it reads on what came in
// their time, and nothing later. Source: Helsinki Declaration 2006, Annex, II.2.
func TestOfficeIsHandedOver(t *testing.T) {
	c := newChancery(t)
	before := c.letter("@coordinators", "Before anybody coordinates")
	c.Clock.Advance(time.Hour)
	c.give("coordinator:presidency", "FI", 0, 29)
	c.give("coordinator:presidency", "PT", 30, 59)
	c.Clock.Advance(time.Hour)
	during := c.letter("@coordinator:presidency", "To the Presidency")
	c.letter("@coordinators", "To all coordinators")
	if got := subjects(t, c.finn); !slices.Equal(got, []string{"To all coordinators", "To the Presidency", "Before anybody coordinates"}) {
		t.Errorf("who holds the office reads %q", got)
	}
	if got := subjects(t, c.porto); len(got) != 0 {
		t.Errorf("who will hold it reads %q", got)
	}
	c.to(c.day(30))
	after := c.letter("@coordinators", "To the new Presidency")
	if got := subjects(t, c.porto); !slices.Equal(got, []string{"To the new Presidency", "To all coordinators", "To the Presidency", "Before anybody coordinates"}) {
		t.Errorf("the successor reads %q", got)
	}
	if got := subjects(t, c.finn); !slices.Equal(got, []string{"To all coordinators", "To the Presidency"}) {
		t.Errorf("the predecessor reads %q", got)
	}
	if _, err := c.finn.Letter(during.Number); err != nil {
		t.Errorf("a letter of their time: %v", err)
	}
	for _, n := range []asem.Number{before.Number, after.Number} {
		if _, err := c.finn.Letter(n); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the predecessor reads %s: %v", n, err)
		}
	}
	if waiting, err := c.finn.WaitingByKind(); err != nil || waiting[secretariat.KindLetter] != 0 {
		t.Errorf("what they handed over waits for them: %v, %v", waiting, err)
	}
	if err := c.finn.MayOpenProcedure(); fault.KindOf(err) != fault.Refused {
		t.Errorf("the predecessor still coordinates: %v", err)
	}
	if err := c.porto.MayOpenProcedure(); err != nil {
		t.Errorf("the successor does not coordinate: %v", err)
	}
}

// draft has Finland's contact point draw up a document in an office.
func (c *chancery) draft(title string, in roster.Office) asem.Number {
	c.t.Helper()
	return drawUp(c.t, c.finn, document.Paper{Series: "SOM", Title: title, Office: in}, title+"\n")
}

// TestDraftsNameTheirOffice: one passes on with the office that it names alone, and one that
// is its author's own never does; an office is named by who holds it.
//
// Source: Helsinki Declaration 2006, Annex, II.2 (continuity); that nobody reads what another
// one keeps is a rule of this house.
func TestDraftsNameTheirOffice(t *testing.T) {
	c := newChancery(t)
	if _, err := c.finn.DraftDocument("", document.Paper{Series: "SOM", Title: "Early", Office: roster.Presidency}); fault.KindOf(err) != fault.Refused {
		t.Errorf("in an office that is not theirs: %v", err)
	}
	c.give("coordinator:presidency", "FI", 0, 29)
	c.give("host:summit", "FI", 0, 59)
	c.give("coordinator:presidency", "PT", 30, 59)
	mine, host := c.draft("Of my own", document.Own), c.draft("Of the host", roster.SummitHost)
	presidency, any := c.draft("Of the Presidency", roster.Presidency), c.draft("Of any", "")
	for n, want := range map[asem.Number]string{mine: "It stays yours", host: "passes on with an office: Host of the next Summit.", any: "Coordinator: EU Presidency; Host of the next Summit."} {
		d, err := c.finn.DocumentDraft(n)
		if said := c.finn.PassesOn(d); err != nil || !strings.Contains(said, want) {
			t.Errorf("%q, %v", said, err)
		}
	}
	c.to(c.day(30))
	drafts, err := c.porto.DocumentDrafts()
	if err != nil || len(drafts) != 2 || drafts[0].Number != any || drafts[1].Number != presidency {
		t.Errorf("%+v, %v", drafts, err)
	}
	for _, n := range []asem.Number{mine, host} {
		if err := c.finn.DiscardDocument(n); err != nil {
			t.Errorf("what did not pass on is theirs no more: %v", err)
		}
	}
	title := "Kept"
	own := document.Own
	if err := c.porto.RedraftDocument(document.Rewrite{Number: presidency, Change: document.Change{Title: &title}}); err != nil {
		t.Error(err)
	}
	if err := c.porto.RedraftDocument(document.Rewrite{Number: presidency, Change: document.Change{Office: &own}}); fault.KindOf(err) != fault.Refused {
		t.Errorf("a successor makes it their own: %v", err)
	}
}

// TestDraftsOfAnOfficePass to whoever follows, and no others.
//
// Source: Helsinki Declaration 2006, Annex, II.2 (continuity).
func TestDraftsOfAnOfficePass(t *testing.T) {
	c := newChancery(t)
	own := c.draft("Of the contact point", "")
	c.give("coordinator:presidency", "FI", 1, 29)
	c.give("coordinator:presidency", "PT", 30, 59)
	c.to(c.day(1))
	office := c.draft("Of the Presidency", "")
	if drafts, err := c.porto.DocumentDrafts(); err != nil || len(drafts) != 0 {
		t.Errorf("before: %v, %v", drafts, err)
	}
	c.to(c.day(29))
	drafts, err := c.porto.DocumentDrafts()
	if err != nil || len(drafts) != 1 || drafts[0].Number != office {
		t.Fatalf("%+v, %v", drafts, err)
	}
	if _, err := c.porto.DocumentDraft(own); fault.KindOf(err) != fault.NotFound {
		t.Errorf("what was drafted outside of the office: %v", err)
	}
	if _, err := c.finn.DocumentDraft(office); err != nil {
		t.Errorf("who wrote it reads it no more: %v", err)
	}
	if err := c.finn.DiscardDocument(office); fault.KindOf(err) != fault.Refused {
		t.Errorf("who handed it over discards it: %v", err)
	}
	if _, err := c.finn.IssueDocument(t.Context(), "", document.Issue{Number: office, To: []roster.Address{"@all"}}); fault.KindOf(err) != fault.Refused {
		t.Errorf("who handed it over issues it: %v", err)
	}
	if _, err := c.porto.IssueDocument(t.Context(), "", document.Issue{Number: office, To: []roster.Address{"@all"}}); err != nil {
		t.Errorf("the successor issues it: %v", err)
	}
}

// TestDraftThatPassedOnLeavesACopy: its author reads on what they wrote, and nothing of what
// the successor writes into it, who submits it in the name of their own partner.
//
// Source: Helsinki Declaration 2006, Annex, II.2 (continuity); that the predecessor loses the
// rest is a rule of this house.
func TestDraftThatPassedOnLeavesACopy(t *testing.T) {
	for name, does := range map[string]func(c *chancery, n asem.Number) error{
		"changed": func(c *chancery, n asem.Number) error {
			d, err := c.porto.DocumentDraft(n)
			must(t, err)
			title := d.Paper.Title + ", by the successor"
			in, err := c.porto.TakeIn(t.Context(), "", "", strings.NewReader("Of the successor.\n"))
			must(t, err)
			defer in.Release()
			return c.porto.RedraftDocument(document.Rewrite{Number: n, Change: document.Change{Title: &title}, Attach: []document.File{in.File}})
		},
		"issued": func(c *chancery, n asem.Number) error {
			_, err := c.porto.IssueDocument(t.Context(), "", document.Issue{Number: n, To: []roster.Address{"PT"}})
			return err
		},
		"discarded": func(c *chancery, n asem.Number) error { return c.porto.DiscardDocument(n) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newChancery(t)
			c.give("coordinator:presidency", "FI", 0, 29)
			c.give("coordinator:presidency", "PT", 30, 59)
			n := c.draft("Of the Presidency", "")
			c.to(c.day(30))
			if d, err := c.porto.DocumentDraft(n); err != nil || d.Paper.By[0] != "FI" {
				t.Fatalf("%+v, %v", d, err)
			}
			if err := does(c, n); err != nil {
				t.Fatal(err)
			}
			if d, err := c.finn.DocumentDraft(n); err == nil {
				t.Errorf("the predecessor reads %+v", d)
			}
			drafts, err := c.finn.DocumentDrafts()
			if err != nil || len(drafts) != 1 || drafts[0].Number == n || drafts[0].Paper.Title != "Of the Presidency" || drafts[0].Paper.Office != document.Own {
				t.Fatalf("what they keep: %+v, %v", drafts, err)
			}
			if _, text, err := c.finn.ReadDraft(t.Context(), drafts[0].Number, secretariat.FilePick{}); err != nil || text.Text != "Of the Presidency" {
				t.Errorf("%q, %v", text.Text, err)
			}
			if d, err := c.porto.DocumentDraft(n); name == "changed" && (err != nil || d.Paper.By[0] != "PT" || d.Paper.Title != "Of the Presidency, by the successor") {
				t.Errorf("the successor's: %+v, %v", d, err)
			}
			if _, err := c.porto.DocumentDraft(drafts[0].Number); fault.KindOf(err) != fault.NotFound {
				t.Errorf("the successor reads the copy: %v", err)
			}
			if name == "changed" { // once more leaves no second copy
				must(t, does(c, n))
				if drafts, _ := c.finn.DocumentDrafts(); len(drafts) != 1 {
					t.Errorf("%d copies", len(drafts))
				}
			}
			if err := c.finn.DiscardDocument(drafts[0].Number); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestScreensOfBothChange at once when an office changes hands.
func TestScreensOfBothChange(t *testing.T) {
	c := newChancery(t)
	c.give("coordinator:presidency", "FI", 1, 29)
	c.give("coordinator:presidency", "PT", 30, 59)
	for _, d := range []*secretariat.Desk{c.finn, c.porto} {
		select {
		case <-d.Changes():
		default:
		}
		d.Touched()
	}
	c.to(c.day(1))
	for _, d := range []*secretariat.Desk{c.finn, c.porto} {
		select {
		case <-d.Changes():
		default:
			t.Error("nobody was told")
		}
		if !d.Touched().Has(secretariat.KindLetter) {
			t.Error("what reaches whom may have changed")
		}
	}
}

// TestTermsSurviveARestart, and what came due meanwhile is done at the start.
func TestTermsSurviveARestart(t *testing.T) {
	c := newChancery(t)
	c.give("coordinator:presidency", "FI", 0, 29)
	c.give("coordinator:presidency", "PT", 30, 200)
	fingerprint := c.porto.Fingerprint()
	c.Clock.Advance(40 * 24 * time.Hour)
	c.Reopen()
	c.KeepTime()
	porto := c.Seat("demo.porto", fingerprint)
	v, err := porto.Office("Coordinator:Presidency")
	if err != nil || len(v.Now) != 1 || v.Now[0].Holder != "PT" || len(v.Before) != 1 || v.Vacancy != "" {
		t.Errorf("%+v, %v", v, err)
	}
	if err := porto.MayOpenProcedure(); err != nil {
		t.Error(err)
	}
}

// TestEmptyOfficeIsTold to the coordinators, in time, and from the beginning.
//
// Source: Helsinki Declaration 2006, Annex, II.2.
func TestEmptyOfficeIsTold(t *testing.T) {
	c := newChancery(t)
	c.give("coordinator:presidency", "FI", 0, 200)
	c.give("host:summit", "VN", 0, 60)
	told := func() string {
		c.KeepTime()
		page, err := c.finn.Letters(secretariat.FolderIn, secretariat.Page{Limit: 1})
		if err != nil || len(page.Rows) == 0 {
			t.Fatal(page, err)
		}
		l, err := c.finn.Letter(page.Rows[0].Number)
		if err != nil || l.From.Login != "" {
			t.Fatal(l, err)
		}
		return l.Text
	}
	got := told()
	if !strings.Contains(got, "VN holds it, and nobody acts") || strings.Contains(got, "held yet") {
		t.Errorf("VN has no contact point:\n%s", got)
	}
	before := len(reminded(t, c.finn))
	c.to(c.day(2))
	if after := len(reminded(t, c.finn)); after != before {
		t.Errorf("told %d times, of what is one thing", after)
	}
	c.Accredit("demo.viet", "VN", "contact-point")
	const never = "Offices that nobody has held yet: Coordinator: European Commission; Coordinator: ASEAN; Coordinator: Asia, non-ASEAN; Host of the next Foreign Ministers' Meeting"
	if due, err := c.finn.Due(false); err != nil || len(due) != 1 || due[0].What != never || due[0].Late {
		t.Errorf("from the first day: %+v, %v", due, err)
	}
	c.to(c.day(14))
	first := told()
	if strings.Count(first, never+"\n") != 1 {
		t.Errorf("once there was time to give them:\n%s", first)
	}
	c.to(c.day(1))
	if got := told(); got != first {
		t.Errorf("told again:\n%s", got)
	}
	c.Accredit("demo.german", "DE", "delegate")
	c.Clock.Advance(time.Minute)
	if got := told(); !strings.Contains(got, never+"; Contact point of DE\n") {
		t.Errorf("DE has no contact point:\n%s", got)
	}
	c.to(c.day(20))
	if got := told(); !strings.Contains(got, "The term of VN ends on") || strings.Contains(got, "held yet") {
		t.Errorf("the term ends:\n%s", got)
	}
	c.to(c.day(30))
	if got := told(); !strings.Contains(got, "Nobody holds it since") {
		t.Errorf("it has ended:\n%s", got)
	}
	due, err := c.finn.Due(false)
	if err != nil || len(due) != 2 || due[0].Key != "office/never" || due[0].Office != "" || due[1].Office != roster.SummitHost {
		t.Errorf("%+v, %v", due, err)
	}
	views, err := c.finn.Offices()
	if err != nil || !strings.Contains(views[4].Vacancy, "Nobody holds it since") || !views[4].MayGive || views[0].Vacancy != "Nobody has held it yet." {
		t.Errorf("%+v, %v", views, err)
	}
	if last := views[len(views)-1]; last.Office != "contact-point:DE" || !strings.Contains(last.Vacancy, "nobody speaks for DE") {
		t.Errorf("%+v", last)
	}
}

package secretariat_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// A bureau is a house in which notices are posted.
type bureau struct {
	*house
	coordinator, moderator, contact, reader, elsewhere *secretariat.Desk
}

func newBureau(t *testing.T) *bureau {
	h := newHouse(t, nil)
	return &bureau{h, h.accredit("cora.coordinator", "LA", "delegate", "coordinator"), h.accredit("mo.derator", "DE", "delegate", "moderator:finance"),
		h.accredit("kai.contact", "FI", "delegate", "contact-point"), h.accredit("first.reader", "FI", "delegate"), h.accredit("second.reader", "VN", "delegate")}
}

// notifies posts a notice of the coordinator's.
func (b *bureau) notifies(level notice.Level, ack bool, to ...roster.Address) asem.Number {
	b.t.Helper()
	p, err := b.coordinator.PostNotice("", notice.Post{Level: level, To: to, Title: "A title", Text: "A text.", Ack: ack})
	must(b.t, err)
	return p.Number
}

func TestEnvelopeOfANotice(t *testing.T) {
	b := newBureau(t)
	now := b.clock.Now()
	for _, c := range []struct {
		envelope map[string]string
		want     notice.Post
	}{
		{map[string]string{"to": "fi, @ALL"}, notice.Post{Level: notice.Routine, To: []roster.Address{"FI", "@all"}}},
		{map[string]string{"to": " FI ", "level": " flash ", "ack": "Yes", "pin": "y"}, notice.Post{Level: notice.Flash, To: []roster.Address{"FI"}, Ack: true, Pin: true}},
		{map[string]string{"to": "FI", "ack": "no", "pin": "N", "level": ""}, notice.Post{Level: notice.Routine, To: []roster.Address{"FI"}}},
		{map[string]string{"to": "FI", "ack-by": "3d", "expires": "2026-12-01 18:00"}, notice.Post{Level: notice.Routine, To: []roster.Address{"FI"},
			AckBy: now.AddDate(0, 0, 3), Expires: time.Date(2026, 12, 1, 18, 0, 0, 0, time.UTC)}},
	} {
		got, err := b.coordinator.NoticeOf(c.envelope)
		if err != nil || got.Level != c.want.Level || !slices.Equal(got.To, c.want.To) || got.Ack != c.want.Ack || got.Pin != c.want.Pin ||
			!got.AckBy.Equal(c.want.AckBy) || !got.Expires.Equal(c.want.Expires) {
			t.Errorf("%v is %+v, %v", c.envelope, got, err)
		}
	}
	for _, c := range []struct{ name, text, says string }{
		{"to", "", "To is missing. Give @all, a group"}, {"to", "fnland", `To: Nobody is reached at "fnland". Did you mean FI`},
		{"level", "urgent", `Level: "urgent" is not one of routine, priority, flash. Write one of them.`}, {"ack-by", "soon", `Acknowledge by: "soon" is not a date or a time.`},
		{"ack", "perhaps", `Ask to acknowledge: "perhaps" is neither yes nor no.`}, {"expires", "2026-13-01", `Expires: "2026-13-01" is not`}, {"pin", "1", "Pin on top:"},
		{"to", strings.Repeat("FI,", 4000), "To: The list of addresses has"},
	} {
		envelope := map[string]string{"to": "FI"}
		envelope[c.name] = c.text
		_, err := b.coordinator.NoticeOf(envelope)
		if fault.KindOf(err) == fault.Failed || err == nil || !strings.Contains(fault.Sentence(err), c.says) {
			t.Errorf("%s %.40q: %v; want %q", c.name, c.text, fault.Sentence(err), c.says)
		}
	}
}

// Every field is asked for under a name of its own, and says of what it completes that it is right.
func TestFieldsOfANotice(t *testing.T) {
	b := newBureau(t)
	if fields := b.coordinator.Fields(secretariat.OnBoard("finance")); fields != nil {
		t.Errorf("a topic has an envelope: %+v", fields)
	}
	seen := map[string]bool{}
	for _, f := range b.coordinator.Fields(secretariat.NewNotice) {
		if seen[f.Name] || f.Name == "" || f.Label == "" || f.About == "" {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
		if f.Usual != "" && f.Check(f.Usual) != nil {
			t.Errorf("%s: what it usually is is refused: %v", f.Name, f.Check(f.Usual))
		}
		if f.Complete == nil {
			continue
		}
		for _, text := range f.Complete("") {
			if err := f.Check(text); err != nil && !strings.HasPrefix(text, "@") {
				t.Errorf("%s completes to %q, and then refuses it: %v", f.Name, text, err)
			}
		}
	}
	to := b.coordinator.Fields(secretariat.NewNotice)[0]
	if got := to.Complete("FI, vn; board:fin"); !slices.Contains(got, "FI, vn; board:finance") {
		t.Errorf("the last of several addresses is completed to %v", got)
	}
}

// A flash notice waits for everybody of a partner; others for those who can acknowledge.
func TestUnacknowledged(t *testing.T) {
	b := newBureau(t)
	first := b.notifies(notice.Priority, true, "@all")
	flash := b.notifies(notice.Flash, false, "@eu")
	second := b.notifies(notice.Routine, true, "FI")
	b.notifies(notice.Routine, false, "FI")
	want := func(who string, d *secretariat.Desk, numbers ...asem.Number) {
		t.Helper()
		views, err := d.Unacknowledged()
		must(t, err)
		var got []asem.Number
		for _, v := range views {
			got = append(got, v.Number)
			if !v.Waits() || !v.Calls() {
				t.Errorf("%s of %s waits: %v, calls: %v", v.Number, who, v.Waits(), v.Calls())
			}
		}
		if !slices.Equal(got, numbers) {
			t.Errorf("%s has %v to acknowledge, want %v", who, got, numbers)
		}
	}
	want("the contact point", b.contact, flash, second, first)
	want("a delegate", b.reader, flash)
	want("one whom it does not reach", b.elsewhere)
	if f, ok := b.reader.Flash(); !ok || f.Number != flash {
		t.Errorf("the flash is %s, %v", f.Number, ok)
	}
	must(t, b.reader.MarkReadIn(secretariat.KindNotice, seenNotice(t, b.reader, flash)))
	if f, ok := b.reader.Flash(); ok {
		t.Errorf("a flash that was read is told again: %s", f.Number)
	}
	want("who read it", b.reader, flash)
	must(t, b.contact.Acknowledge(flash, 0))
	must(t, b.contact.Acknowledge(flash, 1))
	want("the contact point", b.contact, second, first)
	want("who read it", b.reader)
	v, err := b.reader.Notice(flash)
	if err != nil || v.Ack == nil || v.Ack.By != "kai.contact" || v.Waits() {
		t.Errorf("a delegate of the partner does not see by whom: %+v, %v", v.Ack, err)
	}

	_, err = b.coordinator.CorrectNotice("", notice.Correct{Number: flash, Text: "Another."})
	must(t, err)
	want("who read it", b.reader, flash)
	if f, ok := b.reader.Flash(); !ok || len(f.Versions) != 2 {
		t.Error("a corrected flash is not told again")
	}
	wantKind(t, "acknowledging what was replaced", b.contact.Acknowledge(flash, 1), fault.Conflict)
}

// An alert goes to every desk when a flash comes, is corrected or reminded of, and for nothing else.
func TestAlerts(t *testing.T) {
	b := newBureau(t)
	alerted := func() bool {
		announced(t, b.coordinator)
		select {
		case <-b.reader.Alerts():
			return true
		default:
			return false
		}
	}
	b.notifies(notice.Priority, true, "@all")
	opened(t, b.coordinator, "finance", "x")
	if alerted() {
		t.Error("what is no flash alerts")
	}
	flash := b.notifies(notice.Flash, false, "@all")
	if !alerted() {
		t.Error("a flash does not alert")
	}
	must(t, b.contact.Acknowledge(flash, 0))
	if alerted() {
		t.Error("an acknowledgement alerts")
	}
	_, err := b.coordinator.CorrectNotice("", notice.Correct{Number: flash, Text: "Another."})
	must(t, err)
	if !alerted() {
		t.Error("a corrected flash does not alert")
	}
	must(t, b.coordinator.RemindNotice(flash))
	if !alerted() {
		t.Error("a flash that is reminded of does not alert")
	}
}

// What does not reach a delegate is not told from what never was, whatever is asked of it.
func TestWhatDoesNotReach(t *testing.T) {
	b := newBureau(t)
	n := b.notifies(notice.Flash, true, "FI")
	b.notifies(notice.Routine, true, "VN")
	before := b.lastEntry()
	for name, ask := range map[string]func(asem.Number) error{
		"reading":       func(n asem.Number) error { _, err := b.elsewhere.Notice(n); return err },
		"its versions":  func(n asem.Number) error { _, err := b.elsewhere.NoticeHistory(n); return err },
		"its acks":      func(n asem.Number) error { _, err := b.elsewhere.NoticeAcks(n); return err },
		"acknowledging": func(n asem.Number) error { return b.elsewhere.Acknowledge(n, 0) },
		"pinning":       func(n asem.Number) error { return b.elsewhere.PinNotice(n, true) },
		"reminding":     func(n asem.Number) error { return b.elsewhere.RemindNotice(n) },
		"correcting":    func(n asem.Number) error { return b.elsewhere.MayCorrect(n) },
		"going to it":   func(n asem.Number) error { _, err := b.elsewhere.Find(n.String()); return err },
		"a draft of it": func(n asem.Number) error { _, err := b.elsewhere.PlaceTitle(secretariat.CorrectionOf(n)); return err },
		"a correction": func(n asem.Number) error {
			_, err := b.elsewhere.CorrectNotice("", notice.Correct{Number: n, Text: "x"})
			return err
		},
	} {
		there, never := ask(n), ask(9999)
		if fault.KindOf(there) != fault.NotFound || strings.ReplaceAll(fault.Sentence(there), n.String(), "#9999") != fault.Sentence(never) {
			t.Errorf("%s: %v; of what never was: %v", name, there, never)
		}
	}
	must(t, b.elsewhere.MarkReadIn(secretariat.KindNotice, secretariat.Seen{Number: n, Version: 1}))
	if b.lastEntry() != before {
		t.Error("something was changed all the same")
	}
	page, err := b.elsewhere.Notices(secretariat.AllNotices, secretariat.Page{})
	if err != nil || len(page.Rows) != 1 {
		t.Errorf("%+v, %v", page, err)
	}
}

// The author and the coordinators see how every partner stands; others their own.
func TestWhoSeesAcks(t *testing.T) {
	b := newBureau(t)
	n := b.notifies(notice.Routine, true, "@all")
	must(t, b.contact.Acknowledge(n, 0))
	for who, c := range map[string]struct {
		desk  *secretariat.Desk
		count int
	}{"the author": {b.coordinator, 53}, "a delegate": {b.reader, 1}, "a moderator": {b.moderator, 1}} {
		acks, err := c.desk.NoticeAcks(n)
		if err != nil || len(acks) != c.count {
			t.Errorf("%s sees %d, %v; want %d", who, len(acks), err, c.count)
		}
	}
	acks, err := b.reader.NoticeAcks(n)
	if err != nil || acks[0].Partner != "FI" || acks[0].Name != "Finland" || acks[0].Ack == nil {
		t.Errorf("%+v, %v", acks, err)
	}
}

// Who reminds is not reminded, and sending twice posts once.
func TestReminderAndToken(t *testing.T) {
	b := newBureau(t)
	a := notice.Post{Level: notice.Routine, To: []roster.Address{"@all"}, Title: "A title", Text: "A text.", Ack: true}
	first, err := b.coordinator.PostNotice("a-token-of-mine", a)
	must(t, err)
	again, err := b.coordinator.PostNotice("a-token-of-mine", a)
	if err != nil || again.Number != first.Number || !again.Already {
		t.Errorf("sent twice: %+v, %v", again, err)
	}
	must(t, b.contact.MarkReadIn(secretariat.KindNotice, seenNotice(t, b.contact, first.Number)))
	must(t, b.coordinator.RemindNotice(first.Number))
	for who, c := range map[string]struct {
		desk *secretariat.Desk
		n    int
	}{"who reminds": {b.coordinator, 0}, "who is reminded": {b.contact, 1}} {
		if waiting, err := c.desk.WaitingByKind(); waiting[secretariat.KindNotice] != c.n || err != nil {
			t.Errorf("to %s %v are new, %v; want %d notices", who, waiting, err, c.n)
		}
	}
}

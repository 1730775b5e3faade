package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// bureau is a scene in which notices are posted.
type bureau struct {
	*scene
	coordinator, contact *secretariat.Desk // LA, and FI
}

func newBureau(t testing.TB) *bureau {
	s := newScene(t)
	return &bureau{s, s.Accredit("demo.coordinator", "LA", "delegate", "coordinator"), s.Accredit("demo.contact", "FI", "delegate", "contact-point")}
}

// posts posts a notice of the coordinator's, to all where it says nothing else.
func (b *bureau) posts(a notice.Post) asem.Number {
	b.t.Helper()
	b.Clock.Advance(7 * time.Minute)
	if a.To == nil {
		a.To = []roster.Address{roster.Everybody}
	}
	if a.Level == "" {
		a.Level = notice.Routine
	}
	if a.Text == "" {
		a.Text = "A text."
	}
	p, err := b.coordinator.PostNotice("", a)
	if err != nil {
		b.t.Fatal(err)
	}
	return p.Number
}

func (b *bureau) flash(title string) asem.Number {
	return b.posts(notice.Post{Level: notice.Flash, Title: title})
}

// noticed is a bureau with notices of every kind, in many scripts.
func noticed(t testing.TB) *bureau {
	b := newBureau(t)
	soon := b.Clock.Now().Add(3 * 24 * time.Hour)
	for i, sc := range scripts {
		b.posts(notice.Post{Title: sc.title, Text: sc.text, Ack: i%2 == 0})
	}
	flash := b.flash("亚欧会议: 市场 closed, and a title that is longer than the row on which it is to be shown here")
	check(t, b.contact.Acknowledge(flash, 0))
	n := b.posts(notice.Post{Level: notice.Priority, Title: "Registration", To: []roster.Address{"@eu", "VN/Brussels", "board:finance"}, Pin: true,
		Text: "Register by Friday. " + scripts[0].text + "\n\n" + paragraphs(12), AckBy: soon, Expires: soon.Add(24 * time.Hour)})
	check(t, b.contact.Acknowledge(n, 0))
	_, err := b.coordinator.CorrectNotice("", notice.Correct{Number: n, Text: "Register by Monday. " + scripts[0].text + "\n\n" + paragraphs(12)})
	check(t, err)
	check(t, b.coordinator.RemindNotice(n))
	return b
}

func TestNoticesAsDrawn(t *testing.T) {
	for _, size := range sizes {
		t.Run(fmt.Sprintf("%dx%d", size.width, size.height), func(t *testing.T) {
			b := noticed(t)
			name := func(screen string) string { return fmt.Sprintf("%s-%dx%d", screen, size.width, size.height) }
			st := tuitest.Open(t, b.contact, size.width, size.height)
			st.Golden(name("today-notices"))
			st.Press("2")
			st.Golden(name("notices"))
			st.Press("enter")
			st.Golden(name("notice"))
			st.Press(":")
			st.Type("finance")
			st.Press("enter")
			st.Golden(name("topics-notice"))

			st = tuitest.Open(t, b.coordinator, size.width, size.height)
			st.Press("q") // the flash, which nobody of theirs has acknowledged
			st.Press("2", "enter", "G")
			st.Golden(name("notice-acks"))
		})
	}
}

// TestBudgetsOfNotices counts what the acts cost in a list of notices, in one of them,
// on a board with notices on top, and in the composer with an envelope.
func TestBudgetsOfNotices(t *testing.T) {
	b := newBureau(t)
	for range 60 {
		b.posts(notice.Post{Title: "A title of some length, as titles of notices are", Ack: true})
		b.open("finance", "A title of some length, as titles of topics are", "Text.")
	}
	long := b.posts(notice.Post{Title: "Long", Text: paragraphs(60), To: []roster.Address{"board:finance"}, Pin: true, Ack: true})
	b.posts(notice.Post{Title: "Another", To: []roster.Address{"board:finance"}, Pin: true})
	for _, size := range sizes {
		b.Clock.Advance(24 * time.Hour) // so much is posted at no other time
		st := tuitest.Open(t, b.coordinator, size.width, size.height)
		within := func(act string, most int) {
			t.Helper()
			if st.Bytes() > most {
				t.Errorf("%dx%d: %s cost %d bytes, %d at most", size.width, size.height, act, st.Bytes(), most)
			}
		}
		for _, place := range []screen.Place{screen.Notices{}, screen.Topics{Board: "finance"}} {
			what := fmt.Sprintf("%T", place)
			st.Open(place)
			st.Changed()
			if st.Changed(); st.Bytes() != 0 {
				t.Errorf("%s: %d bytes for nothing", what, st.Bytes())
			}
			for range 15 {
				st.Press("j")
				within("a row of "+what, budgetCursor)
			}
			if size.width == 80 {
				for range 25 {
					st.Press("j")
					within("a row at the edge of "+what, budgetScroll)
				}
				st.Press("b")
				within("a page of "+what, budgetPage)
			}
		}
		st.Open(screen.Notice{Number: long})
		st.Changed()
		if st.Changed(); st.Bytes() != 0 {
			t.Errorf("a notice: %d bytes for nothing", st.Bytes())
		}
		for range 30 {
			st.Press("j")
			within("a line of a notice", budgetScroll)
		}
		if size.width == 80 {
			st.Press("space")
			within("a page of a notice", budgetPage)
		}
		st.Open(screen.Write{At: secretariat.NewNotice})
		st.Changed()
		for _, letter := range "fi, @all" {
			st.Type(string(letter))
			within("a letter of an address", budgetLetter)
		}
		st.Press("enter", "enter", "enter", "enter", "enter", "enter")
		for _, field := range []string{"A title of a notice", "The text of it, which goes on for more than a row of the screen, so that it is wrapped; and on."} {
			for _, letter := range field {
				st.Type(string(letter))
				within("a letter beside an envelope", budgetLetter)
			}
			st.Press("tab")
		}
		if st.Changed(); st.Bytes() != 0 {
			t.Errorf("the composer with an envelope: %d bytes for nothing", st.Bytes())
		}
		st.Press("esc")
		check(t, b.coordinator.DropDraft(secretariat.NewNotice))
	}
}

// TestAFlashMovesNothing: it takes the heading alone, of what is read and of what is
// written, and rings once for each version.
func TestAFlashMovesNothing(t *testing.T) {
	b := newBureau(t)
	n := b.open("finance", "Debt", paragraphs(20))
	reading := tuitest.Open(t, b.reader, 80, 24)
	reading.Open(screen.Read{Number: n})
	reading.Press("j", "j", "j")
	writing := tuitest.Open(t, b.contact, 80, 24)
	writing.Open(screen.Write{At: secretariat.ReplyTo(n)})
	writing.Type("The first line")
	asking := tuitest.Open(t, b.writer, 80, 24)
	asking.Open(screen.Directory{})
	asking.Press(":")
	asking.Type("fin")
	stages := map[string]*tuitest.Stage{"a reader": reading, "a composer": writing, "a prompt": asking}
	before := map[string][]string{}
	for who, st := range stages {
		before[who] = st.Lines()
	}
	number := b.flash("Markets closed")
	want := func(bells int, version string) {
		t.Helper()
		for who, st := range stages {
			st.Send(tui.Alarm{})
			lines := st.Lines()
			if !strings.HasPrefix(lines[0], "! FLASH "+number.String()+" Markets closed") {
				t.Errorf("%s, %s: the heading is %q", who, version, lines[0])
			}
			if !slices.Equal(lines[1:], before[who][1:]) {
				t.Errorf("%s, %s: what stood there has moved:\n%s", who, version, st.Screen())
			}
			if st.Bells != bells {
				t.Errorf("%s, %s: the bell rang %d times, want %d", who, version, st.Bells, bells)
			}
			st.Changed() // the counts of what is new
			if lines := st.Lines(); !slices.Equal(lines[1:], before[who][1:]) {
				t.Errorf("%s, %s: what stood there has moved:\n%s", who, version, st.Screen())
			}
			st.Changed()
			if st.Bytes() != 0 || st.Bells != bells {
				t.Errorf("%s, %s: it goes on: %d bytes, %d bells", who, version, st.Bytes(), st.Bells)
			}
		}
	}
	want(1, "the first version")
	_, err := b.coordinator.CorrectNotice("", notice.Correct{Number: number, Text: "Corrected."})
	check(t, err)
	want(2, "the second version")

	writing.Type(" goes on.")
	writing.Shows("The first line goes on.")
	asking.Type("ance")
	asking.Press("enter")
	asking.Shows("Debt")
	asking.Press("tab")
	asking.Shows("Corrected.")
	if strings.HasPrefix(asking.Lines()[0], "! FLASH") {
		t.Error("a flash that is read still stands over the screens")
	}
}

// TestAFlashStandsFirst at each login, until it is acknowledged; it is gone when it expires.
func TestAFlashStandsFirst(t *testing.T) {
	b := newBureau(t)
	n := b.posts(notice.Post{Level: notice.Flash, Title: "Markets closed", Expires: b.Clock.Now().Add(24 * time.Hour)})
	for _, bells := range []int{1, 0} { // read or not; the bell is for what is not read
		st := tuitest.Open(t, b.contact, 80, 24)
		if st.Bells != bells {
			t.Errorf("the bell rang %d times, want %d", st.Bells, bells)
		}
		st.Shows("Notices > "+n.String(), "a does.")
		st.Press("q")
		st.Shows("Today", "flash, to acknowledge")
	}
	b.Clock.Advance(24 * time.Hour)
	late := tuitest.Open(t, b.reader, 80, 24)
	late.Lacks("Markets closed")
	late.Press("2")
	late.Shows("No notice to you")
	late.Press("t")
	late.Shows("Markets closed")

	n = b.flash("Markets open")
	st := tuitest.Open(t, b.contact, 80, 24)
	st.Press("a")
	st.Shows(n.String() + " is acknowledged for your partner.")
	st.Press("a")
	st.Shows("demo.contact acknowledged it for FI.")
	for _, d := range []*secretariat.Desk{b.contact, b.reader} {
		st := tuitest.Open(t, d, 80, 24)
		st.Shows("AVS > Today")
		if st.Bells != 0 {
			t.Error("the bell rings for what is acknowledged")
		}
	}
	other := tuitest.Open(t, b.writer, 80, 24)
	other.Shows("Notices > " + n.String())
}

// TestDeadKeysOfNoticesSayWhy, each in its place.
func TestDeadKeysOfNoticesSayWhy(t *testing.T) {
	b := newBureau(t)
	silent := b.posts(notice.Post{Title: "Rooms"})
	asks := b.posts(notice.Post{Title: "Registration", Ack: true, To: []roster.Address{"VN"}, Pin: false})
	toUs := b.posts(notice.Post{Title: "To us", Ack: true, To: []roster.Address{"FI"}})
	for _, c := range []struct {
		desk      *secretariat.Desk
		at        asem.Number
		key, says string
	}{
		{b.reader, silent, "a", "It does not ask to be acknowledged."},
		{b.coordinator, asks, "a", "It does not ask your partner to acknowledge it."},
		{b.reader, toUs, "a", "Your partner's contact point acknowledges it."},
		{b.reader, silent, "e", "is not yours: its author and the coordinators"},
		{b.reader, silent, "!", "is not yours: its author and the coordinators"},
		{b.reader, silent, "v", "was never corrected: this is its only version."},
		{b.reader, silent, "_", "do not pin notices there."},
		{b.coordinator, silent, "!", "It does not ask to be acknowledged, so there is nobody to remind."},
	} {
		st := tuitest.Open(t, c.desk, 80, 24)
		st.Open(screen.Notice{Number: c.at})
		st.Press(c.key)
		if words := strings.Join(strings.Fields(st.Screen()), " "); !strings.Contains(words, c.says) {
			t.Errorf("%s at %s says\n%s\nwant %q", c.key, c.at, st.Screen(), c.says)
		}
	}
	st := tuitest.Open(t, b.reader, 80, 24)
	st.Press("2", "w")
	st.Shows("do not post notices there")
	st.Open(screen.Topics{Board: "finance"})
	st.Press("p")
	st.Shows("No notice is pinned on this board.")
}

// TestABoardShowsItsNotices on top, and opens them; nothing moves until it is read anew.
func TestABoardShowsItsNotices(t *testing.T) {
	b := newBureau(t)
	for range 30 {
		b.open("finance", "Debt", "First.")
	}
	st := tuitest.Open(t, b.reader, 80, 24)
	st.Open(screen.Topics{Board: "finance"})
	before := st.Lines()
	first := b.posts(notice.Post{Title: "Papers", To: []roster.Address{"board:finance"}, Pin: true})
	second := b.posts(notice.Post{Title: "Deadline", To: []roster.Address{"FI", "board:finance"}, Pin: true})
	b.posts(notice.Post{Title: "Elsewhere", To: []roster.Address{"board:health"}, Pin: true})
	b.posts(notice.Post{Title: "Everywhere", Pin: true})
	b.posts(notice.Post{Title: "Not pinned", To: []roster.Address{"board:finance"}})
	st.Changed()
	if !slices.Equal(st.Lines()[1:23], before[1:23]) {
		t.Errorf("the list has moved:\n%s", st.Screen())
	}
	st.Press("ctrl+r")
	st.Shows("p Notice "+second.String()+" Deadline", "P Notice "+first.String()+" Papers")
	st.Lacks("Elsewhere", "Everywhere", "Not pinned")
	if !strings.HasPrefix(st.Row(), ">") {
		t.Errorf("the cursor rests on %q", st.Row())
	}
	st.Press("G")
	if !strings.HasPrefix(st.Row(), ">") {
		t.Errorf("the cursor rests on %q:\n%s", st.Row(), st.Screen())
	}
	st.Press("P")
	st.Shows("Notices > "+first.String(), "To board:finance")
	st.Press("q", "p")
	st.Shows("Notices > " + second.String())
	st.Press("q")
	st.Open(screen.Topics{Board: "labour"})
	st.Lacks("Notice #")
	check(t, b.coordinator.PinNotice(second, false))
	st.Press("q")
	st.Shows("p Notice "+first.String(), "Debt")
	st.Lacks("Deadline")
	st.Press("P")
	st.Shows("No second notice")
	st.Resize(40, 8)
	st.Shows("Papers", "> ")
}

// TestANoticeToPersonsIsRefusedAtOnce, while it is addressed, and not when its text is
// written; nor are they offered.
func TestANoticeToPersonsIsRefusedAtOnce(t *testing.T) {
	b := newBureau(t)
	st := tuitest.Open(t, b.coordinator, 80, 24)
	st.Press("2", "w")
	st.Type("FI, @coord")
	st.Press("tab")
	st.Shows("To: FI, @coord")
	st.Lacks("@coordinators")
	st.Type("inators")
	st.Press("enter")
	st.Shows("A notice is not addressed to @coordinators.", "To: FI, @coordinators")
}

// TestWhatComesIsSeenOnToday: where nothing stood and nobody has gone down, a flash stands
// there with its heading and not above the screen.
func TestWhatComesIsSeenOnToday(t *testing.T) {
	b := newBureau(t)
	st := tuitest.Open(t, b.contact, 80, 24)
	b.flash("Bank failure")
	st.Changed()
	lines := st.Lines()
	if lines[3] != "Notices" || !strings.Contains(lines[4], "Bank failure") {
		t.Errorf("the flash is not seen:\n%s", st.Screen())
	}
	if !strings.Contains(st.Row(), "Boards") {
		t.Errorf("the cursor went to %q", st.Row())
	}
}

// TestTheFootLineOfNoticesIsTrue: who speaks for no partner is not told to acknowledge.
func TestTheFootLineOfNoticesIsTrue(t *testing.T) {
	b := newBureau(t)
	b.posts(notice.Post{Title: "Registration", Ack: true})
	st := tuitest.Open(t, b.reader, 80, 24)
	st.Press("2")
	st.Lacks("a acknowledge")
	st = tuitest.Open(t, b.Accredit("demo.contact", "FI", "delegate", "contact-point"), 80, 24)
	st.Press("2")
	st.Shows("a acknowledge")
}

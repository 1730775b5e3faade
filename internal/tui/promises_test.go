package tui_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheVersionsHaveAKeyThatSshDoesNotKeep: after Enter OpenSSH waits for what
// follows a ~.
func TestTheVersionsHaveAKeyThatSshDoesNotKeep(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	_, err := s.writer.Edit("", forum.Edit{Number: n, Base: 1, Title: "Debt", Text: "Second."})
	check(t, err)
	for _, key := range []string{"v", "~"} {
		st := tuitest.Open(t, s.reader, 80, 24)
		st.Press(key)
		if want := key + " shows the versions of a post: open one first."; st.Foot() != want {
			t.Errorf("on Today %s says %q", key, st.Foot())
		}
		st.Open(screen.Read{Number: n})
		st.Press(key)
		st.Shows("Versions of " + n.String())
	}
}

func TestATopicIsWrittenFromTheReader(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: s.open("finance", "Debt", "First.")})
	st.Press("w")
	st.Shows("New topic on Finance")
}

// TestTheReaderTellsOfPinsAndLocks to whoever opens the topic and to whoever has it
// open.
func TestTheReaderTellsOfPinsAndLocks(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	before := st.Lines()
	check(t, s.moderator.Pin(n, true))
	check(t, s.moderator.Lock(n, true))
	st.Changed()
	after := st.Lines()
	if after[2] != " pinned, locked" || !strings.HasSuffix(st.Foot(), "  locked") {
		t.Errorf("it says nothing of it:\n%s", st.Screen())
	}
	if !slices.Equal(before[3:23], after[3:23]) {
		t.Errorf("what is read has moved:\n%s", st.Screen())
	}
	st.Press("r")
	st.Shows("is locked by a moderator")
	again := tuitest.Open(t, s.reader, 80, 24)
	again.Open(screen.Read{Number: n})
	again.Shows(" pinned, locked")
}

func TestAReasonIsAskedForUntilThereIsOne(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	st := tuitest.Open(t, s.moderator, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Press("H", "enter")
	st.Shows("Write the reason: readers see it in place of the text.", "Why hide #2?")
	st.Lacks("--")
	st.Press("space", "enter")
	st.Shows("Write the reason", "Why hide #2?")
	st.Type("Names a person.")
	st.Lacks("Write the reason")
	st.Press("enter")
	st.Shows("#2 is hidden.")
}

// withheld says how a moderator takes a text from readers.
var withheld = map[string]func(*secretariat.Desk, asem.Number) error{
	"Hidden":   func(d *secretariat.Desk, n asem.Number) error { return d.Hide(n, true, "Names a person.") },
	"Redacted": func(d *secretariat.Desk, n asem.Number) error { return d.Redact(n, "Names a person.") },
}

// TestWhatIsWithheldLeavesOpenScreens and moves nothing that is read beside it.
func TestWhatIsWithheldLeavesOpenScreens(t *testing.T) {
	for how, withhold := range withheld {
		for _, reading := range []string{"all of it", "from the middle of it", "below it"} {
			t.Run(how+", "+reading, func(t *testing.T) {
				s := newScene(t)
				n := s.open("finance", "Debt", "Opening.")
				var secret strings.Builder
				for i := range 12 {
					fmt.Fprintf(&secret, "secret %d\n", i)
				}
				bad := s.reply(s.writer, n, secret.String())
				s.reply(s.writer, n, strings.TrimSuffix(strings.Repeat("harmless\n", 30), "\n"))
				st := tuitest.Open(t, s.reader, 80, 24)
				st.Open(screen.Read{Number: n})
				switch reading {
				case "from the middle of it":
					st.Press(slices.Repeat([]string{"j"}, 10)...)
				case "below it":
					st.Press("G")
				}
				before := st.Lines()
				check(t, withhold(s.moderator, bad))
				st.Changed()
				after := st.Lines()
				st.Lacks("secret")
				if reading == "all of it" {
					st.Shows("(" + how + " by demo.moderator")
				}
				for i, line := range before {
					if strings.Contains(line, "harmless") && after[i] != line {
						t.Errorf("line %d has become %q:\n%s", i, after[i], st.Screen())
						break
					}
				}
				st.Press("g")
				st.Lacks("secret")
				st.Shows("(" + how + " by demo.moderator")
				st.Press("ctrl+r")
				st.Lacks("secret")
			})
		}
	}
}

// TestWhatIsShownAgainComesBack where it was.
func TestWhatIsShownAgainComesBack(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "Opening.\nOf\nsome\nlines.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	before := st.Screen()
	check(t, s.moderator.Hide(n, true, "By mistake."))
	st.Changed()
	st.Lacks("Opening.")
	check(t, s.moderator.Hide(n, false, ""))
	st.Changed()
	if st.Screen() != before {
		t.Errorf("it is not as it was:\n%s", st.Screen())
	}
}

// TestTodayDrawsWhatCameWhereNothingStood, and only that.
func TestTodayDrawsWhatCameWhereNothingStood(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Shows("nothing. What others post")
	s.open("finance", "Debt", "First.")
	st.Changed()
	st.Shows("Finance  ", "1 new")
	st.Lacks("nothing. What others post", "^R shows it")
	s.open("health", "Vaccines", "First.")
	st.Changed()
	st.Shows("there is more; ^R shows it")
	st.Lacks("Health")
	st.Press("ctrl+r")
	st.Shows("Health")
}

// TestANoticeHidesNoNews: both stand in the foot line.
func TestANoticeHidesNoNews(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	for _, width := range []int{40, 80} {
		st := tuitest.Open(t, s.reader, width, 24)
		st.Open(screen.Read{Number: n})
		st.Say("Posted as #2.")
		s.reply(s.writer, n, "Another.")
		st.Changed()
		st.Shows("Posted as #2.", "1 new in this")
		st.Say(strings.Repeat("A long sentence follows. ", 8))
		st.Shows("A long sentence", "1 new in this")
	}
}

// TestNothingIsCutInTheHelp: names of keys are wrapped.
func TestNothingIsCutInTheHelp(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	for _, place := range []screen.Place{
		screen.Today{}, screen.Boards{}, screen.Topics{Board: "finance"}, screen.Read{Number: n}, screen.Directory{}, screen.Desk{},
		screen.Drafts{}, screen.History{Number: n}, screen.Write{At: secretariat.ReplyTo(n)},
	} {
		st := tuitest.Open(t, s.reader, 80, 120)
		st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(place) }})
		st.Open(screen.Help{})
		st.Lacks("..   ", "..\n")
	}
}

// TestAWindowThatShrinksTakesNoLetterForACommand while a text is typed.
func TestAWindowThatShrinksTakesNoLetterForACommand(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "First.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Write{At: secretariat.ReplyTo(n)})
	st.Type("Before ")
	st.Resize(30, 6)
	st.Shows("What you type", "^C leaves.")
	st.Type("the quick question?x")
	st.Press("backspace", "enter", "ctrl+x", "y", "esc")
	if st.Quit {
		t.Fatal("a letter ended the session")
	}
	st.Resize(80, 24)
	st.Shows("Before the quick question?", "y", "Reply to #2")
	st.Resize(30, 6)
	st.Press("ctrl+c")
	draft, _, err := s.reader.Draft(secretariat.ReplyTo(n))
	check(t, err)
	if want := "Before the quick question?\ny"; !st.Quit || draft.Text != want {
		t.Errorf("^C: quit %v, kept %q", st.Quit, draft.Text)
	}

	st = tuitest.Open(t, s.reader, 80, 24)
	st.Press(":")
	st.Resize(30, 6)
	st.Type("q")
	if st.Quit {
		t.Error("a letter in a prompt ended the session")
	}
	st.Resize(80, 24)
	st.Shows("Go to: q")
	st.Press("esc")
	st.Resize(30, 6)
	st.Press("q")
	if !st.Quit {
		t.Error("q does not leave a window in which nothing is typed")
	}
}

// TestNarrowWindowsKeepTheCounts and leave out what the delegate knows.
func TestNarrowWindowsKeepTheCounts(t *testing.T) {
	s := newScene(t)
	for range 12 {
		s.open("finance", "Debt", "First.")
	}
	for _, c := range []struct {
		width         int
		heading, line string
	}{
		{40, "FI   12 new", "Finance                        12 new"},
		{80, "FI demo.reader   12 new", "Economic     12 new"},
	} {
		st := tuitest.Open(t, s.reader, c.width, 10)
		if lines := st.Lines(); !strings.HasSuffix(lines[0], c.heading) {
			t.Errorf("the heading is %q", lines[0])
		}
		st.Shows(c.line)
	}
}

// TestARefusedPromptKeepsWhatWasTyped, so that what is typed next is no command.
func TestARefusedPromptKeepsWhatWasTyped(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "See #1 and #2.")
	for _, c := range []struct {
		desk                       *secretariat.Desk
		place                      screen.Place
		key, typed, refused, again string
		shows                      string
	}{
		{s.reader, screen.Today{}, ":", "nowhere", "Nothing here is called", "finance", "AVS > Economic > Finance"},
		{s.moderator, screen.Read{Number: n}, "M", "nowhere", "There is no board", "health", "stands on Health now."},
		{s.reader, screen.Desk{}, "enter", "nowhere", "\"nowhere\" is not a time zone.", "helsinki", "Europe/Helsinki"},
		{s.reader, screen.Desk{}, "enter", "asia/", "\"asia/\" is not a time zone.", "Asia/Tokyo", "Asia/Tokyo"},
	} {
		st := tuitest.Open(t, c.desk, 80, 24)
		st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(c.place) }})
		st.Press(c.key)
		st.Type(c.typed)
		st.Press("enter")
		st.Shows(c.refused)
		if !strings.HasSuffix(st.Foot(), ": "+c.typed) {
			t.Errorf("the prompt is %q", st.Foot())
		}
		st.Press("ctrl+u")
		st.Type(c.again)
		st.Press("enter")
		st.Shows(c.shows)
	}
}

// TestTheListShowsWhatModeratorsDo while it is open, and moves no row.
func TestTheListShowsWhatModeratorsDo(t *testing.T) {
	s := newScene(t)
	first := s.open("finance", "Debt", "First.")
	second := s.open("finance", "Growth", "Second.")
	check(t, s.moderator.Pin(first, true))
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(screen.Topics{Board: "finance"}) }})
	if lines := st.Lines(); !strings.Contains(lines[2], "P  #2") {
		t.Fatalf("the list is:\n%s", st.Screen())
	}
	check(t, s.moderator.Pin(first, false))
	check(t, s.moderator.Lock(first, true))
	check(t, s.moderator.Lock(second, true))
	st.Changed()
	lines := st.Lines()
	if strings.Contains(lines[2], "P") || !strings.Contains(lines[2], "L  #2") || !strings.Contains(lines[3], "#3") {
		t.Errorf("the list is:\n%s", st.Screen())
	}
}

// TestTheListCountsWhatComes into the topics that are shown, wherever they stand by
// then, and moves no row; rows that come to the screen later say the same.
func TestTheListCountsWhatComes(t *testing.T) {
	s := newScene(t)
	var topics []asem.Number
	for range 40 {
		topics = append(topics, s.open("finance", "Debt", "First."))
	}
	low, top := topics[5], topics[39]
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(screen.Topics{Board: "finance"}) }})
	order := func() (numbers []string) {
		for _, line := range st.Lines()[2:23] {
			numbers = append(numbers, strings.Fields(strings.TrimPrefix(line, ">"))[1])
		}
		return numbers
	}
	line := func(n asem.Number) string {
		for _, line := range st.Lines() {
			if strings.Contains(line, n.String()+" ") {
				return line
			}
		}
		t.Fatalf("%s is not on the screen:\n%s", n, st.Screen())
		return ""
	}
	before := order()
	for _, n := range []asem.Number{topics[25], topics[25], top, low} { // all of them go to the top of the board
		s.reply(s.writer, n, "Another.")
	}
	st.Changed()
	if after := order(); !slices.Equal(after, before) {
		t.Errorf("rows moved: %v, before %v", after, before)
	}
	st.Shows("4 new here; ^R shows")
	for n, want := range map[asem.Number]string{topics[25]: " 3 ", top: " 2 ", topics[30]: " 1 "} {
		if row := line(n); !strings.Contains(row[:12], want) {
			t.Errorf("%s: %q, want%sof it new", n, row, want)
		}
	}
	if row := line(topics[25]); !strings.Contains(row, "VN     2 ") {
		t.Errorf("replies: %q", row)
	}
	for range 35 {
		st.Press("j")
	}
	if row := line(low); !strings.Contains(row[:12], " 2 ") {
		t.Errorf("a row that came to the screen later: %q", row)
	}
}

// TestWhoMayNotWriteIsNotToldTo where nothing was written yet.
func TestWhoMayNotWriteIsNotToldTo(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.Accredit("demo.observer", "DE", "observer"), 80, 24)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(screen.Topics{Board: "culture"}) }})
	st.Shows("No topic yet. What is written on Culture will stand here.")
	st.Lacks("w writes")
}

// TestTodaySaysWhenOneWasHere in a line that fits, however long the names of day and
// month are.
func TestTodaySaysWhenOneWasHere(t *testing.T) {
	s := newScene(t)
	s.Clock.Advance(20 * 24 * time.Hour) // a Wednesday in September
	s.reader.Close()
	check(t, s.writer.DropDraft(secretariat.OnBoard("finance"))) // what is written comes after what was left to be
	s.Clock.Advance(3 * time.Hour)
	st := tuitest.Open(t, s.Seat("demo.reader", s.reader.Fingerprint()), 80, 24)
	st.Shows("Wednesday 30 September 2026, 12:00 UTC. Last here 30 September, 09:00.")
}

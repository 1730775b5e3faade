package tui_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

func TestLeavingIsAskedAtTheTopOnly(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("1", "q")
	st.Shows("AVS > Today")
	st.Press("q")
	st.Shows("Leave the secretariat? (Y/n)")
	st.Press("n")
	st.Lacks("Leave the secretariat?")
	if st.Press("esc", "y"); !st.Quit {
		t.Error("yes did not leave")
	}
}

func TestEveryWayBack(t *testing.T) {
	s := newScene(t)
	for _, key := range []string{"q", "esc", "h", "left"} {
		st := tuitest.Open(t, s.reader, 80, 24)
		st.Press("1", "enter")
		st.Shows("> Political > Multilateralism")
		st.Press(key)
		st.Shows("AVS > Boards")
	}
}

func TestKeysThatAreDeadSayWhy(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "A topic", "Text without any number.")
	s.open("health", "Locked", "Closed for now.")
	if err := s.moderator.Lock(n+1, true); err != nil {
		t.Fatal(err)
	}
	observer := s.Accredit("demo.observer", "DE", "observer")
	for _, c := range []struct {
		desk  *secretariat.Desk
		place string
		key   string
		why   string
	}{
		{s.reader, "today", "f1", "F1 does nothing here; ? shows the keys."},
		{s.reader, "today", "w", "w writes in a list: open a board, the notices, letters or documents first."},
		{s.reader, "today", "a", "Nothing here asks to be acknowledged."},
		{s.reader, "today", "C", "There is no catching up to undo."},
		{s.reader, "boards", "r", "r replies to a post: open one first."},
		{s.reader, "founding-texts", "w", "archive"},
		{s.reader, "culture", "enter", "There is no topic on Culture yet; w writes one."},
		{s.reader, "culture", "_", "There is no topic on Culture yet"},
		{s.reader, "finance", "_", "do not moderate"},
		{s.reader, "finance", "L", "do not moderate"},
		{s.reader, "finance", "M", "do not moderate"},
		{observer, "culture", "_", "There is no topic on Culture yet."},
		{observer, "finance", "w", "Your roles (observer) read and do not write."},
		{s.reader, n.String(), "e", "not yours"},
		{s.reader, n.String(), "~", "never edited"},
		{s.reader, n.String(), "enter", "refers to nothing else"},
		{s.reader, n.String(), "N", "Nothing was looked for yet"},
		{s.reader, n.String(), "H", "do not moderate"},
		{s.reader, n.String(), "J", "This is the last post of the topic."},
		{s.reader, n.String(), "K", "This is the first post of the topic."},
		{s.reader, (n + 1).String(), "r", "locked"},
		{s.reader, (n + 1).String(), "R", "locked"},
		{observer, n.String(), "r", "Your roles (observer) read and do not write."},
	} {
		st := tuitest.Open(t, c.desk, 80, 24)
		st.Press(":")
		st.Type(c.place)
		st.Press("enter", c.key)
		if foot := strings.Join(st.Lines()[22:], " "); !strings.Contains(foot, c.why) {
			t.Errorf("at %s, %s says %q, not %q", c.place, c.key, foot, c.why)
		}
		st.Press("g")
		st.Shows("Tab next unread")
	}
}

func TestBindingsAreWholeAndUnique(t *testing.T) {
	s := newBureau(t)
	n := s.open("finance", "A topic", "Text.")
	letter := s.sent("FI", "About the venue", "Which room is it?").Number
	posted := s.posts(notice.Post{Title: "Rooms"})
	doc := s.issued("Draft agenda", "Item one: [the venue].", document.FirstIssue, "", "FI").Symbol
	st := tuitest.Open(t, s.reader, 80, 24)
	for _, place := range []screen.Place{screen.Today{}, screen.Boards{}, screen.Topics{Board: "finance"}, screen.Read{Number: n}, screen.Help{},
		screen.Notices{}, screen.Notice{Number: posted}, screen.Letters{}, screen.Letter{Number: letter}, screen.Documents{}, screen.Document{Symbol: doc},
		screen.Brackets{Symbol: doc}, screen.Papers{}, screen.Drafts{}, screen.Directory{}, screen.Desk{},
		screen.Write{At: secretariat.NewLetter}, screen.Write{At: secretariat.NewDocument}, screen.Write{At: secretariat.AnswerTo(letter, true)}, screen.Write{At: secretariat.ReplyTo(n)},
	} {
		st.Open(place)
		held := map[string]string{}
		for _, b := range st.Shown().Bindings() {
			if b.Does() == "" || b.Do == nil || len(b.Key.Keys()) == 0 {
				t.Errorf("%T: %+v is not whole", place, b)
			}
			for _, k := range b.Key.Keys() {
				if other, twice := held[k]; twice {
					t.Errorf("%T: %s does both %q and %q", place, k, other, b.Does())
				}
				held[k] = b.Does()
			}
		}
	}
}

func TestGoToAnything(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Debt", "Text.")
	for _, c := range []struct{ typed, shows string }{
		{"boards", "AVS > Boards"},
		{"TODAY", "AVS > Today"},
		{n.String(), "#2 Debt"},
		{"2", "#2 Debt"},
		{"fin", "AVS > Economic > Finance"},
		{"help", "Keys here"},
		{"slow-lines", "AVS > Manual > Slow and costly lines"},
		{"999", "There is nothing numbered #999 that you can read."},
		{"nowhere", "Nothing here is called \"nowhere\"."},
		{"glob", "\"glob\" could be"},
	} {
		st := tuitest.Open(t, s.reader, 80, 24)
		st.Press(":")
		st.Type(c.typed)
		st.Press("enter")
		st.Shows(c.shows)
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press(":")
	st.Type("fi")
	st.Press("tab")
	st.Shows("Go to: finance")
	st.Press("tab")
	st.Shows("Go to: FI")
	st.Press("tab")
	st.Shows("Go to: finance")
	st.Press("esc")
	st.Shows("AVS > Today", "Enter open")
}

func TestFindingInLists(t *testing.T) {
	s := newScene(t)
	for i := range 120 {
		title := fmt.Sprintf("Topic %d", i)
		if i%50 == 7 {
			title += " on Debt"
		}
		s.open("finance", title, "Text.")
		s.Clock.Advance(time.Hour)
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("1", "/")
	st.Type("deputies")
	st.Press("enter")
	if !strings.Contains(st.Row(), "> Finance") {
		t.Errorf("found %q", st.Row())
	}
	st.Press("enter", "n")
	st.Shows("Nothing was looked for yet: / does.")
	st.Press("/")
	st.Type("debt")
	for _, step := range []struct{ key, row string }{
		{"enter", "Topic 107 on Debt"}, {"n", "Topic 57 on Debt"}, {"n", "Topic 7 on Debt"}, {"n", "Topic 7 on Debt"},
		{"N", "Topic 57 on Debt"}, {"N", "Topic 107 on Debt"},
	} {
		st.Press(step.key)
		if !strings.Contains(st.Row(), step.row) {
			t.Errorf("%s found %q, not %q", step.key, st.Row(), step.row)
		}
	}
	st.Press("N")
	st.Shows("No other title from here on has \"debt\".")
}

func TestTypingALineOfInput(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press(":")
	st.Type("wrong")
	st.Press("ctrl+u")
	st.Send(tea.PasteMsg{Content: "hea\nlth"})
	st.Press("left", "left", "left", "backspace", "enter")
	st.Shows("> Social-cultural > Health")
	st.Send(tea.PasteMsg{Content: "qqqq"})
	st.Shows("There is nothing to paste into here", "Health")
	st.Press(":")
	st.Press("backspace")
	st.Lacks("Go to:")
}

func TestWhatIsNewIsCountedAndDoesNotMove(t *testing.T) {
	s := newScene(t)
	first := s.open("finance", "First", "Text.")
	s.open("finance", "Second", "Text.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press(":")
	st.Type("finance")
	st.Press("enter", "j")
	before := st.Lines()[1:22]
	s.open("finance", "Third", "Text.")
	s.open("health", "Elsewhere", "Text.")
	st.Changed()
	st.Shows("4 new", "1 new here; ^R shows")
	if after := st.Lines()[1:22]; strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("the list moved:\n%s", st.Screen())
	}
	row := st.Row()
	st.Press("ctrl+r")
	st.Shows("Third")
	st.Lacks("new here")
	if !strings.Contains(st.Row(), "First") || !strings.Contains(row, "First") {
		t.Errorf("the cursor went from %q to %q", row, st.Row())
	}
	_ = first
}

func TestTodayCountsInPlace(t *testing.T) {
	s := newScene(t)
	s.open("finance", "First", "Text.")
	st := tuitest.Open(t, s.reader, 80, 24)
	s.open("finance", "Second", "Text.")
	st.Changed()
	st.Shows("Finance                                                   Economic      2 new")
	st.Lacks("^R")
}

func TestAReaderIsToldOfWhatComes(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "First", paragraphs(20))
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("tab")
	before := st.Lines()[1:23]
	s.reply(s.writer, n, "The answer that came meanwhile.")
	st.Changed()
	st.Shows("1 new in this topic")
	if after := st.Lines()[1:23]; strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("the text moved:\n%s", st.Screen())
	}
	for range 4 {
		st.Press("space")
	}
	st.Shows("The answer that came meanwhile.")
	st.Press("space")
	st.Shows("Nothing else is new to you anywhere.")
	if n, err := s.reader.Waiting(); err != nil || n != 0 {
		t.Errorf("%d posts are new after all was shown (%v)", n, err)
	}
}

func TestTabGoesRoundAllThatIsNew(t *testing.T) {
	s := newScene(t)
	s.open("health", "In health", "Text.")
	a := s.open("finance", "In finance", "Text.")
	s.reply(s.writer, a, "Answer one.")
	st := tuitest.Open(t, s.reader, 80, 24)
	for _, want := range []string{"In finance", "In health"} {
		st.Press("tab")
		st.Shows(want)
	}
	st.Press("tab")
	st.Shows("Nothing else is new to you anywhere.", "In health")
	st.Press("q")
	st.Shows("AVS > Today", "nothing. What others post will stand here by board")
	st.Press("tab")
	st.Shows("Nothing is new to you anywhere.")
}

func TestCatchingUpAndBack(t *testing.T) {
	s := newScene(t)
	s.open("finance", "One", "Text.")
	s.open("health", "Two", "Text.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Press("c")
	st.Shows("Mark everything on all boards as read? (Y/n)", "2 new")
	st.Press("n")
	st.Shows("2 new")
	st.Press("c", "y")
	st.Shows("2 posts on 2 boards marked as read; C takes that back.")
	st.Lacks("2 new")
	st.Press("C")
	st.Shows("2 posts on 2 boards new again.", "2 new")
}

func TestModeratorsKeys(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "A topic", "Words that must go.")
	st := tuitest.Open(t, s.moderator, 80, 24)
	st.Press(":")
	st.Type("finance")
	st.Press("enter", "_", "L")
	st.Shows(n.String()+" is locked.", "PL")
	st.Press("_")
	st.Shows(n.String() + " is no longer pinned.")
	st.Press("enter", "H")
	st.Shows("Why hide " + n.String() + "?")
	st.Type("Names a person.")
	st.Press("enter")
	st.Shows("is hidden.")
	seen := tuitest.Open(t, s.reader, 80, 24)
	seen.Open(screen.Read{Number: n})
	seen.Shows("Hidden by demo.moderator on 10 September 2026: Names a person.")
	seen.Lacks("Words that must go.")
	st.Press("H", "y")
	seen.Press("ctrl+r")
	seen.Shows("Words that must go.")
	st.Press("q", "M")
	st.Type("heal")
	st.Press("tab", "enter")
	st.Shows(n.String()+" stands on Health now.", "No topic yet.")
}

func TestFarewellAndHangup(t *testing.T) {
	s := newScene(t)
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Send(tui.Farewell{Sentence: "The house closes."})
	if !st.Quit || st.Farewell() != "The house closes.\n" {
		t.Errorf("quit %v, farewell %q", st.Quit, st.Farewell())
	}
	st.Shows("The house closes.")
}

func TestWatchTellsOfChangesAndOfTheEnd(t *testing.T) {
	s := newScene(t)
	told := make(chan tea.Msg, 8)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tui.Watch(ctx, s.reader, func(m tea.Msg) { told <- m })
	}()
	s.open("finance", "One", "Text.")
	m := <-told
	if c, ok := m.(screen.Changed); !ok || !c.What.Has(secretariat.KindPost) {
		t.Errorf("told %#v", m)
	}
	if _, _, err := s.Reconcile(nil); err != nil { // the ring is empty: nobody may stay
		t.Fatal(err)
	}
	for {
		m := <-told
		if f, ok := m.(tui.Farewell); ok {
			if f.Sentence == "" {
				t.Error("the end has no sentence")
			}
			break
		}
	}
	<-ended
}

func TestTheStackIsBounded(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "One", "See #1 and nothing else.")
	st := tuitest.Open(t, s.reader, 80, 24)
	for range 40 {
		st.Open(screen.Read{Number: n})
	}
	for range 15 {
		st.Press("q")
	}
	st.Shows("AVS > Today")
}

func TestWindowsOfAnySize(t *testing.T) {
	s := staged(t)
	for _, size := range []struct{ w, h int }{{1, 1}, {3, 2}, {20, 5}, {39, 24}, {40, 8}, {80, 8}, {250, 100}} {
		st := tuitest.Open(t, s.reader, size.w, size.h)
		for _, place := range []screen.Place{screen.Boards{}, screen.Topics{Board: "multilateralism"}, screen.Read{Number: 8}, screen.Help{}} {
			st.Open(place)
			st.Press("j", "space", "k", "b", "G", "g", ":", "x", "enter")
			st.Lines()
		}
	}
	st := tuitest.Open(t, s.reader, 20, 5)
	st.Shows("This window is too", "small: 40 by 8 at", "least. q leaves.")
}

func TestWhatNobodySeesIsNotRead(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Long", paragraphs(20))
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Resize(20, 5)
	for range 30 {
		st.Press("space")
	}
	st.Resize(80, 24)
	st.Shows("Paragraph 1 ")
	if p, err := s.reader.Post(n); err != nil || !p.New {
		t.Errorf("read in a window in which it could not be seen (%v)", err)
	}
	st.Resize(20, 5)
	if st.Press("q"); !st.Quit {
		t.Error("q does not leave a window that is too small")
	}
}

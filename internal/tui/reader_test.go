package tui_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// thread is a topic of many posts of many lengths, every line of it told from the
// others.
func (s *scene) thread(posts int) asem.Number {
	s.t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	line := 0
	text := func() string {
		var b strings.Builder
		for range 1 + r.IntN(30) {
			line++
			fmt.Fprintf(&b, "line %d\n", line)
		}
		return b.String()
	}
	first := s.open("finance", "A long thread", text())
	numbers := []asem.Number{first}
	for range posts {
		numbers = append(numbers, s.reply(s.writer, numbers[r.IntN(len(numbers))], text()))
	}
	return first
}

// body is what stands between heading and foot line, without the mark.
func body(st *tuitest.Stage) []string {
	lines := st.Lines()
	lines = slices.Clone(lines[1 : len(lines)-1])
	for i := range lines {
		lines[i] = strings.Replace(lines[i], "> #", "- #", 1)
	}
	return lines
}

// TestWhateverIsPressedShowsAWindowOfTheThread compares what is on the screen with
// the whole thread, read line by line.
func TestWhateverIsPressedShowsAWindowOfTheThread(t *testing.T) {
	s := newScene(t)
	n := s.thread(60)
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Press("g")
	whole := body(st)
	for {
		before := len(whole)
		st.Press("j")
		now := body(st)
		if slices.Equal(now[:len(now)-1], whole[len(whole)-len(now)+1:]) && now[len(now)-1] != whole[len(whole)-1] {
			whole = append(whole, now[len(now)-1])
		}
		if len(whole) == before {
			break
		}
	}
	text := strings.Join(whole, "\n") + "\n"
	if strings.Count(text, "line ") < 300 {
		t.Fatalf("the thread has only these lines:\n%s", text)
	}
	r := rand.New(rand.NewPCG(3, 4))
	keys := []string{"j", "k", "space", "b", "J", "K", "n", "p", "pgdown", "pgup", "G", "g", "J", "K", "ctrl+r"}
	for i := range 600 {
		key := keys[r.IntN(len(keys))]
		if key == "space" && slices.Equal(body(st), whole[len(whole)-22:]) {
			continue // it would look for what is new
		}
		st.Press(key)
		if i%97 == 0 {
			st.Resize(80, 20+r.IntN(10))
			st.Resize(80, 24)
		}
		if now := strings.Join(body(st), "\n") + "\n"; !strings.Contains(text, now) {
			t.Fatalf("after %s, key %d, this is no part of the thread:\n%s", key, i, st.Screen())
		}
		if row := st.Row(); !strings.Contains(row, "> #") && st.View().Cursor.Y != 1 {
			t.Fatalf("after %s the cursor rests on %q", key, row)
		}
	}
}

func TestAPostIsReadWhenItsLastLineWasShown(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Long", paragraphs(20)) // 60 lines
	short := s.reply(s.writer, n, "Short.")
	isNew := func(n asem.Number) bool {
		t.Helper()
		p, err := s.reader.Post(n)
		if err != nil {
			t.Fatal(err)
		}
		return p.New
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Press("space")
	if !isNew(n) {
		t.Error("read before its end was shown")
	}
	st.Press("G")
	if !isNew(n) {
		t.Error("read though its middle was left out")
	}
	if isNew(short) {
		t.Error("what was shown whole is still new")
	}
	st.Press("b", "space", "b", "b")
	if isNew(n) {
		t.Error("shown from beginning to end and still new")
	}
	st.Press("g", "u")
	if !isNew(n) {
		t.Error("marked as unread and not new")
	}
	st.Press("space", "space", "space", "G")
	if !isNew(n) {
		t.Error("a post marked as unread did not stay so")
	}
}

func TestReadingOnIn120Columns(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Long", paragraphs(60))
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Press("space", "space", "space")
	top := st.Lines()[2]
	st.Resize(120, 40)
	st.Shows(strings.Fields(top)[0])
	for range 6 {
		st.Press("space")
	}
	if p, err := s.reader.Post(n); err != nil || p.New {
		t.Errorf("shown whole, in two widths, and still new (%v)", err)
	}
}

func TestFindingWords(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "Finding", paragraphs(10)+"\nThe needle is here.\n"+paragraphs(10))
	a := s.reply(s.writer, n, "Nothing of it.")
	s.reply(s.writer, a, "A NEEDLE again, and 多边主义多边主义多边主义多边主义多边主义多边主义多边主义多边主义多边主义多边主义 at a line's end.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	find := func(words string) { st.Press("/"); st.Type(words); st.Press("enter") }
	row := func(want string) {
		t.Helper()
		if !strings.Contains(st.Row(), want) {
			t.Errorf("the cursor rests on %q, not on %q:\n%s", st.Row(), want, st.Screen())
		}
	}
	find("needle")
	row("The needle is here.")
	st.Press("n")
	row("A NEEDLE again")
	st.Press("n")
	row("The needle is here.")
	st.Shows("Searched to the end of the topic")
	st.Press("N")
	row("A NEEDLE again")
	st.Press("N")
	row("The needle is here.")
	find("line and a half") // the words stand in two lines
	row("fills a line and a")
	find("义多边主义多边主义 at")
	row("多边")
	find("haystack")
	st.Shows("\"haystack\" does not stand in this topic.")
	find("")
	st.Press("g", "n")
	row("> #" + a.String()[1:])
}

func TestFollowingReferences(t *testing.T) {
	s := newScene(t)
	one := s.open("finance", "One", "Text.")
	two := s.open("health", "Two", fmt.Sprintf("See %s.", one))
	three := s.open("health", "Three", fmt.Sprintf("See %s, %s and %s again. Not %s.", one, two, one, "#99999"))
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: two})
	st.Press("enter")
	st.Shows(one.String() + " One")
	st.Press("q")
	st.Shows(two.String() + " Two")
	st.Open(screen.Read{Number: three})
	st.Press("enter")
	st.Shows(fmt.Sprintf("Open %s %s #99999: %s", one, two, one))
	st.Press("tab", "enter")
	st.Shows(two.String() + " Two")
	st.Press("q", "enter", "ctrl+u")
	st.Type("#99999")
	st.Press("enter")
	st.Shows("There is nothing numbered #99999 that you can read.", three.String()+" Three")
}

func TestCopying(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "One", "Words to keep.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	if st.Press("y"); st.Copied != "Words to keep." {
		t.Errorf("copied %q", st.Copied)
	}
	st.Shows("is on your clipboard, if your terminal takes it")
}

func TestEditedAndWithheldPosts(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "One", "First words.")
	if _, err := s.writer.Edit("", forum.Edit{Number: n, Text: "Second words."}); err != nil {
		t.Fatal(err)
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	st.Shows("Second words.", "edited 10 Sep 2026 09:07 UTC")
	if err := s.moderator.Redact(n, "By order."); err != nil {
		t.Fatal(err)
	}
	st.Press("ctrl+r")
	st.Shows("(Redacted by demo.moderator on 10 September 2026: By order.)")
	st.Press("y")
	st.Shows("By order.")
}

// TestTextFromPeopleCannotSteer puts what steers a terminal into all that people write.
func TestTextFromPeopleCannotSteer(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "A title \u202e that turns", "Text \u202e that turns, and \u009b31m colours.")
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Topics{Board: "finance"})
	st.Lacks("\u202e", "\u009b")
	st.Open(screen.Read{Number: n})
	st.Lacks("\u202e", "\u009b")
	st.Shows("<U+202E>")
}

// TestALongPostIsHeldInPart scrolls through a text of which the reader keeps only
// some lines at a time.
func TestALongPostIsHeldInPart(t *testing.T) {
	s := newScene(t)
	var b strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	n := s.open("finance", "Long", b.String())
	st := tuitest.Open(t, s.writer, 80, 24)
	st.Open(screen.Read{Number: n})
	for at := 19; at < 2000; at += 21 {
		st.Press("space")
		st.Shows(fmt.Sprintf("line %d\n", at), fmt.Sprintf("line %d\n", at+20))
	}
	st.Press("G")
	st.Shows("line 2999\n", "line 2980\n")
	for range 30 {
		st.Press("b")
	}
	if text := st.Screen(); strings.Count(text, "line ") < 22 {
		t.Errorf("lines are missing:\n%s", text)
	}
}

// TestEditedWhileRead: what is edited while it is being read stays as it is on the
// screen and is told of; it is new until its new version was shown.
func TestEditedWhileRead(t *testing.T) {
	s := newScene(t)
	n := s.open("finance", "One", paragraphs(12))
	isNew := func() bool {
		t.Helper()
		p, err := s.reader.Post(n)
		if err != nil {
			t.Fatal(err)
		}
		return p.New
	}
	st := tuitest.Open(t, s.reader, 80, 24)
	st.Open(screen.Read{Number: n})
	if _, err := s.writer.Edit("", forum.Edit{Number: n, Text: "A new beginning.\n\n" + paragraphs(14)}); err != nil {
		t.Fatal(err)
	}
	st.Press("space")
	if !isNew() {
		t.Error("the version that was not shown counts as read")
	}
	before := body(st)
	st.Changed()
	st.Shows("1 edited since; ^R shows", "1 new")
	if !slices.Equal(body(st), before) {
		t.Errorf("what is read moved:\n%s", st.Screen())
	}
	st.Press("tab")
	st.Shows("A new beginning.", "edited")
	if !isNew() {
		t.Error("read before its end was shown")
	}
	st.Press("space", "space")
	if isNew() {
		t.Error("shown from beginning to end and still new")
	}
	st.Lacks("1 edited")
}

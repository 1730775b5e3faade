package compose_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
	"asem.internal/avs/internal/tui"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

// scene is an office with one topic, by somebody else than the writer.
type scene struct {
	*testkit.Office
	writer, other, moderator *secretariat.Desk
	topic                    asem.Number
	t                        testing.TB
}

const opening = "亚欧会议的意见交换。\n\nA first opinion, which somebody will want to answer and to quote in the answer, line by line.\n> An earlier one."

func newScene(t testing.TB) *scene {
	o := testkit.NewOffice(t)
	s := &scene{Office: o, t: t,
		writer:    o.Accredit("demo.writer", "FI", "delegate"),
		other:     o.Accredit("demo.other", "VN", "delegate"),
		moderator: o.Accredit("demo.moderator", "JP", "delegate", "moderator"),
	}
	posted, err := s.other.Open("", forum.Open{Board: "finance", Title: "Working methods", Text: opening})
	must(t, err)
	s.topic = posted.Number
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// at opens the composer at a place.
func (s *scene) at(width, height int, place screen.Place) *tuitest.Stage {
	s.t.Helper()
	st := tuitest.Open(s.t, s.writer, width, height)
	goTo(st, place)
	return st
}

// goTo opens a place on the stage.
func goTo(st *tuitest.Stage, place screen.Place) {
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(place) }})
}

func onFinance() screen.Write { return screen.Write{At: secretariat.OnBoard("finance")} }

func (s *scene) reply() screen.Write { return screen.Write{At: secretariat.ReplyTo(s.topic)} }

// draft is what is kept of a place.
func (s *scene) draft(at screen.Write) string {
	s.t.Helper()
	d, there, err := s.writer.Draft(at.At)
	must(s.t, err)
	if !there {
		return "(none)"
	}
	return d.Title + "/" + d.Text
}

// posts are the texts of the topic, in their order.
func (s *scene) posts() []string {
	s.t.Helper()
	page, err := s.writer.Thread(s.topic, secretariat.Page{})
	must(s.t, err)
	var texts []string
	for _, p := range page.Posts[1:] {
		texts = append(texts, p.Text)
	}
	return texts
}

func TestAsDrawn(t *testing.T) {
	for _, size := range []struct{ width, height int }{{80, 24}, {120, 40}} {
		t.Run(fmt.Sprintf("%dx%d", size.width, size.height), func(t *testing.T) {
			name := func(screen string) string { return fmt.Sprintf("%s-%dx%d", screen, size.width, size.height) }
			s := newScene(t)

			st := s.at(size.width, size.height, onFinance())
			st.Golden(name("topic-empty"))
			st.Type("亚欧会议 finance: การเงิน, e\u0301te\u0301 และ 협력 그리고 للتمويل, and how long a title may become before it wraps")
			st.Press("enter")
			st.Type("亚欧会议的意见交换。长句子没有空格，因此必须在任意两个字之间换行而不破坏列的对齐方式，这里还有更多的字。")
			st.Press("enter", "enter")
			st.Type("Tab:\tstop. Words are finished where they were begun, so that internationalisation stays whole, and the next one begins a row.")
			st.Golden(name("topic"))
			st.Press("ctrl+x")
			st.Golden(name("topic-asking"))

			st = s.at(size.width, size.height, screen.Write{At: s.reply().At, Quote: true})
			st.Type("Yes: การประชุมนี้ดี 👍")
			st.Golden(name("reply-quoting"))
			st.Press("ctrl+o")
			st.Golden(name("reply-looking"))
			st.Press("ctrl+g")
			st.Golden(name("help"))
		})
	}
}

func TestPost(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, onFinance())
	st.Shows("New topic on Finance", "A title of 160 characters at most, a text of 64 KiB.")
	st.Type("A subject")
	st.Press("ctrl+x")
	st.Shows("The text is empty.")
	st.Press("enter")
	st.Type("An opinion.")
	st.Press("ctrl+x")
	st.Shows("Post this topic on Finance? (Y/n)")
	st.Press("n")
	st.Type(" More.")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #3.", "A subject", "An opinion. More.")
	if got := s.draft(onFinance()); got != "(none)" {
		t.Errorf("the draft stays: %q", got)
	}
	st.Press("q")
	st.Lacks("Title:")
}

func TestReplyQuoting(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, screen.Write{At: s.reply().At, Quote: true})
	st.Shows("Reply to #2 by VN demo.other", "#2, VN demo.other:", "> 亚欧会议的意见交换。", ">> An earlier one.")
	st.Type("Indeed.")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #3.", "Indeed.")
	want := "#2, VN demo.other:\n> 亚欧会议的意见交换。\n>\n> A first opinion, which somebody will want to answer and to quote in the answer, line by line.\n>> An earlier one.\n\nIndeed."
	if got := s.posts(); len(got) != 1 || got[0] != want {
		t.Errorf("%q", got)
	}
}

// TestQuoteUntouched leaves a quotation to which nothing was added: no draft.
func TestQuoteUntouched(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, screen.Write{At: s.reply().At, Quote: true})
	st.Press("esc")
	if got := s.draft(s.reply()); got != "(none)" {
		t.Errorf("a draft was kept: %q", got)
	}
}

func TestEdit(t *testing.T) {
	s := newScene(t)
	posted, err := s.writer.Open("", forum.Open{Board: "finance", Title: "Subject", Text: "First\tline.\nSecond line."})
	must(t, err)
	at := screen.Write{At: secretariat.EditOf(posted.Number)}
	st := s.at(80, 24, at)
	st.Shows("Edit of #3 on Finance", "Title: Subject", "First   line.")
	st.Press("ctrl+x", "y")
	st.Shows("#3 is as it was.")
	goTo(st, at)
	st.Press("ctrl+t", "end")
	st.Type(" matter")
	st.Press("ctrl+x", "y")
	st.Shows("#3 has its new version.", "Subject matter")
	post, err := s.writer.Post(posted.Number)
	must(t, err)
	if post.Text != "First\tline.\nSecond line." || len(post.Versions) != 2 {
		t.Errorf("%d versions, %q", len(post.Versions), post.Text)
	}
}

// TestEditConflict edits in two sessions at once.
func TestEditConflict(t *testing.T) {
	s := newScene(t)
	posted, err := s.writer.Reply("", forum.Reply{To: s.topic, Text: "One."})
	must(t, err)
	at := screen.Write{At: secretariat.EditOf(posted.Number)}
	st := s.at(80, 24, at)
	st.Type("Mine. ")
	_, err = s.writer.Edit("", forum.Edit{Number: posted.Number, Text: "Other."})
	must(t, err)
	st.Press("ctrl+x", "y")
	st.Shows("#3 was edited meanwhile.", "Mine. One.")
	st.Press("ctrl+o")
	st.Shows("Other.")
	st.Press("ctrl+o", "ctrl+x", "y")
	st.Shows("#3 has its new version.", "Mine. One.")

	// A draft that is older than the post is not sent over it unsaid.
	must(t, s.writer.SaveDraft(secretariat.Draft{Place: at.At, Token: "t", Text: "Again. Mine. One.", Base: 1}))
	goTo(st, at)
	st.Shows("#3 was edited since this was begun; ^O shows how it stands.", "Again. Mine. One.")
}

func TestRefusedBeforeComposing(t *testing.T) {
	s := newScene(t)
	must(t, s.moderator.Lock(s.topic, true))
	for _, test := range []struct {
		place screen.Place
		why   string
	}{
		{s.reply(), "Topic #2 is locked by a moderator."},
		{screen.Write{At: secretariat.OnBoard(asem.FoundingTexts)}, "archive board"},
		{screen.Write{At: secretariat.OnBoard("nowhere")}, "There is no board"},
		{screen.Write{At: secretariat.EditOf(s.topic)}, "#2 is not yours"},
		{screen.Write{At: secretariat.ReplyTo(999)}, "There is no post #999."},
		{screen.Write{At: "letter/all"}, "no place to write"},
	} {
		st := s.at(80, 24, test.place)
		st.Shows(test.why, "AVS > Today")
	}
	observer := s.Accredit("demo.observer", "TH", "observer")
	st := tuitest.Open(t, observer, 80, 24)
	goTo(st, onFinance())
	st.Shows("AVS > Today")
	st.Lacks("Title:")
}

// TestRefusedWhenSent locks the topic while the reply is written.
func TestRefusedWhenSent(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("An answer.")
	must(t, s.moderator.Lock(s.topic, true))
	before := s.LastEntry()
	st.Press("ctrl+x", "y")
	st.Shows("Topic #2 is locked by a moderator.", "An answer.", "Reply to #2")
	if got := s.draft(s.reply()); got != "/An answer." {
		t.Errorf("kept: %q", got)
	}
	if s.LastEntry() != before {
		t.Error("something was posted")
	}
	must(t, s.moderator.Lock(s.topic, false))
	st.Type(" And more.")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #3.", "An answer. And more.")
}

// TestRate sends more often than is taken.
func TestRate(t *testing.T) {
	s := newScene(t)
	for i := range 100 {
		st := s.at(80, 24, s.reply())
		st.Type(fmt.Sprintf("Answer %d.", i))
		st.Press("ctrl+x", "y")
		if strings.Contains(st.Screen(), "Posted as") {
			continue
		}
		st.Shows("within a minute", fmt.Sprintf("Answer %d.", i))
		if got := s.draft(s.reply()); got != fmt.Sprintf("/Answer %d.", i) {
			t.Errorf("kept: %q", got)
		}
		return
	}
	t.Error("a hundred posts at once were taken")
}

// TestDraft is kept while typing, when leaving, and is there again afterwards.
func TestDraft(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, onFinance())
	st.Type("Subject")
	if got := s.draft(onFinance()); got != "(none)" {
		t.Errorf("kept with every letter: %q", got)
	}
	st.Wait()
	if got := s.draft(onFinance()); got != "Subject/" {
		t.Errorf("kept: %q", got)
	}
	st.Press("enter")
	st.Type("Text")
	st.Press("esc")
	st.Shows("Kept as a draft; Today lists it.", "New topic on Finance")
	if got := s.draft(onFinance()); got != "Subject/Text" {
		t.Errorf("kept: %q", got)
	}
	s.Reopen()
	s.writer = s.Seat("demo.writer", "")
	st = s.at(80, 24, onFinance())
	st.Shows("Title: Subject", "Text", "Your draft of 10 Sep 2026 09:00 UTC.")
	st.Type(" and more")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #3.", "Text and more")
}

// TestDraftEmptied drops a draft of which nothing is left.
func TestDraftEmptied(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("Text")
	st.Press("esc")
	goTo(st, s.reply())
	st.Press("ctrl+u", "esc")
	if got := s.draft(s.reply()); got != "(none)" {
		t.Errorf("kept: %q", got)
	}
}

// TestNeverLost ends a session, or covers the composer, in the middle of a word.
func TestNeverLost(t *testing.T) {
	for name, end := range map[string]func(*tuitest.Stage){
		"the line hangs up":         func(st *tuitest.Stage) { st.Send(paint.HangupMsg{}) },
		"the desk is ended":         func(st *tuitest.Stage) { st.Send(tui.Farewell{Sentence: "The server stops."}) },
		"another screen lies on it": func(st *tuitest.Stage) { st.Press("ctrl+g") },
		"all screens are closed":    func(st *tuitest.Stage) { goTo(st, screen.Today{}) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			st := s.at(80, 24, s.reply())
			st.Type("A wor")
			end(st)
			if got := s.draft(s.reply()); got != "/A wor" {
				t.Errorf("kept: %q", got)
			}
		})
	}
}

// TestSentTwice sends one draft from two sessions: it is posted once.
func TestSentTwice(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("An answer.")
	st.Press("esc")
	one, two := s.at(80, 24, s.reply()), s.at(80, 24, s.reply())
	one.Press("ctrl+x", "y")
	one.Shows("Posted as #3.")
	two.Press("ctrl+x", "y")
	two.Shows("It was posted before, as #3.")
	if got := s.posts(); len(got) != 1 {
		t.Errorf("posted: %q", got)
	}
	if got := s.draft(s.reply()); got != "(none)" {
		t.Errorf("kept: %q", got)
	}
}

// TestSentOnce presses the keys again while the answer is awaited.
func TestSentOnce(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("An answer.")
	st.Press("ctrl+x")
	_, awaited := st.Update(tea.KeyPressMsg{Code: 'y', Text: "y"})
	st.Press("ctrl+x")
	st.Shows("It is being sent; one moment.")
	st.Type("z")
	st.Press("backspace", "esc")
	st.Send(tea.PasteMsg{Content: "pasted"})
	st.Send(awaited())
	st.Shows("Posted as #3.")
	if got := s.posts(); len(got) != 1 || got[0] != "An answer." {
		t.Errorf("posted: %q", got)
	}
}

// TestSentAndHungUp loses the line while the answer is awaited: the draft does not
// come back after its post.
func TestSentAndHungUp(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("An answer.")
	st.Press("ctrl+x")
	_, awaited := st.Update(tea.KeyPressMsg{Code: 'y', Text: "y"})
	_, last := st.Update(paint.HangupMsg{})
	awaited()
	if last != nil {
		last()
	}
	if got := s.draft(s.reply()); got != "(none)" || len(s.posts()) != 1 {
		t.Errorf("kept: %q", got)
	}
}

func TestPaste(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, onFinance())
	st.Send(tea.PasteMsg{Content: "A title\nof two lines\x1b[31m"})
	st.Shows("Title: A title of two lines[31m")
	st.Press("enter")
	st.Send(tea.PasteMsg{Content: "One.\nq Two\u202e.\ttabbed"})
	st.Shows("One.", "q Two<U+202E>.", "tabbed")
	st.Send(tea.PasteMsg{Content: strings.Repeat("会", 30000)})
	st.Send(tea.PasteMsg{Content: "more"})
	st.Shows("A text has 64 KiB at most", "The text is full.")
	st.Press("backspace", "backspace", "backspace")
	st.Shows("There is room for fewer than 256 more bytes in the text.")
	st.Press("ctrl+t", "end")
	st.Send(tea.PasteMsg{Content: strings.Repeat("x", 200)})
	st.Shows("A title has 160 characters at most", "The title is full.")
	st.Press("ctrl+x", "y")
	st.Shows("Posted as #3.")
}

// TestQuoteLater puts the quotation in by its key.
func TestQuoteLater(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("Before:")
	st.Press("enter", "ctrl+p")
	st.Shows("Before:", "#2, VN demo.other:", ">> An earlier one.")
	st.Press("ctrl+z")
	st.Lacks("An earlier one.")
}

// TestKeptElsewhere goes on with what another composer of the session made of the
// draft.
func TestKeptElsewhere(t *testing.T) {
	s := newScene(t)
	st := s.at(80, 24, s.reply())
	st.Type("One.")
	st.Press("ctrl+g")
	goTo(st, s.reply())
	st.Shows("One.")
	st.Type(" Two.")
	st.Press("esc", "q")
	st.Shows("One. Two.", "Reply to #2")
}

// TestSmallWindows draws at every size that a window may have.
func TestSmallWindows(t *testing.T) {
	s := newScene(t)
	for _, at := range []screen.Place{onFinance(), screen.Write{At: s.reply().At, Quote: true}} {
		st := s.at(80, 24, at)
		st.Type("Title 会议 and more of it")
		st.Press("enter")
		st.Type("Text การประชุม and more of it than one row has room for, whatever the size of the window")
		for _, size := range [][2]int{{1, 1}, {3, 3}, {40, 8}, {41, 9}, {60, 14}, {119, 24}, {120, 8}, {250, 100}} {
			st.Resize(size[0], size[1])
			st.Screen()
			st.Press("ctrl+o")
			st.Screen()
			st.Press("ctrl+o", "home", "pgup", "pgdown", "ctrl+e")
			if size[0] >= 40 && size[1] >= 8 {
				st.Shows("window")
			}
		}
	}
}

// TestCannotKeep has as many drafts as are kept already: what is typed stays, and
// leaving asks.
func TestCannotKeep(t *testing.T) {
	s := newScene(t)
	n := asem.Number(100)
	for ; s.writer.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(n), Token: "t", Text: "x"}) == nil; n++ {
	}
	st := s.at(80, 24, s.reply())
	st.Type("An answer.")
	st.Wait()
	st.Shows("The draft is not kept. You have", "An answer.")
	st.Press("esc")
	st.Shows("The draft cannot be kept. Leave all the same, and lose it? (y/n)")
	st.Press("n")
	st.Shows("An answer.")
	must(t, s.writer.DropDraft(secretariat.ReplyTo(100)))
	st.Wait() // it is tried again
	st.Lacks("The draft is not kept")
	if got := s.draft(s.reply()); got != "/An answer." {
		t.Errorf("kept: %q", got)
	}
	must(t, s.writer.DropDraft(s.reply().At))
	must(t, s.writer.SaveDraft(secretariat.Draft{Place: secretariat.ReplyTo(100), Token: "t", Text: "x"}))
	st.Type(" More.")
	st.Press("esc", "y")
	st.Shows("AVS > Today")
}

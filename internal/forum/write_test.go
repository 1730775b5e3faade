package forum

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// wantFault wants a fault of this kind whose sentences hold these words and are whole.
func wantFault(t *testing.T, name string, err error, kind fault.Kind, says string) {
	t.Helper()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != kind || !strings.Contains(err.Error(), says) {
		t.Errorf("%s: %v; want %s with %q", name, err, kind, says)
		return
	}
	if !strings.HasSuffix(f.What, ".") || strings.Contains(err.Error(), "%!") || f.Next != "" && !strings.HasSuffix(f.Next, ".") {
		t.Errorf("%s: no whole sentence: %q", name, err)
	}
}

func TestOpen(t *testing.T) {
	m := newModel()
	r, err := m.do(anna, Open{Board: "finance", Title: "  Budgets \t of\nthe year ", Text: "Line one\r\nLine two  \n\n"})
	if err != nil {
		t.Fatal(err)
	}
	const text = "Line one\nLine two"
	want := Posted{Number: 1, Topic: 1, Board: "finance", Path: []asem.Number{1}, Title: "Budgets of the year", At: m.now,
		Author: roster.Author{Login: anna, Name: "Anna Author", Partner: "FI", Mission: "Brussels"}, Digest: rule.DigestOf(text), Bytes: len(text)}
	if !reflect.DeepEqual(r.Facts, []rule.Fact{want}) {
		t.Errorf("%+v\nwant %+v", r.Facts, want)
	}
	if !reflect.DeepEqual(r.Texts, []rule.Text{{Number: 1, Version: 1, Body: text}}) {
		t.Errorf("%+v", r.Texts)
	}
}

// tooLong and the like are the bounds of title and text, met and passed.
func TestBoundsOfWriting(t *testing.T) {
	m := newModel()
	m.must(t, anna, Open{Board: "finance", Title: strings.Repeat("題", rule.MaxTitle), Text: "x"})
	m.must(t, anna, Open{Board: "finance", Title: strings.Repeat("\U0001F91D", rule.MaxTitle), Text: "x"})
	m.must(t, anna, Open{Board: "finance", Title: "x", Text: strings.Repeat("x", rule.MaxText)})
	open := func(title, text string) Open { return Open{Board: "finance", Title: title, Text: text} }
	m.wantRefused(t, []refusal{
		{"title too long", anna, open(strings.Repeat("題", rule.MaxTitle+1), "x"), fault.Usage, "161 characters; 160 at most"},
		{"title far too long", anna, open(strings.Repeat("x", 1<<20), "x"), fault.Usage, "title has 1048576 bytes"},
		{"no title", anna, open("", "x"), fault.Usage, "needs a title"},
		{"a title of nothing", anna, open(" \t\n\u200b", "x"), fault.Usage, "needs a title"},
		{"a title not in UTF-8", anna, open("abc\xff", "x"), fault.Usage, "title is not UTF-8: byte 0xFF at offset 3"},
		{"text too long", anna, open("x", strings.Repeat("x", rule.MaxText+1)), fault.Usage, "65536 (64 KiB) is the most"},
		{"no text", anna, open("x", ""), fault.Usage, "text is empty"},
		{"a text of nothing", anna, open("x", " \n\t\n"), fault.Usage, "text is empty"},
		{"a text not in UTF-8", anna, open("x", "ab\xc3"), fault.Usage, "text is not UTF-8: byte 0xC3 at offset 2"},
		{"no board", anna, Open{Board: "nowhere", Title: "x", Text: "x"}, fault.NotFound, `no board "nowhere"`},
		{"an archive", anna, Open{Board: "papers", Title: "x", Text: "x"}, fault.Refused, "archive board"},
	})
}

// TestCleanedTextKeepsItsBound: cleaning writes some characters out in full, which
// must not carry a text over its bound.
func TestCleanedTextKeepsItsBound(t *testing.T) {
	m := newModel()
	for _, odd := range []string{"\u202e", "\u0301", "\x1b", "\u2028", "\r", "\ufeff"} {
		r, err := m.do(anna, Open{Board: "finance", Title: "x", Text: "a" + strings.Repeat(odd, (rule.MaxText-1)/len(odd))})
		if err != nil {
			wantFault(t, fmt.Sprintf("%q", odd), err, fault.Usage, "text")
			continue
		}
		if n := len(r.Texts[0].Body); n > rule.MaxText {
			t.Errorf("full of %q: %d bytes are kept, %d at most", odd, n, rule.MaxText)
		}
		title, err := Title("a" + strings.Repeat(odd, rule.MaxTitle-1))
		if n := len([]rune(title)); err == nil && n > rule.MaxTitle {
			t.Errorf("a title full of %q: %d characters, %d at most", odd, n, rule.MaxTitle)
		}
	}
}

func TestReply(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	f := m.must(t, bao, Reply{To: topic, Text: "Answer"}).(Posted)
	if f.Topic != topic || f.ReplyTo != topic || f.Board != "finance" || !reflect.DeepEqual(f.Path, []asem.Number{topic, f.Number}) || f.Title != "" || f.Author.Login != bao {
		t.Errorf("%+v", f)
	}
	locked := m.opened(t, "finance")
	m.must(t, mo, Lock{Topic: locked, On: true})
	full := m.opened(t, "health")
	m.topic(full, func(t *Topic) { t.Posts = MaxPosts })
	old := m.must(t, "", Import{Board: "papers", Origin: "1", Text: "x", At: m.now}).(Posted).Number
	m.wantRefused(t, []refusal{
		{"to nothing", anna, Reply{To: 99, Text: "x"}, fault.NotFound, "no post #99"},
		{"to no number", anna, Reply{Text: "x"}, fault.NotFound, "no post #0"},
		{"in a locked topic", anna, Reply{To: locked, Text: "x"}, fault.Refused, "locked"},
		{"in a full topic", anna, Reply{To: full, Text: "x"}, fault.Refused, "5000 posts"},
		{"in an archive", anna, Reply{To: old, Text: "x"}, fault.Refused, "archive board"},
		{"without text", anna, Reply{To: topic, Text: " "}, fault.Usage, "empty"},
		{"not in UTF-8", anna, Reply{To: topic, Text: "\xff"}, fault.Usage, "offset 0"},
		{"too long", anna, Reply{To: topic, Text: strings.Repeat("x", rule.MaxText+1)}, fault.Usage, "64 KiB"},
	})
	m.must(t, mo, Hide{Number: topic, On: true, Reason: "x"})
	m.must(t, bao, Reply{To: f.Number, Text: "A hidden opening post does not close its topic."})
	m.wantRefused(t, []refusal{{"to what is hidden", anna, Reply{To: topic, Text: "x"}, fault.Refused, "answer to nothing"}})
}

// TestDepthIsBounded answers deeper and deeper: at the last level answers stand
// beside what they answer, in the order in which they came.
func TestDepthIsBounded(t *testing.T) {
	m := newModel()
	n := m.opened(t, "finance")
	for level := 1; level < MaxDepth+5; level++ {
		parent := m.posts[n]
		n = m.replied(t, n)
		p := m.posts[n]
		if p.Depth() != min(level, MaxDepth-1) || p.ReplyTo != parent.Number || p.Path[len(p.Path)-1] != n {
			t.Fatalf("at level %d: depth %d, path %v", level, p.Depth(), p.Path)
		}
		if level < MaxDepth && !reflect.DeepEqual(p.Path[:level], parent.Path) {
			t.Fatalf("at level %d: path %v is not under %v", level, p.Path, parent.Path)
		}
		if &p.Path[0] == &parent.Path[0] {
			t.Fatal("two posts share one path")
		}
	}
}

func TestEdit(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	reply := m.must(t, anna, Reply{To: topic, Text: "First words"}).(Posted).Number
	r, err := m.do(anna, Edit{Number: reply, Base: 1, Text: "Second thoughts "})
	if err != nil {
		t.Fatal(err)
	}
	want := Edited{Number: reply, Digest: rule.DigestOf("Second thoughts"), Bytes: 15}
	if !reflect.DeepEqual(r.Facts, []rule.Fact{want}) || !reflect.DeepEqual(r.Texts, []rule.Text{{Number: reply, Version: 2, Body: "Second thoughts"}}) {
		t.Errorf("%+v", r)
	}
	m.nothing(t, anna, Edit{Number: reply, Text: "Second thoughts"})
	m.must(t, anna, Edit{Number: reply, Text: "First words"}) // back to an earlier one is a version too
	if f := m.must(t, anna, Edit{Number: topic, Title: "Another subject", Text: "Opinion."}).(Edited); f.Title != "Another subject" {
		t.Errorf("%+v", f)
	}
	if f := m.must(t, anna, Edit{Number: topic, Text: "Other opinion."}).(Edited); f.Title != "Another subject" {
		t.Errorf("without a title the topic keeps its own: %+v", f)
	}
	m.nothing(t, anna, Edit{Number: topic, Title: " Another  subject", Text: "Other opinion.\n"})
	m.wantRefused(t, []refusal{
		{"nothing", anna, Edit{Number: 99, Text: "x"}, fault.NotFound, "no post #99"},
		{"another's", bao, Edit{Number: reply, Text: "x"}, fault.Refused, "not yours"},
		{"another's, by a moderator", mo, Edit{Number: reply, Text: "x"}, fault.Refused, "not yours"},
		{"what was edited meanwhile", anna, Edit{Number: reply, Base: 2, Text: "x"}, fault.Conflict, "edited meanwhile"},
		{"from the future", anna, Edit{Number: reply, Base: 4, Text: "x"}, fault.Conflict, "edited meanwhile"},
		{"a reply's title", anna, Edit{Number: reply, Title: "x", Text: "x"}, fault.Usage, "no title of its own"},
		{"title too long", anna, Edit{Number: topic, Title: strings.Repeat("x", rule.MaxTitle+1), Text: "x"}, fault.Usage, "160"},
		{"to nothing", anna, Edit{Number: reply, Text: ""}, fault.Usage, "empty"},
		{"not in UTF-8", anna, Edit{Number: reply, Text: "x\xff"}, fault.Usage, "offset 1"},
		{"too long", anna, Edit{Number: reply, Text: strings.Repeat("x", rule.MaxText+1)}, fault.Usage, "64 KiB"},
	})
}

func TestEditWhereNothingIsEdited(t *testing.T) {
	m := newModel()
	locked, hidden, redacted := m.opened(t, "finance"), m.opened(t, "finance"), m.opened(t, "finance")
	m.must(t, mo, Lock{Topic: locked, On: true})
	m.must(t, mo, Hide{Number: hidden, On: true, Reason: "x"})
	m.must(t, mo, Redact{Number: redacted, Reason: "x"})
	old := m.must(t, "", Import{Board: "papers", Origin: "1", Text: "x", At: m.now}).(Posted).Number
	m.wantRefused(t, []refusal{
		{"locked", anna, Edit{Number: locked, Text: "x"}, fault.Refused, "locked"},
		{"hidden", anna, Edit{Number: hidden, Text: "x"}, fault.Refused, "hidden by a moderator"},
		{"redacted", anna, Edit{Number: redacted, Text: "x"}, fault.Refused, "redacted by a moderator"},
		{"imported", anna, Edit{Number: old, Text: "x"}, fault.Refused, "not yours"},
		{"imported, by the server itself", "", Edit{Number: old, Text: "x"}, fault.Refused, "not yours"},
	})
}

func TestVersionsAreBounded(t *testing.T) {
	m := newModel()
	n := m.opened(t, "finance")
	for i := range maxVersions - 1 {
		m.must(t, anna, Edit{Number: n, Text: fmt.Sprint("version ", i)})
	}
	m.wantRefused(t, []refusal{{"once more", anna, Edit{Number: n, Text: "x"}, fault.Refused, "edited 99 times"}})
}

// TestMay asks before composing what the action itself would be told.
func TestMay(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	locked := m.opened(t, "finance")
	m.must(t, mo, Lock{Topic: locked, On: true})
	old := m.must(t, "", Import{Board: "papers", Origin: "1", Text: "x", At: m.now}).(Posted).Number
	full := m.opened(t, "health")
	m.topic(full, func(t *Topic) { t.Posts = MaxPosts })
	for _, n := range []asem.Number{topic, locked, old, full, 99} {
		_, err := Reply{To: n, Text: "x"}.Decide(m, rule.Occasion{By: anna, At: m.now})
		wantSame(t, fmt.Sprint("replying to ", n), MayReply(m, n), err)
		for _, by := range []asem.Login{anna, bao} {
			_, err := Edit{Number: n, Text: "x"}.Decide(m, rule.Occasion{By: by, At: m.now})
			wantSame(t, fmt.Sprint(by, " editing ", n), MayEdit(m, n, by), err)
		}
	}
	for _, b := range []asem.BoardID{"finance", "papers", "nowhere"} {
		_, err := Open{Board: b, Title: "x", Text: "x"}.Decide(m, rule.Occasion{By: anna, At: m.now})
		wantSame(t, fmt.Sprint("opening on ", b), MayOpen(m, b), err)
	}
}

func wantSame(t *testing.T, what string, before, then error) {
	t.Helper()
	if fmt.Sprint(before) != fmt.Sprint(then) {
		t.Errorf("%s: before it is told %v, then %v", what, before, then)
	}
}

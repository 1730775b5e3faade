package command

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"asem.internal/avs/internal/secretariat"
)

// A letterScene is a scene with people who write to each other; #1 to #5 are there.
type letterScene struct {
	scene
	coordinator, colleague *secretariat.Desk
}

func newLetterScene(t testing.TB) letterScene {
	t.Helper()
	s := letterScene{scene: newScene(t)}
	s.coordinator = s.Accredit("sixth.coordinator", "EU", "coordinator")
	s.colleague = s.Accredit("seventh.colleague", "VN", "delegate")
	return s
}

// writes sends something and gives what is answered; whom it reaches is told beside it.
func writes(t testing.TB, d *secretariat.Desk, input string, words ...string) (out, beside string) {
	t.Helper()
	got := do(t, d, input, words...)
	if got.code != 0 {
		t.Fatalf("%q: exit code %d, %s", words, got.code, got.err)
	}
	return got.out, got.err
}

func TestLetterIsSentAndRead(t *testing.T) {
	s := newLetterScene(t)
	out, beside := writes(t, s.author, "Between us, see #2.\n", "letter", "send", "--to", "vn,", "sixth.coordinator", "--cc", "@moderators:finance", "--subject", "A", "word", "in", "private")
	if out != "#6 is sent.\n" || beside != "To:   VN (Viet Nam, 2 delegates), sixth.coordinator (Sixth Coordinator, EU)\nCopy: @moderators:finance (1 delegate)\n" {
		t.Errorf("%q, %q", out, beside)
	}
	for line, wants := range map[string][]string{
		"letters":                           {"2026-09-10 09:00 FI first.author ", " [new] A word in private\n", "letter show NUMBER"},
		"letters --folder kept":             {"You have kept no letter."},
		"letter show 6 --keep-new":          {"Letter:   A word in private\nFrom:     FI first.author, First Author, Brussels\nTo:       VN, sixth.coordinator\nCopy:     @moderators:finance\nDate:     2026-09-10 09:00 +00:00\n\nBetween us, see #2.\n"},
		"read 6 --text --keep-new":          {"Between us, see #2.\n"},
		"letter show 6 --quoted --keep-new": {"> Between us, see #2.\n"},
		"whoami":                            {"New: "},
	} {
		for _, want := range wants {
			if out := must(t, s.reader, "", strings.Fields(line)...); !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", line, want, out)
			}
		}
	}
	for _, d := range []*secretariat.Desk{s.colleague, s.coordinator, s.moderator} {
		if out := must(t, d, "", "letters", "--json"); out != `[{"number":6,"from":"first.author","to":["VN","sixth.coordinator"],"subject":"A word in private","at":"2026-09-10T09:00:00Z","new":true}`+"\n]\n" {
			t.Error(out)
		}
	}
	want := `{"number":6,"from":"first.author","to":["VN","sixth.coordinator"],"subject":"A word in private","at":"2026-09-10T09:00:00Z","new":true,` +
		`"kind":"letter","cc":["@moderators:finance"],"folder":"in","thread":6,"text":"Between us, see #2."}` + "\n"
	for _, line := range []string{"letter show 6 --json", "read 6 --json"} {
		if out := must(t, s.colleague, "", strings.Fields(line)...); out != want {
			t.Errorf("%s: %s", line, out)
		}
		want = strings.Replace(want, `"new":true`, `"new":false`, 1)
	}
	if out := must(t, s.colleague, "", "unread", "6"); out != "#6 is new to you again.\n" {
		t.Error(out)
	}
	if out := must(t, s.author, "", "letters", "--folder", "sent"); !strings.Contains(out, " 2026-09-10 09:00 VN, sixth.coordinator A word in private\n") {
		t.Error(out)
	}
	if out := must(t, s.observer, "", "letters", "--json"); out != "[]\n" {
		t.Error(out)
	}
	must(t, s.coordinator, "", "catchup")
	if out := must(t, s.coordinator, "", "next", "--json"); !strings.Contains(out, `"number":6`) || !strings.Contains(out, `"kind":"letter"`) {
		t.Error(out)
	}
	if got := do(t, s.coordinator, "", "next"); got.code != 4 {
		t.Errorf("what was read is new: %+v", got)
	}
	if out := must(t, s.observer, "", "letters"); !strings.HasPrefix(out, "There is no letter to you.") {
		t.Error(out)
	}
}

func TestLettersAreAnsweredAndPassedOn(t *testing.T) {
	s := newLetterScene(t)
	writes(t, s.author, "First.", "letter", "send", "--to", "VN", "--cc", "sixth.coordinator", "--subject", "Subject")
	out, beside := writes(t, s.reader, "Second.", "letter", "reply", "6", "--json")
	if out != "{\"number\":7}\n" || beside != "" {
		t.Errorf("%q, %q", out, beside)
	}
	if _, beside := writes(t, s.coordinator, "Third.", "letter", "reply", "#6", "--all"); beside != "To:   first.author (First Author, FI), VN (Viet Nam, 2 delegates)\n" {
		t.Error(beside)
	}
	if out, _ := writes(t, s.reader, "Fourth.", "reply", "8"); out != "#9 is sent.\n" { // as by letter reply
		t.Error(out)
	}
	out, beside = writes(t, s.reader, "Look at this.\n", "letter", "forward", "6", "--to", "fourth.moderator")
	if out != "#10 is sent.\n" || beside != "To:   fourth.moderator (Fourth Moderator, DE)\n" {
		t.Errorf("%q, %q", out, beside)
	}
	writes(t, s.reader, "", "letter", "forward", "6", "--to", "fourth.moderator", "--json")
	quoted := "Letter #6 of first.author (First Author, FI), 10 September 2026 09:00 UTC\nTo: VN\nCopy: sixth.coordinator\nSubject: Subject\n\n> First.\n"
	if out := must(t, s.moderator, "", "letter", "show", "10", "--text"); out != "Look at this.\n\n"+quoted {
		t.Error(out)
	}
	if out := must(t, s.moderator, "", "letter", "show", "11", "--text"); out != quoted {
		t.Error(out)
	}
	if out := must(t, s.reader, "", "letter", "show", "10"); !strings.Contains(out, "Letter:   Fwd: Subject\n") || !strings.Contains(out, "Forwards: #6\n") {
		t.Error(out)
	}
	if out := must(t, s.moderator, "", "letter", "show", "10"); strings.Contains(out, "Forwards") {
		t.Errorf("who does not read #6 is told of it:\n%s", out)
	}
	for d, want := range map[*secretariat.Desk]string{s.author: "6 7 8", s.reader: "6 7 8 9", s.coordinator: "6 8 9", s.colleague: "6 8"} {
		var numbers []string
		for _, r := range rowsOf(t, "thread", must(t, d, "", "letter", "show", "6", "--thread", "--json")) {
			numbers = append(numbers, fmt.Sprint(r["number"]))
		}
		if got := strings.Join(numbers, " "); got != want {
			t.Errorf("the exchange is %s, want %s", got, want)
		}
	}
	if out := must(t, s.reader, "", "letter", "show", "7", "--thread"); strings.Count(out, "Letter:   ") != 4 || !strings.Contains(out, "Third.\n\nNumber:   #9\nLetter:   Re: Subject\n") || !strings.Contains(out, "Reply to: #8\n") {
		t.Error(out)
	}
}

func TestFoldersOfLetters(t *testing.T) {
	s := newLetterScene(t)
	for range 3 {
		writes(t, s.author, "Text.", "letter", "send", "--to", "VN", "--subject", "Subject")
	}
	in := func(folder string) string {
		all := []any{}
		for _, r := range rows(t, must(t, s.reader, "", "letters", "--json", "--folder", folder)) {
			all = append(all, r["number"])
		}
		return fmt.Sprint(all)
	}
	if out := must(t, s.reader, "", "letter", "keep", "6"); out != "#6 is kept.\n" {
		t.Error(out)
	}
	if out := must(t, s.reader, "", "letter", "remove", "7", "--json"); !strings.Contains(out, `"number":7`) {
		t.Error(out)
	}
	if in("in") != "[8]" || in("kept") != "[6]" || in("removed") != "[7]" {
		t.Errorf("in %s, kept %s, removed %s", in("in"), in("kept"), in("removed"))
	}
	if out := must(t, s.reader, "", "letter", "show", "7"); !strings.Contains(out, "Folder:   removed\n") {
		t.Error(out)
	}
	must(t, s.reader, "", "letter", "restore", "7")
	must(t, s.reader, "", "letter", "restore", "6")
	if in("in") != "[8 7 6]" || in("removed") != "[]" {
		t.Errorf("in %s, removed %s", in("in"), in("removed"))
	}
	if out := must(t, s.reader, "", "letters", "--limit", "2"); !strings.Contains(out, "More follow: ssh -p 2222 avs.example letters --folder in --before 7\n") {
		t.Error(out)
	}
	if got := do(t, s.reader, "", "letters", "--folder", "spam"); got.code != 2 || !strings.Contains(got.err, "It is in, sent, kept or removed.") {
		t.Errorf("%+v", got)
	}
}

func TestAttachedFiles(t *testing.T) {
	s := newLetterScene(t)
	writes(t, s.author, "See the files.", "letter", "send", "--to", "VN", "--subject", "Files", "--attach", "#2/text, #3/text")
	out := must(t, s.reader, "", "letter", "show", "6")
	if !strings.Contains(out, "File 1:   2.txt, 25 bytes\nFile 2:   3.txt, 16 bytes\n          Fetch one with ssh -p 2222 avs.example save 6 INDEX > FILE\n") {
		t.Error(out)
	}
	for _, line := range []string{"letter save 6 1", "save 6 1"} {
		got := do(t, s.reader, "", strings.Fields(line)...)
		if got.code != 0 || got.out != "An opinion.\nIn two lines." && got.out != "Another opinion." {
			t.Errorf("%s: %+v", line, got)
		}
	}
	digest := sha256.Sum256([]byte("Another opinion."))
	if facts := rowsOf(t, "save", must(t, s.reader, "", "letter", "save", "6", "2", "--json"))[0]; facts["sha256"] != hex.EncodeToString(digest[:]) {
		t.Errorf("%v", facts)
	}
	writes(t, s.reader, "", "letter", "forward", "6", "--to", "fourth.moderator")
	if out := must(t, s.moderator, "", "letters"); !strings.Contains(out, "[new, 2 files] Fwd: Files") {
		t.Error(out)
	}
	if got := do(t, s.observer, "", "letter", "save", "6", "1"); got.code != 4 || got.out != "" {
		t.Errorf("%+v", got)
	}
	if got := do(t, s.observer, "", "letter", "send", "--to", "VN", "--subject", "x"); got.code != 3 || !strings.Contains(got.err, "read and do not write") {
		t.Errorf("%+v", got)
	}
}

func TestLettersRefused(t *testing.T) {
	s := newLetterScene(t)
	writes(t, s.author, "Between us.", "letter", "send", "--to", "second.reader", "--subject", "Utterly private")
	before := s.LastEntry()
	for line, want := range map[string]struct {
		code int
		says string
	}{
		"letter send --subject Subject":                            {2, "A letter needs --to and --subject."},
		"letter send --to VN":                                      {2, "A letter needs --to and --subject."},
		"letter send --to Finnland --subject Subject":              {4, `To: Nobody is reached at "Finnland".` + "\nDid you mean FI"},
		"letter send --to board:finance --subject Subject":         {2, "Write to @moderators:finance, or post a topic."},
		"letter send --to VN --cc secnd.reader --subject Subject":  {4, "Copy: Nobody is reached at \"secnd.reader\".\nDid you mean second.reader"},
		"letter send --to VN --attach paper.pdf --subject Subject": {2, `Attach: "paper.pdf" names no file.`},
		"letter send --to VN --attach #6/text --subject Subject":   {0, ""},
		"letter send --to VN --attach #4211/1 --subject Subject":   {4, "There is no file #4211/1 that you can read."},
		"letter forward 6":                                         {2, "Passing a letter on needs --to."},
		"letter show x":                                            {2, "is not a number"},
		"letter save 4211 1":                                       {4, "There is no letter #4211."},
		"edit 6":                                                   {3, "A letter that was sent is never changed"},
		"letter show 4211":                                         {4, "There is no letter #4211."},
		"letter show 2":                                            {4, "There is no letter #2."},
		"letter show 6 --text --quoted":                            {2, "either as it is or quoted"},
		"letter show 6 --text --thread":                            {2, "no one text"},
		"letter":                                                   {2, "needs one of"},
		"letter keep":                                              {2, "Something is missing"},
	} {
		got := do(t, s.author, "A text.", strings.Fields(line)...)
		if want.code == 0 {
			before++
		}
		if got.code != want.code || !strings.Contains(got.err, want.says) {
			t.Errorf("%s: exit code %d, %s; want %d, %s", line, got.code, got.err, want.code, want.says)
		}
	}
	if s.LastEntry() != before {
		t.Error("a refusal made an entry")
	}
}

// TestLettersOfOthersAreNothing: every command that takes a number answers about a
// letter to others as about a number that never was.
func TestLettersOfOthersAreNothing(t *testing.T) {
	s := newLetterScene(t)
	writes(t, s.author, "Between us.", "letter", "send", "--to", "second.reader", "--subject", "Utterly private", "--attach", "#2/text")
	commands := []string{"letter show N", "letter show N --thread", "letter show N --json", "letter reply N", "letter reply N --all", "letter forward N --to VN",
		"letter keep N", "letter remove N", "letter restore N", "letter save N 1", "letter save N 1 --json", "letters --before N", "letters --folder kept --before N",
		"letter send --to VN --subject x --attach N", "letter send --to VN --subject x --attach N/1", "letter send --to VN --subject x --attach N/text",
		"read N", "read N --thread", "read N --json", "read N --quoted", "reply N", "edit N", "history N", "save N 1", "unread N", "notice show N", "notice history N", "notice acks N",
		"ack N", "notice correct N", "notice pin N", "notice remind N", "new --before N", "topics finance --before N", "moderate hide N --reason x", "moderate redact N --reason x",
		"moderate pin N", "moderate lock N", "moderate move N health", "notices --before N"}
	for name, d := range map[string]*secretariat.Desk{"colleague": s.colleague, "coordinator": s.coordinator, "moderator": s.moderator, "secretary": s.secretary, "observer": s.observer} {
		for _, line := range commands {
			before := s.LastEntry()
			there := do(t, d, "A text.", strings.Fields(strings.ReplaceAll(line, " N", " 6"))...)
			never := do(t, d, "A text.", strings.Fields(strings.ReplaceAll(line, " N", " 4002"))...)
			if told := fmt.Sprintf("%+v", there); told != strings.ReplaceAll(fmt.Sprintf("%+v", never), "4002", "6") || strings.Contains(told, "Utterly") || strings.Contains(told, "Between") {
				t.Errorf("%s, %s: of a letter %+v, of nothing %+v", name, line, there, never)
			}
			if s.LastEntry() != before {
				t.Errorf("%s, %s: made an entry", name, line)
			}
		}
	}
}

// TestLetterTwice: the same token sends once, and a letter that could not be sent is a
// draft with its addresses.
func TestLetterTwice(t *testing.T) {
	s := newLetterScene(t)
	line := []string{"letter", "send", "--to", "VN", "--subject", "Subject", "--id", "one", "--json"}
	first, _ := writes(t, s.author, "Text.", line...)
	again, _ := writes(t, s.author, "Text.", line...)
	if first != again || first != "{\"number\":6}\n" {
		t.Errorf("%s, then %s", first, again)
	}
	if got := do(t, s.author, "Another text.", line...); got.code != 5 {
		t.Errorf("the same token for another text: %+v", got)
	}
	out := must(t, s.author, "", "drafts", "show", "letter/new")
	for _, want := range []string{"Title: Subject\n", "To: VN\n", "\n\nAnother text.\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if list := numbers(t, "sent", must(t, s.author, "", "letters", "--folder", "sent", "--json")); len(list) != 1 {
		t.Errorf("sent %v", list)
	}
}

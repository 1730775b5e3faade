package command

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// addKey adds a second key to the reader's and gives its fingerprint.
func addKey(t *testing.T, s scene) string {
	t.Helper()
	_, public := s.NewKey()
	must(t, s.reader, string(ssh.MarshalAuthorizedKey(public)), "keys", "add")
	return ssh.FingerprintSHA256(public)
}

// untouched is an input that must not be read.
type untouched struct{ t *testing.T }

func (u untouched) Read([]byte) (int, error) {
	u.t.Helper()
	u.t.Error("standard input was read before the command was refused")
	return 0, io.EOF
}

// TestRefused: what is refused reads nothing, answers nothing and changes nothing.
func TestRefused(t *testing.T) {
	s := newScene(t)
	must(t, s.moderator, "", "moderate", "lock", "5")
	for _, c := range []struct {
		desk *secretariat.Desk
		line string
		code int
		want string
	}{
		{s.observer, "post finance --title T", 3, "read and do not write"},
		{s.observer, "reply 2", 3, "read and do not write"},
		{s.observer, "edit 2", 3, "read and do not write"},
		{s.secretary, "post finance --title T", 3, "read and do not write"},
		{s.reader, "edit 2", 3, "is not yours"},
		{s.reader, "reply 5", 3, "is locked"},
		{s.author, "edit 5", 3, "is locked"},
		{s.reader, "post founding-texts --title T", 3, "is an archive board"},
		{s.reader, "reply 1", 3, "is an archive board"},
		{s.reader, "post nowhere --title T", 4, "There is no board"},
		{s.reader, "reply 99", 4, "There is no post"},
		{s.reader, "edit 99", 4, "There is no post"},
		{s.reader, "edit 3 --title T", 2, ""},
		{s.reader, "read 99", 4, "There is nothing numbered #99"},
		{s.reader, "topics nowhere", 4, "There is no board"},
		{s.reader, "topics finance --before 1", 4, "There is no topic #1 on Finance"},
		{s.reader, "boards --before nowhere", 4, "There is no row"},
		{s.reader, "history 2 --version 2", 4, "has no version 2"},
		{s.reader, "save 2 1", 4, "#2 has no file"},
		{s.reader, "catchup nowhere", 4, "There is no board"},
		{s.reader, "catchup --undo", 5, "no catching up to undo"},
		{s.reader, "drafts show reply/2", 4, "You have no draft at reply/#2"},
		{s.reader, "drafts drop board/finance", 4, "You have no draft"},
		{s.reader, "keys revoke SHA256:nothing", 4, "You have no key"},
		{s.reader, "moderate pin 2", 3, "do not moderate"},
		{s.reader, "moderate unpin 2", 3, "do not moderate"},
		{s.reader, "moderate lock 2", 3, "do not moderate"},
		{s.reader, "moderate unlock 5", 3, "do not moderate"},
		{s.reader, "moderate move 2 health", 3, "do not moderate"},
		{s.reader, "moderate hide 2 --reason R", 3, "do not moderate"},
		{s.reader, "moderate show 2", 3, "do not moderate"},
		{s.reader, "moderate redact 2 --reason R", 3, "do not moderate"},
		{s.secretary, "moderate redact 2 --reason R", 3, "do not moderate"},
		{s.moderator, "moderate hide 2", 2, "A reason is needed: readers see it in place of the text.\nGive it with --reason.\n"},
		{s.moderator, "moderate redact 2", 2, "Give it with --reason."},
		{s.moderator, "moderate pin 3", 4, "is a post, not a topic"},
		{s.moderator, "moderate move 2 nowhere", 4, "There is no board"},
		{s.moderator, "moderate move 2 founding-texts", 3, "is an archive board"},
		{s.reader, "import mbox --board finance", 3, "only the secretariat"},
		{s.moderator, "import mbox --board new-board --title T", 3, "only the secretariat"},
		{s.secretary, "import mbox --board new-board", 4, "There is no board"},
	} {
		before := s.LastEntry()
		in := Streams{In: untouched{t}}
		if c.want == "" { // refused for what the text goes with
			in.In, c.want = strings.NewReader("A text."), "has no title of its own"
		}
		got := doIn(t, c.desk, House{}, in, strings.Fields(c.line)...)
		if got.code != c.code || got.out != "" || !strings.Contains(got.err, c.want) {
			t.Errorf("%s: exit code %d, output %q, error %q; want %d and %q", c.line, got.code, got.out, got.err, c.code, c.want)
		}
		if after := s.LastEntry(); after != before {
			t.Errorf("%s: it was refused and wrote entry %d", c.line, after)
		}
	}
}

// TestBadTexts: a text that cannot be posted is refused with its reason, and is
// neither posted nor kept.
func TestBadTexts(t *testing.T) {
	s := newScene(t)
	long := strings.Repeat("x", rule.MaxText+1)
	for _, line := range []string{"post finance --title T", "reply 2", "edit 3"} {
		for input, want := range map[string]string{
			"":                   "No text came on standard input.\nGive it so: ssh -p 2222 avs.example ",
			" \n\t\n":            "No text came",
			"\u200B\u0301":       "No text came",
			long:                 "more than 65536 bytes (64 KiB)",
			"abc\xff":            "not UTF-8: byte 0xFF at offset 3",
			"\x00\x01\x02\x1b\n": "No text came",
		} {
			before := s.LastEntry()
			got := do(t, s.reader, input, strings.Fields(line)...)
			if got.code != 2 || got.out != "" || !strings.Contains(got.err, want) {
				t.Errorf("%s: exit code %d, output %q, error %q; want %q", line, got.code, got.out, got.err, want)
			}
			if s.LastEntry() != before {
				t.Errorf("%s: a bad text was posted", line)
			}
		}
		got := doIn(t, s.reader, House{}, Streams{In: untouched{t}, Terminal: true}, strings.Fields(line)...)
		if got.code != 2 || !strings.Contains(got.err, "Leave -t away") {
			t.Errorf("%s on a terminal: exit code %d, %s", line, got.code, got.err)
		}
	}
	if out := must(t, s.reader, "", "drafts", "--json"); out != "[]\n" {
		t.Errorf("a bad text was kept: %s", out)
	}
	exact := strings.Repeat("x", rule.MaxText)
	must(t, s.reader, exact, "reply", "2")
	if out := must(t, s.reader, "", "read", "6", "--text"); out != exact+"\n" {
		t.Errorf("a text of the greatest size came back with %d bytes", len(out))
	}
}

func TestBadTitles(t *testing.T) {
	s := newScene(t)
	for _, title := range []string{"", " ", strings.Repeat("x", rule.MaxTitle+1), "\xff"} {
		got := doIn(t, s.author, House{}, Streams{In: untouched{t}}, "post", "finance", "--title", title)
		if got.code != 2 {
			t.Errorf("title %q: exit code %d, %s", title, got.code, got.err)
		}
	}
}

// TestSendingTwicePostsOnce also across different answers to programs and people.
func TestSendingTwicePostsOnce(t *testing.T) {
	s := newScene(t)
	for _, line := range []string{"post finance --title T --id one", "reply 2 --id two"} {
		words := strings.Fields(line)
		first := must(t, s.reader, "A text.", append(words, "--json")...)
		before := s.LastEntry()
		if second := must(t, s.reader, "A text.", append(words, "--json")...); second != first {
			t.Errorf("%s: first %s, then %s", line, first, second)
		}
		if out := must(t, s.reader, "A text.", words...); !strings.Contains(out, "nothing was posted now") {
			t.Errorf("%s: %s", line, out)
		}
		if s.LastEntry() != before {
			t.Errorf("%s: posted more than once", line)
		}
		got := do(t, s.reader, "Another text.", words...)
		if got.code != 5 || !strings.Contains(got.err, "kept as a draft") || s.LastEntry() != before {
			t.Errorf("%s with another text: exit code %d, %s", line, got.code, got.err)
		}
	}
	if out := must(t, s.reader, "", "drafts", "show", "reply/2", "--text"); out != "Another text.\n" {
		t.Errorf("the draft is %q", out)
	}
}

func TestEdit(t *testing.T) {
	s := newScene(t)
	if out := must(t, s.author, "A better opinion.", "edit", "2", "--title", "A better subject"); out != "#2 has a new version, on finance.\n" {
		t.Error(out)
	}
	if out := must(t, s.author, "A better opinion.", "edit", "2"); !strings.Contains(out, "nothing was changed") {
		t.Error(out)
	}
	if got := do(t, s.author, "A late opinion.", "edit", "2", "--base", "1"); got.code != 5 || !strings.Contains(got.err, "kept as a draft") {
		t.Errorf("an edit of a former version: exit code %d, %s", got.code, got.err)
	}
	if out := must(t, s.author, "", "drafts"); !strings.Contains(out, "edit/#2") {
		t.Errorf("the late edit is lost:\n%s", out)
	}
	out := must(t, s.reader, "", "history", "2")
	for _, want := range []string{"version 1", "An opinion.", "version 2", "A better opinion.", "Title: A better subject"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in the history:\n%s", want, out)
		}
	}
	if out := must(t, s.reader, "", "new"); !strings.Contains(out, "[edited] A better") {
		t.Errorf("an edited post is not new again:\n%s", out)
	}
}

// TestUnpostedTextIsKept: over the rate the text becomes a draft, unless one
// stands there already, which is not written over.
func TestUnpostedTextIsKept(t *testing.T) {
	s := newScene(t)
	for i := 0; ; i++ {
		if i > 50 {
			t.Fatal("the rate has no bound")
		}
		got := do(t, s.reader, "Text "+strings.Repeat("x", i), "reply", "2")
		if got.code == 0 {
			continue
		}
		if got.code != 3 || !strings.Contains(got.err, "The text is kept as a draft: ssh -p 2222 avs.example drafts show reply/#2") {
			t.Fatalf("exit code %d, %s", got.code, got.err)
		}
		break
	}
	kept := must(t, s.reader, "", "drafts", "show", "reply/#2", "--text")
	if got := do(t, s.reader, "A second text.", "reply", "2"); got.code != 3 || !strings.Contains(got.err, "stands at reply/#2 already") {
		t.Errorf("exit code %d, %s", got.code, got.err)
	}
	if again := must(t, s.reader, "", "drafts", "show", "reply/2", "--text"); again != kept {
		t.Errorf("the draft was written over: %q, then %q", kept, again)
	}
	s.Clock.Advance(time.Hour)
	must(t, s.reader, kept, "reply", "2")
	if out := must(t, s.reader, "", "drafts", "--json"); out != "[]\n" {
		t.Errorf("the draft stays after its post: %s", out)
	}
}

// TestHint: who waits for nothing is told what is waited for, before the first
// byte and once.
func TestHint(t *testing.T) {
	told := make(chan struct{})
	in := &awaited{from: late{told}, patience: time.Millisecond, hint: func() { close(told) }}
	if got, err := io.ReadAll(in); err != nil || string(got) != "at last" {
		t.Errorf("%q, %v", got, err)
	}
	never := &awaited{from: strings.NewReader("at once"), patience: time.Hour, hint: func() { t.Error("a hint for who sent at once") }}
	if got, err := io.ReadAll(never); err != nil || string(got) != "at once" {
		t.Errorf("%q, %v", got, err)
	}
}

// late sends once the hint was given.
type late struct{ told chan struct{} }

func (l late) Read(p []byte) (int, error) {
	<-l.told
	return copy(p, "at last"), io.EOF
}

var errBroken = errors.New("the line broke")

// TestBrokenInput: half a text is not posted.
func TestBrokenInput(t *testing.T) {
	s := newScene(t)
	before := s.LastEntry()
	in := io.MultiReader(strings.NewReader("Half a te"), broken{})
	var log bytes.Buffer
	got := doIn(t, s.reader, House{Log: logTo(&log)}, Streams{In: in}, "reply", "2", "--id", "secret-token")
	if got.code != 1 || s.LastEntry() != before || !strings.Contains(got.err, "could not be taken in whole") {
		t.Errorf("exit code %d, %s", got.code, got.err)
	}
	if strings.Contains(got.err, errBroken.Error()) || !strings.Contains(log.String(), errBroken.Error()) {
		t.Errorf("the cause belongs in the log alone: %q, %q", got.err, log.String())
	}
	if strings.Contains(log.String(), "secret-token") {
		t.Errorf("the log repeats the command line: %q", log.String())
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errBroken }
func (broken) Write([]byte) (int, error) { return 0, errBroken }

// TestGone: who hung up has read nothing.
func TestGone(t *testing.T) {
	s := newScene(t)
	for _, line := range []string{"read 2", "read 2 --thread", "next", "read 2 --json"} {
		var errs bytes.Buffer
		code := Run(t.Context(), s.reader, House{}, Streams{In: strings.NewReader(""), Out: broken{}, Err: &errs}, strings.Fields(line))
		if code != 1 {
			t.Errorf("%s: exit code %d", line, code)
		}
	}
	if n, err := s.reader.Waiting(); err != nil || n != 3 {
		t.Errorf("%d posts are new, %v; nobody has read any", n, err)
	}
}

// TestUncertain: who cannot be told whether a text was posted is told the token
// with which sending it again posts it once.
func TestUncertain(t *testing.T) {
	s := newScene(t)
	for place, asJSON := range map[secretariat.Place]bool{secretariat.ReplyTo(2): false, secretariat.ReplyTo(3): true} {
		var errs bytes.Buffer
		e := newErrand(s.reader, House{}, Streams{Out: io.Discard, Err: &errs})
		e.asJSON = asJSON
		w := written{place: place, token: "one-token", text: "A text."}
		if err := e.sent(w, secretariat.Posted{}, errBroken); !errors.Is(err, errBroken) {
			t.Error(err)
		}
		if told := strings.Contains(errs.String(), "Sent again with --id one-token it is posted once.\n"); told == asJSON {
			t.Errorf("%s: %q", place, errs.String())
		}
		if d, there, err := s.reader.Draft(place); err != nil || !there || d.Token != "one-token" {
			t.Errorf("%s: %v, %v", place, d, err)
		}
	}
}

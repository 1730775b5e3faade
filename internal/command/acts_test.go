package command

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func TestModerate(t *testing.T) {
	s := newScene(t)
	for _, c := range []struct{ line, answer, look, shown string }{
		{"moderate pin 2", "#2 is pinned.\n", "topics finance --limit 1", "[pinned] A first"},
		{"moderate lock #2", "#2 is locked.\n", "topics finance --limit 1", "[pinned, locked] A"},
		{"moderate unlock 2", "#2 is not locked.\n", "topics finance --limit 1", "[pinned] A first"},
		{"moderate unpin 2", "#2 is not pinned.\n", "topics finance --limit 1", "#5 "},
		{"moderate hide 3 --reason Misplaced.", "#3 is hidden.\n", "read 3", "(Hidden by fourth.moderator on 10 September 2026: Misplaced.)"},
		{"moderate show 3", "#3 is shown.\n", "read 3 --text", "Another opinion."},
		{"moderate move 2 health", "#2 stands on health.\n", "topics health", firstTitle},
		{"moderate redact 4 --reason Private.", "#4 is redacted.\n", "read 4", "(Redacted by fourth.moderator on 10 September 2026: Private.)"},
	} {
		if out := must(t, s.moderator, "", strings.Fields(c.line)...); out != c.answer {
			t.Errorf("%s: %q", c.line, out)
		}
		before := s.LastEntry()
		if out := must(t, s.moderator, "", strings.Fields(c.line)...); out != c.answer || s.LastEntry() != before {
			t.Errorf("%s again: %q, entry %d after %d", c.line, out, s.LastEntry(), before)
		}
		if out := must(t, s.reader, "", strings.Fields(c.look)...); !strings.Contains(out, c.shown) {
			t.Errorf("%s, then %s:\n%s", c.line, c.look, out)
		}
	}
	out := must(t, s.moderator, "", "moderate", "pin", "2", "--json")
	if out != `{"number":2,"topic":2,"board":"health"}`+"\n" {
		t.Error(out)
	}
	withheld := rowsOf(t, "read", must(t, s.reader, "", "read", "4", "--json"))[0]
	if withheld["text"] != "" || !strings.HasPrefix(fmt.Sprint(withheld["withheld"]), "Redacted by") {
		t.Errorf("a redacted post is %v", withheld)
	}
	if got := do(t, s.reader, "", "read", "4", "--text"); got.code != 3 || got.out != "" {
		t.Errorf("a text that is not there: exit code %d, %q", got.code, got.out)
	}
}

func TestKeys(t *testing.T) {
	s := newScene(t)
	_, public := s.NewKey()
	line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " spare key"
	fingerprint := ssh.FingerprintSHA256(public)
	if out := must(t, s.reader, "", append([]string{"keys", "add"}, strings.Fields(line)...)...); out != "The key "+fingerprint+" is yours now and opens the door.\n" {
		t.Error(out)
	}
	before := s.LastEntry()
	for input, code := range map[string]int{line: 5, "": 2, "nonsense": 2, line + "\n" + line: 2, strings.Repeat("x", maxKeyLine+1): 2,
		"-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n": 2} {
		if got := do(t, s.reader, input, "keys", "add"); got.code != code || got.out != "" || strings.Contains(got.err, "AAAA") {
			t.Errorf("keys add %.40q: exit code %d, %s", input, got.code, got.err)
		}
	}
	if got := do(t, s.reader, "", "keys", "revoke", s.reader.Fingerprint()); got.code != 3 {
		t.Errorf("revoking the key in use: exit code %d, %s", got.code, got.err)
	}
	if s.LastEntry() != before {
		t.Error("a refusal wrote an entry")
	}
	must(t, s.reader, "", "keys", "revoke", fingerprint[:20])
	out := must(t, s.reader, "", "keys", "list")
	for _, want := range []string{"Comment:  spare key", "by you\nRevoked:  2026-09-10 09:00 +00:00, by second.reader", "In use:"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// TestDismissed: whose key is revoked learns that and does nothing more.
func TestDismissed(t *testing.T) {
	s := newScene(t)
	spare := s.Seat("second.reader", addKey(t, s))
	must(t, s.reader, "", "keys", "revoke", spare.Fingerprint())
	<-spare.Ended()
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // as the door does when a desk has ended
	before := s.LastEntry()
	var out, errs bytes.Buffer
	code := Run(ctx, spare, House{}, Streams{In: strings.NewReader("A late text."), Out: &out, Err: &errs}, []string{"reply", "2"})
	if code != 3 || out.Len() > 0 || errs.String() != "This key was revoked.\n" || s.LastEntry() != before {
		t.Errorf("exit code %d, %q, %q", code, out.String(), errs.String())
	}
}

func TestSave(t *testing.T) {
	s := newScene(t)
	in, err := s.secretary.Import("founding-texts")
	if err != nil {
		t.Fatal(err)
	}
	content := bytes.Repeat([]byte("\x00\x1b\xff\r\n"), 50_000)
	file, err := in.File("re\x1bport.pdf", "application/pdf", bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	m := forum.Import{Origin: "file@test", Title: "With a file", Text: "See the file.", At: time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC), Files: []rule.File{file}}
	if err := in.Add(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if err := in.Finish(); err != nil {
		t.Fatal(err)
	}
	if out := must(t, s.reader, "", "read", "6"); !strings.Contains(out, "File 1:   report.pdf, 250000 bytes") {
		t.Errorf("the file is not named:\n%s", out)
	}
	got := do(t, s.reader, "", "save", "6", "1")
	if got.code != 0 || got.out != string(content) || !strings.Contains(got.err, "report.pdf, application/pdf, 250000 bytes") {
		t.Errorf("exit code %d, %d bytes, %s", got.code, len(got.out), got.err)
	}
	digest := sha256.Sum256(content)
	facts := rowsOf(t, "save", must(t, s.reader, "", "save", "6", "1", "--json"))[0]
	if len(facts) != 4 || facts["sha256"] != hex.EncodeToString(digest[:]) || facts["bytes"] != 250000.0 {
		t.Errorf("the file is %v", facts)
	}
	if got := do(t, s.reader, "", "save", "6", "2"); got.code != 4 || got.out != "" {
		t.Errorf("a file that is not there: exit code %d, %s", got.code, got.err)
	}
	if got := doIn(t, s.reader, House{}, Streams{Terminal: true}, "save", "6", "1"); got.code != 2 || got.out != "" {
		t.Errorf("a file on a terminal: exit code %d, %d bytes", got.code, len(got.out))
	}
}

// TestImport: the mbox is handed on whole, within its bound, and leaves no file.
func TestImport(t *testing.T) {
	s := newScene(t)
	mbox := strings.Repeat("From somebody\n", 1000)
	house := House{Spool: t.TempDir(), MaxImport: int64(len(mbox))}
	var got string
	house.ImportMbox = func(_ context.Context, desk *secretariat.Desk, board asem.BoardID, title string, mbox io.ReaderAt, size int64, progress io.Writer) (Imported, error) {
		data, err := io.ReadAll(io.NewSectionReader(mbox, 0, size))
		if left, err := os.ReadDir(house.Spool); err != nil || len(left) > 0 {
			t.Errorf("a kill would leave %d files, %v", len(left), err)
		}
		if got = string(data); board != "letters" || title != "Old letters" || desk != s.secretary {
			t.Errorf("board %q, title %q", board, title)
		}
		fmt.Fprintln(progress, "half of it read")
		return Imported{Posted: 2, Already: 1, Skipped: []Skipped{{"message 4", "It has no\x1b end."}}}, err
	}
	words := []string{"import", "mbox", "--board", "letters", "--title", "Old letters"}
	told := doIn(t, s.secretary, house, Streams{In: strings.NewReader(mbox)}, words...)
	if told.code != 0 || got != mbox || told.err != "half of it read\n" ||
		told.out != "2 messages brought onto letters, 1 there already, 1 not readable.\nNot readable: message 4: It has no end.\n" {
		t.Errorf("exit code %d, %d bytes, %q, %q", told.code, len(got), told.out, told.err)
	}
	told = doIn(t, s.secretary, house, Streams{In: strings.NewReader(mbox)}, append(words, "--json")...)
	if told.code != 0 || told.err != "" || told.out != `{"board":"letters","posted":2,"already":1,"skipped":[{"where":"message 4","reason":"It has no end."}]}`+"\n" {
		t.Errorf("exit code %d, %q, %q", told.code, told.out, told.err)
	}
	for input, want := range map[string]string{"": "No mbox came", mbox + "x": "the most that is taken"} {
		if told := doIn(t, s.secretary, house, Streams{In: strings.NewReader(input)}, words...); told.code != 2 || !strings.Contains(told.err, want) {
			t.Errorf("exit code %d, %s", told.code, told.err)
		}
	}
	if told := doIn(t, s.secretary, house, Streams{In: broken{}}, words...); told.code != 1 {
		t.Errorf("a broken line: exit code %d, %s", told.code, told.err)
	}
	if left, err := os.ReadDir(house.Spool); err != nil || len(left) > 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
}

// TestImportEndsEarly: what was brought in by then is told, and what failed.
func TestImportEndsEarly(t *testing.T) {
	s := newScene(t)
	house := House{Spool: t.TempDir()}
	done := Imported{}
	house.ImportMbox = func(context.Context, *secretariat.Desk, asem.BoardID, string, io.ReaderAt, int64, io.Writer) (Imported, error) {
		return done, errBroken
	}
	words := []string{"import", "mbox", "--board", "letters", "--title", "Old", "letters"}
	nothing := doIn(t, s.secretary, house, Streams{In: strings.NewReader("From a")}, words...)
	done = Imported{Posted: 2, Skipped: []Skipped{{"message 4", "It has no\x1b end."}}}
	some := doIn(t, s.secretary, house, Streams{In: strings.NewReader("From a")}, words...)
	told := "2 messages brought onto letters, 0 there already, 1 not readable.\nNot readable: message 4: It has no end.\n"
	if nothing.code != 1 || some.code != 1 || some.out != "" || some.err != told+nothing.err {
		t.Errorf("exit code %d, %q; with nothing done %q", some.code, some.err, nothing.err)
	}
}

// TestClientConfigIsTaken by the OpenSSH of this machine, which leaves the good
// exchanges of keys in it and the others out.
func TestClientConfigIsTaken(t *testing.T) {
	client, err := exec.LookPath("ssh")
	if err != nil {
		t.Skip("ssh is not installed here")
	}
	s := newScene(t)
	file := filepath.Join(t.TempDir(), "config")
	text := doIn(t, s.reader, House{Host: "avs.example", Port: "2222", HostKey: "ssh-ed25519 AAAA\n"}, Streams{}, "ssh-config").out
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(client, "-G", "-F", file, "avs").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for line, want := range map[string]bool{"port 2222": true, "hostkeyalgorithms ssh-ed25519": true, "curve25519-sha256": true,
		"ecdh-": false, "diffie-": false, "libssh": false} {
		if strings.Contains("\n"+string(out), line) != want {
			t.Errorf("%q is %v there:\n%s", line, !want, out)
		}
	}
}

func TestClientConfig(t *testing.T) {
	s := newScene(t)
	house := House{Host: "avs.example", Port: "2222", HostKey: "ssh-ed25519 AAAA\n"}
	out := doIn(t, s.reader, house, Streams{}, "ssh-config").out
	checkLayout(t, "ssh-config", out)
	for _, want := range []string{"\nHost avs\n", "    HostName avs.example\n    Port 2222\n", "IgnoreUnknown ObscureKeystrokeTiming\n    ObscureKeystrokeTiming no\n",
		"    #IdentitiesOnly yes\n    #IdentityFile ", "ServerAliveInterval", "Compression no", "\n    #KexAlgorithms curve25519-sha256\n", "\n    KexAlgorithms -",
		"\n    Ciphers chacha20-poly1305@openssh.com", "\n    MACs hmac-sha2-256-etm@openssh.com\n", "\n    HostKeyAlgorithms ssh-ed25519\n", "#EscapeChar ^]", s.reader.Fingerprint(), "\n# [avs.example]:2222 ssh-ed25519 AAAA\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if out := doIn(t, s.reader, House{}, Streams{}, "ssh-config").out; !strings.Contains(out, "HostName HOST\n    Port 22\n") || strings.Contains(out, "known_hosts") || strings.Contains(out, "HostKeyAlgorithms") {
		t.Errorf("a house that nobody described:\n%s", out)
	}
}

// FuzzRun: whatever words come, the exit code is one of ours, an error has a
// sentence, and no control character comes out.
func FuzzRun(f *testing.F) {
	for _, line := range []string{"boards", "read\n2", "topics\nfinance\n--limit\n1", "post\nfinance\n--title\nT", "--", "-", "", "\x00", "help\n\x1b",
		"keys\nadd\nssh-ed25519", "catchup\n--undo", "moderate\nmove\n2\nhealth", "--json", "read\n2\n--thread\n--before\n#3", "save\n2\n1", "--json=false\nboards",
		"drafts\nshow\nreply/1", "preferences\n--zone\n../../etc/passwd", "delegates\n--mission\n\xff", "read\n--\n2", "boards\n-h", "-hh", "x\n--help"} {
		f.Add(line, "A text.")
	}
	s := newScene(f)
	f.Fuzz(func(t *testing.T, line, input string) {
		got := do(t, s.moderator, input, strings.Split(line, "\n")...)
		if got.code < 0 || got.code > 5 || (got.code != 0 && strings.TrimSpace(got.err) == "") {
			t.Fatalf("%q: exit code %d, %q", line, got.code, got.err)
		}
		if strings.ContainsAny(got.out+got.err, "\x00\x07\x08\x1b\x7f\u0085\u009b\u202E") {
			t.Fatalf("%q: %q, %q", line, got.out, got.err)
		}
	})
}

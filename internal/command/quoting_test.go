package command

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/anmitsu/go-shlex"
	"github.com/spf13/pflag"

	"asem.internal/avs/internal/manual"
)

// A localShell is where a delegate types: sh, and an ssh that sends its words as
// OpenSSH does, joined with blanks.
type localShell struct{ home string }

func newLocalShell(t *testing.T) localShell {
	t.Helper()
	s := localShell{t.TempDir()}
	if err := os.Mkdir(filepath.Join(s.home, ".ssh"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.write(t, "ssh", "#!/bin/sh\n[ \"$1\" = -p ] && shift 2\nshift\nprintf %s \"$*\" > \"$HOME/sent\"\n", 0o700)
	for _, name := range []string{"agenda.txt", "answer.txt", "text.txt", "letters.mbox", ".ssh/id_ed25519.pub"} {
		s.write(t, name, "Text.\n", 0o600)
	}
	return s
}

func (s localShell) write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.home, name), []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// types types a line, and gives the words that the door hands to Run.
func (s localShell) types(t *testing.T, line string) []string {
	t.Helper()
	sh := exec.Command("sh", "-c", line)
	sh.Dir, sh.Env = s.home, []string{"HOME=" + s.home, "PATH=" + s.home + ":/usr/bin:/bin"}
	if out, err := sh.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	sent, err := os.ReadFile(filepath.Join(s.home, "sent"))
	if err != nil {
		t.Fatal(err)
	}
	words, err := shlex.Split(string(sent), true)
	if err != nil {
		t.Fatalf("%s: the door cannot split %q: %v", line, sent, err)
	}
	return words
}

// checkTyped says whether a line, typed as it is shown, comes through as what it
// means: a command with words and options that it takes, its quoted text whole. It
// is not helped by what Run forgives.
func checkTyped(t *testing.T, s localShell, where, line string) {
	t.Helper()
	words := s.types(t, line)
	root := newErrand(nil, House{}, Streams{}).tree()
	cmd, rest, err := root.Find(words)
	if err != nil || cmd == root {
		t.Errorf("%s: there is no command %q", where, line)
		return
	}
	if cmd.Name() == "help" && len(rest) == 1 {
		_, isPage := manual.Find(rest[0])
		if found, _, _ := root.Find(rest); found == root && !isPage {
			t.Errorf("%s: help has nothing on %q", where, rest[0])
		}
	}
	if takesQuery(cmd) {
		rest = optionsFirst(cmd, rest)
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Errorf("%s: %q: %v", where, line, err)
		return
	}
	if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
		t.Errorf("%s: %q: %v", where, line, err)
	}
	quoted := ""
	if found := regexp.MustCompile(`"([^"]*)"`).FindStringSubmatch(line); found != nil {
		quoted = found[1]
	}
	got := ""
	if takesQuery(cmd) && strings.Contains(queryOf(cmd.Flags().Args()), `"`+quoted+`"`) {
		got = quoted // a phrase comes through as one
	}
	cmd.Flags().Visit(func(option *pflag.Flag) {
		if isFreeText(option) && strings.Contains(option.Value.String(), " ") {
			got = option.Value.String()
		}
	})
	if got != quoted {
		t.Errorf("%s: %q gives the text %q", where, line, got)
	}
}

// TestExamplesAreToBeTyped types each example of the help into a shell.
func TestExamplesAreToBeTyped(t *testing.T) {
	s := newLocalShell(t)
	e := newErrand(nil, House{Host: "avs.example", Port: "2222"}, Streams{})
	e.tree()
	for _, cmd := range e.commands() {
		help := do(t, nil, "", append(strings.Fields(nameOf(cmd)), "--help")...).out
		for line := range strings.SplitSeq(cmd.Example, "\n") {
			typed := e.ssh("%s", line)
			if !strings.Contains(help, "\n  "+typed+"\n") {
				t.Errorf("the help of %s does not show %s", nameOf(cmd), typed)
			}
			checkTyped(t, s, "the help of "+nameOf(cmd), typed)
		}
		cmd.Flags().VisitAll(func(option *pflag.Flag) {
			if isFreeText(option) && quotedExample(cmd) == "" {
				t.Errorf("no example of %s shows how to quote", nameOf(cmd))
			}
		})
	}
}

// TestManualIsToBeTyped types each command line of the manual's pages.
func TestManualIsToBeTyped(t *testing.T) {
	s := newLocalShell(t)
	lines := regexp.MustCompile(`(?m)^ +(ssh HOST +['a-z].*)$`)
	tried := 0
	for _, page := range manual.Topics() {
		for _, found := range lines.FindAllStringSubmatch(page.Text, -1) {
			line, _, _ := strings.Cut(found[1], "  ") // what follows explains it
			if line == "ssh HOST" {
				continue
			}
			checkTyped(t, s, "the page "+page.Name, line)
			tried++
		}
	}
	if tried < 25 {
		t.Errorf("only %d lines were found in the manual", tried)
	}
}

// TestHintsAreToBeTyped: what is said to who gave nothing works as well.
func TestHintsAreToBeTyped(t *testing.T) {
	s, local := newScene(t), newLocalShell(t)
	hint := func(text string) string {
		_, line, _ := strings.Cut(text, "ssh -p")
		line, _, _ = strings.Cut(line, "\n")
		return "ssh -p" + strings.NewReplacer("TITLE", "Two words", "< TEXT", "< text.txt").Replace(line)
	}
	checkTyped(t, local, "an empty board", hint(must(t, s.reader, "", "topics", "health")))
	checkTyped(t, local, "no text", hint(do(t, s.reader, "", "post", "finance", "--title", "T").err))
	checkTyped(t, local, "a title in pieces", hint(do(t, s.reader, "", "post", "finance", "--title", "A", "--", "title").err))
}

// TestTextInPieces: words that lost their quotation marks on the way make the text
// that was meant, or are refused with how to quote.
func TestTextInPieces(t *testing.T) {
	s, local := newScene(t), newLocalShell(t)
	for _, c := range []struct{ line, shows, want string }{
		{`ssh h post health --title 'Agenda of the next meeting' < text.txt`, "#6", "Agenda of the next meeting"},
		{`ssh h post --title 'Agenda - and annex' health < text.txt`, "", ""},
		{`ssh h post health --id two --title 'Agenda - and annex' --json < text.txt`, "#7", "Agenda - and annex"},
		{`ssh h --json post health --title='Two words' < text.txt`, "#8", "Two words"},
		{`ssh h edit '#6' --title 'Agenda, revised' < text.txt`, "#6", "Agenda, revised"},
		{`ssh h delegates --mission 'New Delhi'`, "", "No delegate is like that"},
	} {
		got := do(t, s.author, "A text.", local.types(t, c.line)...)
		if c.want == "" {
			if got.code != 2 || !strings.Contains(got.err, `ssh -p 2222 avs.example 'post finance --title "Agenda of the next meeting"' < agenda.txt`) {
				t.Errorf("%s: exit code %d, %s", c.line, got.code, got.err)
			}
			continue
		}
		if c.shows != "" {
			got = do(t, s.author, "", "read", c.shows)
		}
		if got.code != 0 || !strings.Contains(got.out, c.want) {
			t.Errorf("%s: exit code %d, %s%s", c.line, got.code, got.out, got.err)
		}
	}
	must(t, s.moderator, "", local.types(t, `ssh h moderate hide 3 --reason 'Sent to the wrong board.'`)...)
	if out := must(t, s.reader, "", "read", "3"); !strings.Contains(out, ": Sent to the wrong board.)") {
		t.Errorf("the reason is cut:\n%s", out)
	}
}

// TestRegrouped: only what cannot have been meant otherwise is put together.
func TestRegrouped(t *testing.T) {
	root := newErrand(nil, House{}, Streams{}).tree()
	for _, c := range []struct{ line, want string }{
		{"post|finance|--title|Agenda", "finance|--title|Agenda"},
		{"post|finance|--title|Agenda|of|it", "finance|--title|Agenda of it"},
		{"post|--title|Agenda|finance", "--title|Agenda|finance"},
		{"post|--title|Agenda|of|finance", "--title|Agenda|of|finance"}, // which of them is the board?
		{"post|finance|--title|Agenda|of|it|--id|a|b", "finance|--title|Agenda|of|it|--id|a|b"},
		{"post|finance|--title|Of all|it", "finance|--title|Of all|it"}, // was quoted: the surplus is a slip
		{"post|finance|--title|Agenda|of all", "finance|--title|Agenda|of all"},
		{"post|finance|--title|Agenda|--|of", "finance|--title|Agenda|--|of"},
		{"post|finance|--titel|Agenda|of|it", "finance|--titel|Agenda|of|it"},
		{"post|finance|--title", "finance|--title"},
		{"post|finance|health|--title|Agenda", "finance|health|--title|Agenda"},
		{"read|2|3", "2|3"},
		{"moderate|hide|3|--reason|A|-|B|--json", "3|--reason|A - B|--json"},
		{"moderate|hide|--reason|A|3", "--reason|A|3"},
	} {
		cmd, rest, _ := root.Find(strings.Split(c.line, "|"))
		if got := strings.Join(regrouped(cmd, rest), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.line, got, c.want)
		}
	}
}

// TestHowToQuote stands in a refusal only where text may have come apart.
func TestHowToQuote(t *testing.T) {
	for line, want := range map[string]bool{
		"post finance --title Growth of -2 percent": true,
		"post finance --title Budget --draft":       true,
		"post --title Agenda of finance":            true,
		"edit 2 --title Agenda --- revised":         true,
		"post finance health":                       false,
		"read 2 3":                                  false,
		"topics finance --limt 3":                   false,
	} {
		got := do(t, nil, "", strings.Fields(line)...)
		if got.code != 2 || strings.Contains(got.err, "Quotation marks do not come through") != want {
			t.Errorf("%s: exit code %d, %s", line, got.code, got.err)
		}
	}
}

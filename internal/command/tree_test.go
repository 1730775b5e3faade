package command

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/manual"
	"asem.internal/avs/internal/plain"
)

// offered are the commands that scripts may rely on.
const offered = `whoami new boards topics read history save unread next catchup post reply edit drafts
	clusters partners delegates who sessions keys preferences ssh-config moderate import checkpoint help
	notices ack letters search archive cited reindex packet submit`

func TestNames(t *testing.T) {
	names := Names()
	for name := range strings.FieldsSeq(offered) {
		if !slices.Contains(names, name) {
			t.Errorf("there is no %s", name)
		}
	}
	for _, name := range []string{"doc show", "doc read", "doc get", "doc diff", "doc history", "doc draft", "doc drafts", "doc attach", "doc discard",
		"doc issue", "doc circulate", "doc receive", "doc receipts", "keys list", "letter show", "letter send", "letter reply", "letter forward", "letter keep", "letter remove", "letter restore", "letter save", "keys add", "keys revoke", "drafts show", "drafts drop", "import mbox",
		"moderate pin", "moderate unpin", "moderate lock", "moderate unlock", "moderate move", "moderate hide", "moderate show", "moderate redact"} {
		if !slices.Contains(names, name) {
			t.Errorf("there is no %s", name)
		}
	}
	if sorted := slices.Sorted(slices.Values(names)); len(slices.Compact(sorted)) != len(names) {
		t.Errorf("a name comes twice: %q", names)
	}
}

func TestEveryCommandIsExplained(t *testing.T) {
	e := newErrand(nil, House{}, Streams{})
	e.tree()
	for _, cmd := range e.commands() {
		name := nameOf(cmd)
		if cmd.Short == "" || cmd.Long == "" || cmd.Example == "" || cmd.RunE == nil {
			t.Errorf("%s lacks Short, Long, Example or RunE", name)
		}
		if len(cmd.Short) > 64 || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: the short explanation is a line without a full stop: %q", name, cmd.Short)
		}
		if cmd.Flag("json") == nil {
			t.Errorf("%s does not answer programs", name)
		}
		help := do(t, nil, "", append(strings.Fields(name), "--help")...)
		if help.code != 0 || help.err != "" {
			t.Errorf("%s --help: exit code %d, %s", name, help.code, help.err)
		}
		checkLayout(t, name+" --help", strings.ReplaceAll(help.out, "ssh -p 2222 avs.example", "ssh HOST"))
		if same := do(t, nil, "", append([]string{"help"}, strings.Fields(name)...)...); same.out != help.out {
			t.Errorf("help %s differs from %s --help", name, name)
		}
	}
}

// checkLayout says whether a text fits into 80 columns.
func checkLayout(t *testing.T, what, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if plain.Width(line) > 80 {
			t.Errorf("%s: %d columns: %s", what, plain.Width(line), line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("%s: blanks at the end of %q", what, line)
		}
	}
}

func TestOverviewFits(t *testing.T) {
	for _, words := range [][]string{nil, {"help"}, {"--help"}, {"-h"}, {"help", "--help"}} {
		got := do(t, nil, "", words...)
		if got.code != 0 || got.err != "" || got.out == "" {
			t.Errorf("%q: exit code %d, %s", words, got.code, got.err)
		}
		checkLayout(t, "the overview", strings.ReplaceAll(got.out, "ssh -p 2222 avs.example", "ssh HOST"))
	}
	for _, page := range manual.Topics() {
		if got := do(t, nil, "", "help", page.Name); got.code != 0 || !strings.Contains(got.out, page.Title) {
			t.Errorf("help %s: exit code %d, %s", page.Name, got.code, got.out)
		}
	}
}

func TestCommandsNameTheirPage(t *testing.T) {
	e := newErrand(nil, House{}, Streams{})
	e.tree()
	for _, d := range e.duties {
		if page, ok := manual.Find(d.page); d.page != "" && (!ok || page.Name != d.page) {
			t.Errorf("%s: there is no page %q", d.title, d.page)
		}
	}
	for _, words := range [][]string{{"help", "notices"}, {"notice", "acks", "--help"}} {
		if got := do(t, nil, "", words...); !strings.Contains(got.out, "help notification") {
			t.Errorf("%q names no page: %s", words, got.out)
		}
	}
}

func BenchmarkTree(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		newErrand(nil, House{}, Streams{}).tree()
	}
}

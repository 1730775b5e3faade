package manual

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestPagesAreFitForEveryTerminal(t *testing.T) {
	for _, topic := range Topics() {
		if topic.Title == "" || len(topic.Title) > 60 || strings.TrimSpace(topic.Text) == "" {
			t.Errorf("%s: title %q, text of %d bytes", topic.Name, topic.Title, len(topic.Text))
		}
		for i, line := range strings.Split(topic.Title+"\n\n"+topic.Text, "\n") {
			if len(line) > Columns {
				t.Errorf("%s, line %d has %d columns: %s", topic.Name, i+1, len(line), line)
			}
			if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) || line != strings.TrimRight(line, " ") {
				t.Errorf("%s, line %d is not plain ASCII: %q", topic.Name, i+1, line)
			}
		}
	}
}

func TestEveryFileIsAPage(t *testing.T) {
	files, err := fs.Glob(pages, "pages/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(names) || len(Topics()) != len(names) {
		t.Errorf("%d files, %d names, %d pages", len(files), len(names), len(Topics()))
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "pages/"), ".txt")
		if !slices.Contains(names[:], name) {
			t.Errorf("%s is in no list", file)
		}
	}
}

func TestFind(t *testing.T) {
	for name, want := range map[string]string{
		"start": "start", "SLOW-LINES": "slow-lines", " record ": "record", "keys": "screens",
		"": "", "nothing": "", "../doc": "", "pages/start": "",
	} {
		got, ok := Find(name)
		if ok != (want != "") || got.Name != want {
			t.Errorf("Find(%q) = %q, %v; want %q", name, got.Name, ok, want)
		}
	}
	for other, name := range also {
		if _, ok := Find(name); !ok {
			t.Errorf("%q leads to %q, which is no page", other, name)
		}
	}
}

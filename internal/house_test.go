package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "asem.internal/avs/internal/"

// table reads the rooms and what each may import from the map in doc.go.
func table(t *testing.T) map[string][]string {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rooms, found := strings.Cut(string(doc), "# Rooms")
	if !found {
		t.Fatal("doc.go has no rooms")
	}
	allowed := map[string][]string{}
	for line := range strings.Lines(rooms) {
		row, isRow := strings.CutPrefix(line, "//\t")
		if !isRow {
			if len(allowed) > 0 {
				break
			}
			continue
		}
		room, rest, _ := strings.Cut(row, " ")
		_, imports, _ := strings.Cut(strings.TrimSpace(rest), "  ")
		allowed[room] = strings.Fields(strings.ReplaceAll(imports, "-", ""))
	}
	return allowed
}

// TestTopLevel: what a build leaves there is ignored, and nothing else comes in unseen.
func TestTopLevel(t *testing.T) {
	ignore, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	may := []string{"cmd", "internal", "keys", "go.mod", "go.sum", "Makefile", "README.md"}
	for line := range strings.Lines(string(ignore)) {
		may = append(may, strings.Trim(strings.TrimSpace(line), "/"))
	}
	for _, e := range entries {
		named := func(pattern string) bool { ok, _ := path.Match(pattern, e.Name()); return ok }
		if !strings.HasPrefix(e.Name(), ".") && !slices.ContainsFunc(may, named) {
			t.Errorf("%s does not belong on the top level", e.Name())
		}
	}
}

// TestArrows compares what rooms import with the table. Tests may import anything.
func TestArrows(t *testing.T) {
	allowed := table(t)
	seen, used := map[string]bool{}, map[string]bool{}
	for file := range goFiles(t) {
		room := roomOf(allowed, filepath.ToSlash(filepath.Dir(file)))
		if room == "." || strings.HasSuffix(file, "_test.go") {
			continue
		}
		seen[room] = true
		may, known := allowed[room]
		if !known {
			t.Errorf("the room %s is not in the table of doc.go", room)
			continue
		}
		for _, imported := range importsOf(t, file) {
			other, ours := strings.CutPrefix(imported, module)
			other = roomOf(allowed, other)
			if !ours || other == room {
				continue
			}
			used[room+" "+other] = true
			if !slices.Contains(may, other) {
				t.Errorf("%s imports %s: the table of doc.go has no such arrow", file, other)
			}
		}
	}
	for room, may := range allowed {
		for _, other := range may {
			if !used[room+" "+other] {
				t.Errorf("the table of doc.go has an arrow from %s to %s that no file draws", room, other)
			}
		}
		if !seen[room] {
			t.Errorf("the table of doc.go has a room %s that is not there", room)
		}
	}
}

// roomOf is the room to which a folder belongs: the deepest row of the table that
// it is part of, or the folder at the top.
func roomOf(allowed map[string][]string, folder string) string {
	for at := folder; at != "."; at = path.Dir(at) {
		if _, known := allowed[at]; known {
			return at
		}
	}
	top, _, _ := strings.Cut(folder, "/")
	return top
}

// TestOneImporterOfBolt holds the keeping to its room.
func TestOneImporterOfBolt(t *testing.T) {
	for file := range goFiles(t) {
		for _, imported := range importsOf(t, file) {
			if strings.HasPrefix(imported, "go.etcd.io/bbolt") && !strings.HasPrefix(filepath.ToSlash(file), "boltstore/") && !strings.HasPrefix(file, "bench") {
				t.Errorf("%s imports %s", file, path.Base(imported))
			}
		}
	}
}

// TestRulesArePure holds the rules to what they may use: no clock, no input or
// output, no goroutines' tools, no randomness.
func TestRulesArePure(t *testing.T) {
	barred := []string{"os", "io", "net", "context", "sync", "math/rand", "math/rand/v2", "crypto/rand", "log/slog"}
	for file := range goFiles(t) {
		room, _, _ := strings.Cut(filepath.ToSlash(file), "/")
		if strings.HasSuffix(file, "_test.go") || !slices.Contains([]string{"rule", "roster", "forum", "notice"}, room) {
			continue
		}
		for _, imported := range importsOf(t, file) {
			if slices.Contains(barred, imported) {
				t.Errorf("%s imports %s", file, imported)
			}
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "time.Now(") {
			t.Errorf("%s reads the clock", file)
		}
	}
}

func goFiles(t *testing.T) func(func(string) bool) {
	t.Helper()
	return func(yield func(string) bool) {
		err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "testdata" {
				return fs.SkipDir
			}
			if strings.HasSuffix(name, ".go") && !yield(name) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func importsOf(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, i := range parsed.Imports {
		list = append(list, strings.Trim(i.Path.Value, `"`))
	}
	return list
}

// TestDependencies holds the list of what the house stands on to the module's own.
func TestDependencies(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(doc), "# What it stands on")
	named := map[string]bool{}
	for line := range strings.Lines(list) {
		if row, ok := strings.CutPrefix(line, "//\t"); ok {
			path, why, _ := strings.Cut(row, " ")
			if strings.TrimSpace(why) == "" {
				t.Errorf("%s: the list does not say what for", path)
			}
			named[path] = true
		}
	}
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(mod)) {
		required, ok := strings.CutPrefix(line, "\t")
		if !ok || strings.Contains(line, "// indirect") {
			continue
		}
		path, _, _ := strings.Cut(required, " ")
		if !named[path] {
			t.Errorf("%s is required and not in the list", path)
		}
		delete(named, path)
	}
	delete(named, "honnef.co/go/tools") // a tool, which no package imports
	for path := range named {
		t.Errorf("%s is in the list and not required", path)
	}
}

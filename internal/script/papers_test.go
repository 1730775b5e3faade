package script

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/testkit/served"
)

// sharedData has real papers, where it is there.
const sharedData = "../../../shared/data"

func needFile(t *testing.T, name string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join(sharedData, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		t.Skipf("%s is not here", name)
	}
	return file
}

// cables unpacks so many cables of an archive.
func cables(t *testing.T, most int) (files []string) {
	t.Helper()
	need(t, "tar", "zstd")
	archive := needFile(t, "dfat-cables.tar.zst")
	listed, err := exec.Command("tar", "--zstd", "-tf", archive).Output()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range strings.Lines(string(listed)) {
		if name = strings.TrimSpace(name); strings.HasSuffix(name, ".md") && len(names) < most {
			names = append(names, name)
		}
	}
	folder := t.TempDir()
	if out, err := exec.Command("tar", append([]string{"--zstd", "-xf", archive, "-C", folder}, names...)...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, name := range names { // short names of our own: they are typed into a batch
		short := filepath.Join(folder, fmt.Sprintf("cable-%02d.md", i+1))
		if err := os.Rename(filepath.Join(folder, name), short); err != nil {
			t.Fatal(err)
		}
		files = append(files, short)
	}
	return files
}

// A librarian is a delegate who brings papers in.
type librarian struct {
	*served.House
	t *testing.T
}

// does runs a command, with the content of a file on its input, and reads its answer.
func (l librarian) does(file, format string, args ...any) (answer map[string]any) {
	l.t.Helper()
	input := ""
	if file != "" {
		input = contentOf(l.t, file)
	}
	out := l.Does("demo.delegate", input, fmt.Sprintf(format, args...)+" --json")
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		l.t.Fatalf("%v in %s", err, out)
	}
	return answer
}

func contentOf(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// sftp does the commands of a batch with OpenSSH's sftp.
func (l librarian) sftp(commands ...string) {
	l.t.Helper()
	batch := filepath.Join(l.t.TempDir(), "batch")
	if err := os.WriteFile(batch, []byte(strings.Join(commands, "\n")+"\n"), 0o600); err != nil {
		l.t.Fatal(err)
	}
	line := l.SSH("demo.delegate", []string{"-b", batch})
	if out, err := exec.Command("sftp", line[1:]...).CombinedOutput(); err != nil {
		l.t.Fatalf("%v\n%s", err, out)
	}
}

// TestRealPapers issues thirty cables as documents of one series, half of them by SFTP,
// with a revision, an addendum and a corrigendum, and a text in eight scripts.
func TestRealPapers(t *testing.T) {
	t.Parallel()
	need(t, "ssh", "sftp")
	const papers = 30
	files := cables(t, papers)
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	l := librarian{h, t}
	var puts []string
	for _, file := range files[:papers/2] {
		puts = append(puts, "put "+file+" /drop/")
	}
	l.sftp(puts...)
	var drafts []map[string]any
	if err := json.Unmarshal([]byte(h.Does("demo.delegate", "", "doc drafts --json")), &drafts); err != nil || len(drafts) != papers/2 {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	for i := range drafts {
		n := drafts[len(drafts)-1-i]["number"] // the newest stands first
		l.does("", "doc edit %v --series ASEM/INF", n)
		l.issues(i+1, n, "--to @all")
	}
	for i, file := range files[papers/2:] {
		n := l.does(file, "doc draft --series ASEM/INF --title Cable --name %s", filepath.Base(file))["number"]
		l.issues(papers/2+i+1, n, "--to @all")
	}
	year := strings.Split(fmt.Sprint(l.newest()), "/")[2]
	if name := l.does("", "doc get inf/%s/1", year)["name"]; name != "cable-01.md" {
		t.Errorf("the first is %v", name)
	}
	l.versions(files, year)
	l.scripts()
	var listed []map[string]any
	if err := json.Unmarshal([]byte(h.Does("demo.observer", "", "docs --series INF --limit 0 --json")), &listed); err != nil || len(listed) != papers+1 {
		t.Errorf("%d documents, %v", len(listed), err)
	}
}

// issues issues a draft, which must get this serial.
func (l librarian) issues(serial int, n any, options string) {
	l.t.Helper()
	answer := l.does("", "doc issue %v %s", n, options)
	if symbol := fmt.Sprint(answer["symbol"]); !strings.HasPrefix(symbol, "ASEM/INF/") || !strings.HasSuffix(symbol, fmt.Sprintf("/%d", serial)) {
		l.t.Fatalf("the serial %d is %v", serial, answer)
	}
}

// versions gives the first cable a revision, an addendum and a corrigendum.
func (l librarian) versions(files []string, year string) {
	l.t.Helper()
	for i, kind := range []string{"rev", "add", "cor"} {
		n := l.does(files[i+1], "doc draft --title Cable")["number"]
		answer := l.does("", "doc issue %v --%s INF/%s/1", n, kind, year)
		if want := strings.ToUpper(kind) + " 1"; answer["version"] != want {
			l.t.Errorf("%v, want %s", answer, want)
		}
	}
	if out := l.Does("demo.observer", "", "doc diff INF/"+year+"/1 - REV1"); !strings.Contains(out, "compared with") {
		l.t.Errorf("%s", out)
	}
	fetched := filepath.Join(l.t.TempDir(), "fetched")
	l.sftp(fmt.Sprintf("get /series/ASEM-INF/%s/1/REV-1/document.txt %s", year, fetched), "ls /series/ASEM-INF/"+year+"/1/FIRST")
	if contentOf(l.t, fetched) != contentOf(l.t, files[1]) {
		l.t.Error("what was fetched by SFTP is not what was issued")
	}
}

// newest is the symbol of the newest document of the series.
func (l librarian) newest() any {
	l.t.Helper()
	var listed []map[string]any
	if err := json.Unmarshal([]byte(l.Does("demo.delegate", "", "docs --series INF --limit 1 --json")), &listed); err != nil || len(listed) != 1 {
		l.t.Fatalf("%v, %v", listed, err)
	}
	return listed[0]["symbol"]
}

// scripts issues the Universal Declaration of Human Rights in eight scripts, as
// languages of one version, each to be read.
func (l librarian) scripts() {
	l.t.Helper()
	archive, err := zip.OpenReader(needFile(l.t, "udhr-utf8.zip"))
	if err != nil {
		l.t.Fatal(err)
	}
	defer archive.Close()
	languages := []struct{ tag, file string }{{"en", "eng"}, {"ru", "rus"}, {"el", "ell_monotonic"}, {"ar", "arb"}, {"zh-Hans", "cmn_hans"},
		{"ja", "jpn"}, {"th", "tha"}, {"hi", "hin"}}
	var symbol any
	for _, language := range languages {
		file := filepath.Join(l.t.TempDir(), language.file+".txt")
		from, err := archive.Open("udhr2/" + language.file + ".txt")
		if err != nil {
			l.t.Fatal(err)
		}
		data, err := io.ReadAll(from)
		if err != nil {
			l.t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			l.t.Fatal(err)
		}
		n := l.does(file, "doc draft --series ASEM/INF --title UDHR --language %s --name udhr.txt", language.tag)["number"]
		if symbol == nil {
			symbol = l.does("", "doc issue %v --to @all", n)["symbol"]
		} else {
			l.does("", "doc issue %v --translation %v", n, symbol)
		}
		got := l.Does("demo.observer", "", fmt.Sprintf("doc read %v --language %s --text", symbol, language.tag))
		if want := plain.Text(string(data)); strings.TrimSpace(got) != strings.TrimSpace(want) {
			l.t.Errorf("%s: %d bytes are read of %d", language.tag, len(got), len(want))
		}
	}
	shown := l.does("", "doc show %v", symbol)
	if versions := shown["versions"].([]any); len(versions) != 1 || len(versions[0].(map[string]any)["languages"].([]any)) != len(languages) {
		l.t.Errorf("%v", shown)
	}
}

// TestLargePaper sends 40 MiB by a command and fetches them by SFTP, at once and in two
// parts, as after a line that broke.
func TestLargePaper(t *testing.T) {
	t.Parallel()
	need(t, "ssh", "sftp")
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	l := librarian{h, t}
	folder := t.TempDir()
	paper, whole, half := filepath.Join(folder, "paper.bin"), filepath.Join(folder, "whole"), filepath.Join(folder, "half")
	body := strings.Repeat("0123456789abcdef\x00", (40<<20)/17)
	if err := errors.Join(os.WriteFile(paper, []byte(body), 0o600), os.WriteFile(half, []byte(body[:15<<20]), 0o600)); err != nil {
		t.Fatal(err)
	}
	n := l.does(paper, "doc draft --series ASEM/INF --title Large --name paper.bin")["number"]
	symbol := fmt.Sprint(l.does("", "doc issue %v --to @all", n)["symbol"])
	from := "/series/ASEM-INF/" + strings.Split(symbol, "/")[2] + "/1/FIRST/paper.bin "
	l.sftp("get "+from+whole, "reget "+from+half)
	for _, file := range []string{whole, half} {
		if contentOf(t, file) != body {
			t.Errorf("%s is not what was sent", filepath.Base(file))
		}
	}
	large := filepath.Join(folder, "too-large.bin")
	if err := errors.Join(os.WriteFile(large, nil, 0o600), os.Truncate(large, 65<<20)); err != nil {
		t.Fatal(err)
	}
	answer := h.Run("demo.delegate", contentOf(t, large), "doc draft --title Larger")
	if answer.Code != 2 || !strings.Contains(answer.Err, "more than 67108864 bytes") {
		t.Errorf("65 MiB: %d, %s", answer.Code, answer.Err)
	}
}

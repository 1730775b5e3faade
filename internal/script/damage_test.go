package script

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// What stands in the folder that is damaged, to be found in its files.
const (
	rareTitle = "Quinquennial review"
	rareText  = "Sesquipedalian opinions on the review."
)

// folderWithPosts is a house in which something was posted, and that is closed.
func folderWithPosts(t *testing.T) *served.House {
	t.Helper()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	h.Does("demo.delegate", "An opinion.", "post finance --title Before")
	h.Does("demo.delegate", rareText, "post finance --title '"+rareTitle+"'")
	h.Does("demo.colleague", "Another opinion.", "post finance --title After")
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	return h
}

// TestFlippedByte flips one bit of a text, and of each place where a title stands:
// verify names the entry, and a damaged journal is served for reading only.
func TestFlippedByte(t *testing.T) {
	t.Parallel()
	h := folderWithPosts(t)
	h.Damaged()
	file := filepath.Join(h.Folder, "state.db")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, words := range []string{rareText, rareTitle} {
		for _, at := range places(whole, words) {
			flipped := bytes.Clone(whole)
			flipped[at+3] ^= 1
			if err := os.WriteFile(file, flipped, 0o600); err != nil {
				t.Fatal(err)
			}
			out, err := served.Output(nil, avs, "verify", "--data", h.Folder)
			if strings.Contains(out, "panic") || strings.Contains(out, "goroutine ") {
				t.Errorf("verify crashed:\n%s", out)
			}
			if err == nil {
				continue // in a page that is not used any more
			}
			if code := served.ExitCode(err); code != 1 || !strings.Contains(out, "The record does not hold: ") {
				t.Errorf("verify of %q at %d: exit code %d\n%s", words, at, code, out)
			}
			if entry := regexp.MustCompile(`entry \d+`).FindString(out); entry != "" {
				named[words]++
				readOnly(t, h, words == rareTitle)
			}
		}
	}
	for _, words := range []string{rareText, rareTitle} {
		if named[words] == 0 {
			t.Errorf("no entry was named for %q", words)
		}
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, h.Folder)
}

func places(file []byte, words string) (list []int) {
	for from := 0; ; {
		at := bytes.Index(file[from:], []byte(words))
		if at < 0 {
			return list
		}
		list = append(list, from+at)
		from += at + len(words)
	}
}

// readOnly serves the damaged folder: it is read, and where the journal is damaged
// nothing is written, and that is said.
func readOnly(t *testing.T, h *served.House, journal bool) {
	t.Helper()
	h.Start()
	defer func() {
		if err := h.Stop(); err != nil {
			t.Error(err)
		}
	}()
	if out := h.Does("demo.observer", "", "read 1"); !strings.Contains(out, "Helsinki Declaration") {
		t.Errorf("a reader got %q", out)
	}
	h.Screen("demo.observer", served.Look{}).Shows("AVS > Today")
	if !journal {
		if answer := h.Run("demo.observer", "", "read 3 --text"); answer.Code == 0 {
			t.Errorf("a text that does not match its digest was shown: %q", answer.Out)
		}
		return
	}
	h.Log.Has("the record is damaged: it is served for reading only")
	answer := h.Run("demo.delegate", "An opinion.", "post finance --title Now")
	if answer.Code == 0 || answer.Code == 2 || !regexp.MustCompile(`damaged|read-only|read only|reading only`).MatchString(answer.Err) {
		t.Errorf("a writer got exit code %d: %s", answer.Code, answer.Err)
	}
}

// TestTornFile cuts the file anywhere and blanks pages: there is a sentence and an
// exit code, and no crash. The folder that was whole before opens again.
func TestTornFile(t *testing.T) {
	t.Parallel()
	h := folderWithPosts(t)
	h.Damaged()
	for _, name := range []string{"state.db", "blobs.db"} {
		file := filepath.Join(h.Folder, name)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		const page = 4096
		for what, torn := range map[string][]byte{
			"empty": {}, "one byte": whole[:1], "half a page": whole[:page/2], "one page": whole[:page], "two pages": whole[:2*page],
			"half": whole[:len(whole)/2], "all but a byte": whole[:len(whole)-1], "a page blank": blank(whole, 2*page, page),
			"heads blank": blank(whole, 0, 2*page), "all blank": blank(whole, 0, len(whole)), "nonsense": []byte("This is a letter, and no file of bbolt.\n"),
		} {
			if err := os.WriteFile(file, torn, 0o600); err != nil {
				t.Fatal(err)
			}
			t.Run(name+" "+what, func(t *testing.T) { tellsOfTear(t, h) })
		}
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustVerify(t, h.Folder)
}

func blank(whole []byte, from, n int) []byte {
	torn := bytes.Clone(whole)
	clear(torn[from:min(from+n, len(torn))])
	return torn
}

// tellsOfTear has the folder verified and served. Neither may crash, and serving
// comes as far as its address, which is none, only where verifying finds nothing or
// it says that it serves for reading only.
func tellsOfTear(t *testing.T, h *served.House) {
	before := snapshot(t, h.Folder)
	out, err := served.Output(nil, avs, "verify", "--data", h.Folder)
	holds := err == nil
	if code := served.ExitCode(err); !holds && (code != 1 || !sentence(out)) {
		t.Errorf("verify: exit code %d\n%s", code, out)
	}
	if after := snapshot(t, h.Folder); after != before {
		t.Errorf("verify changed the folder: %s, before %s", after, before)
	}
	out, err = served.Output([]string{"AVS_LISTEN=256.0.0.1:0"}, avs, "serve", "--data", h.Folder, "--keys", h.Keys)
	listened := strings.Contains(out, "Cannot listen")
	if code := served.ExitCode(err); code != 1 || !sentence(out) || listened && !holds && !strings.Contains(out, "for reading only") {
		t.Errorf("serve: exit code %d\n%s", code, out)
	}
}

// sentence says whether a program ended with a sentence, and not with a crash.
func sentence(out string) bool {
	return !strings.Contains(out, "goroutine ") && regexp.MustCompile(`(?m)^avs: .+\.$`).MatchString(out)
}

// snapshot is the sizes of the files in a folder.
func snapshot(t *testing.T, folder string) string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		info, err := e.Info()
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %d\n", e.Name(), info.Size())
	}
	return b.String()
}

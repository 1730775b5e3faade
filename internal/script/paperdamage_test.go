package script

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestFullDiskUnderDocuments fills the disk in the middle of files that come by command
// and by SFTP: there is a sentence, nothing half is kept, and when there is room again
// the same file is taken.
func TestFullDiskUnderDocuments(t *testing.T) {
	t.Parallel()
	need(t, "sftp")
	disk := mount(t, "150m")
	h := served.New(t, served.Options{TOML: freely, Avs: avs, Folder: filepath.Join(disk, "data")})
	h.Start()
	big := strings.Repeat("A line that takes its place on the disk.\n", 500_000) // 20 MB, twice: received, then kept
	file := filepath.Join(t.TempDir(), "big.txt")
	if err := os.WriteFile(file, []byte(big), 0o600); err != nil {
		t.Fatal(err)
	}
	fill(t, disk)
	for range 2 {
		answer := h.Run("demo.delegate", big, "doc draft --series SOM --title Big --name big.txt")
		if answer.Code != 1 || !strings.Contains(answer.Err, "There is no room left on the disk") {
			t.Errorf("exit code %d: %s", answer.Code, answer.Err)
		}
		out, err := upload(t, h, file)
		if err == nil || !strings.Contains(out, "There is no room left on the disk") && !strings.Contains(out, "Failure") {
			t.Errorf("%v: %s", err, out)
		}
	}
	if out := h.Does("demo.delegate", "", "doc drafts --json"); out != "[]\n" {
		t.Errorf("something is kept: %s", out)
	}
	if err := os.Remove(filepath.Join(disk, filler)); err != nil {
		t.Fatal(err)
	}
	n := numberIn(t, h.Does("demo.delegate", big, "doc draft --series SOM --title Big --name other.txt --json"))
	if out := h.Does("demo.delegate", "", fmt.Sprintf("doc get %d", n)); out != big {
		t.Errorf("%d bytes came back of %d", len(out), len(big))
	}
	if out, err := upload(t, h, file); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	out, err := served.Output(nil, avs, "verify", "--data", h.Folder)
	if err != nil || !strings.Contains(out, "0 bodies that nothing names") {
		t.Errorf("%v: %s", err, out)
	}
}

// upload puts a file into the drop.
func upload(t *testing.T, h *served.House, file string) (string, error) {
	t.Helper()
	batch := filepath.Join(t.TempDir(), "batch")
	if err := os.WriteFile(batch, []byte("put "+file+" /drop/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("sftp", h.SSH("demo.delegate", []string{"-b", batch})[1:]...).CombinedOutput()
	return string(out), err
}

// TestFlippedByteInADocument: verify names the file and the symbol; nobody is given wrong
// bytes for right ones, by any face; other documents go on.
func TestFlippedByteInADocument(t *testing.T) {
	t.Parallel()
	need(t, "sftp")
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	rare := "ZXQ rare words of a document. "
	issue := func(title, text string) string {
		n := numberIn(t, h.Does("demo.delegate", text, "doc draft --series SOM --title "+title+" --name "+title+".txt --json"))
		h.Does("demo.delegate", "", fmt.Sprintf("doc issue %d --to @all", n))
		return symbolOf(t, h, n)
	}
	damaged := issue("Damaged", strings.Repeat("Line.\n", 30_000)+rare+strings.Repeat("Line.\n", 30_000))
	whole := issue("Whole", "Whole words.")
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	h.Damaged()
	file := filepath.Join(h.Folder, "blobs.db")
	bytesOf, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(bytesOf)
	for _, at := range places(bytesOf, rare) {
		flipped[at+4] ^= 1
	}
	if err := os.WriteFile(file, flipped, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := served.Output(nil, avs, "verify", "--data", h.Folder)
	if served.ExitCode(err) != 1 || !strings.Contains(out, "\"Damaged.txt\" of "+damaged) || strings.Contains(out, "Whole.txt") {
		t.Errorf("verify: %v\n%s", err, out)
	}
	h.Start()
	for _, line := range []string{"doc get ", "doc read "} {
		answer := h.Run("demo.colleague", "", line+damaged)
		if answer.Code == 0 || !strings.Contains(answer.Err, "damaged on the disk of the server") {
			t.Errorf("%s: exit code %d, %d bytes: %s", line, answer.Code, len(answer.Out), answer.Err)
		}
	}
	into := t.TempDir()
	batch := filepath.Join(into, "batch")
	year := strings.Split(damaged, "/")[2]
	if err := os.WriteFile(batch, []byte("lcd "+into+"\nget /series/ASEM-SOM/"+year+"/1/FIRST/Damaged.txt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("sftp", h.SSH("demo.colleague", []string{"-b", batch})[1:]...).CombinedOutput(); err == nil {
		t.Errorf("sftp fetched it: %s", out)
	}
	if out := h.Does("demo.colleague", "", "doc get "+whole); out != "Whole words." {
		t.Errorf("%q", out)
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
}

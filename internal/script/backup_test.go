package script

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestBackupUnderWriters backs up, by the operator and over ssh, while posts come, files
// are uploaded and redacted, and restores each backup: it holds, and has whatever was
// answered before it was begun.
func TestBackupUnderWriters(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	past := &history{answered: map[string]int{}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	over := make(chan struct{})
	wait := write(ctx, h, 16, past, func() bool { return closed(over) })
	files := make(chan struct{})
	go func() {
		defer close(files)
		for i := 0; !closed(over) && ctx.Err() == nil; i++ {
			client, err := h.Dial("demo.delegate", served.Way{})
			if err != nil {
				return // the server goes; the test sees that elsewhere
			}
			for j := range 20 {
				text := strings.Repeat(fmt.Sprintf("A file of its own, %d %d.\n", i, j), 8000)
				answer, err := served.Do(client, strings.NewReader(text), "doc draft --series ASEM/SOM --title File --json")
				if err == nil && answer.Code == 0 && j%2 == 0 {
					_, err = served.Do(client, nil, fmt.Sprintf("doc discard %d", numberIn(t, answer.Out)))
				}
				if err != nil {
					break
				}
			}
			_ = client.Close() // nothing more is asked of it
		}
	}()
	folder := t.TempDir()
	for round := range 6 {
		awaitPosts(t, past, 40)
		before := past.count()
		file := filepath.Join(folder, fmt.Sprintf("%d.backup", round))
		if round%2 == 0 {
			operate(t, "backup", file, "--data", h.Folder, "--keys", h.Keys)
		} else if err := os.WriteFile(file, []byte(h.Does("demo.secretariat", "", "backup")), 0o600); err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(folder, fmt.Sprint(round))
		operate(t, "restore", file, "--data", restored)
		out, err := served.Output(nil, avs, "verify", "--data", restored)
		var entries int
		if _, scanned := fmt.Sscanf(out[strings.Index(out, "\n")+1:], "%d entries", &entries); err != nil || scanned != nil || entries < before {
			t.Errorf("round %d: %d posts were answered before, and there are %d entries: %v\n%s", round, before, entries, err, out)
		}
	}
	close(over)
	wait()
	<-files
	past.check(t, h)
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}

// operate does an operator's command.
func operate(t *testing.T, words ...string) {
	t.Helper()
	if out, err := served.Output(nil, append([]string{avs}, words...)...); err != nil {
		t.Fatalf("avs %s: %v\n%s", strings.Join(words, " "), err, out)
	}
}

// TestBackupCutShort kills the server, and then the operator's command, in the middle of
// a backup: there is no file that seems to be one, and both go on as if it had not been.
func TestBackupCutShort(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	text := strings.Repeat("It fills a file, and cannot be packed well: ", 4) + strings.Repeat("0123456789", 300_000)
	for range 8 {
		h.Does("demo.delegate", text, "doc draft --series ASEM/SOM --title Large")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "cut.backup")
	for name, kill := range map[string]func(*exec.Cmd){
		"the server":  func(*exec.Cmd) { h.Kill(); h.Start() },
		"the command": func(c *exec.Cmd) { _ = c.Process.Kill() }, // fails where it has ended
	} {
		c := exec.Command(avs, "backup", file, "--data", h.Folder, "--keys", h.Keys)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		await(t, "the backup to begin", func() bool {
			names, err := os.ReadDir(folder)
			return err == nil && len(names) > 0
		})
		kill(c)
		if err := c.Wait(); err == nil {
			operate(t, "restore", file, "--data", filepath.Join(folder, "whole")) // it was quicker
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s was killed, and the file is there", name)
		}
		h.Does("demo.delegate", "Text.", "post finance --title 'As before'")
	}
	operate(t, "backup", file, "--data", h.Folder, "--keys", h.Keys)
	operate(t, "restore", file, "--data", filepath.Join(folder, "last"))
}

// TestBackupOnFullDisks is refused with what to do, and leaves nothing.
func TestBackupOnFullDisks(t *testing.T) {
	t.Parallel()
	disk, small := mount(t, "30m"), mount(t, "100k")
	h := served.New(t, served.Options{TOML: freely, Avs: avs, Folder: filepath.Join(disk, "data")})
	h.Start()
	for i := range 4 {
		h.Does("demo.delegate", noise(i, 200_000), "doc draft --series ASEM/SOM --title Large")
	}
	refused := func(says string, words ...string) {
		t.Helper()
		out, err := served.Output(nil, append([]string{avs}, words...)...)
		if served.ExitCode(err) != 1 || !strings.Contains(out, says) {
			t.Errorf("avs %s: %v\n%s", strings.Join(words, " "), err, out)
		}
	}
	file := filepath.Join(t.TempDir(), "a.backup")
	refused("A backup may take", "backup", file, "--data", h.Folder, "--keys", h.Keys) // beside the data there is no room
	if answer := h.Run("demo.secretariat", "", "backup"); answer.Code != 1 || answer.Out != "" || !strings.Contains(answer.Err, "Make room first") {
		t.Errorf("%d %s", answer.Code, answer.Err)
	}
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	refused("no space left", "backup", filepath.Join(small, "b.backup"), "--data", h.Folder, "--keys", h.Keys)
	operate(t, "backup", file, "--data", h.Folder, "--keys", h.Keys)
	refused("the disk has", "restore", file, "--data", filepath.Join(small, "restored"))
	for _, folder := range []string{small, filepath.Dir(file)} {
		names, err := os.ReadDir(folder)
		if err != nil || len(names) > 1 || len(names) == 1 && names[0].Name() != filepath.Base(file) {
			t.Errorf("%s has %v, %v", folder, names, err)
		}
	}
	mustVerify(t, h.Folder)
}

// noise is a text that cannot be packed well.
func noise(seed, length int) string {
	var b strings.Builder
	for x := uint64(seed) + 1; b.Len() < length; x = x*6364136223846793005 + 1442695040888963407 {
		fmt.Fprintf(&b, "%x", x)
	}
	return b.String()
}

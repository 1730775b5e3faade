package script

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestSyncFails lets fdatasync fail under 32 writers, from the first call or from
// the second one of a thread on, which may be that of bbolt's head: the server says
// so and ends with 1, a restart is clean, and no answered post is lost.
func TestSyncFails(t *testing.T) {
	t.Parallel()
	need(t, "strace")
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	past := &history{answered: map[string]int{}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	over := make(chan struct{})
	wait := write(ctx, h, 32, past, func() bool { return closed(over) })
	for _, from := range []string{"1+", "2+", "1+", "3+"} {
		awaitPosts(t, past, 50)
		breakSync(t, h.Child().PID(), from)
		err := h.Wait()
		if code := served.ExitCode(err); code != 1 {
			t.Errorf("the server ended with %d: %v", code, err)
		}
		h.Log.Has("avs: The disk failed while something was being written")
		mustVerify(t, h.Folder)
		h.Start()
	}
	close(over)
	wait()
	past.check(t, h)
	if n := h.Log.Count("avs: The disk failed"); n != 4 {
		t.Errorf("it was said %d times", n)
	}
}

// breakSync makes every fdatasync of a process fail with EIO, from the given call
// of each thread on, and returns once it does.
func breakSync(t *testing.T, pid int, from string) {
	t.Helper()
	said := new(lockedBuffer)
	strace := exec.Command("strace", "-f", "-p", strconv.Itoa(pid), "-o", filepath.Join(t.TempDir(), "trace"),
		"-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when="+from)
	strace.Stderr = said
	if err := strace.Start(); err != nil {
		t.Skipf("strace does not start: %v", err)
	}
	ended := make(chan struct{})
	go func() { // ends with the process that is traced
		_ = strace.Wait() // it ends as what it traces does
		close(ended)
	}()
	t.Cleanup(func() { <-ended })
	await(t, "strace to attach", func() bool { return strings.Contains(said.String(), "attached") || closed(ended) })
	if closed(ended) {
		t.Skipf("strace may not look here: %s", said)
	}
}

// TestFullDisk fills a small disk: writing is refused with a sentence, reading goes
// on, and once there is room again so does writing, without a restart.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	disk := mount(t, "6m")
	h := served.New(t, served.Options{TOML: freely, Avs: avs, Folder: filepath.Join(disk, "data")})
	h.Start()
	screen := h.Screen("demo.contact", served.Look{})
	screen.Shows("AVS > Today")
	text := strings.Repeat("A line that takes its place on the disk.\n", 1000)
	past := &history{answered: map[string]int{}}
	for round := range 3 {
		if round > 0 { // the first time the posts themselves fill it
			fill(t, disk)
		}
		refused := 0
		for refused < 3 {
			answer := h.Run("demo.delegate", text, "post finance --title Full")
			if answer.Code == 0 {
				continue
			}
			refused++
			if answer.Code != 1 || !strings.Contains(answer.Err, "There is no room left on the disk") {
				t.Fatalf("round %d: exit code %d: %s", round, answer.Code, answer.Err)
			}
		}
		if out := h.Does("demo.observer", "", "read 1"); !strings.Contains(out, "Helsinki Declaration") {
			t.Errorf("a reader got %q", out)
		}
		if out := h.Does("demo.observer", "", "topics finance --json"); !strings.HasPrefix(out, "[{") {
			t.Errorf("a reader got %q", out)
		}
		screen.Type("\x0c") // still drawn
		screen.Shows("AVS > Today")
		makeRoom(t, disk)
		token := "room-" + strconv.Itoa(round)
		answer := h.Run("demo.delegate", textOf(token), "post finance --title "+token+" --id "+token+" --json")
		if answer.Code != 0 {
			t.Fatalf("round %d: after room was made: exit code %d: %s", round, answer.Code, answer.Err)
		}
		past.note(token, numberIn(t, answer.Out))
	}
	past.checkTexts(t, h)
	screen.Close()
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}

const filler = "filler"

// fill takes all the room that is left.
func fill(t *testing.T, disk string) {
	t.Helper()
	file, err := os.Create(filepath.Join(disk, filler))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for block := make([]byte, 64<<10); len(block) > 0; {
		n, err := file.Write(block)
		if err != nil {
			block = block[:(len(block)-n)/2]
		}
	}
}

func makeRoom(t *testing.T, disk string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(disk, filler)); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT, "size=32m"); err != nil {
		t.Fatal(err)
	}
}

// mount makes a small disk in memory, or skips the test.
func mount(t *testing.T, size string) string {
	t.Helper()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("no small disk can be made here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(disk, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return disk
}

// lockedBuffer is a buffer that may be read while it is written.
type lockedBuffer struct {
	mu   sync.Mutex // guards text
	text bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

package sftpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/sshd"
)

var large = pattern{7, 40 << 20}

var largeDigest = sync.OnceValue(large.digest)

const largePath = "/series/ASEM-SOM/2006/7/FIRST/large paper.bin"

// A watched content knows where it was read, and may stop at a place until it is let go.
type watched struct {
	pattern
	lowest  atomic.Int64
	stopAt  int64 // 0 for nowhere
	stopped chan struct{}
	letGo   chan struct{}
	once    sync.Once
}

func (w *watched) ReadAt(p []byte, off int64) (int, error) {
	for low := w.lowest.Load(); off < low && !w.lowest.CompareAndSwap(low, off); low = w.lowest.Load() {
	}
	if w.stopAt > 0 && off >= w.stopAt {
		w.once.Do(func() { close(w.stopped) })
		<-w.letGo
	}
	return w.pattern.ReadAt(p, off)
}

func watch(stopAt int64) *watched {
	w := &watched{pattern: large, stopAt: stopAt, stopped: make(chan struct{}), letGo: make(chan struct{})}
	w.lowest.Store(large.size)
	return w
}

// withLarge is a library with a file of 40 MiB, which the test may replace by content.
func withLarge() *fakeLibrary {
	l := newLibrary()
	f := File{Name: "large paper.bin", Bytes: large.size, Digest: largeDigest(), Key: "large"}
	l.contents["large"] = large
	l.issue("ASEM/SOM", 2006, "7", "economic", "A large paper", Version{Label: "-", At: epoch, Files: []File{f}})
	return l
}

func (l *fakeLibrary) replace(c Content) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.contents["large"] = c
}

// wantLarge compares a file of the client's.
func (h *house) wantLarge(name string) {
	h.t.Helper()
	f, err := os.Open(filepath.Join(h.folder, name))
	must(h.t, err)
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	must(h.t, err)
	if hex.EncodeToString(sum.Sum(nil)) != largeDigest() {
		h.t.Errorf("another file of %d bytes has come", n)
	}
}

func TestClientsFetch(t *testing.T) {
	for _, c := range clients() {
		t.Run(c.name, func(t *testing.T) {
			h := openHouse(t, withLarge(), nil)
			h.does(c.script(h, fmt.Sprintf(c.get, largePath, "got")))
			h.wantLarge("got")
		})
	}
	t.Run("scp", func(t *testing.T) {
		h := openHouse(t, withLarge(), nil)
		h.does(h.program("scp", append(h.options(), "-s", "-P", h.port, "anybody@"+h.address+":"+largePath, "got")...))
		h.wantLarge("got")
	})
	t.Run("rclone", func(t *testing.T) {
		h := openHouse(t, withLarge(), nil)
		h.does(h.rclone("copyto", h.remote(largePath), "got"))
		h.wantLarge("got")
	})
}

// TestClientsResume kills a client in the middle of a download and has it go on.
func TestClientsResume(t *testing.T) {
	for _, c := range clients() {
		t.Run(c.name, func(t *testing.T) {
			h := openHouse(t, withLarge(), nil)
			h.interrupted(c.script(h, fmt.Sprintf(c.get, largePath, "got")), "got")
			h.resumed(c.script(h, fmt.Sprintf(c.resume, largePath, "got")))
		})
	}
}

// interrupted kills the client when some of the file has come and no more comes.
func (h *house) interrupted(cmd *exec.Cmd, name string) {
	h.t.Helper()
	w := watch(20 << 20)
	h.library.replace(w)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = &out, &out, patience
	must(h.t, cmd.Start())
	select {
	case <-w.stopped:
	case <-time.After(patience):
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		h.t.Fatalf("the download does not get there:\n%s", out.String())
	}
	waitFor(h.t, "some of it to come", func() bool {
		info, err := os.Stat(filepath.Join(h.folder, name))
		return err == nil && info.Size() > 1<<20
	})
	must(h.t, cmd.Process.Kill())
	close(w.letGo)
	_ = cmd.Wait() // it was killed
}

func (h *house) resumed(cmd *exec.Cmd) {
	h.t.Helper()
	w := watch(0)
	h.library.replace(w)
	h.does(cmd)
	h.wantLarge("got")
	if low := w.lowest.Load(); low < 1<<20 {
		h.t.Errorf("it was read again from %d", low)
	}
}

func TestClientsUpload(t *testing.T) {
	for _, c := range clients() {
		t.Run(c.name, func(t *testing.T) {
			h := openHouse(t, newLibrary(), nil)
			h.keep("mine.bin")
			h.does(c.script(h, fmt.Sprintf(c.put, "mine.bin", "/drop/mine.bin")))
			h.wantDropped("mine.bin")
			h.fails(c.script(h, fmt.Sprintf(c.put, "mine.bin", "/drop/mine.bin")), "already")
			h.fails(c.script(h, fmt.Sprintf(c.remove, "/drop/mine.bin")), "A draft is not renamed or removed here.")
		})
	}
	t.Run("scp", func(t *testing.T) {
		h := openHouse(t, newLibrary(), nil)
		h.keep("mine.bin")
		out := h.does(h.program("scp", append(h.options(), "-s", "-p", "-P", h.port, "mine.bin", "anybody@"+h.address+":/drop/")...))
		h.wantDropped("mine.bin")
		if !strings.Contains(out, "mine.bin is your draft #41.") {
			t.Errorf("it says %q", out)
		}
	})
	t.Run("rclone", func(t *testing.T) {
		h := openHouse(t, newLibrary(), nil)
		h.keep("mine.bin")
		h.does(h.rclone("copy", "mine.bin", h.remote("/drop")))
		h.wantDropped("mine.bin")
	})
}

var mine = pattern{8, 9<<20 + 1}

// keep lays a file into the client's folder.
func (h *house) keep(name string) {
	h.t.Helper()
	f, err := os.Create(filepath.Join(h.folder, name))
	must(h.t, err)
	_, err = io.Copy(f, mine.reader())
	must(h.t, errors.Join(err, f.Close()))
}

func (h *house) wantDropped(name string) {
	h.t.Helper()
	if d := h.library.draft(h.t, name); d.Digest != mine.digest() {
		h.t.Errorf("another file of %d bytes is a draft", d.Bytes)
	}
}

// TestClientsAreRefused: what cannot be done is said to fail, with its reason where
// the client shows it.
func TestClientsAreRefused(t *testing.T) {
	for _, c := range clients() {
		t.Run(c.name, func(t *testing.T) {
			h := openHouse(t, withLarge(), nil)
			must(t, os.WriteFile(filepath.Join(h.folder, "mine.txt"), []byte("mine"), 0o600))
			h.fails(c.script(h, fmt.Sprintf(c.put, "mine.txt", "/series/mine.txt")), "Put new files into /drop.")
			h.fails(c.script(h, fmt.Sprintf(c.remove, "/README.txt")), "The library is only read")
			h.fails(c.script(h, fmt.Sprintf(c.mkdir, "/drop/folder")), "files and no folders")
			for _, p := range []string{"/etc/passwd", "/../../etc/passwd", "/series/../../etc/passwd"} {
				h.fails(c.script(h, fmt.Sprintf(c.get, p, "got")))
			}
			if _, err := os.Stat(filepath.Join(h.folder, "got")); err == nil {
				if info, _ := os.Stat(filepath.Join(h.folder, "got")); info.Size() > 0 {
					t.Error("something came")
				}
			}
			h.library.wantNoDraft(t)
		})
	}
}

// TestClientsCopyTrees copies everything there is.
func TestClientsCopyTrees(t *testing.T) {
	for name, script := range map[string]func(h *house) *exec.Cmd{
		"sftp":   func(h *house) *exec.Cmd { return h.sftp("get -rp /series copy") },
		"psftp":  func(h *house) *exec.Cmd { return h.psftp("get -r /series copy") },
		"lftp":   func(h *house) *exec.Cmd { return h.lftp("mirror /series copy") },
		"rclone": func(h *house) *exec.Cmd { return h.rclone("copy", h.remote("/series"), "copy") },
	} {
		t.Run(name, func(t *testing.T) {
			h := openHouse(t, newLibrary(), nil)
			h.does(script(h))
			for path, want := range map[string]int64{"12/FIRST/paper.txt": 100, "12/REV-1/paper.txt": 200_000} {
				info, err := os.Stat(filepath.Join(h.folder, "copy/ASEM-SOM/2006", path))
				if err != nil || info.Size() != want {
					t.Errorf("%s: %v", path, err)
				}
			}
			if sum, err := exec.LookPath("sha256sum"); err == nil {
				check := exec.CommandContext(t.Context(), sum, "-c", "SHA256SUMS")
				check.Dir = filepath.Join(h.folder, "copy/ASEM-SOM/2006/12/REV-1")
				if out, err := check.CombinedOutput(); err != nil {
					t.Errorf("%v: %s", err, out)
				}
			}
		})
	}
}

func (h *house) rclone(args ...string) *exec.Cmd {
	cmd := h.program("rclone", append([]string{"--config", "/dev/null", "--retries", "1", "--low-level-retries", "1"}, args...)...)
	cmd.Env = append(cmd.Env, "RCLONE_CONFIG_AVS_TYPE=sftp", "RCLONE_CONFIG_AVS_HOST="+h.address, "RCLONE_CONFIG_AVS_PORT="+h.port, "RCLONE_CONFIG_AVS_USER=anybody",
		"RCLONE_CONFIG_AVS_KEY_FILE="+h.keyFile, "RCLONE_CONFIG_AVS_KNOWN_HOSTS_FILE="+h.known, "RCLONE_CONFIG_AVS_SHELL_TYPE=none", "RCLONE_CONFIG_AVS_DISABLE_HASHCHECK=true")
	return cmd
}

func (h *house) remote(path string) string { return "avs:" + path }

// TestMount mounts the tree by sshfs, where this machine lets one mount.
func TestMount(t *testing.T) {
	h := openHouse(t, withLarge(), nil)
	if _, err := exec.LookPath("fusermount3"); err != nil {
		t.Skip("fusermount3 is not installed here")
	}
	mounted := t.TempDir()
	args := []string{"anybody@" + h.address + ":/", mounted, "-p", h.port}
	for i, o := range h.options()[2:] { // -F has no -o
		if i%2 == 1 {
			args = append(args, "-o", o)
		}
	}
	if out, err := h.program("sshfs", args...).CombinedOutput(); err != nil {
		t.Skipf("sshfs cannot mount here: %v: %s", err, out)
	}
	defer func() {
		if out, err := exec.Command("fusermount3", "-u", mounted).CombinedOutput(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	}()
	f, err := os.Open(filepath.Join(mounted, largePath))
	must(t, err)
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	must(t, errors.Join(err, f.Close()))
	if hex.EncodeToString(sum.Sum(nil)) != largeDigest() {
		t.Error("another file has come")
	}
	if err := os.WriteFile(filepath.Join(mounted, "series/x"), []byte("x"), 0o600); err == nil {
		t.Error("something was written into the library")
	}
	must(t, os.WriteFile(filepath.Join(mounted, "drop/mine.txt"), []byte("mine"), 0o600))
	waitFor(t, "the draft", func() bool {
		h.library.mu.Lock()
		defer h.library.mu.Unlock()
		return len(h.library.drafts) == 1
	})
}

// TestRevokedWhileDownloading revokes the key in the middle: no more comes.
func TestRevokedWhileDownloading(t *testing.T) {
	h := openHouse(t, withLarge(), func(c *sshd.Config) { c.Limits.Parting = 100 * time.Millisecond })
	w := watch(1 << 20)
	h.library.replace(w)
	cmd := h.sftp(fmt.Sprintf("get '%s' got", largePath))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	must(t, cmd.Start())
	<-w.stopped
	if n := h.CloseCredential(gossh.FingerprintSHA256(h.key.PublicKey()), "This key was revoked."); n != 1 {
		t.Errorf("%d connections closed", n)
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(out.String(), "This key was revoked.") {
		t.Errorf("the client ends with %v:\n%s", err, out.String())
	}
	close(w.letGo)
	if info, err := os.Stat(filepath.Join(h.folder, "got")); err == nil && info.Size() > 4<<20 {
		t.Errorf("%d bytes came", info.Size())
	}
}

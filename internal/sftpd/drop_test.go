package sftpd

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"asem.internal/avs/internal/fault"
)

func TestUpload(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	paper := pattern{9, 300_000}
	must(t, v.put("/drop/paper.txt", paper.reader()))
	if d := l.draft(t, "paper.txt"); d.Digest != paper.digest() {
		t.Errorf("another file has come, of %d bytes", d.Bytes)
	}
	must(t, v.Chmod("/drop/paper.txt", 0o600)) // as every client does
	must(t, v.Chtimes("/drop/paper.txt", epoch, epoch))
	info, err := v.Stat("/drop/paper.txt")
	must(t, err)
	if info.Size() != paper.size || v.names("/drop") != "paper.txt" {
		t.Errorf("%d bytes in %q", info.Size(), v.names("/drop"))
	}
	if got := v.read("/drop/paper.txt"); int64(len(got)) != paper.size {
		t.Errorf("%d bytes come back", len(got))
	}
	if !strings.Contains(v.said.String(), "paper.txt is your draft #41.") {
		t.Errorf("it says %q", v.said)
	}
	must(t, v.ends())
}

// TestUploadOutOfOrder writes from the end to the beginning.
func TestUploadOutOfOrder(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	f, err := v.Create("/drop/paper.txt")
	must(t, err)
	paper := pattern{3, 10_000}
	for off := int64(9000); off >= 0; off -= 1000 {
		part := make([]byte, 1000)
		_, _ = paper.ReadAt(part, off)
		_, err := f.WriteAt(part, off)
		must(t, err)
	}
	back := make([]byte, 500)
	if n, err := f.ReadAt(back, 700); n != 500 || err != nil {
		t.Errorf("reading back: %d, %v", n, err)
	}
	must(t, f.Close())
	if d := l.draft(t, "paper.txt"); d.Digest != paper.digest() {
		t.Error("another file has come")
	}
}

// TestUploadWithHoles closes a file of which a part never came.
func TestUploadWithHoles(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	f, err := v.Create("/drop/paper.txt")
	must(t, err)
	_, err = f.WriteAt([]byte("the end"), 1000)
	must(t, err)
	wantStatus(t, f.Close(), failureStatus, "never came")
	f, err = v.Create("/drop/paper.txt")
	must(t, err)
	must(t, f.Truncate(100)) // announces how long it will be
	_, err = f.WriteAt([]byte("the beginning"), 0)
	must(t, err)
	wantStatus(t, f.Close(), failureStatus, "never came")
	l.wantNoDraft(t)
	if got := v.names("/drop"); got != "" {
		t.Errorf("/drop holds %q", got)
	}
	must(t, v.ends())
}

// TestInterruptedUpload hangs up in the middle, with and without a word.
func TestInterruptedUpload(t *testing.T) {
	for name, interrupt := range map[string]func(*visit) error{
		"hung up":   func(v *visit) error { return v.ends() },
		"cancelled": func(v *visit) error { v.cancel(fault.New(fault.Refused, "This key was revoked.")); return v.wait() },
	} {
		t.Run(name, func(t *testing.T) {
			l := newLibrary()
			v := open(t, l, nil)
			f, err := v.Create("/drop/paper.txt")
			must(t, err)
			_, err = f.Write(make([]byte, 100_000))
			must(t, err)
			if held := v.spool.held(); held != 100_000 {
				t.Errorf("%d bytes in the spool", held)
			}
			if err := interrupt(v); err == nil {
				t.Error("it ends as if all were well")
			}
			l.wantNoDraft(t)
		})
	}
}

func TestResumedUpload(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	must(t, v.put("/drop/paper.txt", strings.NewReader("the first half")))
	for _, flags := range []int{os.O_WRONLY | os.O_CREATE, os.O_WRONLY, os.O_RDWR | os.O_CREATE | os.O_TRUNC} {
		_, err := v.OpenFile("/drop/PAPER.txt", flags)
		wantStatus(t, err, deniedStatus, "not written over or continued")
	}
	_, err := v.OpenFile("/drop/another.txt", os.O_WRONLY|os.O_CREATE|os.O_APPEND)
	wantStatus(t, err, deniedStatus, "sent whole")
	_, err = v.OpenFile("/drop/another.txt", os.O_WRONLY)
	wantStatus(t, err, absentStatus, "")
	if !strings.Contains(v.said.String(), "Send the whole file under another name.") {
		t.Errorf("it says %q", v.said)
	}
}

// TestHeldUploads: a name of a client's own sign is held until it is renamed.
func TestHeldUploads(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	must(t, v.put("/drop/a.txt.filepart", strings.NewReader("half of")))
	l.wantNoDraft(t)
	if got := v.names("/drop"); got != "a.txt.filepart" {
		t.Errorf("/drop holds %q", got)
	}
	_, err := v.Open("/drop/a.txt.filepart")
	wantStatus(t, err, failureStatus, "on its way in")
	f, err := v.OpenFile("/drop/a.txt.filepart", os.O_WRONLY|os.O_CREATE) // goes on in the same session
	must(t, err)
	wantStatus(t, v.Rename("/drop/a.txt.filepart", "/drop/a.txt"), failureStatus, "on its way in")
	wantStatus(t, v.Remove("/drop/a.txt.filepart"), failureStatus, "on its way in")
	_, err = v.OpenFile("/drop/a.txt.filepart", os.O_WRONLY|os.O_CREATE)
	wantStatus(t, err, failureStatus, "on its way in")
	_, err = f.WriteAt([]byte(" it"), 7)
	must(t, err)
	must(t, f.Close())
	wantStatus(t, v.Rename("/drop/a.txt.filepart", "/drop/a/b"), deniedStatus, "only read")
	wantStatus(t, v.Rename("/drop/a.txt.filepart", "/drop/-a.txt"), failureStatus, `Call it \"_a.txt\"`)
	must(t, v.Rename("/drop/a.txt.filepart", "/drop/a.txt"))
	if d := l.draft(t, "a.txt"); d.Bytes != 10 {
		t.Errorf("%d bytes", d.Bytes)
	}
	wantStatus(t, v.Rename("/drop/a.txt", "/drop/b.txt"), deniedStatus, "not renamed or removed")
	wantStatus(t, v.Remove("/drop/a.txt"), deniedStatus, "not renamed or removed")
	wantStatus(t, v.Rename("/drop/c.txt", "/drop/b.txt"), absentStatus, "")
	must(t, v.put("/drop/b.partial", strings.NewReader("x")))
	must(t, v.Remove("/drop/b.partial"))
	must(t, v.put("/drop/empty.txt", strings.NewReader(""))) // as some clients do before they write
	if !strings.Contains(v.said.String(), "empty.txt is empty") {
		t.Errorf("it says %q", v.said)
	}
	must(t, v.put("/drop/empty.txt", strings.NewReader("not any more")))
	if d := l.draft(t, "empty.txt"); d.Bytes != 12 {
		t.Errorf("%d bytes", d.Bytes)
	}
	must(t, v.put("/drop/left.part", strings.NewReader("goes with the session")))
	must(t, v.ends())
	if len(l.drafts) != 2 {
		t.Errorf("%d drafts", len(l.drafts))
	}
}

// TestReadOnly tries everything that changes something, everywhere.
func TestReadOnly(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	const there = "/series/ASEM-SOM/2006/12/FIRST/paper.txt"
	for _, p := range []string{"/x", there, there + "/x", "/series/x", "/README.txt", "/drop", "/drop/x/y", "/", "/../etc/passwd", "/drop/../README.txt"} {
		_, err := v.Create(p)
		wantStatus(t, err, deniedStatus, "Put new files into /drop.")
		wantStatus(t, v.Mkdir(p), deniedStatus, "only read")
		wantStatus(t, v.Rename(p, "/drop/x"), deniedStatus, "only read")
		wantStatus(t, v.Chmod(p, 0o777), deniedStatus, "only read")
		wantStatus(t, v.Truncate(p, 0), deniedStatus, "only read")
		wantStatus(t, v.Symlink("/etc/passwd", p), deniedStatus, "only read")
		wantStatus(t, v.Symlink(p, "/drop/x"), deniedStatus, "only read")
		raw := rawClient{t, begin(t, l, nil).end}
		raw.start()
		for _, request := range []string{ssh(p), ssh(p) + u32(0)} {
			for _, kind := range []byte{13, 15} { // remove, rmdir
				if answer, rest := raw.ask(kind, 1, request); answer != 101 || rest[:4] != u32(deniedStatus) {
					t.Errorf("%d on %q: %d %q", kind, p, answer, rest)
				}
			}
		}
		// An extension that is not offered.
		if answer, rest := raw.ask(200, 1, ssh("hardlink@openssh.com")+ssh(p)+ssh("/drop/x")); answer != 101 || rest[:4] != u32(deniedStatus) {
			t.Errorf("a hard link: %d %q", answer, rest)
		}
		if answer, rest := raw.ask(200, 1, ssh("statvfs@openssh.com")+ssh(p)); answer != 101 || rest[:4] != u32(8) {
			t.Errorf("the disk: %d %q", answer, rest)
		}
	}
	wantStatus(t, v.Mkdir("/drop/folder"), deniedStatus, "no folders")
	l.wantNoDraft(t)
}

func TestNamesOfUploads(t *testing.T) {
	l := newLibrary()
	v := open(t, l, nil)
	for name, better := range map[string]string{"-rf": "_rf", ".hidden": "_hidden", "a\x1b[2J": "a_2J", "what?": "what_", "\u202Ex": "_U+202E_x", strings.Repeat("n", 201): strings.Repeat("n", 200)} {
		_, err := v.Create("/drop/" + name)
		wantStatus(t, err, failureStatus, "Call it \\\""+better)
	}
	l.wantNoDraft(t)
	must(t, v.put("/drop/宣言 (final).pdf", strings.NewReader("x")))
	if d := l.draft(t, "宣言 (final).pdf"); d.Bytes != 1 {
		t.Errorf("%d bytes", d.Bytes)
	}
}

func TestWhoMayNotDrop(t *testing.T) {
	l := newLibrary()
	l.refuse = fault.New(fault.Refused, "You are an observer, and observers bring nothing in.")
	v := open(t, l, nil)
	_, err := v.Create("/drop/paper.txt")
	wantStatus(t, err, deniedStatus, "observer")
	if !strings.Contains(v.said.String(), "observer") {
		t.Errorf("it says %q", v.said)
	}
}

func TestDropFails(t *testing.T) {
	l := newLibrary()
	l.failing = fault.New(fault.Conflict, "You have 100 drafts, which is as many as are kept.")
	v := open(t, l, nil)
	wantStatus(t, v.put("/drop/paper.txt", strings.NewReader("x")), failureStatus, "100 drafts")
	if got := v.names("/drop"); got != "" {
		t.Errorf("/drop holds %q", got)
	}
	must(t, v.ends())
	l.wantNoDraft(t)
}

func TestUploadBounds(t *testing.T) {
	l := newLibrary()
	v := open(t, l, func(o *Options) { o.Spool = NewSpool(t.TempDir(), "", Limits{File: 1000, Owner: 2500, Total: 2600}) })
	wantStatus(t, v.put("/drop/large.txt", pattern{1, 1001}.reader()), failureStatus, "more than 1000 bytes")
	must(t, v.put("/drop/right.txt", pattern{1, 1000}.reader()))
	var files []io.Closer
	for _, name := range []string{"a", "b", "c"} {
		f, err := v.Create("/drop/" + name)
		must(t, err)
		files = append(files, f)
		_, err = f.Write(make([]byte, 1000))
		if name == "c" {
			wantStatus(t, err, failureStatus, "more than 2500 bytes at once")
		} else {
			must(t, err)
		}
	}
	must(t, v.spool.take("another", 100))
	if err := v.spool.take("another", 501); fault.KindOf(err) != fault.Failed {
		t.Errorf("beyond the total: %v", err)
	}
	v.spool.give("another", 100)
	for i, f := range files {
		if err := f.Close(); (err != nil) != (i == 2) {
			t.Errorf("closing file %d: %v", i, err)
		}
	}
	for i := range maxUploads {
		_, err := v.Create("/drop/many" + string(rune('a'+i)))
		must(t, err)
	}
	_, err := v.Create("/drop/onemore")
	wantStatus(t, err, failureStatus, "8 files are on their way")
	if err := v.ends(); err == nil {
		t.Error("handles were open")
	}
	if len(l.drafts) != 3 {
		t.Errorf("%d drafts", len(l.drafts))
	}
}

// TestSpoolThatCannotBeWritten names a folder that is not there.
func TestSpoolThatCannotBeWritten(t *testing.T) {
	l := newLibrary()
	v := open(t, l, func(o *Options) { o.Spool = NewSpool(t.TempDir()+"/gone", "", Limits{}) })
	_, err := v.Create("/drop/paper.txt")
	wantStatus(t, err, failureStatus, "failed on our side")
	if !strings.Contains(v.log.String(), "no such file or directory") {
		t.Errorf("the log says\n%s", v.log)
	}
	if got := v.names("/drop"); got != "" {
		t.Errorf("/drop holds %q", got)
	}
}

// TestSpoolLeavesNothing looks into the folder while something is on its way.
func TestSpoolLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	v := open(t, newLibrary(), func(o *Options) { o.Spool = NewSpool(folder, ".x-", Limits{}) })
	f, err := v.Create("/drop/paper.txt")
	must(t, err)
	_, err = f.Write([]byte("x"))
	must(t, err)
	if rows, err := os.ReadDir(folder); len(rows) > 0 || err != nil {
		t.Errorf("%v lies in it, %v", rows, err)
	}
	must(t, f.Close())
}

func TestTalkIsBounded(t *testing.T) {
	v := open(t, newLibrary(), nil)
	for range 3 * maxSaid {
		for _, p := range []string{"/a", "/b"} {
			if err := v.Mkdir(p); err == nil {
				t.Fatal("it was made")
			}
		}
	}
	if n := strings.Count(v.said.String(), "\n"); n != maxSaid {
		t.Errorf("%d sentences", n)
	}
	if err := v.ends(); err != nil && !errors.Is(err, io.EOF) {
		t.Errorf("%v", err)
	}
}

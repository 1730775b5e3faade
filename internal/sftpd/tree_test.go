package sftpd

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/fault"
)

func timeStands() time.Time { return epoch }

func TestTree(t *testing.T) {
	v := open(t, newLibrary(), nil)
	for folder, want := range map[string]string{
		"/":                               "README.txt drop/ series/ pillar/",
		"/series":                         "ASEM-SOM/",
		"/series/ASEM-SOM/2006":           "12/",
		"/series/ASEM-SOM/2006/12":        "ABOUT.txt FIRST/ REV-1/",
		"/series/ASEM-SOM/2006/12/REV-1":  "SHA256SUMS paper.txt",
		"/pillar/political/2006":          "ASEM-SOM-2006-12/",
		"/pillar/../series/./ASEM-SOM//.": "2006/",
		"../../..":                        "README.txt drop/ series/ pillar/",
		"/drop":                           "",
	} {
		if got := v.names(folder); got != want {
			t.Errorf("%s holds %q, want %q", folder, got, want)
		}
	}
	about := v.read("/pillar/political/2006/ASEM-SOM-2006-12/ABOUT.txt")
	for _, want := range []string{"ASEM/SOM/2006/12\nChair's statement\n", "FIRST/  first issue, 10 September 2026 09:00 UTC, superseded by REV 1", "REV-1/", "200000 bytes", pattern{2, 200_000}.digest()} {
		if !strings.Contains(about, want) {
			t.Errorf("%q does not stand in\n%s", want, about)
		}
	}
	if got, want := v.read("/series/ASEM-SOM/2006/12/REV-1/SHA256SUMS"), (pattern{2, 200_000}).digest()+"  paper.txt\n"; got != want {
		t.Errorf("the sums are %q", got)
	}
	if readMe := v.read("/README.txt"); !strings.Contains(readMe, "series/ ") || !strings.Contains(readMe, "drop/ ") || strings.Contains(readMe, "meeting/") {
		t.Errorf("it explains\n%s", readMe)
	}
	info, err := v.Stat("/series/ASEM-SOM/2006/12/REV-1/paper.txt")
	must(t, err)
	if info.Size() != 200_000 || !info.ModTime().Equal(epoch.Add(time.Hour)) || info.Mode() != 0o444 {
		t.Errorf("%d bytes, %v, %v", info.Size(), info.ModTime(), info.Mode())
	}
	if err := v.ends(); fault.KindOf(err) > fault.Failed {
		t.Errorf("%v", err)
	}
}

func TestDownload(t *testing.T) {
	v := open(t, newLibrary(), nil)
	want, _ := io.ReadAll(pattern{2, 200_000}.reader())
	const path = "/series/ASEM-SOM/2006/12/REV-1/paper.txt"
	if got := v.read(path); got != string(want) {
		t.Errorf("%d bytes come, and not these", len(got))
	}
	f, err := v.Open(path)
	must(t, err)
	defer f.Close()
	for _, off := range []int64{0, 1, 32768, 199_999} { // what resuming asks for
		part := make([]byte, 200_000-off)
		if n, err := f.ReadAt(part, off); n != len(part) || err != nil && !errors.Is(err, io.EOF) || string(part) != string(want[off:]) {
			t.Errorf("at %d: %d bytes, %v", off, n, err)
		}
	}
	if n, err := f.ReadAt(make([]byte, 1), 200_000); n != 0 || !errors.Is(err, io.EOF) {
		t.Errorf("at the end: %d, %v", n, err)
	}
	if _, err := f.ReadAt(make([]byte, 1), -1); err == nil || errors.Is(err, io.EOF) {
		t.Errorf("before the beginning: %v", err)
	}
}

// TestHostileNames gives a document files of names that are not to be trusted.
func TestHostileNames(t *testing.T) {
	l := newLibrary()
	names := []string{"../../escape", "a/b", "..", ".", "", "new\nline", "\x1b[2Jx", "\u202Egnp.exe", "SHA256SUMS", "sha256sums",
		strings.Repeat("n", 1000) + ".pdf", "same", "SAME", "same", "\xff"}
	var files []File
	for i, name := range names {
		files = append(files, l.put(name, "", pattern{uint64(i), int64(i)}))
	}
	l.issue("X/../Y", 2007, "1", "../economic", "\x1b[31mred\nsecond line", Version{Label: "-", At: epoch, Files: files})
	v := open(t, l, nil)
	const folder = "/series/X-..-Y/2007/1/FIRST"
	rows, err := v.ReadDir(folder)
	must(t, err)
	if len(rows) != len(names)+1 {
		t.Errorf("%d names for %d files", len(rows), len(names))
	}
	taken := map[string]bool{}
	for i, r := range rows {
		if taken[strings.ToLower(r.Name())] || len(r.Name()) > 255 || strings.ContainsAny(r.Name(), "/\n\x1b\x00") {
			t.Errorf("a name is %q", r.Name())
		}
		taken[strings.ToLower(r.Name())] = true
		if i > 0 {
			if got := v.read(folder + "/" + r.Name()); len(got) != i-1 {
				t.Errorf("%q has %d bytes, want %d", r.Name(), len(got), i-1)
			}
		}
	}
	if about := v.read("/series/X-..-Y/2007/1/ABOUT.txt"); strings.Contains(about, "\x1b") || !strings.Contains(about, "red second line\n") {
		t.Errorf("it tells %q", about)
	}
	if got := v.names("/pillar"); got != "political/ _.-economic/" {
		t.Errorf("pillars %q", got)
	}
}

func TestNotThere(t *testing.T) {
	v := open(t, newLibrary(), nil)
	for _, p := range []string{"/etc/passwd", "/series/ASEM/SOM", "/series/asem-som", "/series/ASEM-SOM/2007", "/series/ASEM-SOM/2006/12/REV 1",
		"/series/ASEM-SOM/2006/12/FIRST/paper.txt/x", "/\xff", "/x\x00", "/" + strings.Repeat("a", 5000), strings.Repeat("/a", 100), "/drop/x"} {
		_, err := v.Stat(p)
		wantStatus(t, err, absentStatus, "")
		_, err = v.Open(p)
		wantStatus(t, err, absentStatus, "")
		_, err = v.ReadDir(p)
		wantStatus(t, err, absentStatus, "")
	}
	if said := v.said.String(); said != "" {
		t.Errorf("of what is not there it says %q", said)
	}
	_, err := v.ReadLink("/README.txt")
	wantStatus(t, err, failureStatus, "no symbolic link")
	_, err = v.Open("/series")
	wantStatus(t, err, failureStatus, "is a folder")
	_, err = v.ReadDir("/README.txt")
	wantStatus(t, err, failureStatus, "is no folder")
}

// TestListsAreRemembered: a client that asks for every file from the top does not ask
// the library each time, nor is it told of yesterday's shelf.
func TestListsAreRemembered(t *testing.T) {
	l := newLibrary()
	now := epoch
	v := open(t, l, func(o *Options) { o.Now = func() time.Time { return now } })
	const folder = "/series/ASEM-SOM/2006"
	for range 50 {
		_, err := v.Stat(folder + "/12/REV-1/paper.txt")
		must(t, err)
	}
	l.mu.Lock()
	asked := l.lists
	l.mu.Unlock()
	if asked != 4 {
		t.Errorf("the library was asked %d times", asked)
	}
	l.issue("ASEM/SOM", 2006, "13", "political", "Another", Version{Label: "-", At: epoch})
	if got := v.names(folder); got != "12/" {
		t.Errorf("at once: %q", got)
	}
	now = now.Add(remembered)
	if got := v.names(folder); got != "12/ 13/" {
		t.Errorf("later: %q", got)
	}
}

func TestLargeFolder(t *testing.T) {
	l := newLibrary()
	for i := range 1001 {
		l.issue("ASEM/FMM", 2008, fmt.Sprint(i+1), "economic", "One of many", Version{Label: "-", At: epoch})
	}
	v := open(t, l, nil)
	if rows, err := v.ReadDir("/series/ASEM-FMM/2008"); len(rows) != 1001 || err != nil {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestOpenFloods opens more than a session may have, and closes them again.
func TestOpenFloods(t *testing.T) {
	v := open(t, newLibrary(), nil)
	const path = "/series/ASEM-SOM/2006/12/REV-1/paper.txt"
	for range 2 {
		var files []io.Closer
		for range maxFiles {
			f, err := v.Open(path)
			must(t, err)
			files = append(files, f)
		}
		_, err := v.Open(path)
		wantStatus(t, err, failureStatus, "64 files are open")
		for _, f := range files {
			must(t, f.Close())
		}
	}
	must(t, v.ends())
	v.wantFolders(maxFolders)
}

// wantFolders opens folders in a session of its own until no more are granted.
func (v *visit) wantFolders(most int) {
	v.t.Helper()
	raw := begin(v.t, v.library, nil)
	w := rawClient{v.t, raw.end}
	w.start()
	granted := 0
	for i := range 2 * most {
		if kind, _ := w.ask(11, uint32(i), ssh("/series")); kind == 102 {
			granted++
		}
	}
	if granted != most {
		v.t.Errorf("%d folders were opened at once, want %d", granted, most)
	}
	if err := raw.ends(); fault.KindOf(err) != fault.Failed {
		v.t.Errorf("a session with open folders ends with %v", err)
	}
}

func TestLibraryFails(t *testing.T) {
	l := newLibrary()
	l.contents = map[string]Content{}
	v := open(t, l, nil)
	_, err := v.Open("/series/ASEM-SOM/2006/12/REV-1/paper.txt")
	wantStatus(t, err, absentStatus, "not kept here any more")
	for _, f := range l.shelves["series|ASEM/SOM|2006"].Documents[0].Versions[1].Files {
		l.contents[f.Key] = breaking{}
	}
	f, err := v.Open("/series/ASEM-SOM/2006/12/REV-1/paper.txt")
	must(t, err)
	_, err = f.ReadAt(make([]byte, 10), 0)
	wantStatus(t, err, failureStatus, "failed on our side")
	_, err = f.ReadAt(make([]byte, 10), 7)
	wantStatus(t, err, failureStatus, "failed on our side")
	must(t, f.Close())
	for _, want := range []string{"the disk is on fire", "owner=demo.delegate", "made for the test", "tree_test.go"} {
		if !strings.Contains(v.log.String(), want) {
			t.Errorf("%q is not in the log:\n%s", want, v.log)
		}
	}
}

type breaking struct{}

func (breaking) Size() int64 { return 100 }

func (breaking) ReadAt(_ []byte, off int64) (int, error) {
	if off == 7 {
		panic("made for the test")
	}
	return 0, errors.New("the disk is on fire")
}

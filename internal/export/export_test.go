package export

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

// secret stands in all that is not everybody's.
const secret = "ZXQsecret"

type scene struct {
	*testkit.Office
	t                     *testing.T
	writer, reader, other *secretariat.Desk
	topic, letter         asem.Number
}

func newScene(t *testing.T) *scene {
	s := &scene{Office: testkit.NewOffice(t), t: t}
	s.writer = s.Accredit("demo.writer", "FI", "delegate", "moderator")
	s.reader = s.Accredit("demo.reader", "FI", "delegate")
	s.other = s.Accredit("demo.other", "VN", "delegate")
	coordinator := s.Accredit("demo.coordinator", "LA", "delegate", "coordinator")
	s.topic = s.number(s.writer.Open("", forum.Open{Board: "finance", Title: "Herons", Text: "Of herons.\nFrom here on."}))
	s.letter = s.number(s.writer.SendLetter("", secretariat.NewLetter, secretariat.Outgoing{To: []roster.Address{"demo.reader"}, Subject: secret, Text: secret}))
	s.number(coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"FI"}, Title: secret, Text: secret}))
	s.issue("Paper", "@all")
	s.issue(secret, "FI")
	s.number(s.writer.WritePaper(t.Context(), secretariat.Draft{Title: secret, Text: "ZXQdraft", Envelope: map[string]string{"series": "SOM"}}))
	hidden := s.number(s.other.Reply("", forum.Reply{To: s.topic, Text: "Misplaced words."}))
	if err := s.writer.Hide(hidden, true, "Off the subject."); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *scene) issue(title string, to roster.Address) {
	s.t.Helper()
	n := s.number(s.writer.WritePaper(s.t.Context(), secretariat.Draft{Title: title, Text: "Text of " + title, Envelope: map[string]string{"series": "SOM"}}))
	if _, err := s.writer.IssueDocument(s.t.Context(), "", document.Issue{Number: n, To: []roster.Address{to}}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *scene) number(p secretariat.Posted, err error) asem.Number {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return p.Number
}

// taken writes a takeout into a folder.
func (s *scene) taken(t *secretariat.Takeout, err error) (string, Manifest) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	folder := s.t.TempDir()
	m, err := Write(s.t.Context(), t, folder, Options{Version: "v1", Domain: packet.DomainOf(1), SSH: fmt.Sprintf})
	if err != nil {
		s.t.Fatal(err)
	}
	return folder, m
}

func all(t *testing.T, folder string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintf(&b, "== %s\n%s", strings.TrimPrefix(path, folder), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestWhoTakesWhatHome: the operator all but what is private, a delegate what reaches them.
func TestWhoTakesWhatHome(t *testing.T) {
	s := newScene(t)
	operator, m := s.taken(s.Office.Office.Takeout())
	if len(m.Digests) != 3 || m.For != "" || m.Next == 0 {
		t.Errorf("%+v", m)
	}
	words := all(t, operator)
	for _, want := range []string{">From here on.", "Text of Paper", "/documents/ASEM-SOM/2026/1/FIRST/text.txt", "Text of " + secret, "Misplaced words.", `"kind":"forum.hidden"`, "Hidden by demo.writer"} {
		if !strings.Contains(words, want) {
			t.Errorf("the operator's lacks %s", want)
		}
	}
	for _, never := range []string{"mail.sent", "ZXQdraft", "roster.enrolled", "ssh-"} {
		if strings.Contains(words, never) {
			t.Errorf("the operator's has %s", never)
		}
	}
	theirs, _ := s.taken(s.other.Takeout())
	for _, never := range []string{secret, "ZXQdraft", "Misplaced"} {
		if words := all(t, theirs); strings.Contains(words, never) {
			t.Errorf("another partner takes %s home:\n%s", never, words)
		}
	}
	mine, _ := s.taken(s.reader.Takeout())
	words = all(t, mine)
	if !strings.Contains(words, "/letters.mbox") || !strings.Contains(words, "mail.sent") || strings.Contains(words, "ZXQdraft") || strings.Contains(words, "Misplaced") {
		t.Error("whom the letter reached does not have it, or has what is not theirs")
	}
	if again, _ := s.taken(s.reader.Takeout()); all(t, again) != words {
		t.Error("the same record gives other bytes")
	}
}

// TestEntriesAreReadBack in their order, with the texts that belong to them.
func TestEntriesAreReadBack(t *testing.T) {
	s := newScene(t)
	folder, m := s.taken(s.reader.Takeout())
	e, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	last, posted, letters := uint64(0), 0, 0
	err = e.Entries(func(entry journal.Entry, texts []rule.Text) error {
		if entry.Number <= last || entry.Number > m.Entries {
			t.Errorf("entry %d follows %d", entry.Number, last)
		}
		last = entry.Number
		for _, f := range entry.Facts {
			switch f := f.(type) {
			case forum.Posted:
				posted++
				for _, text := range texts {
					if rule.DigestOf(text.Body) != f.Digest {
						t.Errorf("%d: another text", f.Number)
					}
				}
			case mail.Sent:
				letters++
			case document.Issued:
				body, err := e.Body(f.Paper.Files[0].Digest)
				if err != nil {
					return err
				}
				content, err := io.ReadAll(body)
				if err != nil || rule.DigestOf(string(content)) != f.Paper.Files[0].Digest {
					t.Errorf("%d: another file, %v", f.Number, err)
				}
			}
		}
		return nil
	})
	if err != nil || posted < 3 || letters != 1 {
		t.Errorf("%d posts, %d letters, %v", posted, letters, err)
	}
}

// TestDamaged names what is wrong, whatever it is.
func TestDamaged(t *testing.T) {
	s := newScene(t)
	folder, _ := s.taken(s.Office.Office.Takeout())
	for name, c := range map[string]struct {
		damage func(folder string) error
		says   string
	}{
		"changed": {func(f string) error { return replace(f, "notices.mbox", "Subject", "Xubject") }, "notices.mbox: it differs from its digest"},
		"longer":  {func(f string) error { return os.WriteFile(filepath.Join(f, "README.txt"), []byte("x"), 0o600) }, "README.txt: it has 1 bytes of"},
		"missing": {func(f string) error { return os.Remove(filepath.Join(f, "entries.jsonl")) }, "entries.jsonl"},
		"more":    {func(f string) error { return os.WriteFile(filepath.Join(f, "files", "x"), nil, 0o600) }, "files/x: the manifest does not name it"},
		"a link":  {func(f string) error { return link(f, "README.txt") }, "README.txt: it is no file"},
		"outside": {func(f string) error {
			return replace(f, manifestName, `"name": "README.txt"`, `"name": "../README.txt"`)
		}, "../README.txt: that is no name"},
		"no manifest":   {func(f string) error { return os.Remove(filepath.Join(f, manifestName)) }, "is no export"},
		"half manifest": {func(f string) error { return os.Truncate(filepath.Join(f, manifestName), 30) }, manifestName},
		"newer":         {func(f string) error { return replace(f, manifestName, `"format": 1`, `"format": 2`) }, "format 2"},
	} {
		copied := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(copied, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(copied, "files"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := c.damage(copied); err != nil {
			t.Fatal(err)
		}
		e, err := Open(copied)
		if err == nil {
			_ = e.Close()
		}
		if fault.KindOf(err) == 0 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func replace(folder, name, old, by string) error {
	path := filepath.Join(folder, name)
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(strings.Replace(string(data), old, by, 1)), 0o600)
}

func link(folder, name string) error {
	path := filepath.Join(folder, name)
	if err := os.Rename(path, path+".elsewhere"); err != nil {
		return err
	}
	return os.Symlink(name+".elsewhere", path)
}

// TestNames keeps files apart whose names some file system takes for the same.
func TestNames(t *testing.T) {
	f := newFolder(t.TempDir())
	seen := map[string]bool{}
	for range 15 {
		for _, name := range []string{"d/a.txt", "d/A.TXT", "d/a.txt"} {
			got := f.name(name)
			if seen[strings.ToLower(got)] {
				t.Errorf("%s is given twice", got)
			}
			seen[strings.ToLower(got)] = true
		}
	}
}

// TestManyFilesAtOnce writes more parts in turn than are held open.
func TestManyFilesAtOnce(t *testing.T) {
	f := newFolder(t.TempDir())
	for round := range 3 {
		for i := range 3 * mostOpen {
			if err := f.append(fmt.Sprintf("%d.mbox", i), strings.NewReader(fmt.Sprint(round))); err != nil {
				t.Fatal(err)
			}
			if len(f.open) > mostOpen {
				t.Fatalf("%d files are open", len(f.open))
			}
		}
	}
	m, err := f.finish(Manifest{})
	if err != nil || len(m.Files) != 3*mostOpen || m.Files[0].Bytes != 3 || m.Files[0].SHA256 != rule.DigestOf("012").String() {
		t.Errorf("%v, %+v", err, m.Files[:1])
	}
}

package public

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
)

const domain = "5f3a9c01.avs.internal"

// hostile is what somebody could write to be more than a text.
const hostile = "</p></article><script>alert(1)</script> \"'><img src=x onerror=alert(1)>\n\n> quoted </blockquote>\n\n\u202eevil\u202c javascript:alert(1) https://example.org/a?b=c&d=\"><b>. See #2, #9999 and ASEM/SOM/2026/1."

// scene is an office with things of each kind.
type scene struct {
	*testkit.Office
	t                   *testing.T
	writer, coordinator *secretariat.Desk
	topic, reply        asem.Number
	notice, paper       asem.Number
	folder              string
}

func newScene(t *testing.T) *scene {
	o := testkit.NewOffice(t)
	s := &scene{Office: o, t: t, folder: filepath.Join(t.TempDir(), "archive"), writer: o.Accredit("demo.writer", "VN", "delegate", "moderator"), coordinator: o.Accredit("demo.coordinator", "LA", "delegate", "coordinator")}
	s.topic = s.number(s.writer.Open("", forum.Open{Board: "finance", Title: "亚欧 <b>title</b> & more", Text: hostile}))
	s.reply = s.number(s.coordinator.Reply("", forum.Reply{To: s.topic, Text: "An answer.\n> to this\nin two lines\n\nعربي"}))
	s.notice = s.number(s.coordinator.PostNotice("", notice.Post{Level: notice.Routine, To: []roster.Address{"@all"}, Title: "Registration", Text: "Please register."}))
	draft, err := s.writer.WritePaper(t.Context(), secretariat.Draft{Title: "A paper", Text: "The text of the paper.", Envelope: map[string]string{"series": "SOM"}})
	s.paper = s.number(draft, err)
	if _, err := s.writer.IssueDocument(t.Context(), "", document.Issue{Number: s.paper, To: []roster.Address{"@all"}}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *scene) number(p secretariat.Posted, err error) asem.Number {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	return p.Number
}

func (s *scene) release(numbers ...asem.Number) {
	s.t.Helper()
	for _, n := range numbers {
		if err := s.coordinator.Release(n, false); err != nil {
			s.t.Fatal(err)
		}
	}
}

// written is the archive as it is now: contents by names.
func (s *scene) written() map[string]string {
	s.t.Helper()
	if err := Write(s.t.Context(), s.Office.Office, s.folder, Options{Domain: domain}); err != nil {
		s.t.Fatal(err)
	}
	return files(s.t, s.folder)
}

func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestNothingIsPublicByItself(t *testing.T) {
	s := newScene(t)
	for name, content := range s.written() {
		for _, word := range []string{"answer", "register", "paper", "demo.writer", "亚欧"} {
			if strings.Contains(content, word) {
				t.Errorf("%s tells of %s", name, word)
			}
		}
	}
}

// TestArchive holds every page to what browsers and people need, whatever was written.
func TestArchive(t *testing.T) {
	s := newScene(t)
	s.release(s.topic, s.reply, s.notice, s.paper)
	all := s.written()
	for name, content := range all {
		switch {
		case strings.HasSuffix(name, ".html"):
			checkPage(t, name, content, all)
		case strings.HasSuffix(name, ".xml"):
			checkFeed(t, name, content, all)
		}
	}
	topic := all["topic-2.html"]
	for _, want := range []string{"&lt;script&gt;alert(1)&lt;/script&gt;", "<blockquote dir=\"auto\"><p>quoted &lt;/blockquote&gt;</p></blockquote>", "<blockquote dir=\"auto\"><p>to this</p></blockquote>",
		`<a href="topic-2.html#n2" rel="nofollow noopener">#2</a>`, "#9999 and", `<a href="document-ASEM-SOM-2026-1.html" rel="nofollow noopener">ASEM/SOM/2026/1</a>`, `answers <a href="topic-2.html#n2">#2</a>`,
		`<a href="https://example.org/a?b=c&amp;d=" rel="nofollow noopener">`, "Demo Writer, VN", "亚欧 &lt;b&gt;title&lt;/b&gt; &amp; more"} {
		if !strings.Contains(topic, want) {
			t.Errorf("the topic lacks %s in\n%s", want, topic)
		}
	}
	for _, never := range []string{"<script", "<img", "onerror=alert(1)>", "javascript:alert(1)\"", "\u202e", "demo.writer"} {
		if strings.Contains(topic, never) {
			t.Errorf("the topic has %s", never)
		}
	}
	if got := all["files/ASEM-SOM-2026-1/FIRST/text.txt"]; got != "The text of the paper." {
		t.Errorf("%q of %v", got, slices.Sorted(namesOf(all)))
	}
	if !strings.Contains(all["document-ASEM-SOM-2026-1.html"], "The text of the paper.") || !strings.Contains(all["notice-4.html"], "Please register.") {
		t.Error("texts are missing")
	}
	for _, name := range []string{"index.html", "feed.xml", "pillar-economic.html", "board-finance.html", "year-2026.html", "feed-board-finance.xml"} {
		if all[name] == "" {
			t.Errorf("no %s", name)
		}
	}
	if again := s.written(); fmt.Sprint(again) != fmt.Sprint(all) {
		t.Error("the same record gives other bytes")
	}
}

func namesOf(all map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range all {
			if !yield(name) {
				return
			}
		}
	}
}

// checkPage: well formed, accessible, without scripts, and all its links lead somewhere.
func checkPage(t *testing.T, name, content string, all map[string]string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	ids, level, mains, titles := map[string]bool{}, 0, 0, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		get := func(key string) string {
			for _, a := range n.Attr {
				if a.Key == key {
					return a.Val
				}
			}
			return ""
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "style" {
				t.Errorf("%s: <%s %s>", name, n.Data, a.Key)
			}
		}
		if id := get("id"); id != "" {
			if ids[id] {
				t.Errorf("%s: the id %s stands there twice", name, id)
			}
			ids[id] = true
		}
		switch n.DataAtom {
		case atom.Script, atom.Iframe, atom.Object, atom.Embed, atom.Form, atom.Base:
			t.Errorf("%s has a <%s>", name, n.Data)
		case atom.Html:
			if get("lang") == "" {
				t.Errorf("%s says no language", name)
			}
		case atom.Main:
			mains++
		case atom.Title:
			titles++
		case atom.Th:
			if get("scope") == "" {
				t.Errorf("%s: a heading of a table says not of what", name)
			}
		case atom.H1, atom.H2, atom.H3:
			now := int(n.Data[1] - '0')
			if now > level+1 {
				t.Errorf("%s: a heading of level %d follows one of %d", name, now, level)
			}
			level = now
		case atom.A, atom.Link:
			leads(t, name, get("href"), content, all)
		}
	}
	if mains != 1 || titles != 1 || level == 0 {
		t.Errorf("%s has %d <main>, %d <title>, headings to %d", name, mains, titles, level)
	}
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-`)
	if !policy.MatchString(content) && !strings.Contains(content, `content="default-src 'none'; style-src 'sha256-`) {
		t.Errorf("%s says nothing of what it allows: %s", name, content[:400])
	}
	if !strings.Contains(content, "<style>"+style+"</style>") {
		t.Errorf("%s: the style is not the one that its hash allows", name)
	}
}

func leads(t *testing.T, from, href, content string, all map[string]string) {
	t.Helper()
	u, err := url.Parse(href)
	if err != nil || href == "" {
		t.Errorf("%s leads to %q: %v", from, href, err)
		return
	}
	if u.Scheme == "http" || u.Scheme == "https" {
		return
	}
	if u.Scheme != "" || u.Host != "" {
		t.Errorf("%s leads to %s", from, href)
		return
	}
	if u.Path != "" {
		var ok bool
		if content, ok = all[u.Path]; !ok {
			t.Errorf("%s leads to %s, which is not there", from, href)
			return
		}
	}
	if u.Fragment != "" && !strings.Contains(content, `id="`+u.Fragment+`"`) {
		t.Errorf("%s leads to %s, where there is no such place", from, href)
	}
}

// checkFeed. Source: RFC 4287, sections 4.1.1 and 4.1.2.
func checkFeed(t *testing.T, name, content string, all map[string]string) {
	t.Helper()
	var f feed
	if err := xml.Unmarshal([]byte(content), &f); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if f.ID == "" || f.Title == "" || f.Author.Name == "" || len(f.Links) != 2 || f.Links[0].Rel != "self" {
		t.Errorf("%s: %+v", name, f)
	}
	ids := map[string]bool{}
	stamps := []string{f.Updated}
	for _, e := range f.Entries {
		if e.ID == "" || e.Title == "" || e.Author.Name == "" || ids[e.ID] || !strings.HasPrefix(e.ID, "tag:"+domain+",") {
			t.Errorf("%s: %+v", name, e)
		}
		ids[e.ID] = true
		stamps = append(stamps, e.Updated, e.Written)
		leads(t, name, e.Link.Href, "", all)
	}
	for _, at := range stamps {
		if _, err := time.Parse(time.RFC3339, at); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhatIsTakenBack leaves its page and not its words, and everything else as it is.
func TestWhatIsTakenBack(t *testing.T) {
	s := newScene(t)
	s.release(s.topic, s.reply, s.notice, s.paper)
	s.written()
	if err := s.coordinator.Withdraw(s.notice, false, "Not agreed."); err != nil {
		t.Fatal(err)
	}
	if err := s.writer.Hide(s.topic, true, "Misplaced."); err != nil {
		t.Fatal(err)
	}
	if err := s.coordinator.Withdraw(s.paper, false, ""); err != nil {
		t.Fatal(err)
	}
	all := s.written()
	for name, content := range all {
		for _, word := range []string{"Please register", "Registration", "Not agreed", "Misplaced", "script", "The text of the paper", "A paper", "text.txt"} {
			if strings.Contains(content, word) {
				t.Errorf("%s still tells of %s", name, word)
			}
		}
		if strings.HasSuffix(name, ".html") {
			checkPage(t, name, content, all)
		}
	}
	if !strings.Contains(all["notice-4.html"], "This was withdrawn.") || !strings.Contains(all["topic-2.html"], "An answer.") || !strings.Contains(all["document-ASEM-SOM-2026-1.html"], "This was withdrawn.") {
		t.Error("pages are missing")
	}
	if err := s.writer.Hide(s.topic, false, ""); err != nil {
		t.Fatal(err)
	}
	s.release(s.notice)
	if all = s.written(); !strings.Contains(all["notice-4.html"], "Please register.") || !strings.Contains(all["topic-2.html"], "&lt;script&gt;") {
		t.Error("what was released again is not there")
	}
}

// TestEditedIsNotReleased: the version that was released stays.
func TestEditedIsNotReleased(t *testing.T) {
	s := newScene(t)
	s.release(s.topic, s.reply)
	if _, err := s.coordinator.Edit("", forum.Edit{Number: s.reply, Text: "Another answer."}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.writer.Edit("", forum.Edit{Number: s.topic, Title: "Another title", Text: "Another text."}); err != nil {
		t.Fatal(err)
	}
	if all := s.written(); strings.Contains(all["topic-2.html"], "Another") || !strings.Contains(all["topic-2.html"], "An answer.") {
		t.Errorf("%s", all["topic-2.html"])
	}
	s.release(s.reply)
	if all := s.written(); !strings.Contains(all["topic-2.html"], "Another answer.") || strings.Contains(all["topic-2.html"], "Another title") {
		t.Errorf("%s", all["topic-2.html"])
	}
}

// TestManyPosts stand on several pages, each linked with the others.
func TestManyPosts(t *testing.T) {
	s := newScene(t)
	for i := range 130 {
		s.number(s.coordinator.Reply("", forum.Reply{To: s.topic, Text: fmt.Sprintf("Answer %d.", i)}))
		s.Clock.Advance(time.Minute)
	}
	if err := s.coordinator.Release(s.topic, true); err != nil {
		t.Fatal(err)
	}
	all := s.written()
	if !strings.Contains(all["topic-2-2.html"], "Answer 129.") || !strings.Contains(all["topic-2.html"], `<a rel="next" href="topic-2-2.html">`) {
		t.Errorf("%v", slices.Sorted(namesOf(all)))
	}
	for name, content := range all {
		if strings.HasSuffix(name, ".html") {
			checkPage(t, name, content, all)
		}
	}
}

// TestForeignFolders are refused and left alone.
func TestForeignFolders(t *testing.T) {
	s := newScene(t)
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(s.folder, "index.html")
	if err := os.WriteFile(foreign, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), s.Office.Office, s.folder, Options{}); fault.KindOf(err) != fault.Conflict {
		t.Error(err)
	}
	if data, err := os.ReadFile(foreign); err != nil || string(data) != "mine" {
		t.Errorf("%s, %v", data, err)
	}
	if err := os.Remove(foreign); err != nil {
		t.Fatal(err)
	}
	s.release(s.notice)
	s.written()
	robots := filepath.Join(s.folder, "robots.txt")
	if err := os.WriteFile(robots, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if all := s.written(); all["robots.txt"] != "mine" {
		t.Error("what somebody laid there later is gone")
	}
}

// TestInW3m shows an archive in a browser without scripts or styles.
func TestInW3m(t *testing.T) {
	w3m, err := exec.LookPath("w3m")
	if err != nil {
		t.Skip("w3m is not installed")
	}
	s := newScene(t)
	s.release(s.topic, s.reply, s.notice, s.paper)
	s.written()
	for name, want := range map[string][]string{"index.html": {"Public archive", "Registration", "Economic"}, "topic-2.html": {"亚欧 <b>title</b> & more", "<script>alert(1)</script>", "An answer."}, "document-ASEM-SOM-2026-1.html": {"ASEM/SOM/2026/1", "The text of the paper."}} {
		out, err := exec.Command(w3m, "-dump", "-I", "UTF-8", "-O", "UTF-8", "-cols", "80", filepath.Join(s.folder, name)).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		for _, words := range want {
			if !strings.Contains(string(out), words) {
				t.Errorf("%s lacks %s in w3m:\n%s", name, words, out)
			}
		}
	}
}

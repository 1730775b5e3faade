package script

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"asem.internal/avs/internal/demo"
	"asem.internal/avs/internal/testkit/served"
)

// secret stands in everything that is nobody's business but FI's.
const secret = "ZXQconfidential"

// TestNobodyReadsWhatIsOthers lets each kind of delegate ask, through commands, files and
// screens, for the letters, drafts, documents and notices of others. None of the words
// may come out anywhere, the log and avs verify included, and the answer to what is there
// is that to what never was.
func TestNobodyReadsWhatIsOthers(t *testing.T) {
	t.Parallel()
	need(t, "ssh", "sftp")
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	text := secret + " text.\n"
	number := func(login, line string) int {
		return numberIn(t, h.Does(login, text, line+" --json"))
	}
	letter := number("demo.delegate", "letter send --to demo.representative --subject "+secret+" --id "+secret)
	draft := number("demo.delegate", "doc draft --series ASEM/SOM --title "+secret+" --name "+secret+".txt")
	issued := number("demo.delegate", "doc draft --series ASEM/SOM --title "+secret+" --name "+secret+".txt")
	h.Does("demo.delegate", "", fmt.Sprintf("doc issue %d --to FI/Brussels", issued))
	notice := number("demo.coordinator", "notice post --to FI --title "+secret)
	h.Does("demo.delegate", text, fmt.Sprintf("letter reply %d", letter))
	silence := numberIn(t, h.Does("demo.coordinator", "", fmt.Sprintf("procedure open --doc %s --expires 5d --reason %s --json", symbolOf(t, h, issued), secret)))
	event := numberIn(t, h.Does("demo.coordinator", text, "contingency declare --to FI --title "+secret+" --json"))
	const never = 9999
	symbol := symbolOf(t, h, issued)
	noSymbol := strings.TrimSuffix(symbol, "1") + "99"
	asks := []string{"read %d", "history %d", "save %d 1", "save %d 1 --json", "unread %d", "letter show %d --json", "letter show %d --thread",
		"letter keep %d", "letter forward %d --to demo.observer", "letter reply %d --all", "notice show %d", "notice history %d", "notice acks %d",
		"notice remind %d", "notice correct %d", "notice pin %d", "notice unpin %d", "ack %d", "doc show %d", "doc read %d", "doc get %d", "doc diff %d - -",
		"doc brackets %d", "doc history %d", "doc receipts %d", "doc circulate %d --to @all", "doc issue %d --to @all", "doc attach %d --name x.txt", "doc discard %d",
		"doc edit %d --title x", "letter send --to demo.observer --subject x --attach #%d", "letter send --to demo.observer --subject x --attach #%d/1",
		"letter send --to demo.observer --subject x --attach #%d/text", "moderate hide %d --reason x", "moderate redact %d --reason x", "reply %d", "edit %d", "cited %d --json", "release %d", "withdraw %d", "procedure show %d --json", "procedure break %d", "procedure acknowledge %d", "procedure extend %d --expires 9d", "procedure withdraw %d",
		"contingency show %d --json", "contingency log %d", "contingency close %d"}
	bySymbol := []string{"doc show %s --json", "doc read %s", "doc get %s", "doc diff %s - -", "doc brackets %s", "doc history %s", "doc receipts %s", "ack %s",
		"doc circulate %s --to @all", "letter send --to demo.observer --subject x --attach %s"}
	lists := []string{"letters --json", "letters --folder sent", "letters --folder kept", "docs --json", "docs --series ASEM/SOM", "doc series", "doc drafts --json", "drafts --json",
		"notices --json", "procedures --json", "contingencies --json", "reminders --json", "new --json", "packet", "packet --since 2000-01-01", "packet --since 2000-01-01 --board finance", "letter send --to demo.observer --subject x --id " + secret + "-other", "whoami --json"}
	if got := found(t, h, "demo.delegate"); got < 3 {
		t.Fatalf("whose it is finds %d", got)
	}
	for _, p := range demo.People() {
		login := string(p.Login)
		if p.Partner == "FI" {
			continue
		}
		if got := found(t, h, login); got > 0 && login != "demo.coordinator" {
			t.Errorf("%s finds %d", login, got)
		}
		client := h.Enter(login, served.Way{})
		ask := func(line string) string {
			answer, err := served.Do(client, strings.NewReader("Nothing.\n"), line)
			for tries := 0; err != nil && tries < 9; tries++ { // a command that reads nothing may end before it is sent something
				answer, err = served.Do(client, strings.NewReader("Nothing.\n"), line)
			}
			if err != nil {
				t.Fatalf("%s: %s: %v", login, line, err)
			}
			return fmt.Sprintf("exit%d: %s%s", answer.Code, answer.Out, answer.Err)
		}
		coordinates := login == "demo.coordinator" // who reads all notices and documents
		for what, n := range map[string]int{"letter": letter, "draft": draft, "document": issued, "notice": notice, "procedure": silence, "contingency": event} {
			if coordinates && (what == "document" || what == "notice" || what == "procedure" || what == "contingency") {
				continue
			}
			for _, line := range asks {
				got, want := ask(fmt.Sprintf(line, n)), ask(fmt.Sprintf(line, never))
				if strings.Contains(strings.ReplaceAll(got, "id "+secret, ""), secret) {
					t.Errorf("%s: %s shows %s", login, fmt.Sprintf(line, n), got)
				}
				if got, want = without(n, got), without(never, want); got != want {
					t.Errorf("%s: %s of a %s\n answers %s\n and else %s", login, line, what, got, want)
				}
			}
		}
		if coordinates {
			continue
		}
		for _, line := range bySymbol {
			got, want := ask(fmt.Sprintf(line, symbol)), ask(fmt.Sprintf(line, noSymbol))
			if strings.ReplaceAll(got, symbol, "S") != strings.ReplaceAll(want, noSymbol, "S") {
				t.Errorf("%s: %s\n answers %s\n and else %s", login, line, got, want)
			}
		}
		for _, line := range lists {
			if got := ask(line); strings.Contains(strings.ReplaceAll(got, secret+"-other", ""), secret) {
				t.Errorf("%s: %s shows %s", login, line, got)
			}
		}
		attackFiles(t, h, login, symbol)
		attackExport(t, h, login)
		attackBySubmitting(t, h, login, []int{letter, draft, issued, notice}, never)
		screen := h.Screen(login, served.Look{})
		screen.Shows("AVS > Today")
		for _, key := range []string{"2", "q", "3", "q", "4", "q", "8", "\r", "q", "q"} {
			screen.Type(key)
		}
		if login != "demo.coordinator" {
			screen.Type("/" + secret[1:] + "*\r") // the word itself would be drawn as it is typed
			screen.Shows("0 found")
			screen.Type("q")
		}
		screen.Type(":" + symbol + "\r")
		screen.Shows("There is no document")
		if drawn := screen.Raw(); strings.Contains(drawn, secret) {
			t.Errorf("%s was drawn %q", login, drawn)
		}
		screen.Close()
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	if strings.Contains(h.Log.Text(), secret) {
		t.Errorf("the log tells:\n%s", h.Log.Text())
	}
	if out, err := served.Output(nil, avs, "verify", "--data", h.Folder); err != nil || strings.Contains(out, secret) {
		t.Errorf("avs verify tells: %v %s", err, out)
	}
}

// found is how much of what is secret a delegate finds.
func found(t *testing.T, h *served.House, login string) int {
	t.Helper()
	var answer struct{ Total, Behind int }
	if err := json.Unmarshal([]byte(h.Does(login, "", "search "+secret+" --json")), &answer); err != nil || answer.Behind != 0 {
		t.Fatalf("%+v, %v", answer, err)
	}
	return answer.Total
}

// attackFiles looks for the document as a file, by its right path and by odd ones.
func attackFiles(t *testing.T, h *served.House, login, symbol string) {
	t.Helper()
	into := t.TempDir()
	year := strings.Split(symbol, "/")[2]
	batch := []string{"lcd " + into, "-ls -R /", "-ls /drop", "-cd /series/ASEM-SOM/" + year + "/1/FIRST"}
	for _, path := range []string{"/series/ASEM-SOM/" + year + "/1/FIRST/" + secret + ".txt", "/series/ASEM-SOM/" + year + "/1/ABOUT.txt", "/drop/" + secret + ".txt",
		"/series/../../../etc/passwd", "/drop/../series/ASEM-SOM/" + year + "/1/FIRST/SHA256SUMS", "//series//ASEM-SOM/" + year + "/1/FIRST/" + secret + ".txt"} {
		batch = append(batch, "-get "+path)
	}
	file := filepath.Join(into, "batch")
	if err := os.WriteFile(file, []byte(strings.Join(batch, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	line := h.SSH(login, []string{"-b", file})
	out, _ := exec.Command("sftp", line[1:]...).CombinedOutput() // every command of the batch may fail
	for said := range strings.Lines(string(out)) {
		if strings.Contains(said, secret) && !strings.Contains(said, "sftp>") && !strings.Contains(said, "not found") && !strings.Contains(said, "There is no") {
			t.Errorf("%s sees %s", login, said)
		}
	}
	got, err := os.ReadDir(into)
	if err != nil || len(got) != 1 {
		t.Errorf("%s fetched %v, %v", login, got, err)
	}
}

// attackExport looks through all that a delegate may take home.
func attackExport(t *testing.T, h *served.House, login string) {
	t.Helper()
	z, err := zstd.NewReader(strings.NewReader(h.Does(login, "", "export")))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	content, err := io.ReadAll(z)
	if err != nil || !strings.Contains(string(content), "MANIFEST.json") {
		t.Fatalf("%s takes home %d bytes: %v", login, len(content), err)
	}
	if strings.Contains(string(content), secret) {
		t.Errorf("%s takes home what is others'", login)
	}
}

// attackBySubmitting answers what is not there for the delegate, by mail: it is as if it
// had never been, whether the answer is for nobody, for a board or for a person.
func attackBySubmitting(t *testing.T, h *served.House, login string, numbers []int, never int) {
	t.Helper()
	domain := domainOf(t, h)
	for _, to := range []string{"", "To: finance\n", "To: demo.observer\n"} {
		mail := func(n int) string {
			return fmt.Sprintf("Message-ID: <%s-%d@laptop>\nIn-Reply-To: <%d@%s>\n%sSubject: x\n\nx\n", login, n, n, domain, to)
		}
		want := without(never, h.Run(login, mail(never), "submit").Out)
		for _, n := range numbers {
			if got := without(n, h.Run(login, mail(n), "submit").Out); got != want || !strings.HasPrefix(got, "Refused: ") {
				t.Errorf("%s submits an answer to %d, %q\n and is told %s\n and else %s", login, n, to, got, want)
			}
		}
	}
}

// without is an answer with a number taken out of it.
func without(n int, answer string) string {
	return regexp.MustCompile(fmt.Sprintf(`\b%d\b`, n)).ReplaceAllString(answer, "N")
}

// symbolOf is the symbol of a document by its number.
func symbolOf(t *testing.T, h *served.House, n int) string {
	t.Helper()
	var shown struct{ Symbol string }
	if err := json.Unmarshal([]byte(h.Does("demo.delegate", "", fmt.Sprintf("doc show %d --json", n))), &shown); err != nil {
		t.Fatal(err)
	}
	return shown.Symbol
}

package script

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/testkit/served"
)

// letters is a mailing list: answers to anything before, deep and wide, with the same
// subjects over and over, which mail programs take for threads where they are let.
func letters(count int) string {
	random := rand.New(rand.NewPCG(2006, 9))
	var b strings.Builder
	references := make([]string, count)
	for i := range count {
		fmt.Fprintf(&b, "From a@example.org Mon Sep  4 10:00:00 2006\nFrom: Writer %d <w%d@example.org>\nDate: Mon, 4 Sep 2006 %02d:%02d:%02d +0000\nMessage-ID: <%d@example.org>\nSubject: Subject %d\n",
			i%7, i%7, 1+i/3600, i/60%60, i%60, i, i%5)
		references[i] = fmt.Sprintf("<%d@example.org>", i)
		if i > 0 && random.IntN(4) > 0 {
			of := max(0, i-1-random.IntN(12))
			fmt.Fprintf(&b, "References: %s\nIn-Reply-To: <%d@example.org>\n", references[of], of)
			references[i] = references[of] + "\n " + references[i]
		}
		fmt.Fprintf(&b, "\nText %d.\nFrom here on, ὅλως 一.\n\n", i)
	}
	return b.String()
}

// TestMailProgramsShowTheThreads of a packet as the board has them.
func TestMailProgramsShowTheThreads(t *testing.T) {
	t.Parallel()
	mailPrograms(t, letters(400))
}

// TestMailProgramsShowRealThreads does the same with 5,000 messages of a real mailing
// list, where AVS_SHARED names the folder in which it lies.
func TestMailProgramsShowRealThreads(t *testing.T) {
	shared := os.Getenv("AVS_SHARED")
	if shared == "" || testing.Short() {
		t.Skip("AVS_SHARED is not set, or little time: no real mail here")
	}
	t.Parallel()
	need(t, "zstd")
	mbox, err := served.Output(nil, "sh", "-c", `zstd -dcq "$0" | awk '/^From / && ++n > 5000 { exit } { print }'`, filepath.Join(shared, "data", "linux-man.mbox.zst"))
	if err != nil {
		t.Fatal(err)
	}
	mailPrograms(t, mbox)
}

func mailPrograms(t *testing.T, collection string) {
	t.Helper()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	h.Does("demo.secretariat", collection, "import mbox --board old-letters --title 'Old letters'")
	mbox := filepath.Join(t.TempDir(), "packet")
	if err := os.WriteFile(mbox, []byte(h.Does("demo.delegate", "", "packet --since 2000-01-01 --board old-letters")), 0o600); err != nil {
		t.Fatal(err)
	}
	want := threadsOnBoard(t, h)
	t.Logf("%d threads", len(want))
	for _, program := range []string{"mutt", "neomutt"} {
		t.Run(program, func(t *testing.T) {
			need(t, program)
			if got := threadsInMutt(t, h, program, mbox, posts(want)); !slices.Equal(got, want) {
				t.Errorf("%s shows\n%v\n, the board has\n%v", program, got, want)
			}
		})
	}
	t.Run("mblaze", func(t *testing.T) {
		need(t, "mthread", "mdeliver", "mlist", "mscan")
		if got := threadsInMblaze(t, mbox); !slices.Equal(got, want) {
			t.Errorf("mblaze shows\n%v\n, the board has\n%v", got, want)
		}
	})
}

// threadsOnBoard are the threads as lines, the number of the topic and how many posts it
// has, in order.
func threadsOnBoard(t *testing.T, h *served.House) (threads []string) {
	t.Helper()
	var topics []struct{ Number, Replies int }
	if err := json.Unmarshal([]byte(h.Does("demo.delegate", "", "topics old-letters --json --limit 0")), &topics); err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		threads = append(threads, fmt.Sprintf("%d %d", topic.Number, 1+topic.Replies))
	}
	slices.Sort(threads)
	return threads
}

// posts is how many there are in threads.
func posts(threads []string) (sum int) {
	for _, thread := range threads {
		var topic, posts int
		fmt.Sscan(thread, &topic, &posts)
		sum += posts
	}
	return sum
}

// muttrc lets mutt show a line for each message, by what it answers and not by subject.
const muttrc = `set strict_threads=yes sort=threads index_format="=%i=%M=" status_format="" help=no read_only=yes
set folder="" spoolfile="" header_cache="" wait_key=no quit=yes
push <collapse-all>
`

// threadsInMutt lets mutt close all threads, so that it shows a line for each.
func threadsInMutt(t *testing.T, h *served.House, program, mbox string, posts int) (threads []string) {
	t.Helper()
	home := t.TempDir()
	rc := filepath.Join(home, "rc")
	if err := os.WriteFile(rc, []byte(muttrc), 0o600); err != nil {
		t.Fatal(err)
	}
	s := h.Program(served.Look{Columns: 80, Rows: posts + 10, Term: "xterm"}, []string{"HOME=" + home, "LANG=C.UTF-8", "LC_ALL=C.UTF-8"}, program, "-n", "-F", rc, "-R", "-f", mbox)
	line := regexp.MustCompile(`=<(\d+)@\S+>=([ \d]+)=`)
	s.Until("all threads closed", func(p served.Picture) bool {
		threads = threads[:0]
		sum := 0
		for _, row := range p.Lines {
			if m := line.FindStringSubmatch(row); m != nil {
				posts := 1 // where there is nothing to close
				fmt.Sscan(m[2], &posts)
				sum += posts
				threads = append(threads, fmt.Sprintf("%s %d", m[1], posts))
			}
		}
		return sum == posts
	})
	s.Type("q")
	slices.Sort(threads)
	return threads
}

// threadsInMblaze reads what mthread sets in, which is a blank for each level.
func threadsInMblaze(t *testing.T, mbox string) (threads []string) {
	t.Helper()
	out, err := served.Output(nil, "sh", "-c", `mkdir -p "$1/cur" "$1/new" "$1/tmp" && mdeliver -M "$1" <"$0" >/dev/null && mlist "$1" | mthread | while IFS= read -r line; do
		id=$(mhdr -h message-id "${line##* }"); echo "${line%%[! ]*}|$id"; done`, mbox, t.TempDir())
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	root, posts := "", 0
	end := func() {
		if root != "" {
			threads = append(threads, fmt.Sprintf("%s %d", root, posts))
		}
	}
	for line := range strings.Lines(out) {
		depth, id, _ := strings.Cut(strings.TrimSpace("."+line), "|")
		id, _, _ = strings.Cut(strings.Trim(id, "<>"), "@")
		if len(depth) == 1 {
			end()
			root, posts = id, 0
		}
		posts++
	}
	end()
	slices.Sort(threads)
	return threads
}

// TestPacketTwice submits the same answers from two lines while the server is killed:
// each is posted once.
func TestPacketTwice(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	topic := numberIn(t, h.Does("demo.colleague", "An opinion.", "post finance --title Killed --json"))
	domain := domainOf(t, h)
	const answers = 60
	var b strings.Builder
	for i := range answers {
		fmt.Fprintf(&b, "From - Mon Sep  4 10:00:00 2006\nMessage-ID: <%d@laptop>\nIn-Reply-To: <%d@%s>\nSubject: Re: Killed\n\nAnswer %d.\n\n", i, topic, domain, i)
	}
	submit := func(client *gossh.Client) (rows []struct{ Result string }) {
		answer, err := served.Do(client, strings.NewReader(b.String()), "submit --json")
		if err == nil {
			_ = json.Unmarshal([]byte(answer.Out), &rows) // cut off by the kill
		}
		return rows
	}
	for range 3 {
		one, two := h.Enter("demo.delegate", served.Way{}), h.Enter("demo.delegate", served.Way{})
		before := replies(t, h, topic)
		done := make(chan struct{}, 2)
		for _, client := range []*gossh.Client{one, two} {
			go func() { submit(client); done <- struct{}{} }()
		}
		await(t, "an answer", func() bool { return len(done) == 2 || replies(t, h, topic) > min(before+5, answers-1) })
		h.Kill()
		<-done
		<-done
		h.Start()
	}
	rows := submit(h.Enter("demo.delegate", served.Way{}))
	if len(rows) != answers || slices.ContainsFunc(rows, func(r struct{ Result string }) bool { return r.Result == "refused" }) {
		t.Errorf("%+v", rows)
	}
	if got := replies(t, h, topic); got != answers {
		t.Errorf("%d answers stand there of %d", got, answers)
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}

// domainOf is what stands behind the @ in the packets of an installation in which
// something came to the delegate of the demonstration.
func domainOf(t *testing.T, h *served.House) string {
	t.Helper()
	found := regexp.MustCompile(`\nMessage-Id: <\d+@(\S+)>`).FindStringSubmatch(h.Does("demo.delegate", "", "packet --since 2000-01-01"))
	if found == nil {
		t.Fatal("nothing came to the delegate")
	}
	return found[1]
}

func replies(t *testing.T, h *served.House, topic int) int {
	t.Helper()
	var topics []struct{ Number, Replies int }
	if err := json.Unmarshal([]byte(h.Does("demo.colleague", "", "topics finance --json")), &topics); err != nil {
		t.Fatal(err)
	}
	for _, x := range topics {
		if x.Number == topic {
			return x.Replies
		}
	}
	t.Fatalf("%+v", topics)
	return 0
}

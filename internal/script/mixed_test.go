package script

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// TestKillUnderAll kills the server at random moments under 16 delegates who send
// letters, draw up and issue documents with a file, post notices and acknowledge them,
// each thing under its token until it is answered. Nothing that was answered may be lost
// or stand there twice, files must be whole, and serial numbers without gaps.
func TestKillUnderAll(t *testing.T) {
	if testing.Short() {
		t.Skip("kills for seconds")
	}
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	past := &mixedHistory{}
	var clerks []*clerk
	for i := range 16 {
		login := fmt.Sprintf("clerk.no%d", i)
		h.Enrol(login, []string{"FI", "VN", "DE", "ID"}[i%4], "delegate contact-point coordinator")
		h.KeyFile(login)
		clerks = append(clerks, &clerk{writer: writer{house: h, login: login, name: login}, past: past})
	}
	h.Start()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	over := make(chan struct{})
	var work sync.WaitGroup
	for _, c := range clerks {
		work.Go(func() { c.work(ctx, func() bool { return closed(over) }) })
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	kills, began := 0, time.Now()
	for ; kills < fewestKills || time.Since(began) < killing; kills++ {
		goal := past.count() + 1 + random.IntN(60)
		await(t, "answers of all kinds", func() bool { return past.count() >= goal })
		moment(random.IntN(3000))
		h.Kill()
		h.Start()
	}
	close(over)
	work.Wait()
	past.check(t, h)
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
	t.Logf("%d kills", kills)
}

// A deed is something that was answered.
type deed struct {
	kind, token, by string
	number          int
	symbol          string
}

// A mixedHistory is what clerks were answered. It is safe for concurrent use.
type mixedHistory struct {
	mu    sync.Mutex // guards what follows
	deeds []deed
	wrong []string
}

func (h *mixedHistory) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.deeds)
}

func (h *mixedHistory) note(d deed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deeds = append(h.deeds, d)
}

func (h *mixedHistory) complain(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wrong = append(h.wrong, fmt.Sprintf(format, args...))
}

// A clerk does one thing of each kind after the other.
type clerk struct {
	writer
	past *mixedHistory
}

func (c *clerk) work(ctx context.Context, enough func() bool) {
	defer c.hangUp()
	for i := 0; !enough() && ctx.Err() == nil; i++ {
		token := fmt.Sprintf("%s-%d", c.name, i)
		c.until(ctx, deed{kind: "letter", token: token, by: c.login}, textOf(token), "letter send --to clerk.no0,DE --subject %s --id L%[1]s", token)
		draft := c.until(ctx, deed{kind: "draft", token: token, by: c.login}, paperOf(token), "doc draft --series ASEM/INF --title %s --id D%[1]s", token)
		c.until(ctx, deed{kind: "document", token: token, by: c.login}, "", "doc issue %d --to @all --id I%s", draft.number, token)
		if i%4 > 0 {
			continue
		}
		notice := c.until(ctx, deed{kind: "notice", token: token, by: c.login}, textOf(token), "notice post --to @all --title %s --ack-by 3d --id N%[1]s", token)
		c.until(ctx, deed{kind: "ack", token: token, by: c.login, number: notice.number}, "", "ack %d", notice.number)
	}
}

// paperOf is the text of a document: several pieces of a file, none like another's.
func paperOf(token string) string { return strings.Repeat(textOf(token), 6000) }

// until has a command done until it is answered.
func (c *clerk) until(ctx context.Context, d deed, input, format string, args ...any) deed {
	for ctx.Err() == nil {
		if c.client == nil {
			c.client, _ = c.house.Dial(c.login, served.Way{}) // tried again below
		}
		if c.client != nil {
			answer, err := served.Do(c.client, strings.NewReader(input), fmt.Sprintf(format, args...)+" --json")
			var got struct {
				Number int
				Symbol string
			}
			switch {
			case err != nil || answer.Code == 1 || answer.Code == 3: // it was cut off, or stops, or it is too much in a minute
			case answer.Code != 0 || json.Unmarshal([]byte(answer.Out), &got) != nil:
				c.past.complain("%s %s: exit code %d, %s%s", d.kind, d.token, answer.Code, answer.Out, answer.Err)
				return d
			default:
				if d.kind != "ack" {
					d.number, d.symbol = got.Number, got.Symbol
				}
				c.past.note(d)
				return d
			}
			if err != nil || answer.Code == 1 {
				c.hangUp()
			}
		}
		breathe(ctx)
	}
	return d
}

// check compares what is there with what was answered.
func (h *mixedHistory) check(t *testing.T, house *served.House) {
	t.Helper()
	for _, wrong := range h.wrong {
		t.Error(wrong)
	}
	byKind := map[string][]deed{}
	for _, d := range h.deeds {
		byKind[d.kind] = append(byKind[d.kind], d)
	}
	letters := stands(t, house, "clerk.no0", "letters --limit 0 --json", "subject")
	for _, d := range byKind["letter"] {
		if d.by != "clerk.no0" && !slices.Equal(letters[d.token], []string{fmt.Sprint(d.number)}) {
			t.Errorf("letter %s was answered with #%d and stands as %v", d.token, d.number, letters[d.token])
		}
	}
	notices := stands(t, house, "demo.observer", "notices --limit 0 --json", "title")
	for _, d := range byKind["notice"] {
		if !slices.Equal(notices[d.token], []string{fmt.Sprint(d.number)}) {
			t.Errorf("notice %s was answered with #%d and stands as %v", d.token, d.number, notices[d.token])
		}
	}
	h.checkDocuments(t, house, byKind["document"])
	client := house.Enter("demo.coordinator", served.Way{})
	for _, d := range byKind["ack"] {
		answer, err := served.Do(client, nil, fmt.Sprintf("notice acks %d", d.number))
		if err != nil || !strings.Contains(answer.Out, "clerk.no") {
			t.Errorf("the acknowledgement of #%d is lost: %v %s", d.number, err, answer.Out)
		}
	}
	for i := range 16 {
		if out := strings.TrimSpace(house.Does(fmt.Sprintf("clerk.no%d", i), "", "doc drafts --json")); strings.Contains(out, "{") {
			t.Errorf("a draft was left, or drawn up twice: %s", out)
		}
	}
	t.Logf("%d letters, %d documents, %d notices, %d acknowledgements", len(byKind["letter"]), len(byKind["document"]), len(byKind["notice"]), len(byKind["ack"]))
}

// checkDocuments fetches the newest files, too, and looks for gaps between the symbols.
func (h *mixedHistory) checkDocuments(t *testing.T, house *served.House, issued []deed) {
	t.Helper()
	documents := stands(t, house, "demo.observer", "docs --series ASEM/INF --limit 0 --json", "title")
	serials := map[string]bool{}
	total := 0
	for _, symbols := range documents {
		for _, s := range symbols {
			serials[s[strings.LastIndexByte(s, '/')+1:]] = true
			total++
		}
	}
	for i := range total {
		if !serials[fmt.Sprint(i+1)] {
			t.Errorf("of %d documents none has the serial number %d", total, i+1)
		}
	}
	client := house.Enter("demo.observer", served.Way{})
	for i, d := range issued {
		if !slices.Equal(documents[d.token], []string{d.symbol}) {
			t.Errorf("document %s was answered with %s and stands as %v", d.token, d.symbol, documents[d.token])
		}
		if i < len(issued)-64 {
			continue
		}
		answer, err := served.Do(client, nil, "doc get "+d.symbol)
		if err != nil || answer.Out != paperOf(d.token) {
			t.Errorf("the file of %s is not what was sent: %v %s", d.symbol, err, answer.Err)
		}
	}
}

// stands are the numbers, or symbols, of what a delegate is listed, by its title.
func stands(t *testing.T, house *served.House, login, command, title string) map[string][]string {
	t.Helper()
	var rows []map[string]any
	if err := json.Unmarshal([]byte(house.Does(login, "", command)), &rows); err != nil {
		t.Fatal(err)
	}
	there := map[string][]string{}
	for _, row := range rows {
		name := row["number"]
		if symbol, ok := row["symbol"]; ok {
			name = symbol
		}
		key := fmt.Sprint(row[title])
		there[key] = append(there[key], fmt.Sprint(name))
	}
	return there
}

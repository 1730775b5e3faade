package script

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/testkit/served"
)

// authors may write.
var authors = []string{"demo.delegate", "demo.colleague", "demo.contact", "demo.coordinator"}

// A history is what writers were answered, by their tokens. It is safe for
// concurrent use.
type history struct {
	mu       sync.Mutex     // guards what follows
	answered map[string]int // token to number
	wrong    []string
}

// note remembers the number with which a token was answered, once or twice.
func (h *history) note(token string, number int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if before, twice := h.answered[token]; twice && before != number {
		h.wrong = append(h.wrong, fmt.Sprintf("%s was answered with #%d and with #%d", token, before, number))
	}
	h.answered[token] = number
}

func (h *history) complain(format string, args ...any) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.wrong = append(h.wrong, fmt.Sprintf(format, args...))
}

func (h *history) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.answered)
}

// A writer posts one topic after the other, each under its token until it is
// answered, over as many connections as it takes, until enough.
type writer struct {
	house  *served.House
	login  string
	name   string
	past   *history
	client *gossh.Client
}

func (w *writer) write(ctx context.Context, enough func() bool) {
	defer w.hangUp()
	for i := 0; !enough() && ctx.Err() == nil; i++ {
		token := fmt.Sprintf("%s-%d", w.name, i)
		for again := false; ctx.Err() == nil; again = true {
			done := w.post(token, again)
			if done {
				break
			}
			w.hangUp()
			breathe(ctx)
		}
	}
}

func (w *writer) hangUp() {
	if w.client != nil {
		_ = w.client.Close() // broken already
		w.client = nil
	}
}

// breathe waits a moment before the server is tried again.
func breathe(ctx context.Context) {
	timer := time.NewTimer(5 * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// post sends one topic, and says whether it was answered. A sentence of a server
// that is about to stop is no answer.
func (w *writer) post(token string, again bool) bool {
	if w.client == nil {
		client, err := w.house.Dial(w.login, served.Way{})
		if err != nil {
			return false
		}
		w.client = client
	}
	answer, err := served.Do(w.client, strings.NewReader(textOf(token)), fmt.Sprintf("post finance --title %s --id %s --json", token, token))
	if err != nil || answer.Code == 1 || answer.Code == 3 && again {
		return false
	}
	var posted struct{ Number int }
	if answer.Code != 0 || json.Unmarshal([]byte(answer.Out), &posted) != nil || posted.Number == 0 {
		w.past.complain("%s: exit code %d, %s%s", token, answer.Code, answer.Out, answer.Err)
		return true
	}
	w.past.note(token, posted.Number)
	return true
}

func textOf(token string) string { return "What " + token + " says.\n" }

// write has so many writers write until enough, and gives what they were answered.
func write(ctx context.Context, h *served.House, writers int, past *history, enough func() bool) (wait func()) {
	var work sync.WaitGroup
	for i := range writers {
		w := &writer{house: h, login: authors[i%len(authors)], name: fmt.Sprintf("writer-%d", i), past: past}
		work.Go(func() { w.write(ctx, enough) })
	}
	return work.Wait
}

// check compares what stands on the board with what was answered: every answered
// post is there, under its number, with its text, and none is there twice.
func (h *history) check(t *testing.T, house *served.House) {
	t.Helper()
	var topics []struct {
		Number int
		Title  string
	}
	out := house.Does("demo.observer", "", "topics finance --limit 0 --json")
	if err := json.Unmarshal([]byte(out), &topics); err != nil {
		t.Fatal(err)
	}
	there := map[string]int{}
	for _, topic := range topics {
		if other, twice := there[topic.Title]; twice {
			t.Errorf("%s stands on the board twice, as #%d and #%d", topic.Title, other, topic.Number)
		}
		there[topic.Title] = topic.Number
	}
	for _, wrong := range h.wrong {
		t.Error(wrong)
	}
	for token, number := range h.answered {
		if there[token] != number {
			t.Errorf("%s was answered with #%d and stands as #%d (0 for not at all)", token, number, there[token])
		}
	}
	h.checkTexts(t, house)
	t.Logf("%d posts answered, %d on the board", len(h.answered), len(there))
}

// checkTexts reads the texts that were answered last.
func (h *history) checkTexts(t *testing.T, house *served.House) {
	t.Helper()
	client := house.Enter("demo.observer", served.Way{})
	tokens := slices.SortedFunc(maps.Keys(h.answered), func(a, b string) int { return h.answered[b] - h.answered[a] })
	for _, token := range tokens[:min(64, len(tokens))] {
		number := h.answered[token]
		answer, err := served.Do(client, nil, fmt.Sprintf("read %d --text --keep-new", number))
		if err != nil || answer.Out != textOf(token) {
			t.Errorf("#%d says %q: %v %s", number, answer.Out, err, answer.Err)
		}
	}
}

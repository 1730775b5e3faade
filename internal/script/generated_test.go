package script

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/testkit/served"
)

// aboard opens a topic on every board, and on finance as many as asked for, the
// last of which has a text of several pages and two answers. It gives the number of
// that one.
func aboard(t *testing.T, h *served.House, topics int) (long string) {
	t.Helper()
	client := h.Enter("demo.colleague", served.Way{})
	do := func(input, line string, args ...any) string {
		t.Helper()
		answer, err := served.Do(client, strings.NewReader(input), fmt.Sprintf(line, args...))
		if err != nil || answer.Code != 0 {
			t.Fatalf("%s: %v %s", line, err, answer.Err)
		}
		return strconv.Itoa(numberIn(t, answer.Out))
	}
	for _, b := range asem.FoundingBoards() {
		if !b.Archive && b.ID != "finance" {
			do("An opinion on it.", "post %s --title 'On %s' --json", b.ID, b.Title)
		}
	}
	for i := range topics - 1 {
		do("A short opinion.", "post finance --title 'Draft statement, paragraph %d, revised by the chair' --json", i)
	}
	long = do(pages(), "post finance --title 'The statement as a whole' --json")
	first := do("An answer in a few words.", "reply %s --json", long)
	do("And another one.", "reply %s --json", first)
	return long
}

// numberIn is the number with which post, reply and edit answer.
func numberIn(t *testing.T, answer string) int {
	t.Helper()
	var posted struct{ Number int }
	if err := json.Unmarshal([]byte(answer), &posted); err != nil || posted.Number == 0 {
		t.Fatalf("no number: %q, %v", answer, err)
	}
	return posted.Number
}

// pages is a text of some pages, no two of whose lines are alike.
func pages() string {
	words := strings.Fields("the partners reaffirmed their commitment to effective multilateralism and a rule based order with the United Nations at its core and looked forward to the next meeting of senior officials in the second half of the year")
	var b strings.Builder
	for i := range 160 {
		fmt.Fprintf(&b, "%d.", i+1)
		for j := range 9 + i%5 {
			b.WriteString(" " + words[(i*7+j*(i%3+1))%len(words)])
		}
		b.WriteString("\n")
		if i%4 == 3 {
			b.WriteString("\n")
		}
	}
	return b.String()
}

package script

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// TestTheLastSecond lets contact points object just before the time and just after, while
// the server closes by itself: whoever is answered that the silence is broken finds it
// broken, and whoever is told that it is too late finds it adopted.
//
// Source: OSCE MC.DOC/1/06, Annex 1(A); that the journal decides is a rule of this house.
func TestTheLastSecond(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	const texts = 6
	var numbers []int
	ends := time.Now().Add(7 * time.Second).UTC().Truncate(time.Second).Add(time.Second)
	for range texts {
		draft := numberIn(t, h.Does("demo.delegate", "Text.", "doc draft --series ASEM/SOM --title Text --json"))
		h.Does("demo.delegate", "", fmt.Sprintf("doc issue %d --to @all", draft))
		line := fmt.Sprintf("procedure open --doc %s --expires %s --reason Test --json", symbolOf(t, h, draft), ends.Format(time.RFC3339))
		numbers = append(numbers, numberIn(t, h.Does("demo.coordinator", "", line)))
	}
	answers := make([]served.Answer, texts)
	var objecting sync.WaitGroup
	for i, n := range numbers {
		client := h.Enter("demo.contact", served.Way{})
		objecting.Go(func() {
			<-time.After(time.Until(ends) + time.Duration(i-texts/2)*40*time.Millisecond) // around the time, which is the machine's
			answers[i], _ = served.Do(client, strings.NewReader("No."), fmt.Sprintf("procedure break %d", n))
		})
	}
	objecting.Wait()
	for i, n := range numbers {
		want := map[int]string{0: "broken", 5: "adopted"}[answers[i].Code]
		var shown struct {
			State  string
			Symbol *string
		}
		await(t, "its end", func() bool {
			err := json.Unmarshal([]byte(h.Does("demo.observer", "", fmt.Sprintf("procedure show %d --json", n))), &shown)
			return err == nil && shown.State != "open"
		})
		if shown.State != want || (shown.Symbol != nil) != (want == "adopted") {
			t.Errorf("%d: answered with %d, %s%s; it is %s", n, answers[i].Code, answers[i].Out, answers[i].Err, shown.State)
		}
	}
	if !strings.Contains(h.Does("demo.observer", "", "procedures"), "adopted") {
		t.Error("none was adopted: the last came after the time")
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}

// TestKilledOverTheTime: what came due while nobody could object goes on by as long and a
// grace, and says so.
//
// Source: as for TestOutageOverTheTime in secretariat.
func TestKilledOverTheTime(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	draft := numberIn(t, h.Does("demo.delegate", "Text.", "doc draft --series ASEM/SOM --title Text --json"))
	h.Does("demo.delegate", "", fmt.Sprintf("doc issue %d --to @all", draft))
	ends := time.Now().Add(2 * time.Second).UTC().Truncate(time.Second).Add(time.Second)
	n := numberIn(t, h.Does("demo.coordinator", "", fmt.Sprintf("procedure open --doc %s --expires %s --reason Test --json", symbolOf(t, h, draft), ends.Format(time.RFC3339))))
	h.Kill()
	<-time.After(time.Until(ends) + 100*time.Millisecond) // the time is the machine's
	h.Start()
	await(t, "the extension", func() bool {
		return strings.Contains(h.Does("demo.delegate", "", fmt.Sprintf("procedure show %d", n)), "by the server: The server was down")
	})
	var shown struct {
		State   string
		Expires time.Time
	}
	if err := json.Unmarshal([]byte(h.Does("demo.delegate", "", fmt.Sprintf("procedure show %d --json", n))), &shown); err != nil || shown.State != "open" || shown.Expires.Before(ends.Add(24*time.Hour)) {
		t.Errorf("%+v, %v", shown, err)
	}
}

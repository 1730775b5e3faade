package script

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"

	"asem.internal/avs/internal/testkit/served"
)

// How long the kills go on, and how many there are at least.
const (
	killing     = 8 * time.Second
	fewestKills = 8
)

// TestKill kills the server at random moments under 32 writers who send each post
// until it is answered. None that was answered may be lost, none may stand there
// twice, and the folder must verify.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("kills for seconds")
	}
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	past := &history{answered: map[string]int{}}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	over := make(chan struct{})
	wait := write(ctx, h, 32, past, func() bool { return closed(over) })
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	kills, began := 0, time.Now()
	for ; kills < fewestKills || time.Since(began) < killing; kills++ {
		awaitPosts(t, past, 1+random.IntN(150))
		moment(random.IntN(3000))
		h.Kill()
		h.Start()
	}
	close(over)
	wait()
	past.check(t, h)
	allFound(t, h)
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
	t.Logf("%d kills", kills)
}

// allFound: the index has every post there is, however often it was killed on the way.
func allFound(t *testing.T, h *served.House) {
	t.Helper()
	var boards []struct{ Posts int }
	var found struct{ Total, Behind int }
	if err := json.Unmarshal([]byte(h.Does("demo.delegate", "", "boards --json")), &boards); err != nil {
		t.Fatal(err)
	}
	posts := 0
	for _, b := range boards {
		posts += b.Posts
	}
	await(t, "the index", func() bool {
		err := json.Unmarshal([]byte(h.Does("demo.delegate", "", "search kind:post --json --limit 1")), &found)
		return err == nil && found.Behind == 0
	})
	if found.Total != posts {
		t.Errorf("%d posts are found of %d", found.Total, posts)
	}
}

// awaitPosts waits until so many more posts were answered.
func awaitPosts(t *testing.T, past *history, more int) {
	t.Helper()
	goal := past.count() + more
	await(t, "answers to posts", func() bool { return past.count() >= goal })
}

// moment lets so many microseconds pass, so that kills fall anywhere between two
// answers.
func moment(microseconds int) {
	<-time.After(time.Duration(microseconds) * time.Microsecond)
}

// mustVerify verifies a folder with the built program.
func mustVerify(t *testing.T, folder string) {
	t.Helper()
	if out, err := served.Output(nil, avs, "verify", "--data", folder); err != nil {
		t.Errorf("avs verify: %v\n%s", err, out)
	}
}

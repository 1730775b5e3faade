package secretariat_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/boltstore"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// The test binary plays a server that will be killed where these are set.
const (
	killedFolder = "AVS_KILLED_FOLDER"
	killedSeal   = "AVS_KILLED_SEAL" // secret and public key, a blank between them
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(killedFolder); folder != "" {
		serveUntilKilled(folder)
	}
	os.Exit(m.Run())
}

// writers is how many write when the server is killed.
const writers = 32

// serveUntilKilled lets writers post, each post under a token of its own, and
// prints each token when it is sent and again when it is answered.
func serveUntilKilled(folder string) {
	office, _, err := officeOn(folder, os.Getenv(killedSeal))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	desk, err := office.Desk(secretariat.Visitor{Login: "a.writer"})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	run := fmt.Sprint(os.Getpid())
	var print sync.Mutex
	say := func(word, token string, n asem.Number) {
		print.Lock()
		defer print.Unlock()
		fmt.Println(word, token, n)
	}
	for w := range writers {
		go func() {
			for i := 0; ; i++ {
				token := fmt.Sprintf("%s-%d-%d", run, w, i)
				say("sent", token, 0)
				posted, err := desk.Open(token, forum.Open{Board: "finance", Title: token, Text: "Text of " + token})
				if err != nil {
					say("failed", token, 0)
					return
				}
				say("answered", token, posted.Number)
			}
		}()
	}
	select {}
}

// officeOn opens an office on a folder whose commits are synced.
func officeOn(folder, keys string) (*secretariat.Office, *boltstore.Store, error) {
	secret, public, _ := strings.Cut(keys, " ")
	seal, err := journal.NewSeal(secret, public)
	if err != nil {
		return nil, nil, err
	}
	codec := journal.NewCodec()
	store, err := boltstore.Open(boltstore.Options{Folder: folder, Codec: codec, Seal: seal})
	if err != nil {
		return nil, nil, err
	}
	limits := secretariat.DefaultLimits()
	limits.PostsPerMinute, limits.PostsPerDay = 1e6, 1e6
	return secretariat.Open(secretariat.Options{Store: store, Sequencer: journal.NewQueue(1024, time.Now), Codec: codec,
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Limits: limits}), store, nil
}

// TestKilled kills a server under 32 writers again and again, in the middle of what
// it does: no answered post is lost, none is there twice, and sending again what was
// never answered posts it once.
func TestKilled(t *testing.T) {
	kills := 6
	if testing.Short() {
		kills = 1
	}
	secret, public, err := journal.NewSealKey()
	if err != nil {
		t.Fatal(err)
	}
	folder, keys := t.TempDir(), secret+" "+public
	prepareForKilling(t, folder, keys)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	sent, answered, unanswered := map[string]bool{}, map[string]string{}, 0
	for range kills {
		killAfter(t, folder, keys, 50+random.IntN(400), sent, answered)
		unanswered += len(sent) - len(answered)
		wantHistory(t, folder, keys, sent, answered)
	}
	t.Logf("%d kills, %d posts sent, %d of them not answered before a kill", kills, len(sent), unanswered)
}

func prepareForKilling(t *testing.T, folder, keys string) {
	t.Helper()
	office, store, err := officeOn(folder, keys)
	must(t, err)
	must(t, office.Founding())
	_, _, err = office.Reconcile([]roster.Line{{Login: "a.writer", Name: "A Writer", Partner: "FI", Roles: []roster.Role{{Name: roster.Ordinary}}, Fingerprint: "SHA256:x", Key: []byte("x")}})
	must(t, err)
	office.Close()
	must(t, store.Close())
}

// killAfter starts the server, and kills it when that many lines were read.
func killAfter(t *testing.T, folder, keys string, lines int, sent map[string]bool, answered map[string]string) {
	t.Helper()
	binary, err := os.Executable()
	must(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, binary)
	cmd.Env = append(os.Environ(), killedFolder+"="+folder, killedSeal+"="+keys)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	scanner := bufio.NewScanner(out)
	for read := 0; scanner.Scan(); read++ {
		if read == lines {
			must(t, cmd.Process.Kill())
		}
		word, rest, _ := strings.Cut(scanner.Text(), " ")
		token, number, whole := strings.Cut(rest, " #")
		switch {
		case !whole: // the last line, cut off
		case word == "sent":
			sent[token] = true
		case word == "answered":
			answered[token] = "#" + number
		default:
			t.Errorf("the server says %q", scanner.Text())
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Error("the server ended by itself")
	}
}

// wantHistory opens what the kill left, and sends everything again.
func wantHistory(t *testing.T, folder, keys string, sent map[string]bool, answered map[string]string) {
	t.Helper()
	office, store, err := officeOn(folder, keys)
	must(t, err)
	defer func() {
		office.Close()
		must(t, store.Close())
	}()
	if store.Damage() != nil {
		t.Fatal(store.Damage())
	}
	desk, err := office.Desk(secretariat.Visitor{Login: "a.writer"})
	must(t, err)
	numbers := map[asem.Number]string{}
	var mu sync.Mutex
	var group sync.WaitGroup
	for token := range sent {
		group.Go(func() {
			posted, err := desk.Open(token, forum.Open{Board: "finance", Title: token, Text: "Text of " + token})
			mu.Lock()
			defer mu.Unlock()
			number, was := answered[token]
			switch {
			case err != nil:
				t.Errorf("%s, sent again: %v", token, err)
			case was && (!posted.Already || posted.Number.String() != number):
				t.Errorf("%s was answered with %s, and is now %+v", token, number, posted)
			case numbers[posted.Number] != "":
				t.Errorf("%s and %s are both %s", token, numbers[posted.Number], posted.Number)
			}
			numbers[posted.Number] = token
			answered[token] = posted.Number.String()
		})
	}
	group.Wait()
	if b, err := desk.Board("finance"); err != nil || b.Posts != len(sent) {
		t.Errorf("%d posts of %d sent, %v", b.Posts, len(sent), err)
	}
	report, err := store.Verify(t.Context(), nil)
	must(t, err)
	for _, p := range report.Problems {
		t.Errorf("the store does not verify: %v", p)
	}
}

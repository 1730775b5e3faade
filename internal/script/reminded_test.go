package script

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestKilledWhileReminding kills the server around the moment at which it recalls what
// falls due, which it does as it starts. Each milestone is told once, and each office that
// was given just before is held, by one holder.
func TestKilledWhileReminding(t *testing.T) {
	if testing.Short() {
		t.Skip("kills for seconds")
	}
	h := served.New(t, served.Options{TOML: freely, Avs: avs})
	h.Start()
	n := numberIn(t, h.Does("demo.contact", "Aims.", "initiative propose --title Ports --pillar economic --json"))
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	const each = 3
	boards := []string{"multilateralism", "global-threats", "globalisation", "finance", "labour", "education", "health", "culture", "interfaith"}
	var marks []string
	for _, board := range boards {
		for range each {
			mark := fmt.Sprintf("mark-%d-end", len(marks))
			h.Does("demo.contact", "", fmt.Sprintf("initiative milestone %d --title %s --by 3d", n, mark))
			marks = append(marks, mark)
		}
		h.Does("demo.coordinator", "", fmt.Sprintf("office give moderator:%s demo.delegate --from today --to 300d", board))
		h.Kill()
		h.Start() // and tells
		moment(random.IntN(20_000))
		h.Kill()
		h.Start()
	}
	told := ""
	await(t, "the reminders", func() bool {
		told = lettersOf(t, h, "demo.contact")
		return strings.Contains(told, marks[len(marks)-1])
	})
	for _, mark := range marks {
		if n := strings.Count(told, mark); n != 1 {
			t.Errorf("%s was told %d times", mark, n)
		}
	}
	for _, board := range boards {
		var office struct {
			Holders, Ahead, Before []struct{ Holder string }
		}
		await(t, "the term to begin", func() bool {
			err := json.Unmarshal([]byte(h.Does("demo.observer", "", "office show moderator:"+board+" --json")), &office)
			return err == nil && len(office.Ahead) == 0
		})
		if len(office.Holders) != 1 || office.Holders[0].Holder != "demo.delegate" || len(office.Before) > 0 {
			t.Errorf("%s: %+v", board, office)
		}
	}
	if err := h.Stop(); err != nil {
		t.Error(err)
	}
	mustVerify(t, h.Folder)
}

// lettersOf are the texts of all letters that reach somebody.
func lettersOf(t *testing.T, h *served.House, login string) string {
	t.Helper()
	var letters []struct{ Number int }
	if err := json.Unmarshal([]byte(h.Does(login, "", "letters --limit 0 --json")), &letters); err != nil {
		t.Fatal(err)
	}
	var texts strings.Builder
	for _, l := range letters {
		texts.WriteString(h.Does(login, "", fmt.Sprintf("read %d", l.Number)))
	}
	return texts.String()
}

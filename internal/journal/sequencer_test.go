package journal_test

import (
	"testing"
	"time"

	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/journal/sequencertest"
)

func TestQueue(t *testing.T) {
	sequencertest.Run(t, func(_ *testing.T, places int, now func() time.Time) journal.Sequencer {
		return journal.NewQueue(places, now)
	})
}

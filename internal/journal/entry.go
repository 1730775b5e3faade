package journal

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/rule"
)

// RuleVersion is that of the rules in this build. It goes up when the same
// action in the same state would be decided otherwise than before.
const RuleVersion = 1

// An Entry is one line of the journal.
type Entry struct {
	Number  uint64
	At      time.Time  // UTC, whole milliseconds
	Actor   asem.Login // empty for the server itself
	Command string     // id of the command, unique for its actor
	Rule    int
	Facts   []rule.Fact
}

// A Command is an action with who asks for it and the id under which it is
// done once, however often it is sent.
type Command struct {
	ID     string
	By     asem.Login
	Action rule.Action
}

// After is the effective time of an entry that comes at now, after one at last:
// never before it, in whole milliseconds, UTC.
func After(last, now time.Time) time.Time {
	now = now.UTC().Truncate(time.Millisecond)
	if now.Before(last) {
		return last
	}
	return now
}

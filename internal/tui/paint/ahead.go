package paint

import "time"

// What is drawn must not run ahead of its reader: frames that lie in buffers between
// the server and a slow line cannot be taken back, and are old when they are seen.
// Neither the kernel nor the ssh window tells, since both take far more than a line of
// 9,600 bit/s carries in a second. So whoever is sent more than such a line carries is
// asked, by a request that the client answers when it has come to it, and while no
// answer comes nothing more is drawn: the newest frame takes the place of all between.
// Who is sent no more than that is never asked, and it costs no byte.

const (
	slowest    = 9600 / 8               // bytes a second that any line is taken to carry
	packet     = 36                     // bytes that a frame takes on a line beside its own
	lead       = 200 * time.Millisecond // by which a line of that pace may be behind, before the question and again after it
	ease       = time.Second            // the same, before the question alone, over a line that is known to be faster
	answerWait = 2 * time.Second        // beyond twice what the line takes, after which a client counts as one that does not answer
)

// ahead knows whether a client is to be asked, and waited for.
type ahead struct {
	ask     func() error  // nil: nobody can be asked
	answers chan struct{} // one token: the answer came
	free    time.Time     // when a line of the slowest pace has carried what was sent
	asked   bool          // and not answered
	due     time.Time     // when such a line would bring the client to the question
	since   time.Duration // that such a line takes for what was sent after the question
	slow    bool          // the last answer did not come before it was due
	fast    bool          // it did
	limit   *time.Timer   // runs until the answer comes; nil once it has come, or was waited for in vain
}

func newAhead(ask func() error) ahead { return ahead{ask: ask, answers: make(chan struct{}, 1)} }

// sent notes a frame of n bytes.
func (a *ahead) sent(n int) {
	takes := time.Duration(n+packet) * time.Second / slowest
	if now := time.Now(); a.free.Before(now) {
		a.free = now
	}
	a.free, a.since = a.free.Add(takes), a.since+takes
}

// may says whether something may be drawn now, asking the client if need be. If not,
// it may after the answer, or when tooLate has come. Over a line that is known to be
// slow nothing is drawn after a question; over another, as much as before it.
func (a *ahead) may() bool {
	switch {
	case a.ask == nil:
		return true
	case a.asked:
		return a.limit == nil || !a.slow && a.since < lead
	case time.Until(a.free) < lead, a.fast && time.Until(a.free) < ease:
		return true
	}
	a.asked, a.due, a.since = true, a.free, 0
	a.limit = time.NewTimer(answerWait + 2*time.Until(a.due))
	go func() { // ends with the answer, or with the channel
		_ = a.ask() // who has gone is told of by what is read
		a.answers <- struct{}{}
	}()
	return !a.slow
}

// answered notes that the client has come to the question, so that the line carries
// what was sent after it.
func (a *ahead) answered() {
	now := time.Now()
	a.asked, a.free = false, now.Add(a.since)
	a.slow = now.After(a.due)
	a.fast = !a.slow
	a.stop()
}

// tooLate comes when a client has not answered in time. It is not waited for again
// until it does.
func (a *ahead) tooLate() <-chan time.Time {
	if a.limit == nil {
		return nil
	}
	return a.limit.C
}

func (a *ahead) stop() {
	if a.limit != nil {
		a.limit.Stop()
		a.limit = nil
	}
}

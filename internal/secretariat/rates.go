package secretariat

import (
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// ErrTooSoon is the cause of a refusal that a moment mends.
var ErrTooSoon = errors.New("too soon")

// rates bounds how often each delegate posts, over all of their sessions. It
// holds one entry for each delegate who posted since the server started, which
// is bounded by the number of delegates.
type rates struct {
	limits Limits

	mu sync.Mutex // guards by
	by map[asem.Login]*pace
}

type pace struct{ minute, day, acts *rate.Limiter }

// actsPerMinute bounds what one delegate does besides posting: with documents, about
// notices, as a moderator, with keys. It is enough for a whole conference to be brought in
// by a script, and too little for a loop to fill the journal, which keeps it all for ever.
const actsPerMinute = 300

func (r *rates) init(l Limits) {
	r.limits = l
	r.by = map[asem.Login]*pace{}
}

// allow takes one post from the delegate's allowance at this time.
func (r *rates) allow(login asem.Login, at time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.pace(login)
	if !p.minute.AllowN(at, 1) {
		return fault.New(fault.Refused, "You posted %d times within a minute, the most that is taken.", r.limits.PostsPerMinute).
			Then("Wait a moment, then send it again: it is kept as a draft.").Because(ErrTooSoon)
	}
	if !p.day.AllowN(at, 1) {
		return fault.New(fault.Refused, "You posted %d times within a day, the most that is taken.", r.limits.PostsPerDay).
			Then("Send it tomorrow: it is kept as a draft.")
	}
	return nil
}

// allowAct takes one act that is no post.
func (r *rates) allowAct(login asem.Login, at time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.pace(login).acts.AllowN(at, 1) {
		return fault.New(fault.Refused, "You did %d things within a minute, the most that is taken.", actsPerMinute).
			Then("Wait a moment, then do it again.").Because(ErrTooSoon)
	}
	return nil
}

// pace is the delegate's allowance; the caller has mu.
func (r *rates) pace(login asem.Login) *pace {
	p := r.by[login]
	if p == nil {
		p = &pace{minute: limiter(r.limits.PostsPerMinute, time.Minute), day: limiter(r.limits.PostsPerDay, 24*time.Hour),
			acts: limiter(actsPerMinute, time.Minute)}
		r.by[login] = p
	}
	return p
}

// limiter allows n at once and n more over each period.
func limiter(n int, period time.Duration) *rate.Limiter {
	return rate.NewLimiter(rate.Every(period/time.Duration(max(1, n))), n)
}

package main

import "time"

// A plan is how much a run measures.
type plan struct {
	small, middle, large int           // posts on the board that grows
	repeats              int           // of each act of the budgets; the largest cost counts
	strokes              int           // key strokes of one latency
	crowd                int           // open sessions beside the one that is measured
	idlers               int           // idle sessions that are weighed
	idle                 time.Duration // how long they, and the screens of the budgets, are watched
	logins               int
	composers            int
	writers              []int
	posting              time.Duration // for each number of writers
	messages             int           // of the mailbox that is made up
	transfer             int64         // bytes of the file that is fetched
	transfers            int           // how often it is, for each figure
	copies               []int         // how often the messages of the mailbox are indexed, for queries among so many
	backup               int64         // bytes of files in the installation that is backed up
	ended                int           // initiatives that ended
	shared               bool          // import the collections of AVS_SHARED, if it is set
}

func usual() plan {
	return plan{
		small: 10_000, middle: 100_000, large: 1_000_000,
		strokes: 300, crowd: 500, idlers: 1000, idle: 10 * time.Second, logins: 400, composers: 200,
		writers: []int{1, 16, 256}, posting: 3 * time.Second, messages: 5000, transfer: 40 << 20, transfers: 5, backup: 2 << 30, shared: true, repeats: 20, copies: []int{2, 20}, ended: 5000,
	}
}

func brief() plan {
	return plan{
		small: 5_000, middle: 10_000, large: 40_000,
		strokes: 40, crowd: 100, idlers: 400, idle: time.Second, logins: 100, composers: 50,
		writers: []int{1, 32}, posting: 500 * time.Millisecond, messages: 1000, transfer: 8 << 20, transfers: 3, backup: 256 << 20, repeats: 20, copies: []int{2}, ended: 1000,
	}
}

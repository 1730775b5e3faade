package main

import "time"

// A plan is how much a run measures.
type plan struct {
	small, middle, large int           // posts on the board that grows
	strokes              int           // key strokes of one latency
	crowd                int           // open sessions beside the one that is measured
	idlers               int           // idle sessions that are weighed
	idle                 time.Duration // how long they, and the screens of the budgets, are watched
	logins               int
	composers            int
	writers              []int
	posting              time.Duration // for each number of writers
	messages             int           // of the mailbox that is made up
}

func usual() plan {
	return plan{
		small: 10_000, middle: 100_000, large: 1_000_000,
		strokes: 300, crowd: 500, idlers: 1000, idle: 10 * time.Second, logins: 400, composers: 200,
		writers: []int{1, 16, 256}, posting: 3 * time.Second, messages: 5000,
	}
}

func brief() plan {
	return plan{
		small: 5_000, middle: 20_000, large: 50_000,
		strokes: 100, crowd: 100, idlers: 200, idle: 3 * time.Second, logins: 100, composers: 50,
		writers: []int{1, 16, 64}, posting: time.Second, messages: 1000,
	}
}

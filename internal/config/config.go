package config

import (
	"log/slog"
	"time"
)

// Config is a complete configuration. The zero Config is not a valid one; begin
// with Default. The comments of the keys are in keys.go and in the example.
type Config struct {
	Listen string // host:port
	Host   string // under which delegates reach the server; empty for the address they reached
	Data   string // folder
	Keys   string // folder of the key ring

	SSH          SSH
	Posts        Posts
	Boards       Boards
	Drafts       Drafts
	Import       Import
	Documents    Documents
	Backup       Backup
	Public       Public
	Procedures   Procedures
	Coordination Coordination
	Terminal     Terminal
	Log          Log
}

// SSH bounds what the door lets in, and for how long.
type SSH struct {
	PostQuantum bool
	LoginGrace  time.Duration

	Connections           int // in all
	ConnectionsPerAccount int // of one delegate
	SessionsPerConnection int
	Strangers             int // not yet authenticated, in all
	StrangersPerAddress   int

	ScreenIdle     time.Duration
	CommandIdle    time.Duration
	ConnectionIdle time.Duration
}

// Posts bounds how much one delegate posts.
type Posts struct {
	PerMinute int
	PerDay    int
}

// Boards says how boards meet a newcomer.
type Boards struct {
	Floor time.Duration
}

// Drafts says how drafts are kept.
type Drafts struct {
	Every time.Duration
	Most  int // of one delegate
}

// Import bounds collections that are brought in.
type Import struct {
	Message Size
}

// Documents bounds what is brought in for documents.
type Documents struct {
	File Size
}

// Backup says who may take one.
type Backup struct {
	OverSSH bool
}

// Public says where what was released goes.
type Public struct {
	Folder string // empty for nowhere
	URL    string // under which it is served; empty for unknown
}

// Coordination are the periods of offices, initiatives and reminders.
type Coordination struct {
	Terms   time.Duration // how long before its end a term without a successor is told of
	Reports time.Duration // how long an initiative may go without a report
	Ahead   time.Duration // how long before its time what falls due is recalled
	Late    time.Duration // how long after it the coordinators are told
	Acks    time.Duration // how long before its time an acknowledgement is recalled
	// Holidays is a folder with those of partners, as iCalendar files; empty for none.
	Holidays string
}

// Hours are whole numbers of hours, the most first, written as "48h, 24h, 2h".
type Hours []int

// Procedures are the periods of silence procedures.
type Procedures struct {
	Minimum   time.Duration // that partners are given
	Grace     time.Duration // beyond an outage over the end
	Reminders Hours         // before the end
	Jump      time.Duration // of the clock, after which nothing is closed
}

// Terminal bounds what drawing costs.
type Terminal struct {
	Cells int // covered by the renderers that all sessions share
	Stall time.Duration
}

// Log says what the operator is told.
type Log struct {
	Level slog.Level
}

// Default is the configuration of an installation that says nothing.
func Default() Config {
	return Config{
		Listen: "127.0.0.1:2222",
		Data:   "data",
		Keys:   "keys",
		SSH: SSH{
			PostQuantum:           true,
			LoginGrace:            20 * time.Second,
			Connections:           4096,
			ConnectionsPerAccount: 16,
			SessionsPerConnection: 4,
			Strangers:             256,
			StrangersPerAddress:   32,
			ScreenIdle:            12 * time.Hour,
			CommandIdle:           15 * time.Minute,
			ConnectionIdle:        10 * time.Minute,
		},
		Posts:        Posts{PerMinute: 20, PerDay: 500},
		Boards:       Boards{Floor: 30 * 24 * time.Hour},
		Drafts:       Drafts{Every: 5 * time.Second, Most: 100},
		Import:       Import{Message: 64 << 20},
		Documents:    Documents{File: 64 << 20},
		Backup:       Backup{OverSSH: true},
		Procedures:   Procedures{Reminders: Hours{48, 24, 2}, Jump: time.Minute, Minimum: 72 * time.Hour, Grace: 24 * time.Hour},
		Coordination: Coordination{Terms: 30 * 24 * time.Hour, Reports: 182 * 24 * time.Hour, Ahead: 14 * 24 * time.Hour, Late: 14 * 24 * time.Hour, Acks: 24 * time.Hour},
		Terminal:     Terminal{Cells: 80_000, Stall: 3 * time.Minute},
		Log:          Log{Level: slog.LevelInfo},
	}
}

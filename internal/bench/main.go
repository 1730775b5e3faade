package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) > 1 && os.Args[1] == childWord {
		os.Exit(child(ctx, os.Args[2:]))
	}
	os.Exit(run(ctx))
}

// A section measures one thing and writes its rows into the table.
type section struct {
	name    string
	measure func(context.Context, *bench) error
}

// sections are in the order in which they are measured: what the machine's
// warmth could disturb comes first.
func sections() []section {
	return []section{
		{"budgets", budgets},
		{"slow", slowLine},
		{"latency", latency},
		{"flash", flash},
		{"logins", logins},
		{"idle", idle},
		{"composer", composers},
		{"posts", posts},
		{"import", imports},
		{"files", files},
		{"search", search},
		{"indexing", indexing},
		{"backup", backups},
		{"records", records},
		{"size", size},
	}
}

// bench is one run.
type bench struct {
	plan    plan
	table   *table
	folder  string // of everything that the run makes
	profile string // folder that takes profiles of the servers; empty for none
	people  *people
	small   string // data folder with the fewest posts
}

func run(ctx context.Context) int {
	quick := flag.Bool("quick", false, "measure less, within a minute")
	only := flag.String("only", "", "names of the sections to measure, with commas; empty for all: "+strings.Join(names(), ", "))
	most := flag.Int("posts", 0, "posts on the largest board; 0 for the usual 1,000,000, or 100,000 with -quick")
	profile := flag.String("profile", "", "`FOLDER` that takes a CPU profile of each server")
	flag.Parse()
	wanted, err := choose(*only)
	if err != nil || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "bench:", err, flag.Args())
		return 2
	}
	b := &bench{plan: usual(), table: newTable(os.Stdout), profile: *profile}
	if *quick {
		b.plan = brief()
	}
	if *most > 0 {
		b.plan.large = *most
	}
	if b.folder, err = os.MkdirTemp("", "avs-bench-*"); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	defer os.RemoveAll(b.folder)
	if b.profile != "" {
		if err := os.MkdirAll(b.profile, 0o700); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			return 1
		}
	}
	return b.run(ctx, wanted)
}

// run measures the sections; what cannot be measured is said in the table, and
// the others are measured all the same.
func (b *bench) run(ctx context.Context, wanted []section) (code int) {
	began := time.Now()
	b.table.head(b.plan)
	if err := b.prepare(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench: preparing:", err)
		return 1
	}
	for _, s := range wanted {
		from := time.Now()
		b.table.section(s.name)
		if err := s.measure(ctx, b); err != nil {
			b.table.failed(s.name, err)
			code = 1
		}
		fmt.Fprintf(os.Stderr, "bench: %s took %s\n", s.name, time.Since(from).Round(100*time.Millisecond))
		if ctx.Err() != nil {
			return 1
		}
	}
	b.table.foot(time.Since(began))
	return code
}

func names() []string {
	var list []string
	for _, s := range sections() {
		list = append(list, s.name)
	}
	return list
}

func choose(only string) ([]section, error) {
	if only == "" {
		return sections(), nil
	}
	var chosen []section
	for name := range strings.SplitSeq(only, ",") {
		found := false
		for _, s := range sections() {
			if s.name == name {
				chosen, found = append(chosen, s), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no section %q; there are %s", name, strings.Join(names(), ", "))
		}
	}
	return chosen, nil
}

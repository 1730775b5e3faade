package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"strings"
	"syscall"
	"time"
)

// childWord makes this binary serve instead of measuring. What follows it is the
// kind of server, the folder for its profiles or "-", and what the kind needs.
const childWord = "serve-for-bench"

// A service is what a child serves, until ctx ends.
type service func(ctx context.Context, args []string, ready func(address string)) error

func kinds() map[string]service {
	return map[string]service{"house": serveHouse, "bare": serveBare, "files": serveFiles, "openssh-files": serveOpenSSH, "backup": backUpOnce}
}

// child is the other process: it serves, and answers on standard output each line
// that comes on standard input with what it weighs. It ends with its input.
func child(ctx context.Context, args []string) int {
	kind, profile, args := args[0], args[1], args[2:]
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if profile != "-" {
		stop, err := profileTo(profile)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			return 1
		}
		defer stop()
	}
	served := make(chan error, 1)
	go func() {
		served <- kinds()[kind](ctx, args, func(address string) { fmt.Println(address) })
	}()
	go func() { // ends with the input, which is the parent's end or its wish
		defer cancel()
		asked := bufio.NewScanner(os.Stdin)
		for asked.Scan() {
			if err := json.NewEncoder(os.Stdout).Encode(weigh(asked.Text() == "weigh")); err != nil {
				return
			}
		}
	}()
	if err := <-served; err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		return 1
	}
	return 0
}

// profileTo begins a CPU profile; stop ends it.
func profileTo(path string) (stop func(), err error) {
	cpu, err := os.Create(path + ".cpu")
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		if err := cpu.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
	}, nil
}

// A weight is what a process has used of CPU, and what it holds of memory.
type weight struct {
	CPU      time.Duration
	Heap     int64 // in use
	Stacks   int64
	Resident int64
}

func (w weight) held() int64 { return w.Heap + w.Stacks }

// weigh weighs this process; settled after a collection, which it does not count.
func weigh(settled bool) weight {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage) // fails for a bad pointer only
	if settled {
		runtime.GC()
		debug.FreeOSMemory()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return weight{
		CPU:  time.Duration(usage.Utime.Nano() + usage.Stime.Nano()),
		Heap: int64(m.HeapInuse), Stacks: int64(m.StackInuse), Resident: resident(),
	}
}

func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0 // not on this system: the table then shows none
	}
	var size, pages int64
	if _, err := fmt.Sscan(string(text), &size, &pages); err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// A process is a child as its parent sees it.
type process struct {
	address string
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// start starts a child of a kind and waits until it listens.
func (b *bench) start(ctx context.Context, kind, purpose string, args ...string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	profile := "-"
	if b.profile != "" {
		profile = filepath.Join(b.profile, purpose+"-"+kind)
	}
	p := &process{command: exec.CommandContext(ctx, self, append([]string{childWord, kind, profile}, args...)...)}
	p.command.Stderr = os.Stderr
	p.command.Cancel = func() error { return p.command.Process.Signal(syscall.SIGTERM) }
	p.command.WaitDelay = 10 * time.Second
	if p.in, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	if p.address, err = p.out.ReadString('\n'); err != nil {
		p.stop()
		return nil, fmt.Errorf("the %s server does not start: %w", kind, err)
	}
	p.address = strings.TrimSpace(p.address)
	return p, nil
}

// weigh asks the child for its weight; settled waits for a collection.
func (p *process) weigh(settled bool) (w weight, err error) {
	question := "count\n"
	if settled {
		question = "weigh\n"
	}
	if _, err := io.WriteString(p.in, question); err != nil {
		return w, err
	}
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return w, err
	}
	return w, json.Unmarshal(line, &w)
}

// cpu is what the child has used of CPU.
func (p *process) cpu() (time.Duration, error) {
	w, err := p.weigh(false)
	return w.CPU, err
}

// stop ends the child and waits for it.
func (p *process) stop() {
	_ = p.in.Close() // the child ends with its input
	_ = p.command.Wait()
}

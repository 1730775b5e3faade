package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// The test binary plays a second process where this is set: the errand, a
// colon, the folder.
const childErrand = "AVS_BOLTSTORE_CHILD"

func TestMain(m *testing.M) {
	if errand := os.Getenv(childErrand); errand != "" {
		os.Exit(child(errand))
	}
	os.Exit(m.Run())
}

// child does one errand in a process of its own and tells what came of it on
// its standard output.
func child(errand string) int {
	what, folder, _ := strings.Cut(errand, ":")
	t := &processT{}
	switch what {
	case "open":
		s, err := Open(testOptions(t, folder))
		if err == nil {
			err = s.Close()
		}
		fmt.Printf("%v: %s", fault.KindOf(err), fault.Sentence(err))
	case "pages":
		if err := CheckPages(folder, true); err != nil {
			fmt.Print(err)
			return 1
		}
	case "serve":
		fmt.Print(serve(t, folder))
	}
	return 0
}

// serve opens a store as a server does, reads all of it, and verifies it.
func serve(t testing.TB, folder string) string {
	s, err := Open(testOptions(t, folder))
	var sentence *fault.Error
	switch {
	case errors.As(err, &sentence):
		return "refused: " + err.Error()
	case err != nil:
		return "no sentence: " + err.Error()
	}
	defer s.Close()
	if damage := s.Damage(); damage != nil {
		if err := s.Update(func(secretariat.Ledger) error { return nil }); !errors.Is(err, secretariat.ErrDamaged) {
			return fmt.Sprintf("written to all the same: %v", err)
		}
		return "damaged: " + damage.Error()
	}
	report, err := s.Verify(context.Background(), nil)
	if err != nil || len(report.Problems) > 0 {
		return fmt.Sprintf("found: %v %v", err, report.Problems)
	}
	return "clean: " + impliedDigest(t, s)
}

// processT stands in for a test in the second process: what fails ends it.
type processT struct{ testing.TB }

func (*processT) Helper() {}

func (*processT) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(2)
}

// inChild runs an errand in a second process. ok is false where it crashed or failed.
func inChild(t testing.TB, errand, folder string) (told string, ok bool) {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(binary)
	// The race detector would wait a second at the end of each process.
	cmd.Env = append(os.Environ(), childErrand+"="+errand+":"+folder, "GORACE=atexit_sleep_ms=0")
	out, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit != nil {
		return string(out) + "\n" + firstLines(string(exit.Stderr)), false
	}
	return string(out), true
}

func firstLines(s string) string {
	lines := strings.SplitN(s, "\n", 9)
	return strings.Join(lines[:min(8, len(lines))], "\n")
}

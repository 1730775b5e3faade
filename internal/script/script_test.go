package script

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"asem.internal/avs/internal/testkit/served"
)

// avs is the path of the built program.
var avs string

func TestMain(m *testing.M) { os.Exit(built(m)) }

func built(m *testing.M) int {
	folder, err := os.MkdirTemp("", "avs-built-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(folder)
	avs = filepath.Join(folder, "avs")
	if out, err := exec.Command("go", "build", "-o", avs, "asem.internal/avs/cmd/avs").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building avs: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// freely lifts the allowance for posting, which is not what most tests are about.
const freely = "[posts]\nper_minute = 1000000\nper_day = 10000000\n[ssh]\nconnections_per_account = 64\n"

// TestDuties does each duty by its commands. The server runs in this process.
func TestDuties(t *testing.T) {
	t.Parallel()
	run(t, "duties", func(env *testscript.Env) *served.House {
		h := served.New(env.T().(testing.TB), served.Options{TOML: freely})
		h.Start()
		return h
	})
}

// TestInstallation makes, serves and ends installations with the built program.
func TestInstallation(t *testing.T) {
	t.Parallel()
	run(t, "installation", func(env *testscript.Env) *served.House {
		return served.New(env.T().(testing.TB), served.Options{Avs: avs, Folder: filepath.Join(env.WorkDir, "data")})
	})
}

func run(t *testing.T, folder string, house func(*testscript.Env) *served.House) {
	need(t, "ssh")
	testscript.Run(t, testscript.Params{
		Dir:  filepath.Join("testdata", folder),
		Cmds: words,
		Setup: func(env *testscript.Env) error {
			h := house(env)
			env.Values[stageKey{}] = &stage{house: h}
			env.Setenv("DATA", h.Folder)
			env.Setenv("KEYS", h.Keys)
			env.Setenv("SSH_CONFIG", h.Config())
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("YEAR", time.Now().UTC().Format("2006"))
			env.Setenv("PATH", filepath.Dir(avs)+string(os.PathListSeparator)+env.Getenv("PATH"))
			return nil
		},
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

// need finds a program that may be installed, or skips the test.
func need(t testing.TB, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed here", name)
		}
	}
}

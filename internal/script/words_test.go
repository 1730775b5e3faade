package script

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"asem.internal/avs/internal/testkit/served"
)

// words are what our scripts say beyond testscript's own commands:
//
//	ssh LOGIN [-OPTION…] [COMMAND…]  OpenSSH as that person; `! ssh` if it must not end with 0
//	sftp LOGIN BATCH     OpenSSH's sftp as that person, with the commands of a file; `! sftp` as with ssh
//	avs ARGUMENT…        the built program, to its end
//	exits CODE           how the last ssh or avs ended
//	fields NAME,…        the last answer is a JSON object, or a list of such, with these fields in this order
//	rows N               the last answer is a JSON list of N
//	let NAME FIELD       sets $NAME to a field of the last answer, of its first row if it is a list
//	key NAME             makes a key pair and sets $KEY to its path; .pub lies beside it
//	enrol LOGIN CODE [ROLE…]  puts a line into the key ring
//	reload               has the key ring read (SIGHUP for a child), and waits for it
//	serve [ARGUMENT…]    starts avs serve with these arguments, or with $DATA and $KEYS; `! serve` if it must not come to accept
//	serve-demo           starts avs demo with $DATA
//	halt [CODE]          SIGTERM, and how it ended
//	logged WORDS         waits until the server has logged the words
//	waits FILE PATTERN   waits until the file is there and matches; `! waits` until it does not
//	hold LOGIN NAME      opens the screens as that person and waits for Today
//	sees NAME WORDS      waits until that screen shows the words
//	gone NAME            waits until that screen has ended
var words = map[string]func(*testscript.TestScript, bool, []string){
	"ssh":        onStage((*stage).ssh),
	"sftp":       onStage((*stage).sftp),
	"avs":        onStage((*stage).avs),
	"exits":      onStage((*stage).exits),
	"fields":     onStage((*stage).fields),
	"rows":       onStage((*stage).rows),
	"let":        onStage((*stage).let),
	"key":        onStage((*stage).key),
	"enrol":      onStage((*stage).enrol),
	"reload":     onStage((*stage).reload),
	"serve":      onStage((*stage).serve),
	"serve-demo": onStage((*stage).serveDemo),
	"halt":       onStage((*stage).halt),
	"logged":     onStage((*stage).logged),
	"waits":      onStage((*stage).waits),
	"hold":       onStage((*stage).hold),
	"sees":       onStage((*stage).sees),
	"gone":       onStage((*stage).gone),
}

// A stage is what one script has at hand.
type stage struct {
	house   *served.House
	code    int // of the last ssh or avs
	screens map[string]*served.Terminal
}

type stageKey struct{}

func onStage(do func(*stage, *testscript.TestScript, bool, []string)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		do(ts.Value(stageKey{}).(*stage), ts, neg, args)
	}
}

func (s *stage) ssh(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("ssh as whom?")
	}
	login, args := args[0], args[1:]
	var options []string
	for len(args) > 0 && strings.HasPrefix(args[0], "-") {
		options, args = append(options, args[0]), args[1:]
	}
	for i, a := range args { // as a person quotes what a shell is not to split
		if a == "" || strings.ContainsAny(a, " '\"\t#;|&<>()$*?\\") {
			args[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
	}
	s.run(ts, neg, s.house.SSH(login, options, args...))
}

func (s *stage) sftp(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("sftp as whom, and with which batch?")
	}
	line := s.house.SSH(args[0], []string{"-b", ts.MkAbs(args[1])})
	s.run(ts, neg, append([]string{"sftp"}, line[1:]...))
}

func (s *stage) avs(ts *testscript.TestScript, neg bool, args []string) {
	s.run(ts, neg, append([]string{"avs"}, args...))
}

func (s *stage) run(ts *testscript.TestScript, neg bool, line []string) {
	err := ts.Exec(line[0], line[1:]...)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		ts.Fatalf("%v", err)
	}
	s.code = served.ExitCode(err)
	if (s.code != 0) != neg {
		ts.Fatalf("exit code %d", s.code)
	}
}

func (s *stage) exits(ts *testscript.TestScript, _ bool, args []string) {
	if want := strconv.Itoa(s.code); len(args) != 1 || args[0] != want {
		ts.Fatalf("the exit code was %s, not %v", want, args)
	}
}

// answered is the last answer as rows of fields; one object is one row.
func (s *stage) answered(ts *testscript.TestScript) (rows []json.RawMessage, list bool) {
	text := []byte(ts.ReadFile("stdout"))
	if err := json.Unmarshal(text, &rows); err == nil {
		return rows, true
	}
	if !json.Valid(text) {
		ts.Fatalf("the answer is not JSON")
	}
	return []json.RawMessage{text}, false
}

func (s *stage) fields(ts *testscript.TestScript, _ bool, args []string) {
	want := strings.Split(args[0], ",")
	rows, _ := s.answered(ts)
	if len(rows) == 0 {
		ts.Fatalf("the list is empty")
	}
	for _, row := range rows {
		if got := names(ts, row); !slices.Equal(got, want) {
			ts.Fatalf("the fields are %s", strings.Join(got, ","))
		}
	}
}

// names are the fields of an object, in their order.
func names(ts *testscript.TestScript, row json.RawMessage) (list []string) {
	d := json.NewDecoder(strings.NewReader(string(row)))
	if token, err := d.Token(); err != nil || token != json.Delim('{') {
		ts.Fatalf("%s is no object", row)
	}
	for d.More() {
		token, err := d.Token()
		ts.Check(err)
		list = append(list, fmt.Sprint(token))
		var value json.RawMessage
		ts.Check(d.Decode(&value))
	}
	return list
}

func (s *stage) rows(ts *testscript.TestScript, _ bool, args []string) {
	rows, list := s.answered(ts)
	if want, err := strconv.Atoi(args[0]); err != nil || !list || len(rows) != want {
		ts.Fatalf("%d rows (a list: %v)", len(rows), list)
	}
}

func (s *stage) let(ts *testscript.TestScript, _ bool, args []string) {
	rows, _ := s.answered(ts)
	if len(rows) == 0 {
		ts.Fatalf("the list is empty")
	}
	var row map[string]json.RawMessage
	ts.Check(json.Unmarshal(rows[0], &row))
	value, ok := row[args[1]]
	if !ok {
		ts.Fatalf("there is no field %s", args[1])
	}
	text := string(value)
	_ = json.Unmarshal(value, &text) // what is no string stands as it is
	ts.Setenv(args[0], text)
}

func (s *stage) key(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv("KEY", s.house.KeyFile(args[0]))
}

func (s *stage) enrol(_ *testscript.TestScript, _ bool, args []string) {
	roles := "delegate"
	if len(args) > 2 {
		roles = strings.Join(args[2:], " ")
	}
	s.house.Enrol(args[0], args[1], roles)
}

func (s *stage) reload(*testscript.TestScript, bool, []string) { s.house.Reload() }

func (s *stage) serve(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 && ts.Getenv("AVS_DATA") == "" {
		args = []string{"--data", s.house.Folder, "--keys", s.house.Keys, "--listen", "127.0.0.1:0"}
	}
	s.spawn(ts, neg, append([]string{"serve"}, args...))
}

func (s *stage) serveDemo(ts *testscript.TestScript, neg bool, _ []string) {
	s.spawn(ts, neg, []string{"demo", "--data", s.house.Folder, "--listen", "127.0.0.1:0"})
}

func (s *stage) spawn(ts *testscript.TestScript, neg bool, args []string) {
	cmd := exec.Command(avs, args...)
	cmd.Dir, cmd.Env = ts.MkAbs("."), environ(ts)
	child, err := served.Spawn(s.house.Log, cmd)
	s.code = served.ExitCode(err)
	switch {
	case err != nil && !neg:
		ts.Fatalf("it does not serve: %v\n%s", err, s.house.Log.Text())
	case err == nil && neg:
		ts.Fatalf("it serves")
	case err == nil:
		s.house.Adopt(child)
		ts.Setenv("ADDRESS", s.house.Address())
		_, port, _ := strings.Cut(s.house.Address(), ":")
		ts.Setenv("PORT", port)
		ts.Setenv("SSH_CONFIG", s.house.Config())
	}
}

// environ is the script's own environment.
func environ(ts *testscript.TestScript) []string {
	list := []string{}
	for _, name := range []string{"PATH", "HOME", "TMPDIR", "AVS_DATA", "AVS_LISTEN", "AVS_KEYS", "AVS_CONFIG", "AVS_POSTS_PER_MINUTE", "AVS_SSH_SCREEN_IDLE", "AVS_BACKUP_OVER_SSH", "AVS_PUBLIC_FOLDER"} {
		if value := ts.Getenv(name); value != "" {
			list = append(list, name+"="+value)
		}
	}
	return list
}

func (s *stage) halt(ts *testscript.TestScript, _ bool, args []string) {
	want := "0"
	if len(args) > 0 {
		want = args[0]
	}
	if got := strconv.Itoa(served.ExitCode(s.house.Stop())); got != want {
		ts.Fatalf("it ended with %s", got)
	}
}

func (s *stage) logged(_ *testscript.TestScript, _ bool, args []string) {
	s.house.Log.Has(strings.Join(args, " "))
}

func (s *stage) hold(ts *testscript.TestScript, _ bool, args []string) {
	if s.screens == nil {
		s.screens = map[string]*served.Terminal{}
	}
	s.screens[args[1]] = s.house.Screen(args[0], served.Look{})
	s.screens[args[1]].Shows("AVS > Today")
}

func (s *stage) sees(_ *testscript.TestScript, _ bool, args []string) {
	s.screens[args[0]].Says(strings.Join(args[1:], " "))
}

func (s *stage) gone(_ *testscript.TestScript, _ bool, args []string) { s.screens[args[0]].Ends() }

func (s *stage) waits(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("for which file, and what in it?")
	}
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	deadline := time.After(served.Patience)
	tick := time.NewTicker(5 * time.Millisecond) // only its content tells
	defer tick.Stop()
	for {
		data, _ := os.ReadFile(ts.MkAbs(args[0])) // not there yet
		if pattern.Match(data) != neg {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			ts.Fatalf("%s has, or lacks, %s for ever:\n%s", args[0], args[1], data)
		}
	}
}

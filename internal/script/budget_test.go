package script

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	gossh "golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/testkit/served"
)

// The budgets, in bytes on the channel at 80x24.
const (
	cursorRow   = 20
	scrolledRow = 140
	letter      = 16
	textPage    = 1800
	firstScreen = 1900
)

// The budgets of a login with the first screen, in bytes on the wire, both ways.
const (
	login        = 8000
	classicLogin = 5500
)

var sizes = []served.Look{{Columns: 80, Rows: 24}, {Columns: 120, Rows: 40}}

// A measured is a session whose acts are counted.
type measured struct {
	*served.Terminal
	t      *testing.T
	client *gossh.Client
	scale  int // how many windows of 80x24 this one holds, for what fills it
	rows   int
}

func measure(t *testing.T, h *served.House, look served.Look) *measured {
	client := h.Enter("demo.delegate", served.Way{})
	scale := (look.Columns*look.Rows + 80*24 - 1) / (80 * 24)
	return &measured{h.ScreenOn(client, look), t, client, scale, look.Rows}
}

// settled returns when the server has done what it had to do for this session: it
// has answered a command on the same connection since.
func (m *measured) settled() {
	m.t.Helper()
	if _, err := served.Do(m.client, nil, "whoami"); err != nil {
		m.t.Fatal(err)
	}
}

// act types keys so often, and compares the bytes of each time with the budget.
func (m *measured) act(name string, budget, times int, keys string, done func(before, now served.Picture) bool) {
	m.t.Helper()
	costs := m.costs(name, times, keys, done)
	m.t.Logf("%-16s %v bytes (at most %d)", name, costs, budget)
	if slices.Max(costs) > budget {
		m.t.Errorf("%s: %d bytes, at most %d", name, slices.Max(costs), budget)
	}
}

// acts compares what it costs on average: a list beside a text leaps by half a
// window, since of a part of the rows a terminal cannot scroll.
func (m *measured) acts(name string, budget, times int, keys string, done func(before, now served.Picture) bool) {
	m.t.Helper()
	costs, sum := m.costs(name, times, keys, done), 0
	for _, c := range costs {
		sum += c
	}
	m.t.Logf("%-16s %d bytes on average of %d, %d once (at most %d)", name, sum/times, times, slices.Max(costs), budget)
	if sum > budget*times {
		m.t.Errorf("%s: %d bytes on average, at most %d", name, sum/times, budget)
	}
}

// costs are the bytes of each time. What a writer's letters take beyond one byte in
// the row that came is theirs and not counted.
func (m *measured) costs(name string, times int, keys string, done func(before, now served.Picture) bool) (list []int) {
	m.t.Helper()
	for range times {
		before := m.Look()
		m.Type(keys)
		m.Until(name, func(p served.Picture) bool { return done(before, p) })
		m.settled()
		now := m.Look()
		beyond := len(now.Row()) - utf8.RuneCountInString(now.Row())
		list = append(list, now.Bytes-before.Bytes-beyond)
	}
	return list
}

func otherRow(before, now served.Picture) bool { return now.Y != before.Y }
func otherText(before, now served.Picture) bool {
	return !slices.Equal(before.Lines[2:len(before.Lines)-2], now.Lines[2:len(now.Lines)-2])
}
func moreBytes(before, now served.Picture) bool { return now.Bytes > before.Bytes }

// TestBudgets counts what the acts cost on the channel, on generated posts.
func TestBudgets(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	long := aboard(t, h, 90)
	for _, look := range sizes {
		t.Run(fmt.Sprintf("%dx%d", look.Columns, look.Rows), func(t *testing.T) { budgets(t, h, look, "finance", "Finance", long) })
	}
}

// budgets goes through the acts on a board and in a post of it with a text of
// several pages.
func budgets(t *testing.T, h *served.House, look served.Look, board, title, long string) {
	m := measure(t, h, look)
	first := m.Shows("AVS > Today", "? help")
	m.settled()
	t.Logf("%-16s %d bytes", "first screen", first.Bytes)
	if most := firstScreen * m.scale; m.Look().Bytes > most {
		t.Errorf("the first screen takes %d bytes, at most %d", m.Look().Bytes, most)
	}
	before := m.Look()
	m.Type(":" + board + "\r")
	m.Until("the board", func(p served.Picture) bool {
		return strings.Contains(p.Lines[0], "> "+title) && strings.HasPrefix(p.Row(), ">")
	})
	m.settled()
	t.Logf("%-16s %d bytes with the typing", "a board", m.Look().Bytes-before.Bytes)
	m.act("cursor down", cursorRow, 5, "j", otherRow)
	m.act("cursor up", cursorRow, 5, "\x1b[A", otherRow)
	m.act("list page", textPage*m.scale, 1, "\x1b[6~", otherText)
	if look.Columns >= beside {
		m.acts("list scrolls", scrolledRow, look.Rows, "j", moreBytes)
	} else {
		m.costs("to the last row", m.bottom()-m.Look().Y, "j", otherRow)
		m.act("list scrolls", scrolledRow, 5, "j", otherText)
	}
	m.Type(":" + long + "\r")
	m.Shows("> #" + long)
	m.settled()
	m.act("text scrolls", scrolledRow, 5, "j", otherText)
	m.act("text scrolls up", scrolledRow, 3, "k", otherText)
	m.act("text page", textPage*m.scale, 3, " ", otherText)
	m.act("text page back", textPage*m.scale, 2, "b", otherText)
	m.Type(":labour\r")
	m.Shows("> Labour")
	m.Type("wThe title\t")
	m.Shows("The title")
	m.settled()
	for _, c := range "Partners" {
		m.act("letter "+string(c), letter, 1, string(c), moreBytes)
	}
	m.act("letter erased", letter, 3, "\x7f", moreBytes)
}

// bottom is the last row of a list.
func (m *measured) bottom() int { return m.rows - 2 }

// beside is from how many columns on a list has a text beside it.
const beside = 120

// TestBudgetsOfLogin counts a login with the first screen on the wire.
func TestBudgetsOfLogin(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		toml   string
		budget int64
		suffix string
	}{
		"post-quantum": {"", login, "mlkem768x25519-sha256"},
		"classic":      {"[ssh]\npostquantum = false\n", classicLogin, "curve25519-sha256"},
	} {
		t.Run(name, func(t *testing.T) {
			h := served.New(t, served.Options{TOML: test.toml})
			h.Start()
			h.Does("demo.colleague", "Opinion.", "post finance --title 'A first subject'")
			line := h.Line()
			s := h.ScreenOn(h.Enter("demo.delegate", served.Way{Over: line}), served.Look{})
			p := s.Shows("AVS > Today", "? help", "1 new")
			within(t, "golang.org/x/crypto/ssh", line, p, test.budget)
			need(t, "ssh")
			ready(t, h, test.budget)
		})
	}
}

func within(t *testing.T, client string, line *served.Line, p served.Picture, budget int64) {
	t.Helper()
	up, down := line.Bytes()
	t.Logf("%s: %d to the server, %d from it, together %d (at most %d), first screen %d", client, up, down, up+down, budget, p.Bytes)
	if up+down > budget {
		t.Errorf("%s: a login takes %d bytes, at most %d", client, up+down, budget)
	}
}

// ready counts a login with OpenSSH, with its own lists of algorithms, which are
// not ours to shorten and only shown, and with short ones.
func ready(t *testing.T, h *served.House, budget int64) {
	t.Helper()
	short := []string{"-oCiphers=chacha20-poly1305@openssh.com", "-oMACs=hmac-sha2-256-etm@openssh.com",
		"-oHostKeyAlgorithms=ssh-ed25519", "-oPubkeyAcceptedAlgorithms=ssh-ed25519", "-oKexAlgorithms=curve25519-sha256"}
	for what, options := range map[string][]string{"OpenSSH": nil, "OpenSSH with short lists": short} {
		line := h.Line()
		_, port, _ := strings.Cut(line.Address(), ":")
		s := h.Program(served.Look{}, nil, h.SSH("demo.delegate", append([]string{"-tt", "-oPort=" + port}, options...))...)
		p := s.Shows("AVS > Today", "? help")
		if options == nil {
			within(t, what, line, p, 1<<20)
		} else {
			within(t, what, line, p, budget)
		}
		s.Close()
	}
}

// TestBudgetsOnRealData does the same on a part of a real mailing list, where
// AVS_SHARED names the folder in which it lies.
func TestBudgetsOnRealData(t *testing.T) {
	t.Parallel()
	shared := os.Getenv("AVS_SHARED")
	if shared == "" {
		t.Skip("AVS_SHARED is not set: no real data here")
	}
	need(t, "zstd")
	h := served.New(t, served.Options{TOML: freely})
	mbox := filepath.Join(t.TempDir(), "part.mbox")
	part := fmt.Sprintf("zstd -dcq %s/data/linux-man.mbox.zst | head -c 12000000 > %s", shared, mbox)
	if out, err := exec.Command("sh", "-c", part).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	h.Start()
	if err := h.Stop(); err != nil {
		t.Fatal(err)
	}
	if out, err := served.Output(nil, avs, "import", "mbox", mbox, "--data", h.Folder, "--board", "real", "--title", "Real"); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	h.Start()
	long := longest(t, h)
	for _, look := range sizes {
		t.Run(fmt.Sprintf("%dx%d", look.Columns, look.Rows), func(t *testing.T) { budgets(t, h, look, "real", "Real", long) })
	}
}

// longest is the number of the topic with the most replies among the first.
func longest(t *testing.T, h *served.House) string {
	t.Helper()
	var rows []struct{ Number, Replies int }
	if err := json.Unmarshal([]byte(h.Does("demo.observer", "", "topics real --json --limit 200")), &rows); err != nil || len(rows) == 0 {
		t.Fatalf("%d topics: %v", len(rows), err)
	}
	best := rows[0]
	for _, row := range rows {
		if row.Replies > best.Replies {
			best = row
		}
	}
	return strconv.Itoa(best.Number)
}

package paint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// sample is a small application as the real ones are: a list with a mark, a
// text that scrolls, a field to write in.
type sample struct {
	size     Size
	at, top  int
	lines    func(int) string
	mark     bool
	follow   bool // the list scrolls with the mark
	typed    string
	write    bool
	views    int
	updates  int
	seen     []tea.Msg
	onUpdate func(tea.Msg) tea.Cmd
}

func (m *sample) Init() tea.Cmd { return nil }

func (m *sample) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.updates++
	m.seen = append(m.seen, msg)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.size = Size{msg.Width, msg.Height}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "j", "down":
			m.at++
			if rows := m.size.Height - 2; m.follow && m.at-m.top >= rows {
				m.top = m.at - rows + 1
			}
		case "q":
			return m, tea.Quit
		}
	}
	if m.onUpdate != nil {
		return m, m.onUpdate(msg)
	}
	return m, nil
}

func (m *sample) View() tea.View {
	m.views++
	head := "\x1b[1mAVS > Political > Multilateralism        FI first.last   3 new\x1b[m"
	foot := "j/k move  Enter open  Tab next unread  w write  ? help  q back"
	body := m.size.Height - 2
	if m.write {
		v := tea.NewView(head + "\n" + m.typed + strings.Repeat("\n", body) + foot)
		v.Cursor = tea.NewCursor(len(m.typed), 1)
		return v
	}
	text := rows(body, func(y int) string {
		switch {
		case !m.mark:
			return m.lines(m.top + y)
		case m.top+y == m.at:
			return "> " + m.lines(m.top+y)
		}
		return "  " + m.lines(m.top+y)
	})
	v := tea.NewView(head + "\n" + text + "\n" + foot)
	if m.mark {
		v.Cursor = tea.NewCursor(0, 1+m.at-m.top)
	}
	return v
}

func listRow(i int) string {
	fresh := "     "
	if i%4 == 0 {
		fresh = "\x1b[1mnew\x1b[m  "
	}
	return fmt.Sprintf("#%d %sFI  Draft chair's statement, paragraph %d (rev. %d)  %d replies", 4000+i, fresh, i, i%4, i%7)
}

var prose = strings.Fields("the partners reaffirmed their commitment to effective multilateralism and to rules based order with United Nations at its core looked forward next meeting of senior officials in second half year")

// textRow is a line of prose; every sixth is empty, as between paragraphs.
func textRow(i int) string {
	if i%6 == 5 {
		return ""
	}
	r := rand.New(rand.NewPCG(uint64(i), 7))
	var b strings.Builder
	for {
		w := prose[r.IntN(len(prose))]
		if b.Len()+len(w) > 74 {
			return b.String()
		}
		b.WriteString(w + " ")
	}
}

// TestBudgets counts the bytes on the channel of what people do most.
func TestBudgets(t *testing.T) {
	for _, size := range []Size{normal, wide} {
		page := 1800
		if size == wide {
			page = 3600
		}
		for _, act := range []struct {
			name   string
			from   sample
			do     func(*sample)
			budget int
		}{
			{"cursor down", sample{lines: listRow, mark: true, at: 4}, func(m *sample) { m.at++ }, 20},
			{"cursor up", sample{lines: listRow, mark: true, at: 4}, func(m *sample) { m.at-- }, 20},
			{"list scrolls down", sample{lines: listRow, mark: true, at: size.Height - 3}, func(m *sample) { m.at++; m.top++ }, 140},
			{"list scrolls up", sample{lines: listRow, mark: true, at: 7, top: 7}, func(m *sample) { m.at--; m.top-- }, 140},
			{"text scrolls down", sample{lines: textRow}, func(m *sample) { m.top++ }, 140},
			{"text scrolls up", sample{lines: textRow, top: 9}, func(m *sample) { m.top-- }, 140},
			{"letter", sample{write: true, typed: "The partner"}, func(m *sample) { m.typed += "s" }, 16},
			{"letter taken back", sample{write: true, typed: "The partners"}, func(m *sample) { m.typed = "The partner" }, 16},
			{"page of text", sample{lines: textRow}, func(m *sample) { m.top += size.Height - 3 }, page},
			{"idle", sample{lines: textRow}, func(*sample) {}, 0},
			{"idle list", sample{lines: listRow, mark: true}, func(*sample) {}, 0},
			{"idle composer", sample{write: true, typed: "The"}, func(*sample) {}, 0},
		} {
			t.Run(name(size)+" "+act.name, func(t *testing.T) {
				m := act.from
				m.size = size
				p := NewPainter(NewCache(0), Xterm, size, false)
				first := len(p.Enter()) + len(p.Frame(m.View()))
				act.do(&m)
				out := p.Frame(m.View())
				t.Logf("%d bytes (first screen %d)", len(out), first)
				if len(out) > act.budget {
					t.Errorf("%d bytes, at most %d: %q", len(out), act.budget, out)
				}
				if size == normal && first > 1900 {
					t.Errorf("first screen %d bytes, at most 1900", first)
				}
			})
		}
	}
}

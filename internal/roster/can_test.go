package roster

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// permissions says who may do what: a line for each role as the key ring writes
// it, a column for each act, on the board behind the colon.
const permissions = `
                     read  keep desk  write  moderate:finance  moderate:health  moderate  operate
observer             yes   yes        no     no                no               no        no
delegate             yes   yes        yes    no                no               no        no
contact-point        yes   yes        yes    no                no               no        no
coordinator          yes   yes        yes    no                no               no        no
moderator            yes   yes        no     yes               yes              no        no
moderator:finance    yes   yes        no     yes               no               no        no
secretariat          yes   yes        no     no                no               no        yes
none                 no    no         no     no                no               no        no
`

// read gives the table row by row: role, act, board, whether allowed.
func rows(t *testing.T, do func(role string, act Act, board asem.BoardID, may bool)) {
	t.Helper()
	split := func(line string) []string {
		var cells []string
		for _, cell := range strings.Split(line, "  ") {
			if cell = strings.TrimSpace(cell); cell != "" {
				cells = append(cells, cell)
			}
		}
		return cells
	}
	lines := strings.Split(strings.Trim(permissions, "\n"), "\n")
	acts := split(lines[0])
	for _, line := range lines[1:] {
		cells := split(line)
		if len(cells) != len(acts)+1 {
			t.Fatalf("%q has %d cells, want %d", line, len(cells), len(acts)+1)
		}
		for i, cell := range cells[1:] {
			act, board, _ := strings.Cut(acts[i], ":")
			do(cells[0], Act(act), asem.BoardID(board), cell == "yes")
		}
	}
}

func holding(t *testing.T, words ...string) Delegate {
	t.Helper()
	d := Delegate{Login: "first.last", Partner: "FI"}
	for _, word := range words {
		if word == "none" {
			continue
		}
		role, err := ParseRole(word)
		if err != nil {
			t.Fatal(err)
		}
		d.Roles = append(d.Roles, role)
	}
	return d
}

func TestCan(t *testing.T) {
	seen := map[RoleName]bool{}
	rows(t, func(role string, act Act, board asem.BoardID, may bool) {
		d := holding(t, role)
		if len(d.Roles) > 0 {
			seen[d.Roles[0].Name] = true
		}
		err := Can(d, act, board)
		if (err == nil) != may {
			t.Errorf("%s, %s on %q: %v", role, act, board, err)
		}
		if err != nil {
			wantRefusal(t, err)
		}
		d.Left = true
		if err := Can(d, act, board); fault.KindOf(err) != fault.Refused || !strings.Contains(err.Error(), "FI has ended") {
			t.Errorf("%s who left, %s on %q: %v", role, act, board, err)
		}
	})
	for _, name := range RoleNames() {
		if !seen[name] {
			t.Errorf("the table says nothing of %s", name)
		}
	}
}

// TestRolesAddUp: two roles together may what either may, and nothing else.
func TestRolesAddUp(t *testing.T) {
	may := map[string]bool{}
	rows(t, func(role string, act Act, board asem.BoardID, allowed bool) {
		may[role+"/"+string(act)+"/"+string(board)] = allowed
	})
	rows(t, func(one string, act Act, board asem.BoardID, allowed bool) {
		for _, other := range []string{"observer", "delegate", "moderator:finance", "secretariat"} {
			want := allowed || may[other+"/"+string(act)+"/"+string(board)]
			if err := Can(holding(t, one, other), act, board); (err == nil) != want {
				t.Errorf("%s and %s, %s on %q: %v", one, other, act, board, err)
			}
		}
	})
}

// TestClosedByDefault asks for acts that no rule names.
func TestClosedByDefault(t *testing.T) {
	everything := holding(t, "observer", "delegate", "contact-point", "coordinator", "moderator", "secretariat")
	for _, act := range []Act{"", "publish", "READ", "read "} {
		if err := Can(everything, act, "finance"); fault.KindOf(err) != fault.Refused {
			t.Errorf("%q: %v", act, err)
		}
	}
	if err := Can(Delegate{}, Read, ""); fault.KindOf(err) != fault.Refused {
		t.Errorf("nobody reads: %v", err)
	}
}

// wantRefusal wants a refusal that says why, and whom to ask.
func wantRefusal(t *testing.T, err error) {
	t.Helper()
	f, ok := err.(*fault.Error)
	if !ok || f.Kind != fault.Refused || !strings.HasSuffix(f.What, ".") || !strings.HasPrefix(f.Next, "Ask ") || strings.Contains(f.What, "%!") {
		t.Errorf("a refusal reads %q", err)
	}
}

func TestParseRole(t *testing.T) {
	for _, word := range []string{"observer", "delegate", "contact-point", "coordinator", "moderator", "moderator:global-threats", "secretariat"} {
		role, err := ParseRole(word)
		if err != nil || role.String() != word {
			t.Errorf("%q is read as %q, %v", word, role, err)
		}
	}
	for _, word := range []string{"", "Observer", "admin", "moderator:", "moderator:Finance", "moderator:a b", "delegate:finance", ":", "secretariat:finance", "moderator:a:b"} {
		if role, err := ParseRole(word); err == nil {
			t.Errorf("%q is read as %q", word, role)
		}
	}
}

func FuzzParseRole(f *testing.F) {
	f.Add("moderator:finance")
	f.Add("delegate")
	f.Fuzz(func(t *testing.T, word string) {
		if role, err := ParseRole(word); err == nil && role.String() != word {
			t.Errorf("%q is read as %q", word, role)
		}
	})
}

package command

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/secretariat"
)

// TestText looks at what people get: the facts, and on a terminal every line
// within its columns.
func TestText(t *testing.T) {
	s := newScene(t)
	for line, wants := range map[string][]string{
		"boards":                           {"finance                  Finance                          2        4      3", "Economic:"},
		"boards --pillar political":        {"multilateralism", "global-threats"},
		"boards --cluster nothing":         {"No board is like that."},
		"boards --limit 1 --before health": {"culture"},
		"clusters":                         {"human-resources: Human resource development", "board labour"},
		"topics finance":                   {"#2        FI first.author           2     2 2026-09-10 " + firstTitle},
		"topics health":                    {"Health has no topics yet.", "ssh -p 2222 avs.example 'post health --title \"TITLE\"' < TEXT"},
		"topics finance --limit 1":         {"More follow: ssh -p 2222 avs.example topics finance --before 5"},
		"new":                              {"#4        2026-09-10 09:00 FI first.author     finance", "Times are those of UTC."},
		"read 2 --keep-new":                {"Topic:    #2 " + firstTitle, "From:     FI first.author, First Author, Brussels", "Date:     2026-09-10 09:00 +00:00", "\n\nAn opinion.\nIn two lines.\n"},
		"read 3 --keep-new":                {"Reply to: #2"},
		"read 4 --thread --keep-new":       {"Topic #2 " + firstTitle, "Board finance: 3 posts, 2 new", "\n\n#4, reply to #3, FI first.author, 2026-09-10 09:00 +00:00, new\n\nA third opinion.\n"},
		"history 2":                        {"#2, version 1, 2026-09-10 09:00 +00:00", "Title: " + firstTitle},
		"whoami":                           {"Login:     second.reader", "Partner:   VN", "Roles:     delegate", "Mission:   Brussels", "New:       3"},
		"who":                              {"VN   second.reader"},
		"partners":                         {"FI   Finland", "Europe EU"},
		"delegates --role moderator":       {"DE   fourth.moderator", "delegate moderator"},
		"delegates --mission Nowhere":      {"No delegate is like that."},
		"sessions":                         {"this one", "Client: SSH-2.0-test"},
		"keys":                             {"Type:     ssh-ed25519", "In use:   you came in with this key", "by the key ring"},
		"drafts":                           {"You have no drafts."},
		"preferences":                      {"Zone:   UTC\nLinear: off\nColour: on\n"},
	} {
		checkLayout(t, line, doIn(t, s.reader, House{}, Streams{Terminal: true}, strings.Fields(line)...).out)
		out := must(t, s.reader, "", strings.Fields(line)...)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", line, want, out)
			}
		}
	}
}

func TestBareTexts(t *testing.T) {
	s := newScene(t)
	for line, want := range map[string]string{
		"read 2 --text --keep-new":   "An opinion.\nIn two lines.\n",
		"read 2 --quoted --keep-new": "> An opinion.\n> In two lines.\n",
	} {
		if got := must(t, s.reader, "", strings.Fields(line)...); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// TestJSON compares the keys of every answer with those that doc.go promises.
func TestJSON(t *testing.T) {
	s := newScene(t)
	must(t, s.reader, "", "keys", "revoke", addKey(t, s))
	if err := s.reader.SaveDraft(secretariat.Draft{Place: "board/health", Token: "t", Title: "T", Text: "Unsent."}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ line, input, keys string }{
		{"boards", "", "board title pillar topics posts new"},
		{"topics finance", "", "number title author partner at replies last new pinned locked"},
		{"new", "", "number topic board title author partner at edited"},
		{"read 2 --keep-new", "", "number kind topic board title author partner at text replyTo edited"},
		{"read 4 --thread --keep-new", "", "number kind topic board title author partner at text replyTo edited"},
		{"next", "", "number kind topic board title author partner at text replyTo edited"},
		{"history 2", "", "version at by title text"},
		{"unread 2", "", "number topic board"},
		{"catchup", "", "posts boards notices letters documents records"},
		{"catchup --undo", "", "posts boards notices letters documents records"},
		{"whoami", "", "login name partner mission roles offices since fingerprint zone lastSeen new acknowledge due"},
		{"clusters", "", "cluster title about boards"},
		{"partners", "", "partner name region group joined delegates online"},
		{"delegates", "", "login name partner mission roles since online"},
		{"who", "", "login name partner mission since sessions"},
		{"sessions", "", "since from client fingerprint here"},
		{"keys", "", "fingerprint type comment since source revoked revokedBy inUse"},
		{"keys list", "", "fingerprint type comment since source revoked revokedBy inUse"},
		{"drafts", "", "place title saved bytes"},
		{"drafts show board/health", "", "place title text saved"},
		{"drafts drop board/health", "", "place title saved bytes"},
		{"preferences --zone Asia/Jakarta", "", "zone linear colour"},
		{"post finance --title Another", "A text.", "number topic board"},
		{"reply 2", "A text.", "number topic board"},
		{"edit 3", "A text.", "number topic board"},
		{"edit 3", "A text.", "number topic board"},
		{"checkpoint", "", "checkpoint"},
		{"ssh-config", "", "config"},
		{"help", "", "command short usage"},
	} {
		out := must(t, s.reader, c.input, append(strings.Fields(c.line), "--json")...)
		for _, row := range rowsOf(t, c.line, out) {
			got, want := slices.Sorted(maps.Keys(row)), slices.Sorted(strings.FieldsSeq(c.keys))
			if !slices.Equal(got, want) {
				t.Errorf("%s: keys %q, want %q", c.line, got, want)
			}
			checkTimes(t, c.line, row)
		}
	}
}

// rowsOf gives the rows of a list, of which there must be one at least, or the
// one value.
func rowsOf(t *testing.T, line, out string) []map[string]any {
	t.Helper()
	var rows []map[string]any
	if strings.HasPrefix(out, "[") {
		if err := json.Unmarshal([]byte(out), &rows); err != nil || len(rows) == 0 {
			t.Errorf("%s: %v, %d rows in %s", line, err, len(rows), out)
		}
		return rows
	}
	var row map[string]any
	if err := json.Unmarshal([]byte(out), &row); err != nil {
		t.Errorf("%s: %v in %s", line, err, out)
	}
	return []map[string]any{row}
}

// checkTimes says whether every time is RFC 3339 in UTC.
func checkTimes(t *testing.T, line string, row map[string]any) {
	t.Helper()
	for _, key := range []string{"at", "last", "since", "saved", "joined", "revoked", "lastSeen"} {
		value, there := row[key]
		if !there || value == nil {
			continue
		}
		text, _ := value.(string)
		if _, err := time.Parse(time.RFC3339, text); err != nil || !strings.HasSuffix(text, "Z") {
			t.Errorf("%s: %s is %v", line, key, value)
		}
	}
}

// TestValues looks at what the fields hold.
func TestValues(t *testing.T) {
	s := newScene(t)
	must(t, s.author, "A better opinion.", "edit", "2")
	read := rowsOf(t, "read", must(t, s.reader, "", "read", "2", "--json"))[0]
	for key, want := range map[string]any{"number": 2.0, "kind": "post", "topic": 2.0, "board": "finance", "title": firstTitle,
		"author": "first.author", "partner": "FI", "text": "A better opinion.", "replyTo": nil, "edited": true} {
		if read[key] != want {
			t.Errorf("read: %s is %v, want %v", key, read[key], want)
		}
	}
	if reply := rowsOf(t, "read", must(t, s.reader, "", "read", "#4", "--json"))[0]; reply["replyTo"] != 3.0 || reply["edited"] != false {
		t.Errorf("the reply is %v", reply)
	}
	topic := rowsOf(t, "topics", must(t, s.reader, "", "topics", "finance", "--before", "5", "--json"))[0]
	if topic["replies"] != 2.0 || topic["new"] != 0.0 || topic["number"] != 2.0 {
		t.Errorf("the topic is %v", topic)
	}
	imported := rowsOf(t, "topics", must(t, s.reader, "", "topics", "founding-texts", "--json"))[0]
	if imported["author"] != "Sixth Asia-Europe Meeting, Helsinki" || imported["partner"] != "" {
		t.Errorf("the Declaration is %v", imported)
	}
}

// TestJSONAnywhere: the option may stand in front of the command, and a word
// behind -- is no option.
func TestJSONAnywhere(t *testing.T) {
	s := newScene(t)
	want := must(t, s.reader, "", "boards", "--json")
	for _, line := range []string{"--json boards", "boards --json=true", "--json=true boards"} {
		if got := must(t, s.reader, "", strings.Fields(line)...); got != want {
			t.Errorf("%s: %s", line, got)
		}
	}
	if out := must(t, s.reader, "", "read", "--keep-new", "--", "#2"); !strings.Contains(out, "An opinion.") {
		t.Errorf("read -- #2:\n%s", out)
	}
}

// TestEmptyLists: lists are never null, and say to people what will stand there.
func TestEmptyLists(t *testing.T) {
	s := newScene(t)
	must(t, s.reader, "", "catchup")
	for line, want := range map[string]string{
		"new":                         "Nothing is new to you.",
		"topics health":               "no topics yet",
		"drafts":                      "You have no drafts.",
		"delegates --mission Nowhere": "No delegate is like that.",
		"boards --cluster nothing":    "No board is like that.",
	} {
		words := strings.Fields(line)
		if !strings.Contains(must(t, s.reader, "", words...), want) {
			t.Errorf("%s: no %q", line, want)
		}
		out := must(t, s.reader, "", append(words, "--json")...)
		if out != "[]\n" {
			t.Errorf("%s --json: %q", line, out)
		}
	}
	if got := do(t, s.reader, "", "next"); got.code != 4 || got.out != "" {
		t.Errorf("next, where nothing is new: exit code %d, %q", got.code, got.out)
	}
}

func TestZone(t *testing.T) {
	s := newScene(t)
	must(t, s.reader, "", "preferences", "--zone", "Asia/Jakarta", "--linear", "on", "--colour", "off")
	if out := must(t, s.reader, "", "preferences"); out != "Zone:   Asia/Jakarta\nLinear: on\nColour: off\n" {
		t.Errorf("the preferences are\n%s", out)
	}
	if out := must(t, s.reader, "", "read", "2"); !strings.Contains(out, "2026-09-10 16:00 +07:00") {
		t.Errorf("the date is not that of Jakarta:\n%s", out)
	}
	if out := must(t, s.reader, "", "read", "2", "--json"); !strings.Contains(out, `"2026-09-10T09:00:00Z"`) {
		t.Errorf("the date is not in UTC:\n%s", out)
	}
	for _, line := range []string{"preferences --zone Nowhere/City", "preferences --linear perhaps", "preferences --zone Local"} {
		if got := do(t, s.reader, "", strings.Fields(line)...); got.code != 2 {
			t.Errorf("%s: exit code %d, %s", line, got.code, got.err)
		}
	}
	if out := must(t, s.reader, "", "preferences", "--linear", "off"); !strings.Contains(out, "Asia/Jakarta") {
		t.Errorf("changing one preference changed another:\n%s", out)
	}
}

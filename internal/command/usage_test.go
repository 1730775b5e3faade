package command

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestMisuse needs no desk: what is not understood is refused before one is asked.
func TestMisuse(t *testing.T) {
	for line, want := range map[string]string{
		"bords":                           "Did you mean boards?",
		"bords --limit 3":                 "Did you mean boards?",
		"reed 12":                         "Did you mean read?",
		"frobnicate":                      "help` lists the commands",
		"scp -t /drop":                    "give it -s",
		"scp -v -f -- /README.txt":        "give it -s",
		"__complete b":                    "There is no command",
		"__completeNoDesc b":              "There is no command",
		"completion bash":                 "There is no command",
		"--limit":                         "The command comes first",
		"--verbose":                       "The command comes first",
		"keys lst":                        "Did you mean list?",
		"keys frobnicate":                 "only add, list, revoke",
		"drafts sho board/finance":        "Did you mean show?",
		"moderate":                        "needs one of",
		"moderate pinn 3":                 "Did you mean pin",
		"import":                          "needs one of mbox",
		"import maildir":                  "only mbox",
		"import mbox":                     "The board is missing",
		"import mbox --board Not/A/Board": "is not a board's name",
		"read":                            "Something is missing after `read`",
		"read x":                          "is not a number",
		"read 0":                          "is not a number",
		"read -- -1":                      "is not a number",
		"read 99999999999999999999":       "is not a number",
		"read 2 3":                        "is more than `read` takes",
		"read 2 --text --quoted":          "either as it is or quoted",
		"read 2 --thread --text":          "no one text",
		"read 2 --limit 3":                "go with --thread",
		"topics":                          "Usage: ssh -p 2222 avs.example topics BOARD",
		"topics finance --limt 3":         "has no option \"limt\"",
		"topics finance --limit x":        "is no value for the option \"limit\"",
		"topics finance --before x":       "is no value for the option \"before\"",
		"topics finance --before":         "needs a value",
		"topics finance --limit -1":       "A list has no -1 rows",
		"boards finance":                  "is more than `boards` takes",
		"catchup finance --undo":          "as a whole",
		"catchup finance health":          "is more than",
		"post finance":                    "A topic needs a title",
		"post":                            "Something is missing",
		"reply":                           "Something is missing",
		"reply twelve":                    "is not a number",
		"edit 1 2":                        "is more than",
		"history":                         "Something is missing",
		"save 2":                          "Something is missing",
		"save 2 0":                        "is not the index of a file",
		"save 2 first":                    "is not the index of a file",
		"unread":                          "Something is missing",
		"moderate move 2":                 "Something is missing",
		"moderate hide":                   "Something is missing",
		"delegates --partner ZZ":          "is not the code of a partner",
		"delegates --role king":           "The roles are observer",
		"drafts show nowhere":             "is no place of a draft",
		"keys revoke":                     "Something is missing",
	} {
		words := strings.Fields(line)
		got := do(t, nil, "", words...)
		if got.code != 2 || got.out != "" || !strings.Contains(got.err, want) {
			t.Errorf("%s: exit code %d, output %q, error %q; want 2 and %q", line, got.code, got.out, got.err, want)
		}
		asJSON(t, line, do(t, nil, "", append(words, "--json")...))
	}
}

// asJSON checks the form of an error for programs. A line that ends in an option
// without its value takes --json for the value.
func asJSON(t *testing.T, line string, got outcome) {
	t.Helper()
	var told map[string]map[string]string
	if err := json.Unmarshal([]byte(got.err), &told); err != nil {
		t.Errorf("%s --json: %v in %q", line, err, got.err)
		return
	}
	e := told["error"]
	if got.code != 2 || len(told) != 1 || len(e) != 3 || e["kind"] != "usage" || e["what"] == "" {
		t.Errorf("%s --json: exit code %d, %v", line, got.code, told)
	}
	if strings.Count(got.err, "\n") != 1 {
		t.Errorf("%s --json: not one line: %q", line, got.err)
	}
}

func TestUnknownPage(t *testing.T) {
	for _, line := range []string{"help frobnicate", "help keys frobnicate", "help slow-lines more"} {
		if got := do(t, nil, "", strings.Fields(line)...); got.code != 4 || got.out != "" {
			t.Errorf("%s: exit code %d, %s", line, got.code, got.out)
		}
	}
}

func TestControlCharactersDoNotComeBack(t *testing.T) {
	for _, words := range [][]string{{"\x1b[2J"}, {"read", "\x1b]0;x\a"}, {"topics", "finance", "--\x1b[31m"}, {"help", "\u202Eabc"}} {
		got := do(t, nil, "", words...)
		if got.code == 0 || strings.ContainsAny(got.err, "\x1b\a\u202E") {
			t.Errorf("%q: exit code %d, %q", words, got.code, got.err)
		}
	}
}

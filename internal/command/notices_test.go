package command

import (
	"encoding/json"
	"strings"
	"testing"

	"asem.internal/avs/internal/secretariat"
)

// A noticeScene is a scene with people who post and acknowledge notices.
type noticeScene struct {
	scene
	coordinator, contact, colleague, other *secretariat.Desk
}

func newNoticeScene(t *testing.T) noticeScene {
	t.Helper()
	s := noticeScene{scene: newScene(t)}
	s.coordinator = s.Accredit("sixth.coordinator", "EU", "coordinator")
	s.contact = s.Accredit("seventh.contact", "FI", "contact-point")
	s.colleague = s.Accredit("eighth.colleague", "FI", "delegate")
	s.other = s.Accredit("ninth.other", "VN", "contact-point")
	return s
}

// rows reads a list that a program was answered with.
func rows(t *testing.T, out string) []map[string]any {
	t.Helper()
	var list []map[string]any
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return list
}

func TestNoticeIsPostedReadAndAcknowledged(t *testing.T) {
	s := newNoticeScene(t)
	out := must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "fi, @asean", "--title", "Registration", "--ack-by", "3d", "--level", "priority", "--pin", "--json")
	if out != "{\"number\":6}\n" {
		t.Fatalf("posting answers %s", out)
	}
	for line, wants := range map[string][]string{
		"notices":                         {"#6", "priority", "EU sixth.coordinator", "*0/12", "[new, pinned] Registration"},
		"notices --open":                  {"#6", "*0/12"},
		"notice show 6 --text --keep-new": {"Be it known.\n"},
		"read 6 --keep-new": {"Level:    priority", "To:       FI, @asean", "Asks:     to be acknowledged, by 13 Sep 2026 09:00 UTC; 0 of 12 partners did",
			"do it with ssh -p 2222 avs.example ack 6", "\n\nBe it known.\n"},
		"whoami": {"To do:     1 notice to acknowledge"},
	} {
		out := must(t, s.contact, "", strings.Fields(line)...)
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: no %q in\n%s", line, want, out)
			}
		}
	}
	if got := do(t, s.observer, "", "notice", "show", "6"); got.code != 4 || !strings.HasPrefix(got.err, "There is no notice #6.") {
		t.Errorf("a notice to others is told of: %+v", got)
	}
	if got := do(t, s.observer, "", "read", "6"); got.code != 4 || strings.Contains(got.err, "notice") {
		t.Errorf("a notice to others is told of: %+v", got)
	}
	if got := do(t, s.colleague, "", "ack", "6"); got.code != 3 || !strings.Contains(got.err, "do not speak for your partner") {
		t.Errorf("who is no contact point acknowledges: %+v", got)
	}
	before := s.LastEntry()
	must(t, s.contact, "", "ack", "6")
	must(t, s.contact, "", "ack", "6")
	if s.LastEntry() != before+1 {
		t.Error("acknowledging twice is two entries")
	}
	if out := must(t, s.colleague, "", "notice", "show", "6"); !strings.Contains(out, "Yours:    acknowledged by seventh.contact on 2026-09-10 09:00 +00:00") {
		t.Errorf("a colleague is not told of the acknowledgement:\n%s", out)
	}
	row := rows(t, must(t, s.contact, "", "notices", "--json"))[0]
	for field, want := range map[string]any{"number": 6., "title": "Registration", "level": "priority", "pinned": true, "acknowledged": true,
		"acks": 1., "of": 12., "version": 1., "at": "2026-09-10T09:00:00Z", "ackBy": "2026-09-13T09:00:00Z", "expires": nil} {
		if row[field] != want {
			t.Errorf("%s is %v, want %v", field, row[field], want)
		}
	}
}

func TestAcksAndReminders(t *testing.T) {
	s := newNoticeScene(t)
	must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "FI,VN", "--title", "Registration", "--ack")
	must(t, s.contact, "", "ack", "6")
	out := must(t, s.coordinator, "", "notice", "acks", "6")
	for _, want := range []string{"FI      Finland                      seventh.contact", "VN      Viet Nam                                              not yet", "1 of 2 partners has not acknowledged.\nRemind them: ssh -p 2222 avs.example notice remind 6"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if list := rows(t, must(t, s.other, "", "notice", "acks", "6", "--json")); len(list) != 1 || list[0]["partner"] != "VN" || list[0]["at"] != nil {
		t.Errorf("VN is shown %v", list)
	}
	must(t, s.other, "", "notice", "show", "6")
	must(t, s.contact, "", "notice", "show", "6")
	if got := do(t, s.other, "", "notice", "remind", "6"); got.code != 3 {
		t.Errorf("who did not write it reminds: %+v", got)
	}
	must(t, s.coordinator, "", "notice", "remind", "6")
	for desk, want := range map[*secretariat.Desk]bool{s.other: true, s.contact: false} {
		if view, err := desk.Notice(6); err != nil || view.New != want {
			t.Errorf("after the reminder it is new: %v, want %v; %v", view.New, want, err)
		}
	}
	if got := do(t, s.coordinator, "", "notice", "remind", "6"); got.code != 3 || !strings.Contains(got.err, "less than an hour ago") {
		t.Errorf("reminded twice at once: %+v", got)
	}
}

func TestCorrectedNoticeAsksAgain(t *testing.T) {
	s := newNoticeScene(t)
	must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "FI", "--title", "Registration", "--ack")
	must(t, s.contact, "", "ack", "6")
	must(t, s.contact, "", "notice", "show", "6")
	if got := do(t, s.contact, "Rather so.", "notice", "correct", "6"); got.code != 3 {
		t.Errorf("who did not write it corrects: %+v", got)
	}
	must(t, s.coordinator, "Rather so.", "notice", "correct", "6", "--title", "Registration, corrected", "--base", "1")
	if got := do(t, s.coordinator, "Or so.", "notice", "correct", "6", "--base", "1"); got.code != 5 || !strings.Contains(got.err, "corrected meanwhile") {
		t.Errorf("a correction of what was not seen: %+v", got)
	}
	row := rows(t, must(t, s.contact, "", "notices", "--open", "--json"))[0]
	if row["version"] != 2. || row["acks"] != 0. || row["acknowledged"] != false || row["new"] != true || row["title"] != "Registration, corrected" {
		t.Errorf("corrected: %v", row)
	}
	history := must(t, s.contact, "", "notice", "history", "6")
	for _, want := range []string{"#6, version 1,", "Title: Registration\n\nBe it known.", "#6, version 2,", "Rather so."} {
		if !strings.Contains(history, want) {
			t.Errorf("no %q in\n%s", want, history)
		}
	}
}

func TestWhoMayNotify(t *testing.T) {
	s := newNoticeScene(t)
	local := s.Accredit("tenth.moderator", "SE", "delegate", "moderator:finance")
	for name, c := range map[string]struct {
		desk *secretariat.Desk
		line string
		code int
		says string
	}{
		"a delegate":                {s.author, "--to @all", 3, "do not post notices"},
		"an observer":               {s.observer, "--to @all", 3, "do not post notices"},
		"the secretariat":           {s.secretary, "--to @all", 3, "do not post notices"},
		"a contact point":           {s.contact, "--to FI", 3, "do not post notices"},
		"a moderator of all boards": {s.moderator, "--to @all", 0, ""},
		"a moderator, flash":        {s.moderator, "--to @all --level flash", 3, "do not post flash notices"},
		"a moderator of one board":  {local, "--to board:finance --pin", 0, ""},
		"of another board":          {local, "--to board:health", 3, "do not post notices there"},
		"of one board, to two":      {local, "--to board:finance,board:health", 3, "do not post notices there"},
		"of one board, to all":      {local, "--to @all", 3, "do not post notices there"},
		"a coordinator, flash":      {s.coordinator, "--to @all --level flash", 0, ""},
		"to nobody":                 {s.coordinator, "--to ZZ", 4, "Nobody is reached at \"ZZ\""},
		"to a misspelt partner":     {s.coordinator, "--to Vietnam", 4, "Did you mean VN"},
		"to a person":               {s.coordinator, "--to first.author", 2, "not addressed to first.author"},
		"of a wrong level":          {s.coordinator, "--to @all --level loud", 2, "is not one of routine, priority, flash"},
		"expired":                   {s.coordinator, "--to @all --expires 2020-01-01", 2, "has passed"},
		"at no time":                {s.coordinator, "--to @all --ack-by soon", 2, "is not a date or a time"},
		"asked for after its end":   {s.coordinator, "--to @all --expires 1d --ack-by 2d", 2, "would expire before"},
		"a decade ahead":            {s.coordinator, "--to @all --expires 200w", 2, "more than a year ahead"},
		"without an address":        {s.coordinator, "--level flash", 2, "needs --to and --title"},
	} {
		before := s.LastEntry()
		got := do(t, c.desk, "Be it known.", append(strings.Fields("notice post --title Registration"), strings.Fields(c.line)...)...)
		if got.code != c.code || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: exit code %d, %s", name, got.code, got.err)
		}
		if changed := s.LastEntry() != before; changed != (c.code == 0) {
			t.Errorf("%s: exit code %d, and the record changed: %v", name, got.code, changed)
		}
	}
}

// TestRefusedNoticeIsKept: what was typed and may be nowhere else is a draft.
func TestRefusedNoticeIsKept(t *testing.T) {
	s := newNoticeScene(t)
	for range 20 {
		must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "@all", "--title", "Registration")
	}
	got := do(t, s.coordinator, "Once too often.", "notice", "post", "--to", "FI", "--title", "Registration", "--expires", "3d")
	if got.code != 3 || !strings.Contains(got.err, "kept as a draft: ssh -p 2222 avs.example drafts show notice/new") {
		t.Fatalf("%+v", got)
	}
	out := must(t, s.coordinator, "", "drafts", "show", "notice/new")
	for _, want := range []string{"Title: Registration", "To: FI", "Expires: 3d", "Once too often."} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if out := must(t, s.coordinator, "", "drafts"); !strings.Contains(out, "notice/new") {
		t.Errorf("not among the drafts:\n%s", out)
	}
}

// TestNoticesTwice: the same token posts once.
func TestNoticesTwice(t *testing.T) {
	s := newNoticeScene(t)
	line := []string{"notice", "post", "--to", "@all", "--title", "Registration", "--id", "one", "--json"}
	first, again := must(t, s.coordinator, "Be it known.", line...), must(t, s.coordinator, "Be it known.", line...)
	if first != again {
		t.Errorf("%s, then %s", first, again)
	}
	if list := rows(t, must(t, s.reader, "", "notices", "--json")); len(list) != 1 {
		t.Errorf("posted %d times", len(list))
	}
}

// TestNoticePages walks a long list whose first rows are pinned, page by page.
func TestNoticePages(t *testing.T) {
	s := newNoticeScene(t)
	for i := range 15 {
		words := []string{"notice", "post", "--to", []string{"@all", "FI,@eu", "VN"}[i%3], "--title", "Registration"}
		if i%4 == 0 {
			words = append(words, "--pin")
		}
		must(t, s.coordinator, "Be it known.", words...)
	}
	var whole, paged []any
	for _, r := range rows(t, must(t, s.contact, "", "notices", "--json")) {
		whole = append(whole, r["number"])
	}
	for before := ""; ; {
		words := []string{"notices", "--json", "--limit", "2"}
		if before != "" {
			words = append(words, "--before", before)
		}
		page := rows(t, must(t, s.contact, "", words...))
		for _, r := range page {
			paged = append(paged, r["number"])
			before = strings.TrimSuffix(jsonOf(t, r["number"]), "\n")
		}
		if len(page) < 2 {
			break
		}
	}
	// Ten of fifteen reach FI; #18, #10 and #6 of them are pinned, the last pin on top.
	if got, want := jsonOf(t, whole), "[18,10,6,19,16,15,13,12,9,7]"; got != want {
		t.Errorf("listed %s, want %s", got, want)
	}
	if jsonOf(t, paged) != jsonOf(t, whole) {
		t.Errorf("page by page %v, at once %v", paged, whole)
	}
}

func jsonOf(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestExpiry: what has expired is out of the way, and can still be read.
func TestExpiry(t *testing.T) {
	s := newNoticeScene(t)
	must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "@all", "--title", "Registration", "--ack", "--pin", "--expires", "1d")
	s.Clock.Advance(25 * 3600e9)
	if n, err := s.contact.Waiting(); err != nil || n != 4 {
		t.Errorf("%d wait, %v: an expired notice is new", n, err)
	}
	if out := must(t, s.contact, "", "notices"); !strings.Contains(out, "There is no notice to you.") {
		t.Errorf("listed:\n%s", out)
	}
	if out := must(t, s.contact, "", "notices", "--open"); !strings.Contains(out, "has acknowledged every notice") {
		t.Errorf("listed:\n%s", out)
	}
	if out := must(t, s.contact, "", "notices", "--all"); !strings.Contains(out, "[new, pinned, expired] Registration") {
		t.Errorf("not listed:\n%s", out)
	}
	must(t, s.contact, "", "notice", "show", "6")
}

// TestNewTellsOfAllThatIsNew: posts in a list, and how much lies in the trays.
func TestNewTellsOfAllThatIsNew(t *testing.T) {
	s := newNoticeScene(t)
	must(t, s.contact, "", "catchup")
	if out := must(t, s.contact, "", "new"); !strings.HasPrefix(out, "Nothing is new to you.") {
		t.Errorf("of nothing %s", out)
	}
	must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "FI", "--title", "Registration", "--ack")
	if got := do(t, s.other, "A word.", "letter", "send", "--to", "FI", "--subject", "A word"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	want := "No post is new to you.\nNew besides: 1 notice: ssh -p 2222 avs.example notices\nNew besides: 1 letter: ssh -p 2222 avs.example letters\n"
	if out := must(t, s.contact, "", "new"); out != want {
		t.Errorf("%s, want %s", out, want)
	}
	if out := must(t, s.contact, "", "new", "--json"); strings.TrimSpace(out) != "[]" {
		t.Errorf("a program is told %s", out)
	}
}

// TestANoticeIsNoPost: what is done to posts names what is done to notices.
func TestANoticeIsNoPost(t *testing.T) {
	s := newNoticeScene(t)
	must(t, s.coordinator, "Be it known.", "notice", "post", "--to", "FI", "--title", "Registration", "--ack")
	for line, says := range map[string]string{
		"reply 6": "#6 is a notice, which is not answered.\nWrite a letter to who wrote it: ssh -p 2222 avs.example help letter send",
		"edit 6":  "#6 is a notice and no post.\nA notice is corrected: ssh -p 2222 avs.example help notice correct",
	} {
		if got := do(t, s.colleague, "Text.", strings.Fields(line)...); got.code != 3 || !strings.Contains(got.err, says) {
			t.Errorf("%s: %+v", line, got)
		}
		if got := do(t, s.observer, "Text.", strings.Fields(line)...); strings.Contains(got.err, "notice") {
			t.Errorf("%s tells whom it does not reach %s", line, got.err)
		}
	}
	if out := must(t, s.colleague, "", "notice", "acks", "6"); !strings.Contains(out, "1 of 1 partner has not acknowledged.") || strings.Contains(out, "Remind") {
		t.Errorf("who may not remind is told %s", out)
	}
	must(t, s.contact, "", "ack", "6")
	if out := must(t, s.contact, "", "notice", "acks", "6"); !strings.Contains(out, "Nobody is missing.") {
		t.Errorf("of one who acknowledged %s", out)
	}
}

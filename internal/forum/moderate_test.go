package forum

import (
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

func TestPinAndLock(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	reply := m.replied(t, topic)
	if f := m.must(t, mo, Pin{Topic: topic, On: true}); f != (Pinned{Topic: topic, On: true}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, mo, Pin{Topic: topic, On: true})
	m.must(t, mo, Pin{Topic: topic})
	m.nothing(t, mo, Pin{Topic: topic})
	if f := m.must(t, mo, Lock{Topic: topic, On: true}); f != (Locked{Topic: topic, On: true}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, mo, Lock{Topic: topic, On: true})
	m.must(t, mo, Lock{Topic: topic})
	m.wantRefused(t, []refusal{
		{"pinning a reply", mo, Pin{Topic: reply, On: true}, fault.NotFound, "#2 is a post, not a topic. Its topic is #1."},
		{"pinning nothing", mo, Pin{Topic: 99, On: true}, fault.NotFound, "no topic #99"},
		{"locking a reply", mo, Lock{Topic: reply, On: true}, fault.NotFound, "not a topic"},
		{"locking nothing", mo, Lock{Topic: 99, On: true}, fault.NotFound, "no topic #99"},
	})
}

func TestMove(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	reply := m.replied(t, topic)
	m.nothing(t, mo, Move{Topic: topic, To: "finance"})
	m.must(t, "", Import{Board: "papers", Origin: "1", Text: "x", At: m.now})
	m.wantRefused(t, []refusal{
		{"a reply", mo, Move{Topic: reply, To: "health"}, fault.NotFound, "not a topic"},
		{"nothing", mo, Move{Topic: 99, To: "health"}, fault.NotFound, "no topic #99"},
		{"to nowhere", mo, Move{Topic: topic, To: "nowhere"}, fault.NotFound, `no board "nowhere"`},
		{"to an archive", mo, Move{Topic: topic, To: "papers"}, fault.Refused, "archive board"},
		{"from an archive", mo, Move{Topic: 3, To: "health"}, fault.Refused, "archive board"},
		{"to a board of which one is no moderator", fin, Move{Topic: topic, To: "health"}, fault.Refused, "do not moderate"},
		{"by nobody", "no.body", Move{Topic: topic, To: "health"}, fault.Refused, ""},
	})
	if f := m.must(t, mo, Move{Topic: topic, To: "health"}); f != (Moved{Topic: topic, From: "finance", To: "health"}) {
		t.Errorf("%+v", f)
	}
}

func TestClose(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	m.nothing(t, co, Close{Board: "finance"})
	if f := m.must(t, co, Close{Board: "finance", On: true, Reason: " It has \n reported. "}); f != (Closed{Board: "finance", On: true, Reason: "It has reported."}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, co, Close{Board: "finance", On: true, Reason: "again"})
	m.wantRefused(t, []refusal{
		{"a topic there", anna, Open{Board: "finance", Title: "x", Text: "x"}, fault.Refused, "Finance was closed into the archive on "},
		{"an answer there", anna, Reply{To: topic, Text: "x"}, fault.Refused, "was closed into the archive"},
		{"an edit there", anna, Edit{Number: topic, Text: "x"}, fault.Refused, "was closed into the archive"},
		{"a topic from there", mo, Move{Topic: topic, To: "health"}, fault.Refused, "was closed into the archive"},
		{"a collection there", "", Import{Board: "finance", Origin: "1", Text: "x"}, fault.Refused, "archive boards"},
		{"what is an archive", co, Close{Board: "papers", On: true}, fault.Refused, "founded as an archive board"},
		{"what is not there", co, Close{Board: "nowhere", On: true}, fault.NotFound, "no board"},
		{"for a long reason", co, Close{Board: "health", On: true, Reason: strings.Repeat("é", MaxReason+1)}, fault.Usage, "characters"},
	})
	m.must(t, mo, Pin{Topic: topic, On: true})
	m.must(t, co, Close{Board: "finance"})
	m.replied(t, topic)
}

func TestHideAndRedact(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	long := strings.Repeat("é", MaxReason)
	m.nothing(t, mo, Hide{Number: topic, Reason: "shown already"})
	if f := m.must(t, mo, Hide{Number: topic, On: true, Reason: " off \n subject "}); f != (Hidden{Number: topic, On: true, Reason: "off subject"}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, mo, Hide{Number: topic, On: true, Reason: "again"})
	if f := m.must(t, mo, Hide{Number: topic}); f != (Hidden{Number: topic}) {
		t.Errorf("showing needs no reason: %+v", f)
	}
	m.must(t, mo, Hide{Number: topic, On: true, Reason: long})
	m.must(t, mo, Hide{Number: topic})
	m.wantRefused(t, []refusal{
		{"hiding nothing", mo, Hide{Number: 99, On: true, Reason: "x"}, fault.NotFound, "no post #99"},
		{"without a reason", mo, Hide{Number: topic, On: true}, fault.Usage, "reason is needed"},
		{"with a blank one", mo, Hide{Number: topic, On: true, Reason: " \n"}, fault.Usage, "reason is needed"},
		{"with a long one", mo, Hide{Number: topic, On: true, Reason: long + "x"}, fault.Usage, "401 characters; 400 at most"},
		{"with a very long one", mo, Hide{Number: topic, On: true, Reason: strings.Repeat("x", 1<<20)}, fault.Usage, "reason has 1048576 bytes"},
		{"not in UTF-8", mo, Hide{Number: topic, On: true, Reason: "a\xff"}, fault.Usage, "offset 1"},
		{"redacting nothing", mo, Redact{Number: 99, Reason: "x"}, fault.NotFound, "no post #99"},
		{"redacting without a reason", mo, Redact{Number: topic}, fault.Usage, "reason is needed"},
		{"redacting with a long one", mo, Redact{Number: topic, Reason: long + "x"}, fault.Usage, "400 at most"},
	})
	if f := m.must(t, mo, Redact{Number: topic, Reason: "by law"}); f != (Redacted{Number: topic, Reason: "by law"}) {
		t.Errorf("%+v", f)
	}
	m.nothing(t, mo, Redact{Number: topic, Reason: "again"})
	m.must(t, mo, Hide{Number: topic, On: true, Reason: "a redacted one can be hidden"})
}

// TestWhatActionsAsk: which act on which board, and what is said of what is not there.
func TestWhatActionsAsk(t *testing.T) {
	m := newModel()
	topic := m.opened(t, "finance")
	reply := m.replied(t, topic)
	for _, c := range []struct {
		action Action
		act    roster.Act
		board  asem.BoardID
	}{
		{Open{Board: "health"}, roster.Write, "health"},
		{Reply{To: reply}, roster.Write, "finance"},
		{Edit{Number: reply}, roster.Write, "finance"},
		{Pin{Topic: topic}, roster.Moderate, "finance"},
		{Lock{Topic: topic}, roster.Moderate, "finance"},
		{Move{Topic: topic, To: "health"}, roster.Moderate, "finance"},
		{Hide{Number: reply}, roster.Moderate, "finance"},
		{Redact{Number: reply}, roster.Moderate, "finance"},
		{Found{}, roster.Operate, ""},
		{Import{Board: "papers"}, roster.Operate, "papers"},
	} {
		act, board, err := c.action.Asks(m)
		if act != c.act || board != c.board || err != nil {
			t.Errorf("%s asks for %q on %q, %v", c.action.Kind(), act, board, err)
		}
		if !strings.HasPrefix(c.action.Kind(), "forum.") {
			t.Errorf("%T is called %q", c.action, c.action.Kind())
		}
	}
	for _, a := range []Action{
		Open{Board: "nowhere"}, Reply{To: 99}, Edit{Number: 99}, Pin{Topic: 99}, Pin{Topic: reply}, Lock{Topic: 99},
		Move{Topic: reply}, Hide{Number: 99}, Redact{Number: 99}, Import{Board: "nowhere"},
	} {
		if _, _, err := a.Asks(m); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s %+v: %v", a.Kind(), a, err)
		}
	}
	for _, f := range []rule.Fact{ClusterNamed{}, BoardFounded{}, Posted{}, Edited{}, Pinned{}, Locked{}, Moved{}, Hidden{}, Redacted{}} {
		if !strings.HasPrefix(f.Kind(), "forum.") {
			t.Errorf("%T is called %q", f, f.Kind())
		}
	}
}

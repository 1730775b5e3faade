package roster

import (
	"fmt"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/rule"
)

const (
	anna asem.Login = "anna.first"
	bao  asem.Login = "bao.second"
)

func TestAdmitPartners(t *testing.T) {
	m := newModel()
	want := []PartnerAdmitted{{Code: "FI", Name: "another name"}, {Code: "SG", Name: "Singapore"}}
	facts := m.must(t, "", AdmitPartners{Partners: want})
	if len(facts) != 1 || facts[0] != want[1] {
		t.Errorf("%+v: a partner that is known is left as it is", facts)
	}
	if again := m.must(t, "", AdmitPartners{Partners: want}); len(again) != 0 {
		t.Errorf("again: %+v", again)
	}
}

func TestFound(t *testing.T) {
	m := newModel()
	if _, err := m.do("", Found{Line: ringLine(anna, "ZZ", "k1")}); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "ZZ is not a partner") {
		t.Errorf("of no partner: %v", err)
	}
	m.must(t, "", Found{Line: ringLine(anna, "FI", "k1")})
	d, _ := m.Delegate(anna)
	c, _ := m.Credential("k1")
	if d.Ring || c.Source != FromFounding || !c.Active() {
		t.Errorf("%+v, %+v", d, c)
	}
	if _, err := m.do("", Found{Line: ringLine(bao, "FI", "k2")}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second first delegate: %v", err)
	}
}

func TestEnrol(t *testing.T) {
	m := newModel()
	m.must(t, "", Reconcile{Lines: []Line{ringLine(anna, "FI", "k1"), ringLine(bao, "VN", "k2")}})
	facts := m.must(t, anna, Enrol{Fingerprint: "k3", Key: []byte("k3"), Comment: "a\tspare \xff key"})
	if e, ok := facts[0].(Enrolled); !ok || e.Login != anna || e.Source != FromDelegate || e.Comment != "a spare \uFFFD key" {
		t.Errorf("%+v", facts)
	}
	m.must(t, anna, Revoke{Fingerprint: "k3", Using: "k1"})
	for _, c := range []struct{ name, fingerprint, sentence string }{
		{"one's own", "k1", "one of yours already"},
		{"one's own, revoked", "k3", "a revoked key is never enrolled again"},
		{"another's", "k2", "cannot be enrolled"},
	} {
		_, err := m.do(anna, Enrol{Fingerprint: c.fingerprint})
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), c.sentence) || strings.Contains(err.Error(), string(bao)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestEnrolIsBounded(t *testing.T) {
	m := newModel()
	m.must(t, "", Reconcile{Lines: []Line{ringLine(anna, "FI", "k")}})
	for i := range MaxCredentials - 1 {
		m.must(t, anna, Enrol{Fingerprint: fmt.Sprint("k", i)})
	}
	if _, err := m.do(anna, Enrol{Fingerprint: "one more"}); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "You have 16 keys") {
		t.Errorf("one more: %v", err)
	}
	m.must(t, anna, Revoke{Fingerprint: "k3", Using: "k"})
	m.must(t, anna, Enrol{Fingerprint: "one more"})
}

func TestRevoke(t *testing.T) {
	m := newModel()
	m.must(t, "", Reconcile{Lines: []Line{ringLine(anna, "FI", "k1"), ringLine(anna, "FI", "k2"), ringLine(bao, "VN", "k3")}})
	for _, c := range []struct {
		name, fingerprint string
		kind              fault.Kind
		sentence          string
	}{
		{"nobody's", "k9", fault.NotFound, "You have no key k9"},
		{"another's", "k3", fault.NotFound, "You have no key k3"},
		{"the one in use", "k1", fault.Refused, "came in with this key"},
	} {
		if _, err := m.do(anna, Revoke{Fingerprint: c.fingerprint, Using: "k1"}); fault.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.sentence) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	facts := m.must(t, anna, Revoke{Fingerprint: "k2", Using: "k1"})
	if len(facts) != 1 || facts[0] != (Revoked{Fingerprint: "k2", Login: anna, By: anna}) {
		t.Errorf("%+v", facts)
	}
	if _, err := m.do(anna, Revoke{Fingerprint: "k2", Using: "k1"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("twice: %v", err)
	}
}

// TestWhatActionsAsk: what only the server does asks for no act, which nobody
// else may; the rest is one's own desk.
func TestWhatActionsAsk(t *testing.T) {
	for want, actions := range map[Act][]Action{
		"":       {AdmitPartners{}, Found{}, Reconcile{}, Turn{}},
		KeepDesk: {Enrol{}, Revoke{}},
		Read:     {Give{}, End{}},
	} {
		for _, a := range actions {
			if a.Asks() != want || !strings.HasPrefix(a.Kind(), "roster.") {
				t.Errorf("%s asks for %q", a.Kind(), a.Asks())
			}
		}
	}
	for _, f := range []rule.Fact{PartnerAdmitted{}, Accredited{}, Left{}, Enrolled{}, Revoked{}, TermGiven{}, TermCut{}, TermBegun{}, TermEnded{}} {
		if !strings.HasPrefix(f.Kind(), "roster.") {
			t.Errorf("%T is called %q", f, f.Kind())
		}
	}
}

package roster

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
)

// reconcile does it, and again, which must change nothing.
func reconcile(t *testing.T, m *model, lines ...Line) []string {
	t.Helper()
	m.must(t, "", Reconcile{Lines: lines})
	if again := m.must(t, "", Reconcile{Lines: lines}); len(again) > 0 {
		t.Errorf("the second time: %+v", again)
	}
	return PassedOver(m, lines)
}

func wantKeys(t *testing.T, m *model, l asem.Login, want ...string) {
	t.Helper()
	if got := m.active(l); !slices.Equal(got, want) {
		t.Errorf("%s comes in with %v, want %v", l, got, want)
	}
}

func TestReconcile(t *testing.T) {
	a1, a2, b1 := ringLine(anna, "FI", "a1"), ringLine(anna, "FI", "a2"), ringLine(bao, "VN", "b1")
	moved := b1
	moved.Fingerprint = "a2"
	for name, test := range map[string]func(*testing.T, *model){
		"enrols": func(t *testing.T, m *model) {
			reconcile(t, m, a1, a2, b1)
			wantKeys(t, m, anna, "a1", "a2")
			d, _ := m.Delegate(anna)
			if d.Name != "Somebody" || d.Partner != "FI" || d.Mission != "Brussels" || !d.Ring || d.Left || d.RoleList() != "delegate" {
				t.Errorf("%+v", d)
			}
		},
		"revokes what is missing": func(t *testing.T, m *model) {
			reconcile(t, m, a1, a2)
			reconcile(t, m, a1)
			wantKeys(t, m, anna, "a1")
			if c, _ := m.Credential("a2"); c.RevokedBy != "" {
				t.Errorf("revoked by %q, and it was the ring", c.RevokedBy)
			}
			reconcile(t, m, a1, a2)
			wantKeys(t, m, anna, "a1", "a2")
		},
		"ends who is missing": func(t *testing.T, m *model) {
			reconcile(t, m, a1, b1)
			m.must(t, anna, Enrol{Fingerprint: "own"})
			reconcile(t, m, b1)
			if d, _ := m.Delegate(anna); !d.Left {
				t.Error("still accredited")
			}
			wantKeys(t, m, anna)
			wantKeys(t, m, bao, "b1")
		},
		"brings back": func(t *testing.T, m *model) {
			reconcile(t, m, a1)
			m.must(t, anna, Enrol{Fingerprint: "own"})
			reconcile(t, m)
			reconcile(t, m, a1)
			if d, _ := m.Delegate(anna); d.Left {
				t.Error("has left still")
			}
			wantKeys(t, m, anna, "a1") // what they had added themselves ended with the accreditation
		},
		"keeps what a delegate added": func(t *testing.T, m *model) {
			reconcile(t, m, a1)
			m.must(t, anna, Enrol{Fingerprint: "own"})
			reconcile(t, m, a1, b1)
			wantKeys(t, m, anna, "a1", "own")
		},
		"a delegate's own revocation stays": func(t *testing.T, m *model) {
			reconcile(t, m, a1, a2)
			m.must(t, anna, Revoke{Fingerprint: "a2", Using: "a1"})
			passed := reconcile(t, m, a1, a2)
			wantKeys(t, m, anna, "a1")
			wantPassed(t, passed, "revoked by its delegate")
			reconcile(t, m)
			reconcile(t, m, a1, a2)
			wantKeys(t, m, anna, "a1")
			reconcile(t, m, a1, moved)
			wantKeys(t, m, bao) // nor does it come back as somebody else's
		},
		"a key moves": func(t *testing.T, m *model) {
			reconcile(t, m, a1, a2, b1)
			if passed := reconcile(t, m, a1, b1, moved); len(passed) > 0 {
				t.Errorf("passed over: %v", passed)
			}
			wantKeys(t, m, anna, "a1")
			wantKeys(t, m, bao, "a2", "b1")
		},
		"a key that its delegate added does not move": func(t *testing.T, m *model) {
			reconcile(t, m, a1, b1)
			m.must(t, anna, Enrol{Fingerprint: "a2"})
			passed := reconcile(t, m, a1, b1, moved)
			wantKeys(t, m, anna, "a1", "a2")
			wantPassed(t, passed, "another delegate's")
		},
		"a login of another partner is passed over": func(t *testing.T, m *model) {
			reconcile(t, m, a1)
			passed := reconcile(t, m, a1, ringLine(anna, "VN", "x"))
			wantKeys(t, m, anna, "a1")
			wantPassed(t, passed, "belongs to partner FI")
			passed = reconcile(t, m, ringLine(anna, "VN", "x"))
			if d, _ := m.Delegate(anna); !d.Left || d.Partner != "FI" {
				t.Errorf("%+v", d)
			}
			wantPassed(t, passed, "belongs to partner FI")
		},
		"what is said anew": func(t *testing.T, m *model) {
			reconcile(t, m, a1)
			for _, change := range []func(*Line){
				func(l *Line) { l.Name = "Another Name" },
				func(l *Line) { l.Mission = "" },
				func(l *Line) { l.Roles = []Role{{Name: Moderator, Board: "finance"}, {Name: Ordinary}} },
			} {
				change(&a1)
				if facts := m.must(t, "", Reconcile{Lines: []Line{a1}}); len(facts) != 1 {
					t.Errorf("%+v", facts)
				}
				d, _ := m.Delegate(anna)
				if d.Name != a1.Name || d.Mission != a1.Mission || !reflect.DeepEqual(d.Roles, a1.Roles) {
					t.Errorf("%+v", d)
				}
			}
			slices.Reverse(a1.Roles)
			if facts := m.must(t, "", Reconcile{Lines: []Line{a1}}); len(facts) > 0 {
				t.Errorf("the order of roles means nothing: %+v", facts)
			}
		},
		"the first delegate of an installation": func(t *testing.T, m *model) {
			m.must(t, "", Found{Line: ringLine(anna, "FI", "first")})
			reconcile(t, m, b1)
			wantKeys(t, m, anna, "first") // never stood in the ring
			reconcile(t, m, a1, b1)
			wantKeys(t, m, anna, "a1", "first")
			reconcile(t, m, b1)
			wantKeys(t, m, anna)
		},
		"text that is none": func(t *testing.T, m *model) {
			a1.Name, a1.Mission, a1.Comment = "No\xff Body", " Brussels\n", "\xc3"
			reconcile(t, m, a1)
			if d, _ := m.Delegate(anna); d.Name != "No\uFFFD Body" || d.Mission != "Brussels" {
				t.Errorf("%+v", d)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := a1
			test(t, newModel())
			a1 = before
		})
	}
}

func wantPassed(t *testing.T, passed []string, sentence string) {
	t.Helper()
	if len(passed) != 1 || !strings.Contains(passed[0], sentence) || !strings.HasSuffix(passed[0], ".") {
		t.Errorf("passed over: %q", passed)
	}
}

// TestRandomRings reconciles one made-up ring after another, with delegates who
// add and revoke in between, and holds each outcome to what Reconcile promises.
func TestRandomRings(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 25))
	for range 300 {
		m := newModel()
		for range 6 {
			lines := randomRing(random)
			before := snapshot(m)
			passed := reconcile(t, m, lines...)
			wantPromised(t, m, before, lines, len(passed))
			for range random.IntN(4) {
				by := someone(random)
				if d, _ := m.Delegate(by); Can(d, KeepDesk, "") != nil {
					continue
				}
				key := fmt.Sprint("k", random.IntN(12))
				if random.IntN(2) == 0 {
					_, _ = m.do(by, Enrol{Fingerprint: key}) // refusals are part of it
				} else {
					_, _ = m.do(by, Revoke{Fingerprint: key})
				}
			}
		}
	}
}

func someone(random *rand.Rand) asem.Login {
	return asem.Login(fmt.Sprintf("delegate.%d", random.IntN(5)))
}

// randomRing is one that is consistent: each key once, each login of one partner.
func randomRing(random *rand.Rand) []Line {
	var lines []Line
	partner := map[asem.Login]asem.Code{}
	for k := range 12 {
		if random.IntN(2) == 0 {
			continue
		}
		login := someone(random)
		if partner[login] == "" {
			partner[login] = "FI"
			if random.IntN(6) == 0 {
				partner[login] = "VN"
			}
		}
		l := ringLine(login, partner[login], fmt.Sprint("k", k))
		l.Mission = ""
		lines = append(lines, l)
	}
	return lines
}

func snapshot(m *model) *model {
	return &model{partners: m.partners, delegates: maps.Clone(m.delegates), credentials: maps.Clone(m.credentials), now: m.now}
}

// wantPromised compares what a reconciliation left with its promises.
func wantPromised(t *testing.T, m, before *model, lines []Line, passed int) {
	t.Helper()
	stands, without := map[asem.Login]bool{}, 0
	for _, l := range lines {
		d, _ := m.Delegate(l.Login)
		c, _ := m.Credential(l.Fingerprint)
		if d.Partner == l.Partner {
			stands[l.Login] = true
		}
		if d.Partner != l.Partner || c.Login != l.Login || !c.Active() {
			without++
		}
	}
	if without != passed {
		t.Fatalf("%d lines have no effect, and %d are said to", without, passed)
	}
	for login, d := range m.delegates {
		if d.Ring && d.Left == stands[login] {
			t.Fatalf("%s stands in the ring: %v, has left: %v", login, stands[login], d.Left)
		}
		if was, ok := before.delegates[login]; ok && was.Partner != d.Partner {
			t.Fatalf("%s went from %s to %s", login, was.Partner, d.Partner)
		}
		if d.Left && len(m.active(login)) > 0 {
			t.Fatalf("%s has left and comes in with %v", login, m.active(login))
		}
	}
	for f, was := range before.credentials {
		now := m.credentials[f]
		if was.RevokedBy != "" && now.Active() {
			t.Fatalf("%s came back, which %s had revoked", f, was.RevokedBy)
		}
		if was.Source == FromDelegate && was.Active() && stands[was.Login] && (now.Login != was.Login || !now.Active()) {
			t.Fatalf("%s was added by its delegate, who stands in the ring, and is gone", f)
		}
	}
}

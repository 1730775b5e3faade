package secretariat_test

import (
	"testing"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/testkit"
)

func TestProbeToken(t *testing.T) {
	o := testkit.NewOffice(t)
	a := o.Accredit("first.author", "FI", "delegate")
	p, err := a.Open("bad\xfftoken", forum.Open{Board: "finance", Title: "x", Text: "y"})
	t.Log(p, err)
	o.Reopen()
	t.Log(o.Store.Damage())
}

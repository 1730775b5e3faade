package desk_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/testkit"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/tuitest"
)

func sit(t *testing.T) (o *testkit.Office, desk *secretariat.Desk, st *tuitest.Stage) {
	o = testkit.NewOffice(t)
	desk = o.Accredit("demo.delegate", "FI", "contact-point", "moderator:finance")
	st = tuitest.Open(t, desk, 80, 24)
	st.Send(screen.Done{Then: func() tea.Cmd { return st.Open(screen.Desk{}) }})
	return o, desk, st
}

func TestDesk(t *testing.T) {
	o, desk, st := sit(t)
	st.Shows("Demo Delegate, FI Brussels", "Roles: contact-point, moderator:finance.", "This is your first visit.",
		"Time zone       UTC, where it is 09:00", "as the terminal has them", desk.Fingerprint(), "in use now",
		"from 192.0.2.1", "this one", "SSH-2.0-test")
	o.Seat("demo.delegate", desk.Fingerprint()).Close()
	o.Clock.Advance(time.Hour)
	if err := desk.SetPreferences(secretariat.Preferences{}); err != nil { // behind what Close left to be written
		t.Fatal(err)
	}
	st.Press("ctrl+r")
	st.Shows("You were last here on 10 Sep 2026 09:00 UTC.")
	st.Press("j")
	if st.Bytes() > 20 {
		t.Errorf("the cursor moves for %d bytes", st.Bytes())
	}
}

func TestKeys(t *testing.T) {
	o, desk, st := sit(t)
	_, public := o.NewKey()
	line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " of my laptop"
	print := ssh.FingerprintSHA256(public)

	st.Press("+")
	st.Shows("Public key, as in id_ed25519.pub:")
	st.Send(tea.PasteMsg{Content: line + "\n"})
	st.Press("enter")
	st.Shows("is a key of yours now", print, "of my laptop")

	st.Press("+")
	st.Type("no key")
	st.Press("enter")
	st.Shows("This is not a public key.")
	st.Press("+")
	st.Send(tea.PasteMsg{Content: "-----BEGIN OPENSSH PRIVATE KEY-----"})
	st.Press("enter")
	st.Shows("That is a private key.")

	st.Press("g", "-")
	st.Shows("- revokes a key: go to one first.")
	at := func(fingerprint string) {
		for range 20 {
			if strings.HasPrefix(st.Row(), "> "+fingerprint) {
				return
			}
			st.Press("j")
		}
		t.Fatalf("no row with %s", fingerprint)
	}
	at(desk.Fingerprint())
	st.Press("-")
	st.Shows("You came in with this key")
	st.Press("g")
	at(print)
	st.Press("enter")
	st.Shows("Added by you on 10 Sep 2026 09:00 UTC")
	before := o.LastEntry()
	st.Press("-", "n")
	if o.LastEntry() != before {
		t.Error("revoked without a yes")
	}
	st.Press("-")
	st.Shows("Revoke " + print + " for good? (y/n)")
	st.Press("y")
	st.Shows("The key is revoked", "revoked")
	st.Press("g")
	at(print)
	st.Press("-")
	st.Shows("This key is revoked already.")
}

func TestPreferences(t *testing.T) {
	_, desk, st := sit(t)
	st.Press("enter")
	st.Type("hels")
	st.Press("tab", "enter")
	st.Shows("Times are those of Europe/Helsinki from now on.", "Europe/Helsinki, where it is 12:00")
	st.Press("enter")
	st.Type("Nowhere/Atall")
	st.Press("enter")
	st.Shows(`"Nowhere/Atall" is not a time zone.`, "Europe/Helsinki")
	st.Press("esc", "j", "enter")
	st.Shows("No colours, from now on.", "Colours         none")
	st.Press("j", "enter")
	st.Shows("The next login begins in the linear mode", "the linear mode, one line a fact")
	p, err := desk.Preferences()
	if err != nil || p != (secretariat.Preferences{Zone: "Europe/Helsinki", NoColour: true, Linear: true}) {
		t.Errorf("%+v, %v", p, err)
	}
	st.Press("enter", "k", "enter")
	st.Shows("Colours as the terminal has them.", "these screens, where the terminal can")
}

func TestSmallWindows(t *testing.T) {
	_, _, st := sit(t)
	for _, size := range [][2]int{{1, 1}, {3, 3}, {40, 8}, {64, 10}, {250, 100}} {
		st.Resize(size[0], size[1])
		st.Press("j", "j", "space", "G", "g")
		st.Screen()
	}
}

// TestTimingIsTold tells who comes with a client that hides key timing what that
// costs a slow line, and nobody else.
func TestTimingIsTold(t *testing.T) {
	o := testkit.NewOffice(t)
	o.Accredit("demo.delegate", "FI", "delegate")
	for _, hides := range []bool{true, false} {
		desk, err := o.Desk(secretariat.Visitor{Login: "demo.delegate", HidesTiming: hides})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(desk.Close)
		st := tuitest.Open(t, desk, 80, 24)
		st.Press(":")
		st.Type("desk")
		st.Press("enter")
		if hides {
			st.Shows("every 20 ms after each key", ":slow-lines")
		} else {
			st.Lacks("20 ms")
		}
	}
}

package linear

import (
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/manual"
	"asem.internal/avs/internal/secretariat"
)

// A key is added, found in the list and revoked; the one in use is not.
func TestKeys(t *testing.T) {
	h := newHouse(t)
	_, public := h.NewKey()
	pasted := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " second laptop"
	fingerprint := ssh.FingerprintSHA256(public)
	out := talk(t, h.reader, keyed(":keys", "+", pasted, "+ "+pasted, "bye"))
	expect(t, out, "Added "+fingerprint+".")
	expect(t, out, "This key is one of yours already.")
	expect(t, out, fingerprint+", second laptop, added by you 10 September 2026 09:00.")

	keys, err := h.reader.Keys()
	if err != nil {
		t.Fatal(err)
	}
	mine, other := "1", "2"
	if keys[0].Fingerprint == fingerprint {
		mine, other = other, mine
	}
	out = talk(t, h.reader, keyed(":keys", "-"+mine, "-", "-"+other, "n", other, "", "revoke "+other, "y", other, "bye"))
	expect(t, out, "You came in with this key, so it cannot be revoked from here.")
	expect(t, out, "Say which key.")
	expect(t, out, "Revoked.")
	expect(t, out, "revoked 10 September 2026 09:00")
	expect(t, out, "This key is revoked already.")
	if n := strings.Count(out, "Nothing was changed."); n != 2 {
		t.Errorf("%d answers were no, not 2:\n%s", n, out)
	}
}

// Every page of the manual is said, from its list and by its name.
func TestManual(t *testing.T) {
	h := newHouse(t)
	for _, topic := range manual.Topics() {
		expect(t, talk(t, h.reader, keyed("?"+topic.Name, "bye")), topic.Title)
	}
	first := manual.Topics()[0]
	line, _, _ := strings.Cut(first.Text, "\n")
	expect(t, talk(t, h.reader, keyed("11", "1", "bye")), line)
	expect(t, talk(t, h.reader, keyed("?zebra", "bye")), first.Name)
}

// An edit that another session overtook is refused and kept.
func TestOvertakenEdit(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.writer)
		l.types(keyed(":2", "e", "A new end."))
		if _, err := h.writer.Edit("", forum.Edit{Number: h.budget, Text: "Overtaken."}); err != nil {
			t.Fatal(err)
		}
		expect(t, l.types(".\ry\r"), "#2 was edited meanwhile, in another session of yours.")
		l.types("k\r")
		want := "The budget grew.\nBy how much?\nA new end."
		if got := draftText(t, h.writer, secretariat.EditOf(h.budget)); got != want {
			t.Errorf("kept %q, want %q", got, want)
		}
		l.in.Close()
		l.over()
	})
}

// A draft that cannot be kept is no secret: the delegate is told, after the line.
func TestDraftsThatCannotBeKept(t *testing.T) {
	bubble(t, func(t *testing.T, h *house) {
		l := call(t, t.Context(), h.reader)
		l.types(keyed(":2", "r"))
		h.Office.Close()
		l.types(keyed("1", "2", "3", "4"))
		expect(t, l.types("5\r"), "The draft could not be kept.")
		expect(t, l.types(".q\r"), "Enter to keep it as a draft")
		l.in.Close()
		l.over()
	})
}

// A place that is gone, such as that of an old draft, does not end the session.
func TestPlacesThatAreGone(t *testing.T) {
	h := newHouse(t)
	for _, at := range []secretariat.Place{secretariat.ReplyTo(9999), secretariat.OnBoard("founding-texts")} {
		if err := h.reader.SaveDraft(secretariat.Draft{Place: at, Token: "t", Title: "T", Text: "Text."}); err != nil {
			t.Fatal(err)
		}
	}
	out := talk(t, h.reader, keyed("", ":drafts", "1", "y", "2", "y", "1", "d", "1", "d", "bye"))
	expect(t, out, "There is no post #9999.")
	expect(t, out, "Founding texts is an archive board")
	expect(t, out, "You have no drafts.")
}

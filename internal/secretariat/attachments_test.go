package secretariat_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// TestAttachedDocuments: a document goes along by symbol or by number, a draft by the
// number that its author alone knows of.
func TestAttachedDocuments(t *testing.T) {
	r := newRegistry(t)
	paper := issues(t, r.author, "The paper.", "VN")
	revised := further(t, r.author, document.Revision, paper.Symbol, "The paper, revised.")
	draft := drawUp(t, r.author, document.Paper{}, "Not issued yet.")
	bodies := func(d *secretariat.Desk, words string) (list []string, err error) {
		files, err := d.Attachments(words)
		for _, f := range files {
			body, err := r.Store.Blob(f.Digest)
			must(t, err)
			list = append(list, read(t, body))
		}
		return list, err
	}
	for words, want := range map[string][]string{
		string(paper.Symbol):                               {"The paper, revised."},
		strings.ToLower(string(paper.Symbol)) + " rev 1":   {"The paper, revised."},
		string(paper.Symbol) + " -":                        {"The paper."},
		paper.Number.String():                              {"The paper."},
		revised.Number.String() + "/1":                     {"The paper, revised."},
		draft.String():                                     {"Not issued yet."},
		string(paper.Symbol) + " -, " + draft.String():     {"The paper.", "Not issued yet."},
		string(paper.Symbol) + " " + draft.String() + "/1": {"The paper, revised.", "Not issued yet."},
	} {
		if got, err := bodies(r.author, words); !slices.Equal(got, want) || err != nil {
			t.Errorf("%q names %q, %v; want %q", words, got, err, want)
		}
	}
	if got, err := bodies(r.other, string(paper.Symbol)+" -, "+revised.Number.String()); err != nil || len(got) != 2 {
		t.Errorf("to whom it is circulated: %q, %v", got, err)
	}
	for _, words := range []string{draft.String(), draft.String() + "/1", draft.String() + "/text"} {
		got, err := r.other.Attachments(words)
		never, errNever := r.other.Attachments(strings.ReplaceAll(words, draft.String(), "#977"))
		if len(got)+len(never) > 0 || err.Error() != strings.ReplaceAll(errNever.Error(), "#977", draft.String()) {
			t.Errorf("%s of another: %v, %v; of nothing %v", words, got, err, errNever)
		}
	}
	for _, words := range []string{string(paper.Symbol), paper.Number.String(), revised.Number.String() + "/1"} {
		if got, err := r.bystander.Attachments(words); len(got) > 0 || fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s, which is not circulated: %v, %v", words, got, err)
		}
	}
	_, err := r.author.Attachments(string(paper.Symbol) + " REV 7")
	wantKind(t, "a version that is not there", err, fault.NotFound)

	n := mailed(t, r.author, secretariat.Outgoing{To: []roster.Address{"fourth.bystander"}, Attach: draft.String() + ", " + string(paper.Symbol) + " -"})
	must(t, r.author.DiscardDocument(draft))
	for i, want := range []string{"Not issued yet.", "The paper."} {
		if _, body, err := r.bystander.File(n, i); err != nil || read(t, body) != want {
			t.Errorf("file %d of the letter: %v", i, err)
		}
	}
}

func TestLetterOf(t *testing.T) {
	r := newMailroom(t)
	l, err := r.author.LetterOf(map[string]string{"to": " vn; first.author ", "cc": "@moderators:finance", "attach": " #1/text"})
	if err != nil || fmt.Sprintf("%v %v %v", l.To, l.Cc, l.Attach) != "[VN first.author] [@moderators:finance] #1/text" {
		t.Errorf("%+v, %v", l, err)
	}
	if again, err := r.author.LetterOf(l.Envelope()); err != nil || fmt.Sprint(again) != fmt.Sprint(l) {
		t.Errorf("%+v became %+v, %v", l, again, err)
	}
	for says, envelope := range map[string]map[string]string{
		"To is missing. Give delegates":                      {"cc": "VN"},
		`To: Nobody is reached at "nobody.here".`:            {"to": "nobody.here"},
		"Copy: A letter is not addressed to board:finance: ": {"to": "VN", "cc": "board:finance"},
		`Attach: "paper" names no file.`:                     {"to": "VN", "attach": "paper"},
	} {
		if l, err := r.author.LetterOf(envelope); err == nil || !strings.HasPrefix(err.Error(), says) {
			t.Errorf("%v: %+v, %v", envelope, l, err)
		}
	}
	for _, place := range []secretariat.Place{secretariat.NewLetter, secretariat.AnswerTo(2, true), secretariat.AnswerTo(2, false), secretariat.ForwardOf(2)} {
		fields := r.author.Fields(place)
		if len(fields) != 3 || fields[0].Name != "to" || !fields[0].Need {
			t.Errorf("%s asks for %+v", place, fields)
		}
		if got := fields[1].Complete("VN, board:fin"); len(got) > 0 {
			t.Errorf("a letter is completed to %v", got)
		}
		if got := fields[0].Complete("VN, second.re"); !slices.Equal(got, []string{"VN, second.reader"}) {
			t.Errorf("completed to %v", got)
		}
	}
}

// FuzzAttachments: whatever names files, what is refused is so with a sentence and no
// control character, and what is taken is there.
func FuzzAttachments(f *testing.F) {
	for _, words := range []string{"", "#2/1", "1/text, 2", "ASEM/SOM/2026/1 REV 1; 2", "x", "#", "/", "#1/#1", "\x1b[31m", "\xff", "som/2026/1 -"} {
		f.Add(words)
	}
	h := newHouse(f, nil)
	d := h.accredit("first.author", "FI", "delegate")
	issues(f, d, "The paper.", "VN")
	f.Fuzz(func(t *testing.T, words string) {
		files, err := d.Attachments(words)
		if err != nil {
			if len(files) > 0 || fault.KindOf(err) == fault.Failed || strings.ContainsAny(err.Error(), "\x00\x07\x1b\x7f\u009b\u202e") {
				t.Fatalf("%q: %v, %q", words, files, err)
			}
			return
		}
		for _, f := range files {
			if f.Name == "" || f.Bytes == 0 {
				t.Fatalf("%q names %+v", words, f)
			}
		}
	})
}

package mail

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

func TestSend(t *testing.T) {
	m := newModel()
	file := rule.File{Name: "a/b\x1b.pdf", Bytes: 3, Digest: rule.DigestOf("pdf")}
	m.kept[file.Digest] = true
	a := Send{To: []roster.Address{"VN", "dov.derator"}, Cc: []roster.Address{"@coordinators"}, Subject: " A\tsubject ", Text: "A text.\r\n", Files: []rule.File{file}}
	r, err := m.do(anna, a)
	if err != nil || len(r.Facts) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	got := r.Facts[0].(Sent)
	want := Sent{Number: 7, From: roster.Author{Login: anna, Name: "Anna Author", Partner: "FI", Mission: "Brussels"}, To: a.To, Cc: a.Cc, Subject: "A subject",
		Digest: rule.DigestOf("A text."), Bytes: 7, Files: []rule.File{{Name: "a_b.pdf", Bytes: 3, Digest: file.Digest}}, Thread: 7}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	if want := []rule.Text{{Number: 7, Version: 1, Body: "A text."}}; !slices.Equal(r.Texts, want) {
		t.Errorf("%+v", r.Texts)
	}
	if a.Files[0].Name != file.Name {
		t.Error("deciding changed the action")
	}
}

func TestRefused(t *testing.T) {
	m := newModel()
	m.delegates["gone.away"] = roster.Delegate{Login: "gone.away", Partner: "FI", Left: true}
	many := make([]roster.Address, roster.MaxAddresses)
	for i := range many {
		many[i] = "FI"
	}
	theirs := m.sent(t, bao, Send{To: []roster.Address{"cho.coordinator"}})
	for name, c := range map[string]struct {
		a    Send
		kind fault.Kind
		says string
	}{
		"no subject":               {Send{Subject: " \u200b "}, fault.Usage, "A letter needs a subject. Say in one line"},
		"a long subject":           {Send{Subject: strings.Repeat("x", 161)}, fault.Usage, "The subject has 161 characters; 160 at most."},
		"a subject not in UTF-8":   {Send{Subject: "\xff"}, fault.Usage, "not UTF-8"},
		"no text":                  {Send{Text: "\n"}, fault.Usage, "The text is empty."},
		"a long text":              {Send{Text: strings.Repeat("x", rule.MaxText+1)}, fault.Usage, "is the most that is taken"},
		"no address":               {Send{To: []roster.Address{}}, fault.Usage, "A letter needs an address."},
		"copies alone":             {Send{To: []roster.Address{}, Cc: []roster.Address{"VN"}}, fault.Usage, "A letter needs an address."},
		"too many":                 {Send{To: many, Cc: []roster.Address{"VN"}}, fault.Usage, "64 addresses at most, not 65. Address it to a group."},
		"twice":                    {Send{To: []roster.Address{"VN", "VN"}}, fault.Usage, "VN is named twice."},
		"twice, as a copy":         {Send{To: []roster.Address{"VN"}, Cc: []roster.Address{"VN"}}, fault.Usage, "VN is named twice."},
		"not as it is kept":        {Send{To: []roster.Address{"vn"}}, fault.Usage, `The address "vn" is written VN.`},
		"nobody":                   {Send{To: []roster.Address{"no.body"}}, fault.NotFound, `Nobody is reached at "no.body".`},
		"a mission without people": {Send{To: []roster.Address{"DE/Jakarta"}}, fault.NotFound, "Nobody is reached"},
		"who has left":             {Send{To: []roster.Address{"gone.away"}}, fault.NotFound, "gone.away is accredited no more. Write to FI"},
		"a board":                  {Send{To: []roster.Address{"board:finance"}}, fault.Usage, "Write to @moderators:finance, or post a topic."},
		"moderators of no board":   {Send{To: []roster.Address{"@moderators:fin"}}, fault.NotFound, `There is no board "fin".`},
		"nothing at all":           {Send{To: []roster.Address{""}}, fault.NotFound, "Nobody is reached"},
		"a file that is not here":  {Send{Files: []rule.File{{Name: "secret"}}}, fault.NotFound, "File 1 of the letter is not kept here any more."},
		"too many files":           {Send{Files: make([]rule.File, MaxFiles+1)}, fault.Usage, "20 files at most, not 21."},
		"an answer to nothing":     {Send{ReplyTo: 99}, fault.NotFound, "There is no letter #99."},
		"an answer to another's":   {Send{ReplyTo: theirs.Number}, fault.NotFound, "There is no letter #7."},
		"passing on another's":     {Send{Forward: theirs.Number}, fault.NotFound, "There is no letter #7."},
	} {
		if c.a.To == nil {
			c.a.To = []roster.Address{"VN"}
		}
		if c.a.Subject == "" {
			c.a.Subject = "Subject"
		}
		if c.a.Text == "" {
			c.a.Text = "Text"
		}
		r, err := m.do(anna, c.a)
		if fault.KindOf(err) != c.kind || !strings.Contains(fault.Sentence(err), c.says) || len(r.Facts)+len(r.Texts) > 0 {
			t.Errorf("%s: %+v, %v; want %s, %q", name, r, err, c.kind, c.says)
		}
	}
}

func TestWhoReads(t *testing.T) {
	m := newModel()
	for to, want := range map[roster.Address][]asem.Login{
		"bao.other":           {anna, bao},
		"anna.author":         {anna},
		"FI":                  {anna, obs},
		"VN":                  {anna, bao, cho},
		"VN/Jakarta":          {anna, cho},
		"@coordinators":       {anna, cho},
		"@moderators:finance": {anna, dov},
		"@secretariat":        {anna, eve},
		"@asean":              {anna, bao, cho, eve},
		"@europe":             {anna, dov, obs},
		"@all":                {anna, bao, cho, dov, eve, obs},
	} {
		a := Send{To: []roster.Address{"anna.author"}, Cc: []roster.Address{to}}
		if to == "anna.author" {
			a.Cc = nil
		}
		if got := m.readers(m.sent(t, anna, a)); !slices.Equal(got, want) {
			t.Errorf("what is sent to %s is read by %v, want %v", to, got, want)
		}
	}
}

// TestHandedOver: an office and a mission hand their letters over, a person does not.
func TestHandedOver(t *testing.T) {
	m := newModel()
	office := m.sent(t, anna, Send{To: []roster.Address{"@coordinators"}})
	mission := m.sent(t, anna, Send{To: []roster.Address{"VN/Jakarta"}})
	person := m.sent(t, anna, Send{To: []roster.Address{"cho.coordinator"}})
	d := m.delegates[cho]
	d.Roles, d.Mission = []roster.Role{{Name: roster.Ordinary}}, ""
	m.delegates[cho] = d
	e := m.delegates[bao]
	e.Roles, e.Mission = []roster.Role{{Name: roster.Coordinator}}, "Jakarta"
	m.delegates[bao] = e
	for _, c := range []struct {
		l    Letter
		want []asem.Login
	}{{office, []asem.Login{anna, bao}}, {mission, []asem.Login{anna, bao}}, {person, []asem.Login{anna, cho}}} {
		if got := m.readers(c.l); !slices.Equal(got, c.want) {
			t.Errorf("what was sent to %v is read by %v, want %v", c.l.To, got, c.want)
		}
	}
	if _, err := Readable(m, office.Number, cho); fault.KindOf(err) != fault.NotFound {
		t.Errorf("who left the office: %v", err)
	}
	d.Left = true
	m.delegates[cho] = d
	if got := m.readers(person); !slices.Equal(got, []asem.Login{anna}) {
		t.Errorf("who left altogether still reads: %v", got)
	}
}

// TestUnreadableIsNothing: what does not reach somebody is told of as what never was.
func TestUnreadableIsNothing(t *testing.T) {
	m := newModel()
	l := m.sent(t, anna, Send{To: []roster.Address{"bao.other"}, Subject: "Between us"})
	for _, who := range []asem.Login{cho, dov, eve, obs, "no.body"} {
		_, there := Readable(m, l.Number, who)
		_, never := Readable(m, 4211, who)
		if there == nil || never == nil || strings.ReplaceAll(there.Error(), "#7", "#4211") != never.Error() {
			t.Errorf("%s: %v; of what never was: %v", who, there, never)
		}
	}
}

func TestExchange(t *testing.T) {
	m := newModel()
	first := m.sent(t, anna, Send{To: []roster.Address{"bao.other"}})
	answer := m.sent(t, bao, Send{To: []roster.Address{"anna.author"}, ReplyTo: first.Number})
	third := m.sent(t, anna, Send{To: []roster.Address{"bao.other", "DE"}, ReplyTo: answer.Number})
	// dov reads the third letter only, and answers into the same exchange.
	fourth := m.sent(t, dov, Send{To: []roster.Address{"anna.author"}, ReplyTo: third.Number})
	passed := m.sent(t, bao, Send{To: []roster.Address{"cho.coordinator"}, Forward: first.Number})
	for _, l := range []Letter{answer, third, fourth} {
		if l.Thread != first.Number {
			t.Errorf("%s is of the exchange %s, not %s", l.Number, l.Thread, first.Number)
		}
	}
	if passed.Thread != passed.Number || passed.Forward != first.Number || passed.ReplyTo != 0 {
		t.Errorf("what is passed on begins an exchange of its own: %+v", passed)
	}
}

func TestAnswered(t *testing.T) {
	l := Letter{From: roster.Author{Login: anna}, To: []roster.Address{"bao.other", "VN", "anna.author"}, Cc: []roster.Address{"dov.derator", "@coordinators"}}
	own := Letter{From: roster.Author{Login: anna}, To: []roster.Address{"anna.author"}}
	for _, c := range []struct {
		l      Letter
		by     asem.Login
		all    bool
		to, cc string
	}{
		{l, bao, false, "[anna.author]", "[]"},
		{l, bao, true, "[anna.author VN]", "[dov.derator @coordinators]"},
		{l, dov, true, "[anna.author bao.other VN]", "[@coordinators]"},
		{l, anna, false, "[bao.other VN]", "[]"},
		{l, anna, true, "[bao.other VN]", "[dov.derator @coordinators]"},
		{own, anna, true, "[anna.author]", "[]"},
	} {
		to, cc := c.l.Answered(c.by, c.all)
		if fmt.Sprint(to) != c.to || fmt.Sprint(cc) != c.cc {
			t.Errorf("%s answers, to all %v: to %v, copies %v; want %s, %s", c.by, c.all, to, cc, c.to, c.cc)
		}
	}
	if len(l.To) != 3 || l.To[0] != "bao.other" || len(l.Receivers()) != 5 {
		t.Errorf("answering changed the letter: %+v", l)
	}
}

func TestAsks(t *testing.T) {
	act, board, err := Send{}.Asks(newModel())
	if act != roster.Correspond || board != "" || err != nil {
		t.Errorf("%q on %q, %v", act, board, err)
	}
}

// FuzzSend: whatever is sent, a fact has a subject and a text that can be kept, and
// addresses of which each reaches somebody or some place.
func FuzzSend(f *testing.F) {
	f.Add("VN,bao.other", "@coordinators", "Subject", "Text")
	f.Add("", "board:finance", "\x00", "\xff")
	f.Add("fi/brussels", "@moderators:", "a\nb", "")
	f.Fuzz(func(t *testing.T, to, cc, subject, text string) {
		m := newModel()
		list := func(s string) (l []roster.Address) {
			for word := range strings.SplitSeq(s, ",") {
				l = append(l, roster.Address(word))
			}
			return l
		}
		r, err := m.do(anna, Send{To: list(to), Cc: list(cc), Subject: subject, Text: text})
		if err != nil {
			if fault.KindOf(err) == fault.Failed || len(r.Facts) > 0 {
				t.Fatalf("%v with %d facts", err, len(r.Facts))
			}
			return
		}
		sent := r.Facts[0].(Sent)
		if s, err := Subject(sent.Subject); s != sent.Subject || err != nil {
			t.Errorf("subject %q: %v", sent.Subject, err)
		}
		for _, a := range append(sent.To, sent.Cc...) {
			if kept, err := roster.ParseAddress(m, string(a)); kept != a || err != nil || a.Form() == roster.ToBoard {
				t.Errorf("address %q: %v", a, err)
			}
		}
	})
}

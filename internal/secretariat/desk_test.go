package secretariat_test

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// TestNobodyActsWithoutARight tries every act as everybody who may not do it: a
// refusal, and no entry.
func TestNobodyActsWithoutARight(t *testing.T) {
	h := newHouse(t, nil)
	writer := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, writer, "finance", "x")
	desks := map[string]*secretariat.Desk{
		"writer": writer, "another": h.accredit("another.writer", "VN", "delegate"), "observer": h.accredit("an.observer", "SG", "observer"),
		"moderator of finance": h.accredit("fin.moderator", "DE", "moderator:finance"), "moderator of health": h.accredit("hea.moderator", "FR", "moderator:health"),
		"secretariat": h.accredit("a.secretary", "EU", "secretariat"),
	}
	all := []string{"writer", "another", "observer", "moderator of finance", "moderator of health", "secretariat"}
	before := h.lastEntry()
	for _, c := range []struct {
		act string
		may []string
		do  func(*secretariat.Desk) error
	}{
		{"open", []string{"writer", "another"}, func(d *secretariat.Desk) error {
			_, err := d.Open("", forum.Open{Board: "finance", Title: "x", Text: "x"})
			return err
		}},
		{"reply", []string{"writer", "another"}, func(d *secretariat.Desk) error {
			_, err := d.Reply("", forum.Reply{To: topic, Text: "x"})
			return err
		}},
		{"edit", []string{"writer"}, func(d *secretariat.Desk) error {
			_, err := d.Edit("", forum.Edit{Number: topic, Text: "x"})
			return err
		}},
		{"pin", []string{"moderator of finance"}, func(d *secretariat.Desk) error { return d.Pin(topic, true) }},
		{"lock", []string{"moderator of finance"}, func(d *secretariat.Desk) error { return d.Lock(topic, true) }},
		{"move", nil, func(d *secretariat.Desk) error { return d.Move(topic, "health") }},
		{"hide", []string{"moderator of finance"}, func(d *secretariat.Desk) error { return d.Hide(topic, true, "x") }},
		{"redact", []string{"moderator of finance"}, func(d *secretariat.Desk) error { return d.Redact(topic, "x") }},
		{"close a board", nil, func(d *secretariat.Desk) error { return d.CloseBoard("finance", true, "") }},
		{"release to the public", nil, func(d *secretariat.Desk) error { return d.Release(topic, false) }},
		{"withdraw", nil, func(d *secretariat.Desk) error { return d.Withdraw(topic, false, "") }},
		{"found a board", []string{"secretariat"}, func(d *secretariat.Desk) error { return d.FoundBoard("new-board", "x") }},
		{"import", []string{"secretariat"}, func(d *secretariat.Desk) error { _, err := d.Import("finance"); return err }},
	} {
		for _, who := range all {
			if !slices.Contains(c.may, who) {
				wantKind(t, who+", "+c.act, c.do(desks[who]), fault.Refused)
			}
		}
	}
	if after := h.lastEntry(); after != before {
		t.Errorf("refusals made %d entries", after-before)
	}
	for who, want := range map[string]bool{"moderator of finance": true, "moderator of health": false, "writer": false} {
		if err := desks[who].MayModerate("finance"); (err == nil) != want {
			t.Errorf("%s moderates finance: %v", who, err)
		}
	}
}

// TestWhoHasLeft asks and acts at a desk whose delegate's accreditation ended.
func TestWhoHasLeft(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	opened(t, d, "finance", "x")
	h.accredit("other.writer", "VN", "delegate")
	h.strike("a.writer")
	before := h.lastEntry()
	for what, ask := range map[string]func() error{
		"boards":   func() error { _, err := d.Boards(); return err },
		"thread":   func() error { _, err := d.Thread(1, secretariat.Page{}); return err },
		"waiting":  func() error { _, err := d.Waiting(); return err },
		"keys":     func() error { _, err := d.Keys(); return err },
		"drafts":   func() error { _, err := d.Drafts(); return err },
		"identity": func() error { _, err := d.Identity(); return err },
		"open": func() error {
			_, err := d.Open("", forum.Open{Board: "finance", Title: "x", Text: "x"})
			return err
		},
		"read":     func() error { return d.MarkRead(secretariat.Seen{Number: 1, Version: 1}) },
		"catch up": func() error { _, err := d.CatchUp(""); return err },
		"settings": func() error { return d.SetPreferences(secretariat.Preferences{}) },
		"add key":  func() error { _, err := d.AddKey("spare"); return err },
	} {
		wantKind(t, what, ask(), fault.Refused)
	}
	if h.lastEntry() != before {
		t.Error("something was done")
	}
	if login, ok := h.Account("SHA256:a.writer"); ok {
		t.Errorf("the door knows %s", login)
	}
	_, err := h.Desk(secretariat.Visitor{Login: "a.writer"})
	wantKind(t, "another desk", err, fault.Refused)
	_, err = h.Desk(secretariat.Visitor{Login: "no.body"})
	wantKind(t, "nobody's desk", err, fault.Refused)
}

// TestAccount: a key opens the door if it is enrolled, not revoked, and its
// delegate's accreditation goes on.
func TestAccount(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	if _, err := d.AddKey("spare"); err != nil {
		t.Fatal(err)
	}
	for fingerprint, want := range map[string]asem.Login{"SHA256:a.writer": "a.writer", "SHA256:spare": "a.writer", "SHA256:none": "", "": ""} {
		if login, ok := h.Account(fingerprint); ok != (want != "") || ok && login != want {
			t.Errorf("%q is %q, %v", fingerprint, login, ok)
		}
	}
	if _, err := d.RevokeKey("spare"); err != nil {
		t.Fatal(err)
	}
	if _, ok := h.Account("SHA256:spare"); ok {
		t.Error("a revoked key opens the door")
	}
	_, err := h.Desk(secretariat.Visitor{Login: "a.writer", Fingerprint: "SHA256:spare"})
	wantKind(t, "a desk with a revoked key", err, fault.Refused)
	_, err = h.Desk(secretariat.Visitor{Login: "a.writer", Fingerprint: "SHA256:unheard-of"})
	wantKind(t, "a desk with an unknown key", err, fault.Refused)
	other := h.accredit("b.writer", "VN", "delegate")
	_, err = h.Desk(secretariat.Visitor{Login: "a.writer", Fingerprint: other.Fingerprint()})
	wantKind(t, "a desk with another's key", err, fault.Refused)
}

func TestKeys(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	_, err := d.AddKey("")
	wantKind(t, "no key", err, fault.Usage)
	for _, key := range []string{"spare-one", "spare-two"} {
		if f, err := d.AddKey(key); err != nil || f != "SHA256:"+key {
			t.Fatal(f, err)
		}
	}
	_, err = d.AddKey("spare-one")
	wantKind(t, "the same again", err, fault.Conflict)
	for name, kind := range map[string]fault.Kind{"spare": fault.Usage, "SHA256:spare-": fault.Usage, "": fault.NotFound, "none": fault.NotFound, "SHA256:a.writer": fault.Refused} {
		_, err := d.RevokeKey(name)
		wantKind(t, fmt.Sprintf("revoking %q", name), err, kind)
	}
	if f, err := d.RevokeKey("SHA256:spare-t"); err != nil || f != "SHA256:spare-two" {
		t.Errorf("%s, %v", f, err)
	}
	keys, err := d.Keys()
	must(t, err)
	if len(keys) != 3 || keys[2].Active() || keys[2].RevokedBy != "a.writer" || keys[1].Source != roster.FromDelegate || !keys[0].Active() {
		t.Errorf("%+v", keys)
	}
	if d.Fingerprint() != "SHA256:a.writer" || d.Client() != "SSH-2.0-test" {
		t.Errorf("%s, %s", d.Fingerprint(), d.Client())
	}
}

func TestPreferences(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	if p, err := d.Preferences(); err != nil || p != (secretariat.Preferences{}) || d.Zone() != time.UTC {
		t.Errorf("%+v, %v", p, err)
	}
	want := secretariat.Preferences{Zone: "Asia/Jakarta", NoColour: true, Linear: true}
	must(t, d.SetPreferences(want))
	if p, err := d.Preferences(); err != nil || p != want || d.Zone().String() != "Asia/Jakarta" || d.Now().Hour() != 16 {
		t.Errorf("%+v, %v, %v", p, d.Now(), err)
	}
	for _, zone := range []string{"Nowhere/City", "Local", "../etc/passwd", "/etc/localtime", "asia/jakarta\x00"} {
		wantKind(t, zone, d.SetPreferences(secretariat.Preferences{Zone: zone}), fault.Usage)
	}
	if p, _ := d.Preferences(); p != want {
		t.Errorf("a refusal changed them: %+v", p)
	}
}

func TestFind(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	reply := replied(t, d, topic)
	for name, want := range map[string]secretariat.Destination{
		reply.String():    {Kind: secretariat.KindPost, Number: reply, Topic: topic, Board: "finance"},
		" 2 ":             {Kind: secretariat.KindPost, Number: topic, Topic: topic, Board: "finance"},
		"finance":         {Board: "finance"},
		"FINANCE":         {Board: "finance"},
		"fin":             {Board: "finance"},
		"science and":     {Board: "science-and-technology"},
		"vn":              {Partner: "VN"},
		"a.writer":        {Delegate: "a.writer"},
		"glob":            {},
		"#99":             {},
		"":                {},
		"nothing at all":  {},
		"#0":              {},
		"globalisation":   {Board: "globalisation"},
		"global-":         {Board: "global-threats"},
		"multilateralism": {Board: "multilateralism"},

		"Sustainable-Development":    {Cluster: "sustainable-development"},
		"human res":                  {Cluster: "human-resources"},
		"Human resource development": {Cluster: "human-resources"},
		"A.Writer":                   {Delegate: "a.writer"},
		"Global-Threats":             {Board: "global-threats"},
	} {
		to, err := d.Find(name)
		if want == (secretariat.Destination{}) {
			wantKind(t, name, err, fault.NotFound)
			continue
		}
		if to != want || err != nil {
			t.Errorf("%q leads to %+v, %v", name, to, err)
		}
	}
}

func TestDirectory(t *testing.T) {
	h := newHouse(t, nil)
	a := h.accredit("a.writer", "FI", "delegate", "moderator:finance")
	h.accredit("b.writer", "FI", "observer").Close()
	h.accredit("c.writer", "VN", "contact-point")
	partners, err := a.Partners()
	must(t, err)
	if len(partners) != 53 {
		t.Errorf("%d partners", len(partners))
	}
	for _, p := range partners {
		want := map[asem.Code][2]int{"FI": {2, 1}, "VN": {1, 1}}[p.Code]
		if p.Delegates != want[0] || p.Online != want[1] {
			t.Errorf("%s: %d delegates, %d here", p.Code, p.Delegates, p.Online)
		}
	}
	for _, c := range []struct {
		which secretariat.Selection
		want  []asem.Login
	}{
		{secretariat.Selection{}, []asem.Login{"a.writer", "b.writer", "c.writer"}},
		{secretariat.Selection{Partner: "FI"}, []asem.Login{"a.writer", "b.writer"}},
		{secretariat.Selection{Role: roster.Moderator}, []asem.Login{"a.writer"}},
		{secretariat.Selection{Mission: "Brussels", Partner: "VN"}, []asem.Login{"c.writer"}},
		{secretariat.Selection{Mission: "Jakarta"}, nil},
	} {
		views, err := a.Delegates(c.which)
		var got []asem.Login
		for _, v := range views {
			got = append(got, v.Login)
			if v.Online != (v.Login != "b.writer") {
				t.Errorf("%s is here: %v", v.Login, v.Online)
			}
		}
		if !slices.Equal(got, c.want) || err != nil {
			t.Errorf("%+v: %v, %v", c.which, got, err)
		}
	}
	h.strike("c.writer")
	if v, err := a.Delegate("c.writer"); err != nil || !v.Left {
		t.Errorf("who has left: %+v, %v", v, err)
	}
	if views, _ := a.Delegates(secretariat.Selection{Partner: "VN"}); len(views) > 0 {
		t.Errorf("%+v", views)
	}
	_, err = a.Delegate("no.body")
	wantKind(t, "nobody", err, fault.NotFound)
	clusters, err := a.Clusters()
	if len(clusters) != 3 || err != nil {
		t.Errorf("%d clusters, %v", len(clusters), err)
	}
}

func TestBoardsInTheirOrder(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	boards, err := d.Boards()
	must(t, err)
	var got []string
	for _, b := range boards {
		got = append(got, string(b.ID))
	}
	var want []string
	for _, b := range asem.FoundingBoards() {
		want = append(want, string(b.ID))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	_, err = d.Board("nowhere")
	wantKind(t, "no board", err, fault.NotFound)
	if b, err := d.Board("founding-texts"); err != nil || b.Topics != 1 || b.New != 0 {
		t.Errorf("%+v, %v", b, err)
	}
}

// TestHiddenAndRedacted: what is taken from readers is nowhere to be seen.
func TestHiddenAndRedacted(t *testing.T) {
	h := newHouse(t, nil)
	writer, mod := h.accredit("a.writer", "FI", "delegate"), h.accredit("a.moderator", "VN", "moderator")
	secret := "An unspeakable subject"
	topic := opened(t, writer, "finance", secret)
	reply := replied(t, writer, topic)
	_, err := writer.Edit("", forum.Edit{Number: topic, Text: secret + ", twice"})
	must(t, err)
	must(t, mod.Hide(topic, true, "Off the subject"))
	if seen := everything(t, writer, topic); strings.Contains(seen, "nspeakable") || !strings.Contains(seen, "Hidden by a.moderator on 10 September 2026: Off the subject") {
		t.Errorf("a hidden post shows:\n%s", seen)
	}
	if seen := everything(t, mod, topic); !strings.Contains(seen, "unspeakable subject") {
		t.Errorf("moderators see it still:\n%s", seen)
	}
	must(t, mod.Hide(topic, false, ""))
	must(t, mod.Redact(topic, "By law"))
	for _, d := range []*secretariat.Desk{writer, mod} {
		if seen := everything(t, d, topic); strings.Contains(seen, "twice") || strings.Contains(seen, "Opinion on") || !strings.Contains(seen, "Redacted by a.moderator on 10 September 2026: By law") {
			t.Errorf("a redacted post shows:\n%s", seen)
		}
	}
	if p, err := writer.Post(reply); err != nil || p.Text == "" {
		t.Errorf("the answer: %+v, %v", p, err)
	}
}

// everything is what a delegate is shown of a topic, by every way of asking.
func everything(t *testing.T, d *secretariat.Desk, topic asem.Number) string {
	t.Helper()
	var out strings.Builder
	post, err := d.Post(topic)
	must(t, err)
	thread, err := d.Thread(topic, secretariat.Page{})
	must(t, err)
	topics, err := d.Topics("finance", secretariat.Page{})
	must(t, err)
	news, err := d.News(secretariat.Page{})
	must(t, err)
	history, err := d.History(topic)
	must(t, err)
	next, _, err := d.NextNew(0)
	must(t, err)
	fmt.Fprintf(&out, "%+v\n%+v\n%+v\n%+v\n%+v\n%+v\n", post, thread, topics, news, history, next)
	return out.String()
}

func TestHistory(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.writer", "FI", "delegate")
	topic := opened(t, d, "finance", "x")
	h.clock.Advance(time.Hour)
	_, err := d.Edit("", forum.Edit{Number: topic, Title: "y", Text: "Second"})
	must(t, err)
	versions, err := d.History(topic)
	if err != nil || len(versions) != 2 || versions[0].Text != "Opinion on x" || versions[0].Title != "x" || versions[1].Text != "Second" ||
		versions[1].Title != "y" || versions[1].No != 2 || !versions[1].At.Equal(h.clock.Now()) {
		t.Errorf("%+v, %v", versions, err)
	}
	_, err = d.History(99)
	wantKind(t, "of nothing", err, fault.NotFound)
	_, err = d.Post(99)
	wantKind(t, "nothing", err, fault.NotFound)
}

func TestFiles(t *testing.T) {
	h := newHouse(t, nil)
	d, mod := h.accredit("a.secretary", "FI", "secretariat", "delegate"), h.accredit("a.moderator", "VN", "moderator")
	_, err := d.Import("finance")
	wantKind(t, "among what delegates say", err, fault.Refused)
	must(t, d.FoundBoard("old-papers", "Old papers"))
	in, err := d.Import("old-papers")
	must(t, err)
	f, err := in.File("paper.txt", "text/plain", strings.NewReader("The paper."))
	must(t, err)
	must(t, in.Add(t.Context(), forum.Import{Origin: "1", Text: "With a paper", Files: []rule.File{f}}))
	must(t, in.Finish())
	n := asem.Number(2)
	file, body, err := d.File(n, 0)
	must(t, err)
	if text, err := io.ReadAll(body); string(text) != "The paper." || err != nil || file.Name != "paper.txt" || file.Bytes != 10 {
		t.Errorf("%+v: %q, %v", file, text, err)
	}
	must(t, body.Close())
	for _, index := range []int{-1, 1} {
		_, _, err := d.File(n, index)
		wantKind(t, fmt.Sprint("file ", index), err, fault.NotFound)
	}
	must(t, mod.Hide(n, true, "x"))
	_, _, err = d.File(n, 0)
	wantKind(t, "of a hidden post", err, fault.NotFound)
	must(t, mod.Redact(n, "x"))
	_, _, err = mod.File(n, 0)
	wantKind(t, "of a redacted post", err, fault.NotFound)
}

// TestFindPartnersByName finds a partner by the beginning of its name, where no
// board begins like that.
func TestFindPartnersByName(t *testing.T) {
	h := newHouse(t, nil)
	d := h.accredit("a.reader", "FI", "delegate")
	for name, want := range map[string]secretariat.Destination{
		"Finland": {Partner: "FI"}, "viet": {Partner: "VN"}, "fin": {Board: "finance"},
	} {
		if to, err := d.Find(name); err != nil || to != want {
			t.Errorf("%q leads to %+v, %v", name, to, err)
		}
	}
	_, err := d.Find("atlantis")
	wantKind(t, "a partner that is none", err, fault.NotFound)
}

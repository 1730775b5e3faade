package boltstore

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// A chronicler makes up a history that the rules allow, the same one for the same
// seed: random actions, decided on the state as it is, some of which lead to facts.
type chronicler struct {
	random *rand.Rand
	now    time.Time
	told   int             // actions tried, which makes every text and origin another
	files  []rule.File     // to attach to imports
	papers []document.File // to put into drafts of documents
	lines  []line          // what came of it
}

// A line of a history: an entry and the texts that go with it.
type line struct {
	entry journal.Entry
	texts []rule.Text
}

func newChronicler(seed uint64) *chronicler {
	return &chronicler{random: rand.New(rand.NewPCG(seed, 25)), now: time.Date(2026, 9, 10, 9, 0, 0, 0, time.UTC)}
}

// write lets the chronicler add that many entries to a store, in batches of
// random size.
func (c *chronicler) write(t testing.TB, s *Store, entries int) {
	t.Helper()
	c.shelve(t, s)
	goal := len(c.lines) + entries
	for len(c.lines) < goal {
		batch := 1 + c.random.IntN(20)
		err := s.Update(func(l secretariat.Ledger) error {
			for i := 0; i < batch && len(c.lines) < goal; i++ {
				if err := c.once(l); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// once tries one action and appends its facts, if any. Refusals are part of life.
func (c *chronicler) once(l secretariat.Ledger) error {
	c.told++
	if c.random.IntN(3) > 0 { // two thirds in the same millisecond as the one before
		c.now = c.now.Add(time.Duration(c.random.IntN(5000)) * time.Millisecond)
	}
	by, a := c.action(l)
	o := rule.Occasion{By: by, At: c.now}
	ruling, err := decideIt(l, a, o)
	if c.told%311 == 0 { // as where an installation was made of an export
		ruling, err = rule.Ruling{Facts: []rule.Fact{forum.Skipped{To: l.NextNumber() + 3}}}, nil
	}
	if fault.KindOf(err) > fault.Failed || len(ruling.Facts) == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", a.Kind(), err)
	}
	last, _ := l.Last()
	e := journal.Entry{Number: last + 1, At: c.now, Actor: by, Command: fmt.Sprintf("c%d", c.told), Rule: journal.RuleVersion, Facts: ruling.Facts}
	c.lines = append(c.lines, line{e, ruling.Texts})
	return l.Append(e, ruling.Texts)
}

func decideIt(l secretariat.Ledger, a rule.Action, o rule.Occasion) (rule.Ruling, error) {
	switch a := a.(type) {
	case roster.Action:
		return a.Decide(l, o)
	case forum.Action:
		return a.Decide(l, o)
	case notice.Action:
		return a.Decide(l, o)
	case document.Action:
		return a.Decide(l, o)
	case mail.Action:
		return a.Decide(l, o)
	case release.Action:
		return a.Decide(l, o)
	case procedure.Action:
		return a.Decide(l, o)
	case initiative.Action:
		return a.Decide(l, o)
	case agenda.Action:
		return a.Decide(l, o)
	case contingency.Action:
		return a.Decide(l, o)
	case reminder.Action:
		return a.Decide(l, o)
	}
	return rule.Ruling{}, fmt.Errorf("no room decides %s", a.Kind())
}

var (
	logins = []asem.Login{"delegate.one", "delegate.two", "delegate.three", "moderator.one", "moderator.two"}
	boards = []asem.BoardID{"finance", "health", "old-papers"}
)

// action is a random action and who asks for it. The first ones found the place.
func (c *chronicler) action(s secretariat.State) (asem.Login, rule.Action) {
	switch len(c.lines) {
	case 0:
		return "", c.partners()
	case 1:
		return "", c.boards()
	case 2:
		return "", c.ring(len(logins))
	}
	if c.told%9 == 0 {
		return c.procedures(s)
	}
	if c.told%23 == 0 {
		return c.releases(s)
	}
	if c.told%13 == 0 {
		return c.offices(s)
	}
	if len(c.lines) > 12 && c.told%5 == 1 {
		return c.records(s)
	}
	by := logins[c.random.IntN(len(logins))]
	some := func() asem.Number { return asem.Number(c.random.IntN(int(s.NextNumber()))) + 1 }
	topic := func() asem.Number {
		p, _ := s.Post(some())
		return p.Topic
	}
	on := c.random.IntN(2) == 0
	switch c.random.IntN(10) {
	case 0, 1:
		return c.notices(some())
	case 2:
		return c.letters(some())
	}
	if len(c.lines) > 12 && c.random.IntN(4) == 0 { // a short history is of posts
		return c.documents(s)
	}
	switch c.random.IntN(20) {
	case 0, 1, 2:
		return by, forum.Open{Board: c.board(), Title: c.words("Subject"), Text: c.words("Opinion")}
	case 3, 4, 5, 6, 7:
		return by, forum.Reply{To: some(), Text: c.words("Answer")}
	case 8, 9, 10:
		p, _ := s.Post(some())
		return p.Author.Login, forum.Edit{Number: p.Number, Text: c.words("Second thought"), Title: c.titleOf(p)}
	case 11, 12, 13:
		return "", c.imported()
	case 14:
		return "moderator.one", forum.Pin{Topic: topic(), On: on}
	case 15:
		return "moderator.one", forum.Lock{Topic: topic(), On: c.random.IntN(4) == 0}
	case 16:
		return "moderator.one", forum.Move{Topic: topic(), To: c.board()}
	case 17:
		return "moderator.two", forum.Hide{Number: some(), On: on, Reason: c.words("Off the subject")}
	case 18:
		return c.seldom(s, some())
	}
	return c.roster(by)
}

// procedures opens silence procedures, and lets partners and the clock do what they do.
func (c *chronicler) procedures(s secretariat.State) (asem.Login, rule.Action) {
	open := s.OpenProcedures()
	if c.told%18 == 0 {
		return c.proposed(s)
	}
	if len(open) == 0 || c.told%27 == 0 {
		for n := s.NextNumber(); n > 0; n-- {
			of, ok := s.DocumentOf(n)
			waits := slices.ContainsFunc(s.ProposedProcedures(), func(p procedure.Procedure) bool { return p.Document == of })
			if doc, _ := s.Document(of); ok && !waits {
				return "moderator.one", procedure.Start{Version: doc.Current().Number, Expires: c.now.Add(time.Duration(1+c.told%5) * time.Hour), Reason: "Of a history"}
			}
		}
		return "moderator.one", forum.Pin{}
	}
	p := open[0]
	switch kinds := []procedure.Kind{procedure.Association, procedure.Statement, procedure.Objection}; c.random.IntN(7) {
	case 0, 1:
		return "delegate.one", procedure.Enter{Number: p.Number, Is: kinds[c.random.IntN(2)], Text: c.words("Said")}
	case 2, 3:
		p = open[len(open)-1]
		return "moderator.one", procedure.Extend{Number: p.Number, Expires: p.Expires.Add(time.Minute)}
	case 6:
		return "delegate.one", procedure.Enter{Number: open[len(open)-1].Number, Is: procedure.Acknowledgment}
	case 4:
		if c.random.IntN(2) == 0 {
			return "moderator.one", procedure.Withdraw{Number: p.Number}
		}
		return "delegate.one", procedure.Enter{Number: p.Number, Is: kinds[2], Text: c.words("No")}
	}
	if p.Expires.After(c.now) {
		c.now = p.Expires
	}
	return "", procedure.Adopt{Number: p.Number}
}

// proposed has the lead of an initiative propose a procedure, and a coordinator consent.
func (c *chronicler) proposed(s secretariat.State) (asem.Login, rule.Action) {
	if waits := s.ProposedProcedures(); len(waits) > 0 {
		if c.random.IntN(3) == 0 {
			return "moderator.one", procedure.Withdraw{Number: waits[0].Number}
		}
		return "moderator.one", procedure.Consent{Number: waits[0].Number, Expires: c.now.Add(2 * time.Hour), Reason: c.words("Consented")}
	}
	docs, _ := s.In(secretariat.Box(secretariat.KindDocument, "@coordinators"), secretariat.Range{Limit: 9})
	for _, i := range s.RunningInitiatives() {
		if i.LeadBy("FI") && len(docs) > 0 {
			doc, _ := s.Document(docs[c.random.IntN(len(docs))])
			return "delegate.one", procedure.Propose{Initiative: i.Number, Start: procedure.Start{Version: doc.Current().Number, Expires: c.now.Add(time.Hour), Reason: "Of a history"}}
		}
	}
	return "moderator.one", forum.Pin{}
}

// offices gives offices, ends them, and lets them change hands.
func (c *chronicler) offices(s secretariat.State) (asem.Login, rule.Action) {
	seats := []roster.Office{roster.ASEANSeat, "contact-point:FI", "moderator:health"}
	seat := seats[c.told%len(seats)]
	holder := roster.Address(logins[c.random.IntN(len(logins))])
	switch c.random.IntN(5) {
	case 0, 1:
		give := roster.Give{Office: seat, Holder: holder, From: c.now.AddDate(0, 0, c.random.IntN(2))}
		if c.random.IntN(2) == 0 {
			give.Until = give.From.AddDate(0, 0, 1+c.random.IntN(3))
		}
		return "moderator.one", give
	case 2:
		if terms := s.Terms(); len(terms) > 0 {
			return "moderator.one", roster.End{Office: terms[c.told%len(terms)].Office, Holder: terms[c.told%len(terms)].Holder}
		}
	case 3:
		return "moderator.one", roster.End{Office: seat, Holder: holder, Until: c.now.AddDate(0, 0, 1+c.random.IntN(2))}
	}
	if c.told%4 == 0 { // a night passes
		c.now = c.now.Add(20 * time.Hour)
	}
	return "", roster.Turn{}
}

// records proposes initiatives, calls meetings, sets programmes, declares contingencies and
// reminds, and lets all of them go on.
func (c *chronicler) records(s secretariat.State) (asem.Login, rule.Action) {
	some := func(kind secretariat.Kind) asem.Number {
		page, _ := s.In(secretariat.Box(kind, "@all"), secretariat.Range{Limit: 30})
		if len(page) == 0 {
			return 0
		}
		return page[c.random.IntN(len(page))]
	}
	by := func(a rule.Action) asem.Login {
		switch a.(type) {
		case initiative.Join, agenda.Register:
			return "delegate.one" // a contact point
		}
		return "moderator.one"
	}
	switch c.random.IntN(5) {
	case 0, 1:
		a := c.initiative(some(secretariat.KindInitiative), s)
		return by(a), a
	case 2:
		a := c.meeting(some(secretariat.KindMeeting), some(secretariat.KindProgramme), s)
		return by(a), a
	case 3:
		return "moderator.one", c.contingency(some(secretariat.KindContingency))
	}
	if key := reminder.Key(fmt.Sprint("milestone/", c.random.IntN(40))); c.random.IntN(2) == 0 {
		return "delegate.one", reminder.Snooze{Key: key, Until: c.now.Add(time.Hour)}
	} else {
		return "", reminder.Send{To: "delegate.one", Items: []reminder.Item{{Key: key, Step: fmt.Sprint(c.told % 3)}}, Subject: "Due", Text: c.words("Due")}
	}
}

func (c *chronicler) initiative(n asem.Number, s secretariat.State) rule.Action {
	i, there := s.Initiative(n)
	no := 1 + c.random.IntN(1+len(i.Milestones))
	title := c.words("Renamed")
	over := slices.IndexFunc(i.Milestones, func(m initiative.Milestone) bool { return !m.Due() })
	switch way := c.random.IntN(12); {
	case !there, way == 0:
		a := initiative.Propose{Title: c.words("Initiative"), Pillars: []asem.Pillar{asem.Economic}, Leads: []asem.Code{"FI"}, Aims: c.words("Aims")}
		if c.random.IntN(2) == 0 {
			a.Board, a.Facility, a.Every = "finance", initiative.Sectoral, 3
		}
		return a
	case way == 1:
		return initiative.Revise{Number: n, Title: &title}
	case way == 2:
		return initiative.Join{Number: n, On: !i.SponsoredBy("FI")}
	case way == 3:
		next := i.Stage().Next()
		return initiative.Advance{Number: n, Stage: next[c.random.IntN(len(next))], Note: "So it was said"}
	case way == 4, way > 8 && len(i.Milestones) == 0:
		return initiative.Plan{Number: n, No: no % (1 + len(i.Milestones)), Title: c.words("Milestone"), Day: c.now.AddDate(0, 1, c.random.IntN(9)), Answers: "FI"}
	case (way == 5 || way > 8) && over >= 0 && c.random.IntN(2) == 0:
		return initiative.Reopen{Number: n, No: over + 1}
	case way == 5, way > 8:
		return initiative.Reach{Number: n, No: no, Dropped: c.random.IntN(2) == 0, Reason: "As it is"}
	case way == 6:
		if docs, _ := s.In(secretariat.Box(secretariat.KindDocument, "@coordinators"), secretariat.Range{Limit: 9}); len(docs) > 0 {
			doc, _ := s.Document(docs[0])
			return initiative.Cite{Number: n, Symbol: doc.Symbol, As: initiative.Parts()[c.random.IntN(4)], On: c.random.IntN(3) > 0}
		}
	}
	return initiative.Write{Number: n, Form: []initiative.Form{initiative.Aims, initiative.Report, initiative.Result}[c.random.IntN(3)], Title: "Said", Text: c.words("Written")}
}

func (c *chronicler) meeting(n, programme asem.Number, s secretariat.State) rule.Action {
	m, there := s.Meeting(n)
	day := c.now.AddDate(0, 0, c.random.IntN(3))
	title, start := c.words("Item"), time.Time{}
	if there && c.random.IntN(2) == 0 {
		start = m.First.Add(time.Duration(8+c.random.IntN(8)) * time.Hour)
	}
	switch way := c.random.IntN(10); {
	case !there, way == 0:
		return agenda.Call{Is: agenda.SOM, Title: c.words("Meeting"), Host: "FI", Place: "Helsinki", First: day, Zone: "Europe/Helsinki", Text: c.words("Come")}
	case way == 1:
		var starts []agenda.Start
		for _, i := range m.Items {
			starts = append(starts, agenda.Start{No: i.No, At: day.Truncate(24 * time.Hour).Add(9 * time.Hour)})
		}
		return agenda.Rearrange{Number: n, First: &day, Starts: starts}
	case way == 2 && c.random.IntN(3) == 0:
		return agenda.CallOff{Number: n, Reason: "As it is"}
	case way == 3 && len(m.Items) > 0:
		return agenda.Strike{Number: n, No: m.Items[c.random.IntN(len(m.Items))].No}
	case way == 4 && len(c.papers) > 0:
		return agenda.Circulate{Number: n, File: c.papers[c.random.IntN(len(c.papers))]}
	case way == 5:
		return agenda.Register{Number: n, Head: fmt.Sprint("Head ", c.told%3), Members: []string{"Member"}}
	case way == 6:
		return agenda.Summarise{Number: n, Text: c.words("Summary")}
	case way == 7:
		a := agenda.Set{Title: c.words("Programme"), From: 2020 + c.random.IntN(9), Clusters: []asem.ClusterID{"health-and-money"}, Text: c.words("Orientations")}
		if p, ok := s.Programme(programme); ok && c.random.IntN(2) == 0 {
			a.Number, a.From = p.Number, p.From
		}
		return a
	case way == 8 && len(m.Items) > 0:
		return agenda.Itemise{Number: n, No: m.Items[c.random.IntN(len(m.Items))].No, Before: []int{0, 1, -1}[c.random.IntN(3)], Title: &title, Start: &start}
	}
	return agenda.Itemise{Number: n, Title: &title, Start: &start}
}

func (c *chronicler) contingency(n asem.Number) rule.Action {
	switch way := c.random.IntN(6); {
	case n == 0, way == 0:
		return contingency.Declare{Title: c.words("Event"), Text: c.words("It happened"), Circle: []roster.Address{"@all"}}
	case way == 1 && len(c.papers) > 0:
		return contingency.Close{Number: n, File: c.papers[0]}
	}
	return contingency.Say{Number: n, Text: c.words("Said")}
}

// releases releases something, or takes it back.
func (c *chronicler) releases(s secretariat.State) (asem.Login, rule.Action) {
	numbers := []asem.Number{asem.Number(c.told % int(s.NextNumber())), asem.Number(c.told*7%int(s.NextNumber())) + 1}
	if released, _ := s.Releases(secretariat.Range{Limit: 1}); len(released) > 0 && c.told%3 == 0 {
		return "moderator.one", release.Withdraw{Numbers: []asem.Number{released[0].Number}, Reason: "Not agreed"}
	}
	return "moderator.one", release.Publish{Numbers: numbers}
}

// seldom redacts, now and then, and closes a board or opens it again.
func (c *chronicler) seldom(s secretariat.State, n asem.Number) (asem.Login, rule.Action) {
	switch c.random.IntN(4) {
	case 0, 1:
		return "moderator.one", forum.Pin{Topic: n, On: true}
	case 2:
		b, _ := s.Board("health")
		return "moderator.two", forum.Close{Board: "health", On: b.Closed == nil, Reason: c.words("Done")}
	}
	return "moderator.two", forum.Redact{Number: n, Reason: c.words("By law")}
}

func (c *chronicler) roster(by asem.Login) (asem.Login, rule.Action) {
	key := keyOf(by, c.random.IntN(6))
	switch c.random.IntN(3) {
	case 0:
		return by, roster.Enrol{Fingerprint: key.Fingerprint, Key: key.Key, Comment: "spare"}
	case 1:
		return by, roster.Revoke{Fingerprint: key.Fingerprint}
	}
	return "", c.ring(3 + c.random.IntN(3))
}

func (c *chronicler) board() asem.BoardID { return boards[c.random.IntN(len(boards))] }

// words are different each time, in several scripts and lengths.
func (c *chronicler) words(of string) string {
	return fmt.Sprintf("%s %d, Ελλάδα, 日本 한국 %s", of, c.told, strings.Repeat("word ", c.random.IntN(12)))
}

func (c *chronicler) titleOf(p forum.Post) string {
	if p.Number == p.Topic && c.random.IntN(2) == 0 {
		return c.words("Another title")
	}
	return ""
}

func (c *chronicler) partners() rule.Action {
	return roster.AdmitPartners{Partners: []roster.PartnerAdmitted{
		{Code: "FI", Name: "Finland", Region: asem.Europe, Group: "EU", Joined: time.Date(1996, 3, 1, 0, 0, 0, 0, time.UTC)},
		{Code: "VN", Name: "Viet Nam", Region: asem.Asia, Group: "ASEAN", Joined: time.Date(1996, 3, 1, 0, 0, 0, 0, time.UTC)},
	}}
}

func (c *chronicler) boards() rule.Action {
	return forum.Found{
		Clusters: []forum.ClusterNamed{{ID: "health-and-money", Title: "Health and money", About: "What one costs the other."}},
		Boards: []forum.BoardFounded{
			{ID: "finance", Title: "Finance", Pillar: asem.Economic, Clusters: []asem.ClusterID{"health-and-money"}},
			{ID: "health", Title: "Health", Pillar: asem.SocialCultural},
			{ID: "old-papers", Title: "Old papers", Archive: true},
		},
	}
}

// imported is a message from before this system, sometimes from before 1970,
// sometimes one that was imported before.
func (c *chronicler) imported() rule.Action {
	in := forum.Import{
		Board: "old-papers", Origin: fmt.Sprintf("<%d@example.org>", c.random.IntN(c.told)), Parent: fmt.Sprintf("<%d@example.org>", c.random.IntN(c.told)),
		Title: c.words("Cable"), Author: roster.Author{Name: "An Archivist", Address: "archive@example.org"},
		At:   time.Date(1950+c.random.IntN(60), 5, 1, 0, 0, 0, 0, time.FixedZone("", 7200)).Add(time.Duration(c.random.IntN(1e9))),
		Text: c.words("From the files"),
	}
	if len(c.files) > 0 && c.random.IntN(2) == 0 {
		in.Files = []rule.File{c.files[c.random.IntN(len(c.files))]}
	}
	return in
}

// ring is a key ring in which the first so many delegates stand.
func (c *chronicler) ring(people int) rule.Action {
	var r roster.Reconcile
	for i, login := range logins[:people] {
		roles := []roster.Role{{Name: roster.Ordinary}}
		switch {
		case strings.HasPrefix(string(login), "moderator"):
			roles = append(roles, roster.Role{Name: roster.Moderator}, roster.Role{Name: roster.Coordinator})
		case i < 2:
			roles = append(roles, roster.Role{Name: roster.ContactPoint})
		}
		for k := range 1 + c.random.IntN(2) {
			l := keyOf(login, k)
			l.Login, l.Name, l.Partner, l.Roles = login, "Somebody "+fmt.Sprint(i), []asem.Code{"FI", "VN"}[i%2], roles
			l.Mission = []string{"", "Brussels", "Jakarta"}[(i+people)%3]
			r.Lines = append(r.Lines, l)
		}
	}
	return r
}

func keyOf(login asem.Login, no int) roster.Line {
	key := fmt.Sprintf("key %d of %s", no, login)
	return roster.Line{Fingerprint: "SHA256:" + strings.ReplaceAll(key, " ", "-"), Key: []byte(key), Comment: key}
}

// do has one action done, which must lead to facts.
func (c *chronicler) do(t testing.TB, s *Store, by asem.Login, a rule.Action) {
	t.Helper()
	if err := s.Update(func(l secretariat.Ledger) error { return c.append(l, by, a) }); err != nil {
		t.Fatal(err)
	}
}

// append decides one action, which must lead to facts, and appends them.
func (c *chronicler) append(l secretariat.Ledger, by asem.Login, a rule.Action) error {
	ruling, err := decideIt(l, a, rule.Occasion{By: by, At: c.now})
	if err != nil {
		return err
	}
	if len(ruling.Facts) == 0 {
		return fmt.Errorf("%s led to no fact", a.Kind())
	}
	c.told++
	last, at := l.Last()
	e := journal.Entry{Number: last + 1, At: journal.After(at, c.now), Actor: by, Command: fmt.Sprintf("c%d", c.told), Rule: journal.RuleVersion, Facts: ruling.Facts}
	c.lines = append(c.lines, line{e, ruling.Texts})
	return l.Append(e, ruling.Texts)
}

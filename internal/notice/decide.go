package notice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide posts the notice.
func (a Post) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	title, err := rule.Title("notice", a.Title)
	if err != nil {
		return rule.Ruling{}, err
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	if !slices.Contains(Levels(), a.Level) {
		return rule.Ruling{}, fault.New(fault.Usage, "%q is not a level.", string(a.Level)).Then("It is routine, priority or flash.")
	}
	if err := addressed(a.To); err != nil {
		return rule.Ruling{}, err
	}
	if err := mayNotifyAll(s, o.By, a.To); err != nil {
		return rule.Ruling{}, err
	}
	if err := a.dates(o.At); err != nil {
		return rule.Ruling{}, err
	}
	f := Posted{
		Number: s.NextNumber(), Level: a.Level, To: a.To, Title: title, Author: roster.AuthorOf(s, o.By),
		Digest: rule.DigestOf(text), Bytes: len(text), AckBy: a.AckBy, Expires: a.Expires,
	}
	if a.Ack || a.Level == Flash || !a.AckBy.IsZero() {
		f.Asked = roster.PartnersAt(s, a.To)
	}
	ruling := rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: f.Number, Version: 1, Body: text}}}
	if a.Pin {
		if err := mayPin(s, o.By, a.To); err != nil {
			return rule.Ruling{}, err
		}
		ruling.Facts = append(ruling.Facts, Pinned{Number: f.Number, On: true})
	}
	return ruling, nil
}

// addressed refuses what a notice cannot be addressed to.
func addressed(to []roster.Address) error {
	switch {
	case len(to) == 0:
		return fault.New(fault.Usage, "A notice needs an address.").Then("Address it to @all, a group, partners, missions or a board.")
	case len(to) > roster.MaxAddresses:
		return fault.New(fault.Usage, "A notice has %d addresses at most, not %d.", roster.MaxAddresses, len(to)).Then("Address it to a group.")
	}
	for i, a := range to {
		switch form := a.Form(); {
		case slices.Contains(to[:i], a):
			return fault.New(fault.Usage, "%s is named twice.", a)
		case form == roster.ToDelegate || form == roster.ToOffice:
			return fault.New(fault.Usage, "A notice is not addressed to %s.", a).
				Then("It goes to @all, a group, partners, missions or a board; write a letter to persons and offices.")
		case form == 0:
			return fault.New(fault.Usage, "%q is no address.", string(a))
		}
	}
	return nil
}

// mayNotifyAll asks for each board by itself where a notice goes to several of them
// and to nothing else, and for the whole house where it goes further.
func mayNotifyAll(s State, by asem.Login, to []roster.Address) error {
	d, _ := s.Delegate(by)
	for _, a := range to {
		if err := roster.Can(d, roster.Notify, a.Board()); err != nil {
			return err
		}
	}
	return nil
}

func (a Post) dates(now time.Time) error {
	for _, d := range []struct {
		what string
		at   time.Time
	}{{"to be acknowledged by", a.AckBy}, {"to expire on", a.Expires}} {
		switch {
		case d.at.IsZero():
		case !d.at.After(now):
			return fault.New(fault.Usage, "The date %s, %s, has passed.", d.what, d.at.UTC().Format("2 January 2006 15:04 MST")).Then("Give one that is to come.")
		case d.at.After(now.Add(MaxAhead)):
			return fault.New(fault.Usage, "The date %s, %s, is more than a year ahead.", d.what, d.at.UTC().Format("2 January 2006")).Then("Give a nearer one, or none.")
		}
	}
	if !a.AckBy.IsZero() && !a.Expires.IsZero() && a.AckBy.After(a.Expires) {
		return fault.New(fault.Usage, "It would expire before it is to be acknowledged.").Then("Let it expire later, or ask for it sooner.")
	}
	return nil
}

// Decide gives the notice its next version. One that says the same is no fact.
func (a Correct) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	n, err := noticed(s, a.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := mayChase(s, n, o.By); err != nil {
		return rule.Ruling{}, err
	}
	if a.Base != 0 && a.Base != len(n.Versions) {
		return rule.Ruling{}, fault.New(fault.Conflict, "%s was corrected meanwhile.", n.Number).
			Then("Read it again, then correct it; your text is kept as a draft.")
	}
	title := n.Current().Title
	if a.Title != "" {
		if title, err = rule.Title("notice", a.Title); err != nil {
			return rule.Ruling{}, err
		}
	}
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	digest := rule.DigestOf(text)
	if digest == n.Current().Digest && title == n.Current().Title {
		return rule.Ruling{}, nil
	}
	if len(n.Versions) >= MaxVersions {
		return rule.Ruling{}, fault.New(fault.Refused, "%s was corrected %d times, as often as a notice can be.", n.Number, len(n.Versions)-1).
			Then("Post a new one.")
	}
	f := Corrected{Number: n.Number, Title: title, Digest: digest, Bytes: len(text)}
	if n.Asks() {
		f.Asked = roster.PartnersAt(s, n.To)
	}
	return rule.Ruling{Facts: []rule.Fact{f}, Texts: []rule.Text{{Number: n.Number, Version: len(n.Versions) + 1, Body: text}}}, nil
}

// mayChase says whether the delegate may correct a notice and remind of it: the
// coordinators do, and its author as long as they could post it. A correction is words
// that go to all whom the notice reached, and of a flash to every open screen: whoever
// handed the office over does not say them any more.
func mayChase(s State, n Notice, by asem.Login) error {
	d, _ := s.Delegate(by)
	switch {
	case d.Holds(roster.Coordinator):
		return roster.Can(d, roster.Read, "")
	case by != n.Author.Login:
	case n.Level == Flash:
		return roster.Can(d, roster.Alert, "")
	default:
		return mayNotifyAll(s, by, n.To)
	}
	return fault.New(fault.Refused, "%s is not yours: its author and the coordinators correct it and remind of it.", n.Number).
		Then("Write to %s.", n.Author.Login)
}

// MayChase is nil, or why the delegate may not correct the notice or remind of it.
func MayChase(s State, number asem.Number, by asem.Login) error {
	n, err := noticed(s, number)
	if err != nil {
		return err
	}
	return mayChase(s, n, by)
}

// Decide pins the notice or takes the pin away. Pinning again brings it to the top.
func (a Pin) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	n, err := noticed(s, a.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	if !a.On && n.Pinned == 0 {
		return rule.Ruling{}, nil
	}
	if a.On && n.Pinned == 0 {
		if err := mayPin(s, o.By, n.To); err != nil {
			return rule.Ruling{}, err
		}
	}
	return rule.Ruling{Facts: []rule.Fact{Pinned(a)}}, nil
}

// mayPin asks for the right to pin what is addressed so, and for room among the pinned.
func mayPin(s State, by asem.Login, to []roster.Address) error {
	d, _ := s.Delegate(by)
	board, _ := onlyBoard(to)
	if err := roster.Can(d, roster.PinNotices, board); err != nil {
		return err
	}
	if s.PinnedNotices() >= MaxPinned {
		return fault.New(fault.Refused, "%d notices are pinned, as many as can be.", MaxPinned).Then("Take one down first: `notices` marks them.")
	}
	return nil
}

// Decide acknowledges for the actor's partner, once for each version.
func (a Acknowledge) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	n, err := noticed(s, a.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	switch {
	case !n.Asks():
		return rule.Ruling{}, fault.New(fault.Refused, "%s does not ask to be acknowledged.", n.Number)
	case !n.AsksOf(d.Partner):
		return rule.Ruling{}, fault.New(fault.Refused, "%s does not ask %s to acknowledge it.", n.Number, d.Partner)
	case a.Version != 0 && a.Version != len(n.Versions):
		return rule.Ruling{}, fault.New(fault.Conflict, "%s was corrected meanwhile: what you read is not what stands there now.", n.Number).
			Then("Read it again, then acknowledge it.")
	}
	if _, done := n.AckOf(d.Partner); done {
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: []rule.Fact{Acknowledged{Number: n.Number, Version: len(n.Versions), Partner: d.Partner, By: o.By}}}, nil
}

// Decide reminds whoever has not acknowledged.
func (a Remind) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	n, err := noticed(s, a.Number)
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := mayChase(s, n, o.By); err != nil {
		return rule.Ruling{}, err
	}
	missing := n.Missing()
	switch {
	case !n.Asks():
		return rule.Ruling{}, fault.New(fault.Refused, "%s does not ask to be acknowledged, so there is nobody to remind.", n.Number)
	case len(missing) == 0:
		return rule.Ruling{}, fault.New(fault.Refused, "Every partner that %s asks has acknowledged it.", n.Number)
	case n.Expired(o.At):
		return rule.Ruling{}, fault.New(fault.Refused, "%s has expired.", n.Number).Then("Post a new one.")
	case len(n.Reminded) >= MaxReminders:
		return rule.Ruling{}, fault.New(fault.Refused, "%s was reminded of %d times, as often as can be.", n.Number, MaxReminders).Then("Write a letter to %s.", codes(missing))
	case len(n.Reminded) > 0 && o.At.Sub(n.Reminded[len(n.Reminded)-1]) < restBetween:
		return rule.Ruling{}, fault.New(fault.Refused, "%s was reminded of less than an hour ago.", n.Number).Then("Wait, or write a letter to %s.", codes(missing))
	}
	return rule.Ruling{Facts: []rule.Fact{Reminded{Number: n.Number, Partners: missing}}}, nil
}

// restBetween is the least time between two reminders of one notice.
const restBetween = time.Hour

// mostCodes bounds the partners that a sentence names.
const mostCodes = 6

func codes(list []asem.Code) string {
	words := asem.Words(list[:min(len(list), mostCodes)])
	if more := len(list) - mostCodes; more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

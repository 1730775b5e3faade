package initiative

import (
	"slices"
	"time"
	"unicode/utf8"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// MayWrite is nil, or why a delegate cannot write in a form now: the leads everything,
// co-sponsors reports and results.
func MayWrite(s State, i Initiative, form Form, by asem.Login) error {
	d, _ := s.Delegate(by)
	switch {
	case !slices.Contains([]Form{Aims, Report, Result}, form):
		return fault.New(fault.Usage, "%q is nothing that is written in an initiative.", string(form)).Then("It is aims, a report or a result.")
	case len(i.Writings) >= MaxWritings:
		return fault.New(fault.Refused, "%s has %d texts, as many as it can have.", i.Number, MaxWritings)
	case form != Aims && i.SponsoredBy(d.Partner) && !i.Stage().Over():
		return roster.Can(d, roster.Write, "")
	}
	return MayEdit(s, i, by)
}

// Decide adds the text. A result goes onto the topic of the initiative too, if that can be
// answered still, and onto the board of a cluster of it otherwise; the reports of a facility
// go onto its standing board.
func (a Write) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := found(s, a.Number)
	if err == nil {
		err = MayWrite(s, i, a.Form, o.By)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	text, err := rule.Words(a.Text)
	if err != nil {
		return rule.Ruling{}, err
	}
	f := Written{Number: i.Number, Form: a.Form, Partner: d.Partner, Digest: rule.DigestOf(text), Bytes: len(text)}
	ruling := rule.Ruling{Texts: []rule.Text{{Number: i.Number, Version: len(i.Writings) + 1, Body: text}}}
	if a.Form == Result {
		if f.Title, err = rule.Title("result", a.Title); err != nil {
			return rule.Ruling{}, err
		}
	}
	if a.Form == Result || a.Form == Report && i.Standing != "" {
		if posted, ok := disseminated(s, o, i, f.Title, text); ok {
			f.Post = s.NextNumber()
			ruling.Facts, ruling.Texts = posted.Facts, append(ruling.Texts, posted.Texts...)
		}
	}
	ruling.Facts = append([]rule.Fact{f}, ruling.Facts...)
	return ruling, nil
}

// disseminated posts a text on the topic of the initiative, or as a topic of its own on the
// board that it concerns; ok is false where neither takes it: it reaches all as what it is then.
func disseminated(s State, o rule.Occasion, i Initiative, title, text string) (posted rule.Ruling, ok bool) {
	if i.Topic != 0 {
		body := title + "\n\n" + text
		if title == "" || len(body) > rule.MaxText {
			body = text
		}
		if posted, err := (forum.Reply{To: i.Topic, Text: body}).Decide(s, o); err == nil {
			return posted, true
		}
	}
	board := i.concerned(s)
	if board == "" {
		return posted, false
	}
	if title == "" {
		title = i.Title + ", " + o.At.UTC().Format(time.DateOnly)
	}
	if utf8.RuneCountInString(title) > rule.MaxTitle {
		title = i.Title
	}
	posted, err := forum.Open{Board: board, Title: title, Text: text}.Decide(s, o)
	return posted, err == nil
}

// concerned is the board that an initiative without a discussion concerns: the standing one
// of a facility, else the first open one of its clusters, of its own pillars if there is one.
func (i Initiative) concerned(s State) (board asem.BoardID) {
	if i.Standing != "" {
		return i.Standing
	}
	for _, b := range s.Boards() {
		of := func(c asem.ClusterID) bool { return slices.Contains(b.Clusters, c) }
		switch {
		case b.InArchive() || !slices.ContainsFunc(i.Clusters, of):
		case slices.Contains(i.Pillars, b.Pillar):
			return b.ID
		case board == "":
			board = b.ID
		}
	}
	return board
}

// Decide puts a document with it, or takes it away. It names no document that who acts
// does not read.
func (a Cite) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	i, err := editable(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	cited, place := i.Cites(a.Symbol)
	has := place >= 0
	_, unknown := document.Known(s, a.Symbol, d)
	switch {
	case a.On && unknown != nil:
		return rule.Ruling{}, unknown
	case a.As != "" && !slices.Contains(Parts(), a.As):
		return rule.Ruling{}, fault.New(fault.Usage, "%q is nothing that a document is to an initiative.", string(a.As)).Then("It is its outline, draft programme, summary or statement, or just goes with it.")
	case a.On == has && (!a.On || a.As == cited.As):
		return rule.Ruling{}, nil
	case a.On && !has && len(i.Documents) >= MaxDocuments:
		return rule.Ruling{}, fault.New(fault.Refused, "%s has %d documents, as many as it can have.", i.Number, MaxDocuments)
	}
	return rule.Ruling{Facts: []rule.Fact{Cited{Number: i.Number, Symbol: a.Symbol, As: a.As, On: a.On}}}, nil
}

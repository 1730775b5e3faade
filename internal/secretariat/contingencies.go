package secretariat

import (
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// ContingencyView is a contingency as one delegate sees it.
type ContingencyView struct {
	contingency.Contingency
	New     bool
	MaySay  bool
	Asked   []asem.Code // by the flash notice
	Acks    []asem.Code // partners that have acknowledged it
	Texts   []string    // of the log, in its order; empty in lists
	MayLead bool        // the delegate can end the dialogue
}

// Seen names what was shown of it.
func (v ContingencyView) Seen() Seen { return Seen{Number: v.Number, Version: v.Contingency.News()} }

// ContingencyPage is a page of contingencies, the newest first.
type ContingencyPage struct {
	Rows            []ContingencyView
	Earlier, Follow bool
}

// Contingencies lists those that reach the delegate, the newest first.
func (d *Desk) Contingencies(p Page) (page ContingencyPage, err error) {
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindContingency)
		numbers, more := tray.page(span, nil)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			c, _ := s.Contingency(n)
			c, until, _ := contingency.Reads(s, c, me)
			page.Rows = append(page.Rows, d.contingencyView(s, c, until, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// Contingency is one of them, with its log. Reading it marks nothing.
func (d *Desk) Contingency(n asem.Number) (view ContingencyView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		c, ok := s.Contingency(n)
		var until time.Time
		if ok {
			c, until, ok = contingency.Reads(s, c, me)
		}
		if !ok {
			return contingency.None(n)
		}
		view = d.contingencyView(s, c, until, d.office.tray(s, me, KindContingency).isNew(n))
		for i := range c.Log {
			view.Texts = append(view.Texts, textOr(s, n, i+1))
		}
		return nil
	})
	return view, err
}

// contingencyView is what is read of a contingency, and who has acknowledged it; until is when
// the reading ended, and zero where it goes on.
func (d *Desk) contingencyView(s State, c contingency.Contingency, until time.Time, isNew bool) ContingencyView {
	view := ContingencyView{Contingency: c, New: isNew, MaySay: contingency.MaySay(s, c.Number, d.login) == nil, MayLead: contingency.MayClose(s, c.Number, d.login) == nil}
	flash, _ := s.Notice(c.Notice)
	view.Asked = flash.Asked
	for _, a := range flash.Acks {
		if !until.IsZero() && !a.At.Before(until) {
			continue
		}
		view.Acks = append(view.Acks, a.Partner)
	}
	return view
}

// MayDeclare is nil, or why the delegate declares no contingency.
func (d *Desk) MayDeclare() error {
	_, err := d.ask(roster.Declare, "", nil)
	return err
}

// MaySay is nil, or why the delegate adds nothing to the log now.
func (d *Desk) MaySay(n asem.Number) error {
	_, err := d.ask(roster.Write, "", func(s State, _ roster.Delegate) error { return contingency.MaySay(s, n, d.login) })
	return err
}

// MayCloseContingency is nil, or why the delegate does not end the dialogue now.
func (d *Desk) MayCloseContingency(n asem.Number) error {
	_, err := d.ask(roster.Declare, "", func(s State, _ roster.Delegate) error { return contingency.MayClose(s, n, d.login) })
	return err
}

// DeclareContingency declares an event to a circle, which is told at once. The draft of it
// is dropped with it.
func (d *Desk) DeclareContingency(token string, a contingency.Declare) (Posted, error) {
	return d.write(token, a, NewContingency)
}

// SayInContingency adds to the log. The draft of it is dropped with it.
func (d *Desk) SayInContingency(token string, a contingency.Say) (Posted, error) {
	return d.write(token, a, WritingIn("log", a.Number))
}

// reportName is the file in which the report stands that ends a dialogue.
const reportName = "report.txt"

// CloseContingency ends the dialogue with a report, which is issued as a document to the
// circle. It answers its symbol.
func (d *Desk) CloseContingency(token string, n asem.Number, report string) (posted Posted, symbol asem.Symbol, err error) {
	if err := d.MayCloseContingency(n); err != nil {
		return posted, "", err
	}
	text, err := rule.Words(report)
	if err != nil {
		return posted, "", err
	}
	file, release, err := d.office.holdText(reportName, text)
	if err != nil {
		return posted, "", err
	}
	defer release()
	posted, err = d.write(token, contingency.Close{Number: n, File: file}, WritingIn("report-on", n))
	if err != nil {
		return posted, "", err
	}
	view, err := d.Contingency(n)
	return Posted{Number: n, Kind: KindContingency, Already: posted.Already}, view.Report, err
}

// holdText keeps a text as a file until a fact names it.
func (o *Office) holdText(name, text string) (document.File, func(), error) {
	digest, size, release, err := o.store.HoldBlob(strings.NewReader(text), o.limits.File)
	if err != nil {
		return document.File{}, nil, diskFull(err)
	}
	return document.File{Name: name, Type: "text/plain", Bytes: size, Digest: digest, Language: document.Usual}, release, nil
}

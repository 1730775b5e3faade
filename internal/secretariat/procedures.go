package secretariat

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
)

// ProcedureView is a silence procedure as one delegate sees it.
type ProcedureView struct {
	procedure.Procedure
	New      bool
	Asks     bool     // it asks the delegate's partner, and is open
	MaySpeak bool     // the delegate can enter something for the partner now
	MayLead  bool     // the delegate can put the time off
	Texts    []string // of the entries, in their order; empty in lists
}

// Seen names what was shown of it.
func (p ProcedureView) Seen() Seen { return Seen{Number: p.Number, Version: p.News()} }

// Left is how long the silence lasts still; none for one that has ended.
func (p ProcedureView) Left(now time.Time) time.Duration {
	if p.Status != procedure.Open {
		return 0
	}
	return max(0, p.Expires.Sub(now))
}

// ProcedurePage is a page of procedures, the newest first.
type ProcedurePage struct {
	Rows            []ProcedureView
	Earlier, Follow bool
}

// Procedures lists those that reach the delegate, the newest number first; if that is asked,
// those alone that are open or wait for consent.
func (d *Desk) Procedures(pending bool, p Page) (page ProcedurePage, err error) {
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindProcedure)
		skip := func(n asem.Number) bool {
			found, _ := s.Procedure(n)
			return pending && (!found.Status.Pending() || !tray.until(n).IsZero())
		}
		numbers, more := tray.page(span, skip)
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			found, _ := tray.procedure(n)
			page.Rows = append(page.Rows, d.procedure(s, me, found, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// PendingProcedures are those that reach the delegate and are open, the one that ends first
// at the beginning; before them those that wait for the delegate's consent.
func (d *Desk) PendingProcedures() (list []ProcedureView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindProcedure)
		var pending []procedure.Procedure
		if roster.Can(me, roster.OpenProcedures, "") == nil {
			pending = s.ProposedProcedures()
		}
		for _, p := range append(pending, s.OpenProcedures()...) {
			if tray.holds(p.Number) && tray.until(p.Number).IsZero() {
				list = append(list, d.procedure(s, me, p, tray.isNew(p.Number)))
			}
		}
		return nil
	})
	return list, err
}

// Procedure is one of them, with what partners wrote. Reading it marks nothing.
func (d *Desk) Procedure(n asem.Number) (view ProcedureView, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		found, tray, err := d.underSilence(s, me, n)
		if err != nil {
			return err
		}
		view = d.procedure(s, me, found, tray.isNew(n))
		for i, e := range found.Entries {
			text := ""
			if e.Kind.Written() {
				if text, err = s.Text(n, i+1); err != nil {
					text = damagedText
				}
			}
			view.Texts = append(view.Texts, text)
		}
		return nil
	})
	return view, err
}

// Silence is the procedure that is open on a document and reaches the delegate: its text is
// provisional. It is the zero procedure where there is none.
func (d *Desk) Silence(doc asem.Number) (found procedure.Procedure, err error) {
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, p := range s.OpenProcedures() {
			if p.Document != doc {
				continue
			}
			if _, _, err := d.underSilence(s, me, p.Number); err == nil {
				found = p
			}
		}
		return nil
	})
	return found, err
}

// SilenceWords say that a version of a document is provisional: until when, and in which
// procedure; empty for no open one, and for another version.
func SilenceWords(p procedure.Procedure, version document.Label, zone *time.Location) string {
	if p.Number == 0 || p.Label != version {
		return ""
	}
	return "provisional: " + ProcedureStanding(p, zone) + ", " + p.Number.String()
}

// underSilence is a procedure that reaches the delegate. One that does not is not told
// from one that never was.
func (d *Desk) underSilence(s State, me roster.Delegate, n asem.Number) (procedure.Procedure, tray, error) {
	tray := d.office.tray(s, me, KindProcedure)
	found, ok := tray.procedure(n)
	if !ok || !tray.holds(n) {
		return found, tray, procedure.None(n)
	}
	return found, tray, nil
}

func (d *Desk) procedure(s State, me roster.Delegate, p procedure.Procedure, isNew bool) ProcedureView {
	open := p.Status == procedure.Open && d.office.now().Before(p.Expires)
	view := ProcedureView{Procedure: p, New: isNew, Asks: open && slices.Contains(p.Asked, me.Partner)}
	view.MaySpeak = view.Asks && roster.Can(me, roster.Acknowledge, "") == nil
	view.MayLead = open && roster.Can(me, roster.OpenProcedures, "") == nil
	return view
}

// MayOpenProcedure is nil, or why the delegate opens none.
func (d *Desk) MayOpenProcedure() error {
	_, err := d.ask(roster.OpenProcedures, "", nil)
	return err
}

// MayEnter is nil, or why the delegate cannot enter something of this kind for their
// partner now.
func (d *Desk) MayEnter(n asem.Number, kind procedure.Kind) error {
	_, err := d.ask(roster.Acknowledge, "", func(s State, me roster.Delegate) error {
		if _, _, err := d.underSilence(s, me, n); err != nil {
			return err
		}
		return procedure.MayEnter(s, n, kind, d.login, d.office.now())
	})
	return err
}

// MayWithdrawProcedure is nil, or why the delegate cannot take the procedure back now.
func (d *Desk) MayWithdrawProcedure(n asem.Number) error {
	_, err := d.ask(roster.Write, "", func(s State, me roster.Delegate) error {
		p, _, err := d.underSilence(s, me, n)
		if err == nil && p.Status != procedure.Proposed && p.Initiative == 0 {
			err = roster.Can(me, roster.OpenProcedures, "")
		}
		if err != nil {
			return err
		}
		return procedure.MayWithdraw(s, n, d.login, d.office.now())
	})
	return err
}

// OpenProcedure puts a version of a document under silence, by the version's number. The
// token makes sending twice open one.
func (d *Desk) OpenProcedure(token string, version asem.Number, expires time.Time, reason string) (Posted, time.Time, error) {
	receipt, err := d.about(token, version, procedure.Start{Version: version, Expires: expires, Reason: reason, Minimum: d.office.limits.Silence})
	for _, f := range receipt.Facts {
		if f, ok := f.(procedure.Opened); ok {
			return Posted{Number: f.Number, Kind: KindProcedure, Already: receipt.Already}, f.Expires, err
		}
	}
	return Posted{}, expires, err
}

// ProposeProcedure proposes, for an initiative that the delegate's partner leads, to put a
// version of a document under silence.
func (d *Desk) ProposeProcedure(token string, initiative, version asem.Number, expires time.Time, reason string) (Posted, time.Time, error) {
	receipt, err := d.about(token, version, procedure.Propose{Initiative: initiative, Start: procedure.Start{Version: version, Expires: expires, Reason: reason, Minimum: d.office.limits.Silence}})
	for _, f := range receipt.Facts {
		if f, ok := f.(procedure.Opened); ok {
			return Posted{Number: f.Number, Kind: KindProcedure, Already: receipt.Already}, f.Expires, err
		}
	}
	return Posted{}, expires, err
}

// MayProposeProcedure is nil, or why the delegate proposes none for an initiative.
func (d *Desk) MayProposeProcedure(initiative asem.Number) error {
	_, err := d.ask(roster.Write, "", func(s State, _ roster.Delegate) error { return procedure.MayPropose(s, initiative, d.login) })
	return err
}

// MayConsent is nil, or why the delegate cannot consent to a procedure that was proposed.
func (d *Desk) MayConsent(n asem.Number) error {
	_, err := d.ask(roster.OpenProcedures, "", func(s State, me roster.Delegate) error {
		if _, _, err := d.underSilence(s, me, n); err != nil {
			return err
		}
		return procedure.MayConsent(s, n)
	})
	return err
}

// ConsentProcedure opens a procedure that was proposed, until the time that was proposed or
// another one, for the reason that was given or another one. It answers the time.
func (d *Desk) ConsentProcedure(n asem.Number, expires time.Time, reason string) (time.Time, error) {
	receipt, err := d.about("", n, procedure.Consent{Number: n, Expires: expires, Reason: reason, Minimum: d.office.limits.Silence})
	for _, f := range receipt.Facts {
		if f, ok := f.(procedure.Consented); ok {
			return f.Expires, err
		}
	}
	return expires, err
}

// Enter does something for the delegate's partner. The draft of its text is dropped with it.
func (d *Desk) Enter(token string, a procedure.Enter) (Posted, error) {
	if _, err := d.Procedure(a.Number); err != nil {
		return Posted{}, err
	}
	posted, err := d.write(token, a, EntryIn(a.Number, a.Is))
	posted.Number, posted.Kind = a.Number, KindProcedure
	return posted, err
}

// ExtendProcedure puts the time off.
func (d *Desk) ExtendProcedure(n asem.Number, expires time.Time, reason string) error {
	_, err := d.about("", n, procedure.Extend{Number: n, Expires: expires, Reason: reason})
	return err
}

// WithdrawProcedure takes it back.
func (d *Desk) WithdrawProcedure(n asem.Number, reason string) error {
	_, err := d.about("", n, procedure.Withdraw{Number: n, Reason: reason})
	return err
}

// about does something about what has a number, if that reaches the delegate.
func (d *Desk) about(token string, n asem.Number, a procedure.Action) (Receipt, error) {
	if err := checkToken(token); err != nil {
		return Receipt{}, err
	}
	if _, err := d.Find(n.String()); err != nil {
		return Receipt{}, err
	}
	return d.atPace(token, a, d.own)
}

// ProcedureStanding says how a procedure stands, in words and in a reader's zone.
func ProcedureStanding(p procedure.Procedure, zone *time.Location) string {
	switch p.Status {
	case procedure.Proposed:
		return "proposed by " + string(p.Author.Partner) + ", for " + p.Initiative.String() + ", until " + deadline.Show(p.Expires, zone) + "; it waits for a coordinator's consent"
	case procedure.Open:
		return "under silence until " + deadline.Show(p.Expires, zone)
	case procedure.Adopted:
		return "adopted as " + string(p.Decision) + " on " + deadline.Show(p.Ended, zone)
	case procedure.Broken:
		last := p.Entries[len(p.Entries)-1]
		return "broken by the " + string(last.Kind) + " of " + string(last.Partner) + " on " + deadline.Show(p.Ended, zone)
	}
	said := "withdrawn on " + deadline.Show(p.Ended, zone)
	if p.EndReason != "" {
		said += ": " + plain.Line(p.EndReason)
	}
	return said
}

// EntryWord names what a partner did.
func EntryWord(k procedure.Kind) string {
	if k == procedure.Statement {
		return "Interpretative statement"
	}
	return firstUpper(string(k))
}

// OpenedWords say how a procedure came about, in words: who opened it, or proposed it, for
// what, and who consented.
func OpenedWords(p procedure.Procedure) string {
	if p.Initiative == 0 {
		return "Opened"
	}
	said := "Proposed for " + p.Initiative.String()
	if p.Consent != "" {
		said += ", with the consent of " + string(p.Consent) + ","
	}
	return said
}

// ExtensionWords says who put a time off, and why.
func ExtensionWords(x procedure.Extension) string {
	said := "by the server"
	if x.By != "" {
		said = "by " + string(x.By)
	}
	if x.Reason != "" {
		said += ": " + plain.Line(x.Reason)
	}
	return said
}

// DayWarning warns of a time at which the delegate's partner does not work, or that of a host
// of the next Summit or Foreign Ministers' Meeting, or nobody does; empty for others. The day
// is that of the delegate's zone.
func (d *Desk) DayWarning(at time.Time) string {
	var partners []asem.Code
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		hosts := []roster.Address{roster.SummitHost.Address(), roster.FMMHost.Address()}
		partners = append(roster.PartnersAt(s, hosts), me.Partner)
		return nil
	})
	if err != nil {
		return "" // of what speaks against the act itself its refusal tells
	}
	return d.office.holidays.Warning(at.In(d.Zone()), partners...)
}

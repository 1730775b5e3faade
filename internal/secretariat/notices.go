package secretariat

import (
	"errors"
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// NoticeView is a notice as one delegate sees it.
type NoticeView struct {
	notice.Notice
	Title    string
	Text     string // empty in lists
	Withheld string // why there is no text to see; a sentence
	New      bool
	Expired  bool
	Public   bool        // it was released to the public
	Mine     bool        // the delegate wrote it
	Asks     bool        // it asks the delegate's partner to acknowledge it
	Ack      *notice.Ack // how the delegate's partner acknowledged it; nil where it has not
	MayAck   bool        // the delegate can acknowledge it now
	MayChase bool        // the delegate may correct it, and remind of it
}

// Waits says whether it waits for the delegate's partner to acknowledge it.
func (n NoticeView) Waits() bool { return n.Asks && n.Ack == nil && !n.Expired }

// Calls says whether it stands before everything else until it is acknowledged: where
// the delegate can do that, and to all for a flash notice.
func (n NoticeView) Calls() bool { return n.Waits() && (n.MayAck || n.Level == notice.Flash) }

// NoticePage is a page of notices: the pinned ones on top, then the newest first.
type NoticePage struct {
	Rows            []NoticeView // without their texts
	Earlier, Follow bool
}

// AckView is how one partner stands to a notice that asks to be acknowledged.
type AckView struct {
	Partner asem.Code
	Name    string
	Ack     *notice.Ack // nil: not yet
}

// NoticeScope says which notices are listed.
type NoticeScope int

// The scopes.
const (
	CurrentNotices NoticeScope = iota // that have not expired
	AllNotices                        // expired ones too
	OpenNotices                       // that the delegate's partner is to acknowledge
)

// Notices lists the notices that reach the delegate, the pinned ones first and then
// the newest. Coordinators are reached by all of them, and an author by their own.
func (d *Desk) Notices(scope NoticeScope, p Page) (NoticePage, error) {
	var page NoticePage
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		tray := d.office.tray(s, me, KindNotice)
		skip := func(n asem.Number) bool {
			found, ok := s.Notice(n)
			return !ok || !d.inScope(scope, found, me)
		}
		pins := pinned(s, func(n asem.Number) bool { return !tray.holds(n) || skip(n) })
		numbers, more := onTop(pins, span, func(r Range) ([]asem.Number, bool) {
			return tray.page(r, func(n asem.Number) bool { return slices.Contains(pins, n) || skip(n) })
		})
		page.Earlier, page.Follow = edges(span, more, span.From != 0)
		for _, n := range numbers {
			found, _ := tray.notice(n)
			page.Rows = append(page.Rows, d.notice(s, me, found, tray.isNew(n)))
		}
		return nil
	})
	return page, err
}

// NoticesOn lists the notices that are pinned and stand on a board, the newest pin
// first, without their texts. They are those that were addressed to it by its name.
func (d *Desk) NoticesOn(board asem.BoardID) ([]NoticeView, error) {
	var views []NoticeView
	_, err := d.ask(roster.Read, board, func(s State, me roster.Delegate) error {
		var tray tray
		for _, n := range s.Pins() {
			if !slices.Contains(n.To, roster.OnBoard(board)) || n.Expired(d.office.now()) {
				continue
			}
			if tray.state == nil {
				tray = d.office.tray(s, me, KindNotice)
			}
			views = append(views, d.notice(s, me, n, tray.isNew(n.Number)))
		}
		return nil
	})
	return views, err
}

func (d *Desk) inScope(scope NoticeScope, n notice.Notice, me roster.Delegate) bool {
	switch scope {
	case AllNotices:
		return true
	case OpenNotices:
		_, done := n.AckOf(me.Partner)
		return n.AsksOf(me.Partner) && !done && !n.Expired(d.office.now())
	}
	return !n.Expired(d.office.now())
}

func pinned(s State, skip func(asem.Number) bool) (numbers []asem.Number) {
	for _, n := range s.Pins() {
		if !skip(n.Number) {
			numbers = append(numbers, n.Number)
		}
	}
	return numbers
}

// onTop is a page of a list on top of which a few rows stand in their own order; rest
// gives a page of the others.
func onTop(top []asem.Number, r Range, rest func(Range) ([]asem.Number, bool)) (page []asem.Number, more bool) {
	at := slices.Index(top, r.From)
	if r.Backward {
		above := top
		if at >= 0 {
			above = top[:at]
		} else {
			if page, more = rest(r); more {
				return page, true
			}
		}
		room := max(0, r.Limit-len(page))
		from := max(0, len(above)-room)
		return append(slices.Clone(above[from:]), page...), from > 0
	}
	switch {
	case r.From == 0:
		page = top
	case at >= 0 && r.Inclusive:
		page = top[at:]
	case at >= 0:
		page = top[at+1:]
	default:
		return rest(r)
	}
	if len(page) >= r.Limit {
		below, _ := rest(Range{Limit: 1})
		return slices.Clone(page[:r.Limit]), len(page) > r.Limit || len(below) > 0
	}
	others, more := rest(Range{Limit: r.Limit - len(page)})
	return append(slices.Clone(page), others...), more
}

// Notice is one notice with its text. Reading it marks nothing.
func (d *Desk) Notice(n asem.Number) (NoticeView, error) {
	var view NoticeView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		found, tray, err := d.reached(s, me, n)
		if err != nil {
			return err
		}
		view = d.notice(s, me, found, tray.isNew(n))
		view.Text, view.Withheld = noticeText(s, n, len(found.Versions))
		return nil
	})
	return view, err
}

// reached is a notice that reaches the delegate. One that does not is not told from
// one that never was.
func (d *Desk) reached(s State, me roster.Delegate, n asem.Number) (notice.Notice, tray, error) {
	tray := d.office.tray(s, me, KindNotice)
	found, ok := tray.notice(n)
	if !ok || !tray.holds(n) {
		return found, tray, fault.New(fault.NotFound, "There is no notice %s.", n).Then("`notices` lists them.")
	}
	return found, tray, nil
}

// notice is the notice as the delegate sees it, without its text.
func (d *Desk) notice(s State, me roster.Delegate, n notice.Notice, isNew bool) NoticeView {
	view := NoticeView{Notice: n, Title: n.Current().Title, New: isNew, Expired: n.Expired(d.office.now()),
		Mine: n.Author.Login == d.login, Asks: n.AsksOf(me.Partner), Public: isPublic(s, n.Number)}
	if ack, done := n.AckOf(me.Partner); done {
		view.Ack = &ack
	}
	view.MayAck = view.Asks && view.Ack == nil && roster.Can(me, roster.Acknowledge, "") == nil
	view.MayChase = notice.MayChase(s, n.Number, d.login) == nil
	return view
}

func noticeText(s State, n asem.Number, version int) (text, why string) {
	text, err := s.Text(n, version)
	if err != nil {
		return "", damagedText
	}
	return text, ""
}

// NoticeHistory lists the versions of a notice, the first one first.
func (d *Desk) NoticeHistory(n asem.Number) ([]VersionView, error) {
	var versions []VersionView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		found, _, err := d.reached(s, me, n)
		for i, v := range found.Versions {
			view := VersionView{Version: forum.Version(v), No: i + 1}
			view.Text, view.Withheld = noticeText(s, n, i+1)
			versions = append(versions, view)
		}
		return err
	})
	return versions, err
}

// NoticeAcks lists the partners that a notice asks, by code, and how each stands to it:
// to its author and the coordinators of all, to others of their own partner.
func (d *Desk) NoticeAcks(n asem.Number) ([]AckView, error) {
	var views []AckView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		found, _, err := d.reached(s, me, n)
		if err != nil {
			return err
		}
		all := notice.MayChase(s, n, d.login) == nil
		for _, code := range found.Asked {
			if !all && code != me.Partner {
				continue
			}
			p, _ := s.Partner(code)
			view := AckView{Partner: code, Name: p.Name}
			if ack, done := found.AckOf(code); done {
				view.Ack = &ack
			}
			views = append(views, view)
		}
		return nil
	})
	return views, err
}

// Unacknowledged lists what the delegate's partner is still to acknowledge, flash
// notices first and then the newest; all of it for a contact point, and of what others
// can only wait for the flash notices alone.
func (d *Desk) Unacknowledged() ([]NoticeView, error) {
	var views []NoticeView
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		views = d.unacknowledged(s, me)
		return nil
	})
	return views, err
}

// Flash is the flash notice that the delegate has not read and their partner has not
// acknowledged; ok is false where there is none.
func (d *Desk) Flash() (flash NoticeView, ok bool) {
	open, err := d.Unacknowledged()
	i := slices.IndexFunc(open, func(n NoticeView) bool { return n.Level == notice.Flash && n.New })
	if err != nil || i < 0 {
		return NoticeView{}, false // the next question says why
	}
	return open[i], true
}

// mostUnacknowledged bounds what is looked through for what waits.
const mostUnacknowledged = 200

func (d *Desk) unacknowledged(s State, me roster.Delegate) (views []NoticeView) {
	speaks := roster.Can(me, roster.Acknowledge, "") == nil
	tray := d.office.tray(s, me, KindNotice)
	for _, n := range s.Unacknowledged(me.Partner, mostUnacknowledged) {
		if n.Expired(d.office.now()) || !tray.holds(n.Number) || !speaks && n.Level != notice.Flash {
			continue
		}
		views = append(views, d.notice(s, me, n, tray.isNew(n.Number)))
	}
	slices.SortStableFunc(views, func(a, b NoticeView) int {
		switch {
		case (a.Level == notice.Flash) == (b.Level == notice.Flash):
			return 0
		case a.Level == notice.Flash:
			return -1
		}
		return 1
	})
	return views
}

// MayAcknowledge is nil, or why the delegate acknowledges nothing for their partner.
func (d *Desk) MayAcknowledge() error {
	var refusal error
	_, err := d.ask(roster.Read, "", func(_ State, me roster.Delegate) error {
		refusal = roster.Can(me, roster.Acknowledge, "")
		return nil
	})
	return errors.Join(err, refusal)
}

// MayNotify is nil, or why the delegate cannot post a notice anywhere.
func (d *Desk) MayNotify() error {
	var refusal error
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		refusal = roster.Can(me, roster.Notify, "")
		for _, b := range s.BoardIDs() {
			if refusal != nil && roster.Can(me, roster.Notify, b) == nil {
				refusal = nil
			}
		}
		return nil
	})
	return errors.Join(err, refusal)
}

// MayCorrect is nil, or why the delegate cannot correct the notice or remind of it.
func (d *Desk) MayCorrect(n asem.Number) error {
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		if _, _, err := d.reached(s, me, n); err != nil {
			return err
		}
		return notice.MayChase(s, n, d.login)
	})
	return err
}

// PostNotice posts a notice. The token makes sending twice post once; empty for none.
// The draft that was sent is dropped with it.
func (d *Desk) PostNotice(token string, a notice.Post) (Posted, error) {
	return d.write(token, a, NewNotice)
}

// CorrectNotice gives a notice another version, which asks again.
func (d *Desk) CorrectNotice(token string, a notice.Correct) (Posted, error) {
	if err := d.MayCorrect(a.Number); err != nil {
		return Posted{}, err
	}
	posted, err := d.write(token, a, CorrectionOf(a.Number))
	if err == nil && posted.Number == 0 {
		posted = Posted{Number: a.Number, Kind: KindNotice, Already: true} // it says that already
	}
	return posted, err
}

// PinNotice pins a notice on top of all, or takes it down.
func (d *Desk) PinNotice(n asem.Number, on bool) error {
	return d.actOnNotice(notice.Pin{Number: n, On: on}, n)
}

// Acknowledge acknowledges a notice for the delegate's partner, in the version that
// was read; 0 for whatever is there. Again is harmless.
func (d *Desk) Acknowledge(n asem.Number, version int) error {
	return d.actOnNotice(notice.Acknowledge{Number: n, Version: version}, n)
}

// RemindNotice reminds the partners that have not acknowledged a notice.
func (d *Desk) RemindNotice(n asem.Number) error {
	return d.actOnNotice(notice.Remind{Number: n}, n)
}

// actOnNotice does something about a notice that reaches the delegate. What one does
// about it makes it new to others, and not to oneself.
func (d *Desk) actOnNotice(a notice.Action, n asem.Number) error {
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		_, _, err := d.reached(s, me, n)
		return err
	})
	if err == nil {
		_, err = d.atPace("", a, func(l Ledger, r Receipt) {
			if slices.ContainsFunc(r.Facts, func(f rule.Fact) bool { return f.Kind() == notice.Reminded{}.Kind() }) {
				d.office.shelveOwn(l, d.login, KindNotice, n)
			}
		})
	}
	return err
}

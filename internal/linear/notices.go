package linear

import (
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
)

// newNotices lists the notices that reach the delegate.
func newNotices(s *session) place {
	scope := secretariat.CurrentNotices
	l := &list{s: s, title: "Notices", picks: "reads that notice"}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		notices, err := s.desk.Notices(scope, asked)
		p := page{earlier: notices.Earlier, follow: notices.Follow}
		for _, n := range notices.Rows {
			number := n.Number
			p.rows = append(p.rows, row{number: number, words: join(s.noticeWords(n), "from "+byline(n.Author), s.date(n.Current().At)),
				open: func() error { s.goToNotice(number); return nil }})
		}
		return p, err
	})
	l.empty = "There is no notice to you. What coordinators and moderators post will stand here."
	if s.desk.MayNotify() == nil {
		l.empty = "There is no notice to you. Type w to post one."
	}
	l.own = []offer{
		s.catchUpOn(secretariat.KindNotice),
		{key: "w", dead: s.desk.MayNotify, do: func(string) error { return s.writeNotice() }},
		{key: "t", do: func(string) error {
			if scope = secretariat.AllNotices - scope; scope == secretariat.AllNotices {
				s.fact("Expired notices are listed too.")
			} else {
				s.fact("Expired notices are left out.")
			}
			return l.turn(toFirst)
		}},
	}
	return l
}

// noticeWords say how a notice stands.
func (s *session) noticeWords(n secretariat.NoticeView) string {
	return join(n.Number.String()+" "+n.Title, when(n.Level != notice.Routine, string(n.Level)), s.waits(n), when(n.New, "new"),
		when(n.Pinned != 0, "pinned"), when(n.Corrected(), "corrected"), when(n.Expired, "expired"))
}

// waits says that the delegate's partner has still to acknowledge, and by when.
func (s *session) waits(n secretariat.NoticeView) string {
	words := "not acknowledged yet"
	switch {
	case !n.Waits():
		return ""
	case n.MayAck:
		words = "to acknowledge"
	}
	return words + when(!n.AckBy.IsZero(), ", by "+s.deadline(n.AckBy))
}

// toAcknowledge counts what the delegate is to acknowledge.
func (s *session) toAcknowledge() (n int, err error) {
	open, err := s.desk.Unacknowledged()
	for _, v := range open {
		if v.MayAck {
			n++
		}
	}
	return n, err
}

// mostNotices bounds what is said of the notices on Today.
const mostNotices = 8

// waitingNotices say on Today which notices wait: flash notices first, then what is to
// be acknowledged, what is pinned and what is new.
func (s *session) waitingNotices() error {
	open, err := s.desk.Unacknowledged()
	if err != nil {
		return err
	}
	page, err := s.desk.Notices(secretariat.CurrentNotices, secretariat.Page{})
	if err != nil {
		return err
	}
	said := map[string]bool{}
	for _, n := range append(open, page.Rows...) {
		name := n.Number.String()
		if said[name] || !n.Calls() && !n.New && n.Pinned == 0 || len(said) == mostNotices {
			continue
		}
		said[name] = true
		s.fact("Notice %s.", s.noticeWords(n))
	}
	return nil
}

package linear

import (
	"fmt"
	"strconv"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// A noticeReader is one notice. It holds its number only: what is said is asked for
// when it is said.
type noticeReader struct {
	s       *session
	number  asem.Number
	version int // that was said last: what is acknowledged is what was heard
}

// goToNotice reads a notice. From one to another, back leads to where the reading began.
func (s *session) goToNotice(n asem.Number) {
	to := &noticeReader{s: s, number: n}
	if _, reading := s.top().(*noticeReader); reading {
		s.replace(to)
		return
	}
	s.open(to)
}

func (r *noticeReader) name() string { return "Notice " + r.number.String() }

func (r *noticeReader) numbers() string { return "" }

func (r *noticeReader) choose(n int) error {
	if n == 0 {
		return nowhere(n)
	}
	return r.s.goTo(strconv.Itoa(n))
}

// arrive says the notice and marks it as read, which tells nobody.
func (r *noticeReader) arrive() error {
	v, err := r.s.desk.Notice(r.number)
	if err != nil {
		return err
	}
	r.version = len(v.Versions)
	for _, fact := range r.facts(v) {
		r.s.fact("%s.", fact)
	}
	if v.Withheld != "" {
		r.s.fact("%s", v.Withheld)
	} else if err := r.s.text(v.Text); err != nil {
		return err
	}
	r.table(v)
	if !v.New {
		return nil
	}
	if err := r.s.desk.MarkReadIn(secretariat.KindNotice, v.Seen()); err != nil {
		return err
	}
	r.s.known--
	return nil
}

// facts are what there is to know before the text.
func (r *noticeReader) facts(v secretariat.NoticeView) []string {
	s := r.s
	facts := []string{
		"Notice " + v.Number.String() + ", " + v.Title,
		capital(join(string(v.Level), "from "+byline(v.Author), s.moment(v.At), when(v.New, "new"), when(v.Pinned != 0, "pinned"), when(v.Public, "public"))),
		"To " + together(asem.Words(v.To)...),
	}
	if v.Corrected() {
		facts = append(facts, fmt.Sprintf("Version %d, corrected %s; v tells the history", len(v.Versions), s.moment(v.Current().At)))
	}
	switch {
	case v.Expired:
		facts = append(facts, "Expired "+s.deadline(v.Expires))
	case !v.Expires.IsZero():
		facts = append(facts, "Expires "+s.deadline(v.Expires))
	}
	if len(v.Asked) > 0 {
		by := when(!v.AckBy.IsZero(), " by "+s.deadline(v.AckBy))
		facts = append(facts, fmt.Sprintf("To be acknowledged%s; %d of %s did", by, len(v.Acks), count(len(v.Asked), "partner", "partners")))
	}
	switch {
	case v.Ack != nil:
		facts = append(facts, fmt.Sprintf("Acknowledged for %s by %s, %s", v.Ack.Partner, v.Ack.By, s.moment(v.Ack.At)))
	case v.MayAck:
		facts = append(facts, "Your partner has not acknowledged it: a does")
	case v.Asks:
		facts = append(facts, "Your partner has not acknowledged it: its contact point does")
	}
	return facts
}

// table says who acknowledged and who did not, to those whose business it is.
func (r *noticeReader) table(v secretariat.NoticeView) {
	if !v.MayChase || len(v.Asked) == 0 {
		return
	}
	if missing := v.Missing(); len(missing) > 0 {
		r.s.fact("Not acknowledged yet: %s. ! reminds them.", together(asem.Words(missing)...))
	} else {
		r.s.fact("Every partner has acknowledged it.")
	}
	for _, at := range v.Reminded {
		r.s.fact("Reminded %s.", r.s.moment(at))
	}
	for _, a := range v.Acks {
		r.s.fact("%s.", join(string(a.Partner)+" by "+string(a.By), r.s.moment(a.At)))
	}
}

func (r *noticeReader) enter() (string, func() error) { return r.s.readingOn(0) }

func (r *noticeReader) offers() []offer {
	s, n := r.s, r.number
	history := func(string) error { s.open(newNoticeHistory(s, n)); return nil }
	mine := func() error { return s.desk.MayCorrect(n) }
	return []offer{
		{key: "a", dead: r.unasked, do: r.acknowledge},
		{key: "!", dead: r.settled, do: r.remind},
		{key: "e", dead: mine, do: func(string) error { return s.writeCorrection(n) }},
		s.cited(n.String()),
		{key: "v", do: history},
		{key: "~", do: history},
		{key: "u", do: r.markNew},
		{key: "_", do: r.pin},
		s.releasing(func() (asem.Number, bool, error) {
			v, err := s.desk.Notice(n)
			return n, v.Public, err
		}),
	}
}

// unasked is nil, or why the delegate cannot acknowledge the notice.
func (r *noticeReader) unasked() error {
	v, err := r.s.desk.Notice(r.number)
	switch {
	case err != nil || v.MayAck:
		return err
	case v.Ack != nil:
		return fault.New(fault.Conflict, "%s acknowledged it for %s.", v.Ack.By, v.Ack.Partner)
	case v.Asks:
		return fault.New(fault.Refused, "Your partner's contact point acknowledges it.")
	case len(v.Asked) > 0:
		return fault.New(fault.Refused, "It does not ask your partner to acknowledge it.")
	}
	return fault.New(fault.Refused, "It does not ask to be acknowledged.")
}

// settled is nil, or why the delegate can remind nobody of the notice.
func (r *noticeReader) settled() error {
	if err := r.s.desk.MayCorrect(r.number); err != nil {
		return err
	}
	v, err := r.s.desk.Notice(r.number)
	switch {
	case err != nil:
		return err
	case len(v.Asked) == 0:
		return fault.New(fault.Refused, "It does not ask to be acknowledged, so there is nobody to remind.")
	case len(v.Missing()) == 0:
		return fault.New(fault.Refused, "Every partner that it asks has acknowledged it.")
	}
	return nil
}

func (r *noticeReader) acknowledge(string) error {
	if err := r.s.desk.Acknowledge(r.number, r.version); err != nil {
		return err
	}
	r.s.fact("%s is acknowledged for your partner.", r.number)
	return nil
}

func (r *noticeReader) remind(string) error {
	v, err := r.s.desk.Notice(r.number)
	if err != nil {
		return err
	}
	missing := count(len(v.Missing()), "partner", "partners")
	yes, err := r.s.confirm("Remind "+missing+" of "+r.number.String()+"?", true)
	if err != nil || !yes {
		return err
	}
	if err := r.s.desk.RemindNotice(r.number); err != nil {
		return err
	}
	r.s.fact("%s reminded of %s.", capital(missing), r.number)
	return nil
}

func (r *noticeReader) markNew(string) error {
	v, err := r.s.desk.Notice(r.number)
	if err == nil {
		err = r.s.desk.MarkNewIn(secretariat.KindNotice, r.number)
	}
	if err != nil {
		return err
	}
	if !v.New && !v.Expired {
		r.s.known++
	}
	r.s.fact("%s is new again.", r.number)
	return nil
}

func (r *noticeReader) pin(string) error {
	v, err := r.s.desk.Notice(r.number)
	if err == nil {
		err = r.s.desk.PinNotice(r.number, v.Pinned == 0)
	}
	if err != nil {
		return err
	}
	if v.Pinned == 0 {
		r.s.fact("%s is pinned on top.", r.number)
	} else {
		r.s.fact("%s is no longer pinned.", r.number)
	}
	return nil
}

// deadline writes a time to come in UTC, and in the reader's zone.
func (s *session) deadline(at time.Time) string { return deadline.Show(at, s.zone) }

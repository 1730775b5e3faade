package initiative

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Stage is how far an initiative is.
type Stage string

// The stages. The last two end it.
const (
	Proposed  Stage = "proposed"
	Endorsed  Stage = "endorsed"
	UnderWay  Stage = "under-way"
	Concluded Stage = "concluded"
	Lapsed    Stage = "lapsed"
)

// Stages lists them in their order.
func Stages() []Stage { return []Stage{Proposed, Endorsed, UnderWay, Concluded, Lapsed} }

// Over says whether the initiative has ended.
func (s Stage) Over() bool { return s == Concluded || s == Lapsed }

// A Facility is the kind of a dialogue facility; empty for an initiative.
type Facility string

// The facilities.
const (
	Sectoral Facility = "sectoral"
	Thematic Facility = "thematic"
)

// A Form is what a writing of an initiative is.
type Form string

// The forms. Of the aims the newest stand; reports and results all.
const (
	Aims   Form = "aims"
	Report Form = "report"
	Result Form = "result"
)

// A Writing is a text of an initiative. Its body is kept under the initiative's number and
// the place of the writing in the list, from 1.
type Writing struct {
	Form    Form        `json:"form"`
	Title   string      `json:"title,omitempty"` // of a result
	By      asem.Login  `json:"by"`
	Partner asem.Code   `json:"partner"`
	At      time.Time   `json:"at"`
	Digest  rule.Digest `json:"digest"`
	Bytes   int         `json:"bytes"`
	Post    asem.Number `json:"post,omitempty"` // by which it stands in the discussion; 0 for none
}

// A Step is a stage that an initiative came to.
type Step struct {
	Stage Stage      `json:"stage"`
	By    asem.Login `json:"by"`
	At    time.Time  `json:"at"`
	Note  string     `json:"note,omitempty"`
}

// A Milestone is what is to be reached by a day.
type Milestone struct {
	No      int        `json:"no"` // from 1, for ever
	Title   string     `json:"title"`
	Day     time.Time  `json:"day"`     // midnight UTC of the day
	Answers asem.Code  `json:"answers"` // the partner that answers for it
	Reached *time.Time `json:"reached,omitempty"`
	Dropped bool       `json:"dropped,omitempty"`
	Moved   int        `json:"moved,omitempty"` // how often its day was put off
}

// Due says whether it is still to be reached.
func (m Milestone) Due() bool { return m.Reached == nil && !m.Dropped }

// Late says whether its day has passed.
func (m Milestone) Late(now time.Time) bool { return m.Due() && !now.Before(m.Day.AddDate(0, 0, 1)) }

// A Part is what a document is to an initiative; empty for what is none of these.
type Part string

// The parts: before it was carried out, and after.
const (
	Outline   Part = "outline"
	Draft     Part = "programme" // the draft of it
	Summary   Part = "summary"
	Statement Part = "statement"
)

// Parts lists them in their order.
func Parts() []Part { return []Part{Outline, Draft, Summary, Statement} }

// A Citation is a document that goes with an initiative.
type Citation struct {
	Symbol asem.Symbol `json:"symbol"`
	As     Part        `json:"as,omitempty"`
}

// An Initiative is one of them, or a dialogue facility.
type Initiative struct {
	Number     asem.Number      `json:"number"`
	Title      string           `json:"title"`
	Facility   Facility         `json:"facility,omitempty"`
	Every      int              `json:"every,omitempty"` // months between the reports of a facility
	Pillars    []asem.Pillar    `json:"pillars"`
	Clusters   []asem.ClusterID `json:"clusters,omitempty"`
	Leads      []asem.Code      `json:"leads"`
	Sponsors   []asem.Code      `json:"sponsors,omitempty"`
	Board      asem.BoardID     `json:"board,omitempty"` // on which it is discussed
	Topic      asem.Number      `json:"topic,omitempty"`
	Standing   asem.BoardID     `json:"standing,omitempty"` // the board of a facility's own
	Author     roster.Author    `json:"author"`
	At         time.Time        `json:"at"`
	Changed    time.Time        `json:"changed"`
	Steps      []Step           `json:"steps"`
	Milestones []Milestone      `json:"milestones,omitempty"`
	Documents  []Citation       `json:"documents,omitempty"`
	Writings   []Writing        `json:"writings,omitempty"`
	News       int              `json:"news"` // how often there was something new of it
}

// Stage is the one that it is in.
func (i Initiative) Stage() Stage { return i.Steps[len(i.Steps)-1].Stage }

// Since is when it came to its stage.
func (i Initiative) Since() time.Time { return i.Steps[len(i.Steps)-1].At }

// Last is the newest writing of a form, and its place from 1; 0 for none.
func (i Initiative) Last(form Form) (w Writing, place int) {
	for n, w := range slices.Backward(i.Writings) {
		if w.Form == form {
			return w, n + 1
		}
	}
	return Writing{}, 0
}

// Cites is the citation of a document, and its place from 0; -1 for none.
func (i Initiative) Cites(s asem.Symbol) (c Citation, place int) {
	place = slices.IndexFunc(i.Documents, func(c Citation) bool { return c.Symbol == s })
	if place >= 0 {
		c = i.Documents[place]
	}
	return c, place
}

// LeadBy says whether a partner leads it.
func (i Initiative) LeadBy(p asem.Code) bool { return slices.Contains(i.Leads, p) }

// SponsoredBy says whether a partner leads or co-sponsors it.
func (i Initiative) SponsoredBy(p asem.Code) bool {
	return i.LeadBy(p) || slices.Contains(i.Sponsors, p)
}

// ReportDue is when the next report is due; zero for never: it is not under way. Silence is
// how long an initiative may go without one; a facility says itself how many months.
func (i Initiative) ReportDue(silence time.Duration) time.Time {
	if i.Stage() != UnderWay {
		return time.Time{}
	}
	last := i.Since()
	if w, n := i.Last(Report); n > 0 && w.At.After(last) {
		last = w.At
	}
	last = last.UTC().Truncate(24 * time.Hour)
	if i.Facility != "" {
		return last.AddDate(0, i.Every, 0)
	}
	return last.Add(silence)
}

// LateWords say that a milestone is late.
func LateWords(no int) string { return "milestone " + itoa(no) + " is late" }

// Wants lists why the initiative needs attention, in words; nothing where it does not.
func (i Initiative) Wants(now time.Time, silence time.Duration) (why []string) {
	if i.Stage().Over() {
		return nil
	}
	if len(i.Leads) == 0 {
		why = append(why, "no partner leads it")
	}
	for _, m := range i.Milestones {
		if m.Late(now) {
			why = append(why, LateWords(m.No))
		}
	}
	if due := i.ReportDue(silence); !due.IsZero() && !now.Before(due) {
		why = append(why, "its report was due on "+due.Format(time.DateOnly))
	}
	return why
}

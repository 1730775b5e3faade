package secretariat

import (
	"fmt"
	"time"

	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/reminder"
)

// duesOfProcedures are the ends of those that are open, of the partners that have done
// nothing yet, and the consent of a coordinator to those that are proposed.
func (o *Office) duesOfProcedures(s State) (list []due) {
	for _, p := range s.OpenProcedures() {
		list = append(list, o.endOfSilence(p))
	}
	for _, p := range s.ProposedProcedures() {
		list = append(list, o.consentTo(p))
	}
	return list
}

// endOfSilence is recalled to the contact points of partners that are silent, so many hours
// before. An hour for which it was opened too late is none. A time that is put off is another
// one, which is recalled anew.
func (o *Office) endOfSilence(p procedure.Procedure) due {
	d := due{key: reminder.Key(fmt.Sprintf("silence/%d/%s", uint64(p.Number), p.Expires.UTC().Format(time.RFC3339))), kind: KindProcedure, number: p.Number,
		what: "End of the silence on " + procedureName(p), at: p.Expires, moment: true}
	silent := contactPoints(p.Silent()...)
	for _, hours := range o.limits.Recalls {
		if at := p.Expires.Add(-time.Duration(hours) * time.Hour); !p.At.After(at) {
			d.steps = append(d.steps, step{fmt.Sprintf("%dh", hours), at, silent})
		}
	}
	return d
}

// consentTo falls due as long before the proposed time as partners are given at the least:
// who consents later names another time, or a reason.
func (o *Office) consentTo(p procedure.Procedure) due {
	return due{key: reminder.Key(fmt.Sprintf("consent/%d", uint64(p.Number))), kind: KindProcedure, number: p.Number,
		what: "Consent to " + procedureName(p) + ", proposed by " + string(p.Author.Partner), at: p.Expires.Add(-o.limits.Silence), moment: true,
		steps: []step{{stepAhead, p.At, coordinators}}}
}

func procedureName(p procedure.Procedure) string {
	return fmt.Sprintf("%s %s %s", p.Number, document.Cited(p.Symbol, p.Label), plain.Line(p.Title))
}

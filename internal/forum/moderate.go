package forum

import (
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide pins the topic or takes the pin away; what is so already is no fact.
func (a Pin) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	t, err := topic(s, a.Topic)
	if err != nil || t.Pinned == a.On {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Pinned(a)}}, nil
}

// Decide locks the topic or opens it; what is so already is no fact.
func (a Lock) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	t, err := topic(s, a.Topic)
	if err != nil || t.Locked == a.On {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Locked(a)}}, nil
}

// Decide moves the topic.
func (a Move) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	t, err := topic(s, a.Topic)
	if err != nil || t.Board == a.To {
		return rule.Ruling{}, err
	}
	from, err := writable(s, t.Board)
	if err != nil {
		return rule.Ruling{}, err
	}
	to, err := writable(s, a.To)
	if err != nil {
		return rule.Ruling{}, err
	}
	d, _ := s.Delegate(o.By)
	if err := roster.Can(d, roster.Moderate, to.ID); err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Moved{Topic: t.Number, From: from.ID, To: to.ID}}}, nil
}

// Decide hides the post or shows it again; what is so already is no fact.
func (a Hide) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	p, err := post(s, a.Number)
	if err != nil || (p.Hidden != nil) == a.On {
		return rule.Ruling{}, err
	}
	why, err := reason(a.Reason, a.On)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Hidden{Number: p.Number, On: a.On, Reason: why}}}, nil
}

// Decide redacts the post, once.
func (a Redact) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	p, err := post(s, a.Number)
	if err != nil || p.Redacted != nil {
		return rule.Ruling{}, err
	}
	why, err := reason(a.Reason, true)
	if err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Redacted{Number: p.Number, Reason: why}}}, nil
}

// reason cleans a moderator's reason. It is asked for where something is taken
// from readers, since everybody sees it in place of the text.
func reason(s string, needed bool) (string, error) {
	why, err := rule.Line("reason", s, MaxReason)
	if err == nil && why == "" && needed {
		err = fault.New(fault.Usage, "A reason is needed: readers see it in place of the text.").Then("Say in a line why.")
	}
	return why, err
}

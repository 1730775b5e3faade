package boltstore

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Initiative(n asem.Number) (initiative.Initiative, bool) {
	return get[initiative.Initiative](t, bInitiatives, number(n))
}

// RunningInitiatives reads those that have not ended, which are few among all there were.
func (t *tx) RunningInitiatives() (list []initiative.Initiative) {
	t.each(bRunning, nil, func(k []byte) {
		if i, ok := t.Initiative(readNumber(k)); ok {
			list = append(list, i)
		}
	})
	return list
}

// tellInitiative writes an initiative and makes it new to everybody.
func (t *tx) tellInitiative(e journal.Entry, i initiative.Initiative) {
	i.Changed = e.At
	i.News++
	t.putInitiative(i)
	t.deliver(secretariat.Box(secretariat.KindInitiative, roster.Everybody), i.Number, e.At)
}

func (t *tx) putInitiative(i initiative.Initiative) {
	put(t, bInitiatives, number(i.Number), i)
	if i.Stage().Over() {
		t.remove(bRunning, number(i.Number))
	} else {
		t.putBytes(bRunning, number(i.Number), []byte{})
	}
}

func (t *tx) foldBegun(e journal.Entry, f initiative.Begun) {
	if !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	t.tellInitiative(e, initiative.Initiative{
		Number: f.Number, Title: f.Title, Facility: f.Facility, Every: f.Every, Pillars: f.Pillars, Clusters: f.Clusters, Leads: f.Leads,
		Board: f.Board, Topic: f.Topic, Author: f.Author, At: e.At, Steps: []initiative.Step{{Stage: initiative.Proposed, By: e.Actor, At: e.At}},
	})
}

// foldInitiative is foldFact for initiatives. What comes in the entry in which one began is
// told with it.
func (t *tx) foldInitiative(e journal.Entry, f rule.Fact) {
	if f, ok := f.(initiative.Begun); ok {
		t.foldBegun(e, f)
		return
	}
	n, known := initiative.NumberOf(f)
	i, there := t.Initiative(n)
	if !known || !there || !changeInitiative(e, &i, f) {
		t.misfit(e, f)
		return
	}
	if begins(e, n) {
		t.putInitiative(i)
		return
	}
	t.tellInitiative(e, i)
}

// begins says whether the initiative began in this entry.
func begins(e journal.Entry, n asem.Number) bool {
	return slices.ContainsFunc(e.Facts, func(f rule.Fact) bool { b, ok := f.(initiative.Begun); return ok && b.Number == n })
}

// changeInitiative brings the record up to a fact; false where that does not fit it.
func changeInitiative(e journal.Entry, i *initiative.Initiative, f rule.Fact) bool {
	switch f := f.(type) {
	case initiative.Revised:
		i.Title, i.Every, i.Pillars, i.Clusters, i.Leads = f.Title, f.Every, f.Pillars, f.Clusters, f.Leads
		i.Sponsors = slices.DeleteFunc(i.Sponsors, i.LeadBy)
	case initiative.Joined:
		other := func(p asem.Code) bool { return p == f.Partner }
		i.Leads, i.Sponsors = without(i.Leads, f.Partner, f.On), slices.DeleteFunc(i.Sponsors, other)
		if f.On {
			i.Sponsors = append(i.Sponsors, f.Partner)
			slices.Sort(i.Sponsors)
		}
	case initiative.Staged:
		i.Steps = append(i.Steps, initiative.Step{Stage: f.Stage, By: e.Actor, At: e.At, Note: f.Note})
		if f.Board != "" {
			i.Board, i.Standing = f.Board, f.Board
		}
	case initiative.Planned:
		return planned(i, f)
	case initiative.Reached:
		if f.No < 1 || f.No > len(i.Milestones) {
			return false
		}
		m := &i.Milestones[f.No-1]
		if m.Dropped = f.Dropped; !f.Dropped {
			at := e.At
			m.Reached = &at
		}
	case initiative.Reopened:
		if f.No < 1 || f.No > len(i.Milestones) {
			return false
		}
		i.Milestones[f.No-1].Reached, i.Milestones[f.No-1].Dropped = nil, false
	case initiative.Written:
		i.Writings = append(i.Writings, initiative.Writing{Form: f.Form, Title: f.Title, By: e.Actor, Partner: f.Partner, At: e.At, Digest: f.Digest, Bytes: f.Bytes, Post: f.Post})
	case initiative.Cited:
		cited := initiative.Citation{Symbol: f.Symbol, As: f.As}
		switch _, place := i.Cites(f.Symbol); {
		case place >= 0 && f.On:
			i.Documents[place] = cited
		case place >= 0:
			i.Documents = slices.Delete(i.Documents, place, place+1)
		case f.On:
			i.Documents = append(i.Documents, cited)
		}
	default:
		return false
	}
	return true
}

// without leaves a partner out of those who lead, unless it joins, which changes no lead.
func without(leads []asem.Code, partner asem.Code, joins bool) []asem.Code {
	if joins {
		return leads
	}
	return slices.DeleteFunc(leads, func(p asem.Code) bool { return p == partner })
}

func planned(i *initiative.Initiative, f initiative.Planned) bool {
	m := initiative.Milestone{No: f.No, Title: f.Title, Day: millis(f.Day), Answers: f.Answers}
	switch {
	case f.No == len(i.Milestones)+1:
		i.Milestones = append(i.Milestones, m)
		return true
	case f.No < 1 || f.No > len(i.Milestones):
		return false
	}
	before := i.Milestones[f.No-1]
	if m.Moved = before.Moved; !m.Day.Equal(before.Day) {
		m.Moved++
	}
	i.Milestones[f.No-1] = m
	return true
}

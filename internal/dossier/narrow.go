package dossier

import (
	"slices"
	"strings"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// An Option narrows a list by one thing: a word that is of a kind.
type Option struct{ Name, Word string }

// takes says whether words narrow a list by the option's kind alone, and which words do.
type takes[S any] struct {
	alone func(S) bool
	like  string
}

var initiativeOptions = map[string]takes[secretariat.InitiativeScope]{
	"pillar":  {func(s secretariat.InitiativeScope) bool { return s == secretariat.InitiativeScope{Pillar: s.Pillar} }, strings.Join(asem.Words(asem.Pillars()), ", ")},
	"cluster": {func(s secretariat.InitiativeScope) bool { return s == secretariat.InitiativeScope{Cluster: s.Cluster} }, "as `clusters` lists them"},
	"lead":    {func(s secretariat.InitiativeScope) bool { return s == secretariat.InitiativeScope{Lead: s.Lead} }, "as `partners` lists them"},
	"stage":   {func(s secretariat.InitiativeScope) bool { return s == secretariat.InitiativeScope{Stage: s.Stage} }, strings.Join(asem.Words(initiative.Stages()), ", ")},
	"year":    {func(s secretariat.InitiativeScope) bool { return s == secretariat.InitiativeScope{Year: s.Year} }, "as in 2026"},
}

var meetingOptions = map[string]takes[secretariat.MeetingScope]{
	"kind":    {func(s secretariat.MeetingScope) bool { return s == secretariat.MeetingScope{Kind: s.Kind} }, strings.Join(asem.Words(agenda.Kinds()), ", ")},
	"host":    {func(s secretariat.MeetingScope) bool { return s == secretariat.MeetingScope{Host: s.Host} }, "as `partners` lists them"},
	"cluster": {func(s secretariat.MeetingScope) bool { return s == secretariat.MeetingScope{Cluster: s.Cluster} }, "as `clusters` lists them"},
}

// InitiativesBy are the words by which the collection is narrowed, each of them of the kind
// that its option names.
func InitiativesBy(desk *secretariat.Desk, options ...Option) (string, error) {
	options = slices.Clone(options)
	for i, o := range options {
		if list, err := secretariat.PillarsIn(o.Word); o.Name == "pillar" && err == nil && len(list) == 1 {
			options[i].Word = string(list[0]) // its beginning will do
		}
	}
	return narrowed(desk, initiativeOptions, ScopeOf, options)
}

// MeetingsBy is InitiativesBy for meetings.
func MeetingsBy(desk *secretariat.Desk, options ...Option) (string, error) {
	return narrowed(desk, meetingOptions, MeetingScopeOf, options)
}

func narrowed[S comparable](desk *secretariat.Desk, of map[string]takes[S], read func(*secretariat.Desk, string) (S, error), options []Option) (string, error) {
	var none S
	var words []string
	for _, o := range options {
		if o.Word == "" {
			continue
		}
		scope, err := read(desk, o.Word)
		if takes := of[o.Name]; err != nil || scope == none || !takes.alone(scope) {
			return "", fault.New(fault.Usage, "%q is no %s.", plain.Cut(plain.Line(o.Word), 40), o.Name).Then("Give one: %s.", takes.like)
		}
		words = append(words, o.Word)
	}
	return strings.Join(words, " "), nil
}

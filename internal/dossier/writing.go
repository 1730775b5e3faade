package dossier

import (
	"fmt"
	"strconv"
	"strings"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
)

// A Writing is a text that makes a record, or goes into one, as a composer asks for it.
type Writing struct {
	Words    string // where it goes: "Report on initiative #12 Ports"
	Of       string // what its title is of; empty where it has none
	Sends    string // what sending is, in a word
	Begun    secretariat.Draft
	Fields   []secretariat.Field
	Question func(secretariat.Draft) (string, error) // asked before it is sent; the error says what is wrong
	Warns    func(secretariat.Draft) []string        // what speaks against it, in sentences; the question has it too; nil for nothing
	Send     func(secretariat.Draft) (secretariat.Posted, error)
	Said     string // what was done: a sentence with %s for the number
	Kind     secretariat.Kind
	Number   asem.Number // of the record; 0 for one that is to be
}

func always(question string) func(secretariat.Draft) (string, error) {
	return func(secretariat.Draft) (string, error) { return question, nil }
}

// Writes says whether a place is one of those that At knows.
func Writes(place secretariat.Place) bool {
	switch kind, _, _, ok := place.Parse(); kind {
	case "initiative", "meeting", "programme", "contingency", "aims", "report", "result", "summary", "log", "report-on", "programme-of":
		return ok
	}
	return false
}

// At is what is written at a place, or why the delegate writes nothing there.
func At(desk *secretariat.Desk, place secretariat.Place) (w Writing, err error) {
	kind, _, n, _ := place.Parse()
	switch kind {
	case "initiative":
		w, err = proposal(desk), desk.MayPropose()
	case "meeting":
		w, err = call(desk), desk.MayCallMeeting()
	case "programme":
		w, err = programme(desk, 0), desk.MaySetProgramme()
	case "contingency":
		w, err = declaration(desk), desk.MayDeclare()
	case "aims", "report", "result":
		w, err = inInitiative(desk, n, initiative.Form(kind)), desk.MayWriteInitiative(n, initiative.Form(kind))
	case "summary":
		w, err = summary(desk, n), desk.MaySummarise(n)
	case "log":
		w, err = saying(desk, n), desk.MaySay(n)
	case "report-on":
		w, err = closing(desk, n), desk.MayCloseContingency(n)
	case "programme-of":
		w, err = programme(desk, n), desk.MaySetProgramme()
	default:
		return w, fault.New(fault.Usage, "%q is no place to write.", string(place))
	}
	if err != nil {
		return Writing{}, err
	}
	w.Begun.Place, w.Number = place, n
	if w.Words, err = desk.PlaceTitle(place); err != nil {
		return Writing{}, err
	}
	w.Fields = desk.Fields(place)
	return w, nil
}

func proposal(desk *secretariat.Desk) Writing {
	read := func(d secretariat.Draft) (initiative.Propose, error) {
		a, err := desk.ProposalOf(d.Envelope)
		a.Title, a.Aims = d.Title, d.Text
		return a, err
	}
	return Writing{Of: "initiative", Sends: "propose", Kind: secretariat.KindInitiative, Said: "Initiative %s is proposed.",
		Question: func(d secretariat.Draft) (string, error) {
			a, err := read(d)
			question := "Propose this initiative?"
			if a.Board != "" {
				question = fmt.Sprintf("Propose this initiative, with a topic on %s?", a.Board)
			}
			return question, err
		},
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := read(d)
			if err != nil {
				return secretariat.Posted{}, err
			}
			return desk.ProposeInitiative(d.Token, a)
		}}
}

func inInitiative(desk *secretariat.Desk, n asem.Number, form initiative.Form) Writing {
	w := Writing{Sends: "enter", Kind: secretariat.KindInitiative, Said: strings.ToUpper(string(form[:1])) + string(form[1:]) + " entered in %s.",
		Question: always(fmt.Sprintf("Enter this %s? It cannot be taken back.", form)),
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.WriteInitiative(d.Token, initiative.Write{Number: n, Form: form, Title: d.Title, Text: d.Text})
		}}
	if form == initiative.Result {
		w.Of = "result"
	}
	if form == initiative.Aims {
		w.Question = always("Write the aims anew? The former ones stay in the record.")
		if v, err := desk.Initiative(n); err == nil {
			if _, place := v.Last(initiative.Aims); place > 0 {
				w.Begun.Text = v.Texts[place-1]
			}
		}
	}
	return w
}

func call(desk *secretariat.Desk) Writing {
	read := func(d secretariat.Draft) (agenda.Call, error) {
		a, err := desk.CallOf(d.Envelope)
		a.Title, a.Text = d.Title, d.Text
		return a, err
	}
	warnings := func(d secretariat.Draft) []string {
		a, err := read(d)
		if err != nil {
			return nil // it is refused
		}
		list, err := desk.MeetingWarnings(a)
		if err != nil {
			return nil // the meeting itself will say so
		}
		return list
	}
	return Writing{Of: "meeting", Sends: "call", Kind: secretariat.KindMeeting, Said: "Meeting %s is called.",
		Question: func(d secretariat.Draft) (string, error) {
			a, err := read(d)
			if err != nil {
				return "", err
			}
			return strings.Join(append([]string{fmt.Sprintf("Call this meeting in %s? All are told.", a.Place)}, warnings(d)...), " "), nil
		},
		Warns: warnings,
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := read(d)
			if err != nil {
				return secretariat.Posted{}, err
			}
			return desk.CallMeeting(d.Token, a)
		}}
}

func summary(desk *secretariat.Desk, n asem.Number) Writing {
	w := Writing{Sends: "enter", Kind: secretariat.KindMeeting, Said: "The chair's summary of %s is entered.", Question: always("Enter the chair's summary?"),
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.Summarise(d.Token, agenda.Summarise{Number: n, Text: d.Text})
		}}
	if v, err := desk.Meeting(n); err == nil {
		w.Begun.Text = v.Summary
	}
	return w
}

func programme(desk *secretariat.Desk, n asem.Number) Writing {
	w := Writing{Of: "work programme", Sends: "set", Kind: secretariat.KindProgramme, Said: "Work programme %s is set.",
		Question: func(d secretariat.Draft) (string, error) {
			a, err := desk.ProgrammeOf(d.Envelope)
			return fmt.Sprintf("Set this work programme of %d-%d?", a.From, a.From+agenda.Years-1), err
		},
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := desk.ProgrammeOf(d.Envelope)
			if err != nil {
				return secretariat.Posted{}, err
			}
			a.Number, a.Title, a.Text = n, d.Title, d.Text
			return desk.SetProgramme(d.Token, a)
		}}
	if n == 0 {
		return w
	}
	if v, err := desk.Programme(n); err == nil {
		w.Begun.Title, w.Begun.Text = v.Title, v.Text
		w.Begun.Envelope = map[string]string{"from": strconv.Itoa(v.From), "cluster": strings.Join(asem.Words(v.Clusters), ", ")}
	}
	return w
}

func declaration(desk *secretariat.Desk) Writing {
	read := func(d secretariat.Draft) (contingency.Declare, error) {
		a, err := desk.DeclarationOf(d.Envelope)
		a.Title, a.Text = d.Title, d.Text
		return a, err
	}
	return Writing{Of: "contingency", Sends: "declare", Kind: secretariat.KindContingency, Said: "Contingency %s is declared.",
		Question: func(d secretariat.Draft) (string, error) {
			a, err := read(d)
			if err != nil {
				return "", err
			}
			to, err := desk.AddressWords(a.Circle)
			return fmt.Sprintf("Declare this to %s? A flash notice reaches them at once.", strings.Join(to, ", ")), err
		},
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := read(d)
			if err != nil {
				return secretariat.Posted{}, err
			}
			return desk.DeclareContingency(d.Token, a)
		}}
}

func saying(desk *secretariat.Desk, n asem.Number) Writing {
	return Writing{Sends: "say", Kind: secretariat.KindContingency, Said: "It stands in the log of %s.", Question: always("Say this to the circle?"),
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.SayInContingency(d.Token, contingency.Say{Number: n, Text: d.Text})
		}}
}

func closing(desk *secretariat.Desk, n asem.Number) Writing {
	return Writing{Sends: "end", Kind: secretariat.KindContingency, Said: "The dialogue %s has ended.", Question: always("End the dialogue with this report? It is issued as a document to the circle."),
		Send: func(d secretariat.Draft) (secretariat.Posted, error) {
			posted, _, err := desk.CloseContingency(d.Token, n, d.Text)
			return posted, err
		}}
}

package dossier

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
)

// firstDue is the milestone that is to be reached next.
func firstDue(v secretariat.InitiativeView) map[string]string {
	for _, m := range v.Milestones {
		if m.Due() {
			return map[string]string{"no": strconv.Itoa(m.No)}
		}
	}
	return nil
}

func milestoneNo(v secretariat.InitiativeView) secretariat.Field {
	open, over := numbersOf(v, true), numbersOf(v, false)
	return secretariat.Field{Name: "no", Label: "Milestone", About: "its number: " + strings.Join(open, ", "), Need: true, Check: func(text string) error {
		if slices.Contains(over, text) {
			return fault.New(fault.Conflict, "%s was reached, or dropped.", text).Then("If that was a slip it is reopened: `initiative milestone %d %s --reopen`, or O.", uint64(v.Number), text)
		}
		return among(open)(text)
	}}
}

// numbersOf are those of the milestones that are to be reached, or of the others.
func numbersOf(v secretariat.InitiativeView, due bool) (list []string) {
	for _, m := range v.Milestones {
		if m.Due() == due {
			list = append(list, strconv.Itoa(m.No))
		}
	}
	return list
}

// overNo asks for a milestone that is not to be reached any more.
func overNo(v secretariat.InitiativeView) secretariat.Field {
	over := numbersOf(v, false)
	return secretariat.Field{Name: "no", Label: "Milestone", About: "its number, of one that was reached or dropped: " + strings.Join(over, ", "), Need: true, Check: among(over)}
}

func reopening(desk *secretariat.Desk, v secretariat.InitiativeView) func(map[string]string) (int, string, error) {
	return func(values map[string]string) (int, string, error) {
		no, _ := strconv.Atoi(values["no"]) // the field was checked
		return no, fmt.Sprintf("Milestone %d is to be reached.", no), desk.ActOnInitiative(initiative.Reopen{Number: v.Number, No: no})
	}
}

func milestoneFields(desk *secretariat.Desk, need bool) []secretariat.Field {
	about := "; empty leaves it"
	if need {
		about = ""
	}
	return []secretariat.Field{
		{Name: "title", Label: "Title", About: "what is to be reached" + about, Need: need},
		{Name: "by", Label: "By", About: "a day like 2027-03-01 or 8w" + about, Need: need, Check: func(text string) error { _, err := deadline.Day(text, desk.Now().UTC()); return err }},
		{Name: "answers", Label: "Answers", About: "the partner that answers for it, by code; empty for the first lead", Check: func(text string) error { _, err := secretariat.CodesIn(text); return err }},
	}
}

func planning(desk *secretariat.Desk, v secretariat.InitiativeView) func(map[string]string) (int, string, error) {
	return func(values map[string]string) (no int, said string, err error) {
		a := initiative.Plan{Number: v.Number, Title: values["title"]}
		if a.Day, err = deadline.Day(values["by"], desk.Now().UTC()); err != nil {
			return 0, "", err
		}
		codes, err := secretariat.CodesIn(values["answers"])
		if err != nil {
			return 0, "", err
		}
		if len(codes) > 0 {
			a.Answers = codes[0]
		}
		said = "Milestone %d is set."
		if values["no"] != "" {
			a.No, _ = strconv.Atoi(values["no"]) // the field was checked
			said = "Milestone %d is changed."
		}
		no, err = desk.PlanMilestone(a)
		return no, fmt.Sprintf(said, no), err
	}
}

func reaching(desk *secretariat.Desk, v secretariat.InitiativeView, dropped bool) func(map[string]string) (int, string, error) {
	return func(values map[string]string) (int, string, error) {
		no, _ := strconv.Atoi(values["no"]) // the field was checked
		said := fmt.Sprintf("Milestone %d is reached.", no)
		if dropped {
			said = fmt.Sprintf("Milestone %d is dropped.", no)
		}
		return no, said, desk.ActOnInitiative(initiative.Reach{Number: v.Number, No: no, Dropped: dropped, Reason: values["reason"]})
	}
}

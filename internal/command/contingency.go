package command

import (
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) contingencies() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{Use: "contingencies", Short: "The contingencies that concern you, the newest first", Long: "Lists the events that were declared to a circle to which you belong, and those that\ncoordinators follow.",
		Example: "contingencies\ncontingencies --json", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			index, err := dossier.List(e.desk, secretariat.KindContingency)
			if err != nil {
				return err
			}
			return e.listRecords(cmd.Context(), index, "", pages, func(r dossier.Row) (any, error) {
				v, err := e.desk.Contingency(r.Number)
				return contingencyRowOf(v), err
			}, "contingency show")
		}}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type sayingRow struct {
	By      asem.Login `json:"by"`
	Partner asem.Code  `json:"partner"`
	At      time.Time  `json:"at"`
	Text    string     `json:"text"`
}

type contingencyRow struct {
	Number       asem.Number      `json:"number"`
	Title        string           `json:"title"`
	Circle       []roster.Address `json:"circle"`
	By           asem.Login       `json:"by"`
	At           time.Time        `json:"at"`
	Notice       asem.Number      `json:"notice"`
	Asked        []asem.Code      `json:"asked"`
	Acknowledged []asem.Code      `json:"acknowledged"`
	Ended        *time.Time       `json:"ended"`
	Report       *asem.Symbol     `json:"report"`
	Log          []sayingRow      `json:"log"`
	New          bool             `json:"new"`
}

func contingencyRowOf(v secretariat.ContingencyView) contingencyRow {
	row := contingencyRow{v.Number, plain.Line(v.Title), orEmpty(v.Circle), v.Author.Login, v.At.UTC(), v.Notice, orEmpty(v.Asked), orEmpty(v.Acks), nil, nil, []sayingRow{}, v.New}
	if v.Number != 0 && !v.Open() {
		at := v.Ended.UTC()
		row.Ended, row.Report = &at, &v.Report
	}
	for i, s := range v.Log {
		row.Log = append(row.Log, sayingRow{s.By, s.Partner, s.At.UTC(), v.Texts[i]})
	}
	return row
}

func (e *errand) contingency() *cobra.Command {
	cmd := &cobra.Command{Use: "contingency declare|show|log|close ...", Short: "An event: declare it to a circle, talk, report",
		Long:    "A coordinator or a contact point declares an event to a circle, which a flash notice tells\nat once. The circle talks in a log of its own; a report ends the dialogue.",
		Example: "contingency show 4211\ncontingency log 4211 < text.txt", Args: onlySubcommands, RunE: choose}
	cmd.AddCommand(e.declareContingency(), e.showContingency(), e.contingencyWriting("log", "log", "Say something in the dialogue, with the text", "log"),
		e.contingencyWriting("close", "report-on", "Who declared it, coordinators: end it with a report", "close"))
	return cmd
}

func (e *errand) declareContingency() *cobra.Command {
	var title, to, token string
	cmd := &cobra.Command{Use: "declare --title T --to ADDRESSES < TEXT", Short: "Coordinators and contact points: declare an event to a circle",
		Long: `Declares an event. The circle is told at once by a flash notice, which each partner
acknowledges, and reads the log of the dialogue; nobody else does but the coordinators.
A contact point's own partner is of the circle, named or not.`,
		Example: `'contingency declare --title "A crisis" --to @asean,JP' < text.txt`, Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if to == "" || title == "" {
				return misused(cmd, "A contingency needs --title and --to.")
			}
			return e.write(cmd, secretariat.NewContingency, title, map[string]string{"to": to}, token, e.giving("'contingency declare --title \"TITLE\" --to %s'", to))
		}}
	textOption(cmd, &title, "title", "what happened, one line")
	cmd.Flags().StringVar(&to, "to", "", "the `ADDRESSES` that it concerns: @all, groups, partners, missions")
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) showContingency() *cobra.Command {
	return &cobra.Command{Use: "show NUMBER", Short: "One with its log, and who has acknowledged", Long: "Shows a contingency in full.", Example: "contingency show 4211\ncontingency show 4211 --json", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.readRecord(dossier.Ref{Kind: secretariat.KindContingency, Number: n}, func() (any, error) {
				v, err := e.desk.Contingency(n)
				if err != nil {
					return nil, err
				}
				return contingencyRowOf(v), nil
			})
		}}
}

func (e *errand) contingencyWriting(verb, place, short, example string) *cobra.Command {
	var token string
	cmd := &cobra.Command{Use: verb + " NUMBER < TEXT", Short: short, Long: short + ".\nThe text comes from standard input.", Example: "contingency " + example + " 4211 < text.txt", Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.write(cmd, secretariat.WritingIn(place, n), "", nil, token, e.giving("contingency %s %d", verb, uint64(n)))
		}}
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) reminders() *cobra.Command {
	var part excerpt
	cmd := &cobra.Command{Use: "reminders", Short: "What falls due for you, the earliest first",
		Long: `Lists what falls due for you, your partner or your offices: milestones, reports,
acknowledgements, agendas, delegations, silence procedures, offices. Each is told by a letter too: ahead to who
answers, when it is due to the lead, when it is late to the coordinators.`,
		Example: "reminders\nreminders --json", Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			list, err := e.desk.Due(true)
			if err != nil {
				return err
			}
			list, err = excerptOf(part, list, func(v secretariat.DueView) string { return string(v.Key) })
			if err != nil {
				return err
			}
			return e.listReminders(list)
		}}
	part.options(cmd)
	return cmd
}

type reminderRow struct {
	Key     string       `json:"key"`
	Kind    string       `json:"kind"`
	Number  *asem.Number `json:"number"`
	What    string       `json:"what"`
	At      time.Time    `json:"at"`
	Late    bool         `json:"late"`
	Snoozed *time.Time   `json:"snoozed"`
}

func (e *errand) listReminders(list []secretariat.DueView) error {
	rows := make([]reminderRow, len(list))
	for i, v := range list {
		rows[i] = reminderRow{string(v.Key), string(v.Kind), orNull(v.Number), plain.Line(v.What), v.At.UTC(), v.Late, nil}
		if v.Snooze.After(e.desk.Now()) {
			until := v.Snooze.UTC()
			rows[i].Snoozed = &until
		}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("Nothing falls due for you.")
		return nil
	}
	for i, r := range rows {
		state, on := "", r.At.Format("2006-01-02")
		if list[i].Moment {
			on = deadline.Show(r.At, e.clock())
		}
		switch {
		case r.Snoozed != nil:
			state = "  put off until " + deadline.Show(*r.Snoozed, e.clock())
		case r.Late:
			state = "  LATE"
		}
		e.say("%s%s\n    %s\n    %s", on, state, r.What, r.Key)
	}
	e.say("Put one off: %s", e.ssh("snooze KEY 3d"))
	return nil
}

func (e *errand) snooze() *cobra.Command {
	return &cobra.Command{Use: "snooze KEY|NUMBER TIME", Short: "Put a reminder off, for yourself", Long: "Puts off what falls due, for yourself alone: you are reminded again at that time. The KEY\nstands in reminders; a number will do where one thing alone is due in it.",
		Example: "snooze 4211 3d\nsnooze milestone-2/4211/2027-03-01 2w", Args: exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			until, err := deadline.Parse(words[1], e.desk.Now())
			if err != nil {
				return err
			}
			v, err := e.desk.Snooze(words[0], until)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Key   string    `json:"key"`
					Until time.Time `json:"until"`
				}{string(v.Key), until.UTC()})
			}
			e.say("You are reminded again on %s.", deadline.Show(until, e.clock()))
			return nil
		}}
}

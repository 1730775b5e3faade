package command

import (
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) offices() *cobra.Command {
	var part excerpt
	var vacant bool
	cmd := &cobra.Command{
		Use:   "offices [--vacant]",
		Short: "The offices: who holds each, until when, and who follows",
		Long: `Lists the offices that are held for a term: the Coordinators, the hosts of the next
meetings, and contact points, heads of mission and moderators who hold theirs by a term.
An office of a partner is exercised by its contact points. With --vacant only those that
are empty or will be soon. Letters to an office go to @OFFICE.`,
		Example: "offices\noffices --vacant\noffices --json",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			views, err := e.desk.Offices()
			if err != nil {
				return err
			}
			var chosen []secretariat.OfficeView
			for _, v := range views {
				if !vacant || v.Vacancy != "" {
					chosen = append(chosen, v)
				}
			}
			chosen, err = excerptOf(part, chosen, func(v secretariat.OfficeView) string { return string(v.Office) })
			if err != nil {
				return err
			}
			return e.listOffices(chosen, vacant)
		},
	}
	part.options(cmd)
	cmd.Flags().BoolVar(&vacant, "vacant", false, "only those that are empty, or will be soon")
	return cmd
}

type termRow struct {
	Holder roster.Address `json:"holder"`
	From   string         `json:"from"`
	Until  *string        `json:"until"`
}

func termRowOf(t roster.Term) termRow {
	row := termRow{Holder: t.Holder, From: t.From.Format(time.DateOnly)}
	if !t.Until.IsZero() {
		last := t.LastDay().Format(time.DateOnly)
		row.Until = &last
	}
	return row
}

func termRows(terms []roster.Term) []termRow {
	rows := []termRow{}
	for _, t := range terms {
		rows = append(rows, termRowOf(t))
	}
	return rows
}

type officeRow struct {
	Office  roster.Office `json:"office"`
	Title   string        `json:"title"`
	Holders []termRow     `json:"holders"`
	Ahead   []termRow     `json:"ahead"`
	Before  []termRow     `json:"before"`
	Vacancy *string       `json:"vacancy"`
}

func officeRowOf(v secretariat.OfficeView) officeRow {
	row := officeRow{v.Office, v.Office.Title(), termRows(v.Now), termRows(v.Ahead), termRows(v.Before), nil}
	if v.Vacancy != "" {
		row.Vacancy = &v.Vacancy
	}
	return row
}

func (e *errand) listOffices(views []secretariat.OfficeView, vacant bool) error {
	rows := make([]officeRow, len(views))
	for i, v := range views {
		rows[i] = officeRowOf(v)
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		if vacant {
			e.say("No office is empty, or will be soon.")
			return nil
		}
		e.say("There are no offices behind that row. All of them: %s", e.ssh("offices"))
		return nil
	}
	list := table{e: e, columns: []column{{"OFFICE", 25, name}, {"HOLDER", 20, name}, {"UNTIL", 10, words}, {"THEN", 20, name}}}
	for i, v := range views {
		list.row(append([]string{string(v.Office)}, dossier.OfficeCells(views[i])[1:]...)...)
	}
	list.flush()
	for _, v := range views {
		if v.Vacancy != "" {
			e.say("%s: %s", v.Office.Title(), v.Vacancy)
		}
	}
	e.say("One with who held it before: %s", e.ssh("office show OFFICE"))
	return nil
}

func (e *errand) office() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "office show|give|end ...",
		Short:   "One office: its terms, who is given it, when it ends",
		Long:    "Shows the terms of an office, and enters them: ahead of time, for they begin and end by\nthemselves. Letters to the office, drafts of its documents and what is pending pass to\nwhoever holds it; the predecessor goes on reading what came in their time.",
		Example: "office show coordinator:presidency\noffice give host:summit PT --from 2027-01-01 --to 2027-06-30",
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(e.showOffice(), e.giveOffice(), e.endOffice())
	return cmd
}

func (e *errand) showOffice() *cobra.Command {
	return &cobra.Command{
		Use:     "show OFFICE",
		Short:   "Who holds an office, will and did",
		Long:    "Shows all terms of an office.",
		Example: "office show coordinator:presidency\noffice show contact-point:FI --json",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			v, err := e.desk.Office(words[0])
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(officeRowOf(v))
			}
			return e.showRecord(dossier.Ref{Kind: secretariat.KindOffice, Office: words[0]})
		},
	}
}

func (e *errand) giveOffice() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "give OFFICE HOLDER [--from DAY] [--to DAY]",
		Short: "Give an office to a partner or a delegate, for a term",
		Long: `Gives an office to a partner (by its code) or to a delegate (by login), from the beginning
of one day to the end of another, UTC. Without --from it begins today, at once; without
--to it has no end. Contact points give the offices of their partner, coordinators those
of all, the secretariat any.`,
		Example: "office give host:summit PT --from 2027-01-01 --to 2027-06-30\noffice give moderator:finance demo.writer --to 12w",
		Args:    exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			if from == "" {
				from = "today"
			}
			first, last, err := days(from, to, e.desk.Now())
			if err != nil {
				return err
			}
			term, err := e.desk.GiveOffice(words[0], words[1], first, last)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Office roster.Office `json:"office"`
					termRow
				}{term.Office, termRowOf(term)})
			}
			e.say("%s is held by %s, %s.", term.Office.Title(), e.desk.HolderWords(term.Holder), term.Words())
			if v, err := e.desk.Office(words[0]); err == nil && v.Vacancy != "" {
				e.note("%s", v.Vacancy)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the first `DAY`: 2027-01-01, today, 3w")
	cmd.Flags().StringVar(&to, "to", "", "the last `DAY`")
	return cmd
}

// days reads the first and the last day of something. Today is the day in UTC.
func days(from, to string, now time.Time) (first, last time.Time, err error) {
	if first, err = deadline.Day(from, now.UTC()); err != nil {
		return first, last, err
	}
	last, err = deadline.Day(to, now.UTC())
	return first, last, err
}

func (e *errand) endOffice() *cobra.Command {
	var on string
	cmd := &cobra.Command{
		Use:   "end OFFICE [HOLDER] [--on DAY]",
		Short: "End the term of an office, at once or on a day",
		Long: `Ends the term of an office: at once, or at the end of the DAY, UTC. Where several hold
the office, name the HOLDER. A term that has not begun is cancelled.`,
		Example: "office end host:summit --on 2026-12-31\noffice end moderator:finance demo.writer",
		Args:    between(1, 2),
		RunE: func(_ *cobra.Command, words []string) error {
			_, last, err := days("", on, e.desk.Now())
			if err != nil {
				return err
			}
			holder := ""
			if len(words) > 1 {
				holder = words[1]
			}
			term, err := e.desk.EndOffice(words[0], holder, last)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Office roster.Office `json:"office"`
					termRow
				}{term.Office, termRowOf(term)})
			}
			when := "now"
			if !term.Until.IsZero() {
				when = "on " + term.LastDay().Format(time.DateOnly)
			}
			e.say("%s: the term of %s ends %s.", term.Office.Title(), e.desk.HolderWords(term.Holder), when)
			return nil
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "the last `DAY`; without it the term ends at once")
	return cmd
}

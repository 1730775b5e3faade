package command

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) who() *cobra.Command {
	var part excerpt
	cmd := &cobra.Command{
		Use:     "who",
		Short:   "Who is here now",
		Long:    `Lists the delegates who are here now, since when and in how many sessions.`,
		Example: "who\nwho --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.listPresent(part) },
	}
	part.options(cmd)
	return cmd
}

type presentRow struct {
	Login    asem.Login `json:"login"`
	Name     string     `json:"name"`
	Partner  asem.Code  `json:"partner"`
	Mission  string     `json:"mission"`
	Since    time.Time  `json:"since"`
	Sessions int        `json:"sessions"`
}

func (e *errand) listPresent(part excerpt) error {
	present, err := e.desk.Online()
	if err != nil {
		return err
	}
	present, err = excerptOf(part, present, func(p secretariat.Presence) string { return string(p.Login) })
	if err != nil {
		return err
	}
	rows := make([]presentRow, len(present))
	for i, p := range present {
		rows[i] = presentRow{p.Login, plain.Line(p.Name), p.Partner, plain.Line(p.Mission), p.Since.UTC(), p.Sessions}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("Nobody else is here. All delegates: %s", e.ssh("delegates"))
		return nil
	}
	list := table{e: e, columns: []column{{"CODE", 4, name}, {"LOGIN", 20, name}, {"NAME", 18, words},
		{"MISSION", 9, words}, {"SINCE", 16, words}, {"SESSIONS", 8, amount}}}
	for _, r := range rows {
		list.row(string(r.Partner), string(r.Login), r.Name, r.Mission, e.minute(r.Since), strconv.Itoa(r.Sessions))
	}
	list.flush()
	e.zoned()
	return nil
}

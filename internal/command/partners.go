package command

import (
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) partners() *cobra.Command {
	var part excerpt
	cmd := &cobra.Command{
		Use:   "partners",
		Short: "The partners, their groups and how many delegates each has",
		Long: `Lists the partners of ASEM by code, with region, group, the day each joined, how
many delegates each has accredited and how many of them are here now.`,
		Example: "partners\npartners --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.listPartners(part) },
	}
	part.options(cmd)
	return cmd
}

type partnerRow struct {
	Partner   asem.Code   `json:"partner"`
	Name      string      `json:"name"`
	Region    asem.Region `json:"region"`
	Group     string      `json:"group"`
	Joined    time.Time   `json:"joined"`
	Delegates int         `json:"delegates"`
	Online    int         `json:"online"`
}

func (e *errand) listPartners(part excerpt) error {
	partners, err := e.desk.Partners()
	if err != nil {
		return err
	}
	partners, err = excerptOf(part, partners, func(p secretariat.PartnerView) string { return string(p.Code) })
	if err != nil {
		return err
	}
	rows := make([]partnerRow, len(partners))
	for i, p := range partners {
		rows[i] = partnerRow{p.Code, plain.Line(p.Name), p.Region, plain.Line(p.Group), p.Joined.UTC(), p.Delegates, p.Online}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("There are no partners behind that row. All of them: %s", e.ssh("partners"))
		return nil
	}
	list := table{e: e, columns: []column{{"CODE", 4, name}, {"NAME", 27, words}, {"REGION", 6, words},
		{"GROUP", 11, words}, {"JOINED", 10, words}, {"DELEGATES", 9, amount}, {"HERE", 4, amount}}}
	for _, r := range rows {
		// The day is a date by itself: a zone would make it another one.
		list.row(string(r.Partner), r.Name, string(r.Region), r.Group, r.Joined.Format("2006-01-02"),
			strconv.Itoa(r.Delegates), strconv.Itoa(r.Online))
	}
	list.flush()
	return nil
}

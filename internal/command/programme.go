package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) programmes() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{Use: "programmes", Short: "The work programmes, the latest first", Long: "Lists the work programmes of two years, with their priority clusters.", Example: "programmes\nprogrammes --json", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			index, err := dossier.List(e.desk, secretariat.KindProgramme)
			if err != nil {
				return err
			}
			return e.listRecords(cmd.Context(), index, "", pages, func(r dossier.Row) (any, error) {
				v, err := e.desk.Programme(r.Number)
				return programmeRowOf(v), err
			}, "programme show")
		}}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type programmeRow struct {
	Number      asem.Number      `json:"number"`
	Title       string           `json:"title"`
	From        int              `json:"from"`
	To          int              `json:"to"`
	Clusters    []asem.ClusterID `json:"clusters"`
	Text        string           `json:"text"`
	Initiatives []initiativeRow  `json:"initiatives"`
	Meetings    []asem.Number    `json:"meetings"`
	New         bool             `json:"new"`
}

func programmeRowOf(v secretariat.ProgrammeView) programmeRow {
	row := programmeRow{v.Number, plain.Line(v.Title), v.From, v.To, orEmpty(v.Clusters), v.Text, []initiativeRow{}, []asem.Number{}, v.New}
	for _, i := range v.Initiatives {
		row.Initiatives = append(row.Initiatives, initiativeRowOf(i))
	}
	for _, m := range v.Meetings {
		row.Meetings = append(row.Meetings, m.Number)
	}
	return row
}

func (e *errand) programme() *cobra.Command {
	cmd := &cobra.Command{Use: "programme show|set ...", Short: "One work programme: what carries it",
		Long:    "A work programme names two years and its priority clusters; the initiatives and meetings\nthat carry it are drawn from their records.",
		Example: "programme show 4211\nprogramme show 4211 --json", Args: onlySubcommands, RunE: choose}
	cmd.AddCommand(e.showProgramme(), e.setProgramme())
	return cmd
}

func (e *errand) showProgramme() *cobra.Command {
	return &cobra.Command{Use: "show NUMBER", Short: "A work programme with what carries it, at a glance", Long: "Shows a work programme: its text, and by priority cluster the initiatives and meetings.",
		Example: "programme show 4211\nprogramme show 4211 --json", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.readRecord(dossier.Ref{Kind: secretariat.KindProgramme, Number: n}, func() (any, error) {
				v, err := e.desk.Programme(n)
				if err != nil {
					return nil, err
				}
				return programmeRowOf(v), nil
			})
		}}
}

func (e *errand) setProgramme() *cobra.Command {
	var title, cluster, token string
	var again number
	cmd := &cobra.Command{Use: "set YEAR --title T --cluster C [--number N] < TEXT", Short: "Coordinators: set a work programme of two years",
		Long:    "Sets a work programme of two years from the YEAR on, with its orientations from standard input; with --number sets that\none anew.",
		Example: `'programme set 2027 --title "Two years" --cluster CLUSTER' < text.txt`, Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if cluster == "" {
				return misused(cmd, "A work programme needs --title and --cluster.")
			}
			from := words[0]
			place := secretariat.NewProgramme
			if again != 0 {
				place = secretariat.WritingIn("programme-of", asem.Number(again))
			}
			return e.write(cmd, place, title, map[string]string{"from": from, "cluster": cluster}, token, e.giving("'programme set %s --title \"TITLE\" --cluster %s'", from, cluster))
		}}
	textOption(cmd, &title, "title", "its `TITLE`, one line")
	cmd.Flags().StringVar(&cluster, "cluster", "", "its priority `CLUSTERS`, with commas between")
	cmd.Flags().Var(&again, "number", "set the one with the `NUMBER` anew")
	tokenOption(cmd, &token)
	return cmd
}

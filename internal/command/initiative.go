package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) initiatives() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	var pillar, cluster, lead, stage, year string
	var attention, mine, facilities bool
	cmd := &cobra.Command{
		Use:   "initiatives [OPTION ...]",
		Short: "The collection of initiatives, the newest first",
		Long: `Lists the initiatives and dialogue facilities: who leads each, how far it is, and its
milestones. With --attention only those that need it: a late milestone, a report that is
due, no lead. With --mine those that your partner leads or co-sponsors.`,
		Example: "initiatives\ninitiatives --attention\ninitiatives --pillar economic --stage under-way --json",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			words, err := dossier.InitiativesBy(e.desk, dossier.Option{Name: "pillar", Word: pillar}, dossier.Option{Name: "cluster", Word: cluster},
				dossier.Option{Name: "lead", Word: lead}, dossier.Option{Name: "stage", Word: stage}, dossier.Option{Name: "year", Word: year})
			if err != nil {
				return err
			}
			for word, on := range map[string]bool{"attention": attention, "mine": mine, "facility": facilities} {
				if on {
					words += " " + word
				}
			}
			index, err := dossier.List(e.desk, secretariat.KindInitiative)
			if err != nil {
				return err
			}
			return e.listRecords(cmd.Context(), index, words, pages, func(r dossier.Row) (any, error) {
				v, err := e.desk.Initiative(r.Number)
				return initiativeRowOf(v), err
			}, "initiative show")
		},
	}
	cmd.Flags().StringVar(&pillar, "pillar", "", "only those of `PILLAR`")
	cmd.Flags().StringVar(&cluster, "cluster", "", "only those of `CLUSTER`; see clusters")
	cmd.Flags().StringVar(&lead, "lead", "", "only those that the partner `CODE` leads")
	cmd.Flags().StringVar(&stage, "stage", "", "only those that are proposed, endorsed, under-way, concluded or lapsed")
	cmd.Flags().StringVar(&year, "year", "", "only those that went on in `YEAR`")
	cmd.Flags().BoolVar(&attention, "attention", false, "only those that need attention")
	cmd.Flags().BoolVar(&mine, "mine", false, "only those that your partner leads or co-sponsors")
	cmd.Flags().BoolVar(&facilities, "facilities", false, "only dialogue facilities")
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

func (e *errand) initiative() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "initiative propose|show|edit|join|stage|milestone|report|result ...",
		Short:   "One initiative: propose it, follow it, report on it",
		Long:    "An initiative is led by one or more partners, whose delegates keep it, and co-sponsored\nby others, who join by their contact points and report on it too.",
		Example: "initiative show 4211\ninitiative join 4211",
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(e.proposeInitiative(), e.showInitiative(), e.editInitiative(),
		e.joinInitiative("join", "Contact points: have your partner join as co-sponsor", true), e.joinInitiative("leave", "Contact points: have your partner leave it", false),
		e.stageInitiative(), e.milestone(), e.reportOn("report", "Leads and co-sponsors: report on it, with the text", ""),
		e.reportOn("result", "Leads and co-sponsors: enter a result of it", "result"), e.reportOn("aims", "Leads: write the aims anew", ""), e.citeInInitiative())
	return cmd
}

func (e *errand) proposeInitiative() *cobra.Command {
	var title, token string
	values := map[string]*string{}
	cmd := &cobra.Command{
		Use:   "propose --title TITLE --pillar PILLARS [OPTION ...] < AIMS",
		Short: "Propose an initiative, or a dialogue facility, with its aims",
		Long: `Proposes an initiative that your partner leads, alone or with others. The aims come from
standard input. With --board a topic is opened there for its discussion, and its results
go onto it. With --facility and --every it is a dialogue facility, whose reports fall due
every so many months, and which has a board of its own once it is endorsed. Lists are
separated by commas.`,
		Example: `'initiative propose --title "Sea ports" --pillar economic' < text.txt` + "\n" +
			"initiative propose --title Ports --pillar eco --lead FI,VN < text.txt",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if title == "" || *values["pillar"] == "" {
				return misused(cmd, "An initiative needs --title and --pillar.")
			}
			return e.write(cmd, secretariat.NewInitiative, title, given(values), token, e.giving("'initiative propose --title \"TITLE\" --pillar %s'", *values["pillar"]))
		},
	}
	textOption(cmd, &title, "title", "its `TITLE`, one line")
	for _, o := range [][2]string{{"pillar", "the `PILLARS` it belongs to"}, {"cluster", "its `CLUSTERS`"}, {"lead", "the partners that lead it, by `CODES`; without it your own"},
		{"board", "the `BOARD` on which it is discussed"}, {"facility", "`KIND` of dialogue facility: sectoral or thematic"}, {"every", "`MONTHS` between the reports of a facility"}} {
		values[o[0]] = cmd.Flags().String(o[0], "", o[1])
	}
	tokenOption(cmd, &token)
	return cmd
}

// given are the options that say something.
func given(values map[string]*string) map[string]string {
	said := map[string]string{}
	for name, v := range values {
		said[name] = *v
	}
	return filled(said)
}

// initiativeIn is the initiative that is named.
func initiativeIn(word string) (dossier.Ref, error) {
	n, err := numberIn(word)
	return dossier.Ref{Kind: secretariat.KindInitiative, Number: n}, err
}

func (e *errand) showInitiative() *cobra.Command {
	return &cobra.Command{
		Use: "show NUMBER", Short: "One initiative with its milestones, reports and results",
		Long: "Shows an initiative in full.", Example: "initiative show 4211\ninitiative show 4211 --json", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			return e.readRecord(ref, func() (any, error) {
				v, err := e.desk.Initiative(ref.Number)
				if err != nil {
					return nil, err
				}
				return initiativeShownOf(v), nil
			})
		},
	}
}

func (e *errand) editInitiative() *cobra.Command {
	var a initiative.Revise
	var title, pillar, cluster, lead string
	var every int
	cmd := &cobra.Command{
		Use: "edit NUMBER [OPTION ...]", Short: "Leads and coordinators: change what is said of it",
		Long:    "Changes what is said of an initiative; what is not named stays. The aims are written anew\nby `initiative aims`.",
		Example: "initiative edit 4211 --lead FI,VN\n" + `'initiative edit 4211 --title "Another title"'`, Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			a.Number = ref.Number
			if cmd.Flags().Changed("title") {
				a.Title = &title
			}
			if cmd.Flags().Changed("every") {
				a.Every = &every
			}
			if cmd.Flags().Changed("cluster") {
				list := secretariat.ClustersIn(cluster)
				a.Clusters = &list
			}
			if cmd.Flags().Changed("pillar") {
				list, err := secretariat.PillarsIn(pillar)
				if err != nil {
					return err
				}
				a.Pillars = &list
			}
			if cmd.Flags().Changed("lead") {
				list, err := secretariat.CodesIn(lead)
				if err != nil {
					return err
				}
				a.Leads = &list
			}
			if err := e.desk.ActOnInitiative(a); err != nil {
				return err
			}
			return e.recordDone(ref.Number, ref.Number.String()+" is changed.")
		},
	}
	textOption(cmd, &title, "title", "another `TITLE`")
	cmd.Flags().StringVar(&pillar, "pillar", "", "other `PILLARS`")
	cmd.Flags().StringVar(&cluster, "cluster", "", "other `CLUSTERS`")
	cmd.Flags().StringVar(&lead, "lead", "", "other leads, by `CODES`")
	cmd.Flags().IntVar(&every, "every", 0, "other `MONTHS` between the reports of a facility")
	return cmd
}

func (e *errand) joinInitiative(verb, short string, on bool) *cobra.Command {
	return &cobra.Command{Use: verb + " NUMBER", Short: short, Long: short + ".", Example: "initiative " + verb + " 4211", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err == nil {
				err = e.desk.ActOnInitiative(initiative.Join{Number: ref.Number, On: on})
			}
			if err != nil {
				return err
			}
			said := map[bool]string{true: "Your partner co-sponsors ", false: "Your partner has left "}[on]
			return e.recordDone(ref.Number, said+ref.Number.String()+".")
		}}
}

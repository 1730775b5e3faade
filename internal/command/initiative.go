package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/plain"
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
			narrowed := []string{pillar, cluster, lead, stage, year}
			for word, on := range map[string]bool{"attention": attention, "mine": mine, "facility": facilities} {
				if on {
					narrowed = append(narrowed, word)
				}
			}
			index, err := dossier.List(e.desk, secretariat.KindInitiative)
			if err != nil {
				return err
			}
			words := strings.Join(narrowed, " ")
			if err := index.Narrow(words); err != nil {
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

type milestoneRow struct {
	No      int        `json:"no"`
	Title   string     `json:"title"`
	Day     string     `json:"day"`
	Answers asem.Code  `json:"answers"`
	Reached *time.Time `json:"reached"`
	Dropped bool       `json:"dropped"`
	Late    bool       `json:"late"`
}

type initiativeRow struct {
	Number     asem.Number      `json:"number"`
	Title      string           `json:"title"`
	Facility   string           `json:"facility"`
	Stage      initiative.Stage `json:"stage"`
	Since      time.Time        `json:"since"`
	Pillars    []asem.Pillar    `json:"pillars"`
	Clusters   []asem.ClusterID `json:"clusters"`
	Leads      []asem.Code      `json:"leads"`
	Sponsors   []asem.Code      `json:"sponsors"`
	Milestones []milestoneRow   `json:"milestones"`
	Attention  []string         `json:"attention"`
	New        bool             `json:"new"`
}

func initiativeRowOf(v secretariat.InitiativeView) initiativeRow {
	row := initiativeRow{v.Number, plain.Line(v.Title), string(v.Facility), "", time.Time{}, orEmpty(v.Pillars), orEmpty(v.Clusters), orEmpty(v.Leads), orEmpty(v.Sponsors), []milestoneRow{}, orEmpty(v.Wants), v.New}
	if len(v.Steps) > 0 {
		row.Stage, row.Since = v.Stage(), v.Since().UTC()
	}
	for _, m := range v.Milestones {
		reached := m.Reached
		if reached != nil {
			at := reached.UTC()
			reached = &at
		}
		row.Milestones = append(row.Milestones, milestoneRow{m.No, plain.Line(m.Title), m.Day.Format(time.DateOnly), m.Answers, reached, m.Dropped, isLate(v, m.No)})
	}
	return row
}

// isLate says whether a milestone is among what the initiative wants.
func isLate(v secretariat.InitiativeView, no int) bool {
	for _, why := range v.Wants {
		if why == initiative.LateWords(no) {
			return true
		}
	}
	return false
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type writingRow struct {
	Form    initiative.Form `json:"form"`
	Title   string          `json:"title"`
	By      asem.Login      `json:"by"`
	Partner asem.Code       `json:"partner"`
	At      time.Time       `json:"at"`
	Text    string          `json:"text"`
	Post    *asem.Number    `json:"post"`
}

type stepRow struct {
	Stage initiative.Stage `json:"stage"`
	By    asem.Login       `json:"by"`
	At    time.Time        `json:"at"`
	Note  string           `json:"note"`
}

type initiativeShown struct {
	initiativeRow
	Kind      string        `json:"kind"`
	By        asem.Login    `json:"by"`
	At        time.Time     `json:"at"`
	Every     int           `json:"every"`
	Board     asem.BoardID  `json:"board"`
	Topic     *asem.Number  `json:"topic"`
	Documents []asem.Symbol `json:"documents"`
	Meetings  []asem.Number `json:"meetings"`
	Writings  []writingRow  `json:"writings"`
	Stages    []stepRow     `json:"stages"`
}

func initiativeShownOf(v secretariat.InitiativeView) initiativeShown {
	shown := initiativeShown{initiativeRow: initiativeRowOf(v), Kind: string(secretariat.KindInitiative), By: v.Author.Login, At: v.At.UTC(), Every: v.Every,
		Board: v.Board, Topic: orNull(v.Topic), Documents: orEmpty(v.Documents), Meetings: orEmpty(v.Agendas), Writings: []writingRow{}, Stages: []stepRow{}}
	for i, w := range v.Writings {
		shown.Writings = append(shown.Writings, writingRow{w.Form, plain.Line(w.Title), w.By, w.Partner, w.At.UTC(), v.Texts[i], orNull(w.Post)})
	}
	for _, s := range v.Steps {
		shown.Stages = append(shown.Stages, stepRow{s.Stage, s.By, s.At.UTC(), plain.Line(s.Note)})
	}
	return shown
}

func orNull(n asem.Number) *asem.Number {
	if n == 0 {
		return nil
	}
	return &n
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
every so many months. Lists are separated by commas.`,
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

func (e *errand) stageInitiative() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "stage NUMBER STAGE [--note NOTE]", Short: "Bring it to a stage",
		Long: `Brings an initiative to a stage: endorsed (coordinators), under-way and concluded (those
who lead it), lapsed (with a reason). What is concluded has a result.`,
		Example: "initiative stage 4211 under-way\n" + `'initiative stage 4211 lapsed --note "No partner leads it."'`, Args: exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			to := initiative.Stage(strings.ToLower(words[1]))
			if err := e.desk.ActOnInitiative(initiative.Advance{Number: ref.Number, Stage: to, Note: note}); err != nil {
				return err
			}
			return e.recordDone(ref.Number, ref.Number.String()+" is "+secretariat.StageWords(to)+".")
		},
	}
	textOption(cmd, &note, "note", "a `NOTE` that goes with it, one line, which all see")
	return cmd
}

func (e *errand) milestone() *cobra.Command {
	var title, by, answers, reason string
	var reached, drop bool
	cmd := &cobra.Command{
		Use: "milestone NUMBER [NO] [OPTION ...]", Short: "Set a milestone, change it, or say that it was reached",
		Long: `Without NO sets a milestone of an initiative, with NO changes that one. The partner that
answers for it is reminded before the day, the leads when it is due, the coordinators when
it is late; its delegates say when it was reached.`,
		Example: `'initiative milestone 4211 --title "A seminar" --by 2027-03-01'` + "\ninitiative milestone 4211 2 --reached\n" +
			"initiative milestone 4211 2 --by 2027-06-01", Args: between(1, 2),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			values := map[string]string{"title": title, "by": by, "answers": answers, "reason": reason}
			key := "m"
			if len(words) > 1 {
				key, values["no"] = "M", words[1]
			}
			switch {
			case (reached || drop) && len(words) < 2:
				return misused(cmd, "Which milestone is missing.")
			case reached:
				key = "a"
			case drop:
				key = "x"
			}
			return e.deed(ref, key, filled(values))
		},
	}
	textOption(cmd, &title, "title", "its `TITLE`: what is to be reached, one line")
	cmd.Flags().StringVar(&by, "by", "", "by which `DAY`")
	cmd.Flags().StringVar(&answers, "answers", "", "the partner that answers for it, by `CODE`; else the first lead")
	cmd.Flags().BoolVar(&reached, "reached", false, "it was reached")
	cmd.Flags().BoolVar(&drop, "drop", false, "it is not to be reached any more")
	textOption(cmd, &reason, "reason", "the `REASON` why it is dropped, one line, which all see")
	return cmd
}

func (e *errand) reportOn(verb, short, titled string) *cobra.Command {
	var title, token string
	use, example := verb+" NUMBER < TEXT", "initiative "+verb+" 4211 < text.txt"
	if titled != "" {
		use, example = verb+" NUMBER --title TITLE < TEXT", `'initiative `+verb+` 4211 --title "Joint report"' < text.txt`
	}
	cmd := &cobra.Command{Use: use, Short: short, Long: short + ".\nThe text comes from standard input.", Example: example, Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			return e.write(cmd, secretariat.WritingIn(verb, ref.Number), title, nil, token, e.giving("initiative %s %d", verb, uint64(ref.Number)))
		}}
	if titled != "" {
		textOption(cmd, &title, "title", "its `TITLE`, one line")
	}
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) citeInInitiative() *cobra.Command {
	var remove bool
	cmd := &cobra.Command{
		Use: "cite NUMBER SYMBOL [--remove]", Short: "Leads: put a document with it, or take it away",
		Long:    "Puts a document with an initiative: the outline, the draft programme, the statement.",
		Example: "initiative cite 4211 ASEM/SOM/2026/1\ninitiative cite 4211 ASEM/SOM/2026/1 --remove", Args: exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			symbols, err := dossier.SymbolsIn(words[1])
			if err != nil || len(symbols) == 0 {
				return err
			}
			if err := e.desk.ActOnInitiative(initiative.Cite{Number: ref.Number, Symbol: symbols[0], On: !remove}); err != nil {
				return err
			}
			said := map[bool]string{true: " goes with it no more.", false: " goes with it."}[remove]
			return e.recordDone(ref.Number, string(symbols[0])+said)
		},
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take it away")
	return cmd
}

func (e *errand) stocktaking() *cobra.Command {
	return &cobra.Command{
		Use: "stocktaking YEARS", Short: "What was done in some years, as one document",
		Long: `Draws from the records what was done in some years: the initiatives by pillar, with their
stages, milestones and results, and the meetings. It is plain text, to print.`,
		Example: "stocktaking 2025-2026\nstocktaking 2026 --json", Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			from, to, err := yearsIn(cmd, words[0])
			if err != nil {
				return err
			}
			text, err := e.desk.Stocktaking(from, to)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					From int    `json:"from"`
					To   int    `json:"to"`
					Text string `json:"text"`
				}{from, to, text})
			}
			e.say("%s", strings.TrimRight(text, "\n"))
			return nil
		},
	}
}

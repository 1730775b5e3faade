package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/initiative"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) stageInitiative() *cobra.Command {
	var note string
	cmd := &cobra.Command{
		Use: "stage NUMBER STAGE [--note NOTE]", Short: "Bring it to a stage",
		Long: `Brings an initiative to a stage: endorsed (coordinators), under-way and concluded (those
who lead it, and coordinators), lapsed (with a reason). What is concluded has a result.`,
		Example: "initiative stage 4211 under-way\n" + `'initiative stage 4211 lapsed --note "No partner leads it."'`, Args: exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			to := initiative.Stage(strings.ToLower(words[1]))
			v, err := e.desk.Initiative(ref.Number)
			if err != nil {
				return err
			}
			if err := e.desk.ActOnInitiative(initiative.Advance{Number: ref.Number, Stage: to, Note: note}); err != nil {
				return err
			}
			if left := dossier.LeftOver(v, to); left != "" && !e.asJSON {
				e.note("%s", left)
			}
			return e.recordDone(ref.Number, ref.Number.String()+" is "+secretariat.StageWords(to)+".")
		},
	}
	textOption(cmd, &note, "note", "a `NOTE` that goes with it, one line, which all see")
	return cmd
}

func (e *errand) milestone() *cobra.Command {
	var title, by, answers, reason string
	var reached, drop, reopen bool
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
			case (reached || drop || reopen) && len(words) < 2:
				return misused(cmd, "Which milestone is missing.")
			case reached && drop || reopen && (reached || drop):
				return misused(cmd, "One of --reached, --drop and --reopen, not more.")
			case reopen:
				key = "O"
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
	cmd.Flags().BoolVar(&reopen, "reopen", false, "it was said to be reached, or dropped, by a slip")
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
	var as string
	cmd := &cobra.Command{
		Use: "cite NUMBER SYMBOL [--as PART] [--remove]", Short: "Leads: put a document with it, or take it away",
		Long:    "Puts a document with an initiative, as what it is to it: before it is carried out its\noutline or draft programme, after that its summary or statement, or just a document.",
		Example: "initiative cite 4211 ASEM/SOM/2026/1 --as outline\ninitiative cite 4211 ASEM/SOM/2026/1 --remove", Args: exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := initiativeIn(words[0])
			if err != nil {
				return err
			}
			symbols, err := dossier.SymbolsIn(words[1])
			if err != nil || len(symbols) == 0 {
				return err
			}
			if err := e.desk.ActOnInitiative(initiative.Cite{Number: ref.Number, Symbol: symbols[0], As: initiative.Part(as), On: !remove}); err != nil {
				return err
			}
			said := map[bool]string{true: " goes with it no more.", false: " goes with it."}[remove]
			return e.recordDone(ref.Number, string(symbols[0])+said)
		},
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take it away")
	cmd.Flags().StringVar(&as, "as", "", "the `PART` it plays: outline, programme, summary or statement")
	return cmd
}

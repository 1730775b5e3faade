package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/dossier"
)

func (e *errand) stocktaking() *cobra.Command {
	return &cobra.Command{
		Use: "stocktaking YEARS", Short: "What was done in some years, as one document",
		Long: `Draws from the records what was done in some years: the initiatives by pillar, with their
stages, milestones and results, and the meetings. It is plain text, to print.`,
		Example: "stocktaking 2025-2026\nstocktaking 2026 --json", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			from, to, err := dossier.YearsIn(words[0])
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

package command

import (
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) openProcedure() *cobra.Command {
	var doc, expires, reason, token string
	var initiative number
	cmd := &cobra.Command{
		Use:   "open --doc SYMBOL --expires TIME [OPTION ...]",
		Short: "Coordinators: put a version of a document under silence",
		Long: `Puts a version of a document under silence until the TIME: one like 2026-12-01T18:00Z,
96h or 5d. It asks the partners to whom the document was circulated. A time shorter than
the minimum, and a text with square brackets, need a reason, which all see. The time is
never shortened, and extended only before it has come. With --initiative a delegate of a
partner that leads it proposes it, and a coordinator consents.`,
		Example: "procedure open --doc ASEM/SOM/2026/1 --expires 5d\n" + `'procedure open --doc "ASEM/SOM/2026/1 REV 1" --expires 96h'`,
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if doc == "" || expires == "" {
				return misused(cmd, "A procedure needs --doc and --expires.")
			}
			return e.putUnderSilence(doc, expires, reason, token, asem.Number(initiative))
		},
	}
	textOption(cmd, &doc, "doc", "the document's `SYMBOL`, with its version or without")
	cmd.Flags().StringVar(&expires, "expires", "", "the `TIME` at which it is adopted")
	textOption(cmd, &reason, "reason", "the `REASON`, one line, for a short time or a text with brackets")
	cmd.Flags().Var(&initiative, "initiative", "propose it for the initiative `NUMBER`, which your partner leads")
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) putUnderSilence(doc, expires, reason, token string, initiative asem.Number) error {
	may := e.desk.MayOpenProcedure
	if initiative != 0 {
		may = func() error { return e.desk.MayProposeProcedure(initiative) }
	}
	if err := may(); err != nil {
		return err
	}
	to, err := e.desk.Find(doc)
	if err != nil {
		return err
	}
	if to.Kind != secretariat.KindDocument {
		return fault.New(fault.Usage, "%s is no document.", clip(doc)).Then("Name one by its symbol: ASEM/SOM/2026/1.")
	}
	at, err := deadline.Parse(expires, e.desk.Now())
	if err != nil {
		return err
	}
	var posted secretariat.Posted
	if initiative != 0 {
		posted, at, err = e.desk.ProposeProcedure(token, initiative, to.Number, at, reason)
	} else {
		posted, at, err = e.desk.OpenProcedure(token, to.Number, at, reason)
	}
	if err != nil {
		return err
	}
	said := "the silence lasts until %s."
	if initiative != 0 {
		said = "silence until %s is proposed; a coordinator consents: " + e.ssh("procedure consent %d", posted.Number)
	}
	return e.silenced(posted.Number, at, said)
}

// silenced says until when a text is, or is to be, under silence, and warns of a day on
// which it is read by nobody.
func (e *errand) silenced(n asem.Number, at time.Time, said string) error {
	if e.asJSON {
		return e.answer(struct {
			Number  asem.Number `json:"number"`
			Expires time.Time   `json:"expires"`
		}{n, at.UTC()})
	}
	e.say("%s: "+said, n, deadline.Show(at, e.clock()))
	if warning := e.desk.DayWarning(at); warning != "" {
		e.note("%s", warning)
	}
	return nil
}

func (e *errand) consentToProcedure() *cobra.Command {
	var expires, reason string
	cmd := &cobra.Command{
		Use:   "consent NUMBER [--expires TIME] [--reason REASON]",
		Short: "Coordinators: consent to what a lead proposed",
		Long: `Puts under silence what the lead of an initiative proposed, until the time that was
proposed or another one. Where less than the minimum is left of it, give another time, or
the reason for a short one.`,
		Example: "procedure consent 4211\nprocedure consent 4211 --expires 5d\n" + `'procedure consent 4211 --reason "The Summit adopts it on Monday."'`,
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err == nil {
				err = e.desk.MayConsent(n)
			}
			if err != nil {
				return err
			}
			at, err := deadline.Parse(expires, e.desk.Now())
			if err == nil {
				at, err = e.desk.ConsentProcedure(n, at, reason)
			}
			if err != nil {
				return err
			}
			return e.silenced(n, at, "the silence lasts until %s.")
		},
	}
	cmd.Flags().StringVar(&expires, "expires", "", "another `TIME` than was proposed")
	textOption(cmd, &reason, "reason", "the `REASON`, one line, which all see, in the place of the lead's")
	return cmd
}

package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) preferences() *cobra.Command {
	var zone, linear, colour string
	cmd := &cobra.Command{
		Use:   "preferences [--zone ZONE] [--linear on|off] [--colour on|off]",
		Short: "Your time zone, colours, and the linear mode",
		Long: `Shows your preferences, or changes those that are named. The zone is that in which
you read dates, by its IANA name. The linear mode is for screen readers: no
redrawing, one line a fact.`,
		Example: "preferences\npreferences --zone Europe/Helsinki\npreferences --linear on --colour off",
		Args:    exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := e.desk.Preferences()
			if err != nil {
				return err
			}
			given := cmd.Flags().Changed
			if given("zone") {
				p.Zone = zone
			}
			if given("linear") {
				if p.Linear, err = onOff("linear", linear); err != nil {
					return err
				}
			}
			if given("colour") {
				on, err := onOff("colour", colour)
				if err != nil {
					return err
				}
				p.NoColour = !on
			}
			return e.prefer(p, given("zone") || given("linear") || given("colour"))
		},
	}
	cmd.Flags().StringVar(&zone, "zone", "", "read dates in `ZONE`, like Asia/Jakarta or UTC")
	cmd.Flags().StringVar(&linear, "linear", "", "the linear mode, `on or off`")
	cmd.Flags().StringVar(&colour, "colour", "", "colours, `on or off`")
	return cmd
}

type preferencesRow struct {
	Zone   string `json:"zone"`
	Linear bool   `json:"linear"`
	Colour bool   `json:"colour"`
}

// prefer keeps the preferences if they were changed, and shows them.
func (e *errand) prefer(p secretariat.Preferences, changed bool) error {
	if changed {
		if err := e.desk.SetPreferences(p); err != nil {
			return err
		}
	}
	zone := e.clock().String()
	if e.asJSON {
		return e.answer(preferencesRow{zone, p.Linear, !p.NoColour})
	}
	e.say("Zone:   %s", zone)
	e.say("Linear: %s", word(p.Linear))
	e.say("Colour: %s", word(!p.NoColour))
	return nil
}

func onOff(option, value string) (bool, error) {
	switch value {
	case "on":
		return true, nil
	case "off":
		return false, nil
	}
	return false, fault.New(fault.Usage, "--%s is on or off, not %q.", option, clip(value))
}

func word(on bool) string {
	if on {
		return "on"
	}
	return "off"
}

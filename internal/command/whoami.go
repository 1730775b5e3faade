package command

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
)

func (e *errand) whoami() *cobra.Command {
	return &cobra.Command{
		Use:   "whoami",
		Short: "Who you are here: partner, roles, key, zone",
		Long: `Tells as whom you came in, which is decided by your key alone: the user name that
ssh is given counts for nothing here.`,
		Example: "whoami\nwhoami --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.tellIdentity() },
	}
}

type identityRow struct {
	Login       asem.Login `json:"login"`
	Name        string     `json:"name"`
	Partner     asem.Code  `json:"partner"`
	Mission     string     `json:"mission"`
	Roles       []string   `json:"roles"`
	Since       time.Time  `json:"since"`
	Fingerprint string     `json:"fingerprint"`
	Zone        string     `json:"zone"`
	LastSeen    *time.Time `json:"lastSeen"`
	New         int        `json:"new"`
	Acknowledge int        `json:"acknowledge"` // notices that the partner is still to acknowledge
	Offices     []string   `json:"offices"`     // held now, by terms
	Due         int        `json:"due"`         // things that fall due, and were not put off
}

func (e *errand) tellIdentity() error {
	me, err := e.desk.Identity()
	if err != nil {
		return err
	}
	seen, err := e.desk.LastSeen()
	if err != nil {
		return err
	}
	waiting, err := e.desk.Waiting()
	if err != nil {
		return err
	}
	open, err := e.desk.Unacknowledged()
	if err != nil {
		return err
	}
	due, err := e.desk.Due(false)
	if err != nil {
		return err
	}
	if e.asJSON {
		return e.answer(identityRow{me.Login, plain.Line(me.Name), me.Partner, plain.Line(me.Mission), rolesOf(me),
			me.Since.UTC(), e.desk.Fingerprint(), e.clock().String(), when(seen), waiting, len(open), orEmpty(asem.Words(me.Offices)), len(due)})
	}
	e.say("Login:     %s", me.Login)
	e.say("Name:      %s", plain.Line(me.Name))
	e.say("Partner:   %s", me.Partner)
	if me.Mission != "" {
		e.say("Mission:   %s", plain.Line(me.Mission))
	}
	e.say("Roles:     %s", strings.Join(rolesOf(me), " "))
	if len(me.Offices) > 0 {
		e.say("Offices:   %s", strings.Join(asem.Words(me.Offices), " "))
	}
	e.say("Since:     %s", e.moment(me.Since))
	e.say("Key:       %s", e.desk.Fingerprint())
	e.say("Time zone: %s", e.clock())
	if !seen.IsZero() {
		e.say("Last here: %s", e.moment(seen))
	}
	e.say("New:       %d", waiting)
	if len(open) > 0 {
		e.say("To do:     %s to acknowledge", count(len(open), "notice"))
	}
	if len(due) > 0 {
		e.say("Due:       %s: %s", count(len(due), "thing"), e.ssh("reminders"))
	}
	if e.desk.HidesTiming() {
		e.say("Client:    sends a packet every 20 ms after each key; on a slow line see `help slow-lines`")
	}
	return nil
}

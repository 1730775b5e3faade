package command

import (
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/plain"
)

func (e *errand) sessions() *cobra.Command {
	return &cobra.Command{
		Use:   "sessions",
		Short: "Your own open sessions, this one among them",
		Long: `Lists your open sessions: since when, from which address, with which client and
which of your keys. One that you do not know is a reason to revoke its key.`,
		Example: "sessions\nsessions --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.listSessions() },
	}
}

type sessionRow struct {
	Since       time.Time `json:"since"`
	From        string    `json:"from"`
	Client      string    `json:"client"`
	Fingerprint string    `json:"fingerprint"`
	Here        bool      `json:"here"`
}

func (e *errand) listSessions() error {
	sessions, err := e.desk.Sessions()
	if err != nil {
		return err
	}
	rows := make([]sessionRow, len(sessions))
	for i, s := range sessions {
		rows[i] = sessionRow{s.Since.UTC(), plain.Line(s.From), plain.Line(s.Client), s.Fingerprint, s.Here}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	for i, r := range rows {
		if i > 0 {
			e.say("")
		}
		since := e.moment(r.Since)
		if r.Here {
			since += ", this one"
		}
		e.say("Since:  %s\nFrom:   %s\nClient: %s\nKey:    %s", since, r.From, r.Client, r.Fingerprint)
	}
	return nil
}

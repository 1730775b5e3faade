package command

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) delegates() *cobra.Command {
	var part excerpt
	var partner, role string
	var which secretariat.Selection
	cmd := &cobra.Command{
		Use:   "delegates [--partner CODE] [--role ROLE] [--mission CITY]",
		Short: "The accredited delegates, their missions and roles",
		Long: `Lists the accredited delegates by login: partner, name, mission, roles, and who is
here now. The options narrow the list.`,
		Example: "delegates\ndelegates --partner FI\ndelegates --role moderator\ndelegates --mission Brussels --json\n" + `'delegates --mission "New Delhi"'`,
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			if err := narrow(&which, partner, role); err != nil {
				return err
			}
			return e.listDelegates(which, part)
		},
	}
	part.options(cmd)
	cmd.Flags().StringVar(&partner, "partner", "", "only those of the partner `CODE`")
	cmd.Flags().StringVar(&role, "role", "", "only those who hold `ROLE`")
	textOption(cmd, &which.Mission, "mission", "only those posted in `CITY`")
	return cmd
}

// narrow reads a partner's code and a role's name, either of which may be empty.
func narrow(which *secretariat.Selection, partner, role string) error {
	if partner != "" {
		code, err := asem.ParseCode(partner)
		if err != nil {
			return fault.New(fault.Usage, "%q is not the code of a partner.", clip(partner)).Then("`ssh HOST partners` lists the codes.")
		}
		which.Partner = code
	}
	which.Role = roster.RoleName(role)
	if role != "" && !slices.Contains(roster.RoleNames(), which.Role) {
		return fault.New(fault.Usage, "%q is not a role.", clip(role)).Then("The roles are %s.", roleNames())
	}
	return nil
}

func roleNames() string {
	var names []string
	for _, r := range roster.RoleNames() {
		names = append(names, string(r))
	}
	return strings.Join(names, ", ")
}

type delegateRow struct {
	Login   asem.Login `json:"login"`
	Name    string     `json:"name"`
	Partner asem.Code  `json:"partner"`
	Mission string     `json:"mission"`
	Roles   []string   `json:"roles"`
	Since   time.Time  `json:"since"`
	Online  bool       `json:"online"`
}

func (e *errand) listDelegates(which secretariat.Selection, part excerpt) error {
	delegates, err := e.desk.Delegates(which)
	if err != nil {
		return err
	}
	delegates, err = excerptOf(part, delegates, func(d secretariat.DelegateView) string { return string(d.Login) })
	if err != nil {
		return err
	}
	rows := make([]delegateRow, len(delegates))
	for i, d := range delegates {
		rows[i] = delegateRow{d.Login, plain.Line(d.Name), d.Partner, plain.Line(d.Mission), rolesOf(d.Delegate), d.Since.UTC(), d.Online}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("No delegate is like that. Partners accredit delegates in the key ring.")
		e.say("All delegates: %s", e.ssh("delegates"))
		return nil
	}
	list := table{e: e, columns: []column{{"CODE", 4, name}, {"LOGIN", 20, name}, {"NAME", 17, words},
		{"MISSION", 10, words}, {"HERE", 4, words}, {"ROLES", 15, name}}}
	for _, r := range rows {
		here := ""
		if r.Online {
			here = "here"
		}
		list.row(string(r.Partner), string(r.Login), r.Name, r.Mission, here, strings.Join(r.Roles, " "))
	}
	list.flush()
	return nil
}

// rolesOf are a delegate's roles as a key ring writes them, those of their offices included.
func rolesOf(d roster.Delegate) []string {
	held := d.EveryRole()
	roles := make([]string, len(held))
	for i, r := range held {
		roles[i] = r.String()
	}
	return roles
}

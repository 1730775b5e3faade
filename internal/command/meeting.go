package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) meetings() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	var kind, host, cluster string
	cmd := &cobra.Command{
		Use: "meetings [--kind KIND] [--host CODE] [--cluster CLUSTER]", Short: "The meetings to come, in the order of their days",
		Long: `Lists the meetings from today on in the order of their days. Those that are over:
` + "`agenda --year YEAR`.",
		Example: "meetings\nmeetings --kind som --json", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			words, err := dossier.MeetingsBy(e.desk, dossier.Option{Name: "kind", Word: kind}, dossier.Option{Name: "host", Word: host}, dossier.Option{Name: "cluster", Word: cluster})
			if err != nil {
				return err
			}
			index, err := dossier.List(e.desk, secretariat.KindMeeting)
			if err != nil {
				return err
			}
			return e.listRecords(cmd.Context(), index, words, pages, func(r dossier.Row) (any, error) {
				v, err := e.desk.Meeting(r.Number)
				return meetingRowOf(v), err
			}, "meeting show")
		},
	}
	cmd.Flags().StringVar(&kind, "kind", "", "only of `KIND`: summit, fmm, som, somti, emm, finmm, sectoral, other")
	cmd.Flags().StringVar(&host, "host", "", "only those that the partner `CODE` hosts")
	cmd.Flags().StringVar(&cluster, "cluster", "", "only those of `CLUSTER`")
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

func (e *errand) meeting() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "meeting call|show|edit|register|item|agenda|summary|cancel ...",
		Short:   "One meeting: call it, keep its agenda, register a delegation",
		Long:    "Meetings are called by coordinators and by contact points of the partner that hosts one.\nDelegates of the host and the coordinators keep the agenda; contact points register their\ndelegations.",
		Example: "meeting show 4211\nmeeting show 4211 --json",
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(e.callMeeting(), e.showMeeting(), e.editMeeting(), e.registerDelegation(), e.agendaItem(), e.circulateAgenda(), e.summarise(), e.cancelMeeting())
	return cmd
}

func meetingIn(word string) (dossier.Ref, error) {
	n, err := numberIn(word)
	return dossier.Ref{Kind: secretariat.KindMeeting, Number: n}, err
}

func (e *errand) callMeeting() *cobra.Command {
	var title, token string
	values := map[string]*string{}
	cmd := &cobra.Command{
		Use: "call KIND --title T --place CITY --first DAY [OPTIONS] < TEXT", Short: "Coordinators and hosts: call a meeting, with the invitation",
		Long: `Calls a meeting of a KIND: summit, fmm, som, somti, emm, finmm, sectoral, other. The
invitation comes from standard input. Days are those of the place; without --zone its
time zone is taken to be your own. A meeting that has a day in common with another
one is called all the same, and both say that they clash.`,
		Example: `'meeting call som --title "A SOM" --place Oslo --first 3w' < text.txt`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if title == "" || *values["place"] == "" || *values["first"] == "" {
				return misused(cmd, "A meeting needs --title, --place and --first.")
			}
			said := given(values)
			if said["kind"] = words[0]; said["zone"] == "" {
				said["zone"] = e.clock().String()
			}
			return e.write(cmd, secretariat.NewMeeting, title, said, token, e.giving("'meeting call %s --title \"TITLE\" ...'", said["kind"]))
		},
	}
	textOption(cmd, &title, "title", "its `TITLE`, one line")
	for _, o := range [][2]string{{"place", "the `CITY`"}, {"first", "the first `DAY`"},
		{"last", "the last `DAY`; without it one day"}, {"zone", "the time `ZONE` of the place, as in Asia/Tokyo"}, {"host", "the partner that hosts it, by `CODE`; without it your own"}, {"cluster", "its `CLUSTERS`"}} {
		values[o[0]] = new(string)
		if o[0] == "place" {
			textOption(cmd, values[o[0]], o[0], o[1])
			continue
		}
		cmd.Flags().StringVar(values[o[0]], o[0], "", o[1])
	}
	tokenOption(cmd, &token)
	return cmd
}

func (e *errand) showMeeting() *cobra.Command {
	var ics bool
	cmd := &cobra.Command{
		Use: "show NUMBER [--ics]", Short: "One meeting with its agenda and delegations",
		Long:    "Shows a meeting in full; with --ics as an iCalendar file.",
		Example: "meeting show 4211\nmeeting show 4211 --ics > meeting.ics", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			if ics {
				v, err := e.desk.Meeting(ref.Number)
				if err != nil {
					return err
				}
				return e.calendarFile([]secretariat.MeetingView{v})
			}
			return e.readRecord(ref, func() (any, error) {
				v, err := e.desk.Meeting(ref.Number)
				if err != nil {
					return nil, err
				}
				return meetingShownOf(v), nil
			})
		},
	}
	cmd.Flags().BoolVar(&ics, "ics", false, "as an iCalendar file")
	return cmd
}

func (e *errand) editMeeting() *cobra.Command {
	var title, place, host, first, last, zone, cluster string
	cmd := &cobra.Command{
		Use: "edit NUMBER [OPTION ...]", Short: "Host and coordinators: change what is said of it",
		Long:    "Changes what is said of a meeting; what is not named stays. With --first alone it moves as\na whole.",
		Example: "meeting edit 4211 --first 2027-04-01\n" + `'meeting edit 4211 --place "New Delhi" --zone Asia/Kolkata'`, Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			a := agenda.Rearrange{Number: ref.Number}
			changed := cmd.Flags().Changed
			if changed("title") {
				a.Title = &title
			}
			if changed("place") {
				a.Place = &place
			}
			if changed("zone") {
				a.Zone = &zone
			}
			if changed("host") {
				codes, err := secretariat.CodesIn(host)
				if err != nil {
					return err
				}
				if len(codes) != 1 {
					return misused(cmd, "A meeting has one host.")
				}
				a.Host = &codes[0]
			}
			if changed("cluster") {
				list := secretariat.ClustersIn(cluster)
				a.Clusters = &list
			}
			from, to, err := days(first, last, e.desk.Now())
			if err != nil {
				return err
			}
			if changed("first") {
				a.First = &from
			}
			if changed("last") {
				a.Last = &to
			}
			if err := e.desk.Rearrange(a); err != nil {
				return err
			}
			v, err := e.desk.Meeting(ref.Number)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(warned{ref.Number, orEmpty(v.Warnings())})
			}
			e.say("%s is changed.", ref.Number)
			if a.First != nil || a.Last != nil {
				e.warn(v.Warnings())
			}
			return nil
		},
	}
	textOption(cmd, &title, "title", "another `TITLE`")
	textOption(cmd, &place, "place", "another `CITY`")
	cmd.Flags().StringVar(&host, "host", "", "another host, by `CODE`")
	cmd.Flags().StringVar(&first, "first", "", "another first `DAY`")
	cmd.Flags().StringVar(&last, "last", "", "another last `DAY`")
	cmd.Flags().StringVar(&zone, "zone", "", "another time `ZONE`")
	cmd.Flags().StringVar(&cluster, "cluster", "", "other `CLUSTERS`")
	return cmd
}

func (e *errand) registerDelegation() *cobra.Command {
	var head, members string
	var withdraw bool
	cmd := &cobra.Command{
		Use: "register NUMBER --head NAME [--members NAMES] | --withdraw", Short: "Contact points: register your delegation",
		Long:    "Registers the delegation of your partner, or changes it. Members are separated by\nsemicolons.",
		Example: `'meeting register 4211 --head "H. Ead"'` + "\nmeeting register 4211 --withdraw", Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			if head == "" && !withdraw {
				return misused(cmd, "A delegation has a head: --head, or --withdraw.")
			}
			if withdraw {
				head, members = "", ""
			}
			return e.deed(ref, "a", filled(map[string]string{"head": head, "members": members}))
		},
	}
	textOption(cmd, &head, "head", "the `NAME` of the head of delegation")
	textOption(cmd, &members, "members", "the `NAMES` of the others, with semicolons between")
	cmd.Flags().BoolVar(&withdraw, "withdraw", false, "take the registration back")
	return cmd
}

func (e *errand) cancelMeeting() *cobra.Command {
	var reason string
	cmd := &cobra.Command{Use: "cancel NUMBER --reason REASON", Short: "Host and coordinators: call a meeting off", Long: "Calls a meeting off, with the reason, which all see.",
		Example: `'meeting cancel 4211 --reason "It is held by video."'` + "\nmeeting cancel 4211 --reason Postponed", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			return e.deed(ref, "X", filled(map[string]string{"reason": reason}))
		}}
	textOption(cmd, &reason, "reason", "the `REASON`, one line")
	return cmd
}

// nextMeetings bounds what is said of the meetings behind a month.
const nextMeetings = 5

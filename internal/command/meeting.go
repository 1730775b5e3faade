package command

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/agenda"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/ical"
	"asem.internal/avs/internal/plain"
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
			index, err := dossier.List(e.desk, secretariat.KindMeeting)
			if err != nil {
				return err
			}
			words := strings.Join([]string{kind, host, cluster}, " ")
			if err := index.Narrow(words); err != nil {
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

type meetingRow struct {
	Number    asem.Number      `json:"number"`
	Kind      agenda.Kind      `json:"kind"`
	Title     string           `json:"title"`
	Host      asem.Code        `json:"host"`
	Place     string           `json:"place"`
	First     string           `json:"first"`
	Last      string           `json:"last"`
	Zone      string           `json:"zone"`
	Clusters  []asem.ClusterID `json:"clusters"`
	Cancelled string           `json:"cancelled"`
	Clashes   []asem.Number    `json:"clashes"`
	New       bool             `json:"new"`
}

func meetingRowOf(v secretariat.MeetingView) meetingRow {
	row := meetingRow{v.Number, v.Kind, plain.Line(v.Title), v.Host, plain.Line(v.Place), v.First.Format(time.DateOnly), v.Last.Format(time.DateOnly), v.Zone,
		orEmpty(v.Clusters), plain.Line(v.Cancelled), []asem.Number{}, v.New}
	for _, other := range v.Clashes {
		row.Clashes = append(row.Clashes, other.Number)
	}
	return row
}

type itemRow struct {
	No        int           `json:"no"`
	Title     string        `json:"title"`
	Note      string        `json:"note"`
	Start     *time.Time    `json:"start"`
	Minutes   int           `json:"minutes"`
	Documents []asem.Symbol `json:"documents"`
	About     []asem.Number `json:"about"`
}

type delegationRow struct {
	Partner asem.Code  `json:"partner"`
	Head    string     `json:"head"`
	Members []string   `json:"members"`
	By      asem.Login `json:"by"`
	At      time.Time  `json:"at"`
}

type meetingShown struct {
	meetingRow
	By          asem.Login      `json:"by"`
	At          time.Time       `json:"at"`
	Sequence    int             `json:"sequence"`
	Agenda      *asem.Symbol    `json:"agenda"`
	Items       []itemRow       `json:"items"`
	Delegations []delegationRow `json:"delegations"`
	Invitation  string          `json:"invitation"`
	Summary     *string         `json:"summary"`
}

func meetingShownOf(v secretariat.MeetingView) meetingShown {
	shown := meetingShown{meetingRow: meetingRowOf(v), By: v.Author.Login, At: v.At.UTC(), Sequence: v.Sequence, Items: []itemRow{}, Delegations: []delegationRow{}, Invitation: v.Invitation}
	if v.Agenda != "" {
		shown.Agenda = &v.Agenda
	}
	if v.Summary != "" {
		shown.Summary = &v.Summary
	}
	for _, i := range v.Items {
		row := itemRow{i.No, plain.Line(i.Title), plain.Line(i.Note), nil, i.Minutes, orEmpty(i.Documents), orEmpty(i.About)}
		if !i.Start.IsZero() {
			at := i.Start.UTC()
			row.Start = &at
		}
		shown.Items = append(shown.Items, row)
	}
	for _, d := range v.Delegations {
		shown.Delegations = append(shown.Delegations, delegationRow{d.Partner, plain.Line(d.Head), orEmpty(d.Members), d.By, d.At.UTC()})
	}
	return shown
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
				if err != nil || len(codes) == 0 {
					return err
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
			return e.recordDone(ref.Number, ref.Number.String()+" is changed.")
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

func (e *errand) agendaItem() *cobra.Command {
	values := map[string]*string{}
	var remove bool
	cmd := &cobra.Command{
		Use: "item NUMBER [NO] [OPTION ...]", Short: "Host and coordinators: add a point to the agenda, or change one",
		Long: `Without NO adds an item to the agenda of a meeting, with NO changes that one. An HOUR is
one like '2027-03-01 09:30', in the zone of the place. A dash takes away what stands in an
option. Items are named by the number in brackets, which stays when they move.`,
		Example: `'meeting item 4211 --title Opening --start "2027-03-01 09:30"'` + "\nmeeting item 4211 3 --before 1\nmeeting item 4211 3 --remove", Args: between(1, 2),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			said, key := given(values), "i"
			if len(words) > 1 {
				said["no"], key = words[1], "I"
			}
			if remove {
				key = "x"
			}
			if remove && len(words) < 2 {
				return misused(cmd, "Which item is missing.")
			}
			return e.deed(ref, key, said)
		},
	}
	for _, o := range [][2]string{{"title", "its `TITLE`, one line"}, {"start", "the `HOUR` at which it begins"}, {"minutes", "how many `MINUTES` it takes"}, {"documents", "`SYMBOLS` of documents, with commas between"},
		{"about", "`NUMBERS` of initiatives, with commas between"}, {"note", "an annotation, `WORDS` of one paragraph"}, {"before", "before which item it goes, by `NO`, or end"}} {
		values[o[0]] = new(string)
		if o[0] == "title" || o[0] == "note" || o[0] == "start" {
			textOption(cmd, values[o[0]], o[0], o[1])
			continue
		}
		cmd.Flags().StringVar(values[o[0]], o[0], "", o[1])
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take the item out")
	return cmd
}

func (e *errand) circulateAgenda() *cobra.Command {
	var to string
	var print bool
	cmd := &cobra.Command{
		Use: "agenda NUMBER [--to ADDRESSES] [--print]", Short: "Host and coordinators: circulate the agenda as a document",
		Long: `Issues the annotated agenda as a document in the series of the meeting, or as its next
revision, and circulates it to all, or to the addresses. With --print it is only written
out, for everybody.`,
		Example: "meeting agenda 4211\nmeeting agenda 4211 --print > agenda.txt", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			if print {
				v, err := e.desk.Meeting(ref.Number)
				if err != nil {
					return err
				}
				e.say("%s", strings.TrimRight(secretariat.AgendaText(v), "\n"))
				return nil
			}
			addresses, err := e.desk.CircleIn(to)
			if err != nil && to != "" {
				return err
			}
			symbol, label, err := e.desk.CirculateAgenda(ref.Number, addresses)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Number  asem.Number    `json:"number"`
					Symbol  asem.Symbol    `json:"symbol"`
					Version document.Label `json:"version"`
				}{ref.Number, symbol, label})
			}
			e.say("The agenda is circulated as %s.", document.Cited(symbol, label))
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the `ADDRESSES` to which it is circulated; without it to all")
	cmd.Flags().BoolVar(&print, "print", false, "write it out instead")
	return cmd
}

func (e *errand) summarise() *cobra.Command {
	var token string
	cmd := &cobra.Command{Use: "summary NUMBER < TEXT", Short: "Host and coordinators: write the chair's summary", Long: "Writes the chair's summary, or writes it anew. The text comes from standard input.",
		Example: "meeting summary 4211 < text.txt", Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			return e.write(cmd, secretariat.WritingIn("summary", ref.Number), "", nil, token, e.giving("meeting summary %d", uint64(ref.Number)))
		}}
	tokenOption(cmd, &token)
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

func (e *errand) agenda() *cobra.Command {
	var month, year, kind string
	var ics bool
	cmd := &cobra.Command{
		Use: "agenda [--month YYYY-MM] [--year YYYY] [--ics]", Short: "The calendar of meetings: a month, a year, or as iCalendar",
		Long: `Shows the meetings of this month, of another one or of a year. With --ics it is an
iCalendar file of the meetings from a year ago on, or of that month or year, to which
calendars can subscribe: events keep their names, and a change takes the next sequence.`,
		Example: "agenda\nagenda --year 2027\nagenda --ics > asem.ics", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return e.showAgenda(cmd, month, year, kind, ics) },
	}
	cmd.Flags().StringVar(&month, "month", "", "the `MONTH`, as in 2027-03")
	cmd.Flags().StringVar(&year, "year", "", "the `YEAR`, as in 2027")
	cmd.Flags().StringVar(&kind, "kind", "", "only meetings of that `KIND`")
	cmd.Flags().BoolVar(&ics, "ics", false, "as an iCalendar file")
	return cmd
}

// showAgenda shows a month, or a year.
func (e *errand) showAgenda(cmd *cobra.Command, month, year, kind string, ics bool) error {
	now := e.desk.Now()
	first, last := secretariat.MonthOf(now.Year(), now.Month())
	switch {
	case month != "" && year != "":
		return misused(cmd, "A month or a year, and not both.")
	case month != "":
		at, err := time.Parse("2006-01", month)
		if err != nil {
			return misused(cmd, "%q is no month: write it like 2027-03.", clip(month))
		}
		first, last = secretariat.MonthOf(at.Year(), at.Month())
	case year != "":
		from, to, err := yearsIn(cmd, year)
		if err != nil {
			return err
		}
		first, last = time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(to, 12, 31, 0, 0, 0, 0, time.UTC)
	case ics:
		first, last = now.AddDate(-1, 0, 0), now.AddDate(10, 0, 0)
	}
	list, err := e.desk.MeetingsDuring(first, last)
	if err != nil {
		return err
	}
	list = ofKind(list, agenda.Kind(kind))
	switch {
	case ics:
		return e.calendarFile(list)
	case e.asJSON:
		rows := make([]meetingRow, len(list))
		for i, v := range list {
			rows[i] = meetingRowOf(v)
		}
		return answerAll(e, rows)
	case year != "":
		for y := first.Year(); y <= last.Year(); y++ {
			e.sayLines(secretariat.YearLines(y, list))
		}
	default:
		e.sayLines(secretariat.MonthLines(first.Year(), first.Month(), list))
		if err := e.sayNext(last.AddDate(0, 0, 1), kind); err != nil {
			return err
		}
	}
	e.say("\nRead one: %s", e.ssh("meeting show NUMBER"))
	return nil
}

// nextMeetings bounds what is said of the meetings behind a month.
const nextMeetings = 5

// sayNext says which meetings come from a day on.
func (e *errand) sayNext(from time.Time, kind string) error {
	list, err := e.desk.MeetingsDuring(from, from.AddDate(2, 0, 0))
	if list = ofKind(list, agenda.Kind(kind)); err != nil || len(list) == 0 {
		return err
	}
	e.say("\nThen:")
	e.sayLines(secretariat.MeetingLines(list[:min(len(list), nextMeetings)], ""))
	return nil
}

func ofKind(list []secretariat.MeetingView, kind agenda.Kind) (of []secretariat.MeetingView) {
	for _, v := range list {
		if kind == "" || v.Kind == kind {
			of = append(of, v)
		}
	}
	return of
}

func (e *errand) sayLines(lines []string) {
	for _, line := range lines {
		e.say("%s", line)
	}
}

// calendarFile writes meetings as an iCalendar file.
func (e *errand) calendarFile(list []secretariat.MeetingView) error {
	return ical.Calendar{Domain: string(e.house.Domain), Now: e.desk.Now(), SSH: e.ssh}.Write(e.out, list)
}

// yearsIn reads a year, or two with a dash between.
func yearsIn(cmd *cobra.Command, text string) (from, to int, err error) {
	first, last, several := strings.Cut(text, "-")
	if !several {
		last = first
	}
	from, err = strconv.Atoi(first)
	if err == nil {
		to, err = strconv.Atoi(last)
	}
	if err != nil || from < 1996 || to < from || to-from > 9 {
		return 0, 0, misused(cmd, "%q are no years: write 2027, or 2026-2027.", clip(text))
	}
	return from, to, nil
}

func (e *errand) programmes() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	cmd := &cobra.Command{Use: "programmes", Short: "The work programmes, the latest first", Long: "Lists the work programmes of two years, with their priority clusters.", Example: "programmes\nprogrammes --json", Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			index, err := dossier.List(e.desk, secretariat.KindProgramme)
			if err != nil {
				return err
			}
			return e.listRecords(cmd.Context(), index, "", pages, func(r dossier.Row) (any, error) {
				v, err := e.desk.Programme(r.Number)
				return programmeRowOf(v), err
			}, "programme show")
		}}
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

type programmeRow struct {
	Number      asem.Number      `json:"number"`
	Title       string           `json:"title"`
	From        int              `json:"from"`
	To          int              `json:"to"`
	Clusters    []asem.ClusterID `json:"clusters"`
	Text        string           `json:"text"`
	Initiatives []initiativeRow  `json:"initiatives"`
	Meetings    []asem.Number    `json:"meetings"`
	New         bool             `json:"new"`
}

func programmeRowOf(v secretariat.ProgrammeView) programmeRow {
	row := programmeRow{v.Number, plain.Line(v.Title), v.From, v.To, orEmpty(v.Clusters), v.Text, []initiativeRow{}, []asem.Number{}, v.New}
	for _, i := range v.Initiatives {
		row.Initiatives = append(row.Initiatives, initiativeRowOf(i))
	}
	for _, m := range v.Meetings {
		row.Meetings = append(row.Meetings, m.Number)
	}
	return row
}

func (e *errand) programme() *cobra.Command {
	cmd := &cobra.Command{Use: "programme show|set ...", Short: "One work programme: what carries it",
		Long:    "A work programme names two years and its priority clusters; the initiatives and meetings\nthat carry it are drawn from their records.",
		Example: "programme show 4211\nprogramme show 4211 --json", Args: onlySubcommands, RunE: choose}
	cmd.AddCommand(e.showProgramme(), e.setProgramme())
	return cmd
}

func (e *errand) showProgramme() *cobra.Command {
	return &cobra.Command{Use: "show NUMBER", Short: "A work programme with what carries it, at a glance", Long: "Shows a work programme: its text, and by priority cluster the initiatives and meetings.",
		Example: "programme show 4211\nprogramme show 4211 --json", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.readRecord(dossier.Ref{Kind: secretariat.KindProgramme, Number: n}, func() (any, error) {
				v, err := e.desk.Programme(n)
				if err != nil {
					return nil, err
				}
				return programmeRowOf(v), nil
			})
		}}
}

func (e *errand) setProgramme() *cobra.Command {
	var title, cluster, token string
	var again number
	cmd := &cobra.Command{Use: "set YEAR --title T --cluster C [--number N] < TEXT", Short: "Coordinators: set a work programme of two years",
		Long:    "Sets a work programme of two years from the YEAR on, with its orientations from standard input; with --number sets that\none anew.",
		Example: `'programme set 2027 --title "Two years" --cluster sd' < text.txt`, Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if cluster == "" {
				return misused(cmd, "A work programme needs --title and --cluster.")
			}
			from := words[0]
			place := secretariat.NewProgramme
			if again != 0 {
				place = secretariat.WritingIn("programme-of", asem.Number(again))
			}
			return e.write(cmd, place, title, map[string]string{"from": from, "cluster": cluster}, token, e.giving("'programme set %s --title \"TITLE\" --cluster %s'", from, cluster))
		}}
	textOption(cmd, &title, "title", "its `TITLE`, one line")
	cmd.Flags().StringVar(&cluster, "cluster", "", "its priority `CLUSTERS`, with commas between")
	cmd.Flags().Var(&again, "number", "set the one with the `NUMBER` anew")
	tokenOption(cmd, &token)
	return cmd
}

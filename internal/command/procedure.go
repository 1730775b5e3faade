package command

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) procedures() *cobra.Command {
	pages := paging{atOnce: rowsAtOnce}
	var open bool
	cmd := &cobra.Command{
		Use:   "procedures [--open] [--limit N] [--before NUMBER]",
		Short: "The silence procedures, the newest first",
		Long: `Lists the silence procedures on documents that reach you: what is or was under silence,
until when, and how it ended. With --open only those that are open, or wait for a coordinator's consent.`,
		Example: "procedures --open\nprocedures --limit 0 --json",
		Args:    exactly(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return e.listProcedures(cmd.Context(), open, pages) },
	}
	cmd.Flags().BoolVar(&open, "open", false, "only those that are open, or wait for consent")
	pages.options(cmd, secretariat.DefaultLimit)
	return cmd
}

func (e *errand) listProcedures(ctx context.Context, open bool, pages paging) error {
	list := listing[secretariat.ProcedureView]{
		columns: []column{{"NUMBER", 9, name}, {"STATE", 9, words}, {"UNTIL", 16, words}, {"VOICES", 7, name}, {"TEXT", 36, words}},
		number:  func(p secretariat.ProcedureView) asem.Number { return p.Number },
		value:   func(p secretariat.ProcedureView) any { return procedureRowOf(p) },
		cells: func(p secretariat.ProcedureView) []string {
			fresh := ""
			if p.New {
				fresh = "[new] "
			}
			until := p.Expires
			if !p.Status.Pending() {
				until = p.Ended
			}
			return []string{p.Number.String(), string(p.Status), e.minute(until), voices(p.Procedure), fresh + document.Cited(p.Symbol, p.Label) + " " + plain.Line(p.Title)}
		},
	}
	next, begun, err := list.give(ctx, e, pages, func(p secretariat.Page) ([]secretariat.ProcedureView, bool, error) {
		page, err := e.desk.Procedures(open, p)
		return page.Rows, page.Follow, err
	})
	switch {
	case err != nil || e.asJSON:
		return err
	case !begun && open:
		e.say("Nothing is under silence that reaches you.")
		return nil
	case !begun:
		e.say("There is no silence procedure yet. Coordinators open them: %s", e.ssh("help procedure open"))
		return nil
	case next != 0:
		e.say("More follow: %s", e.ssh("procedures --before %d", next))
	}
	if jumped := e.desk.Jumped(); jumped != "" {
		e.say("%s", jumped)
	}
	e.zoned()
	e.say("Read one: %s", e.ssh("procedure show NUMBER"))
	return nil
}

// voices is how many partners have done something, of those that are asked.
func voices(p procedure.Procedure) string {
	return fmt.Sprintf("%d/%d", len(p.Asked)-len(p.Silent()), len(p.Asked))
}

type procedureRow struct {
	Number   asem.Number      `json:"number"`
	State    procedure.Status `json:"state"`
	Document string           `json:"document"`
	Title    string           `json:"title"`
	Expires  time.Time        `json:"expires"`
	Symbol   *asem.Symbol     `json:"symbol"`
	New      bool             `json:"new"`
}

func procedureRowOf(p secretariat.ProcedureView) procedureRow {
	row := procedureRow{p.Number, p.Status, document.Cited(p.Symbol, p.Label), plain.Line(p.Title), p.Expires.UTC(), nil, p.New}
	if p.Decision != "" {
		row.Symbol = &p.Decision
	}
	return row
}

func (e *errand) procedure() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "procedure show|open|break|amend|state|extend|withdraw ...",
		Short: "One silence procedure: follow it, open one, break it",
		Long: `What is under silence is adopted at a time that is exact to the second, unless a partner
breaks it before. Contact points act for their partner; coordinators open.`,
		Example: "procedure show 4211\nprocedure break 4211 < text.txt",
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(
		e.showProcedure(), e.openProcedure(), e.consentToProcedure(),
		e.entering("break", procedure.Objection, "Contact points: break the silence by an objection, with its text"),
		e.entering("amend", procedure.Amendment, "Contact points: break the silence by an amendment, with its text"),
		e.entering("reserve", procedure.Reservation, "Contact points: attach a reservation"),
		e.entering("state", procedure.Statement, "Contact points: attach an interpretative statement"),
		e.joining("associate", procedure.Association, "Contact points: associate your partner with the text"),
		e.joining("acknowledge", procedure.Acknowledgment, "Contact points: acknowledge it; silence needs no act"),
		e.extendProcedure(), e.withdrawProcedure(),
	)
	return cmd
}

func (e *errand) showProcedure() *cobra.Command {
	return &cobra.Command{
		Use:     "show NUMBER",
		Short:   "One procedure with all that partners did in it",
		Long:    "Shows a silence procedure: its text, its time, and what partners did, in full.",
		Example: "procedure show 4211\nprocedure show 4211 --json",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.readProcedure(n)
		},
	}
}

type procedureEntry struct {
	Kind    procedure.Kind `json:"kind"`
	Partner asem.Code      `json:"partner"`
	By      asem.Login     `json:"by"`
	At      time.Time      `json:"at"`
	Text    string         `json:"text"`
}

type extensionRow struct {
	From   time.Time  `json:"from"`
	To     time.Time  `json:"to"`
	By     asem.Login `json:"by"` // empty for the server
	At     time.Time  `json:"at"`
	Reason string     `json:"reason"`
}

func extensionRows(list []procedure.Extension) []extensionRow {
	rows := []extensionRow{}
	for _, x := range list {
		rows = append(rows, extensionRow{x.From.UTC(), x.To.UTC(), x.By, x.At.UTC(), plain.Line(x.Reason)})
	}
	return rows
}

type procedureShown struct {
	procedureRow
	Kind    string           `json:"kind"`
	By      asem.Login       `json:"by"`
	At      time.Time        `json:"at"`
	Reason  string           `json:"reason"`
	Asked   []asem.Code      `json:"asked"`
	Entries []procedureEntry `json:"entries"`
	Put     []extensionRow   `json:"extensions"`
	Ended   *time.Time       `json:"ended"`
	Why     string           `json:"endReason"`
	For     *asem.Number     `json:"initiative"`
	Consent *asem.Login      `json:"consent"`
}

// readProcedure shows one and marks it as read once it has been given out.
func (e *errand) readProcedure(n asem.Number) error {
	p, err := e.desk.Procedure(n)
	if err != nil {
		return err
	}
	if e.asJSON {
		shown := procedureShown{procedureRow: procedureRowOf(p), Kind: string(secretariat.KindProcedure), By: p.Author.Login, At: p.At.UTC(), Reason: plain.Line(p.Reason), Asked: p.Asked, Entries: []procedureEntry{}}
		for i, entry := range p.Entries {
			shown.Entries = append(shown.Entries, procedureEntry{entry.Kind, entry.Partner, entry.By, entry.At.UTC(), p.Texts[i]})
		}
		shown.Put, shown.Why = extensionRows(p.Extensions), plain.Line(p.EndReason)
		if !p.Ended.IsZero() {
			ended := p.Ended.UTC()
			shown.Ended = &ended
		}
		if shown.For = orNull(p.Initiative); p.Consent != "" {
			shown.Consent = &p.Consent
		}
		err = e.answer(shown)
	} else {
		e.sayProcedure(p)
	}
	if err == nil {
		err = e.flush()
	}
	if err == nil && p.New {
		e.shelveRead(secretariat.KindProcedure, p.Seen())
	}
	return err
}

func (e *errand) sayProcedure(p secretariat.ProcedureView) {
	e.say("Number:   %s", p.Number)
	e.say("Text:     %s %s", document.Cited(p.Symbol, p.Label), plain.Line(p.Title))
	e.say("State:    %s", secretariat.ProcedureStanding(p.Procedure, e.clock()))
	if p.Reason != "" {
		e.say("Reason:   %s", plain.Line(p.Reason))
	}
	e.say("From:     %s, %s", authorInFull(p.Author), e.moment(p.At))
	if p.Initiative != 0 {
		e.say("For:      %s", p.Initiative)
	}
	if p.Consent != "" {
		e.say("Consent:  %s", p.Consent)
	}
	for _, x := range p.Extensions {
		e.say("Extended: from %s; %s", deadline.Show(x.From, e.clock()), secretariat.ExtensionWords(x))
	}
	e.say("Asks:     %s; %s of them silent", asem.Listed(p.Asked), fmt.Sprint(len(p.Silent())))
	if p.Decision != "" {
		e.say("Read it:  %s", e.ssh("doc read %s", p.Decision))
	} else {
		e.say("Read it:  %s", e.ssh("'doc read %s'", document.Cited(p.Symbol, p.Label)))
	}
	for i, entry := range p.Entries {
		e.say("\n%s of %s, by %s, %s", secretariat.EntryWord(entry.Kind), entry.Partner, entry.By, e.moment(entry.At))
		if p.Texts[i] != "" {
			e.say("\n%s", plain.Text(p.Texts[i]))
		}
	}
	if p.MaySpeak {
		e.say("\nYour partner breaks it with %s", e.ssh("procedure break %d < TEXT", p.Number))
	}
}

// entering is a subcommand that takes a text from standard input.
func (e *errand) entering(verb string, kind procedure.Kind, short string) *cobra.Command {
	var token string
	cmd := &cobra.Command{
		Use:     verb + " NUMBER [--id TOKEN] < TEXT",
		Short:   short,
		Long:    short + ".\nThe text comes from standard input, is told to all at once, and cannot be taken back.\nEach partner has one voice.",
		Example: "procedure " + verb + " 4211 < text.txt",
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err == nil {
				err = e.desk.MayEnter(n, kind)
			}
			if err != nil {
				return err
			}
			text, err := e.text(cmd.Context(), e.giving("procedure %s %d", verb, n))
			if err != nil {
				return err
			}
			w := written{place: secretariat.EntryIn(n, kind), token: e.tokenOr(token), text: text}
			posted, err := e.desk.Enter(w.token, procedure.Enter{Number: n, Is: kind, Text: text})
			if err == nil && !e.asJSON && !posted.Already {
				e.say("%s is entered in %s.", secretariat.EntryWord(kind), n)
				return nil
			}
			return e.sent(w, posted, err)
		},
	}
	tokenOption(cmd, &token)
	return cmd
}

// joining is a subcommand without a text.
func (e *errand) joining(verb string, kind procedure.Kind, short string) *cobra.Command {
	return &cobra.Command{
		Use:     verb + " NUMBER",
		Short:   short,
		Long:    short + ".",
		Example: "procedure " + verb + " 4211",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err == nil {
				_, err = e.desk.Enter("", procedure.Enter{Number: n, Is: kind})
			}
			if err != nil {
				return err
			}
			return e.procedureDone(n, secretariat.EntryWord(kind)+" is entered in %s.", n)
		},
	}
}

// procedureDone says that something was done, or answers the number.
func (e *errand) procedureDone(n asem.Number, done string, args ...any) error {
	if e.asJSON {
		return e.answer(struct {
			Number asem.Number `json:"number"`
		}{n})
	}
	e.say(done, args...)
	return nil
}

func (e *errand) extendProcedure() *cobra.Command {
	var expires, reason string
	cmd := &cobra.Command{
		Use:     "extend NUMBER --expires TIME [--reason REASON]",
		Short:   "Coordinators: put the time off, before it has come",
		Long:    "Puts the time off at which a silence procedure is adopted. It is never shortened.",
		Example: "procedure extend 4211 --expires 7d\n" + `'procedure extend 4211 --expires 7d --reason "FI and VN ask."'`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if expires == "" {
				return misused(cmd, "The new time is missing.")
			}
			at, err := deadline.Parse(expires, e.desk.Now())
			if err == nil {
				err = e.desk.ExtendProcedure(n, at, reason)
			}
			if err != nil {
				return err
			}
			return e.silenced(n, at, "the silence lasts until %s.")
		},
	}
	cmd.Flags().StringVar(&expires, "expires", "", "the new `TIME`")
	textOption(cmd, &reason, "reason", "the `REASON`, one line, which all see")
	return cmd
}

func (e *errand) withdrawProcedure() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:     "withdraw NUMBER [--reason REASON]",
		Short:   "Who opened it: take it back, before its time",
		Long:    "Takes a silence procedure back. Who opened it does; where they coordinate no more, another coordinator.",
		Example: `'procedure withdraw 4211 --reason "A new version is coming."'` + "\nprocedure withdraw 4211",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err == nil {
				err = e.desk.WithdrawProcedure(n, reason)
			}
			if err != nil {
				return err
			}
			return e.procedureDone(n, "%s is withdrawn.", n)
		},
	}
	textOption(cmd, &reason, "reason", "the `REASON`, one line, which all see")
	return cmd
}

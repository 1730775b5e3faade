package command

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) notice() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "notice show|post|correct|pin|unpin|acks|remind|history ...",
		Short: "One notice: read it, post one, see who acknowledged",
		Long: `What can be done about a notice. Coordinators post notices, and moderators on their
boards; contact points acknowledge them for their partner, with ack. Only
acknowledgement is shown: who opened a notice is nobody's business.`,
		Example: "notice show 12\nnotice acks 12\n" + `'notice post --to @all --title "New room"' < text.txt`,
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(
		e.showNotice(), e.postNotice(), e.correctNotice(),
		e.noticeAct("pin", "Put a notice on top of all lists", "Puts a notice on top, above those pinned before. Doing it again brings it to the top again.",
			"%s is pinned.", func(n asem.Number) error { return e.desk.PinNotice(n, true) }),
		e.noticeAct("unpin", "Take a pinned notice down", "Takes a pinned notice down. Doing it again changes nothing.",
			"%s is not pinned.", func(n asem.Number) error { return e.desk.PinNotice(n, false) }),
		e.noticeAcks(),
		e.noticeAct("remind", "Remind the partners that have not acknowledged",
			"Makes the notice new again to the partners that have not acknowledged it. Its author\nand the coordinators can, once an hour.",
			"The partners that have not acknowledged %s are reminded.", e.desk.RemindNotice),
		e.noticeHistory(),
	)
	return cmd
}

// noticeAct is a subcommand that takes a notice's number and nothing else.
func (e *errand) noticeAct(verb, short, long, done string, act func(asem.Number) error) *cobra.Command {
	return &cobra.Command{
		Use: verb + " NUMBER", Short: short, Long: long, Args: exactly(1), Example: "notice " + verb + " 12",
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if err := act(n); err != nil {
				return err
			}
			return e.confirmNotice(n, done, n)
		},
	}
}

// confirmNotice says what was done, or answers with the notice's row.
func (e *errand) confirmNotice(n asem.Number, sentence string, args ...any) error {
	if e.asJSON {
		view, err := e.desk.Notice(n)
		if err != nil {
			return err
		}
		return e.answer(noticeRowOf(view))
	}
	e.say(sentence, args...)
	return nil
}

func (e *errand) ack() *cobra.Command {
	return &cobra.Command{
		Use:   "ack NUMBER|SYMBOL",
		Short: "Contact points: acknowledge a notice or a document",
		Long: `Acknowledges a notice for your partner. Every delegate of your partner sees that,
and by whom; so do its author and the coordinators. Doing it again changes nothing.
A notice that is corrected asks again. Of a document the receipt is acknowledged, of a
contingency the flash notice that told of it.`,
		Example: "ack 12\nack ASEM/SOM/2026/12",
		Args:    anything,
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := asem.ParseNumber(words[0])
			if err != nil {
				return e.receive(words)
			}
			switch to, err := e.desk.Find(n.String()); {
			case err != nil: // what is no notice either is refused below
			case to.Kind == secretariat.KindDocument:
				return e.receive(words)
			case to.Kind == secretariat.KindContingency:
				c, err := e.desk.Contingency(n)
				if err != nil {
					return err
				}
				n = c.Notice
			}
			if err := e.desk.Acknowledge(n, 0); err != nil {
				return err
			}
			return e.confirmNotice(n, "%s is acknowledged for your partner.", n)
		},
	}
}

func (e *errand) showNotice() *cobra.Command {
	var bare, keepNew bool
	cmd := &cobra.Command{
		Use:   "show NUMBER [--text] [--keep-new]",
		Short: "Read a notice",
		Long: `Shows a notice: its level, to whom it is, by when to acknowledge it, then its text.
What is read is no longer new to you; --keep-new leaves it new. Reading acknowledges
nothing.`,
		Example: "notice show 12\nnotice show 12 --json",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.readNotice(n, reading{bare: bare, keepNew: keepNew})
		},
	}
	cmd.Flags().BoolVar(&bare, "text", false, "the text alone")
	cmd.Flags().BoolVar(&keepNew, "keep-new", false, "do not mark it as read")
	return cmd
}

// noticeShown is a whole notice for programs.
type noticeShown struct {
	noticeRow
	Kind     string `json:"kind"`
	Text     string `json:"text"`
	Withheld string `json:"withheld,omitempty"`
}

// readNotice shows a notice and marks it as read once it has been given out.
func (e *errand) readNotice(n asem.Number, how reading) error {
	view, err := e.desk.Notice(n)
	if err != nil {
		return err
	}
	switch {
	case e.asJSON:
		err = e.answer(noticeShown{noticeRowOf(view), string(secretariat.KindNotice), plain.Text(view.Text), view.Withheld})
	case how.bare || how.quoted:
		text := plain.Text(view.Text)
		if how.quoted {
			text = plain.Quote(view.Text)
		}
		e.say("%s", text)
	default:
		e.showNoticeText(view)
	}
	if err == nil {
		err = e.flush()
	}
	if err == nil && view.New && !how.keepNew {
		e.shelveRead(secretariat.KindNotice, view.Seen())
	}
	return err
}

func (e *errand) showNoticeText(n secretariat.NoticeView) {
	e.say("Number:   %s", n.Number)
	e.say("Notice:   %s", plain.Line(n.Title))
	e.say("Level:    %s", n.Level)
	e.say("From:     %s", authorInFull(n.Author))
	e.say("To:       %s", asem.Listed(n.To))
	e.say("Date:     %s", e.moment(n.At))
	if n.Corrected() {
		e.say("Version:  %d, of %s; see %s", len(n.Versions), e.moment(n.Current().At), e.ssh("notice history %d", n.Number))
	}
	if n.Pinned != 0 {
		e.say("State:    pinned")
	}
	if n.Public {
		e.say("Public:   released; see %s", e.ssh("released"))
	}
	if !n.Expires.IsZero() {
		e.say("Expires:  %s", deadline.Show(n.Expires, e.clock()))
	}
	if len(n.Asked) > 0 {
		e.say("Asks:     to be acknowledged, by %s; %d of %s did", orNoDate(n.AckBy, e.clock()), len(n.Acks), count(len(n.Asked), "partner"))
	}
	switch {
	case n.Ack != nil:
		e.say("Yours:    acknowledged by %s on %s", n.Ack.By, e.moment(n.Ack.At))
	case n.MayAck:
		e.say("Yours:    not acknowledged yet; do it with %s", e.ssh("ack %d", n.Number))
	case n.Asks:
		e.say("Yours:    not acknowledged yet; your contact point does that")
	}
	e.say("")
	if n.Withheld != "" {
		e.say("(%s)", n.Withheld)
		return
	}
	e.say("%s", plain.Text(n.Text))
}

func orNoDate(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return "no fixed date"
	}
	return deadline.Show(at, zone)
}

// shelveRead marks what was given out. The reader has it: that no mark could be written
// is said beside it.
func (e *errand) shelveRead(k secretariat.Kind, seen secretariat.Seen) {
	if err := e.desk.MarkReadIn(k, seen); err != nil {
		e.noteUnmarked(err)
	}
}

func (e *errand) noticeAcks() *cobra.Command {
	return &cobra.Command{
		Use:   "acks NUMBER",
		Short: "Who has acknowledged a notice, and who has not",
		Long: `Lists the partners that a notice asks, with who acknowledged for each and when. Its
author and the coordinators see all of them; others see their own partner.`,
		Example: "notice acks 12\nnotice acks 12 --json",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.listAcks(n)
		},
	}
}

type ackRow struct {
	Partner asem.Code  `json:"partner"`
	Name    string     `json:"name"`
	By      asem.Login `json:"by"`
	At      *time.Time `json:"at"` // null: not yet
}

func (e *errand) listAcks(n asem.Number) error {
	views, err := e.desk.NoticeAcks(n)
	if err != nil {
		return err
	}
	rows := make([]ackRow, len(views))
	for i, v := range views {
		rows[i] = ackRow{Partner: v.Partner, Name: plain.Line(v.Name)}
		if v.Ack != nil {
			rows[i].By, rows[i].At = v.Ack.By, when(v.Ack.At)
		}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("%s asks nobody of yours to acknowledge it.", n)
		return nil
	}
	list := table{e: e, columns: []column{{"PARTNER", 7, name}, {"NAME", 28, words}, {"BY", 24, words}, {"AT", 16, words}}}
	missing := 0
	for _, r := range rows {
		at := "not yet"
		if r.At != nil {
			at = e.minute(*r.At)
		} else {
			missing++
		}
		list.row(string(r.Partner), r.Name, string(r.By), at)
	}
	list.flush()
	e.say("%s", unacknowledged(missing, len(rows)))
	if missing > 0 && e.desk.MayCorrect(n) == nil {
		e.say("Remind them: %s", e.ssh("notice remind %d", n))
	}
	return nil
}

// unacknowledged says how many partners of those that are listed have not acknowledged.
func unacknowledged(missing, of int) string {
	switch {
	case missing == 0:
		return "Nobody is missing."
	case missing == 1:
		return fmt.Sprintf("1 of %s has not acknowledged.", count(of, "partner"))
	}
	return fmt.Sprintf("%d of %s have not acknowledged.", missing, count(of, "partner"))
}

func (e *errand) noticeHistory() *cobra.Command {
	return &cobra.Command{
		Use:     "history NUMBER",
		Short:   "All versions of a notice, the first one first",
		Long:    `Shows how a notice was corrected: every version with its date and its text.`,
		Example: "notice history 12",
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			versions, err := e.desk.NoticeHistory(n)
			if err != nil {
				return err
			}
			return e.listVersions(n, versions)
		},
	}
}

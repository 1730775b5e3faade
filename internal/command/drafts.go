package command

import (
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) drafts() *cobra.Command {
	var part excerpt
	cmd := &cobra.Command{
		Use:   "drafts [show PLACE | drop PLACE]",
		Short: "What you wrote and have not sent",
		Long: `Lists your drafts, the newest first. There is one for each place: board/finance
is a new topic there, reply/#12 an answer, edit/#12 an edit, notice/new a notice,
letter/new a letter, answer/#12 or answer-all/#12 an answer to one. Nobody else can read them. A draft is dropped when it is sent.`,
		Example: "drafts\ndrafts show reply/12\ndrafts drop board/finance",
		Args:    onlySubcommands,
		RunE:    func(*cobra.Command, []string) error { return e.listDrafts(part) },
	}
	part.options(cmd)
	cmd.AddCommand(e.showDraft(), e.dropDraft())
	return cmd
}

type draftRow struct {
	Place secretariat.Place `json:"place"`
	Title string            `json:"title"`
	Saved time.Time         `json:"saved"`
	Bytes int               `json:"bytes"`
}

// draftShown is a whole draft for programs.
type draftShown struct {
	Place    secretariat.Place `json:"place"`
	Title    string            `json:"title"`
	Text     string            `json:"text"`
	Saved    time.Time         `json:"saved"`
	Envelope map[string]string `json:"envelope,omitempty"`
}

func (e *errand) listDrafts(part excerpt) error {
	drafts, err := e.desk.Drafts()
	if err != nil {
		return err
	}
	drafts, err = excerptOf(part, drafts, func(d secretariat.Draft) string { return string(d.Place) })
	if err != nil {
		return err
	}
	rows := make([]draftRow, len(drafts))
	for i, d := range drafts {
		rows[i] = draftRow{d.Place, plain.Line(d.Title), d.Saved.UTC(), len(d.Text)}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("You have no drafts. What you write on the screens and do not send is kept here.")
		return nil
	}
	list := table{e: e, columns: []column{{"PLACE", 24, name}, {"SAVED", 16, words}, {"BYTES", 6, amount}, {"TITLE", 31, words}}}
	for _, r := range rows {
		title := r.Title
		if title == "" {
			if title, err = e.desk.PlaceTitle(r.Place); err != nil {
				title = "" // the post or board cannot be seen any more; the draft can
			}
		}
		list.row(string(r.Place), e.minute(r.Saved), strconv.Itoa(r.Bytes), title)
	}
	list.flush()
	e.zoned()
	e.say("Read one: %s", e.ssh("drafts show PLACE"))
	return nil
}

func (e *errand) showDraft() *cobra.Command {
	var bare bool
	cmd := &cobra.Command{
		Use:   "show PLACE [--text]",
		Short: "Show a draft",
		Long: `Shows a draft. --text gives its text alone, so that it can be sent from here:
drafts show reply/12 --text piped into reply 12.`,
		Example: "drafts show reply/12\ndrafts show board/finance --text > text.txt",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			d, err := e.draftAt(words[0])
			switch {
			case err != nil:
				return err
			case e.asJSON:
				return e.answer(draftShown{d.Place, plain.Line(d.Title), plain.Text(d.Text), d.Saved.UTC(), d.Envelope})
			case bare:
				e.say("%s", plain.Text(d.Text))
				return nil
			}
			e.say("Place: %s", d.Place)
			if d.Title != "" {
				e.say("Title: %s", plain.Line(d.Title))
			}
			for _, line := range fieldLines(d.Envelope) {
				e.say("%s", plain.Line(line))
			}
			e.say("Saved: %s\n\n%s", e.moment(d.Saved), plain.Text(d.Text))
			return nil
		},
	}
	cmd.Flags().BoolVar(&bare, "text", false, "the text alone")
	return cmd
}

func (e *errand) dropDraft() *cobra.Command {
	return &cobra.Command{
		Use:     "drop PLACE",
		Short:   "Forget a draft",
		Long:    `Forgets a draft, for good: drafts are not in the record.`,
		Example: "drafts drop reply/12",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			d, err := e.draftAt(words[0])
			if err != nil {
				return err
			}
			if err := e.desk.DropDraft(d.Place); err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(draftRow{d.Place, plain.Line(d.Title), d.Saved.UTC(), len(d.Text)})
			}
			e.say("The draft at %s is dropped.", d.Place)
			return nil
		},
	}
}

// draftAt is the draft of a place as a person writes it, # or no #.
func (e *errand) draftAt(word string) (secretariat.Draft, error) {
	place := secretariat.Place(strings.ToLower(word))
	kind, board, n, ok := place.Parse()
	switch {
	case !ok:
		return secretariat.Draft{}, fault.New(fault.Usage, "%q is no place of a draft, like board/finance, reply/12 or edit/12.", clip(word)).
			Then("`ssh HOST drafts` lists yours.")
	case kind == "board":
		place = secretariat.OnBoard(board)
	case n != 0:
		place = secretariat.Place(kind + "/" + n.String()) // # or no #
	}
	d, there, err := e.desk.Draft(place)
	if err == nil && !there {
		err = fault.New(fault.NotFound, "You have no draft at %s.", place).Then("`ssh HOST drafts` lists yours.")
	}
	return d, err
}

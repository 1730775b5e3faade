package command

import (
	"context"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// paperOptions are what a draft says of itself, as it was typed.
type paperOptions struct {
	series, title, pillar, meeting, item, by, language, office string
	clusters                                                   []string
}

// options adds the options to a command.
func (o *paperOptions) options(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.series, "series", "", "the `SERIES` in which it gets its symbol: ASEM/SOM")
	textOption(cmd, &o.title, "title", "the document's `TITLE`, one line")
	cmd.Flags().StringVar(&o.pillar, "pillar", "", "the `PILLAR`: political, economic, social-cultural, or across")
	cmd.Flags().StringSliceVar(&o.clusters, "cluster", nil, "a `CLUSTER`; again, or with commas, for several")
	textOption(cmd, &o.meeting, "meeting", "the `MEETING` for which it is, as people write it")
	textOption(cmd, &o.item, "item", "the agenda `ITEM`, as people write it")
	cmd.Flags().StringVar(&o.by, "by", "", "the `PARTNERS` that submit it, with commas; coordinators name others than their own")
	cmd.Flags().StringVar(&o.language, "language", "", "the `LANGUAGE`: en, fr, zh-Hant; en where none is given")
	cmd.Flags().StringVar(&o.office, "office", "", "the `OFFICE` of yours in which you write it, whose successor goes on with it; own for none")
}

// change are the options that were given.
func (o paperOptions) change(cmd *cobra.Command) (c document.Change, err error) {
	given := func(option string) bool { return cmd.Flags().Changed(option) }
	if given("series") {
		series := asem.Series(o.series)
		c.Series = &series
	}
	if given("title") {
		c.Title = &o.title
	}
	if given("language") {
		language := document.Language(o.language)
		c.Language = &language
	}
	if given("pillar") {
		pillar, _, err := pillarIn(o.pillar)
		if err != nil {
			return c, err
		}
		c.Pillar = &pillar
	}
	if given("cluster") {
		clusters := []asem.ClusterID{}
		for _, id := range o.clusters {
			if id = strings.ToLower(strings.TrimSpace(id)); id != "" {
				clusters = append(clusters, asem.ClusterID(id))
			}
		}
		c.Clusters = &clusters
	}
	if given("meeting") {
		c.Meeting = &o.meeting
	}
	if given("item") {
		c.Item = &o.item
	}
	if given("by") {
		partners := []asem.Code{}
		for _, code := range strings.FieldsFunc(o.by, func(r rune) bool { return r == ',' || r == ' ' }) {
			partners = append(partners, asem.Code(strings.ToUpper(code)))
		}
		c.By = &partners
	}
	if given("office") {
		office := roster.Office(o.office)
		c.Office = &office
	}
	return c, nil
}

func (e *errand) draftDocument() *cobra.Command {
	var o paperOptions
	var fileName, token string
	cmd := &cobra.Command{
		Use:     "draft --series SERIES --title TITLE [OPTION ...] < FILE",
		Aliases: []string{"put"},
		Short:   "Draw up a draft from a file; nobody but you sees it",
		Long: `Draws up a draft of a document with the file from standard input, of any kind, and
answers with its number. Nobody but you sees it, and you may change it until you issue it:
attach further files, edit what it says of itself. The series may be decided later; a
revision takes that of its document. What you draw up while you hold an office passes on
to whoever follows you; with --office own it stays yours.

With --id, a token of your own making, sending twice draws up one draft.`,
		Example: `'doc draft --series ASEM/SOM --title "Draft agenda"' < agenda.txt` + "\n" +
			"doc draft --series SOM --title Agenda --item 3 --json < agenda.txt",
		Args: exactly(0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.title == "" {
				return misused(cmd, "A document needs a title.")
			}
			return e.drawUp(cmd, o, fileName, token)
		},
	}
	o.options(cmd)
	textOption(cmd, &fileName, "name", "the file's `NAME`; without it one of its kind")
	tokenOption(cmd, &token)
	return cmd
}

// drawUp asks for everything that can be wrong before the file is read.
func (e *errand) drawUp(cmd *cobra.Command, o paperOptions, fileName, token string) error {
	change, err := o.change(cmd)
	if err != nil {
		return err
	}
	paper, err := e.desk.PaperOf(change)
	if err != nil {
		return err
	}
	in, err := e.takeIn(cmd.Context(), fileName, paper.Language, e.ssh("'doc draft --series %s --title \"TITLE\"' < FILE", "SERIES"))
	if err != nil {
		return err
	}
	defer in.Release()
	paper.Files = []document.File{in.File}
	posted, err := e.desk.DraftDocument(token, paper)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(struct {
			Number asem.Number `json:"number"`
		}{posted.Number})
	case posted.Already:
		e.say("Draft %s was drawn up under this token before: nothing was done now.", posted.Number)
	default:
		e.say("Draft %s is drawn up, with %s of %d bytes. Nobody but you sees it.", posted.Number, plain.Line(in.Name), in.Bytes)
		if passes := e.desk.PassesOn(document.Draft{Paper: paper}); passes != "" {
			e.say("%s", passes)
		}
	}
	e.say("Issue it: %s", e.ssh("doc issue %d --to ADDRESSES", posted.Number))
	return nil
}

// takeIn receives the file from standard input; how is the command line to be shown
// where nothing came.
func (e *errand) takeIn(ctx context.Context, fileName string, language document.Language, how string) (*secretariat.Incoming, error) {
	if e.terminal {
		return nil, fault.New(fault.Usage, "The file is read from standard input, which has no end on a terminal.").
			Then("Leave -t away and give it so: %s", how)
	}
	hint := func() {
		e.beside("Waiting for the file on standard input. From the keyboard: end it with Ctrl-D.")
	}
	var body io.Reader = &awaited{from: e.in, patience: patience, hint: hint}
	in, err := e.desk.TakeIn(ctx, fileName, language, body)
	if err != nil {
		return nil, err
	}
	if err := context.Cause(ctx); err != nil {
		in.Release()
		return nil, err
	}
	return in, nil
}

func (e *errand) draftsOfDocuments() *cobra.Command {
	return &cobra.Command{
		Use:     "drafts",
		Short:   "Your drafts of documents",
		Long:    `Lists your drafts of documents, the newest first. Nobody else sees them.`,
		Example: "doc drafts\ndoc drafts --json",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			drafts, err := e.desk.DocumentDrafts()
			if err != nil {
				return err
			}
			return e.listDocumentDrafts(drafts)
		},
	}
}

func (e *errand) listDocumentDrafts(drafts []document.Draft) error {
	if e.asJSON {
		rows := make([]paperShown, len(drafts))
		for i, d := range drafts {
			rows[i] = paperShownOf(d)
		}
		return answerAll(e, rows)
	}
	if len(drafts) == 0 {
		e.say("You have no drafts of documents. What you draw up, or put into /drop with sftp, stands here.")
		e.say("Draw one up: %s", e.ssh("help doc draft"))
		return nil
	}
	list := table{e: e, columns: []column{{"NUMBER", 9, name}, {"CHANGED", 16, words}, {"SERIES", 12, name}, {"FILES", 5, amount}, {"TITLE", 34, words}}}
	for _, d := range drafts {
		list.row(d.Number.String(), e.minute(d.Changed), string(d.Paper.Series), strconv.Itoa(len(d.Paper.Files)), d.Paper.Title)
	}
	list.flush()
	e.zoned()
	e.say("Look at one: %s", e.ssh("doc show NUMBER"))
	return nil
}

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
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// paperOptions are what a draft says of itself, as it was typed.
type paperOptions struct {
	series, title, pillar, item, by, language string
	clusters                                  []string
}

// options adds the options to a command.
func (o *paperOptions) options(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.series, "series", "", "the `SERIES` in which it gets its symbol: ASEM/SOM")
	textOption(cmd, &o.title, "title", "the document's `TITLE`, one line")
	cmd.Flags().StringVar(&o.pillar, "pillar", "", "the `PILLAR`: political, economic, social-cultural, or across")
	cmd.Flags().StringSliceVar(&o.clusters, "cluster", nil, "a `CLUSTER`; again, or with commas, for several")
	textOption(cmd, &o.item, "item", "the agenda `ITEM`, as people write it")
	cmd.Flags().StringVar(&o.by, "by", "", "the `PARTNERS` that submit it, with commas; coordinators name others than their own")
	cmd.Flags().StringVar(&o.language, "language", "", "the `LANGUAGE`: en, fr, zh-Hant; en where none is given")
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
answers with its number. Nobody but you sees it, and you may change it until you issue
it: attach further files, edit what it says of itself. The series may be decided later;
a revision takes that of its document.

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

func (e *errand) redraftDocument() *cobra.Command {
	var o paperOptions
	cmd := &cobra.Command{
		Use:   "edit NUMBER [OPTION ...]",
		Short: "Change what a draft says of itself",
		Long: `Changes the title of a draft of yours, its series, its language or where it belongs.
What is not named stays as it is. A file of it is replaced with attach.`,
		Example: "doc edit 45 --series ASEM/SOM\n" + `'doc edit 45 --title "Draft agenda" --pillar economic'`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			change, err := o.change(cmd)
			if err != nil {
				return err
			}
			return e.rewrite(words[0], document.Rewrite{Change: change}, "Draft %s is changed.")
		},
	}
	o.options(cmd)
	return cmd
}

// rewrite changes a draft and says so.
func (e *errand) rewrite(word string, a document.Rewrite, done string) error {
	n, err := numberIn(word)
	if err != nil {
		return err
	}
	a.Number = n
	if err := e.desk.RedraftDocument(a); err != nil {
		return err
	}
	if !e.asJSON {
		e.say(done, n)
		return nil
	}
	d, err := e.desk.DocumentDraft(n)
	if err != nil {
		return err
	}
	return e.answer(paperShownOf(d))
}

func (e *errand) attachToDraft() *cobra.Command {
	var fileName, language string
	cmd := &cobra.Command{
		Use:   "attach NUMBER --name NAME [--language LANGUAGE] < FILE",
		Short: "Add a file to a draft, or replace one",
		Long: `Adds the file from standard input to a draft of yours. One of the same name and
language is replaced. Without --language it is in that of the draft.`,
		Example: "doc attach 45 --name annex.txt < text.txt\n" + `'doc attach 45 --name "ordre du jour.txt" --language fr' < text.txt`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if fileName == "" {
				return misused(cmd, "A file that is attached needs a name.")
			}
			if _, err := e.desk.DocumentDraft(n); err != nil {
				return err
			}
			pick, err := filePick{language: language}.pick()
			if err != nil {
				return err
			}
			in, err := e.takeIn(cmd.Context(), fileName, pick.Language, e.ssh("doc attach %d --name NAME < FILE", n))
			if err != nil {
				return err
			}
			defer in.Release()
			return e.rewrite(words[0], document.Rewrite{Attach: []document.File{in.File}}, "The file is attached to draft %s.")
		},
	}
	textOption(cmd, &fileName, "name", "the file's `NAME`")
	cmd.Flags().StringVar(&language, "language", "", "its `LANGUAGE`")
	return cmd
}

func (e *errand) detachFromDraft() *cobra.Command {
	var fileName, language string
	cmd := &cobra.Command{
		Use:     "detach NUMBER --name NAME [--language LANGUAGE]",
		Short:   "Take a file out of a draft",
		Long:    `Takes a file out of a draft of yours.`,
		Example: "doc detach 45 --name annex.pdf\n" + `'doc detach 45 --name "ordre du jour.txt"'`,
		Args:    exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			if fileName == "" {
				return misused(cmd, "Which file is to go is said with --name.")
			}
			pick, err := filePick{name: fileName, language: language}.pick()
			if err != nil {
				return err
			}
			clean := rule.CleanFiles([]rule.File{{Name: fileName}})[0].Name
			return e.rewrite(words[0], document.Rewrite{Detach: []document.File{{Name: clean, Language: pick.Language}}}, "The file is taken out of draft %s.")
		},
	}
	textOption(cmd, &fileName, "name", "the file's `NAME`")
	cmd.Flags().StringVar(&language, "language", "", "its `LANGUAGE`, where there are several")
	return cmd
}

func (e *errand) discardDraft() *cobra.Command {
	return &cobra.Command{
		Use:     "discard NUMBER",
		Short:   "Drop a draft of a document, with its files",
		Long:    `Drops a draft of yours with its files, for good. Its number is not given again.`,
		Example: "doc discard 45",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if err := e.desk.DiscardDocument(n); err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(struct {
					Number asem.Number `json:"number"`
				}{n})
			}
			e.say("Draft %s is discarded.", n)
			return nil
		},
	}
}

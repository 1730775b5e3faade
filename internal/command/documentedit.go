package command

import (
	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/rule"
)

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

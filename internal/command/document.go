package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) document() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "doc show|read|get|diff|history|draft|issue|circulate ...",
		Short: "One document: read it, draw one up, issue, circulate",
		Long: `What can be done about a document. It is named by its symbol, in any case and with its
version behind it where that matters: ASEM/SOM/2026/12 REV 1. A draft is named by its
number and seen by nobody but you. See help documents.`,
		Example: "doc show ASEM/SOM/2026/12\ndoc get ASEM/SOM/2026/12 REV 1 > agenda.pdf\n" +
			`'doc draft --series ASEM/SOM --title "Draft agenda"' < agenda.txt` + "\n" + "doc issue 45 --to @all",
		Args: onlySubcommands,
		RunE: choose,
	}
	cmd.AddCommand(
		e.showDocument(), e.readDocument(), e.getDocument(), e.diffDocument(), e.documentBrackets(), e.documentHistory(),
		e.draftDocument(), e.draftsOfDocuments(), e.redraftDocument(), e.attachToDraft(), e.detachFromDraft(), e.discardDraft(),
		e.issueDocument(), e.circulateDocument(), e.receiveDocument(), e.documentReceipts(), e.documentSeries(),
	)
	return cmd
}

// cited takes a symbol, or a number, with a version behind it that may come in two words.
func cited(cmd *cobra.Command, words []string) error {
	if len(words) == 0 {
		return misused(cmd, "Something is missing after `%s`.", nameOf(cmd))
	}
	text := strings.Join(words, " ")
	if _, err := asem.ParseNumber(text); err == nil {
		return nil
	}
	if _, _, err := document.ParseSymbol(text); err != nil {
		return requoted(cmd, misused(cmd, "%q is neither a symbol like ASEM/SOM/2006/12, with or without a version, nor a number.", clip(text)))
	}
	return nil
}

// anything takes the number of anything, or a symbol as cited does.
func anything(cmd *cobra.Command, words []string) error {
	if len(words) > 0 && strings.Contains(words[0], "/") {
		return cited(cmd, words)
	}
	if err := exactly(1)(cmd, words); err != nil {
		return err
	}
	_, err := numberIn(words[0])
	return err
}

// A citation is what the words behind a command name.
type citation struct {
	symbol  asem.Symbol
	version document.Label // empty for the one that stands
	draft   asem.Number    // set where they name a draft, and nothing else is
}

// cite finds what the words name. version is what --version says, if it says anything.
func (e *errand) cite(words []string, version string) (c citation, err error) {
	text := strings.Join(words, " ")
	if n, parsed := asem.ParseNumber(text); parsed == nil {
		if _, err := e.desk.DocumentDraft(n); err == nil {
			return citation{draft: n}, nil
		}
	}
	if c.symbol, c.version, err = e.desk.ParseSymbol(text); err != nil || version == "" {
		return c, err
	}
	c.version, err = document.ParseLabel(version) // it was meant, whatever stands behind the symbol
	return c, err
}

// A filePick is which file of a version is meant, as it was typed.
type filePick struct{ version, name, language string }

// pick is the file that is meant.
func (p filePick) pick() (secretariat.FilePick, error) {
	pick := secretariat.FilePick{Name: p.name}
	if p.language == "" {
		return pick, nil
	}
	var err error
	pick.Language, err = document.ParseLanguage(p.language)
	return pick, err
}

// options adds the options to a command.
func (p *filePick) options(cmd *cobra.Command) {
	textOption(cmd, &p.version, "version", "the `VERSION`: -, REV 1, ADD 1; without it the one that stands")
	textOption(cmd, &p.name, "file", "the `FILE`, by its name or its index; without it the text itself")
	cmd.Flags().StringVar(&p.language, "language", "", "the `LANGUAGE`: en, fr, zh-Hant")
}

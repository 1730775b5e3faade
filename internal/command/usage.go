package command

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// misused is a fault.Usage that ends with the command's usage line.
func misused(cmd *cobra.Command, what string, args ...any) *fault.Error {
	return fault.New(fault.Usage, what, args...).Then("Usage: %s", cmd.UseLine())
}

// between takes from least to most words after the command.
func between(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, words []string) error {
		switch {
		case len(words) < least:
			return misused(cmd, "Something is missing after `%s`.", nameOf(cmd))
		case len(words) > most:
			return requoted(cmd, misused(cmd, "%q is more than `%s` takes.", clip(words[most]), nameOf(cmd)))
		}
		return nil
	}
}

// exactly takes this many words after the command.
func exactly(n int) cobra.PositionalArgs { return between(n, n) }

// onlySubcommands refuses what is not the name of one.
func onlySubcommands(cmd *cobra.Command, words []string) error {
	if len(words) > 0 {
		return unknown(cmd, words[0])
	}
	return nil
}

// choose is what a command does that only has subcommands.
func choose(cmd *cobra.Command, _ []string) error {
	return misused(cmd, "`%s` needs one of %s behind it.", nameOf(cmd), joined(cmd.Commands()))
}

func joined(commands []*cobra.Command) string {
	names := make([]string, len(commands))
	for i, cmd := range commands {
		names[i] = cmd.Name()
	}
	return strings.Join(names, ", ")
}

// longestTypo bounds what is compared with the names of commands.
const longestTypo = 40

// unknown is a word that is no command, with what may have been meant.
func unknown(parent *cobra.Command, word string) error {
	if word == "scp" && !parent.HasParent() {
		return fault.New(fault.Usage, "The old protocol of scp is not spoken here.").
			Then("Leave out its option -O, or give it -s; scp before OpenSSH 8.7 has neither: take sftp.")
	}
	f := fault.New(fault.Usage, "There is no command %q.", clip(word))
	if parent.HasParent() {
		f = fault.New(fault.Usage, "`%s` has no command %q, only %s.", nameOf(parent), clip(word), joined(parent.Commands()))
	}
	var meant []string
	if len(word) <= longestTypo {
		meant = parent.SuggestionsFor(word)
	}
	switch {
	case len(meant) > 0:
		return f.Then("Did you mean %s?", strings.Join(meant, " or "))
	case parent.HasParent():
		return f.Then("Usage: %s", parent.UseLine())
	}
	return f.Then("`ssh HOST help` lists the commands.")
}

// badOption turns the parser's error into a fault.
func badOption(cmd *cobra.Command, err error) error {
	var (
		none    *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case !cmd.HasParent():
		return fault.New(fault.Usage, "The command comes first, its options behind it.").Then("`ssh HOST help` lists the commands.")
	case errors.As(err, &none):
		return requoted(cmd, misused(cmd, "`%s` has no option %q.", nameOf(cmd), clip(none.GetSpecifiedName())))
	case errors.As(err, &missing):
		return misused(cmd, "The option %q needs a value behind it.", clip(missing.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return misused(cmd, "%q is no value for the option %q.", clip(invalid.GetValue()), invalid.GetFlag().Name)
	}
	return requoted(cmd, misused(cmd, "The options cannot be read.").Because(err))
}

// numberIn reads the number of a post: 4211 or #4211.
func numberIn(word string) (asem.Number, error) {
	n, err := asem.ParseNumber(word)
	if err != nil {
		return 0, fault.New(fault.Usage, "%q is not a number like 4211 or #4211.", clip(word)).
			Then("`ssh HOST new` and `ssh HOST topics BOARD` show numbers.")
	}
	return n, nil
}

// clip keeps what is quoted of a command line short.
func clip(word string) string {
	if len(word) > longestTypo {
		return strings.ToValidUTF8(word[:longestTypo], "") + ".."
	}
	return word
}

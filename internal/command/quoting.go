package command

import (
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"asem.internal/avs/internal/fault"
)

// A client's ssh joins the words of its command line with blanks, and the door
// splits what comes: what the delegate's own shell had taken for one quoted word
// is several by then, unless the whole command was quoted as well.

// freeText marks an option whose value is words for people: a title, a reason.
const freeText = "free text"

// textOption adds an option whose value is words for people. Its commands take
// all the words behind it, up to the next option, where nothing else can be meant.
func textOption(cmd *cobra.Command, value *string, option, usage string) {
	cmd.Flags().StringVar(value, option, "", usage)
	_ = cmd.Flags().SetAnnotation(option, freeText, nil) // fails for an unknown option only
}

func isFreeText(option *pflag.Flag) bool {
	_, is := option.Annotations[freeText]
	return is
}

// regrouped gives the words behind a command's name, those of an option of free
// text made one value again. It does so only where the line would be refused for
// words too many, and is right with them in the value.
func regrouped(cmd *cobra.Command, line []string) []string {
	_, loose := parted(cmd, line, false)
	whole, left := parted(cmd, line, true)
	if cmd.Args == nil || cmd.Args(cmd, loose) == nil || cmd.Args(cmd, left) != nil {
		return line
	}
	return whole
}

// parted walks over a command's words as its parser will. It gives them with the
// values of free text gathered, if gather says so, and those that are no options.
func parted(cmd *cobra.Command, line []string, gather bool) (all, bare []string) {
	for len(line) > 0 {
		word := line[0]
		all, line = append(all, word), line[1:]
		if word == "--" {
			return append(all, line...), append(bare, line...)
		}
		if !isOption(word) {
			bare = append(bare, word)
			continue
		}
		name, _, valued := strings.Cut(strings.TrimLeft(word, "-"), "=")
		option := cmd.Flag(name)
		if option == nil || option.NoOptDefVal != "" { // unknown, or of no value: the parser will say
			continue
		}
		if !valued && len(line) > 0 {
			all, line = append(all, line[0]), line[1:]
		}
		if gather && isFreeText(option) {
			for range looseWords(all[len(all)-1], line) {
				all[len(all)-1] += " " + line[0]
				line = line[1:]
			}
		}
	}
	return all, bare
}

// looseWords is how many words, up to the next option, seem to belong to a value.
// A word with a blank in it came quoted: then its neighbours were meant as they are.
func looseWords(value string, line []string) int {
	n := 0
	for n < len(line) && !isOption(line[n]) {
		n++
	}
	for _, word := range append([]string{value}, line[:n]...) {
		if strings.ContainsFunc(word, unicode.IsSpace) {
			return 0
		}
	}
	return n
}

// isOption says how the parser takes a word: a dash alone is none, in a title it
// is a dash.
func isOption(word string) bool { return len(word) > 1 && word[0] == '-' }

// requoted says in a fault how to quote, if the command's free text may have come
// apart; else the fault stays as it is.
func requoted(cmd *cobra.Command, f *fault.Error) *fault.Error {
	cmd.Flags().Visit(func(option *pflag.Flag) {
		if isFreeText(option) {
			f.Then("Quotation marks do not come through ssh: put the whole command into a pair of its own, as in ssh HOST %s", quotedExample(cmd))
		}
	})
	return f
}

// quotedExample is the first example of a command that shows how to quote.
func quotedExample(cmd *cobra.Command) string {
	for line := range strings.SplitSeq(cmd.Example, "\n") {
		if strings.HasPrefix(line, "'") {
			return line
		}
	}
	return ""
}

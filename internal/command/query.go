package command

import (
	"strings"

	"github.com/spf13/cobra"
)

// query marks a command whose words are a query, in which -word is no option.
const query = "query"

func takesQuery(cmd *cobra.Command) bool {
	_, is := cmd.Annotations[query]
	return is
}

// optionsFirst puts the options of a line before its query, wherever they stood: all
// that begin with two dashes, with their values, and -h.
func optionsFirst(cmd *cobra.Command, line []string) []string {
	var options, words []string
	for len(line) > 0 {
		word := line[0]
		line = line[1:]
		switch {
		case word == "--":
			words = append(words, line...)
			line = nil
		case word == "-h":
			options = append(options, word)
		case strings.HasPrefix(word, "--"):
			options = append(options, word)
			name, _, valued := strings.Cut(word[2:], "=")
			option := cmd.Flag(name)
			if option != nil && option.NoOptDefVal == "" && !valued && len(line) > 0 {
				options, line = append(options, line[0]), line[1:]
			}
		default:
			words = append(words, word)
		}
	}
	return append(append(options, "--"), words...)
}

// queryOf makes a query of the words of a command line. The quotation marks of a phrase
// went when the line was split; a word with blanks in it is what they held.
func queryOf(words []string) string {
	parts := make([]string, len(words))
	for i, w := range words {
		name, value, field := strings.Cut(w, ":")
		switch {
		case !strings.ContainsAny(w, " \t") || strings.ContainsAny(w, `"()`):
			parts[i] = w
		case field && !strings.ContainsAny(name, " \t"):
			parts[i] = name + `:"` + value + `"`
		case strings.HasPrefix(w, "-") || strings.HasPrefix(w, "+"):
			parts[i] = w[:1] + `"` + w[1:] + `"`
		default:
			parts[i] = `"` + w + `"`
		}
	}
	return strings.Join(parts, " ")
}

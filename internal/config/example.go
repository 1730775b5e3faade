package config

import (
	"fmt"
	"strings"
)

// Example is a configuration file with every key and its comment. All values are
// commented out, so that an installation follows the defaults of later versions
// where its operator has decided nothing.
func Example() []byte {
	var out strings.Builder
	out.WriteString(head)
	standard, last := Default(), ""
	for _, k := range keys() {
		section, word := k.parts()
		if section != last {
			fmt.Fprintf(&out, "\n[%s]\n", section)
			last = section
		}
		out.WriteByte('\n')
		for line := range strings.SplitSeq(k.about, "\n") {
			fmt.Fprintf(&out, "# %s\n", line)
		}
		fmt.Fprintf(&out, "# %s\n#%s = %s\n", k.bounds(), word, k.literal(&standard))
	}
	return []byte(out.String())
}

const head = `# The configuration of avs.
#
# Each key is shown with its default; take away the # to change it. A variable
# of the environment goes before this file, a flag of the command line before
# both. Durations have their unit (h, m, s), sizes theirs (B, KiB, MiB, GiB). A
# key that is not known, or a value that is not right, stops the server at its
# start.
`

// bounds says between what the value may be, and how the environment calls it.
func (k key) bounds() string {
	variable := "In the environment: " + k.variable() + "."
	standard := Default()
	switch k.field(&standard).(type) {
	case *int:
		return fmt.Sprintf("From %d to %d. %s", k.least, k.most, variable)
	case *Size:
		return fmt.Sprintf("From %s to %s. %s", Size(k.least), Size(k.most), variable)
	default:
		if k.most > 0 {
			return fmt.Sprintf("From %s to %s. %s", short(k.least), short(k.most), variable)
		}
	}
	return variable
}

package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) agendaItem() *cobra.Command {
	values := map[string]*string{}
	var remove bool
	cmd := &cobra.Command{
		Use: "item NUMBER [NO] [OPTION ...]", Short: "Host and coordinators: add a point to the agenda, or change one",
		Long: `Without NO adds an item to the agenda of a meeting, with NO changes that one. An HOUR is
one like '2027-03-01 09:30', in the zone of the place. A dash takes away what stands in an
option. Items are named by the number in brackets, which stays when they move.`,
		Example: `'meeting item 4211 --title Opening --start "2027-03-01 09:30"'` + "\nmeeting item 4211 3 --before 1\nmeeting item 4211 3 --remove", Args: between(1, 2),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			said, key := given(values), "i"
			if len(words) > 1 {
				said["no"], key = words[1], "I"
			}
			if remove {
				key = "x"
			}
			if remove && len(words) < 2 {
				return misused(cmd, "Which item is missing.")
			}
			return e.deed(ref, key, said)
		},
	}
	for _, o := range [][2]string{{"title", "its `TITLE`, one line"}, {"start", "the `HOUR` at which it begins"}, {"minutes", "how many `MINUTES` it takes"}, {"documents", "`SYMBOLS` of documents, with commas between"},
		{"about", "`NUMBERS` of initiatives, with commas between"}, {"note", "an annotation, `WORDS` of one paragraph"}, {"before", "before which item it goes, by `NO`, or end"}} {
		values[o[0]] = new(string)
		if o[0] == "title" || o[0] == "note" || o[0] == "start" {
			textOption(cmd, values[o[0]], o[0], o[1])
			continue
		}
		cmd.Flags().StringVar(values[o[0]], o[0], "", o[1])
	}
	cmd.Flags().BoolVar(&remove, "remove", false, "take the item out")
	return cmd
}

type circulated struct {
	Number  asem.Number    `json:"number"`
	Symbol  asem.Symbol    `json:"symbol"`
	Version document.Label `json:"version"`
	Meeting asem.Number    `json:"meeting"`
	Left    []asem.Symbol  `json:"left"`
}

func (e *errand) circulateAgenda() *cobra.Command {
	var to string
	var print bool
	cmd := &cobra.Command{
		Use: "agenda NUMBER [--to ADDRESSES] [--print]", Short: "Host and coordinators: circulate the agenda as a document",
		Long: `Issues the annotated agenda as a document in the series of the meeting, or as its next
revision, and circulates it to all, or to the addresses. It names the documents that went
to all of those. With --print it is only written out, for everybody.`,
		Example: "meeting agenda 4211\nmeeting agenda 4211 --print > agenda.txt", Args: exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			if print {
				v, err := e.desk.Meeting(ref.Number)
				if err != nil {
					return err
				}
				e.say("%s", strings.TrimRight(secretariat.AgendaText(v), "\n"))
				return nil
			}
			addresses, err := e.desk.CircleIn(to)
			if err != nil && to != "" {
				return err
			}
			c, err := e.desk.CirculateAgenda(ref.Number, addresses)
			if err != nil {
				return err
			}
			if e.asJSON {
				return e.answer(circulated{c.Number, c.Symbol, c.Label, ref.Number, orEmpty(c.Left)})
			}
			e.say("%s", dossier.CirculatedWords(c))
			return nil
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the `ADDRESSES` to which it is circulated; without it to all")
	cmd.Flags().BoolVar(&print, "print", false, "write it out instead")
	return cmd
}

func (e *errand) summarise() *cobra.Command {
	var token string
	cmd := &cobra.Command{Use: "summary NUMBER < TEXT", Short: "Host and coordinators: write the chair's summary", Long: "Writes the chair's summary, or writes it anew. The text comes from standard input.",
		Example: "meeting summary 4211 < text.txt", Args: exactly(1),
		RunE: func(cmd *cobra.Command, words []string) error {
			ref, err := meetingIn(words[0])
			if err != nil {
				return err
			}
			return e.write(cmd, secretariat.WritingIn("summary", ref.Number), "", nil, token, e.giving("meeting summary %d", uint64(ref.Number)))
		}}
	tokenOption(cmd, &token)
	return cmd
}

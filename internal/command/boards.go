package command

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) boards() *cobra.Command {
	var part excerpt
	var pillar, cluster string
	cmd := &cobra.Command{
		Use:   "boards [--pillar PILLAR] [--cluster CLUSTER]",
		Short: "The boards by pillar, with what is new on each",
		Long: `Lists the boards of the three pillars, then those that stand across them: how
many topics and posts each holds, and how many posts are new to you.`,
		Example: "boards\nboards --pillar economic\nboards --cluster sustainable-development --json",
		Args:    exactly(0),
		RunE: func(*cobra.Command, []string) error {
			boards, err := e.desk.Boards()
			if err != nil {
				return err
			}
			boards = slices.DeleteFunc(boards, func(b secretariat.BoardView) bool {
				return pillar != "" && !strings.EqualFold(string(b.Pillar), pillar) ||
					cluster != "" && !slices.Contains(b.Clusters, asem.ClusterID(strings.ToLower(cluster)))
			})
			boards, err = excerptOf(part, boards, func(b secretariat.BoardView) string { return string(b.ID) })
			if err != nil {
				return err
			}
			return e.listBoards(boards)
		},
	}
	part.options(cmd)
	cmd.Flags().StringVar(&pillar, "pillar", "", "only those of `PILLAR`: political, economic, social-cultural")
	cmd.Flags().StringVar(&cluster, "cluster", "", "only those of `CLUSTER`; see clusters")
	return cmd
}

type boardRow struct {
	Board  asem.BoardID `json:"board"`
	Title  string       `json:"title"`
	Pillar asem.Pillar  `json:"pillar"`
	Topics int          `json:"topics"`
	Posts  int          `json:"posts"`
	New    int          `json:"new"`
}

func (e *errand) listBoards(boards []secretariat.BoardView) error {
	rows := make([]boardRow, len(boards))
	for i, b := range boards {
		rows[i] = boardRow{b.ID, plain.Line(b.Title), b.Pillar, b.Topics, b.Posts, b.New}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("No board is like that. All boards: %s", e.ssh("boards"))
		return nil
	}
	list := table{e: e, columns: []column{
		{"BOARD", 24, name}, {"TITLE", 26, words}, {"TOPICS", 7, amount}, {"POSTS", 8, amount}, {"NEW", 6, amount}}}
	for i, r := range rows {
		if i == 0 || r.Pillar != rows[i-1].Pillar {
			list.between("\n" + r.Pillar.Title() + ":")
		}
		list.row(string(r.Board), boards[i].Name(), strconv.Itoa(r.Topics), strconv.Itoa(r.Posts), strconv.Itoa(r.New))
	}
	list.flush()
	return nil
}

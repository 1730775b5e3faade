package command

import (
	"slices"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
)

func (e *errand) clusters() *cobra.Command {
	return &cobra.Command{
		Use:   "clusters",
		Short: "The clusters, and the boards that each links",
		Long: `Lists the clusters, themes that link boards of several pillars, and the boards
of each.`,
		Example: "clusters\nclusters --json",
		Args:    exactly(0),
		RunE:    func(*cobra.Command, []string) error { return e.listClusters() },
	}
}

type clusterRow struct {
	Cluster asem.ClusterID `json:"cluster"`
	Title   string         `json:"title"`
	About   string         `json:"about"`
	Boards  []asem.BoardID `json:"boards"`
}

func (e *errand) listClusters() error {
	clusters, err := e.desk.Clusters()
	if err != nil {
		return err
	}
	boards, err := e.desk.Boards()
	if err != nil {
		return err
	}
	rows := make([]clusterRow, len(clusters))
	for i, c := range clusters {
		rows[i] = clusterRow{c.ID, plain.Line(c.Title), plain.Line(c.About), []asem.BoardID{}}
		for _, b := range boards {
			if slices.Contains(b.Clusters, c.ID) {
				rows[i].Boards = append(rows[i].Boards, b.ID)
			}
		}
	}
	if e.asJSON {
		return answerAll(e, rows)
	}
	if len(rows) == 0 {
		e.say("There are no clusters yet. They are named when the installation is founded.")
	}
	for _, r := range rows {
		e.say("%s: %s\n  %s", r.Cluster, r.Title, r.About)
		for _, b := range r.Boards {
			e.say("  board %s", b)
		}
	}
	return nil
}

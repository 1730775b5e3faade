package command

import (
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) history() *cobra.Command {
	var version int
	cmd := &cobra.Command{
		Use:   "history NUMBER [--version N]",
		Short: "All versions of a post, the first one first",
		Long: `Shows how a post was edited: every version with its date and its text. Nothing
that was posted is lost by editing.`,
		Example: "history 4211\nhistory 4211 --version 1",
		Args:    exactly(1),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			return e.showHistory(n, version)
		},
	}
	cmd.Flags().IntVar(&version, "version", 0, "only version `N`, counted from 1")
	return cmd
}

type versionRow struct {
	Version  int        `json:"version"`
	At       time.Time  `json:"at"`
	By       asem.Login `json:"by"`
	Title    string     `json:"title"`
	Text     string     `json:"text"`
	Withheld string     `json:"withheld,omitempty"`
}

func (e *errand) showHistory(n asem.Number, version int) error {
	versions, err := e.desk.History(n)
	if err != nil {
		return err
	}
	if version != 0 {
		if version < 1 || version > len(versions) {
			return fault.New(fault.NotFound, "%s has no version %d, only 1 to %d.", n, version, len(versions))
		}
		versions = versions[version-1 : version]
	}
	return e.listVersions(n, versions)
}

// listVersions writes the versions of a post or a notice.
func (e *errand) listVersions(n asem.Number, versions []secretariat.VersionView) error {
	list := array{e: e}
	for i, v := range versions {
		if e.asJSON {
			if err := list.add(versionRow{v.No, v.At.UTC(), v.By, plain.Line(v.Title), plain.Text(v.Text), plain.Line(v.Withheld)}); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			e.say("")
		}
		e.showVersion(n, v)
	}
	if e.asJSON {
		return list.close()
	}
	return nil
}

func (e *errand) showVersion(n asem.Number, v secretariat.VersionView) {
	e.say("%s, version %d, %s", n, v.No, e.moment(v.At))
	if v.Title != "" {
		e.say("Title: %s", plain.Line(v.Title))
	}
	e.say("")
	if v.Withheld != "" {
		e.say("(%s)", plain.Line(v.Withheld))
		return
	}
	e.say("%s", plain.Text(v.Text))
}

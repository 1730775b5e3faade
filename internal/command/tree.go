package command

import (
	"slices"

	"github.com/spf13/cobra"
)

// A duty is a group of commands, as help lists them.
type duty struct {
	title    string
	page     string // of the manual; empty for none
	commands []*cobra.Command
}

// tree makes the commands of one errand.
func (e *errand) tree() *cobra.Command {
	root := &cobra.Command{
		Use:               "ssh",
		Annotations:       map[string]string{cobra.CommandDisplayNameAnnotation: e.ssh("")},
		Args:              cobra.ArbitraryArgs,
		RunE:              func(*cobra.Command, []string) error { return e.overview() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},

		DisableFlagsInUseLine:      true,
		SuggestionsMinimumDistance: 2,
	}
	root.PersistentFlags().BoolVar(&e.asJSON, "json", false, "answer a program: JSON, times in UTC")
	root.PersistentFlags().BoolP("help", "h", false, "explain the command instead of doing it")
	root.SetFlagErrorFunc(badOption)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { e.explain(cmd) })
	help := e.help()
	e.duties = []duty{
		{"Reading", "reading", []*cobra.Command{e.new(), e.next(), e.boards(), e.clusters(), e.topics(), e.read(), e.history(), e.save(), e.unread(), e.catchup()}},
		{"Notices", "notification", []*cobra.Command{e.notices(), e.notice(), e.ack()}},
		{"Documents", "documents", []*cobra.Command{e.documents(), e.document()}},
		{"Initiatives", "coordination", []*cobra.Command{e.initiatives(), e.initiative(), e.stocktaking()}},
		{"Agenda and work programme", "coordination", []*cobra.Command{e.agenda(), e.meetings(), e.meeting(), e.programmes(), e.programme()}},
		{"What falls due, contingencies", "coordination", []*cobra.Command{e.reminders(), e.snooze(), e.contingencies(), e.contingency()}},
		{"Silence procedures", "silence", []*cobra.Command{e.procedures(), e.procedure()}},
		{"Letters", "mail", []*cobra.Command{e.letters(), e.letter()}},
		{"Archive", "searching", []*cobra.Command{e.search(), e.archive(), e.cited()}},
		{"Public archive", "public", []*cobra.Command{e.listReleased(), e.release(), e.withdraw()}},
		{"Off line", "packets", []*cobra.Command{e.packet(), e.submit(), e.export()}},
		{"Writing", "writing", []*cobra.Command{e.post(), e.reply(), e.edit(), e.drafts()}},
		{"Directory", "addresses", []*cobra.Command{e.partners(), e.delegates(), e.who()}},
		{"Offices", "terms", []*cobra.Command{e.offices(), e.office()}},
		{"Your desk", "", []*cobra.Command{e.whoami(), e.keys(), e.preferences(), e.sessions(), e.sshConfig()}},
		{"Moderators and secretariat", "moderating", []*cobra.Command{e.moderate(), e.imports(), e.reindex(), e.backup()}},
		{"The record, and help", "record", []*cobra.Command{e.checkpoint(), help}},
	}
	for _, d := range e.duties {
		root.AddCommand(d.commands...)
	}
	root.SetHelpCommand(help)
	for _, cmd := range e.commands() {
		cmd.DisableFlagsInUseLine = true
		cmd.Flags().SortFlags = false
		cmd.SuggestionsMinimumDistance = root.SuggestionsMinimumDistance
	}
	return root
}

// pageOn is the page of the manual about the duty of a command; empty for none.
func (e *errand) pageOn(cmd *cobra.Command) string {
	for _, d := range e.duties {
		if slices.Contains(d.commands, cmd) || slices.Contains(d.commands, cmd.Parent()) {
			return d.page
		}
	}
	return ""
}

// commands lists them all in the order of help, subcommands behind their parent.
func (e *errand) commands() []*cobra.Command {
	var all []*cobra.Command
	for _, d := range e.duties {
		for _, cmd := range d.commands {
			all = append(append(all, cmd), cmd.Commands()...)
		}
	}
	return all
}

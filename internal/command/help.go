package command

import (
	"strings"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/manual"
	"asem.internal/avs/internal/plain"
)

// helpColumns is the width at which a command is explained.
const helpColumns = 78

func (e *errand) help() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND | PAGE]",
		Short: "List the commands, explain one, or show a page of the manual",
		Long: `Without a word behind it: all commands by duty, and the pages of the manual.
With the name of a command: what it does, its options and examples. With the
name of a page: the page.`,
		Example: "help\nhelp read\nhelp keys add\nhelp slow-lines",
		RunE: func(cmd *cobra.Command, words []string) error {
			if len(words) == 0 {
				return e.overview()
			}
			return e.helpOn(cmd.Root(), words)
		},
	}
}

// helpOn explains the command of these words, or shows the page of the manual.
func (e *errand) helpOn(root *cobra.Command, words []string) error {
	cmd, rest, err := root.Find(words)
	if err == nil && cmd != root && len(rest) == 0 {
		e.explain(cmd)
		return nil
	}
	if len(words) == 1 {
		if page, ok := manual.Find(words[0]); ok {
			e.say("%s\n\n%s", page.Title, strings.TrimRight(e.local(page.Text), "\n"))
			return nil
		}
	}
	f := fault.New(fault.NotFound, "There is no command and no page %q.", clip(strings.Join(words, " ")))
	return f.Then("`ssh HOST help` lists both.")
}

// overview lists the commands by duty.
func (e *errand) overview() error {
	if e.asJSON {
		return answerAll(e, e.commandRows())
	}
	e.say("ASEM Virtual Secretariat %s", e.house.Version)
	e.say("Commands: %s, each explained by %s", e.ssh("COMMAND"), e.ssh("help COMMAND"))
	for _, d := range e.duties {
		e.say("\n%s", d.title)
		for _, cmd := range d.commands {
			e.say("  %-13s %s", cmd.Name(), cmd.Short)
		}
	}
	e.say("\nPages of the manual: %s", e.ssh("help PAGE"))
	for _, page := range manual.Topics() {
		e.say("  %-13s %s", page.Name, page.Title)
	}
	e.say("\nThe screens: %s, from a terminal and without a command.", e.ssh(""))
	return nil
}

// explain is the help of one command.
func (e *errand) explain(cmd *cobra.Command) {
	if !cmd.HasParent() {
		_ = e.overview() // fails with the output only, which flush will tell
		return
	}
	e.say("%s", cmd.UseLine())
	for paragraph := range strings.SplitSeq(e.local(cmd.Long), "\n\n") {
		e.say("\n%s", strings.Join(plain.Wrap(strings.ReplaceAll(paragraph, "\n", " "), helpColumns), "\n"))
	}
	if subs := cmd.Commands(); len(subs) > 0 {
		e.say("\nCommands:")
		for _, sub := range subs {
			e.say("  %-13s %s", sub.Name(), sub.Short)
		}
	}
	cmd.InitDefaultHelpFlag()
	e.say("\nOptions:\n%s", strings.TrimRight(cmd.Flags().FlagUsagesWrapped(helpColumns), "\n"))
	e.say("\nExamples:")
	for line := range strings.SplitSeq(cmd.Example, "\n") {
		e.say("  %s", e.ssh("%s", line))
	}
	if page := e.pageOn(cmd); page != "" {
		e.say("\nMore in the manual: %s", e.ssh("help %s", page))
	}
}

type commandRow struct {
	Command string `json:"command"`
	Short   string `json:"short"`
	Usage   string `json:"usage"`
}

func (e *errand) commandRows() []commandRow {
	var rows []commandRow
	for _, cmd := range e.commands() {
		rows = append(rows, commandRow{Command: nameOf(cmd), Short: cmd.Short, Usage: cmd.UseLine()})
	}
	return rows
}

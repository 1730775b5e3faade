package command

import (
	"errors"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

func (e *errand) moderate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "moderate pin|unpin|lock|unlock|move|hide|show|redact|close|reopen ...",
		Short: "Moderators: pin, lock, move, hide, redact",
		Long: `What moderators do on their boards, and how coordinators close one into the archive.
Every act stands in the record with the name of who did it; the reason for hiding,
redacting or closing is shown to every reader.`,
		Example: "moderate pin 4211\n" + `'moderate hide 4213 --reason "Sent to the wrong board."'`,
		Args:    onlySubcommands,
		RunE:    choose,
	}
	cmd.AddCommand(
		e.moderation("pin TOPIC", "Put a topic on top of its board",
			"%s is pinned.", func(n asem.Number) error { return e.desk.Pin(n, true) }),
		e.moderation("unpin TOPIC", "Take a topic down from the top of its board",
			"%s is not pinned.", func(n asem.Number) error { return e.desk.Pin(n, false) }),
		e.moderation("lock TOPIC", "Close a topic against replies and edits",
			"%s is locked.", func(n asem.Number) error { return e.desk.Lock(n, true) }),
		e.moderation("unlock TOPIC", "Open a locked topic again",
			"%s is not locked.", func(n asem.Number) error { return e.desk.Lock(n, false) }),
		e.moderation("show POST", "Show a hidden post again",
			"%s is shown.", func(n asem.Number) error { return e.desk.Hide(n, false, "") }),
		e.move(),
		e.judgement("hide", "Take a post out of sight; moderators still see it",
			"The title of a topic is hidden with the post that opens it.", "%s is hidden.",
			func(n asem.Number, reason string) error { return e.desk.Hide(n, true, reason) }),
		e.judgement("redact", "Remove the texts and files of a post, for good",
			"The title of a topic stays: hide the post that opens it as well. See help moderating.", "%s is redacted.",
			func(n asem.Number, reason string) error { return e.desk.Redact(n, reason) }),
		e.closeBoard(), e.reopenBoard(),
	)
	return cmd
}

// moderation is a subcommand that takes a number and nothing else.
func (e *errand) moderation(use, short, done string, act func(asem.Number) error) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: short, Long: short + ". Doing it again changes nothing.", Args: exactly(1)}
	cmd.Example = "moderate " + cmd.Name() + " 4211"
	cmd.RunE = func(_ *cobra.Command, words []string) error {
		n, err := numberIn(words[0])
		if err != nil {
			return err
		}
		if err := act(n); err != nil {
			return err
		}
		return e.confirm(n, done, n)
	}
	return cmd
}

// judgement is a subcommand that takes a number and a reason.
func (e *errand) judgement(verb, short, more, done string, act func(asem.Number, string) error) *cobra.Command {
	var reason string
	cmd := e.moderation(verb+" POST --reason REASON", short, done, func(n asem.Number) error {
		err := act(n, reason)
		var f *fault.Error
		if errors.As(err, &f) && f.Kind == fault.Usage && plain.Blank(reason) {
			return f.Then("Give it with --reason.") // each face asks for it in its own way
		}
		return err
	})
	cmd.Long = short + `. Readers see in place of the text that it was
done, by whom, when, and the reason: all the words behind --reason, up to the next
option. ` + more
	cmd.Example = "'moderate " + verb + ` 4213 --reason "Names a private person."'` + "\n" +
		"moderate " + verb + " 4213 --reason Misplaced."
	textOption(cmd, &reason, "reason", "the `REASON`, one line, shown to every reader")
	return cmd
}

func (e *errand) move() *cobra.Command {
	return &cobra.Command{
		Use:   "move TOPIC BOARD",
		Short: "Bring a topic to another board",
		Long: `Brings a topic with all its posts to another board, of which you must be a
moderator too. What was read of it stays read.`,
		Example: "moderate move 4211 finance",
		Args:    exactly(2),
		RunE: func(_ *cobra.Command, words []string) error {
			n, err := numberIn(words[0])
			if err != nil {
				return err
			}
			if err := e.desk.Move(n, asem.BoardNamed(words[1])); err != nil {
				return err
			}
			return e.confirm(n, "%s stands on %s.", n, words[1])
		},
	}
}

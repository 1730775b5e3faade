package secretariat

import "asem.internal/avs/internal/fault"

// What everybody is told whose writing failed for reasons that are not theirs.

func stopping(cause error) error {
	return fault.New(fault.Failed, "The server is stopping and took nothing.").
		Then("Come back in a moment and send it again.").Because(cause)
}

func full(cause error) error {
	return fault.New(fault.Failed, "There is no room left on the disk of the server, so nothing was written.").
		Then("Keep what you wrote, and send it again when your operator has made room.").Because(cause)
}

func uncertain(cause error) error {
	return fault.New(fault.Failed, "The disk failed while this was being written, so the server starts again and nobody can say yet whether it was kept.").
		Then("Come back in a moment: what you typed is a draft, and sending it again posts it once.").Because(cause)
}

// readOnly is what everybody is told who would write to a damaged store.
func readOnly(damage error) error {
	return fault.New(fault.Failed, "The record is damaged, so nothing is written; reading goes on.").
		Then("Your operator finds the place with `avs verify`.").Because(damage)
}

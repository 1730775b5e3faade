package script

import (
	"slices"
	"strings"
	"testing"

	"asem.internal/avs/internal/testkit/served"
)

// TestNoticesOnScreens has a coordinator post a flash notice on the screens while others
// read and write: it stands over what they do, moves nothing, and is acknowledged.
func TestNoticesOnScreens(t *testing.T) {
	t.Parallel()
	h := served.New(t, served.Options{TOML: freely})
	h.Start()
	writer := h.Screen("demo.representative", served.Look{})
	writer.Shows("AVS > Today")
	writer.Type(":finance\r")
	writer.Shows("> Finance")
	writer.Type("wA title\tHalf a li")
	writer.Shows("Half a li")
	before := writer.Look()

	coordinator := h.Screen("demo.coordinator", served.Look{Columns: 120, Rows: 40})
	coordinator.Shows("AVS > Today")
	coordinator.Type("2")
	coordinator.Shows("AVS > Notices", "w posts one")
	coordinator.Type("w")
	coordinator.Shows("New notice", "To:")
	coordinator.Type("fnland\r")
	coordinator.Shows("Did you mean FI")
	coordinator.Type("\x15@eu\r")
	coordinator.Shows("Level:")
	coordinator.Type("fl\t\r")
	coordinator.Shows("Acknowledge by:")
	coordinator.Type("3d\r\r\r\r")
	coordinator.Type("Markets closed\tCall in.\x18")
	coordinator.Shows("Post this flash notice to @eu")
	coordinator.Type("y")
	coordinator.Shows("To be acknowledged by", "Call in.", "Not acknowledged yet")

	after := writer.Until("the flash", func(p served.Picture) bool { return strings.HasPrefix(p.Lines[0], "! FLASH #2 Markets closed") })
	if !slices.Equal(after.Lines[1:], before.Lines[1:]) || after.X != before.X || after.Y != before.Y {
		t.Errorf("what is written has moved:\n%s\nwas\n%s", after, before)
	}
	writer.Type("ne.\x1b")
	writer.Shows("Kept as a draft")
	writer.Type("\t")
	writer.Shows("Notices > #2 Markets closed", "Call in.", "a does.")
	writer.Type("a")
	writer.Shows("acknowledged for your partner")
	coordinator.Until("the acknowledgement", func(p served.Picture) bool { return p.Has("FI  demo.representative") })

	colleague := h.Screen("demo.delegate", served.Look{})
	colleague.Shows("AVS > Today", "Markets closed")
	colleague.Type("2\r")
	colleague.Shows("Acknowledged for FI by demo.representative", "Call in.")
	colleague.Type("a")
	colleague.Shows("demo.representative acknowledged it for FI.")
	if draft := h.Does("demo.representative", "", "drafts show board/finance --text"); draft != "Half a line.\n" {
		t.Errorf("the draft is %q", draft)
	}
}

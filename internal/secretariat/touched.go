package secretariat

import (
	"strings"

	"asem.internal/avs/internal/journal"
)

// Touched says which kinds of things entries of the journal may have changed. Zero is
// none. A post that comes every second so makes nobody count their letters anew.
type Touched uint32

// Everything is what a change of the roster touches: it may move what reaches whom.
const Everything = ^Touched(0)

// touches are the kinds by the room whose facts change them.
var touches = map[string]Touched{
	"forum":     touch(KindPost),
	"notice":    touch(KindNotice) | touch(KindReminder),
	"document":  touch(KindDocument),
	"mail":      touch(KindLetter),
	"procedure": touch(KindProcedure) | touch(KindDocument) | touch(KindReminder),

	"initiative":  touch(KindInitiative) | touch(KindProgramme) | touch(KindReminder),
	"agenda":      touch(KindMeeting) | touch(KindProgramme) | touch(KindReminder),
	"contingency": touch(KindContingency),
	"reminder":    touch(KindReminder),
}

func touch(k Kind) Touched {
	switch k {
	case KindPost:
		return 1
	case KindNotice:
		return 2
	case KindDocument, KindDraft:
		return 4
	case KindLetter:
		return 8
	case KindProcedure:
		return 16
	case KindInitiative:
		return 32
	case KindMeeting:
		return 64
	case KindProgramme:
		return 128
	case KindContingency:
		return 256
	case KindReminder:
		return 512
	case KindOffice:
		return 1024
	case KindStocktaking:
		return touch(KindInitiative) | touch(KindMeeting)
	}
	return Everything
}

// Has says whether something of this kind may have changed.
func (t Touched) Has(k Kind) bool { return t&touch(k) != 0 }

// touchedBy is what the facts of the entries touch.
func touchedBy(entries []journal.Entry) (t Touched) {
	for _, e := range entries {
		for _, f := range e.Facts {
			room, _, _ := strings.Cut(f.Kind(), ".")
			if kinds, ok := touches[room]; ok {
				t |= kinds
			} else {
				t = Everything
			}
		}
	}
	return t
}

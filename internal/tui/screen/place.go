package screen

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/secretariat"
)

// A Place names somewhere that a screen can be opened. It is data: the root alone
// knows which screen stands there.
type Place interface{ place() }

// The places.
type (
	// Today is where a session begins: what is new, what waits.
	Today struct{}
	// Boards lists the boards, by pillar or by cluster; At is the cluster to begin with.
	Boards struct {
		ByCluster bool
		At        asem.ClusterID
	}
	// Topics lists a board's topics; At is the topic to begin with, zero for the top.
	Topics struct {
		Board asem.BoardID
		At    asem.Number
	}
	// Read is a post in its topic; the number may be a topic's.
	Read struct{ Number asem.Number }
	// Notices lists the notices.
	Notices struct{}
	// Notice is one of them.
	Notice struct{ Number asem.Number }
	// Letters lists a folder of the delegate's letters; the empty one is what came in.
	Letters struct{ Folder secretariat.Folder }
	// Letter is one of them.
	Letter struct{ Number asem.Number }
	// Documents lists the documents, of one series if one is named.
	Documents struct{ Series asem.Series }
	// Document is one of them, at a version; the empty one is the one that stands.
	Document struct {
		Symbol  asem.Symbol
		Version document.Label
	}
	// Difference is what changed between two versions.
	Difference struct {
		Symbol   asem.Symbol
		Old, New document.Label
	}
	// Brackets lists what stands in square brackets in a version.
	Brackets struct {
		Symbol  asem.Symbol
		Version document.Label
	}
	// Papers lists the delegate's own drafts of documents.
	Papers struct{}
	// History lists the versions of a post or a notice.
	History struct{ Number asem.Number }
	// Write is the composer, at a place to write; Quote begins a reply with what it answers.
	Write struct {
		At    secretariat.Place
		Quote bool
	}
	// Procedures lists the silence procedures.
	Procedures struct{}
	// Procedure is one of them.
	Procedure struct{ Number asem.Number }
	// Records lists the records of a kind: initiatives, meetings, work programmes,
	// contingencies, offices, reminders.
	Records struct{ Of secretariat.Kind }
	// Record is one of them.
	Record struct{ Ref dossier.Ref }
	// Calendar is the calendar of meetings, this month's.
	Calendar struct{}
	// Drafts lists what was typed and not sent.
	Drafts struct{}
	// Archive is what a query finds; without one the years of all there is, or the
	// months of one of them.
	Archive struct {
		Query string
		Year  int
	}
	// Directory lists partners and delegates; at most one field is set, to begin there.
	Directory struct {
		Partner  asem.Code
		Delegate asem.Login
	}
	// Desk is the delegate's own: keys, preferences, sessions.
	Desk struct{}
	// Help explains the keys of the screen from which it was asked for, or is a page
	// of the manual, by name.
	Help struct{ Page string }
)

func (Today) place()      {}
func (Boards) place()     {}
func (Topics) place()     {}
func (Read) place()       {}
func (Notices) place()    {}
func (Notice) place()     {}
func (Letters) place()    {}
func (Letter) place()     {}
func (Documents) place()  {}
func (Document) place()   {}
func (Difference) place() {}
func (Brackets) place()   {}
func (Papers) place()     {}
func (History) place()    {}
func (Write) place()      {}
func (Procedures) place() {}
func (Procedure) place()  {}
func (Records) place()    {}
func (Record) place()     {}
func (Calendar) place()   {}
func (Drafts) place()     {}
func (Directory) place()  {}
func (Archive) place()    {}
func (Desk) place()       {}
func (Help) place()       {}

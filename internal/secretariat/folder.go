package secretariat

// A Folder is one of a delegate's own, in which letters lie. What a delegate does with
// a folder is private: it is beside the journal, and changes nothing for anybody else.
type Folder string

// The folders. Letters come to lie in the first two by being sent; into the others a
// delegate puts them, out of the first two.
const (
	FolderIn      Folder = "in"   // what reaches the delegate
	FolderSent    Folder = "sent" // what the delegate wrote
	FolderKept    Folder = "kept"
	FolderRemoved Folder = "removed" // out of sight, and still there
)

// Folders lists them in the order in which they are shown.
func Folders() []Folder { return []Folder{FolderIn, FolderSent, FolderKept, FolderRemoved} }

package document

import (
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds. Each refusal says the bound and what to do instead.
const (
	MaxFiles     = 64       // of one version, its translations included
	MaxVersions  = 100      // of one document
	MaxAddresses = 256      // of one document, over all its circulations
	MaxDrafts    = 200      // of one delegate
	MaxDrafted   = 16 << 30 // bytes of the files in one delegate's drafts
	MaxItem      = 80       // characters of an agenda item
	MaxMeeting   = 80       // characters of a meeting's name
	MaxClusters  = 8
	MaxPartners  = 60 // that submit one document
)

// Usual is the language of what names none.
const Usual Language = "en"

// A File is one of a draft's or a version's, in a language. The first of a version is
// what it says; others come with it.
type File struct {
	Name     string      `json:"name"`
	Type     string      `json:"type,omitempty"`
	Bytes    int64       `json:"bytes"`
	Digest   rule.Digest `json:"digest"`
	Language Language    `json:"language"`
}

// same says whether two files stand in each other's place.
func (f File) same(other File) bool { return f.Name == other.Name && f.Language == other.Language }

// A Paper is what a draft says of itself, and a version after it.
type Paper struct {
	Series   asem.Series      `json:"series,omitempty"` // empty where it is not decided yet
	Title    string           `json:"title"`
	Language Language         `json:"language"` // of the title, and of files that name none
	Pillar   asem.Pillar      `json:"pillar,omitempty"`
	Clusters []asem.ClusterID `json:"clusters,omitempty"`
	Meeting  string           `json:"meeting,omitempty"` // for which it is, as people write it: SOM, Helsinki 2006
	Item     string           `json:"item,omitempty"`    // of its agenda, likewise
	By       []asem.Code      `json:"by,omitempty"`      // the partners that submit it
	Files    []File           `json:"files,omitempty"`
	// Office is the one in which a draft is drawn up, and with which it passes on: Own for
	// none, empty for any that its author held when it was begun. What is issued has none.
	Office roster.Office `json:"office,omitempty"`
}

// Own stands in the place of an office for a draft that never passes on.
const Own roster.Office = "own"

// Bytes is the size of all files together.
func (p Paper) Bytes() (total int64) {
	for _, f := range p.Files {
		total += f.Bytes
	}
	return total
}

// A Draft is what its author alone sees, and may change until it is issued.
type Draft struct {
	Number  asem.Number   `json:"number"`
	Author  roster.Author `json:"author"`
	At      time.Time     `json:"at"`
	Changed time.Time     `json:"changed"`
	Paper   Paper         `json:"paper"`
	Taken   bool          `json:"taken,omitempty"` // somebody else than its author has changed it: it passed on
}

// A Document is what was issued under one symbol.
type Document struct {
	Symbol     asem.Symbol   `json:"symbol"`
	Number     asem.Number   `json:"number"` // of its first version
	Series     asem.Series   `json:"series"`
	By         []asem.Code   `json:"by,omitempty"`
	Versions   []Version     `json:"versions"` // in the order of issue
	Circulated []Circulation `json:"circulated,omitempty"`
	Receipts   []Receipt     `json:"receipts,omitempty"` // the newest of each partner, in the order in which they came
	Archived   bool          `json:"archived,omitempty"` // it was issued before this system was, and is nobody's news
}

// A Version is one issue of a document. Once there it never changes, but that
// translations may be added to it.
type Version struct {
	Label    Label            `json:"label"`
	Number   asem.Number      `json:"number"` // of the draft that it was
	At       time.Time        `json:"at"`
	Issued   roster.Author    `json:"issued"` // by whom
	Title    string           `json:"title"`
	Language Language         `json:"language"`
	Pillar   asem.Pillar      `json:"pillar,omitempty"`
	Clusters []asem.ClusterID `json:"clusters,omitempty"`
	Meeting  string           `json:"meeting,omitempty"`
	Item     string           `json:"item,omitempty"`
	Files    []File           `json:"files"`
	// Read says that the office could read the text of the first file, in which it then
	// counted so many pairs of square brackets.
	Read         bool          `json:"read,omitempty"`
	Brackets     int           `json:"brackets,omitempty"`
	Translations []Translation `json:"translations,omitempty"`
}

// A Translation is a further language of a version.
type Translation struct {
	Language Language      `json:"language"`
	Title    string        `json:"title"`
	Number   asem.Number   `json:"number"` // of the draft that it was
	At       time.Time     `json:"at"`
	Issued   roster.Author `json:"issued"`
}

// A Circulation is an address to which a document was sent, since when, and by whom.
type Circulation struct {
	To roster.Address `json:"to"`
	At time.Time      `json:"at"`
	By asem.Login     `json:"by,omitempty"`
}

// A Receipt is a partner's word, given by one of its contact points, that it has all
// versions up to one of them.
type Receipt struct {
	Partner  asem.Code  `json:"partner"`
	Versions int        `json:"versions"` // how many there were
	By       asem.Login `json:"by"`
	At       time.Time  `json:"at"`
}

// Current is the version that stands for the document: the newest revision, or the
// first issue.
func (d Document) Current() Version {
	for _, v := range slices.Backward(d.Versions) {
		if v.Label.Replaces() {
			return v
		}
	}
	return Version{} // there is none: the first version is a first issue
}

// Newest is the version issued last, of whatever kind.
func (d Document) Newest() Version { return d.Versions[len(d.Versions)-1] }

// Version finds a version by its label.
func (d Document) Version(l Label) (Version, bool) {
	i := slices.IndexFunc(d.Versions, func(v Version) bool { return v.Label == l })
	if i < 0 {
		return Version{}, false
	}
	return d.Versions[i], true
}

// Has says whether one of its versions, or a translation of one, has the number.
func (d Document) Has(n asem.Number) bool {
	return slices.ContainsFunc(d.Versions, func(v Version) bool {
		return v.Number == n || slices.ContainsFunc(v.Translations, func(t Translation) bool { return t.Number == n })
	})
}

// SupersededBy is the label of the revision that replaced a version, the newest one;
// empty where it stands.
func (d Document) SupersededBy(l Label) Label {
	current := d.Current().Label
	if !l.Replaces() || l == current {
		return ""
	}
	return current
}

// Before is the label of the version with which one is compared: the newest that stood
// for the document when it was issued; empty for the first issue.
func (d Document) Before(l Label) Label {
	before := Label("")
	for _, v := range d.Versions {
		if v.Label == l {
			return before
		}
		if v.Label.Replaces() {
			before = v.Label
		}
	}
	return ""
}

// Next is the label that the next version of a kind gets.
func (d Document) Next(k Kind) Label {
	count := 0
	for _, v := range d.Versions {
		if v.Label.Kind() == k {
			count++
		}
	}
	return LabelOf(k, count+1)
}

// To are the addresses to which it was circulated.
func (d Document) To() []roster.Address {
	to := make([]roster.Address, len(d.Circulated))
	for i, c := range d.Circulated {
		to[i] = c.To
	}
	return to
}

// Readers are the addresses at which it is read: those to which it was circulated, the
// partners that submit it, and the coordinators.
func (d Document) Readers() []roster.Address {
	readers := d.To()
	for _, p := range d.By {
		readers = append(readers, roster.Address(p))
	}
	readers = append(readers, "@coordinators")
	slices.Sort(readers)
	return slices.Compact(readers)
}

// ReceiptOf is the partner's newest receipt; ok is false where there is none.
func (d Document) ReceiptOf(partner asem.Code) (r Receipt, ok bool) {
	i := slices.IndexFunc(d.Receipts, func(r Receipt) bool { return r.Partner == partner })
	if i < 0 {
		return Receipt{}, false
	}
	return d.Receipts[i], true
}

// Received says whether a partner acknowledged receipt of every version.
func (d Document) Received(partner asem.Code) bool {
	r, ok := d.ReceiptOf(partner)
	return ok && r.Versions == len(d.Versions)
}

// Languages are those in which a version has files, its own first.
func (v Version) Languages() []Language {
	list := []Language{v.Language}
	for _, f := range v.Files {
		if !slices.Contains(list, f.Language) {
			list = append(list, f.Language)
		}
	}
	return list
}

// TitleIn is the title in a language, where the version has one in it, else its own.
func (v Version) TitleIn(l Language) string {
	for _, t := range v.Translations {
		if t.Language == l {
			return t.Title
		}
	}
	return v.Title
}

// Main is the file that says what the version says in a language; ok is false where
// there is none.
func (v Version) Main(l Language) (f File, ok bool) {
	i := slices.IndexFunc(v.Files, func(f File) bool { return f.Language == l })
	if i < 0 {
		return File{}, false
	}
	return v.Files[i], true
}

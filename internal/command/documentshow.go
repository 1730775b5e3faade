package command

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

func (e *errand) showDocument() *cobra.Command {
	return &cobra.Command{
		Use:   "show SYMBOL | NUMBER",
		Short: "A document with all its versions and files, or a draft",
		Long: `Shows a document: who submits it, to whom it is circulated, and its versions with
their files, each with its SHA-256. A version that was replaced says by which. A
number is that of a draft of yours, or of a version. Showing marks nothing as read.`,
		Example: "doc show ASEM/SOM/2026/12\ndoc show som/2026/12 --json\ndoc show 45",
		Args:    cited,
		RunE: func(_ *cobra.Command, words []string) error {
			c, err := e.cite(words, "")
			switch {
			case err != nil:
				return err
			case c.draft != 0:
				return e.showDocumentDraft(c.draft)
			}
			view, err := e.desk.Document(c.symbol)
			switch {
			case err != nil:
				return err
			}
			silence, err := e.desk.Silence(view.Number)
			if err != nil {
				return err
			}
			if e.asJSON {
				shown := documentShownOf(view)
				shown.Silence = orNull(silence.Number)
				return e.answer(shown)
			}
			return e.showVersions(view, silence)
		},
	}
}

// documentShown is a whole document for programs.
type documentShown struct {
	Symbol     asem.Symbol      `json:"symbol"`
	Title      string           `json:"title"`
	Number     asem.Number      `json:"number"`
	Version    document.Label   `json:"version"` // the one that stands
	Series     asem.Series      `json:"series"`
	Pillar     asem.Pillar      `json:"pillar"`
	Clusters   []asem.ClusterID `json:"clusters"`
	Meeting    string           `json:"meeting"`
	Item       string           `json:"item"`
	By         []asem.Code      `json:"by"`
	New        bool             `json:"new"`
	Silence    *asem.Number     `json:"procedure"` // that is open on it
	Versions   []versionShown   `json:"versions"`
	Circulated []circulatedTo   `json:"circulated"`
}

type versionShown struct {
	Version      document.Label      `json:"version"`
	Number       asem.Number         `json:"number"`
	Title        string              `json:"title"`
	At           time.Time           `json:"at"`
	By           string              `json:"by"`
	Language     document.Language   `json:"language"`
	Languages    []document.Language `json:"languages"`
	Files        []fileShown         `json:"files"`
	Brackets     *int                `json:"brackets"` // null where its text cannot be read
	Superseded   bool                `json:"superseded"`
	SupersededBy document.Label      `json:"supersededBy,omitempty"`
}

type fileShown struct {
	Name     string            `json:"name"`
	Type     string            `json:"type"`
	Bytes    int64             `json:"bytes"`
	SHA256   string            `json:"sha256"`
	Language document.Language `json:"language"`
}

type circulatedTo struct {
	To roster.Address `json:"to"`
	At time.Time      `json:"at"`
	By asem.Login     `json:"by"`
}

func documentShownOf(view secretariat.DocumentView) documentShown {
	current := view.Current()
	shown := documentShown{Symbol: view.Symbol, Title: plain.Line(view.Title), Number: view.Number, Version: current.Label, Series: view.Series,
		Pillar: view.Pillar, Clusters: listed(current.Clusters), Meeting: plain.Line(current.Meeting), Item: plain.Line(current.Item), By: listed(view.By), New: view.New,
		Versions: []versionShown{}, Circulated: []circulatedTo{}}
	for _, v := range view.Versions {
		by := view.SupersededBy(v.Label)
		row := versionShown{Version: v.Label, Number: v.Number, Title: plain.Line(v.Title), At: v.At.UTC(), By: authorName(v.Issued),
			Language: v.Language, Languages: v.Languages(), Files: filesShown(v.Files), Superseded: by != "", SupersededBy: by}
		if v.Read {
			row.Brackets = &v.Brackets
		}
		shown.Versions = append(shown.Versions, row)
	}
	for _, c := range view.Circulated {
		shown.Circulated = append(shown.Circulated, circulatedTo{c.To, c.At.UTC(), c.By})
	}
	return shown
}

// listed is a list that is never null.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func filesShown(files []document.File) []fileShown {
	rows := []fileShown{}
	for _, f := range files {
		rows = append(rows, fileShown{plain.Line(f.Name), plain.Line(f.Type), f.Bytes, f.Digest.String(), f.Language})
	}
	return rows
}

func (e *errand) showVersions(view secretariat.DocumentView, silence procedure.Procedure) error {
	current := view.Current()
	e.say("Symbol:   %s", view.Symbol)
	e.say("Document: %s", plain.Line(view.Title))
	if len(view.By) > 0 {
		e.say("By:       %s", asem.Listed(view.By))
	}
	e.about(view.Pillar, current.Clusters, current.Meeting, current.Item)
	for i, c := range view.Circulated {
		e.say("%-9s %s, since %s", label(i == 0, "To:"), c.To, e.moment(c.At))
	}
	if view.MayReceive {
		e.say("Receipt:  not acknowledged yet; do it with %s", e.ssh("doc receive %s", view.Symbol))
	}
	for _, v := range view.Versions {
		e.say("")
		e.showVersionOf(view, v)
		if words := secretariat.SilenceWords(silence, v.Label, e.clock()); words != "" {
			e.say("  %s", strings.ToUpper(words[:1])+words[1:])
		}
	}
	e.say("")
	e.say("Read it:  %s", e.ssh("doc read %s", view.Symbol))
	e.say("Fetch it: %s", e.ssh("doc get %s > FILE", view.Symbol))
	return nil
}

func label(first bool, word string) string {
	if first {
		return word
	}
	return ""
}

// about says where a document belongs.
func (e *errand) about(pillar asem.Pillar, clusters []asem.ClusterID, meeting, item string) {
	e.say("Pillar:   %s", pillar.Title())
	if len(clusters) > 0 {
		e.say("Clusters: %s", asem.Listed(clusters))
	}
	if meeting != "" {
		e.say("Meeting:  %s", plain.Line(meeting))
	}
	if item != "" {
		e.say("Item:     %s", plain.Line(item))
	}
}

func (e *errand) showVersionOf(view secretariat.DocumentView, v document.Version) {
	e.say("Version %s, issued %s by %s", v.Label, e.moment(v.At), authorInFull(v.Issued))
	if by := view.SupersededBy(v.Label); by != "" {
		e.say("  Superseded by %s.", document.Cited(view.Symbol, by))
	}
	if slices.Contains(view.Public, v.Number) {
		e.say("  Released to the public.")
	}
	if v.Title != view.Title {
		e.say("  %s", plain.Line(v.Title))
	}
	if v.Read && v.Brackets > 0 {
		e.say("  %s of square brackets: %s", count(v.Brackets, "pair"), e.ssh("doc brackets %s", document.Cited(view.Symbol, v.Label)))
	}
	for _, t := range v.Translations {
		e.say("  %s: %s, issued %s by %s", t.Language, plain.Line(t.Title), e.moment(t.At), authorInFull(t.Issued))
	}
	e.sayFiles(v.Files)
}

func (e *errand) sayFiles(files []document.File) {
	for i, f := range files {
		e.say("  %d. %s, %s, %s, %d bytes", i+1, plain.Line(f.Name), f.Language, plain.Line(f.Type), f.Bytes)
		e.say("     SHA-256 %s", f.Digest)
	}
}

// paperShown is a draft of a document for programs.
type paperShown struct {
	Number   asem.Number       `json:"number"`
	Series   asem.Series       `json:"series"`
	Title    string            `json:"title"`
	Language document.Language `json:"language"`
	Pillar   asem.Pillar       `json:"pillar"`
	Clusters []asem.ClusterID  `json:"clusters"`
	Meeting  string            `json:"meeting"`
	Item     string            `json:"item"`
	By       []asem.Code       `json:"by"`
	At       time.Time         `json:"at"`
	Changed  time.Time         `json:"changed"`
	Files    []fileShown       `json:"files"`
	Office   roster.Office     `json:"office"`
}

func paperShownOf(d document.Draft) paperShown {
	return paperShown{Number: d.Number, Series: d.Paper.Series, Title: plain.Line(d.Paper.Title), Language: d.Paper.Language,
		Pillar: d.Paper.Pillar, Clusters: listed(d.Paper.Clusters), Meeting: plain.Line(d.Paper.Meeting), Item: plain.Line(d.Paper.Item), By: listed(d.Paper.By),
		At: d.At.UTC(), Changed: d.Changed.UTC(), Files: filesShown(d.Paper.Files), Office: d.Paper.Office}
}

func (e *errand) showDocumentDraft(n asem.Number) error {
	d, err := e.desk.DocumentDraft(n)
	switch {
	case err != nil:
		return err
	case e.asJSON:
		return e.answer(paperShownOf(d))
	}
	e.say("Draft:    %s, which is not issued yet", d.Number)
	e.say("Title:    %s (%s)", plain.Line(d.Paper.Title), d.Paper.Language)
	series := fmt.Sprintf("none yet; give it one with %s", e.ssh("doc edit %d --series SERIES", n))
	if d.Paper.Series != "" {
		series = string(d.Paper.Series)
	}
	e.say("Series:   %s", series)
	e.say("By:       %s", asem.Listed(d.Paper.By))
	e.about(d.Paper.Pillar, d.Paper.Clusters, d.Paper.Meeting, d.Paper.Item)
	e.say("Changed:  %s", e.moment(d.Changed))
	if passes := e.desk.PassesOn(d); passes != "" {
		e.say("Office:   %s", passes)
	}
	e.sayFiles(d.Paper.Files)
	e.say("Issue it: %s", e.ssh("doc issue %d --to ADDRESSES", n))
	return nil
}

package documents

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/paint"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// MaxShown is the most of a text, in bytes, that is laid out on a screen.
const MaxShown = 1 << 20

// Document is the screen of one document, at one of its versions.
type Document struct {
	seat     *screen.Seat
	area     screen.Area
	view     secretariat.DocumentView
	label    document.Label    // of the version that is shown
	language document.Language // of its text; empty for its own
	file     int               // whose text is shown, from 1; 0 for the first in the language
	text     widget.Text
	asked    int    // counts what was asked for: an answer that comes late is dropped
	note     string // that there is a newer version
}

// New makes the screen of a document, or says why there is none.
func New(seat *screen.Seat, at screen.Document) (screen.Screen, error) {
	d := &Document{seat: seat, label: at.Version}
	var err error
	if d.view, err = seat.Desk.Document(at.Symbol); err != nil {
		return nil, err
	}
	if d.label == "" {
		d.label = d.view.Current().Label
	}
	if _, ok := d.view.Version(d.label); !ok {
		return nil, document.NoVersion(d.view.Document, d.label)
	}
	return d, nil
}

// Crumbs name the document.
func (d *Document) Crumbs() []string {
	return []string{"Documents", document.Cited(d.view.Symbol, d.label)}
}

// Explain says what stands here.
func (d *Document) Explain() string {
	return "A document, at one of its versions: what it is, its files, and the text of one of them. v and V go through the versions, f through the files; a version that was replaced says so. Files are fetched with `doc get` or sftp."
}

func (d *Document) version() document.Version {
	v, _ := d.view.Version(d.label)
	return v
}

// Bindings read, compare, and circulate.
func (d *Document) Bindings() []screen.Binding {
	bindings := []screen.Binding{
		{Key: screen.Keys("acknowledge its receipt for your partner", "a"), Foot: screen.Unless(!d.view.MayReceive, "receipt"), Dead: func() string { return mayReceive(d.view) }, Do: func() tea.Cmd { return receive(d.seat, d.view.Symbol) }},
		{Key: screen.Keys("the next version", "v"), Foot: screen.Unless(len(d.view.Versions) < 2, "versions"), Dead: d.oneVersion, Do: func() tea.Cmd { return d.turn(1) }},
		{Key: screen.Keys("the version before", "V"), Dead: d.oneVersion, Do: func() tea.Cmd { return d.turn(-1) }},
		{Key: screen.Keys("its text in another language", "L"), Foot: screen.Unless(len(d.version().Languages()) < 2, "languages"), Dead: d.oneLanguage, Do: d.translate},
		{Key: screen.Keys("the text of its next file", "f"), Foot: screen.Unless(len(d.version().Files) < 2, "files"), Dead: d.oneFile, Do: d.nextFile},
		{Key: screen.Keys("what changed since the version before", "="), Foot: screen.Unless(d.former() == "", "compare"), Dead: d.nothingBefore, Do: func() tea.Cmd {
			return d.seat.Nav.Open(screen.Difference{Symbol: d.view.Symbol, Old: d.former(), New: d.label})
		}},
		{Key: screen.Keys("list what stands in square brackets", "["), Dead: d.noBrackets, Do: func() tea.Cmd {
			return d.seat.Nav.Open(screen.Brackets{Symbol: d.view.Symbol, Version: d.label})
		}},
		{Key: screen.Keys("circulate it to further addresses", "i"), Dead: func() string { return fault.Sentence(d.seat.Desk.MayGoOn(d.view.Symbol)) }, Do: d.circulate},
		screen.Citing(d.seat, "the document", func() string { return string(d.view.Symbol) }),
		screen.Releasing(d.seat, "this version", func() (asem.Number, bool) {
			n := d.version().Number
			return n, slices.Contains(d.view.Public, n)
		}),
		{Key: screen.Keys("coordinators: put this version under silence", "Z"), Dead: func() string { return fault.Sentence(d.seat.Desk.MayOpenProcedure()) }, Do: d.silence},
		{Key: screen.Keys("mark it as unread", "u"), Do: func() tea.Cmd { return unread(d.seat, d.view) }},
		{Key: screen.Keys("copy its text to your clipboard", "y"), Do: d.copy},
	}
	return append(bindings, screen.Reading(&d.text, func() tea.Cmd { return screen.OpenNextNew(d.seat, 0) })...)
}

func (d *Document) oneVersion() string {
	if len(d.view.Versions) < 2 {
		return "This is its only version."
	}
	return ""
}

func (d *Document) oneLanguage() string {
	if len(d.version().Languages()) < 2 {
		return "It is there in one language only."
	}
	return ""
}

// former is the version with which the one that is shown is compared: the one that it
// replaced, or that it adds to; empty for the first.
func (d *Document) former() document.Label {
	at := slices.IndexFunc(d.view.Versions, func(v document.Version) bool { return v.Label == d.label })
	for i := at - 1; i >= 0; i-- {
		if d.view.Versions[i].Label.Replaces() {
			return d.view.Versions[i].Label
		}
	}
	return ""
}

func (d *Document) nothingBefore() string {
	if d.former() == "" {
		return "There is no version before this one."
	}
	return ""
}

func (d *Document) noBrackets() string {
	if d.version().Brackets == 0 {
		return "Nothing in it stands in square brackets."
	}
	return ""
}

// turn shows another version, round at the ends.
func (d *Document) turn(by int) tea.Cmd {
	count := len(d.view.Versions)
	at := slices.IndexFunc(d.view.Versions, func(v document.Version) bool { return v.Label == d.label })
	d.label, d.language, d.file = d.view.Versions[(at+by+count)%count].Label, "", 0
	d.text.Home()
	return d.show()
}

// translate shows the text in the next of its languages.
func (d *Document) translate() tea.Cmd {
	languages := d.version().Languages()
	at := max(0, slices.Index(languages, d.language))
	d.language, d.file = languages[(at+1)%len(languages)], 0
	d.text.Home()
	return d.show()
}

func (d *Document) oneFile() string {
	if len(d.version().Files) < 2 {
		return "It has one file only."
	}
	return ""
}

// nextFile shows the text of the next of its files, annexes and all, round at the end.
func (d *Document) nextFile() tea.Cmd {
	files := d.version().Files
	d.file = (d.shownFile()+1)%len(files) + 1
	d.language = files[d.file-1].Language
	d.text.Home()
	return d.show()
}

// shownFile is the place of the file whose text is shown, from 0.
func (d *Document) shownFile() int {
	if d.file > 0 {
		return d.file - 1
	}
	return max(0, slices.IndexFunc(d.version().Files, func(f document.File) bool { return f.Language == d.shown() }))
}

// pick is that file, as the desk is asked for it.
func (d *Document) pick() secretariat.FilePick {
	if d.file > 0 {
		return secretariat.FilePick{Name: strconv.Itoa(d.file)}
	}
	return secretariat.FilePick{Language: d.language}
}

// circulate asks to whom it is to go, and shows whom that reaches before it goes.
func (d *Document) circulate() tea.Cmd {
	d.seat.Nav.Prompt(screen.Prompt{
		Label: "Circulate to:", Limit: 2000, Complete: d.seat.Desk.CompleteAddresses,
		Check: func(text string) error {
			if text == "" {
				return nil
			}
			_, err := d.seat.Desk.Resolve(text)
			return err
		},
		Done: func(text string) tea.Cmd {
			if text == "" {
				return nil
			}
			to, err := d.seat.Desk.Resolve(text)
			if err != nil {
				d.seat.Nav.Fail(err)
				return nil
			}
			askToSend(d.seat, fmt.Sprintf("Circulate %s to", d.view.Symbol), to, func() tea.Cmd {
				return screen.Act(d.seat, func() error { return d.seat.Desk.CirculateDocument(d.view.Symbol, to) }, fmt.Sprintf("%s is circulated to %s.", d.view.Symbol, text))
			})
			return nil
		},
	})
	return nil
}

func (d *Document) copy() tea.Cmd {
	symbol, label, pick := d.view.Symbol, d.label, d.pick()
	var text string
	return screen.Work(func() error {
		read, err := d.seat.Desk.ReadVersion(context.Background(), symbol, label, pick)
		text = read.Text
		return err
	}, func(err error) tea.Cmd {
		switch {
		case err != nil:
			d.seat.Nav.Fail(err)
		case text == "":
			d.seat.Nav.Say("It has no text to copy; `doc get` fetches the file.")
		case len(text) > paint.MaxCopy:
			d.seat.Nav.Say("It is too long for a clipboard: `doc get` fetches the file.")
		default:
			d.seat.Nav.Say("Its text is on your clipboard, if your terminal takes it.")
			return paint.Copy(text)
		}
		return nil
	})
}

// Update reads when the screen is shown, marks the document as read, and says when there
// is another version.
func (d *Document) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		d.area = msg.Area
		return tea.Batch(d.show(), d.markRead())
	case screen.Changed:
		d.changed()
	case screen.Covered:
		d.asked++ // what is still on its way is not wanted any more
		d.text.Set(nil, d.area.Height)
	}
	return nil
}

func (d *Document) changed() {
	view, err := d.seat.Desk.Document(d.view.Symbol)
	switch {
	case err != nil:
		d.lost(err)
	case len(view.Versions) > len(d.view.Versions):
		d.note = "a new version; ^R shows it"
	}
}

// lost shows why there is nothing more to read here.
func (d *Document) lost(err error) {
	d.asked++
	d.text.Set(plain.Wrap(fault.Sentence(err), d.area.Width-1), d.area.Height)
}

func (d *Document) markRead() tea.Cmd {
	if !d.view.New {
		return nil
	}
	return screen.MarkRead(d.seat, secretariat.KindDocument, d.view.Seen())
}

// show lays out what is known at once, and the text when it has been read.
func (d *Document) show() tea.Cmd {
	view, err := d.seat.Desk.Document(d.view.Symbol)
	if err != nil {
		d.lost(err)
		return nil
	}
	d.view, d.note = view, ""
	head := d.head()
	d.text.Set(append(head, "", "The text is being read."), d.area.Height)
	d.asked++
	asked, symbol, label, pick, width := d.asked, view.Symbol, d.label, d.pick(), d.width()
	var lines []string
	return screen.Work(func() error {
		read, err := d.seat.Desk.ReadVersion(context.Background(), symbol, label, pick)
		lines = layOut(read, width)
		return err
	}, func(err error) tea.Cmd {
		if asked != d.asked {
			return nil
		}
		if err != nil {
			lines = plain.Wrap(fault.Sentence(err), width)
		}
		d.text.Set(slices.Concat(head, []string{""}, lines, d.tail()), d.area.Height)
		return nil
	})
}

// View draws the lines on the screen.
func (d *Document) View() screen.Drawn {
	note := d.note
	if note == "" {
		if by := d.view.SupersededBy(d.label); by != "" {
			note = "replaced by " + string(by)
		}
	}
	return screen.Drawn{Lines: d.text.Window(), Note: note}
}

func (d *Document) width() int { return min(d.area.Width-1, screen.Measure) }

// layOut wraps a text, or says why there is none.
func layOut(read secretariat.VersionText, width int) []string {
	text := read.Text
	var lines []string
	if len(text) > MaxShown {
		text = text[:MaxShown]
		lines = []string{"", "(It is longer than what is shown here: `doc get` fetches all of it.)"}
	}
	lines = append(plain.Wrap(text, width), lines...)
	if read.Note != "" {
		lines = append(lines, plain.Wrap("("+plain.Line(read.Note)+")", width)...)
	}
	return lines
}

// askToSend asks whether something is to go to these addresses, saying whom they reach.
func askToSend(seat *screen.Seat, what string, to []roster.Address, yes func() tea.Cmd) {
	words, err := seat.Desk.AddressWords(to)
	if err != nil {
		seat.Nav.Fail(err)
		return
	}
	seat.Nav.Ask(what+" "+joined(words)+"?", yes)
}

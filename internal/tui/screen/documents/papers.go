package documents

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Papers is the screen of the delegate's own drafts of documents.
type Papers struct {
	seat  *screen.Seat
	area  screen.Area
	shelf widget.Shelf[paper]
}

type paper struct {
	document.Draft
	age string
}

func samePaper(a, b paper) bool { return a.Number == b.Number }

// NewPapers makes the screen.
func NewPapers(seat *screen.Seat) (screen.Screen, error) {
	return &Papers{seat: seat, shelf: widget.NewShelf(samePaper)}, nil
}

// Crumbs name the place.
func (p *Papers) Crumbs() []string { return []string{"Documents", "Your drafts"} }

// Explain says what stands here.
func (p *Papers) Explain() string {
	return "Your drafts of documents, and those that passed on to you with an office. Nobody else sees them. What you put into /drop with sftp, draw up with `doc draft` or write with w in the list of documents stands here until you issue it: then it gets its symbol and never changes again."
}

// Bindings issue, change and discard.
func (p *Papers) Bindings() []screen.Binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { p.seat.Nav.Fail(p.shelf.Move(by)); p.read(); return nil }
	}
	return []screen.Binding{
		{Key: screen.Keys("issue the draft: as a new document, or as the next version of one", "i", "enter"), Foot: "issue", Dead: p.none, Do: p.issue},
		{Key: screen.Keys("change its title and series, and in which office it is drawn up", "e"), Foot: "change", Dead: p.none, Do: p.change},
		{Key: screen.Keys("discard the draft with its files", "D"), Foot: "discard", Dead: p.none, Do: p.discard},
		{Key: screen.Keys("to the next draft", "j", "down"), Do: move(1)},
		{Key: screen.Keys("to the draft before", "k", "up"), Do: move(-1)},
		{Key: screen.Keys("write a new document", "w"), Dead: func() string { return fault.Sentence(p.seat.Desk.MayDraftDocument()) }, Do: func() tea.Cmd {
			return p.seat.Nav.Open(screen.Write{At: secretariat.NewDocument})
		}},
	}
}

func (p *Papers) current() document.Draft {
	r, _ := p.shelf.Row()
	return r.Draft
}

func (p *Papers) none() string {
	if p.current().Number == 0 {
		return "You have no draft of a document."
	}
	return ""
}

// issue asks as what the draft is issued, then to whom it goes.
func (p *Papers) issue() tea.Cmd {
	draft := p.current()
	words := []string{"new", "REV ", "ADD ", "COR "}
	p.seat.Nav.Prompt(screen.Prompt{
		Label: "Issue as (new, REV SYMBOL, ADD SYMBOL, COR SYMBOL):", Start: "new",
		Complete: func(begin string) []string { return p.completeKind(words, begin) },
		Check: func(text string) error {
			_, _, err := p.kindOf(text)
			return err
		},
		Done: func(text string) tea.Cmd {
			kind, symbol, err := p.kindOf(text)
			if err != nil {
				p.seat.Nav.Fail(err)
				return nil
			}
			p.address(draft, kind, symbol)
			return nil
		},
	})
	return nil
}

// completeKind offers the kinds, and behind one the symbols of documents.
func (p *Papers) completeKind(words []string, begin string) []string {
	var found []string
	head, symbol, ok := strings.Cut(begin, " ")
	if !ok {
		for _, w := range words {
			if strings.HasPrefix(strings.ToLower(w), strings.ToLower(begin)) && w != begin {
				found = append(found, w)
			}
		}
		return found
	}
	page, err := p.seat.Desk.Documents(secretariat.DocumentScope{}, secretariat.Page{Limit: secretariat.MaxLimit})
	if err != nil {
		return nil
	}
	for _, doc := range page.Rows {
		if doc.MayGoOn && strings.HasPrefix(string(doc.Symbol), strings.ToUpper(strings.TrimSpace(symbol))) {
			found = append(found, head+" "+string(doc.Symbol))
		}
	}
	return found
}

// kindOf reads as what a draft is issued, and of which document.
func (p *Papers) kindOf(text string) (document.Kind, asem.Symbol, error) {
	head, name, _ := strings.Cut(strings.TrimSpace(text), " ")
	if strings.EqualFold(head, "new") && name == "" {
		return document.FirstIssue, "", nil
	}
	for _, k := range document.Kinds() {
		if strings.EqualFold(head, string(k)) {
			symbol, _, err := p.seat.Desk.ParseSymbol(name)
			if err == nil {
				err = p.seat.Desk.MayGoOn(symbol)
			}
			return k, symbol, err
		}
	}
	return "", "", fault.New(fault.Usage, "%q is nothing that a draft is issued as.", plain.Cut(plain.Line(text), 40)).Then("Write new, or REV, ADD or COR and the symbol of a document.")
}

// address asks to whom it goes. The next version of a document goes to all to whom that
// went, and may go to others besides.
func (p *Papers) address(draft document.Draft, kind document.Kind, symbol asem.Symbol) {
	label := "Circulate to:"
	if kind != document.FirstIssue {
		label = "Circulate to, besides those who have it:"
	}
	p.seat.Nav.Prompt(screen.Prompt{
		Label: label, Limit: 2000, Complete: p.seat.Desk.CompleteAddresses,
		Check: func(text string) error {
			if text == "" && kind == document.FirstIssue {
				return fault.New(fault.Usage, "A document goes to somebody.").Then("Write @all, a group, partners or missions; Esc issues nothing.")
			}
			_, err := p.seat.Desk.Resolve(text)
			return err
		},
		Done: func(text string) tea.Cmd {
			to, err := p.seat.Desk.Resolve(text)
			if err != nil {
				p.seat.Nav.Fail(err)
				return nil
			}
			question := fmt.Sprintf("Issue %s in %s to", draft.Number, draft.Paper.Series)
			if kind != document.FirstIssue {
				question = fmt.Sprintf("Issue %s as %s of %s to those who have it and", draft.Number, kind, symbol)
			}
			token := p.seat.Desk.NewToken()
			send := func() tea.Cmd {
				return p.send(token, document.Issue{Number: draft.Number, As: kind, Of: symbol, To: to})
			}
			if len(to) == 0 {
				p.seat.Nav.Ask(strings.TrimSuffix(question, " and")+"? It never changes again.", send)
				return nil
			}
			askToSend(p.seat, question, to, send)
			return nil
		},
	})
}

func (p *Papers) send(token string, a document.Issue) tea.Cmd {
	var issued secretariat.Issued
	return screen.Work(func() (err error) {
		issued, err = p.seat.Desk.IssueDocument(context.Background(), token, a)
		return err
	}, func(err error) tea.Cmd {
		p.seat.Nav.Refresh()
		if err != nil {
			p.seat.Nav.Fail(err)
			return nil
		}
		cmd := p.seat.Nav.Replace(screen.Document{Symbol: issued.Symbol, Version: issued.Version})
		p.seat.Nav.Say("Issued as " + document.Cited(issued.Symbol, issued.Version) + ".")
		return cmd
	})
}

// change asks for another title and series.
func (p *Papers) change() tea.Cmd {
	draft := p.current()
	p.seat.Nav.Prompt(screen.Prompt{Label: "Title:", Start: draft.Paper.Title, Done: func(title string) tea.Cmd {
		p.seat.Nav.Prompt(screen.Prompt{Label: "Series:", Start: string(draft.Paper.Series), Complete: p.seat.Desk.CompleteSeries, Done: func(name string) tea.Cmd {
			series := asem.Series(name)
			return p.changeOffice(draft, document.Change{Title: &title, Series: &series})
		}})
		return nil
	}})
	return nil
}

// changeOffice asks whoever holds an office in which the draft is drawn up, and changes it.
func (p *Papers) changeOffice(draft document.Draft, change document.Change) tea.Cmd {
	redraft := func() tea.Cmd {
		return screen.Act(p.seat, func() error {
			return p.seat.Desk.RedraftDocument(document.Rewrite{Number: draft.Number, Change: change})
		}, fmt.Sprintf("Draft %s is changed.", draft.Number))
	}
	for _, f := range p.seat.Desk.DraftOffice() {
		check := func(text string) error {
			if text == "" {
				return nil
			}
			return f.Check(text)
		}
		p.seat.Nav.Prompt(screen.Prompt{Label: f.Label + ":", Hint: f.About, Start: string(draft.Paper.Office), Check: check, Complete: f.Complete, Done: func(text string) tea.Cmd {
			office := roster.Office(text)
			change.Office = &office
			return redraft()
		}})
		return nil
	}
	return redraft()
}

func (p *Papers) discard() tea.Cmd {
	draft := p.current()
	p.seat.Nav.AskFirmly(fmt.Sprintf("Discard draft %s with its files, for good?", draft.Number), func() tea.Cmd {
		return screen.Act(p.seat, func() error { return p.seat.Desk.DiscardDocument(draft.Number) }, fmt.Sprintf("Draft %s is discarded.", draft.Number))
	})
	return nil
}

// Update reads when the screen is shown, and when something has changed: drafts come by
// sftp as well.
func (p *Papers) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		p.area = msg.Area
		p.fill()
	case screen.Changed:
		p.fill()
	case screen.Covered:
		p.shelf.Read(nil)
	}
	return nil
}

func (p *Papers) fill() {
	drafts, err := p.seat.Desk.DocumentDrafts()
	p.seat.Nav.Fail(err)
	rows := make([]paper, len(drafts))
	for i, d := range drafts {
		rows[i] = paper{d, screen.Age(p.seat.Now(), d.Changed)}
	}
	p.shelf.Fill(rows, p.area.Height-1)
	p.read()
}

// read shows below the list what the draft with the cursor says of itself.
func (p *Papers) read() {
	d := p.current()
	if d.Number == 0 {
		p.shelf.Read(nil)
		return
	}
	width := p.area.Width - 1
	lines := []string{p.seat.Theme.Strong(plain.Cut(plain.Line(d.Paper.Title), width))}
	for _, f := range d.Paper.Files {
		lines = append(lines, plain.Cut(fmt.Sprintf("%s, %s, %d bytes", plain.Line(f.Name), f.Language, f.Bytes), width))
	}
	if d.Paper.Meeting != "" {
		lines = append(lines, plain.Cut("Meeting: "+plain.Line(d.Paper.Meeting), width))
	}
	if d.Paper.Item != "" {
		lines = append(lines, plain.Cut("Agenda item: "+plain.Line(d.Paper.Item), width))
	}
	p.shelf.Read(append(lines, "", plain.Cut(fmt.Sprintf("`doc read %d` shows its text; `doc attach %d` adds files.", d.Number, d.Number), width)))
}

// View draws the list with what the draft says of itself below it.
func (p *Papers) View() screen.Drawn {
	width := p.area.Width - 1
	fitted := widget.Columns{{Title: "No.", Width: 7}, {Title: "Series", Width: 16, Near: true}, {Title: "Files", Width: 5, Right: true, Near: true}, {Title: "Title", Near: true}, {Title: "Last", Width: screen.AgeWidth, Right: true, Near: true}}.Fit(width - 2)
	rows, cursor := p.shelf.Draw(width, func(r paper, _ int) string {
		return fitted.Row(r.Number.String(), string(r.Paper.Series), strconv.Itoa(len(r.Paper.Files)), r.Paper.Title, r.age)
	})
	if p.none() != "" {
		rows = plain.Wrap("  You have no draft of a document. What you write with w, draw up with `doc draft` or put into /drop with sftp will stand here.", width)
	}
	lines := append([]string{"  " + fitted.Titles()}, rows...)
	return screen.Drawn{Lines: lines[:min(len(lines), p.area.Height)], Cursor: screen.Point{Y: cursor + 1}}
}

package procedures

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/deadline"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/widget"
)

// Procedure is the screen of one.
type Procedure struct {
	seat   *screen.Seat
	area   screen.Area
	number asem.Number
	view   secretariat.ProcedureView
	text   widget.Text
	marked int // news that were marked as read
}

// New makes the screen of a procedure, or says why there is none.
func New(seat *screen.Seat, at screen.Procedure) (screen.Screen, error) {
	p := &Procedure{seat: seat, number: at.Number}
	var err error
	p.view, err = seat.Desk.Procedure(at.Number)
	return p, err
}

// Crumbs name it.
func (p *Procedure) Crumbs() []string {
	return []string{"Procedures", p.number.String() + " " + document.Cited(p.view.Symbol, p.view.Label)}
}

// Follow says whether a place is this procedure: what was entered in it is shown here.
func (p *Procedure) Follow(to screen.Place) bool {
	at, ok := to.(screen.Procedure)
	return ok && at.Number == p.number
}

// Explain says what stands here.
func (p *Procedure) Explain() string {
	return "A silence procedure. The text is adopted at the time that stands above, unless a partner breaks the silence before, by an objection or an amendment in writing. Contact points act for their partner, once each way; what they write is told to all at once and cannot be taken back."
}

// Bindings read the text, and act for the partner or as a coordinator.
func (p *Procedure) Bindings() []screen.Binding {
	speaks := screen.Unless(!p.view.MaySpeak, "break")
	bindings := []screen.Binding{
		{Key: screen.Keys("read the text", "enter", "l", "right"), Foot: "text", Do: func() tea.Cmd {
			if p.view.Decision != "" {
				return p.seat.Nav.Open(screen.Document{Symbol: p.view.Decision})
			}
			return p.seat.Nav.Open(screen.Document{Symbol: p.view.Symbol, Version: p.view.Label})
		}},
		{Key: screen.Keys("contact points: break the silence by an objection", "B"), Foot: speaks, Dead: p.mayNot(procedure.Objection), Do: p.write(procedure.Objection)},
		{Key: screen.Keys("contact points: break it by an amendment", "A"), Dead: p.mayNot(procedure.Amendment), Do: p.write(procedure.Amendment)},
		{Key: screen.Keys("contact points: attach a reservation", "R"), Dead: p.mayNot(procedure.Reservation), Do: p.write(procedure.Reservation)},
		{Key: screen.Keys("contact points: attach an interpretative statement", "S"), Dead: p.mayNot(procedure.Statement), Do: p.write(procedure.Statement)},
		{Key: screen.Keys("contact points: associate your partner", "s"), Dead: p.mayNot(procedure.Association), Do: p.join(procedure.Association, "Associate your partner with the text?")},
		{Key: screen.Keys("contact points: acknowledge it", "a"), Foot: screen.Unless(!p.view.MaySpeak, "acknowledge"), Dead: p.mayNot(procedure.Acknowledgment), Do: p.join(procedure.Acknowledgment, "Acknowledge it for your partner?")},
		{Key: screen.Keys("coordinators: consent to what a lead proposed", "C"), Foot: screen.Unless(p.view.Status != procedure.Proposed, "consent"), Dead: func() string { return fault.Sentence(p.seat.Desk.MayConsent(p.number)) }, Do: p.consent},
		{Key: screen.Keys("coordinators: put the time off", "E"), Dead: p.mayNotLead, Do: p.extend},
		{Key: screen.Keys("who opened it: take it back", "D"), Dead: func() string { return fault.Sentence(p.seat.Desk.MayWithdrawProcedure(p.number)) }, Do: p.withdraw},
	}
	return append(bindings, screen.Reading(&p.text, func() tea.Cmd { return screen.OpenNextNew(p.seat, 0) })...)
}

func (p *Procedure) mayNot(kind procedure.Kind) func() string {
	return func() string { return fault.Sentence(p.seat.Desk.MayEnter(p.number, kind)) }
}

func (p *Procedure) mayNotLead() string {
	if p.view.Status != procedure.Open {
		return fmt.Sprintf("It was %s.", p.view.Status)
	}
	return fault.Sentence(p.seat.Desk.MayOpenProcedure())
}

func (p *Procedure) write(kind procedure.Kind) func() tea.Cmd {
	return func() tea.Cmd {
		return p.seat.Nav.Open(screen.Write{At: secretariat.EntryIn(p.number, kind)})
	}
}

func (p *Procedure) join(kind procedure.Kind, question string) func() tea.Cmd {
	return func() tea.Cmd {
		p.seat.Nav.Ask(question, func() tea.Cmd {
			return screen.Act(p.seat, func() error {
				_, err := p.seat.Desk.Enter("", procedure.Enter{Number: p.number, Is: kind})
				return err
			}, fmt.Sprintf("%s is entered in %s.", secretariat.EntryWord(kind), p.number))
		})
		return nil
	}
}

// consent opens what was proposed, until the time that was proposed or another one.
func (p *Procedure) consent() tea.Cmd {
	p.seat.Nav.Prompt(screen.Prompt{
		Label: "Until:", Hint: "A time like 2026-12-01T18:00Z, or 5d; nothing for the one that was proposed.",
		Check: func(text string) error {
			_, err := deadline.Parse(text, p.seat.Desk.Now())
			return err
		},
		Done: func(text string) tea.Cmd {
			p.askWhy("All see the reason, for a short time or a text with brackets; nothing for the lead's.", text, func(at time.Time, reason string) error {
				_, err := p.seat.Desk.ConsentProcedure(p.number, at, reason)
				return err
			}, fmt.Sprintf("%s is under silence.", p.number))
			return nil
		},
	})
	return nil
}

// askWhy asks for a reason, and then does something until a time. What was typed of that is
// read when it is done: 3d are three days from then.
func (p *Procedure) askWhy(hint, until string, do func(at time.Time, reason string) error, done string) {
	p.seat.Nav.Prompt(screen.Prompt{Label: "Why:", Limit: procedure.MaxReason, Hint: hint, Done: func(reason string) tea.Cmd {
		return screen.Act(p.seat, func() error {
			at, err := deadline.Parse(until, p.seat.Desk.Now())
			if err == nil {
				err = do(at, reason)
			}
			return err
		}, done)
	}})
}

// extend asks for the new time, and then for the reason.
func (p *Procedure) extend() tea.Cmd {
	p.seat.Nav.Prompt(screen.Prompt{
		Label: "Until:", Hint: "A time like 2026-12-01T18:00Z, or 5d from now; later than now set.",
		Check: func(text string) error {
			_, err := deadline.Parse(text, p.seat.Desk.Now())
			return err
		},
		Done: func(text string) tea.Cmd {
			if text != "" {
				p.askWhy("All see the reason; it may be empty.", text, func(at time.Time, reason string) error {
					return p.seat.Desk.ExtendProcedure(p.number, at, reason)
				}, fmt.Sprintf("The time of %s is put off.", p.number))
			}
			return nil
		},
	})
	return nil
}

func (p *Procedure) withdraw() tea.Cmd {
	p.seat.Nav.Prompt(screen.Prompt{Label: fmt.Sprintf("Why withdraw %s?", p.number), Limit: procedure.MaxReason,
		Hint: "All see the reason; it may be empty. Esc leaves it open.",
		Done: func(reason string) tea.Cmd {
			return screen.Act(p.seat, func() error { return p.seat.Desk.WithdrawProcedure(p.number, reason) }, fmt.Sprintf("%s is withdrawn.", p.number))
		}})
	return nil
}

// Update reads when the screen is shown, and when a procedure has changed: how it stands
// is never old on a screen.
func (p *Procedure) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.Shown:
		p.area = msg.Area
		return p.show()
	case screen.Changed:
		if msg.What.Has(secretariat.KindProcedure) {
			return p.show()
		}
	}
	return nil
}

func (p *Procedure) show() tea.Cmd {
	view, err := p.seat.Desk.Procedure(p.number)
	if err != nil {
		p.view = secretariat.ProcedureView{}
		p.text.Set(plain.Wrap(fault.Sentence(err), p.area.Width-1), p.area.Height)
		return nil
	}
	p.view = view
	p.text.Set(p.layOut(view), p.area.Height)
	if !view.New || p.marked == view.News() {
		return nil
	}
	p.marked = view.News()
	return screen.MarkRead(p.seat, secretariat.KindProcedure, view.Seen())
}

func (p *Procedure) layOut(v secretariat.ProcedureView) []string {
	cols := min(p.area.Width-1, screen.Measure)
	var lines []string
	strong := func(text string) {
		for _, line := range plain.Wrap(plain.Line(text), cols) {
			lines = append(lines, p.seat.Theme.Strong(line))
		}
	}
	add := func(text string) { lines = append(lines, plain.Wrap(plain.Line(text), cols)...) }
	strong(document.Cited(v.Symbol, v.Label) + " " + v.Title)
	strong(secretariat.EntryWord(procedure.Kind(secretariat.ProcedureStanding(v.Procedure, p.seat.Zone))))
	add(fmt.Sprintf("%s  %s by %s, %s", v.Number, strings.ToLower(secretariat.OpenedWords(v.Procedure)), screen.AuthorOf(v.Author), p.seat.Date(v.At)))
	if v.Reason != "" {
		add("Reason: " + v.Reason)
	}
	for _, x := range v.Extensions {
		add("Extended from " + deadline.Show(x.From, p.seat.Zone) + " " + secretariat.ExtensionWords(x))
	}
	add(fmt.Sprintf("It asks %s; %d silent: %s", screen.Count(len(v.Asked), "partner"), len(v.Silent()), asem.Listed(v.Silent())))
	if v.MaySpeak {
		strong("Your partner has a voice: B breaks the silence, a acknowledges; silence agrees.")
	}
	for i, e := range v.Entries {
		lines = append(lines, "")
		strong(fmt.Sprintf("%s of %s, by %s, %s", secretariat.EntryWord(e.Kind), e.Partner, e.By, p.seat.Date(e.At)))
		if v.Texts[i] != "" {
			lines = append(lines, plain.Wrap(v.Texts[i], cols)...)
		}
	}
	return lines
}

// View draws the lines on the screen.
func (p *Procedure) View() screen.Drawn { return screen.Drawn{Lines: p.text.Window()} }

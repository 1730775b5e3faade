package packet

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/emersion/go-message/mail"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// MostAttached is how many bytes of files come along with a packet, together; larger
// ones, and what there is no room for, are named.
const (
	MostAttached = 4 << 20
	mostOfFile   = 256 << 10
)

// A Mailer writes what a desk or a takeout gives as messages.
type Mailer struct {
	Out    io.Writer
	Domain Domain
	Room   int64 // for files, MostAttached in a packet
	Count  int   // of messages written
	// SSH is the line by which something is done here, as a person types it.
	SSH func(format string, args ...any) string
	// BoardTitle is what a board is called.
	BoardTitle func(asem.BoardID) string
	// Content is a file of a post or letter, by its index from 0.
	Content func(n asem.Number, index int, f rule.File) ([]byte, error)
	// Where says where a file is that does not come along.
	Where func(n asem.Number, index int, f rule.File) string
}

// Write writes one thing as a message.
func (m *Mailer) Write(p secretariat.Parcel) error {
	var message Message
	switch {
	case p.Post != nil:
		message = m.post(*p.Post)
	case p.Notice != nil:
		message = m.notice(*p.Notice)
	case p.Letter != nil:
		message = m.letter(*p.Letter)
	case p.Procedure != nil:
		message = m.procedure(*p.Procedure)
	case p.Record != nil:
		message = m.record(*p.Record)
	case p.Document != nil:
		message = m.document(*p.Document, p.Version)
	}
	m.Count++
	return message.Write(m.Out)
}

// from is an author as mail has them: somebody from outside by their own address.
func (m *Mailer) from(a roster.Author) mail.Address {
	if a.Login == "" {
		address := a.Address
		if !strings.Contains(address, "@") {
			address = "nobody@" + string(m.Domain)
		}
		return mail.Address{Name: a.Name, Address: address}
	}
	return mail.Address{Name: fmt.Sprintf("%s (%s)", a.Name, a.Partner), Address: m.Domain.Address(roster.Address(a.Login))}
}

func (m *Mailer) to(addresses []roster.Address) (list []*mail.Address) {
	for _, a := range addresses {
		list = append(list, &mail.Address{Address: m.Domain.Address(a)})
	}
	return list
}

// versions names a message in its version, and the one that it supersedes.
func (m *Mailer) versions(message *Message, n asem.Number, version int) {
	message.ID = m.Domain.ID(n, version)
	if version > 1 {
		message.Supersedes = m.Domain.ID(n, version-1)
		message.Extra = append(message.Extra, Field{Name: "X-AVS-Version", Value: fmt.Sprint(version)})
	}
}

func (m *Mailer) post(p secretariat.PostView) Message {
	message := Message{From: m.from(p.Author), At: p.At, Subject: p.Title, Text: p.Text + p.Withheld,
		ListName: fmt.Sprintf("%s.%s", p.Board, m.Domain), ListTitle: m.BoardTitle(p.Board),
		To: m.to([]roster.Address{roster.OnBoard(p.Board)}), ReplyTo: m.Domain.Address(roster.OnBoard(p.Board)), Extra: []Field{{Name: "X-AVS-Number", Value: p.Number.String()}}}
	m.versions(&message, p.Number, len(p.Versions))
	for _, n := range p.Path[:len(p.Path)-1] {
		message.References = append(message.References, m.Domain.ID(n, 1))
	}
	if p.ReplyTo != 0 {
		message.Subject = "Re: " + p.Title
		if parent := m.Domain.ID(p.ReplyTo, 1); len(message.References) == 0 || message.References[len(message.References)-1] != parent {
			message.References = append(message.References, parent) // a deep answer stands beside what it answers
		}
	}
	m.attach(&message, p.Number, p.Files)
	return message
}

func (m *Mailer) notice(v secretariat.NoticeView) Message {
	message := Message{From: m.from(v.Author), At: v.Current().At, Subject: v.Title, To: m.to(v.To), Text: v.Text + v.Withheld,
		Extra: []Field{{Name: "X-AVS-Number", Value: v.Number.String()}, {Name: "X-AVS-Level", Value: string(v.Level)}}}
	if v.Waits() {
		ask := "Your partner is asked to acknowledge this notice"
		if !v.AckBy.IsZero() {
			ask += " by " + v.AckBy.UTC().Format("2006-01-02 15:04") + " UTC"
			message.Extra = append(message.Extra, Field{Name: "X-AVS-Acknowledge-By", Value: v.AckBy.UTC().Format("2006-01-02T15:04:05Z")})
		}
		message.Text += fmt.Sprintf("\n\n[%s: %s]\n", ask, m.SSH("ack %d", v.Number))
	}
	m.versions(&message, v.Number, len(v.Versions))
	return message
}

func (m *Mailer) letter(v secretariat.LetterView) Message {
	message := Message{From: m.from(v.From), At: v.At, Subject: v.Subject, To: m.to(v.To), Cc: m.to(v.Cc), Text: v.Text + v.Withheld,
		Extra: []Field{{Name: "X-AVS-Number", Value: v.Number.String()}, {Name: "X-AVS-Kind", Value: "letter"}}}
	m.versions(&message, v.Number, 1)
	for _, n := range []asem.Number{v.Thread, v.ReplyTo} {
		if n != 0 && n != v.Number && (len(message.References) == 0 || message.References[0] != m.Domain.ID(n, 1)) {
			message.References = append(message.References, m.Domain.ID(n, 1))
		}
	}
	m.attach(&message, v.Number, v.Files)
	return message
}

// document is a version of one: what there is to know of it, and how to get its files.
func (m *Mailer) document(v secretariat.DocumentView, version document.Version) Message {
	name := document.Cited(v.Symbol, version.Label)
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n%s\n\nSubmitted by %s. Circulated to %s.\n", name, plain.Line(version.Title), asem.Listed(v.By), asem.Listed(v.To()))
	if version.Meeting != "" || version.Item != "" {
		fmt.Fprintf(&text, "For %s %s\n", plain.Line(version.Meeting), plain.Line(version.Item))
	}
	text.WriteString("\n")
	for i, f := range version.Files {
		fmt.Fprintf(&text, "%d. %s, %s, %d bytes: %s\n", i+1, plain.Line(f.Name), f.Language, f.Bytes, m.SSH("'doc get %s --file %d' > FILE", name, i+1))
	}
	message := Message{From: m.from(version.Issued), At: version.At, Subject: name + " " + version.Title, To: m.to(v.To()), Text: text.String(),
		Extra: []Field{{Name: "X-AVS-Number", Value: version.Number.String()}, {Name: "X-AVS-Symbol", Value: name}}}
	m.versions(&message, version.Number, 1)
	if version.Number != v.Number {
		message.References = []string{m.Domain.ID(v.Number, 1)}
	}
	return message
}

// procedure is a silence procedure as it stands, with what partners wrote. What changes
// comes again under a name of its own.
func (m *Mailer) procedure(v secretariat.ProcedureView) Message {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s\n%s\n", document.Cited(v.Symbol, v.Label), plain.Line(v.Title), secretariat.ProcedureStanding(v.Procedure, time.UTC))
	if v.Reason != "" {
		fmt.Fprintf(&text, "Reason: %s\n", plain.Line(v.Reason))
	}
	for i, e := range v.Entries {
		fmt.Fprintf(&text, "\n%s of %s, by %s, %s\n", secretariat.EntryWord(e.Kind), e.Partner, e.By, e.At.UTC().Format("2006-01-02 15:04 UTC"))
		if v.Texts[i] != "" {
			fmt.Fprintf(&text, "\n%s\n", v.Texts[i])
		}
	}
	if v.MaySpeak {
		fmt.Fprintf(&text, "\n[Your partner breaks it: %s]\n", m.SSH("procedure break %d < TEXT", v.Number))
	}
	message := Message{From: m.from(v.Author), At: v.At, Subject: "Silence procedure: " + document.Cited(v.Symbol, v.Label) + " " + v.Title, To: m.to(v.To), Text: text.String(),
		Extra: []Field{{Name: "X-AVS-Number", Value: v.Number.String()}, {Name: "X-AVS-Kind", Value: "procedure"}, {Name: "X-AVS-Expires", Value: v.Expires.UTC().Format(time.RFC3339)}}}
	m.versions(&message, v.Number, v.News())
	return message
}

// record is a record as it stands. What changes comes again under a name of its own.
func (m *Mailer) record(r secretariat.Record) Message {
	message := Message{From: m.from(r.Author), At: r.At, Subject: r.Name() + ": " + r.Title, To: m.to(r.To), Text: r.Text(),
		Extra: []Field{{Name: "X-AVS-Number", Value: r.Number.String()}, {Name: "X-AVS-Kind", Value: string(r.Kind)}}}
	m.versions(&message, r.Number, r.News)
	return message
}

// attach adds the files that there is room for, and names the others.
func (m *Mailer) attach(message *Message, n asem.Number, files []rule.File) {
	var named strings.Builder
	for i, f := range files {
		if f.Bytes <= mostOfFile && f.Bytes <= m.Room {
			if content, err := m.Content(n, i, f); err == nil {
				m.Room -= f.Bytes
				message.Files = append(message.Files, File{Name: plain.Line(f.Name), Type: f.Type, Content: content})
				continue
			}
		}
		fmt.Fprintf(&named, "[%s, %d bytes: %s]\n", plain.Line(f.Name), f.Bytes, m.Where(n, i, f))
	}
	if named.Len() > 0 {
		message.Text += "\n\n" + named.String()
	}
}

package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/emersion/go-message/mail"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/packet"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// What comes along with a packet: larger files are named, and fetched by themselves.
const (
	mostOfFile   = 256 << 10
	mostAttached = 4 << 20
)

// A mailer writes what a desk gives as messages.
type mailer struct {
	e      *errand
	out    io.Writer
	count  int
	room   int64                   // for files
	boards map[asem.BoardID]string // titles
}

func (m *mailer) write(p secretariat.Parcel) error {
	var message packet.Message
	switch {
	case p.Post != nil:
		message = m.post(*p.Post)
	case p.Notice != nil:
		message = m.notice(*p.Notice)
	case p.Letter != nil:
		message = m.letter(*p.Letter)
	case p.Document != nil:
		message = m.document(*p.Document, p.Version)
	}
	m.count++
	if err := message.Write(m.out); err != nil {
		return err
	}
	return m.e.flush()
}

func (m *mailer) domain() packet.Domain { return m.e.house.Domain }

// from is an author as mail has them: somebody from outside by their own address.
func (m *mailer) from(a roster.Author) mail.Address {
	if a.Login == "" {
		address := a.Address
		if !strings.Contains(address, "@") {
			address = "nobody@" + string(m.domain())
		}
		return mail.Address{Name: a.Name, Address: address}
	}
	return mail.Address{Name: fmt.Sprintf("%s (%s)", a.Name, a.Partner), Address: m.domain().Address(roster.Address(a.Login))}
}

func (m *mailer) to(addresses []roster.Address) (list []*mail.Address) {
	for _, a := range addresses {
		list = append(list, &mail.Address{Address: m.domain().Address(a)})
	}
	return list
}

// versions names a message in its version, and the one that it supersedes.
func (m *mailer) versions(message *packet.Message, n asem.Number, version int) {
	message.ID = m.domain().ID(n, version)
	if version > 1 {
		message.Supersedes = m.domain().ID(n, version-1)
		message.Extra = append(message.Extra, packet.Field{Name: "X-AVS-Version", Value: fmt.Sprint(version)})
	}
}

func (m *mailer) post(p secretariat.PostView) packet.Message {
	message := packet.Message{From: m.from(p.Author), At: p.At, Subject: p.Title, Text: p.Text,
		ListName: fmt.Sprintf("%s.%s", p.Board, m.domain()), ListTitle: m.boardTitle(p.Board),
		To: m.to([]roster.Address{roster.OnBoard(p.Board)}), ReplyTo: m.domain().Address(roster.OnBoard(p.Board)), Extra: []packet.Field{{Name: "X-AVS-Number", Value: p.Number.String()}}}
	m.versions(&message, p.Number, len(p.Versions))
	for _, n := range p.Path[:len(p.Path)-1] {
		message.References = append(message.References, m.domain().ID(n, 1))
	}
	if p.ReplyTo != 0 {
		message.Subject = "Re: " + p.Title
		if parent := m.domain().ID(p.ReplyTo, 1); len(message.References) == 0 || message.References[len(message.References)-1] != parent {
			message.References = append(message.References, parent) // a deep answer stands beside what it answers
		}
	}
	m.attach(&message, p.Number, p.Files)
	return message
}

func (m *mailer) boardTitle(id asem.BoardID) string {
	title, ok := m.boards[id]
	if !ok {
		b, err := m.e.desk.Board(id)
		if title = b.Title; err != nil {
			title = string(id)
		}
		m.boards[id] = title
	}
	return title
}

func (m *mailer) notice(v secretariat.NoticeView) packet.Message {
	message := packet.Message{From: m.from(v.Author), At: v.Current().At, Subject: v.Title, To: m.to(v.To), Text: v.Text + v.Withheld,
		Extra: []packet.Field{{Name: "X-AVS-Number", Value: v.Number.String()}, {Name: "X-AVS-Level", Value: string(v.Level)}}}
	if v.Waits() {
		ask := "Your partner is asked to acknowledge this notice"
		if !v.AckBy.IsZero() {
			ask += " by " + v.AckBy.UTC().Format("2006-01-02 15:04") + " UTC"
			message.Extra = append(message.Extra, packet.Field{Name: "X-AVS-Acknowledge-By", Value: v.AckBy.UTC().Format("2006-01-02T15:04:05Z")})
		}
		message.Text += fmt.Sprintf("\n\n[%s: %s]\n", ask, m.e.ssh("ack %d", v.Number))
	}
	m.versions(&message, v.Number, len(v.Versions))
	return message
}

func (m *mailer) letter(v secretariat.LetterView) packet.Message {
	message := packet.Message{From: m.from(v.From), At: v.At, Subject: v.Subject, To: m.to(v.To), Cc: m.to(v.Cc), Text: v.Text + v.Withheld,
		Extra: []packet.Field{{Name: "X-AVS-Number", Value: v.Number.String()}, {Name: "X-AVS-Kind", Value: "letter"}}}
	m.versions(&message, v.Number, 1)
	for _, n := range []asem.Number{v.Thread, v.ReplyTo} {
		if n != 0 && n != v.Number && (len(message.References) == 0 || message.References[0] != m.domain().ID(n, 1)) {
			message.References = append(message.References, m.domain().ID(n, 1))
		}
	}
	m.attach(&message, v.Number, v.Files)
	return message
}

// document is a version of one: what there is to know of it, and how to get its files.
func (m *mailer) document(v secretariat.DocumentView, version document.Version) packet.Message {
	name := document.Cited(v.Symbol, version.Label)
	var text strings.Builder
	fmt.Fprintf(&text, "%s\n%s\n\nSubmitted by %s. Circulated to %s.\n", name, plain.Line(version.Title), asem.Listed(v.By), asem.Listed(v.To()))
	if version.Meeting != "" || version.Item != "" {
		fmt.Fprintf(&text, "For %s %s\n", plain.Line(version.Meeting), plain.Line(version.Item))
	}
	text.WriteString("\n")
	for i, f := range version.Files {
		fmt.Fprintf(&text, "%d. %s, %s, %d bytes: %s\n", i+1, plain.Line(f.Name), f.Language, f.Bytes, m.e.ssh("'doc get %s --file %d' > FILE", name, i+1))
	}
	message := packet.Message{From: m.from(version.Issued), At: version.At, Subject: name + " " + version.Title, To: m.to(v.To()), Text: text.String(),
		Extra: []packet.Field{{Name: "X-AVS-Number", Value: version.Number.String()}, {Name: "X-AVS-Symbol", Value: name}}}
	m.versions(&message, version.Number, 1)
	if version.Number != v.Number {
		message.References = []string{m.domain().ID(v.Number, 1)}
	}
	return message
}

// attach adds the files that there is room for, and names the others.
func (m *mailer) attach(message *packet.Message, n asem.Number, files []rule.File) {
	var named strings.Builder
	for i, f := range files {
		if f.Bytes <= mostOfFile && f.Bytes <= m.room {
			if content, err := m.content(n, i); err == nil {
				m.room -= f.Bytes
				message.Files = append(message.Files, packet.File{Name: plain.Line(f.Name), Type: f.Type, Content: content})
				continue
			}
		}
		fmt.Fprintf(&named, "[%s, %d bytes: %s]\n", plain.Line(f.Name), f.Bytes, m.e.ssh("save %d %d > FILE", n, i+1))
	}
	if named.Len() > 0 {
		message.Text += "\n\n" + named.String()
	}
}

func (m *mailer) content(n asem.Number, index int) ([]byte, error) {
	_, body, err := m.e.desk.File(n, index)
	if err != nil {
		return nil, err
	}
	defer body.Close() // only read: nothing can be lost by closing
	return io.ReadAll(io.LimitReader(body, mostOfFile))
}

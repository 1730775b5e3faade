package packet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"
)

// A Message is one thing to be read, as mail.
type Message struct {
	ID         string   // Message-ID, without brackets
	Supersedes string   // that of the version before; empty for none
	References []string // what it answers, the nearest last
	ListName   string   // of the board, with its title; empty for none
	ListTitle  string
	From       mail.Address
	To, Cc     []*mail.Address
	ReplyTo    string // where an answer goes if not to From; empty for there
	At         time.Time
	Subject    string
	Extra      []Field // header fields of our own, in order
	Text       string
	Files      []File
}

// A Field is a header field. Its value is a line of text from anybody.
type Field struct{ Name, Value string }

// A File comes with a message.
type File struct {
	Name, Type string
	Content    []byte
}

// longest is the most bytes of a line that mail may have, less some for quoting.
const longest = 900

// Write writes the message as a part of a mboxrd file. The same message gives the same
// bytes. What people wrote stands in no place where it could be taken for more of the
// header or for another message.
func (m Message) Write(w io.Writer) error {
	var b bytes.Buffer
	if err := m.entity(&b); err != nil {
		return err
	}
	body := fromLine.ReplaceAll(bytes.ReplaceAll(b.Bytes(), []byte("\r\n"), []byte("\n")), []byte(">$0"))
	_, err := fmt.Fprintf(w, "From %s %s\n%s\n", postmark(m.From.Address), m.At.UTC().Format(time.ANSIC), bytes.TrimSuffix(body, []byte("\n")))
	if err == nil {
		_, err = io.WriteString(w, "\n")
	}
	return err
}

var fromLine = regexp.MustCompile(`(?m)^>*From `)

// postmark is an address as it may stand in a line that begins a message.
func postmark(address string) string {
	if address == "" || strings.ContainsAny(address, " \t\r\n") {
		return "nobody@localhost"
	}
	return address
}

func (m Message) entity(w io.Writer) error {
	h := m.header()
	if len(m.Files) == 0 {
		return writePart(w, plainPart(h.Header, m.Text), m.Text)
	}
	h.SetContentType("multipart/mixed", map[string]string{"boundary": m.boundary()})
	mw, err := message.CreateWriter(w, h.Header)
	if err != nil {
		return err
	}
	parts := append([]File{{Content: []byte(m.Text)}}, m.Files...)
	for i, f := range parts {
		var ph message.Header
		if i == 0 {
			ph = plainPart(ph, m.Text)
		} else {
			ph = f.header()
		}
		pw, err := mw.CreatePart(ph)
		if err != nil {
			return err
		}
		if _, err := pw.Write(f.Content); err != nil {
			return err
		}
		if err := pw.Close(); err != nil {
			return err
		}
	}
	return mw.Close()
}

func writePart(w io.Writer, h message.Header, text string) error {
	mw, err := message.CreateWriter(w, h)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(mw, text); err != nil {
		return err
	}
	return mw.Close()
}

// plainPart is the header of a text: as it is, or encoded where a line is too long.
func plainPart(h message.Header, text string) message.Header {
	h.SetContentType("text/plain", map[string]string{"charset": "utf-8"})
	encoding := "8bit"
	for line := range strings.Lines(text) {
		if len(line) > longest {
			encoding = "quoted-printable"
		}
	}
	h.Set("Content-Transfer-Encoding", encoding)
	return h
}

func (f File) header() (h message.Header) {
	kind := f.Type
	if kind == "" || strings.HasPrefix(kind, "multipart/") || strings.HasPrefix(kind, "message/") {
		kind = "application/octet-stream"
	}
	h.SetContentType(kind, nil)
	h.SetContentDisposition("attachment", map[string]string{"filename": f.Name})
	h.Set("Content-Transfer-Encoding", "base64")
	return h
}

// boundary parts the message. It is made of its name, so that the same message has the
// same one, and of its text, so that nobody can write one that is to come.
func (m Message) boundary() string {
	sum := sha256.New()
	io.WriteString(sum, m.ID+"\n"+m.Text)
	for _, f := range m.Files {
		sum.Write(f.Content)
	}
	return "=_" + hex.EncodeToString(sum.Sum(nil)[:16])
}

func (m Message) header() mail.Header {
	var h mail.Header
	// Fields are set from the last to the first: that is the order of the library.
	for i := len(m.Extra) - 1; i >= 0; i-- {
		h.SetText(m.Extra[i].Name, line(m.Extra[i].Value))
	}
	if m.ListName != "" {
		h.SetText("List-Id", fmt.Sprintf("%s <%s>", strings.Map(noAngles, line(m.ListTitle)), m.ListName))
		h.SetText("List-Post", fmt.Sprintf("<mailto:%s>", m.ReplyTo))
	}
	if m.Supersedes != "" {
		h.SetMsgIDList("Supersedes", []string{m.Supersedes})
	}
	if n := len(m.References); n > 0 {
		h.SetMsgIDList("References", m.References)
		h.SetMsgIDList("In-Reply-To", m.References[n-1:])
	}
	h.SetMessageID(m.ID)
	h.SetSubject(line(m.Subject))
	if m.ReplyTo != "" {
		h.SetAddressList("Reply-To", []*mail.Address{{Address: m.ReplyTo}})
	}
	if len(m.Cc) > 0 {
		h.SetAddressList("Cc", m.Cc)
	}
	if len(m.To) > 0 {
		h.SetAddressList("To", m.To)
	}
	from := m.From
	from.Name = line(from.Name)
	h.SetAddressList("From", []*mail.Address{&from})
	h.SetDate(m.At.UTC())
	return h
}

// line is a value as it may stand in a header: no line ends, whatever was written.
func line(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func noAngles(r rune) rune {
	if r == '<' || r == '>' {
		return -1
	}
	return r
}

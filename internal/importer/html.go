package importer

import (
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	htmlcharset "golang.org/x/net/html/charset"
)

// htmlCharset is the charset that a page names itself, or "".
func htmlCharset(page []byte) string {
	_, name, certain := htmlcharset.DetermineEncoding(page, "")
	if !certain && name == "windows-1252" {
		return "" // its way to say that it does not know
	}
	return name
}

// fromHTML makes readable text of a page: blocks become paragraphs, quotations
// get "> ", items "- ", rows one line with " | " between cells; a link's
// address follows its words in angle brackets; preformatted text keeps its
// lines. Styles, scripts and comments go. It always succeeds, in linear time.
func fromHTML(page string) string {
	p := pageText{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				p.words(string(z.Raw()))
			}
			p.flush()
			return strings.Trim(p.out.String(), "\n")
		case html.TextToken:
			p.words(z.Token().Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z.Token())
		case html.EndTagToken:
			p.end(z.Token().DataAtom)
		}
	}
}

// pageText writes the text of a page line by line.
type pageText struct {
	out         strings.Builder
	line        strings.Builder // of the present block, without its prefix
	blank       bool            // a blank line is due before the next line
	space       bool            // a space is due before the next word
	quotes      int             // depth of quotation
	quotesAbove int             // of the line before
	pre         int
	mute        atom.Atom // the element whose content is not shown
	link        string
	linkFrom    int // length of line where the link began
	anchored    bool
}

const maxQuotes = 8

// words takes text between tags.
func (p *pageText) words(text string) {
	if p.mute != 0 {
		return
	}
	if p.pre > 0 {
		for i, l := range strings.Split(text, "\n") {
			if i > 0 {
				p.breakLine()
			}
			p.line.WriteString(l)
		}
		return
	}
	for i, w := range strings.FieldsFunc(text, isHTMLSpace) {
		if (i > 0 || p.space || isHTMLSpace(rune(text[0]))) && p.line.Len() > 0 {
			p.line.WriteByte(' ')
		}
		p.space = false
		p.line.WriteString(strings.ReplaceAll(w, "\u00A0", " "))
	}
	p.space = p.space || text != "" && isHTMLSpace(rune(text[len(text)-1]))
}

func isHTMLSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }

// start takes an opening tag.
func (p *pageText) start(t html.Token) {
	if p.mute != 0 {
		return
	}
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Title, atom.Template, atom.Noscript, atom.Select:
		if t.Type == html.StartTagToken {
			p.mute = t.DataAtom
		}
	case atom.Br:
		p.breakLine()
	case atom.Hr:
		p.flush()
		p.line.WriteString("----")
		p.flush()
	case atom.Li:
		p.flush()
		p.line.WriteString("- ")
	case atom.Td, atom.Th:
		if p.line.Len() > 0 {
			p.line.WriteString(" | ")
		}
		p.space = false
	case atom.Img:
		p.words(attribute(t, "alt"))
	case atom.A:
		p.link, p.linkFrom, p.anchored = attribute(t, "href"), p.line.Len(), true
	case atom.Blockquote:
		p.paragraph()
		p.quotes++
	case atom.Pre:
		p.paragraph()
		p.pre++
	default:
		p.block(t.DataAtom)
	}
}

// end takes a closing tag.
func (p *pageText) end(a atom.Atom) {
	if p.mute != 0 {
		if a == p.mute {
			p.mute = 0
		}
		return
	}
	switch a {
	case atom.A:
		p.endLink()
	case atom.Blockquote:
		p.paragraph()
		p.quotes = max(0, p.quotes-1)
	case atom.Pre:
		p.paragraph()
		p.pre = max(0, p.pre-1)
	default:
		p.block(a)
	}
}

// block ends the line, or the paragraph, at the edge of a block element.
func (p *pageText) block(a atom.Atom) {
	switch a {
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table:
		p.paragraph()
	case atom.Div, atom.Tr, atom.Li, atom.Dt, atom.Dd, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Center, atom.Address, atom.Form, atom.Body, atom.Caption, atom.Option:
		p.flush()
	}
}

// endLink puts a link's address after its words, unless they are the address.
func (p *pageText) endLink() {
	if !p.anchored {
		return
	}
	p.anchored = false
	address := strings.TrimSpace(p.link)
	shown := ""
	if p.linkFrom <= p.line.Len() {
		shown = strings.TrimSpace(p.line.String()[p.linkFrom:])
	}
	plain := strings.TrimPrefix(address, "mailto:")
	if address == "" || address[0] == '#' || shown == plain || shown == address ||
		strings.HasPrefix(strings.ToLower(address), "javascript:") || len(address) > 2000 {
		return
	}
	p.words(" <" + plain + ">")
}

// paragraph ends the line and asks for a blank one before the next.
func (p *pageText) paragraph() {
	p.flush()
	p.blank = true
}

// flush ends the line, if there is anything on it.
func (p *pageText) flush() {
	if strings.TrimSpace(p.line.String()) == "" {
		p.line.Reset()
		p.space = false
		return
	}
	p.breakLine()
}

// breakLine ends the line, even an empty one. A blank line that was due is
// quoted as deep as both of its neighbours.
func (p *pageText) breakLine() {
	text := strings.TrimRight(p.line.String(), " \t\r")
	p.line.Reset()
	p.space, p.linkFrom = false, 0
	quotes := min(p.quotes, maxQuotes)
	if p.blank && p.out.Len() > 0 {
		p.out.WriteString(quoted(min(quotes, p.quotesAbove), ""))
	}
	p.blank, p.quotesAbove = false, quotes
	p.out.WriteString(quoted(quotes, text))
}

// quoted is a line of a quotation.
func quoted(depth int, text string) string {
	return strings.TrimRight(strings.Repeat("> ", depth)+text, " ") + "\n"
}

// attribute is the value of a tag's attribute, or "".
func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

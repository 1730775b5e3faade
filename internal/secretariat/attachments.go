package secretariat

import (
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Attachments are the files that a person names, with commas between them: #4211/2 is
// the second file of a post, letter, draft or version with that number, #4211 all of its
// files, #4211/text its text as a file, and ASEM/SOM/2006/12 REV 1 the files of a version
// of a document. Of what the delegate may not read nothing can be attached.
func (d *Desk) Attachments(text string) ([]rule.File, error) {
	enclosed, err := d.enclosed(text)
	files := make([]rule.File, len(enclosed))
	for i, e := range enclosed {
		files[i] = e.file
	}
	return files, err
}

// An enclosure is a file that is to go with a letter. One that is made of a text has
// that as its body, and is not among the files yet.
type enclosure struct {
	file rule.File
	body string
}

// enclose keeps the bodies of what goes with a letter, and gives its files. release is
// to be called when the letter was sent, or not.
func (d *Desk) enclose(text string) (files []rule.File, release func(), err error) {
	var held []func()
	release = func() {
		for _, let := range held {
			let()
		}
	}
	enclosed, err := d.enclosed(text)
	for _, e := range enclosed {
		if e.body != "" && err == nil {
			var let func()
			if _, _, let, err = d.office.store.HoldBlob(strings.NewReader(e.body), e.file.Bytes); err == nil {
				held = append(held, let)
			}
		}
		files = append(files, e.file)
	}
	return files, release, err
}

func (d *Desk) enclosed(text string) (list []enclosure, err error) {
	if err := plain.Check("list of files", text, maxField); err != nil {
		return nil, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, word := range namedIn(text) {
			some, err := d.enclosures(s, me, word)
			if err != nil {
				return err
			}
			for _, e := range some {
				if !slices.Contains(list, e) {
					list = append(list, e)
				}
			}
			if len(list) > mail.MaxFiles {
				return fault.New(fault.Usage, "There are more than %d files, the most that go with a letter.", mail.MaxFiles).Then("Send the others with another letter.")
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return list, nil
}

// namedIn takes a list of files apart: by its commas, and by blanks but for the one
// between a symbol and its version.
func namedIn(text string) (words []string) {
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r != ' ' && r != '\t' && between(r) }) {
		if _, _, err := document.ParseSymbol(part); err == nil {
			words = append(words, strings.TrimSpace(part))
			continue
		}
		words = append(words, strings.Fields(part)...)
	}
	return words
}

// wholeText is the index under which the text of something is attached.
const wholeText = "text"

// enclosures are what one word names.
func (d *Desk) enclosures(s State, me roster.Delegate, word string) ([]enclosure, error) {
	name, index, one := strings.Cut(word, "/")
	n, err := asem.ParseNumber(name)
	if err != nil {
		return d.documentEnclosed(s, me, word)
	}
	if index == wholeText {
		return d.textEnclosed(s, me, n)
	}
	files, _ := d.filesOf(s, me, n)
	if one {
		i, err := strconv.Atoi(index)
		if err != nil || i < 1 || i > len(files) {
			return nil, noFile(word)
		}
		files = files[i-1 : i]
	}
	if len(files) == 0 {
		return nil, noFile(word)
	}
	return bodiless(files), nil
}

// documentEnclosed are the files of the version of a document that a symbol names.
func (d *Desk) documentEnclosed(s State, me roster.Delegate, word string) ([]enclosure, error) {
	symbol, label, err := document.ParseSymbol(word)
	if err != nil {
		return nil, fault.New(fault.Usage, "%q names no file.", plain.Cut(plain.Line(word), 60)).
			Then("#4211/1 is the first file of #4211, #4211 are all of its files, and a symbol names those of a document.")
	}
	files, err := d.filesUnder(s, me, symbol, label)
	return bodiless(files), err
}

func bodiless(files []rule.File) (list []enclosure) {
	for _, f := range files {
		list = append(list, enclosure{file: f})
	}
	return list
}

func noFile(word string) error {
	return fault.New(fault.NotFound, "There is no file %s that you can read.", plain.Cut(plain.Line(word), 60)).
		Then("What has files shows them with their index: #4211/1 is the first file of #4211.")
}

// textEnclosed is the text of a post, a notice or a letter as a file.
func (d *Desk) textEnclosed(s State, me roster.Delegate, n asem.Number) ([]enclosure, error) {
	to, err := d.numbered(s, me, n)
	var text, why string
	switch {
	case err != nil:
		return nil, noFile(n.String() + "/" + wholeText)
	case to.Kind == KindPost:
		p, _ := s.Post(n)
		view := d.post(s, me, p, false)
		text, why = view.Text, view.Withheld
	case to.Kind == KindNotice:
		found, _, _ := d.reached(s, me, n) // it was just found
		text, why = noticeText(s, n, len(found.Versions))
	case to.Kind == KindLetter:
		text, why = letterText(s, n)
	}
	if text == "" {
		return nil, fault.New(fault.NotFound, "%s has no text that could be attached.", n).Then("%s", why)
	}
	f := rule.File{Name: strings.TrimPrefix(n.String(), "#") + ".txt", Type: "text/plain; charset=utf-8", Bytes: int64(len(text)), Digest: rule.DigestOf(text)}
	return []enclosure{{f, text}}, nil
}

package secretariat

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// filesOf are the files of whatever has this number, as far as the delegate may have
// them; ok is false where nothing has it that the delegate may read.
func (d *Desk) filesOf(s State, me roster.Delegate, n asem.Number) (files []rule.File, ok bool) {
	if p, ok := s.Post(n); ok {
		if p.Redacted != nil || p.Hidden != nil && !me.Moderates(p.Board) {
			return nil, true
		}
		return p.Files, true
	}
	if l, err := mail.Readable(s, n, d.login); err == nil {
		return l.Files, true
	}
	return nil, false
}

// File opens a file that goes with a post or a letter; index counts from 0. The caller
// closes it.
func (d *Desk) File(n asem.Number, index int) (rule.File, io.ReadCloser, error) {
	var file rule.File
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		files, ok := d.filesOf(s, me, n)
		switch {
		case !ok:
			return noPost(n)
		case index < 0 || index >= len(files):
			return fault.New(fault.NotFound, "%s has no file of that index; it has %d in all.", n, len(files))
		}
		file = files[index]
		return nil
	})
	if err != nil {
		return rule.File{}, nil, err
	}
	body, err := d.office.store.Blob(file.Digest)
	return file, body, err
}

// Attachments are the files that a person names, with commas between them: #4211/2 is
// the second file of #4211, #4211 all of its files, and #4211/text its text as a file.
// Of what the delegate may not read nothing can be attached.
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

// enclose keeps the bodies of what goes with a letter, and gives its files.
func (d *Desk) enclose(text string) (files []rule.File, err error) {
	enclosed, err := d.enclosed(text)
	for _, e := range enclosed {
		if e.body != "" && err == nil {
			_, _, err = d.office.store.PutBlob(strings.NewReader(e.body), e.file.Bytes)
		}
		files = append(files, e.file)
	}
	return files, err
}

func (d *Desk) enclosed(text string) (list []enclosure, err error) {
	if err := plain.Check("list of files", text, maxField); err != nil {
		return nil, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		for _, word := range strings.FieldsFunc(text, between) {
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

// wholeText is the index under which the text of something is attached.
const wholeText = "text"

// enclosures are what one word names.
func (d *Desk) enclosures(s State, me roster.Delegate, word string) ([]enclosure, error) {
	name, index, one := strings.Cut(word, "/")
	n, err := asem.ParseNumber(name)
	if err != nil {
		return nil, fault.New(fault.Usage, "%q names no file.", plain.Cut(plain.Line(word), 60)).
			Then("#4211/1 is the first file of #4211, and #4211 are all of its files.")
	}
	if index == wholeText {
		return d.textEnclosed(s, me, n)
	}
	files, _ := d.filesOf(s, me, n)
	first, last := 1, len(files)
	if one {
		if first, err = strconv.Atoi(index); err != nil {
			first = 0
		}
		last = first
	}
	if first < 1 || last < 1 || last > len(files) {
		return nil, noFile(word)
	}
	var list []enclosure
	for _, f := range files[first-1 : last] {
		list = append(list, enclosure{file: f})
	}
	return list, nil
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
		found, _ := s.Notice(n)
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

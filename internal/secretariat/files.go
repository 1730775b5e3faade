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
	if err := plain.Check("list of files", text, maxField); err != nil {
		return nil, err
	}
	var files []rule.File
	for _, word := range strings.FieldsFunc(text, between) {
		some, err := d.attached(word)
		if err != nil {
			return nil, err
		}
		for _, f := range some {
			if !slices.Contains(files, f) {
				files = append(files, f)
			}
		}
		if len(files) > mail.MaxFiles {
			return nil, fault.New(fault.Usage, "There are more than %d files, the most that go with a letter.", mail.MaxFiles).Then("Send the others with another letter.")
		}
	}
	return files, nil
}

// wholeText is the index under which the text of something is attached.
const wholeText = "text"

// attached are the files that one word names.
func (d *Desk) attached(word string) ([]rule.File, error) {
	name, index, one := strings.Cut(word, "/")
	n, err := asem.ParseNumber(name)
	if err != nil {
		return nil, fault.New(fault.Usage, "%q names no file.", plain.Cut(plain.Line(word), 60)).
			Then("#4211/1 is the first file of #4211, and #4211 are all of its files.")
	}
	if index == wholeText {
		return d.attachedText(n)
	}
	var files []rule.File
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		files, _ = d.filesOf(s, me, n)
		if !one {
			index = "1"
		}
		i, err := strconv.Atoi(index)
		if err != nil || i < 1 || i > len(files) {
			return noFile(word)
		}
		if one {
			files = files[i-1 : i]
		}
		return nil
	})
	return files, err
}

func noFile(word string) error {
	return fault.New(fault.NotFound, "There is no file %s that you can read.", plain.Cut(plain.Line(word), 60)).
		Then("What has files shows them with their index: #4211/1 is the first file of #4211.")
}

// attachedText puts the text of a post, a notice or a letter into a file.
func (d *Desk) attachedText(n asem.Number) ([]rule.File, error) {
	var text string
	_, err := d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		to, err := d.numbered(s, me, n)
		if err != nil {
			return noFile(n.String() + "/" + wholeText)
		}
		var why string
		switch to.Kind {
		case KindPost:
			p, _ := s.Post(n)
			view := d.post(s, me, p, false)
			text, why = view.Text, view.Withheld
		case KindNotice:
			found, _ := s.Notice(n)
			text, why = noticeText(s, n, len(found.Versions))
		case KindLetter:
			text, why = letterText(s, n)
		default:
			return noFile(n.String() + "/" + wholeText)
		}
		if why != "" {
			return fault.New(fault.NotFound, "%s has no text that could be attached.", n).Then("%s", why)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	digest, bytes, err := d.office.store.PutBlob(strings.NewReader(text), d.office.limits.ImportedFile)
	return []rule.File{{Name: strings.TrimPrefix(n.String(), "#") + ".txt", Type: "text/plain; charset=utf-8", Bytes: bytes, Digest: digest}}, err
}

package importer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"asem.internal/avs/internal/fault"
)

// Markdown makes the first pass over a folder of Markdown files (.md and
// .markdown) and of the folders in it: each is a message that opens a topic.
// Hidden files and folders are passed over, as no part of the collection;
// other files, and symbolic links, which are not followed, are listed as
// skipped.
//
// The folder must stay unchanged while the Collection is used. A fault of kind
// Usage tells that there is no Markdown in it; other errors are those of
// reading, and of ctx.
func Markdown(ctx context.Context, folder fs.FS, opts Options) (*Collection, error) {
	s := &shelf{folder: folder, opts: opts.withDefaults()}
	c := &Collection{source: s}
	paths, err := s.list(ctx, c)
	if err != nil {
		return nil, err
	}
	at := make([]time.Time, 0, len(paths))
	for i, p := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc, err := s.document(p)
		s.opts.Progress(int64(i+1), int64(len(paths)))
		if err != nil {
			c.skipped = append(c.skipped, Skipped{Where: p, Reason: unreadable(err)})
			continue
		}
		s.paths = append(s.paths, p)
		at = append(at, doc.At)
	}
	if len(s.paths) == 0 {
		return nil, fault.New(fault.Usage, "There is no Markdown file to be read in this folder.").
			Then("Give a folder of files that end in .md.")
	}
	topics := slices.Repeat([]int32{none}, len(at))
	c.order = arrange(at, topics)
	slices.SortStableFunc(c.skipped, func(a, b Skipped) int { return strings.Compare(a.Where, b.Where) })
	return c, nil
}

// A shelf is a folder of Markdown between the passes.
type shelf struct {
	folder fs.FS
	opts   Options
	paths  []string
}

var _ source = (*shelf)(nil)

// read reads a file again, in full.
func (s *shelf) read(entry int32) (Message, error) { return s.document(s.paths[entry]) }

// list finds the Markdown files, in the order of their paths, and lists in c
// what is none.
func (s *shelf) list(ctx context.Context, c *Collection) (paths []string, err error) {
	skip := func(where, reason string) {
		c.skipped = append(c.skipped, Skipped{Where: where, Reason: reason})
	}
	err = fs.WalkDir(s.folder, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		switch {
		case err != nil && (p == "." || ctx.Err() != nil):
			return err
		case err != nil:
			skip(p, unreadable(err))
		case p != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case d.Type()&fs.ModeSymlink != 0:
			skip(p, "It is a symbolic link, which is not followed.")
		case !d.Type().IsRegular():
			skip(p, "It is no regular file.")
		case !isMarkdown(p):
			skip(p, "It is not a Markdown file.")
		default:
			paths = append(paths, p)
		}
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

func isMarkdown(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return ext == ".md" || ext == ".markdown"
}

// unreadable is the reason given for a file that an error keeps from us. The
// path stands beside it, so of a PathError only the cause is told.
func unreadable(err error) string {
	if cause := new(fs.PathError); errors.As(err, &cause) {
		err = cause.Err
	}
	return "It could not be read: " + strings.ToValidUTF8(err.Error(), "\uFFFD") + "."
}

// document reads one file.
func (s *shelf) document(p string) (Message, error) {
	info, err := fs.Stat(s.folder, p)
	if err != nil {
		return Message{}, err
	}
	if info.Size() > s.opts.MaxMessage {
		return Message{}, fmt.Errorf("it has %d bytes and at most %d are taken", info.Size(), s.opts.MaxMessage)
	}
	raw, err := fs.ReadFile(s.folder, p)
	if err != nil {
		return Message{}, err
	}
	return document(p, raw, info.ModTime(), s.opts), nil
}

// document makes a message of a file's content. It always succeeds.
func document(p string, raw []byte, modified time.Time, opts Options) Message {
	m := Message{Origin: p}
	note := func(s string) {
		if s != "" {
			m.Notes = append(m.Notes, s)
		}
	}
	text, guessed := decode("", raw)
	note(guessed)
	matter, body, unread := readMatter(lineEnds.Replace(text))
	note(unread)
	at, dateKey, exact := matterDate(matter)
	if dateKey == "" {
		at = modified.UTC()
		if modified.IsZero() {
			at = opts.Now.UTC()
		}
		note("It has no date; the time of its file is shown.")
	}
	m.At = at
	m.Title = matterTitle(matter)
	if m.Title == "" && unread == "" { // a broken front matter's end looks like a heading
		m.Title = heading(body)
	}
	if m.Title == "" {
		m.Title = nameTitle(p)
	}
	m.Text = strings.Join(trimmed([]string{preamble(matter, dateKey, exact), body}), "\n\n")
	m.bound(opts.MaxText)
	return m
}

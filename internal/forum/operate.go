package forum

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide founds what is not there yet.
func (a Found) Decide(s State, _ rule.Occasion) (rule.Ruling, error) {
	var r rule.Ruling
	for _, c := range a.Clusters {
		known := slices.ContainsFunc(s.Clusters(), func(k Cluster) bool { return k.ID == c.ID })
		if !known {
			r.Facts = append(r.Facts, c)
		}
	}
	for _, b := range a.Boards {
		if _, err := asem.ParseBoardID(string(b.ID)); err != nil {
			return rule.Ruling{}, fault.New(fault.Usage, "%v.", err)
		}
		if _, known := s.Board(b.ID); known {
			continue
		}
		title, err := Title(b.Title)
		if err != nil {
			return rule.Ruling{}, err
		}
		if b.Pillar != asem.Across && !slices.Contains(asem.Pillars(), b.Pillar) {
			return rule.Ruling{}, fault.New(fault.Usage, "There is no pillar %q.", string(b.Pillar))
		}
		b.Title, b.About = title, cut(plain.Line(b.About), maxAbout)
		r.Facts = append(r.Facts, b)
	}
	return r, nil
}

// maxAbout is the characters of what is said of a board.
const maxAbout = 400

// Decide brings the message in: under the post that its parent became, or as a
// topic of its own. A message that was imported before is no fact. External
// authors and dates are kept as they were; nothing imported counts as new.
func (a Import) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	if err := MayImport(s, a.Board); err != nil {
		return rule.Ruling{}, err
	}
	if a.Origin == "" {
		return rule.Ruling{}, fault.New(fault.Usage, "A message without an origin cannot be imported: doing it again would double it.")
	}
	if err := plain.Check("origin", a.Origin, maxOrigin); err != nil {
		return rule.Ruling{}, err
	}
	if _, done := s.Imported(a.Board, a.Origin); done {
		return rule.Ruling{}, nil
	}
	if len(a.Text) > MaxImported {
		return rule.Ruling{}, fault.New(fault.Usage, "The text has %d bytes; %d at most.", len(a.Text), MaxImported)
	}
	n := s.NextNumber()
	f := Posted{Number: n, Topic: n, Board: a.Board, Path: []asem.Number{n},
		Author: external(a.Author), At: a.At, Files: rule.CleanFiles(a.Files), Origin: a.Origin}
	if parent, ok := answered(s, a); ok {
		f.Topic, f.ReplyTo, f.Path = parent.Topic, parent.Number, below(parent, n)
	} else {
		f.Title = cut(plain.Line(a.Title), rule.MaxTitle)
		if f.Title == "" {
			f.Title = "(no subject)"
		}
	}
	if f.At.After(o.At) || f.At.UTC().Year() < 1 {
		f.At = o.At // such a date is a mistake of whoever sent it, and could not be written
	}
	return posted(f, plain.Text(a.Text)), nil
}

// MayImport says whether a collection could be brought onto the board now. Among
// what delegates say today it would be taken for theirs.
func MayImport(s State, id asem.BoardID) error {
	b, err := board(s, id)
	if err == nil && !b.Archive {
		err = fault.New(fault.Refused, "%s is a board for discussion; collections go onto archive boards.", b.Title).
			Then("Name an archive board, or a new one and its title.")
	}
	return err
}

// maxOrigin bounds, in bytes, what a message was called where it came from.
const maxOrigin = 4096

// answered is the post that the message answers, unless its topic is full or gone
// to another board.
func answered(s State, a Import) (Post, bool) {
	if a.Parent == "" {
		return Post{}, false
	}
	n, ok := s.Imported(a.Board, a.Parent)
	if !ok {
		return Post{}, false
	}
	p, ok := s.Post(n)
	if !ok || p.Board != a.Board {
		return Post{}, false
	}
	t, ok := s.Topic(p.Topic)
	return p, ok && t.Posts < MaxPosts
}

func external(a roster.Author) roster.Author {
	return roster.Author{Name: cut(plain.Line(a.Name), 120), Address: cut(plain.Line(a.Address), 200)}
}

// cut shortens s to n characters.
func cut(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

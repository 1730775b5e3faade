package secretariat

import (
	"context"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/release"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// ReleaseView is something that was released to the public, as it is called.
type ReleaseView struct {
	release.Release
	Kind   Kind
	Title  string
	Board  asem.BoardID   // of a post
	Topic  asem.Number    // of a post
	Symbol asem.Symbol    // of a document
	Label  document.Label // of a document
}

// ReleasePage is a page of what was ever released, the newest number first.
type ReleasePage struct {
	Rows   []ReleaseView
	Follow bool
}

// isPublic says whether something is released to the public, and was not withdrawn.
func isPublic(s State, n asem.Number) bool {
	r, ok := s.Release(n)
	return ok && r.Withdrawn == nil
}

// MayRelease is nil, or why the delegate releases nothing.
func (d *Desk) MayRelease() error {
	_, err := d.ask(roster.Release, "", nil)
	return err
}

// Release releases to the public what has the number, as it is now; with topic all posts
// of the post's topic that can be.
func (d *Desk) Release(n asem.Number, topic bool) error {
	numbers, err := d.meant(n, topic)
	if err == nil {
		_, err = d.atPace("", release.Publish{Numbers: numbers}, nil)
	}
	return err
}

// Withdraw takes back what was released under the number, or in the post's whole topic.
// The reason may be empty; delegates see it, the public does not.
func (d *Desk) Withdraw(n asem.Number, topic bool, reason string) error {
	numbers, err := d.meant(n, topic)
	if err == nil {
		_, err = d.atPace("", release.Withdraw{Numbers: numbers, Reason: reason}, nil)
	}
	return err
}

// meant is what a number stands for. What does not reach the delegate is not told from
// what never was.
func (d *Desk) meant(n asem.Number, topic bool) (numbers []asem.Number, err error) {
	_, err = d.ask(roster.Release, "", func(s State, me roster.Delegate) error {
		to, err := d.numbered(s, me, n)
		if err != nil {
			return err
		}
		if topic && to.Kind != KindPost {
			return fault.New(fault.Usage, "%s is a %s and has no topic.", n, to.Kind).Then("Leave --topic away.")
		}
		if !topic {
			numbers = []asem.Number{n}
			return nil
		}
		posts, _ := s.PostsOf(to.Topic, Range{Limit: forum.MaxPosts})
		for _, p := range posts {
			numbers = append(numbers, p.Number)
		}
		return nil
	})
	return numbers, err
}

// Released lists what was ever released, withdrawn things too.
func (d *Desk) Released(p Page) (page ReleasePage, err error) {
	span, err := p.span()
	if err != nil {
		return page, err
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		rows, more := s.Releases(span)
		_, page.Follow = edges(span, more, span.From != 0)
		for _, r := range rows {
			page.Rows = append(page.Rows, d.release(s, me, r))
		}
		return nil
	})
	return page, err
}

func (d *Desk) release(s State, me roster.Delegate, r release.Release) ReleaseView {
	view := ReleaseView{Release: r}
	if p, ok := s.Post(r.Number); ok {
		view.Kind, view.Board, view.Topic, view.Title = KindPost, p.Board, p.Topic, d.row(s, me, p, false).Title
		return view
	}
	if n, ok := s.Notice(r.Number); ok {
		view.Kind, view.Title = KindNotice, n.Current().Title
		return view
	}
	of, _ := s.DocumentOf(r.Number)
	doc, _ := s.Document(of)
	view.Kind, view.Symbol = KindDocument, doc.Symbol
	view.Label, _ = labelOf(doc, r.Number)
	if v, ok := doc.Version(view.Label); ok {
		view.Title = v.Title
	}
	return view
}

// A Public thing is what the public may read of something released: one of the first
// three, or nothing where it was withdrawn, hidden or redacted since.
type Public struct {
	ReleaseView
	Post     *PostView
	Notice   *NoticeView
	Document *DocumentView
	Version  document.Version // of the document
}

// Gone says whether there is nothing of it to read any more.
func (p Public) Gone() bool { return p.Post == nil && p.Notice == nil && p.Document == nil }

// EachPublic gives what was ever released, the newest number first.
func (o *Office) EachPublic(ctx context.Context, do func(Public) error) error {
	d := &Desk{office: o}
	for at := (Range{Limit: 100}); ; {
		var page []Public
		var more bool
		err := o.store.View(func(s State) error {
			rows, follow := s.Releases(at)
			more = follow
			for _, r := range rows {
				page = append(page, d.public(s, r))
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, p := range page {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := do(p); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
		at.From = page[len(page)-1].Number
	}
}

// nobody is how those see things who are not delegates.
var nobody roster.Delegate

func (d *Desk) public(s State, r release.Release) Public {
	p := Public{ReleaseView: d.release(s, nobody, r)}
	if r.Withdrawn != nil {
		return p
	}
	switch p.Kind {
	case KindPost:
		post, _ := s.Post(r.Number)
		view := d.row(s, nobody, post, false)
		text, err := s.Text(r.Number, r.Version)
		if err != nil || post.Hidden != nil || post.Redacted != nil || r.Version > len(post.Versions) {
			return p
		}
		if view.Text = text; post.Number == post.Topic && post.Versions[r.Version-1].Title != "" {
			view.Title = post.Versions[r.Version-1].Title
		}
		view.Versions = view.Versions[:r.Version]
		p.Post, p.Title = &view, view.Title
	case KindNotice:
		n, _ := s.Notice(r.Number)
		text, err := s.Text(r.Number, r.Version)
		if err != nil || r.Version > len(n.Versions) {
			return p
		}
		n.Versions = n.Versions[:r.Version]
		view := d.notice(s, nobody, n, false)
		view.Text = text
		p.Notice, p.Title = &view, view.Title
	case KindDocument:
		of, _ := s.DocumentOf(r.Number)
		doc, _ := s.Document(of)
		view := d.document(s, nobody, doc, false)
		if version, ok := view.Version(p.Label); ok {
			p.Document, p.Version = &view, version
		}
	}
	return p
}

// PublicOf gives some of it by their numbers, in that order.
func (o *Office) PublicOf(numbers []asem.Number) (list []Public, err error) {
	d := &Desk{office: o}
	err = o.store.View(func(s State) error {
		for _, n := range numbers {
			if r, ok := s.Release(n); ok {
				list = append(list, d.public(s, r))
			}
		}
		return nil
	})
	return list, err
}

// PublicBoards are the boards by their names, for the headings.
func (o *Office) PublicBoards() (boards map[asem.BoardID]forum.Board, err error) {
	boards = map[asem.BoardID]forum.Board{}
	err = o.store.View(func(s State) error {
		for _, b := range s.Boards() {
			boards[b.ID] = b
		}
		return nil
	})
	return boards, err
}

// PublicText is the text of a file of something released, as far as it can be read.
func (o *Office) PublicText(ctx context.Context, f document.File) string {
	reading, err := (&Desk{office: o}).text(ctx, f)
	if err != nil {
		return "" // the file itself is there to be fetched
	}
	return reading.Text
}

// PublicBody opens the body of a file of something released.
func (o *Office) PublicBody(f rule.Digest) (Body, error) { return o.store.BlobAt(f) }

// Numbered is the number of the newest entry, and whether an entry after an earlier one
// may have changed what is public.
func (o *Office) Numbered(after uint64) (last uint64, changed bool, err error) {
	err = o.store.View(func(s State) error {
		last, _ = s.Last()
		for n := after + 1; n <= last && !changed; n++ {
			e, err := s.Entry(n)
			if err != nil {
				return err
			}
			for _, f := range e.Facts {
				switch f.(type) {
				case release.Released, release.Withdrawn, forum.Hidden, forum.Redacted, forum.Moved, document.Issued, document.Translated:
					changed = true
				}
			}
			if n-after > entriesAtOnce {
				last = n
				return nil
			}
		}
		return nil
	})
	return last, changed, err
}

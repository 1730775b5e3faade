package linear

import (
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/dossier"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// welcome says who came in and what waits, and offers the newest draft. first is the
// flash notice to begin with; 0 for none.
func (s *session) welcome() (first asem.Number, err error) {
	me, err := s.desk.Identity()
	if err != nil {
		return 0, err
	}
	s.fact("ASEM Virtual Secretariat, linear mode. Type ? at any prompt to hear what can be done.")
	s.fact("You are %s.", join(me.Name, string(me.Partner), me.Mission, together(strings.Fields(me.RoleList())...)))
	if last, err := s.desk.LastSeen(); err == nil && !last.IsZero() {
		s.fact("You were last here %s.", s.moment(last))
	}
	s.fact("Times are those of %s.", s.zone)
	if s.known, err = s.desk.Waiting(); err != nil {
		return 0, err
	}
	first = s.alert()
	return first, s.offerDrafts()
}

// offerDrafts offers what was typed and not sent.
func (s *session) offerDrafts() error {
	drafts, err := s.desk.Drafts()
	if err != nil || len(drafts) == 0 {
		return err
	}
	s.fact("You have %s.", count(len(drafts), "draft", "drafts"))
	return s.survive(s.resume(drafts[0], "The newest: "))
}

// newToday is where a session begins. Its rows are the places.
func newToday(s *session) place {
	l := &list{s: s, title: "Today", head: s.waitingNotices, picks: "goes to that place"}
	l.fetch = paged(func() ([]row, error) {
		drafts, err := s.desk.Drafts()
		if err != nil {
			return nil, err
		}
		fresh, err := s.desk.WaitingByKind()
		if err != nil {
			return nil, err
		}
		due, err := s.desk.Due(false)
		if err != nil {
			return nil, err
		}
		open, err := s.toAcknowledge()
		if err != nil {
			return nil, err
		}
		return []row{
			s.leads(join("New posts", tally(fresh[secretariat.KindPost])), newNews),
			s.leads("Boards, by pillar", newBoards),
			s.leads("Clusters, the boards by theme", newClusters),
			s.leads(join("Notices", some(fresh[secretariat.KindNotice], "new", "new"), some(open, "to acknowledge", "to acknowledge")), newNotices),
			s.leads(join("Letters", some(fresh[secretariat.KindLetter], "new", "new")), newLetters),
			s.leads(join("Documents", some(fresh[secretariat.KindDocument], "new", "new")), newDocuments),
			s.leads(join("Drafts", tally(len(drafts))), newDrafts),
			s.leads("Directory: partners, delegates, who is on line", newDirectory),
			s.leads("Desk: your keys, preferences and sessions", newDesk),
			s.leads("Archive, by year; / finds anything", newArchive),
			s.leads("Manual", newManual),
			s.leads(join("Silence procedures", some(fresh[secretariat.KindProcedure], "new", "new")), newProcedures),
			s.leads(join("Reminders, of what falls due", tally(len(due))), recordsOf(secretariat.KindReminder)),
			s.leads(join("Initiatives", some(fresh[secretariat.KindInitiative], "new", "new")), recordsOf(secretariat.KindInitiative)),
			s.leads(join("Meetings", some(fresh[secretariat.KindMeeting], "new", "new")), recordsOf(secretariat.KindMeeting)),
			s.leads(join("Work programmes", some(fresh[secretariat.KindProgramme], "new", "new")), recordsOf(secretariat.KindProgramme)),
			s.leads(join("Contingencies", some(fresh[secretariat.KindContingency], "new", "new")), recordsOf(secretariat.KindContingency)),
			s.leads("Offices, and who holds them", recordsOf(secretariat.KindOffice)),
		}, nil
	})
	l.own = []offer{s.catchUp("", "all posts on all boards"), {key: "/", do: s.findAnywhere}}
	return &today{l}
}

// leads is a row that leads to a place.
func (s *session) leads(words string, to func(*session) place) row {
	return row{words: words, open: func() error { s.open(to(s)); return nil }}
}

// today is a list whose Enter reads.
type today struct{ *list }

func (t *today) enter() (string, func() error) {
	if words, do := t.s.readingOn(0); words != "to go back" {
		return words, do
	}
	return "to leave", t.s.back
}

// next is what to read next: a flash notice, the next new post after from, then what
// lies in the trays.
func (s *session) next(from asem.Number) (to secretariat.Destination, ok bool, err error) {
	if flash, there := s.desk.Flash(); there {
		return secretariat.Destination{Number: flash.Number, Kind: secretariat.KindNotice}, true, nil
	}
	post, ok, err := s.desk.NextNew(from)
	if err != nil || ok {
		return secretariat.Destination{Number: post.Number, Kind: secretariat.KindPost}, ok, err
	}
	return s.desk.NextInTrays()
}

// readingOn is what Enter does where nothing more is to be read: it goes to what is new,
// or back.
func (s *session) readingOn(from asem.Number) (words string, do func() error) {
	to, found, err := s.next(from)
	if err != nil || !found {
		return "to go back", s.back
	}
	return "to read the next new " + string(to.Kind), func() error { return s.readNext(from) }
}

// readNext goes to the next new thing after from.
func (s *session) readNext(from asem.Number) error {
	to, found, err := s.next(from)
	if err != nil {
		return err
	}
	if !found {
		s.fact("Nothing is new to you. What others post will be told here.")
		return nil
	}
	return s.arriveAt(to)
}

// arriveAt goes to something that has a number.
func (s *session) arriveAt(to secretariat.Destination) error {
	switch to.Kind {
	case secretariat.KindPost:
		s.goToPost(to.Number)
	case secretariat.KindNotice:
		s.goToNotice(to.Number)
	case secretariat.KindProcedure:
		s.goToProcedure(to.Number)
	case secretariat.KindInitiative, secretariat.KindMeeting, secretariat.KindProgramme, secretariat.KindContingency:
		return s.goToRecord(dossier.Ref{Kind: to.Kind, Number: to.Number})
	case secretariat.KindLetter:
		s.goToLetter(to.Number)
	case secretariat.KindDocument:
		s.goToDocument(to.Symbol, to.Version)
	case secretariat.KindDraft:
		s.open(&paperReader{s: s, number: to.Number})
	default:
		return fault.New(fault.Refused, "%s is a %s, which has no place in the linear mode.", to.Number, to.Kind).
			Then("`ssh HOST %s show %d` reads it.", to.Kind, to.Number)
	}
	return nil
}

// newNews lists what is new on all boards.
func newNews(s *session) place {
	l := &list{s: s, title: "New posts", picks: "reads that post", endless: true,
		empty: "Nothing is new to you. What others post will stand here, and u, in a topic, makes a post new again."}
	var trail []asem.Number // where the pages before this one begin
	l.fetch = func(m move, size int) (page, error) {
		switch {
		case m == toFirst:
			trail = nil
		case m == onward && len(l.page.rows) > 0:
			trail = append(trail, l.page.rows[len(l.page.rows)-1].number)
		case m == backward && len(trail) > 0:
			trail = trail[:len(trail)-1]
		}
		asked := secretariat.Page{Limit: size}
		if len(trail) > 0 {
			asked.Before = trail[len(trail)-1]
		}
		news, err := s.desk.News(asked)
		if err != nil {
			return page{}, err
		}
		p := page{earlier: len(trail) > 0, follow: news.Follow}
		for _, post := range news.Rows {
			p.rows = append(p.rows, row{number: post.Number, open: func() error { s.goToPost(post.Number); return nil },
				words: join(post.Number.String(), post.Title, "on "+s.boardTitle(post.Board), "from "+byline(post.Author), s.date(post.Changed))})
		}
		return p, nil
	}
	l.own = []offer{s.catchUp("", "all posts on all boards")}
	return l
}

// catchUp offers to mark everything on a board as read, or all there is.
func (s *session) catchUp(board asem.BoardID, called string) offer {
	return s.catching(called, func() (secretariat.CaughtUp, error) { return s.desk.CatchUp(board) })
}

// catchUpOn offers to mark all notices, letters or documents as read.
func (s *session) catchUpOn(k secretariat.Kind) offer {
	return s.catching("all "+k.Plural(), func() (secretariat.CaughtUp, error) { return s.desk.CatchUpOn(k) })
}

func (s *session) catching(called string, mark func() (secretariat.CaughtUp, error)) offer {
	return offer{key: "c", do: func(string) error {
		yes, err := s.confirm("Mark "+called+" as read?", true)
		if err != nil || !yes {
			return err
		}
		caught, err := mark()
		if err != nil {
			return err
		}
		if !caught.Any() {
			s.fact("Nothing was new.")
			return nil
		}
		s.fact("%s marked as read. U takes that back.", caught.Words())
		s.known, err = s.desk.Waiting()
		return err
	}}
}

func (s *session) undoCatchUp() error {
	back, err := s.desk.UndoCatchUp()
	if err != nil {
		return err
	}
	s.known, err = s.desk.Waiting()
	switch {
	case !back.Any():
		s.fact("Taken back; nothing of it is new any more.")
	case back.One():
		s.fact("%s is new again.", back.Words())
	default:
		s.fact("%s are new again.", back.Words())
	}
	return err
}

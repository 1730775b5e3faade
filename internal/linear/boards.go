package linear

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// newBoards lists the boards by pillar.
func newBoards(s *session) place {
	l := &list{s: s, title: "Boards", picks: "goes to that board",
		empty: "There are no boards yet. The secretariat founds them."}
	l.fetch = paged(func() ([]row, error) {
		boards, err := s.desk.Boards()
		rows := make([]row, len(boards))
		for i, b := range boards {
			rows[i] = s.boardRow(b)
			if i == 0 || b.Pillar != boards[i-1].Pillar {
				rows[i].above = b.Pillar.Title()
			}
		}
		return rows, err
	})
	l.own = []offer{s.catchUp("", "all boards")}
	return l
}

func (s *session) boardRow(b secretariat.BoardView) row {
	return row{
		words: join(b.Title, count(b.Topics, "topic", "topics"), some(b.New, "new", "new"), when(b.InArchive(), "archive, only read")),
		open:  func() error { s.open(newTopics(s, b.ID)); return nil },
	}
}

// newClusters lists the themes that link boards of several pillars.
func newClusters(s *session) place {
	l := &list{s: s, title: "Clusters", picks: "lists the boards of that cluster",
		empty: "There are no clusters yet. The secretariat names them."}
	l.fetch = paged(func() ([]row, error) {
		clusters, err := s.desk.Clusters()
		rows := make([]row, len(clusters))
		for i, c := range clusters {
			rows[i] = row{words: c.Title, open: func() error { s.open(newCluster(s, c)); return nil }}
		}
		return rows, err
	})
	return l
}

// newCluster lists the boards that a cluster links.
func newCluster(s *session, c forum.Cluster) place {
	l := &list{s: s, title: c.Title, picks: "goes to that board",
		empty: "No board belongs to this cluster yet. The secretariat founds them."}
	l.head = func() error { s.fact("%s", c.About); return nil }
	l.fetch = paged(func() ([]row, error) {
		boards, err := s.desk.Boards()
		var rows []row
		for _, b := range boards {
			if slices.Contains(b.Clusters, c.ID) {
				r := s.boardRow(b)
				r.words = join(r.words, "pillar "+b.Pillar.Title())
				rows = append(rows, r)
			}
		}
		return rows, err
	})
	return l
}

// newTopics lists the topics of a board.
func newTopics(s *session, board asem.BoardID) place {
	title := s.boardTitle(board)
	l := &list{s: s, title: title, picks: "reads that topic",
		empty: "There are no topics here yet. Type w to open the first."}
	l.head = func() error {
		b, err := s.desk.Board(board)
		if err != nil {
			return err
		}
		if b.About != "" {
			s.fact("%s", b.About)
		}
		notices, err := s.desk.NoticesOn(b.ID)
		if err != nil {
			return err
		}
		for _, n := range notices {
			s.fact("Notice %s.", s.noticeWords(n))
		}
		s.fact("%s.", capital(join(count(b.Topics, "topic", "topics"), count(b.Posts, "post", "posts"), some(b.New, "new", "new"))))
		if b.Closed != nil {
			s.fact("%s", b.Closing())
		}
		if b.Archive {
			l.empty = "There is nothing here yet. The secretariat imports into this archive."
		}
		return nil
	}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		topics, err := s.desk.Topics(board, asked)
		p := page{earlier: topics.Earlier, follow: topics.Follow}
		for _, t := range topics.Rows {
			p.rows = append(p.rows, s.topicRow(t))
		}
		return p, err
	})
	l.own = []offer{
		{key: "w", dead: func() error { return s.desk.MayOpen(board) }, do: func(string) error { return s.writeTopic(board) }},
		{key: "L", dead: func() error { return s.desk.MayClose(board) }, do: func(string) error { return s.closeBoard(board, title) }},
		s.catchUp(board, "all posts on "+title),
	}
	return l
}

func (s *session) topicRow(t secretariat.TopicView) row {
	return row{
		number: t.Number,
		words: join(t.Number.String()+" "+t.Title, "from "+byline(t.Author), some(t.Posts-1, "reply", "replies"), some(t.New, "new", "new"),
			when(t.Pinned, "pinned"), when(t.Locked, "locked"), when(t.Hidden, "hidden"), s.date(t.Last)),
		open: func() error { s.open(newReader(s, t.Number)); return nil },
	}
}

// boardTitle is what a board is called; one that cannot be read, by its name.
func (s *session) boardTitle(id asem.BoardID) string {
	b, err := s.desk.Board(id)
	if err != nil {
		return string(id)
	}
	return b.Title
}

// byline names an author as briefly as will do.
func byline(a roster.Author) string {
	if a.Login == "" && a.Name == "" {
		return a.Address
	}
	return join(a.Name, string(a.Partner))
}

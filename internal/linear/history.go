package linear

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// newHistory lists the versions of a post.
func newHistory(s *session, n asem.Number) place {
	l := &list{s: s, title: "History of " + n.String(), picks: "says that version",
		empty: "There is no version of this post."}
	l.fetch = paged(func() ([]row, error) {
		versions, err := s.desk.History(n)
		rows := make([]row, len(versions))
		for i, v := range versions {
			rows[i] = row{
				words: join(fmt.Sprintf("Version %d", v.No), s.moment(v.At), v.Title, size(int64(v.Bytes)),
					when(v.Withheld != "", "withheld"), when(i == len(versions)-1, "the present one")),
				open: func() error { return s.sayVersion(n, i) },
			}
		}
		return rows, err
	})
	return l
}

// sayVersion says one version; i counts from 0.
func (s *session) sayVersion(n asem.Number, i int) error {
	versions, err := s.desk.History(n)
	if err != nil {
		return err
	}
	// A history only grows, so the version is still there.
	if versions[i].Withheld != "" {
		return fault.New(fault.Refused, "%s", versions[i].Withheld)
	}
	s.fact("Version %d.", versions[i].No)
	return s.text(versions[i].Text)
}

package linear

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/secretariat"
)

// newHistory lists the versions of a post.
func newHistory(s *session, n asem.Number) place { return s.history(n, s.desk.History) }

// newNoticeHistory lists the versions of a notice.
func newNoticeHistory(s *session, n asem.Number) place { return s.history(n, s.desk.NoticeHistory) }

// history lists versions, which get reads anew each time.
func (s *session) history(n asem.Number, get func(asem.Number) ([]secretariat.VersionView, error)) place {
	l := &list{s: s, title: "History of " + n.String(), picks: "says that version", empty: "There is no version of it."}
	l.fetch = paged(func() ([]row, error) {
		versions, err := get(n)
		rows := make([]row, len(versions))
		for i, v := range versions {
			rows[i] = row{
				words: join(fmt.Sprintf("Version %d", v.No), s.moment(v.At), v.Title, size(int64(v.Bytes)),
					when(v.Withheld != "", "withheld"), when(i == len(versions)-1, "the present one")),
				open: func() error {
					versions, err := get(n)
					if err != nil {
						return err
					}
					return s.sayVersion(versions[i]) // a history only grows, so it is still there
				},
			}
		}
		return rows, err
	})
	return l
}

func (s *session) sayVersion(v secretariat.VersionView) error {
	if v.Withheld != "" {
		return fault.New(fault.Refused, "%s", v.Withheld)
	}
	s.fact("Version %d.", v.No)
	return s.text(v.Text)
}

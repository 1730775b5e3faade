package linear

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
)

// bell makes a terminal ring. It is a control character that every device knows, and no
// escape sequence; it is sent for a flash notice that was not read, and not into a pipe.
const bell = "\a"

// flash is a flash notice that the delegate was not told of yet in this session.
func (s *session) flash() (n secretariat.NoticeView, ok bool) {
	if !s.alarmed {
		select {
		case <-s.desk.Alerts():
		default:
			return n, false
		}
	}
	s.alarmed = false
	n, ok = s.desk.Flash()
	return n, ok && s.first(n)
}

// first says whether this version of a flash notice was not told yet, and takes it as told.
func (s *session) first(n secretariat.NoticeView) bool {
	if s.rung[n.Number] == len(n.Versions) {
		return false
	}
	if s.rung == nil {
		s.rung = map[asem.Number]int{}
	}
	s.rung[n.Number] = len(n.Versions)
	return true
}

// sayFlash tells of a flash notice, wherever the delegate is; how says how to read it.
func (s *session) sayFlash(n secretariat.NoticeView, how string) {
	if s.echo && n.New {
		s.write(bell)
	}
	s.fact("Flash notice %s.%s", join(n.Number.String()+" "+n.Title, s.waits(n), "from "+byline(n.Author)), how)
}

// toRead says how to read a flash notice at a prompt.
func toRead(n asem.Number, menu bool) string {
	if menu {
		return fmt.Sprintf(" Type :%d to read it.", n)
	}
	return fmt.Sprintf(" Type :%d to read it, when you are done here.", n)
}

// alert tells of the flash notice that the delegate's partner has still to acknowledge,
// read or not, and gives its number; 0 where there is none. It stands first at each
// login.
func (s *session) alert() asem.Number {
	open, err := s.desk.Unacknowledged()
	if err != nil || len(open) == 0 || open[0].Level != notice.Flash {
		return 0 // the next question says why
	}
	s.first(open[0])
	s.sayFlash(open[0], "")
	return open[0].Number
}

package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// moderation is what moderators of the board can do with the topic and the post.
func (r *reader) moderation() []offer {
	dead := func() error {
		post, err := r.s.desk.Post(r.at)
		if err != nil {
			return err
		}
		return r.s.desk.MayModerate(post.Board)
	}
	act := func(key string, do func() error) offer {
		return offer{key: key, dead: dead, do: func(string) error { return do() }}
	}
	return []offer{
		act("_", r.pin), act("L", r.lock), {key: "M", dead: dead, do: r.move}, act("H", r.hide), act("X", r.redact),
	}
}

// now is the topic as it is now.
func (r *reader) now() (secretariat.TopicView, error) {
	thread, err := r.s.desk.Thread(r.topic, secretariat.Page{Limit: 1})
	return thread.Topic, err
}

func (r *reader) pin() error {
	t, err := r.now()
	if err == nil {
		err = r.s.desk.Pin(r.topic, !t.Pinned)
	}
	switch {
	case err != nil:
		return err
	case t.Pinned:
		r.s.fact("The topic is no longer pinned.")
	default:
		r.s.fact("The topic is pinned on top of its board.")
	}
	return nil
}

func (r *reader) lock() error {
	t, err := r.now()
	if err == nil {
		err = r.s.desk.Lock(r.topic, !t.Locked)
	}
	switch {
	case err != nil:
		return err
	case t.Locked:
		r.s.fact("The topic is open to replies again.")
	default:
		r.s.fact("The topic is locked against replies and edits.")
	}
	return nil
}

// move asks for the board unless it was named.
func (r *reader) move(to string) error {
	if to == "" {
		answer, err := r.s.ask(question{words: "Name of the board to move it to. Enter to leave it:", limit: maxAnswer})
		if err != nil {
			return err
		}
		to = plain.Line(answer)
	}
	if to == "" {
		return errCancelled
	}
	found, err := r.s.desk.Find(to)
	if err != nil {
		return err
	}
	if found.Board == "" || found.Number != 0 {
		return fault.New(fault.Usage, "%q is not a board.", plain.Cut(to, 40)).Then("Type :boards to hear what they are called.")
	}
	if err := r.s.desk.Move(r.topic, found.Board); err != nil {
		return err
	}
	r.s.fact("The topic stands on %s now.", r.s.boardTitle(found.Board))
	return nil
}

func (r *reader) hide() error {
	post, err := r.s.desk.Post(r.at)
	if err != nil {
		return err
	}
	if post.Hidden != nil {
		if err := r.s.desk.Hide(r.at, false, ""); err != nil {
			return err
		}
		r.s.fact("%s is shown again.", r.at)
		return nil
	}
	reason, err := r.reason()
	if err != nil {
		return err
	}
	if err := r.s.desk.Hide(r.at, true, reason); err != nil {
		return err
	}
	r.s.fact("%s is hidden. H shows it again.", r.at)
	return nil
}

func (r *reader) redact() error {
	reason, err := r.reason()
	if err != nil {
		return err
	}
	yes, err := r.s.confirm("The text of "+r.at.String()+" is removed for good. Remove it?", false)
	if err == nil && !yes {
		err = errCancelled
	}
	if err == nil {
		err = r.s.desk.Redact(r.at, reason)
	}
	if err != nil {
		return err
	}
	r.s.fact("%s is redacted.", r.at)
	return nil
}

// closeBoard closes a board into the archive, or opens it again.
func (s *session) closeBoard(id asem.BoardID, title string) error {
	b, err := s.desk.Board(id)
	if err != nil {
		return err
	}
	if b.Closed != nil {
		if err := s.desk.CloseBoard(id, false, ""); err != nil {
			return err
		}
		s.fact("%s is open again.", title)
		return nil
	}
	yes, err := s.confirm("The board stays readable in the archive and takes no posts. Close it?", false)
	if err == nil && !yes {
		err = errCancelled
	}
	if err != nil {
		return err
	}
	reason, err := s.ask(question{words: "Reason, which readers will see. Enter for none:", limit: 4 * forum.MaxReason})
	if err != nil {
		return err
	}
	if err := s.desk.CloseBoard(id, true, reason); err != nil {
		return err
	}
	s.fact("%s is closed into the archive. L opens it again.", title)
	return nil
}

// reason asks why something is taken from readers; everybody sees it.
func (r *reader) reason() (string, error) {
	answer, err := r.s.ask(question{words: "Reason, which readers will see. Enter to leave it as it is:", limit: 4 * forum.MaxReason})
	if err == nil && plain.Blank(answer) {
		err = errCancelled
	}
	return answer, err
}

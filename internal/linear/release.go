package linear

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/forum"
)

// releasing is the offer to release something to the public, or to withdraw it. current
// gives its number and whether it is public now.
func (s *session) releasing(current func() (asem.Number, bool, error)) offer {
	return offer{key: "P", dead: s.desk.MayRelease, do: func(string) error {
		n, public, err := current()
		if err != nil {
			return err
		}
		if public {
			return s.withdraw(n)
		}
		yes, err := s.confirm(n.String()+" becomes public, for everybody to read. Release it?", false)
		if err == nil && !yes {
			err = errCancelled
		}
		if err == nil {
			err = s.desk.Release(n, false)
		}
		if err == nil {
			s.fact("%s is released to the public. P withdraws it.", n)
		}
		return err
	}}
}

func (s *session) withdraw(n asem.Number) error {
	yes, err := s.confirm("The public archive will say that "+n.String()+" was withdrawn. Withdraw it?", false)
	if err == nil && !yes {
		err = errCancelled
	}
	if err != nil {
		return err
	}
	reason, err := s.ask(question{words: "Reason, which delegates will see. Enter for none:", limit: 4 * forum.MaxReason})
	if err == nil {
		err = s.desk.Withdraw(n, false, reason)
	}
	if err == nil {
		s.fact("%s is withdrawn from the public.", n)
	}
	return err
}

package linear

import (
	"fmt"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
)

// noticeAtAll posts a notice.
func (s *session) noticeAtAll() (target, error) {
	return target{
		of: "notice", fields: s.desk.Fields(secretariat.NewNotice),
		reaches: func(d secretariat.Draft) (string, error) {
			a, err := s.desk.NoticeOf(d.Envelope)
			if err != nil {
				return "", err
			}
			to, err := s.desk.AddressWords(a.To)
			return fmt.Sprintf("A %s notice to %s", a.Level, together(to...)), err
		},
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := s.desk.NoticeOf(d.Envelope)
			if err != nil {
				return secretariat.Posted{}, err
			}
			a.Title, a.Text = d.Title, d.Text
			return s.desk.PostNotice(d.Token, a)
		},
	}, s.desk.MayNotify()
}

// correctionOf gives a notice another version.
func (s *session) correctionOf(n asem.Number) (target, error) {
	return target{of: "notice", replaces: true, send: func(d secretariat.Draft) (secretariat.Posted, error) {
		return s.desk.CorrectNotice(d.Token, notice.Correct{Number: n, Base: d.Base, Title: d.Title, Text: d.Text})
	}}, s.desk.MayCorrect(n)
}

// writeNotice posts a notice.
func (s *session) writeNotice() error {
	return s.writeAt(secretariat.Draft{Place: secretariat.NewNotice})
}

// writeCorrection gives a notice another version, from the present one.
func (s *session) writeCorrection(n asem.Number) error {
	v, err := s.desk.Notice(n)
	if err != nil {
		return err
	}
	return s.writeAt(secretariat.Draft{Place: secretariat.CorrectionOf(n), Title: v.Title, Text: v.Text, Base: len(v.Versions)})
}

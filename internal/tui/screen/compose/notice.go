package compose

import (
	"fmt"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

// newNotice posts a notice.
func newNotice(desk *secretariat.Desk) (target, error) {
	if err := desk.MayNotify(); err != nil {
		return target{}, err
	}
	return target{
		place: secretariat.NewNotice, crumbs: []string{"Notices", "New notice"}, words: "New notice", sends: "post",
		titled: true, of: "notice", fields: desk.Fields(secretariat.NewNotice), begun: secretariat.Draft{Place: secretariat.NewNotice},
		question: func(d secretariat.Draft) (string, error) {
			a, err := desk.NoticeOf(d.Envelope)
			if err != nil {
				return "", err
			}
			to, err := desk.AddressWords(a.To)
			return fmt.Sprintf("Post this %s notice to %s?", a.Level, strings.Join(to, ", ")), err
		},
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			a, err := desk.NoticeOf(d.Envelope)
			if err != nil {
				return secretariat.Posted{}, err
			}
			a.Title, a.Text = d.Title, d.Text
			return desk.PostNotice(d.Token, a)
		},
		sent: posted, arrive: noticed,
	}, nil
}

// newCorrection gives a notice another version.
func newCorrection(desk *secretariat.Desk, n asem.Number) (target, error) {
	if err := desk.MayCorrect(n); err != nil {
		return target{}, err
	}
	theNotice := func() (about, error) {
		v, err := desk.Notice(n)
		if err != nil {
			return about{}, err
		}
		return about{number: n, author: v.Author, at: v.Current().At, versions: len(v.Versions), text: v.Text, withheld: v.Withheld}, nil
	}
	view, err := desk.Notice(n)
	if err != nil {
		return target{}, err
	}
	question := fmt.Sprintf("Make this the new version of notice %s?", n)
	if view.Notice.Asks() {
		question = fmt.Sprintf("Make this the new version of notice %s? It asks every partner again.", n)
	}
	return target{
		place: secretariat.CorrectionOf(n), crumbs: []string{"Notices", "Correction of " + n.String()}, words: "Correction of notice " + n.String(), sends: "post",
		titled: true, of: "notice", about: theNotice, beside: "as it stands", replaces: n,
		begun:    secretariat.Draft{Place: secretariat.CorrectionOf(n), Title: view.Title, Text: view.Text, Base: len(view.Versions)},
		question: asking(question),
		send: func(d secretariat.Draft) (secretariat.Posted, error) {
			return desk.CorrectNotice(d.Token, notice.Correct{Number: n, Base: d.Base, Title: d.Title, Text: d.Text})
		},
		sent: replaced, arrive: noticed,
	}, nil
}

func noticed(n asem.Number) screen.Place { return screen.Notice{Number: n} }

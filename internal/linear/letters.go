package linear

import (
	"slices"
	"strconv"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
)

// newLetters lists a folder of the delegate's letters.
func newLetters(s *session) place {
	folder := secretariat.FolderIn
	l := &list{s: s, title: "Letters", picks: "reads that letter"}
	l.head = func() error {
		s.fact("Folder %s. F goes to another: in, sent, kept, removed.", folder)
		l.empty = s.noLetters(folder)
		return nil
	}
	l.fetch = cursored(func(asked secretariat.Page) (page, error) {
		letters, err := s.desk.Letters(folder, asked)
		p := page{earlier: letters.Earlier, follow: letters.Follow}
		for _, v := range letters.Rows {
			n := v.Number
			p.rows = append(p.rows, row{number: n, words: s.letterWords(v), open: func() error { s.goToLetter(n); return nil }})
		}
		return p, err
	})
	turn := func(to secretariat.Folder) error {
		folder = to
		if err := l.head(); err != nil {
			return err
		}
		return l.turn(toFirst)
	}
	l.own = []offer{
		s.catchUpOn(secretariat.KindLetter),
		{key: "w", dead: s.desk.MayCorrespond, do: func(string) error { return s.writeLetter() }},
		{key: "F", do: func(of string) error {
			to, err := folderNamed(of, folder)
			if err != nil {
				return err
			}
			return turn(to)
		}},
		{key: "*", do: func(of string) error { return l.file(of, secretariat.FolderKept) }},
		{key: "D", do: func(of string) error { return l.file(of, secretariat.FolderRemoved) }},
	}
	return l
}

// folderNamed is the folder that was typed, or the next one where none was.
func folderNamed(of string, here secretariat.Folder) (secretariat.Folder, error) {
	folders := secretariat.Folders()
	if of == "" {
		return folders[(slices.Index(folders, here)+1)%len(folders)], nil
	}
	for _, f := range folders {
		if equalFold(of, string(f)) {
			return f, nil
		}
	}
	return "", fault.New(fault.Usage, "There is no folder %q.", plain.Cut(of, 40)).Then("Type F with in, sent, kept or removed behind it.")
}

func (s *session) noLetters(f secretariat.Folder) string {
	switch {
	case f == secretariat.FolderSent:
		return "You sent no letter yet."
	case f == secretariat.FolderKept:
		return "You kept no letter. * at a letter keeps it."
	case f == secretariat.FolderRemoved:
		return "You removed no letter. D at a letter removes it."
	case s.desk.MayCorrespond() == nil:
		return "There is no letter to you. Type w to write one."
	}
	return "There is no letter to you."
}

// letterWords say a letter in a list.
func (s *session) letterWords(v secretariat.LetterView) string {
	whom := "from " + byline(v.From)
	if v.Mine {
		whom = "to " + together(asem.Words(v.To)...)
	}
	return join(v.Number.String()+" "+v.Subject, whom, when(v.New, "new"), some(len(v.Files), "file", "files"), s.date(v.At))
}

// file keeps or removes the letter of a row, or puts it back where it came to lie.
func (l *list) file(of string, into secretariat.Folder) error {
	i, err := strconv.Atoi(of)
	if err != nil || i < 1 || i > len(l.page.rows) {
		return fault.New(fault.Usage, "Say which letter.").Then("Type the number of the row behind it.")
	}
	if err := l.s.fileLetter(l.page.rows[i-1].number, into); err != nil {
		return err
	}
	return l.turn(stay)
}

// fileLetter keeps or removes a letter, or puts it back where it came to lie.
func (s *session) fileLetter(n asem.Number, into secretariat.Folder) error {
	v, err := s.desk.Letter(n)
	if err != nil {
		return err
	}
	to := into
	if v.Folder == into {
		to = secretariat.FolderIn
	}
	if err := s.desk.PutLetter(n, to); err != nil {
		return err
	}
	if to == secretariat.FolderIn {
		s.fact("%s is back where it came to lie.", n)
		return nil
	}
	if v.New && to == secretariat.FolderRemoved {
		s.known-- // what is removed is new no more
	}
	s.fact("%s is %s.", n, to)
	return nil
}

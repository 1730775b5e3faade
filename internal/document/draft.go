package document

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Decide draws up the draft.
func (a Write) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	drafts := s.DocumentDrafts(o.By)
	if len(drafts) >= MaxDrafts {
		return rule.Ruling{}, fault.New(fault.Refused, "You have %d drafts of documents, as many as are kept.", len(drafts)).
			Then("Issue or discard one of them: `doc drafts` lists them.")
	}
	paper, err := cleaned(s, o.By, a.Paper)
	if err == nil {
		paper.Office, err = heldBy(s, o.By, paper.Office)
	}
	if err != nil {
		return rule.Ruling{}, err
	}
	if err := fits(drafts, 0, paper); err != nil {
		return rule.Ruling{}, err
	}
	return rule.Ruling{Facts: []rule.Fact{Drafted{Number: s.NextNumber(), Author: roster.AuthorOf(s, o.By), Paper: paper}}}, nil
}

// heldBy is the office as it is kept, or why a delegate draws up nothing in it.
func heldBy(s State, by asem.Login, office roster.Office) (roster.Office, error) {
	if office == "" || office == Own {
		return office, nil
	}
	held, err := roster.ParseOffice(s, string(office))
	if err != nil {
		return "", err
	}
	d, _ := s.Delegate(by)
	if !slices.Contains(d.Offices, held) {
		return "", fault.New(fault.Refused, "You do not hold the office %s by a term.", held).Then("`whoami` says which you hold; own keeps the draft yours.")
	}
	return held, nil
}

// fits refuses a paper whose files, with those of all other drafts, are too much.
func fits(drafts []Draft, number asem.Number, paper Paper) error {
	total := paper.Bytes()
	for _, d := range drafts {
		if d.Number != number {
			total += d.Paper.Bytes()
		}
	}
	if total > MaxDrafted {
		return fault.New(fault.Refused, "The files of your drafts would have %d GiB together, %d at most.", total>>30, MaxDrafted>>30).
			Then("Issue or discard a draft first: `doc drafts` lists them.")
	}
	return nil
}

// Decide changes the draft. A change that changes nothing is no fact.
func (a Rewrite) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, err := mine(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	paper, left := d.passedTo(s, o.By)
	paper.Files = slices.Clone(paper.Files)
	if err := a.Change.apply(&paper); err != nil {
		return rule.Ruling{}, err
	}
	if a.Change.Office != nil {
		if *a.Change.Office == Own && d.Author.Login != o.By {
			return rule.Ruling{}, fault.New(fault.Refused, "Draft %s was begun by %s, and is the office's.", d.Number, d.Author.Login).Then("Draw up one of your own.")
		}
		if paper.Office, err = heldBy(s, o.By, paper.Office); err != nil {
			return rule.Ruling{}, err
		}
	}
	for _, f := range a.Detach {
		i := slices.IndexFunc(paper.Files, func(other File) bool { return named(other, f) })
		if i < 0 {
			return rule.Ruling{}, fault.New(fault.NotFound, "Draft %s has no file %q.", d.Number, f.Name).Then("`doc show %d` lists its files.", d.Number)
		}
		paper.Files = slices.Delete(paper.Files, i, i+1)
	}
	if paper.Files, err = attached(paper, a.Attach); err != nil {
		return rule.Ruling{}, err
	}
	if paper, err = cleaned(s, o.By, paper); err != nil {
		return rule.Ruling{}, err
	}
	if err := fits(s.DocumentDrafts(o.By), d.Number, paper); err != nil {
		return rule.Ruling{}, err
	}
	if equal(paper, d.Paper) {
		return rule.Ruling{}, nil
	}
	return rule.Ruling{Facts: append(left, Redrafted{Number: d.Number, Paper: paper})}, nil
}

// named says whether a file has the name that another asks for, in its language where
// it asks for one.
func named(f, asked File) bool {
	return f.Name == asked.Name && (asked.Language == "" || f.Language == asked.Language)
}

func equal(a, b Paper) bool {
	return a.Series == b.Series && a.Title == b.Title && a.Language == b.Language && a.Pillar == b.Pillar && a.Meeting == b.Meeting && a.Item == b.Item && a.Office == b.Office &&
		slices.Equal(a.Clusters, b.Clusters) && slices.Equal(a.By, b.By) && slices.Equal(a.Files, b.Files)
}

// apply puts the change into the paper, as it was typed. Files in the former language
// of the paper go over to the new one.
func (c Change) apply(p *Paper) error {
	if c.Language != nil {
		language, err := ParseLanguage(string(*c.Language))
		if err != nil {
			return err
		}
		for i := range p.Files {
			if p.Files[i].Language == p.Language {
				p.Files[i].Language = language
			}
		}
		p.Language = language
	}
	put(&p.Series, c.Series)
	put(&p.Title, c.Title)
	put(&p.Pillar, c.Pillar)
	put(&p.Clusters, c.Clusters)
	put(&p.Meeting, c.Meeting)
	put(&p.Item, c.Item)
	put(&p.By, c.By)
	put(&p.Office, c.Office)
	return nil
}

func put[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// attached are the paper's files with further ones, each in the place of one of the
// same name and language.
func attached(p Paper, more []File) ([]File, error) {
	files := p.Files
	more, err := cleanedFiles(p.Language, more)
	if err != nil {
		return nil, err
	}
	for _, f := range more {
		if i := slices.IndexFunc(files, f.same); i >= 0 {
			files[i] = f
			continue
		}
		files = append(files, f)
	}
	return files, nil
}

// Decide drops the draft.
func (a Discard) Decide(s State, o rule.Occasion) (rule.Ruling, error) {
	d, err := mine(s, a.Number, o.By)
	if err != nil {
		return rule.Ruling{}, err
	}
	_, left := d.passedTo(s, o.By)
	return rule.Ruling{Facts: append(left, Discarded{Number: d.Number})}, nil
}

// NewPaper is a paper with what was typed of it, cleaned, or why it cannot be. It holds
// no files yet.
func NewPaper(s State, by asem.Login, c Change) (Paper, error) {
	var p Paper
	err := c.apply(&p)
	if err == nil {
		p.Office, err = heldBy(s, by, p.Office)
	}
	if err != nil {
		return p, err
	}
	return cleaned(s, by, p)
}

// cleaned is a paper in the form in which it is kept, or why it cannot be.
func cleaned(s State, by asem.Login, p Paper) (Paper, error) {
	var err error
	if p.Title, err = rule.Title("document", p.Title); err != nil {
		return p, err
	}
	if p.Language, err = ParseLanguage(string(p.Language)); err != nil {
		return p, err
	}
	if p.Series != "" {
		if p.Series, err = openSeries(s, by, string(p.Series)); err != nil {
			return p, err
		}
	}
	if p.Pillar != asem.Across && !slices.Contains(asem.Pillars(), p.Pillar) {
		return p, fault.New(fault.Usage, "%q is not a pillar.", cut(string(p.Pillar))).Then("It is political, economic or social-cultural; leave it away for what stands across them.")
	}
	if err := clustered(s, p.Clusters); err != nil {
		return p, err
	}
	if p.Meeting, err = rule.Line("meeting", p.Meeting, MaxMeeting); err != nil {
		return p, err
	}
	if p.Item, err = rule.Line("agenda item", p.Item, MaxItem); err != nil {
		return p, err
	}
	if p.By, err = submitting(s, by, p.By); err != nil {
		return p, err
	}
	p.Files, err = cleanedFiles(p.Language, p.Files)
	return p, err
}

func clustered(s State, clusters []asem.ClusterID) error {
	if len(clusters) > MaxClusters {
		return fault.New(fault.Usage, "A document belongs to %d clusters at most, not %d.", MaxClusters, len(clusters))
	}
	for i, c := range clusters {
		switch {
		case !s.HasCluster(c):
			return fault.New(fault.NotFound, "There is no cluster %q.", cut(string(c))).Then("`clusters` lists them.")
		case slices.Contains(clusters[:i], c):
			return fault.New(fault.Usage, "The cluster %s is named twice.", c)
		}
	}
	return nil
}

// submitting are the partners in whose name a delegate draws something up: their own,
// or those that a coordinator names.
func submitting(s State, by asem.Login, codes []asem.Code) ([]asem.Code, error) {
	d, _ := s.Delegate(by)
	if len(codes) == 0 {
		return []asem.Code{d.Partner}, nil
	}
	if len(codes) > MaxPartners {
		return nil, fault.New(fault.Usage, "A document is submitted by %d partners at most.", MaxPartners)
	}
	for i, c := range codes {
		switch _, ok := s.Partner(c); {
		case !ok:
			return nil, fault.New(fault.NotFound, "There is no partner %q.", cut(string(c))).Then("`partners` lists them by their codes.")
		case slices.Contains(codes[:i], c):
			return nil, fault.New(fault.Usage, "%s is named twice.", c)
		case c != d.Partner && !d.Holds(roster.Coordinator):
			return nil, fault.New(fault.Refused, "You submit in the name of %s; a coordinator submits in that of others.", d.Partner).
				Then("Leave the partners away, or ask a coordinator: `ssh HOST delegates --role coordinator` names them.")
		}
	}
	return codes, nil
}

// cleanedFiles are the files with names and types that any terminal and any file
// system can be shown, each in a language.
func cleanedFiles(usual Language, files []File) ([]File, error) {
	if len(files) > MaxFiles {
		return nil, fault.New(fault.Usage, "A version has %d files at most, not %d.", MaxFiles, len(files)).Then("Put several into one, or issue the rest as an addendum.")
	}
	files = slices.Clone(files)
	for i, f := range files {
		clean := rule.CleanFiles([]rule.File{{Name: f.Name, Type: f.Type}})[0]
		files[i].Name, files[i].Type = clean.Name, clean.Type
		if f.Language == "" {
			files[i].Language = usual
		}
		language, err := ParseLanguage(string(files[i].Language))
		if err != nil {
			return nil, err
		}
		files[i].Language = language
		switch {
		case plain.Blank(clean.Name):
			return nil, fault.New(fault.Usage, "A file needs a name.").Then("Give it with --name.")
		case f.Bytes <= 0:
			return nil, fault.New(fault.Usage, "The file %q is empty.", clean.Name).Then("Look at what was sent, and send it again.")
		case slices.ContainsFunc(files[:i], files[i].same):
			return nil, fault.New(fault.Conflict, "There are two files %q in the language %s.", clean.Name, language).Then("Give one of them another name.")
		}
	}
	return files, nil
}

// openSeries is a series in which the delegate may issue. One in which nothing was
// issued yet is begun by a coordinator.
func openSeries(s State, by asem.Login, name string) (asem.Series, error) {
	series, err := asem.ParseSeries(name)
	if err != nil {
		return "", fault.New(fault.Usage, "%q is not a series.", cut(name)).
			Then("Write it like ASEM/SOM: up to three words of letters and digits behind ASEM/.")
	}
	if s.Begun(series) || slices.ContainsFunc(asem.AllFoundingSeries(), func(f asem.FoundingSeries) bool { return f.Series == series }) {
		return series, nil
	}
	if d, _ := s.Delegate(by); by != "" && !d.Holds(roster.Coordinator) {
		return "", fault.New(fault.Refused, "Nothing was issued in the series %s yet, and a coordinator begins a series.", series).
			Then("`doc series` lists those there are; or ask a coordinator: `ssh HOST delegates --role coordinator` names them.")
	}
	return series, nil
}

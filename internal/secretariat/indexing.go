package secretariat

import (
	"context"

	"asem.internal/avs/internal/archive"
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/extract"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// Bounds of one step of the indexer: a view is short, and a transaction small.
const (
	mostEntries = 2000
	mostJobs    = 2000
	mostGather  = 4 << 20 // bytes of texts
)

// A job is something whose texts are to be indexed as they are now.
type job struct {
	kind   Kind
	number asem.Number
	topic  bool       // all posts of the topic
	purge  bool       // its text was redacted
	login  asem.Login // of a person
}

// jobs lists what the entries after one touched, each thing once, and up to which entry
// that is.
func (x *indexer) jobs(after uint64) (list []job, entry uint64, err error) {
	entry = after
	seen := map[job]bool{}
	err = x.office.store.View(func(s State) error {
		last, _ := s.Last()
		for entry < min(last, after+mostEntries) && len(list) < mostJobs {
			e, err := s.Entry(entry + 1)
			if err != nil {
				return err
			}
			for _, f := range e.Facts {
				if j, ok := jobOf(f); ok && !seen[j] {
					seen[j] = true
					list = append(list, j)
				}
			}
			entry++
		}
		return nil
	})
	return list, entry, err
}

// jobOf is what a fact touches, of what can be found.
func jobOf(f rule.Fact) (j job, ok bool) {
	switch f := f.(type) {
	case forum.Posted:
		return job{kind: KindPost, number: f.Number}, true
	case forum.Edited:
		return job{kind: KindPost, number: f.Number}, true
	case forum.Hidden:
		return job{kind: KindPost, number: f.Number}, true
	case forum.Redacted:
		return job{kind: KindPost, number: f.Number, purge: true}, true
	case forum.Moved:
		return job{kind: KindPost, number: f.Topic, topic: true}, true
	case notice.Posted:
		return job{kind: KindNotice, number: f.Number}, true
	case notice.Corrected:
		return job{kind: KindNotice, number: f.Number}, true
	case document.Issued:
		return job{kind: KindDocument, number: f.Document}, true
	case document.Translated:
		return job{kind: KindDocument, number: f.Document}, true
	case document.Circulated:
		return job{kind: KindDocument, number: f.Document}, true
	case mail.Sent:
		return job{kind: KindLetter, number: f.Number}, true
	case roster.Accredited:
		return job{kind: KindPerson, login: f.Login}, true
	case roster.Left:
		return job{kind: KindPerson, login: f.Login}, true
	}
	n, k, ok := recordOf(f)
	return job{kind: k, number: n}, ok
}

// do indexes what jobs name, a part at a time. Only with the last part the index is up
// to the entry.
func (x *indexer) do(jobs []job, before, entry uint64) error {
	for {
		part, rest, err := x.gather(jobs)
		if err != nil {
			return err
		}
		upTo := before
		if len(rest) == 0 {
			upTo = entry
		}
		if err := x.index.Apply(x.bodies(part), upTo); err != nil {
			return err
		}
		if jobs = rest; len(jobs) == 0 {
			return nil
		}
	}
}

// An entrant is a change with the files whose texts belong to it.
type entrant struct {
	archive.Change
	files []document.File
}

// gather reads what the first jobs name, until there is enough for one transaction.
func (x *indexer) gather(jobs []job) (part []entrant, rest []job, err error) {
	err = x.office.store.View(func(s State) error {
		size := 0
		for len(jobs) > 0 && size < mostGather {
			found := entrants(s, jobs[0])
			jobs = jobs[1:]
			for _, e := range found {
				if e.Put != nil {
					size += len(e.Put.Body)
				}
			}
			part = append(part, found...)
		}
		return nil
	})
	return part, jobs, err
}

// bodies reads the texts of files, outside of any transaction: a PDF takes a tenth of a
// second. A file that cannot be read is found by what is said of it.
func (x *indexer) bodies(part []entrant) []archive.Change {
	changes := make([]archive.Change, len(part))
	texts := map[rule.Digest]string{}
	for i, e := range part {
		changes[i] = e.Change
		for _, f := range e.files {
			text, ok := texts[f.Digest]
			if !ok {
				text = x.fileText(f)
				texts[f.Digest] = text
			}
			changes[i].Put.Body += text + "\n"
		}
	}
	return changes
}

func (x *indexer) fileText(f document.File) string {
	text, err := x.office.fileText(context.Background(), f)
	if err != nil {
		x.office.log.Warn("the text of a file is not indexed", "file", f.Digest.String(), "err", err)
	}
	return text
}

// fileText is the text of a file, which is kept beside the index where reading it takes
// long.
func (o *Office) fileText(ctx context.Context, f document.File) (string, error) {
	if o.indexer != nil {
		if text, ok := o.indexer.index.KeptText(f.Digest[:]); ok {
			return text, nil
		}
	}
	body, err := o.store.BlobAt(f.Digest)
	if err != nil {
		return "", err
	}
	reading, err := o.reader.Text(ctx, f.Name, body, body.Size())
	if err != nil || o.indexer == nil || reading.Kind != extract.PDF || reading.Text == "" {
		return reading.Text, err
	}
	return reading.Text, o.indexer.index.KeepText(f.Digest[:], reading.Text)
}

package keyring

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/roster"
)

// Bounds of a partner's file.
const (
	MaxFile   = 1 << 20 // bytes: some three thousand keys
	MaxFaults = 100     // reports; of further wrong lines only their number is told
)

// A Ring is what the folder says.
type Ring struct {
	// Lines are the good lines, by partner and then in their order. They do not
	// contradict one another.
	Lines []roster.Line
	// Faults are what is wrong, in the order in which the files are read.
	Faults []Fault
	// Whole says that the folder and each partner's file in it were read. Do
	// not reconcile a ring that is not whole: the delegates of a file which
	// cannot be read just now would be taken for removed and shut out.
	Whole bool
}

// A Fault is one thing wrong in the ring. It names no part of any key.
type Fault struct {
	File   string // path of the file or folder, under the folder given to Read
	Line   int    // from 1; 0 if the file as a whole is meant
	Reason string // a full sentence
	Next   string // what to do, a full sentence; may be empty
}

// String is the report as one line of a log, file and line first as compilers do.
func (f Fault) String() string {
	where := f.File
	if f.Line > 0 {
		where = fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return strings.TrimRight(where+": "+f.Reason+" "+f.Next, " ")
}

// Read reads the key ring in folder, which is keys/, with partners/ in it. It
// always gives a ring: what cannot be read is among the faults. Files whose name
// begins with a dot or README are passed over without a word.
func Read(folder string) Ring {
	r := reader{ring: Ring{Whole: true}, keys: map[string]place{}, people: map[asem.Login]person{}}
	partners := filepath.Join(folder, "partners")
	entries, err := os.ReadDir(partners)
	if err != nil {
		r.ring.Whole = false
		r.report(partners, 0, cannotRead("folder", err).
			Then("Make it, or name the folder of the key ring with --keys; until then nobody is added or removed."))
		return r.ring
	}
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "README") {
			continue
		}
		r.file(filepath.Join(partners, name), name)
	}
	return r.ring
}

// reader collects the ring and remembers what contradictions are judged by.
type reader struct {
	ring   Ring
	keys   map[string]place // by fingerprint: where it stands
	people map[asem.Login]person
}

func (r *reader) report(file string, line int, f *fault.Error) {
	r.ring.Faults = append(r.ring.Faults, Fault{File: file, Line: line, Reason: f.What, Next: f.Next})
}

// file reads one partner's file.
func (r *reader) file(path, name string) {
	partner, f := partnerOf(name)
	if f != nil {
		r.report(path, 0, f)
		return
	}
	data, f := contents(path)
	if f != nil {
		r.ring.Whole = false
		r.report(path, 0, f)
		return
	}
	r.lines(path, partner, string(bytes.TrimPrefix(data, []byte(byteOrderMark))))
}

// partnerOf reads FI from FI.keys.
func partnerOf(name string) (asem.Code, *fault.Error) {
	stem, ok := strings.CutSuffix(name, ".keys")
	if !ok {
		return "", fault.New(fault.Usage, "The file is not read: its name does not end in .keys.").
			Then("Name it as in FI.keys, or take it away.")
	}
	code, err := asem.ParseCode(stem)
	if err != nil {
		return "", fault.New(fault.Usage, "The file is not read: %v.", err).Then("Name it by a partner's code, as in FI.keys.")
	}
	if string(code) != stem {
		return "", fault.New(fault.Usage, "The file is not read: codes are written in capitals.").Then("Name it %s.keys.", code)
	}
	return code, nil
}

// contents reads a whole file within the bound. Anything but a regular file, or
// a link to one, is refused before it is opened: a pipe would never end.
func contents(path string) ([]byte, *fault.Error) {
	const keep = "Until then the ring changes nothing."
	info, err := os.Stat(path)
	if err != nil {
		return nil, cannotRead("file", err).Then(keep)
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Usage, "This is not a file.").Then("Put a file here. %s", keep)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, cannotRead("file", err).Then(keep)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, MaxFile+1))
	switch {
	case err != nil:
		return nil, cannotRead("file", err).Then(keep)
	case len(data) > MaxFile:
		return nil, fault.New(fault.Usage, "The file is larger than %d MiB.", MaxFile>>20).Then("Take out what is no key. %s", keep)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return nil, fault.New(fault.Usage, "The file is in UTF-16.").Then("Save it as UTF-8. %s", keep)
	}
	return data, nil
}

// cannotRead words an error of the file system.
func cannotRead(what string, err error) *fault.Error {
	reason := err.Error()
	var path *fs.PathError
	if errors.As(err, &path) {
		reason = path.Err.Error()
	}
	return fault.New(fault.Failed, "The %s cannot be read: %s.", what, reason).Because(err)
}

// lines reads the lines of one partner's file.
func (r *reader) lines(path string, partner asem.Code, text string) {
	wrong, inBlock, number := 0, false, 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		if inBlock && !holdsKey(line) {
			inBlock = !endsBlock(line)
			continue
		}
		f := block(line)
		inBlock = f != nil
		if f == nil {
			f = r.line(place{path, number}, partner, line)
		}
		if f == nil {
			continue
		}
		if wrong++; wrong <= MaxFaults {
			r.report(path, number, f)
		}
	}
	if wrong > MaxFaults {
		r.report(path, 0, fault.New(fault.Usage, "%d more lines are wrong.", wrong-MaxFaults))
	}
}

// line takes one line into the ring, unless it is wrong or contradicts another.
func (r *reader) line(at place, partner asem.Code, text string) *fault.Error {
	line, f := parseLine(partner, text)
	if f != nil || line == nil {
		return f
	}
	if f := r.contradicts(*line); f != nil {
		return f
	}
	r.remember(at, *line)
	r.ring.Lines = append(r.ring.Lines, *line)
	return nil
}

func asFault(err error) *fault.Error {
	var f *fault.Error
	if errors.As(err, &f) {
		return f
	}
	return fault.New(fault.Usage, "%v.", err)
}

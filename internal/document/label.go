package document

import (
	"fmt"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/fault"
)

// A Kind says what a version is to the document.
type Kind string

// The kinds of version.
const (
	FirstIssue  Kind = ""
	Revision    Kind = "REV" // replaces the first issue, or the revision before it
	Addendum    Kind = "ADD"
	Corrigendum Kind = "COR"
)

// Kinds lists those that follow a first issue.
func Kinds() []Kind { return []Kind{Revision, Addendum, Corrigendum} }

// A Label names a version within its document: "-" for the first issue, else its kind
// and its count, as in "REV 1".
type Label string

// First is the label of the first issue.
const First Label = "-"

// LabelOf makes a label; no counts from 1 and means nothing for a first issue.
func LabelOf(k Kind, no int) Label {
	if k == FirstIssue {
		return First
	}
	return Label(fmt.Sprintf("%s %d", k, no))
}

// Kind is the kind of the version that the label names.
func (l Label) Kind() Kind {
	kind, _, found := strings.Cut(string(l), " ")
	if !found {
		return FirstIssue
	}
	return Kind(kind)
}

// Folder is the label as the name of a folder: FIRST, REV-1.
func (l Label) Folder() string {
	if l == First {
		return "FIRST"
	}
	return strings.ReplaceAll(string(l), " ", "-")
}

// Replaces says whether the version stands for the whole document: all but what adds
// to it.
func (l Label) Replaces() bool { return l.Kind() == FirstIssue || l.Kind() == Revision }

// ParseLabel reads a label as people write it: REV 1, rev1, Rev.1, or - for the first
// issue.
func ParseLabel(s string) (Label, error) {
	text := strings.ToUpper(strings.TrimSpace(s))
	if text == string(First) {
		return First, nil
	}
	for _, k := range Kinds() {
		rest, is := strings.CutPrefix(text, string(k))
		if !is {
			continue
		}
		no := strings.TrimLeft(rest, " .-")
		if n, err := strconv.Atoi(no); err == nil && n >= 1 && n <= MaxVersions && strconv.Itoa(n) == no && len(rest)-len(no) <= 2 {
			return LabelOf(k, n), nil
		}
	}
	return "", fault.New(fault.Usage, "%q is not a version.", cut(s)).Then("Write - for the first issue, or REV 1, ADD 1, COR 1.")
}

// ParseSymbol reads a symbol in any case, and the version that may stand behind it, as
// in ASEM/SOM/2006/12 REV 1. version is empty where none stands there.
func ParseSymbol(s string) (symbol asem.Symbol, version Label, err error) {
	text := strings.TrimSpace(s)
	end := strings.IndexAny(text, " \t")
	if end < 0 {
		if i := strings.LastIndexByte(text, '/'); i > 0 && i+1 < len(text) && (text[i+1] < '0' || text[i+1] > '9') {
			end = i // ASEM/SOM/2006/12/REV.1
		}
	}
	if end > 0 {
		if version, err = ParseLabel(text[end+1:]); err != nil {
			return "", "", err
		}
		text = text[:end]
	}
	symbol, err = asem.ParseSymbol(text)
	if err != nil {
		return "", "", fault.New(fault.Usage, "%q is not a symbol.", cut(s)).Then("Write it like ASEM/SOM/2006/12, or with its version, ASEM/SOM/2006/12 REV 1.")
	}
	return symbol, version, nil
}

// Cited is a symbol with its version as people write it: the first issue by the
// symbol alone.
func Cited(s asem.Symbol, l Label) string {
	if l == First || l == "" {
		return string(s)
	}
	return string(s) + " " + string(l)
}

// cut keeps what is quoted of somebody's words short.
func cut(s string) string {
	if len(s) > 60 {
		return strings.ToValidUTF8(s[:60], "") + ".."
	}
	return s
}

package asem

import (
	"fmt"
	"strconv"
	"strings"
)

// Number is the place of something posted in the one sequence that all posts
// share, for ever: 4211 is written #4211. Zero is no number.
type Number uint64

// String writes the number as people cite it, with its mark.
func (n Number) String() string { return "#" + strconv.FormatUint(uint64(n), 10) }

// ParseNumber reads a number with or without its mark. It accepts neither signs,
// nor spaces, nor zero.
func ParseNumber(s string) (Number, error) {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 10, 63)
	if err != nil || v == 0 {
		return 0, fmt.Errorf("%q is not a number like 4211 or #4211", s)
	}
	return Number(v), nil
}

// Login names one delegate: two or more parts of lower-case ASCII letters,
// digits and hyphens, joined by dots, as in first.last. It is an identifier,
// not an address, and never changes hands.
type Login string

// maxLogin keeps a login on one line of any list beside name and mission.
const maxLogin = 48

// ParseLogin checks the form of a login.
func ParseLogin(s string) (Login, error) {
	parts := strings.Split(s, ".")
	if len(s) > maxLogin || len(parts) < 2 {
		return "", fmt.Errorf("%q is not a login: write it like first.last, at most %d characters", s, maxLogin)
	}
	for _, p := range parts {
		if !isWord(p) {
			return "", fmt.Errorf("%q is not a login: only a-z, 0-9 and hyphens between the dots", s)
		}
	}
	return Login(s), nil
}

// BoardID names a board as people type it: finance, global-threats.
type BoardID string

// maxBoardID keeps the name of a board typeable.
const maxBoardID = 40

// ParseBoardID checks the form of a board's name, not whether there is such a board.
func ParseBoardID(s string) (BoardID, error) {
	if len(s) > maxBoardID || !isWord(s) {
		return "", fmt.Errorf("%q is not a board's name: a-z, 0-9 and hyphens, at most %d characters", s, maxBoardID)
	}
	return BoardID(s), nil
}

// BoardNamed is the board that a person means by a word, in whatever case it is typed.
// Whether there is such a board is the desk's to say.
func BoardNamed(word string) BoardID { return BoardID(strings.ToLower(word)) }

// ClusterID names a cluster, a theme that links boards of several pillars.
type ClusterID string

// Words are identifiers as words: partners, addresses, clusters.
func Words[S ~string](ids []S) []string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = string(id)
	}
	return words
}

// Listed writes identifiers as people read a list of them: FI, VN.
func Listed[S ~string](ids []S) string { return strings.Join(Words(ids), ", ") }

// isWord says whether s is lower-case ASCII letters, digits and inner hyphens.
func isWord(s string) bool {
	if s == "" || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for _, c := range s {
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

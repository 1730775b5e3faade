package asem

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

// Code is a partner by ISO 3166 alpha-2 code (FI, VN); EU is the European Union
// and XA the ASEAN Secretariat, both from the range that ISO leaves to its users.
type Code string

// Region is the side of the Asia-Europe Meeting on which a partner stands.
type Region string

// The two regions.
const (
	Asia   Region = "Asia"
	Europe Region = "Europe"
)

// Partner is a state or institution of ASEM.
type Partner struct {
	Code   Code
	Name   string
	Region Region
	Group  string    // how the partner coordinates: EU, non-EU, ASEAN, NESA, institution
	Joined time.Time // the day, at midnight UTC
	Summit string    // where it was welcomed
}

// Partners lists all 53, by code. The slice is the caller's own.
func Partners() []Partner {
	rows := table(partnersTSV, 7)
	partners := make([]Partner, 0, len(rows))
	for _, r := range rows {
		partners = append(partners, Partner{
			Code: Code(r[0]), Name: r[1], Region: Region(r[2]), Group: r[3],
			Joined: day(r[4]), Summit: r[5],
		})
	}
	sort.Slice(partners, func(i, j int) bool { return partners[i].Code < partners[j].Code })
	return partners
}

// ParseCode reads the code of a known partner, in upper or lower case.
func ParseCode(s string) (Code, error) {
	code := Code(strings.ToUpper(s))
	for _, p := range Partners() {
		if p.Code == code {
			return code, nil
		}
	}
	return "", fmt.Errorf("%q is not the code of an ASEM partner: two letters like FI or VN, EU or XA", s)
}

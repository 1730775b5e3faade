package packet

import (
	"fmt"
	"strconv"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/roster"
)

// A Domain is what stands behind the @ of an installation's names. It lies below
// .internal, which no network will ever give away.
type Domain string

// DomainOf is the domain of an installation with this key hash, which it keeps for ever.
func DomainOf(hash uint32) Domain { return Domain(fmt.Sprintf("%08x.avs.internal", hash)) }

// ID is the Message-ID, without brackets, of a number in a version, which counts from 1.
func (d Domain) ID(n asem.Number, version int) string {
	if version > 1 {
		return fmt.Sprintf("%d.v%d@%s", uint64(n), version, d)
	}
	return fmt.Sprintf("%d@%s", uint64(n), d)
}

// Number is the number that a Message-ID of this installation names.
func (d Domain) Number(id string) (n asem.Number, ok bool) {
	local, domain, found := strings.Cut(id, "@")
	local, version, versioned := strings.Cut(local, ".v")
	if !found || !strings.EqualFold(domain, string(d)) {
		return 0, false
	}
	if _, err := strconv.ParseUint(version, 10, 32); versioned && err != nil {
		return 0, false
	}
	v, err := strconv.ParseUint(local, 10, 64)
	return asem.Number(v), err == nil && v > 0
}

// Address writes an address as one of mail.
func (d Domain) Address(a roster.Address) string {
	local := strings.ReplaceAll(string(a), " ", "_")
	switch {
	case strings.HasPrefix(local, "@"):
		local = "+" + strings.ReplaceAll(local[1:], ":", "=")
	case a.Form() == roster.ToBoard:
		local = string(a.Board())
	}
	return local + "@" + string(d)
}

// Named reads an address of mail back. One without a domain, or with one that has no dot
// and so leads nowhere in the world, as mail programs add the name of their machine, is
// taken for this one. ok is false for one of another domain.
func (d Domain) Named(mail string) (a roster.Address, ok bool) {
	local, domain, found := strings.Cut(strings.TrimSpace(mail), "@")
	if found && strings.Contains(domain, ".") && !strings.EqualFold(domain, string(d)) || local == "" {
		return "", false
	}
	local = strings.ReplaceAll(local, "_", " ")
	if group, is := strings.CutPrefix(local, "+"); is {
		return roster.Address("@" + strings.ReplaceAll(group, "=", ":")), true
	}
	if strings.ContainsAny(local, "./") || len(local) == 2 {
		return roster.Address(local), true
	}
	return roster.OnBoard(asem.BoardID(strings.ToLower(local))), true
}

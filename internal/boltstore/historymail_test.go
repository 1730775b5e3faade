package boltstore

import (
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// letters sends a letter, which sometimes answers the one of that number, or passes
// it on.
func (c *chronicler) letters(n asem.Number) (asem.Login, rule.Action) {
	a := mail.Send{To: c.receivers(), Subject: c.words("Letter"), Text: c.words("Between us")}
	switch c.random.IntN(4) {
	case 0:
		a.ReplyTo = n
	case 1:
		a.Forward = n
	}
	if cut := c.random.IntN(len(a.To)); cut > 0 {
		a.To, a.Cc = a.To[:cut], a.To[cut:]
	}
	if len(c.files) > 0 && c.random.IntN(3) == 0 {
		a.Files = []rule.File{c.files[c.random.IntN(len(c.files))]}
	}
	return logins[c.random.IntN(len(logins))], a
}

// receivers are some, in all forms that a letter may have.
func (c *chronicler) receivers() []roster.Address {
	all := []roster.Address{"delegate.one", "delegate.two", "moderator.one", "FI", "VN", "@coordinators", roster.ToModerators("finance"), "@asean", roster.Everybody}
	from := c.random.IntN(len(all))
	return slices.Clone(all[from:min(len(all), from+1+c.random.IntN(3))])
}

package boltstore

import (
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// notices posts a notice, or does something about the one of that number.
func (c *chronicler) notices(n asem.Number) (asem.Login, rule.Action) {
	switch c.random.IntN(8) {
	case 0, 1, 2:
		a := notice.Post{Level: notice.Levels()[c.random.IntN(3)], To: c.addresses(), Title: c.words("Notice"), Text: c.words("Be it known"),
			Pin: c.random.IntN(3) == 0, Ack: c.random.IntN(2) == 0}
		if c.random.IntN(3) == 0 {
			a.AckBy, a.Expires = c.now.Add(24*time.Hour), c.now.Add(48*time.Hour)
		}
		return "moderator.one", a
	case 3:
		return "moderator.one", notice.Correct{Number: n, Text: c.words("Rather be it known")}
	case 4:
		return "moderator.two", notice.Pin{Number: n, On: c.random.IntN(2) == 0}
	case 5:
		return "moderator.one", notice.Remind{Number: n}
	}
	return logins[c.random.IntN(2)], notice.Acknowledge{Number: n}
}

// addresses are some, in all forms that a notice may have.
func (c *chronicler) addresses() []roster.Address {
	all := []roster.Address{roster.Everybody, "@asia", "@eu", "FI", "VN", "FI/Brussels", roster.OnBoard("finance")}
	from := c.random.IntN(len(all))
	return all[from:min(len(all), from+1+c.random.IntN(3))]
}

package roster

import "asem.internal/avs/internal/asem"

// Author is who wrote something, as it was then: a delegate, or the external
// author of something imported.
type Author struct {
	Login   asem.Login `cbor:"login,omitempty"` // empty for an external author
	Name    string     `cbor:"name,omitempty"`
	Partner asem.Code  `cbor:"partner,omitempty"`
	Mission string     `cbor:"mission,omitempty"`
	Address string     `cbor:"address,omitempty"` // of an external author
}

// AuthorOf is a delegate as an author, as the roster says now.
func AuthorOf(s State, login asem.Login) Author {
	d, _ := s.Delegate(login)
	return Author{Login: d.Login, Name: d.Name, Partner: d.Partner, Mission: d.Mission}
}

package roster

import "asem.internal/avs/internal/asem"

// Author is who wrote something, as it was then: a delegate, or the external
// author of something imported.
type Author struct {
	Login   asem.Login `json:"login,omitempty"` // empty for an external author
	Name    string     `json:"name,omitempty"`
	Partner asem.Code  `json:"partner,omitempty"`
	Mission string     `json:"mission,omitempty"`
	Address string     `json:"address,omitempty"` // of an external author
}

// AuthorOf is a delegate as an author, as the roster says now.
func AuthorOf(s State, login asem.Login) Author {
	d, _ := s.Delegate(login)
	return Author{Login: d.Login, Name: d.Name, Partner: d.Partner, Mission: d.Mission}
}

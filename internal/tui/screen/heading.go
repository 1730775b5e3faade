package screen

import (
	"strings"

	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/secretariat"
)

// PostHeading is what is told of a post before its text, in parts that the screens
// lay out as they have room.
type PostHeading struct {
	Number string // #4211, and whether it is new
	Title  string // of the topic
	Author string // First Last, FI Brussels
	When   string // in the reader's zone
	Marks  string // in reply to #4209, edited; separated by two blanks
}

// Heading tells what there is to tell of a post.
func Heading(seat *Seat, p secretariat.PostView) PostHeading {
	var marks []string
	if p.ReplyTo != 0 {
		marks = append(marks, "in reply to "+p.ReplyTo.String())
	}
	if p.Edited() {
		marks = append(marks, "edited "+seat.Date(p.Current().At))
	}
	if p.Public {
		marks = append(marks, "public")
	}
	if p.Hidden != nil {
		marks = append(marks, "hidden")
	}
	number := p.Number.String()
	if p.New {
		number += "  new"
	}
	return PostHeading{
		Number: number, Title: p.Title, Author: AuthorOf(p.Author),
		When: seat.Date(p.At), Marks: strings.Join(marks, "  "),
	}
}

// ShortOf names an author in a list: a delegate by partner and login, others by name.
func ShortOf(a roster.Author) string {
	if a.Login == "" {
		return a.Name
	}
	return string(a.Partner) + " " + string(a.Login)
}

// AuthorOf names an author with partner and mission. An external author is named
// without address, which is often longer than a line; without a name by it.
func AuthorOf(a roster.Author) string {
	name := a.Name
	if name == "" {
		name = string(a.Login)
	}
	switch {
	case name == "":
		return a.Address
	case a.Partner != "" && a.Mission != "":
		return name + ", " + string(a.Partner) + " " + a.Mission
	case a.Partner != "":
		return name + ", " + string(a.Partner)
	}
	return name
}

package rule

import (
	"unicode/utf8"

	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/plain"
)

// Bounds of what a delegate writes. Each refusal says the bound and what to do instead.
const (
	MaxTitle = 160      // characters of a title: two lines of an 80-column heading
	MaxText  = 64 << 10 // bytes of a text: some twenty printed pages
)

// Title cleans the title of something, "topic" or "notice", and checks its bounds.
func Title(of, s string) (string, error) { return Headline(of, "title", s) }

// Headline is Title for something whose title is called otherwise: the subject of a
// letter.
func Headline(of, name, s string) (string, error) {
	if err := plain.Check(name, s, 4*MaxTitle+4); err != nil {
		return "", err
	}
	title := plain.Line(s)
	if plain.Blank(title) {
		return "", fault.New(fault.Usage, "A %s needs a %s.", of, name).Then("Say in one line what it is about.")
	}
	if n := utf8.RuneCountInString(title); n > MaxTitle {
		return "", fault.New(fault.Usage, "The %s has %d characters; %d at most.", name, n, MaxTitle).Then("Shorten it and say the rest in the text.")
	}
	return title, nil
}

// Line cleans a line of some characters at the most, called "reason" or "place". One in
// which nothing is seen is empty.
func Line(name, s string, most int) (string, error) {
	if err := plain.Check(name, s, 4*most); err != nil {
		return "", err
	}
	line := plain.Line(s)
	if n := utf8.RuneCountInString(line); n > most {
		return "", fault.New(fault.Usage, "The %s has %d characters; %d at most.", name, n, most).Then("Shorten it.")
	}
	if plain.Blank(line) {
		return "", nil
	}
	return line, nil
}

// Words cleans a delegate's text and checks its bounds.
func Words(s string) (string, error) {
	if err := plain.Check("text", s, MaxText); err != nil {
		return "", err
	}
	text := plain.Text(s)
	if plain.Blank(text) {
		return "", fault.New(fault.Usage, "The text is empty.").Then("Write something, then send it.")
	}
	return text, plain.Check("text", text, MaxText) // what is spelled out for readers may be longer than what came
}

package documents

import (
	"fmt"
	"slices"
	"strings"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/secretariat"
	"asem.internal/avs/internal/tui/screen"
)

func joined(words []string) string { return strings.Join(words, ", ") }

// head is what there is to know of a version before its text, in lines.
func (d *Document) head() []string {
	v, width := d.version(), d.width()
	lines := plain.Wrap(plain.Line(v.TitleIn(d.shown())), width)
	for i := range lines {
		lines[i] = d.seat.Theme.Strong(lines[i])
	}
	for _, fact := range d.facts(v) {
		lines = append(lines, plain.Wrap(plain.Line(fact), width)...)
	}
	if d.view.MayReceive {
		lines = append(lines, d.seat.Theme.Strong("Your partner has not acknowledged its receipt: a does."))
	}
	return lines
}

// shown is the language of the text that is shown.
func (d *Document) shown() document.Language {
	if d.language == "" {
		return d.version().Language
	}
	return d.language
}

// facts are one to a line.
func (d *Document) facts(v document.Version) []string {
	first := []string{document.Cited(d.view.Symbol, v.Label), screen.AuthorOf(v.Issued), d.seat.Date(v.At)}
	if v.Pillar != "" {
		first = append(first, v.Pillar.Title())
	}
	facts := []string{joined(first)}
	if by := d.view.SupersededBy(v.Label); by != "" {
		facts = append(facts, "Replaced by "+string(by)+"; v goes there")
	}
	if p, err := d.seat.Desk.Silence(d.view.Number); err == nil {
		if words := secretariat.SilenceWords(p, v.Label, d.seat.Zone); words != "" {
			facts = append(facts, strings.ToUpper(words[:1])+words[1:])
		}
	}
	if slices.Contains(d.view.Public, v.Number) {
		facts = append(facts, "Released to the public")
	}
	if v.Meeting != "" {
		facts = append(facts, "Meeting: "+v.Meeting)
	}
	if v.Item != "" {
		facts = append(facts, "Agenda item: "+v.Item)
	}
	if len(v.Clusters) > 0 {
		facts = append(facts, "Clusters: "+asem.Listed(v.Clusters))
	}
	if to := d.circulated(); to != "" {
		facts = append(facts, "Circulated to "+to)
	}
	if len(d.view.Versions) > 1 {
		facts = append(facts, "Versions: "+d.versions())
	}
	facts = append(facts, d.files(v)...)
	if v.Brackets > 0 {
		facts = append(facts, fmt.Sprintf("%s in square brackets; [ lists them", screen.Count(v.Brackets, "passage")))
	}
	return facts
}

// mostAddresses bounds the addresses that are named on the screen.
const mostAddresses = 12

func (d *Document) circulated() string {
	var words []string
	for i, c := range d.view.Circulated {
		if i == mostAddresses {
			words = append(words, fmt.Sprintf("and %d more", len(d.view.Circulated)-i))
			break
		}
		words = append(words, string(c.To))
	}
	return joined(words)
}

func (d *Document) versions() string {
	words := make([]string, len(d.view.Versions))
	for i, v := range d.view.Versions {
		words[i] = string(v.Label)
		if v.Label == d.label {
			words[i] += " (this)"
		}
	}
	return joined(words)
}

// mostFiles bounds the files that are named on the screen.
const mostFiles = 12

func (d *Document) files(v document.Version) []string {
	var lines []string
	for i, f := range v.Files {
		if i == mostFiles {
			return append(lines, fmt.Sprintf("and %d more files: `doc show %s`", len(v.Files)-i, d.view.Symbol))
		}
		line := fmt.Sprintf("File %d: %s, %s, %d bytes", i+1, plain.Line(f.Name), f.Language, f.Bytes)
		if len(v.Files) > 1 && i == d.shownFile() {
			line += " (this)"
		}
		lines = append(lines, line)
	}
	return lines
}

// mostReceipts bounds the receipts that are listed below a text.
const mostReceipts = 60

// tail says below the text who acknowledged receipt, to those whose business it is.
func (d *Document) tail() []string {
	if !d.view.MayGoOn {
		return nil
	}
	receipts, err := d.seat.Desk.Receipts(d.view.Symbol)
	if err != nil || len(receipts) == 0 {
		return nil
	}
	var missing, lines []string
	for _, r := range receipts {
		switch {
		case !r.Received:
			missing = append(missing, string(r.Partner))
		case len(lines) < mostReceipts:
			lines = append(lines, fmt.Sprintf("%s  received %s, %s, %s", r.Partner, r.Version, r.Receipt.By, d.seat.Date(r.Receipt.At)))
		}
	}
	lines = append([]string{""}, lines...)
	if len(missing) > 0 {
		lines = append(lines, plain.Wrap("Receipt not acknowledged yet: "+joined(missing)+".", d.width())...)
	}
	return lines
}

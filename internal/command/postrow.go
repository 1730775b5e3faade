package command

import (
	"fmt"
	"strings"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/plain"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

// postRow is a post for programs. Kind leaves room for what else has numbers.
type postRow struct {
	Number   asem.Number  `json:"number"`
	Kind     string       `json:"kind"`
	Topic    asem.Number  `json:"topic"`
	Board    asem.BoardID `json:"board"`
	Title    string       `json:"title"`
	Author   string       `json:"author"`
	Partner  asem.Code    `json:"partner"`
	At       time.Time    `json:"at"`
	Text     string       `json:"text"`
	ReplyTo  *asem.Number `json:"replyTo"`
	Edited   bool         `json:"edited"`
	Withheld string       `json:"withheld,omitempty"`
	Files    []fileRow    `json:"files,omitempty"`
}

type fileRow struct {
	Index int    `json:"index"`
	Name  string `json:"name"`
	Type  string `json:"type"`
	Bytes int64  `json:"bytes"`
}

func postRowOf(p secretariat.PostView) postRow {
	row := postRow{Number: p.Number, Kind: "post", Topic: p.Topic, Board: p.Board, Title: plain.Line(p.Title),
		Author: authorName(p.Author), Partner: p.Author.Partner, At: p.At.UTC(), Text: plain.Text(p.Text),
		Edited: p.Edited(), Withheld: plain.Line(p.Withheld)}
	if p.ReplyTo != 0 {
		row.ReplyTo = &p.ReplyTo
	}
	row.Files = fileRows(p.Files)
	return row
}

func fileRows(files []rule.File) (rows []fileRow) {
	for i, f := range files {
		rows = append(rows, fileRow{i + 1, plain.Line(f.Name), plain.Line(f.Type), f.Bytes})
	}
	return rows
}

// showPost writes a post for people: a fact a line, then the text.
func (e *errand) showPost(p secretariat.PostView, topic secretariat.TopicView) {
	e.say("Number:   %s", p.Number)
	e.say("Topic:    %s", titled(p.Topic, p.Title))
	if is := standing(topic); is != "" {
		e.say("State:    %s", is)
	}
	e.say("Board:    %s", p.Board)
	if p.ReplyTo != 0 {
		e.say("Reply to: %s", p.ReplyTo)
	}
	if p.Public {
		e.say("Public:   released; see %s", e.ssh("released"))
	}
	e.say("From:     %s", authorInFull(p.Author))
	e.say("Date:     %s", e.moment(p.At))
	if p.Edited() {
		e.say("Edited:   %s, last on %s; see %s", count(len(p.Versions)-1, "time"), e.moment(p.Current().At),
			e.ssh("history %d", p.Number))
	}
	e.showFileRows(p.Number, fileRows(p.Files))
	e.say("")
	e.showText(p)
}

func (e *errand) showFileRows(n asem.Number, files []fileRow) {
	for _, f := range files {
		e.say("File %d:   %s, %s", f.Index, f.Name, count(int(f.Bytes), "byte"))
	}
	if len(files) > 0 {
		e.say("          Fetch one with %s", e.ssh("save %d INDEX > FILE", n))
	}
}

func (e *errand) showText(p secretariat.PostView) {
	if p.Withheld != "" {
		e.say("(%s)", plain.Line(p.Withheld))
		return
	}
	e.say("%s", plain.Text(p.Text))
}

// postLine is the line above a post of a thread: #4213, reply to #4211, FI
// first.last, date, and what else is to be known.
func (e *errand) postLine(p secretariat.PostView) string {
	facts := []string{p.Number.String()}
	if p.ReplyTo != 0 {
		facts = append(facts, "reply to "+p.ReplyTo.String())
	}
	facts = append(facts, plain.Line(authorCell(p.Author)), e.moment(p.At))
	if p.Edited() {
		facts = append(facts, "edited")
	}
	if n := len(p.Files); n > 0 {
		facts = append(facts, count(n, "file"))
	}
	if p.New {
		facts = append(facts, "new")
	}
	return strings.Join(facts, ", ")
}

// topicLines is what stands above a thread.
func topicLines(t secretariat.ThreadPage) string {
	line := fmt.Sprintf("Topic %s\nBoard %s: %s, %d new", titled(t.Topic.Number, t.Topic.Title), t.Topic.Board,
		count(t.Topic.Posts, "post"), t.Topic.New)
	if is := standing(t.Topic); is != "" {
		line += ", " + is
	}
	return line
}

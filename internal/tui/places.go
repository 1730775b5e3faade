package tui

import (
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/tui/screen"
	"asem.internal/avs/internal/tui/screen/archive"
	"asem.internal/avs/internal/tui/screen/boards"
	"asem.internal/avs/internal/tui/screen/compose"
	"asem.internal/avs/internal/tui/screen/desk"
	"asem.internal/avs/internal/tui/screen/directory"
	"asem.internal/avs/internal/tui/screen/documents"
	"asem.internal/avs/internal/tui/screen/drafts"
	"asem.internal/avs/internal/tui/screen/history"
	"asem.internal/avs/internal/tui/screen/letters"
	"asem.internal/avs/internal/tui/screen/notices"
	"asem.internal/avs/internal/tui/screen/procedures"
	"asem.internal/avs/internal/tui/screen/reader"
	"asem.internal/avs/internal/tui/screen/records"
	"asem.internal/avs/internal/tui/screen/today"
	"asem.internal/avs/internal/tui/screen/topics"
)

// build makes the screen that stands at a place.
func (r *Root) build(p screen.Place) (screen.Screen, error) {
	switch p := p.(type) {
	case screen.Today:
		return today.New(&r.seat)
	case screen.Boards:
		return boards.New(&r.seat, p)
	case screen.Topics:
		return topics.New(&r.seat, p)
	case screen.Read:
		return reader.New(&r.seat, p)
	case screen.Write:
		return compose.New(&r.seat, p)
	case screen.Procedures:
		return procedures.NewList(&r.seat)
	case screen.Procedure:
		return procedures.New(&r.seat, p)
	case screen.Records:
		return records.NewList(&r.seat, p)
	case screen.Record:
		return records.New(&r.seat, p)
	case screen.Calendar:
		return records.NewCalendar(&r.seat)
	case screen.Drafts:
		return drafts.New(&r.seat)
	case screen.Directory:
		return directory.New(&r.seat, p)
	case screen.Archive:
		return archive.New(&r.seat, p)
	case screen.Desk:
		return desk.New(&r.seat)
	case screen.Notices:
		return notices.NewList(&r.seat)
	case screen.Notice:
		return notices.New(&r.seat, p)
	case screen.Letters:
		return letters.NewList(&r.seat, p)
	case screen.Letter:
		return letters.New(&r.seat, p)
	case screen.Documents:
		return documents.NewList(&r.seat, p)
	case screen.Document:
		return documents.New(&r.seat, p)
	case screen.Difference:
		return documents.NewDifference(&r.seat, p)
	case screen.Brackets:
		return documents.NewBrackets(&r.seat, p)
	case screen.Papers:
		return documents.NewPapers(&r.seat)
	case screen.History:
		return history.New(&r.seat, p)
	case screen.Help:
		if p.Page != "" {
			return newPage(r, p.Page)
		}
		return newHelp(r), nil
	default:
		return nil, fault.New(fault.NotFound, "There is no screen for %T.", p)
	}
}

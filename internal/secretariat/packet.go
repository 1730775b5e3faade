package secretariat

import (
	"context"
	"sort"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/fault"
	"asem.internal/avs/internal/forum"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
)

// A Parcel is one thing of a packet, as the delegate may read it. One of the fields is
// set.
type Parcel struct {
	Post      *PostView
	Notice    *NoticeView
	Letter    *LetterView
	Procedure *ProcedureView
	Record    *Record       // of another kind of records
	Document  *DocumentView // in Version
	Version   document.Version
}

// PacketSince says from where a packet goes.
type PacketSince struct {
	Number asem.Number  // what was made after what has this number; 0 for none
	At     time.Time    // what was made since then; zero for since the last packet
	Board  asem.BoardID // posts of this board alone, collections brought there too; empty for everything
}

// entriesAtOnce is how many entries of the journal one view looks through.
const entriesAtOnce = 500

// Packet gives everything that came to the delegate, each thing once and as it is now,
// in the order in which it came. It answers with the entry up to which that was; whoever
// has taken all of it says so with PacketTaken. An error of do ends it.
func (d *Desk) Packet(ctx context.Context, since PacketSince, do func(Parcel) error) (upTo uint64, err error) {
	from, upTo, err := d.packetSpan(since)
	if err != nil {
		return 0, err
	}
	given := map[asem.Number]bool{}
	for from < upTo {
		var list []journal.Entry
		_, err := d.ask(roster.Read, "", func(s State, _ roster.Delegate) error {
			for ; from < upTo && len(list) < entriesAtOnce; from++ {
				e, err := s.Entry(from + 1)
				if err != nil {
					return err
				}
				list = append(list, e)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		for _, e := range list {
			for _, f := range e.Facts {
				n, ok := since.wants(f)
				if !ok || given[n] {
					continue
				}
				given[n] = true
				if err := d.parcel(n, since.Board, do); err != nil {
					return 0, err
				}
			}
		}
		if err := ctx.Err(); err != nil {
			return 0, fault.New(fault.Failed, "The packet was given up.").Because(err)
		}
	}
	return upTo, nil
}

// wants is the number of what a fact brought that belongs into the packet.
func (p PacketSince) wants(f rule.Fact) (n asem.Number, ok bool) {
	switch f := f.(type) {
	case forum.Posted:
		return f.Number, p.Board == "" && f.Origin == "" || p.Board != "" && f.Board == p.Board
	case forum.Edited:
		return f.Number, true // of another board: it is left out when it is read
	case notice.Posted:
		return f.Number, p.Board == ""
	case notice.Corrected:
		return f.Number, p.Board == ""
	case document.Issued:
		return f.Number, p.Board == "" && !f.Archived
	case document.Circulated:
		return f.Document, p.Board == ""
	case mail.Sent:
		return f.Number, p.Board == ""
	}
	n, _, ok = recordOf(f)
	return n, ok && p.Board == ""
}

// parcel gives one thing, if it reaches the delegate and is not their own. Of one board,
// where one is named, it gives all posts.
func (d *Desk) parcel(n asem.Number, board asem.BoardID, do func(Parcel) error) error {
	to, err := d.Find(n.String())
	if err != nil || board != "" && to.Kind != KindPost {
		return nil // it does not reach them, or is no more
	}
	var p Parcel
	switch to.Kind {
	case KindPost:
		v, err := d.Post(n)
		switch {
		case err != nil || v.Withheld != "", board == "" && (v.Mine || v.Imported), board != "" && v.Board != board:
			return nil
		}
		p.Post = &v
	case KindNotice:
		v, err := d.Notice(n)
		if err != nil || v.Mine {
			return nil
		}
		p.Notice = &v
	case KindLetter:
		v, err := d.Letter(n)
		if err != nil || v.Mine || v.Folder == FolderRemoved {
			return nil
		}
		p.Letter = &v
	case KindProcedure:
		v, err := d.Procedure(n)
		if err != nil {
			return nil
		}
		p.Procedure = &v
	case KindDocument:
		v, err := d.Document(to.Symbol)
		version, ok := v.Version(to.Version)
		if err != nil || !ok || version.Number != n || version.Issued.Login == d.login {
			return nil
		}
		p.Document, p.Version = &v, version
	case KindInitiative, KindMeeting, KindProgramme, KindContingency:
		v, err := d.Record(to.Kind, n)
		if err != nil {
			return nil
		}
		p.Record = &v
	default:
		return nil
	}
	return do(p)
}

// packetSpan is behind which entry a packet begins, and with which it ends.
func (d *Desk) packetSpan(since PacketSince) (from, upTo uint64, err error) {
	if since.Number != 0 {
		if since.At, err = d.dateOf(since.Number); err != nil {
			return 0, 0, err
		}
		since.At = since.At.Add(time.Nanosecond)
	}
	_, err = d.ask(roster.Read, "", func(s State, me roster.Delegate) error {
		if _, ok := s.Board(since.Board); since.Board != "" && !ok {
			return noBoard(since.Board)
		}
		upTo, _ = s.Last()
		from = s.Taken(d.login)
		if since.At.IsZero() && from != 0 {
			return nil
		}
		if since.At.IsZero() {
			since.At = me.Since.Add(-d.office.limits.Floor)
		}
		var broken error
		from = uint64(sort.Search(int(upTo), func(i int) bool {
			e, err := s.Entry(uint64(i) + 1)
			if err != nil {
				broken = err
			}
			return !e.At.Before(since.At)
		}))
		return broken
	})
	return from, upTo, err
}

// dateOf is when what has a number was made, if it reaches the delegate.
func (d *Desk) dateOf(n asem.Number) (at time.Time, err error) {
	to, err := d.Find(n.String())
	if err != nil {
		return at, err
	}
	switch to.Kind {
	case KindPost:
		v, err := d.Post(n)
		return v.At, err
	case KindNotice:
		v, err := d.Notice(n)
		return v.At, err
	case KindLetter:
		v, err := d.Letter(n)
		return v.At, err
	case KindProcedure:
		v, err := d.Procedure(n)
		return v.At, err
	case KindDocument:
		v, err := d.Document(to.Symbol)
		version, _ := v.Version(to.Version)
		return version.At, err
	case KindInitiative, KindMeeting, KindProgramme, KindContingency:
		v, err := d.Record(to.Kind, n)
		return v.At, err
	}
	return at, fault.New(fault.NotFound, "There is nothing numbered %s that you can read.", n)
}

// PacketTaken remembers that the delegate has all that came up to an entry: the next
// packet goes on from there. It never goes back.
func (d *Desk) PacketTaken(upTo uint64) error {
	return d.office.clerk.beside(func(l Ledger) {
		if l.Taken(d.login) < upTo {
			l.PutTaken(d.login, upTo)
		}
	})
}

package secretariat

import (
	"cmp"
	"slices"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/document"
	"asem.internal/avs/internal/newsrc"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/procedure"
	"asem.internal/avs/internal/roster"
)

// Kind is what something with a number is.
type Kind string

// The kinds.
const (
	KindPost     Kind = "post"
	KindNotice   Kind = "notice"
	KindDocument Kind = "document"
	KindDraft    Kind = "draft" // of a document, of the delegate's own
	KindLetter   Kind = "letter"
	KindPerson   Kind = "person"

	KindProcedure   Kind = "procedure"
	KindInitiative  Kind = "initiative" // or a dialogue facility
	KindMeeting     Kind = "meeting"
	KindProgramme   Kind = "programme"
	KindContingency Kind = "contingency"
	KindOffice      Kind = "office"
	KindReminder    Kind = "reminder" // of something that falls due
	KindStocktaking Kind = "stocktaking"
)

// Box is the shelf on which everything of a kind lies that was sent to an address.
func Box(k Kind, to roster.Address) asem.Shelf { return asem.Shelf(string(k) + "/" + string(to)) }

// A tray is what one delegate is reached by of one kind: the boxes of all addresses
// that are theirs now. Whoever takes over an office or a mission finds its boxes in
// the tray, and whoever leaves it does not. It is good for one transaction.
type tray struct {
	state State
	boxes []box
}

// A box of an office that the delegate has handed over holds for them what came in their
// time, and nothing new.
type box struct {
	shelf asem.Shelf
	news  newsrc.Board
	past  *roster.Past // nil for an address that is theirs now
	kind  Kind
}

// ordinal is that of something that lies in the box for the delegate.
func (b box) ordinal(s State, n asem.Number) (uint32, bool) {
	ordinal, ok := s.OrdinalIn(b.shelf, n)
	if !ok || b.past == nil {
		return ordinal, ok
	}
	return ordinal, b.told(s, n, ordinal)
}

// told says whether there was something new of what lies in the box in the delegate's time.
// Of what is delivered again whenever there is something new the box knows the last time only.
func (b box) told(s State, n asem.Number, ordinal uint32) bool {
	switch b.kind {
	case KindNotice:
		found, ok := s.Notice(n)
		return ok && found.ToldDuring(b.past.Tenure)
	case KindDocument:
		found, ok := s.Document(n)
		return ok && found.ToldAt(b.past.Address, b.past.Tenure)
	case KindProcedure:
		found, ok := s.Procedure(n)
		return ok && found.ToldDuring(b.past.Tenure)
	case KindContingency:
		found, ok := s.Contingency(n)
		return ok && found.ToldDuring(b.past.Tenure)
	}
	_, since, ok := s.At(b.shelf, ordinal)
	return ok && b.past.During(since)
}

// in is a page of what lies in the box for the delegate, in the direction of the range.
func (b box) in(s State, r Range) ([]asem.Number, bool) {
	if b.past == nil {
		return directed(func(r Range) ([]asem.Number, bool) { return s.In(b.shelf, r) })(r)
	}
	return sifted(r, directed(func(r Range) ([]asem.Number, bool) { return s.In(b.shelf, r) }), func(n asem.Number) bool {
		_, ok := b.ordinal(s, n)
		return !ok
	})
}

// tray opens the boxes of a delegate that hold something.
func (o *Office) tray(s State, me roster.Delegate, k Kind) tray {
	t := tray{state: s}
	for _, to := range roster.Addresses(s, me, s.BoardIDs()) {
		shelf := Box(k, to)
		if ordinals := s.Ordinals(shelf); ordinals > 0 {
			t.boxes = append(t.boxes, box{shelf: shelf, news: o.newsOf(s, me, shelf, ordinals), kind: k})
		}
	}
	for _, past := range roster.PastAddresses(me) {
		if shelf := Box(k, past.Address); s.Ordinals(shelf) > 0 {
			t.boxes = append(t.boxes, box{shelf: shelf, past: &past, kind: k})
		}
	}
	return t
}

// holds says whether something lies in the tray: whether the delegate is reached by it.
func (t tray) holds(n asem.Number) bool {
	return slices.ContainsFunc(t.boxes, func(b box) bool { _, ok := b.ordinal(t.state, n); return ok })
}

// until is when the reading of something ended, in an office that was handed over since; zero
// for what lies in a box that is the delegate's now.
func (t tray) until(n asem.Number) (until time.Time) {
	if !slices.ContainsFunc(t.boxes, func(b box) bool { return b.past != nil }) {
		return until
	}
	for _, b := range t.boxes {
		switch _, ok := b.ordinal(t.state, n); {
		case !ok:
		case b.past == nil:
			return time.Time{}
		case until.Before(b.past.Until):
			until = b.past.Until
		}
	}
	return until
}

// document is what is read of a document that lies in the tray.
func (t tray) document(n asem.Number) (document.Document, bool) {
	doc, ok := t.state.Document(n)
	if until := t.until(n); ok && !until.IsZero() {
		doc = doc.AsOf(until)
	}
	return doc, ok
}

// notice is what is read of a notice that lies in the tray.
func (t tray) notice(n asem.Number) (notice.Notice, bool) {
	found, ok := t.state.Notice(n)
	if until := t.until(n); ok && !until.IsZero() {
		found = found.AsOf(until)
	}
	return found, ok
}

// procedure is what is read of a silence procedure that lies in the tray.
func (t tray) procedure(n asem.Number) (procedure.Procedure, bool) {
	found, ok := t.state.Procedure(n)
	if until := t.until(n); ok && !until.IsZero() {
		found = found.AsOf(until)
	}
	return found, ok
}

// asIndexed says of something in a box of an office that was handed over whether it is still
// what the delegate reads of it. The index has it as it is now: what changed since is not
// found, so that no search tells of what came later. Of documents it is asked of a version.
func (t tray) asIndexed(n asem.Number) bool {
	thing := n
	if of, ok := t.state.DocumentOf(n); ok {
		thing = of
	}
	if !t.holds(thing) {
		return false
	}
	until := t.until(thing)
	if until.IsZero() {
		return true
	}
	if doc, ok := t.state.Document(thing); ok {
		return doc.AsOf(until).Has(n)
	}
	if found, ok := t.state.Notice(n); ok {
		return len(found.AsOf(until).Versions) == len(found.Versions)
	}
	if found, ok := t.state.Procedure(n); ok {
		return found.AsOf(until).News() == found.News()
	}
	if found, ok := t.state.Contingency(n); ok {
		return found.AsOf(until).News() == found.News()
	}
	return true // a letter never changes
}

// isNew says whether something is new to the delegate in any of the boxes.
func (t tray) isNew(n asem.Number) bool {
	return slices.ContainsFunc(t.boxes, func(b box) bool {
		ordinal, ok := t.state.OrdinalIn(b.shelf, n)
		return ok && b.past == nil && b.news.IsNew(ordinal)
	})
}

// fresh lists what is new, the newest first, each once, however many boxes it lies in.
// It costs what is new, and not what is stored.
func (t tray) fresh() []asem.Number {
	since := map[asem.Number]time.Time{}
	for _, b := range t.boxes {
		if b.past != nil {
			continue
		}
		for _, ordinal := range b.news.Newest(b.news.Last+1, b.news.New()) {
			if n, at, ok := t.state.At(b.shelf, ordinal); ok && !at.Before(since[n]) {
				since[n] = at
			}
		}
	}
	list := make([]asem.Number, 0, len(since))
	for n := range since {
		list = append(list, n)
	}
	slices.SortFunc(list, func(a, b asem.Number) int {
		return cmp.Or(since[b].Compare(since[a]), cmp.Compare(b, a))
	})
	return list
}

// page lists what lies in the tray, the highest number first, without what skip says.
// It costs what the page costs, times the number of boxes.
func (t tray) page(r Range, skip func(asem.Number) bool) (page []asem.Number, more bool) {
	return sifted(r, t.merged, skip)
}

// sifted is a page of a list without what skip says. The list gives its numbers in the
// direction of the range.
func sifted(r Range, list func(Range) ([]asem.Number, bool), skip func(asem.Number) bool) (page []asem.Number, more bool) {
	for at := r; ; {
		batch, follow := list(at)
		if len(batch) == 0 {
			return ordered(page, r.Backward), false
		}
		for _, n := range batch {
			switch {
			case skip != nil && skip(n):
			case len(page) == r.Limit:
				return ordered(page, r.Backward), true
			default:
				page = append(page, n)
			}
		}
		if !follow {
			return ordered(page, r.Backward), false
		}
		at.From, at.Inclusive = batch[len(batch)-1], false
	}
}

// directed gives a list of the store, which is always in its own order, in the
// direction of the range.
func directed(list func(Range) ([]asem.Number, bool)) func(Range) ([]asem.Number, bool) {
	return func(r Range) ([]asem.Number, bool) {
		page, more := list(r)
		return ordered(page, r.Backward), more
	}
}

func ordered(page []asem.Number, backward bool) []asem.Number {
	if backward {
		slices.Reverse(page)
	}
	return page
}

// merged is one batch out of all boxes, each thing once, in the direction of the range.
func (t tray) merged(r Range) (batch []asem.Number, more bool) {
	for _, b := range t.boxes {
		numbers, follow := b.in(t.state, r)
		batch, more = append(batch, numbers...), more || follow
	}
	slices.SortFunc(batch, func(a, b asem.Number) int {
		if r.Backward {
			return cmp.Compare(a, b)
		}
		return cmp.Compare(b, a)
	})
	batch = slices.Compact(batch)
	if len(batch) > r.Limit {
		batch, more = batch[:r.Limit], true
	}
	return batch, more
}

// MarkReadIn marks as read what was seen of a kind in the delegate's trays: that which
// has another version by now is still new. What does not lie there is passed over.
func (d *Desk) MarkReadIn(k Kind, seen ...Seen) error {
	return d.inTrays(func(l Ledger, me roster.Delegate) {
		var numbers []asem.Number
		for _, was := range seen {
			if versionsOf(l, k, was.Number) == was.Version {
				numbers = append(numbers, was.Number)
			}
		}
		d.office.shelve(l, me, k, true, numbers...)
	})
}

// MarkNewIn marks things of a kind, which lie in the delegate's trays, as new again.
// What does not lie there is passed over.
func (d *Desk) MarkNewIn(k Kind, numbers ...asem.Number) error {
	return d.inTrays(func(l Ledger, me roster.Delegate) { d.office.shelve(l, me, k, false, numbers...) })
}

func (d *Desk) inTrays(mark func(Ledger, roster.Delegate)) error {
	if _, err := d.ask(roster.Read, "", nil); err != nil {
		return err
	}
	return d.office.clerk.beside(func(l Ledger) {
		if me, ok := l.Delegate(d.login); ok {
			mark(l, me)
		}
	})
}

// versionsOf is how many versions something has; a letter has one.
func versionsOf(s State, k Kind, n asem.Number) int {
	switch k {
	case KindNotice:
		found, _ := s.Notice(n)
		return len(found.Versions)
	case KindDocument:
		found, _ := s.Document(n)
		return len(found.Versions)
	case KindProcedure:
		found, _ := s.Procedure(n)
		return found.News()
	case KindInitiative:
		found, _ := s.Initiative(n)
		return found.News
	case KindMeeting:
		found, _ := s.Meeting(n)
		return found.News
	case KindProgramme:
		found, _ := s.Programme(n)
		return found.News
	case KindContingency:
		found, _ := s.Contingency(n)
		return found.News()
	}
	return 1
}

// shelve marks things as read, or as new again, in every box of the delegate in which
// they lie.
func (o *Office) shelve(l Ledger, me roster.Delegate, k Kind, read bool, numbers ...asem.Number) {
	for _, b := range o.tray(l, me, k).boxes {
		if b.past != nil {
			continue
		}
		marks, changed := b.news.Read, false
		for _, n := range numbers {
			ordinal, ok := l.OrdinalIn(b.shelf, n)
			switch {
			case !ok || marks.Has(ordinal) == read:
				continue
			case read:
				marks.Add(ordinal)
			default:
				marks.Remove(ordinal)
			}
			changed = true
		}
		if changed {
			l.PutMarks(me.Login, b.shelf, marks)
		}
	}
}

// shelveOwn marks something of the delegate's own as read: what one writes is not new
// to oneself.
func (o *Office) shelveOwn(l Ledger, login asem.Login, k Kind, n asem.Number) {
	if me, ok := l.Delegate(login); ok {
		o.shelve(l, me, k, true, n)
	}
}

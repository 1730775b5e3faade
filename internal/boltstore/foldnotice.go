package boltstore

import (
	"encoding/binary"
	"slices"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/notice"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Notice(n asem.Number) (notice.Notice, bool) {
	return get[notice.Notice](t, bNotices, number(n))
}

func (t *tx) PinnedNotices() int {
	count := 0
	t.each(bNoticePins, nil, func([]byte) { count++ })
	return count
}

func (t *tx) Pins() []notice.Notice {
	var list []notice.Notice
	c := t.bucket(bNoticePins).Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if n, ok := t.Notice(readNumber(v)); ok {
			list = append(list, n)
		}
	}
	return list
}

func (t *tx) Unacknowledged(partner asem.Code, most int) []notice.Notice {
	keys, _ := t.page(bNoticeAsks, prefix(partner), nil, secretariat.Range{Limit: most})
	return records(keys, func(k []byte) (notice.Notice, bool) { return t.Notice(topicInPlace(k)) })
}

func asksKey(partner asem.Code, n asem.Number) []byte {
	return binary.BigEndian.AppendUint64(prefix(partner), ^uint64(n))
}

func pinKey(entry uint64) []byte { return binary.BigEndian.AppendUint64(nil, ^entry) }

func (t *tx) foldNoticePosted(e journal.Entry, f notice.Posted) {
	if !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	t.ask(f.Number, f.Asked)
	t.sendNotice(e, notice.Notice{
		Number: f.Number, Level: f.Level, To: f.To, Author: f.Author, At: millis(e.At), Asked: f.Asked, AckBy: millis(f.AckBy), Expires: millis(f.Expires),
		Versions: []notice.Version{{At: e.At, By: e.Actor, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes}},
	})
}

// sendNotice writes a notice and makes it new in every box in which it is read.
func (t *tx) sendNotice(e journal.Entry, n notice.Notice) {
	put(t, bNotices, number(n.Number), n)
	for _, to := range n.Readers() {
		t.deliver(secretariat.Box(secretariat.KindNotice, to), n.Number, e.At)
	}
}

// ask remembers which partners have a notice to acknowledge.
func (t *tx) ask(n asem.Number, partners []asem.Code) {
	for _, p := range partners {
		t.putBytes(bNoticeAsks, asksKey(p, n), []byte{})
	}
}

// foldNotice changes a notice that must be there.
func (t *tx) foldNotice(e journal.Entry, f rule.Fact, number asem.Number) (notice.Notice, bool) {
	n, ok := t.Notice(number)
	if !ok {
		t.misfit(e, f)
	}
	return n, ok
}

func (t *tx) foldNoticeCorrected(e journal.Entry, f notice.Corrected) {
	n, ok := t.foldNotice(e, f, f.Number)
	if !ok {
		return
	}
	for _, p := range n.Asked {
		t.remove(bNoticeAsks, asksKey(p, n.Number))
	}
	n.Versions = append(n.Versions, notice.Version{At: e.At, By: e.Actor, Title: f.Title, Digest: f.Digest, Bytes: f.Bytes})
	n.Asked, n.Acks, n.Reminded = f.Asked, nil, nil
	t.ask(n.Number, n.Asked)
	t.sendNotice(e, n)
}

func (t *tx) foldNoticePinned(e journal.Entry, f notice.Pinned) {
	n, ok := t.foldNotice(e, f, f.Number)
	if !ok {
		return
	}
	if n.Pinned != 0 {
		t.remove(bNoticePins, pinKey(n.Pinned))
		n.Pinned = 0
	}
	if f.On {
		n.Pinned = e.Number
		t.putBytes(bNoticePins, pinKey(e.Number), number(n.Number))
	}
	put(t, bNotices, number(n.Number), n)
}

func (t *tx) foldAcknowledged(e journal.Entry, f notice.Acknowledged) {
	n, ok := t.foldNotice(e, f, f.Number)
	if !ok {
		return
	}
	if f.Version == len(n.Versions) {
		n.Acks = append(n.Acks, notice.Ack{Partner: f.Partner, By: f.By, At: e.At})
		t.remove(bNoticeAsks, asksKey(f.Partner, n.Number))
		put(t, bNotices, number(n.Number), n)
	}
}

// foldNoticeReminded makes the notice new again to the partners that were reminded:
// in the box of each, so that nobody else is disturbed.
func (t *tx) foldNoticeReminded(e journal.Entry, f notice.Reminded) {
	n, ok := t.foldNotice(e, f, f.Number)
	if !ok {
		return
	}
	n.Reminded = append(slices.Clone(n.Reminded), e.At)
	put(t, bNotices, number(n.Number), n)
	for _, p := range f.Partners {
		t.deliver(secretariat.Box(secretariat.KindNotice, roster.Address(p)), n.Number, e.At)
	}
}

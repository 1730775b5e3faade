package boltstore

import (
	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/mail"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Letter(n asem.Number) (mail.Letter, bool) {
	return get[mail.Letter](t, bLetters, number(n))
}

func (t *tx) Founded(id asem.BoardID) bool { return t.bucket(bBoards).Get([]byte(id)) != nil }

func (t *tx) Kept(d rule.Digest) bool {
	_, there, err := t.store.blobSize(d)
	if err != nil {
		t.fail(err)
	}
	return there
}

func (t *tx) SentBy(login asem.Login, r secretariat.Range) ([]asem.Number, bool) {
	return t.numbered(bSentBy, prefix(login), r)
}

func (t *tx) Exchange(first asem.Number, r secretariat.Range) ([]asem.Number, bool) {
	var from []byte
	if r.From != 0 {
		from = exchangeKey(first, r.From)
	}
	keys, more := t.page(bExchanges, number(first), from, r)
	numbers := make([]asem.Number, len(keys))
	for i, k := range keys {
		numbers[i] = postInPlace(k)
	}
	return numbers, more
}

func exchangeKey(first, n asem.Number) []byte { return append(number(first), number(n)...) }

// foldSent delivers a letter: into the boxes of all its addresses, and among what its
// sender sent.
func (t *tx) foldSent(e journal.Entry, f mail.Sent) {
	if !t.takeNumber(f.Number) {
		t.misfit(e, f)
		return
	}
	letter := mail.Letter{
		Number: f.Number, From: f.From, To: f.To, Cc: f.Cc, Subject: f.Subject, At: millis(e.At), Digest: f.Digest, Bytes: f.Bytes,
		Files: f.Files, Thread: f.Thread, ReplyTo: f.ReplyTo, Forward: f.Forward,
	}
	put(t, bLetters, number(f.Number), letter)
	t.putBytes(bSentBy, downwards(prefix(f.From.Login), f.Number), []byte{})
	t.putBytes(bExchanges, exchangeKey(f.Thread, f.Number), []byte{})
	t.name(f.Files, f.Number)
	for _, to := range letter.Receivers() {
		t.deliver(secretariat.Box(secretariat.KindLetter, to), f.Number, e.At)
	}
}

package boltstore

import (
	"encoding/binary"
	"time"

	"asem.internal/avs/internal/asem"
	"asem.internal/avs/internal/contingency"
	"asem.internal/avs/internal/journal"
	"asem.internal/avs/internal/reminder"
	"asem.internal/avs/internal/roster"
	"asem.internal/avs/internal/rule"
	"asem.internal/avs/internal/secretariat"
)

func (t *tx) Contingency(n asem.Number) (contingency.Contingency, bool) {
	return get[contingency.Contingency](t, bContingencies, number(n))
}

// foldContingency is foldFact for contingencies.
func (t *tx) foldContingency(e journal.Entry, f rule.Fact) {
	if f, ok := f.(contingency.Declared); ok {
		if !t.takeNumber(f.Number) {
			t.misfit(e, f)
			return
		}
		t.tellContingency(e, contingency.Contingency{Number: f.Number, Title: f.Title, Circle: f.Circle, Author: f.Author, At: e.At, Notice: f.Notice,
			Log: []contingency.Saying{{By: e.Actor, Partner: f.Author.Partner, At: e.At, Digest: f.Digest, Bytes: f.Bytes}}})
		return
	}
	n, known := contingency.NumberOf(f)
	c, there := t.Contingency(n)
	if !known || !there || !c.Open() {
		t.misfit(e, f)
		return
	}
	switch f := f.(type) {
	case contingency.Said:
		c.Log = append(c.Log, contingency.Saying{By: e.Actor, Partner: f.Partner, At: e.At, Digest: f.Digest, Bytes: f.Bytes})
	case contingency.Closed:
		c.Ended, c.Report = e.At, f.Report
	}
	t.tellContingency(e, c)
}

func (t *tx) tellContingency(e journal.Entry, c contingency.Contingency) {
	put(t, bContingencies, number(c.Number), c)
	for _, to := range c.Readers() {
		t.deliver(secretariat.Box(secretariat.KindContingency, to), c.Number, e.At)
	}
}

func (t *tx) Reminders(key reminder.Key) reminder.Record {
	r, ok := get[reminder.Record](t, bReminders, []byte(key))
	if !ok {
		r.Key = key
	}
	return r
}

// snoozeKey is where it stands that somebody put something off until a time.
func snoozeKey(until time.Time, by asem.Login, key reminder.Key) []byte {
	return append(append(binary.BigEndian.AppendUint64(nil, sortable(until)), prefix(by)...), key...)
}

func (t *tx) DueSnoozes(now time.Time) (list []secretariat.Snoozed) {
	c := t.bucket(bSnoozes).Cursor()
	for k, _ := c.First(); k != nil && binary.BigEndian.Uint64(k) <= sortable(now); k, _ = c.Next() {
		rest := string(k[8:])
		for i := range rest {
			if rest[i] == 0 {
				list = append(list, secretariat.Snoozed{By: asem.Login(rest[:i]), Key: reminder.Key(rest[i+1:])})
				break
			}
		}
	}
	return list
}

// foldReminder is foldFact for reminders.
func (t *tx) foldReminder(e journal.Entry, f rule.Fact) {
	switch f := f.(type) {
	case reminder.Sent:
		r := t.Reminders(f.Key)
		r.Sent = append(r.Sent, f)
		if f.To.Form() == roster.ToDelegate {
			t.wake(r, asem.Login(f.To))
		}
		put(t, bReminders, []byte(f.Key), r)
	case reminder.Snoozed:
		r := t.Reminders(f.Key)
		t.wake(r, e.Actor)
		puts := []reminder.Put{{By: e.Actor, Until: millis(f.Until)}}
		for _, p := range r.Puts {
			if p.By != e.Actor {
				puts = append(puts, p)
			}
		}
		r.Puts = puts
		put(t, bReminders, []byte(f.Key), r)
		t.putBytes(bSnoozes, snoozeKey(millis(f.Until), e.Actor, f.Key), []byte{})
	}
}

// wake takes back that somebody is to be reminded again.
func (t *tx) wake(r reminder.Record, by asem.Login) {
	if until := r.PutOff(by); !until.IsZero() {
		t.remove(bSnoozes, snoozeKey(until, by, r.Key))
	}
}

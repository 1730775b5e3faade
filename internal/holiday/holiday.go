// Package holiday knows on which days a partner does not work: so that nobody is given a
// deadline that nobody reads. A library has the holidays of half of the partners; those of
// others, which follow the moon or a yearly decree, are given in files by the operator (Read).
// Where neither has any it knows the weekends, and says that it knows no more.
package holiday

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"

	"asem.internal/avs/internal/asem"
)

// known are the holidays of partners that are the same in the whole of one.
var known = map[asem.Code][]*cal.Holiday{
	"AU": au.HolidaysACT,
	"BE": be.Holidays,
	"BG": bg.Holidays,
	"CH": ch.Holidays,
	"CZ": cz.Holidays,
	"DE": de.Holidays,
	"DK": dk.Holidays,
	"ES": es.Holidays,
	"FR": fr.Holidays,
	"GB": gb.Holidays,
	"GR": gr.Holidays,
	"HR": hr.Holidays,
	"IE": ie.Holidays,
	"IT": it.Holidays,
	"JP": jp.Holidays,
	"LT": lt.Holidays,
	"LV": lv.Holidays,
	"NL": nl.Holidays,
	"NO": no.Holidays,
	"NZ": nz.Holidays,
	"PL": pl.Holidays,
	"RO": ro.Holidays,
	"RU": ru.Holidays,
	"SE": se.Holidays,
	"SI": si.Holidays,
	"SK": sk.Holidays,
}

// A Book has the holidays that the operator gave besides those that are known. A nil Book has
// none. It never changes.
type Book struct{ given map[asem.Code][]given }

// Knows says whether there are holidays of a partner.
func (b *Book) Knows(partner asem.Code) bool {
	return len(known[partner]) > 0 || b != nil && len(b.given[partner]) > 0
}

// on is the holiday of a partner on a day; empty for none that is known.
func (b *Book) on(partner asem.Code, day time.Time) string {
	if b != nil {
		for _, g := range b.given[partner] {
			if g.falls(day) {
				return g.name
			}
		}
	}
	for _, h := range known[partner] {
		if actual, observed := h.Calc(day.Year()); same(actual, day) || same(observed, day) {
			return h.Name
		}
	}
	return ""
}

func weekend(day time.Time) string {
	if w := day.Weekday(); w == time.Saturday || w == time.Sunday {
		return w.String()
	}
	return ""
}

func same(a, b time.Time) bool {
	return !a.IsZero() && a.Year() == b.Year() && a.YearDay() == b.YearDay()
}

// A Day is a holiday of a partner.
type Day struct {
	Day  time.Time // midnight UTC
	Name string
}

// During lists the holidays of a partner between two days, both included, in their order.
func (b *Book) During(partner asem.Code, first, last time.Time) (list []Day) {
	for day := first; !day.After(last); day = day.AddDate(0, 0, 1) {
		if name := b.on(partner, day); name != "" {
			list = append(list, Day{day, name})
		}
	}
	return list
}

// Warning is a sentence about a day on which one of some partners does not work; empty for
// others.
func (b *Book) Warning(day time.Time, partners ...asem.Code) string {
	for _, p := range partners {
		if name := b.on(p, day); name != "" {
			return "That is " + name + " in " + string(p) + ": think of who must read it before."
		}
	}
	if name := weekend(day); name != "" {
		return "That is a " + name + ": think of who must read it before."
	}
	return ""
}

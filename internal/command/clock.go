package command

import "time"

// clock is the delegate's zone.
func (e *errand) clock() *time.Location {
	if e.zone == nil {
		e.zone = e.desk.Zone()
	}
	return e.zone
}

// moment writes a time in full, for a line of its own.
func (e *errand) moment(at time.Time) string {
	return at.In(e.clock()).Format("2006-01-02 15:04 -07:00")
}

// minute writes a time for a column; the zone stands under the list, see zoned.
func (e *errand) minute(at time.Time) string { return at.In(e.clock()).Format("2006-01-02 15:04") }

// day writes a date for a column.
func (e *errand) day(at time.Time) string { return at.In(e.clock()).Format("2006-01-02") }

// zoned says under a list of times whose they are.
func (e *errand) zoned() { e.say("Times are those of %s.", e.clock()) }

package feel

import (
	"cmp"
	"time"

	"github.com/tillit-se/tillit/kit/date"
)

const (
	secondsPerDay = 86_400
	nanosPerSec   = 1_000_000_000
	maxOffset     = 14 * 3600 // the greatest distance from UTC (DMN 1.5 table 66)
	secondBits    = 17        // bits for the seconds of a day in a packed date and time
)

// zone is the time zone of a time or a date and time. Values without one are
// local: they mean the wall clock, wherever.
type zone struct {
	offset int            // seconds east of UTC; for named zones see offsetAt
	loc    *time.Location // nil for a plain offset
	utc    bool           // written Z
}

func (v Value) zone() *zone {
	z, _ := v.ref.(*zone)
	return z
}

// offsetAt returns the seconds east of UTC at a local date and time.
func (z *zone) offsetAt(d date.Date, second int64) int64 {
	if z.loc == nil {
		return int64(z.offset)
	}
	// Zone rules repeat with the calendar's cycle of 400 years, and package
	// time cannot hold every year of FEEL.
	year := d.Year()
	if year < 1 || year > 9999 {
		year = 2000 + ((year%400)+400)%400
	}
	t := time.Date(year, time.Month(d.Month()), d.Day(), 0, 0, int(second), 0, z.loc)
	_, offset := t.Zone()
	return int64(offset)
}

// timeZoneDay is the day whose offset a time in a named zone has, since it has
// no date of its own: a day of standard time, so that the value is the same
// whenever it is computed.
var timeZoneDay = date.Must(2000, 1, 1)

func timeValue(second int64, nano int32, z *zone) Value {
	v := Value{kind: KindTime, num: second, aux: nano}
	if z != nil {
		v.ref = z
	}
	return v
}

func dateTimeValue(d date.Date, second int64, nano int32, z *zone) Value {
	v := Value{kind: KindDateTime, num: packDate(d)<<secondBits | second, aux: nano}
	if z != nil {
		v.ref = z
	}
	return v
}

// dateTimeOf returns an instant as a date and time with its zone; UTC stays Z
// and other locations keep their offset.
func dateTimeOf(t time.Time) Value {
	name, offset := t.Zone()
	z := &zone{offset: offset, utc: name == "UTC" && offset == 0}
	second := int64(t.Hour()*3600 + t.Minute()*60 + t.Second())
	return dateTimeValue(date.Of(t), second, int32(t.Nanosecond()), z)
}

// DateTime returns an instant as a FEEL date and time, with its offset.
func DateTime(t time.Time) Value { return dateTimeOf(t) }

// split returns the date and the second of the day of a date or a date and
// time; a date begins at midnight.
func (v Value) split() (date.Date, int64) {
	if v.kind == KindDate {
		return unpackDate(v.num), 0
	}
	return unpackDate(v.num >> secondBits), v.num & (1<<secondBits - 1)
}

// offset returns the seconds east of UTC; ok is false for local values. A date
// counts as midnight UTC (DMN 1.5 section 10.3.2.3.5).
func (v Value) offset() (seconds int64, ok bool) {
	if v.kind == KindDate {
		return 0, true
	}
	z := v.zone()
	if z == nil {
		return 0, false
	}
	if v.kind == KindTime {
		return z.offsetAt(timeZoneDay, v.num), true
	}
	d, second := v.split()
	return z.offsetAt(d, second), true
}

// seconds counts from 1970-01-01 on the value's own clock.
func (v Value) seconds() int64 {
	if v.kind == KindTime {
		return v.num
	}
	d, second := v.split()
	return d.DayNumber()*secondsPerDay + second
}

// instant counts seconds in UTC; local values count on their own clock.
func (v Value) instant() int64 {
	offset, _ := v.offset()
	return v.seconds() - offset
}

// compareMoments orders two times or two dates and times. A local one takes
// over the offset of the other (DMN 1.5 table 54).
func compareMoments(a, b Value) int {
	first, second := a.instant(), b.instant()
	if sameLocality(a, b) {
		return cmp.Or(cmp.Compare(first, second), cmp.Compare(a.aux, b.aux))
	}
	if offset, zoned := a.offset(); zoned {
		second -= offset
	} else if offset, zoned := b.offset(); zoned {
		first -= offset
	}
	return cmp.Or(cmp.Compare(first, second), cmp.Compare(a.aux, b.aux))
}

// sameLocality tells whether both values are local or both have a zone.
func sameLocality(a, b Value) bool { return (a.zone() == nil) == (b.zone() == nil) }

// dateTimeAt is the inverse of seconds: the date and time that many seconds
// after 1970-01-01 on the clock of zone z.
func dateTimeAt(seconds int64, nano int32, z *zone) (Value, bool) {
	days := floorDiv(seconds, secondsPerDay)
	d, err := date.FromDayNumber(days)
	if err != nil {
		return Null, false
	}
	return dateTimeValue(d, seconds-days*secondsPerDay, nano, z), true
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// AsTime returns the instant of a date and time in v. Local values are taken in
// loc, nil meaning UTC. ok is false for other kinds and for years that
// [time.Time] cannot hold.
func (v Value) AsTime(loc *time.Location) (t time.Time, ok bool) {
	if v.kind != KindDateTime {
		return time.Time{}, false
	}
	d, second := v.split()
	if d.Year() < -200_000_000 || d.Year() > 200_000_000 {
		return time.Time{}, false
	}
	if z := v.zone(); z != nil && z.loc == nil {
		return time.Unix(v.instant(), int64(v.aux)).In(time.FixedZone("", z.offset)), true
	} else if z != nil {
		loc = z.loc
	}
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, int(second), int(v.aux), loc), true
}

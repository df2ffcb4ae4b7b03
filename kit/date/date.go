package date

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// MinYear and MaxYear bound the years a [Date] can hold, both included.
const (
	MinYear = -999_999_999
	MaxYear = 999_999_999
)

// ErrRange is wrapped by every error that says that a date, or the result of
// counting with one, lies outside the calendar: a 30 February, a month 13, or
// a year beyond [MinYear] and [MaxYear].
var ErrRange = errors.New("date out of range")

// Date is a day in the proleptic Gregorian calendar. Dates can be compared
// with == and used as map keys. The zero Date is no date at all: IsZero
// reports it, it prints as the empty string and sorts as year 0 before every
// real day of that year.
type Date struct {
	year  int32
	month uint8
	day   uint8
}

// New returns the date of a year, month (1–12) and day (1–31). The error wraps
// [ErrRange] and says which part is wrong.
func New(year, month, day int) (Date, error) {
	if year < MinYear || year > MaxYear {
		return Date{}, fmt.Errorf("year %d is not between %d and %d: %w", year, MinYear, MaxYear, ErrRange)
	}
	if month < 1 || month > 12 {
		return Date{}, fmt.Errorf("month %d is not between 1 and 12: %w", month, ErrRange)
	}
	if last := DaysIn(year, month); day < 1 || day > last {
		return Date{}, fmt.Errorf("day %d is not between 1 and %d in %04d-%02d: %w", day, last, year, month, ErrRange)
	}
	return Date{int32(year), uint8(month), uint8(day)}, nil
}

// Must returns the date of a year, month and day that the programmer knows to
// exist, for tests and tables in code. It panics on a date that does not; use
// [New] for anything that comes from outside.
func Must(year, month, day int) Date {
	d, err := New(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// Of returns the civil date of an instant in the location that the instant
// carries. Years beyond the calendar give the zero Date.
func Of(t time.Time) Date {
	year, month, day := t.Date()
	d, err := New(year, int(month), day)
	if err != nil {
		return Date{}
	}
	return d
}

// Today returns the civil date that the clock shows in a location. A nil
// location means UTC. The clock is an argument so that callers stay testable.
func Today(clock func() time.Time, loc *time.Location) Date {
	if loc == nil {
		loc = time.UTC
	}
	return Of(clock().In(loc))
}

// IsZero reports whether d is the zero Date, which is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year returns the astronomical year: 0 is the year before year 1.
func (d Date) Year() int { return int(d.year) }

// Month returns the month, 1–12.
func (d Date) Month() int { return int(d.month) }

// Day returns the day of the month, 1–31.
func (d Date) Day() int { return int(d.day) }

// Compare returns -1, 0 or +1 when d is before, the same as, or after e.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.year, e.year), cmp.Compare(d.month, e.month), cmp.Compare(d.day, e.day))
}

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// IsLeap reports whether a year has a 29 February.
func IsLeap(year int) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// DaysIn returns the number of days in a month of a year, or 0 when the month
// is not between 1 and 12.
func DaysIn(year, month int) int {
	switch month {
	case 1, 3, 5, 7, 8, 10, 12:
		return 31
	case 4, 6, 9, 11:
		return 30
	case 2:
		if IsLeap(year) {
			return 29
		}
		return 28
	}
	return 0
}

// Time returns midnight at the start of d in a location; nil means UTC. Where
// the clock skips midnight that day, the first moment after the gap is given,
// as [time.Date] does.
func (d Date) Time(loc *time.Location) time.Time {
	if loc == nil {
		loc = time.UTC
	}
	return time.Date(d.Year(), time.Month(d.month), d.Day(), 0, 0, 0, 0, loc)
}

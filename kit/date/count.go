package date

import (
	"fmt"
	"time"
)

const (
	daysPerEra  = 146_097 // days in the 400 years after which the calendar repeats
	epochOffset = 719_468 // days from 0000-03-01 to 1970-01-01
)

// maxDays is the widest distance between two dates of the calendar.
const maxDays = int64(2*MaxYear+2) * 366

// DayNumber returns the number of days from 1970-01-01 to d, negative before.
func (d Date) DayNumber() int64 {
	// Years counted from 1 March put the leap day last; the method is
	// Howard Hinnant's "days_from_civil".
	y, m := int64(d.year), int64(d.month)
	if m <= 2 {
		y--
		m += 12
	}
	era := floorDiv(y, 400)
	yearOfEra := y - era*400
	dayOfYear := (153*(m-3)+2)/5 + int64(d.day) - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*daysPerEra + dayOfEra - epochOffset
}

// FromDayNumber returns the date that lies n days after 1970-01-01.
func FromDayNumber(n int64) (Date, error) {
	if n < -maxDays || n > maxDays {
		return Date{}, fmt.Errorf("day %d counted from 1970-01-01: %w", n, ErrRange)
	}
	n += epochOffset
	era := floorDiv(n, daysPerEra)
	dayOfEra := n - era*daysPerEra
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day := dayOfYear - (153*shifted+2)/5 + 1
	month, year := shifted+3, yearOfEra+era*400
	if month > 12 {
		month, year = month-12, year+1
	}
	return New(int(year), int(month), int(day))
}

// AddDays returns the date n days later, or earlier when n is negative. The
// error wraps [ErrRange].
func (d Date) AddDays(n int64) (Date, error) {
	if n < -maxDays || n > maxDays {
		return Date{}, fmt.Errorf("%s and %d days: %w", d, n, ErrRange)
	}
	return FromDayNumber(d.DayNumber() + n)
}

// AddMonths returns the date n months later, or earlier when n is negative. A
// day that the new month lacks becomes its last day, so 31 January and one
// month is 28 or 29 February (XML Schema 1.1 part 2, appendix E.3.3, which
// FEEL follows). The error wraps [ErrRange].
func (d Date) AddMonths(n int64) (Date, error) {
	const maxMonths = int64(2*MaxYear+2) * 12
	if n < -maxMonths || n > maxMonths {
		return Date{}, fmt.Errorf("%s and %d months: %w", d, n, ErrRange)
	}
	months := int64(d.year)*12 + int64(d.month) - 1 + n
	year := floorDiv(months, 12)
	month := int(months-year*12) + 1
	return New(int(year), month, min(d.Day(), DaysIn(int(year), month)))
}

// Sub returns the number of days from e to d: negative when d is earlier.
func (d Date) Sub(e Date) int64 { return d.DayNumber() - e.DayNumber() }

// MonthsSince returns the number of whole months from e to d, counted toward
// zero: from 31 January to 28 February it is 0.
func (d Date) MonthsSince(e Date) int64 {
	months := (int64(d.year)-int64(e.year))*12 + int64(d.month) - int64(e.month)
	switch {
	case months > 0 && d.day < e.day:
		return months - 1
	case months < 0 && d.day > e.day:
		return months + 1
	}
	return months
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday {
	// 1970-01-01 was a Thursday.
	n := d.DayNumber() + int64(time.Thursday)
	return time.Weekday(n - floorDiv(n, 7)*7)
}

// YearDay returns the day of the year, 1–366.
func (d Date) YearDay() int {
	return int(d.Sub(Date{d.year, 1, 1})) + 1
}

// ISOWeek returns the ISO 8601 week, 1–53, and the year that the week belongs
// to, which may differ from the date's own year around New Year.
func (d Date) ISOWeek() (year, week int) {
	isoDay := (int64(d.Weekday())+6)%7 + 1 // Monday is 1
	week = int((int64(d.YearDay()) - isoDay + 10) / 7)
	switch {
	case week < 1:
		return d.Year() - 1, weeksIn(d.Year() - 1)
	case week > weeksIn(d.Year()):
		return d.Year() + 1, 1
	}
	return d.Year(), week
}

// weeksIn returns 53 for years that begin on a Thursday, or on a Wednesday in
// a leap year, and 52 for all others.
func weeksIn(year int) int {
	first := Date{int32(year), 1, 1}.Weekday()
	if first == time.Thursday || first == time.Wednesday && IsLeap(year) {
		return 53
	}
	return 52
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

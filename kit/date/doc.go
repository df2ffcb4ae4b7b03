// Package date holds civil dates: a year, a month and a day without clock or
// time zone, as they stand in statutes, decisions and forms.
//
// A [Date] is a small comparable value in the proleptic Gregorian calendar
// with astronomical years (year 0 exists), from -999999999-01-01 to
// 999999999-12-31, the range that DMN's expression language asks for. Text is
// ISO 8601 as XML Schema 1.1 part 2 section 3.3.9 narrows it: 2026-03-01.
//
// What lives here: parsing, printing, comparing and counting with dates.
// What may not: instants, time zones, formats in a human language, holidays.
// The package stands below every other package of kit and imports none.
package date

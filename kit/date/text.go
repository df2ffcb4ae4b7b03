package date

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrSyntax is wrapped by the error for text that is no ISO date at all.
var ErrSyntax = errors.New("not a date written as YYYY-MM-DD")

// Parse reads a date written as YYYY-MM-DD. The year has at least four digits,
// more only without a leading zero, and a minus sign before year 0. Nothing
// else is allowed: no time, no zone, no spaces. The error wraps [ErrSyntax]
// for the wrong form and [ErrRange] for a day that does not exist.
func Parse(s string) (Date, error) {
	year, rest, ok := cutYear(s)
	if !ok || len(rest) != 6 || rest[0] != '-' || rest[3] != '-' {
		return Date{}, fmt.Errorf("%s: %w", quote(s), ErrSyntax)
	}
	month, okMonth := twoDigits(rest[1:3])
	day, okDay := twoDigits(rest[4:6])
	if !okMonth || !okDay {
		return Date{}, fmt.Errorf("%s: %w", quote(s), ErrSyntax)
	}
	d, err := New(year, month, day)
	if err != nil {
		return Date{}, fmt.Errorf("%s: %w", quote(s), err)
	}
	return d, nil
}

// cutYear splits the year off the front of a date.
func cutYear(s string) (year int, rest string, ok bool) {
	digits, negative := s, false
	if len(s) > 0 && s[0] == '-' {
		digits, negative = s[1:], true
	}
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if n < 4 || n > 4 && digits[0] == '0' {
		return 0, "", false
	}
	if n > 9 {
		// One past the end of the calendar: New then names the true fault.
		return MaxYear + 1, digits[n:], true
	}
	year, err := strconv.Atoi(digits[:n])
	if negative {
		// Year 0 has no sign, so that every date has exactly one text.
		return -year, digits[n:], err == nil && year != 0
	}
	return year, digits[n:], err == nil
}

func twoDigits(s string) (int, bool) {
	tens, ones := s[0]-'0', s[1]-'0'
	return int(tens)*10 + int(ones), tens <= 9 && ones <= 9
}

// quote shows the offending text, shortened so that an error stays readable.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		return strconv.Quote(s[:most]) + "…"
	}
	return strconv.Quote(s)
}

// String returns the date as YYYY-MM-DD, or the empty string for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return string(d.Append(make([]byte, 0, 16)))
}

// Append adds the text of d to b.
func (d Date) Append(b []byte) []byte {
	if d.IsZero() {
		return b
	}
	year := d.Year()
	if year < 0 {
		b, year = append(b, '-'), -year
	}
	for limit := 1000; limit > 1 && year < limit; limit /= 10 {
		b = append(b, '0')
	}
	b = strconv.AppendInt(b, int64(year), 10)
	b = append(b, '-', '0'+d.month/10, '0'+d.month%10)
	return append(b, '-', '0'+d.day/10, '0'+d.day%10)
}

// MarshalText writes the date as [Date.String] does; encoding/json uses it.
func (d Date) MarshalText() ([]byte, error) { return d.Append(nil), nil }

// UnmarshalText reads what [Date.MarshalText] wrote: empty text is the zero
// Date, everything else goes through [Parse].
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

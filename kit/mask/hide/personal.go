package hide

import (
	"fmt"

	"github.com/tillit-se/tillit/kit/mask"
)

// A personal number is ranked by day and serial number within a hundred years, and the rank is what FF1 turns: 36 525 days of 999 numbers
// are 36 million, above the million that FF1 demands and below the hundred million of eight digits, hence the walk.
const (
	daysOfCentury = 36525
	serials       = 999
	rankDigits    = 8
)

// turnPersonal turns a personnummer or samordningsnummer of ten digits, or of twelve, whose century is kept. Day and serial number become
// others; a samordningsnummer stays one.
func (n *numbers) turnPersonal(digits []byte, hide bool) bool {
	century := -1
	if len(digits) == 12 {
		century = number(digits[:2])
		digits = digits[2:]
	}
	if len(digits) != 10 || !checked(digits, hide) {
		return false
	}
	class, coordination := mask.Personnummer, digits[4] >= '6'
	if coordination {
		class = mask.Samordningsnummer
		digits[4] -= 6
	}
	day, ok := dayOfCentury(number(digits[:2]), number(digits[2:4]), number(digits[4:6]), century)
	serial := number(digits[6:9])
	if !ok || serial == 0 {
		return false
	}
	body := []byte(fmt.Sprintf("%0*d", rankDigits, day*serials+serial-1))
	if !n.walk(class, body, hide, func(body []byte) bool { return rankAllowed(number(body), century) }) {
		return false
	}
	rank := number(body)
	year, month, dayOfMonth := dateOfCentury(rank / serials)
	if coordination {
		dayOfMonth += 60
	}
	copy(digits, fmt.Sprintf("%02d%02d%02d%03d", year, month, dayOfMonth, rank%serials+1))
	setCheck(digits, hide)
	return true
}

func number(digits []byte) int {
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// rankAllowed tells whether a rank is a number that could exist: 29 February of the year 00 was no day in 1800 and 1900.
func rankAllowed(rank, century int) bool {
	if rank >= daysOfCentury*serials {
		return false
	}
	return rank/serials != 31+28 || leapAt00(century)
}

// leapAt00 tells whether the first year of a century is a leap year; of a number without century nobody knows, and it may be.
func leapAt00(century int) bool { return century < 0 || century%4 == 0 }

// dayOfCentury counts days from 1 January of the year 00.
func dayOfCentury(year, month, day, century int) (int, bool) {
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	if year == 0 && month == 2 && day == 29 && !leapAt00(century) {
		return 0, false
	}
	count := year*365 + (year+3)/4 + day - 1
	for m := 1; m < month; m++ {
		count += daysIn(year, m)
	}
	return count, true
}

// dateOfCentury undoes dayOfCentury.
func dateOfCentury(count int) (year, month, day int) {
	const fourYears = 4*365 + 1
	year = count / fourYears * 4
	count %= fourYears
	for length := 366; count >= length; length = 365 {
		count -= length
		year++
	}
	month = 1
	for count >= daysIn(year, month) {
		count -= daysIn(year, month)
		month++
	}
	return year, month, count + 1
}

// daysIn is the length of a month; year 00 counts as a leap year here.
func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

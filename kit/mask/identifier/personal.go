package identifier

import "github.com/tillit-se/tillit/kit/date"

// Kind tells the numbers for persons apart.
type Kind uint8

const (
	// NoKind is not a number for a person.
	NoKind Kind = iota
	// Personnummer as folkbokföringslagen (1991:481) 18 § has it.
	Personnummer
	// Samordningsnummer is as a personnummer, with 60 added to the day (lag 2022:1697).
	Samordningsnummer
	// Interim has a letter in the first place of the serial number ("TF number").
	Interim
	// Reserve is a reserve number of health care, national or regional.
	Reserve
)

// Personal checks 10 or 12 ASCII digits as personnummer or samordningsnummer. In the short form the century is unknown, so 29 February passes
// in every year that some century makes a leap year. Source: Skatteverket, Rättslig vägledning 2020.9/330245; SKV M 2010:3.
func Personal(digits []byte) (Kind, Verdict) {
	if !AllDigits(digits) {
		return NoKind, Impossible
	}
	kind, ok := birth(digits)
	if !ok {
		return NoKind, Impossible
	}
	short := digits[len(digits)-10:]
	if short[6] == '0' && short[7] == '0' && short[8] == '0' {
		return kind, WrongCheck
	}
	return kind, checked(Luhn(short))
}

// birth reads the day of birth of 10 or 12 characters, of which the first 6 or 8 are digits.
func birth(digits []byte) (Kind, bool) {
	var day int
	var exists bool
	switch len(digits) {
	case 10:
		day = two(digits[4:])
		exists = ShortDay(two(digits), two(digits[2:]), (day-1)%60+1)
	case 12:
		century := two(digits)
		if century < 18 || century > 20 {
			return NoKind, false
		}
		day = two(digits[6:])
		exists = LongDay(four(digits), two(digits[4:]), (day-1)%60+1)
	}
	switch {
	case !exists || day == 0 || day > 91:
		return NoKind, false
	case day > 60:
		return Samordningsnummer, true
	}
	return Personnummer, true
}

// LongDay tells whether the day exists.
func LongDay(year, month, day int) bool {
	return month >= 1 && month <= 12 && day >= 1 && day <= date.DaysIn(year, month)
}

// ShortDay tells whether the day exists in 18YY, 19YY or 20YY.
func ShortDay(yy, month, day int) bool {
	return LongDay(2000+yy, month, day) || LongDay(1900+yy, month, day)
}

// InterimNumber checks 10 or 12 characters with one of the letters T R S U W X J K L M N in the first place of the serial number, in
// either case. The letter counts as 1 in the check sum.
func InterimNumber(s []byte) Verdict {
	if len(s) != 10 && len(s) != 12 {
		return Impossible
	}
	at := len(s) - 4
	if !AllDigits(s[:at]) || !AllDigits(s[at+1:]) || !isOneOf(s[at], "TRSUWXJKLMN") {
		return Impossible
	}
	if kind, ok := birth(s); !ok || kind == NoKind {
		return Impossible
	}
	var short [10]byte
	copy(short[:], s[len(s)-10:])
	short[6] = '1'
	return checked(Luhn(short[:]))
}

// isOneOf tells whether a letter, in either case, is one of the upper-case letters of set.
func isOneOf(b byte, set string) bool {
	if b >= 'a' && b <= 'z' {
		b -= 'a' - 'A'
	}
	for i := range len(set) {
		if set[i] == b {
			return true
		}
	}
	return false
}

package inbox

import (
	"regexp"
	"time"
)

// personnummer matches what may be a personal identity or coordination number: six or eight digits, a hyphen or plus, four digits.
var personnummer = regexp.MustCompile(`\b(\d{2})?(\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})\b`)

// masked stands where a number was.
const masked = "[personnummer]"

// mask takes away what is a personnummer or samordningsnummer: a date that can be, and the check digit right. It tells whether there
// was one. Numbers that only look like it, such as file numbers, stay.
func mask(text string) (string, bool) {
	found := false
	result := personnummer.ReplaceAllStringFunc(text, func(match string) string {
		if !isPersonnummer(match) {
			return match
		}
		found = true
		return masked
	})
	return result, found
}

func isPersonnummer(match string) bool {
	digits := make([]int, 0, 12)
	for _, r := range match {
		if r >= '0' && r <= '9' {
			digits = append(digits, int(r-'0'))
		}
	}
	ten := digits[len(digits)-10:]
	return dateCanBe(ten) && luhn(ten)
}

// dateCanBe tells whether the first six digits are a date; in a samordningsnummer 60 is added to the day.
func dateCanBe(ten []int) bool {
	month, day := ten[2]*10+ten[3], ten[4]*10+ten[5]
	if day > 60 {
		day -= 60
	}
	// 2000 is a leap year, so 29 February passes whatever the century.
	date := time.Date(2000, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return month >= 1 && month <= 12 && day >= 1 && date.Day() == day
}

func luhn(ten []int) bool {
	sum := 0
	for i, d := range ten {
		if i%2 == 0 {
			d *= 2
		}
		sum += d/10 + d%10
	}
	return sum%10 == 0
}

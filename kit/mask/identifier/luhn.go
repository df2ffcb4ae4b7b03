package identifier

// Luhn tells whether the last of the ASCII digits is the right mod-10 check digit for those before it (ISO/IEC 7812-1 annex B). Fewer than
// two digits, or anything but digits, is false.
func Luhn(digits []byte) bool {
	if len(digits) < 2 || !AllDigits(digits) {
		return false
	}
	last := len(digits) - 1
	return LuhnDigit(digits[:last]) == digits[last]
}

// LuhnDigit gives the mod-10 check digit, as an ASCII digit, for the ASCII digits of body.
func LuhnDigit(body []byte) byte {
	sum, double := 0, true
	for i := len(body) - 1; i >= 0; i-- {
		n := int(body[i] - '0')
		if double {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		double = !double
		sum += n
	}
	return '0' + byte((10-sum%10)%10)
}

// AllDigits tells whether every byte is an ASCII digit. True of nothing at all.
func AllDigits(s []byte) bool {
	for _, b := range s {
		if b-'0' > 9 {
			return false
		}
	}
	return true
}

// mod11 checks a number whose last digit is its mod-11 check digit: weights 1 to 10 from the right, then from 1 again (Bankgirot,
// "Bankernas kontonummer").
func mod11(digits []byte) bool {
	sum, weight := 0, 1
	for i := len(digits) - 1; i >= 0; i-- {
		sum += int(digits[i]-'0') * weight
		if weight++; weight > 10 {
			weight = 1
		}
	}
	return sum%11 == 0
}

func two(s []byte) int { return int(s[0]-'0')*10 + int(s[1]-'0') }

func four(s []byte) int { return two(s)*100 + two(s[2:]) }

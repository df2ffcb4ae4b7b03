package identifier

// AreaCode gives the length of the area code, with its leading 0, of a Swedish national number, or 0 where there is no such code.
// Source: PTS, Swedish numbering plan for telephony (ITU-T E.164).
func AreaCode(digits []byte) int {
	if len(digits) < 2 || digits[0] != '0' {
		return 0
	}
	if digits[1] == '8' {
		return 2
	}
	if len(digits) < 3 || digits[1] == '0' {
		return 0
	}
	switch two(digits[1:]) {
	case 10, 11, 13, 16, 18, 19, 20, 21, 23, 26, 31, 33, 35, 36, 40, 42, 44, 46, 54, 60, 63, 70, 72, 73, 74, 76, 77, 79, 90:
		return 3
	}
	if digits[1] == '3' && digits[2] == '8' || len(digits) < 4 {
		return 0
	}
	return 4
}

// NationalPhone checks the digits of a Swedish number in national form, with the leading 0: an area code in use and 7 to 9 digits after the 0;
// a mobile number has exactly 9.
func NationalPhone(digits []byte) Verdict {
	area := AreaCode(digits)
	if area == 0 || len(digits) < 8 || len(digits) > 10 || !AllDigits(digits) || digits[area] == '0' && !mobile(digits) {
		return Impossible
	}
	if mobile(digits) && len(digits) != 10 {
		return Impossible
	}
	return Unchecked
}

func mobile(digits []byte) bool {
	return digits[1] == '7' && (digits[2] == '0' || digits[2] == '2' || digits[2] == '3' || digits[2] == '6' || digits[2] == '9')
}

// InternationalPhone checks the digits after "+" or "00": a country code and 8 to 15 digits in all (ITU-T E.164). A Swedish number is checked as
// a national one, with or without the 0 that should not be there.
func InternationalPhone(digits []byte) Verdict {
	if len(digits) < 8 || len(digits) > 16 || !AllDigits(digits) || digits[0] == '0' {
		return Impossible
	}
	if two(digits) != 46 {
		if len(digits) > 15 {
			return Impossible
		}
		return Unchecked
	}
	var national [16]byte
	rest := digits[2:]
	if rest[0] != '0' {
		national[0] = '0'
		copy(national[1:], rest)
		return NationalPhone(national[:len(rest)+1])
	}
	return NationalPhone(rest)
}

// Plate checks the six characters of a vehicle's registration number, in upper case: three of the 23 letters in use, two digits, and a digit or
// a letter but O. Source: Transportstyrelsen.
func Plate(s []byte) Verdict {
	if len(s) != 6 || !AllDigits(s[3:5]) {
		return Impossible
	}
	const letters = "ABCDEFGHJKLMNOPRSTUWXYZ"
	for _, b := range s[:3] {
		if b < 'A' || b > 'Z' || !isOneOf(b, letters) {
			return Impossible
		}
	}
	if s[5]-'0' > 9 && (s[5] == 'O' || s[5] == 'o' || !isOneOf(s[5], letters)) {
		return Impossible
	}
	return Unchecked
}

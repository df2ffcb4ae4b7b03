package identifier

// BankgiroNumber checks 7 or 8 ASCII digits, the last mod-10. Source: Bankgirot.
func BankgiroNumber(digits []byte) Verdict {
	if len(digits) != 7 && len(digits) != 8 || !AllDigits(digits) || digits[0] == '0' {
		return Impossible
	}
	return checked(Luhn(digits))
}

// PlusgiroNumber checks 2 to 8 ASCII digits, the last mod-10.
func PlusgiroNumber(digits []byte) Verdict {
	if len(digits) < 2 || len(digits) > 8 || !AllDigits(digits) || digits[0] == '0' {
		return Impossible
	}
	return checked(Luhn(digits))
}

// CardNumber checks 13 to 19 ASCII digits: the issuer's prefix and the mod-10 digit (ISO/IEC 7812).
func CardNumber(digits []byte) Verdict {
	if len(digits) < 13 || len(digits) > 19 || !AllDigits(digits) || !issuer(digits) {
		return Impossible
	}
	return checked(Luhn(digits))
}

// issuer knows the prefixes of Visa, Mastercard, Maestro, American Express, Diners, Discover, JCB and UnionPay, with their lengths.
func issuer(d []byte) bool {
	n, p2, p4 := len(d), two(d), four(d)
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55 || p4 >= 2221 && p4 <= 2720:
		return n == 16
	case p2 == 34 || p2 == 37:
		return n == 15
	case p2 == 36 || p2 == 38 || p4 >= 3000 && p4 <= 3059:
		return n == 14
	case p2 == 35 || p2 == 65 || p4 == 6011 || p2 == 62:
		return n >= 16
	case p2 == 50 || p2 >= 56 && p2 <= 69:
		return n >= 16
	}
	return false
}

// IBANNumber checks an IBAN without spaces: two letters, two digits, the length of its country, and ISO 7064 mod 97-10.
func IBANNumber(s []byte) Verdict {
	if len(s) < 15 || len(s) > 34 || len(s) != IBANLength(s) || !AllDigits(s[2:4]) {
		return Impossible
	}
	rest := 0
	for i := range len(s) {
		b := s[(i+4)%len(s)]
		switch {
		case b-'0' <= 9:
			rest = (rest*10 + int(b-'0')) % 97
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			rest = (rest*100 + int(b|0x20-'a') + 10) % 97
		default:
			return Impossible
		}
	}
	return checked(rest == 1)
}

// IBANLength is how many characters an IBAN has that begins with the letters of a country, or 0 for a country that is not known.
// Source: the IBAN registry of SWIFT, for the EES and its neighbours.
func IBANLength(s []byte) int {
	if len(s) < 2 {
		return 0
	}
	const table = "NO15BE16DK18FI18FO18GL18NL18MK19SI19AT20BA20EE20LT20LU20XK20CH21HR21LV21LI21BG22BH22DE22GB22GE22IE22ME22RS22" +
		"AE23IL23TI23AD24CZ24ES24MD24PK24RO24SA24SE24SK24TN24VG24PT25IS26TR26FR27GR27IT27MC27SM27AL28AZ28CY28DO28HU28PL28UA29MT31"
	a, b := s[0]&^0x20, s[1]&^0x20
	for i := 0; i < len(table); i += 4 {
		if table[i] == a && table[i+1] == b {
			return int(table[i+2]-'0')*10 + int(table[i+3]-'0')
		}
	}
	return 0
}

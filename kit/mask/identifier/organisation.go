package identifier

// Organisation checks 10 ASCII digits, or 12 that begin with 16, as organisationsnummer: the third digit at least 2, check digit mod-10.
// A sole trader's number is the owner's personnummer and is answered by [Personal].
// Source: lag (1974:174) om identitetsbeteckning för juridiska personer m.fl.; Bolagsverket.
func Organisation(digits []byte) Verdict {
	if len(digits) == 12 && digits[0] == '1' && digits[1] == '6' {
		digits = digits[2:]
	}
	if len(digits) != 10 || !AllDigits(digits) || digits[2] < '2' || digits[0] == '0' || digits[0] == '4' {
		return Impossible
	}
	return checked(Luhn(digits))
}

// CommonOrganisation tells whether the ten digits begin as the series in wide use do: 55 limited companies, 212000 municipalities, 202100 state,
// 232100 regions, 769 co-operatives, 802 associations, 916 and 969 partnerships and their like.
func CommonOrganisation(digits []byte) bool {
	if len(digits) != 10 {
		return false
	}
	switch two(digits) {
	case 55, 51, 50:
		return true
	case 20, 21, 22, 23, 25, 26:
		return digits[3] == '1' || digits[3] == '0'
	case 71, 72, 74, 76, 78, 80, 81, 82, 83, 84, 85, 87, 88, 89, 91, 96:
		return true
	}
	return false
}

// VAT checks the 12 digits of a Swedish VAT number, after "SE": an organisationsnummer or a person's number and two digits, normally 01.
// person tells whether it is a person's. Source: mervärdesskattelagen; Skatteverket.
func VAT(digits []byte) (person bool, v Verdict) {
	if len(digits) != 12 || !AllDigits(digits) || digits[10] == '0' && digits[11] == '0' {
		return false, Impossible
	}
	if kind, verdict := Personal(digits[:10]); kind != NoKind {
		return true, verdict
	}
	return false, Organisation(digits[:10])
}

// HSAID checks an id of Inera's catalogue: SE, 10 digits, a dash, and 1 to 17 of A–Z a–z 0–9, at most 31 characters in all.
func HSAID(s []byte) Verdict {
	if len(s) < 14 || len(s) > 31 || s[0]|0x20 != 's' || s[1]|0x20 != 'e' || s[12] != '-' || !AllDigits(s[2:12]) {
		return Impossible
	}
	for _, b := range s[13:] {
		if b-'0' > 9 && (b|0x20 < 'a' || b|0x20 > 'z') {
			return Impossible
		}
	}
	return checked(Luhn(s[2:12]))
}

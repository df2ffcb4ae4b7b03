package identifier

// accountRange is a range of clearing numbers with the rule for its accounts.
type accountRange struct {
	from, to uint16
	rule     accountRule
}

type accountRule uint8

const (
	type1c1       accountRule = iota // 7 digits, mod-11 over the clearing number but its first digit, and the account
	type1c2                          // 7 digits, mod-11 over the whole clearing number and the account
	type2ten                         // 10 digits, mod-10
	type2nine                        // 9 digits, mod-11
	type2swedbank                    // up to 10 digits, mod-10, not always kept
	unruled                          // 7 to 10 digits without a check that is public
)

// accountRanges follows Bankgirot, "Bankernas kontonummer", and the table of the npm package kontonummer (version 2024-02-22 of the
// specification). A clearing number outside them is taken as unruled.
func accountRanges() []accountRange {
	return []accountRange{
		{1100, 1199, type1c1},
		{1200, 1399, type1c1},
		{1400, 2099, type1c1},
		{2300, 2399, type1c2},
		{2400, 2499, type1c1},
		{3000, 3299, type1c1},
		{3300, 3300, type2ten},
		{3301, 3399, type1c1},
		{3400, 3409, type1c1},
		{3410, 3781, type1c1},
		{3782, 3782, type2ten},
		{3783, 3999, type1c1},
		{4000, 4999, type1c2},
		{5000, 5999, type1c1},
		{6000, 6999, type2nine},
		{7000, 7999, type1c1},
		{8000, 8999, type2swedbank},
		{9020, 9069, type1c2},
		{9100, 9109, type1c2},
		{9120, 9124, type1c1},
		{9130, 9149, type1c1},
		{9150, 9169, type1c2},
		{9170, 9179, type1c1},
		{9180, 9189, type2ten},
		{9190, 9199, type1c2},
		{9230, 9239, type1c1},
		{9250, 9259, type1c1},
		{9270, 9279, type1c1},
		{9280, 9289, type1c1},
		{9300, 9349, type2ten},
		{9390, 9399, type1c2},
		{9400, 9449, type1c1},
		{9460, 9469, type1c1},
		{9470, 9479, type1c2},
		{9500, 9549, type2ten},
		{9550, 9569, type1c2},
		{9570, 9579, type2ten},
		{9630, 9639, type1c1},
		{9640, 9659, type1c2},
		{9660, 9669, type1c2},
		{9670, 9679, type1c2},
		{9680, 9689, type1c1},
		{9700, 9709, type1c2},
		{9960, 9969, type2ten},
	}
}

// BankAccount checks a Swedish clearing number (4 digits, 5 where it begins with 8) with the account number after it, all ASCII digits.
// Swedbank's check digit is not always kept, and some ranges have none, so the answer may be Unchecked.
func BankAccount(digits []byte) Verdict {
	if len(digits) < 10 || len(digits) > 15 || !AllDigits(digits) {
		return Impossible
	}
	clearing := four(digits)
	if clearing < 1100 {
		return Impossible
	}
	rule := unruled
	for _, r := range accountRanges() {
		if clearing >= int(r.from) && clearing <= int(r.to) {
			rule = r.rule
			break
		}
	}
	return rule.check(digits)
}

func (r accountRule) check(digits []byte) Verdict {
	account := digits[4:]
	switch r {
	case type1c1:
		return sized(digits, 11, mod11(digits[1:]))
	case type1c2:
		return sized(digits, 11, mod11(digits))
	case type2ten:
		return sized(digits, 14, Luhn(account))
	case type2nine:
		return sized(digits, 13, mod11(account))
	case type2swedbank:
		if Luhn(account) || len(account) > 10 && Luhn(account[1:]) {
			return Valid
		}
	}
	return Unchecked
}

func sized(digits []byte, want int, ok bool) Verdict {
	if len(digits) != want {
		return Unchecked
	}
	return checked(ok)
}

package identifier

// ReserveNumber checks the 12 characters of a reserve number of health care, in the layouts that are public:
//
//   - national (NRID): XXYYMMDDNNGC, XX 22–99 or 00, NN letters but I O Q V W, G digit, C check digit
//   - Stockholm: 99yyyyNNNNNC, C mod-10 over positions 5–11
//   - Västra Götaland: yyyymmddGggC, G one of K M X, gg 06–89
//   - Inera: yyyymmxxNNNC, xx 32–59
//   - Skåne and others: yyyymmdd and four characters of which one is a letter
//
// The check digit of the layouts with letters is not public, so they are Unchecked. Source: Inera and the regions, as gathered in the
// project's facts on masking.
func ReserveNumber(s []byte) Verdict {
	if len(s) != 12 || !AllDigits(s[:8]) {
		return Impossible
	}
	if s[0] == '9' && s[1] == '9' && AllDigits(s) {
		return stockholm(s)
	}
	if national(s) || inera(s) {
		return Unchecked
	}
	if !LongDay(four(s), two(s[4:]), two(s[6:])) || two(s) < 18 || two(s) > 20 {
		return Impossible
	}
	letters := 0
	for _, b := range s[8:] {
		switch {
		case b-'0' <= 9:
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			letters++
		default:
			return Impossible
		}
	}
	if letters == 0 || letters > 2 {
		return Impossible
	}
	return Unchecked
}

func stockholm(s []byte) Verdict {
	if year := four(s[2:]); year < 1850 || year > 2100 {
		return Impossible
	}
	return checked(Luhn(s[4:]))
}

// inera knows a reserve number by a day of the month that there is not, from 32 to 59.
func inera(s []byte) bool {
	return AllDigits(s) && two(s) >= 18 && two(s) <= 20 && two(s[4:]) >= 1 && two(s[4:]) <= 12 && two(s[6:]) >= 32 && two(s[6:]) <= 59
}

func national(s []byte) bool {
	century := two(s)
	if century != 0 && century < 22 || !ShortDay(two(s[2:]), two(s[4:]), two(s[6:])) {
		return false
	}
	const letters = "ABCDEFGHJKLMNPRSTUXYZ"
	return isOneOf(s[8], letters) && isOneOf(s[9], letters) && AllDigits(s[10:])
}

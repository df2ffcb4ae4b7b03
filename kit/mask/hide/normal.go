package hide

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/tillit-se/tillit/kit/mask"
)

// normal is what a value is compared by: two ways to write the same number, address or name give the same.
func normal(class mask.Class, value string) string {
	switch class {
	case mask.Place, mask.Organisation, mask.Address, mask.PostalPlace, mask.Property, mask.Custom:
		return foldWords(value)
	case mask.BirthDate, mask.Age:
		return foldWords(value)
	case mask.Personnummer, mask.Samordningsnummer:
		if digits := onlyDigits(value); len(digits) == 12 {
			return digits[2:]
		}
		return compact(value)
	case mask.Phone:
		return phoneNormal(value)
	case mask.IP, mask.Email, mask.URL:
		return strings.ToLower(strip(value))
	case literal:
		return value
	}
	return compact(value)
}

// phoneNormal lets 070-174 06 05, +46 70 174 06 05 and +46 (0)70… be the same.
func phoneNormal(value string) string {
	digits := onlyDigits(value)
	if rest, abroad := strings.CutPrefix(digits, "0046"); abroad {
		digits = "46" + rest
	}
	if rest, abroad := strings.CutPrefix(digits, "46"); abroad {
		return "0" + strings.TrimPrefix(rest, "0")
	}
	return digits
}

// foldWords folds case, composes letters and makes one blank of every run of them.
func foldWords(value string) string {
	return strings.Join(strings.Fields(strings.ToLower(strip(value))), " ")
}

// compact leaves only letters and digits, in lower case.
func compact(value string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strip(value))
}

// strip composes letters, turns all blanks into plain ones and takes away what cannot be seen.
func strip(value string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > ' ' && r < unicode.MaxASCII:
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r): // zero width, soft hyphens, direction marks
			return -1
		}
		return r
	}, norm.NFKC.String(value))
}

func onlyDigits(value string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, norm.NFKC.String(value))
}

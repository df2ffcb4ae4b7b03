package legalref

import "strings"

// registration reads a registration number of the Government Offices: I2021/01825, Ju2015/01234/L5. The unit after it is part of the
// citation, but not of the number: a case keeps its number when it moves.
func (p *parser) registration(i int) int {
	if !p.number(i+1) || !p.tight(i+1) || !p.sign(i+2, '/') || !p.tight(i+2) || !p.number(i+3) || !p.tight(i+3) || p.tight(i) && i > 0 && p.at(i-1).kind != tokenSign {
		return i
	}
	number := p.text[p.at(i).start:p.at(i+3).end]
	if !validRegistration(number) {
		return i
	}
	last := i + 3
	for p.sign(last+1, '/') && p.tight(last+1) && p.at(last+2).kind == tokenWord && p.tight(last+2) && p.capital(last+2) {
		last += 2
		if p.number(last+1) && p.tight(last+1) {
			last++
		}
	}
	if p.tight(last+1) && p.at(last+1).kind != tokenSign {
		return i
	}
	p.hit(i, last, Target{Series: "dnr", Number: number})
	return last + 1
}

// validRegistration checks the department, the year and the serial number, which has had four or five digits.
func validRegistration(number string) bool {
	head, serial, ok := strings.Cut(number, "/")
	if !ok || len(head) < 5 || len(serial) < 3 || len(serial) > 5 || !all(serial, isDigit) {
		return false
	}
	department, year := head[:len(head)-4], head[len(head)-4:]
	return isDepartment(department) && validYear(year) && year >= "1970" && year != "9999"
}

// isDepartment knows the departments that have had registers of their own.
func isDepartment(code string) bool {
	switch code {
	case "A", "Fi", "Fö", "I", "In", "Jo", "Ju", "KN", "Kn", "Kr", "Ku", "L", "LI", "M", "N", "S", "SB", "U", "UD", "UF", "IJ", "FA", "FI":
		return true
	}
	return false
}

// report reads "IMY Rapport 2021:1" and "RiR 2019:13": a report in the series of an authority.
func (p *parser) report(i int) int {
	at := i + 1
	switch {
	case p.raw(i) == "RiR":
	case p.looksShort(i) && p.is(at, wordReport) && p.gapBefore(at) == gapSpace:
		at++
	default:
		return i
	}
	if !p.number(at) || p.gapBefore(at) != gapSpace || !p.sign(at+1, ':') || !p.tight(at+1) || !p.number(at+2) || !p.tight(at+2) {
		return i
	}
	year, serial := p.raw(at), p.raw(at+2)
	if !validYear(year) || year < "1900" || len(serial) > 3 || serial[0] == '0' || p.tight(at+3) && p.at(at+3).kind != tokenSign {
		return i
	}
	p.hit(i, at+2, Target{Series: "rapport/" + slug(p.word(i)), Number: year + ":" + serial})
	return at + 3
}

// slug is a name in the letters that addresses have.
func slug(name string) string {
	return strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e").Replace(strings.ToLower(name))
}

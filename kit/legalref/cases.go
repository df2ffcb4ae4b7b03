package legalref

import "strings"

// reportedCase reads "NJA 1998 s. 14", "RÅ 1986 ref. 116", "HFD 2011 not. 5", "AD 1993 nr 100" and "MÖD 2001:9".
func (p *parser) reportedCase(i int) int {
	series := courtSeries(p.word(i))
	if !p.number(i+1) || p.gapBefore(i+1) != gapSpace || len(p.raw(i+1)) != 4 || !validYear(p.raw(i+1)) || p.raw(i+1) < "1870" {
		return i
	}
	year, at := p.raw(i+1), i+2
	if series == "dom/nja" {
		return p.njaCase(i, year)
	}
	mark := ":"
	switch {
	case p.sign(at, ':') && p.tight(at):
	case p.raw(at) == "ref" || p.is(at, wordNr):
		at = p.withDot(at)
	case p.raw(at) == "not":
		at = p.withDot(at)
		mark = "/not/"
	default:
		return i
	}
	return p.noteCase(i, at+1, series, year+mark)
}

// njaCase reads the page or the notice that cases of the Supreme Court are numbered by.
func (p *parser) njaCase(i int, year string) int {
	at, mark := i+2, "s"
	switch {
	case p.is(at, wordPage):
	case p.raw(at) == "not":
		mark = "/not/"
	default:
		return i
	}
	return p.noteCase(i, p.withDot(at)+1, "dom/nja", year+mark)
}

func (p *parser) noteCase(first, last int, series, prefix string) int {
	digits := p.raw(last)
	if !p.number(last) || len(digits) > 4 || digits[0] == '0' || !p.endsNumber(last) || p.gapBefore(last) == gapBlock {
		return first
	}
	p.hit(first, last, Target{Series: series, Number: prefix + digits})
	return last + 1
}

func courtSeries(court string) string {
	switch court {
	case "RÅ":
		return "dom/ra"
	case "MÖD":
		return "dom/mod"
	}
	return "dom/" + strings.ToLower(court)
}

// agencyAt notes that JO, JK or ARN is spoken of, so that a registration number that follows soon is theirs.
func (p *parser) agencyAt(i int) int {
	switch word := p.word(i); word {
	case "JK-beslut", "Justitiekanslerns":
		p.block.agency = "jk"
	case "Justitieombudsmannens":
		p.block.agency = "jo"
	default:
		p.block.agency = strings.ToLower(word)
	}
	p.block.until = p.at(i).end + 160
	return i + 1
}

// fileNumbers reads "dnr 3577-2011 och 5176-2013", "ärende nr 2567-05-40" and "änr 1999-1495" of the agency that the text has just named.
func (p *parser) fileNumbers(i int) int {
	at := p.withDot(i) + 1
	announced := p.is(at, wordNr) || p.raw(at) == "med" && p.is(at+1, wordFileNr)
	if p.word(i) == "ärende" && !announced {
		return i
	}
	for p.is(at, wordNr) || p.is(at, wordFileNr) || p.raw(at) == "med" {
		at++
	}
	next := i
	for p.block.agency != "" && p.at(i).start <= p.block.until {
		last := p.agencyNumber(at)
		if last < 0 {
			break
		}
		target := Target{Series: "avg/" + p.block.agency, Number: p.text[p.at(at).start:p.at(last).end]}
		p.hit(at, last, target)
		p.block.until = p.at(last).end + 160
		next = last + 1
		var ok bool
		if at, ok = p.separator(next); !ok && p.sign(next, ';') {
			at, ok = next+1, true
		}
		if !ok {
			break
		}
	}
	return next
}

// agencyNumber is the last token of a registration number in the form of the agency at hand, or -1: JO 3577-2011, ARN 1999-1495, JK
// 1879-02-40. A date is none.
func (p *parser) agencyNumber(i int) int {
	if !p.number(i) || !p.sign(i+1, '-') || !p.tight(i+1) || !p.number(i+2) || !p.tight(i+2) {
		return -1
	}
	first, second := p.raw(i), p.raw(i+2)
	third := ""
	if p.sign(i+3, '-') && p.tight(i+3) && p.number(i+4) && p.tight(i+4) {
		third = p.raw(i + 4)
	}
	switch p.block.agency {
	case "jo":
		if third == "" && len(first) <= 5 && validYear(second) {
			return i + 2
		}
	case "arn":
		if third == "" && validYear(first) && len(second) >= 4 && len(second) <= 5 {
			return i + 2
		}
	case "jk":
		if third != "" && len(first) <= 5 && len(second) == 2 && len(third) == 2 && !isDate(first, second, third) {
			return i + 4
		}
	}
	return -1
}

// isDate says that three numbers may be a day: 2002-12-02.
func isDate(year, month, day string) bool {
	return len(year) == 4 && year >= "1980" && year < "2100" && month <= "12" && day <= "31"
}

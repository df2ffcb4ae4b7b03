package legalref

import "strings"

// series is that of the document that the word at token i announces, and whether the word is an abbreviation.
func (p *parser) series(i int) (series string, short bool) {
	switch strings.ToLower(p.word(i)) {
	case "prop":
		return "prop", true
	case "proposition", "propositionen":
		return "prop", false
	case "skr":
		return "skr", true
	case "skrivelse", "skrivelsen":
		if before := strings.ToLower(p.word(i - 1)); i > 0 && before == "riksdagens" {
			return "rskr", false
		}
		return "skr", false
	case "rskr":
		return "rskr", true
	case "riksdagsskrivelse":
		return "rskr", false
	case "bet":
		return "bet", true
	case "betänkande", "betänkandet":
		return "bet", false
	case "sou":
		return "sou", true
	case "ds":
		return "ds", true
	case "dir":
		return "dir", true
	case "kommittédirektiv":
		return "dir", false
	}
	return "", false
}

// document reads "prop. 1999/2000:100 s. 42 och 43", "bet. 2011/12:TU1", "SOU 2000:2 och 2001:5". An abbreviation and its number may be
// torn apart by an empty line.
func (p *parser) document(i int) int {
	series, short := p.series(i)
	at := p.withDot(i) + 1
	if p.gapBefore(at) == gapBlock && (!short || at == i+1) {
		return i
	}
	doc, last, ok := p.documentNumber(at, series)
	if !ok {
		return i
	}
	next := p.noteDocument(i, last, doc)
	for {
		at, ok := p.separator(next)
		if !ok || p.gapBefore(at) == gapBlock {
			return next
		}
		if doc, last, ok = p.documentNumber(at, series); !ok {
			return next
		}
		next = p.noteDocument(at, last, doc)
	}
}

// documentNumber reads 1999/2000:100, 2011/12:TU1, 2016:41, or an old bill: 1958:B 6, nr 212/1949, 1952 nr 187.
func (p *parser) documentNumber(i int, series string) (doc Target, last int, ok bool) {
	if p.is(i, wordNr) && series == "prop" && p.number(i+1) && p.sign(i+2, '/') && p.number(i+3) {
		return p.oldBill(p.raw(i+3), p.raw(i+1), i+3)
	}
	if !p.number(i) || len(p.raw(i)) != 4 {
		return doc, i, false
	}
	if series == "prop" && p.is(i+1, wordNr) && p.number(i+2) {
		return p.oldBill(p.raw(i), p.raw(i+2), i+2)
	}
	session, at := p.raw(i), i+1
	if p.sign(at, '/') && p.tight(at) && p.number(at+1) && p.tight(at+1) {
		session += "/" + p.raw(at+1)
		at += 2
	}
	yearly := series == "sou" || series == "ds" || series == "dir"
	if session == "1999/00" {
		session = "1999/2000"
	}
	spans := strings.Contains(session, "/") // a session spans two years since 1975/76
	if yearly && spans || !yearly && !spans && session >= "1977" {
		return doc, i, false
	}
	if !p.sign(at, ':') || !p.tight(at) || !validSession(session) {
		return doc, i, false
	}
	number, last, ok := p.serial(at+1, series)
	if !ok {
		return doc, i, false
	}
	return Target{Series: series, Number: session + ":" + number}, last, true
}

// serial reads the part of a number after the colon.
func (p *parser) serial(i int, series string) (number string, last int, ok bool) {
	if p.gapBefore(i) == gapBlock {
		return "", i, false
	}
	prefix, at := "", i
	if p.at(i).kind == tokenWord {
		prefix, at = p.word(i), i+1
		committee := series == "bet" && p.tight(at) && len(prefix) <= 8
		chamber := series == "prop" && (prefix == "A" || prefix == "B")
		if !committee && !chamber {
			return "", i, false
		}
		if prefix == "A" && chamber {
			prefix = "" // the numbers of series A stand alone
		}
	} else if series == "bet" {
		return "", i, false
	}
	digits := p.raw(at)
	if !p.number(at) || len(digits) > 4 || digits[0] == '0' || p.tight(at+1) && (p.number(at+2) && p.tight(at+2) && !p.dash(at+1)) {
		return "", i, false
	}
	return prefix + digits, at, true
}

// oldBill is a bill from before 1971.
func (p *parser) oldBill(year, number string, last int) (Target, int, bool) {
	if len(year) != 4 || !validYear(year) || year > "1975" || len(number) > 3 {
		return Target{}, last, false
	}
	return Target{Series: "prop", Number: year + ":" + number}, last, true
}

// noteDocument notes a document that spans the tokens first to last, with the pages or the section that follow, and gives the token after.
func (p *parser) noteDocument(first, last int, doc Target) int {
	p.memory.document[doc.Series] = doc
	at := last + 1
	if pages, next := p.pages(at); len(pages) > 0 {
		p.notePages(first, doc, pages)
		return next
	}
	if p.sign(at, ',') {
		at++
	}
	if p.is(at, wordPart) && p.gapBefore(at) == gapSpace {
		if parts, next := p.partNumbers(at); len(parts) > 0 && !p.is(next, wordIn) {
			parts[0].first = first
			for _, part := range parts {
				p.hit(part.first, part.last, Target{Series: doc.Series, Number: doc.Number, Place: Place{Part: part.value}})
			}
			return next
		}
	}
	p.hit(first, last, doc)
	return last + 1
}

func (p *parser) notePages(first int, doc Target, pages []numbered) {
	pages[0].first = first
	for _, page := range pages {
		p.hit(page.first, page.last, Target{Series: doc.Series, Number: doc.Number, Place: Place{Page: page.value}})
	}
}

// pages reads ", s. 112–121, 141 och 142" at token i. Pages run upwards.
func (p *parser) pages(i int) (pages []numbered, next int) {
	at := i
	if p.sign(at, ',') {
		at++
	}
	if !p.is(at, wordPage) || p.gapBefore(at) == gapBlock {
		return nil, i
	}
	at = p.withDot(at) + 1
	next = i
	for p.number(at) && p.gapBefore(at) != gapBlock {
		digits := p.raw(at)
		if len(digits) > 4 || digits[0] == '0' || !p.endsNumber(at) || p.section(at+1) {
			break
		}
		if len(pages) > 0 {
			if _, _, sort := p.enumeration(at); sort != noKeyword || !ascends(pages[len(pages)-1].value, digits) {
				break
			}
		}
		pages = append(pages, numbered{first: at, last: at, value: digits})
		next = at + 1
		after := next
		for p.raw(after) == "f" || p.raw(after) == "ff" {
			after = p.withDot(after) + 1
		}
		var ok bool
		if at, _, ok = p.between(after); !ok {
			break
		}
	}
	return pages, next
}

// citedDocument reads "a. prop. s. 51": the bill cited before.
func (p *parser) citedDocument(i int) int {
	return p.again(i, i+2)
}

// sameDocument reads "samma prop. s. 51".
func (p *parser) sameDocument(i int) int {
	return p.again(i, i+1)
}

func (p *parser) again(first, i int) int {
	series, _ := p.series(i)
	doc, ok := p.memory.document[series]
	if !ok || !p.is(i, wordDocument) {
		return first
	}
	at := p.withDot(i) + 1
	pages, next := p.pages(at)
	if len(pages) == 0 {
		return first
	}
	p.notePages(first, doc, pages)
	return next
}

package legalref

import "strings"

// partNumbers reads "avsnitt 7.2.1, 12.2.8 och 12.2.12" at token i: numbered sections of a document.
func (p *parser) partNumbers(i int) (parts []numbered, next int) {
	at := i + 1
	next = i
	for {
		part, ok := p.dotted(at)
		if !ok {
			return parts, next
		}
		parts = append(parts, part)
		next = part.last + 1
		if len(parts) == 1 {
			parts[0].first = i
		}
		if at, _, ok = p.between(next); !ok {
			return parts, next
		}
	}
}

// dotted reads 8.2.2 as 8-2-2.
func (p *parser) dotted(i int) (numbered, bool) {
	n := numbered{first: i, last: i, value: p.raw(i)}
	if !p.number(i) || p.gapBefore(i) == gapBlock || !p.partNumber(i) {
		return n, false
	}
	for p.sign(n.last+1, '.') && p.tight(n.last+1) && p.number(n.last+2) && p.tight(n.last+2) {
		if !p.partNumber(n.last + 2) {
			return n, false
		}
		n.last += 2
		n.value += "-" + p.raw(n.last)
	}
	if p.section(n.last+1) || p.is(n.last+1, wordChapter) || p.tight(n.last+1) && p.at(n.last+1).kind == tokenWord || !p.endsNumber(n.last) {
		return n, false
	}
	return n, strings.Count(n.value, "-") < 6
}

func (p *parser) partNumber(i int) bool {
	digits := p.raw(i)
	return len(digits) < 4 && digits[0] != '0'
}

// numberedParts reads sections of a document: of the one named after them, or of the one that the text belongs to.
func (p *parser) numberedParts(i int) int {
	parts, next := p.partNumbers(i)
	if len(parts) == 0 {
		return i
	}
	if p.is(next, wordIn) && p.gapBefore(next) == gapSpace {
		return p.partsIn(parts, next)
	}
	p.noteParts(parts, p.options.Base)
	return next
}

// partsIn reads what sections before token i, the word "i", belong to. What is not known is left alone.
func (p *parser) partsIn(parts []numbered, i int) int {
	last := len(parts) - 1
	switch word := p.word(i + 1); {
	case p.is(i+1, wordCommittee) && strings.HasPrefix(p.word(i+2), "betänkande"):
		parts[last].last = i + 2
		p.noteParts(parts, p.options.Report)
		return i + 3
	case word == "betänkandet":
		parts[last].last = i + 1
		p.noteParts(parts, p.options.Report)
		return i + 2
	case p.is(i+1, wordDocument):
		return p.partsOf(parts, i+1)
	case word == "samband" || word == "fråga" || word == "det" && p.word(i+2) == "följande":
		p.noteParts(parts, p.options.Base)
	case word == "denna" && p.is(i+2, wordDocument):
		parts[last].last = i + 2
		p.noteParts(parts, p.options.Base)
		return i + 3
	}
	return i + 1
}

// partsOf reads sections of the document at token i.
func (p *parser) partsOf(parts []numbered, i int) int {
	series, _ := p.series(i)
	doc, last, ok := p.documentNumber(p.withDot(i)+1, series)
	if !ok {
		return i
	}
	p.memory.document[series] = doc
	if len(parts) == 1 {
		parts[0].last = last
		p.noteParts(parts, doc)
		return last + 1
	}
	p.noteParts(parts, doc)
	p.hit(i, last, doc)
	return last + 1
}

func (p *parser) noteParts(parts []numbered, doc Target) {
	if doc.Kind() != Preparatory {
		return
	}
	for _, part := range parts {
		p.hit(part.first, part.last, Target{Series: doc.Series, Number: doc.Number, Place: Place{Part: part.value}})
	}
}

// budget skips "utg. omr. 22 avsnitt 10.11.3" and "utgiftsområde 22": a part of the budget bill that has no address.
func (p *parser) budget(i int) int {
	at := p.withDot(i) + 1
	if p.raw(at) == "omr" {
		at = p.withDot(at) + 1
	}
	if !p.number(at) || p.gapBefore(at) == gapBlock {
		return i
	}
	at++
	if p.sign(at, ',') {
		at++
	}
	if p.is(at, wordPart) {
		if parts, next := p.partNumbers(at); len(parts) > 0 {
			return next
		}
	}
	return at
}

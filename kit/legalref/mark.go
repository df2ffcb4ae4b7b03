package legalref

import "strings"

// Some write the mark before the number: "§ 3 FL", "§§ 4–6", "2 kap. § 3". Minutes number their items in the same way, so such a provision is
// only resolved where its act follows it, or where the text belongs to an act.

// atMark reads what begins with a mark that does not belong to a number before it.
func (p *parser) atMark(i int) int {
	if !p.sign(i, '§') || p.gapBefore(i) != gapBlock && (p.number(i-1) || p.sign(i-1, '§') || p.letter(i-1) && p.number(i-2)) {
		return i
	}
	list := p.provisions(i)
	if len(list.cites) == 0 {
		return i
	}
	if p.options.Base.IsZero() && p.actAfter(list.next).form == phraseNone {
		return list.next
	}
	return p.provisionsAt(i)
}

// marksFirst reads "§ 3 a", "§§ 4–6 och 8" from the mark at token i. Several numbers follow only a doubled mark. from is where the reference
// begins, the mark or the chapter before it.
func (p *parser) marksFirst(i int, place Place, from int) (cites []cite, next int, ok bool) {
	several := p.doubled(i)
	at := i + 1
	if several {
		at++
	}
	var numbers []numbered
	for {
		n, ok := p.afterMark(at, numbers)
		if !ok {
			break
		}
		numbers, next = append(numbers, n), n.last+1
		if at, _, ok = p.between(next); !ok || !several {
			break
		}
	}
	if len(numbers) == 0 {
		return nil, i, false
	}
	for _, n := range numbers {
		c := cite{first: n.first, last: n.last, place: place}
		c.place.Section = n.value
		cites = append(cites, c)
	}
	cites[0].first = from
	if len(cites) == 1 {
		cites, next = p.parts(cites[0])
	}
	return cites, next, true
}

// afterMark reads one number, "3" or "3 a", after a mark and the numbers before it.
func (p *parser) afterMark(i int, before []numbered) (numbered, bool) {
	n := numbered{first: i, last: i, value: p.raw(i)}
	if !p.number(i) || p.gapBefore(i) == gapBlock || len(n.value) > 4 || n.value[0] == '0' {
		return n, false
	}
	if p.letter(i+1) && p.plainLetter(i+1) {
		n.last++
		n.value += p.raw(i + 1)
	} else if !p.endsNumber(i) && !p.dash(i+1) {
		return n, false
	}
	if p.is(n.last+1, wordChapter) || p.section(n.last+1) { // "§ 3 kap.", "§ 3 §": the number is that of what follows
		return n, false
	}
	return n, len(before) == 0 || ascends(before[len(before)-1].value, n.value)
}

// plural says that a noun stands for several acts: "lagarna (1999:1) och (1999:2)".
func plural(noun string) bool {
	switch strings.ToLower(noun) {
	case "lagarna", "lagar", "förordningarna", "förordningar", "kungörelserna", "kungörelser":
		return true
	}
	return false
}

// moreActs reads the acts that follow the first of several: "och (1999:2)", ", (1999:2) om y samt om z (1999:3)". Which of them "samma lag"
// would be, nobody knows.
func (p *parser) moreActs(i int) int {
	at := i
	for {
		number, ok := p.nextNumber(at)
		if !ok {
			return at
		}
		p.hit(number.first, number.last, number.act)
		p.named(number.act, "")
		p.forgetLast()
		at = number.close + 1
	}
}

// nextNumber finds the number of the next act, past the words of titles. What has a name of its own is read as that.
func (p *parser) nextNumber(i int) (actNumber, bool) {
	const mostWords = 24
	for at := i; at < i+mostWords; at++ {
		if number, ok := p.actNumber(at); ok {
			return number, true
		}
		t := p.at(at)
		switch {
		case t.gap == gapBlock, t.kind != tokenWord && !p.sign(at, ','):
			return actNumber{}, false
		case t.word == wordAct, t.word == wordReport, t.word == wordDocument, t.word == wordEuAct, t.word == wordSFS, p.nameEnd(at) >= 0:
			return actNumber{}, false
		}
	}
	return actNumber{}, false
}

package legalref

// cite is one provision as the text names it: which tokens, and which place.
type cite struct {
	first, last int // tokens, both included
	place       Place
}

// provisions are the provisions that one run of text enumerates, before it is known which act they belong to.
type provisions struct {
	cites []cite
	next  int // the token after the last one
}

// provisions reads "2 kap. 3 a § första stycket 2, 5–7 §§ och 8 kap. 1 § andra stycket" from token i. No cites: there are none here.
func (p *parser) provisions(i int) provisions {
	var list provisions
	var context Place
	at := i
	for {
		cites, next, ok := p.element(at, context, len(list.cites) > 0)
		if !ok {
			return list
		}
		list.cites = append(list.cites, cites...)
		list.next = next
		if context = cites[len(cites)-1].place; context.Section == "" {
			context = Place{} // in "2 kap. och 5 §" the section is not of that chapter
		}
		if at, ok = p.separator(next); !ok {
			return list
		}
	}
}

// separator skips a comma, "och", "eller" or both, or the dash of "5 §–8 §".
func (p *parser) separator(i int) (next int, ok bool) {
	if p.gapBefore(i) == gapBlock {
		return i, false
	}
	if p.sign(i, ',') {
		if i++; p.joiner(i) {
			i++
		}
		return i, true
	}
	if p.joiner(i) {
		return i + 1, true
	}
	if p.dash(i) && p.tight(i) && p.tight(i+1) {
		return i + 1, true
	}
	return i, false
}

func (p *parser) joiner(i int) bool {
	return (p.is(i, wordAnd) || p.is(i, wordOr)) && p.gapBefore(i) != gapBlock
}

// element reads one member of an enumeration: chapters, sections, or, where inList, the paragraphs of the section before.
func (p *parser) element(i int, context Place, inList bool) (cites []cite, next int, ok bool) {
	if p.gapBefore(i) == gapBlock && inList {
		return nil, i, false
	}
	if p.is(i, wordOrdinal) {
		return p.loosePieces(i, context)
	}
	if p.sign(i, '§') {
		return p.marksFirst(i, Place{Chapter: context.Chapter}, i)
	}
	if !p.number(i) {
		return nil, i, false
	}
	numbers, end, sort := p.enumeration(i)
	switch sort {
	case wordChapter:
		return p.chapters(numbers, end)
	case wordSection:
		cites, next := p.sections(numbers, end, Place{Chapter: context.Chapter}, -1)
		return cites, next, true
	}
	if inList && context.Section != "" {
		return p.loosePieces(i, context)
	}
	return nil, i, false
}

// chapters reads on after "2 kap.": the sections that follow, if any.
func (p *parser) chapters(numbers []numbered, end int) (cites []cite, next int, ok bool) {
	last := end
	if p.sign(end+1, '.') && p.tight(end+1) {
		last = end + 1
	}
	for n, chapter := range numbers {
		c := cite{first: chapter.first, last: chapter.last, place: Place{Chapter: chapter.value}}
		if n == len(numbers)-1 {
			c.last = last
		}
		cites = append(cites, c)
	}
	next = last + 1
	if len(numbers) == 1 && p.section(next) && p.number(next+1) {
		if sections, after, ok := p.marksFirst(next, cites[0].place, cites[0].first); ok {
			return sections, after, true
		}
	}
	if len(numbers) > 1 || !p.number(next) || p.gapBefore(next) == gapBlock {
		return cites, next, true
	}
	sections, mark, sort := p.enumeration(next)
	if sort != wordSection {
		return cites, next, true
	}
	place := cites[0].place
	if len(sections) == 1 {
		cites, next = p.sections(sections, mark, place, cites[0].first)
		return cites, next, true
	}
	more, next := p.sections(sections, mark, place, -1)
	return append(cites, more...), next, true
}

// sections makes cites of numbered sections, whose mark § is token mark. A single one may have its paragraphs and items after it; from is
// the token where its chapter began, or -1.
func (p *parser) sections(numbers []numbered, mark int, place Place, from int) (cites []cite, next int) {
	last := mark
	if p.doubled(mark) {
		last = mark + 1
	}
	for _, n := range numbers {
		c := cite{first: n.first, last: n.last, place: place}
		c.place.Section = n.value
		cites = append(cites, c)
	}
	end := &cites[len(cites)-1]
	end.last = last
	if len(cites) > 1 {
		return cites, last + 1
	}
	if from >= 0 {
		end.first = from
	}
	return p.parts(*end)
}

// numbered is one number of an enumeration, "7 a", with its tokens.
type numbered struct {
	first, last int
	value       string
}

// wordSection is the sort of an enumeration that ends with §. It is no word, so no token has it.
const wordSection keyword = 255

// enumeration reads "2, 4–6 och 8 §§" or "2 och 3 kap." from the number at token i, to the mark § or kap. that says what is numbered. The
// sort is [noKeyword] where there is no such mark, and where the numbers do not ascend, as they do in every act.
func (p *parser) enumeration(i int) (numbers []numbered, mark int, sort keyword) {
	at := i
	for len(numbers) < 200 {
		n, next, ok := p.numbered(at, numbers)
		if !ok || len(numbers) > 0 && !ascends(numbers[len(numbers)-1].value, n.value) {
			return nil, i, noKeyword
		}
		numbers = append(numbers, n)
		switch {
		case p.gapBefore(next) == gapBlock:
			return nil, i, noKeyword
		case p.section(next):
			if p.sign(n.first-1, ',') && len(numbers) > 1 && !p.doubled(next) {
				return nil, i, noKeyword // "punkt 2, 22 §"
			}
			return numbers, next, wordSection
		case p.is(next, wordChapter):
			if len(n.value) > 4 {
				return nil, i, noKeyword
			}
			return numbers, next, wordChapter
		}
		if at, _, ok = p.between(next); !ok {
			return nil, i, noKeyword
		}
	}
	return nil, i, noKeyword
}

// doubled says that the mark § at token i is the first of two.
func (p *parser) doubled(i int) bool { return p.section(i + 1) }

// between skips what stands between two numbers, and says whether it is the dash of an interval.
func (p *parser) between(i int) (next int, interval, ok bool) {
	if p.dash(i) {
		if i++; p.dash(i) {
			i++
		}
		return i, true, true
	}
	next, ok = p.separator(i)
	return next, false, ok
}

// numbered reads "7" or "7 a", or the "b" of "7 a och b", whose number is that of the one before.
func (p *parser) numbered(i int, before []numbered) (n numbered, next int, ok bool) {
	if len(before) > 0 && p.sectionLetter(i) {
		digits := leadingDigits(before[len(before)-1].value)
		return numbered{first: i, last: i, value: digits + p.raw(i)}, i + 1, true
	}
	if !p.number(i) || p.gapBefore(i) == gapBlock && len(before) > 0 {
		return numbered{}, i, false
	}
	digits := p.raw(i)
	if len(digits) > 4 || digits[0] == '0' {
		return numbered{}, i, false
	}
	if p.sectionLetter(i + 1) {
		return numbered{first: i, last: i + 1, value: digits + p.raw(i+1)}, i + 2, true
	}
	return numbered{first: i, last: i, value: digits}, i + 1, true
}

// sectionLetter says that token i is a letter of a number: one small letter, with a mark or another number after it.
func (p *parser) sectionLetter(i int) bool {
	if !p.letter(i) {
		return false
	}
	if p.section(i+1) || p.is(i+1, wordChapter) || p.dash(i+1) {
		return true
	}
	next, ok := p.separator(i + 1)
	return ok && (p.number(next) || p.letter(next))
}

// letter says that token i is one small letter from a to z.
func (p *parser) letter(i int) bool {
	t := p.at(i)
	return t.kind == tokenWord && t.end-t.start == 1 && isLower(p.text[t.start]) && t.gap != gapBlock
}

func leadingDigits(s string) string {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return s[:n]
}

// ascends says that b comes after a: 3 after 2, 3b after 3a, 3a after 3.
func ascends(a, b string) bool {
	x, y := leadingDigits(a), leadingDigits(b)
	if atoi(x) != atoi(y) {
		return atoi(x) < atoi(y)
	}
	return a[len(x):] < b[len(y):]
}

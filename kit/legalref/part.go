package legalref

import "strconv"

// parts reads what follows the mark of a single section: moment, paragraphs, sentences, items. The first cite takes the section with it;
// the others stand alone: "3 § fjärde stycket 2", "femte stycket".
func (p *parser) parts(section cite) (cites []cite, next int) {
	next = section.last + 1
	if p.gapBefore(next) == gapBlock {
		return []cite{section}, next
	}
	if moments, after := p.marked(next, wordMoment); len(moments) > 1 {
		return expand(section, moments, func(place *Place, v string) { place.Moment = v }), after
	} else if len(moments) == 1 {
		section.place.Moment = moments[0].value
		section.last, next = after-1, after
	}
	if pieces, after, ok := p.pieces(next); ok {
		return p.withPieces(section, pieces, after)
	}
	if sentences, after, ok := p.ordinals(next, wordSentence); ok {
		return expand(section, sentences, func(place *Place, v string) { place.Sentence = v }), after
	}
	items, interval, after := p.items(next)
	if len(items) == 0 {
		return []cite{section}, next
	}
	set := func(place *Place, v string) { place.Paragraph, place.Item = firstUnless(place.Paragraph), v }
	if len(items) > 1 || interval {
		return append([]cite{section}, expandAll(section.place, items, set)...), after
	}
	return p.withSentence(expand(section, items, set), after)
}

// marked reads "2 mom." or "1 och 2 st.": numbers up to the abbreviation that says what they number.
func (p *parser) marked(i int, mark keyword) (list []numbered, next int) {
	at := i
	for p.number(at) && len(p.raw(at)) < 3 && p.raw(at)[0] != '0' && len(list) < 20 && p.gapBefore(at) != gapBlock {
		list = append(list, numbered{first: at, last: at, value: p.raw(at)})
		if p.is(at+1, mark) && p.gapBefore(at+1) != gapBlock {
			last := p.withDot(at + 1)
			list[len(list)-1].last = last
			return list, last + 1
		}
		var ok bool
		if at, _, ok = p.between(at + 1); !ok {
			break
		}
	}
	return nil, i
}

// loosePieces reads paragraphs that stand by themselves, "första stycket 2", in the context of the section before, if any.
func (p *parser) loosePieces(i int, context Place) (cites []cite, next int, ok bool) {
	pieces, after, ok := p.pieces(i)
	if !ok {
		return nil, i, false
	}
	place := Place{Chapter: context.Chapter, Section: context.Section, Moment: context.Moment}
	cites, next = p.withPieces(cite{first: i, last: i, place: place}, pieces, after)
	return cites, next, true
}

// withPieces makes cites of paragraphs, and of what follows the last one: items or sentences.
func (p *parser) withPieces(section cite, pieces []numbered, next int) ([]cite, int) {
	cites := expand(section, pieces, func(place *Place, v string) { place.Paragraph = v })
	if len(pieces) > 1 || p.gapBefore(next) == gapBlock {
		return cites, next
	}
	piece := cites[0]
	if sentences, after, ok := p.ordinals(next, wordSentence); ok {
		return expand(piece, sentences, func(place *Place, v string) { place.Sentence = v }), after
	}
	items, interval, after := p.items(next)
	set := func(place *Place, v string) { place.Item = v }
	switch {
	case len(items) == 0:
		return cites, next
	case interval:
		return append(cites, expandAll(piece.place, items, set)...), after
	}
	cites = expand(piece, items, set)
	if len(items) > 1 {
		return cites, after
	}
	return p.withSentence(cites, after)
}

// withSentence reads the sentence of an item: "första stycket 2 andra meningen".
func (p *parser) withSentence(cites []cite, next int) ([]cite, int) {
	if p.gapBefore(next) == gapBlock {
		return cites, next
	}
	sentences, after, ok := p.ordinals(next, wordSentence)
	if !ok {
		return cites, next
	}
	return expand(cites[len(cites)-1], sentences, func(place *Place, v string) { place.Sentence = v }), after
}

// expand gives one cite for each number; the first begins where whole does.
func expand(whole cite, numbers []numbered, set func(*Place, string)) []cite {
	cites := expandAll(whole.place, numbers, set)
	cites[0].first = whole.first
	return cites
}

func expandAll(place Place, numbers []numbered, set func(*Place, string)) []cite {
	cites := make([]cite, 0, len(numbers))
	for _, n := range numbers {
		c := cite{first: n.first, last: n.last, place: place}
		set(&c.place, n.value)
		cites = append(cites, c)
	}
	return cites
}

// firstUnless is the first paragraph where none is named: "3 § 2" is item 2 of the only, or first, paragraph.
func firstUnless(paragraph string) string {
	if paragraph == "" {
		return "1"
	}
	return paragraph
}

// pieces reads "första stycket", "andra och tredje styckena" or "2 st.".
func (p *parser) pieces(i int) (pieces []numbered, next int, ok bool) {
	if p.number(i) {
		pieces, next = p.marked(i, wordPiece)
		return pieces, next, len(pieces) > 0
	}
	return p.ordinals(i, wordPiece)
}

// ordinals reads "första", "andra och tredje", up to the noun they belong to. An interval runs upwards or is none.
func (p *parser) ordinals(i int, noun keyword) (list []numbered, next int, ok bool) {
	at, interval := i, false
	for p.is(at, wordOrdinal) && (at == i || p.gapBefore(at) != gapBlock) && len(list) < 20 {
		value := p.at(at).value
		if interval && strconv.Itoa(int(value)) <= list[len(list)-1].value && value < 10 {
			return nil, i, false
		}
		list = append(list, numbered{first: at, last: at, value: strconv.Itoa(int(value))})
		if (p.is(at+1, noun) || noun == wordPoint && p.raw(at+1) == "punkterna") && p.gapBefore(at+1) != gapBlock {
			last := at + 1
			if noun == wordPiece && p.raw(last) == "st" {
				last = p.withDot(last)
			}
			list[len(list)-1].last = last
			return list, last + 1, true
		}
		if at, interval, ok = p.between(at + 1); !ok {
			break
		}
	}
	return nil, i, false
}

// items reads "2", "2 a", "2–4", "1, 3 och 4", "b) och c)", "punkt 2" or "andra punkten". The enumeration of an interval alone is said to
// be one, because its ends then stand apart from what comes before.
func (p *parser) items(i int) (list []numbered, interval bool, next int) {
	if points, after, ok := p.ordinals(i, wordPoint); ok {
		return points, false, after
	}
	at, dashed := p.itemWord(i), false
	for {
		item, after, ok := p.item(at, list)
		if !ok || dashed && !ascends(list[len(list)-1].value, item.value) {
			break
		}
		if len(list) == 0 {
			item.first = i
		}
		list, next, interval = append(list, item), after, interval || dashed
		if at, dashed, ok = p.between(after); !ok {
			break
		}
	}
	return list, interval && len(list) == 2, next
}

// itemWord skips "punkt", "p.", "led" or "anvisningarna punkt" before an item.
func (p *parser) itemWord(i int) int {
	at := i
	if p.is(at, wordNotes) {
		at++
	}
	if p.is(at, wordItem) && p.gapBefore(at) != gapBlock {
		return p.withDot(at) + 1
	}
	return i
}

// item reads one item. A number that belongs to what follows is none: "3 § 2 kap.", "3 § 20 000 kronor", "1 eller 7 §".
func (p *parser) item(i int, before []numbered) (n numbered, next int, ok bool) {
	if p.gapBefore(i) == gapBlock {
		return n, i, false
	}
	if p.letter(i) {
		return p.itemLetter(i, before)
	}
	attached := p.letter(i+1) && p.tight(i+1) // "2a"
	if !p.number(i) || len(p.raw(i)) > 2 || p.raw(i)[0] == '0' || !attached && !p.endsNumber(i) {
		return n, i, false
	}
	if p.countsOtherwise(i, len(before) == 0) {
		return n, i, false
	}
	n = numbered{first: i, last: i, value: p.raw(i)}
	if p.letter(i+1) && p.plainLetter(i+1) && p.raw(i+1) != "p" {
		n.value += p.raw(i + 1)
		n.last = i + 1
	}
	if p.is(n.last+1, wordPoint) || p.raw(n.last+1) == "p" && p.gapBefore(n.last+1) == gapSpace { // "2 p."
		n.last = p.withDot(n.last + 1)
	}
	return p.closed(n)
}

// countsOtherwise says that the number at token i begins an enumeration of sections or chapters, so that it is no item. The first number
// after a § can only do so when its own mark follows, and so can the one after "och" when a comma follows: "3 § 2 och 3, 15 och 16 §§". In
// "1 eller 7 § 1" the mark belongs to the 7 alone, and in "3 och 4 samt 6 kap. 10 §" to the 6.
func (p *parser) countsOtherwise(i int, first bool) bool {
	numbers, mark, sort := p.enumeration(i)
	switch {
	case sort == noKeyword:
		return false
	case len(numbers) == 1:
		return true
	case first, p.joiner(i-1) && p.sign(i+1, ','):
		return false
	case sort == wordSection:
		return p.doubled(mark)
	}
	_, _, after := p.enumeration(p.withDot(mark) + 1)
	return after != wordSection
}

// itemLetter reads "b" or "b)"; after "1 a" it is item 1 b.
func (p *parser) itemLetter(i int, before []numbered) (n numbered, next int, ok bool) {
	if !p.plainLetter(i) {
		return n, i, false
	}
	n = numbered{first: i, last: i, value: p.raw(i)}
	if len(before) > 0 {
		last := before[len(before)-1].value
		if digits := leadingDigits(last); digits != "" && digits != last {
			n.value = digits + n.value
		} else if digits != "" {
			return n, i, false
		}
	}
	return p.closed(n)
}

// closed takes the parenthesis of "6)" and "6.)".
func (p *parser) closed(n numbered) (numbered, int, bool) {
	switch {
	case p.sign(n.last+1, ')') && p.tight(n.last+1) && !p.openBefore(n.first):
		n.last++
	case p.sign(n.last+1, '.') && p.sign(n.last+2, ')') && p.tight(n.last+1) && p.tight(n.last+2) && !p.openBefore(n.first):
		n.last += 2
	}
	return n, n.last + 1, true
}

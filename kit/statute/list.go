package statute

import "strings"

// placePoint places a point of a list.
func (p *parser) placePoint(b *block) bool {
	if ordinal, rest, ok := numberLabel(p.src, b.body, b.end); ok {
		p.point(NumberList, ordinal, b, rest)
		return true
	}
	if rest, ok := dashLabel(p.src, b.body, b.end); ok {
		p.point(DashList, "", b, rest)
		return true
	}
	if letter, rest, ok := letterLabel(p.src, b.body, b.end); ok {
		p.point(LetterList, letter, b, rest)
		return true
	}
	if number, rest, ok := subsectionLabel(p.src, b.body, b.end); ok && p.section != nil {
		p.subsection = p.open(Subsection, p.section)
		p.subsection.Ordinal = number
		p.subsection.Label = p.text(b.body, trimEnd(p.src, b.body, rest))
		p.own(p.subsection, b.start, rest)
		if rest < b.end {
			p.placeParagraph(rest, b.end)
		}
		return true
	}
	return false
}

func (p *parser) point(kind Kind, ordinal string, b *block, rest int) {
	list := p.listFor(kind, ordinal, b)
	item := p.open(Item, list)
	item.Ordinal = ordinal
	if kind == DashList {
		item.Ordinal = itoa(len(list.Children))
	}
	item.Label = p.text(b.body, trimEnd(p.src, b.body, rest))
	item.Text = p.text(rest, b.end)
	p.own(item, b.start, b.end)
	p.finish(item)
}

// listFor returns the list that a point belongs to. A point that continues an open list goes there, the innermost first and the next
// number before a later one; a first point opens a list in the point before it, if that leads it in.
func (p *parser) listFor(kind Kind, ordinal string, b *block) *Unit {
	for _, fits := range [...]func(*Unit, string) bool{isNext, isLater} {
		for i := len(p.lists) - 1; i >= 0; i-- {
			if sameStyle(p.lists[i], kind, ordinal) && fits(p.lists[i], ordinal) {
				p.lists = p.lists[:i+1]
				return p.lists[i]
			}
		}
	}
	for i := len(p.lists) - 1; i >= 0; i-- {
		if sameStyle(p.lists[i], kind, ordinal) && ordinal != "1" && ordinal != "a" && ordinal != "A" {
			p.problem(ListBackwards, b.start, "point %s after point %s", ordinal, lastPoint(p.lists[i]).Ordinal)
			p.lists = p.lists[:i+1]
			return p.lists[i]
		}
	}
	return p.openList(kind)
}

// deepestList is how many lists may stand in each other; acts have three.
const deepestList = 6

func (p *parser) openList(kind Kind) *Unit {
	for len(p.lists) > 0 {
		top := p.lists[len(p.lists)-1]
		if item := lastPoint(top); len(p.lists) < deepestList && (kind > top.Kind || leadsIn(item.Text)) {
			return p.pushList(kind, item)
		}
		p.lists = p.lists[:len(p.lists)-1]
	}
	if p.paragraph != nil {
		return p.pushList(kind, p.paragraph)
	}
	return p.pushList(kind, p.holder())
}

func (p *parser) pushList(kind Kind, parent *Unit) *Unit {
	pending, spans := p.pending, p.pendingSpans
	p.pending, p.pendingSpans = nil, nil // marks belong to the point, not to the list
	list := p.open(kind, parent)
	p.pending, p.pendingSpans = pending, spans
	p.lists = append(p.lists, list)
	return list
}

// sameStyle reports whether a point has the kind of a list, and for letters the case.
func sameStyle(list *Unit, kind Kind, ordinal string) bool {
	return list.Kind == kind && (kind != LetterList || startsUpper(ordinal) == startsUpper(lastPoint(list).Ordinal))
}

func lastPoint(list *Unit) *Unit { return list.Children[len(list.Children)-1] }

// leadsIn reports whether a point ends in the middle of a sentence, so that a list may follow in it.
func leadsIn(text string) bool {
	return !endsSentence(text) && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, " och") && !strings.HasSuffix(text, " eller") &&
		!strings.HasSuffix(text, ";")
}

// isNext reports whether an ordinal is the next in a list; every dash is.
func isNext(list *Unit, ordinal string) bool {
	last := lastPoint(list).Ordinal
	switch list.Kind {
	case DashList:
		return true
	case LetterList:
		return nextLetter(last) == ordinal
	}
	return follows(last, ordinal)
}

// isLater reports whether an ordinal can stand in a list where numbers are missing.
func isLater(list *Unit, ordinal string) bool {
	last := lastPoint(list).Ordinal
	if list.Kind == LetterList {
		return ordinal > last
	}
	return compareOrdinals(ordinal, last) > 0
}

func nextLetter(letter string) string {
	switch letter {
	case "z":
		return "å"
	case "å":
		return "ä"
	case "ä":
		return "ö"
	}
	if len(letter) == 1 {
		return string(rune(letter[0] + 1))
	}
	return ""
}

package legalref

import "strings"

// actNumber is the number of an act in parentheses or brackets.
type actNumber struct {
	first, last int // tokens of the number itself
	close       int // token of the closing parenthesis
	act         Target
}

// actNumber reads "(1960:729)", "[2007:975]", "(SFS 1960:729)" or "(1736:0123 s. 2)" at token i. After the number may stand an
// abbreviation to remember: "(2017:900, FL)".
func (p *parser) actNumber(i int) (actNumber, bool) {
	if !p.sign(i, '(') && !p.sign(i, '[') || p.gapBefore(i) == gapBlock {
		return actNumber{}, false
	}
	at := i + 1
	if p.is(at, wordSFS) {
		at++
	}
	n, ok := p.bareNumber(at)
	if !ok {
		return actNumber{}, false
	}
	n.close = n.last
	if p.sign(n.last+1, ')') || p.sign(n.last+1, ']') {
		n.close = n.last + 1
		return n, true
	}
	if p.sign(n.last+1, ',') || p.sign(n.last+1, ';') {
		n.close = p.closing(n.last + 1)
		return n, true
	}
	return actNumber{}, false
}

// closing is the closing parenthesis that follows soon, or the token before i.
func (p *parser) closing(i int) int {
	for at := i; at < i+12; at++ {
		if p.sign(at, ')') || p.sign(at, ']') {
			return at
		}
	}
	return i - 1
}

// bareNumber reads 1960:729, 1736:0123 s. 2 or 1886:bih. 3 s. 1 at token i. What cannot be the number of an act is refused: a year
// before 1600, or a number larger than any year has had.
func (p *parser) bareNumber(i int) (actNumber, bool) {
	at := i
	if !p.number(at) || !p.sign(at+1, ':') {
		return actNumber{}, false
	}
	year := p.raw(at)
	at += 2
	bih := ""
	if p.raw(at) == "bih" {
		bih = "bih._"
		at = p.withDot(at) + 1
	}
	if !p.number(at) || p.gapBefore(at) == gapBlock || p.at(at+1).kind == tokenWord && p.tight(at+1) {
		return actNumber{}, false
	}
	n := actNumber{first: i, last: at}
	digits := p.raw(at)
	if !validYear(year) || len(digits) > 4 || atoi(digits) == 0 || atoi(digits) > 2500 && year != "9999" {
		return actNumber{}, false
	}
	page := ""
	if atoi(year) < 1950 {
		if page, n.last = p.oldPage(at); page != "" {
			page = "_s._" + page
		}
	}
	n.act = Target{Series: "sfs", Number: year + ":" + bih + digits + page}
	return n, true
}

// oldPage reads the page that numbers of the nineteenth century have: "s. 2", ".2" or " 2" after the number at token i.
func (p *parser) oldPage(i int) (page string, last int) {
	if p.is(i+1, wordPage) && p.gapBefore(i+1) == gapSpace {
		if at := p.withDot(i+1) + 1; p.number(at) && len(p.raw(at)) < 4 {
			return p.raw(at), at
		}
	}
	if p.sign(i+1, '.') && p.tight(i+1) && p.tight(i+2) && p.number(i+2) && len(p.raw(i+2)) == 1 {
		return p.raw(i + 2), i + 2
	}
	if p.number(i+1) && p.gapBefore(i+1) == gapSpace && len(p.raw(i+1)) < 3 {
		return p.raw(i + 1), i + 1
	}
	return "", i
}

// remember notes the name, and the abbreviation that may stand after the number: "(2017:900), FL," or "[FL]".
func (p *parser) remember(phrase actPhrase) {
	p.named(phrase.act, phrase.class)
	if phrase.form == phraseNamed {
		p.acts[phrase.key] = phrase.act
	}
	p.learnTitle(phrase)
	at := phrase.next
	for range 2 {
		if p.sign(at, ',') || p.sign(at, '[') || p.sign(at, '(') {
			at++
		}
		if p.raw(at) == "nedan" || p.raw(at) == "förkortad" || p.raw(at) == "förkortat" {
			at++
		}
	}
	if at > phrase.next && p.looksShort(at) && (p.sign(at+1, ',') || p.sign(at+1, ')') || p.sign(at+1, ']')) {
		p.short[p.raw(at)] = phrase.act
	}
	if number := phrase.last; p.looksShort(number-1) && p.sign(number-2, ',') && p.sign(number, ')') {
		p.short[p.raw(number-1)] = phrase.act
	}
}

// looksShort says that token i looks like the abbreviation of an act: FL, OSL, ÄktB.
func (p *parser) looksShort(i int) bool {
	t := p.at(i)
	if t.kind != tokenWord || t.end-t.start < 2 || t.end-t.start > 8 || t.broken {
		return false
	}
	word := p.text[t.start:t.end]
	big := strings.IndexFunc(word[1:], upper) >= 0
	return p.capital(i) && big && t.word != wordCourt && t.word != wordAgency
}

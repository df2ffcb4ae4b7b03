package legalref

import "unicode/utf8"

// parser reads one text. Its methods try a rule at a token and say how far it reached; they change nothing but the memory and the hits.
type parser struct {
	*memory
	options Options
	text    string
	tokens  []token
	hits    []Reference
}

// Tokens are asked for by index; beyond both ends stands the end token.

func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.tokens) {
		return &p.tokens[len(p.tokens)-1]
	}
	return &p.tokens[i]
}

func (p *parser) raw(i int) string {
	t := p.at(i)
	return p.text[t.start:t.end]
}

// word is the word at token i, put together where a line end has cut it.
func (p *parser) word(i int) string {
	if p.at(i).broken {
		return clean(p.raw(i))
	}
	return p.raw(i)
}

func (p *parser) is(i int, k keyword) bool { return p.at(i).word == k }

func (p *parser) number(i int) bool { return p.at(i).kind == tokenNumber }

func (p *parser) sign(i int, r rune) bool {
	t := p.at(i)
	return t.kind == tokenSign && t.sign == r
}

func (p *parser) section(i int) bool { return p.sign(i, '§') && p.at(i).gap != gapBlock }

func (p *parser) dash(i int) bool {
	t := p.at(i)
	return t.kind == tokenSign && t.gap != gapBlock && (t.sign == '-' || t.sign == '–' || t.sign == '—')
}

func (p *parser) gapBefore(i int) gap { return p.at(i).gap }

// tight says that nothing stands between token i and the one before.
func (p *parser) tight(i int) bool { return p.at(i).gap == gapNone && p.at(i).kind != tokenEnd }

// withDot is i, or the token after it where that is the full stop of an abbreviation.
func (p *parser) withDot(i int) int {
	if p.sign(i+1, '.') && p.tight(i+1) {
		return i + 1
	}
	return i
}

// endsNumber says that the number at token i is whole: no decimals, thousands, units or dates follow.
func (p *parser) endsNumber(i int) bool {
	after := p.at(i + 1)
	switch {
	case after.kind == tokenNumber && after.gap == gapSpace:
		return after.end-after.start != 3
	case after.kind == tokenWord:
		return after.gap != gapNone && !p.unit(i+1)
	case after.kind != tokenSign || !p.tight(i+2):
		return after.sign != '%'
	case after.sign == ':' || after.sign == '/' || after.sign == '.' || after.sign == ',':
		return !p.number(i + 2)
	}
	return after.sign != '%'
}

// unit says that token i is what a number counts.
func (p *parser) unit(i int) bool {
	switch p.at(i).word {
	case wordMonth, wordChapter, wordMoment, wordPiece:
		return true
	}
	switch p.word(i) {
	case "men": // "1 men." is a sentence, written so short that it is not read
		return p.sign(i+1, '.')
	case "procent", "kr", "kronor", "miljoner", "miljarder", "mkr", "år", "års", "månader", "veckor", "dagar", "timmar", "personer",
		"gånger", "euro", "meter", "km", "kg", "ton", "grader":
		return true
	}
	return false
}

// plainLetter says that the letter at token i may number an item, and is no preposition or abbreviation ("i", "s. 5", "t.ex.").
func (p *parser) plainLetter(i int) bool {
	if p.raw(i) == "i" || p.tight(i+1) && p.at(i+1).kind != tokenSign {
		return false
	}
	if !p.sign(i+1, '.') || !p.tight(i+1) {
		return true
	}
	after := p.at(i + 2)
	if after.gap == gapNone && after.kind != tokenEnd {
		return p.sign(i+2, ')')
	}
	return after.kind == tokenEnd || after.gap == gapBlock || after.kind == tokenWord && p.capital(i+2)
}

func (p *parser) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(p.raw(i))
	return upper(r)
}

// openBefore says that a parenthesis is open at token i, so that a ")" after it closes that one.
func (p *parser) openBefore(i int) bool {
	for n := i - 1; n >= 0 && n > i-60; n-- {
		switch {
		case p.sign(n, '('):
			return true
		case p.sign(n, ')'), p.gapBefore(n+1) == gapBlock:
			return false
		}
	}
	return false
}

// sentenceStart says that token i begins a sentence or a block.
func (p *parser) sentenceStart(i int) bool {
	return i == 0 || p.gapBefore(i) == gapBlock || p.sign(i-1, '.') || p.sign(i-1, ':') || p.sign(i-1, ';') || p.sign(i-1, ')') || p.sign(i-1, '/')
}

// hit notes a reference that spans the tokens first to last.
func (p *parser) hit(first, last int, target Target) {
	start, end := p.at(first).start, p.at(last).end
	p.hits = append(p.hits, Reference{Start: start, End: end, Text: p.text[start:end], Target: target})
}

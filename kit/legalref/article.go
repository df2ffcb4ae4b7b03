package legalref

import "strings"

// articles reads "artikel 25.6 i rådets direktiv 96/46/EG", "artiklarna 5.1 a och 6" and the act they belong to. Articles of an act that
// is not known are left alone.
func (p *parser) articles(i int) int {
	list, next := p.articleNumbers(i)
	if len(list) == 0 {
		return i
	}
	list[0].first = i
	act, ok := p.articleAct(next)
	switch {
	case !ok && p.is(next, wordIn):
		return next
	case !ok:
		if p.options.Base.Series == "celex" {
			p.noteArticles(list, p.options.Base.Document())
		}
		return next
	}
	explicit := act.first < act.next
	if len(list) == 1 && explicit {
		list[0].last = act.last
		p.noteArticles(list, act.act)
		p.learnEuropean(act)
		return act.next
	}
	p.noteArticles(list, act.act)
	if act.form != 0 {
		p.noteEuropean(act)
	}
	return act.next
}

// noteArticles notes articles of an act; those of a convention that stands in a Swedish act are marked A.
func (p *parser) noteArticles(list []numbered, act Target) {
	for _, n := range list {
		p.hit(n.first, n.last, Target{Series: act.Series, Number: act.Number, Place: Place{Article: n.value}})
	}
}

// articleNumbers reads "artikel 6.1 första stycket e", "artiklarna 5.1 a, b och 13–15".
func (p *parser) articleNumbers(i int) (list []numbered, next int) {
	at, interval := p.withDot(i)+1, false
	next = i
	for {
		word := at
		if len(list) > 0 && p.is(at, wordArticle) && p.gapBefore(at) == gapSpace { // "artikel 6 och artikel 9 i"
			at = p.withDot(at) + 1
		}
		n, ok := p.articleNumber(at, list)
		n.first = word
		if !ok || interval && len(list) > 0 && !strings.Contains(n.value, ".") && !ascends(list[len(list)-1].value, n.value) {
			return list, next
		}
		list = append(list, n)
		next = n.last + 1
		if at, interval, ok = p.between(next); !ok {
			return list, next
		}
	}
}

// articleNumber reads one article with its parts, or the letter of an article before: "6.1 a och c".
func (p *parser) articleNumber(i int, before []numbered) (numbered, bool) {
	n := numbered{first: i, last: i, value: p.raw(i)}
	if p.gapBefore(i) == gapBlock {
		return n, false
	}
	if p.letter(i) && p.plainLetter(i) && len(before) > 0 {
		stem, ok := withoutLetter(before[len(before)-1].value)
		n.value = stem + "." + p.raw(i)
		return n, ok
	}
	if !p.number(i) || !p.partNumber(i) || p.section(i+1) || p.is(i+1, wordChapter) {
		return n, false
	}
	p.attachedLetter(&n)
	for p.sign(n.last+1, '.') && p.tight(n.last+1) && p.number(n.last+2) && p.tight(n.last+2) {
		if !p.partNumber(n.last + 2) {
			return n, false
		}
		n.last += 2
		n.value += "." + p.raw(n.last)
		p.attachedLetter(&n)
	}
	if p.inParentheses(&n) {
		return n, true
	}
	if !p.endsNumber(n.last) && p.number(n.last) {
		return n, false
	}
	p.articleParts(&n)
	return n, true
}

// inParentheses takes the parts of "5(1)(a)" and "5.1(c)", as English texts write them, and the letter of "5.1.a".
func (p *parser) inParentheses(n *numbered) bool {
	before := n.last
	if p.sign(n.last+1, '.') && p.tight(n.last+1) && p.tight(n.last+2) && p.letter(n.last+2) &&
		(!p.tight(n.last+3) || p.at(n.last+3).kind == tokenSign) {
		n.value += "." + p.raw(n.last+2)
		n.last += 2
		return true
	}
	for p.sign(n.last+1, '(') && p.tight(n.last+1) && p.tight(n.last+2) && p.sign(n.last+3, ')') && p.tight(n.last+3) {
		if at := n.last + 2; !p.letter(at) && (!p.number(at) || !p.partNumber(at)) {
			break
		}
		n.value += "." + p.raw(n.last+2)
		n.last += 3
	}
	return n.last > before
}

// attachedLetter takes the letter of "4a".
func (p *parser) attachedLetter(n *numbered) {
	if p.letter(n.last+1) && p.tight(n.last+1) {
		n.last++
		n.value += p.raw(n.last)
	}
}

// articleParts reads what stands below an article: "första stycket e", "led b", "b)", "andra meningen". Letters are points; ordinals have
// no address of their own.
func (p *parser) articleParts(n *numbered) {
	at := n.last + 1
	for p.is(at, wordOrdinal) {
		if noun := p.at(at + 1); noun.word != wordPiece && noun.word != wordSentence && !strings.HasPrefix(p.word(at+1), "strecksats") {
			break
		}
		at += 2
		n.last = at - 1
	}
	if p.is(at, wordItem) {
		at++
	}
	if !p.letter(at) || !p.plainLetter(at) {
		return
	}
	n.value += "." + p.raw(at)
	n.last = at
	if p.sign(at+1, ')') && p.tight(at+1) && !p.openBefore(n.first) {
		n.last++
	}
}

// withoutLetter is 6.1 of 6.1.a.
func withoutLetter(value string) (string, bool) {
	at := strings.LastIndexByte(value, '.')
	if at < 0 || at+2 != len(value) || !isLower(value[at+1]) {
		return "", false
	}
	return value[:at], true
}

// articleAct reads "i rådets direktiv …", "i EU:s dataskyddsförordning", "i samma förordning", "i Europakonventionen" at token i.
func (p *parser) articleAct(i int) (europeanAct, bool) {
	if p.gapBefore(i) == gapBlock {
		return europeanAct{}, false
	}
	if !p.is(i, wordIn) { // "artikel 5 GDPR"
		if p.gapBefore(i) != gapSpace {
			return europeanAct{}, false
		}
		if act, ok := p.europeanAct(i); ok {
			return act, true
		}
		return p.namedEuropean(i, i)
	}
	at := i + 1
	for p.word(at) == "den" || p.word(at) == "det" || p.word(at) == "allmänna" || p.word(at) == "EU" && p.sign(at+1, ':') {
		if p.word(at) == "EU" {
			at += 2 // EU:s
		}
		at++
	}
	if act, ok := p.europeanAct(at); ok {
		return act, true
	}
	if p.is(at, wordSame) && europeanForm(p.word(at+1)) != 0 {
		return p.sameEuropean(at)
	}
	return p.namedEuropean(i, at)
}

// namedEuropean reads the name at token at, "GDPR" or "dataskyddsförordningen", of an act that is linked from token i.
func (p *parser) namedEuropean(i, at int) (europeanAct, bool) {
	word := p.word(at)
	act := europeanAct{first: i, last: at, next: at + 1}
	if act.act = p.acts[europeanKey(word)]; act.act.Series == "celex" {
		return act, true
	}
	known := acts()
	for _, lines := range [][]knownAct{known.names[europeanKey(word)], known.short[word]} {
		if len(lines) == 1 && (lines[0].document.Series == "celex" || europeanKey(word) == "europakonventionen" || word == "EKMR") {
			act.act = lines[0].document
			return act, true
		}
	}
	return act, false
}

// articlesAfter reads "GDPR artikel 22": the articles after the name of their act.
func (p *parser) articlesAfter(i int) int {
	if !p.is(i+1, wordArticle) || p.gapBefore(i+1) != gapSpace {
		return i
	}
	act, ok := p.namedEuropean(i, i)
	if !ok || act.act.Series != "celex" {
		return i
	}
	list, next := p.articleNumbers(i + 1)
	if _, other := p.articleAct(next); len(list) == 0 || other {
		return i
	}
	list[0].first = i
	p.noteArticles(list, act.act)
	p.european = act.act
	return next
}

// sameEuropean reads "samma direktiv". The act named last must be of that kind.
func (p *parser) sameEuropean(i int) (europeanAct, bool) {
	form := europeanForm(p.word(i + 1))
	if p.european.IsZero() || p.european.Number[5] != form {
		return europeanAct{}, false
	}
	return europeanAct{first: i, last: i + 1, next: i + 2, act: p.european}, true
}

// annex reads "bilaga III till förordning (EU) 2024/1689" and "punkt 5 i bilaga III" of it.
func (p *parser) annex(i int) int {
	at := i + 1
	value := p.word(at)
	if p.gapBefore(at) != gapSpace || !isRoman(value) {
		return i
	}
	last := at
	if p.is(at+1, wordItem) && p.number(at+2) && p.partNumber(at+2) {
		last = at + 2
		value += "." + p.raw(last)
	}
	place := Place{Annex: value}
	if !p.is(last+1, wordTo) && !p.is(last+1, wordIn) {
		if base := p.options.Base; base.Series == "celex" {
			p.hit(i, last, Target{Series: base.Series, Number: base.Number, Place: place})
		}
		return last + 1
	}
	act, ok := p.europeanAct(last + 2)
	if !ok {
		act, ok = p.namedEuropean(last+2, last+2)
		ok = ok && act.act.Series == "celex"
	}
	if !ok {
		return last + 1
	}
	p.hit(i, act.last, Target{Series: act.act.Series, Number: act.act.Number, Place: place})
	p.learnEuropean(act)
	return act.next
}

func isRoman(word string) bool {
	return word != "" && len(word) < 6 && all(word, func(c byte) bool { return c == 'I' || c == 'V' || c == 'X' || c == 'L' })
}

// celex reads a CELEX number: 32016R0679, or with the year in two digits, 395L0046. Swedish law uses it for directives.
func (p *parser) celex(i int) int {
	head := p.raw(i)
	if len(head) != 5 && len(head) != 3 || !p.tight(i+1) || !p.tight(i+2) || p.at(i+1).kind != tokenWord || !p.number(i+2) {
		return i
	}
	if p.tight(i+3) && p.at(i+3).kind != tokenSign || p.tight(i) && i > 0 {
		return i
	}
	letters, number := p.raw(i+1), p.raw(i+2)
	if len(head) == 3 {
		if head < "352" {
			return i
		}
		head = head[:1] + "19" + head[1:]
	}
	target := Target{Series: "celex", Number: head + letters + number}
	if !strings.Contains("356", head[:1]) || len(number) != 4 || head[1:] < "1952" || !validCelex(target.Number) {
		return i
	}
	p.hit(i, i+2, target)
	return i + 3
}

// europeanCase reads "mål C-362/14": a judgment of the Court of Justice or the General Court.
func (p *parser) europeanCase(i int) int {
	at := i + 1
	if p.is(at, wordNr) {
		at++
	}
	if !p.sign(at+1, '-') && !p.sign(at+1, '‑') || !p.tight(at+1) || !p.number(at+2) || !p.sign(at+3, '/') || !p.number(at+4) {
		return i
	}
	court := map[string]string{"C": "CJ", "T": "TJ", "F": "FJ"}[p.raw(at)]
	year, number := p.raw(at+4), p.raw(at+2)
	if court == "" || len(year) != 2 || len(number) > 4 || p.tight(at+5) && p.at(at+5).kind == tokenWord {
		return i
	}
	century := "20"
	if year >= "53" {
		century = "19"
	}
	celex := "6" + century + year + court + strings.Repeat("0", 4-len(number)) + number
	p.hit(at, at+4, Target{Series: "celex", Number: celex})
	return at + 5
}

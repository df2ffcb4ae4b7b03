package legalref

import "strings"

// scan hands each token to the rules that may begin there, and goes on after what they have read.
func (p *parser) scan() {
	for i := 0; i < len(p.tokens)-1; {
		if p.gapBefore(i) == gapBlock {
			p.block = blockMemory{}
		}
		next := i
		switch p.tokens[i].kind {
		case tokenNumber:
			next = p.atNumber(i)
		case tokenWord:
			next = p.atWord(i)
		case tokenSign:
			next = p.atMark(i)
		}
		i = max(next, i+1)
	}
}

// atNumber reads what begins with a number, unless that is a part of another: 2 in 1998:2 or 3,2.
func (p *parser) atNumber(i int) int {
	if p.tight(i) && i > 0 {
		before := p.at(i - 1)
		switch {
		case before.kind == tokenWord, before.sign == '.', before.sign == '-' && p.tight(i-1):
			return i
		case strings.ContainsRune(":/,–", before.sign) && p.tight(i-1) && p.number(i-2):
			return i
		}
	}
	if next := p.celex(i); next > i {
		return next
	}
	if p.labelled(i) {
		return i
	}
	if next := p.colonBefore(i); next > i {
		return next
	}
	return p.provisionsAt(i)
}

// labelled says that the number at token i is that of something else: "punkt 2", "nr 5", "kl. 10".
func (p *parser) labelled(i int) bool {
	at := i - 1
	if p.sign(at, '.') && p.tight(at) {
		at--
	}
	if i == 0 || p.gapBefore(i) == gapBlock {
		return false
	}
	switch p.at(at).word {
	case wordItem, wordNr, wordPage, wordChapter, wordPart, wordArticle, wordAnnex, wordCourt:
		return true
	}
	return p.raw(at) == "kl" || p.raw(at) == "klockan" || p.raw(at) == "ca"
}

// atWord reads what begins with a word.
func (p *parser) atWord(i int) int {
	if p.number(i+1) && p.tight(i+1) {
		return p.registration(i)
	}
	switch p.tokens[i].word {
	case noKeyword:
		return p.atOther(i)
	case wordOrdinal:
		return p.provisionsAt(i)
	case wordAct:
		return p.atAct(i)
	case wordSFS:
		return p.sfs(i)
	case wordDocument:
		return p.document(i)
	case wordSame:
		return p.sameDocument(i)
	case wordPart:
		return p.numberedParts(i)
	case wordBudget:
		return p.budget(i)
	case wordArticle:
		return p.articles(i)
	case wordAnnex:
		return p.annex(i)
	case wordOrgan, wordEuAct:
		return p.europeanActs(i)
	case wordCourt:
		return p.reportedCase(i)
	case wordAgency:
		return p.agencyAt(i)
	case wordFileNr:
		return p.fileNumbers(i)
	case wordCase:
		return p.europeanCase(i)
	}
	return i
}

// atOther reads what begins with a word that is no keyword: a name, an abbreviation, a registration number.
func (p *parser) atOther(i int) int {
	if p.raw(i) == "a" && p.sign(i+1, '.') {
		return p.citedDocument(i)
	}
	if isUpper(p.text[p.tokens[i].start]) || p.tokens[i].end-p.tokens[i].start < 6 {
		for _, rule := range [...]func(int) int{p.shortForm, p.report} {
			if next := rule(i); next > i {
				return next
			}
		}
	}
	if next := p.articlesAfter(i); next > i {
		return next
	}
	if endsEuropean(p.word(i)) {
		if next := p.europeanActs(i); next > i {
			return next
		}
	}
	if p.nameEnd(i) < 0 {
		return i
	}
	return p.actAlone(i)
}

// atAct reads what begins with "lagen" or "förordningen".
func (p *parser) atAct(i int) int {
	if next := p.europeanActs(i); next > i {
		return next
	}
	if next := p.changeNote(i); next > i {
		return next
	}
	return p.actAlone(i)
}

// actAlone notes an act that is named without a provision before it.
func (p *parser) actAlone(i int) int {
	phrase := p.actPhrase(i)
	if phrase.act.Series != "sfs" || phrase.form != phraseNamed && phrase.form != phraseAnonymous {
		return i
	}
	if p.isEuropeanName(i, phrase) {
		return i
	}
	p.hit(phrase.first, phrase.last, phrase.act)
	p.remember(phrase)
	if phrase.form == phraseAnonymous && plural(p.word(i)) {
		return p.moreActs(phrase.next)
	}
	return phrase.next
}

// isEuropeanName says that a known name without number is that of a convention, which is only cited by its articles.
func (p *parser) isEuropeanName(i int, phrase actPhrase) bool {
	return phrase.class == "konvention" && p.nameEnd(i) == phrase.last
}

// changeNote reads the note that ends a section, "Lag (2010:800).": an act that changed the statute at hand.
func (p *parser) changeNote(i int) int {
	if p.options.Base.Series != "sfs" || !p.sentenceStart(i) || !p.capital(i) {
		if p.options.Base.Series != "sfs" || i == 0 || p.raw(i-1) != "genom" {
			return i
		}
	}
	switch strings.ToLower(p.word(i)) {
	case "lag", "förordning", "kungörelse", "tillkännagivande":
	default:
		return i
	}
	number, ok := p.actNumber(i + 1)
	dot := number.close + 1
	if !ok || !p.sign(dot, '.') || !p.tight(dot) {
		return i
	}
	target := p.options.Base.Document()
	target.Place.Amendment = number.act.Number
	p.hit(i, dot, target)
	return dot + 1
}

// sfs reads "SFS 1960:729".
func (p *parser) sfs(i int) int {
	at := i + 1
	if p.is(at, wordNr) {
		at++
	}
	number, ok := p.bareNumber(at)
	if !ok || p.gapBefore(at) == gapBlock || p.raw(i) != "SFS" {
		return i
	}
	p.hit(i, number.last, number.act)
	p.named(number.act, "")
	return number.last + 1
}

// shortForm reads "RB 22:2 st. 2", "FL 28 §" and "BrB 3 kap. 1 §".
func (p *parser) shortForm(i int) int {
	if !p.number(i+1) && !p.section(i+1) || p.gapBefore(i+1) != gapSpace || !p.looksShort(i) {
		return i
	}
	act := p.byShort(p.raw(i))
	if act.Series != "sfs" {
		return i
	}
	if c, next, ok := p.colonForm(i + 1); ok {
		p.hit(i, c.last, Target{Series: act.Series, Number: act.Number, Place: c.place})
		p.named(act, "lag")
		return next
	}
	list := p.provisions(i + 1)
	if len(list.cites) == 0 {
		return i
	}
	if p.actAfter(list.next).form != phraseNone { // "FL 28 §, 10 kap. 2 § OSL": only the first is of the act before it
		list.cites, list.next, _ = p.element(i+1, Place{}, false)
	}
	list.cites[0].first = i
	for _, c := range list.cites {
		p.hit(c.first, c.last, Target{Series: act.Series, Number: act.Number, Place: c.place})
	}
	p.named(act, "lag")
	return list.next
}

// colonBefore reads "10:27 OSL": chapter and section before the abbreviation of their act.
func (p *parser) colonBefore(i int) int {
	c, next, ok := p.colonForm(i)
	if !ok || p.gapBefore(next) != gapSpace || !p.looksShort(next) {
		return i
	}
	act := p.byShort(p.raw(next))
	if act.Series != "sfs" {
		return i
	}
	p.hit(c.first, next, Target{Series: act.Series, Number: act.Number, Place: c.place})
	p.named(act, "lag")
	return next + 1
}

// colonForm reads chapter and section as "22:2", with "st. 2" or "2 st." after.
func (p *parser) colonForm(i int) (c cite, next int, ok bool) {
	if !p.number(i) || !p.sign(i+1, ':') || !p.tight(i+1) || !p.number(i+2) || !p.tight(i+2) || len(p.raw(i)) > 3 || len(p.raw(i+2)) > 3 {
		return c, i, false
	}
	c = cite{first: i, last: i + 2, place: Place{Chapter: p.raw(i), Section: p.raw(i + 2)}}
	if p.raw(i)[0] == '0' || p.raw(i + 2)[0] == '0' {
		return c, i, false
	}
	if p.letter(i+3) && p.plainLetter(i+3) && !p.joiner(i+3) {
		c.last++
		c.place.Section += p.raw(i + 3)
	}
	if p.section(c.last + 1) {
		c.last++
	}
	if at := p.withDot(c.last+1) + 1; p.is(c.last+1, wordPiece) && p.number(at) && len(p.raw(at)) < 3 && p.endsNumber(at) {
		c.place.Paragraph = p.raw(at)
		c.last = at
		return c, c.last + 1, true
	}
	cites, next := p.parts(c)
	if len(cites) > 1 {
		return c, c.last + 1, true
	}
	return cites[0], next, true
}

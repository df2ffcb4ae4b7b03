package legalref

import "strings"

// provisionsAt reads provisions at token i and the act they belong to, and notes what can be resolved. It gives the token after them, or i
// when there are none.
func (p *parser) provisionsAt(i int) int {
	list := p.provisions(i)
	if len(list.cites) == 0 {
		return i
	}
	phrase := p.actAfter(list.next)
	if p.chapterAfter(list.next) && list.cites[len(list.cites)-1].place.Chapter != "" {
		phrase = actPhrase{form: phraseForeign, next: list.next} // "8 kap. 6 § samt 30 § detta kapitel"
	}
	switch phrase.form {
	case phraseForeign:
		p.forgetLast()
		return phrase.next
	case phraseNone:
		p.relative(list.cites)
		return list.next
	case phraseThis:
		p.relative(list.cites)
		p.last = lastAct{p.options.Base.Document(), phrase.class}
		return phrase.next
	}
	p.external(list.cites, phrase)
	return phrase.next
}

// chapterAfter says that "detta kapitel" or "i det kapitlet" stands at token i.
func (p *parser) chapterAfter(i int) bool {
	if p.is(i, wordIn) {
		i++
	}
	return (p.raw(i) == "detta" || p.raw(i) == "det") && strings.HasPrefix(p.word(i+1), "kapit")
}

// external notes provisions with the act that follows them. A single section is one reference with the name of its act; otherwise each
// stands for itself.
func (p *parser) external(cites []cite, phrase actPhrase) {
	linked := phrase.form == phraseNamed
	if len(cites) == 1 && cites[0].place.Section != "" && (phrase.form == phraseNamed || phrase.form == phraseSame) {
		cites[0].last = phrase.last
		linked = false
	} else {
		linked = linked || phrase.form == phraseAnonymous
	}
	for _, c := range cites[firstOf(cites):] {
		p.block.split = p.block.split || c.place.Chapter != ""
		if c.place.Section == "" && c.place.Chapter == "" {
			continue // "första stycket lagen (1990:1)": of which section?
		}
		p.hit(c.first, c.last, Target{Series: phrase.act.Series, Number: phrase.act.Number, Place: c.place})
	}
	if linked {
		p.hit(phrase.first, phrase.last, phrase.act)
	}
	if phrase.form != phraseSame {
		p.remember(phrase)
	}
}

// firstOf is the first provision that can be of the act named after an enumeration. In "22 a § samt 7 kap. 1 § försäkringsrörelselagen"
// that act has chapters, so 22 a § is probably not one of its sections.
func firstOf(cites []cite) int {
	for i := 1; i < len(cites); i++ {
		if before := cites[i-1].place; cites[i].place.Chapter != "" && before.Chapter == "" && before.Section != "" {
			return i
		}
	}
	return 0
}

// relative notes provisions of the document that the text belongs to, or, where that is not said, of the only act that the block has
// named so far.
func (p *parser) relative(cites []cite) {
	base := p.options.Base
	if base.IsZero() && !p.block.many {
		base = p.block.act
	}
	if base.Series != "sfs" {
		return
	}
	for _, c := range cites {
		if p.options.Base.IsZero() && c.place.Chapter == "" && (c.place.Section == "" || p.block.split) {
			continue
		}
		p.hit(c.first, c.last, base.with(c.place))
	}
}

// with is a place told from where t is: the levels above it that are not named are those of t.
func (t Target) with(place Place) Target {
	above := [...]struct{ from, into *string }{
		{&t.Place.Chapter, &place.Chapter},
		{&t.Place.Section, &place.Section},
		{&t.Place.Moment, &place.Moment},
		{&t.Place.Paragraph, &place.Paragraph},
	}
	for _, level := range above {
		if *level.into != "" {
			break
		}
		*level.into = *level.from
	}
	return Target{Series: t.Series, Number: t.Number, Place: place}
}

// actAfter reads the name of the act that provisions before token i belong to: "i den upphävda kommunallagen (1991:900)", "AvtL".
func (p *parser) actAfter(i int) actPhrase {
	if p.gapBefore(i) == gapBlock {
		return actPhrase{}
	}
	i = p.skipLoose(i)
	if n, ok := p.actNumber(i); ok { // "kungörelsens 11–14 §§ (1961:656)"
		return actPhrase{form: phraseAnonymous, first: n.first, last: n.last, next: n.close + 1, act: n.act}
	}
	at := i
	if p.is(at, wordIn) {
		at++
	}
	at, alien := p.skipModifiers(at)
	if p.gapBefore(at) == gapBlock {
		return actPhrase{}
	}
	phrase := p.actPhrase(at)
	switch {
	case phrase.form != phraseNone && alien:
		return actPhrase{form: phraseForeign, next: phrase.next}
	case phrase.form != phraseNone:
		return phrase
	case p.foreign(at), p.is(at, wordOf) && p.is(at+1, wordSame):
		return actPhrase{form: phraseForeign, next: at + 1}
	}
	if short := p.word(i); p.looksShort(i) && !p.byShort(short).IsZero() {
		return actPhrase{form: phraseNamed, first: i, last: i, next: i + 1, act: p.byShort(short), key: short, class: "lag"}
	}
	if p.unknownShort(i) || p.joiner(i) && p.is(i+1, wordItem) && p.number(i+2) && p.is(i+3, wordOf) && p.is(i+4, wordNotes) {
		return actPhrase{form: phraseForeign, next: i + 1}
	}
	return actPhrase{}
}

// unknownShort says that an abbreviation of some act or other rules stands at token i, which is not known: "5 § SPR", "3 § KöpL".
func (p *parser) unknownShort(i int) bool {
	word := p.word(i)
	if p.at(i).kind != tokenWord || p.gapBefore(i) != gapSpace || !p.capital(i) {
		return false
	}
	if strings.ToUpper(word) == word {
		return true // also the letter of a moment: "27 § 1 mom. B värnpliktslagen"
	}
	return p.looksShort(i) && (strings.HasSuffix(word, "L") || strings.HasSuffix(word, "B") || strings.HasSuffix(word, "FS"))
}

// skipLoose skips parts of a section that have no address: "sista stycket", "första strecksatsen".
func (p *parser) skipLoose(i int) int {
	word := p.word(i + 1)
	last := p.word(i) == "sista" || p.is(i, wordOrdinal)
	if last && p.gapBefore(i) == gapSpace && p.gapBefore(i+1) == gapSpace &&
		(p.is(i+1, wordPiece) || p.is(i+1, wordSentence) || p.is(i+1, wordPoint) || strings.HasPrefix(word, "strecksats")) {
		return i + 2
	}
	return i
}

// skipModifiers skips "den upphävda", "nya" and the like before the name of an act. The act of another country is alien.
func (p *parser) skipModifiers(i int) (next int, alien bool) {
	at := i
	for at < i+4 && p.at(at).kind == tokenWord && p.gapBefore(at) == gapSpace {
		switch p.word(at) {
		case "norska", "danska", "finska", "finländska", "isländska", "tyska", "engelska", "brittiska", "franska", "amerikanska", "åländska":
			alien = true
		case "den", "det", "de", "nya", "gamla", "äldre", "tidigare", "dåvarande", "nuvarande", "gällande", "då", "numera", "upphävda",
			"föreslagna", "svenska", "ovan", "allmänna":
		default:
			if !p.adjective(at) {
				return at, alien
			}
		}
		at++
	}
	return at, alien
}

// adjective says that token i is an adjective of the name that follows it: "kyrkliga indelningslagen".
func (p *parser) adjective(i int) bool {
	word := p.word(i)
	for _, end := range [...]string{"liga", "iska", "ella", "nala"} {
		if strings.HasSuffix(word, end) {
			return p.gapBefore(i+1) == gapSpace && p.nameEnd(i+1) >= 0
		}
	}
	return false
}

// foreign says that rules other than an act are named at token i: "Vägverkets föreskrifter", "konventionen", "VVFS 1996:200".
func (p *parser) foreign(i int) bool {
	if p.at(i).kind != tokenWord || p.gapBefore(i) != gapSpace {
		return false
	}
	word := p.word(i)
	switch {
	case p.is(i, wordForeign), p.is(i, wordEuAct) && word != "beslut", p.is(i, wordOrgan), word == "klass", word == "klasserna":
		return true
	case strings.HasSuffix(word, "FS") && p.number(i+1):
		return true
	case endsForeign(word):
		return true
	case !strings.HasSuffix(word, "s"):
		return false
	}
	for at := i + 1; at < i+4 && p.at(at).kind == tokenWord && p.gapBefore(at) == gapSpace; at++ {
		if p.is(at, wordForeign) || p.is(at, wordAct) || endsForeign(p.word(at)) {
			return true
		}
	}
	return false
}

// endsForeign says that a word names rules that are no act: -konventionen, -avtalet, -protokollet, -fördraget, -direktivet.
func endsForeign(word string) bool {
	for _, end := range [...]string{"konventionen", "avtalet", "protokollet", "fördraget", "direktivet", "föreskrifter", "föreskrifterna", "stadgarna"} {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}

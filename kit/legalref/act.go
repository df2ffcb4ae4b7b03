package legalref

import "strings"

// actPhrase is a run of text that names an act: "varumärkeslagen (1960:644)", "lagen (1980:424)", "samma lag".
type actPhrase struct {
	form        phraseForm
	first, last int    // tokens to link when the phrase stands alone
	next        int    // the token after the phrase
	act         Target // zero when the act is not known
	key         string // of a name, to remember
	class       string // lag, förordning, …: for "samma lag"
}

type phraseForm uint8

const (
	phraseNone      phraseForm = iota
	phraseNamed                // a word that ends in -lagen or the like, with or without number
	phraseAnonymous            // lagen, förordningen, with number: only the number is linked
	phraseSame                 // samma lag
	phraseThis                 // denna lag
	phraseTitled               // lagen om clearing, after its number has been given: nothing is linked
	phraseForeign              // rules that are no act, or an act that is not known
)

// actSuffixes are what the names of acts end in, with the noun that they are called by.
var actSuffixes = [...]struct{ suffix, class, article string }{
	{"lagen", "lag", ""},
	{"balken", "balk", ""},
	{"förordningen", "förordning", ""},
	{"formen", "form", ""},
	{"ordningen", "ordning", ""},
	{"kungörelsen", "kungörelse", ""},
	{"stadgan", "stadga", ""},
	{"instruktionen", "instruktion", ""}, //nolint:misspell // Swedish
	{"konventionen", "konvention", ""},
	{"förordning", "förordning", "en"},
	{"kungörelse", "kungörelse", "n"},
	{"stadga", "stadga", "n"},
	{"balk", "balk", "en"},
	{"lag", "lag", "en"},
	{"ordning", "ordning", "en"},
}

// actClass is the noun that a word for an act ends in, and the ending that makes it definite; "" when it is no such word.
func actClass(word string) (class, article string) {
	if len(word) < 3 {
		return "", ""
	}
	switch word[len(word)-1] {
	case 'n', 'g', 'k', 'e', 'a':
	case 's':
		word = word[:len(word)-1]
	default:
		return "", ""
	}
	for _, s := range actSuffixes {
		if strings.HasSuffix(word, s.suffix) {
			return s.class, s.article
		}
	}
	return "", ""
}

// actKey is the form in which a name is remembered: definite, no genitive, small letters, no stray hyphens.
func actKey(name string) string {
	name = unhyphen(strings.ToLower(name))
	class, article := actClass(name)
	if class == "" {
		return name
	}
	if bare := strings.TrimSuffix(name, "s"); bare != name && (article != "" || strings.HasSuffix(bare, "n")) {
		name = bare
	}
	return name + article
}

// unhyphen takes out hyphens inside words, which badly broken text has, but not those of "offentlighets- och".
func unhyphen(name string) string {
	if !strings.Contains(name, "-") || strings.Contains(name, "- ") {
		return name
	}
	if known := acts().names; known[name] != nil {
		return name
	}
	return strings.ReplaceAll(name, "-", "")
}

// nameEnd reads the name of an act at token i: one word, or "plan- och bygglagen". It gives the last token, or -1.
func (p *parser) nameEnd(i int) int {
	if p.at(i).kind != tokenWord {
		return -1
	}
	if p.sign(i+1, '-') && p.tight(i+1) && p.joiner(i+2) && p.at(i+3).kind == tokenWord && p.gapBefore(i+3) == gapSpace {
		if class, _ := actClass(p.word(i + 3)); class != "" && p.at(i+3).word == noKeyword {
			return i + 3
		}
	}
	if class, _ := actClass(p.word(i)); class == "" || p.at(i).word != noKeyword || notAct(p.word(i)) {
		return -1
	}
	return i
}

// notAct says that a word ends like the name of an act but is none: förslagen, bolagen.
func notAct(word string) bool {
	word = strings.TrimSuffix(strings.ToLower(word), "s")
	for _, other := range [...]string{
		"bolagen", "förslagen", "anslagen", "avslagen", "underlagen", "omslagen", "tillslagen", "vederlagen", "emballagen", "föreslagen",
		"transportslagen", "trafikslagen", "inkomstslagen", "klockslagen", "djurslagen", "anordningen", "samordningen", "dagordningen",
		"rättsordningen", "reformen", "plattformen", "uniformen", "turordningen", "arbetsordningen", "bolagsordningen", "skolformen",
		"förslag", "anslag", "bolag", "underlag", "avslag", "beslag", "inslag", "uppslag", "utslag", "anordning", "samordning", "sammanslagen", "lördag",
		"söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "avtalsslag", "helgdag", "vardag",
	} {
		if strings.HasSuffix(word, other) {
			return true
		}
	}
	return false
}

// nameText is the words from first to last, put together where lines have broken them.
func (p *parser) nameText(first, last int) string {
	if first == last {
		return p.word(first)
	}
	return p.word(first) + "- " + p.word(last-1) + " " + p.word(last)
}

// actPhrase reads the name of an act at token i, or finds out that rules are named that are no act or not known.
func (p *parser) actPhrase(i int) actPhrase {
	if p.is(i, wordSame) || p.is(i, wordThis) {
		return p.pointingPhrase(i)
	}
	if p.is(i, wordAct) {
		return p.anonymousPhrase(i)
	}
	end := p.nameEnd(i)
	if end < 0 {
		return actPhrase{}
	}
	name := p.nameText(i, end)
	class, article := actClass(name)
	phrase := actPhrase{form: phraseNamed, first: i, last: end, next: end + 1, key: actKey(name), class: class}
	if number, ok := p.actNumber(end + 1); ok {
		phrase.act = number.act
		phrase.last, phrase.next = number.close, number.close+1
		return phrase
	}
	if article != "" {
		return actPhrase{} // "enligt lag" and "bokföringslag" without number are common words
	}
	if phrase.act = p.byName(phrase.key); phrase.act.IsZero() {
		phrase.form = phraseForeign
	}
	return phrase
}

// pointingPhrase reads "samma lag" and "denna lag".
func (p *parser) pointingPhrase(i int) actPhrase {
	if !p.is(i+1, wordAct) || p.gapBefore(i+1) == gapBlock {
		if p.is(i, wordSame) {
			return actPhrase{form: phraseForeign, next: i + 1} // "samma reglemente"
		}
		return actPhrase{}
	}
	class, _ := actClass(p.word(i + 1))
	phrase := actPhrase{first: i, last: i + 1, next: i + 2, class: class}
	if p.is(i, wordThis) {
		phrase.form = phraseThis
		return phrase
	}
	phrase.form = phraseSame
	if p.last.class == "" || p.last.class == class {
		phrase.act = p.last.act
	}
	if phrase.act.IsZero() {
		phrase.form = phraseForeign
	}
	return phrase
}

// anonymousPhrase reads "lagen (1980:424)", "lagen om upphovsrätt (1960:729)". Without a number the act is not known.
func (p *parser) anonymousPhrase(i int) actPhrase {
	class, _ := actClass(p.word(i))
	if class == "" {
		class = strings.ToLower(p.word(i))
	}
	number, ok := p.actNumber(i + 1)
	if !ok {
		number, ok = p.numberAfterTitle(i + 1)
	}
	if ok {
		return actPhrase{form: phraseAnonymous, first: number.first, last: number.last, next: number.close + 1, act: number.act, class: class}
	}
	if act := p.byTitle(i+1, class); !act.IsZero() {
		return actPhrase{form: phraseTitled, first: i, last: i, next: i + 1, act: act, class: class}
	}
	return actPhrase{form: phraseForeign, first: i, last: i, next: i + 1}
}

// numberAfterTitle finds the number after the title of an act: "om upphovsrätt till litterära verk (1960:729)".
func (p *parser) numberAfterTitle(i int) (actNumber, bool) {
	if !p.title(i) {
		return actNumber{}, false
	}
	for at := i + 1; at < i+16; at++ {
		if number, ok := p.actNumber(at); ok {
			return number, true
		}
		if p.at(at).kind != tokenWord || p.gapBefore(at) == gapBlock || p.is(at, wordAct) || p.is(at, wordReport) || p.is(at, wordDocument) {
			break
		}
	}
	return actNumber{}, false
}

// title says that the title of an act begins at token i.
func (p *parser) title(i int) bool {
	switch p.raw(i) {
	case "om", "angående", "med", "för":
		return p.gapBefore(i) == gapSpace
	}
	return false
}

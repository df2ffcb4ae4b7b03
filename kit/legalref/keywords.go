package legalref

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// keyword is a word that the grammar knows.
type keyword uint8

const (
	noKeyword     keyword = iota
	wordChapter           // kap
	wordPiece             // stycket
	wordSentence          // meningen
	wordMoment            // mom
	wordPoint             // punkten
	wordItem              // led, punkt before a number
	wordNotes             // anvisningarna
	wordOrdinal           // första
	wordAnd               // och, samt
	wordOr                // eller
	wordIn                // i
	wordSame              // samma, nämnda
	wordThis              // denna
	wordTo                // till
	wordAct               // lagen: a noun for acts, alone
	wordSFS               // SFS
	wordDocument          // prop, SOU: see parser.series
	wordPage              // s, sidan
	wordPart              // avsnitt
	wordArticle           // artikel
	wordAnnex             // bilaga
	wordOrgan             // rådets, kommissionens
	wordOf                // av
	wordThe               // den
	wordMonth             // januari
	wordNr                // nr
	wordCourt             // NJA, RÅ
	wordAgency            // JO, JK, ARN
	wordFileNr            // dnr, änr, ärende
	wordReport            // rapport
	wordBudget            // utg, utgiftsområde
	wordForeign           // föreskrifter, konventionen: rules that are no act
	wordEuAct             // förordning, direktiv, beslut alone
	wordCase              // mål
	wordCommittee         // kommitténs
)

// lookup gives the keyword that a word is, with the value of an ordinal or a month. Words are known with a capital first letter too;
// abbreviations only as they are written.
func lookup(word string) (keyword, uint8) {
	if len(word) > 24 {
		return noKeyword, 0
	}
	if k := abbreviation(word); k != noKeyword {
		return k, 0
	}
	if c := word[0]; isUpper(c) || c >= 0x80 {
		word = lowerFirst(word)
	}
	if k := plainWord(word); k != noKeyword {
		return k, 0
	}
	if n := ordinal(word); n > 0 {
		return wordOrdinal, n
	}
	if n := month(word); n > 0 {
		return wordMonth, n
	}
	return noKeyword, 0
}

func abbreviation(word string) keyword {
	switch word {
	case "SFS":
		return wordSFS
	case "SOU", "Ds", "DS", "PROP":
		return wordDocument
	case "NJA", "RÅ", "HFD", "AD", "RH", "MÖD", "MIG", "MD", "RK":
		return wordCourt
	case "JO", "JK", "ARN", "JK-beslut", "Justitiekanslerns", "Justitieombudsmannens":
		return wordAgency
	case "KAP":
		return wordChapter
	}
	return noKeyword
}

func plainWord(word string) keyword {
	switch word {
	case "kap", "kapitlet":
		return wordChapter
	case "st", "stycket", "styckena", "stycken":
		return wordPiece
	case "meningen", "meningarna":
		return wordSentence
	case "mom":
		return wordMoment
	case "punkten":
		return wordPoint
	case "punkt", "punkterna", "p", "led", "leden":
		return wordItem
	case "anvisningarna":
		return wordNotes
	case "och", "samt", "jämte", "liksom":
		return wordAnd
	case "eller", "respektive": //nolint:misspell // Swedish
		return wordOr
	case "i":
		return wordIn
	case "samma", "nämnda", "sistnämnda", "nyssnämnda":
		return wordSame
	case "denna":
		return wordThis
	case "till":
		return wordTo
	case "sfs":
		return wordSFS
	case "prop", "proposition", "propositionen", "skr", "skrivelse", "skrivelsen", "rskr", "riksdagsskrivelse", "bet", "betänkande", "betänkandet", "dir", "kommittédirektiv":
		return wordDocument
	}
	return plainWord2(word)
}

func plainWord2(word string) keyword {
	switch word {
	case "s", "sid", "sidan", "sidorna":
		return wordPage
	case "avsnitt", "avsnitten":
		return wordPart
	case "artikel", "artiklarna", "artiklar", "art":
		return wordArticle
	case "bilaga":
		return wordAnnex
	case "rådets", "kommissionens", "europaparlamentets", "centralbankens":
		return wordOrgan
	case "av":
		return wordOf
	case "den", "det":
		return wordThe
	case "nr", "nummer":
		return wordNr
	case "dnr", "diarienummer", "änr", "ärende":
		return wordFileNr
	case "rapport", "rapporten":
		return wordReport
	case "utg", "utgiftsområde":
		return wordBudget
	case "mål":
		return wordCase
	case "kommitténs", "utredningens", "kommittens":
		return wordCommittee
	case "föreskrifter", "föreskrifterna", "konventionen", "avtalet", "protokollet", "fördraget", "stadgar", "stadgarna", "reglemente",
		"reglementet", "kollektivavtalet", "förslaget", "lagförslaget", "promemorian", "ordningsföreskrifter", "råd", "konventionens":
		return wordForeign
	}
	if isActNoun(word) {
		return wordAct
	}
	if isEuNoun(word) {
		return wordEuAct
	}
	return noKeyword
}

// isActNoun says whether a word is a noun for acts, standing alone.
func isActNoun(word string) bool {
	switch word {
	case "lag", "lagen", "lagens", "lagar", "lagarna", "balk", "balken", "balkens", "förordning", "förordningen", "förordningens",
		"förordningarna", "formen", "ordningen", "kungörelse", "kungörelsen", "kungörelsens", "stadga", "stadgan", "stadgans",
		"tillkännagivande", "tillkännagivandet", "cirkulär", "cirkuläret", "instruktion", "instruktionen", "brev", "brevet", //nolint:misspell // Swedish
		"kungabrev", "grundlag", "grundlagen":
		return true
	}
	return false
}

// isEuNoun says whether a word is a noun for EU acts that Swedish acts do not have.
func isEuNoun(word string) bool {
	switch word {
	case "direktiv", "direktivet", "direktiven", "beslut", "beslutet", "rambeslut", "rambeslutet", "förordningar", "besluten":
		return true
	}
	return false
}

func ordinal(word string) uint8 {
	switch word {
	case "första":
		return 1
	case "andra":
		return 2
	case "tredje":
		return 3
	case "fjärde":
		return 4
	case "femte":
		return 5
	case "sjätte":
		return 6
	case "sjunde":
		return 7
	case "åttonde":
		return 8
	case "nionde":
		return 9
	case "tionde":
		return 10
	case "elfte":
		return 11
	case "tolfte":
		return 12
	}
	return 0
}

func month(word string) uint8 {
	const months = " januari februari mars april maj juni juli augusti september oktober november december "
	if len(word) < 3 || len(word) > 9 || !strings.ContainsRune("jfmasond", rune(word[0])) {
		return 0
	}
	at := strings.Index(months, word)
	if at < 1 || months[at-1] != ' ' || months[at+len(word)] != ' ' {
		return 0
	}
	return uint8(strings.Count(months[:at], " "))
}

// lowerFirst makes the first letter small.
func lowerFirst(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	small := unicode.ToLower(r)
	if small == r {
		return word
	}
	return string(small) + word[size:]
}

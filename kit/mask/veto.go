package mask

import (
	"bytes"
	"unicode"

	"github.com/tillit-se/tillit/kit/mask/names"
)

// around are words beside a name that tell what it is.
type around uint8

const (
	firmWord   around = 1 << iota // AB, Handelsbolag: a firm stands before or after
	bodyWord                      // tingsrätt, IF: what stands before is part of a body or a place
	thingWord                     // hunden, förskolan: what comes after is the name of that
	houseWord                     // Sankta, Café: begins the name of a house or a holiday
	neverWord                     // Monday: never a person
	groundWord                    // vitamin, klass: a letter after it is no initial
	tradeWord                     // Åkeri, Måleri: a surname before it is the owner's
	speechWord                    // ansåg, påpekar: who stands before it is a person
)

// aroundTable holds the words beside names, in lower case.
func aroundTable() map[string]around {
	table := make(map[string]around, 200)
	for kind, words := range map[around][]string{
		firmWord: {"ab", "hb", "kb", "aktiebolag", "aktiebolaget", "handelsbolag", "handelsbolaget", "kommanditbolag", "ltd", "inc", "gmbh", "oy", "oyj", "plc", "llc", "bv", "corp", "koncernen"},
		bodyWord: {
			"kommun", "kommuns", "kommunen", "tingsrätt", "tingsrätts", "hovrätt", "kammarrätt", "förvaltningsrätt", "byalag", "skola", "skolan", "skolas", "universitet", "högskola",
			"sparbank", "församling", "församlings", "pastorat", "stift", "län", "läns", "hembygdsförening", "station", "flygplats", "sjukhus", "lasarett", "vårdcentral", "if", "ik", "bk", "ff",
			"fc", "sk", "bk:s", "hc", "ishockey", "museum", "stad", "stads", "kyrka", "kyrkas", "förskola", "gymnasium", "gymnasiet", "park", "arena", "torg", "hamn", "institutet", "institut",
			"bibliotek", "simhall", "begravningsplats", "kyrkogård", "domkyrka", "socken", "bruk", "gruva", "energi", "fastigheter", "bostäder", "bygg",
		},
		thingWord: {
			"hunden", "katten", "hästen", "kaninen", "fartyget", "båten", "färjan", "projektet", "systemet", "programmet", "appen", "boken", "romanen", "filmen", "serien", "pjäsen", "operan",
			"musikalen", "tidningen", "tidskriften", "förskolan", "skolan", "avdelningen", "kvarteret", "gruppen", "bandet", "restaurangen", "hotellet", "företaget", "bolaget", "föreningen",
			"boendet", "äldreboendet", "gruppboendet", "gruppbostaden", "stormen", "orkanen", "planeten", "varumärket", "märket", "modellen", "läkemedlet", "medicinen", "preparatet", "sjukdomen",
			"hund", "katt", "häst", "skivan", "låten", "plattformen", "tjänsten", "servern", "modulen", "kursen", "fonden", "stiftelsen", "klubben", "laget", "partiet", "ön", "sjön", "byn", "orten",
			"gården", "torpet", "berget", "floden", "älven", "ån", "salen", "rummet",
		},
		houseWord:  {"sankt", "sankta", "s:t", "s:ta", "salong", "café", "kafé", "cafe", "hotell", "hotel", "restaurang", "pizzeria", "pensionat", "värdshus", "brf", "brandstation", "kungl", "kungl."},
		neverWord:  {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "july", "september", "october", "november", "december", "subject", "sent", "from", "regards", "state", "states", "contracting", "convention", "kingdom", "konung", "konungen", "konungens", "konungs", "kungl", "majestät"},
		groundWord: {"vitamin", "hepatit", "klass", "typ", "grupp", "del", "alternativ", "bilaga", "plan", "hus", "nivå", "kategori", "fas", "punkt", "block", "sektion", "avsnitt", "behörighet", "körkort", "influensa"},
		tradeWord: {
			"åkeri", "transport", "transporter", "måleri", "snickeri", "rör", "plåt", "plåtslageri", "frisör", "frisersalong", "taxi", "bilverkstad", "bageri", "konditori", "begravningsbyrå",
			"trädgård", "trädgårdar", "entreprenad", "gräv", "schakt", "städ", "städservice", "skog", "jord", "lantbruk", "maskin", "maskinservice", "elinstallation", "advokatbyrå", "redovisning",
		},
		speechWord: {
			"sade", "säger", "sa", "ansåg", "anser", "svarar", "svarade", "påpekar", "påpekade", "uppger", "uppgav", "menar", "menade", "berättar", "berättade", "tillägger", "tillade",
			"förklarar", "förklarade", "hävdar", "hävdade", "invände", "invänder", "bekräftar", "bekräftade", "bestrider", "bestred", "medger", "medgav", "förnekar", "förnekade", "yrkar",
			"yrkade", "reserverar", "undrar", "undrade", "frågar", "frågade", "ringer", "ringde", "mejlade", "skrattar", "grät", "nekar", "nekade", "erkänner", "erkände", "skriver", "minns",
			"tycker", "tyckte", "håller", "höll", "tackar", "tackade", "hälsar", "hälsade", "instämmer", "föreslår", "föreslog", "informerar", "redogör", "redogjorde",
		},
	} {
		for _, w := range words {
			table[w] |= kind
		}
	}
	return table
}

// vetoPersons lowers the persons whose neighbours, or whose writing, say that they are something else: firms, bodies, animals, ships, acronyms.
// A title before the name, a personnummer after it or an earlier sight of it speaks against all that.
func (s *scan) vetoPersons(from int) {
	for k := from; k < len(s.cands); k++ {
		c := &s.cands[k]
		if isName(c.Class) && c.Evidence == Tagged && s.cueOf(s.text[c.Start:c.End])&specific != 0 {
			c.Score *= vetoed // "Pnr" before a number is no place either
			continue
		}
		if c.Class != Person || c.End <= c.Start || s.relative(c.End) {
			continue
		}
		if s.firm(*c) || (c.Evidence&(Title|Neighbour) == 0 || c.Score <= 0.6) && s.otherThing(*c) {
			c.Score *= vetoed
		}
	}
}

// knownGiven is the weight from which a given name is one in capitals too: EVA, KIM, but not LOU.
const knownGiven = 8

// vetoed is what a score is lowered by: what the tagger is sure of falls below the balanced point, not below the point for recall.
const vetoed = 0.4

// firm tells whether a name is one of a firm: AB stands before it, after it or at its end. "Anna Ek AB" is a person's all the same.
func (s *scan) firm(c Span) bool {
	value := s.text[c.Start:c.End]
	before, after := s.aroundOf(c.Start, c.End)
	last := bytes.LastIndexByte(value, ' ')
	if last >= 0 && s.f.around.get(value[:max(0, bytes.IndexByte(value, ' '))])&firmWord != 0 {
		return true
	}
	if last >= 0 && s.f.around.get(value[last+1:])&firmWord != 0 {
		after |= firmWord
		last = bytes.LastIndexByte(value[:last], ' ')
	}
	if (before|after)&firmWord == 0 {
		return s.f.around.get(value)&firmWord != 0
	}
	first := nameEnd(value, 0)
	return last < 0 || !s.infoOf(value[:first]).Has(names.Given) && !s.tradeAfter(c.Start+first)
}

// otherThing tells whether a name is likely none of a person.
func (s *scan) otherThing(c Span) bool {
	value := s.text[c.Start:c.End]
	single := bytes.IndexByte(value, ' ') < 0
	first := s.infoOf(value[:nameEnd(value, 0)])
	before, after := s.aroundOf(c.Start, c.End)
	switch {
	case !single:
		return bytes.HasPrefix(value, []byte("The ")) || s.f.around.get(value[:nameEnd(value, 0)])&neverWord != 0 || first.Has(names.Organisation) && !first.Has(names.Given|names.Surname)
	case after&bodyWord != 0, before&(thingWord|houseWord) != 0:
		return true
	case allCaps(value) && s.cueOf(value) != 0:
		return true
	case s.f.titles.get(value) != 0 && !first.Has(names.Given), s.f.around.get(value)&neverWord != 0, !hasCapital(value) && c.Evidence&^Tagged == 0 && !first.Has(proper) && hasCapital(s.saidBefore(c.Start)):
		return true
	case first.Has(names.Given) && (first.GivenWeight >= knownGiven || !s.acronym(c)):
		return first.Ambiguity() > functionWord && !c.Evidence.Has(SeenBefore)
	}
	return s.otherWord(value, first) || s.acronym(c)
}

// otherWord tells whether a single word is a label, a make of cars, a company with an ending, or a compound.
func (s *scan) otherWord(value []byte, info names.Info) bool {
	if s.cueOf(value)&(specific|cueIP|cueCase) != 0 {
		return true
	}
	if info.Has(names.Surname | names.World | names.Built) {
		return false
	}
	if info.Has(names.Organisation) || info.CommonWeight >= grammarWeight || len(value) == 1 {
		return true
	}
	n := len(value)
	if n > 4 && value[n-1] == 'n' {
		return s.infoOf(value[:n-1]).Has(names.Organisation) || value[n-2] == 'e' && s.infoOf(value[:n-2]).Has(names.Organisation)
	}
	dash := bytes.LastIndexByte(value, '-')
	return dash > 0 && !capital(value) && allCaps(value[dash+1:])
}

// sureInitials is the score above which the tagger is believed that capitals are somebody's initials.
const sureInitials = 0.85

// acronym tells whether a single word of two to four capitals stands where others are not in capitals: EMA, LOU, ISO.
func (s *scan) acronym(c Span) bool {
	value := s.text[c.Start:c.End]
	if len(value) > 4 || c.Score > sureInitials || !allCaps(value) || bytes.IndexByte(value, '-') >= 0 || bytes.IndexByte(value, '.') >= 0 {
		return false
	}
	from, to := wordBefore(s.text, c.Start)
	next := skipSpace(s.text, c.End)
	return smallWord(s.text[from:to]) || smallWord(s.text[next:nameEnd(s.text, next)])
}

// relative tells whether what stands before at has a relative: "KB:s syster".
func (s *scan) relative(at int) bool {
	if at > 2 && bytes.HasSuffix(s.text[:at], []byte(":s")) {
		at -= len(":s")
	}
	return bytes.HasPrefix(s.text[at:], []byte(":s ")) && s.relationAt(at+len(":s "))
}

// relationAt tells whether the word at is one for a person: syster, handläggare.
func (s *scan) relationAt(at int) bool { return s.f.titles.get(s.text[at:nameEnd(s.text, at)]) != 0 }

// smallWord tells whether a word of two letters or more is not in capitals.
func smallWord(word []byte) bool {
	return len(word) > 1 && bytes.IndexFunc(word, unicode.IsLower) >= 0
}

// aroundOf gives what the words right before and after text[start:end] tell of it.
func (s *scan) aroundOf(start, end int) (before, after around) {
	if start > 0 && s.text[start-1] == ' ' {
		from, to := wordBefore(s.text, start)
		before = s.f.around.get(s.text[from:to])
	}
	if end < len(s.text) && s.text[end] == ' ' {
		after = s.f.around.get(s.text[end+1 : nameEnd(s.text, end+1)])
	}
	return before, after
}

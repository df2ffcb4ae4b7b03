package names

// surnameEndings are the last parts of Swedish surnames made of two: Lind-ström, Berg-qvist. A word with one of them is no proof: granskog.
var surnameEndings = [...]string{
	"sson", "sen", "ström", "strom", "berg", "bergh", "borg", "lund", "lundh", "lind", "lindh", "gren", "grén", "qvist", "kvist", "quist",
	"holm", "dahl", "dal", "mark", "stedt", "städt", "stet", "felt", "feldt", "man", "mann", "ander", "ius", "éus", "én", "ell", "éll", "blad",
	"bladh", "rot", "roth", "stam", "hult", "vall", "wall", "sten", "stén", "stein", "sjö", "fors", "bäck", "beck", "skog", "löf", "löv",
	"hag", "hage", "hagen", "åker", "kvarn", "näs", "rud", "bom", "bohm", "hielm", "hjelm", "sköld", "skiöld", "stierna", "stjerna",
	"crona", "krona", "creutz", "svärd", "swärd", "hufvud", "lilja", "ros", "stolpe", "krantz", "gård", "gårdh", "ling", "vik", "wik", "höjd",
	"nen", "lainen", "oglu", "oğlu", "ović", "ovic", "evic", "ević", "escu", "yan", "ian", "adze", "shvili", "enko", "ski", "ska", "czyk", "ova", "eva", "dottir", "dóttir", "zadeh", "pour", "ullah",
	"zon", "hoff", "hof", "heim", "bauer", "meier", "mayer", "oulos", "akis", "idis", "atos",
}

// endingIndex holds the endings by their last byte, so that a word is compared with few.
var endingIndex = func() (index [256][]string) {
	for _, e := range surnameEndings {
		last := e[len(e)-1]
		index[last] = append(index[last], e)
	}
	return index
}()

// minFront is how many bytes stand before an ending: Ek-berg has two, -man in "man" none.
const minFront = 2

// builtLikeSurname tells whether the folded word ends like a surname and has something before the ending.
func builtLikeSurname(folded []byte) bool {
	if len(folded) < 5 {
		return false
	}
	for _, e := range endingIndex[folded[len(folded)-1]] {
		if len(folded) >= len(e)+minFront && string(folded[len(folded)-len(e):]) == e {
			return true
		}
	}
	return false
}

// inflections are endings of Swedish nouns, verbs and adjectives, the longer before those they end in.
var inflections = [...]string{"ernas", "arnas", "ornas", "erna", "arna", "orna", "ades", "ade", "ens", "ets", "en", "et", "ar", "er", "or", "na", "as", "de", "te", "n", "t", "a", "r", "s"}

// derived tells whether a folded word that is in no list is an inflected form of a common word, or a compound whose both parts are common
// words: such a word, capital or not, is seldom a name.
func (t *table) derived(folded []byte) bool {
	for _, ending := range inflections {
		if n := len(folded) - len(ending); n >= 3 && string(folded[n:]) == ending {
			if t.common(folded[:n]) || t.commonInA(folded[:n]) {
				return true
			}
		}
	}
	return t.compound(folded)
}

// compound tells whether a folded word is made of two common words, with or without an s between them. The front grows by a letter at a time, so
// that its hash does too; most fronts are no words, which the filter tells without a look into the table.
func (t *table) compound(folded []byte) bool {
	h, before := uint64(hashOffset), false
	for i := 0; i+4 <= len(folded); i++ {
		whole := i >= 4 && t.commonHash(stir(h))
		joined := i >= 4 && before && folded[i-1] == 's'
		if (whole || joined) && folded[i]&0xC0 != 0x80 && t.common(folded[i:]) {
			return true
		}
		before = whole || i == 3 && t.commonHash(stir(h))
		h = (h ^ uint64(folded[i])) * hashPrime
	}
	return false
}

// minCommon is the weight that a part of a derived word has at least: rarer ones are as often no words at all.
const minCommon = 3

func (t *table) common(word []byte) bool { return t.commonHash(Hash(word)) }

func (t *table) commonHash(hash uint64) bool {
	return t.filter.may(hash) && t.get(hash).CommonWeight >= minCommon
}

// commonInA tells whether the stem with an a is common: skol-orna, skola.
func (t *table) commonInA(stem []byte) bool {
	var buf [maxWord + 8]byte
	return len(stem) < len(buf) && t.common(append(append(buf[:0], stem...), 'a'))
}

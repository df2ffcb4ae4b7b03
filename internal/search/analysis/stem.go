package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/swedish"
)

// Lang is a language that the analysis knows. Texts in other languages are indexed under Plain, without stemming.
type Lang string

// The languages of the index.
const (
	Swedish Lang = "sv"
	English Lang = "en"
	Plain   Lang = "und" // ISO 639-2: undetermined
)

// Langs are all languages of the index, in a fixed order.
func Langs() []Lang { return []Lang{Swedish, English, Plain} }

// LangOf maps a BCP 47 tag ("sv", "sv-SE", "en-GB", "fi") to a language of the index.
func LangOf(tag string) Lang {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch Lang(primary) {
	case Swedish:
		return Swedish
	case English:
		return English
	}
	return Plain
}

// stem gives the Snowball stem of a normalised word.
func stem(lang Lang, word string) string {
	switch lang {
	case Swedish:
		return stemSwedish(word)
	case English:
		env := snowballstem.NewEnv(word)
		english.Stem(env)
		return env.Current()
	}
	return word
}

// stemSwedish is Snowball's Swedish stemmer with the definite singular added. Snowball leaves -et and -an on, so that
// "beslutet" would not find "beslut" and "skolan" not "skola". The rules run before it (the surface ending) and after
// it (the same ending inside a plural or genitive), so that all forms of one word end alike.
func stemSwedish(word string) string {
	if word == "internet" || word == "internets" { // not the definite form of "intern"
		return "internet"
	}
	if bare := bareForm(word); bare != word {
		return stemSwedish(bare)
	}
	env := snowballstem.NewEnv(cutDefinite(word))
	swedish.Stem(env)
	return cutRest(env.Current())
}

// bareForm gives the form that other inflected forms of a word have lost, where Snowball takes more from the bare word than from them: it
// makes villk of villkor, so villkoret must become villkor first; and it knows no neuter in -alt, -ellt, -ivt, -bart and -samt. Other words are
// given back as they are.
func bareForm(word string) string {
	switch word {
	case "asfalt", "basalt", "kobalt", "gestalt": // nouns
		return word
	}
	for _, e := range [...]struct {
		ending string
		cut    int // letters that the bare form does not have
	}{
		{"orernas", 5},
		{"orerna", 4},
		{"orers", 3},
		{"orer", 2},
		{"orets", 3},
		{"oret", 2},
		{"orens", 3},
		{"oren", 2},
		{"orns", 2},
		{"orn", 1},
		{"ors", 1},
		{"aternas", 5},
		{"aterna", 4},
		{"ater", 2},
		{"atets", 3},
		{"atet", 2},
		{"atens", 3},
		{"aten", 2},
		{"erets", 3},
		{"eret", 2},
		{"heters", 1},
		{"ares", 1},
		{"alt", 1},
		{"ellt", 1},
		{"ivt", 1},
		{"bart", 1},
		{"bara", 1},
		{"samt", 1},
		{"samma", 2},
	} {
		if hasEnding(word, e.ending, 3) && !strings.HasSuffix(word, "korn") && !strings.HasSuffix(word, "horn") {
			return word[:len(word)-e.cut]
		}
	}
	return word
}

// cutDefinite takes the consonants of a definite singular ending away and leaves its vowel: beslutet → beslute,
// skolans → skola. Snowball then removes the vowel with its own rules. Words in -het are left to Snowball.
func cutDefinite(word string) string {
	switch {
	case strings.HasSuffix(word, "het"), strings.HasSuffix(word, "hets"):
		return word
	case hasEnding(word, "heternas", 3):
		return word[:len(word)-5]
	case hasEnding(word, "et", 3), hasEnding(word, "an", 3):
		return word[:len(word)-1]
	case hasEnding(word, "ena", 3):
		return word[:len(word)-2]
	case hasEnding(word, "ets", 3), hasEnding(word, "ans", 4):
		return word[:len(word)-2]
	}
	return word
}

// cutRest takes what Snowball takes from the bare word but not when another ending stood after it: kvaliteten →
// kvalitet → kvalit, kostnaden → kostnad → kostn, analysen → analys → analy,
// intelligensen → intelligens, and so on as for that word.
func cutRest(stem string) string {
	switch {
	case hasEnding(stem, "ens", 3):
		return stemSwedish(stem)
	case hasEnding(stem, "ans", 4):
		return stem[:len(stem)-3]
	case hasEnding(stem, "et", 3), hasEnding(stem, "an", 3), hasEnding(stem, "ad", 3):
		return stem[:len(stem)-2]
	case hasEnding(stem, "in", 3), hasEnding(stem, "yn", 4), hasEnding(stem, "ön", 3): // energin, policyn, miljön; and so maskin, maskinen
		return stem[:len(stem)-1]
	case hasEnding(stem, "s", 3) && strings.IndexByte("bcdfghjklmnoprtvy", stem[len(stem)-2]) >= 0:
		return stem[:len(stem)-1]
	}
	return stem
}

// hasEnding tells whether word ends so with at least rest letters before, one of them a vowel.
func hasEnding(word, ending string, rest int) bool {
	before, found := strings.CutSuffix(word, ending)
	return found && utf8.RuneCountInString(before) >= rest && strings.ContainsAny(before, "aeiouyåäöé")
}

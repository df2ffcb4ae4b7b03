package hide

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is a person's name as it stands in one place: folded words, in the order given names, surname.
type name struct {
	words    []string // folded; the last is the surname where there are several
	genitive string   // what was taken from the end, as it was written: s, S, :s, ’s
	initials bool     // given names stand as letters only
}

// key compares names.
func (n name) key() string { return strings.Join(n.words, " ") }

func (n name) single() bool { return len(n.words) == 1 }

func (n name) surname() string { return n.words[len(n.words)-1] }

// parseName reads a name as it stands. knows tells whether a folded word is a part of a name that stands elsewhere in the document.
func parseName(text string, knows func(word string) bool) name {
	var n name
	stem, genitive := splitGenitive(text, knows)
	n.genitive = genitive
	folded := strings.ToLower(strip(stem))
	if surname, given, reversed := strings.Cut(folded, ","); reversed && strings.TrimSpace(given) != "" {
		folded = given + " " + surname
	}
	for word := range strings.FieldsSeq(strings.ReplaceAll(folded, ".", " ")) {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if word != "" && !isTitle(word) {
			n.words = append(n.words, word)
		}
	}
	if len(n.words) == 0 {
		n.words = []string{folded}
	}
	n.initials = len(n.words) > 1
	for _, given := range n.words[:len(n.words)-1] {
		n.initials = n.initials && utf8.RuneCountInString(given) == 1
	}
	return n
}

func isTitle(word string) bool {
	switch word {
	case "herr", "hr", "fru", "fröken", "frk", "dr", "doktor", "prof", "professor", "mr", "mrs", "ms":
		return true
	}
	return false
}

// genitiveMarks are endings that are a genitive whatever they follow.
func genitiveMarks() []string { return []string{":s", ":S", "’s", "'s", "’S", "'S"} }

// splitGenitive takes the genitive from the end of a name. An s is one when the word without it is known and the word with it is not: from
// the document itself first, then from the lists of names, then from the way surnames are built. A name that ends in s, x or z has no
// genitive of its own (Lars bil), so Lars stays Lars.
func splitGenitive(text string, knows func(word string) bool) (stem, genitive string) {
	for _, mark := range genitiveMarks() {
		if stem, ok := strings.CutSuffix(text, mark); ok && stem != "" {
			return stem, mark
		}
	}
	end := text[max(0, len(text)-1):]
	if end != "s" && end != "S" {
		return text, ""
	}
	last := strings.ToLower(strip(text[strings.LastIndexFunc(text, unicode.IsSpace)+1:]))
	stem = strings.TrimSuffix(last, "s")
	if utf8.RuneCountInString(stem) < 2 || strings.HasSuffix(stem, "s") || strings.HasSuffix(stem, "x") || strings.HasSuffix(stem, "z") {
		return text, ""
	}
	if knows(stem) && !listedName(last) || !knows(last) && listedGenitive(last) {
		return text[:len(text)-1], end
	}
	return text, ""
}

package hide

import (
	"slices"
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
	lowerFirst := strings.HasPrefix(strip(stem), firstRune(folded))
	written := strings.Fields(strings.ReplaceAll(folded, ".", " "))
	for i, word := range written {
		word = strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		switch {
		case word == "", isTitle(word), i < len(written)-1 && isParticle(word, i > 0 || lowerFirst):
		case hyphenedInitials(word):
			n.words = append(n.words, strings.Split(word, "-")...)
		default:
			n.words = append(n.words, word)
		}
	}
	if len(n.words) == 0 {
		n.words = []string{folded}
	}
	if len(n.words) > 1 && surnameFirst(n.words[0], n.surname()) {
		n.words = append(slices.Clone(n.words[1:]), n.words[0])
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

// isParticle tells whether a word only joins the surname to what stands before it: Carl von Essen is von Essen, and Essen. The foreign ones may be
// given names where they stand first with a capital.
func isParticle(word string, joined bool) bool {
	switch word {
	case "von", "af":
		return true
	case "av", "van", "de", "der", "den", "la", "le", "du", "di", "da", "dos", "ten", "ter", "zu":
		return joined
	}
	return false
}

// hyphenedInitials tells whether a word is letters only: A-K for Anna-Karin.
func hyphenedInitials(word string) bool {
	if !strings.Contains(word, "-") {
		return false
	}
	for part := range strings.SplitSeq(word, "-") {
		if utf8.RuneCountInString(part) != 1 {
			return false
		}
	}
	return true
}

func firstRune(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

// genitiveMarks are endings that are a genitive whatever they follow.
func genitiveMarks() []string { return []string{":s", ":S", "’s", "'s", "’S", "'S"} }

// splitGenitive takes the genitive from the end of a name. An s is one when the word without it is known and the word with it is not: from
// the document itself first, then from the lists of names, then from the way surnames are built. A name that ends in s, x or z has no
// genitive of its own (Lars bil), so Lars stays Lars; where somebody writes one all the same (Laxs bil), the document must know the name.
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
	if utf8.RuneCountInString(stem) < 2 {
		return text, ""
	}
	if strings.ContainsAny(stem[len(stem)-1:], "sxz") {
		if knows(stem) && !listed(last) {
			return text[:len(text)-1], end
		}
		return text, ""
	}
	if knows(stem) && !listedName(last) || !knows(last) && listedGenitive(last) {
		return text[:len(text)-1], end
	}
	return text, ""
}

package hide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dealtWith stands in a residue where a pseudonym stood that has been restored, or is listed already.
const dealtWith = "\uFFFC"

// residue looks for pseudonyms in what is left of a text when those that can be read have been taken out. It is a net: it finds too much rather
// than too little, because what slips through would be taken for a finished text.
type residue struct {
	words *vocabulary
	codes map[string]bool // of a mapping: codes of tokens, numbers and addresses, in lower case
	dates map[string]bool // of a mapping: moved dates, as ISO text
}

// labels finds what can be read as a label once the text has been loosened.
func (r residue) labels(loose string, yield func(l label, shown string)) {
	for _, l := range scanLabels([]byte(loose), r.words) {
		yield(l, loose[l.start:l.end])
	}
}

// mostBracket is the longest text in brackets, in bytes, that is looked at.
const mostBracket = 60

// brackets finds what stands in square brackets and has letters and a digit, or a word that begins as a label does: [PERSONEN 1], [PERSON ett],
// [NAME 1]. The text of a link is none.
func (r residue) brackets(loose string, yield func(shown string)) {
	for at := 0; ; {
		open := strings.IndexAny(loose[at:], "[【［")
		if open < 0 {
			return
		}
		_, size := utf8.DecodeRuneInString(loose[at+open:])
		at += open + size
		inside := loose[at:min(len(loose), at+mostBracket)]
		end := strings.IndexAny(inside, "]】］[")
		if end < 0 { // the bracket was lost: the first word must do
			if r.hasLabelWord(lettersOf(inside)) {
				yield("[" + firstWord(inside))
			}
			continue
		}
		link := strings.HasPrefix(loose[at+end:], "](")
		if r.hasLabelWord(inside[:end]) || r.hasLabelWord(lettersOf(inside[:end])) || !link && lettersAndDigit(inside[:end]) {
			yield("[" + inside[:end] + "]")
		}
	}
}

// lettersOf joins a word that has been broken or spaced.
func lettersOf(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) {
			return c
		}
		return -1
	}, text)
}

func firstWord(text string) string {
	text = strings.TrimLeft(text, " ")
	if end := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) }); end >= 0 {
		return text[:end]
	}
	return text
}

func lettersAndDigit(text string) bool {
	letters := 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	return letters > 1 && strings.ContainsFunc(text, unicode.IsNumber)
}

func (r residue) hasLabelWord(text string) bool {
	const least = 4 // letters of a word that others may begin with
	for word := range strings.FieldsFuncSeq(strings.ToUpper(text), func(c rune) bool { return !unicode.IsLetter(c) }) {
		for known := range r.words.exact {
			if word == known || utf8.RuneCountInString(known) >= least && strings.HasPrefix(word, known) {
				return true
			}
		}
	}
	return false
}

// know takes in the pseudonyms of a mapping that are no labels.
func (r *residue) know(entries []MapEntry) {
	r.codes, r.dates = map[string]bool{}, map[string]bool{}
	for _, entry := range entries {
		if entry.Number > 0 || entry.Text == "" {
			continue
		}
		if _, code, token := strings.Cut(strings.TrimSuffix(entry.Text, "]"), ":"); token && entry.Text[0] == '[' {
			r.codes[strings.ToLower(code[strings.LastIndexByte(code, ':')+1:])] = true
			continue
		}
		if found, ok := readDate(entry.Text, anyYear); ok && entry.Class == "" {
			r.dates[found.date.String()] = true
		}
		r.codes[strings.ToLower(entry.Text)] = true
		if digits := onlyDigits(entry.Text); len(digits) >= leastDigits {
			r.codes[digits] = true
		}
	}
}

// anyYear decides the century of years of two digits, the same for all that are compared.
const anyYear = 2030

// leastDigits is the fewest digits of a number that is looked for in other ways of writing.
const leastDigits = 6

// others finds tokens, numbers, addresses and dates of the mapping that somebody has written in another way.
func (r residue) others(loose string, yield func(shown string)) {
	if len(r.codes) == 0 {
		return
	}
	for word := range strings.FieldsFuncSeq(loose, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if !onlyASCIIDigits(word) && r.codes[strings.ToLower(word)] {
			yield(word)
		}
	}
	words := strings.Fields(loose)
	for i, word := range words {
		if trimmed := strings.Trim(word, ".,;:!?()[]{}<>«»”"); !onlyASCIIDigits(trimmed) && r.codes[strings.ToLower(trimmed)] {
			yield(trimmed)
		}
		if written := strings.Join(words[i:min(len(words), i+3)], " "); monthOf(words[min(i+1, len(words)-1)]) > 0 && r.isDate(written) {
			yield(written)
		}
	}
	for _, run := range digitRuns(loose) {
		if r.isNumber(onlyDigits(run)) || r.isDate(run) {
			yield(run)
		}
	}
}

func onlyASCIIDigits(word string) bool {
	return strings.Trim(word, "0123456789") == ""
}

func (r residue) isDate(written string) bool {
	found, ok := readDate(strings.TrimRight(written, ".,;:!?)"), anyYear)
	return ok && r.dates[found.date.String()]
}

// isNumber compares with and without century.
func (r residue) isNumber(digits string) bool {
	const short, long = 10, 12
	switch {
	case r.codes[digits]:
		return true
	case len(digits) == long:
		return slices.Contains([]string{"18", "19", "20"}, digits[:2]) && r.codes[digits[2:]]
	case len(digits) == short:
		return r.codes["18"+digits] || r.codes["19"+digits] || r.codes["20"+digits]
	}
	return false
}

// digitRuns are numbers, with at most two separators between digits.
func digitRuns(text string) []string {
	const most = 2
	var runs []string
	start, end, digits, gap := -1, 0, 0, 0
	flush := func() {
		if digits >= leastDigits {
			runs = append(runs, text[start:end])
		}
		start, digits, gap = -1, 0, 0
	}
	for i, c := range text {
		switch {
		case c >= '0' && c <= '9':
			if start < 0 {
				start = i
			}
			digits, end, gap = digits+1, i+1, 0
		case start >= 0 && gap < most && strings.ContainsRune(" -–‐‑.+/", c):
			gap++
		case start >= 0:
			flush()
		}
	}
	flush()
	return runs
}

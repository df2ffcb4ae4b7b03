package hide

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tillit-se/tillit/kit/mask"
)

// vocabulary is the words that labels may have, longest first, so that PERSONNUMMER is not taken for PERSON.
type vocabulary struct {
	words map[rune][]labelledClass // by first letter, upper case
	first [utf8.RuneSelf]bool      // ASCII letters, in either case, that words begin with
	exact map[string]mask.Class
}

type labelledClass struct {
	word  []rune
	class mask.Class
}

// newVocabulary is the words of all built-in classes in both languages and those of a profile.
func newVocabulary(own []mask.Class) *vocabulary {
	v := &vocabulary{words: map[rune][]labelledClass{}, exact: map[string]mask.Class{}}
	for class, both := range labelWords() {
		v.add(both.sv, class)
		if both.en != both.sv {
			v.add(both.en, class)
		}
	}
	for _, class := range own {
		v.add(labelWord(class, Swedish), class)
	}
	for letter, words := range v.words {
		slices.SortFunc(words, func(a, b labelledClass) int {
			return cmp.Or(cmp.Compare(len(b.word), len(a.word)), cmp.Compare(string(a.word), string(b.word)))
		})
		if letter < utf8.RuneSelf {
			v.first[letter], v.first[letter|0x20] = true, true
		}
	}
	return v
}

func (v *vocabulary) add(word string, class mask.Class) {
	runes := []rune(word)
	v.exact[word] = class
	v.words[runes[0]] = append(v.words[runes[0]], labelledClass{runes, class})
}

// begins tells whether a label may begin with a letter.
func (v *vocabulary) begins(r rune) bool {
	if r < utf8.RuneSelf {
		return v.first[r]
	}
	return len(v.words[unicode.ToUpper(r)]) > 0
}

// label is something in a text that is a label, or that a label may have become.
type label struct {
	start, end int
	class      mask.Class
	number     int
	bracketed  bool
	upper      bool   // the word stands in capitals
	lower      bool   // the word stands in lower case
	genitive   string // that stood within the brackets
	trouble    bool   // a label of ours can be seen in it, but not which, or not all of it
}

// maxLabelDigits bounds the number of a label.
const maxLabelDigits = 7

// scanLabels finds what is a label or has been one: [PERSON 1], [Person 1], PERSON 1, PERSON_1, \[PERSON 1\], with blanks and line breaks
// within. It finds too much rather than too little.
func scanLabels(text []byte, v *vocabulary) []label {
	var found []label
	previous := ' '
	for at := 0; at < len(text); {
		r, size := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[at:])
		}
		if v.begins(r) && !unicode.IsLetter(previous) && !unicode.IsDigit(previous) {
			least := 0
			if len(found) > 0 {
				least = found[len(found)-1].end
			}
			if l, ok := v.read(text, at, least); ok {
				found = append(found, l)
				at = max(l.end, at+size)
				previous = ' '
				continue
			}
		}
		previous = r
		at += size
	}
	return found
}

// read reads a label whose word begins at a place. least is where the label before it ended.
func (v *vocabulary) read(text []byte, at, least int) (label, bool) {
	l := label{start: at}
	if open := opening(text[least:at]); open >= 0 {
		l.start, l.bracketed = least+open, true
	}
	word, end, ok := v.wordAt(text[at:], l.bracketed)
	if !ok {
		return l, false
	}
	end += at
	written := string(text[at:end])
	l.class, l.upper, l.lower = word.class, written == strings.ToUpper(written), written == strings.ToLower(written)
	end += separators(text[end:], l.bracketed)
	digits := 0
	for end+digits < len(text) && text[end+digits] >= '0' && text[end+digits] <= '9' && digits <= maxLabelDigits {
		l.number = l.number*10 + int(text[end+digits]-'0')
		digits++
	}
	if digits == 0 || digits > maxLabelDigits {
		// In brackets, a word of ours without a number is a label that has lost it.
		l.trouble, l.number = true, 0
		l.end = end
		return l, l.bracketed && l.upper && closing(text[end:]) > 0
	}
	l.end = end + digits
	if n := closing(text[l.end:]); n > 0 && l.bracketed {
		l.end += n
		return l, true
	}
	if genitive, n := closedGenitive(text[l.end:]); n > 0 && l.bracketed {
		l.end, l.genitive = l.end+n, genitive
		return l, true
	}
	return v.readOpen(text, l)
}

// readOpen reads on where no bracket closes the label.
func (v *vocabulary) readOpen(text []byte, l label) (label, bool) {
	rest := text[l.end:]
	if l.bracketed && listGoesOn(rest) { // [PERSON 1, 2]
		l.trouble = true
		return l, true
	}
	r, size := utf8.DecodeRune(rest)
	switch {
	case size == 0:
	case r == ']' || r == '】' || r == '］' || r == '}':
		l.end += size
	case (r == '.' || r == ',' || r == ':' || r == '/' || r == '-' || r == '–' || r == '%') && startsWithDigit(rest[size:]):
		l.trouble = l.bracketed
		return l, l.bracketed
	case unicode.IsLetter(r) && !genitiveFollows(rest):
		l.trouble = true
		return l, l.bracketed || l.upper
	}
	return l, true
}

// opening is where the bracket stands that opens a label, in the text before its word; -1 where there is none.
func opening(before []byte) int {
	trimmed := strings.TrimRightFunc(string(before[max(0, len(before)-16):]), func(r rune) bool {
		return unicode.IsSpace(r) || r == '\\' || unicode.Is(unicode.Cf, r)
	})
	r, size := utf8.DecodeLastRuneInString(trimmed)
	if !strings.ContainsRune("[{<【［", r) || size == 0 || r == utf8.RuneError {
		return -1
	}
	open := len(trimmed) - size
	if open > 0 && trimmed[open-1] == '\\' {
		open--
	}
	return max(0, len(before)-16) + open
}

// closing is how many bytes a closing bracket takes with blanks before it; 0 where there is none.
func closing(after []byte) int {
	for at := 0; at < len(after) && at < 16; {
		r, size := utf8.DecodeRune(after[at:])
		switch {
		case strings.ContainsRune("]}>】］", r) && r != utf8.RuneError:
			return at + size
		case !unicode.IsSpace(r) && r != '\\' && !unicode.Is(unicode.Cf, r):
			return 0
		}
		at += size
	}
	return 0
}

// closedGenitive reads a genitive before a closing bracket, as in [PERSON 1s] and [PERSON 1:s]; n is how many bytes both take.
func closedGenitive(after []byte) (genitive string, n int) {
	for _, mark := range append(genitiveMarks(), "s", "S") {
		if rest, ok := bytes.CutPrefix(after, []byte(mark)); ok {
			if end := closing(rest); end > 0 {
				return mark[len(mark)-1:], len(mark) + end
			}
		}
	}
	return "", 0
}

// wordAt finds the longest word of the vocabulary at the beginning of a text, in any case. Within brackets it may be broken over lines.
func (v *vocabulary) wordAt(text []byte, bracketed bool) (labelledClass, int, bool) {
	first, _ := utf8.DecodeRune(text)
	for _, word := range v.words[unicode.ToUpper(first)] {
		if end := matchWord(text, word.word, bracketed); end > 0 {
			return word, end, true
		}
	}
	return labelledClass{}, 0, false
}

func matchWord(text []byte, word []rune, breaks bool) int {
	at := 0
	for i, want := range word {
		if breaks && i > 0 {
			at += lineBreak(text[at:])
		}
		r, size := utf8.DecodeRune(text[at:])
		if size == 0 || unicode.ToUpper(r) != want {
			return 0
		}
		at += size
	}
	if r, size := utf8.DecodeRune(text[at:]); size > 0 && unicode.IsLetter(r) {
		return 0
	}
	return at
}

// lineBreak is how many bytes a break within a word takes: soft hyphens, and a line break with or without hyphen.
func lineBreak(text []byte) int {
	at := 0
	if softAt := strings.HasPrefix(string(text[:min(2, len(text))]), "\u00ad"); softAt {
		at = 2
	}
	end := at
	if end < len(text) && text[end] == '-' {
		end++
	}
	for end < len(text) && text[end] == '\r' {
		end++
	}
	if end >= len(text) || text[end] != '\n' {
		return at
	}
	for end < len(text) && (text[end] == '\n' || text[end] == ' ' || text[end] == '\t') {
		end++
	}
	return end
}

// separators is how many bytes may stand between the word and the number.
func separators(text []byte, bracketed bool) int {
	allowed := "_-–"
	if bracketed {
		allowed = "_-–:#.\\*"
	}
	at := 0
	for at < len(text) && at < 16 {
		r, size := utf8.DecodeRune(text[at:])
		if !unicode.IsSpace(r) && !strings.ContainsRune(allowed, r) && !unicode.Is(unicode.Cf, r) {
			break
		}
		at += size
	}
	return at
}

// listGoesOn tells whether a label in brackets goes on with more numbers: [PERSON 1, 2], [PERSON 1 och 2], [PERSON 1–3].
func listGoesOn(rest []byte) bool {
	text := string(rest[:min(len(rest), 24)])
	text = strings.TrimLeft(text, " ,;&/+-–\u00a0\n")
	for _, and := range []string{"och ", "and ", "eller ", "or ", "till ", "to "} {
		text = strings.TrimPrefix(text, and)
	}
	return startsWithDigit([]byte(text))
}

func startsWithDigit(text []byte) bool { return len(text) > 0 && text[0] >= '0' && text[0] <= '9' }

// genitiveFollows tells whether an s that ends the word follows.
func genitiveFollows(rest []byte) bool {
	if len(rest) == 0 || rest[0] != 's' && rest[0] != 'S' {
		return false
	}
	r, size := utf8.DecodeRune(rest[1:])
	return size == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

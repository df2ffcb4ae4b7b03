package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWordBytes bounds one word. What is longer is cut at a rune, equally when indexing and when searching.
const maxWordBytes = 96

// Part is one word of letters and digits: normalised text, and where it stands in the original, in bytes.
type Part struct {
	Text       string
	Start, End int
}

// Word is what stands between spaces and punctuation. Most words have one part. "e-tjänst" has two, with Joined
// "etjänst"; "I2021/01825" has two, with Joined "i2021/01825" and Canonical set, because numbers keep their signs.
type Word struct {
	Parts     []Part
	Joined    string // empty when the word has one part
	Canonical bool   // Joined is an identifier (diarienummer, SFS number, decimal number), not a word of a language
	// Start and End are the whole word's place in the original text, in bytes.
	Start, End int
}

// Tokenize cuts text into words, in order. Invalid UTF-8 separates words.
func Tokenize(text string) []Word {
	words := make([]Word, 0, len(text)/7+1)
	for pos := 0; pos < len(text); {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if !isWordRune(r, size) {
			pos += size
			continue
		}
		end := scanWord(text, pos)
		if word, ok := buildWord(text, pos, end); ok {
			words = append(words, word)
		}
		pos = end
	}
	return words
}

// isWordRune tells a letter, a digit or a combining mark from everything that separates words.
func isWordRune(r rune, size int) bool {
	if r == utf8.RuneError && size <= 1 {
		return false
	}
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// scanWord gives the end of the word that begins at start, joiners inside it included.
func scanWord(text string, start int) int {
	pos := start
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		if isWordRune(r, size) {
			pos += size
			continue
		}
		if !joins(text[start:pos], r, text[pos+size:]) {
			break
		}
		pos += size
	}
	return pos
}

// joins tells whether the sign r between two parts keeps them together as one word.
func joins(before string, r rune, after string) bool {
	next, size := utf8.DecodeRuneInString(after)
	if !isWordRune(next, size) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	switch r {
	case '-', '‐', '‑':
		return true
	case ':': // 2017:900, and the genitive of an abbreviation, SKR:s
		return unicode.IsDigit(last) && unicode.IsDigit(next) || unicode.IsUpper(last) && unicode.IsLower(next)
	case '/': // 2021/22, I2021/01825; but och/eller is two words
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '.':
		return unicode.IsDigit(last) && unicode.IsDigit(next)
	case '\'', '’': // it's
		return unicode.IsLetter(last) && unicode.IsLetter(next)
	}
	return false
}

// buildWord makes the Word of text[start:end]; false when nothing is left of it.
func buildWord(text string, start, end int) (Word, bool) {
	word := Word{Start: start, End: end}
	var joined strings.Builder
	digits := false
	for pos := start; pos < end; {
		stop, joiner, after := nextPart(text, pos, end)
		part := Part{Text: normalise(text[pos:stop]), Start: pos, End: stop}
		if part.Text != "" {
			word.Parts = append(word.Parts, part)
			joined.WriteString(part.Text)
			digits = digits || strings.ContainsFunc(part.Text, unicode.IsDigit)
		}
		if joiner == ':' && !nextIsDigit(text[after:end]) || joiner == '\'' {
			break // the case ending of an abbreviation: SKR:s is SKR
		}
		if joiner != 0 {
			joined.WriteRune(joiner)
		}
		pos = after
	}
	if len(word.Parts) > 1 {
		word.Joined, word.Canonical = joined.String(), digits
		if !digits {
			word.Joined = strings.ReplaceAll(word.Joined, "-", "")
		}
		word.Joined = cut(word.Joined)
	}
	return word, len(word.Parts) > 0
}

// nextPart finds where the part at pos ends, the joiner after it (normalised; 0 at the end) and where the next begins.
func nextPart(text string, pos, end int) (stop int, joiner rune, after int) {
	for stop = pos; stop < end; {
		r, size := utf8.DecodeRuneInString(text[stop:end])
		if isWordRune(r, size) {
			stop += size
			continue
		}
		return stop, normaliseJoiner(r), stop + size
	}
	return end, 0, end
}

func normaliseJoiner(r rune) rune {
	switch r {
	case '‐', '‑':
		return '-'
	case '’':
		return '\''
	}
	return r
}

func nextIsDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// normalise gives the form in which words are compared: NFC, lower case, bounded length.
func normalise(s string) string {
	if isLowerASCII(s) {
		return cut(s)
	}
	return cut(norm.NFC.String(strings.ToLower(norm.NFC.String(s))))
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// cut shortens s to maxWordBytes without breaking a rune.
func cut(s string) string {
	if len(s) <= maxWordBytes {
		return s
	}
	end := maxWordBytes
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// Fold gives the word without the marks of its letters (å and ä become a, ö becomes o, é becomes e). It is only for
// guessing what a misspelt word was meant to be: å is never the same as a in a search.
func Fold(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ø':
			b.WriteByte('o')
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

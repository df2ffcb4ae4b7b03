package tagger

import (
	"unicode"
	"unicode/utf8"
)

// token is a word, a number, or one mark. Offsets are bytes of the text.
type token struct {
	start, end int32
	kind       tokenKind
	// lines is how many line ends stand before the token, at most 2; cell that a tab or a bar does.
	lines uint8
	cell  bool
	space bool // something invisible stands before it
}

type tokenKind uint8

const (
	tokenMark tokenKind = iota
	tokenWord
	tokenNumber
)

// runeClass is what a rune does in a token.
type runeClass uint8

const (
	classMark   runeClass = iota
	classSpace            // parts tokens
	classLetter           // part of a word
	classDigit
	classJoin // part of a word between two letters: hyphen, apostrophe
	classDot  // part of a word in J.K. and 4.834
	classWide // the byte is one of several
)

// classes of bytes: those above ASCII are decoded.
var byteClass = func() (c [256]runeClass) {
	for i := range c {
		switch {
		case i >= utf8.RuneSelf:
			c[i] = classWide
		case i >= 'a' && i <= 'z' || i >= 'A' && i <= 'Z' || i == '_':
			c[i] = classLetter
		case i >= '0' && i <= '9':
			c[i] = classDigit
		case i <= ' ' || i == 127:
			c[i] = classSpace
		case i == '-' || i == '\'' || i == '@' || i == '&':
			c[i] = classJoin
		case i == '.' || i == ':' || i == ',':
			c[i] = classDot
		}
	}
	return c
}()

func classOf(r rune) runeClass {
	switch {
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return classLetter
	case r == 0xAD || r >= 0x200B && r <= 0x200F || r == 0x2060 || r == 0xFEFF:
		return classLetter // invisible: stays inside the word it stands in
	case unicode.IsDigit(r):
		return classDigit
	case unicode.IsSpace(r) || r == 0x2028 || r == 0x2029:
		return classSpace
	case r == 0x2018 || r == 0x2019 || r == 0x2BB || r == 0x2BC || r == 0x2010 || r == 0x2011:
		return classJoin
	}
	return classMark
}

// peek gives the class and size of what stands at i; a byte that is no UTF-8 is a mark of one byte.
func peek(text []byte, i int) (runeClass, int) {
	if i >= len(text) {
		return classSpace, 0
	}
	if class := byteClass[text[i]]; class != classWide {
		return class, 1
	}
	return peekWide(text, i)
}

// peekWide is peek for a byte above ASCII.
func peekWide(text []byte, i int) (runeClass, int) {
	if text[i] == 0xC3 && i+1 < len(text) && text[i+1] >= 0x80 && text[i+1] <= 0xBF && text[i+1] != 0x97 && text[i+1] != 0xB7 {
		return classLetter, 2
	}
	r, size := utf8.DecodeRune(text[i:])
	if r == utf8.RuneError && size <= 1 {
		return classMark, 1
	}
	return classOf(r), size
}

// tokenize appends the tokens of text[from:], until a sentence ends or there are as many as fit, and says where the next begins.
// Every byte that is not white space lies in exactly one token.
func tokenize(dst []token, text []byte, from int) []token {
	t := token{}
	for i := from; i < len(text); {
		class, size := byteClass[text[i]], 1
		if class == classWide {
			class, size = peekWide(text, i)
		}
		switch class {
		case classSpace:
			t = t.after(text[i])
			i += size
			continue
		case classLetter, classDigit:
			end := wordEnd(text, i+size, class)
			t.kind = tokenWord
			if class == classDigit && onlyDigits(text[i:end]) {
				t.kind = tokenNumber
			}
			t.start, t.end = int32(i), int32(end)
			i = end
		default:
			t.kind, t.start, t.end = tokenMark, int32(i), int32(i+size)
			i += size
		}
		dst = append(dst, t)
		if len(dst) >= maxTokens {
			return dst
		}
		t = token{cell: text[t.start] == '|'}
	}
	return dst
}

// maxTokens bounds how many tokens are held at a time; a window is cut at the end of a sentence where one is found.
const maxTokens = 4096

// after notes white space before the next token.
func (t token) after(c byte) token {
	t.space = true
	switch c {
	case '\n':
		t.lines = min(2, t.lines+1)
	case '\t':
		t.cell = true
	}
	return t
}

// maxWordBytes is where a run of letters is cut: nothing so long is a name.
const maxWordBytes = 128

// wordEnd is where the word ends whose first rune, of class first, ends at i. Letters and digits go together; what joins does so
// only between two of them.
func wordEnd(text []byte, i int, first runeClass) int {
	longest := min(len(text), i+maxWordBytes)
	letters := 1
	for i < longest {
		class, size := byteClass[text[i]], 1
		if class == classLetter {
			i++
			letters++
			continue
		}
		if class == classWide {
			class, size = peekWide(text, i)
		}
		switch class {
		case classLetter, classDigit:
			i += size
			letters++
			continue
		case classJoin:
			if next, n := peek(text, i+size); n > 0 && (next == classLetter || next == classDigit) {
				i += size + n
				letters = 1
				continue
			}
		case classDot:
			end, ok := dotted(text, i, first, letters)
			if ok {
				i = end
				letters = 1
				continue
			}
			if text[i] == '.' && letters == 1 && first == classLetter && initial(text, i) {
				return i + 1
			}
		}
		return i
	}
	return i
}

// dotted tells whether the dot, colon or comma at i joins: 4.834 and 12:30 but not 3.Anna, J.K and anna.a@example.com but not slut.Anna, SVT:s.
func dotted(text []byte, i int, first runeClass, letters int) (int, bool) {
	next, n := peek(text, i+1)
	if n == 0 {
		return 0, false
	}
	switch {
	case next == classDigit && first == classDigit:
		return i + 1 + n, true
	case text[i] == '.' && next == classLetter && first == classLetter && (letters == 1 || text[i+1] >= 'a' && text[i+1] <= 'z'):
		return i + 1 + n, true
	case text[i] == ':' && next == classLetter && shortEnding(text, i+1):
		return i + 1 + n, true
	}
	return 0, false
}

// shortEnding tells whether at most three small letters stand at i, as in SVT:s and DVD:erna.
func shortEnding(text []byte, i int) bool {
	n := 0
	for ; i < len(text); i++ {
		c := text[i]
		if c >= 'a' && c <= 'z' {
			n++
			continue
		}
		class, _ := peek(text, i)
		return n > 0 && n <= 4 && class != classLetter && class != classDigit
	}
	return n > 0 && n <= 4
}

// initial tells whether the dot at i ends an initial: one capital letter stands before it, alone or after another initial.
func initial(text []byte, i int) bool {
	r, size := utf8.DecodeLastRune(text[:i])
	if !unicode.IsUpper(r) {
		return false
	}
	before, _ := utf8.DecodeLastRune(text[:i-size])
	if i-size > 0 && (unicode.IsLetter(before) || unicode.IsDigit(before)) {
		return false
	}
	next, n := peek(text, i+1)
	if n == 0 {
		return false
	}
	if next == classSpace && i+2 < len(text) {
		next, _ = peek(text, i+2)
	}
	return next == classLetter
}

func onlyDigits(word []byte) bool {
	for _, c := range word {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

package legalref

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tokenKind is what a token is made of.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenWord
	tokenSign // one rune: punctuation, §, or anything else
)

// gap is what stands between a token and the one before it.
type gap uint8

const (
	gapNone  gap = iota
	gapSpace     // blanks, or one line break
	gapBlock     // an empty line: a new block of text
)

// token is a word, a number or a sign, with its place in the text in bytes.
type token struct {
	start, end int
	sign       rune // of a tokenSign
	kind       tokenKind
	gap        gap
	word       keyword
	value      uint8 // of an ordinal or a month
	broken     bool  // a word with a hyphenated line end, a soft hyphen or a combining mark in it
}

// lexer cuts text into tokens.
type lexer struct {
	text string
	pos  int
	out  []token
}

// lex appends the tokens of text[from:to] to buf, and an end token.
func lex(text string, from, to int, buf []token) []token {
	l := lexer{text: text[:to], pos: from, out: buf[:0]}
	space := gapBlock
	for {
		if g := l.skipSpace(); g > space {
			space = g
		}
		if l.pos >= len(l.text) {
			l.out = append(l.out, token{start: len(l.text), end: len(l.text), gap: gapBlock})
			return l.out
		}
		l.next(space)
		space = gapNone
	}
}

// skipSpace skips blanks, line breaks and invisible signs.
func (l *lexer) skipSpace() gap {
	lines, found := 0, false
	for l.pos < len(l.text) {
		c := l.text[l.pos]
		switch {
		case c == '\n':
			lines++
			l.pos++
		case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
			l.pos++
		case c < utf8.RuneSelf:
			return gapOf(lines, found)
		default:
			size := wideSpace(l.text[l.pos:])
			if size == 0 {
				return gapOf(lines, found)
			}
			l.pos += size
		}
		found = true
	}
	return gapOf(lines, found)
}

func gapOf(lines int, found bool) gap {
	switch {
	case lines > 1:
		return gapBlock
	case found:
		return gapSpace
	}
	return gapNone
}

// wideSpace is the length of a blank beyond ASCII at the start of s, such as a no-break space, or 0.
func wideSpace(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' || r == '\u2060' {
		return size
	}
	return 0
}

func (l *lexer) next(space gap) {
	start := l.pos
	c := l.text[l.pos]
	if isDigit(c) {
		for l.pos < len(l.text) && isDigit(l.text[l.pos]) {
			l.pos++
		}
		l.out = append(l.out, token{start: start, end: l.pos, kind: tokenNumber, gap: space})
		return
	}
	if broken, ok := l.word(); ok {
		t := token{start: start, end: l.pos, kind: tokenWord, gap: space, broken: broken}
		if raw := l.text[start:l.pos]; broken {
			t.word, t.value = lookup(clean(raw))
		} else {
			t.word, t.value = lookup(raw)
		}
		l.out = append(l.out, t)
		return
	}
	r, size := utf8.DecodeRuneInString(l.text[l.pos:])
	l.pos += size
	l.out = append(l.out, token{start: start, end: l.pos, sign: r, kind: tokenSign, gap: space})
}

// word reads letters, with hyphens inside them. A word that a line end has cut in two is one word, unless what follows the hyphen is
// "och" or the like: "fri- och rättigheter".
func (l *lexer) word() (broken, ok bool) {
	start := l.pos
	for {
		size, odd := letter(l.text[l.pos:])
		if size > 0 && (l.pos > start || !odd) {
			l.pos += size
			broken = broken || odd
			continue
		}
		if l.pos == start {
			return false, false
		}
		skip, cut := l.hyphen(l.text[start:l.pos])
		if skip == 0 {
			return broken, true
		}
		l.pos += skip
		broken = broken || cut
	}
}

// letter is the length of the letter that s begins with, or 0. A soft hyphen or a combining mark is odd: it belongs to the word, but must
// be cleaned away.
func letter(s string) (size int, odd bool) {
	if s == "" {
		return 0, false
	}
	if c := s[0]; c < utf8.RuneSelf {
		if isLower(c) || isUpper(c) {
			return 1, false
		}
		return 0, false
	}
	if s[0] == 0xC3 && len(s) > 1 && s[1] >= 0x80 && s[1] <= 0xBF && s[1] != 0x97 && s[1] != 0xB7 {
		return 2, false // À to ÿ, but neither × nor ÷
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\u00AD' || unicode.Is(unicode.Mn, r):
		return size, true
	case unicode.IsLetter(r):
		return size, false
	}
	return 0, false
}

// hyphen is how many bytes to skip to go on with the word after a hyphen, 0 when the word ends here, and whether a line end is among them.
// The hyphen between two single letters or after an ordinal is that of an interval: "7 c-g", "andra-fjärde styckena".
func (l *lexer) hyphen(word string) (skip int, cut bool) {
	rest := l.text[l.pos:]
	if rest == "" || rest[0] != '-' {
		return 0, false
	}
	if size, odd := letter(rest[1:]); size > 0 && !odd {
		if after, _ := letter(rest[1+size:]); len(word) == 1 && after == 0 || ordinal(lowerFirst(word)) > 0 {
			return 0, false
		}
		return 1, false
	}
	blank := 1
	for blank < len(rest) && blank < 80 && (rest[blank] == ' ' || rest[blank] == '\t' || rest[blank] == '\r' || rest[blank] == '\n') {
		blank++
	}
	if blank == 1 || strings.Count(rest[:blank], "\n") > 1 {
		return 0, false
	}
	following := rest[blank:]
	r, _ := utf8.DecodeRuneInString(following)
	if !unicode.IsLower(r) || startsWithJoiner(following) {
		return 0, false
	}
	return blank, true
}

func startsWithJoiner(s string) bool {
	for _, joiner := range []string{"och", "eller", "samt", "respektive"} { //nolint:misspell // Swedish
		if rest, ok := strings.CutPrefix(s, joiner); ok {
			size, _ := letter(rest)
			return size == 0
		}
	}
	return false
}

// clean puts a broken word together: without soft hyphens and line ends, in composed form.
func clean(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		if skip := lineEnd(raw[i:]); skip > 0 {
			i += skip
			continue
		}
		b.WriteByte(raw[i])
		i++
	}
	return norm.NFC.String(b.String())
}

// lineEnd is the length of the hyphen and line end, or the soft hyphen, that s begins with.
func lineEnd(s string) int {
	const soft = "\u00AD"
	if strings.HasPrefix(s, soft) {
		return len(soft)
	}
	if s[0] != '-' {
		return 0
	}
	n := 1
	for n < len(s) && (s[n] == ' ' || s[n] == '\t' || s[n] == '\r' || s[n] == '\n') {
		n++
	}
	if n == 1 {
		return 0
	}
	return n
}

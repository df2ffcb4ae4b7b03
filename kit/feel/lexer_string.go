package feel

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string literal and decodes its escapes.
func (l *lexer) string() (token, error) {
	start := l.pos
	l.pos++
	var b strings.Builder
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		switch {
		case r == '"':
			l.pos++
			return token{kind: tokString, text: b.String(), span: l.from(start)}, nil
		case r == utf8.RuneError && size == 1:
			return token{}, l.fail(l.pos, "the text is not valid UTF-8 here")
		case r == '\\':
			if err := l.escape(&b); err != nil {
				return token{}, err
			}
		default:
			b.WriteRune(r)
			l.pos += size
		}
	}
	l.pos = start + 1
	return token{}, l.fail(start, "the string that begins here has no closing quotation mark")
}

// simpleEscapes follows DMN 1.5 grammar rule 64.
var simpleEscapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', '"': '"', '\'': '\'', '\\': '\\'}

func (l *lexer) escape(b *strings.Builder) error {
	start := l.pos
	l.pos++
	if l.pos >= len(l.src) {
		return l.fail(start, "the string ends in the middle of an escape")
	}
	c := l.src[l.pos]
	if plain, ok := simpleEscapes[c]; ok {
		l.pos++
		b.WriteByte(plain)
		return nil
	}
	switch c {
	case 'u':
		return l.unicodeEscape(b, start, 4)
	case 'U':
		return l.unicodeEscape(b, start, 6)
	}
	// An unknown escape stands for itself: patterns such as "\d" are usual
	// in calls of matches and replace.
	b.WriteByte('\\')
	return nil
}

func (l *lexer) unicodeEscape(b *strings.Builder, start, digits int) error {
	r, ok := l.hex(digits)
	if !ok {
		return l.fail(start, "\\%c needs %d hexadecimal digits", l.src[start+1], digits)
	}
	if utf16.IsSurrogate(r) {
		if r, ok = l.lowSurrogate(r); !ok {
			return l.fail(start, "this escape is half of a surrogate pair")
		}
	}
	if !utf8.ValidRune(r) {
		return l.fail(start, "this escape is no Unicode character")
	}
	b.WriteRune(r)
	return nil
}

// hex reads the digits after the letter at pos.
func (l *lexer) hex(digits int) (rune, bool) {
	end := l.pos + 1 + digits
	if end > len(l.src) {
		return 0, false
	}
	n, err := strconv.ParseUint(l.src[l.pos+1:end], 16, 32)
	if err != nil {
		return 0, false
	}
	l.pos = end
	return rune(n), true
}

func (l *lexer) lowSurrogate(high rune) (rune, bool) {
	if !strings.HasPrefix(l.src[l.pos:], `\u`) {
		return 0, false
	}
	l.pos++
	low, ok := l.hex(4)
	r := utf16.DecodeRune(high, low)
	return r, ok && r != utf8.RuneError
}

// quote writes s as a FEEL string literal.
func quote(b *strings.Builder, s string) {
	b.WriteByte('"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
}

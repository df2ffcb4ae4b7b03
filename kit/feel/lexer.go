package feel

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokName
	tokNumber
	tokString
	tokOp
)

// token is a piece of source. Names are single words here: which words make
// one name only the scope knows, see names.go.
type token struct {
	kind  tokenKind
	text  string // as written; for strings the decoded content
	span  span
	space bool // white space or a comment stands before it
}

// maxSource is the longest source that is read, in bytes.
const maxSource = 1 << 20

// lexError is a fault found before positions are turned into lines.
type lexError struct {
	code Code
	span span
	msg  string
	name string
}

func (e *lexError) Error() string { return e.msg }

// operators with more than one character, longest first.
var longOperators = []string{"**", "..", "<=", ">=", "!=", "->"}

const singleOperators = "+-*/=<>()[]{},:.@?'’"

// lex splits src into tokens, the last of kind tokEOF.
func lex(src string) ([]token, error) { return lexInto(nil, src) }

// lexInto is lex with memory for the tokens, which it may outgrow.
func lexInto(tokens []token, src string) ([]token, error) {
	if len(src) > maxSource {
		return nil, &lexError{code: CodeTooLarge, msg: fmt.Sprintf("the expression is longer than %d bytes", maxSource)}
	}
	if cap(tokens) == 0 {
		tokens = make([]token, 0, len(src)/4+2)
	}
	l := &lexer{src: src, tokens: tokens[:0]}
	for {
		space, err := l.skipSpace()
		if err != nil {
			return nil, err
		}
		if l.pos >= len(src) {
			l.tokens = append(l.tokens, token{kind: tokEOF, span: l.from(l.pos), space: space})
			return l.tokens, nil
		}
		t, err := l.next()
		if err != nil {
			return nil, err
		}
		t.space = space
		l.tokens = append(l.tokens, t)
	}
}

type lexer struct {
	src    string
	pos    int
	tokens []token
}

func (l *lexer) from(start int) span { return span{int32(start), int32(l.pos)} }

func (l *lexer) fail(start int, format string, args ...any) error {
	return &lexError{code: CodeSyntax, span: l.from(start), msg: fmt.Sprintf(format, args...)}
}

// skipSpace passes white space and comments and tells whether there were any.
func (l *lexer) skipSpace() (bool, error) {
	start := l.pos
	for l.pos < len(l.src) {
		if c := l.src[l.pos]; c > ' ' && c < utf8.RuneSelf && c != '/' {
			break // most often nothing is to be passed
		}
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		rest := l.src[l.pos:]
		switch {
		case isSpace(r):
			l.pos += size
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			l.pos += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return false, l.fail(l.pos, "the comment that begins here has no end */")
			}
			l.pos += end + 4
		default:
			return l.pos > start, nil
		}
	}
	return l.pos > start, nil
}

// isSpace covers Unicode white space and the byte order mark, which FEEL
// counts as white space (DMN 1.5 grammar rule 62).
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == 0xFEFF || r == 0x180E || r == 0x200B }

func (l *lexer) next() (token, error) {
	start := l.pos
	r, size := utf8.DecodeRuneInString(l.src[l.pos:])
	switch {
	case r == '"':
		return l.string()
	case isDigit(r) || r == '.' && l.digitAt(l.pos+1) && !l.afterDot():
		return l.number(), nil
	case isNameStart(r):
		l.word()
		return token{kind: tokName, text: l.src[start:l.pos], span: l.from(start)}, nil
	case r == utf8.RuneError && size == 1:
		return token{}, l.fail(start, "the text is not valid UTF-8 here")
	}
	for _, op := range longOperators {
		if op[0] == l.src[l.pos] && strings.HasPrefix(l.src[l.pos:], op) {
			l.pos += len(op)
			return token{kind: tokOp, text: op, span: l.from(start)}, nil
		}
	}
	if !strings.ContainsRune(singleOperators, r) {
		return token{}, l.fail(start, "the character %q has no meaning here%s", r, hints[string(r)])
	}
	l.pos += size
	return token{kind: tokOp, text: l.src[start:l.pos], span: l.from(start)}, nil
}

// hints help authors who come from another language or a word processor.
var hints = map[string]string{
	"&": `; FEEL joins conditions with "and"`,
	"|": `; FEEL joins conditions with "or"`,
	"!": `; FEEL says "not(...)" and "!="`,
	"“": `; text stands in straight quotation marks "`,
	"”": `; text stands in straight quotation marks "`,
	"'": `; text stands in double quotation marks "`,
	"’": `; text stands in double quotation marks "`,
	"=": `; FEEL compares with a single =, and with <= and >=`,
	">": `; FEEL compares with a single =, and with <= and >=`,
}

// afterDot prevents ".5" from being read as a number in "1..5".
func (l *lexer) afterDot() bool { return l.pos > 0 && l.src[l.pos-1] == '.' }

func (l *lexer) digitAt(i int) bool { return i < len(l.src) && isDigit(rune(l.src[i])) }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func (l *lexer) digits() {
	for l.digitAt(l.pos) {
		l.pos++
	}
}

// number reads digits, decimals and an exponent. A dot belongs to it only when
// a digit follows, so that 1..10 stays a range.
func (l *lexer) number() token {
	start := l.pos
	l.digits()
	if l.pos < len(l.src) && l.src[l.pos] == '.' && l.digitAt(l.pos+1) {
		l.pos++
		l.digits()
	}
	l.exponent()
	return token{kind: tokNumber, text: l.src[start:l.pos], span: l.from(start)}
}

func (l *lexer) exponent() {
	rest := l.src[l.pos:]
	if rest == "" || rest[0] != 'e' && rest[0] != 'E' {
		return
	}
	n := 1
	if len(rest) > 1 && (rest[1] == '+' || rest[1] == '-') {
		n = 2
	}
	if !l.digitAt(l.pos + n) {
		return
	}
	l.pos += n
	l.digits()
}

func (l *lexer) word() {
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if !isNamePart(r) || r == utf8.RuneError && size == 1 {
			return
		}
		l.pos += size
	}
}

// isNameStart follows DMN 1.5 grammar rule 28; the question mark is left out,
// since it stands alone for the input of unary tests.
func isNameStart(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z'
	case r == utf8.RuneError || r == '’' || isSpace(r):
		return false
	}
	return unicode.IsLetter(r) || unicode.IsOneOf([]*unicode.RangeTable{unicode.So, unicode.Nl, unicode.Sk}, r)
}

// isNamePart follows DMN 1.5 grammar rule 29.
func isNamePart(r rune) bool {
	return isNameStart(r) || isDigit(r) || r == 0xB7 ||
		r >= utf8.RuneSelf && r != utf8.RuneError && unicode.IsOneOf([]*unicode.RangeTable{unicode.Mn, unicode.Mc, unicode.Nd}, r) ||
		r == 0x200D || r >= 0x203F && r <= 0x2040
}

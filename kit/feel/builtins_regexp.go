package feel

import (
	"errors"
	"regexp"
	"strings"
)

// FEEL's patterns are those of XPath (XQuery 1.0 and XPath 2.0 functions,
// section 7.6). Go's regexp runs in linear time whatever the pattern, which no
// engine with back-references can promise; those are refused.

// maxPattern bounds the length of a pattern.
const maxPattern = 10_000

var errPattern = errors.New("the pattern is too long")

func compilePattern(pattern string, flags Value) (*regexp.Regexp, error) {
	if len(pattern) > maxPattern {
		return nil, errPattern
	}
	goFlags, literal, dotAll := "", false, false
	if flags.kind == KindString {
		for _, f := range flags.str() {
			switch f {
			case 's', 'm', 'i':
				goFlags += string(f)
				dotAll = dotAll || f == 's'
			case 'x':
				pattern = withoutSpace(pattern)
			case 'q':
				literal = true
			default:
				return nil, errors.New("the flag " + shorten(string(f)) + " is unknown")
			}
		}
	}
	if literal {
		pattern = regexp.QuoteMeta(pattern)
	} else {
		pattern = goPattern(pattern, dotAll)
	}
	if goFlags != "" {
		pattern = "(?" + goFlags + ")" + pattern
	}
	return regexp.Compile(pattern)
}

// xpathEscapes are XPath's classes that Go lacks, outside and inside brackets.
var xpathEscapes = map[byte][2]string{
	'i': {`[\p{L}_:]`, `\p{L}_:`}, 'c': {`[\p{L}\p{N}_:.\-]`, `\p{L}\p{N}_:.\-`},
	'I': {`[^\p{L}_:]`, `\I`}, 'C': {`[^\p{L}\p{N}_:.\-]`, `\C`},
	'0': {`\k`, `\k`}, // octal numbers are Go's, not XPath's: refuse them
}

// xpathBlocks writes the one Unicode block that patterns name in practice.
var xpathBlocks = strings.NewReplacer(
	`\\`, `\\`, `\p{IsBasicLatin}`, `[\x00-\x7F]`, `\P{IsBasicLatin}`, `[^\x00-\x7F]`,
)

// goPattern writes an XPath pattern as Go's regexp wants it. Without the flag
// s, a full stop leaves out carriage returns too.
func goPattern(pattern string, dotAll bool) string {
	pattern = xpathBlocks.Replace(pattern)
	var b strings.Builder
	inClass := 0
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			i++
			if alternatives, ok := xpathEscapes[pattern[i]]; ok {
				b.WriteString(alternatives[min(inClass, 1)])
				continue
			}
			b.WriteByte(c)
			b.WriteByte(pattern[i])
		case c == '.' && inClass == 0 && !dotAll:
			b.WriteString(`[^\n\r]`)
		default:
			switch c {
			case '[':
				inClass++
			case ']':
				inClass = max(inClass-1, 0)
			}
			b.WriteByte(c)
		}
	}
	return b.String()
}

// withoutSpace drops white space outside character classes, as the flag x asks.
func withoutSpace(pattern string) string {
	var b strings.Builder
	depth := 0
	for _, r := range pattern {
		switch r {
		case '[':
			depth++
		case ']':
			depth--
		case ' ', '\t', '\n', '\r':
			if depth <= 0 {
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// payMatch counts matching as work: its time grows with the product of the
// lengths.
func (c *invocation) payMatch(input, pattern string) bool {
	return c.s.spend(len(pattern)+len(input)*len(pattern)/128, c.at)
}

func matches(c *invocation, args []Value) Value {
	re, err := compilePattern(args[1].str(), args[2])
	if err != nil {
		return c.null(CodeInvalid, "%v", err)
	}
	if !c.payMatch(args[0].str(), args[1].str()) {
		return Null
	}
	return Bool(re.MatchString(args[0].str()))
}

func replace(c *invocation, args []Value) Value {
	re, err := compilePattern(args[1].str(), args[3])
	if err != nil {
		return c.null(CodeInvalid, "%v", err)
	}
	input, replacement := args[0].str(), goReplacement(args[2].str(), re.NumSubexp())
	if args[3].kind == KindString && strings.Contains(args[3].str(), "q") {
		replacement = strings.ReplaceAll(args[2].str(), "$", "$$")
	}
	if !c.payMatch(input, args[1].str()) {
		return Null
	}
	return c.replaceAll(re, input, replacement)
}

// replaceAll stops as soon as the result passes the limit.
func (c *invocation) replaceAll(re *regexp.Regexp, input, replacement string) Value {
	var b []byte
	last := 0
	for _, m := range re.FindAllStringSubmatchIndex(input, -1) {
		b = append(b, input[last:m[0]]...)
		b = re.ExpandString(b, replacement, input, m)
		last = m[1]
		if !c.s.step(c.at) || len(b) > c.s.limits.String {
			return c.s.text(string(b), c.at)
		}
	}
	return c.s.text(string(b)+input[last:], c.at)
}

// goReplacement turns $1 and \$ into Go's ${1} and $$. As in XPath, $12 means
// group 1 and the digit 2 when there is no group 12.
func goReplacement(text string, groups int) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\\' && i+1 < len(text):
			i++
			if text[i] == '$' {
				b.WriteByte('$')
			}
			b.WriteByte(text[i])
		case text[i] == '$' && i+1 < len(text) && isDigit(rune(text[i+1])):
			n := int(text[i+1] - '0')
			i++
			for i+1 < len(text) && isDigit(rune(text[i+1])) && n*10+int(text[i+1]-'0') <= groups {
				i++
				n = n*10 + int(text[i]-'0')
			}
			b.WriteString("${" + Int(int64(n)).NumberText() + "}")
		case text[i] == '$':
			b.WriteString("$$")
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

func split(c *invocation, args []Value) Value {
	re, err := compilePattern(args[1].str(), Null)
	if err != nil {
		return c.null(CodeInvalid, "%v", err)
	}
	if !c.payMatch(args[0].str(), args[1].str()) {
		return Null
	}
	parts := re.Split(args[0].str(), c.s.limits.List+1)
	if len(parts) > c.s.limits.List {
		c.s.stop("list", c.s.limits.List, c.at)
		return Null
	}
	return Strings(parts...)
}

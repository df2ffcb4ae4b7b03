package pattern

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The nodes of a parsed pattern.
type (
	// chars matches one code point of a set.
	chars struct{ set runeSet }
	// anchor matches at the start or the end of the input or of a line.
	anchor struct{ end bool }
	// group captures what its body matches, unless its number is 0.
	group struct {
		number int
		body   node
	}
	backRef  struct{ number int }
	sequence []node
	choice   []node
	// repeat takes its body from min to max times; max -1 has no end.
	repeat struct {
		body     node
		min, max int
		lazy     bool
	}
)

type node interface {
	// size is how many instructions the node takes, at most some more
	// than maxSize.
	size() int
	// empty tells whether the node can match nothing at all.
	empty() bool
}

const maxDepth = 250

type parsed struct {
	root               node
	groups             int
	backRefs, anchored bool
}

type parser struct {
	src     string
	pos     int
	depth   int
	options options
	// closed tells of each group whether its parenthesis is closed.
	closed             []bool
	backRefs, anchored bool
}

func parse(src string, o options) (parsed, error) {
	if o.literal {
		return parsed{root: literal(src, o)}, nil
	}
	if o.spaced {
		src = withoutSpace(src)
	}
	p := &parser{src: src, options: o}
	root, err := p.choice()
	if err == nil && p.pos < len(p.src) {
		err = p.wrong("a parenthesis is closed that was not opened")
	}
	if err != nil {
		return parsed{}, err
	}
	return parsed{root, len(p.closed), p.backRefs, p.anchored}, nil
}

func literal(src string, o options) node {
	var s sequence
	for _, r := range src {
		s = append(s, o.char(r))
	}
	return s
}

func (o options) char(r rune) node {
	set := single(r)
	if o.fold {
		set = set.folded()
	}
	return chars{set}
}

// withoutSpace drops white space outside character classes, as the flag x asks.
func withoutSpace(src string) string {
	var b strings.Builder
	depth, escaped := 0, false
	for _, r := range src {
		if depth == 0 && strings.ContainsRune(" \t\n\r", r) {
			continue
		}
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = true
		case r == '[':
			depth++
		case r == ']':
			depth = max(depth-1, 0)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wrong tells what is the matter, and where, counted in code points.
func (p *parser) wrong(format string, args ...any) error {
	place := utf8.RuneCountInString(p.src[:min(p.pos, len(p.src))]) + 1
	return fmt.Errorf("the pattern is wrong at character %d: %s", place, fmt.Sprintf(format, args...))
}

func quote(s string) string { return fmt.Sprintf("%q", s) }

// peek is the next code point, or -1 at the end.
func (p *parser) peek() rune {
	if p.pos >= len(p.src) {
		return -1
	}
	r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
	return r
}

func (p *parser) next() rune {
	if p.pos >= len(p.src) {
		return -1
	}
	r, size := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += size
	return r
}

// take reads one given character, if it comes next.
func (p *parser) take(s string) bool {
	if strings.HasPrefix(p.src[p.pos:], s) {
		p.pos += len(s)
		return true
	}
	return false
}

func (p *parser) choice() (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, p.wrong("groups are nested too deep")
	}
	var branches choice
	for {
		branch, err := p.sequence()
		if err != nil {
			return nil, err
		}
		branches = append(branches, branch)
		if !p.take("|") {
			break
		}
	}
	if len(branches) == 1 {
		return branches[0], nil
	}
	return branches, nil
}

func (p *parser) sequence() (node, error) {
	var s sequence
	for p.pos < len(p.src) && p.peek() != '|' && p.peek() != ')' {
		piece, err := p.atom()
		if err != nil {
			return nil, err
		}
		if piece, err = p.quantified(piece); err != nil {
			return nil, err
		}
		s = append(s, piece)
	}
	return s, nil
}

func (p *parser) atom() (node, error) {
	switch r := p.next(); r {
	case '.':
		if p.options.dotAll {
			return chars{runeSet{0, unicode.MaxRune}}, nil
		}
		return chars{lineEnds().complement()}, nil
	case '^', '$':
		p.anchored = true
		return anchor{end: r == '$'}, nil
	case '(':
		return p.group()
	case '[':
		set, err := p.class()
		return chars{set}, err
	case '\\':
		return p.escape()
	case '?', '*', '+':
		return nil, p.wrong("%q has nothing to repeat", r)
	case '{', '}', ']':
		return nil, p.wrong(`%q stands alone: write \%c for the character itself`, r, r)
	default:
		return p.options.char(r), nil
	}
}

func (p *parser) group() (node, error) {
	number := 0
	switch {
	case p.take("?:"):
	case p.peek() == '?':
		return nil, p.wrong("(? is followed by nothing but a colon here")
	case len(p.closed) >= maxGroups:
		return nil, p.wrong("there are more than %d groups", maxGroups)
	default:
		p.closed = append(p.closed, false)
		number = len(p.closed)
	}
	body, err := p.choice()
	if err != nil {
		return nil, err
	}
	if !p.take(")") {
		return nil, p.wrong("a parenthesis is not closed")
	}
	if number > 0 {
		p.closed[number-1] = true
	}
	return group{number, body}, nil
}

// escape reads what follows a backslash outside brackets.
func (p *parser) escape() (node, error) {
	if r := p.peek(); r >= '1' && r <= '9' {
		return p.backReference()
	}
	set, _, err := p.escaped()
	if err != nil {
		return nil, err
	}
	if len(set) == 2 && set[0] == set[1] && p.options.fold {
		set = set.folded()
	}
	return chars{set}, nil
}

// backReference reads as many digits as make the number of a group so far.
func (p *parser) backReference() (node, error) {
	number := int(p.next() - '0')
	for r := p.peek(); r >= '0' && r <= '9' && number*10+int(r-'0') <= len(p.closed); r = p.peek() {
		number = number*10 + int(p.next()-'0')
	}
	if number > len(p.closed) || !p.closed[number-1] {
		return nil, p.wrong(`\%d refers to a group that is not closed before it`, number)
	}
	p.backRefs = true
	return backRef{number}, nil
}

// escaped reads one character or class after a backslash, inside or outside
// brackets; one tells that it is a single character.
func (p *parser) escaped() (set runeSet, one bool, err error) {
	switch r := p.next(); r {
	case 'n':
		return single('\n'), true, nil
	case 'r':
		return single('\r'), true, nil
	case 't':
		return single('\t'), true, nil
	case '\\', '|', '.', '?', '*', '+', '(', ')', '{', '}', '-', '[', ']', '^', '$':
		return single(r), true, nil
	case 'p', 'P':
		set, err = p.property()
		if r == 'P' {
			set = set.complement()
		}
		return set, false, err
	case -1:
		return nil, false, p.wrong("a backslash ends it")
	default:
		if set, ok := classEscape(r); ok {
			return set, false, nil
		}
		return nil, false, p.wrong(`\%c means nothing`, r)
	}
}

func (p *parser) property() (runeSet, error) {
	if !p.take("{") {
		return nil, p.wrong(`\p is followed by the name of a category or block in braces`)
	}
	name, _, found := strings.Cut(p.src[p.pos:], "}")
	if !found {
		return nil, p.wrong("a brace is not closed")
	}
	set, err := property(name)
	if err != nil {
		return nil, p.wrong("%v", err)
	}
	p.pos += len(name) + 1
	return set, nil
}

package feel

import "strings"

// primary reads what stands between operators.
func (p *parser) primary() (node, error) {
	t := p.peek()
	switch t.kind {
	case tokNumber:
		return p.numberLiteral()
	case tokString:
		p.pos++
		return &literalNode{leaf: leaf{base{StringType, t.span}}, value: String(t.text)}, nil
	case tokName:
		return p.wordPrimary()
	case tokOp:
		return p.signPrimary()
	}
	return nil, p.unexpected("a value is missing")
}

func (p *parser) numberLiteral() (node, error) {
	t := p.next()
	v, ok := parseNumber(t.text)
	if !ok {
		return nil, p.fault(CodeSyntax, t.span, "the number %s is outside the range of decimal128", shorten(t.text))
	}
	return &literalNode{leaf: leaf{base{NumberType, t.span}}, value: v}, nil
}

// wordPrimary reads a keyword expression or a name. A declared name longer
// than the keyword hides it.
func (p *parser) wordPrimary() (node, error) {
	t := p.peek()
	if !reserved[t.text] || p.find().tokens > 1 {
		return p.name()
	}
	switch t.text {
	case "true", "false":
		p.pos++
		return &literalNode{leaf: leaf{base{BooleanType, t.span}}, value: Bool(t.text == "true")}, nil
	case "null":
		p.pos++
		return &literalNode{leaf: leaf{base{NullType, t.span}}}, nil
	case "if":
		return p.ifExpression()
	case "for":
		return p.forExpression()
	case "some", "every":
		return p.quantified()
	case "function":
		return p.functionLiteral()
	}
	return nil, p.unexpected("a value is missing")
}

func (p *parser) signPrimary() (node, error) {
	t := p.peek()
	switch t.text {
	case "(":
		return p.parenthesised()
	case "[":
		return p.listOrInterval()
	case "]":
		p.pos++
		low, err := p.expression()
		if err != nil {
			return nil, err
		}
		return p.intervalRest(t, low, false)
	case "{":
		return p.contextLiteral()
	case "@":
		return p.atLiteral()
	case "?":
		return p.inputMark()
	}
	return nil, p.unexpected("a value is missing")
}

// inputMark reads ?, the input of the unary tests around.
func (p *parser) inputMark() (node, error) {
	found := p.find()
	if found.tokens == 0 {
		return nil, p.unexpected(`"?" has a meaning only in the tests of a decision table, so a value is missing`)
	}
	t := p.next()
	return p.reference(found, t.span), nil
}

func (p *parser) parenthesised() (node, error) {
	open := p.next()
	if t := p.peek(); t.kind == tokOp && compareOpOf(t.text) != opNone {
		test, err := p.operatorTest(Any)
		if err != nil {
			return nil, err
		}
		if err := p.expectOp(")", "after the range"); err != nil {
			return nil, err
		}
		return test, nil
	}
	x, err := p.expression()
	if err != nil {
		return nil, err
	}
	if p.isOp("..") {
		return p.intervalRest(open, x, false)
	}
	switch x := x.(type) {
	case *refNode:
		x.paren = true
	case *pathNode:
		x.paren = true
	}
	return x, p.expectOp(")", `to close the "("`)
}

func (p *parser) listOrInterval() (node, error) {
	open := p.next()
	n := &listNode{}
	if p.acceptOp("]") {
		n.base = base{ListOf(Any), p.since(open.span.start)}
		return n, nil
	}
	for {
		x, err := p.listItem()
		if err != nil {
			return nil, err
		}
		if len(n.items) == 0 && p.isOp("..") {
			return p.intervalRest(open, x, true)
		}
		n.items = append(n.items, x)
		if p.acceptOp(",") {
			continue
		}
		if err := p.expectOp("]", "at the end of the list"); err != nil {
			return nil, err
		}
		n.base = base{ListOf(commonType(n.items)), p.since(open.span.start)}
		return n, nil
	}
}

// listItem reads an item, which may be a range written as < 5.
func (p *parser) listItem() (node, error) {
	if t := p.peek(); t.kind == tokOp && compareOpOf(t.text) != opNone {
		return p.operatorTest(Any)
	}
	return p.expression()
}

// intervalRest reads "..", the upper end and the closing bracket of an
// interval of which the opening token and the lower end are read.
func (p *parser) intervalRest(open token, low node, lowIncluded bool) (node, error) {
	if err := p.expectOp("..", "between the ends of the range"); err != nil {
		return nil, err
	}
	high, err := p.expression()
	if err != nil {
		return nil, err
	}
	included := p.isOp("]")
	if !included && !p.isOp(")") && !p.isOp("[") {
		return nil, p.unexpected("the range has no closing bracket")
	}
	p.pos++
	n := &rangeNode{low: low, high: high, lowIncluded: lowIncluded, highIncluded: included}
	n.base = base{RangeOf(commonType([]node{low, high})), p.since(open.span.start)}
	return n, p.checkRange(n)
}

func (p *parser) contextLiteral() (node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	open := p.next()
	block := p.pushBlock()
	defer p.popBlock()
	n := &contextNode{}
	seen := map[string]bool{}
	var fields []Field
	for !p.acceptOp("}") {
		if len(n.entries) > 0 {
			if err := p.expectOp(",", "between the entries"); err != nil {
				return nil, err
			}
		}
		e, err := p.entry(block, n, seen)
		if err != nil {
			return nil, err
		}
		n.entries = append(n.entries, e)
		fields = append(fields, Field{e.name, e.value.typ()})
	}
	n.base = base{inferredContext(fields), p.since(open.span.start)}
	return n, nil
}

func (p *parser) entry(block *block, n *contextNode, seen map[string]bool) (entryNode, error) {
	key := p.peek()
	name, err := p.entryName()
	if err != nil {
		return entryNode{}, err
	}
	if seen[name] {
		n.duplicate = name
		if !p.lenient {
			return entryNode{}, p.fault(CodeSyntax, key.span, "the entry %s comes twice in the context", shorten(name))
		}
	}
	seen[name] = true
	value, err := p.expression()
	if err != nil {
		return entryNode{}, err
	}
	return entryNode{name: name, slot: p.declare(block, name, value.typ()), value: value}, nil
}

// entryName reads a key and its colon.
func (p *parser) entryName() (string, error) {
	t := p.peek()
	if t.kind == tokString {
		p.pos++
		return t.text, p.expectOp(":", "after the entry's name")
	}
	n := p.nameUntilColon()
	if n == 0 {
		return "", p.unexpected("an entry's name and a colon are missing")
	}
	name := tokensName(p.tokens[p.pos : p.pos+n])
	p.pos += n + 1
	return name, nil
}

// nameUntilColon returns the number of tokens of a name that ends at a colon,
// or 0 when no such name stands here.
func (p *parser) nameUntilColon() int {
	if p.peek().kind != tokName {
		return 0
	}
	for n := 1; ; n++ {
		t := p.peekAt(n)
		if t.is(tokOp, ":") {
			return n
		}
		if !mayJoinName(t) {
			return 0
		}
	}
}

const noTemporal = "%s is no date, time, date and time, or duration"

// atLiteral reads @"...": a date, time, date and time, or duration.
func (p *parser) atLiteral() (node, error) {
	at := p.next()
	t := p.peek()
	if t.kind != tokString {
		return nil, p.unexpected("text in quotation marks is missing after @")
	}
	p.pos++
	sp := p.since(at.span.start)
	v, ok := parseTemporal(strings.TrimSpace(t.text))
	if !ok && !p.lenient {
		return nil, p.fault(CodeSyntax, sp, noTemporal, shorten(t.text))
	}
	return &literalNode{leaf: leaf{base{typeOf(v), sp}}, value: v, temporal: t.text}, nil
}

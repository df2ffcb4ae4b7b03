package feel

// expression reads any expression; the levels below follow the precedence of
// DMN 1.5 grammar rule 2, loosest first.
func (p *parser) expression() (node, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	return p.disjunction()
}

func (p *parser) disjunction() (node, error) {
	left, err := p.conjunction()
	for err == nil && p.acceptWord("or") {
		if err = p.link(); err != nil {
			return nil, err
		}
		var right node
		if right, err = p.conjunction(); err == nil {
			left, err = p.newLogic(true, left, right)
		}
	}
	return left, err
}

func (p *parser) conjunction() (node, error) {
	left, err := p.comparison()
	for err == nil && p.acceptWord("and") {
		if err = p.link(); err != nil {
			return nil, err
		}
		var right node
		if right, err = p.comparison(); err == nil {
			left, err = p.newLogic(false, left, right)
		}
	}
	return left, err
}

func (p *parser) comparison() (node, error) {
	left, err := p.additive()
	for ; err == nil; err = p.linkAfter(err) {
		switch t := p.peek(); {
		case t.kind == tokOp && compareOpOf(t.text) != opNone:
			p.pos++
			left, err = p.compareRest(compareOpOf(t.text), left)
		case t.is(tokName, "between"):
			p.pos++
			left, err = p.betweenRest(left)
		case t.is(tokName, "in"):
			p.pos++
			left, err = p.inRest(left)
		default:
			return left, nil
		}
	}
	return nil, err
}

func compareOpOf(text string) compareOp {
	switch text {
	case "=":
		return opEQ
	case "!=":
		return opNE
	case "<":
		return opLT
	case "<=":
		return opLE
	case ">":
		return opGT
	case ">=":
		return opGE
	}
	return opNone
}

func (p *parser) compareRest(op compareOp, left node) (node, error) {
	right, err := p.additive()
	if err != nil {
		return nil, err
	}
	return p.newCompare(op, left, right)
}

func (p *parser) betweenRest(x node) (node, error) {
	low, err := p.additive()
	if err != nil {
		return nil, err
	}
	if err := p.expectWord("and", `after "between" and its lower end`); err != nil {
		return nil, err
	}
	high, err := p.additive()
	if err != nil {
		return nil, err
	}
	return p.newBetween(x, low, high)
}

// inRest reads what follows "in": one test, or several in parentheses.
func (p *parser) inRest(x node) (node, error) {
	n := &inNode{base: base{t: BooleanType}, x: x}
	if !p.isOp("(") {
		test, err := p.positiveTest(p.additive, x.typ())
		if err != nil {
			return nil, err
		}
		n.tests = []node{test}
		n.sp = p.since(x.at().start)
		return n, nil
	}
	open := p.next()
	tests, err := p.testList(x.typ())
	if err != nil {
		return nil, err
	}
	if len(tests) == 1 && p.isOp("..") {
		low := tests[0]
		if tests[0], err = p.intervalRest(open, low, false); err != nil {
			return nil, err
		}
	} else if err := p.expectOp(")", "after the tests"); err != nil {
		return nil, err
	}
	n.tests, n.sp = tests, p.since(x.at().start)
	return n, nil
}

func (p *parser) additive() (node, error) {
	return p.leftAssociative((*parser).multiplicative, sumOp)
}

func (p *parser) multiplicative() (node, error) {
	return p.leftAssociative((*parser).power, productOp)
}

func (p *parser) power() (node, error) {
	return p.leftAssociative((*parser).negation, powerOp)
}

func sumOp(text string) (arithOp, bool) {
	switch text {
	case "+":
		return opAdd, true
	case "-":
		return opSub, true
	}
	return 0, false
}

func productOp(text string) (arithOp, bool) {
	switch text {
	case "*":
		return opMul, true
	case "/":
		return opDiv, true
	}
	return 0, false
}

func powerOp(text string) (arithOp, bool) { return opPow, text == "**" }

func (p *parser) leftAssociative(operand func(*parser) (node, error), operator func(string) (arithOp, bool)) (node, error) {
	left, err := operand(p)
	for err == nil {
		t := &p.tokens[p.pos]
		if t.kind != tokOp {
			return left, nil
		}
		op, ok := operator(t.text)
		if !ok {
			return left, nil
		}
		p.pos++
		if err = p.link(); err != nil {
			return nil, err
		}
		var right node
		if right, err = operand(p); err == nil {
			left, err = p.newArithmetic(op, left, right)
		}
	}
	return nil, err
}

// negation binds tighter than ** in FEEL: -2 ** 2 is 4.
func (p *parser) negation() (node, error) {
	t := p.peek()
	if !p.acceptOp("-") {
		return p.instanceOf()
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	x, err := p.negation()
	if err != nil {
		return nil, err
	}
	return p.newNegate(x, p.since(t.span.start))
}

func (p *parser) instanceOf() (node, error) {
	x, err := p.postfix()
	for err == nil && p.isWord("instance") && p.peekAt(1).is(tokName, "of") {
		p.pos += 2
		var want Type
		if want, err = p.typeName(); err == nil {
			x = &instanceNode{base{BooleanType, p.since(x.at().start)}, x, want}
		}
	}
	return x, err
}

// postfix reads a primary with its paths, filters and invocations.
func (p *parser) postfix() (node, error) {
	x, err := p.primary()
	for ; err == nil; err = p.linkAfter(err) {
		switch {
		case p.isOp("."):
			p.pos++
			x, err = p.pathRest(x)
		case p.isOp("[") && !p.closesInterval():
			p.pos++
			x, err = p.filterRest(x)
		case p.isOp("("):
			p.pos++
			x, err = p.callRest(x)
		default:
			return x, nil
		}
	}
	return nil, err
}

// closesInterval tells whether the "[" that comes next is the end of an
// interval that leaves its upper end out, as in [1..10[, rather than a filter:
// then no expression can begin after it.
func (p *parser) closesInterval() bool {
	t := p.peekAt(1)
	switch t.kind {
	case tokEOF:
		return true
	case tokOp:
		return t.text != "(" && t.text != "[" && t.text != "{" && t.text != "-" && t.text != "@" &&
			t.text != "?"
	case tokName:
		return intervalFollows[t.text]
	}
	return false
}

var intervalFollows = map[string]bool{
	"and": true, "or": true, "then": true, "else": true, "return": true, "satisfies": true, "in": true,
	"between": true, "instance": true,
}

// pathRest reads the name after a dot: the longest entry name that the type of
// x declares, else all words that stand side by side.
func (p *parser) pathRest(x node) (node, error) {
	start := p.peek()
	t := x.typ()
	if t.kind == typeList {
		t = t.elem()
	}
	fields, closed := t.fields()
	var table nameTable
	for _, f := range fields {
		if words, err := splitName(f.Name); err == nil {
			table.add(words, symbol{typ: f.Type, name: f.Name})
		}
	}
	if sym, n := table.longest(p.tokens, p.pos); n > 0 {
		p.pos += n
		return p.newPath(x, sym.name, sym.typ), nil
	}
	words := p.pathWords()
	if words == 0 {
		return nil, p.unexpected("a name is missing after the dot")
	}
	name := tokensName(p.tokens[p.pos : p.pos+words])
	p.pos += words
	result, ok := propertyType(t, name)
	if !ok && !p.lenient && (closed || t.kind != typeAny && t.kind != typeContext && t.kind != typeNull) {
		return nil, &lexError{
			code: CodeUnknownName, span: p.since(start.span.start), name: name,
			msg: "a value of type " + t.String() + " has no entry " + shorten(name),
		}
	}
	return p.newPath(x, name, result), nil
}

// pathWords counts the words of an undeclared entry name. A keyword ends it,
// except right after the dot, where it cannot be one.
func (p *parser) pathWords() int {
	if p.peek().kind != tokName {
		return 0
	}
	n := 1
	for {
		t := p.peekAt(n)
		word := t.kind == tokName && !reserved[t.text]
		if !word && (t.kind != tokNumber || t.space) {
			return n
		}
		n++
	}
}

func (p *parser) filterRest(x node) (node, error) {
	item := x.typ()
	if item.kind == typeList {
		item = item.elem()
	}
	slot := p.pushFilter(item)
	defer p.popBlock()
	cond, err := p.expression()
	if err != nil {
		return nil, err
	}
	if err := p.expectOp("]", "after the filter"); err != nil {
		return nil, err
	}
	if t := cond.typ(); t.kind != typeNumber {
		if err := p.wantType(cond, BooleanType, "a filter"); err != nil {
			return nil, err
		}
	}
	n := &filterNode{base: base{filterType(x.typ(), cond), p.since(x.at().start)}, x: x, cond: cond, slot: slot}
	return n, nil
}

// filterType is the item's type for an index and a list for a condition.
func filterType(x Type, cond node) Type {
	item := x
	if x.kind == typeList {
		item = x.elem()
	}
	switch cond.typ().kind {
	case typeNumber:
		return item
	case typeBoolean:
		return ListOf(item)
	}
	return Any
}

package feel

import "fmt"

// parseUnaryTestsSource reads the cell of a decision table (DMN 1.5 grammar
// rules 12–17).
func parseUnaryTestsSource(p *parser, input Type) (node, error) {
	block := p.pushBlock()
	n := &unaryTestsNode{slot: p.frame.slot()}
	block.names.add([]word{{text: "?"}}, symbol{kind: symLocal, index: n.slot, typ: input, name: "?"})
	start := p.peek().span.start
	var err error
	switch {
	case p.isOp("-") && p.peekAt(1).kind == tokEOF:
		p.pos++
	case p.isWord("not") && p.peekAt(1).is(tokOp, "(") && p.closesAtEnd():
		p.pos += 2
		n.negated = true
		if n.tests, err = p.testList(input); err != nil {
			return nil, err
		}
		if err := p.expectOp(")", "after the tests"); err != nil {
			return nil, err
		}
	default:
		if n.tests, err = p.testList(input); err != nil {
			return nil, err
		}
	}
	n.base = base{BooleanType, p.since(start)}
	return n, p.end()
}

// closesAtEnd tells whether the parenthesis after "not" closes at the very end
// of the source, so that not(...) holds tests and is no call in an expression
// such as not(?) or x.
func (p *parser) closesAtEnd() bool {
	depth := 0
	for i := p.pos + 1; i < len(p.tokens); i++ {
		switch t := p.tokens[i]; {
		case t.is(tokOp, "("):
			depth++
		case t.is(tokOp, ")"):
			depth--
			if depth == 0 {
				return p.tokens[i+1].kind == tokEOF
			}
		}
	}
	return false
}

// testList reads positive unary tests with commas between.
func (p *parser) testList(input Type) ([]node, error) {
	var tests []node
	for {
		test, err := p.positiveTest(p.expression, input)
		if err != nil {
			return nil, err
		}
		tests = append(tests, test)
		if !p.acceptOp(",") {
			return tests, nil
		}
	}
}

// positiveTest reads "< 5" or an expression that operand reads.
func (p *parser) positiveTest(operand func() (node, error), input Type) (node, error) {
	if t := p.peek(); t.kind == tokOp && compareOpOf(t.text) != opNone {
		return p.operatorTest(input)
	}
	x, err := operand()
	if err != nil {
		return nil, err
	}
	return x, p.checkTest(x, input)
}

func (p *parser) operatorTest(input Type) (node, error) {
	t := p.next()
	op := compareOpOf(t.text)
	x, err := p.additive()
	if err != nil {
		return nil, err
	}
	n := &opTestNode{base: base{RangeOf(x.typ()), p.since(t.span.start)}, op: op, x: x}
	if problem := compareProblem(op, input, x.typ()); problem != "" && !p.lenient {
		return nil, p.fault(CodeType, n.sp, "%s", problem)
	}
	return n, nil
}

// checkTest refuses a test value that the input can never equal.
func (p *parser) checkTest(x node, input Type) error {
	t := x.typ()
	if p.lenient || usesInput(x) || t.kind == typeRange && alike(t.elem(), input) || alike(t, input) {
		return nil
	}
	return p.fault(CodeType, x.at(), "%s", fmt.Sprintf("%s is never %s", article(input), article(t)))
}

// usesInput tells whether a test is a condition on ? of its own.
func usesInput(n node) bool {
	found := false
	walk(n, func(n node) {
		if ref, ok := n.(*refNode); ok && ref.sym.name == "?" {
			found = true
		}
	})
	return found
}

package feel

// testCode tells whether an input passes a positive unary test: true, false,
// or null when it cannot tell.
type testCode interface {
	test(s *Session, input Value) Value
}

// constTest compares with a literal.
type constTest struct {
	op compareOp
	v  Value
}

func (t *constTest) test(_ *Session, input Value) Value { return compareValues(t.op, input, t.v) }

// rangeTest asks whether the input lies in a range of literals.
type rangeTest struct{ v Value }

func (t *rangeTest) test(s *Session, input Value) Value {
	if input.kind == KindNumber {
		return t.v.rng().contains(input)
	}
	return s.testValue(input, t.v)
}

type opTest struct {
	op compareOp
	x  code
}

func (t *opTest) test(s *Session, input Value) Value {
	return compareValues(t.op, input, t.x.eval(s))
}

// conditionTest is a test that speaks of ? itself.
type conditionTest struct{ x code }

func (t *conditionTest) test(s *Session, input Value) Value {
	v := t.x.eval(s)
	if v.kind == KindBoolean || v.kind == KindNull {
		return v
	}
	return s.testValue(input, v)
}

// valueTest is a test by value: equal to it, in the range, or in the list.
type valueTest struct{ x code }

func (t *valueTest) test(s *Session, input Value) Value { return s.testValue(input, t.x.eval(s)) }

// testValue is "input in v" (DMN 1.5 table 54).
func (s *Session) testValue(input, v Value) Value {
	switch v.kind {
	case KindRange:
		if input.kind == KindRange {
			return s.equal(input, v, span{})
		}
		return v.rng().contains(input)
	case KindList:
		return s.testList(input, v)
	}
	return s.equal(input, v, span{})
}

func (s *Session) testList(input, v Value) Value {
	outcome := Bool(input.kind == KindList && s.equal(input, v, span{}).IsTrue())
	for _, item := range v.items() {
		if outcome.IsTrue() {
			break
		}
		if !s.step(span{}) || !s.payText(input, item, span{}) {
			return Null
		}
		if item.kind == KindRange && input.kind != KindRange {
			outcome = or3(outcome, item.rng().contains(input))
		} else if s.equal(input, item, span{}).IsTrue() {
			outcome = Bool(true)
		}
	}
	return outcome
}

// anyTest is the disjunction of tests.
func anyTest(s *Session, tests []testCode, input Value) Value {
	if len(tests) == 1 {
		return tests[0].test(s, input)
	}
	outcome := Bool(false)
	for i, t := range tests {
		if i%nodesPerStep == nodesPerStep-1 && !s.step(span{}) {
			return Null
		}
		if outcome = or3(outcome, t.test(s, input)); outcome.IsTrue() {
			break
		}
	}
	return outcome
}

type inCode struct {
	x     code
	tests []testCode
	at    span
}

func (c *inCode) eval(s *Session) Value { return anyTest(s, c.tests, c.x.eval(s)) }

type unaryTestsCode struct {
	tests   []testCode
	negated bool
	slot    int
	at      span
}

func (c *unaryTestsCode) eval(s *Session) Value {
	if len(c.tests) == 0 {
		return Bool(true)
	}
	outcome := anyTest(s, c.tests, s.stack[s.base+c.slot])
	if c.negated {
		return not3(outcome)
	}
	return outcome
}

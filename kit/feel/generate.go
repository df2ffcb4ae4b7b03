package feel

// generator turns nodes into code. With trace set, every node but constants is
// wrapped so that it leaves its value in the trace.
type generator struct {
	scope *Scope
	src   string
	trace bool
}

func (g *generator) gen(n node) code {
	c := n.generate(g)
	if _, literal := c.(*constCode); g.trace && !literal {
		return &traceCode{c, n.at()}
	}
	return c
}

func (g *generator) all(nodes []node) []code {
	codes := make([]code, len(nodes))
	for i, n := range nodes {
		if n != nil {
			codes[i] = g.gen(n)
		}
	}
	return codes
}

func (n *literalNode) generate(*generator) code {
	if n.temporal != "" && n.value.kind == KindNull {
		return &noTemporalCode{n.temporal, n.sp}
	}
	return &constCode{n.value}
}

func (n *unknownNode) generate(*generator) code { return &unknownCode{n.name, n.sp} }

func (n *refNode) generate(g *generator) code {
	switch n.sym.kind {
	case symGlobal:
		return &globalCode{n.sym.index}
	case symBuiltin:
		return &constCode{functionValue(builtinFunction(n.sym.index))}
	case symHost:
		return &constCode{functionValue(hostFunction(&g.scope.funcs[n.sym.index]))}
	}
	return &localCode{n.sym.index}
}

func (n *itemFieldNode) generate(g *generator) code {
	c := &itemFieldCode{slot: n.slot, name: n.name, at: n.sp}
	if n.outside != nil {
		c.outside = g.gen(n.outside)
	}
	return c
}

func (n *negateNode) generate(g *generator) code {
	if v, ok := constant(n); ok {
		return &constCode{v}
	}
	return &negateCode{g.gen(n.x), n.sp}
}

func (n *arithmeticNode) generate(g *generator) code {
	return &arithmeticCode{n.op, g.gen(n.l), g.gen(n.r), n.sp}
}

func (n *compareNode) generate(g *generator) code {
	if v, ok := constant(n.r); ok {
		return &compareConstCode{n.op, g.gen(n.l), v, n.sp}
	}
	return &compareCode{n.op, g.gen(n.l), g.gen(n.r), n.sp}
}

func (n *logicNode) generate(g *generator) code {
	if n.or {
		return &orCode{g.gen(n.l), g.gen(n.r), n.sp}
	}
	return &andCode{g.gen(n.l), g.gen(n.r), n.sp}
}

func (n *ifNode) generate(g *generator) code {
	return &ifCode{g.gen(n.cond), g.gen(n.then), g.gen(n.els), n.sp}
}

func (n *betweenNode) generate(g *generator) code {
	return &betweenCode{g.gen(n.x), g.gen(n.low), g.gen(n.high), n.sp}
}

func (n *inNode) generate(g *generator) code {
	return &inCode{g.gen(n.x), g.tests(n.tests), n.sp}
}

func (n *opTestNode) generate(g *generator) code { return &opRangeCode{n.op, g.gen(n.x), n.sp} }

func (n *rangeNode) generate(g *generator) code {
	low, okLow := constant(n.low)
	high, okHigh := constant(n.high)
	if okLow && okHigh && validEnds(low, high) {
		return &constCode{NewRange(Range{Low: low, High: high, LowIncluded: n.lowIncluded, HighIncluded: n.highIncluded})}
	}
	return &rangeCode{g.gen(n.low), g.gen(n.high), n.lowIncluded, n.highIncluded, n.sp}
}

// maxConstantList is the longest list that is made once and for all; longer ones
// are held to the limits of the evaluation.
const maxConstantList = 1000

func (n *listNode) generate(g *generator) code {
	items := make([]Value, len(n.items))
	for i, item := range n.items {
		v, ok := constant(item)
		ok = ok && len(items) <= maxConstantList
		if !ok {
			return &listCode{g.all(n.items), n.sp}
		}
		items[i] = v
	}
	return &constCode{List(items...)}
}

func (n *contextNode) generate(g *generator) code {
	c := &contextCode{at: n.sp, duplicate: n.duplicate}
	for _, e := range n.entries {
		c.entries = append(c.entries, entryCode{e.name, e.slot, g.gen(e.value)})
	}
	return c
}

func (n *pathNode) generate(g *generator) code { return &pathCode{g.gen(n.x), n.name, n.sp} }

func (n *filterNode) generate(g *generator) code {
	c := &filterCode{x: g.gen(n.x), cond: g.gen(n.cond), slot: n.slot, at: n.sp}
	c.isIndex = n.cond.typ().kind == typeNumber
	c.cost = turnCost(n.cond)
	return c
}

// nodesPerStep is how many nodes are evaluated for one step.
const nodesPerStep = 16

// turnCost is what one turn of a loop, or one call, counts as: more for a long
// body, so that the limit of steps bounds the work of any source.
func turnCost(body node) int {
	nodes := 0
	walk(body, func(node) { nodes++ })
	return 1 + nodes/nodesPerStep
}

func (g *generator) iterations(its []iteration, body node) []iterationCode {
	codes := make([]iterationCode, len(its))
	for i, it := range its {
		codes[i] = iterationCode{slot: it.slot, in: g.gen(it.in), at: it.in.at(), cost: turnCost(body)}
		for _, later := range its[i+1:] {
			codes[i].cost += turnCost(later.in)
		}
		if it.through != nil {
			codes[i].through = g.gen(it.through)
		}
	}
	return codes
}

func (n *forNode) generate(g *generator) code {
	c := &forCode{its: g.iterations(n.iterations, n.result), result: g.gen(n.result), partial: n.partial, at: n.sp}
	walk(n.result, func(m node) {
		if ref, ok := m.(*refNode); ok && ref.sym.name == "partial" {
			c.usesPartial = true
		}
	})
	return c
}

func (n *quantifiedNode) generate(g *generator) code {
	return &quantifiedCode{n.every, g.iterations(n.iterations, n.cond), g.gen(n.cond), n.sp}
}

func (n *callNode) generate(g *generator) code {
	if ref, ok := n.fn.(*refNode); ok && n.names == nil {
		switch {
		case ref.sym.kind == symBuiltin && n.sig != nil:
			return &builtinCode{&builtins()[ref.sym.index], n.sig, g.all(n.args), n.sp}
		case ref.sym.kind == symHost:
			return &hostCode{&g.scope.funcs[ref.sym.index], g.all(n.args), n.sp}
		}
	}
	return &callCode{g.gen(n.fn), g.all(n.args), n.names, n.sp}
}

func (n *functionNode) generate(g *generator) code {
	return &functionCode{&function{
		params: n.params, result: n.body.typ(), body: g.gen(n.body), cost: turnCost(n.body), frame: n.frame, src: g.src, literal: n,
	}, n.captures, usesGlobals(n.body)}
}

func (n *instanceNode) generate(g *generator) code { return &instanceCode{g.gen(n.x), n.want, n.sp} }

func (n *unaryTestsNode) generate(g *generator) code {
	return &unaryTestsCode{g.tests(n.tests), n.negated, n.slot, n.sp}
}

// tests generates positive unary tests.
func (g *generator) tests(nodes []node) []testCode {
	tests := make([]testCode, len(nodes))
	for i, n := range nodes {
		tests[i] = g.test(n)
	}
	return tests
}

func (g *generator) test(n node) testCode {
	if op, ok := n.(*opTestNode); ok {
		if v, ok := constant(op.x); ok {
			return &constTest{op.op, v}
		}
		return &opTest{op.op, g.gen(op.x)}
	}
	if usesInput(n) {
		return &conditionTest{g.gen(n)}
	}
	c := g.gen(n)
	v, ok := c.(*constCode)
	switch {
	case ok && v.v.kind == KindRange:
		return &rangeTest{v.v}
	case ok && v.v.kind != KindList:
		return &constTest{opEQ, v.v}
	}
	return &valueTest{c}
}

package feel

// node is a part of a parsed expression: names are resolved and types inferred
// while parsing, since FEEL cannot be parsed without knowing its names.
type node interface {
	typ() Type
	at() span
	// generate turns the node into code that runs.
	generate(g *generator) code
	// children calls f for each direct part, in source order.
	children(f func(node))
}

// base is what all nodes share.
type base struct {
	t  Type
	sp span
}

func (b *base) typ() Type { return b.t }
func (b *base) at() span  { return b.sp }

// leaf is the base of nodes without parts.
type leaf struct{ base }

func (*leaf) children(func(node)) {}

type (
	// literalNode is a constant: null, true, 1.5, "x", @"2026-01-01".
	literalNode struct {
		leaf
		value Value
		// temporal is the text of an @ literal, for printing.
		temporal string
	}

	// refNode is a resolved name.
	refNode struct {
		leaf
		sym symbol
		// paren says that it stands in parentheses, which keep its name from
		// becoming part of a longer one.
		paren bool
	}

	// itemFieldNode is a name in a filter over items of unknown type: an
	// entry of the item if it has one, else what the name means outside.
	itemFieldNode struct {
		base
		slot    int
		name    string
		outside node // nil when the name means nothing outside
	}

	// unknownNode is a name that nothing declares, in lenient mode.
	unknownNode struct {
		leaf
		name string
	}

	negateNode struct {
		base
		x node
	}

	arithmeticNode struct {
		base
		op   arithOp
		l, r node
	}

	compareNode struct {
		base
		op   compareOp
		l, r node
	}

	// logicNode is a conjunction or disjunction.
	logicNode struct {
		base
		or   bool
		l, r node
	}

	ifNode struct {
		base
		cond, then, els node
	}

	betweenNode struct {
		base
		x, low, high node
	}

	// inNode tests whether x passes one of the tests.
	inNode struct {
		base
		x     node
		tests []node
	}

	// opTestNode is a test or range with one operator: < 5.
	opTestNode struct {
		base
		op compareOp
		x  node
	}

	// rangeNode is an interval; an end may not be left out.
	rangeNode struct {
		base
		low, high                 node
		lowIncluded, highIncluded bool
	}

	listNode struct {
		base
		items []node
	}

	contextNode struct {
		base
		entries []entryNode
		// duplicate is a name that comes twice, in lenient mode.
		duplicate string
	}

	entryNode struct {
		name  string
		slot  int
		value node
	}

	pathNode struct {
		base
		x     node
		name  string
		paren bool // as for refNode
	}

	filterNode struct {
		base
		x, cond node
		slot    int
	}

	// iteration is one "x in list" or "x in 1..10".
	iteration struct {
		name    string
		slot    int
		in      node
		through node // the end of 1..10, else nil
	}

	forNode struct {
		base
		iterations []iteration
		partial    int // slot of the variable partial
		result     node
	}

	quantifiedNode struct {
		base
		every      bool
		iterations []iteration
		cond       node
	}

	callNode struct {
		base
		fn    node
		args  []node
		names []string // named invocation, else nil
		// sig is the chosen signature of a built-in function.
		sig *signature
	}

	functionNode struct {
		base
		params   []Var
		body     node
		frame    int
		captures []capture
	}

	// capture copies a value of the surrounding frame into a function's own
	// when the function value is made. Values never change, so a copy is as
	// good as a reference.
	capture struct{ from, to int }

	instanceNode struct {
		base
		x    node
		want Type
	}

	// unaryTestsNode is the cell of a decision table; its input is a local
	// variable written "?".
	unaryTestsNode struct {
		base
		tests   []node // none: "-", which is true
		negated bool
		slot    int
	}
)

func (n *itemFieldNode) children(f func(node)) {
	if n.outside != nil {
		f(n.outside)
	}
}
func (n *negateNode) children(f func(node))     { f(n.x) }
func (n *arithmeticNode) children(f func(node)) { f(n.l); f(n.r) }
func (n *compareNode) children(f func(node))    { f(n.l); f(n.r) }
func (n *logicNode) children(f func(node))      { f(n.l); f(n.r) }
func (n *ifNode) children(f func(node))         { f(n.cond); f(n.then); f(n.els) }
func (n *betweenNode) children(f func(node))    { f(n.x); f(n.low); f(n.high) }
func (n *inNode) children(f func(node))         { f(n.x); each(n.tests, f) }
func (n *opTestNode) children(f func(node))     { f(n.x) }
func (n *rangeNode) children(f func(node))      { f(n.low); f(n.high) }
func (n *listNode) children(f func(node))       { each(n.items, f) }
func (n *pathNode) children(f func(node))       { f(n.x) }
func (n *filterNode) children(f func(node))     { f(n.x); f(n.cond) }
func (n *callNode) children(f func(node))       { f(n.fn); each(n.args, f) }
func (n *functionNode) children(f func(node))   { f(n.body) }
func (n *instanceNode) children(f func(node))   { f(n.x) }
func (n *unaryTestsNode) children(f func(node)) { each(n.tests, f) }

func (n *contextNode) children(f func(node)) {
	for _, e := range n.entries {
		f(e.value)
	}
}

func (n *forNode) children(f func(node)) {
	eachIteration(n.iterations, f)
	f(n.result)
}

func (n *quantifiedNode) children(f func(node)) {
	eachIteration(n.iterations, f)
	f(n.cond)
}

func each(nodes []node, f func(node)) {
	for _, n := range nodes {
		if n != nil { // an optional argument left out
			f(n)
		}
	}
}

func eachIteration(its []iteration, f func(node)) {
	for _, it := range its {
		f(it.in)
		if it.through != nil {
			f(it.through)
		}
	}
}

// walk calls f for n and all its parts, outside in.
func walk(n node, f func(node)) {
	var visit func(node)
	visit = func(n node) {
		f(n)
		n.children(visit)
	}
	visit(n)
}

// constant returns the value of a literal, also a negated number.
func constant(n node) (Value, bool) {
	switch n := n.(type) {
	case *literalNode:
		return n.value, true
	case *negateNode:
		if v, ok := constant(n.x); ok && v.kind == KindNumber {
			return negateNumber(v), true
		}
	}
	return Null, false
}

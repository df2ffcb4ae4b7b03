package feel

// Comparison is a place where an expression compares a variable, or the items
// of a list variable, with a constant for equality.
type Comparison struct {
	Name  string // of the variable, empty when a host function's result is compared
	Field string // the entry of the variable's items that is compared, for lists of contexts
	Call  string // of the host function
	Value Value  // the constant
	Span  Span   // of the constant
}

// Comparisons returns the comparisons in source order, so that a caller can
// find constants that no value ever equals. It sees x = "a", x != "a",
// x in ("a", "b"), list contains(x, "a"), and the same for the items of a list
// in filters and in some, every and for.
func (p *Program) Comparisons() []Comparison {
	f := &comparisonFinder{src: p.src, locals: map[int]Comparison{}}
	f.find(p.root)
	return f.found
}

type comparisonFinder struct {
	src    string
	locals map[int]Comparison // what a local variable ranges over
	found  []Comparison
}

func (f *comparisonFinder) find(n node) {
	if n == nil {
		return
	}
	switch n := n.(type) {
	case *compareNode:
		if n.op == opEQ || n.op == opNE {
			f.pair(n.l, n.r)
			f.pair(n.r, n.l)
		}
	case *inNode:
		for _, test := range n.tests {
			f.pair(n.x, test)
		}
	case *callNode:
		f.contains(n)
	case *filterNode:
		f.bind(n.slot, n.x)
	case *quantifiedNode:
		f.bindAll(n.iterations)
	case *forNode:
		f.bindAll(n.iterations)
	case *functionNode:
		// A function counts its local variables anew.
		outer := f.locals
		f.locals = map[int]Comparison{}
		defer func() { f.locals = outer }()
	}
	n.children(f.find)
}

func (f *comparisonFinder) bindAll(its []iteration) {
	for _, it := range its {
		f.bind(it.slot, it.in)
	}
}

func (f *comparisonFinder) bind(slot int, list node) {
	if subject, ok := f.subject(list); ok {
		f.locals[slot] = subject
	}
}

// subject tells what variable, entry or call a node is.
func (f *comparisonFinder) subject(n node) (Comparison, bool) {
	switch n := n.(type) {
	case *refNode:
		if n.sym.kind == symGlobal {
			return Comparison{Name: n.sym.name}, true
		}
		if n.sym.kind == symLocal {
			c, ok := f.locals[n.sym.index]
			return c, ok
		}
	case *itemFieldNode:
		if n.name == "item" && n.outside != nil {
			return f.subject(n.outside)
		}
	case *pathNode:
		c, ok := f.subject(n.x)
		if c.Field != "" {
			return c, false
		}
		c.Field = n.name
		return c, ok
	case *filterNode:
		return f.subject(n.x)
	case *callNode:
		if ref, ok := n.fn.(*refNode); ok && ref.sym.kind == symHost {
			return Comparison{Call: ref.sym.name}, true
		}
	}
	return Comparison{}, false
}

// pair notes a comparison of a subject with a constant or a list of them.
func (f *comparisonFinder) pair(x, y node) {
	subject, ok := f.subject(x)
	if !ok {
		return
	}
	switch y := y.(type) {
	case *opTestNode:
		if y.op == opEQ || y.op == opNE {
			f.pair(x, y.x)
		}
	case *listNode:
		for _, item := range y.items {
			f.pair(x, item)
		}
	default:
		if v, ok := constant(y); ok && !v.IsNull() {
			subject.Value, subject.Span = v, y.at().in(f.src)
			f.found = append(f.found, subject)
		}
	}
}

// contains looks at list contains(x, "a") and list contains(["a", "b"], x).
func (f *comparisonFinder) contains(n *callNode) {
	ref, ok := n.fn.(*refNode)
	if !ok || ref.sym.kind != symBuiltin || ref.sym.name != "list contains" || len(n.args) != 2 {
		return
	}
	f.pair(n.args[0], n.args[1])
	f.pair(n.args[1], n.args[0])
}

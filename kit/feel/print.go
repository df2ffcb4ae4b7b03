package feel

import "strings"

// printNode writes an expression in a normal form: every operation whose
// grouping could be in doubt stands in parentheses.
func printNode(n node) string {
	var p printer
	p.node(n)
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) text(parts ...string) {
	for _, s := range parts {
		p.WriteString(s)
	}
}

func (p *printer) node(n node) {
	switch n := n.(type) {
	case *literalNode:
		p.literal(n)
	case *refNode:
		p.text(n.sym.name)
	case *itemFieldNode:
		p.text(n.name)
	case *unknownNode:
		p.text(n.name)
	case *negateNode:
		p.text("-")
		p.operand(n.x)
	case *arithmeticNode:
		p.binary(n.l, n.op.String(), n.r)
	case *compareNode:
		p.binary(n.l, n.op.String(), n.r)
	case *logicNode:
		p.logic(n)
	case *ifNode:
		p.text("if ")
		p.node(n.cond)
		p.text(" then ")
		p.node(n.then)
		p.text(" else ")
		p.node(n.els)
	case *betweenNode:
		p.operand(n.x)
		p.text(" between ")
		p.operand(n.low)
		p.text(" and ")
		p.operand(n.high)
	default:
		p.compound(n)
	}
}

func (p *printer) compound(n node) {
	switch n := n.(type) {
	case *inNode:
		p.operand(n.x)
		p.text(" in (")
		p.tests(n.tests)
		p.text(")")
	case *opTestNode:
		p.text("(")
		p.test(n)
		p.text(")")
	case *rangeNode:
		p.rng(n)
	case *listNode:
		p.text("[")
		p.list(n.items)
		p.text("]")
	case *contextNode:
		p.context(n)
	case *pathNode:
		p.path(n)
	case *filterNode:
		p.operand(n.x)
		p.text("[")
		p.node(n.cond)
		p.text("]")
	case *forNode:
		p.text("for ")
		p.iterations(n.iterations)
		p.text(" return ")
		p.node(n.result)
	case *quantifiedNode:
		p.quantified(n)
	case *callNode:
		p.call(n)
	case *functionNode:
		p.function(n)
	case *externalNode:
		p.text("external ")
		p.node(n.what)
	case *instanceNode:
		p.operand(n.x)
		p.text(" instance of ", n.want.String())
	case *unaryTestsNode:
		p.unaryTests(n)
	}
}

// operand writes a part of an operation, in parentheses unless it is closed in
// itself.
func (p *printer) operand(n node) {
	switch n := n.(type) {
	case *refNode:
		if !n.paren {
			p.node(n)
			return
		}
	case *pathNode:
		if !n.paren {
			p.node(n)
			return
		}
	case *literalNode, *itemFieldNode, *unknownNode, *listNode, *contextNode, *rangeNode, *opTestNode, *filterNode,
		*callNode:
		p.node(n)
		return
	}
	p.text("(")
	p.node(n)
	p.text(")")
}

func (p *printer) literal(n *literalNode) {
	if n.temporal != "" {
		p.text("@")
		quote(&p.Builder, n.temporal)
		return
	}
	p.text(n.value.String())
}

func (p *printer) binary(l node, op string, r node) {
	p.operand(l)
	p.text(" ", op, " ")
	p.operand(r)
}

func (p *printer) logic(n *logicNode) {
	if n.or {
		p.binary(n.l, "or", n.r)
		return
	}
	p.binary(n.l, "and", n.r)
}

func (p *printer) rng(n *rangeNode) {
	p.WriteByte(pick(n.lowIncluded, '[', '('))
	p.node(n.low)
	p.text("..")
	p.operand(n.high)
	p.WriteByte(pick(n.highIncluded, ']', ')'))
}

func (p *printer) list(items []node) {
	for i, item := range items {
		if i > 0 {
			p.text(", ")
		}
		p.node(item)
	}
}

func (p *printer) context(n *contextNode) {
	p.text("{")
	for i, e := range n.entries {
		if i > 0 {
			p.text(", ")
		}
		writeKey(&p.Builder, e.name)
		p.text(": ")
		p.node(e.value)
	}
	p.text("}")
}

// path writes x.name; an entry of the item of a filter is written by its name
// alone, as it was read.
func (p *printer) path(n *pathNode) {
	if ref, ok := n.x.(*refNode); ok && ref.at() == n.at() {
		p.text(n.name)
		return
	}
	p.operand(n.x)
	p.text(".", n.name)
}

func (p *printer) iterations(its []iteration) {
	for i, it := range its {
		if i > 0 {
			p.text(", ")
		}
		p.text(it.name, " in ")
		p.node(it.in)
		if it.through != nil {
			p.text("..")
			p.node(it.through)
		}
	}
}

func (p *printer) quantified(n *quantifiedNode) {
	if n.every {
		p.text("every ")
	} else {
		p.text("some ")
	}
	p.iterations(n.iterations)
	p.text(" satisfies ")
	p.node(n.cond)
}

func (p *printer) call(n *callNode) {
	p.operand(n.fn)
	p.text("(")
	first := true
	for i, arg := range n.args {
		if arg == nil {
			continue
		}
		if !first {
			p.text(", ")
		}
		first = false
		switch {
		case n.names != nil:
			p.text(n.names[i], ": ")
		case n.sig != nil && n.sig.gap(n.args):
			p.text(n.sig.params[i].name, ": ")
		}
		p.node(arg)
	}
	p.text(")")
}

func (p *printer) function(n *functionNode) {
	p.text("function(")
	for i, param := range n.params {
		if i > 0 {
			p.text(", ")
		}
		p.text(param.Name)
		if param.Type.kind != typeAny {
			p.text(": ", param.Type.String())
		}
	}
	p.text(") ")
	p.node(n.body)
}

func (p *printer) unaryTests(n *unaryTestsNode) {
	switch {
	case len(n.tests) == 0:
		p.text("-")
	case n.negated:
		p.text("not(")
		p.tests(n.tests)
		p.text(")")
	default:
		p.tests(n.tests)
	}
}

func (p *printer) tests(tests []node) {
	for i, t := range tests {
		if i > 0 {
			p.text(", ")
		}
		p.test(t)
	}
}

func (p *printer) test(n node) {
	if t, ok := n.(*opTestNode); ok {
		p.text(t.op.String(), " ")
		p.operand(t.x)
		return
	}
	p.node(n)
}

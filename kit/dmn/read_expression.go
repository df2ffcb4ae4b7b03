package dmn

import "github.com/tillit-se/tillit/kit/dmn/internal/xmltree"

// logic reads the one expression among the children of n; nil when there is
// none.
func (r *reader) logic(n, owner *xmltree.Node) Expression {
	var found Expression
	r.each(n, func(c *xmltree.Node) {
		e := r.expression(c)
		switch {
		case e == nil:
		case found != nil:
			r.problem(int(c.Start), CodeStructure, "<%s> holds more than one expression", owner.Written())
		default:
			found = e
		}
	})
	return found
}

// expressions reads all expressions among the children of n.
func (r *reader) expressions(n *xmltree.Node) []Expression {
	var all []Expression
	r.each(n, func(c *xmltree.Node) {
		if e := r.expression(c); e != nil {
			all = append(all, e)
		}
	})
	return all
}

// expression reads an element that is an expression, or returns nil.
func (r *reader) expression(n *xmltree.Node) Expression {
	switch n.Local {
	case "literalExpression":
		return r.literal(n)
	case "decisionTable":
		return r.table(n)
	case "context":
		return r.context(n)
	case "list":
		return &List{r.base(n), r.expressions(n)}
	case "relation":
		return r.relation(n)
	case "invocation":
		return r.invocation(n)
	case "functionDefinition":
		return r.function(n)
	case "conditional":
		return &Conditional{r.base(n), r.branch(n, "if"), r.branch(n, "then"), r.branch(n, "else")}
	case "filter":
		return &Filter{r.base(n), r.branch(n, "in"), r.branch(n, "match")}
	case "for":
		return &For{r.base(n), r.iterator(n), r.branch(n, "in"), r.branch(n, "return")}
	case "some", "every":
		return &Quantified{r.base(n), n.Local == "every", r.iterator(n), r.branch(n, "in"), r.branch(n, "satisfies")}
	}
	return nil
}

// branch reads the expression inside the child of that name.
func (r *reader) branch(n *xmltree.Node, name string) Expression {
	c := n.Child(name)
	if c == nil {
		r.problem(int(n.Start), CodeStructure, "<%s> has no <%s>", n.Written(), name)
		return nil
	}
	e := r.logic(c, c)
	if e == nil {
		r.problem(int(c.Start), CodeStructure, "<%s> holds no expression", c.Written())
		return nil
	}
	if ref := typeRef(c); ref != "" && e.Base().TypeRef == "" {
		e.Base().TypeRef = ref
	}
	return e
}

func (r *reader) iterator(n *xmltree.Node) string {
	name := cleanName(attr(n, "iteratorVariable"))
	if name == "" {
		r.problem(int(n.Start), CodeStructure, "<%s> names no iteratorVariable", n.Written())
	}
	return name
}

func (r *reader) context(n *xmltree.Node) *Context {
	c := &Context{ExpressionBase: r.base(n)}
	r.each(n, func(e *xmltree.Node) {
		if e.Local == "contextEntry" {
			c.Entries = append(c.Entries, &ContextEntry{r.element(e), r.variable(e), r.logic(e, e)})
		}
	})
	for i, e := range c.Entries {
		if e.Variable == nil && i < len(c.Entries)-1 {
			r.problem(e.Pos.Offset, CodeStructure, "only the last entry of a context, its result, may lack a variable")
		}
	}
	return c
}

func (r *reader) relation(n *xmltree.Node) *Relation {
	rel := &Relation{ExpressionBase: r.base(n)}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "column":
			rel.Columns = append(rel.Columns, r.item(c))
		case "row":
			rel.Rows = append(rel.Rows, &List{r.base(c), r.expressions(c)})
		}
	})
	for _, row := range rel.Rows {
		if len(row.Items) != len(rel.Columns) {
			r.problem(row.Pos.Offset, CodeStructure, "the row has %d cells where the relation has %d columns", len(row.Items), len(rel.Columns))
		}
	}
	return rel
}

func (r *reader) invocation(n *xmltree.Node) *Invocation {
	inv := &Invocation{ExpressionBase: r.base(n), Function: r.logic(n, n)}
	if inv.Function == nil {
		r.problem(int(n.Start), CodeStructure, "<%s> names no function", n.Written())
	}
	r.each(n, func(c *xmltree.Node) {
		if c.Local != "binding" {
			return
		}
		b := &Binding{Element: r.element(c), Value: r.logic(c, c)}
		if p := c.Child("parameter"); p != nil {
			b.Parameter = r.item(p)
		} else {
			r.problem(int(c.Start), CodeStructure, "<%s> has no parameter", c.Written())
			b.Parameter = &InformationItem{}
		}
		inv.Bindings = append(inv.Bindings, b)
	})
	return inv
}

func (r *reader) function(n *xmltree.Node) *FunctionDefinition {
	f := &FunctionDefinition{ExpressionBase: r.base(n), Kind: KindFEEL, Body: r.logic(n, n)}
	if kind := attr(n, "kind"); kind != "" {
		f.Kind = FunctionKind(kind)
	}
	switch f.Kind {
	case KindFEEL, KindJava, KindPMML:
	default:
		r.problem(int(n.Start), CodeStructure, "the kind %q of a function is not known; FEEL, Java and PMML are", f.Kind)
	}
	r.each(n, func(c *xmltree.Node) {
		if c.Local == "formalParameter" {
			f.Parameters = append(f.Parameters, r.item(c))
		}
	})
	return f
}

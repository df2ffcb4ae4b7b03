package dmn

import "github.com/tillit-se/tillit/kit/dmn/internal/xmltree"

func (r *reader) table(n *xmltree.Node) *DecisionTable {
	t := &DecisionTable{
		ExpressionBase: r.base(n), HitPolicy: Unique, Aggregation: Aggregation(attr(n, "aggregation")),
		Orientation: attr(n, "preferredOrientation"), OutputLabel: attr(n, "outputLabel"),
	}
	if policy := attr(n, "hitPolicy"); policy != "" {
		t.HitPolicy = HitPolicy(policy)
	}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "input":
			t.Inputs = append(t.Inputs, r.inputClause(c))
		case "output":
			t.Outputs = append(t.Outputs, r.outputClause(c))
		case "annotation":
			t.Annotations = append(t.Annotations, attr(c, "name"))
		case "rule":
			r.addRule(t, c)
		}
	})
	r.checkTable(t, n)
	return t
}

func (r *reader) addRule(t *DecisionTable, n *xmltree.Node) {
	if len(t.Rules) >= r.rules {
		if r.limit == nil {
			r.limit = &LimitError{Limit: "rules", Max: r.rules, Pos: r.pos(int(n.Start))}
		}
		return
	}
	t.Rules = append(t.Rules, r.rule(n))
}

func (r *reader) inputClause(n *xmltree.Node) *InputClause {
	in := &InputClause{Element: r.element(n)}
	if c := n.Child("inputExpression"); c != nil {
		in.Expression = r.literal(c)
	}
	if c := n.Child("inputValues"); c != nil {
		in.Values = r.tests(c)
	}
	return in
}

func (r *reader) outputClause(n *xmltree.Node) *OutputClause {
	out := &OutputClause{Element: r.element(n), Name: cleanName(attr(n, "name")), TypeRef: typeRef(n)}
	if c := n.Child("outputValues"); c != nil {
		out.Values = r.tests(c)
	}
	if c := n.Child("defaultOutputEntry"); c != nil {
		out.Default = r.literal(c)
	}
	return out
}

func (r *reader) rule(n *xmltree.Node) *Rule {
	rule := &Rule{Element: r.element(n)}
	r.each(n, func(c *xmltree.Node) {
		switch c.Local {
		case "inputEntry":
			rule.Inputs = append(rule.Inputs, r.tests(c))
		case "outputEntry":
			rule.Outputs = append(rule.Outputs, r.literal(c))
		case "annotationEntry":
			rule.Annotations = append(rule.Annotations, r.text(c).Text)
		}
	})
	return rule
}

// checkTable reports what makes a table impossible to run.
func (r *reader) checkTable(t *DecisionTable, n *xmltree.Node) {
	switch t.HitPolicy {
	case Unique, First, Priority, AnyHit, Collect, RuleOrder, OutputOrder:
	default:
		r.problem(int(n.Start), CodeStructure, "the hit policy %q is not known", t.HitPolicy)
	}
	switch t.Aggregation {
	case "", Sum, Count, Min, Max:
	default:
		r.problem(int(n.Start), CodeStructure, "the aggregation %q is not known; SUM, COUNT, MIN and MAX are", t.Aggregation)
	}
	if len(t.Outputs) == 0 {
		r.problem(int(n.Start), CodeStructure, "the table has no output")
	}
	r.checkOutputs(t)
	for i, rule := range t.Rules {
		if len(rule.Inputs) != len(t.Inputs) {
			r.problem(rule.Pos.Offset, CodeStructure, "rule %d has %d conditions where the table has %d inputs", i+1, len(rule.Inputs), len(t.Inputs))
		}
		if len(rule.Outputs) != len(t.Outputs) {
			r.problem(rule.Pos.Offset, CodeStructure, "rule %d has %d results where the table has %d outputs", i+1, len(rule.Outputs), len(t.Outputs))
		}
	}
}

// checkOutputs wants names for several outputs, each once.
func (r *reader) checkOutputs(t *DecisionTable) {
	if len(t.Outputs) < 2 {
		return
	}
	seen := map[string]bool{}
	for i, out := range t.Outputs {
		switch {
		case out.Name == "":
			r.problem(out.Pos.Offset, CodeStructure, "output %d has no name, which a table with several outputs needs", i+1)
		case seen[out.Name]:
			r.problem(out.Pos.Offset, CodeDuplicate, "the output %q comes twice", out.Name)
		}
		seen[out.Name] = true
	}
}

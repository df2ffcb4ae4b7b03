// Package compare tells the differences between two versions of a decision
// model: which rules came, went and changed, cell by cell, and what changed in
// the law around them. Rules are paired by their conditions, then by their ids,
// then by their place. A rule that moved is a difference only where the hit
// policy makes the order of rules matter.
//
// Where nothing is told, the two give the same answers for the same reasons;
// what is drawn, described or formatted otherwise is no difference.
package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/dmn/law"
)

// Kind is what happened.
type Kind string

// The kinds of change.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// What tells which part of a model changed.
type What string

// The parts. Condition and Output are cells; Logic is an expression that is no table, or a hit policy.
const (
	Validity What = "validity"
	// RelevantDate is the name of the input that decides the version.
	RelevantDate What = "relevant-date"
	// Import is a namespace that the model imports.
	Import What = "import"
	// Type is an item definition, or the type that an input or decision names.
	Type What = "type"
	// Label is what an input or decision is called, with its help and the names of its values.
	Label What = "label"
	// Values are those that a column allows, and Default what it gives where no rule answers.
	Values  What = "values"
	Default What = "default"
	// Requires is what a decision rests on.
	Requires   What = "requires"
	Title      What = "title"
	Source     What = "source"
	Input      What = "input"
	Decision   What = "decision"
	Logic      What = "logic"
	HitPolicy  What = "hit-policy"
	Column     What = "column"
	Rule       What = "rule"
	Condition  What = "condition"
	Output     What = "output"
	Provisions What = "provisions"
	Reason     What = "reason"
	Outcome    What = "outcome"
)

// Change is one difference.
type Change struct {
	Kind     Kind   `json:"kind"`
	What     What   `json:"what"`
	Decision string `json:"decision,omitempty"` // name of the decision or business knowledge model
	// RuleBefore and RuleAfter number the rule in each version, from 1; 0 where it is not there.
	RuleBefore int    `json:"rule_before,omitempty"`
	RuleAfter  int    `json:"rule_after,omitempty"`
	Name       string `json:"name,omitempty"` // of the input, source or column
	// Before and After are FEEL, or a text in both languages.
	Before law.Text `json:"before,omitzero"`
	After  law.Text `json:"after,omitzero"`
}

// Version is one version of a model.
type Version struct {
	Definitions *dmn.Definitions
	Law         law.Law
}

// Compare tells what differs, in the order of the model: the whole, its inputs, its decisions.
func Compare(before, after Version) []Change {
	c := &comparer{before: before, after: after}
	c.model()
	c.types()
	c.inputs()
	c.decisions()
	return c.changes
}

type comparer struct {
	before, after Version
	changes       []Change
}

func same(s string) law.Text { return law.Text{SV: s, EN: s} }

// differ notes a change unless both are the same.
func (c *comparer) differ(base Change, before, after law.Text) {
	if before == after {
		return
	}
	base.Kind, base.Before, base.After = Changed, before, after
	c.changes = append(c.changes, base)
}

func (c *comparer) model() {
	a, b := c.before.Law.Model, c.after.Law.Model
	c.differ(Change{What: Title}, a.Title, b.Title)
	c.differ(Change{What: Validity}, same(a.AppliesFrom.String()+"/"+a.AppliesTo.String()), same(b.AppliesFrom.String()+"/"+b.AppliesTo.String()))
	c.differ(Change{What: RelevantDate}, same(a.RelevantDate), same(b.RelevantDate))
	c.lists(Source, a.Sources, b.Sources)
	c.lists(Import, importsOf(c.before.Definitions), importsOf(c.after.Definitions))
}

// lists notes what came and went.
func (c *comparer) lists(what What, before, after []string) {
	for _, name := range before {
		if !slices.Contains(after, name) {
			c.changes = append(c.changes, Change{Kind: Removed, What: what, Name: name})
		}
	}
	for _, name := range after {
		if !slices.Contains(before, name) {
			c.changes = append(c.changes, Change{Kind: Added, What: what, Name: name})
		}
	}
}

// logicOf gives what decides: decisions and then business knowledge models.
func logicOf(v Version) (names []string, logic map[string]dmn.Expression) {
	logic = map[string]dmn.Expression{}
	for _, d := range v.Definitions.Decisions {
		names, logic[d.Name] = append(names, d.Name), d.Logic
	}
	for _, k := range v.Definitions.Knowledge {
		if names = append(names, k.Name); k.Logic != nil {
			logic[k.Name] = k.Logic
		}
	}
	return names, logic
}

func joined(targets []string) law.Text { return same(strings.Join(targets, ", ")) }

func (c *comparer) logic(name string, before, after dmn.Expression) {
	before, after = body(before), body(after)
	a, b := dmn.Tables(before), dmn.Tables(after)
	if len(a) != len(b) || len(a) == 0 {
		c.differ(Change{What: Logic, Decision: name}, same(c.before.text(before)), same(c.after.text(after)))
		return
	}
	c.differ(Change{What: Logic, Decision: name}, same(c.before.around(before, a)), same(c.after.around(after, b)))
	for i := range a {
		t := tables{comparer: c, name: name, index: i, a: a[i], b: b[i]}
		t.compare()
	}
}

// body is what a function does; its parameters are compared by themselves.
func body(e dmn.Expression) dmn.Expression {
	if f, ok := e.(*dmn.FunctionDefinition); ok && f != nil && f.Kind == dmn.KindFEEL {
		return f.Body
	}
	return e
}

// text is an expression as the file has it: FEEL where it is one literal, else its XML.
func (v Version) text(e dmn.Expression) string {
	switch e := e.(type) {
	case nil:
		return ""
	case *dmn.LiteralExpression:
		return strings.TrimSpace(e.Text.Text)
	default:
		base := e.Base()
		return string(v.Definitions.Source[base.Pos.Offset:base.End])
	}
}

// around is what stands around the tables of an expression; nothing where the expression is itself a table.
func (v Version) around(e dmn.Expression, list []*dmn.DecisionTable) string {
	if _, table := e.(*dmn.DecisionTable); table {
		return ""
	}
	var b strings.Builder
	at := e.Base().Pos.Offset
	for _, t := range list {
		if t.Pos.Offset < at {
			continue // within the table before
		}
		b.Write(v.Definitions.Source[at:t.Pos.Offset])
		b.WriteString("…")
		at = t.End
	}
	b.Write(v.Definitions.Source[at:e.Base().End])
	return strings.Join(strings.Fields(b.String()), " ")
}

// tables compares two versions of a table.
type tables struct {
	*comparer
	name  string
	index int
	a, b  *dmn.DecisionTable
}

// row writes a rule on a line: its conditions, and what it gives.
func row(r *dmn.Rule) string {
	var cells, outputs []string
	for _, in := range r.Inputs {
		cells = append(cells, strings.TrimSpace(in.Text.Text))
	}
	for _, out := range r.Outputs {
		outputs = append(outputs, strings.TrimSpace(out.Text.Text))
	}
	return strings.Join(cells, " | ") + " → " + strings.Join(outputs, " | ")
}

// conditions is what rules without a common id are paired by.
func conditions(r *dmn.Rule) string { before, _, _ := strings.Cut(row(r), " → "); return before }

// pair finds for each rule before its rule after, or -1; and the rules that came.
func (t *tables) pair() (pairs, added []int) {
	taken := make([]bool, len(t.b.Rules))
	pairs = make([]int, len(t.a.Rules))
	for i := range pairs {
		pairs[i] = -1
	}
	match := func(key func(int, *dmn.Rule) string) {
		places := map[string]int{}
		for j, r := range t.b.Rules {
			if k := key(j, r); k != "" && !taken[j] {
				if _, twice := places[k]; !twice {
					places[k] = j
				}
			}
		}
		for i, r := range t.a.Rules {
			if j, ok := places[key(i, r)]; ok && pairs[i] < 0 && !taken[j] {
				pairs[i], taken[j] = j, true
			}
		}
	}
	match(func(_ int, r *dmn.Rule) string { return conditions(r) })
	match(func(_ int, r *dmn.Rule) string { return r.ID })
	if len(t.a.Rules) == len(t.b.Rules) {
		match(func(i int, _ *dmn.Rule) string { return strconv.Itoa(i) })
	}
	for j := range t.b.Rules {
		if !taken[j] {
			added = append(added, j)
		}
	}
	return pairs, added
}

func (t *tables) rule(i, j int) {
	a, b := t.a.Rules[i], t.b.Rules[j]
	base := Change{Decision: t.name, RuleBefore: i + 1, RuleAfter: j + 1}
	names := columns(t.a)
	for k := range min(len(a.Inputs), len(b.Inputs), len(names)) {
		base.What, base.Name = Condition, names[k]
		t.differ(base, same(strings.TrimSpace(a.Inputs[k].Text.Text)), same(strings.TrimSpace(b.Inputs[k].Text.Text)))
	}
	for k := range min(len(a.Outputs), len(b.Outputs), len(t.a.Outputs)) {
		base.What, base.Name = Output, t.a.Outputs[k].Name
		t.differ(base, same(strings.TrimSpace(a.Outputs[k].Text.Text)), same(strings.TrimSpace(b.Outputs[k].Text.Text)))
	}
	base.Name = ""
	la := t.before.Law.Rules[law.RuleKey{Element: t.name, Table: t.index, Rule: i}]
	lb := t.after.Law.Rules[law.RuleKey{Element: t.name, Table: t.index, Rule: j}]
	base.What = Outcome
	t.differ(base, same(string(la.Outcome)), same(string(lb.Outcome)))
	base.What = Reason
	t.differ(base, la.Reason, lb.Reason)
	base.What = Provisions
	t.differ(base, joined(la.Provisions), joined(lb.Provisions))
}

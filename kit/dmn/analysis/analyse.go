package analysis

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

const (
	defaultSteps    = 5_000_000
	defaultFindings = 100
)

// Analyse looks at every decision table of a model, also those within other expressions, in the order of decisions and then of business knowledge
// models. The error is only ever a fault of this package.
func Analyse(d *dmn.Definitions, o Options) (Report, error) {
	if o.Steps <= 0 {
		o.Steps = defaultSteps
	}
	if o.Findings <= 0 {
		o.Findings = defaultFindings
	}
	order, err := newOrder()
	if err != nil {
		return Report{}, err
	}
	a := analyser{options: o, order: order, types: typesOf(d), read: reader{map[string]feel.Value{}}}
	report := Report{Tables: []Table{}}
	for _, decision := range d.Decisions {
		for i, table := range dmn.Tables(decision.Logic) {
			report.Tables = append(report.Tables, a.table(decision.Name, i, table))
		}
	}
	for _, bkm := range d.Knowledge {
		if bkm.Logic == nil {
			continue
		}
		for i, table := range dmn.Tables(bkm.Logic) {
			report.Tables = append(report.Tables, a.table(bkm.Name, i, table))
		}
	}
	return report, nil
}

type analyser struct {
	options Options
	order   order
	types   types
	read    reader
}

func (a *analyser) table(name string, index int, t *dmn.DecisionTable) Table {
	out := Table{
		Element: name, Index: index, Line: t.Pos.Line, HitPolicy: t.HitPolicy, Rules: len(t.Rules),
		Inputs: []string{}, Findings: []Finding{}, Unread: []Cell{}, NoNull: []string{}, Default: hasDefault(t),
	}
	e := explorer{policy: t.HitPolicy, steps: a.options.Steps, findings: a.options.Findings}
	e.gaps = !out.Default && !slices.Contains([]dmn.HitPolicy{dmn.Collect, dmn.RuleOrder, dmn.OutputOrder}, t.HitPolicy)
	e.grid = grid{cells: make([][][]span, len(t.Rules)), skip: make([]bool, len(t.Rules))}
	e.same, e.rank = outputsOf(t, &a.read)
	for i := range t.Rules {
		e.cells[i] = make([][]span, len(t.Inputs))
	}
	for k, clause := range t.Inputs {
		a.column(&out, &e.grid, t, k, clause)
	}
	e.run()
	e.silent()
	out.Limit = e.limit
	out.Findings = append(out.Findings, e.out...)
	if slices.Contains(e.skip, true) {
		for i := range out.Findings {
			out.Findings[i].Uncertain = out.Findings[i].Kind == Gap || out.Findings[i].Kind == Unreachable
		}
	}
	return out
}

func hasDefault(t *dmn.DecisionTable) bool {
	return len(t.Outputs) > 0 && !slices.ContainsFunc(t.Outputs, func(o *dmn.OutputClause) bool { return o.Default == nil })
}

// column reads the cells of a column and makes its axis.
func (a *analyser) column(out *Table, g *grid, t *dmn.DecisionTable, k int, clause *dmn.InputClause) {
	input := ""
	if clause.Expression != nil {
		input = strings.TrimSpace(clause.Expression.Text.Text)
	}
	out.Inputs = append(out.Inputs, input)
	known := a.types.of(clause)
	cells := a.cellsOf(t, k, known)
	allowed := a.allowedOf(out, k, clause, known)
	constants, null := constantsOf(slices.Concat(cells, allowed))
	if known.base == "boolean" && len(constants) == 0 {
		constants = []feel.Value{feel.Bool(true)}
	}
	axis := newAxis(input, constants, null, a.order)
	for _, c := range allowed {
		if spans, ok := axis.regions(c); ok {
			axis.domain = intersect(axis.domain, spans)
		}
	}
	g.axes = append(g.axes, axis)
	open := false
	for i, c := range cells {
		spans, ok := axis.regions(c)
		if c.unread || !ok {
			g.skip[i] = true
			out.Unread = append(out.Unread, Cell{Rule: i + 1, Input: k + 1, Text: t.Rules[i].Inputs[k].Text.Text, Line: t.Rules[i].Inputs[k].Pos.Line})
			spans = nil
		}
		g.cells[i][k] = spans
		open = open || ok && len(spans) > 0 && spans[len(spans)-1].hi == axis.null()
	}
	if !open && len(t.Rules) > 0 {
		out.NoNull = append(out.NoNull, input)
	}
}

func (a *analyser) cellsOf(t *dmn.DecisionTable, k int, known found) []cell {
	cells := make([]cell, len(t.Rules))
	for i, rule := range t.Rules {
		if k >= len(rule.Inputs) || rule.Inputs[k] == nil {
			cells[i] = cell{any: true}
			continue
		}
		cells[i] = a.read.cell(rule.Inputs[k].Text.Text)
		if known.many && !cells[i].any {
			cells[i] = cell{unread: true} // of a list it is membership that is tested
		}
	}
	return cells
}

func (a *analyser) allowedOf(out *Table, k int, clause *dmn.InputClause, known found) []cell {
	var cells []cell
	for _, text := range known.allowed {
		c := a.read.cell(text)
		if c.unread {
			out.Unread = append(out.Unread, Cell{Input: k + 1, Text: text, Line: clause.Pos.Line})
			continue
		}
		cells = append(cells, c)
	}
	return cells
}

// constantsOf gathers what cells compare with, and whether any speaks of null.
func constantsOf(cells []cell) (constants []feel.Value, null bool) {
	for _, c := range cells {
		for _, at := range c.list {
			null = null || at.null
			for _, v := range []feel.Value{at.low, at.high} {
				if !v.IsNull() {
					constants = append(constants, v)
				}
			}
		}
	}
	return constants, null
}

// outputsOf compares the outputs of rules, by value where they are constants and else by their text, and ranks them by the order of the output
// values (DMN 1.5, 8.2.11).
func outputsOf(t *dmn.DecisionTable, r *reader) (same func(a, b int) bool, rank []int) {
	texts := make([]string, len(t.Rules))
	rank = make([]int, len(t.Rules))
	for i, rule := range t.Rules {
		for k, out := range rule.Outputs {
			text := ""
			if out != nil {
				text = strings.TrimSpace(out.Text.Text)
			}
			if v, ok := r.constant(text); ok {
				text = v.String()
			}
			texts[i] += text + "\x00"
			if k < len(t.Outputs) && t.Outputs[k].Values != nil {
				rank[i] = rank[i]*1000 + placeIn(t.Outputs[k].Values.Text.Text, text, r)
			}
		}
	}
	return func(a, b int) bool { return texts[a] == texts[b] }, rank
}

func placeIn(values, text string, r *reader) int {
	parts := splitTop(values, ",")
	for i, part := range parts {
		part = strings.TrimSpace(part)
		if v, ok := r.constant(part); ok {
			part = v.String()
		}
		if part == text {
			return i
		}
	}
	return len(parts)
}

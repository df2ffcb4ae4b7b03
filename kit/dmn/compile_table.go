package dmn

import (
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// tableCode is a decision table that runs.
type tableCode struct {
	table   *DecisionTable
	at      place
	inputs  []tableInput
	outputs []tableOutput
	rules   []tableRule
	index   *tableIndex
	// defaults is what comes out when no rule matches; nil when nothing is
	// said of that.
	defaults *ruleOutput
}

type tableInput struct {
	code expression
	slot int // of the variable that the input is, or -1
	// values bounds the input, or is nil.
	values *feel.Program
	at     place
}

type tableOutput struct {
	name     string
	typ      *itemType
	values   *feel.Program // allowed outputs, or nil
	priority []feel.Test   // in their order; nil when there is none
	at       place
}

type tableRule struct {
	cells  []*feel.Program // nil for cells that anything passes
	faults []string        // why a cell could not be compiled; nil when all were
	output ruleOutput
}

// ruleOutput is what a rule gives: a constant when its cells are literals.
type ruleOutput struct {
	constant bool
	value    feel.Value
	cells    []expression
}

func (c *compiler) table(e *DecisionTable, s *scope, owner *holder) expression {
	t := &tableCode{table: e, at: place{module: s.module, owner: owner, offset: int32(e.Pos.Offset)}}
	b := &tableBuilder{c, s, owner, t, make([]feel.Type, len(e.Inputs)), map[cellKey]*feel.Program{}, map[string]expression{}}
	for i, in := range e.Inputs {
		t.inputs = append(t.inputs, b.input(i, in))
	}
	for _, out := range e.Outputs {
		t.outputs = append(t.outputs, b.output(out))
	}
	b.checkPolicy()
	t.rules = make([]tableRule, len(e.Rules))
	for i, rule := range e.Rules {
		t.rules[i] = b.rule(rule, i)
	}
	t.defaults = b.defaults()
	t.index = newIndex(t)
	return t
}

type tableBuilder struct {
	*compiler
	scope *scope
	owner *holder
	code  *tableCode
	types []feel.Type // of the inputs
	// cells and literals keep programs for cells that say the same.
	cells    map[cellKey]*feel.Program
	literals map[string]expression
}

type cellKey struct {
	column int
	text   string
}

func (b *tableBuilder) at(e Element, text *Text) place {
	return place{module: b.scope.module, owner: b.owner, offset: int32(e.Pos.Offset), text: text}
}

func (b *tableBuilder) input(i int, in *InputClause) tableInput {
	out := tableInput{code: nullCode{}, slot: -1, at: b.at(in.Element, nil)}
	if in.Expression != nil {
		typ := b.typeOf(b.scope.module, in.Expression.TypeRef, out.at, in.Expression.Pos)
		b.types[i] = typ.feelType()
		out.code = b.literal(in.Expression, b.scope, b.owner)
	}
	if v, ok := out.code.(*variableCode); ok {
		out.slot = v.slot
	}
	if in.Values != nil {
		out.values = b.tests(in.Values, b.types[i])
	}
	return out
}

// tests compiles conditions; nil when there are none, or they are wrong.
func (b *tableBuilder) tests(tests *UnaryTests, input feel.Type) *feel.Program {
	if strings.TrimSpace(tests.Text.Text) == "" {
		return nil
	}
	prog, err := feel.CompileUnaryTests(tests.Text.Text, b.scope.feel(), input, feel.Lenient())
	if err != nil {
		b.feelProblem(b.at(tests.Element, &tests.Text), err)
		return nil
	}
	return prog
}

func (b *tableBuilder) output(out *OutputClause) tableOutput {
	o := tableOutput{name: out.Name, at: b.at(out.Element, nil)}
	o.typ = b.typeOf(b.scope.module, out.TypeRef, o.at, out.Pos)
	if out.Values != nil {
		o.values = b.tests(out.Values, o.typ.feelType())
	}
	order := o.values
	if order == nil && o.typ != nil {
		order = o.typ.allowed
	}
	if order != nil {
		if tests, negated, _, ok := order.Tests(); ok && !negated {
			o.priority = tests
		}
	}
	return o
}

// checkPolicy reports tables whose policy cannot be carried out.
func (b *tableBuilder) checkPolicy() {
	e := b.code.table
	if e.HitPolicy != Priority && e.HitPolicy != OutputOrder {
		return
	}
	for _, out := range b.code.outputs {
		if out.priority != nil {
			return
		}
	}
	b.problem(b.code.at, e.Pos, CodeValues, "the hit policy %s needs output values, whose order is that of priority", e.HitPolicy)
}

func (b *tableBuilder) rule(rule *Rule, number int) tableRule {
	r := tableRule{cells: make([]*feel.Program, len(b.code.inputs))}
	for i, tests := range rule.Inputs {
		if i >= len(r.cells) {
			break
		}
		prog, fault := b.cell(i, tests, number)
		r.cells[i] = prog
		if fault != "" {
			if r.faults == nil {
				r.faults = make([]string, len(r.cells))
			}
			r.faults[i] = fault
		}
	}
	r.output = b.outputs(rule.Outputs)
	return r
}

// cell compiles a condition; nil is one that anything passes. A condition that
// is wrong is never met.
func (b *tableBuilder) cell(column int, tests *UnaryTests, number int) (prog *feel.Program, fault string) {
	text := strings.TrimSpace(tests.Text.Text)
	if text == "" || text == "-" {
		return nil, ""
	}
	if prog, ok := b.cells[cellKey{column, tests.Text.Text}]; ok {
		return prog, ""
	}
	at := b.at(tests.Element, &tests.Text)
	at.rule = int32(number + 1)
	if b.foreign(tests.Language, b.scope.module) {
		b.problem(at, tests.Pos, CodeUnsupported, "the condition is written in %q; only FEEL is run here", tests.Language)
		return nil, "the condition is not FEEL"
	}
	prog, err := feel.CompileUnaryTests(tests.Text.Text, b.scope.feel(), b.types[column], feel.Lenient())
	if err != nil {
		b.feelProblem(at, err)
		_, message := positioned(at, err)
		return nil, message
	}
	b.strict(at, func() error {
		_, err := feel.CompileUnaryTests(tests.Text.Text, b.scope.feel(), b.types[column])
		return err
	})
	b.cells[cellKey{column, tests.Text.Text}] = prog
	return prog, ""
}

// outputs compiles the results of a rule. When all are literals that fit, so is
// the whole.
func (b *tableBuilder) outputs(list []*LiteralExpression) ruleOutput {
	out := ruleOutput{constant: true}
	values := make([]feel.Value, len(b.code.outputs))
	for i := range b.code.outputs {
		var cell expression = nullCode{}
		if i < len(list) && list[i] != nil {
			cell = b.outputCell(list[i])
		}
		out.cells = append(out.cells, cell)
		v, constant := cell.(*constantCode)
		if !constant || !b.plainOutput(i, v.v) {
			out.constant = false
			continue
		}
		values[i] = v.v
	}
	if out.constant {
		out.value = b.code.compose(values)
	}
	return out
}

func (b *tableBuilder) outputCell(e *LiteralExpression) expression {
	if cell, ok := b.literals[e.Text.Text]; ok {
		return cell
	}
	cell := b.literal(e, b.scope, b.owner)
	if e.TypeRef != "" {
		typ := b.typeOf(b.scope.module, e.TypeRef, b.at(e.Element, nil), e.Pos)
		return &typedCode{cell, typ, b.at(e.Element, nil)}
	}
	if _, constant := cell.(*constantCode); constant {
		b.literals[e.Text.Text] = cell
	}
	return cell
}

// plainOutput tells whether a literal is sure to be allowed in an output.
func (b *tableBuilder) plainOutput(i int, v feel.Value) bool {
	out := &b.code.outputs[i]
	if out.typ != nil && (out.typ.refined || !out.typ.feel.Accepts(v)) {
		return false
	}
	if out.values == nil {
		return true
	}
	for _, test := range out.priority {
		if testHolds(test, v) {
			return true
		}
	}
	return false
}

// compose makes the result of one rule: the value of the only output, or a
// context of all.
func (t *tableCode) compose(values []feel.Value) feel.Value {
	if len(values) == 1 {
		return values[0]
	}
	entries := make([]feel.Entry, len(values))
	for i, v := range values {
		entries[i] = feel.Entry{Name: t.outputs[i].name, Value: v}
	}
	return feel.NewContext(entries...)
}

func (b *tableBuilder) defaults() *ruleOutput {
	var list []*LiteralExpression
	found := false
	for _, out := range b.code.table.Outputs {
		list = append(list, out.Default)
		found = found || out.Default != nil
	}
	if !found {
		return nil
	}
	out := b.outputs(list)
	return &out
}

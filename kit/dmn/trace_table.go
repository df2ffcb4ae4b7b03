package dmn

import (
	"fmt"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// evalTraced evaluates all conditions of all rules and notes how they came out.
func (t *tableCode) evalTraced(r *run, f []feel.Value) feel.Value {
	part := r.enter(TraceTable, "", t.table.ID, t.at)
	trace := &TableTrace{
		HitPolicy: t.table.HitPolicy, Aggregation: t.table.Aggregation,
		Inputs: []TableInput{}, Outputs: []string{}, Rules: []TraceRule{}, Matched: []int{}, Chosen: []int{},
	}
	part.Table = trace
	v := feel.Null
	inputs := make([]feel.Value, len(t.inputs))
	allowed := t.readInputs(r, f, inputs)
	t.traceColumns(trace, inputs)
	if allowed {
		hits := t.traceRules(r, f, inputs, trace)
		v = t.outcome(r, f, hits, trace)
	}
	trace.Result = traceable(v)
	r.leave(part, v)
	return v
}

func (t *tableCode) traceColumns(trace *TableTrace, inputs []feel.Value) {
	for i, in := range t.table.Inputs {
		column := TableInput{Label: in.Label, Value: traceable(inputs[i])}
		if in.Expression != nil {
			column.Expression = strings.TrimSpace(in.Expression.Text.Text)
		}
		trace.Inputs = append(trace.Inputs, column)
	}
	for i, out := range t.table.Outputs {
		name := out.Name
		if name == "" {
			name = out.Label
		}
		if name == "" && i == 0 {
			name = t.table.OutputLabel
		}
		trace.Outputs = append(trace.Outputs, name)
	}
}

func (t *tableCode) traceRules(r *run, f, inputs []feel.Value, trace *TableTrace) []int32 {
	var hits []int32
	for i := range t.rules {
		rule := t.traceRule(r, f, i, inputs)
		if r.err != nil {
			return nil
		}
		if rule.Matched {
			hits = append(hits, int32(i))
			trace.Matched = append(trace.Matched, i+1)
		}
		if r.traced += len(rule.Conditions); r.traced > maxTraced {
			r.trace.Truncated = true
			continue
		}
		trace.Rules = append(trace.Rules, rule)
	}
	return hits
}

func (t *tableCode) traceRule(r *run, f []feel.Value, i int, inputs []feel.Value) TraceRule {
	source := t.table.Rules[i]
	rule := TraceRule{Number: i + 1, ID: source.ID, Matched: true, Conditions: []TraceCell{}}
	for k, input := range inputs {
		outcome := Undecided
		switch v := t.cellValue(r, f, i, k, input); {
		case v.IsTrue():
			outcome = Matched
		case v.IsFalse():
			outcome = NotMatched
		}
		test := ""
		if k < len(source.Inputs) {
			test = strings.TrimSpace(source.Inputs[k].Text.Text)
		}
		rule.Conditions = append(rule.Conditions, TraceCell{test, outcome})
		rule.Matched = rule.Matched && outcome == Matched
	}
	for k, text := range source.Annotations {
		note := TraceText{Text: text}
		if k < len(t.table.Annotations) {
			note.Name = t.table.Annotations[k]
		}
		rule.Annotations = append(rule.Annotations, note)
	}
	if rule.Matched {
		rule.Outputs = t.traceOutputs(r, f, i)
	}
	return rule
}

// traceOutputs evaluates the outputs of a rule that matches for the trace
// alone: what they find wrong, and call, is not noted twice.
func (t *tableCode) traceOutputs(r *run, f []feel.Value, i int) []TraceValue {
	trace, diags := r.trace, r.diags
	r.trace, r.diags = nil, nil
	v := t.output(r, f, &t.rules[i].output)
	r.trace, r.diags = trace, diags
	if len(t.outputs) == 1 {
		return []TraceValue{{Name: t.outputs[0].name, Value: traceable(v)}}
	}
	var outputs []TraceValue
	if c, ok := v.AsContext(); ok {
		for k := range c.Len() {
			e := c.At(k)
			outputs = append(outputs, TraceValue{Name: e.Name, Value: traceable(e.Value)})
		}
	}
	return outputs
}

func (t *TableTrace) choose(hits []int32) {
	if t == nil {
		return
	}
	for _, hit := range hits {
		t.Chosen = append(t.Chosen, int(hit)+1)
	}
}

// numbers lists rules for a message.
func numbers(hits []int32) string {
	const most = 10
	var b strings.Builder
	for i, hit := range hits {
		switch {
		case i == most:
			fmt.Fprintf(&b, " and %d more", len(hits)-most)
			return b.String()
		case i > 0 && i == len(hits)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprint(&b, hit+1)
	}
	return b.String()
}

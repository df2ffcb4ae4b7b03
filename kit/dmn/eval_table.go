package dmn

import (
	"slices"

	"github.com/tillit-se/tillit/kit/feel"
)

func (t *tableCode) eval(r *run, f []feel.Value) feel.Value {
	if r.trace != nil {
		return t.evalTraced(r, f)
	}
	top := r.top
	inputs := r.frame(len(t.inputs))
	v := feel.Null
	if t.readInputs(r, f, inputs) {
		hits := t.index.hits(r, t, f, inputs)
		v = t.outcome(r, f, hits, nil)
		r.hits = hits[:0]
	}
	r.top = top
	return v
}

// readInputs evaluates the condition columns; ok is false when the evaluation
// ends or a value is not allowed.
func (t *tableCode) readInputs(r *run, f, inputs []feel.Value) (ok bool) {
	for i := range t.inputs {
		in := &t.inputs[i]
		if in.slot >= 0 {
			inputs[i] = f[in.slot]
		} else {
			inputs[i] = in.code.eval(r, f)
		}
		if in.values != nil && !t.allowed(r, f, in, inputs[i]) {
			return false
		}
	}
	return r.spend(1) == nil
}

func (t *tableCode) allowed(r *run, f []feel.Value, in *tableInput, v feel.Value) bool {
	if v.IsNull() {
		return true
	}
	passed, _, err := r.session.Run(in.values, f, v)
	switch {
	case err != nil:
		r.fail(err, in.at)
		return false
	case passed.IsTrue():
		return true
	}
	r.note(in.at, CodeValues, "the input is %s, which is not among the values allowed: %s", shown(v), in.values.Source())
	return false
}

// cell tells whether a condition is met. Conditions that cannot tell are not.
func (t *tableCode) cell(r *run, f []feel.Value, rule, column int, input feel.Value) bool {
	return t.cellValue(r, f, rule, column, input).IsTrue()
}

func (t *tableCode) cellValue(r *run, f []feel.Value, rule, column int, input feel.Value) feel.Value {
	prog := t.rules[rule].cells[column]
	if prog == nil {
		return feel.Bool(t.rules[rule].faults == nil || t.rules[rule].faults[column] == "")
	}
	v, _, err := r.session.Run(prog, f, input)
	if err != nil {
		r.fail(err, t.at)
	}
	return v
}

// outcome makes the result of the rules that match, given by their numbers in
// order. The trace is nil when there is none.
func (t *tableCode) outcome(r *run, f []feel.Value, hits []int32, trace *TableTrace) feel.Value {
	if r.err != nil {
		return feel.Null
	}
	if len(hits) == 0 {
		return t.noHit(r, f, trace)
	}
	switch t.table.HitPolicy {
	case Unique:
		if len(hits) > 1 {
			r.note(t.at, CodeManyRules, "the rules %s match, where the hit policy UNIQUE wants one", numbers(hits))
			return feel.Null
		}
	case AnyHit:
		return t.any(r, f, hits, trace)
	case Priority, OutputOrder:
		return t.byPriority(r, f, hits, trace)
	case RuleOrder, Collect:
		return t.collect(r, f, hits, trace)
	}
	trace.choose(hits[:1])
	return t.output(r, f, &t.rules[hits[0]].output)
}

// noHit is the result when no rule matches: the default outputs, nothing to
// collect, or null.
func (t *tableCode) noHit(r *run, f []feel.Value, trace *TableTrace) feel.Value {
	switch {
	case t.defaults != nil:
		if trace != nil {
			trace.Default = true
		}
		return t.output(r, f, t.defaults)
	case t.table.HitPolicy == Collect && t.table.Aggregation == "":
		return feel.List()
	case t.table.HitPolicy == Collect && t.table.Aggregation == Count:
		return feel.Int(0)
	}
	r.note(t.at, CodeNoRule, "no rule of the table matches")
	return feel.Null
}

// output evaluates the results of a rule.
func (t *tableCode) output(r *run, f []feel.Value, out *ruleOutput) feel.Value {
	if out.constant {
		return out.value
	}
	values := make([]feel.Value, len(out.cells))
	for i, cell := range out.cells {
		values[i] = t.fitOutput(r, f, i, cell.eval(r, f))
		if r.err != nil {
			return feel.Null
		}
	}
	return t.compose(values)
}

// fitOutput makes an output null that is of the wrong type or not allowed.
func (t *tableCode) fitOutput(r *run, f []feel.Value, i int, v feel.Value) feel.Value {
	out := &t.outputs[i]
	v = r.conform(out.typ, v, out.at)
	if out.values == nil || v.IsNull() {
		return v
	}
	passed, _, err := r.session.Run(out.values, f, v)
	if err != nil {
		r.fail(err, out.at)
		return feel.Null
	}
	if !passed.IsTrue() {
		r.note(out.at, CodeValues, "the output is %s, which is not among the values allowed: %s", shown(v), out.values.Source())
		return feel.Null
	}
	return v
}

// any wants all rules that match to say the same.
func (t *tableCode) any(r *run, f []feel.Value, hits []int32, trace *TableTrace) feel.Value {
	first := t.output(r, f, &t.rules[hits[0]].output)
	for _, hit := range hits[1:] {
		if other := t.output(r, f, &t.rules[hit].output); !first.Equal(other) {
			if r.err == nil {
				r.note(t.at, CodeConflict, "the rules %s match, but give %s and %s where the hit policy ANY wants the same",
					numbers(hits), shown(first), shown(other))
			}
			return feel.Null
		}
	}
	trace.choose(hits[:1])
	return first
}

// byPriority orders rules by the order of their outputs' allowed values, output
// by output; rules of equal priority stay in the order of the table.
func (t *tableCode) byPriority(r *run, f []feel.Value, hits []int32, trace *TableTrace) feel.Value {
	type ranked struct {
		hit   int32
		value feel.Value
		ranks []int
	}
	all := make([]ranked, len(hits))
	for i, hit := range hits {
		v := t.output(r, f, &t.rules[hit].output)
		all[i] = ranked{hit, v, t.ranks(v)}
	}
	if r.err != nil {
		return feel.Null
	}
	if len(all) > 1 && len(all[0].ranks) == 0 {
		r.note(t.at, CodeNoPriority, "no output has values that give the rules %s an order", numbers(hits))
		return feel.Null
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return slices.Compare(a.ranks, b.ranks) })
	if t.table.HitPolicy == Priority {
		trace.choose([]int32{all[0].hit})
		return all[0].value
	}
	values := make([]feel.Value, len(all))
	order := make([]int32, len(all))
	for i, one := range all {
		values[i], order[i] = one.value, one.hit
	}
	trace.choose(order)
	return feel.List(values...)
}

// ranks are the places of a rule's outputs among the allowed values; what is
// not there comes last.
func (t *tableCode) ranks(v feel.Value) []int {
	var ranks []int
	for i := range t.outputs {
		out := &t.outputs[i]
		if out.priority == nil {
			continue
		}
		part := v
		if c, ok := v.AsContext(); ok && len(t.outputs) > 1 {
			part, _ = c.Get(out.name)
		}
		rank := slices.IndexFunc(out.priority, func(test feel.Test) bool { return testHolds(test, part) })
		if rank < 0 {
			rank = len(out.priority)
		}
		ranks = append(ranks, rank)
	}
	return ranks
}

func (t *tableCode) collect(r *run, f []feel.Value, hits []int32, trace *TableTrace) feel.Value {
	trace.choose(hits)
	values := make([]feel.Value, len(hits))
	for i, hit := range hits {
		values[i] = t.output(r, f, &t.rules[hit].output)
		if r.spend(1) != nil {
			return feel.Null
		}
	}
	if t.table.HitPolicy == RuleOrder || t.table.Aggregation == "" {
		return feel.List(values...)
	}
	if t.table.Aggregation == Count {
		return feel.Int(int64(len(values)))
	}
	return t.aggregate(r, values)
}

// aggregate sums the outputs or takes the least or greatest; of several outputs
// each by itself.
func (t *tableCode) aggregate(r *run, values []feel.Value) feel.Value {
	prog := r.model.tools.aggregates[t.table.Aggregation]
	if len(t.outputs) == 1 {
		return r.feel(prog, []feel.Value{feel.List(values...)}, &t.at)
	}
	parts := make([]feel.Value, len(t.outputs))
	for i := range t.outputs {
		column := make([]feel.Value, len(values))
		for k, v := range values {
			if c, ok := v.AsContext(); ok {
				column[k], _ = c.Get(t.outputs[i].name)
			}
		}
		parts[i] = r.feel(prog, []feel.Value{feel.List(column...)}, &t.at)
	}
	return t.compose(parts)
}

// testHolds tells whether a value passes a test against literals.
func testHolds(test feel.Test, v feel.Value) bool {
	if test.Equal {
		return v.Equal(test.Value)
	}
	r := &test.Range
	return aboveLow(r, v) && belowHigh(r, v)
}

func aboveLow(r *feel.Range, v feel.Value) bool {
	if r.Low.IsNull() {
		return true
	}
	order, ok := v.Compare(r.Low)
	return ok && (order > 0 || order == 0 && r.LowIncluded)
}

func belowHigh(r *feel.Range, v feel.Value) bool {
	if r.High.IsNull() {
		return true
	}
	order, ok := v.Compare(r.High)
	return ok && (order < 0 || order == 0 && r.HighIncluded)
}

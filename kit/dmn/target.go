package dmn

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// TargetKind says what a [Target] is.
type TargetKind string

// The kinds of targets.
const (
	DecisionTarget  TargetKind = "decision"
	ServiceTarget   TargetKind = "service"
	KnowledgeTarget TargetKind = "knowledge model"
)

// Target is something that can be evaluated: a decision, a decision service, or
// a business knowledge model. It is immutable.
type Target struct {
	Kind TargetKind
	Name string
	ID   string
	// Namespace is that of the model that the target stands in.
	Namespace string

	model     *Model
	node      *node
	service   *service
	knowledge *knowledge
	inputs    []Input
	slots     []*node // of inputs; nil for knowledge models
}

// Input is a value that a target is evaluated with.
type Input struct {
	Name string
	// Namespace is that of the model that declares the input.
	Namespace string
	// Type is the name of its type, such as "number"; "Any" when the model
	// says nothing.
	Type string
	typ  *itemType
}

// Targets lists what the model itself has to evaluate: decisions, services and
// knowledge models, in the order of the file.
func (m *Model) Targets() []*Target { return append([]*Target(nil), m.targets...) }

// Target finds a decision, service or knowledge model of the model itself by
// its name or id. The error names those that there are.
func (m *Model) Target(name string) (*Target, error) {
	name = cleanName(name)
	for _, byID := range []bool{false, true} {
		for _, t := range m.targets {
			if !byID && t.Name == name || byID && t.ID == name && name != "" {
				return t, nil
			}
		}
	}
	var names []string
	for _, t := range m.targets {
		names = append(names, t.Name)
	}
	near := feel.Closest(name, names)
	if near != "" {
		near = fmt.Sprintf("; did you mean %q?", near)
	}
	const most = 50
	if len(names) > most {
		names = append(names[:most:most], "…")
	}
	return nil, fmt.Errorf("the model has no decision, service or knowledge model %q; it has %s%s", name, strings.Join(names, ", "), near)
}

func (m *Model) collectTargets() {
	main := m.modules[0]
	d := main.definitions
	finder := &inputFinder{found: make(map[*node][]*node, len(d.Decisions))}
	m.targets = make([]*Target, 0, len(d.Decisions)+len(d.Services)+len(d.Knowledge))
	for _, x := range d.Decisions {
		if n, ok := main.byID[idOf(x.Named)].(*node); ok {
			t := &Target{Kind: DecisionTarget, Name: n.name, ID: n.id, node: n}
			t.slots = finder.of(n)
			m.addTarget(t)
		}
	}
	for _, x := range d.Services {
		if s, ok := main.byID[idOf(x.Named)].(*service); ok {
			m.addTarget(&Target{Kind: ServiceTarget, Name: x.Name, ID: x.ID, service: s, slots: s.slots()})
		}
	}
	for _, x := range d.Knowledge {
		if k, ok := main.byID[idOf(x.Named)].(*knowledge); ok {
			m.addTarget(&Target{Kind: KnowledgeTarget, Name: x.Name, ID: x.ID, knowledge: k})
		}
	}
}

func (m *Model) addTarget(t *Target) {
	t.model, t.Namespace = m, m.Definitions().Namespace
	for _, n := range t.slots {
		t.inputs = append(t.inputs, Input{n.name, n.module.definitions.Namespace, n.typ.String(), n.typ})
	}
	if t.knowledge != nil {
		for _, p := range t.knowledge.params {
			t.inputs = append(t.inputs, Input{p.name, t.Namespace, p.typ.String(), p.typ})
		}
	}
	m.targets = append(m.targets, t)
}

// slots are a service's parameters, and the inputs that its decisions require
// although the service does not list them.
func (s *service) slots() []*node {
	list := slices.Clone(s.params)
	stop := map[*node]bool{}
	for _, n := range s.params {
		stop[n] = true
	}
	for _, out := range s.outputs {
		for _, n := range inputsBelow(out, stop) {
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	return list
}

// inputFinder finds the inputs that decisions require, directly or by way of
// other decisions, in the order in which they are met. It remembers what it
// found, since decisions share what they require.
type inputFinder struct{ found map[*node][]*node }

func (f *inputFinder) of(n *node) []*node {
	if n.decision == nil {
		return []*node{n}
	}
	refs := n.decision.InformationRequirements
	if len(refs) == 0 {
		return nil
	}
	if inputs, ok := f.found[n]; ok {
		return inputs
	}
	f.found[n] = nil
	var inputs []*node
	seen := map[*node]bool{}
	for _, ref := range refs {
		required, ok := n.module.target(ref.Href).(*node)
		if !ok {
			continue
		}
		for _, in := range f.of(required) {
			if !seen[in] {
				seen[in] = true
				inputs = append(inputs, in)
			}
		}
	}
	f.found[n] = inputs
	return inputs
}

// inputsBelow are the inputs that n requires other than by way of what is seen
// already.
func inputsBelow(n *node, seen map[*node]bool) []*node {
	var inputs []*node
	todo := []*node{n}
	for len(todo) > 0 {
		n := todo[0]
		todo = todo[1:]
		if seen[n] {
			continue
		}
		seen[n] = true
		if n.decision == nil {
			inputs = append(inputs, n)
			continue
		}
		for _, ref := range n.decision.InformationRequirements {
			if required, ok := n.module.target(ref.Href).(*node); ok {
				todo = append(todo, required)
			}
		}
	}
	return inputs
}

// Inputs lists the inputs in the order that [Target.Evaluate] takes them.
func (t *Target) Inputs() []Input { return append([]Input(nil), t.inputs...) }

// Evaluate evaluates the target for inputs in the order of [Target.Inputs];
// missing ones at the end are null. An input that does not fit its type is
// null, with a diagnostic. The error is a [*LimitError], or that of ctx.
func (t *Target) Evaluate(ctx context.Context, inputs []feel.Value, env Env) (Result, error) {
	if len(inputs) > len(t.inputs) {
		return Result{}, fmt.Errorf("%s takes %d inputs, not %d", t, len(t.inputs), len(inputs))
	}
	r := t.model.acquire(ctx, env)
	defer t.model.release(r)
	var root *Trace
	if env.Trace {
		root = &Trace{}
		r.trace = root
	}
	v := t.run(r, inputs)
	if r.err != nil {
		return Result{Diagnostics: r.diags}, r.err
	}
	result := Result{Value: v, Diagnostics: r.diags}
	if root != nil {
		result.Trace = root
		if len(root.Parts) == 1 && len(root.Inputs) == 0 {
			result.Trace = root.Parts[0]
			result.Trace.parent = nil
		}
	}
	return result, nil
}

func (t *Target) run(r *run, inputs []feel.Value) feel.Value {
	for i, n := range t.slots {
		v := feel.Null
		if i < len(inputs) {
			v = r.conform(n.typ, inputs[i], n.at)
		}
		r.known.set(n.index, v, stateGiven)
	}
	switch {
	case t.node != nil:
		return r.node(t.node)
	case t.service != nil:
		part := r.enter(TraceService, t.Name, t.ID, t.service.at)
		for _, n := range t.slots {
			r.traceNode(n, r.known.values[n.index])
		}
		v := r.outputs(t.service)
		r.leave(part, v)
		return v
	}
	k := t.knowledge
	args := make([]feel.Value, len(k.params))
	copy(args, inputs)
	fitted, ok := r.arguments(k.params, args, k.at)
	if !ok {
		return feel.Null
	}
	return r.runKnowledge(k, fitted)
}

// String returns kind and name, for messages.
func (t *Target) String() string { return fmt.Sprintf("%s %q", t.Kind, t.Name) }

// Outputs returns how many decisions a service puts out; 1 for other targets.
func (t *Target) Outputs() int {
	if t.service != nil {
		return len(t.service.outputs)
	}
	return 1
}

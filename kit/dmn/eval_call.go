package dmn

import (
	"slices"
	"strings"

	"github.com/tillit-se/tillit/kit/feel"
)

// invocationCode calls a function by the names of its parameters.
type invocationCode struct {
	function expression
	names    []string
	values   []expression
	at       place
}

func (c *invocationCode) eval(r *run, f []feel.Value) feel.Value {
	fn := c.function.eval(r, f)
	args := make([]feel.Value, len(c.values))
	for i, value := range c.values {
		args[i] = value.eval(r, f)
		if r.spend(1) != nil {
			return feel.Null
		}
	}
	names := c.names
	if params, ok := fn.Params(); ok {
		names, args = withMissing(params, names, args)
	}
	v, diags, err := r.session.Call(fn, args, names)
	if err != nil {
		r.fail(err, c.at)
		return feel.Null
	}
	for _, d := range diags {
		r.note(c.at, Code(d.Code), "%s", d.Message)
	}
	return v
}

// withMissing adds null for the parameters that have no binding.
func withMissing(params, names []string, args []feel.Value) ([]string, []feel.Value) {
	if len(names) >= len(params) {
		return names, args
	}
	all := slices.Clone(names)
	for _, p := range params {
		if !slices.Contains(names, p) {
			all, args = append(all, p), append(args, feel.Null)
		}
	}
	return all, args
}

// functionCode makes a function value of a boxed function definition.
type functionCode struct {
	params  []param
	body    *body
	outer   int // how many values of the frame around the body sees
	result  *itemType
	foreign FunctionKind // not empty for functions that are not FEEL
	at      place
}

func (c *functionCode) eval(_ *run, f []feel.Value) feel.Value {
	around := slices.Clone(f[:min(c.outer, len(f))])
	return feel.NewFunction(feel.Func{
		Name: "function", Params: vars(c.params),
		Call: func(call *feel.Call, args []feel.Value) (feel.Value, error) {
			r := call.Host().(*run)
			fitted, ok := r.arguments(c.params, args, c.at)
			if !ok {
				return feel.Null, nil
			}
			v := r.runBody(c.body, append(slices.Clone(around), fitted...))
			if c.foreign != "" {
				v = r.foreignCall(c.foreign, v, fitted, c.at)
			}
			return r.conform(c.result, v, c.at), nil
		},
	})
}

// foreignCall runs a function that is no FEEL, of which the body tells where it
// is.
func (r *run) foreignCall(kind FunctionKind, what feel.Value, args []feel.Value, at place) feel.Value {
	if r.err != nil {
		return feel.Null
	}
	if r.external == nil {
		r.note(at, CodeUnsupported, "functions of kind %s are not run here", kind)
		return feel.Null
	}
	what = feel.NewContext(feel.Entry{Name: strings.ToLower(string(kind)), Value: what})
	v, err := r.external(what, args)
	if err != nil {
		r.note(at, CodeUnsupported, "%v", err)
		return feel.Null
	}
	return v
}

// vars declares parameters without types: this package fits the arguments,
// since FEEL knows nothing of constraints.
func vars(params []param) []feel.Var {
	vars := make([]feel.Var, len(params))
	for i, p := range params {
		vars[i].Name = p.name
	}
	return vars
}

// arguments fits arguments to parameters; ok is false when one does not fit,
// and then the function is not called.
func (r *run) arguments(params []param, args []feel.Value, at place) (fitted []feel.Value, ok bool) {
	fitted = make([]feel.Value, len(args))
	for i, arg := range args {
		if fitted[i], ok = r.coerce(params[i].typ, arg); !ok {
			if r.err == nil {
				r.note(at, CodeType, "the argument %q, %s, is no %s", params[i].name, shown(arg), params[i].typ)
			}
			return nil, false
		}
	}
	return fitted, true
}

// call runs a knowledge model.
func (k *knowledge) call(c *feel.Call, args []feel.Value) (feel.Value, error) {
	r := c.Host().(*run)
	fitted, ok := r.arguments(k.params, args, k.at)
	if !ok {
		return feel.Null, nil
	}
	return r.runKnowledge(k, fitted), nil
}

func (r *run) runKnowledge(k *knowledge, args []feel.Value) feel.Value {
	t := r.enter(TraceKnowledge, k.definition.Name, k.definition.ID, k.at)
	for i, p := range k.params {
		r.traceInput(p.name, args[i])
	}
	v := feel.Null
	switch {
	case k.body == nil:
		r.note(k.at, CodeNoLogic, "the knowledge model has no logic")
	case k.foreign != "":
		v = r.conform(k.result, r.foreignCall(k.foreign, r.runBody(k.body, args), args, k.at), k.at)
	default:
		v = r.conform(k.result, r.runBody(k.body, args), k.at)
	}
	r.leave(t, v)
	return v
}

// call runs a decision service as a function. It knows nothing but its
// arguments.
func (s *service) call(c *feel.Call, args []feel.Value) (feel.Value, error) {
	r := c.Host().(*run)
	params := make([]param, len(s.params))
	for i, n := range s.params {
		params[i] = param{n.name, n.typ}
	}
	fitted, ok := r.arguments(params, args, s.at)
	if !ok {
		return feel.Null, nil
	}
	outer := r.push()
	defer r.pop(outer)
	t := r.enter(TraceService, s.definition.Name, s.definition.ID, s.at)
	for i, n := range s.params {
		r.known.set(n.index, fitted[i], stateGiven)
		r.traceInput(n.name, fitted[i])
	}
	v := r.outputs(s)
	r.leave(t, v)
	return v, nil
}

// outputs evaluates a service's output decisions: one gives its value, several
// a context.
func (r *run) outputs(s *service) feel.Value {
	if len(s.outputs) == 1 {
		return r.conform(s.result, r.node(s.outputs[0]), s.at)
	}
	entries := make([]feel.Entry, len(s.outputs))
	for i, n := range s.outputs {
		entries[i] = feel.Entry{Name: n.name, Value: r.node(n)}
	}
	return r.conform(s.result, feel.NewContext(entries...), s.at)
}

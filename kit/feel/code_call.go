package feel

import (
	"slices"
	"sync"
)

// function is what a function value refers to: a user function, or one of Go.
type function struct {
	params   []Var
	result   Type // as far as it is known
	body     code
	cost     int // steps of a call
	frame    int
	captured []captured
	// globals are the values of the scope where the function was made; it
	// may be called where others are in force.
	globals []Value
	src     string
	literal *functionNode // of a user function, for printing
	text    string        // how another one prints

	builtin *builtin
	host    *Func
}

type captured struct {
	slot  int
	value Value
}

// String prints the function for a reader.
func (f *function) String() string {
	if f.literal != nil {
		return printNode(f.literal)
	}
	return f.text
}

func functionValue(f *function) Value { return Value{kind: KindFunction, ref: f} }

// builtinFunction is a built-in function as a value. It is made anew each
// time a name is compiled, which costs little and keeps no state.
func builtinFunction(index int) *function { return builtinValues()[index] }

var builtinValues = sync.OnceValue(func() []*function {
	list := builtins()
	values := make([]*function, len(list))
	for i := range list {
		values[i] = &function{builtin: &list[i], text: list[i].name}
	}
	return values
})

func hostFunction(f *Func) *function {
	return &function{host: f, params: f.Params, text: f.Name}
}

// conforms tells whether the function is of a type: it takes at least what that
// takes, and gives at most what that gives (DMN 1.5 section 10.3.2.9.2). A
// result that only a run would tell counts as conforming.
func (f *function) conforms(want Type) bool {
	if want.detail == nil {
		return true
	}
	if f.builtin != nil {
		return f.builtin.conforms(want)
	}
	if len(f.params) != len(want.detail.params) {
		return false
	}
	for i, p := range f.params {
		if !want.detail.params[i].conformsTo(p.Type, false) {
			return false
		}
	}
	return f.result.conformsTo(want.detail.elem, true)
}

// conforms tells whether one of the ways to call the function takes the
// parameters and gives the result.
func (b *builtin) conforms(want Type) bool {
	for i := range b.sigs {
		s := &b.sigs[i]
		if (s.variadic || s.takesTypes(want.detail.params)) && s.result.conformsTo(want.detail.elem, true) {
			return true
		}
	}
	return false
}

func (s *signature) takesTypes(params []Type) bool {
	for i, p := range s.params {
		if i >= len(params) {
			return p.optional
		}
		if !params[i].conformsTo(p.typ, false) {
			return false
		}
	}
	return len(params) <= len(s.params)
}

// functionCode makes a function value, copying what its body uses from around.
type functionCode struct {
	proto    *function
	captures []capture
	globals  bool // the body uses variables of the scope
}

func (c *functionCode) eval(s *Session) Value {
	if len(c.captures) == 0 && !c.globals {
		return functionValue(c.proto)
	}
	f := *c.proto
	if c.globals {
		f.globals = slices.Clone(s.env.Values)
	}
	f.captured = make([]captured, len(c.captures))
	for i, capt := range c.captures {
		f.captured[i] = captured{capt.to, s.stack[s.base+capt.from]}
	}
	return functionValue(&f)
}

// callCode invokes a function value.
type callCode struct {
	fn    code
	args  []code
	names []string
	at    span
}

func (c *callCode) eval(s *Session) Value {
	fn := c.fn.eval(s)
	f, ok := fn.ref.(*function)
	if !ok {
		if fn.kind == KindNull {
			return s.null(CodeType, c.at, "there is no function to call")
		}
		return s.null(CodeType, c.at, "a %s cannot be called", fn.kind)
	}
	top := s.top
	start := s.alloc(len(c.args))
	for i, arg := range c.args {
		v := arg.eval(s)
		s.stack[start+i] = v
	}
	v := s.call(f, s.stack[start:start+len(c.args)], c.names, c.at)
	s.top = top
	return v
}

// call invokes a function with arguments that lie below the top of the stack
// or outside it.
func (s *Session) call(f *function, args []Value, names []string, at span) Value {
	switch {
	case s.err != nil || !s.step(at):
		return Null
	case f.builtin != nil:
		return s.callBuiltinValue(f.builtin, args, names, at)
	}
	if names != nil {
		var ok bool
		if args, ok = orderArguments(f.params, args, names); !ok {
			return s.null(CodeArguments, at, "the function takes the arguments %s", paramNames(f.params))
		}
	}
	if len(args) != len(f.params) {
		return s.null(CodeArguments, at, "the function takes %d arguments, not %d", len(f.params), len(args))
	}
	if f.host != nil {
		return s.callHost(f.host, args, at)
	}
	return s.callUser(f, args, at)
}

// orderArguments brings named arguments into the order of the parameters. A
// parameter that is not named is null (DMN 1.5 section 10.3.2.13.5).
func orderArguments(params []Var, args []Value, names []string) ([]Value, bool) {
	ordered := make([]Value, len(params))
	given := make([]bool, len(params))
	for i, name := range names {
		k := slices.IndexFunc(params, func(p Var) bool { return p.Name == name })
		if k < 0 || given[k] {
			return nil, false
		}
		ordered[k], given[k] = args[i], true
	}
	return ordered, true
}

func (s *Session) callUser(f *function, args []Value, at span) Value {
	if !s.spend(f.cost, at) || !s.deeper(at) {
		return Null
	}
	top, base, src := s.top, s.base, s.src
	start := s.alloc(f.frame)
	for i, arg := range args {
		v, ok := s.coerce(arg, f.params[i].Type, at)
		if !ok {
			s.top, s.depth = top, s.depth-1
			return s.null(CodeType, at, "%q must be %s, not %s", f.params[i].Name, article(f.params[i].Type), article(typeOf(arg)))
		}
		s.stack[start+i] = v
	}
	for _, c := range f.captured {
		s.stack[start+c.slot] = c.value
	}
	s.base, s.src = start, f.src
	globals := s.env.Values
	if f.globals != nil {
		s.env.Values = f.globals
	}
	v := f.body.eval(s)
	s.top, s.base, s.src, s.env.Values = top, base, src, globals
	s.depth--
	return v
}

// unwrapSingle turns a list of one item into the item, as arguments are (DMN
// 1.5 section 10.3.2.9.4). Operands of arithmetic are not converted so.
func unwrapSingle(v Value) Value {
	if v.kind == KindList {
		if items := v.items(); len(items) == 1 {
			return items[0]
		}
	}
	return v
}

// coerce fits an argument to a parameter's type by FEEL's implicit conversions
// (DMN 1.5 section 10.3.2.9.4).
func coerce(v Value, want Type) (Value, bool) {
	switch {
	case want.kind == typeAny || v.kind == KindNull || instanceOf(v, want):
		return v, true
	case want.kind == typeList && v.kind != KindList:
		if instanceOf(v, want.elem()) {
			return List(v), true
		}
	case v.kind == KindList && len(v.items()) == 1:
		return coerceSingle(v.items()[0], want)
	case v.kind == KindDate && want.kind == typeDateTime:
		d, _ := v.split()
		return dateTimeValue(d, 0, 0, &zone{utc: true}), true
	}
	return Null, false
}

// partsPerStep is how many parts of values are looked at for one step.
const partsPerStep = 8

// coerce is coerce, with the looking through lists and contexts paid for.
func (s *Session) coerce(v Value, want Type, at span) (Value, bool) {
	if want.detail == nil || v.kind < KindList {
		return coerce(v, want)
	}
	walk := conformance{budget: maxCompared}
	fits := walk.instance(v, want)
	if !s.spend((maxCompared-walk.budget)/partsPerStep, at) {
		return Null, false
	}
	if fits {
		return v, true
	}
	return coerce(v, want)
}

func coerceSingle(v Value, want Type) (Value, bool) {
	if v.kind == KindNull || instanceOf(v, want) {
		return v, true
	}
	return Null, false
}

// hostCode invokes a host function by its name.
type hostCode struct {
	f    *Func
	args []code
	at   span
}

func (c *hostCode) eval(s *Session) Value {
	top := s.top
	start := s.alloc(len(c.args))
	for i, arg := range c.args {
		v := arg.eval(s)
		s.stack[start+i] = v
	}
	v := Null
	if s.err == nil && s.step(c.at) {
		v = s.callHost(c.f, s.stack[start:start+len(c.args)], c.at)
	}
	s.top = top
	return v
}

func (s *Session) callHost(f *Func, args []Value, at span) Value {
	for i := range args {
		v, ok := s.coerce(args[i], f.Params[i].Type, at)
		if !ok {
			return s.null(CodeType, at, "%q of %s must be %s, not %s",
				f.Params[i].Name, f.Name, article(f.Params[i].Type), article(typeOf(args[i])))
		}
		args[i] = v
	}
	v, err := f.Call(&Call{s}, args)
	if err != nil {
		return s.null(CodeHost, at, "%s failed: %v", f.Name, err)
	}
	return v
}

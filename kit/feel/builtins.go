package feel

import (
	"slices"
	"strings"
	"sync"
)

// builtin is a function of the standard library (DMN 1.5 section 10.3.4), with
// one signature for each way to call it.
type builtin struct {
	name string
	sigs []signature
}

type signature struct {
	params   []param
	result   Type
	variadic bool // the last parameter may come any number of times
	// sameItems says that the result is a list with items of the type that
	// those of the first argument have.
	sameItems bool
	run       func(c *invocation, args []Value) Value
}

type param struct {
	name     string
	typ      Type
	optional bool
	nullable bool // null is a value like any other, not a fault
}

// mayLack tells whether a call may leave the parameter out: also a required one
// when the others are named, as it is then null (DMN 1.5 section 10.3.2.13.5).
func (p *param) mayLack(named bool) bool { return p.optional || named && p.nullable }

// invocation is what a built-in function knows of its call.
type invocation struct {
	s    *Session
	at   span
	name string
}

// null gives null with the reason.
func (c *invocation) null(code Code, format string, args ...any) Value {
	return c.s.null(code, c.at, c.name+": "+format, args...)
}

func (s *signature) param(name string) int {
	for i, p := range s.params {
		if p.name == name {
			return i
		}
	}
	return -1
}

// namedInOrder tells whether a call names all parameters in their order. It
// settles what before(range: r, point: p) means, as the same names also belong
// to before(point, range).
func (s *signature) namedInOrder(names []string) bool {
	return names != nil && slices.EqualFunc(s.params, names, func(p param, name string) bool { return p.name == name })
}

// gap tells whether an argument is left out that positions cannot do without,
// so that the call needs names.
func (s *signature) gap(args []node) bool {
	if s.variadic {
		return false
	}
	left := false
	for i, a := range args {
		if a == nil {
			left = true
		}
		if a == nil && !s.params[i].optional || a != nil && left {
			return true
		}
	}
	return false
}

// usage shows how a function can be called.
func (b *builtin) usage() string {
	var ways []string
	for _, s := range b.sigs {
		var params []string
		for _, p := range s.params {
			name := p.name
			if p.optional {
				name += "?"
			}
			params = append(params, name)
		}
		if s.variadic {
			params = append(params, "...")
		}
		ways = append(ways, b.name+"("+strings.Join(params, ", ")+")")
	}
	return strings.Join(ways, " or ")
}

// req, opt and anyp declare a required, an optional and a nullable parameter.
func req(name string, t Type) param { return param{name: name, typ: t} }

func opt(name string, t Type) param  { return param{name: name, typ: t, optional: true, nullable: true} }
func anyp(name string, t Type) param { return param{name: name, typ: t, nullable: true} }

func sig(result Type, run func(c *invocation, args []Value) Value, params ...param) signature {
	return signature{params: params, result: result, run: run}
}

func variadic(result Type, run func(c *invocation, args []Value) Value, p param) signature {
	return signature{params: []param{p}, result: result, run: run, variadic: true}
}

func sameItems(s signature) signature {
	s.sameItems = true
	return s
}

// builtins lists the standard library. It is laid out on first use.
var builtins = sync.OnceValue(func() []builtin {
	var all []builtin
	for _, group := range [][]builtin{
		conversionBuiltins(), numberBuiltins(), stringBuiltins(), listBuiltins(), listChangeBuiltins(), booleanBuiltins(),
		contextBuiltins(), temporalBuiltins(), rangeBuiltins(),
	} {
		all = append(all, group...)
	}
	return all
})

// builtinNames finds built-in functions by the words of their names.
var builtinNames = sync.OnceValue(func() *nameTable {
	t := &nameTable{}
	for i, b := range builtins() {
		words, err := splitName(b.name)
		if err != nil {
			continue // a test checks that every name is one
		}
		t.add(words, symbol{kind: symBuiltin, index: i, typ: FunctionOf(Any), name: b.name})
	}
	return t
})

func builtinByName(name string) (index int, ok bool) {
	for i, b := range builtins() {
		if b.name == name {
			return i, true
		}
	}
	return 0, false
}

// builtinCode calls a built-in function whose signature is known.
type builtinCode struct {
	f    *builtin
	sig  *signature
	args []code
	at   span
}

func (c *builtinCode) eval(s *Session) Value {
	top := s.top
	start := s.alloc(len(c.args))
	for i, arg := range c.args {
		if arg != nil {
			v := arg.eval(s)
			s.stack[start+i] = v
		}
	}
	v := s.runBuiltin(c.f, c.sig, s.stack[start:start+len(c.args)], c.at)
	s.top = top
	return v
}

// bytesPerStep is how much of a string is read or compared for one step.
const bytesPerStep = 256

// runBuiltin fits the arguments to the parameters and calls the function. args
// may be changed.
func (s *Session) runBuiltin(f *builtin, sg *signature, args []Value, at span) Value {
	if s.err != nil || !s.step(at) {
		return Null
	}
	for i := range args {
		p := &sg.params[min(i, len(sg.params)-1)]
		v, ok := s.coerce(args[i], p.typ, at)
		switch {
		case !ok:
			return s.null(CodeType, at, "%s: %q must be %s, not %s", f.name, p.name, article(p.typ), article(typeOf(args[i])))
		case v.kind == KindNull && !p.nullable:
			return s.null(CodeArguments, at, "%s: %q is null", f.name, p.name)
		}
		args[i] = v
		if v.kind == KindString && v.num > bytesPerStep && !s.spend(int(v.num/bytesPerStep), at) {
			return Null
		}
	}
	outer := s.running
	s.running = invocation{s, at, f.name}
	v := sg.run(&s.running, args)
	s.running = outer
	return v
}

// callBuiltinValue calls a built-in function through a function value, so the
// signature is chosen now: the first that the arguments fit, or else the first
// that takes as many.
func (s *Session) callBuiltinValue(f *builtin, args []Value, names []string, at span) Value {
	var chosen *signature
	var chosenArgs []Value
	for i := range f.sigs {
		sg := &f.sigs[i]
		ordered, ok := sg.order(args, names)
		if ok && (chosen == nil || !chosen.takes(chosenArgs) && sg.takes(ordered) || sg.namedInOrder(names)) {
			chosen, chosenArgs = sg, ordered
		}
	}
	if chosen == nil {
		return s.null(CodeArguments, at, "%s takes other arguments: %s", f.name, f.usage())
	}
	return s.runBuiltin(f, chosen, chosenArgs, at)
}

// takes tells whether the values are of the types of the parameters.
func (s *signature) takes(args []Value) bool {
	for i, arg := range args {
		if _, ok := coerce(arg, s.params[min(i, len(s.params)-1)].typ); !ok {
			return false
		}
	}
	return true
}

func (s *signature) order(args []Value, names []string) ([]Value, bool) {
	if s.variadic {
		return args, names == nil && len(args) > 0
	}
	if len(args) > len(s.params) {
		return nil, false
	}
	ordered := make([]Value, len(s.params))
	given := make([]bool, len(s.params))
	for i, v := range args {
		k := i
		if names != nil {
			k = s.param(names[i])
		}
		if k < 0 || given[k] {
			return nil, false
		}
		ordered[k], given[k] = v, true
	}
	for k, p := range s.params {
		if !given[k] && !p.mayLack(names != nil) {
			return nil, false
		}
	}
	return ordered, true
}

package feel

import "context"

// What stands in this file is for engines that run many programs which call
// each other, such as the decisions of a model.

// NewFunction makes a function value of Go code. See [Func]; the name is how
// the value prints.
func NewFunction(f Func) Value { return functionValue(hostFunction(&f)) }

// Session returns the session that runs the call, for [Session.Run] and
// [Session.Call].
func (c *Call) Session() *Session { return c.session }

// Restart makes a session ready for another evaluation, keeping its memory.
// With a nil context and the zero Env it lets go of all values.
func (s *Session) Restart(ctx context.Context, env Env) {
	s.forget()
	s.depth, s.base, s.top, s.ended = 0, 0, 0, nil
	if ctx != nil {
		s.start(ctx, env)
	}
}

// Host returns the Host of the session's [Env].
func (s *Session) Host() any { return s.env.Host }

// Run evaluates a program for values of its own. Other than [Session.Eval] it
// may be called while the session is evaluating, from a host function; budgets
// of steps and depth are shared. Input is what ? stands for in unary tests. The
// diagnostics are those of the program itself. After an error, which is that of
// the whole session, nothing more can be evaluated. It makes no trace.
func (s *Session) Run(p *Program, values []Value, input Value) (Value, []Diagnostic, error) {
	if err := s.mayRun(); err != nil {
		return Null, nil, err
	}
	src, base, top, diags, outer := s.src, s.base, s.top, s.diags, s.env.Values
	s.src, s.diags, s.env.Values = p.src, nil, values
	v := Null
	if s.deeper(span{}) {
		s.base = s.alloc(p.plain.frame)
		if p.unary {
			s.stack[s.base] = input
		}
		v = p.plain.code.eval(s)
		s.depth--
	}
	found := s.diags
	s.src, s.base, s.top, s.diags, s.env.Values = src, base, top, diags, outer
	if s.err != nil {
		return Null, found, s.err
	}
	return v, found, nil
}

// Call calls a function value, by position or, when names is not nil, by the
// names of its parameters. It may be used where [Session.Run] may.
func (s *Session) Call(fn Value, args []Value, names []string) (Value, []Diagnostic, error) {
	if err := s.mayRun(); err != nil {
		return Null, nil, err
	}
	f, ok := fn.ref.(*function)
	src, diags := s.src, s.diags
	s.src, s.diags = "", nil
	v := Null
	switch {
	case !ok:
		s.null(CodeType, span{}, "%s cannot be called", article(typeOf(fn)))
	case s.deeper(span{}):
		v = s.call(f, args, names, span{})
		s.depth--
	}
	found := s.diags
	s.src, s.diags = src, diags
	if s.err != nil {
		return Null, found, s.err
	}
	return v, found, nil
}

// Spend counts steps of work done outside of FEEL against the session's limit.
func (s *Session) Spend(steps int) error {
	if err := s.mayRun(); err != nil {
		return err
	}
	for ; steps > stepsPerCheck; steps -= stepsPerCheck {
		s.spend(stepsPerCheck-1, span{})
		s.step(span{})
	}
	s.spend(steps, span{})
	return s.err
}

func (s *Session) mayRun() error {
	if s.ended != nil {
		return s.ended
	}
	return s.err
}

// Params returns the names of a function's parameters; ok is false when v is
// no function, or one of the standard library, which may have several sets.
func (v Value) Params() (names []string, ok bool) {
	f, ok := v.ref.(*function)
	if !ok || f.builtin != nil {
		return nil, false
	}
	for _, p := range f.params {
		names = append(names, p.Name)
	}
	return names, true
}

// Constant returns the value of a program that is the same in every
// evaluation: a literal, or a range or list of literals.
func (p *Program) Constant() (Value, bool) {
	if p.unary {
		return Null, false
	}
	c, ok := p.plain.code.(*constCode)
	if !ok || c.v.kind == KindFunction {
		return Null, false
	}
	return c.v, true
}

// Variable returns the slot of the declared variable that is all there is to
// the program.
func (p *Program) Variable() (slot int, ok bool) {
	c, ok := p.plain.code.(*globalCode)
	if !ok {
		return 0, false
	}
	return c.slot, true
}

// Test is a unary test against literals: equality with Value, or lying in
// Range, of which an end that is missing is null.
type Test struct {
	Equal bool
	Value Value
	Range Range
}

// Tests returns the tests of a program made by [CompileUnaryTests] when all of
// them compare the input with literals; an input passes when it passes one of
// them or, when negated, none. All is true for "-", which everything passes.
// Otherwise ok is false.
func (p *Program) Tests() (tests []Test, negated, all, ok bool) {
	c, ok := p.plain.code.(*unaryTestsCode)
	if !ok {
		return nil, false, false, false
	}
	if len(c.tests) == 0 {
		return nil, false, true, true
	}
	for _, t := range c.tests {
		test, ok := literalTest(t)
		if !ok {
			return nil, false, false, false
		}
		tests = append(tests, test)
	}
	return tests, c.negated, false, true
}

func literalTest(t testCode) (Test, bool) {
	switch t := t.(type) {
	case *rangeTest:
		r := *t.v.rng()
		return Test{Range: r}, !r.Low.IsNull() && !r.High.IsNull()
	case *constTest:
		switch t.op {
		case opEQ:
			return Test{Equal: true, Value: t.v}, true
		case opLT, opLE:
			return Test{Range: Range{High: t.v, HighIncluded: t.op == opLE}}, !t.v.IsNull()
		case opGT, opGE:
			return Test{Range: Range{Low: t.v, LowIncluded: t.op == opGE}}, !t.v.IsNull()
		}
	}
	return Test{}, false
}

// Compare orders two values of one kind that has an order: negative, zero or
// positive. Otherwise ok is false.
func (v Value) Compare(w Value) (order int, ok bool) { return orderOf(v, w) }

// Accepts tells whether a value conforms to the type (DMN 1.5 section
// 10.3.2.9.2). Null conforms to every type.
func (t Type) Accepts(v Value) bool { return v.kind == KindNull || instanceOf(v, t) }

// Coerce fits a value to the type by FEEL's implicit conversions (DMN 1.5
// section 10.3.2.9.4): a list of one to its item, and a date to a date and
// time; ok is false when the value does not fit.
func (t Type) Coerce(v Value) (fitted Value, ok bool) { return coerce(v, t) }

// Item returns the type of the items of a list type; ok is false for others.
func (t Type) Item() (item Type, ok bool) { return t.elem(), t.kind == typeList }

// ParseType reads a type as FEEL writes it, such as list<number>, with the
// named types of a scope; nil is the empty scope.
func ParseType(src string, scope *Scope) (Type, error) {
	if scope == nil {
		scope = &Scope{}
	}
	tokens, err := lex(src)
	if err != nil {
		return Any, compileError(err, src)
	}
	p := &parser{src: src, tokens: tokens, scope: scope}
	t, err := p.typeName()
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return Any, compileError(err, src)
	}
	return t, nil
}

// usesGlobals tells whether a function's body uses variables of the scope.
func usesGlobals(body node) bool {
	found := false
	walk(body, func(n node) {
		if ref, ok := n.(*refNode); ok && ref.sym.kind == symGlobal {
			found = true
		}
	})
	return found
}

// WithVars returns a scope that declares other variables than s, and knows the
// types of s. As with [NewScope] the error names every declaration that is not
// legal or comes twice; the scope is usable without those.
func (s *Scope) WithVars(vars []Var) (*Scope, error) {
	other, err := NewScope(vars)
	other.types = s.types
	if s.scratch != nil {
		other.scratch = s.scratch
	}
	return other, err
}

// Fields returns the entries that a context type names, which the caller must
// not change; none for other types.
func (t Type) Fields() []Field {
	fields, _ := t.fields()
	return fields
}

// CompileMatch reads the condition of a filter, as between the brackets of
// list[condition]: inside it "item" is an item of the given type, and the
// entries of an item that is a context have their own names. Evaluate the
// program with [Session.Run], whose input is the item.
func CompileMatch(src string, scope *Scope, item Type, opts ...Option) (*Program, error) {
	parse := func(p *parser) (node, error) {
		p.pushFilter(item)
		return parseExpressionSource(p)
	}
	prog, err := compile(src, scope, parse, opts)
	if err != nil {
		return nil, err
	}
	prog.unary = true
	return prog, nil
}

// Temporal reads a date, time, date and time or duration as it is written
// between the quotes of @"...".
func Temporal(text string) (Value, bool) { return parseTemporal(text) }

// CheckName says why a name cannot be used in expressions; nil when it can.
func CheckName(name string) error {
	if plainName(name) {
		return nil
	}
	_, err := splitName(name)
	return err
}

// plainName tells of the most usual names, without much work, that they are
// legal: one word of letters, digits and _.
func plainName(name string) bool {
	const longestReserved = len("satisfies")
	for i := range len(name) {
		c := name[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return len(name) > longestReserved || name != "" && !reserved[name]
}

package feel

import (
	"context"
	"sync/atomic"
	"time"
)

// Program is a compiled expression: immutable, and safe to evaluate from many
// goroutines at once.
type Program struct {
	src   string
	scope *Scope
	root  node
	plain unit
	slots []int
	calls []HostCall
	unary bool

	tracedUnit atomic.Pointer[unit]
}

// Option changes how an expression is compiled.
type Option func(*options)

type options struct{ lenient bool }

// Lenient makes unknown names and certain type mismatches give null and a
// diagnostic when the expression runs, as the DMN standard asks for, instead
// of an error when it is compiled. Without it the compiler is strict, which
// serves authors better.
func Lenient() Option { return func(o *options) { o.lenient = true } }

// Compile reads one FEEL expression and resolves its names in scope; nil is
// the empty scope. The error is a [*CompileError] with a position.
func Compile(src string, scope *Scope, opts ...Option) (*Program, error) {
	return compile(src, scope, parseExpressionSource, opts)
}

// CompileUnaryTests reads the tests of an input entry of a decision table,
// such as "< 5", "[1..10], 20", `not("a", "b")` or "-", for an input of a
// type. Inside them ? is the input. Evaluate the program with
// [Program.EvalTest] or [Session.EvalTest].
func CompileUnaryTests(src string, scope *Scope, input Type, opts ...Option) (*Program, error) {
	parse := func(p *parser) (node, error) { return parseUnaryTestsSource(p, input) }
	prog, err := compile(src, scope, parse, opts)
	if err != nil {
		return nil, err
	}
	prog.unary = true
	return prog, nil
}

// Source returns the text that was compiled.
func (p *Program) Source() string { return p.src }

// String returns the expression in a normal form: parsing it again in the same
// scope gives the same expression.
func (p *Program) String() string { return printNode(p.root) }

// Type returns what is known of the result's type before evaluation.
func (p *Program) Type() Type { return p.root.typ() }

// Names returns the declared variables that the expression uses, in the order
// of their declaration and each once.
func (p *Program) Names() []string {
	names := make([]string, len(p.slots))
	for i, slot := range p.slots {
		names[i] = p.scope.vars[slot].Name
	}
	return names
}

// HostCall is one place where an expression uses a host function.
type HostCall struct {
	Name string
	Span Span
	// Args are the arguments in the order of the parameters. Those that are
	// no literals are null, and Constant is false for them. Both are nil
	// where the function is not called but used as a value, so that nothing
	// is known of its arguments.
	Args     []Value
	Constant []bool
}

// HostCalls returns the calls of host functions in source order, so that a
// caller can see before evaluation what a condition depends on.
func (p *Program) HostCalls() []HostCall { return append([]HostCall(nil), p.calls...) }

// Env is what an evaluation gets from outside. The zero Env has no values,
// the default limits and a clock that stands still at the Unix epoch.
type Env struct {
	// Values are the variables' values by slot; missing ones are null. See
	// [Scope.Bind].
	Values []Value
	// Host is handed to host functions as [Call.Host].
	Host any
	// External calls functions that expressions define as external (DMN 1.5
	// section 10.3.2.13.3): what says where the function is, such as
	// {java: {class: "java.lang.Math", method signature: "max(int, int)"}}.
	// It must not keep args. An error becomes null and a diagnostic. When
	// External is nil, external functions give null.
	External func(what Value, args []Value) (Value, error)
	// Clock tells the time for now() and today(). It is read at most once
	// per evaluation, so that both agree.
	Clock func() time.Time
	// Location is the time zone of now() and today(); nil means UTC.
	Location *time.Location
	// Limits stop expressions that grow too large.
	Limits Limits
	// Trace asks for a [Trace] of every sub-expression.
	Trace bool
}

// Limits bound what one evaluation may use. A zero field means the default.
type Limits struct {
	// Steps bounds loop turns, calls and items looked at; default 1,000,000.
	Steps int
	// Depth bounds nested calls and the nesting of values; default 200.
	Depth int
	// List bounds the items of any list; default 100,000.
	List int
	// String bounds the bytes of any string; default 1,048,576.
	String int
}

// Result is the outcome of an evaluation.
type Result struct {
	Value Value
	// Diagnostics tell why parts of the expression gave null, in the order
	// of evaluation. At most 100 are kept.
	Diagnostics []Diagnostic
	// Trace is set when [Env.Trace] asked for it.
	Trace *Trace
}

// Eval evaluates the expression. The error is a [*LimitError], or the context's
// own when ctx ended first; everything else that goes wrong gives null and a
// diagnostic.
func (p *Program) Eval(ctx context.Context, env Env) (Result, error) {
	s := p.acquire(ctx, env)
	defer p.release(s)
	return s.Eval(p)
}

// EvalTest evaluates unary tests for an input: true, false, or null when they
// cannot tell.
func (p *Program) EvalTest(ctx context.Context, env Env, input Value) (Result, error) {
	s := p.acquire(ctx, env)
	defer p.release(s)
	return s.EvalTest(p, input)
}

// Call is what a host function may know about the evaluation it serves.
type Call struct{ session *Session }

// Host returns [Env.Host].
func (c *Call) Host() any { return c.session.env.Host }

// Context returns the context of the evaluation.
func (c *Call) Context() context.Context { return c.session.ctx }

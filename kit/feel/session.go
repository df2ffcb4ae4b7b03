package feel

import (
	"context"
	"fmt"
	"time"

	"github.com/tillit-se/tillit/kit/feel/pattern"
)

// Session evaluates several programs for one set of values, such as the cells
// of a decision table, sharing one budget of steps and one reading of the
// clock. It keeps its memory between evaluations. A session must not be used by
// two goroutines at once; programs may.
type Session struct {
	ctx    context.Context
	env    Env
	limits Limits
	src    string

	stack []Value
	base  int // of the running frame
	top   int
	high  int // the most of the stack that was in use

	steps   int // left
	depth   int
	err     error // ends the running evaluation, when a limit is passed
	ended   error // ends the session, when ctx is done
	diags   []Diagnostic
	running invocation // of a built-in function
	// patterns are those compiled by earlier evaluations.
	patterns map[patternKey]*pattern.Pattern
	now      time.Time
	nowRead  bool

	trace      *Trace
	traceSteps int
}

const (
	defaultSteps  = 1_000_000
	defaultDepth  = 200
	defaultList   = 100_000
	defaultString = 1 << 20

	maxDiagnostics = 100
	// keptStack is the largest stack, in values, that an idle session keeps.
	keptStack = 4096
	// stepsPerCheck is how many steps pass between looks at the context.
	stepsPerCheck = 1024
)

func (l Limits) withDefaults() Limits {
	for _, f := range []struct {
		field *int
		value int
	}{{&l.Steps, defaultSteps}, {&l.Depth, defaultDepth}, {&l.List, defaultList}, {&l.String, defaultString}} {
		if *f.field <= 0 {
			*f.field = f.value
		}
	}
	return l
}

// NewSession starts a session. The caller may change the items of env.Values
// between evaluations, and only then.
func NewSession(ctx context.Context, env Env) *Session {
	s := new(Session)
	s.start(ctx, env)
	return s
}

func (s *Session) start(ctx context.Context, env Env) {
	if ctx == nil {
		ctx = context.Background()
	}
	s.ctx, s.env = ctx, env
	s.limits = env.Limits
	if s.limits.Steps <= 0 || s.limits.Depth <= 0 || s.limits.List <= 0 || s.limits.String <= 0 {
		s.limits = env.Limits.withDefaults()
	}
	s.steps = s.limits.Steps
	s.nowRead = false
	s.ended = ctx.Err()
}

// Eval evaluates a program, as [Program.Eval] does.
func (s *Session) Eval(p *Program) (Result, error) { return s.run(p, Null) }

// EvalTest evaluates unary tests for an input, as [Program.EvalTest] does.
func (s *Session) EvalTest(p *Program, input Value) (Result, error) { return s.run(p, input) }

// Matches tells whether an input passes unary tests, without the diagnostics
// and the trace that EvalTest gives. It is what a decision table asks of every
// cell until it has found its rules.
func (s *Session) Matches(p *Program, input Value) (bool, error) {
	if s.ended != nil {
		return false, s.ended
	}
	v := s.compute(p, &p.plain, input)
	return v.IsTrue() && s.err == nil, s.err
}

func (s *Session) run(p *Program, input Value) (Result, error) {
	if s.ended != nil {
		return Result{}, s.ended
	}
	u := &p.plain
	if s.env.Trace {
		traced := p.traced()
		u = &traced
		s.trace, s.traceSteps = &Trace{}, 0
	}
	v := s.compute(p, u, input)
	if s.err != nil {
		return Result{}, s.err
	}
	return s.result(v), nil
}

// compute runs a unit of p on a fresh frame.
func (s *Session) compute(p *Program, u *unit, input Value) Value {
	s.err, s.diags, s.depth, s.base, s.top = nil, nil, 0, 0, 0
	s.src = p.src
	if u.frame > 0 {
		s.alloc(u.frame)
	}
	if p.unary {
		s.stack[0] = input
	}
	return u.code.eval(s)
}

func (s *Session) result(v Value) Result {
	r := Result{Value: v, Diagnostics: s.diags}
	if s.env.Trace && len(s.trace.Parts) > 0 {
		r.Trace = s.trace.Parts[0]
	}
	return r
}

// alloc reserves n cleared places on top of the stack and returns the first.
func (s *Session) alloc(n int) int {
	start := s.top
	s.top += n
	s.high = max(s.high, s.top)
	if s.top > len(s.stack) {
		bigger := make([]Value, max(2*len(s.stack), s.top+8))
		copy(bigger, s.stack)
		s.stack = bigger
		return start
	}
	clear(s.stack[start:s.top])
	return start
}

// forget drops what the evaluation used, so that an idle session keeps no
// values alive.
func (s *Session) forget() {
	if len(s.stack) > keptStack {
		s.stack = nil
	} else {
		clear(s.stack[:s.high])
	}
	s.high = 0
	s.ctx, s.env, s.src, s.err, s.diags, s.trace = nil, Env{}, "", nil, nil, nil
	s.running = invocation{}
}

// step counts work and tells whether the evaluation may go on.
func (s *Session) step(at span) bool {
	s.steps--
	if s.steps < 0 {
		return s.stop("steps", s.limits.Steps, at)
	}
	if s.steps%stepsPerCheck == 0 {
		return s.alive()
	}
	return s.err == nil
}

// alive looks at the context, and tells whether the evaluation may go on.
func (s *Session) alive() bool {
	if s.err == nil {
		s.ended = s.ctx.Err()
		s.err = s.ended
	}
	return s.err == nil
}

// spend counts n steps at once.
func (s *Session) spend(n int, at span) bool {
	before := s.steps
	s.steps -= n
	if s.steps < 0 {
		return s.stop("steps", s.limits.Steps, at)
	}
	if before/stepsPerCheck != s.steps/stepsPerCheck {
		return s.alive()
	}
	return s.err == nil
}

// stop ends the evaluation at a limit; it returns false for its callers.
func (s *Session) stop(limit string, most int, at span) bool {
	if s.err == nil {
		s.err = &LimitError{Limit: limit, Max: most, Span: at.in(s.src)}
	}
	return false
}

// null records why a part of the expression has no value, and returns null.
func (s *Session) null(code Code, at span, format string, args ...any) Value {
	if len(s.diags) < maxDiagnostics {
		for i, arg := range args {
			if v, ok := arg.(Value); ok {
				args[i] = brief(v)
			}
		}
		s.diags = append(s.diags, Diagnostic{code, at.in(s.src), fmt.Sprintf(format, args...)})
	}
	return Null
}

// brief shows a value in a message, which is no place for a long one.
func brief(v Value) string {
	const most = 60
	text, _ := v.print(4*most, true)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// list returns a list value unless it is longer than the limit.
func (s *Session) list(items []Value, at span) Value {
	if len(items) > s.limits.List {
		s.stop("list", s.limits.List, at)
		return Null
	}
	return List(items...)
}

// text returns a string value unless it is longer than the limit.
func (s *Session) text(text string, at span) Value {
	if !s.mayHold(len(text), at) {
		return Null
	}
	return String(text)
}

// mayHold counts the making of a string of n bytes, and stops at the limit.
func (s *Session) mayHold(n int, at span) bool {
	if n > s.limits.String {
		return s.stop("string", s.limits.String, at)
	}
	return s.spend(n/64, at)
}

// clock reads the time once per session.
func (s *Session) clock() time.Time {
	if !s.nowRead {
		s.nowRead = true
		s.now = time.Unix(0, 0)
		if s.env.Clock != nil {
			s.now = s.env.Clock()
		}
		loc := s.env.Location
		if loc == nil {
			loc = time.UTC
		}
		s.now = s.now.In(loc)
	}
	return s.now
}

package feel

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// unit is runnable code and the size of its frame of local variables.
type unit struct {
	code  code
	frame int
}

// code computes a value. It holds no state of its own, so any number of
// sessions may run it at once.
type code interface {
	eval(s *Session) Value
}

func compile(src string, scope *Scope, parse func(*parser) (node, error), opts []Option) (*Program, error) {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	if scope == nil || scope.scratch == nil { // the zero Scope, which declares nothing
		scope = &Scope{scratch: &scratch{}}
	}
	w := scope.scratch.take()
	defer scope.scratch.give(w)
	var err error
	if w.tokens, err = lexInto(w.tokens, src); err != nil {
		return nil, compileError(err, src)
	}
	p := &w.parser
	*p = parser{src: src, tokens: w.tokens, scope: scope, lenient: o.lenient, frame: &frame{}}
	root, err := parse(p)
	if err != nil {
		return nil, compileError(err, src)
	}
	prog := &Program{src: src, scope: scope, root: root}
	prog.collect()
	w.generator = generator{scope: scope, src: src}
	prog.plain = unit{w.generator.gen(root), p.frame.size}
	return prog, nil
}

// workspace is what a compilation needs while it lasts.
type workspace struct {
	tokens    []token
	parser    parser
	generator generator
}

// keptTokens is the most tokens for which an idle workspace keeps the memory.
const keptTokens = 4096

// scratch lends the memory of finished compilations and evaluations to later
// ones, so that the many small expressions of one model do not each ask for
// their own.
type scratch struct{ workspaces, sessions sync.Pool }

func (s *scratch) take() *workspace {
	if w, ok := s.workspaces.Get().(*workspace); ok {
		return w
	}
	return &workspace{}
}

func (s *scratch) give(w *workspace) {
	if cap(w.tokens) > keptTokens {
		return
	}
	clear(w.tokens) // which hold parts of the source
	w.tokens, w.parser, w.generator = w.tokens[:0], parser{}, generator{}
	s.workspaces.Put(w)
}

// traced is the code that leaves a trace, made when it is first asked for.
func (p *Program) traced() unit {
	if made := p.tracedUnit.Load(); made != nil {
		return *made
	}
	g := &generator{scope: p.scope, src: p.src, trace: true}
	made := &unit{g.gen(p.root), p.plain.frame}
	p.tracedUnit.Store(made) // two that are made at once are alike
	return *made
}

func compileError(err error, src string) error {
	var fault *lexError
	if !errors.As(err, &fault) {
		return err
	}
	return &CompileError{Code: fault.code, Span: fault.span.in(src), Message: fault.msg, Name: fault.name}
}

// collect finds the variables and host functions that the program uses.
func (p *Program) collect() {
	if _, literal := p.root.(*literalNode); literal || len(p.scope.vars) == 0 && len(p.scope.funcs) == 0 {
		return
	}
	var called map[node]bool // functions of calls, which are met before them
	walk(p.root, func(n node) {
		switch n := n.(type) {
		case *refNode:
			if n.sym.kind == symGlobal {
				p.slots = append(p.slots, n.sym.index)
			} else if n.sym.kind == symHost && !called[n] {
				p.calls = append(p.calls, HostCall{Name: n.sym.name, Span: n.at().in(p.src)})
			}
		case *callNode:
			if called == nil {
				called = map[node]bool{}
			}
			called[n.fn] = true
			p.collectCall(n)
		}
	})
	slices.Sort(p.slots)
	p.slots = slices.Compact(p.slots)
}

func (p *Program) collectCall(n *callNode) {
	ref, ok := n.fn.(*refNode)
	if !ok || ref.sym.kind != symHost {
		return
	}
	call := HostCall{Name: ref.sym.name, Span: n.at().in(p.src)}
	for _, arg := range n.args {
		v, ok := constant(arg)
		call.Args = append(call.Args, v)
		call.Constant = append(call.Constant, ok)
	}
	p.calls = append(p.calls, call)
}

// acquire takes a session that an earlier evaluation in the scope has left.
func (p *Program) acquire(ctx context.Context, env Env) *Session {
	s, ok := p.scope.scratch.sessions.Get().(*Session)
	if !ok {
		s = new(Session)
	}
	s.start(ctx, env)
	return s
}

func (p *Program) release(s *Session) {
	s.forget()
	p.scope.scratch.sessions.Put(s)
}

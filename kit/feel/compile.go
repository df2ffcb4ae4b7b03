package feel

import (
	"context"
	"errors"
	"slices"
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
	if scope == nil {
		scope = &Scope{}
	}
	tokens, err := lex(src)
	if err != nil {
		return nil, compileError(err, src)
	}
	p := &parser{src: src, tokens: tokens, scope: scope, lenient: o.lenient}
	p.pushFrame()
	root, err := parse(p)
	if err != nil {
		return nil, compileError(err, src)
	}
	prog := &Program{src: src, scope: scope, root: root}
	prog.collect()
	g := &generator{scope: scope, src: src}
	prog.plain = unit{g.gen(root), p.frame.size}
	return prog, nil
}

// traced is the code that leaves a trace, made when it is first asked for.
func (p *Program) traced() unit {
	p.tracedOnce.Do(func() {
		g := &generator{scope: p.scope, src: p.src, trace: true}
		p.tracedUnit = unit{g.gen(p.root), p.plain.frame}
	})
	return p.tracedUnit
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
	if _, literal := p.root.(*literalNode); literal {
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

// acquire takes a session from the program's pool.
func (p *Program) acquire(ctx context.Context, env Env) *Session {
	s, ok := p.sessions.Get().(*Session)
	if !ok {
		s = new(Session)
	}
	s.start(ctx, env)
	return s
}

func (p *Program) release(s *Session) {
	s.forget()
	p.sessions.Put(s)
}

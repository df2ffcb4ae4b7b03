package dmn

import (
	"context"
	"errors"
	"fmt"

	"github.com/tillit-se/tillit/kit/feel"
)

// run is one evaluation: its session of FEEL, its frames of values, and what is
// known of the model's inputs and decisions so far. Runs are kept and reused.
type run struct {
	model   *Model
	session *feel.Session
	ctx     context.Context
	err     error
	diags   []Diagnostic

	external func(what feel.Value, args []feel.Value) (feel.Value, error)

	stack []feel.Value // frames of bodies
	top   int
	high  int

	known *knownValues
	spare []*knownValues
	words []uint64 // of the tables' indexes
	hits  []int32

	trace  *Trace // the part that is being evaluated, or nil
	traced int
	nested int // decisions that wait for others
}

// knownValues are the inputs and decisions known in one run of the model, or
// of a service called in it.
type knownValues struct {
	values []feel.Value
	state  []uint8
	// touched lists what has to be forgotten afterwards.
	touched []int32
}

const (
	stateUnknown uint8 = iota
	stateGiven
	stateRunning
	stateDone
)

func (m *Model) acquire(ctx context.Context, env Env) *run {
	r, ok := m.runs.Get().(*run)
	if !ok {
		r = &run{model: m, session: feel.NewSession(nil, feel.Env{})} //nolint:staticcheck // a session without work needs no context
		r.known = m.newKnown()
	}
	if ctx == nil {
		ctx = context.Background()
	}
	r.ctx, r.err, r.diags, r.trace, r.traced, r.nested = ctx, nil, nil, nil, 0, 0
	r.external = env.External
	r.session.Restart(ctx, env.feelEnv(r))
	return r
}

func (m *Model) release(r *run) {
	r.known.forget()
	clear(r.stack[:r.high])
	r.top, r.high, r.ctx, r.diags, r.trace, r.external = 0, 0, nil, nil, nil, nil
	const kept = 1 << 16
	if len(r.stack) > kept {
		r.stack = nil
	}
	r.session.Restart(nil, feel.Env{}) //nolint:staticcheck // no work, no context
	m.runs.Put(r)
}

func (m *Model) newKnown() *knownValues {
	return &knownValues{values: make([]feel.Value, len(m.nodes)), state: make([]uint8, len(m.nodes))}
}

func (k *knownValues) set(index int, v feel.Value, state uint8) {
	if k.state[index] == stateUnknown {
		k.touched = append(k.touched, int32(index))
	}
	k.values[index], k.state[index] = v, state
}

func (k *knownValues) forget() {
	for _, i := range k.touched {
		k.values[i], k.state[i] = feel.Null, stateUnknown
	}
	k.touched = k.touched[:0]
}

// push makes other values known for a while, such as in a call of a service.
func (r *run) push() *knownValues {
	outer := r.known
	if n := len(r.spare); n > 0 {
		r.known, r.spare = r.spare[n-1], r.spare[:n-1]
	} else {
		r.known = r.model.newKnown()
	}
	return outer
}

func (r *run) pop(outer *knownValues) {
	r.known.forget()
	r.spare = append(r.spare, r.known)
	r.known = outer
}

// frame reserves cleared places for the values of a body. The caller sets
// r.top back to what it was when the body is done.
func (r *run) frame(n int) []feel.Value {
	if r.top+n > len(r.stack) {
		if r.top > 0 {
			// Frames in use stay where they are.
			return make([]feel.Value, n)
		}
		r.stack = make([]feel.Value, max(64, 2*n))
	}
	f := r.stack[r.top : r.top+n : r.top+n]
	clear(f)
	r.top += n
	r.high = max(r.high, r.top)
	return f
}

// node returns the value of an input or decision, which is computed once.
func (r *run) node(n *node) feel.Value {
	switch r.known.state[n.index] {
	case stateGiven, stateDone:
		return r.known.values[n.index]
	case stateRunning:
		r.note(n.at, CodeCycle, "the decision requires itself")
		return feel.Null
	}
	if n.decision == nil {
		r.known.set(n.index, feel.Null, stateDone)
		return feel.Null
	}
	r.known.set(n.index, feel.Null, stateRunning)
	v := r.decide(n)
	r.known.values[n.index], r.known.state[n.index] = v, stateDone
	return v
}

// maxNested bounds how many decisions wait for each other, since each takes
// some of the goroutine's stack.
const maxNested = 100_000

func (r *run) decide(n *node) feel.Value {
	if r.spend(1) != nil {
		return feel.Null
	}
	if n.body == nil {
		r.note(n.at, CodeNoLogic, "the decision has no logic")
		return feel.Null
	}
	if r.nested >= maxNested {
		r.err = &LimitError{Limit: "depth", Max: maxNested, Pos: n.at.pos(), Element: n.at.element()}
		return feel.Null
	}
	r.nested++
	t := r.enter(TraceDecision, n.name, n.id, n.at)
	v := r.conform(n.typ, r.runBody(n.body, nil), n.at)
	r.leave(t, v)
	r.nested--
	return v
}

// runBody evaluates a body. The first places of its frame are arguments.
func (r *run) runBody(b *body, args []feel.Value) feel.Value {
	top := r.top
	f := r.frame(b.size)
	copy(f, args)
	for i := range b.fill {
		f[len(args)+i] = r.filling(&b.fill[i])
		if r.err != nil {
			return feel.Null
		}
	}
	if r.trace != nil {
		r.traceUses(b, f, len(args))
	}
	v := b.code.eval(r, f)
	r.top = top
	if r.err != nil {
		return feel.Null
	}
	return v
}

func (r *run) filling(f *filling) feel.Value {
	switch {
	case f.node != nil:
		return r.node(f.node)
	case f.parts == nil:
		return f.value
	}
	entries := make([]feel.Entry, len(f.parts))
	for i := range f.parts {
		entries[i] = feel.Entry{Name: f.parts[i].name, Value: r.filling(&f.parts[i].filling)}
	}
	return feel.NewContext(entries...)
}

// spend counts work done outside of FEEL.
func (r *run) spend(steps int) error {
	if r.err == nil {
		if err := r.session.Spend(steps); err != nil {
			r.fail(err, place{})
		}
	}
	return r.err
}

// feel runs a program, and keeps its diagnostics.
func (r *run) feel(p *feel.Program, frame []feel.Value, at *place) feel.Value {
	v, diags, err := r.session.Run(p, frame, feel.Null)
	if err != nil {
		r.fail(err, *at)
		return feel.Null
	}
	if diags != nil {
		r.noteAll(*at, diags)
	}
	return v
}

// fail ends the evaluation. The first error tells where.
func (r *run) fail(err error, at place) {
	if r.err != nil {
		return
	}
	var limit *feel.LimitError
	if !errors.As(err, &limit) {
		r.err = err
		return
	}
	r.err = &LimitError{
		Limit: limit.Limit, Max: limit.Max, Pos: at.posOf(limit.Span.Start.Offset), Element: at.element(),
	}
}

const maxDiagnostics = 100

// note records why something is null.
func (r *run) note(at place, code Code, format string, args ...any) {
	if len(r.diags) < maxDiagnostics {
		r.diags = append(r.diags, Diagnostic{
			Code: code, Pos: at.pos(), File: at.file(), Element: at.element(), Message: fmt.Sprintf(format, args...),
		})
	}
}

func (r *run) noteAll(at place, diags []feel.Diagnostic) {
	for _, d := range diags {
		if len(r.diags) >= maxDiagnostics {
			return
		}
		r.diags = append(r.diags, Diagnostic{
			Code: Code(d.Code), Pos: at.posOf(d.Span.Start.Offset), File: at.file(), Element: at.element(), Message: d.Message,
		})
	}
}

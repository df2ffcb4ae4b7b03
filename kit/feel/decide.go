package feel

import "slices"

// Knowledge says how much is known of a variable's value, for [Session.Decide].
type Knowledge uint8

// How much may be known of a variable.
const (
	// Known means that the value counts, null included.
	Known Knowledge = iota
	// Absent means that there is no value now but one may come. Only a
	// comparison with null can be decided: x = null, x != null.
	Absent
	// Unknown means that nothing can be decided from the variable.
	Unknown
)

// Knower tells what is known of the values of an evaluation.
type Knower interface {
	// KnowsSlot tells how much is known of a variable.
	KnowsSlot(slot int) Knowledge
	// KnowsCall tells whether a host function's result is known, given that
	// its arguments are.
	KnowsCall(call HostCall) bool
}

// Decider tells whether a program's value depends on what is not known. FEEL
// itself has no such notion: to it null = "x" is false, also when the null only
// stands for a question that nobody has answered yet. A decider is immutable
// and safe for concurrent use.
//
// What depends on something unknown is undecided, with three exceptions: "and"
// with a part known to be false and "or" with a part known to be true are
// decided by that part, and "if" with a known condition depends on one branch
// only. A decided value never changes when the unknown becomes known, unless
// the expression itself asks whether something is null.
type Decider struct {
	program *Program
	root    *part // nil when nothing it reads can be unknown
}

// part is an expression reduced to what matters for knowing its value.
type part struct {
	kind  partKind
	slot  int
	call  HostCall
	unit  unit // computes the value, for partAnd, partOr and the condition of partIf
	parts []*part
}

type partKind uint8

const (
	partAll    partKind = iota // known when all parts are
	partSlot                   // a variable
	partAbsent                 // a variable compared with null
	partCall                   // a host function, besides its arguments in parts
	partAnd
	partOr
	partIf // parts: condition, then, else; nil parts are always known
)

// Decider prepares a program for [Session.Decide].
func (p *Program) Decider() *Decider {
	b := &deciderBuilder{program: p, gen: &generator{scope: p.scope, src: p.src}}
	return &Decider{program: p, root: b.build(p.root)}
}

type deciderBuilder struct {
	program *Program
	gen     *generator
	inner   int // depth of blocks with local variables
}

// build reduces a node; nil means that it is always known.
func (b *deciderBuilder) build(n node) *part {
	switch n := n.(type) {
	case nil:
		return nil
	case *refNode:
		if n.sym.kind == symGlobal {
			return &part{kind: partSlot, slot: n.sym.index}
		}
		return nil
	case *compareNode:
		if slot, ok := comparedWithNull(n); ok {
			return &part{kind: partAbsent, slot: slot}
		}
	case *logicNode:
		return b.logic(n)
	case *ifNode:
		return b.choice(n)
	case *callNode:
		return b.call(n)
	case *forNode, *quantifiedNode, *filterNode, *functionNode, *contextNode, *unaryTestsNode:
		b.inner++
		defer func() { b.inner-- }()
	}
	return all(b.children(n))
}

func (b *deciderBuilder) children(n node) []*part {
	var parts []*part
	n.children(func(child node) {
		if child == nil {
			return
		}
		if p := b.build(child); p != nil {
			parts = append(parts, p)
		}
	})
	return parts
}

func all(parts []*part) *part {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &part{kind: partAll, parts: parts}
}

// comparedWithNull finds x = null and x != null for a variable x.
func comparedWithNull(n *compareNode) (slot int, ok bool) {
	if n.op != opEQ && n.op != opNE {
		return 0, false
	}
	for _, pair := range [2][2]node{{n.l, n.r}, {n.r, n.l}} {
		ref, isRef := pair[0].(*refNode)
		literal, isLiteral := pair[1].(*literalNode)
		if isRef && isLiteral && ref.sym.kind == symGlobal && literal.value.IsNull() {
			return ref.sym.index, true
		}
	}
	return 0, false
}

// runs gives a node's code; inside blocks local variables have no value outside
// their own evaluation, so there a node cannot run by itself.
func (b *deciderBuilder) runs(n node) (unit, bool) {
	if b.inner > 0 {
		return unit{}, false
	}
	return unit{b.gen.gen(n), b.program.plain.frame}, true
}

func (b *deciderBuilder) logic(n *logicNode) *part {
	left, right := b.build(n.l), b.build(n.r)
	if left == nil && right == nil {
		return nil
	}
	leftCode, ok := b.runs(n.l)
	if !ok {
		return all(append(present(left), present(right)...))
	}
	rightCode, _ := b.runs(n.r)
	kind := partAnd
	if n.or {
		kind = partOr
	}
	return &part{kind: kind, parts: []*part{
		{kind: partAll, unit: leftCode, parts: present(left)},
		{kind: partAll, unit: rightCode, parts: present(right)},
	}}
}

func (b *deciderBuilder) choice(n *ifNode) *part {
	code, ok := b.runs(n.cond)
	if !ok {
		return all(b.children(n))
	}
	cond, then, els := b.build(n.cond), b.build(n.then), b.build(n.els)
	if cond == nil && then == nil && els == nil {
		return nil
	}
	return &part{kind: partIf, unit: code, parts: []*part{cond, then, els}}
}

func (b *deciderBuilder) call(n *callNode) *part {
	parts := b.children(n)
	ref, ok := n.fn.(*refNode)
	if !ok || ref.sym.kind != symHost {
		return all(parts)
	}
	return &part{kind: partCall, call: b.program.hostCall(n), parts: parts}
}

// hostCall finds the call of a host function among those the program lists.
func (p *Program) hostCall(n *callNode) HostCall {
	at := n.at().in(p.src)
	for _, call := range p.calls {
		if call.Span == at {
			return call
		}
	}
	return HostCall{Span: at}
}

func present(p *part) []*part {
	if p == nil {
		return nil
	}
	return []*part{p}
}

// Decision is the outcome of [Session.Decide].
type Decision struct {
	// Result is what [Session.Eval] gives. When the decision is not Known,
	// its value is only what the values so far make of the expression.
	Result
	// Known tells that the value does not depend on anything unknown.
	Known bool
	// Slots and Calls are what stands in the way, each variable once.
	Slots []int
	Calls []HostCall
}

// Decide evaluates a program and tells whether the value depends on anything
// that know does not know. Errors are those of [Session.Eval].
func (s *Session) Decide(d *Decider, know Knower) (Decision, error) {
	w := &decideWalk{session: s, program: d.program, know: know}
	known := w.known(d.root)
	if w.err != nil {
		return Decision{}, w.err
	}
	result, err := s.Eval(d.program)
	if err != nil {
		return Decision{}, err
	}
	if known {
		return Decision{Result: result, Known: true}, nil
	}
	return Decision{Result: result, Slots: w.slots, Calls: w.calls}, nil
}

// decideWalk goes through the parts of one decision.
type decideWalk struct {
	session *Session
	program *Program
	know    Knower
	slots   []int
	calls   []HostCall
	err     error
}

// known tells whether a part is known, and notes what stands in the way.
func (w *decideWalk) known(p *part) bool {
	if p == nil {
		return true
	}
	switch p.kind {
	case partSlot:
		return w.slot(p.slot, w.know.KnowsSlot(p.slot) == Known)
	case partAbsent:
		return w.slot(p.slot, w.know.KnowsSlot(p.slot) != Unknown)
	case partCall:
		if !w.all(p.parts) {
			return false
		}
		if w.know.KnowsCall(p.call) {
			return true
		}
		w.calls = append(w.calls, p.call)
		return false
	case partAnd, partOr:
		return w.logic(p)
	case partIf:
		return w.choice(p)
	}
	return w.all(p.parts)
}

func (w *decideWalk) slot(slot int, known bool) bool {
	if !known && !slices.Contains(w.slots, slot) {
		w.slots = append(w.slots, slot)
	}
	return known
}

func (w *decideWalk) all(parts []*part) bool {
	known := true
	for _, p := range parts {
		known = w.known(p) && known
	}
	return known
}

// logic is decided by either side alone when that side decides it; then what
// the other side lacks does not stand in the way.
func (w *decideWalk) logic(p *part) bool {
	slots, calls := len(w.slots), len(w.calls)
	left, right := w.known(p.parts[0]), w.known(p.parts[1])
	if left && right {
		return true
	}
	if left && w.decides(p, 0) || right && w.decides(p, 1) {
		w.slots, w.calls = w.slots[:slots], w.calls[:calls]
		return true
	}
	return false
}

func (w *decideWalk) decides(p *part, side int) bool {
	v := w.run(p.parts[side].unit)
	if p.kind == partOr {
		return v.IsTrue()
	}
	return v.IsFalse()
}

func (w *decideWalk) choice(p *part) bool {
	if !w.known(p.parts[0]) {
		return false
	}
	if w.run(p.unit).IsTrue() {
		return w.known(p.parts[1])
	}
	return w.known(p.parts[2])
}

func (w *decideWalk) run(u unit) Value {
	if w.err != nil {
		return Null
	}
	v, err := w.session.runUnit(w.program, &u)
	w.err = err
	return v
}

// runUnit evaluates a piece of a program.
func (s *Session) runUnit(p *Program, u *unit) (Value, error) {
	s.err, s.diags, s.depth, s.base, s.top = s.ctx.Err(), nil, 0, 0, 0
	if s.err != nil {
		return Null, s.err
	}
	s.src = p.src
	s.alloc(u.frame)
	v := u.code.eval(s)
	return v, s.err
}

package feel

type constCode struct{ v Value }

func (c *constCode) eval(*Session) Value { return c.v }

// noTemporalCode is an @ literal that is wrong, in lenient mode.
type noTemporalCode struct {
	text string
	at   span
}

func (c *noTemporalCode) eval(s *Session) Value {
	return s.null(CodeSyntax, c.at, noTemporal, shorten(c.text))
}

type globalCode struct{ slot int }

func (c *globalCode) eval(s *Session) Value {
	if c.slot < len(s.env.Values) {
		return s.env.Values[c.slot]
	}
	return Null
}

type localCode struct{ slot int }

func (c *localCode) eval(s *Session) Value { return s.stack[s.base+c.slot] }

type unknownCode struct {
	name string
	at   span
}

func (c *unknownCode) eval(s *Session) Value {
	return s.null(CodeUnknownName, c.at, "the name %s is not declared", shorten(c.name))
}

// itemFieldCode is a name in a filter over items of unknown type.
type itemFieldCode struct {
	slot    int
	name    string
	outside code
	at      span
}

func (c *itemFieldCode) eval(s *Session) Value {
	if ctx, ok := s.stack[s.base+c.slot].AsContext(); ok {
		if v, ok := ctx.Get(c.name); ok {
			return v
		}
	}
	if c.outside != nil {
		return c.outside.eval(s)
	}
	return Null
}

type andCode struct {
	l, r code
	at   span
}

func (c *andCode) eval(s *Session) Value {
	l := c.l.eval(s)
	if l.IsFalse() {
		return l
	}
	r := c.r.eval(s)
	s.wantLogic(l, r, c.at)
	return and3(l, r)
}

type orCode struct {
	l, r code
	at   span
}

func (c *orCode) eval(s *Session) Value {
	l := c.l.eval(s)
	if l.IsTrue() {
		return l
	}
	r := c.r.eval(s)
	s.wantLogic(l, r, c.at)
	return or3(l, r)
}

// wantLogic explains operands that are neither boolean nor null.
func (s *Session) wantLogic(l, r Value, at span) {
	for _, v := range [...]Value{l, r} {
		if v.kind > KindBoolean {
			s.null(CodeType, at, "a %s is no boolean", v.kind)
		}
	}
}

type ifCode struct {
	cond, then, els code
	at              span
}

func (c *ifCode) eval(s *Session) Value {
	cond := c.cond.eval(s)
	if cond.IsTrue() {
		return c.then.eval(s)
	}
	if cond.kind > KindBoolean {
		s.null(CodeType, c.at, "the condition of the if is a %s, no boolean", cond.kind)
	}
	return c.els.eval(s)
}

type compareCode struct {
	op   compareOp
	l, r code
	at   span
}

func (c *compareCode) eval(s *Session) Value {
	return s.compare(c.op, c.l.eval(s), c.r.eval(s), c.at)
}

// compareConstCode compares with a literal, the usual case in conditions.
type compareConstCode struct {
	op compareOp
	l  code
	r  Value
	at span
}

func (c *compareConstCode) eval(s *Session) Value {
	return s.compare(c.op, c.l.eval(s), c.r, c.at)
}

func (s *Session) compare(op compareOp, l, r Value, at span) Value {
	if !s.payText(l, r, at) {
		return Null
	}
	var v Value
	switch op {
	case opEQ:
		v = s.equal(l, r, at)
	case opNE:
		v = not3(s.equal(l, r, at))
	default:
		v = compareValues(op, l, r)
	}
	if v.kind == KindNull && l.kind != KindNull && r.kind != KindNull {
		s.null(CodeType, at, "a %s and a %s cannot be compared with %s", l.kind, r.kind, op)
	}
	return v
}

// payText counts the comparison of long strings as work.
func (s *Session) payText(l, r Value, at span) bool {
	if l.kind != KindString || r.kind != KindString || min(l.num, r.num) <= bytesPerStep {
		return true
	}
	return s.spend(int(min(l.num, r.num)/bytesPerStep), at)
}

type betweenCode struct {
	x, low, high code
	at           span
}

func (c *betweenCode) eval(s *Session) Value {
	x, low, high := c.x.eval(s), c.low.eval(s), c.high.eval(s)
	return and3(s.compare(opGE, x, low, c.at), s.compare(opLE, x, high, c.at))
}

type instanceCode struct {
	x    code
	want Type
	at   span
}

func (c *instanceCode) eval(s *Session) Value {
	v := c.x.eval(s)
	if c.want.detail == nil {
		return Bool(instanceOf(v, c.want))
	}
	walk := conformance{budget: maxCompared}
	is := walk.instance(v, c.want)
	s.spend((maxCompared-walk.budget)/partsPerStep, c.at)
	return Bool(is)
}

// instanceOf tells whether a value conforms to a type (DMN 1.5 section
// 10.3.2.9.2).
func instanceOf(v Value, want Type) bool {
	c := conformance{budget: maxCompared}
	return c.instance(v, want)
}

// conformance bounds the parts looked at, for the reason that maxCompared has.
type conformance struct{ budget int }

func (c *conformance) instance(v Value, want Type) bool {
	c.budget--
	switch {
	case c.budget < 0:
		return false
	case v.kind == KindNull:
		return want.kind == typeNull
	case want.kind == typeAny:
		return true
	case typeOf(v).kind != want.kind:
		return false
	case want.detail == nil:
		return true
	}
	switch v.kind {
	case KindList:
		if want.elem().kind == typeAny {
			return true
		}
		for _, item := range v.items() {
			if !c.conforms(item, want.elem()) {
				return false
			}
		}
		return true
	case KindRange:
		r := v.rng()
		return c.conforms(r.Low, want.elem()) && c.conforms(r.High, want.elem())
	case KindContext:
		return c.context(v.ref.(*Context), want)
	}
	return v.ref.(*function).conforms(want)
}

// conforms is instance, with null in every type: parts may be null.
func (c *conformance) conforms(v Value, want Type) bool {
	return v.kind == KindNull || c.instance(v, want)
}

func (c *conformance) context(ctx *Context, want Type) bool {
	for _, f := range want.detail.fields {
		v, ok := ctx.Get(f.Name)
		if !ok || !c.conforms(v, f.Type) {
			return false
		}
	}
	return true
}

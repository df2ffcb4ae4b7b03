package feel

type listCode struct {
	items []code
	at    span
}

func (c *listCode) eval(s *Session) Value {
	if len(c.items) > s.limits.List {
		s.stop("list", s.limits.List, c.at)
		return Null
	}
	items := make([]Value, len(c.items))
	for i, item := range c.items {
		items[i] = item.eval(s)
	}
	return List(items...)
}

type contextCode struct {
	entries   []entryCode
	duplicate string
	at        span
}

type entryCode struct {
	name  string
	slot  int
	value code
}

func (c *contextCode) eval(s *Session) Value {
	if c.duplicate != "" {
		return s.null(CodeInvalid, c.at, "the entry %s comes twice in the context", shorten(c.duplicate))
	}
	var b contextBuilder
	b.grow(len(c.entries))
	for _, e := range c.entries {
		v := e.value.eval(s)
		s.stack[s.base+e.slot] = v
		b.put(e.name, v)
	}
	return b.value()
}

// validEnds tells whether two values can be the ends of a range; one may be
// null, which leaves the range open on that side.
func validEnds(low, high Value) bool {
	if low.kind == KindNull || high.kind == KindNull {
		return low.kind != high.kind
	}
	_, ok := orderOf(low, high)
	return ok
}

type rangeCode struct {
	low, high                 code
	lowIncluded, highIncluded bool
	at                        span
}

func (c *rangeCode) eval(s *Session) Value {
	low, high := c.low.eval(s), c.high.eval(s)
	if !validEnds(low, high) {
		return s.null(CodeType, c.at, "%s and %s are no ends of a range", article(typeOf(low)), article(typeOf(high)))
	}
	return NewRange(Range{Low: low, High: high, LowIncluded: c.lowIncluded, HighIncluded: c.highIncluded})
}

// opRangeCode is a range written with an operator, such as (< 5).
type opRangeCode struct {
	op compareOp
	x  code
	at span
}

func (c *opRangeCode) eval(s *Session) Value {
	x := c.x.eval(s)
	if x.kind == KindNull && c.op != opEQ && c.op != opNE {
		return s.null(CodeType, c.at, "null is no end of a range")
	}
	return opRange(c.op, x)
}

func opRange(op compareOp, x Value) Value {
	r := Range{op: op}
	switch op {
	case opLT, opLE:
		r.High, r.HighIncluded = x, op == opLE
	case opGT, opGE:
		r.Low, r.LowIncluded = x, op == opGE
	default:
		r.Low, r.High, r.LowIncluded, r.HighIncluded = x, x, true, true
	}
	return NewRange(r)
}

type pathCode struct {
	x    code
	name string
	at   span
}

func (c *pathCode) eval(s *Session) Value { return s.path(c.x.eval(s), c.name, c.at) }

// path reads an entry or a property; on a list it reads it from every item.
func (s *Session) path(x Value, name string, at span) Value {
	switch x.kind {
	case KindNull:
		return Null
	case KindContext:
		v, ok := x.ref.(*Context).Get(name)
		if !ok {
			return s.null(CodeNotFound, at, "the context has no entry %s", shorten(name))
		}
		return v
	case KindList:
		items := make([]Value, 0, len(x.items()))
		for _, item := range x.items() {
			if !s.step(at) || !s.deeper(at) {
				return Null
			}
			items = append(items, s.path(item, name, at))
			s.depth--
		}
		return s.list(items, at)
	}
	if v, ok := property(x, name); ok {
		return v
	}
	return s.null(CodeNotFound, at, "a %s has no property %s", x.kind, shorten(name))
}

// deeper counts nesting; the caller takes one off when it is done.
func (s *Session) deeper(at span) bool {
	if s.depth++; s.depth > s.limits.Depth {
		return s.stop("depth", s.limits.Depth, at)
	}
	return true
}

// filterCode picks the items that meet a condition, or one item by its place.
type filterCode struct {
	x, cond code
	slot    int
	cost    int  // steps for an item
	isIndex bool // the condition is known to be a number
	at      span
}

func (c *filterCode) eval(s *Session) Value {
	x := c.x.eval(s)
	if x.kind == KindNull { // DMN 1.5 table 68 filters what is not null
		return Null
	}
	items := asItems(x)
	if c.isIndex {
		return c.index(s, items, c.cond.eval(s))
	}
	kept := make([]Value, 0, len(items))
	for i, item := range items {
		if !s.spend(c.cost, c.at) {
			return Null
		}
		s.stack[s.base+c.slot] = item
		cond := c.cond.eval(s)
		if i == 0 && cond.kind == KindNumber {
			return c.index(s, items, cond)
		}
		if cond.IsTrue() {
			kept = append(kept, item)
		} else if cond.kind > KindBoolean {
			return s.null(CodeType, c.at, "the filter gives a %s, neither a boolean nor a number", cond.kind)
		}
	}
	return List(kept...)
}

// asItems is the conversion of a value to a list: null is the empty list.
func asItems(v Value) []Value {
	switch v.kind {
	case KindNull:
		return nil
	case KindList:
		return v.items()
	}
	return []Value{v}
}

// index picks an item by its place: from 1 at the front, from -1 at the end.
func (c *filterCode) index(s *Session, items []Value, place Value) Value {
	if place.kind == KindNull {
		return Null
	}
	n, ok := place.AsInt64()
	switch {
	case !ok:
		return s.null(CodeType, c.at, "%s is no place in a list", place)
	case n > 0 && n <= int64(len(items)):
		return items[n-1]
	case n < 0 && n >= -int64(len(items)):
		return items[int64(len(items))+n]
	}
	return s.null(CodeNotFound, c.at, "the list has %d items, so there is none at %d", len(items), n)
}

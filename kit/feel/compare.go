package feel

import (
	"cmp"
	"strings"
)

// maxValueDepth bounds how deep nested lists and contexts are compared or
// printed; deeper values count as not comparable.
const maxValueDepth = 200

// Equal reports whether FEEL's = holds between v and w: same kind and same
// content. Null equals null.
func (v Value) Equal(w Value) bool { return equalValues(v, w).IsTrue() }

// equalValues is FEEL's = (DMN 1.5 section 10.3.2.13): null is equal only to
// null, and values of different kinds give null.
func equalValues(a, b Value) Value {
	c := comparison{budget: maxCompared}
	return c.equal(a, b, 0)
}

// equal is equalValues, paid for by steps when the values have parts.
func (s *Session) equal(a, b Value, at span) Value {
	if a.kind < KindList || a.kind != b.kind {
		return equalValues(a, b)
	}
	budget := min(maxCompared, max(s.steps, 0))
	c := comparison{budget: budget}
	v := c.equal(a, b, 0)
	s.spend(budget-c.budget, at)
	return v
}

// maxCompared bounds the parts looked at in one comparison. Values can share
// their parts, so that a small program makes a value that is enormous when
// walked through.
const maxCompared = 1_000_000

type comparison struct {
	budget   int
	identity bool // tell apart what = takes for the same instant
}

func (c *comparison) equal(a, b Value, depth int) Value {
	c.budget--
	switch {
	case a.kind == KindNull || b.kind == KindNull:
		return Bool(a.kind == b.kind)
	case a.kind != b.kind || depth > maxValueDepth || c.budget < 0:
		return Null
	}
	switch a.kind {
	case KindString:
		if a.num != b.num {
			return Bool(false)
		}
		c.budget -= int(a.num / bytesPerStep)
	case KindList:
		return c.equalLists(a.items(), b.items(), depth+1)
	case KindContext:
		return c.equalContexts(a.ref.(*Context), b.ref.(*Context), depth+1)
	case KindRange:
		return c.equalRanges(a.rng(), b.rng(), depth+1)
	case KindFunction:
		return c.equalFunctions(a.ref.(*function), b.ref.(*function), depth+1)
	case KindBoolean:
		return Bool(a.num == b.num)
	case KindTime, KindDateTime:
		if c.identity {
			return Bool(a.num == b.num && a.aux == b.aux && sameZone(a.zone(), b.zone()))
		}
		if !sameLocality(a, b) {
			// What a local value has in common with UTC nobody can tell; only
			// order borrows the offset (DMN 1.5 table 54).
			return Null
		}
		// The TCK compares whole seconds; order looks at the exact moment.
		a.aux, b.aux = 0, 0
	}
	order, ok := orderOf(a, b)
	if !ok {
		return Null
	}
	return Bool(order == 0)
}

func (c *comparison) equalLists(a, b []Value, depth int) Value {
	if len(a) != len(b) {
		return Bool(false)
	}
	outcome := Bool(true)
	for i := range a {
		if outcome = and3(outcome, c.equal(a[i], b[i], depth)); outcome.IsFalse() {
			return outcome
		}
	}
	return outcome
}

func (c *comparison) equalContexts(a, b *Context, depth int) Value {
	if a.Len() != b.Len() {
		return Bool(false)
	}
	outcome := Bool(true)
	for i, name := range a.names {
		w, ok := b.Get(name)
		if !ok {
			return Bool(false)
		}
		if outcome = and3(outcome, c.equal(a.values[i], w, depth)); outcome.IsFalse() {
			return outcome
		}
	}
	return outcome
}

func (c *comparison) equalRanges(a, b *Range, depth int) Value {
	if a.LowIncluded != b.LowIncluded || a.HighIncluded != b.HighIncluded || a.op != b.op {
		return Bool(false)
	}
	return and3(c.equal(a.Low, b.Low, depth), c.equal(a.High, b.High, depth))
}

// equalFunctions demands the same parameters and body and, of what the body
// uses from around, the same values (DMN 1.5 table 53).
func (c *comparison) equalFunctions(f, g *function, depth int) Value {
	switch {
	case f == g:
		return Bool(true)
	case f.literal == nil || g.literal == nil || len(f.captured) != len(g.captured) || len(f.globals) != len(g.globals):
		return Bool(false)
	case f.literal != g.literal:
		text := f.String()
		if c.budget -= len(text); text != g.String() {
			return Bool(false)
		}
	}
	outcome := c.equalLists(f.globals, g.globals, depth)
	for i := range f.captured {
		outcome = and3(outcome, c.equal(f.captured[i].value, g.captured[i].value, depth))
	}
	return outcome
}

// compareValues is FEEL's comparison: null when the values have no order.
func compareValues(op compareOp, a, b Value) Value {
	switch op {
	case opEQ:
		return equalValues(a, b)
	case opNE:
		return not3(equalValues(a, b))
	}
	order, ok := orderOf(a, b)
	if !ok {
		return Null
	}
	return Bool(op.holds(order))
}

// orderOf compares two values of one kind that has an order.
func orderOf(a, b Value) (order int, ok bool) {
	if a.kind != b.kind {
		return 0, false
	}
	switch a.kind {
	case KindNumber:
		return compareNumbers(a, b), true
	case KindString:
		return strings.Compare(a.str(), b.str()), true
	case KindDate, KindYearsMonths:
		return cmp.Compare(a.num, b.num), true
	case KindDaysTime:
		return cmp.Or(cmp.Compare(a.num, b.num), cmp.Compare(a.aux, b.aux)), true
	case KindTime, KindDateTime:
		return compareMoments(a, b), true
	}
	return 0, false
}

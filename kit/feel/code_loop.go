package feel

// iterationCode yields the values of one variable of a loop.
type iterationCode struct {
	slot        int
	in, through code
	cost        int // steps of a turn
	at          span
}

// values returns what the variable goes through.
func (c *iterationCode) values(s *Session) (sequence, bool) {
	in := c.in.eval(s)
	if c.through != nil {
		return s.sequenceOf(in, c.through.eval(s), c.at)
	}
	switch in.kind {
	case KindList:
		return sequence{items: in.items()}, true
	case KindRange:
		return s.rangeSequence(in.rng(), c.at)
	case KindNull:
		s.null(CodeType, c.at, "null is nothing to go through")
		return sequence{}, false
	}
	return sequence{items: []Value{in}}, true
}

// sequence is a list, or the whole numbers or days between two ends, which are
// not laid out in memory.
type sequence struct {
	items []Value
	count int64
	first Value
	step  int64
}

func (q *sequence) len() int64 {
	if q.count > 0 {
		return q.count
	}
	return int64(len(q.items))
}

func (q *sequence) at(i int64) Value {
	if q.count == 0 {
		return q.items[i]
	}
	if q.first.kind == KindNumber {
		return Int(q.first.num + i*q.step)
	}
	d, err := unpackDate(q.first.num).AddDays(i * q.step)
	if err != nil {
		return Null
	}
	return Date(d)
}

// sequenceOf goes from one whole number or date to another, up or down.
func (s *Session) sequenceOf(from, to Value, at span) (sequence, bool) {
	var distance int64
	switch {
	case from.kind == KindNumber && to.kind == KindNumber:
		a, okA := from.AsInt64()
		b, okB := to.AsInt64()
		if !okA || !okB || absInt64(a) > maxSeconds || absInt64(b) > maxSeconds {
			s.null(CodeInvalid, at, "a loop from %s to %s needs whole numbers", from, to)
			return sequence{}, false
		}
		from, distance = Int(a), b-a
	case from.kind == KindDate && to.kind == KindDate:
		distance = unpackDate(to.num).Sub(unpackDate(from.num))
	default:
		s.null(CodeType, at, "a loop cannot go from %s to %s", article(typeOf(from)), article(typeOf(to)))
		return sequence{}, false
	}
	if distance < 0 {
		return sequence{count: 1 - distance, first: from, step: -1}, true
	}
	return sequence{count: distance + 1, first: from, step: 1}, true
}

// rangeSequence goes through a range value, leaving out ends that do not
// belong to it.
func (s *Session) rangeSequence(r *Range, at span) (sequence, bool) {
	q, ok := s.sequenceOf(r.Low, r.High, at)
	if ok && q.step < 0 {
		s.null(CodeInvalid, at, "the range ends before it begins")
		ok = false
	}
	if !ok {
		return q, false
	}
	if !r.HighIncluded {
		q.count--
	}
	if !r.LowIncluded && q.count > 0 {
		q.first = q.at(1)
		q.count--
	}
	return q, q.count >= 0
}

// loop runs body for every combination of the variables' values, the last
// variable changing fastest; body returns false to end it. The outcome is
// false when a variable has nothing to go through.
func (s *Session) loop(its []iterationCode, body func() bool) bool {
	if len(its) == 0 {
		return true
	}
	_, ok := s.loopFrom(its, body)
	return ok
}

func (s *Session) loopFrom(its []iterationCode, body func() bool) (goOn, ok bool) {
	it := &its[0]
	q, ok := it.values(s)
	if !ok {
		return false, false
	}
	for i := range q.len() {
		if !s.spend(it.cost, it.at) {
			return false, false
		}
		s.stack[s.base+it.slot] = q.at(i)
		if len(its) > 1 {
			goOn, ok = s.loopFrom(its[1:], body)
		} else {
			goOn = body()
		}
		if !ok || !goOn {
			return false, ok
		}
	}
	return true, true
}

type forCode struct {
	its         []iterationCode
	result      code
	partial     int
	usesPartial bool
	at          span
}

func (c *forCode) eval(s *Session) Value {
	var results []Value
	ok := s.loop(c.its, func() bool {
		if c.usesPartial {
			// Results are only ever added, so the list may share them.
			s.stack[s.base+c.partial] = List(results[:len(results):len(results)]...)
		}
		results = append(results, c.result.eval(s))
		if len(results) > s.limits.List {
			return s.stop("list", s.limits.List, c.at)
		}
		return true
	})
	if !ok || s.err != nil {
		return Null
	}
	return List(results...)
}

type quantifiedCode struct {
	every bool
	its   []iterationCode
	cond  code
	at    span
}

func (c *quantifiedCode) eval(s *Session) Value {
	outcome := Bool(c.every)
	ok := s.loop(c.its, func() bool {
		cond := c.cond.eval(s)
		if cond.kind > KindBoolean {
			cond = s.null(CodeType, c.at, "the condition is a %s, no boolean", cond.kind)
		}
		if c.every {
			outcome = and3(outcome, cond)
			return !outcome.IsFalse()
		}
		outcome = or3(outcome, cond)
		return !outcome.IsTrue()
	})
	if !ok || s.err != nil {
		return Null
	}
	return outcome
}

package feel

// Range is a FEEL range (interval) such as [1..10) or, written with one
// operator, (< 5). The end that (< 5) lacks is null.
type Range struct {
	Low, High Value
	// LowIncluded and HighIncluded tell whether the end itself belongs to
	// the range; an unbounded end never does.
	LowIncluded, HighIncluded bool
	// op is set for a range written with one operator, such as < 5 or = 5,
	// so that it prints as it was written.
	op compareOp
}

// NewRange returns a range value.
func NewRange(r Range) Value { return Value{kind: KindRange, ref: &r} }

func (v Value) rng() *Range { return v.ref.(*Range) }

// contains tells whether v lies in the range: true, false, or null when v
// cannot be compared with the ends. Only a range written with one operator is
// open on the other side; an interval with an end that is null gives null.
func (r *Range) contains(v Value) Value {
	if r.op == opNE {
		return not3(equalValues(v, r.Low))
	}
	if r.op == opNone && (r.Low.IsNull() || r.High.IsNull()) {
		return Null
	}
	low := r.aboveLow(v)
	if low.IsFalse() {
		return low
	}
	return and3(low, r.belowHigh(v))
}

func (r *Range) aboveLow(v Value) Value {
	switch {
	case r.Low.IsNull():
		return Bool(!r.High.IsNull())
	case r.LowIncluded:
		return compareValues(opGE, v, r.Low)
	}
	return compareValues(opGT, v, r.Low)
}

func (r *Range) belowHigh(v Value) Value {
	switch {
	case r.High.IsNull():
		return Bool(true)
	case r.HighIncluded:
		return compareValues(opLE, v, r.High)
	}
	return compareValues(opLT, v, r.High)
}

package feel

type negateCode struct {
	x  code
	at span
}

func (c *negateCode) eval(s *Session) Value {
	v := c.x.eval(s)
	switch v.kind {
	case KindNull:
		return Null
	case KindNumber:
		return negateNumber(v)
	case KindYearsMonths, KindDaysTime:
		if n, ok := negateDuration(v); ok {
			return n
		}
		return s.null(CodeOverflow, c.at, "the duration is too long")
	}
	return s.null(CodeType, c.at, "a %s cannot be negated", v.kind)
}

type arithmeticCode struct {
	op   arithOp
	l, r code
	at   span
}

func (c *arithmeticCode) eval(s *Session) Value {
	return s.arithmetic(c.op, c.l.eval(s), c.r.eval(s), c.at)
}

func (s *Session) arithmetic(op arithOp, l, r Value, at span) Value {
	if l.kind == KindNull || r.kind == KindNull {
		return Null
	}
	if l.kind == KindNumber && r.kind == KindNumber {
		return s.numeric(op, l, r, at)
	}
	if op == opAdd && l.kind == KindString && r.kind == KindString {
		if !s.mayHold(len(l.str())+len(r.str()), at) {
			return Null
		}
		return String(l.str() + r.str())
	}
	v, fits, ok := temporalArithmetic(op, l, r)
	switch {
	case !fits:
		return s.null(CodeType, at, "%s %s %s does not work", article(typeOf(l)), op, article(typeOf(r)))
	case !ok && op == opDiv && isZero(r):
		return s.null(CodeDivision, at, "division by zero")
	case !ok && op == opSub && !isDuration(r.kind) && !sameKindOfClock(l, r):
		return s.null(CodeType, at, "%s and %s have no distance when only one has a time zone", article(typeOf(l)), article(typeOf(r)))
	case !ok:
		return s.null(CodeOverflow, at, "%s %s %s has no result within the calendar", article(typeOf(l)), op, article(typeOf(r)))
	}
	return v
}

func (s *Session) numeric(op arithOp, l, r Value, at span) Value {
	var v Value
	var ok bool
	switch op {
	case opAdd:
		v, ok = addNumbers(l, r)
	case opSub:
		v, ok = subNumbers(l, r)
	case opMul:
		v, ok = mulNumbers(l, r)
	case opPow:
		return s.power(l, r, at)
	case opDiv:
		if signOf(r) == 0 {
			return s.null(CodeDivision, at, "division by zero")
		}
		v, ok = divNumbers(l, r)
	}
	if !ok {
		return s.null(CodeOverflow, at, "the result is no number within the range of decimal128")
	}
	return v
}

// maxExponent is the greatest exponent of ** (DMN 1.5 table 60).
const maxExponent = 999_999_999

// power counts exponents that are not small whole numbers as much work.
func (s *Session) power(l, r Value, at span) Value {
	if compareNumbers(absNumber(r), Int(maxExponent)) > 0 {
		return s.null(CodeInvalid, at, "the exponent %s is beyond %d", r, maxExponent)
	}
	if n, whole := r.AsInt64(); (!whole || n < 0 || n > 1000) && !s.spend(seriesSteps, at) {
		return Null
	}
	v, ok := powNumbers(l, r)
	if !ok {
		return s.null(CodeOverflow, at, "the power is no number within the range of decimal128")
	}
	return v
}

// temporalArithmetic computes with dates, times and durations; fits is false
// when the operator does not take these kinds, ok when there is no result.
func temporalArithmetic(op arithOp, l, r Value) (v Value, fits, ok bool) {
	if _, fits := arithmeticType(op, typeOf(l), typeOf(r)); !fits || !temporal(l.kind) && !temporal(r.kind) {
		return Null, false, false
	}
	switch {
	case op == opMul && l.kind == KindNumber:
		v, ok = scaleDuration(opMul, r, l)
	case (op == opMul || op == opDiv) && r.kind == KindNumber:
		v, ok = scaleDuration(op, l, r)
	case op == opDiv:
		if divisor := durationNumberOf(r); signOf(divisor) != 0 {
			v, ok = divNumbers(durationNumberOf(l), divisor)
		}
	case op == opSub && !isDuration(r.kind):
		v, ok = subMoments(l, r)
	case op == opSub:
		if r, ok = negateDuration(r); ok {
			v, ok = addTemporal(l, r)
		}
	default:
		v, ok = addTemporal(l, r)
	}
	return v, true, ok
}

// isZero tells whether a number or a duration is zero.
func isZero(v Value) bool {
	if isDuration(v.kind) {
		v = durationNumberOf(v)
	}
	return signOf(v) == 0
}

func temporal(k Kind) bool { return k >= KindDate && k <= KindDaysTime }

func scaleDuration(op arithOp, d, n Value) (Value, bool) {
	var scaled Value
	var ok bool
	if op == opMul {
		scaled, ok = mulNumbers(durationNumberOf(d), n)
	} else if signOf(n) != 0 {
		scaled, ok = divNumbers(durationNumberOf(d), n)
	}
	if !ok {
		return Null, false
	}
	return durationFromNumber(scaled, d.kind)
}

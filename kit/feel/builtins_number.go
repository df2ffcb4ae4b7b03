package feel

import "github.com/cockroachdb/apd/v3"

// numberBuiltins are the functions of DMN 1.5 table 75.
func numberBuiltins() []builtin {
	n := req("n", NumberType)
	scale := req("scale", NumberType)
	rounded := func(name string, mode rounding) builtin {
		return builtin{name, []signature{sig(NumberType, rounder(mode), n, scale)}}
	}
	whole := func(name string, mode rounding) builtin {
		return builtin{name, []signature{sig(NumberType, rounder(mode), n), sig(NumberType, rounder(mode), n, scale)}}
	}
	return []builtin{
		rounded("decimal", roundHalfEven),
		whole("floor", roundFloor),
		whole("ceiling", roundCeiling),
		rounded("round up", roundUp),
		rounded("round down", roundDown),
		rounded("round half up", roundHalfUp),
		rounded("round half down", roundHalfDown),
		{"abs", []signature{sig(Any, absFunction, req("n", Any))}},
		{"modulo", []signature{sig(NumberType, modulo, req("dividend", NumberType), req("divisor", NumberType))}},
		{"sqrt", []signature{sig(NumberType, sqrt, req("number", NumberType))}},
		{"log", []signature{sig(NumberType, logarithm, req("number", NumberType))}},
		{"exp", []signature{sig(NumberType, exponential, req("number", NumberType))}},
		{"odd", []signature{sig(BooleanType, parity(1), req("number", NumberType))}},
		{"even", []signature{sig(BooleanType, parity(0), req("number", NumberType))}},
	}
}

func rounder(mode rounding) func(*invocation, []Value) Value {
	return func(c *invocation, args []Value) Value {
		scale := int64(0)
		if len(args) > 1 {
			whole, ok := roundNumber(args[1], 0, roundDown)
			if ok {
				scale, ok = wholeInt64(whole)
			}
			if !ok {
				return c.null(CodeInvalid, "the scale %s is out of range", args[1])
			}
		}
		v, ok := roundNumber(args[0], scale, mode)
		if !ok {
			return c.null(CodeInvalid, "%s cannot be rounded to %d decimals", args[0], scale)
		}
		return v
	}
}

func absFunction(c *invocation, args []Value) Value {
	v := unwrapSingle(args[0])
	switch {
	case v.kind == KindNumber:
		return absNumber(v)
	case isDuration(v.kind) && v.num < 0:
		negated, _ := negateDuration(v)
		return negated
	case isDuration(v.kind):
		return v
	}
	return c.null(CodeType, "%s has no magnitude", article(typeOf(v)))
}

func modulo(c *invocation, args []Value) Value {
	if signOf(args[1]) == 0 {
		return c.null(CodeDivision, "division by zero")
	}
	return c.number(moduloNumbers(args[0], args[1]))
}

// number returns the result of a computation that may have none.
func (c *invocation) number(v Value, ok bool) Value {
	if !ok {
		return c.null(CodeOverflow, "the result is no number within the range of decimal128")
	}
	return v
}

func sqrt(c *invocation, args []Value) Value {
	if signOf(args[0]) < 0 {
		return c.null(CodeInvalid, "%s is negative", args[0])
	}
	return c.series((*apd.Context).Sqrt, args[0])
}

func logarithm(c *invocation, args []Value) Value {
	if signOf(args[0]) <= 0 {
		return c.null(CodeInvalid, "%s is not above zero", args[0])
	}
	return c.series((*apd.Context).Ln, args[0])
}

func exponential(c *invocation, args []Value) Value {
	// e to the 14150th is beyond decimal128, its inverse below, and computing
	// them takes long.
	if compareNumbers(absNumber(args[0]), Int(15_000)) > 0 {
		return c.number(Null, false)
	}
	// The series grows longer with the exponent.
	size, _ := c.whole(absNumber(args[0]))
	if !c.s.spend(2*int(size), c.at) {
		return Null
	}
	return c.series((*apd.Context).Exp, args[0])
}

// seriesSteps is what a function computed by a series counts as: some of them
// take milliseconds.
const seriesSteps = 5000

func (c *invocation) series(f bigFunction, v Value) Value {
	if !c.s.spend(seriesSteps, c.at) {
		return Null
	}
	return c.number(bigUnary(f, v))
}

func parity(want int64) func(*invocation, []Value) Value {
	return func(_ *invocation, args []Value) Value {
		if exponentOf(args[0]) > 0 {
			return Bool(want == 0) // a multiple of ten
		}
		rest, ok := moduloNumbers(args[0], Int(2))
		return Bool(ok && compareNumbers(rest, Int(want)) == 0)
	}
}

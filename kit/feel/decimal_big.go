package feel

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// decimal128 returns the arithmetic of IEEE 754 decimal128. It is a value, so
// that no state is shared.
func decimal128() *apd.Context {
	return &apd.Context{
		Precision: 34, MaxExponent: 6144, MinExponent: -6143, Rounding: apd.RoundHalfEven,
		Traps: apd.DefaultTraps &^ apd.Subnormal &^ apd.Underflow,
	}
}

// decimal returns a number as apd has it; the caller must not change it.
func (v Value) decimal() *apd.Decimal {
	if d, ok := v.ref.(*apd.Decimal); ok {
		return d
	}
	return apd.New(v.num, v.aux)
}

// exponentOf is the power of ten that the digits of a number are multiplied by.
func exponentOf(v Value) int32 {
	if d, ok := v.ref.(*apd.Decimal); ok {
		return d.Exponent
	}
	return v.aux
}

// fromDecimal takes over d and returns the shortest form of the number.
func fromDecimal(d *apd.Decimal) Value {
	if d.Exponent < 0 || d.NumDigits() > 18 {
		d.Reduce(d)
	}
	if d.Coeff.IsInt64() && d.Exponent >= -fastExp && d.Exponent <= fastExp {
		n := d.Coeff.Int64()
		if d.Negative {
			n = -n
		}
		return Value{kind: KindNumber, num: n, aux: d.Exponent}
	}
	return Value{kind: KindNumber, ref: d}
}

type bigOperation func(c *apd.Context, d, x, y *apd.Decimal) (apd.Condition, error)

// farApart is how many powers of ten lie between two numbers when the smaller
// one is lost in the rounding of their sum.
const farApart = 40

// greatestBy returns the number of greater magnitude when the other is too small
// to change it by addition. apd would write out all digits between.
func greatestBy(a, b Value) (greater Value, isFirst, ok bool) {
	if signOf(a) == 0 || signOf(b) == 0 {
		return Null, false, false
	}
	switch distance := magnitudeOf(a) - magnitudeOf(b); {
	case distance > farApart:
		return a, true, true
	case distance < -farApart:
		return b, false, true
	}
	return Null, false, false
}

// magnitudeOf is the power of ten of the first digit of a number.
func magnitudeOf(v Value) int64 {
	d := v.decimal()
	return int64(d.Exponent) + d.NumDigits()
}

func bigArithmetic(op bigOperation, a, b Value) (Value, bool) {
	d := new(apd.Decimal)
	cond, err := op(decimal128(), d, a.decimal(), b.decimal())
	return finish(d, cond, err)
}

type bigFunction func(c *apd.Context, d, x *apd.Decimal) (apd.Condition, error)

func bigUnary(op bigFunction, a Value) (Value, bool) {
	d := new(apd.Decimal)
	cond, err := op(decimal128(), d, a.decimal())
	return finish(d, cond, err)
}

// finish refuses results that are no finite number, and those so small that
// nothing is left of them: their scale is out of range (DMN 1.5 table 59).
func finish(d *apd.Decimal, cond apd.Condition, err error) (Value, bool) {
	if err != nil || d.Form != apd.Finite || d.IsZero() && cond.Underflow() {
		return Null, false
	}
	return fromDecimal(d), true
}

// parseNumber reads a number literal: digits, decimals, exponent, sign.
func parseNumber(text string) (Value, bool) {
	if v, ok := parseShort(text); ok {
		return v, true
	}
	if !numeric(text) {
		return Null, false
	}
	d, cond, err := decimal128().NewFromString(text)
	if err != nil {
		return Null, false
	}
	return finish(d, cond, nil)
}

// parseShort reads up to 18 digits with at most one dot and a minus sign.
func parseShort(text string) (Value, bool) {
	digits := strings.TrimPrefix(text, "-")
	if len(digits) == 0 || len(digits) > 18 {
		return Null, false
	}
	var n int64
	decimals := -1
	for i := range len(digits) {
		c := digits[i]
		switch {
		case c == '.' && decimals < 0 && i+1 < len(digits):
			decimals = len(digits) - i - 1
		case c >= '0' && c <= '9':
			n = n*10 + int64(c-'0')
		default:
			return Null, false
		}
	}
	if len(digits) < len(text) {
		n = -n
	}
	return Value{kind: KindNumber, num: n, aux: -int32(max(decimals, 0))}, true
}

// numeric tells whether text is a number as FEEL and JSON write it; apd by
// itself would also take "NaN" and "Infinity".
func numeric(text string) bool {
	l := &lexer{src: strings.TrimPrefix(text, "-")}
	if !l.digitAt(0) && (!strings.HasPrefix(l.src, ".") || !l.digitAt(1)) {
		return false
	}
	l.number()
	return l.pos == len(l.src)
}

// Number reads a FEEL number from text such as "-12.50" or "1e3"; ok is false
// when it is none or beyond decimal128.
func Number(text string) (v Value, ok bool) { return parseNumber(text) }

// Scaled returns the number n × 10^exp, for amounts in the smallest unit:
// Scaled(1250, -2) is 12.50. Exponents outside -1000 to 1000 give null.
func Scaled(n int64, exp int) Value {
	if exp < -fastExp || exp > fastExp {
		return Null
	}
	return Value{kind: KindNumber, num: n, aux: int32(exp)}
}

// NumberText returns the number in v in plain notation, exact and without
// zeros that say nothing: "12.5". It is empty when v is no number.
func (v Value) NumberText() string {
	if v.kind != KindNumber {
		return ""
	}
	return string(appendNumber(nil, v))
}

func appendNumber(b []byte, v Value) []byte {
	if signOf(v) == 0 {
		return append(b, '0')
	}
	start := len(b)
	b = v.decimal().Append(b, 'f')
	if !strings.Contains(string(b[start:]), ".") {
		return b
	}
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}

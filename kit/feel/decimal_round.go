package feel

import (
	"github.com/cockroachdb/apd/v3"
)

// rounding is how digits are dropped.
type rounding uint8

const (
	roundHalfEven rounding = iota
	roundDown              // toward zero
	roundUp                // away from zero
	roundHalfUp
	roundHalfDown
	roundFloor
	roundCeiling
)

var apdRounders = [...]apd.Rounder{
	apd.RoundHalfEven, apd.RoundDown, apd.RoundUp, apd.RoundHalfUp, apd.RoundHalfDown, apd.RoundFloor, apd.RoundCeiling,
}

// maxScale bounds the scale of rounding (DMN 1.5 table 75).
const maxScale = 6176

// roundNumber rounds v to scale decimals; a negative scale rounds to tens,
// hundreds and so on.
func roundNumber(v Value, scale int64, mode rounding) (Value, bool) {
	if scale < -6111 || scale > maxScale {
		return Null, false
	}
	if v.fast() {
		if int64(v.aux) >= -scale {
			return v, true
		}
		if drop := -scale - int64(v.aux); drop < int64(len(pow10)) && -scale >= -fastExp && -scale <= fastExp {
			return Value{kind: KindNumber, num: roundInt64(v.num, pow10[drop], mode), aux: int32(-scale)}, true
		}
	}
	return roundBig(v, scale, mode)
}

// roundInt64 divides n by unit and rounds.
func roundInt64(n, unit int64, mode rounding) int64 {
	q, rest := n/unit, n%unit
	if rest == 0 {
		return q
	}
	away := int64(1)
	if n < 0 {
		away = -1
	}
	half := int(0)
	switch twice := absInt64(rest) * 2; {
	case twice > uint64(unit):
		half = 1
	case twice < uint64(unit):
		half = -1
	}
	if roundsAway(mode, half, q, n < 0) {
		return q + away
	}
	return q
}

// roundsAway tells whether a rest that is not zero moves the quotient away
// from zero; half compares the rest with one half.
func roundsAway(mode rounding, half int, quotient int64, negative bool) bool {
	switch mode {
	case roundUp:
		return true
	case roundHalfUp:
		return half >= 0
	case roundHalfDown:
		return half > 0
	case roundFloor:
		return negative
	case roundCeiling:
		return !negative
	case roundHalfEven:
		return half > 0 || half == 0 && quotient%2 != 0
	}
	return false
}

func roundBig(v Value, scale int64, mode rounding) (Value, bool) {
	d := v.decimal()
	if int64(d.Exponent) >= -scale {
		return v, true
	}
	if int64(d.Exponent)+d.NumDigits() < -scale {
		// All digits go: what is left is nothing, or one unit.
		return roundAllAway(v, scale, mode)
	}
	c := decimal128()
	c.Precision, c.Rounding = 6200, apdRounders[mode]
	r := new(apd.Decimal)
	_, err := c.Quantize(r, d, int32(-scale))
	return finish(r, 0, err)
}

func roundAllAway(v Value, scale int64, mode rounding) (Value, bool) {
	if signOf(v) == 0 || !roundsAway(mode, -1, 0, signOf(v) < 0) {
		return Int(0), true
	}
	return fromDecimal(apd.New(int64(signOf(v)), int32(-scale))), true
}

// powNumbers raises a to the power of b.
func powNumbers(a, b Value) (Value, bool) {
	if signOf(b) == 0 {
		return Int(1), true
	}
	if n, ok := b.AsInt64(); ok && n > 0 && n <= 18 && a.fast() {
		if v, ok := powFast(a, n); ok {
			return v, true
		}
	}
	if signOf(a) == 0 && signOf(b) < 0 {
		return Null, false
	}
	return bigArithmetic((*apd.Context).Pow, a, b)
}

func powFast(a Value, n int64) (Value, bool) {
	result := Int(1)
	for range n {
		product, ok := mulInt64(result.num, a.num)
		exp := result.aux + a.aux
		if !ok || exp < -fastExp || exp > fastExp {
			return Null, false
		}
		result.num, result.aux = product, exp
	}
	return result, true
}

// exactWhole tells whether a whole number has at most 34 digits, so that no
// digit of it was lost in rounding.
func exactWhole(v Value) bool {
	d := v.decimal()
	return int64(d.Exponent)+d.NumDigits() <= 34
}

// moduloNumbers is FEEL's modulo: the result has the sign of the divisor
// (DMN 1.5 table 75: dividend - divisor*floor(dividend/divisor)).
func moduloNumbers(a, b Value) (Value, bool) {
	if a.fast() && b.fast() && b.num != 0 && b.num != -1 {
		if x, y, exp, ok := align(a, b); ok {
			rest := x % y
			if rest != 0 && (rest < 0) != (y < 0) {
				rest += y
			}
			return Value{kind: KindNumber, num: rest, aux: exp}, true
		}
	}
	quotient, ok := divNumbers(a, b)
	if !ok {
		return Null, false
	}
	whole, ok := roundNumber(quotient, 0, roundFloor)
	if !ok || !exactWhole(whole) {
		return Null, false
	}
	product, ok := mulNumbers(b, whole)
	if !ok {
		return Null, false
	}
	return subNumbers(a, product)
}

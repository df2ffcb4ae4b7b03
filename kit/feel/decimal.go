package feel

import (
	"cmp"
	"math"
	"math/bits"

	"github.com/cockroachdb/apd/v3"
)

// FEEL numbers are IEEE 754 decimal128: 34 digits, half-even rounding. Nearly
// all numbers that occur fit an int64 coefficient with a small exponent, and
// then no memory is needed; the rest go through apd. Both paths give the same
// value, which a property test checks. The fast path never rounds: an operation
// whose exact result does not fit leaves it.

// fastExp bounds exponents on the fast path, far inside those of decimal128.
const fastExp = 1000

// fast tells whether a number is on the fast path.
func (v Value) fast() bool { return v.ref == nil }

var pow10 = [...]int64{
	1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

func mulInt64(a, b int64) (int64, bool) {
	if a == math.MinInt64 || b == math.MinInt64 {
		return 0, false
	}
	hi, lo := bits.Mul64(absInt64(a), absInt64(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func absInt64(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func addInt64(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// align gives two fast numbers the same exponent.
func align(a, b Value) (x, y int64, exp int32, ok bool) {
	x, y, exp = a.num, b.num, a.aux
	switch d := int64(a.aux) - int64(b.aux); {
	case d == 0:
		return x, y, exp, true
	case d > 0 && d < int64(len(pow10)):
		x, ok = mulInt64(x, pow10[d])
		return x, y, b.aux, ok
	case d < 0 && -d < int64(len(pow10)):
		y, ok = mulInt64(y, pow10[-d])
		return x, y, exp, ok
	}
	return 0, 0, 0, false
}

func addNumbers(a, b Value) (Value, bool) {
	if a.fast() && b.fast() {
		if x, y, exp, ok := align(a, b); ok {
			if sum, ok := addInt64(x, y); ok {
				return Value{kind: KindNumber, num: sum, aux: exp}, true
			}
		}
	}
	if greater, _, ok := greatestBy(a, b); ok {
		return greater, true
	}
	return bigArithmetic((*apd.Context).Add, a, b)
}

func subNumbers(a, b Value) (Value, bool) {
	if b.fast() && b.num != math.MinInt64 {
		b.num = -b.num
		return addNumbers(a, b)
	}
	if greater, isFirst, ok := greatestBy(a, b); ok && isFirst {
		return greater, true
	} else if ok {
		return negateNumber(greater), true
	}
	return bigArithmetic((*apd.Context).Sub, a, b)
}

func mulNumbers(a, b Value) (Value, bool) {
	if a.fast() && b.fast() {
		exp := a.aux + b.aux
		if product, ok := mulInt64(a.num, b.num); ok && exp >= -fastExp && exp <= fastExp {
			return Value{kind: KindNumber, num: product, aux: exp}, true
		}
	}
	return bigArithmetic((*apd.Context).Mul, a, b)
}

// divNumbers divides by a number that is not zero.
func divNumbers(a, b Value) (Value, bool) {
	if a.fast() && b.fast() {
		if v, ok := divFast(a, b); ok {
			return v, true
		}
	}
	return bigArithmetic((*apd.Context).Quo, a, b)
}

// divFast divides when the quotient is exact and short.
func divFast(a, b Value) (Value, bool) {
	if b.num == 0 || a.num == math.MinInt64 || b.num == math.MinInt64 {
		return Null, false
	}
	for extra := range int32(len(pow10)) {
		x, ok := mulInt64(a.num, pow10[extra])
		exp := a.aux - b.aux - extra
		if !ok || exp < -fastExp || exp > fastExp {
			return Null, false
		}
		if x%b.num == 0 {
			return Value{kind: KindNumber, num: x / b.num, aux: exp}, true
		}
	}
	return Null, false
}

func negateNumber(v Value) Value {
	if v.fast() && v.num != math.MinInt64 {
		v.num = -v.num
		return v
	}
	n := new(apd.Decimal)
	n.Neg(v.decimal())
	return fromDecimal(n)
}

func absNumber(v Value) Value {
	if signOf(v) < 0 {
		return negateNumber(v)
	}
	return v
}

// signOf returns -1, 0 or 1.
func signOf(v Value) int {
	if v.fast() {
		return cmp.Compare(v.num, 0)
	}
	return v.ref.(*apd.Decimal).Sign()
}

func compareNumbers(a, b Value) int {
	if a.fast() && b.fast() {
		if a.aux == b.aux {
			return cmp.Compare(a.num, b.num)
		}
		if s, t := cmp.Compare(a.num, 0), cmp.Compare(b.num, 0); s != t {
			return cmp.Compare(s, t)
		}
		if x, y, _, ok := align(a, b); ok {
			return cmp.Compare(x, y)
		}
	}
	return a.decimal().Cmp(b.decimal())
}

// AsInt64 returns the number in v as an integer; ok is false when v is no
// number, has decimals, or is too large.
func (v Value) AsInt64() (n int64, ok bool) {
	if v.kind != KindNumber {
		return 0, false
	}
	if v.fast() && v.aux == 0 {
		return v.num, true
	}
	w, fits := roundNumber(v, 0, roundDown)
	if !fits || compareNumbers(v, w) != 0 {
		return 0, false
	}
	return wholeInt64(w)
}

// wholeInt64 reads a number known to be whole.
func wholeInt64(v Value) (int64, bool) {
	if !v.fast() {
		n, err := v.ref.(*apd.Decimal).Int64()
		return n, err == nil
	}
	switch {
	case v.aux == 0 || v.num == 0:
		return v.num, true
	case v.aux > 0 && int(v.aux) < len(pow10):
		return mulInt64(v.num, pow10[v.aux])
	case v.aux < 0 && int(-v.aux) < len(pow10):
		return v.num / pow10[-v.aux], true
	}
	return 0, false
}

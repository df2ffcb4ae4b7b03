package feel

import (
	"math"
	"testing"

	"github.com/cockroachdb/apd/v3"
	"pgregory.net/rapid"
)

// drawNumber draws numbers around the borders of the fast path.
func drawNumber(t *rapid.T, label string) Value {
	n := rapid.OneOf(
		rapid.Int64Range(-1000, 1000), rapid.Int64(),
		rapid.SampledFrom([]int64{math.MaxInt64, math.MinInt64, math.MaxInt64 / 10, 1e18, -1e18}),
	).Draw(t, label)
	return Scaled(n, rapid.IntRange(-25, 25).Draw(t, label+" exponent"))
}

// slow forces a number off the fast path.
func slow(v Value) Value { return Value{kind: KindNumber, ref: apd.New(v.num, v.aux)} }

func TestTheFastPathEqualsDecimal128(t *testing.T) {
	type operation func(a, b Value) (Value, bool)
	operations := map[string]operation{
		"+": addNumbers, "-": subNumbers, "*": mulNumbers, "modulo": moduloNumbers,
		"/": func(a, b Value) (Value, bool) {
			if signOf(b) == 0 {
				return Null, false
			}
			return divNumbers(a, b)
		},
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNumber(t, "a"), drawNumber(t, "b")
		if compareNumbers(a, b) != a.decimal().Cmp(b.decimal()) {
			t.Fatalf("order of %s and %s", a, b)
		}
		for name, op := range operations {
			if name == "modulo" && (signOf(b) == 0 || wide(a, b)) {
				continue
			}
			fast, okFast := op(a, b)
			exact, okExact := op(slow(a), slow(b))
			if okFast != okExact || okFast && compareNumbers(fast, exact) != 0 {
				t.Fatalf("%s %s %s = %s on the fast path, %s on the other", a, name, b, fast, exact)
			}
		}
		if compareNumbers(negateNumber(a), negateNumber(slow(a))) != 0 || signOf(a) != signOf(slow(a)) {
			t.Fatalf("the sign of %s", a)
		}
	})
}

// wide tells whether the quotient of two numbers has more digits than
// decimal128 holds, so that modulo by its definition loses some.
func wide(a, b Value) bool {
	q, ok := divNumbers(slow(a), slow(b))
	return !ok || compareNumbers(absNumber(q), Scaled(1, 15)) > 0
}

func TestRoundingOnTheFastPathEqualsDecimal128(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawNumber(t, "a")
		scale := rapid.Int64Range(-30, 30).Draw(t, "scale")
		mode := rounding(rapid.IntRange(0, int(roundCeiling)).Draw(t, "mode"))
		fast, okFast := roundNumber(a, scale, mode)
		exact, okExact := roundNumber(slow(a), scale, mode)
		if okFast != okExact || compareNumbers(fast, exact) != 0 {
			t.Fatalf("%s to %d decimals by %d = %s on the fast path, %s on the other", a, scale, mode, fast, exact)
		}
	})
}

func TestPowersOnTheFastPathEqualDecimal128(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Scaled(rapid.Int64Range(-99, 99).Draw(t, "a"), rapid.IntRange(-3, 3).Draw(t, "exponent"))
		b := Int(rapid.Int64Range(0, 12).Draw(t, "b"))
		fast, okFast := powNumbers(a, b)
		exact, okExact := powNumbers(slow(a), b)
		if okFast != okExact || compareNumbers(fast, exact) != 0 {
			t.Fatalf("%s ** %s = %s on the fast path, %s on the other", a, b, fast, exact)
		}
	})
}

func TestNumberTextComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawNumber(t, "a")
		back, ok := Number(a.NumberText())
		if !ok || compareNumbers(a, back) != 0 {
			t.Fatalf("%s came back as %s", a, back)
		}
	})
}

func TestNumberTextIsPlainAndShort(t *testing.T) {
	for text, want := range map[string]string{
		"1.500": "1.5", "100": "100", "1e3": "1000", "-0.0": "0", "0.10": "0.1", "1E-7": "0.0000001",
		"12345678901234567890123456789012345": "12345678901234567890123456789012340",
	} {
		v, ok := Number(text)
		if !ok || v.NumberText() != want {
			t.Errorf("%s prints as %q, want %q", text, v.NumberText(), want)
		}
	}
	for _, text := range []string{"", "-", "NaN", "Infinity", "1e", "1e99999", "0x1", "1_0", "--1", "1.", "+1"} {
		if v, ok := Number(text); ok {
			t.Errorf("%q was read as %s", text, v)
		}
	}
}

func TestIntegersComeOutExactlyOrNotAtAll(t *testing.T) {
	for text, want := range map[string]int64{
		"9223372036854775807": math.MaxInt64, "-9223372036854775808": math.MinInt64, "1e3": 1000, "5.000": 5, "-0": 0,
	} {
		v, _ := Number(text)
		if n, ok := v.AsInt64(); !ok || n != want {
			t.Errorf("%s as int64 = %d, %t", text, n, ok)
		}
	}
	for _, text := range []string{"9223372036854775808", "1.5", "1e30", "-0.1"} {
		v, _ := Number(text)
		if n, ok := v.AsInt64(); ok {
			t.Errorf("%s as int64 = %d", text, n)
		}
	}
}

func TestValuesStaySmall(t *testing.T) {
	if size := sizeOfValue(); size > 32 {
		t.Errorf("a Value takes %d bytes", size)
	}
}

func TestEveryBuiltinHasALegalNameAndUsage(t *testing.T) {
	for _, b := range builtins() {
		if _, err := splitName(b.name); err != nil || len(b.sigs) == 0 || b.usage() == "" {
			t.Errorf("%q: %v", b.name, err)
		}
		if sym, n := builtinNames().longest(mustLex(t, b.name), 0); n == 0 || sym.name != b.name {
			t.Errorf("%q is found as %q", b.name, sym.name)
		}
	}
}

func mustLex(t *testing.T, src string) []token {
	t.Helper()
	tokens, err := lex(src)
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

package feel_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

const nines = "9999999999999999999999999999999999" // 34 digits, the most that decimal128 holds

func TestNumbersHaveThirtyFourDigits(t *testing.T) {
	rows{
		{nines, nines, ""},
		{nines + " + 1", "10000000000000000000000000000000000", ""},
		{nines + " + 1 = 10 ** 34", "true", ""},
		{nines + " - 1", "9999999999999999999999999999999998", ""},
		{nines + " + 0.4", nines, ""},
		{nines + " + 0.6", "10000000000000000000000000000000000", ""},
		{nines + " - " + nines, "0", ""},
		{nines + " * 10 / 10", nines, ""},
		{"-" + nines, "-" + nines, ""},
		{"1 / 3 * 3", nines[:0] + "0." + nines, ""},
		{"2 / 3", "0.6666666666666666666666666666666667", ""},
		{"-2 / 3", "-0.6666666666666666666666666666666667", ""},
		{"1 / 7", "0.1428571428571428571428571428571429", ""},
		{"100 / 7", "14.28571428571428571428571428571429", ""},
		{"1 / 8", "0.125", ""},
		{"1 / 1000000000000000000", "0.000000000000000001", ""},
		{"0.1 + 0.2 = 0.3", "true", ""},
		{"0.1 * 3", "0.3", ""},
		{"1.10 = 1.1", "true", ""},
		{"1.10", "1.1", ""},
		{"100", "100", ""},
		{"1e2 = 100", "true", ""},
		{"1e-7", "0.0000001", ""},
		{"5e-324 > 0", "true", ""},
		{"1e6144 > 1e6143", "true", ""},
		{"-0", "0", ""},
		{"0 = -0", "true", ""},
		{"0.0", "0", ""},
		{"0 * -5", "0", ""},
		{"9223372036854775807", "9223372036854775807", ""},
		{"9223372036854775808", "9223372036854775808", ""},
		{"-9223372036854775808", "-9223372036854775808", ""},
		{"-9223372036854775808 - 1", "-9223372036854775809", ""},
		{"9223372036854775807 * 2", "18446744073709551614", ""},
		{"9223372036854775807 * -1", "-9223372036854775807", ""},
		{"-9223372036854775808 * -1", "9223372036854775808", ""},
		{"-(-9223372036854775808)", "9223372036854775808", ""},
		{"abs(-9223372036854775808)", "9223372036854775808", ""},
		{"9223372036854775807 + 9223372036854775807", "18446744073709551614", ""},
		{"3037000500 * 3037000500", "9223372037000250000", ""},
		{"4294967296 * 4294967296", "18446744073709551616", ""},
		{"9223372036854775807 / 9223372036854775807", "1", ""},
		{"9223372036854775808 - 9223372036854775808", "0", ""},
		{"0.000000000000000000000000000000000000001 + 1", "1", ""},
		{"1 - 0.0000000000000000000000000000000001", "0." + nines, ""},
	}.check(t)
}

func TestResultsBeyondDecimal128AreNullAndSaidToBe(t *testing.T) {
	rows{
		{"1e6144 * 10", "null", overflow},
		{"-1e6144 * 10", "null", overflow},
		{"9e6144 + 9e6144", "null", overflow},
		{"1e6144 / 0.01", "null", overflow},
		{"10 ** 6144 > 1", "true", ""},
		{"10 ** 6145", "null", overflow},
		{"(-10) ** 6145", "null", overflow},
		{"exp(14200)", "null", overflow},
		{"exp(-14300)", "null", overflow},
		{"sum([9e6144, 9e6144])", "null", overflow},
		{"product([1e6144, 1e6144])", "null", overflow},
		{"median([9e6144, 9e6144])", "null", overflow},
		{"mean([9e6144, 9e6144])", "null", overflow},
		{"stddev([9e6144, -9e6144])", "null", overflow},
		{"1 / 0", "null", division},
		{"0 / 0", "null", division},
		{"-1 / 0", "null", division},
		{"1 / 0.0", "null", division},
		{"1 / -0", "null", division},
		{"modulo(5, 0)", "null", division},
		{"0 / 5", "0", ""},
		{"0 ** 0", "1", ""},
		{"0 ** 5", "0", ""},
		{"5 ** 0", "1", ""},
		{"0 ** -1", "null", overflow},
		{"(-8) ** 0.5", "null", overflow},
		{"1 ** 100000", "1", ""},
		{"(-1) ** 100001", "-1", ""},
		{"(-1) ** 100000", "1", ""},
		{"2 ** 10", "1024", ""},
		{"2 ** -2", "0.25", ""},
		{"2 ** 62", "4611686018427387904", ""},
		{"2 ** 63", "9223372036854775808", ""},
		{"2 ** 64", "18446744073709551616", ""},
		{"1.5 ** 2", "2.25", ""},
		{"0.1 ** 3", "0.001", ""},
		{"9 ** 0.5", "3", ""},
		{"-2 ** 2", "4", ""},
		{"-(2 ** 2)", "-4", ""},
		{"2 ** 3 ** 2", "64", ""},
	}.check(t)
}

// Rounding to 0 and 1 decimals of the same eight numbers, after the table of DMN 1.5 section 10.3.4.5 and IEEE 754.
func TestRoundingModes(t *testing.T) {
	numbers := []string{"5.5", "2.5", "1.6", "1.1", "1.0", "-1.0", "-1.1", "-1.6", "-2.5", "-5.5"}
	for function, want := range map[string][]string{
		"round up":        {"6", "3", "2", "2", "1", "-1", "-2", "-2", "-3", "-6"},
		"round down":      {"5", "2", "1", "1", "1", "-1", "-1", "-1", "-2", "-5"},
		"round half up":   {"6", "3", "2", "1", "1", "-1", "-1", "-2", "-3", "-6"},
		"round half down": {"5", "2", "2", "1", "1", "-1", "-1", "-2", "-2", "-5"},
		"decimal":         {"6", "2", "2", "1", "1", "-1", "-1", "-2", "-2", "-6"},
		"floor":           {"5", "2", "1", "1", "1", "-1", "-2", "-2", "-3", "-6"},
		"ceiling":         {"6", "3", "2", "2", "1", "-1", "-1", "-1", "-2", "-5"},
	} {
		for i, n := range numbers {
			for shift := -3; shift <= 3; shift++ {
				src := fmt.Sprintf("%s(%s / 10 ** %d, %d) * 10 ** %d", function, n, shift, shift, shift)
				if got := lenient(t, src).Value.String(); got != want[i] {
					t.Errorf("%s = %s, want %s", src, got, want[i])
				}
			}
		}
	}
}

func TestRoundingAtItsBorders(t *testing.T) {
	rows{
		{"decimal(1.115, 2)", "1.12", ""},
		{"decimal(1.125, 2)", "1.12", ""},
		{"decimal(0, 5)", "0", ""},
		{"decimal(5, 6111)", "5", ""},
		{"decimal(5, 6177)", "null", invalid},
		{"decimal(5, -6111)", "0", ""},
		{"decimal(5, -6112)", "null", invalid},
		{"decimal(1.5, 0.9)", "2", ""},
		{"decimal(1.55, 1.9)", "1.6", ""},
		{"decimal(1e40, 0) = 1e40", "true", ""},
		{"decimal(1e40, 5) = 1e40", "true", ""},
		{"decimal(5e33 + 0.5, 0)", "5000000000000000000000000000000000", ""},
		{"decimal(123456, -3)", "123000", ""},
		{"decimal(499, -3)", "0", ""},
		{"decimal(501, -3)", "1000", ""},
		{"decimal(500, -3)", "0", ""},
		{"decimal(1500, -3)", "2000", ""},
		{"round up(1, -2)", "100", ""},
		{"round up(0, -2)", "0", ""},
		{"round up(-0.01, 1)", "-0.1", ""},
		{"round down(99, -2)", "0", ""},
		{"floor(-0.5)", "-1", ""},
		{"floor(0.99999999999999999999999999999999999)", "1", ""},
		{"floor(0.9999999999999999999999999999999999)", "0", ""},
		{"ceiling(-0.5)", "0", ""},
		{"ceiling(0.0000000000000000000000000000000001)", "1", ""},
		{"ceiling(5)", "5", ""},
		{"floor(9223372036854775807.5)", "9223372036854775807", ""},
		{"ceiling(9223372036854775807.5)", "9223372036854775808", ""},
		{"decimal(1, 1e300)", "null", invalid},
	}.check(t)
}

func TestNumberFunctionsAtTheirBorders(t *testing.T) {
	rows{
		{"modulo(12, 5)", "2", ""},
		{"modulo(-12, 5)", "3", ""},
		{"modulo(12, -5)", "-3", ""},
		{"modulo(-12, -5)", "-2", ""},
		{"modulo(10, 5)", "0", ""},
		{"modulo(-10, 5)", "0", ""},
		{"modulo(0, 5)", "0", ""},
		{"modulo(3, 5)", "3", ""},
		{"modulo(-3, 5)", "2", ""},
		{"modulo(10.1, -4.5)", "-3.4", ""},
		{"modulo(-10.1, 4.5)", "3.4", ""},
		{"modulo(1e30, 7)", "1", ""},
		{"sqrt(0)", "0", ""},
		{"sqrt(0.25)", "0.5", ""},
		{"sqrt(1e30)", "1000000000000000", ""},
		{"sqrt(-0.0001)", "null", invalid},
		{"log(0)", "null", invalid},
		{"log(-1)", "null", invalid},
		{"log(1)", "0", ""},
		{"decimal(log(exp(1)), 30)", "1", ""},
		{"decimal(exp(log(5)), 30)", "5", ""},
		{"odd(0)", "false", ""},
		{"even(0)", "true", ""},
		{"odd(1.0)", "true", ""},
		{"odd(1.5)", "false", ""},
		{"even(1.5)", "false", ""},
		{"odd(-3)", "true", ""},
		{"odd(1e33 + 1)", "true", ""},
		{"even(1e40)", "true", ""},
		{"abs(0)", "0", ""},
		{"abs(-1.5)", "1.5", ""},
		{"abs([-2])", "2", ""},
		{`abs(@"-P1Y1M")`, `@"P1Y1M"`, ""},
		{`abs(@"-P1DT0.5S")`, `@"P1DT0.5S"`, ""},
		{`abs(@"2026-01-01")`, "null", wrongType},
		{`number("١")`, "null", invalid},
		{`number("")`, "null", invalid},
		{`number(" 1")`, "null", invalid},
		{`number("+1")`, "null", invalid},
		{`number("1e")`, "null", invalid},
		{`number("0x10")`, "null", invalid},
		{`number("1_000")`, "null", invalid},
		{`number("Infinity")`, "null", invalid},
		{`number("NaN")`, "null", invalid},
		{`number("1e9999")`, "null", invalid},
		{`number(".5")`, "0.5", ""},
		{`number("-.5")`, "-0.5", ""},
		{`number("1.000,5", ".", ",")`, "1000.5", ""},
		{`number("1 000", " ")`, "1000", ""},
		{`number("1,5", null, ",")`, "1.5", ""},
		{`number("1,5,5", null, ",")`, "null", invalid},
		{`number("1.5", ".", ".")`, "null", invalid},
		{`number("1", "", ".")`, "null", invalid},
		{`number("1", "..", ",")`, "null", invalid},
		{`number("1", " ", " ")`, "null", invalid},
		{`number("1", null, " ")`, "null", invalid},
		{`number(from: "1,000.5", grouping separator: ",", decimal separator: ".")`, "1000.5", ""},
	}.check(t)
}

// rational draws a decimal number as FEEL text and as the exact fraction it stands for.
func rational(t *rapid.T, label string) (string, *big.Rat) {
	digits := rapid.Int64Range(-999_999_999_999, 999_999_999_999).Draw(t, label)
	scale := rapid.IntRange(0, 6).Draw(t, label+" scale")
	r := new(big.Rat).SetFrac(big.NewInt(digits), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil))
	return r.FloatString(scale), r
}

func TestSumsProductsAndOrderAreExact(t *testing.T) {
	s := scope(t)
	rapid.Check(t, func(rt *rapid.T) {
		a, x := rational(rt, "a")
		b, y := rational(rt, "b")
		for src, want := range map[string]*big.Rat{
			a + " + " + b:              new(big.Rat).Add(x, y),
			a + " - (" + b + ")":       new(big.Rat).Sub(x, y),
			a + " * (" + b + ")":       new(big.Rat).Mul(x, y),
			"min(" + a + "," + b + ")": map[bool]*big.Rat{true: x, false: y}[x.Cmp(y) <= 0],
		} {
			got := evalIn(t, s, src, nil).Value
			n, ok := new(big.Rat).SetString(got.NumberText())
			if !ok || n.Cmp(want) != 0 {
				rt.Fatalf("%s = %s, want %s", src, got, want.FloatString(12))
			}
		}
		if got := evalIn(t, s, a+" < "+b, nil).Value.IsTrue(); got != (x.Cmp(y) < 0) {
			rt.Fatalf("%s < %s is %t", a, b, got)
		}
	})
}

func TestFloorIsTheGreatestWholeNumberBelow(t *testing.T) {
	s := scope(t)
	rapid.Check(t, func(rt *rapid.T) {
		a, x := rational(rt, "a")
		floor := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean, and the denominator is positive
		for src, want := range map[string]*big.Int{
			"floor(" + a + ")":            floor,
			"-ceiling(-(" + a + "))":      floor,
			a + " - modulo(" + a + ", 1)": floor,
		} {
			if got := evalIn(t, s, src, nil).Value.NumberText(); got != want.String() {
				rt.Fatalf("%s = %s, want %s", src, got, want)
			}
		}
	})
}

func TestNumbersComeBackFromTheirText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		digits := rapid.StringMatching(`-?[1-9][0-9]{0,33}`).Draw(rt, "digits")
		exponent := rapid.IntRange(-6000, 6000).Draw(rt, "exponent")
		v, ok := feel.Number(fmt.Sprintf("%se%d", digits, exponent))
		if !ok {
			rt.Fatalf("%se%d was not read", digits, exponent)
		}
		again, ok := feel.Number(v.NumberText())
		if !ok || !again.Equal(v) || again.NumberText() != v.NumberText() {
			rt.Fatalf("%s came back as %s", v, again)
		}
		if strings.ContainsAny(v.NumberText(), "eE") {
			rt.Fatalf("%s has an exponent", v.NumberText())
		}
	})
}

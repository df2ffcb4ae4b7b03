package feel_test

import (
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// operands has one literal of every kind.
var operands = []string{
	"2", `"a"`, "true", `@"2026-01-02"`, `@"10:00:00"`, `@"2026-01-02T10:00:00"`, `@"P1Y"`, `@"P1D"`,
	"[1]", "{a: 1}", "[1..2]", "abs", "null",
}

// working lists what operators give for operands that fit, by the tables of
// DMN 1.5 section 10.3.2.10; everything else is null.
var working = map[string]string{
	"2 + 2":                                           "4",
	"2 - 2":                                           "0",
	"2 * 2":                                           "4",
	"2 / 2":                                           "1",
	"2 ** 2":                                          "4",
	`"a" + "a"`:                                       `"aa"`,
	`@"2026-01-02" + @"P1Y"`:                          `@"2027-01-02"`,
	`@"2026-01-02" + @"P1D"`:                          `@"2026-01-03"`,
	`@"P1Y" + @"2026-01-02"`:                          `@"2027-01-02"`,
	`@"P1D" + @"2026-01-02"`:                          `@"2026-01-03"`,
	`@"2026-01-02" - @"P1Y"`:                          `@"2025-01-02"`,
	`@"2026-01-02" - @"P1D"`:                          `@"2026-01-01"`,
	`@"2026-01-02" - @"2026-01-02"`:                   `@"PT0S"`,
	`@"10:00:00" + @"P1D"`:                            `@"10:00:00"`,
	`@"P1D" + @"10:00:00"`:                            `@"10:00:00"`,
	`@"10:00:00" - @"P1D"`:                            `@"10:00:00"`,
	`@"10:00:00" - @"10:00:00"`:                       `@"PT0S"`,
	`@"2026-01-02T10:00:00" + @"P1Y"`:                 `@"2027-01-02T10:00:00"`,
	`@"2026-01-02T10:00:00" + @"P1D"`:                 `@"2026-01-03T10:00:00"`,
	`@"P1Y" + @"2026-01-02T10:00:00"`:                 `@"2027-01-02T10:00:00"`,
	`@"P1D" + @"2026-01-02T10:00:00"`:                 `@"2026-01-03T10:00:00"`,
	`@"2026-01-02T10:00:00" - @"P1Y"`:                 `@"2025-01-02T10:00:00"`,
	`@"2026-01-02T10:00:00" - @"P1D"`:                 `@"2026-01-01T10:00:00"`,
	`@"2026-01-02T10:00:00" - @"2026-01-02T10:00:00"`: `@"PT0S"`,
	`@"P1Y" + @"P1Y"`:                                 `@"P2Y"`,
	`@"P1Y" - @"P1Y"`:                                 `@"P0M"`,
	`@"P1Y" / @"P1Y"`:                                 "1",
	`@"P1Y" * 2`:                                      `@"P2Y"`,
	`2 * @"P1Y"`:                                      `@"P2Y"`,
	`@"P1Y" / 2`:                                      `@"P6M"`,
	`@"P1D" + @"P1D"`:                                 `@"P2D"`,
	`@"P1D" - @"P1D"`:                                 `@"PT0S"`,
	`@"P1D" / @"P1D"`:                                 "1",
	`@"P1D" * 2`:                                      `@"P2D"`,
	`2 * @"P1D"`:                                      `@"P2D"`,
	`@"P1D" / 2`:                                      `@"PT12H"`,
}

func TestArithmeticWorksOnFittingKindsOnly(t *testing.T) {
	for _, op := range []string{"+", "-", "*", "/", "**"} {
		for _, l := range operands {
			for _, r := range operands {
				src := l + " " + op + " " + r
				want, works := working[src]
				if !works {
					want = "null"
				}
				cases{src: want}.check(t)
			}
		}
	}
}

// What the compiler refuses can never work, and what works is never refused.
func TestTheCompilerRefusesOnlyWhatCannotWork(t *testing.T) {
	for _, op := range []string{"+", "-", "*", "/", "**", "=", "<", ">="} {
		for _, l := range operands {
			for _, r := range operands {
				src := l + " " + op + " " + r
				lenient, err := feel.Compile(src, nil, feel.Lenient())
				if err != nil {
					t.Fatalf("%s: %v", src, err)
				}
				got, err := lenient.Eval(t.Context(), feel.Env{})
				if err != nil {
					t.Fatalf("%s: %v", src, err)
				}
				if _, err := feel.Compile(src, nil); err != nil && !got.Value.IsNull() {
					t.Errorf("%s = %s, but the compiler says %v", src, got.Value, err)
				}
				if got.Value.IsNull() && l != "null" && r != "null" && len(got.Diagnostics) == 0 {
					t.Errorf("%s is null and nothing tells why", src)
				}
			}
		}
	}
}

func TestOrderIsTotalWithinAKind(t *testing.T) {
	for _, pair := range [][2]string{
		{"1", "2"},
		{"-1.5", "-1.4"},
		{"9007199254740992", "9007199254740993"},
		{"0.1", "12345678901234567890123456789"},
		{`"a"`, `"b"`},
		{`""`, `"a"`},
		{`"z"`, `"å"`},
		{`@"2025-12-31"`, `@"2026-01-01"`},
		{`@"-0001-01-01"`, `@"0001-01-01"`},
		{`@"09:59:59.9"`, `@"10:00:00"`},
		{`@"10:00:00+02:00"`, `@"09:00:00Z"`},
		{`@"2026-01-01T00:00:00+01:00"`, `@"2026-01-01T00:00:00Z"`},
		{`@"P11M"`, `@"P1Y"`},
		{`@"-P1Y"`, `@"P0M"`},
		{`@"PT23H"`, `@"P1D"`},
		{`@"-PT1S"`, `@"-PT0.5S"`},
	} {
		low, high := pair[0], pair[1]
		cases{
			low + " < " + high:                              "true",
			low + " <= " + high:                             "true",
			low + " > " + high:                              "false",
			low + " >= " + high:                             "false",
			high + " > " + low:                              "true",
			low + " = " + high:                              "false",
			low + " != " + high:                             "true",
			low + " = " + low:                               "true",
			low + " <= " + low:                              "true",
			low + " < " + low:                               "false",
			"min(" + high + ", " + low + ") = " + low:       "true",
			"max(" + high + ", " + low + ") = " + high:      "true",
			low + " in [" + low + ".." + high + ")":         "true",
			high + " in [" + low + ".." + high + ")":        "false",
			low + " between " + low + " and " + high:        "true",
			"sort([" + high + ", " + low + "])[1] = " + low: "true",
		}.check(t)
	}
}

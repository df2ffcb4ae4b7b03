package feel_test

import (
	"context"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

// cases hold expressions and what they give, as FEEL text.
type cases map[string]string

// check evaluates every expression leniently, as DMN asks for, in a scope
// without names.
func (cs cases) check(t *testing.T) {
	t.Helper()
	for src, want := range cs {
		prog, err := feel.Compile(src, nil, feel.Lenient())
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		got, err := prog.Eval(context.Background(), feel.Env{})
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		if got.Value.String() != want {
			t.Errorf("%s = %s, want %s %v", src, got.Value, want, got.Diagnostics)
		}
	}
}

func TestLiterals(t *testing.T) {
	cases{
		"null": "null", "true": "true", "false": "false",
		"1": "1", "-1": "-1", ".5": "0.5", "1.50": "1.5", "1e3": "1000", "1.5E-3": "0.0015",
		`"a"`: `"a"`, `"å\n\t\"\\"`: `"å\n\t\"\\"`, `"\u00e5\U01F600\uD83D\uDE00"`: `"å😀😀"`, `"\d"`: `"\\d"`,
		`@"2026-03-01"`: `@"2026-03-01"`, `@"12:30:00Z"`: `@"12:30:00Z"`,
		`@"2026-03-01T12:30:00.120+01:00"`: `@"2026-03-01T12:30:00.12+01:00"`,
		`@"P1Y14M"`:                        `@"P2Y2M"`, `@"-P1DT25H"`: `@"-P2DT1H"`, `@"PT0S"`: `@"PT0S"`,
		"1 // one\n + /* two */ 2": "3",
		"[1, \"a\", [null]]":       `[1, "a", [null]]`, "[]": "[]", "{}": "{}",
		`{a: 1, "b c": 2, d e-f: a + 1}`: `{a: 1, b c: 2, d e-f: 2}`,
		"[1..5]":                         "[1..5]", "]1..5[": "(1..5)", "(1..5]": "(1..5]", "(< 5)": "(< 5)", "(>=5)": "(>= 5)",
	}.check(t)
}

func TestArithmetic(t *testing.T) {
	cases{
		"1 + 2 * 3": "7", "(1 + 2) * 3": "9", "10 - 2 - 3": "5", "2 ** 3 ** 2": "64", "-2 ** 2": "4",
		"1 / 3": "0.3333333333333333333333333333333333", "10 / 4": "2.5", "0.1 + 0.2": "0.3",
		"1 / 0": "null", "null + 1": "null", `"a" + "b"`: `"ab"`, `"a" + 1`: "null", "true + 1": "null",
		"9223372036854775807 + 1": "9223372036854775808", "-9223372036854775807 - 2": "-9223372036854775809",
		"9007199254740993 * 9007199254740993": "81129638414606699710187514626049",
		"10 ** 34 + 1":                        "10000000000000000000000000000000000",
		"2 ** 0.5":                            "1.414213562373095048801688724209698", "4 ** -1": "0.25",
		"10 ** 6145": "null", "0 ** 0": "1", "--1": "1",
		`@"2026-01-31" + @"P1M"`: `@"2026-02-28"`, `@"2026-03-01" - @"2026-01-01"`: `@"P59D"`,
		`@"P1D" + @"2026-01-01"`: `@"2026-01-02"`, `@"2026-01-02" - @"PT25H"`: `@"2025-12-31"`,
		`@"2026-01-01T23:00:00" + @"PT2H"`: `@"2026-01-02T01:00:00"`,
		`@"23:00:00" + @"PT2H"`:            `@"01:00:00"`,
		`@"P1Y" * 2.5`:                     `@"P2Y6M"`, `@"P1Y" / @"P1M"`: "12", `@"PT1H" / 4`: `@"PT15M"`, `2 * @"P1D"`: `@"P2D"`,
		`@"12:00:00Z" - @"12:00:00+01:00"`: `@"PT1H"`,
		`@"PT1H" / @"PT0S"`:                "null", `@"12:00:00" + @"P1M"`: "null",
		`[2] + 1`: "null",
	}.check(t)
}

func TestComparison(t *testing.T) {
	cases{
		"1 = 1.0": "true", "1 != 2": "true", "1 < 2": "true", "2 <= 2": "true", "3 > 4": "false", "4 >= 4": "true",
		`"a" < "b"`: "true", `1 < "a"`: "null", `1 = "a"`: "null", "null = null": "true", "1 = null": "false", "null != 1": "true",
		"null < 1": "null", "[1, 2] = [1, 2]": "true", "[1] = [2]": "false", "{a: 1, b: 2} = {b: 2, a: 1}": "true",
		"{a: 1} = {a: 2}": "false", "[1..2] = [1..2]": "true", "[1..2] = [1..2)": "false",
		"5 between 1 and 5": "true", "0 between 1 and 5": "false", "5 between 1 and 3 or true": "true",
		"5 in [1..10]": "true", "1 in (1..10]": "false", "5 in (1, 5, 9)": "true", "5 in (< 3, > 4)": "true", "5 in < 3": "false",
		"5 in [1, 5]": "true", "5 in [[1..3], [4..6]]": "true", "5 in (1..10)": "true", "5 in 5": "true", "5 in (2 + 3)": "true",
		"null in [1..3]": "null", "5 in != 4": "true",
		`@"2026-01-01" < @"2026-01-02"`:                          "true",
		`@"2026-01-01T12:00:00Z" = @"2026-01-01T13:00:00+01:00"`: "true",
		`@"2026-01-01T12:00:00" < @"2026-01-01T13:00:00Z"`:       "true",
		`@"P1Y" = @"P12M"`: "true", `@"P1D" < @"PT25H"`: "true",
	}.check(t)
}

func TestThreeValuedLogic(t *testing.T) {
	cases{
		"true and null": "null", "false and null": "false", "null and false": "false", "true or null": "true",
		"null or true": "true", "false or null": "null", "not(null)": "null", "not(true)": "false",
		"true and 1": "null", "false and 1": "false", "null or null": "null",
		"if null then 1 else 2": "2", "if true then 1 else 2": "1", "if 5 then 1 else 2": "2",
	}.check(t)
}

func TestListsContextsPathsAndFilters(t *testing.T) {
	cases{
		"[1,2,3][1]": "1", "[1,2,3][-1]": "3", "[1,2,3][0]": "null", "[1,2,3][4]": "null", "[1,2,3][item > 1]": "[2, 3]",
		"[{a: 1}, {a: 2}][a = 2]": "[{a: 2}]", "[{a: 1}, {a: 2}].a": "[1, 2]", "[{a: 1}, {b: 2}][a = 1]": "[{a: 1}]",
		"{a: {b: 3}}.a.b": "3", "{first name: 1}.first name": "1", "{a: 1}.b": "null", "null.a": "null", "null[1]": "null",
		"5[1]": "5", "5[item > 6]": "[]", "[1,2][null]": "[]",
		`@"2026-03-01".month`: "3", `@"2026-03-01".weekday`: "7", `@"12:30:05Z".time offset`: `@"PT0S"`,
		`@"P1Y2M".months`: "2", `@"-P1DT2H".hours`: "-2", "[1..5).end included": "false", "[1..5].start": "1",
		"[[1,2],[3]][count(item) > 1]": "[[1, 2]]", "{x: [1,2,3], y: x[item > 1]}.y": "[2, 3]",
	}.check(t)
}

func TestLoopsAndQuantifiers(t *testing.T) {
	cases{
		"for x in [1,2,3] return x * 2": "[2, 4, 6]", "for x in 1..3 return x": "[1, 2, 3]", "for x in 3..1 return x": "[3, 2, 1]",
		"for x in [1,2], y in [x, 10] return x + y": "[2, 11, 4, 12]", "for x in [1..3] return x": "[1, 2, 3]",
		"for x in (1..4) return x": "[2, 3]", "for i in 1..5 return if i <= 2 then 1 else partial[-1] + partial[-2]": "[1, 1, 2, 3, 5]",
		`for d in @"2026-01-30"..@"2026-02-01" return d.day`: "[30, 31, 1]", "for x in null return x": "null", "for x in [] return x": "[]",
		"some x in [1,2] satisfies x > 1": "true", "every x in [1,2] satisfies x > 1": "false", "every x in [] satisfies x": "true",
		"some x in [1,null] satisfies x > 1": "null", "every x in [1,null] satisfies x > 1": "false",
		"some first name in [1], y in [2] satisfies first name < y": "true",
	}.check(t)
}

func TestFunctions(t *testing.T) {
	cases{
		"(function(a, b) a + b)(1, 2)": "3", "(function(a: number, b: number) a - b)(b: 1, a: 5)": "4",
		"{f: function(x) x * k, k: 2, g: function(x) x * k, r: g(4)}.r": "8",
		"{k: 3, f: function(x) function(y) x + y + k, r: f(1)(10)}.r":   "14",
		"for f in [function(x) x + 1, abs] return f(-5)":                "[-4, 5]",
		"(function(a: string) a)(1)":                                    "null", "(function(a) a)()": "null",
		"substring(string: \"foobar\", start position: 3)":                                       `"obar"`,
		"sort([3,1,2], function(x,y) x > y)":                                                     "[3, 2, 1]",
		"{fac: function(n, self) if n <= 1 then 1 else n * self(n - 1, self), r: fac(5, fac)}.r": "120",
	}.check(t)
}

func TestInstanceOf(t *testing.T) {
	cases{
		"1 instance of number": "true", `"a" instance of number`: "false", "null instance of number": "false",
		"[1,2] instance of list<number>": "true", `[1,"a"] instance of list<number>`: "false",
		"{a: 1} instance of context<a: number>": "true", "{b: 1} instance of context<a: number>": "false",
		`@"2026-01-01" instance of date`: "true", `@"P1D" instance of days and time duration`: "true",
		`@"2026-01-01T00:00:00" instance of date and time`: "true", "[1..2] instance of range<number>": "true",
		"(function(a: number) a) instance of function<number> -> Any": "true", "1 instance of Any": "true",
	}.check(t)
}

func TestWhatTheScopeDoesNotDeclareIsNullWhenLenient(t *testing.T) {
	cases{"nobody knows + 1": "null", "unknown(1)": "null"}.check(t)
}

func TestDiagnosticsPointAtThePlace(t *testing.T) {
	prog, err := feel.Compile("1 +\n  (2 / 0)", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := prog.Eval(context.Background(), feel.Env{})
	if err != nil || !got.Value.IsNull() || len(got.Diagnostics) != 1 {
		t.Fatalf("got %v, %v", got, err)
	}
	d := got.Diagnostics[0]
	if d.Code != feel.CodeDivision || d.Span.Start.Line != 2 || d.Span.Start.Column != 4 || d.Span.Start.Offset != 7 {
		t.Errorf("diagnostic %+v", d)
	}
	if !strings.Contains(d.String(), "line 2, column 4: division by zero") {
		t.Errorf("diagnostic prints as %s", d)
	}
}

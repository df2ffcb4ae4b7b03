package feel_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
)

func TestArgumentsAreConvertedToTheirParameters(t *testing.T) {
	cases{
		`upper case(["a"])`:                             `"A"`,
		`upper case(["a", "b"])`:                        "null",
		`upper case([null])`:                            "null",
		`upper case([1])`:                               "null",
		"count(1)":                                      "1",
		"(function(x: list<number>) count(x))(5)":       "1",
		`(function(x: list<number>) count(x))("a")`:     "null",
		"(function(x: number) x + 1)([2])":              "3",
		"(function(x: number) x)(null)":                 "null",
		`(function(x: date and time) x)(@"2026-01-01")`: `@"2026-01-01T00:00:00Z"`,
		"(function(x: number) x)(y: 1)":                 "null",
		"(function(x, y) x)(x: 1, x: 2)":                "null",
		"(function(x, y) x - y)(y: 1, x: 3)":            "2",
		"{f: abs, r: f(n: -1)}.r":                       "1",
		"{f: abs, r: f(m: -1)}.r":                       "null",
		"{f: min, r: f(2, 1)}.r":                        "1",
		"{f: substring, r: f(\"abc\", 2)}.r":            `"bc"`,
		"{f: substring, r: f()}.r":                      "null",
		"{f: 5, r: f(1)}.r":                             "null",
		"{f: null, r: f(1)}.r":                          "null",
	}.check(t)
}

func TestVariablesWorkWhereLiteralsDo(t *testing.T) {
	s := scope(t, feel.Var{Name: "n"}, feel.Var{Name: "text"}, feel.Var{Name: "span"}, feel.Var{Name: "none"})
	span := feel.Months(5)
	values := map[string]feel.Value{"n": feel.Int(3), "text": feel.String("b"), "span": span}
	for src, want := range map[string]string{
		"-n":                         "-3",
		"-span":                      `@"-P5M"`,
		"-none":                      "null",
		"-text":                      "null",
		"[1..n]":                     "[1..3]",
		"n in [1..n)":                "false",
		"n in (n, 5)":                "true",
		"n in (> n, < 0)":            "false",
		"[text..n]":                  "null",
		"[none..none]":               "null",
		"(> n)":                      "(> 3)",
		"(> none)":                   "null",
		"(= none)":                   "(= null)",
		"{a: n, b: a}":               "{a: 3, b: 3}",
		"[n, text]":                  `[3, "b"]`,
		"n + none":                   "null",
		"text < n":                   "null",
		"if text then 1 else 2":      "2",
		"n and true":                 "null",
		"n[text]":                    "null",
		"[1, 2, 3][n]":               "3",
		"[1, 2, 3][none]":            "[]",
		"for i in 1..text return i":  "null",
		"for i in 1..1.5 return i":   "null",
		"for i in n return i":        "[3]",
		"some i in text satisfies i": "null",
		"text.length":                "null",
		"n(1)":                       "null",
		"all([n])":                   "null",
	} {
		if got := evalIn(t, s, src, values); got.Value.String() != want {
			t.Errorf("%s = %s, want %s %v", src, got.Value, want, got.Diagnostics)
		}
	}
}

func TestEveryNullFromAFaultIsExplained(t *testing.T) {
	s := scope(t, feel.Var{Name: "n"}, feel.Var{Name: "text"})
	values := map[string]feel.Value{"n": feel.Int(3), "text": feel.String("b")}
	for src, code := range map[string]feel.Code{
		"n / 0":                       feel.CodeDivision,
		"modulo(n, 0)":                feel.CodeDivision,
		"10 ** 9999":                  feel.CodeOverflow,
		`@"999999999-12-31" + @"P1D"`: feel.CodeOverflow,
		"n + text":                    feel.CodeType,
		"n < text":                    feel.CodeType,
		"-text":                       feel.CodeType,
		"text(1)":                     feel.CodeType,
		"[1][2]":                      feel.CodeNotFound,
		"{a: 1, r: get value({}, \"a\")}.r.x.y + n.z": feel.CodeNotFound,
		"sqrt(-n)":                        feel.CodeInvalid,
		"date(text)":                      feel.CodeInvalid,
		"number(text)":                    feel.CodeInvalid,
		"(function(x) x)(1, 2, n)":        feel.CodeArguments,
		"upper case(get value({}, text))": feel.CodeArguments,
	} {
		prog, err := feel.Compile(src, s, feel.Lenient())
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		bound, _ := s.Bind(values)
		got, err := prog.Eval(t.Context(), feel.Env{Values: bound})
		if err != nil || !got.Value.IsNull() || len(got.Diagnostics) == 0 || got.Diagnostics[0].Code != code {
			t.Errorf("%s = %s, %v, %v; want a diagnostic %s", src, got.Value, got.Diagnostics, err, code)
			continue
		}
		d := got.Diagnostics[0]
		if d.Message == "" || d.Span.End.Offset <= d.Span.Start.Offset || d.Span.End.Offset > len(src) {
			t.Errorf("%s: diagnostic %+v", src, d)
		}
	}
}

func TestDiagnosticsAreKeptToAHundred(t *testing.T) {
	got := evalIn(t, scope(t), "for i in 1..1000 return i / 0", nil)
	if len(got.Diagnostics) != 100 {
		t.Errorf("%d diagnostics", len(got.Diagnostics))
	}
}

func TestLimitErrorsNameLimitAndPlace(t *testing.T) {
	prog, err := feel.Compile("1 +\n count(for i in 1..50 return i)", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = prog.Eval(t.Context(), feel.Env{Limits: feel.Limits{Steps: 10}})
	var le *feel.LimitError
	if !errors.As(err, &le) || le.Span.Start.Line != 2 || !strings.Contains(err.Error(), "limit of 10 (steps)") {
		t.Errorf("got %v", err)
	}
	again, err := prog.Eval(t.Context(), feel.Env{})
	if err != nil || again.Value.String() != "51" {
		t.Errorf("after a limit the program gives %s, %v", again.Value, err)
	}
}

func TestMissingValuesAreNull(t *testing.T) {
	s := scope(t, feel.Var{Name: "a"}, feel.Var{Name: "b"})
	prog, err := feel.Compile("[a, b]", s)
	if err != nil {
		t.Fatal(err)
	}
	got, err := prog.Eval(t.Context(), feel.Env{Values: []feel.Value{feel.Int(1)}})
	if err != nil || got.Value.String() != "[1, null]" {
		t.Errorf("got %s, %v", got.Value, err)
	}
	if slot, ok := s.Slot("b"); slot != 1 || !ok || len(s.Vars()) != 2 {
		t.Errorf("slot of b = %d", slot)
	}
}

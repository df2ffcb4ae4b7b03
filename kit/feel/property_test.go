package feel_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/feel"
	"pgregory.net/rapid"
)

// drawExpression draws source text of bounded depth; it may mix types freely.
func drawExpression(t *rapid.T, depth int) string {
	if depth == 0 {
		return rapid.SampledFrom([]string{
			"1", "2.50", "-3", "0", `"a"`, `"b\"c"`, "true", "false", "null", "x", "long name", `@"2026-03-01"`, `@"P1D"`, "[1, 2, 3]",
			"{a: 1, b c: 2}", "[1..5)", "(< 3)",
		}).Draw(t, "leaf")
	}
	sub := func() string { return drawExpression(t, depth-1) }
	switch rapid.IntRange(0, 15).Draw(t, "form") {
	case 0, 1:
		op := rapid.SampledFrom([]string{"+", "-", "*", "/", "**"}).Draw(t, "op")
		return "(" + sub() + ") " + op + " (" + sub() + ")"
	case 2, 3:
		op := rapid.SampledFrom([]string{"=", "!=", "<", "<=", ">", ">="}).Draw(t, "op")
		return "(" + sub() + ") " + op + " (" + sub() + ")"
	case 4, 5:
		return "(" + sub() + rapid.SampledFrom([]string{") and (", ") or ("}).Draw(t, "op") + sub() + ")"
	case 6:
		return fmt.Sprintf("if %s then %s else %s", sub(), sub(), sub())
	case 7:
		return fmt.Sprintf("(%s) between (%s) and (%s)", sub(), sub(), sub())
	case 8:
		return fmt.Sprintf("(%s) in (%s, < (%s))", sub(), sub(), sub())
	case 9:
		return fmt.Sprintf("[%s, %s]", sub(), sub())
	case 10:
		return fmt.Sprintf("{k: %s, k l: %s, m: k}", sub(), sub())
	case 11:
		return fmt.Sprintf("(%s)[%s]", sub(), sub())
	case 12:
		return fmt.Sprintf("for i in %s, j in 1..3 return %s", sub(), sub())
	case 13:
		return fmt.Sprintf("some i in %s satisfies %s", sub(), sub())
	case 14:
		return fmt.Sprintf("count([%s]) + (function(p) %s)(%s)", sub(), sub(), sub())
	}
	return fmt.Sprintf("not(%s) or (%s) instance of number", sub(), sub())
}

func freeScope(t interface{ Fatal(...any) }) *feel.Scope {
	s, err := feel.NewScope([]feel.Var{{Name: "x"}, {Name: "long name"}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var tight = feel.Limits{Steps: 20_000, Depth: 50, List: 1000, String: 10_000}

func TestPrintedExpressionsMeanTheSame(t *testing.T) {
	s := freeScope(t)
	env := feel.Env{Values: []feel.Value{feel.Int(2), feel.String("a")}, Limits: tight}
	rapid.Check(t, func(rt *rapid.T) {
		src := drawExpression(rt, rapid.IntRange(0, 4).Draw(rt, "depth"))
		first, err := feel.Compile(src, s, feel.Lenient())
		if err != nil {
			rt.Fatalf("%s: %v", src, err)
		}
		second, err := feel.Compile(first.String(), s, feel.Lenient())
		if err != nil {
			rt.Fatalf("%s prints as %s: %v", src, first, err)
		}
		if first.String() != second.String() {
			rt.Fatalf("%s prints as %s and then as %s", src, first, second)
		}
		a, errA := first.Eval(t.Context(), env)
		b, errB := second.Eval(t.Context(), env)
		if (errA == nil) != (errB == nil) || errA == nil && a.Value.String() != b.Value.String() {
			rt.Fatalf("%s = %s, but %s = %s", src, a.Value, second, b.Value)
		}
	})
}

func TestTracingChangesNothing(t *testing.T) {
	s := freeScope(t)
	rapid.Check(t, func(rt *rapid.T) {
		src := drawExpression(rt, rapid.IntRange(0, 4).Draw(rt, "depth"))
		prog, err := feel.Compile(src, s, feel.Lenient())
		if err != nil {
			rt.Fatal(err)
		}
		plain, errPlain := prog.Eval(t.Context(), feel.Env{Limits: tight})
		traced, errTraced := prog.Eval(t.Context(), feel.Env{Limits: tight, Trace: true})
		if (errPlain == nil) != (errTraced == nil) || plain.Value.String() != traced.Value.String() ||
			len(plain.Diagnostics) != len(traced.Diagnostics) {
			rt.Fatalf("%s = %s, traced %s", src, plain.Value, traced.Value)
		}
	})
}

func TestLiteralValuesComeBackFromTheirText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := drawValue(rt, 3)
		prog, err := feel.Compile(v.String(), nil)
		if err != nil {
			rt.Fatalf("%s: %v", v, err)
		}
		got, err := prog.Eval(t.Context(), feel.Env{})
		if err != nil || !got.Value.Equal(v) {
			rt.Fatalf("%s came back as %s, %v", v, got.Value, err)
		}
	})
}

// drawValue draws any value that has a literal.
func drawValue(t *rapid.T, depth int) feel.Value {
	form := rapid.IntRange(0, 8).Draw(t, "form")
	if depth == 0 {
		form = min(form, 5)
	}
	switch form {
	case 0:
		return feel.Null
	case 1:
		return feel.Bool(rapid.Bool().Draw(t, "bool"))
	case 2, 3:
		return feel.Scaled(rapid.Int64().Draw(t, "n"), rapid.IntRange(-30, 30).Draw(t, "exp"))
	case 4:
		return feel.String(rapid.String().Draw(t, "text"))
	case 5:
		return feel.Months(rapid.Int64Range(-1e6, 1e6).Draw(t, "months"))
	case 6, 7:
		n := rapid.IntRange(0, 4).Draw(t, "items")
		items := make([]feel.Value, n)
		for i := range items {
			items[i] = drawValue(t, depth-1)
		}
		return feel.List(items...)
	}
	var entries []feel.Entry
	for _, name := range rapid.SliceOfDistinct(rapid.StringN(1, 8, 30), rapid.ID[string]).Draw(t, "names") {
		entries = append(entries, feel.Entry{Name: name, Value: drawValue(t, depth-1)})
	}
	return feel.NewContext(entries...)
}

func TestJSONComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 3)
		text, err := feel.ToJSON(v)
		if err != nil {
			t.Fatal(err)
		}
		back, err := feel.FromJSON(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		again, err := feel.ToJSON(back)
		if err != nil || string(again) != string(text) {
			t.Fatalf("%s came back as %s, %v", text, again, err)
		}
	})
}

func TestLogicKeepsItsLaws(t *testing.T) {
	truths := []string{"true", "false", "null"}
	eval := func(format string, args ...any) string {
		return evalIn(t, scope(t), fmt.Sprintf(format, args...), nil).Value.String()
	}
	same := func(a, b string) {
		t.Helper()
		if x, y := eval("%s", a), eval("%s", b); x != y {
			t.Errorf("%s = %s, but %s = %s", a, x, b, y)
		}
	}
	for _, a := range truths {
		same("not(not("+a+"))", a)
		same(a+" and "+a, a)
		same(a+" or "+a, a)
		for _, b := range truths {
			same(a+" and "+b, b+" and "+a)
			same(a+" or "+b, b+" or "+a)
			same(fmt.Sprintf("not(%s and %s)", a, b), fmt.Sprintf("not(%s) or not(%s)", a, b))
			same(fmt.Sprintf("%s and (%s or %s)", a, a, b), a)
			for _, c := range truths {
				same(fmt.Sprintf("(%s and %s) and %s", a, b, c), fmt.Sprintf("%s and (%s and %s)", a, b, c))
				same(fmt.Sprintf("%s and (%s or %s)", a, b, c), fmt.Sprintf("(%s and %s) or (%s and %s)", a, b, a, c))
				same(fmt.Sprintf("all([%s,%s,%s])", a, b, c), fmt.Sprintf("%s and %s and %s", a, b, c))
				same(fmt.Sprintf("any([%s,%s,%s])", a, b, c), fmt.Sprintf("%s or %s or %s", a, b, c))
			}
		}
	}
}

func FuzzCompileAndEval(f *testing.F) {
	for _, seed := range []string{
		"1 + x", `if x > 3 then "a" else "b"`, "for i in 1..9 return partial", "{a: [1..3], b: a}[b in a]", `@"2026-01-01T00:00:00@Europe/Stockholm"`,
		"]1..3[", "long name [item > 2].x", "sort([2,1], function(a,b) a < b)", `replace("aa", "a*", "$0")`, "1 instance of list<number>",
		"every i in x satisfies i in (< 3, not(4))", "10 ** 6000 * 10 ** 6000", `string(-0.00)`, `exp(14149)`, `range("[1..2]")`,
		"years and months duration(@\"2026-01-01\", @\"1999-12-31\")", "flatten([[[1]]])", "1 in ((1..2))", "{\"\": 1}",
	} {
		f.Add(seed)
	}
	s := freeScope(f)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 2000 {
			return
		}
		for _, opt := range [][]feel.Option{nil, {feel.Lenient()}} {
			prog, err := feel.Compile(src, s, opt...)
			var ce *feel.CompileError
			if err != nil {
				if !errors.As(err, &ce) || strings.TrimSpace(ce.Message) == "" || ce.Span.Start.Offset > len(src) {
					t.Fatalf("error %v", err)
				}
				continue
			}
			if _, err := feel.Compile(prog.String(), s, feel.Lenient()); err != nil {
				t.Fatalf("%q prints as %q: %v", src, prog.String(), err)
			}
			got, err := prog.Eval(t.Context(), feel.Env{Values: []feel.Value{feel.Int(7)}, Limits: tight, Trace: len(src)%2 == 0})
			var le *feel.LimitError
			if err != nil && !errors.As(err, &le) {
				t.Fatalf("error %v", err)
			}
			_ = got.Value.String()
			_, _ = feel.ToJSON(got.Value)
		}
	})
}

func FuzzUnaryTests(f *testing.F) {
	for _, seed := range []string{"-", "< 5", "[1..10], 3", `not("a")`, "? > 3", "(1..2[", "> x, long name"} {
		f.Add(seed, int64(3))
	}
	s := freeScope(f)
	f.Fuzz(func(t *testing.T, src string, n int64) {
		if len(src) > 2000 {
			return
		}
		prog, err := feel.CompileUnaryTests(src, s, feel.Any)
		if err != nil {
			return
		}
		got, err := prog.EvalTest(t.Context(), feel.Env{Limits: tight}, feel.Int(n))
		if err == nil && got.Value.Kind() > feel.KindBoolean {
			t.Fatalf("%q gives %s", src, got.Value)
		}
	})
}

func FuzzFromJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1.50,null,"x"]}`, `1e400`, `[[[]]]`, `{"a":1,"a":2}`, `"\ud800"`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := feel.FromJSON(text)
		if err != nil {
			return
		}
		if _, err := feel.ToJSON(v); err != nil {
			t.Fatalf("%q was read but not written: %v", text, err)
		}
	})
}

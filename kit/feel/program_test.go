package feel_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/date"
	"github.com/tillit-se/tillit/kit/feel"
)

func TestLimitsStopWhatGrowsTooLarge(t *testing.T) {
	for src, limit := range map[string]string{
		"for x in 1..100000000 return 1":                            "list",
		"count(for x in 1..999, y in 1..999, z in 1..999 return 1)": "list",
		"some x in 1..1000000000000 satisfies x < 0":                "steps",
		"for x in 1..200000 return x":                               "list",
		`{f: function(s, n) if n = 0 then s else f2(f2, s + s, n - 1), f2: function(g, s, n) if n = 0 then s else g(g, s + s, n - 1), r: f2(f2, "ab", 60)}.r`: "string",
		"{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r":                    "depth",
		"for i in 1..50000 return partial":                                 "",
		`string(for i in 1..40 return [partial, partial])`:                 "string",
		`string join(for i in 1..90000 return "aaaaaaaaaaaaaaaaaaaaaaaa")`: "string",
		"flatten(for i in 1..400 return for j in 1..400 return j)":         "list",
	} {
		prog, err := feel.Compile(src, nil, feel.Lenient())
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		_, err = prog.Eval(t.Context(), feel.Env{})
		var le *feel.LimitError
		switch {
		case limit == "" && err != nil:
			t.Errorf("%s: %v", src, err)
		case limit != "" && (!errors.As(err, &le) || le.Limit != limit || le.Max == 0):
			t.Errorf("%s gives %v, want the limit %s", src, err, limit)
		}
	}
}

func TestDeepSharedValuesDoNotHang(t *testing.T) {
	const build = "{a: for i in 1..60 return [partial, partial], b: for i in 1..60 return [partial, partial], r: "
	for _, end := range []string{
		"a = b}", "a in (b)}", "list contains([a], b)}", "distinct values([a, b])}", "flatten(a)}",
		"a instance of " + strings.Repeat("list<", 60) + "number" + strings.Repeat(">", 60) + "}",
		"matches(string join(for i in 1..9000 return \"aaaaaaaaaa\"), \"" + strings.Repeat("(a|a)*", 900) + "b\")}",
		"for i in 1..90000 return string join([\"" + strings.Repeat("x", 20000) + "\", \"\"])}",
		"for i in 1..90000 return exp(14149 - i / 7)}", "for i in 1..90000 return 1.1 ** (i / 7)}",
	} {
		prog, err := feel.Compile(build+end, nil)
		if err != nil {
			t.Fatal(err)
		}
		start := spent()
		_, err = prog.Eval(t.Context(), feel.Env{})
		var le *feel.LimitError
		if err != nil && !errors.As(err, &le) {
			t.Errorf("%.40s: %v", end, err)
		}
		if took := spent() - start; took > longest {
			t.Errorf("%.40s took %v", end, took)
		}
	}
}

func TestAnEndedContextStopsTheEvaluation(t *testing.T) {
	prog, err := feel.Compile("for x in 1..90000 return x", nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := prog.Eval(ctx, feel.Env{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestTheClockComesFromOutside(t *testing.T) {
	reads := 0
	env := feel.Env{
		Clock: func() time.Time {
			reads++
			return time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)
		},
		Location: time.FixedZone("", 3600),
	}
	prog, err := feel.Compile("[today(), now(), now() = now(), today().month]", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := prog.Eval(t.Context(), env)
	want := `[@"2026-11-23", @"2026-11-23T00:30:00+01:00", true, 11]`
	if err != nil || got.Value.String() != want || reads != 1 {
		t.Errorf("got %s, %v, clock read %d times", got.Value, err, reads)
	}
}

func TestTheTraceTellsWhy(t *testing.T) {
	s := loanScope(t)
	prog, err := feel.Compile("income > 1000 and not(ok) or a in [1..3]", s)
	if err != nil {
		t.Fatal(err)
	}
	values, _ := s.Bind(map[string]feel.Value{"income": feel.Int(500), "a": feel.Int(2)})
	got, err := prog.Eval(t.Context(), feel.Env{Values: values, Trace: true})
	if err != nil || got.Trace == nil {
		t.Fatalf("got %v, %v", got, err)
	}
	var lines []string
	var show func(t *feel.Trace, indent string)
	show = func(t *feel.Trace, indent string) {
		lines = append(lines, fmt.Sprintf("%s%s = %s (%d)", indent, t.Text, t.Value, t.Span.Start.Column))
		for _, part := range t.Parts {
			show(part, indent+" ")
		}
	}
	show(got.Trace, "")
	want := `income > 1000 and not(ok) or a in [1..3] = true (1)
 income > 1000 and not(ok) = false (1)
  income > 1000 = false (1)
   income = 500 (1)
 a in [1..3] = true (30)
  a = 2 (30)`
	if text := strings.Join(lines, "\n"); text != want {
		t.Errorf("trace:\n%s", text)
	}
	plain, _ := prog.Eval(t.Context(), feel.Env{Values: values})
	if plain.Trace != nil {
		t.Error("a trace was made without being asked for")
	}
}

func hostScope(t *testing.T) *feel.Scope {
	t.Helper()
	state := feel.Func{
		Name: "state", Params: []feel.Var{{Name: "question", Type: feel.StringType}}, Result: feel.StringType,
		Call: func(c *feel.Call, args []feel.Value) (feel.Value, error) {
			name, _ := args[0].AsString()
			states, _ := c.Host().(map[string]string)
			if s, ok := states[name]; ok {
				return feel.String(s), nil
			}
			return feel.Null, fmt.Errorf("no question %q", name)
		},
	}
	s, err := feel.NewScope([]feel.Var{{Name: "q1"}}, state)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestHostFunctionsSeeTheDataOfTheEvaluation(t *testing.T) {
	s := hostScope(t)
	prog, err := feel.Compile(`state("q1") = "answered" and state(question: q1) != "x"`, s)
	if err != nil {
		t.Fatal(err)
	}
	env := feel.Env{Values: []feel.Value{feel.String("q2")}, Host: map[string]string{"q1": "answered"}}
	got, err := prog.Eval(t.Context(), env)
	if err != nil || !got.Value.IsTrue() {
		// The second call fails, and null != "x" is true.
		t.Errorf("got %s, %v", got.Value, err)
	}
	if len(got.Diagnostics) != 1 || got.Diagnostics[0].Code != feel.CodeHost || got.Diagnostics[0].Span.Start.Column != 30 {
		t.Errorf("diagnostics %v", got.Diagnostics)
	}
	calls := prog.HostCalls()
	if len(calls) != 2 || !calls[0].Constant[0] || calls[0].Args[0].String() != `"q1"` || calls[1].Constant[0] {
		t.Errorf("host calls %+v", calls)
	}
	asValue, err := feel.Compile("sort([1, 2], state)", s)
	if err != nil || len(asValue.HostCalls()) != 1 || asValue.HostCalls()[0].Args != nil {
		t.Errorf("a host function as a value: %+v, %v", asValue.HostCalls(), err)
	}
	for _, bad := range []string{"state()", "state(1)", `state("a", "b")`, `state(q: "a")`} {
		if _, err := feel.Compile(bad, s); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
	if got := evalIn(t, s, `for f in [state] return f(5)`, nil); got.Value.String() != "[null]" {
		t.Errorf("a host function as a value took a number: %s", got.Value)
	}
}

func TestProgramsServeManyGoroutines(t *testing.T) {
	s := loanScope(t)
	prog, err := feel.Compile("sum(for i in 1..20 return i * income) + (function(x) x + a)(b)", s)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			values, _ := s.Bind(map[string]feel.Value{"income": feel.Int(int64(g)), "a": feel.Int(1), "b": feel.Int(2)})
			want := feel.Int(int64(210*g + 3))
			for n := range 200 {
				got, err := prog.Eval(context.Background(), feel.Env{Values: values, Trace: n%10 == 0})
				if err != nil || !got.Value.Equal(want) {
					t.Errorf("goroutine %d got %s, %v", g, got.Value, err)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestSessionsShareTheirBudget(t *testing.T) {
	prog, err := feel.Compile("for x in 1..60 return x", nil)
	if err != nil {
		t.Fatal(err)
	}
	s := feel.NewSession(t.Context(), feel.Env{Limits: feel.Limits{Steps: 100}})
	if _, err := s.Eval(prog); err != nil {
		t.Fatal(err)
	}
	var le *feel.LimitError
	if _, err := s.Eval(prog); !errors.As(err, &le) || le.Limit != "steps" {
		t.Errorf("got %v", err)
	}
}

func TestSimpleConditionsNeedNoMemory(t *testing.T) {
	s := loanScope(t)
	values, _ := s.Bind(map[string]feel.Value{
		"income": feel.Int(20000), "name": feel.String("north"), "ok": feel.Bool(true), "born": feel.Date(date.Must(1990, 5, 1)),
	})
	for _, src := range []string{
		`income * 12 < 250000.50 and name = "north"`, `income in [1000..30000] and ok`, `if ok then income + 0.5 else 0`,
		`born < @"2000-01-01"`, `name in ("east", "north")`, `abs(income) > 3 or upper case(name) = "X"`,
	} {
		prog, err := feel.Compile(src, s)
		if err != nil {
			t.Fatal(err)
		}
		ctx := t.Context()
		allocs := testing.AllocsPerRun(200, func() {
			if r, err := prog.Eval(ctx, feel.Env{Values: values}); err != nil || r.Value.IsNull() {
				t.Fatal(r, err)
			}
		})
		if allocs > 0 {
			t.Errorf("%s makes %.0f allocations", src, allocs)
		}
	}
}

func BenchmarkCondition(b *testing.B) {
	s, _ := feel.NewScope([]feel.Var{{Name: "income", Type: feel.NumberType}, {Name: "children", Type: feel.NumberType}, {Name: "region", Type: feel.StringType}})
	prog, err := feel.Compile(`income < 250000 and children >= 2 and region in ("north", "south")`, s)
	if err != nil {
		b.Fatal(err)
	}
	env := feel.Env{Values: []feel.Value{feel.Int(200000), feel.Int(3), feel.String("south")}}
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if r, _ := prog.Eval(ctx, env); !r.Value.IsTrue() {
			b.Fatal("not true")
		}
	}
}

// BenchmarkTable evaluates what a decision table of 20 rules and two inputs
// needs, with only the last rule matching.
func BenchmarkTable(b *testing.B) {
	var tests [][2]*feel.Program
	for i := range 20 {
		first, err1 := feel.CompileUnaryTests(fmt.Sprintf("[%d..%d)", i*10, i*10+10), nil, feel.NumberType)
		second, err2 := feel.CompileUnaryTests(`"a", "b"`, nil, feel.StringType)
		if err1 != nil || err2 != nil {
			b.Fatal(err1, err2)
		}
		tests = append(tests, [2]*feel.Program{first, second})
	}
	s := feel.NewSession(b.Context(), feel.Env{Limits: feel.Limits{Steps: 1 << 60}})
	n, text := feel.Int(195), feel.String("b")
	b.ReportAllocs()
	for b.Loop() {
		for _, rule := range tests {
			if ok, _ := s.Matches(rule[0], n); ok {
				if ok, _ := s.Matches(rule[1], text); !ok {
					b.Fatal("no match")
				}
			}
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	s, _ := feel.NewScope([]feel.Var{{Name: "monthly income", Type: feel.NumberType}})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := feel.Compile(`if monthly income * 12 < 250000 then "low" else "high"`, s); err != nil {
			b.Fatal(err)
		}
	}
}

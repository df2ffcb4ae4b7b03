package dmn_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// fails evaluates what must not come to an end, and returns the error.
func fails(t *testing.T, source []byte, env dmn.Env) error {
	t.Helper()
	target, err := load(t, source).Target("d")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	started := time.Now()
	_, err = target.Evaluate(ctx, nil, env)
	if took := time.Since(started); took > 8*time.Second {
		t.Errorf("it took %s to stop", took)
	}
	return err
}

func TestEvaluationsThatDoNotEndAreStopped(t *testing.T) {
	loop := func(list string) string {
		return `<for iteratorVariable="x">` + in("in", literal(list)) + in("return", literal("x")) + `</for>`
	}
	boxedRecursion := knowledge("f", in("context", entry("again", in("invocation", literal("f")+`<binding><parameter name="n"/>`+literal("n")+`</binding>`))), "n")
	tests := map[string]struct {
		elements string
		limits   feel.Limits
		limit    string
	}{
		"recursion":                   {knowledge("f", literal("f(n + 1) + 1"), "n") + plain("d", needs("knowledge", "#f-id"), literal("f(1)")), feel.Limits{}, "depth"},
		"recursion by turns":          {knowledge("f", literal("g(n)"), "n") + plain("d", "", literal("1")), feel.Limits{}, ""},
		"boxed recursion":             {boxedRecursion + plain("d", needs("knowledge", "#f-id"), literal("f(1)")), feel.Limits{}, "depth"},
		"recursion of a table":        {knowledge("f", grid{inputs: []string{"n"}, outputs: []string{""}, rules: []string{"- | f(n)"}}.xml(), "n") + plain("d", needs("knowledge", "#f-id"), literal("f(1)")), feel.Limits{}, "depth"},
		"recursion in a condition":    {knowledge("f", grid{inputs: []string{"n"}, outputs: []string{""}, rules: []string{"f(?) | 1"}}.xml(), "n") + plain("d", needs("knowledge", "#f-id"), literal("f(1)")), feel.Limits{}, "depth"},
		"a range of 10^12":            {plain("d", "", loop("[1..1000000000000]")), feel.Limits{}, "list"},
		"the same in FEEL":            {plain("d", "", literal("for x in 1..1000000000000 return x")), feel.Limits{}, "list"},
		"a condition over that":       {plain("d", "", literal("some x in 1..1000000000000 satisfies x < 0")), feel.Limits{}, "steps"},
		"nested loops":                {plain("d", "", literal("count(for a in 1..90000 return sum(for b in 1..90000 return b))")), feel.Limits{}, "steps"},
		"a filter over many":          {plain("d", "", in("filter", in("in", literal("[1..90000]"))+in("match", literal("count([1..90000]) > item")))), feel.Limits{}, ""},
		"few steps":                   {plain("d", "", in("list", strings.Repeat(literal("1"), 200))), feel.Limits{Steps: 100}, "steps"},
		"a string that doubles":       {plain("d", "", literal(`substring(string join(for x in 1..90000 return "0123456789abcdef"), 1, 1)`)), feel.Limits{}, "string"},
		"a service that calls itself": {plain("o", needs("knowledge", "#s-id"), literal("s()")) + service("s", points("outputDecision", "#o-id")) + plain("d", needs("knowledge", "#s-id"), literal("s()")), feel.Limits{}, "depth"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := fails(t, model(test.elements), dmn.Env{Limits: test.limits})
			if test.limit == "" {
				return // it ends by itself, or not; what matters is that it ended
			}
			var limit *dmn.LimitError
			if !errors.As(err, &limit) || limit.Limit != test.limit {
				t.Fatalf("got %v, want the limit of %s", err, test.limit)
			}
		})
	}
}

func TestALimitTellsWhere(t *testing.T) {
	err := fails(t, model(knowledge("f", literal("f(n + 1)"), "n")+plain("d", needs("knowledge", "#f-id"), literal("f(1)"))), dmn.Env{})
	var limit *dmn.LimitError
	if !errors.As(err, &limit) || limit.Element != `knowledge model "f"` || limit.Pos.Line != 3 {
		t.Errorf("got %v", err)
	}
}

func TestTimeEndsAnEvaluation(t *testing.T) {
	source := model(plain("d", "", literal("count(for a in 1..99999 return count(for b in 1..99999 return b * b))")))
	target, err := load(t, source).Target("d")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, err = target.Evaluate(ctx, nil, dmn.Env{Limits: feel.Limits{Steps: 1 << 40}})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	done, stop := context.WithCancel(t.Context())
	stop()
	if _, err := target.Evaluate(done, nil, dmn.Env{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAModelRecoversFromALimit(t *testing.T) {
	m := load(t, model(decision("d", "", literal("if n > 1 then count(for x in 1..999999 return x) else n"), "n:number")))
	target, err := m.Target("d")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 20 {
		r, err := target.Evaluate(t.Context(), []feel.Value{feel.Int(int64(i % 3))}, dmn.Env{})
		if (err != nil) != (i%3 == 2) || err == nil && !r.Value.Equal(feel.Int(int64(i%3))) {
			t.Fatalf("%d: %v, %v", i, r.Value, err)
		}
	}
}

func TestTheClockComesFromOutside(t *testing.T) {
	m := load(t, model(plain("d", "", literal("now() = now() and today() = date(now())"))+plain("e", "", literal("string(today())"))))
	noon := time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { noon = noon.Add(time.Hour); return noon }
	want(t, evaluate(t, m, "d", "", dmn.Env{Clock: clock}), `true`)
	want(t, evaluate(t, m, "e", "", dmn.Env{Clock: clock}), `"2026-03-29"`)
	want(t, evaluate(t, m, "e", ""), `"1970-01-01"`)
}

func TestTenThousandRules(t *testing.T) {
	m := load(t, feeTable(10_000))
	for _, i := range []int{0, 1, 4999, 9999} {
		got := evaluate(t, m, "fee", fmt.Sprintf(`{kind: "kind %d", turnover: %d}`, i/4, i%4*1000+999))
		want(t, got, fmt.Sprint(100+i))
	}
	want(t, evaluate(t, m, "fee", `{kind: "kind 3", turnover: 4000}`), `null`)
}

func TestManyGoroutinesShareAModel(t *testing.T) {
	m := load(t, feeTable(100))
	target, err := m.Target("fee")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for g := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range 500 {
				rule := (g*31 + i) % 100
				r, err := target.Evaluate(context.Background(), []feel.Value{
					feel.String(fmt.Sprintf("kind %d", rule/4)), feel.Int(int64(rule%4*1000 + 1)),
				}, dmn.Env{Trace: i%50 == 0})
				if err != nil || !r.Value.Equal(feel.Int(int64(100+rule))) {
					t.Errorf("rule %d: %v, %v", rule, r.Value, err)
				}
			}
		}()
	}
	group.Wait()
}

func TestATableOfLiteralsAllocatesNothing(t *testing.T) {
	target, err := load(t, feeTable(20)).Target("fee")
	if err != nil {
		t.Fatal(err)
	}
	inputs := []feel.Value{feel.String("kind 2"), feel.Int(1500)}
	run := func() {
		if r, err := target.Evaluate(context.Background(), inputs, dmn.Env{}); err != nil || r.Value.IsNull() {
			t.Fatal(r, err)
		}
	}
	if n := testing.AllocsPerRun(2000, run); n > 2 {
		t.Errorf("%v allocations for each call, want 2 at most", n)
	}
}

func TestMemoryDoesNotGrowWithCalls(t *testing.T) {
	m := load(t, model(knowledge("f", literal("if n <= 1 then 1 else n * f(n - 1)"), "n")+plain("d", needs("knowledge", "#f-id"), literal("f(30)"))))
	inUse := func() uint64 {
		for range 300 {
			evaluate(t, m, "d", "")
		}
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	before := inUse()
	for range 5 {
		inUse()
	}
	if after := inUse(); after > before+1<<20 {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
}

package feel_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/tillit-se/tillit/kit/feel"
)

// longest is how much processor time an evaluation with the default limits may take. The slowest takes half a second;
// one that is not bounded takes hours.
const longest = 20 * time.Second

// ends evaluates an expression that asks for too much, and tells how it ended: with the name of a limit, a fault of
// compilation, or a value.
func ends(t *testing.T, src string) string {
	t.Helper()
	start := spent()
	defer func() {
		if took := spent() - start; took > longest {
			t.Errorf("%.60s took %s", src, took)
		}
	}()
	prog, err := feel.Compile(src, nil, feel.Lenient())
	var fault *feel.CompileError
	if errors.As(err, &fault) {
		if fault.Span.Start.Line == 0 || fault.Message == "" {
			t.Errorf("%.60s: a fault without a place or a message: %v", src, err)
		}
		return "compile: " + string(fault.Code)
	}
	got, err := prog.Eval(t.Context(), feel.Env{})
	var limit *feel.LimitError
	switch {
	case errors.As(err, &limit):
		if limit.Max <= 0 {
			t.Errorf("%.60s: a limit without a number: %v", src, err)
		}
		return "limit: " + limit.Limit
	case err != nil:
		return err.Error()
	}
	return got.Value.String()
}

const megabyte = `string join(for i in 1..50000 return "aaaaaaaaaaaaaaaaaaaa")`

// turns repeats a condition, with names that stand before it, nearly a million times.
func turns(names, condition string) string {
	return fmt.Sprintf("{%s, r: some i in 1..900000 satisfies %s}.r", names, condition)
}

func TestHostileExpressionsEndSoon(t *testing.T) {
	if testing.Short() {
		t.Skip("asks for much on purpose")
	}
	thousands := `l: for i in 1..100000 return i`
	wide := `c: context(for i in 1..50000 return {key: string(i), value: i})`
	for _, c := range []struct{ src, want string }{
		{"for i in 1..10**12 return i", "limit: list"},
		{"for i in [1..10**12] return i", "limit: list"},
		{"some i in 1..10**12 satisfies i < 0", "limit: steps"},
		{"5 in [1..10**12]", "true"},
		{"count([1..10**12])", "1"},
		{"for i in 1..1e30 return i", "null"},
		{"[" + strings.Repeat("1,", 100_000) + "1]", "limit: list"},
		{"count([" + strings.Repeat("1,", 99_999) + "1])", "100000"},
		{"string length(string(10**6000))", "6001"},
		{"10**6145", "null"},
		{"1e6145", "compile: syntax"},
		{`number("1e999999999")`, "null"},
		{`number("NaN")`, "null"},
		{`{f: function(f, n) f(f, n + 1), r: f(f, 0)}.r`, "limit: depth"},
		{"string((for i in 1..1000 return if i = 1 then [] else [partial[-1]])[-1])", "limit: depth"},
		{"string(for i in 1..40 return [partial, partial])", "limit: string"},
		{`matches("` + strings.Repeat("a", 40) + `", "^(a+)+\\1b$")`, "limit: steps"},
		{`matches("` + strings.Repeat("a", 40) + `", "^(a+)+$")`, "true"},
		{`matches("a", "` + strings.Repeat("(a{1000}){1000}", 9) + `")`, "null"},
		{`replace(` + megabyte + `, "a", "bbbb")`, "limit: string"},
		{`split(` + megabyte + `, "a")`, "limit: list"},
		{turns(`a: 10**6000`, "a + i < 0"), "false"},
		{turns(`a: 10**-6000`, "a + i < 0"), "false"},
		{turns("a: "+megabyte, "string length(a) = 1"), "limit: steps"},
		{turns("a: "+megabyte+`, b: a + "", c: a + ""`, "b != c"), "limit: steps"},
		{turns("a: "+megabyte+`, b: a + "", c: a + ""`, "b < c"), "limit: steps"},
		{turns("a: "+megabyte+`, b: a + "x", c: a + ""`, "min(b, c) = 1"), "limit: steps"},
		{turns("a: "+megabyte, "date(a) = 1"), "limit: steps"},
		{turns(thousands, "-1 in l"), "limit: steps"},
		{turns(thousands, "median(l) = 0"), "limit: steps"},
		{turns(thousands+", f: function(x: list<number>) 1", "f(l) = 2"), "limit: steps"},
		{turns(thousands, "l instance of list<number> and false"), "limit: steps"},
		{turns(wide, "count(get entries(c)) = 1"), "limit: steps"},
		{turns(wide, `context put(c, "1", i) = 1`), "limit: steps"},
		{turns("a: 1", `matches("a", "[\\w-[\\d]]" + string(i))`), "limit: steps"},
		{turns("a: 1", `date and time("2020-01-01T00:00:00@Europe/Stockholm") = 1`), "limit: steps"},
		{turns("a: 1", "("+strings.Repeat("true and ", 10_000)+"false)"), "limit: steps"},
		{turns("f: function(x) ("+strings.Repeat("1 + ", 10_000)+"1)", "f(i) = 1"), "limit: steps"},
		{turns("a: 1", "0 in ("+strings.Repeat("1, ", 20_000)+"2)"), "limit: steps"},
		{"{" + thousands + ", r: l[" + strings.Repeat("true and ", 10_000) + "true]}.r", "limit: steps"},
		{strings.Repeat("[", 300), "compile: too-large"},
		{strings.Repeat("(", 300), "compile: too-large"},
		{strings.Repeat("-", 300) + "1", "compile: too-large"},
		{strings.Repeat("{a: ", 300), "compile: too-large"},
		{"1" + strings.Repeat(" + 1", 100_000), "compile: too-large"},
		{"true" + strings.Repeat(" and true", 100_000), "compile: too-large"},
		{"false" + strings.Repeat(" or false", 60_000), "compile: too-large"},
		{"1" + strings.Repeat(" < 1", 60_000), "compile: too-large"},
		{"a" + strings.Repeat(".a", 60_000), "compile: too-large"},
		{strings.Repeat("1 ", 600_000), "compile: too-large"},
		{"1 instance of " + strings.Repeat("list<", 300), "compile: too-large"},
	} {
		if got := ends(t, c.src); got != c.want {
			t.Errorf("%.80s ended with %.80s, want %s", c.src, got, c.want)
		}
	}
}

// TestTypesThatShareTheirPartsAreReadSoon is about contexts of contexts whose type doubles with every entry.
func TestTypesThatShareTheirPartsAreReadSoon(t *testing.T) {
	var b strings.Builder
	b.WriteString("{a0: {x: 1}")
	for i := 1; i < 60; i++ {
		fmt.Fprintf(&b, ", a%d: {x: a%d, y: a%d}", i, i-1, i-1)
	}
	for _, end := range []string{
		"[a59, a58][1].x.x.y instance of context", "a59 instance of number", "a59 + 1", "sort([a59])[1] instance of context",
		"(function(x: number) x)(a59)", "a59.nothing", "[a59, a59][item instance of context][1] instance of context",
	} {
		got := ends(t, b.String()+", r: "+end+"}.r")
		if got != "true" && got != "false" && got != "null" {
			t.Errorf("%s gives %.80s", end, got)
		}
		_, err := feel.Compile(b.String()+", r: abs(a59 + 1)}.r", nil)
		if len(fmt.Sprint(err)) > 1<<20 {
			t.Error("a message shows the whole of an enormous type")
		}
	}
}

func TestADeadlineEndsAnEvaluation(t *testing.T) {
	for _, src := range []string{
		"some i in 1..10**12 satisfies i < 0",
		turns("a: 1", "matches(string(i), \"(1|2|3)+x\")"),
		turns("a: 1/7", "exp(a) < 0"),
	} {
		prog, err := feel.Compile(src, nil)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		start := spent()
		_, err = prog.Eval(ctx, feel.Env{Limits: feel.Limits{Steps: 1 << 40}})
		cancel()
		if took := spent() - start; !errors.Is(err, context.DeadlineExceeded) || took > longest {
			t.Errorf("%.60s ended with %v after %s", src, err, took)
		}
	}
}

func TestDiagnosticsShowLongValuesInBrief(t *testing.T) {
	got := lenient(t, "[1, 2][10**6000]")
	if len(got.Diagnostics) != 1 || len(got.Diagnostics[0].Message) > 200 {
		t.Errorf("diagnostics: %.300v", got.Diagnostics)
	}
}

func TestSortingAsksItsOrderSeldom(t *testing.T) {
	rows{
		{"count(sort(for i in 1..20000 return modulo(i * 7919, 10007), function(x, y) x < y))", "20000", ""},
		{"sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]", ""},
		{"sort([{a: 1, b: 1}, {a: 0, b: 2}, {a: 1, b: 3}, {a: 0, b: 4}], function(x, y) x.a < y.a).b", "[2, 4, 1, 3]", ""},
		{"count(sort([3, 1, 2], function(x, y) true))", "3", ""},
		{"sort([3, 1, 2], function(x, y) false)", "[3, 1, 2]", ""},
		{"sort([3, 1, 2], function(x, y) null)", "null", wrongType},
		{"sort([])", "[]", ""},
		{`sort([1, "a"])`, "null", wrongType},
	}.check(t)
}

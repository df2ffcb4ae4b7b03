package dmn_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// jsonResult evaluates "d", which is its input x, for x given in JSON.
func jsonResult(t testing.TB, typ, x string) dmn.Result {
	t.Helper()
	m := load(t, model(someTypes+decision("d", "", literal("x"), "x:"+typ)))
	return decideJSON(t, m, "d", `{"x": `+x+`}`)
}

func TestInputsInJSON(t *testing.T) {
	tests := []struct{ typ, json, want string }{
		{"number", `1`, `1`},
		{"number", `1.10`, `1.1`},
		{"number", `-0.0`, `0`},
		{"number", `1e3`, `1000`},
		{"number", `123456789012345678901234567890`, `123456789012345678901234567890`},
		{"number", `0.1234567890123456789012345678901234567`, `0.1234567890123456789012345678901235`},
		{"number", `"1"`, `null`},
		{"number", `"NaN"`, `null`},
		{"number", `"Infinity"`, `null`},
		{"number", `"1e400"`, `null`},
		{"number", `true`, `null`},
		{"number", `[1]`, `1`},
		{"number", `[[1]]`, `null`},
		{"number", `[]`, `null`},
		{"number", `{}`, `null`},
		{"string", `"NaN"`, `"NaN"`},
		{"string", `"Infinity"`, `"Infinity"`},
		{"string", `"2026-01-01"`, `"2026-01-01"`},
		{"string", `1`, `null`},
		{"string", `"\u00e5\ud834\udd1e"`, `"å𝄞"`},
		{"string", `""`, `""`},
		{"boolean", `"true"`, `null`},
		{"boolean", `false`, `false`},
		{"date", `"2024-02-29"`, `@"2024-02-29"`},
		{"date", `"2023-02-29"`, `null`},
		{"date", `"2026-13-01"`, `null`},
		{"date", `"2026-1-1"`, `null`},
		{"date", `"2026-01-01T10:00:00"`, `null`},
		{"date", `"-0044-03-15"`, `@"-0044-03-15"`},
		{"date", `"99999-01-01"`, `@"99999-01-01"`},
		{"date", `"1000000000-01-01"`, `null`},
		{"date", `20260101`, `null`},
		{"date", `["2026-01-01"]`, `@"2026-01-01"`},
		{"date", `["2026-01-01", "2026-01-02"]`, `null`},
		{"list&lt;list&lt;date&gt;&gt;", `[["2026-01-01"]]`, `[[@"2026-01-01"]]`},
		{"date and time", `"2026-01-01T24:00:00"`, `@"2026-01-02T00:00:00"`},
		{"date and time", `"2026-01-01T10:00:00+01:00"`, `@"2026-01-01T10:00:00+01:00"`},
		{"date and time", `"2026-01-01T10:00:00@Europe/Stockholm"`, `@"2026-01-01T10:00:00@Europe/Stockholm"`},
		{"date and time", `"2026-01-01T10:00:00@Europe/Nowhere"`, `null`},
		{"date and time", `"2026-01-01"`, `@"2026-01-01T00:00:00Z"`},
		{"date and time", `"2026-01-01T25:00:00"`, `null`},
		{"dateTime", `"2026-01-01T10:00:00"`, `@"2026-01-01T10:00:00"`},
		{"time", `"10:00:00"`, `@"10:00:00"`},
		{"time", `"10:00:00Z"`, `@"10:00:00Z"`},
		{"time", `"10:00:00+14:00"`, `@"10:00:00+14:00"`},
		{"time", `"10:00:00+19:00"`, `null`},
		{"time", `"24:00:01"`, `null`},
		{"time", `"10:00"`, `null`},
		{"time", `"10:00:00.123456789"`, `@"10:00:00.123456789"`},
		{"days and time duration", `"P1DT2H"`, `@"P1DT2H"`},
		{"days and time duration", `"P1Y"`, `null`},
		{"dayTimeDuration", `"-PT0.5S"`, `@"-PT0.5S"`},
		{"years and months duration", `"P14M"`, `@"P1Y2M"`},
		{"yearMonthDuration", `"P1D"`, `null`},
		{"Any", `"2026-01-01"`, `"2026-01-01"`},
		{"Any", `[1, "a", null, {"b": []}]`, `[1, "a", null, {b: []}]`},
		{"tGrade", `"A"`, `"A"`},
		{"tGrade", `null`, `null`},
		{"tGrade", `"D"`, `null`},
		{"tGrades", `"A"`, `["A"]`},
		{"tGrades", `["A", null]`, `["A", null]`},
		{"tSmall", `[1, 2, 3]`, `[1, 2, 3]`},
		{"tSmall", `[1, 20]`, `null`},
		{"tPair", `[1, 2]`, `[1, 2]`},
		{"tPair", `[1]`, `null`},
		{"list&lt;date&gt;", `["2026-01-01", "2026-01-02"]`, `[@"2026-01-01", @"2026-01-02"]`},
		{"list&lt;date&gt;", `"2026-01-01"`, `[@"2026-01-01"]`},
		{"list&lt;number&gt;", `5`, `[5]`},
		{"tTwoWords", `{"first word": "a"}`, `{first word: "a"}`},
		{"tTwoWords", `{"first  word": "a"}`, `null`},
		{"tPerson", `{"name": "n", "born": "2000-01-01", "grade": "A", "more": 1}`, `{name: "n", born: @"2000-01-01", grade: "A", more: 1}`},
		{"tPerson", `{"name": "n", "born": "2000-01-32", "grade": "A"}`, `null`},
		{"tPerson", `[{"name": "n", "born": "2000-01-01", "grade": "A"}]`, `{name: "n", born: @"2000-01-01", grade: "A"}`},
		{"tTree", `{"leaf": 1, "below": [{"leaf": 2, "below": [{"leaf": 3, "below": null}]}]}`, `{leaf: 1, below: [{leaf: 2, below: [{leaf: 3, below: null}]}]}`},
		{"tTree", `{"leaf": 1, "below": [{"leaf": 2, "below": [{"leaf": "3", "below": null}]}]}`, `null`},
		{"tTree", `{"leaf": 1}`, `null`},
	}
	for _, test := range tests {
		t.Run(test.typ+" "+test.json, func(t *testing.T) {
			got := jsonResult(t, test.typ, test.json)
			want(t, got, test.want)
			refused := test.want == "null" && test.json != "null"
			if refused != hasCode(got, dmn.CodeType) {
				t.Errorf("refused %v, diagnostics %v", refused, got.Diagnostics)
			}
			if refused && (got.Diagnostics[0].Element != `input "x"` || got.Diagnostics[0].Pos.Line == 0) {
				t.Errorf("the diagnostic does not name the input: %v", got.Diagnostics[0])
			}
		})
	}
}

func TestJSONThatIsNone(t *testing.T) {
	tests := map[string]string{
		`{"x": NaN}`:             "invalid character",
		`{"x": Infinity}`:        "",
		`{"x": 01}`:              "",
		`{"x": 1e99999}`:         "",
		`{"x": 1, "x": 2}`:       `"x" comes twice`,
		`{"x": {"y": 1, "y":2}}`: `"y" comes twice`,
		`{"x": 1`:                "ends",
		`{"x": 1} {}`:            "",
		``:                       "ends",
		`{x: 1}`:                 "",
		`{"x": 'a'}`:             "",
		`{"x": "\ud800"}`:        "",
		`{"x": ` + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + `}`: "",
	}
	for source, say := range tests {
		v, err := feel.FromJSON([]byte(source))
		if source == `{"x": "\ud800"}` && err == nil {
			continue // a lone surrogate may be refused or replaced
		}
		if err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%.40s: %s, %v", source, v, err)
		}
	}
}

func TestUnknownInputsAreNamedAllTogether(t *testing.T) {
	m := load(t, model(decision("d", "", literal("1"), "some name:number", "other:string")))
	target, err := m.Target("d")
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := feel.FromJSON([]byte(`{"some  name": 1, "Other": "a", "result": 2, "": 3}`))
	if err != nil {
		t.Fatal(err)
	}
	_, err = target.EvaluateContext(t.Context(), inputs, dmn.Env{})
	var wrong *dmn.InputError
	if !errors.As(err, &wrong) {
		t.Fatalf("got %v", err)
	}
	if fmt.Sprint(wrong.Unknown) != `["Other" "result" ""]` || fmt.Sprint(wrong.Known) != `["other" "some name"]` || wrong.Target != `decision "d"` {
		t.Errorf("got %+v", wrong)
	}
	none := load(t, model(plain("e", "", literal("1"))))
	target, err = none.Target("e")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = target.EvaluateContext(t.Context(), inputs, dmn.Env{}); err == nil || !strings.Contains(err.Error(), "there are no inputs") {
		t.Errorf("got %v", err)
	}
}

func TestMissingInputsAreListedInTheirOrder(t *testing.T) {
	m := load(t, model(decision("d", "", literal("[a, b, c]"), "c:", "a:", "b:")))
	got := evaluate(t, m, "d", `{a: 1}`)
	if fmt.Sprint(got.Missing) != "[c b]" {
		t.Errorf("missing %v", got.Missing)
	}
	want(t, got, `[1, null, null]`)
	if got := evaluate(t, m, "d", `{a: null, b: null, c: null}`); got.Missing != nil {
		t.Errorf("null is a value, but missing are %v", got.Missing)
	}
}

func TestTargetsAreFoundByNameThenByID(t *testing.T) {
	m := load(t, model(`<decision id="b" name="a"><variable name="a"/>`+literal(`"named a"`)+`</decision><decision id="a" name="c"><variable name="c"/>`+literal(`"named c"`)+`</decision>`+
		`<decision name="no id"><variable name="no id"/>`+literal("7")+`</decision>`+knowledge("k", literal("1"))+service("s", points("outputDecision", "#a"))))
	for name, expected := range map[string]string{"a": `"named a"`, "b": `"named a"`, "c": `"named c"`, "no id": `7`, " no \n id ": `7`, "k": `1`, "k-id": `1`, "s": `"named c"`} {
		want(t, evaluate(t, m, name, ""), expected)
	}
	var kinds []string
	for _, target := range m.Targets() {
		kinds = append(kinds, target.String())
	}
	if text := strings.Join(kinds, ", "); text != `decision "a", decision "c", decision "no id", service "s", knowledge model "k"` {
		t.Errorf("targets: %s", text)
	}
	for name, near := range map[string]string{"nO id": `did you mean "no id"?`, "zzzzz": "it has a, c, no id, s, k", "": "it has a"} {
		if _, err := m.Target(name); err == nil || !strings.Contains(err.Error(), near) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestGoroutinesAgreeWithOneAfterAnother evaluates a graph of decisions,
// services and recursion from many goroutines, with and without trace, and
// compares values, diagnostics and traces with those of a serial run.
func TestGoroutinesAgreeWithOneAfterAnother(t *testing.T) {
	m := load(t, model(
		`<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>`+
			knowledge("fib", literal("if n < 2 then n else fib(n - 1) + fib(n - 2)"), "n:number")+
			plain("a", needs("input", "#x")+needs("knowledge", "#fib-id"), literal("fib(modulo(x, 9))"))+
			service("s", points("outputDecision", "#a-id"), points("inputData", "#x"))+
			plain("b", needs("input", "#x")+needs("decision", "#a-id")+needs("knowledge", "#s-id"), in("context",
				entry("own", literal("a"))+entry("called", literal("s(x + 1)"))+entry("wrong", literal(`x + "a"`))+
					entry("table", grid{policy: "COLLECT", inputs: []string{"x"}, outputs: []string{""}, rules: []string{"> 3 | x", "[2..7] | a", `"a" | 0`}}.xml())))))
	target, err := m.Target("b")
	if err != nil {
		t.Fatal(err)
	}
	run := func(x int) string {
		r, err := target.Evaluate(t.Context(), []feel.Value{feel.Int(int64(x))}, dmn.Env{Trace: x%2 == 0})
		if err != nil {
			return err.Error()
		}
		trace, err := json.Marshal(r.Trace)
		return fmt.Sprint(r.Value, r.Diagnostics, string(trace), err)
	}
	const inputs = 30
	serial := make([]string, inputs)
	for x := range inputs {
		serial[x] = run(x)
	}
	var group sync.WaitGroup
	for g := range 6 {
		group.Go(func() {
			for i := range 2 * inputs {
				x := (i*7 + g*5) % inputs
				if got := run(x); got != serial[x] {
					t.Errorf("x = %d: %s, alone %s", x, got, serial[x])
					return
				}
			}
		})
	}
	group.Wait()
}

package dmn_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tillit-se/tillit/kit/dmn"
	"github.com/tillit-se/tillit/kit/feel"
)

// boxes are the kinds of boxed expressions, each around the logic "v", with
// what comes out when v is a number.
var boxes = map[string]struct {
	around func(logic string) string
	result string // with v for what the logic gives
}{
	"list":      {func(v string) string { return in("list", v+literal("0")) }, "[v, 0]"},
	"context":   {func(v string) string { return in("context", entry("k", v)+entry("l", literal("k"))) }, "{k: v, l: v}"},
	"result":    {func(v string) string { return in("context", entry("k", v)+entry("", literal("[k, k]"))) }, "[v, v]"},
	"relation":  {func(v string) string { return `<relation><column name="c"/><row>` + v + `</row></relation>` }, "[{c: v}]"},
	"then":      {func(v string) string { return conditional("n > 0", v, literal("1")) }, "v"},
	"else":      {func(v string) string { return conditional("n < 0", literal("1"), v) }, "v"},
	"for":       {func(v string) string { return iteration("for", "i", "return", literal("[1, 2]"), v) }, "[v, v]"},
	"for in":    {func(v string) string { return iteration("for", "i", "return", in("list", v), literal("i")) }, "[v]"},
	"some":      {func(v string) string { return iteration("some", "i", "satisfies", in("list", v), literal("i != null")) }, "true"},
	"every":     {func(v string) string { return iteration("every", "i", "satisfies", in("list", v), literal("i = null")) }, "false"},
	"filter":    {func(v string) string { return in("filter", in("in", in("list", v))+in("match", literal("1"))) }, "v"},
	"filter by": {func(v string) string { return in("filter", in("in", literal("[7, 8]"))+in("match", in("list", v))) }, "null"},
	"function": {func(v string) string {
		return in("context", entry("f", in("functionDefinition", v))+entry("", literal("f()")))
	}, "v"},
	"argument": {func(v string) string {
		return in("context", entry("f", `<functionDefinition><formalParameter name="p"/>`+literal("[p]")+`</functionDefinition>`)+entry("", `<invocation>`+literal("f")+`<binding><parameter name="p"/>`+v+`</binding></invocation>`))
	}, "[v]"},
	"table after": {func(v string) string {
		return in("context", entry("k", v)+entry("", grid{inputs: []string{"n"}, outputs: []string{""}, rules: []string{"> 0 | k"}}.xml()))
	}, "v"},
}

func conditional(cond, then, els string) string {
	return in("conditional", in("if", literal(cond))+in("then", then)+in("else", els))
}

func iteration(kind, variable, last, list, logic string) string {
	return "<" + kind + ` iteratorVariable="` + variable + `">` + in("in", list) + in(last, logic) + "</" + kind + ">"
}

// TestBoxesStandInBoxes puts each kind of box into each other, also into a
// knowledge model, and evaluates with and without trace.
func TestBoxesStandInBoxes(t *testing.T) {
	for outer, o := range boxes {
		for inner, i := range boxes {
			t.Run(inner+" in "+outer, func(t *testing.T) {
				expected := strings.ReplaceAll(o.result, "v", strings.ReplaceAll(i.result, "v", "5"))
				if i.result == "null" && (outer == "some" || outer == "every") {
					expected = fmt.Sprint(outer == "every") // they ask whether it is null
				}
				logic := o.around(i.around(literal("n + 1")))
				m := load(t, model(
					`<inputData id="n" name="n"><variable name="n" typeRef="number"/></inputData>`+
						plain("d", needs("input", "#n"), logic)+knowledge("k", logic, "n:number")+
						plain("e", needs("knowledge", "#k-id"), literal("k(4)"))))
				if len(m.Problems()) > 0 {
					t.Fatalf("problems: %v", m.Problems())
				}
				for _, trace := range []bool{false, true} {
					want(t, evaluate(t, m, "d", "{n: 4}", dmn.Env{Trace: trace}), expected)
					want(t, evaluate(t, m, "e", "", dmn.Env{Trace: trace}), expected)
				}
			})
		}
	}
}

func TestFunctionsRememberWhereTheyWereMade(t *testing.T) {
	add := `<functionDefinition><formalParameter name="a"/><functionDefinition><formalParameter name="b"/>` + literal("a * 10 + b + n") + `</functionDefinition></functionDefinition>`
	logic := in("context", entry("add", add)+entry("two", literal("add(2)"))+entry("three", literal("add(3)"))+entry("n", literal("1000"))+
		entry("", literal("[two(1), three(1), add(4)(5)]")))
	m := load(t, model(decision("d", "", logic, "n:number")))
	want(t, evaluate(t, m, "d", "{n: 0}"), "[21, 31, 45]")
	want(t, evaluate(t, m, "d", "{n: 100}"), "[121, 131, 145]")
}

func TestInnerNamesEndWithTheirBox(t *testing.T) {
	logic := in("list", iteration("for", "n", "return", literal("[1, 2]"), literal("n"))+literal("n")+
		in("context", entry("n", literal("n + 1"))+entry("m", literal("n * 2")))+literal("n")+
		in("filter", in("in", literal("[{n: 1}, {n: 9}]"))+in("match", literal("n > 5")))+literal("n"))
	want(t, evaluate(t, load(t, model(decision("d", "", logic, "n:number"))), "d", "{n: 4}"), "[[1, 2], 4, {n: 5, m: 10}, 4, [{n: 9}], 4]")
}

func TestTypesOfEntriesColumnsAndParameters(t *testing.T) {
	entryOf := func(typ, logic string) string {
		return `<context><contextEntry><variable name="a" typeRef="` + typ + `"/>` + literal(logic) + `</contextEntry></context>`
	}
	column := func(typ, logic string) string {
		return `<relation><column name="a" typeRef="` + typ + `"/><row>` + literal(logic) + `</row></relation>`
	}
	tests := []struct{ logic, want string }{
		{entryOf("number", "1"), "{a: 1}"},
		{entryOf("number", `"1"`), "{a: null}"},
		{entryOf("tGrade", `"A"`), `{a: "A"}`},
		{entryOf("tGrade", `"X"`), `{a: null}`},
		{entryOf("tGrades", `"A"`), `{a: ["A"]}`},
		{entryOf("date", `[@"2026-01-01"]`), `{a: @"2026-01-01"}`},
		{column("number", "1"), "[{a: 1}]"},
		{column("number", `"1"`), "[{a: null}]"},
		{column("tGrade", `"X"`), "[{a: null}]"},
		{column("tPair", `[1, 2]`), "[{a: [1, 2]}]"},
		{`<list typeRef="tGrades">` + literal(`"A"`) + `</list>`, `["A"]`},
		{`<list typeRef="tGrades">` + literal(`"X"`) + `</list>`, `null`},
		{`<list typeRef="tGrade">` + literal(`"A"`) + `</list>`, `"A"`},
		{`<conditional typeRef="number">` + in("if", literal("true")) + in("then", literal(`"a"`)) + in("else", literal("1")) + `</conditional>`, `null`},
		{`<context typeRef="tPerson">` + entry("name", literal(`"n"`)) + `</context>`, `null`},
		{`<for iteratorVariable="i" typeRef="tSmall">` + in("in", literal("[1..9]")) + in("return", literal("i")) + `</for>`, `[1, 2, 3, 4, 5, 6, 7, 8, 9]`},
		{`<for iteratorVariable="i" typeRef="tSmall">` + in("in", literal("[1..10]")) + in("return", literal("i")) + `</for>`, `null`},
		{`<filter typeRef="number">` + in("in", literal("[1, 2]")) + in("match", literal("item > 1")) + `</filter>`, `2`},
	}
	for _, test := range tests {
		got := evaluate(t, load(t, model(someTypes+plain("d", "", test.logic))), "d", "")
		expected := value(t, test.want)
		if !got.Value.Equal(expected) {
			t.Errorf("%s is %s, want %s", test.logic, got.Value, test.want)
		}
		if null := strings.Contains(test.want, "null"); null != hasCode(got, dmn.CodeType) {
			t.Errorf("%s: diagnostics %v", test.logic, got.Diagnostics)
		}
	}
}

const nestedTypes = `
<itemDefinition name="tAge"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemDefinition>
<itemDefinition name="tAdult"><typeRef>tAge</typeRef><allowedValues><text>&gt;= 18</text></allowedValues></itemDefinition>
<itemDefinition name="tCrowd" isCollection="true"><typeRef>tAdult</typeRef><typeConstraint><text>count(?) &lt; 4</text></typeConstraint></itemDefinition>
<itemDefinition name="tHouse"><itemComponent name="people" isCollection="true"><itemComponent name="age"><typeRef>tAge</typeRef></itemComponent><itemComponent name="pets" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"cat", "dog"</text></allowedValues></itemComponent></itemComponent><itemComponent name="head"><typeRef>tAdult</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tStreet" isCollection="true"><typeRef>tHouse</typeRef></itemDefinition>
<itemDefinition name="tNode"><itemComponent name="value"><typeRef>tAge</typeRef></itemComponent><itemComponent name="next"><typeRef>tNode</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tEven"><typeRef>number</typeRef><typeConstraint><text>even(?)</text></typeConstraint></itemDefinition>
<itemDefinition name="tSpan"><itemComponent name="from"><typeRef>number</typeRef></itemComponent><itemComponent name="to"><typeRef>number</typeRef></itemComponent><typeConstraint><text>?.from &lt;= ?.to</text></typeConstraint></itemDefinition>`

func TestTypesOfTypes(t *testing.T) {
	tests := map[string]map[string]bool{
		"tAge":    {"0": true, "150": true, "151": false, "-1": false, `"1"`: false, "null": true},
		"tAdult":  {"18": true, "17": false, "151": false, "null": true},
		"tCrowd":  {"[18, 19, 20]": true, "[18, 19, 20, 21]": false, "[18, 17]": false, "[]": true, "18": true, "[18, null]": true},
		"tEven":   {"2": true, "3": false, "[4]": true, "[5]": false},
		"tSpan":   {"{from: 1, to: 2}": true, "{from: 3, to: 2}": false, "{from: 1}": false, "{from: 2, to: 2, k: 1}": true},
		"tHouse":  {`{people: [{age: 1, pets: ["cat"]}], head: 40}`: true, `{people: [{age: 1, pets: ["cow"]}], head: 40}`: false, `{people: [{age: 1, pets: ["cat"]}], head: 4}`: false, `{people: [], head: null}`: true, `{people: [{age: 200, pets: []}], head: 40}`: false, `{head: 40}`: false},
		"tStreet": {`[{people: [], head: 40}, {people: [], head: 41}]`: true, `[{people: [], head: 40}, {people: [], head: 1}]`: false, `{people: [], head: 40}`: true, `[null]`: true},
		"tNode":   {`{value: 1, next: {value: 2, next: null}}`: true, `{value: 1, next: {value: 200, next: null}}`: false, `{value: 1, next: {value: 2}}`: false},
	}
	for typ, values := range tests {
		for text, fits := range values {
			m := load(t, model(nestedTypes+`<decision id="d" name="d"><variable name="d" typeRef="`+typ+`"/>`+literal(text)+`</decision>`))
			if len(m.Problems()) > 0 {
				t.Fatalf("problems: %v", m.Problems())
			}
			got := evaluate(t, m, "d", "")
			if fitted := !hasCode(got, dmn.CodeType); fitted != fits {
				t.Errorf("%s fits %s: %v, want %v; %v", text, typ, fitted, fits, got.Diagnostics)
			}
			if !fits && !strings.Contains(got.Diagnostics[0].Message, typ) {
				t.Errorf("the message does not name the type: %v", got.Diagnostics)
			}
		}
	}
}

func TestAVeryDeepValueIsCheckedWithoutHarm(t *testing.T) {
	v := feel.Null
	for range 150 {
		v = feel.NewContext(feel.Entry{Name: "value", Value: feel.Int(1)}, feel.Entry{Name: "next", Value: v})
	}
	target, err := load(t, model(nestedTypes+decision("d", "", literal("x.next.value"), "x:tNode"))).Target("d")
	if err != nil {
		t.Fatal(err)
	}
	r, err := target.Evaluate(t.Context(), []feel.Value{v}, dmn.Env{})
	if err != nil || !r.Value.Equal(feel.Int(1)) {
		t.Errorf("got %v, %v", r, err)
	}
}

// golden compares with a file, or writes it when the flag -update is given.
func golden(t *testing.T, name string, v any) {
	t.Helper()
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(file, append(text, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	expected, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != strings.TrimSpace(string(expected)) {
		t.Errorf("it differs from %s; look, and run with -update:\n%s", file, text)
	}
}

func TestTracesOfOtherEditorsFiles(t *testing.T) {
	for name, test := range map[string]struct{ file, decision, inputs string }{
		"trace_default":   {"trisotech", "Letter", `{"Kind of leave": "sick", "Days off": ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04"]}`},
		"trace_knowledge": {"kie", "Housing allowance", `{"Applicant": {"Monthly income": 1, "Moved in": "2020-05-01", "Children": [{"Age": 3}, {"Age": 4}]}}`},
		"trace_undecided": {"camunda", "Permit fee", `{"zone": "A"}`},
	} {
		inputs, err := feel.FromJSON([]byte(test.inputs))
		if err != nil {
			t.Fatal(err)
		}
		target, err := editorModel(t, test.file).Target(test.decision)
		if err != nil {
			t.Fatal(err)
		}
		r, err := target.EvaluateContext(t.Context(), inputs, dmn.Env{Trace: true})
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, map[string]any{"value": r.Value, "missing": r.Missing, "diagnostics": r.Diagnostics, "trace": r.Trace})
	}
}

func TestTheTraceOfALongChainIsCutAndCanBeWritten(t *testing.T) {
	const length = 3000
	var b strings.Builder
	b.WriteString(plain("d0", "", literal("0")))
	for i := 1; i < length; i++ {
		b.WriteString(plain(fmt.Sprint("d", i), needs("decision", fmt.Sprintf("#d%d-id", i-1)), literal(fmt.Sprintf("d%d + 1", i-1))))
	}
	r := evaluate(t, load(t, model(b.String())), fmt.Sprint("d", length-1), "", dmn.Env{Trace: true})
	want(t, r, fmt.Sprint(length-1))
	text, err := json.MarshalIndent(r.Trace, "", " ")
	if err != nil || !strings.Contains(string(text), `"truncated": true`) || len(text) > 1<<20 {
		t.Fatalf("%d bytes, %v", len(text), err)
	}
	depth, part := 0, r.Trace
	for len(part.Parts) > 0 {
		if want := fmt.Sprint("d", length-1-depth); part.Name != want || len(part.Inputs) != 1 {
			t.Fatalf("part %d is %s with %d inputs, want %s with one", depth, part.Name, len(part.Inputs), want)
		}
		depth, part = depth+1, part.Parts[0]
	}
	if !part.Truncated || depth != 199 {
		t.Errorf("cut after %d parts, %v", depth, part.Truncated)
	}
}

func TestLimitsOfEvaluationsByName(t *testing.T) {
	tests := map[string]struct {
		logic  string
		limits feel.Limits
		most   int
	}{
		"steps":  {iteration("for", "i", "return", literal("[1..500]"), literal("i")), feel.Limits{Steps: 300}, 300},
		"list":   {literal("for i in 1..500 return i"), feel.Limits{List: 100}, 100},
		"string": {literal(`string join(for i in 1..100 return "abcdefghij")`), feel.Limits{String: 500}, 500},
		"depth":  {in("context", entry("f", literal("function(n) if n = 0 then 0 else 1 + (function(m) m)(n)"))+entry("g", literal("function(g, n) if n = 0 then 0 else g(g, n - 1)"))+entry("", literal("g(g, 90)"))), feel.Limits{Depth: 50}, 50},
	}
	for limit, test := range tests {
		t.Run(limit, func(t *testing.T) {
			source := model(plain("d", "", test.logic))
			target, err := load(t, source).Target("d")
			if err != nil {
				t.Fatal(err)
			}
			for _, trace := range []bool{false, true} {
				r, err := target.Evaluate(t.Context(), nil, dmn.Env{Limits: test.limits, Trace: trace})
				var stopped *dmn.LimitError
				if !errors.As(err, &stopped) || stopped.Limit != limit || stopped.Max != test.most {
					t.Fatalf("trace %v: %v, %v", trace, r.Value, err)
				}
				if !strings.Contains(err.Error(), limit) || !r.Value.IsNull() {
					t.Errorf("%v gives %s", err, r.Value)
				}
			}
			if r, err := target.Evaluate(t.Context(), nil, dmn.Env{}); err != nil || r.Value.IsNull() {
				t.Errorf("with the limits that are usual: %v, %v", r.Value, err)
			}
		})
	}
}
